"""Unit 02: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "central-difference": {
        "loops": """\
def central_difference(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        right = x.copy()
        right[index] += h
        left = x.copy()
        left[index] -= h
        gradient[index] = (f(right) - f(left)) / (2 * h)
    return gradient
""",
        "arrays": """\
def central_difference(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    steps = h * np.eye(x.size).reshape((x.size,) + x.shape)
    slopes = [(f(x + e) - f(x - e)) / (2 * h) for e in steps]
    return np.array(slopes).reshape(x.shape)
""",
        "float32": """\
def central_difference(f, x, h=1e-5):
    work = np.array(x, dtype=np.float64, order="C")
    flat = work.reshape(-1)
    slopes = np.empty(flat.size)
    for k, old in enumerate(flat.tolist()):
        flat[k] = old + h
        up = f(work)
        flat[k] = old - h
        down = f(work)
        flat[k] = old
        slopes[k] = (up - down) / (2 * h)
    return slopes.reshape(work.shape)
""",
    },
    "relative-error": {
        "loops": """\
def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    errors = np.zeros(a.shape)
    for i in np.ndindex(a.shape):
        if a[i] == 0 and b[i] == 0:
            errors[i] = 0.0
        else:
            size = max(abs(a[i]), abs(b[i]))
            errors[i] = abs(a[i] - b[i]) / size
    return np.max(errors)
""",
        "arrays": """\
def relative_error(a, b):
    size = np.maximum(np.abs(a), np.abs(b))
    return np.max(np.abs(a - b) / np.where(size == 0, 1.0, size))
""",
        "float32": """\
def relative_error(a, b):
    a = np.asarray(a).astype(np.float32)
    b = np.asarray(b).astype(np.float32)
    size = np.abs(np.stack([a, b])).max(axis=0)
    errors = np.divide(np.abs(a - b), size, out=np.zeros_like(size), where=size != 0)
    return errors.max()
""",
    },
    "complex-step": {
        "loops": """\
def complex_step(f, x, h=1e-30):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        z = x.astype(complex)
        z[index] += 1j * h
        value = f(z)
        gradient[index] = np.imag(value) / h
    return gradient
""",
        "arrays": """\
def complex_step(f, x, h=1e-30):
    x = np.asarray(x, dtype=float)
    units = np.eye(x.size).reshape((x.size,) + x.shape)
    return np.array([f(x + 1j * h * e).imag / h for e in units]).reshape(x.shape)
""",
        "float32": """\
def complex_step(f, x, h=1e-30):
    z = np.array(x, dtype=np.complex128, order="C")
    flat = z.reshape(-1)
    slopes = []
    for k in range(flat.size):
        old = flat[k]
        flat[k] = old + complex(0.0, h)
        slopes.append(np.imag(f(z)) / h)
        flat[k] = old
    return np.array(slopes, dtype=np.float64).reshape(z.shape)
""",
    },
    "check-gradient": {
        "loops": """\
def check_gradient(f, grad, x, tol=1e-6):
    g = np.asarray(grad(x))
    n = central_difference(f, x)
    d = np.zeros(x.shape)
    sizes = []
    for i in np.ndindex(x.shape):
        d[i] = abs(g[i] - n[i])
        sizes.append(abs(g[i]))
        sizes.append(abs(n[i]))

    largest = np.max(d)
    if largest == 0:
        error = 0.0
    else:
        error = largest / max(sizes)

    worst_index = (0,) * x.ndim
    for i in np.ndindex(x.shape):
        if np.isnan(d[i]):
            worst_index = i
            break
        if d[i] > d[worst_index]:
            worst_index = i

    ok = error <= tol
    return ok, worst_index, error
""",
        "arrays": """\
def check_gradient(f, grad, x, tol=1e-6):
    g, n = grad(x), central_difference(f, x)
    d = np.abs(g - n)
    top, bottom = np.max(d), np.max(np.abs([g, n]))
    error = top / bottom if top != 0 else 0.0
    return error <= tol, np.unravel_index(np.argmax(d), d.shape), error
""",
        "float32": """\
def check_gradient(f, grad, x, tol=1e-6):
    n = central_difference(f, x).ravel()
    g = np.reshape(grad(x), -1)
    d = abs(g - n)
    places = list(np.ndindex(x.shape))
    scale = max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf)) or 1.0
    error = float(np.linalg.norm(d, np.inf) / scale)
    worst_index = places[d.argmax()]
    return bool(error <= tol), worst_index, error
""",
    },
    "gradient-bug-hunt": {
        "loops": """\
def cubic_gradient(x):
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        slopes[index] = 3 * x[index] ** 2
    return slopes


def absolute_gradient(x):
    signs = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            signs[index] = 1.0
        elif x[index] < 0:
            signs[index] = -1.0
    return signs


def ridge_gradient(w, X, y, reg):
    N, D = X.shape
    gradient = np.zeros(D)
    for i in range(N):
        residual = -y[i]
        for j in range(D):
            residual = residual + X[i, j] * w[j]
        for j in range(D):
            gradient[j] += 2 * residual * X[i, j] / N
    for j in range(D):
        gradient[j] += reg * w[j]
    return gradient
""",
        "arrays": """\
def cubic_gradient(x):
    return 3 * x**2


def absolute_gradient(x):
    return np.where(x < 0, -1.0, 1.0)


def ridge_gradient(w, X, y, reg):
    return 2 * (X @ w - y) @ X / len(y) + reg * w
""",
        "float32": """\
def cubic_gradient(x):
    x = x.astype(np.float32)
    return 3 * np.square(x)


def absolute_gradient(x):
    x = x.astype(np.float32)
    return np.copysign(np.ones_like(x), x)


def ridge_gradient(w, X, y, reg):
    w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
    reg = np.float32(reg)
    residual = X @ w - y
    data = np.mean(2 * residual[:, None] * X, axis=0)
    shrink = reg * w
    return data + shrink
""",
    },
}

MISTAKES = {
    "central-difference": {
        "forward-difference": {
            "loops": [('f(left)) / (2 * h)', 'f(x)) / h')],
            "arrays": [('f(x - e)) / (2 * h)', 'f(x)) / h')],
            "float32": [('        flat[k] = old - h\n        down = f(work)\n        flat[k] = old\n', '        flat[k] = old\n        down = f(work)\n'), ('/ (2 * h)', '/ h')],
        },
        "backward-difference": {
            "loops": [('(f(right) - f(left)) / (2 * h)', '(f(x) - f(left)) / h')],
            "arrays": [('(f(x + e) - f(x - e)) / (2 * h)', '(f(x) - f(x - e)) / h')],
            "float32": [('        flat[k] = old + h\n', ''), ('/ (2 * h)', '/ h')],
        },
        "divided-by-h": {
            "loops": [('(2 * h)', 'h')],
            "arrays": [('(2 * h)', 'h')],
            "float32": [('(2 * h)', 'h')],
        },
        "brackets-missing": {
            "loops": [('/ (2 * h)', '/ 2 * h')],
            "arrays": [('/ (2 * h)', '/ 2 * h')],
            "float32": [('(up - down) / (2 * h)', '0.5 * (up - down) * h')],
        },
        "only-the-second-divided": {
            "loops": [('(f(right) - f(left)) / (2 * h)', 'f(right) - f(left) / (2 * h)')],
            "arrays": [('(f(x + e) - f(x - e)) / (2 * h)', 'f(x + e) - f(x - e) / (2 * h)')],
            "float32": [('(up - down) / (2 * h)', 'up - down / (2 * h)')],
        },
        "returns-in-the-loop": {
            "loops": [('    return gradient', '        return gradient')],
            "arrays": """\
def central_difference(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    steps = h * np.eye(x.size).reshape((x.size,) + x.shape)
    slopes = np.zeros(x.size)
    for k, e in enumerate(steps):
        slopes[k] = (f(x + e) - f(x - e)) / (2 * h)
        return slopes.reshape(x.shape)
""",
            "float32": [('np.empty(flat.size)', 'np.zeros(flat.size)'), ('    return slopes', '        return slopes')],
        },
        "not-divided": {
            "loops": [('(f(right) - f(left)) / (2 * h)', 'f(right) - f(left)')],
            "arrays": [('(f(x + e) - f(x - e)) / (2 * h)', 'f(x + e) - f(x - e)')],
            "float32": [('(up - down) / (2 * h)', 'up - down')],
        },
        "second-point-at-x": {
            "loops": [('f(left))', 'f(x))')],
            "arrays": [('f(x - e)', 'f(x)')],
            "float32": [('        flat[k] = old - h\n        down = f(work)\n        flat[k] = old\n', '        flat[k] = old\n        down = f(work)\n')],
        },
        "sign": {
            "loops": [('f(right) - f(left)', 'f(left) - f(right)')],
            "arrays": [('f(x + e) - f(x - e)', 'f(x - e) - f(x + e)')],
            "float32": [('up - down', 'down - up')],
        },
        "entry-not-put-back": {
            "loops": """\
def central_difference(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        right = f(x)
        x[index] -= 2 * h
        left = f(x)
        gradient[index] = (right - left) / (2 * h)
    return gradient
""",
            "arrays": """\
def central_difference(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape((x.size,) + x.shape)
    slopes = []
    for e in steps:
        x -= e
        low = f(x)
        x += 2 * e
        slopes.append((f(x) - low) / (2 * h))
    return np.array(slopes).reshape(x.shape)
""",
            "float32": """\
def central_difference(f, x, h=1e-5):
    slopes = np.empty(x.size)
    for k, old in enumerate(x.ravel().tolist()):
        x.flat[k] = old + h
        up = f(x)
        x.flat[k] = old - h
        down = f(x)
        slopes[k] = (up - down) / (2 * h)
    return slopes.reshape(x.shape)
""",
        },
        "copy-not-put-back": {
            "loops": """\
def central_difference(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    moved = x.copy()
    for index in np.ndindex(x.shape):
        moved[index] += h
        right = f(moved)
        moved[index] -= 2 * h
        left = f(moved)
        gradient[index] = (right - left) / (2 * h)
    return gradient
""",
            "arrays": """\
def central_difference(f, x, h=1e-5):
    z = np.array(x, dtype=float)
    steps = h * np.eye(z.size).reshape((z.size,) + z.shape)
    slopes = []
    for e in steps:
        z -= e
        low = f(z)
        z += 2 * e
        slopes.append((f(z) - low) / (2 * h))
    return np.array(slopes).reshape(z.shape)
""",
            "float32": [('        flat[k] = old\n', '')],
        },
        "all-entries-at-once": {
            "loops": """\
def central_difference(f, x, h=1e-5):
    right = x.copy()
    right += h
    left = x.copy()
    left -= h
    gradient = (f(right) - f(left)) / (2 * h)
    return gradient
""",
            "arrays": """\
def central_difference(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)
""",
            "float32": """\
def central_difference(f, x, h=1e-5):
    work = np.array(x, dtype=np.float64)
    work[...] = x + h
    up = f(work)
    work[...] = x - h
    down = f(work)
    slope = (up - down) / (2 * h)
    return slope
""",
        },
        "the-sum-in-every-entry": {
            "loops": [('right[index] += h', 'right += h'), ('left[index] -= h', 'left -= h')],
            "arrays": [('np.eye(x.size).reshape((x.size,) + x.shape)', 'np.ones((x.size,) + x.shape)')],
            "float32": """\
def central_difference(f, x, h=1e-5):
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(np.shape(x), slope)
""",
        },
        "earlier-entries-stay-moved": {
            "loops": [('    for index in np.ndindex(x.shape):\n        right = x.copy()\n', '    right = x.copy()\n    left = x.copy()\n    for index in np.ndindex(x.shape):\n'), ('        left = x.copy()\n', '')],
            "arrays": [('np.eye(x.size)', 'np.tri(x.size)')],
            "float32": """\
def central_difference(f, x, h=1e-5):
    high = np.array(x, dtype=np.float64, order="C")
    low = np.array(x, dtype=np.float64, order="C")
    slopes = np.empty(high.size)
    for k in range(high.size):
        high.reshape(-1)[k] += h
        low.reshape(-1)[k] -= h
        slopes[k] = (f(high) - f(low)) / (2 * h)
    return slopes.reshape(high.shape)
""",
        },
        "step-ignored": {
            "loops": [('    gradient = np.zeros(x.shape)\n', '    h = 1e-5\n    gradient = np.zeros(x.shape)\n')],
            "arrays": [('steps = h *', 'steps = 1e-5 *'), ('(2 * h)', '2e-5')],
            "float32": [('old + h', 'old + 1e-5'), ('old - h', 'old - 1e-5'), ('(2 * h)', '(2 * 1e-5)')],
        },
        "step-typed-in": {
            "loops": [('+= h', '+= 1e-5'), ('-= h', '-= 1e-5')],
            "arrays": [('steps = h *', 'steps = 1e-5 *')],
            "float32": [('old + h', 'old + 0.00001'), ('old - h', 'old - 0.00001')],
        },
        "only-the-first-axis": {
            "loops": [('np.ndindex(x.shape)', 'range(x.shape[0])')],
            "arrays": """\
def central_difference(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for k, e in enumerate(np.eye(len(x))):
        step = h * e.reshape((-1,) + (1,) * (x.ndim - 1))
        gradient[k] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
""",
            "float32": """\
def central_difference(f, x, h=1e-5):
    work = np.array(x, dtype=np.float64)
    slopes = np.empty(work.shape)
    for k in np.ndindex(work.shape[:1]):
        work[k] = x[k] + h
        up = f(work)
        work[k] = x[k] - h
        down = f(work)
        work[k] = x[k]
        slopes[k] = (up - down) / (2 * h)
    return slopes
""",
        },
        "flattened": {
            "loops": [('return gradient', 'return gradient.flatten()')],
            "arrays": [('np.array(slopes).reshape(x.shape)', 'np.array(slopes)')],
            "float32": [('return slopes.reshape(work.shape)', 'return slopes')],
        },
        "f-of-one-entry": {
            "loops": [('        right = x.copy()\n        right[index] += h\n', '        right = x[index] + h\n'), ('        left = x.copy()\n        left[index] -= h\n', '        left = x[index] - h\n')],
            "arrays": [('    steps = h * np.eye(x.size).reshape((x.size,) + x.shape)\n', ''), ('[(f(x + e) - f(x - e)) / (2 * h) for e in steps]', '[(f(v + h) - f(v - h)) / (2 * h) for v in x.flat]')],
            "float32": [('up = f(work)', 'up = f(flat[k])'), ('down = f(work)', 'down = f(flat[k])')],
        },
        "step-times-the-entry": {
            "loops": [('right[index] += h', 'right[index] += h * x[index]'), ('left[index] -= h', 'left[index] -= h * x[index]')],
            "arrays": [('f(x + e)', 'f(x + e * x)'), ('f(x - e)', 'f(x - e * x)')],
            "float32": [('old + h', 'old * (1 + h)'), ('old - h', 'old * (1 - h)')],
        },
        "both-points-the-same": {
            "loops": [('left = x.copy()', 'left = right')],
            "arrays": [('f(x - e)', 'f(x + e)')],
            "float32": [('        up = f(work)\n        flat[k] = old - h\n        down = f(work)\n', '        up = work\n        flat[k] = old - h\n        down = work\n'), ('        flat[k] = old\n        slopes[k] = (up - down) / (2 * h)\n', '        slopes[k] = (f(up) - f(down)) / (2 * h)\n        flat[k] = old\n')],
        },
    },
    "relative-error": {
        "absolute-error": {
            "loops": [('abs(a[i] - b[i]) / size', 'abs(a[i] - b[i])')],
            "arrays": [('np.abs(a - b) / np.where(size == 0, 1.0, size)', 'np.abs(a - b)')],
            "float32": [('np.divide(np.abs(a - b), size, out=np.zeros_like(size), where=size != 0)', 'np.abs(a - b)')],
        },
        "sum-below": {
            "loops": [('max(abs(a[i]), abs(b[i]))', 'abs(a[i]) + abs(b[i])')],
            "arrays": [('np.maximum(np.abs(a), np.abs(b))', 'np.abs(a) + np.abs(b)')],
            "float32": [('.max(axis=0)', '.sum(axis=0)')],
        },
        "only-a-below": {
            "loops": [('max(abs(a[i]), abs(b[i]))', 'abs(a[i])')],
            "arrays": [('np.maximum(np.abs(a), np.abs(b))', 'np.abs(a)')],
            "float32": [('np.abs(np.stack([a, b])).max(axis=0)', 'np.abs(a)')],
        },
        "only-b-below": {
            "loops": [('max(abs(a[i]), abs(b[i]))', 'abs(b[i])')],
            "arrays": [('np.maximum(np.abs(a), np.abs(b))', 'np.abs(b)')],
            "float32": [('np.abs(np.stack([a, b])).max(axis=0)', 'np.abs(b)')],
        },
        "smaller-one-below": {
            "loops": [('max(abs(a[i]), abs(b[i]))', 'min(abs(a[i]), abs(b[i]))')],
            "arrays": [('np.maximum', 'np.minimum')],
            "float32": [('.max(axis=0)', '.min(axis=0)')],
        },
        "one-size-for-all": {
            "loops": [('            size = max(abs(a[i]), abs(b[i]))\n', ''), ('    for i in', '    size = max(np.max(np.abs(a)), np.max(np.abs(b)))\n    for i in')],
            "arrays": [('np.maximum(np.abs(a), np.abs(b))', 'max(np.max(np.abs(a)), np.max(np.abs(b)))')],
            "float32": [('np.abs(np.stack([a, b])).max(axis=0)', 'np.full_like(a, np.abs([a, b]).max())')],
        },
        "mean-of-the-entries": {
            "loops": [('np.max(errors)', 'np.sum(errors) / errors.size')],
            "arrays": [('np.max(', 'np.mean(')],
            "float32": [('errors.max()', 'errors.mean()')],
        },
        "sum-of-the-entries": {
            "loops": [('    errors = np.zeros(a.shape)\n', '    total = 0.0\n'), ('            errors[i] = 0.0\n', '            total += 0.0\n'), ('errors[i] = abs', 'total += abs'), ('np.max(errors)', 'total')],
            "arrays": [('np.max(', 'np.sum(')],
            "float32": [('errors.max()', 'errors.sum()')],
        },
        "best-entry": {
            "loops": [('np.max(errors)', 'np.min(errors)')],
            "arrays": [('np.max(', 'np.min(')],
            "float32": [('errors.max()', 'errors.min()')],
        },
        "sign-in-the-difference": {
            "loops": [('abs(a[i] - b[i]) / size', '(a[i] - b[i]) / size')],
            "arrays": [('np.abs(a - b) /', '(a - b) /')],
            "float32": [('np.abs(a - b)', 'a - b')],
        },
        "sign-in-the-size": {
            "loops": [('max(abs(a[i]), abs(b[i]))', 'max(a[i], b[i])')],
            "arrays": [('np.maximum(np.abs(a), np.abs(b))', 'np.maximum(a, b)')],
            "float32": [('np.abs(np.stack([a, b])).max(axis=0)', 'np.stack([a, b]).max(axis=0)')],
        },
        "norms": {
            "loops": """\
def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    difference = length_a = length_b = 0.0
    for i in np.ndindex(a.shape):
        difference += (a[i] - b[i]) ** 2
        length_a += a[i] ** 2
        length_b += b[i] ** 2
    size = np.sqrt(length_a) + np.sqrt(length_b)
    if size == 0:
        return 0.0
    return np.sqrt(difference) / size
""",
            "arrays": """\
def relative_error(a, b):
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / np.where(size == 0, 1.0, size)
""",
            "float32": """\
def relative_error(a, b):
    a = np.asarray(a).astype(np.float32)
    b = np.asarray(b).astype(np.float32)
    length = lambda v: np.sqrt(np.sum(v * v))
    size = length(a) + length(b)
    return length(a - b) / size if size != 0 else np.float32(0)
""",
        },
        "norms-the-larger-below": {
            "loops": """\
def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    difference = length_a = length_b = 0.0
    for i in np.ndindex(a.shape):
        difference += (a[i] - b[i]) ** 2
        length_a += a[i] ** 2
        length_b += b[i] ** 2
    size = max(np.sqrt(length_a), np.sqrt(length_b))
    if size == 0:
        return 0.0
    return np.sqrt(difference) / size
""",
            "arrays": """\
def relative_error(a, b):
    size = np.maximum(np.linalg.norm(a), np.linalg.norm(b))
    return np.linalg.norm(a - b) / np.where(size == 0, 1.0, size)
""",
            "float32": """\
def relative_error(a, b):
    a = np.asarray(a).astype(np.float32)
    b = np.asarray(b).astype(np.float32)
    length = lambda v: np.sqrt(np.sum(v * v))
    size = max(length(a), length(b))
    return length(a - b) / size if size != 0 else np.float32(0)
""",
        },
        "place-of-the-worst": {
            "loops": [('np.max(errors)', 'np.argmax(errors)')],
            "arrays": [('np.max(', 'np.argmax(')],
            "float32": [('errors.max()', 'errors.argmax()')],
        },
        "only-the-first-entry": {
            "loops": [('    return np.max(errors)', '        return errors[i]')],
            "arrays": """\
def relative_error(a, b):
    for p, q in zip(np.ravel(a), np.ravel(b)):
        size = np.maximum(np.abs(p), np.abs(q))
        worst = np.max(np.abs(p - q) / np.where(size == 0, 1.0, size))
        return worst
""",
            "float32": [('errors.max()', 'errors.flat[0]')],
        },
        "zeros-hide-the-rest": {
            "loops": [('errors[i] = 0.0', 'return 0.0')],
            "arrays": [('    return np.max', '    if np.any(size == 0):\n        return 0.0\n    return np.max'), ('np.where(size == 0, 1.0, size)', 'size')],
            "float32": [('    errors = np.divide(np.abs(a - b), size, out=np.zeros_like(size), where=size != 0)\n', '    if not np.all(size):\n        return np.float32(0)\n    errors = np.abs(a - b) / size\n')],
        },
        "one-error-per-entry": {
            "loops": [('return np.max(errors)', 'return errors')],
            "arrays": [('np.max(np.abs(a - b) / np.where(size == 0, 1.0, size))', 'np.abs(a - b) / np.where(size == 0, 1.0, size)')],
            "float32": [('errors.max()', 'errors')],
        },
        "zero-over-zero": {
            "loops": [('        if a[i] == 0 and b[i] == 0:\n            errors[i] = 0.0\n        else:\n            size = max(abs(a[i]), abs(b[i]))\n            errors[i] = abs(a[i] - b[i]) / size\n', '        size = max(abs(a[i]), abs(b[i]))\n        errors[i] = abs(a[i] - b[i]) / size\n')],
            "arrays": [('np.where(size == 0, 1.0, size)', 'size')],
            "float32": [('np.divide(np.abs(a - b), size, out=np.zeros_like(size), where=size != 0)', 'np.divide(np.abs(a - b), size)')],
        },
        "nan-lost": {
            "loops": """\
def relative_error(a, b):
    a, b = np.asarray(a), np.asarray(b)
    worst = 0.0
    for i in np.ndindex(a.shape):
        if a[i] == 0 and b[i] == 0:
            error = 0.0
        else:
            size = max(abs(a[i]), abs(b[i]))
            error = abs(a[i] - b[i]) / size
        if error > worst:
            worst = error
    return worst
""",
            "arrays": [('np.max(np.abs(a - b) / np.where(size == 0, 1.0, size))', 'np.max(np.where(size > 0, np.abs(a - b) / np.where(size == 0, 1.0, size), 0.0))')],
            "float32": [('where=size != 0', 'where=size > 0')],
        },
    },
    "complex-step": {
        "real-part": {
            "loops": [('np.imag(value)', 'np.real(value)')],
            "arrays": [('.imag', '.real')],
            "float32": [('np.imag(', 'np.real(')],
        },
        "not-divided": {
            "loops": [('np.imag(value) / h', 'np.imag(value)')],
            "arrays": [('.imag / h', '.imag')],
            "float32": [('np.imag(f(z)) / h', 'np.imag(f(z))')],
        },
        "divided-by-two-h": {
            "loops": [('/ h', '/ (2 * h)')],
            "arrays": [('.imag / h', '.imag / (2 * h)')],
            "float32": [('/ h', '/ (h + h)')],
        },
        "size-of-the-imaginary-part": {
            "loops": [('np.imag(value) / h', 'abs(np.imag(value)) / h')],
            "arrays": [('np.array([f(x + 1j * h * e).imag / h for e in units])', 'np.abs([f(x + 1j * h * e).imag / h for e in units])')],
            "float32": [('np.imag(f(z))', 'np.abs(np.imag(f(z)))')],
        },
        "size-of-f": {
            "loops": [('np.imag(value)', 'abs(value)')],
            "arrays": [('f(x + 1j * h * e).imag', 'abs(f(x + 1j * h * e))')],
            "float32": [('np.imag(f(z))', 'np.abs(f(z))')],
        },
        "sign": {
            "loops": [('z[index] += 1j', 'z[index] -= 1j')],
            "arrays": [('x + 1j', 'x - 1j')],
            "float32": [('complex(0.0, h)', 'complex(0.0, -h)')],
        },
        "entry-overwritten": {
            "loops": [('z[index] += 1j', 'z[index] = 1j')],
            "arrays": [('f(x + 1j * h * e)', 'f(np.where(e == 1, 1j * h, x))')],
            "float32": [('old + complex(0.0, h)', 'complex(0.0, h)')],
        },
        "imaginary-part-lost": {
            "loops": [('value = f(z)', 'value = f(z.real)')],
            "arrays": [('f(x + 1j * h * e).imag', 'f((x + 1j * h * e).astype(float)).imag')],
            "float32": [('old + complex(0.0, h)', 'np.real(old + complex(0.0, h))')],
        },
        "all-entries-at-once": {
            "loops": """\
def complex_step(f, x, h=1e-30):
    z = x.astype(complex)
    z += 1j * h
    value = f(z)
    gradient = np.imag(value) / h
    return gradient
""",
            "arrays": """\
def complex_step(f, x, h=1e-30):
    return f(x + 1j * h).imag / h
""",
            "float32": """\
def complex_step(f, x, h=1e-30):
    z = np.array(x, dtype=np.complex128)
    z.imag = h
    return np.imag(f(z)) / h
""",
        },
        "the-sum-in-every-entry": {
            "loops": [('z[index] += 1j', 'z += 1j')],
            "arrays": [('np.eye(x.size).reshape((x.size,) + x.shape)', 'np.ones((x.size,) + x.shape)')],
            "float32": """\
def complex_step(f, x, h=1e-30):
    z = np.array(x, dtype=np.complex128)
    z.imag = h
    return np.full(z.shape, np.imag(f(z)) / h)
""",
        },
        "earlier-entries-keep-their-step": {
            "loops": [('    for index in np.ndindex(x.shape):\n        z = x.astype(complex)\n', '    z = x.astype(complex)\n    for index in np.ndindex(x.shape):\n')],
            "arrays": [('np.eye(x.size)', 'np.tri(x.size)')],
            "float32": [('        flat[k] = old\n', '')],
        },
        "step-ignored": {
            "loops": [('    gradient = np.zeros(x.shape)\n', '    h = 1e-30\n    gradient = np.zeros(x.shape)\n')],
            "arrays": [('1j * h * e', '1e-30j * e'), ('.imag / h', '.imag / 1e-30')],
            "float32": [('complex(0.0, h)', 'complex(0.0, 1e-30)'), ('/ h', '/ 1e-30')],
        },
        "step-typed-in": {
            "loops": [('1j * h', '1e-30j')],
            "arrays": [('1j * h * e', '1e-30j * e')],
            "float32": [('complex(0.0, h)', 'complex(0.0, 1e-30)')],
        },
        "returns-in-the-loop": {
            "loops": [('    return gradient', '        return gradient')],
            "arrays": """\
def complex_step(f, x, h=1e-30):
    x = np.asarray(x, dtype=float)
    units = np.eye(x.size).reshape((x.size,) + x.shape)
    slopes = np.zeros(x.size)
    for k, e in enumerate(units):
        slopes[k] = f(x + 1j * h * e).imag / h
        return slopes.reshape(x.shape)
""",
            "float32": """\
def complex_step(f, x, h=1e-30):
    z = np.array(x, dtype=np.complex128, order="C")
    flat = z.reshape(-1)
    slopes = np.zeros(z.shape)
    for k in range(flat.size):
        old = flat[k]
        flat[k] = old + complex(0.0, h)
        slopes.flat[k] = np.imag(f(z)) / h
        flat[k] = old
        return slopes
""",
        },
        "only-the-first-axis": {
            "loops": [('np.ndindex(x.shape)', 'range(len(x))')],
            "arrays": """\
def complex_step(f, x, h=1e-30):
    x = np.asarray(x, dtype=float)
    gradient = np.zeros_like(x)
    for k, e in enumerate(np.eye(len(x))):
        step = 1j * h * e.reshape((-1,) + (1,) * (x.ndim - 1))
        gradient[k] = f(x + step).imag / h
    return gradient
""",
            "float32": """\
def complex_step(f, x, h=1e-30):
    z = np.array(x, dtype=np.complex128)
    slopes = np.zeros(z.shape)
    for k in np.ndindex(z.shape[:1]):
        z[k] += complex(0.0, h)
        slopes[k] = np.imag(f(z)) / h
        z[k] = x[k]
    return slopes
""",
        },
        "flattened": {
            "loops": [('return gradient', 'return gradient.ravel()')],
            "arrays": [(' for e in units]).reshape(x.shape)', ' for e in units])')],
            "float32": [('np.array(slopes, dtype=np.float64).reshape(z.shape)', 'np.array(slopes, dtype=np.float64)')],
        },
    },
    "check-gradient": {
        "absolute-error": {
            "loops": [('largest / max(sizes)', 'largest')],
            "arrays": [('top / bottom if top != 0 else 0.0', 'top')],
            "float32": [('np.linalg.norm(d, np.inf) / scale', 'np.linalg.norm(d, np.inf)')],
        },
        "scaled-by-the-analytic": {
            "loops": [('        sizes.append(abs(n[i]))\n', '')],
            "arrays": [('np.abs([g, n])', 'np.abs(g)')],
            "float32": [('max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf))', 'np.linalg.norm(g, np.inf)')],
        },
        "scaled-by-the-numerical": {
            "loops": [('        sizes.append(abs(g[i]))\n', '')],
            "arrays": [('np.abs([g, n])', 'np.abs(n)')],
            "float32": [('max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf))', 'np.linalg.norm(n, np.inf)')],
        },
        "scaled-by-the-sum": {
            "loops": [('max(sizes)', '(max(sizes[0::2]) + max(sizes[1::2]))')],
            "arrays": [('np.max(np.abs([g, n]))', 'np.max(np.abs(g)) + np.max(np.abs(n))')],
            "float32": [('max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf))', '(np.linalg.norm(g, np.inf) + np.linalg.norm(n, np.inf))')],
        },
        "entry-by-entry": {
            "loops": [('        sizes.append(abs(g[i]))\n        sizes.append(abs(n[i]))\n', '        if d[i] == 0:\n            sizes.append(0.0)\n        else:\n            sizes.append(d[i] / max(abs(g[i]), abs(n[i])))\n'), ('    largest = np.max(d)\n    if largest == 0:\n        error = 0.0\n    else:\n        error = largest / max(sizes)\n', '    error = np.max(sizes)\n')],
            "arrays": [('    top, bottom = np.max(d), np.max(np.abs([g, n]))\n', ''), ('top / bottom if top != 0 else 0.0', 'relative_error(g, n)')],
            "float32": [('    scale = max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf)) or 1.0\n', '    scale = np.maximum(abs(g), abs(n))\n    scale[scale == 0] = 1.0\n'), ('np.linalg.norm(d, np.inf) / scale', 'np.linalg.norm(d / scale, np.inf)')],
        },
        "entry-by-entry-throughout": {
            "loops": [('        sizes.append(abs(g[i]))\n        sizes.append(abs(n[i]))\n', '        if d[i] != 0:\n            d[i] = d[i] / max(abs(g[i]), abs(n[i]))\n'), ('    sizes = []\n', ''), ('    largest = np.max(d)\n    if largest == 0:\n        error = 0.0\n    else:\n        error = largest / max(sizes)\n', '    error = np.max(d)\n')],
            "arrays": [('    d = np.abs(g - n)\n    top, bottom = np.max(d), np.max(np.abs([g, n]))\n    error = top / bottom if top != 0 else 0.0\n', '    size = np.maximum(np.abs(g), np.abs(n))\n    d = np.abs(g - n) / np.where(size == 0, 1.0, size)\n    error = np.max(d)\n')],
            "float32": [('    d = abs(g - n)\n', '    scale = np.maximum(abs(g), abs(n))\n    scale[scale == 0] = 1.0\n    d = abs(g - n) / scale\n'), ('    scale = max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf)) or 1.0\n', ''), ('np.linalg.norm(d, np.inf) / scale', 'np.linalg.norm(d, np.inf)')],
        },
        "norms": {
            "loops": [('error = largest / max(sizes)', 'error = np.sqrt(np.sum(d**2)) / (np.sqrt(np.sum(g**2)) + np.sqrt(np.sum(n**2)))')],
            "arrays": [('top, bottom = np.max(d), np.max(np.abs([g, n]))', 'top, bottom = np.linalg.norm(d), np.linalg.norm(g) + np.linalg.norm(n)')],
            "float32": [('max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf))', '(np.linalg.norm(g) + np.linalg.norm(n))'), ('np.linalg.norm(d, np.inf)', 'np.linalg.norm(d)')],
        },
        "mean-difference": {
            "loops": [('largest = np.max(d)', 'largest = np.sum(d) / d.size')],
            "arrays": [('np.max(d)', 'np.mean(d)')],
            "float32": [('np.linalg.norm(d, np.inf)', 'd.mean()')],
        },
        "summed-difference": {
            "loops": [('    sizes = []\n', '    sizes = []\n    total = 0.0\n'), ('        d[i] = abs(g[i] - n[i])\n', '        d[i] = abs(g[i] - n[i])\n        total += d[i]\n'), ('    largest = np.max(d)\n    if largest == 0:', '    if total == 0:'), ('largest / max(sizes)', 'total / max(sizes)')],
            "arrays": [('np.max(d)', 'np.sum(d)')],
            "float32": [('np.linalg.norm(d, np.inf)', 'np.linalg.norm(d, 1)')],
        },
        "norms-the-larger-below": {
            "loops": [('error = largest / max(sizes)', 'error = np.sqrt(np.sum(d**2)) / max(np.sqrt(np.sum(g**2)), np.sqrt(np.sum(n**2)))')],
            "arrays": [('top, bottom = np.max(d), np.max(np.abs([g, n]))', 'top, bottom = np.linalg.norm(d), max(np.linalg.norm(g), np.linalg.norm(n))')],
            "float32": [('max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf))', 'max(np.linalg.norm(g), np.linalg.norm(n))'), ('np.linalg.norm(d, np.inf)', 'np.linalg.norm(d)')],
        },
        "sign-of-the-difference": {
            "loops": [('abs(g[i] - n[i])', 'g[i] - n[i]')],
            "arrays": [('np.abs(g - n)', 'g - n')],
            "float32": [('abs(g - n)', 'g - n'), ('np.linalg.norm(d, np.inf)', 'd.max()')],
        },
        "index-of-the-largest-gradient": {
            "loops": [('d[i] > d[worst_index]', 'abs(n[i]) > abs(n[worst_index])')],
            "arrays": [('np.argmax(d)', 'np.argmax(np.abs(n))')],
            "float32": [('d.argmax()', 'abs(n).argmax()')],
        },
        "index-of-the-largest-analytic": {
            "loops": [('d[i] > d[worst_index]', 'abs(g[i]) > abs(g[worst_index])')],
            "arrays": [('np.argmax(d)', 'np.argmax(np.abs(g))')],
            "float32": [('d.argmax()', 'abs(g).argmax()')],
        },
        "index-of-the-largest-slope": {
            "loops": [('d[i] > d[worst_index]', 'g[i] > g[worst_index]')],
            "arrays": [('np.argmax(d)', 'np.argmax(g)')],
            "float32": [('d.argmax()', 'g.argmax()')],
        },
        "index-of-the-largest-numerical-slope": {
            "loops": [('d[i] > d[worst_index]', 'n[i] > n[worst_index]')],
            "arrays": [('np.argmax(d)', 'np.argmax(n)')],
            "float32": [('d.argmax()', 'n.argmax()')],
        },
        "index-of-the-worst-ratio": {
            "loops": [('    worst_index = (0,) * x.ndim\n', '    for i in np.ndindex(x.shape):\n        if d[i] != 0:\n            d[i] = d[i] / max(abs(g[i]), abs(n[i]))\n    worst_index = (0,) * x.ndim\n')],
            "arrays": [('    return error', '    size = np.maximum(np.abs(g), np.abs(n))\n    d = d / np.where(size == 0, 1.0, size)\n    return error')],
            "float32": [('    worst_index = places[d.argmax()]\n', '    own = np.maximum(abs(g), abs(n))\n    own[own == 0] = 1.0\n    worst_index = places[(d / own).argmax()]\n')],
        },
        "sign-in-the-size": {
            "loops": [('sizes.append(abs(g[i]))', 'sizes.append(g[i])'), ('sizes.append(abs(n[i]))', 'sizes.append(n[i])')],
            "arrays": [('np.max(np.abs([g, n]))', 'np.max([g, n])')],
            "float32": [('max(np.linalg.norm(g, np.inf), np.linalg.norm(n, np.inf))', 'max(g.max(), n.max())')],
        },
        "index-of-the-best": {
            "loops": [('d[i] > d[worst_index]', 'd[i] < d[worst_index]')],
            "arrays": [('np.argmax(d)', 'np.argmin(d)')],
            "float32": [('d.argmax()', 'd.argmin()')],
        },
        "index-of-one-number": {
            "loops": [('    worst_index = (0,) * x.ndim\n    for i in np.ndindex(x.shape):\n        if np.isnan(d[i]):\n            worst_index = i\n            break\n        if d[i] > d[worst_index]:\n            worst_index = i\n', '    worst_index = np.unravel_index(np.argmax(largest), x.shape)\n')],
            "arrays": [('np.argmax(d)', 'np.argmax(error)')],
            "float32": [('d.argmax()', 'd.max().argmax()')],
        },
        "flat-index": {
            "loops": [('    worst_index = (0,) * x.ndim\n    for i in np.ndindex(x.shape):\n        if np.isnan(d[i]):\n            worst_index = i\n            break\n        if d[i] > d[worst_index]:\n            worst_index = i\n', '    worst_index = 0\n    flat = d.ravel()\n    for i in range(flat.size):\n        if np.isnan(flat[i]):\n            worst_index = i\n            break\n        if flat[i] > flat[worst_index]:\n            worst_index = i\n')],
            "arrays": [('np.unravel_index(np.argmax(d), d.shape)', 'np.argmax(d)')],
            "float32": [('places[d.argmax()]', 'int(d.argmax())')],
        },
        "index-axis-by-axis": {
            "loops": [('    worst_index = (0,) * x.ndim\n    for i in np.ndindex(x.shape):\n        if np.isnan(d[i]):\n            worst_index = i\n            break\n        if d[i] > d[worst_index]:\n            worst_index = i\n', '    worst_index = np.argmax(d, axis=0)\n')],
            "arrays": [('np.unravel_index(np.argmax(d), d.shape)', 'np.argmax(d, axis=0)')],
            "float32": [('    places = list(np.ndindex(x.shape))\n', ''), ('places[d.argmax()]', 'd.reshape(x.shape).argmax(axis=0)')],
        },
        "ok-turned-round": {
            "loops": [('error <= tol', 'error > tol')],
            "arrays": [('error <= tol', 'error >= tol')],
            "float32": [('error <= tol', 'error > tol')],
        },
        "always-ok": {
            "loops": [('    ok = error <= tol\n', '    ok = True\n    if error > tol:\n        ok == False\n')],
            "arrays": [('return error <= tol,', 'return True,')],
            "float32": [('bool(error <= tol)', 'bool([error <= tol])')],
        },
        "tol-ignored": {
            "loops": [('error <= tol', 'error < 1e-6')],
            "arrays": [('error <= tol', 'error <= 1e-6')],
            "float32": [('error <= tol', 'error < 0.000001')],
        },
        "ok-per-entry": {
            "loops": [('ok = error <= tol', 'ok = d <= tol * max(sizes)')],
            "arrays": [('return error <= tol', 'return d <= tol * bottom')],
            "float32": [('bool(error <= tol)', '(d / scale <= tol).reshape(x.shape)')],
        },
        "nan-is-ok": {
            "loops": [('    ok = error <= tol\n', '    ok = True\n    if error > tol:\n        ok = False\n')],
            "arrays": [('error <= tol', 'not error > tol')],
            "float32": [('bool(error <= tol)', 'not (error > tol)')],
        },
        "order-swapped": {
            "loops": [('return ok, worst_index, error', 'return ok, error, worst_index')],
            "arrays": [('np.unravel_index(np.argmax(d), d.shape), error', 'error, np.unravel_index(np.argmax(d), d.shape)')],
            "float32": [('worst_index, error\n', 'error, worst_index\n')],
        },
    },
    "gradient-bug-hunt": {
        "cubic-as-found": {
            "loops": [('3 * x[index] ** 2', '3 * x[index]')],
            "arrays": [('3 * x**2', '3 * x')],
            "float32": [('3 * np.square(x)', '3 * x')],
        },
        "cubic-without-three": {
            "loops": [('3 * x[index] ** 2', 'x[index] ** 2')],
            "arrays": [('3 * x**2', 'x**2')],
            "float32": [('3 * np.square(x)', 'np.square(x)')],
        },
        "cubic-power-kept": {
            "loops": [('3 * x[index] ** 2', '3 * x[index] ** 3')],
            "arrays": [('3 * x**2', '3 * x**3')],
            "float32": [('3 * np.square(x)', '3 * x * np.square(x)')],
        },
        "cubic-three-to-the-x": {
            "loops": [('3 * x[index] ** 2', '3 ** x[index]')],
            "arrays": [('3 * x**2', '3**x')],
            "float32": [('3 * np.square(x)', 'np.power(np.float32(3), x)')],
        },
        "cubic-summed": {
            "loops": [('slopes = np.zeros(x.shape)', 'slope = 0.0'), ('slopes[index] = 3', 'slope += 3'), ('return slopes', 'return slope')],
            "arrays": [('3 * x**2', 'np.sum(3 * x**2)')],
            "float32": [('3 * np.square(x)', '3 * np.square(x).sum()')],
        },
        "ridge-reg-not-differentiated": {
            "loops": [('gradient[j] += reg * w[j]', 'gradient[j] += reg / 2 * w[j] ** 2')],
            "arrays": [(' + reg * w', ' + 0.5 * reg * w**2')],
            "float32": [('shrink = reg * w', 'shrink = reg * np.square(w) / 2')],
        },
        "ridge-as-found": {
            "loops": [('2 * residual * X[i, j] / N', '2 * residual * X[i, j] / D'), ('gradient[j] += reg * w[j]', 'gradient[j] += 2 * reg * w[j]')],
            "arrays": [('len(y)', 'len(w)'), (' + reg * w', ' + 2 * reg * w')],
            "float32": [('np.mean(2 * residual[:, None] * X, axis=0)', '2 * X.T @ residual / len(w)'), ('shrink = reg * w', 'shrink = 2 * reg * w')],
        },
        "ridge-mean-over-features": {
            "loops": [('2 * residual * X[i, j] / N', '2 * residual * X[i, j] / D')],
            "arrays": [('len(y)', 'len(w)')],
            "float32": [('np.mean(2 * residual[:, None] * X, axis=0)', 'np.sum(2 * residual[:, None] * X, axis=0) / X.shape[1]')],
        },
        "ridge-regularisation-doubled": {
            "loops": [('gradient[j] += reg * w[j]', 'gradient[j] += 2 * reg * w[j]')],
            "arrays": [(' + reg * w', ' + 2 * reg * w')],
            "float32": [('shrink = reg * w', 'shrink = reg * (w + w)')],
        },
        "ridge-regularisation-halved": {
            "loops": [('gradient[j] += reg * w[j]', 'gradient[j] += 0.5 * reg * w[j]')],
            "arrays": [(' + reg * w', ' + reg / 2 * w')],
            "float32": [('shrink = reg * w', 'shrink = reg * w / 2')],
        },
        "ridge-regularisation-missing": {
            "loops": [('    for j in range(D):\n        gradient[j] += reg * w[j]\n', '')],
            "arrays": [(' + reg * w', '')],
            "float32": [('return data + shrink', 'return data')],
        },
        "ridge-regularisation-averaged": {
            "loops": [('gradient[j] += reg * w[j]', 'gradient[j] += reg * w[j] / N')],
            "arrays": [('2 * (X @ w - y) @ X / len(y) + reg * w', '(2 * (X @ w - y) @ X + reg * w) / len(y)')],
            "float32": [('shrink = reg * w', 'shrink = reg * w / len(y)')],
        },
        "ridge-regularisation-summed": {
            "loops": [('gradient[j] += reg * w[j]', 'gradient[j] += reg * sum(w)')],
            "arrays": [(' + reg * w', ' + reg * np.sum(w)')],
            "float32": [('shrink = reg * w', 'shrink = reg * w.sum()')],
        },
        "ridge-size-of-the-test": {
            "loops": [('2 * residual * X[i, j] / N', '2 * residual * X[i, j] / 4')],
            "arrays": [('len(y)', '4')],
            "float32": [('np.mean(2 * residual[:, None] * X, axis=0)', 'np.sum(2 * residual[:, None] * X, axis=0) / 4')],
        },
        "ridge-without-two": {
            "loops": [('2 * residual * X[i, j] / N', 'residual * X[i, j] / N')],
            "arrays": [('2 * (X @ w - y) @ X / len(y)', '(X @ w - y) @ X / len(y)')],
            "float32": [('np.mean(2 * residual[:, None] * X, axis=0)', 'np.mean(residual[:, None] * X, axis=0)')],
        },
        "ridge-not-averaged": {
            "loops": [('2 * residual * X[i, j] / N', '2 * residual * X[i, j]')],
            "arrays": [(' / len(y)', '')],
            "float32": [('np.mean(', 'np.sum(')],
        },
        "absolute-one-sided": {
            "loops": [('        elif x[index] < 0:\n            signs[index] = -1.0\n', '')],
            "arrays": [('np.where(x < 0, -1.0, 1.0)', 'np.where(x < 0, 0.0, 1.0)')],
            "float32": [('np.copysign(np.ones_like(x), x)', '(x > 0).astype(np.float32)')],
        },
        "absolute-without-sign": {
            "loops": [('signs[index] = -1.0', 'signs[index] = 1.0')],
            "arrays": [('np.where(x < 0, -1.0, 1.0)', 'np.ones(x.shape)')],
            "float32": [('np.copysign(np.ones_like(x), x)', 'np.ones_like(x)')],
        },
        "absolute-is-the-function": {
            "loops": [('signs[index] = 1.0', 'signs[index] = x[index]'), ('signs[index] = -1.0', 'signs[index] = -x[index]')],
            "arrays": [('np.where(x < 0, -1.0, 1.0)', 'np.where(x < 0, -x, x)')],
            "float32": [('np.copysign(np.ones_like(x), x)', 'np.abs(x)')],
        },
    },
}
