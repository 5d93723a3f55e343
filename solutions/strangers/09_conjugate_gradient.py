"""Unit 09: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "pack-unpack": {
        "loops": """\
def pack(arrays):
    numbers = []
    for array in arrays:
        for number in np.asarray(array).flatten():
            numbers.append(number)
    return np.array(numbers)


def unpack(theta, shapes):
    arrays = []
    begin = 0
    for shape in shapes:
        count = 1
        for side in shape:
            count = count * side
        end = begin + count
        piece = theta[begin:end]
        piece = piece.reshape(shape)
        arrays.append(piece)
        begin = end
    return arrays
""",
        "arrays": """\
def pack(arrays):
    return np.hstack([np.ravel(a) for a in arrays])


def unpack(theta, shapes):
    cuts = np.cumsum([np.prod(s, dtype=int) for s in shapes])
    parts = np.split(theta, cuts[:-1])
    return [part.reshape(s) for part, s in zip(parts, shapes)]
""",
        "float32": """\
def pack(arrays):
    arrays = [np.asarray(a).astype(np.float32) for a in arrays]
    return np.concatenate([a.reshape(-1) for a in arrays])


def unpack(theta, shapes):
    theta = theta.astype(np.float32)
    sizes = [int(np.prod(s)) for s in shapes]
    starts = [sum(sizes[:k]) for k in range(len(sizes))]
    return [theta[b : b + n].reshape(s) for b, n, s in zip(starts, sizes, shapes)]
""",
    },
    "random-init": {
        "loops": """\
def random_init(layer_sizes, epsilon, rng):
    D, H, C = layer_sizes
    theta = []
    for count in (D * H, H, H * C, C):
        for _ in range(count):
            u = rng.random()
            theta.append(-epsilon + u * 2 * epsilon)
    return np.array(theta)
""",
        "arrays": """\
def random_init(layer_sizes, epsilon, rng):
    D, H, C = layer_sizes
    return rng.uniform(-epsilon, epsilon, size=D * H + H + H * C + C)
""",
        "float32": """\
def random_init(layer_sizes, epsilon, rng):
    D, H, C = layer_sizes
    P = (D + 1) * H + (H + 1) * C
    u = rng.random(P).astype(np.float32)
    return (2 * u - 1) * np.float32(epsilon)
""",
    },
    "network-cost": {
        "loops": """\
def network_cost(theta, layer_sizes, X, y, reg):
    W1, b1, W2, b2 = unpack(theta, shapes_of(layer_sizes))
    N, Y = len(y), np.eye(layer_sizes[2])[y]  # Y: (N, C)
    hidden = logistic(X @ W1 + b1)  # (N, H)
    scores = hidden @ W2 + b2  # (N, C)
    D, H, C = layer_sizes
    data = 0.0
    dW1, db1 = np.zeros((D, H)), np.zeros(H)
    dW2, db2 = np.zeros((H, C)), np.zeros(C)
    for i in range(N):
        h, s, t = hidden[i], scores[i], Y[i]
        for c in range(C):
            data += softplus(s[c]) - t[c] * s[c]
        ds = logistic(s) - t
        dW2 += np.outer(h, ds)
        db2 += ds
        dz = (W2 @ ds) * h * (1 - h)
        dW1 += np.outer(X[i], dz)
        db1 += dz
    price = 0.0
    for j in range(H):
        for d in range(D):
            price += W1[d, j] ** 2
        for c in range(C):
            price += W2[j, c] ** 2
    cost = data / N + reg / (2 * N) * price
    dW1 = dW1 / N + reg / N * W1
    db1 = db1 / N
    dW2 = dW2 / N + reg / N * W2
    db2 = db2 / N
    return cost, pack([dW1, db1, dW2, db2])
""",
        "arrays": """\
def network_cost(theta, layer_sizes, X, y, reg):
    W1, b1, W2, b2 = unpack(theta, shapes_of(layer_sizes))
    N, Y = len(y), np.eye(layer_sizes[2])[y]  # Y: (N, C)
    hidden = logistic(X @ W1 + b1)  # (N, H)
    scores = hidden @ W2 + b2  # (N, C)
    data = np.sum(softplus(scores) - Y * scores)
    price = reg / 2 * (np.sum(W1**2) + np.sum(W2**2))
    cost = (data + price) / N
    dscores = (logistic(scores) - Y) / N
    dz = dscores @ W2.T * hidden * (1 - hidden)
    gradient = pack([
        X.T @ dz + reg / N * W1,
        dz.sum(axis=0),
        hidden.T @ dscores + reg / N * W2,
        dscores.sum(axis=0),
    ])
    return cost, gradient
""",
        "float32": """\
def network_cost(theta, layer_sizes, X, y, reg):
    W1, b1, W2, b2 = unpack(theta.astype(np.float32), shapes_of(layer_sizes))
    X, reg = X.astype(np.float32), np.float32(reg)
    D, H, C = layer_sizes
    N = len(y)
    rows = np.arange(N)
    share = np.float32(1 / N)
    decay = reg * share
    z = X @ W1 + b1
    hidden = logistic(z).astype(np.float32)
    scores = hidden @ W2 + b2

    asked = np.logaddexp(np.float32(0), scores).sum()
    answered = scores[rows, y].sum()
    squares = np.vdot(W1, W1) + np.vdot(W2, W2)
    cost = share * (asked - answered) + decay / 2 * squares

    back = logistic(scores).astype(np.float32)
    back[rows, y] -= 1
    back *= share
    dz = np.einsum("nc,hc->nh", back, W2) * (hidden - hidden**2)
    dW1 = np.einsum("nd,nh->dh", X, dz) + decay * W1
    db1 = np.einsum("nh->h", dz)
    dW2 = np.einsum("nh,nc->hc", hidden, back) + decay * W2
    db2 = np.einsum("nc->c", back)
    gradient = np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])
    return cost, gradient.astype(np.float32)
""",
    },
    "train-cg": {
        "loops": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    def height_and_slope(t):
        cost, gradient = network_cost(t, layer_sizes, X, y, reg)
        return cost, gradient

    begin = np.array(theta)
    settings = {"maxiter": iterations}
    result = minimize(height_and_slope, begin, jac=True, method="CG", options=settings)
    best = result.x
    return best
""",
        "arrays": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    return minimize(network_cost, theta, args=(layer_sizes, X, y, reg), method="CG", jac=True,
                    options=dict(maxiter=iterations)).x
""",
        "float32": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    problem = {
        "fun": lambda t: network_cost(t, layer_sizes, X, y, reg),
        "x0": theta,
        "jac": True,
        "method": "CG",
        "options": {"maxiter": iterations, "disp": False},
    }
    found = minimize(**problem)
    return found["x"]
""",
    },
    "cost-bug-hunt": {
        "loops": """\
class ReportedNet:
    def __init__(self, layer_sizes, epsilon, rng):
        D, H, C = self.layer_sizes = layer_sizes
        count = (D + 1) * H + (H + 1) * C
        low, high = -epsilon, epsilon
        self.theta = low + rng.random(count) * (high - low)

    def cost(self, theta, X, y, reg):
        D, H, C = self.layer_sizes
        N = len(y)
        end1 = D * H
        end2 = end1 + H
        end3 = end2 + H * C
        W1 = theta[:end1].reshape(D, H)
        b1 = theta[end1:end2]
        W2 = theta[end2:end3].reshape(H, C)
        b2 = theta[end3:]
        data = 0.0
        dW1 = np.zeros((D, H))
        db1 = np.zeros(H)
        dW2 = np.zeros((H, C))
        db2 = np.zeros(C)
        for i in range(N):
            x = X[i]
            hidden = logistic(x @ W1 + b1)
            scores = hidden @ W2 + b2
            answers = np.zeros(C)
            answers[y[i]] = 1.0
            for c in range(C):
                data += softplus(scores[c]) - answers[c] * scores[c]
            dscores = logistic(scores) - answers
            dhidden = W2 @ dscores
            dz = dhidden * hidden * (1.0 - hidden)
            dW2 += np.outer(hidden, dscores)
            db2 += dscores
            dW1 += np.outer(x, dz)
            db1 += dz
        price = 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
        cost = data / N + price / N
        dW1 = dW1 / N + reg * W1 / N
        dW2 = dW2 / N + reg * W2 / N
        db1 = db1 / N
        db2 = db2 / N
        gradient = np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])
        return cost, gradient
""",
        "arrays": """\
class ReportedNet:
    def __init__(self, layer_sizes, epsilon, rng):
        self.layer_sizes = layer_sizes
        D, H, C = layer_sizes
        self.theta = rng.uniform(-epsilon, epsilon, D * H + H + H * C + C)

    def cost(self, theta, X, y, reg):
        D, H, C = self.layer_sizes
        # b lies right behind its W in theta: it is one more row, for a feature that is always 1
        T1, T2 = theta[:(D + 1) * H].reshape(D + 1, H), theta[(D + 1) * H:].reshape(H + 1, C)
        N = len(X)
        A = np.c_[X, np.ones(N)]
        B = np.c_[logistic(A @ T1), np.ones(N)]
        s, Y = B @ T2, np.eye(C)[y]
        e = logistic(s) - Y
        dz = ((e @ T2.T) * B * (1 - B))[:, :-1]
        G1, G2 = A.T @ dz, B.T @ e
        G1[:-1] += reg * T1[:-1]
        G2[:-1] += reg * T2[:-1]
        J = (softplus(s) - Y * s).sum() + reg / 2 * ((T1[:-1] ** 2).sum() + (T2[:-1] ** 2).sum())
        return J / N, np.r_[G1.ravel(), G2.ravel()] / N
""",
        "float32": """\
class ReportedNet:
    def __init__(self, layer_sizes, epsilon, rng):
        D, H, C = self.layer_sizes = layer_sizes
        P = sum(int(np.prod(shape)) for shape in shapes_of(layer_sizes))
        self.theta = (epsilon * (2 * rng.random(P) - 1)).astype(np.float32)

    def cost(self, theta, X, y, reg):
        W1, b1, W2, b2 = unpack(theta.astype(np.float32), shapes_of(self.layer_sizes))
        N = np.float32(len(y))
        decay = np.float32(reg) / N
        X = X.astype(np.float32)
        yes = y[:, None] == np.arange(self.layer_sizes[2])
        sigmoid = lambda z: np.float32(0.5) * (1 + np.tanh(z / 2))
        hidden = sigmoid(X @ W1 + b1)
        scores = hidden @ W2 + b2
        wrong = np.where(yes, -scores, scores)  # the score against the right answer
        data = np.logaddexp(np.float32(0), wrong).sum() / N
        price = decay / 2 * (np.vdot(W1, W1) + np.vdot(W2, W2))
        dscores = (sigmoid(scores) - yes).astype(np.float32) / N
        dz = np.einsum("nc,hc->nh", dscores, W2) * (hidden - hidden ** 2)
        gradient = np.empty(theta.shape, dtype=np.float32)
        parts = [
            np.einsum("nd,nh->dh", X, dz) + decay * W1,
            dz.sum(axis=0),
            np.einsum("nh,nc->hc", hidden, dscores) + decay * W2,
            dscores.sum(axis=0),
        ]
        gradient[:] = np.concatenate([part.ravel() for part in parts])
        return np.float32(data + price), gradient
""",
    },
}

MISTAKES = {
    "pack-unpack": {
        "columns-first": {
            "loops": [('np.asarray(array).flatten()', 'np.asarray(array).T.flatten()'), ('piece.reshape(shape)', 'piece.reshape(shape[::-1]).T')],
            "arrays": [('np.ravel(a)', 'np.ravel(a, order="F")'), ('part.reshape(s)', 'part.reshape(s, order="F")')],
            "float32": [('a.reshape(-1)', 'a.reshape(-1, order="F")'), ('.reshape(s)', '.reshape(s, order="F")')],
        },
        "columns-first-in-pack": {
            "loops": [('flatten()', 'flatten("F")')],
            "arrays": [('np.ravel(a)', 'np.ravel(np.transpose(a))')],
            "float32": [('a.reshape(-1)', 'a.T.reshape(-1)')],
        },
        "columns-first-in-unpack": {
            "loops": [('piece.reshape(shape)', 'piece.reshape(shape, order="F")')],
            "arrays": [('part.reshape(s)', 'part.reshape(s[::-1]).T')],
            "float32": [('.reshape(s)', '.reshape(s, order="F")')],
        },
        "turned-shapes": {
            "loops": [('piece.reshape(shape)', 'piece.reshape(shape[::-1])')],
            "arrays": [('part.reshape(s)', 'part.reshape(tuple(reversed(s)))')],
            "float32": [('.reshape(s)', '.reshape(s).T')],
        },
        "begin-never-moves": {
            "loops": [('        begin = end\n', '')],
            "arrays": [('    cuts = np.cumsum([np.prod(s, dtype=int) for s in shapes])\n    parts = np.split(theta, cuts[:-1])\n    return [part.reshape(s) for part, s in zip(parts, shapes)]\n', '    return [theta[: np.prod(s, dtype=int)].reshape(s) for s in shapes]\n')],
            "float32": [('[sum(sizes[:k]) for k in range(len(sizes))]', '[0] * len(sizes)')],
        },
        "begin-becomes-the-size": {
            "loops": [('begin = end', 'begin = count')],
            "arrays": [('cuts = np.cumsum([np.prod(s, dtype=int) for s in shapes])', 'counts = [np.prod(s, dtype=int) for s in shapes]'), ('np.split(theta, cuts[:-1])', '[theta[b:][:n] for b, n in zip([0, *counts], counts)]')],
            "float32": [('[sum(sizes[:k]) for k in range(len(sizes))]', '[0] + sizes[:-1]')],
        },
        "append-thrown-away": {
            "loops": [('numbers = []', 'numbers = np.array([])'), ('numbers.append(number)', 'np.append(numbers, number)'), ('np.array(numbers)', 'numbers')],
            "arrays": [('    return np.hstack([np.ravel(a) for a in arrays])\n', '    theta = np.empty(0)\n    for a in arrays:\n        np.hstack([theta, np.ravel(a)])\n    return theta\n')],
            "float32": [('    return np.concatenate([a.reshape(-1) for a in arrays])\n', '    theta = np.zeros(0, dtype=np.float32)\n    for a in arrays:\n        np.append(theta, a)\n    return theta\n')],
        },
        "pack-not-written": {
            "loops": [('    numbers = []\n    for array in arrays:\n        for number in np.asarray(array).flatten():\n            numbers.append(number)\n    return np.array(numbers)\n', '    raise NotImplementedError("pack is not written yet")\n')],
            "arrays": [('    return np.hstack([np.ravel(a) for a in arrays])\n', '    raise NotImplementedError("pack is not written yet")\n')],
            "float32": [('    return np.concatenate([a.reshape(-1) for a in arrays])\n', '    raise NotImplementedError("pack is not written yet")\n')],
        },
        "unpack-not-written": {
            "loops": [('    arrays = []\n    begin = 0\n    for shape in shapes:\n        count = 1\n        for side in shape:\n            count = count * side\n        end = begin + count\n        piece = theta[begin:end]\n        piece = piece.reshape(shape)\n        arrays.append(piece)\n        begin = end\n    return arrays\n', '    raise NotImplementedError("unpack is not written yet")\n')],
            "arrays": [('    cuts = np.cumsum([np.prod(s, dtype=int) for s in shapes])\n    parts = np.split(theta, cuts[:-1])\n    return [part.reshape(s) for part, s in zip(parts, shapes)]\n', '    raise NotImplementedError("unpack is not written yet")\n')],
            "float32": [('    sizes = [int(np.prod(s)) for s in shapes]\n    starts = [sum(sizes[:k]) for k in range(len(sizes))]\n    return [theta[b : b + n].reshape(s) for b, n, s in zip(starts, sizes, shapes)]\n', '    raise NotImplementedError("unpack is not written yet")\n')],
        },
        "pieces-stay-flat": {
            "loops": [('        piece = piece.reshape(shape)\n', '        piece.reshape(shape)\n')],
            "arrays": [('    return [part.reshape(s) for part, s in zip(parts, shapes)]\n', '    return parts\n')],
            "float32": [('theta[b : b + n].reshape(s) for b, n, s in zip(starts, sizes, shapes)', 'theta[b : b + n] for b, n in zip(starts, sizes)')],
        },
        "theta-is-a-column": {
            "loops": [('numbers.append(number)', 'numbers.append([number])')],
            "arrays": [('np.hstack([np.ravel(a) for a in arrays])', 'np.vstack([np.reshape(a, (-1, 1)) for a in arrays])')],
            "float32": [('np.concatenate([a.reshape(-1) for a in arrays])', 'np.concatenate([a.reshape(-1) for a in arrays])[:, None]')],
        },
        "biases-left-out": {
            "loops": [('    for array in arrays:\n', '    for array in arrays:\n        if np.ndim(array) < 2:\n            continue\n')],
            "arrays": [('np.ravel(a) for a in arrays', 'np.ravel(a) for a in arrays if np.ndim(a) == 2')],
            "float32": [('a.reshape(-1) for a in arrays', 'a.reshape(-1) for a in arrays if len(a.shape) > 1')],
        },
        "cut-from-the-end": {
            "loops": [('for shape in shapes:', 'for shape in reversed(shapes):'), ('arrays.append(piece)', 'arrays.insert(0, piece)')],
            "arrays": [('for s in shapes])', 'for s in shapes[::-1]])'), ('zip(parts, shapes)', 'zip(parts[::-1], shapes)')],
            "float32": [('sum(sizes[:k]) for k in range(len(sizes))', 'sum(sizes[k + 1 :]) for k in range(len(sizes))')],
        },
    },
    "random-init": {
        "draws-from-zero": {
            "loops": [('-epsilon + u * 2 * epsilon', 'u * epsilon')],
            "arrays": [('(-epsilon, epsilon,', '(0, epsilon,')],
            "float32": [('(2 * u - 1) * np.float32(epsilon)', 'u * np.float32(epsilon)')],
        },
        "draws-up-to-zero": {
            "loops": [('-epsilon + u * 2 * epsilon', '-epsilon + u * epsilon')],
            "arrays": [('(-epsilon, epsilon,', '(-epsilon, 0,')],
            "float32": [('(2 * u - 1)', '(u - 1)')],
        },
        "epsilon-unused": {
            "loops": [('-epsilon + u * 2 * epsilon', '-1 + u * 2')],
            "arrays": [('(-epsilon, epsilon,', '(-1, 1,')],
            "float32": [('(2 * u - 1) * np.float32(epsilon)', '2 * u - 1')],
        },
        "not-shifted": {
            "loops": [('-epsilon + u * 2 * epsilon', 'u * 2 * epsilon')],
            "arrays": [('(-epsilon, epsilon,', '(0, 2 * epsilon,')],
            "float32": [('(2 * u - 1)', '2 * u')],
        },
        "shifted-only": {
            "loops": [('-epsilon + u * 2 * epsilon', '-epsilon + u')],
            "arrays": [('rng.uniform(-epsilon, epsilon, size=D * H + H + H * C + C)', 'rng.random(D * H + H + H * C + C) - epsilon')],
            "float32": [('(2 * u - 1) * np.float32(epsilon)', 'u - np.float32(epsilon)')],
        },
        "rng-of-its-own": {
            "loops": [('    theta = []\n', '    theta = []\n    rng = np.random.default_rng(0)\n')],
            "arrays": [('rng.uniform', 'np.random.default_rng(42).uniform')],
            "float32": [('rng.random(P)', 'np.random.RandomState(1).rand(P)')],
        },
        "twice-as-wide": {
            "loops": [('-epsilon + u * 2 * epsilon', '-2 * epsilon + u * 4 * epsilon')],
            "arrays": [('(-epsilon, epsilon,', '(-2 * epsilon, 2 * epsilon,')],
            "float32": [('(2 * u - 1)', '(4 * u - 2)')],
        },
        "half-as-wide": {
            "loops": [('-epsilon + u * 2 * epsilon', '-epsilon / 2 + u * epsilon')],
            "arrays": [('(-epsilon, epsilon,', '(-epsilon / 2, epsilon / 2,')],
            "float32": [('(2 * u - 1)', '(u - np.float32(0.5))')],
        },
        "zero-to-one": {
            "loops": [('-epsilon + u * 2 * epsilon', 'u')],
            "arrays": [('(-epsilon, epsilon, size=', '(size=')],
            "float32": [('(2 * u - 1) * np.float32(epsilon)', 'u')],
        },
        "range-of-the-page": {
            "loops": [('-epsilon + u * 2 * epsilon', '-0.12 + u * 0.24')],
            "arrays": [('(-epsilon, epsilon,', '(-0.12, 0.12,')],
            "float32": [('np.float32(epsilon)', 'np.float32(0.12)')],
        },
        "not-even": {
            "loops": [('rng.random()', 'rng.normal()'), ('-epsilon + u * 2 * epsilon', 'u * epsilon')],
            "arrays": [('rng.uniform(-epsilon, epsilon,', 'rng.normal(0, epsilon,')],
            "float32": [('rng.random(P)', 'rng.standard_normal(P)'), ('(2 * u - 1)', 'u')],
        },
        "not-from-rng": {
            "loops": [('rng.random()', 'np.random.rand()')],
            "arrays": [('rng.uniform', 'np.random.uniform')],
            "float32": [('rng.random(P)', 'np.random.default_rng().random(P)')],
        },
        "all-alike": {
            "loops": [('    for count in (D * H, H, H * C, C):\n        for _ in range(count):\n            u = rng.random()\n            theta.append(-epsilon + u * 2 * epsilon)\n', '    for k, count in enumerate((D * H, H, H * C, C)):\n        for _ in range(count):\n            if k % 2 == 1:\n                theta.append(0.0)\n            else:\n                u = rng.random()\n                theta.append(-epsilon + u * 2 * epsilon)\n')],
            "arrays": [('    return rng.uniform(-epsilon, epsilon, size=D * H + H + H * C + C)', '    w = rng.uniform(-epsilon, epsilon)\n    W1, W2 = np.full((D, H), w), np.full((H, C), w)\n    b1, b2 = rng.uniform(-epsilon, epsilon, H), rng.uniform(-epsilon, epsilon, C)\n    return pack([W1, b1, W2, b2])')],
            "float32": [('    return (2 * u', '    u[D * H : D * H + H] = u[-1]\n    u[-C:] = u[-1]\n    return (2 * u')],
        },
        "draws-repeated": {
            "loops": [('    theta = []\n', '    theta = []\n    few = [rng.random() for _ in range(5)]\n'), ('u = rng.random()', 'u = few[len(theta) % 5]')],
            "arrays": [('rng.uniform(-epsilon, epsilon, size=D * H + H + H * C + C)', 'np.resize(rng.uniform(-epsilon, epsilon, size=C), D * H + H + H * C + C)')],
            "float32": [('rng.random(P)', 'rng.choice(rng.random(4), size=P)')],
        },
    },
    "network-cost": {
        "sum-convention": {
            "loops": [('data / N + reg / (2 * N) * price', 'data + reg / 2 * price'), ('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 + reg * W1\n    dW2 = dW2 + reg * W2\n')],
            "arrays": [('(data + price) / N', 'data + price'), ('(logistic(scores) - Y) / N', 'logistic(scores) - Y'), ('X.T @ dz + reg / N * W1', 'X.T @ dz + reg * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + reg * W2')],
            "float32": [('share * (asked - answered) + decay / 2 * squares', 'asked - answered + reg / 2 * squares'), ('    back *= share\n', ''), (' + decay * W1', ' + reg * W1'), (' + decay * W2', ' + reg * W2')],
        },
        "gradient-not-averaged": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 + reg * W1\n    dW2 = dW2 + reg * W2\n')],
            "arrays": [('(logistic(scores) - Y) / N', 'logistic(scores) - Y'), ('X.T @ dz + reg / N * W1', 'X.T @ dz + reg * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + reg * W2')],
            "float32": [('    back *= share\n', ''), (' + decay * W1', ' + reg * W1'), (' + decay * W2', ' + reg * W2')],
        },
        "data-gradient-not-averaged": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 + reg / N * W1\n    dW2 = dW2 + reg / N * W2\n')],
            "arrays": [('(logistic(scores) - Y) / N', 'logistic(scores) - Y')],
            "float32": [('    back *= share\n', '')],
        },
        "price-not-divided": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / N + reg / 2 * price'), ('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N + reg * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg * W2\n    db2 = db2 / N\n')],
            "arrays": [('(data + price) / N', 'data / N + price'), ('X.T @ dz + reg / N * W1', 'X.T @ dz + reg * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + reg * W2')],
            "float32": [('decay = reg * share', 'decay = reg')],
        },
        "price-not-divided-in-gradient": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N + reg * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg * W2\n    db2 = db2 / N\n')],
            "arrays": [('X.T @ dz + reg / N * W1', 'X.T @ dz + reg * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + reg * W2')],
            "float32": [(' + decay * W1', ' + reg * W1'), (' + decay * W2', ' + reg * W2')],
        },
        "price-without-half": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / N + reg / N * price'), ('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N + 2 * reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + 2 * reg / N * W2\n    db2 = db2 / N\n')],
            "arrays": [('reg / 2 * (np', 'reg * (np'), ('X.T @ dz + reg / N * W1', 'X.T @ dz + 2 * reg / N * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + 2 * reg / N * W2')],
            "float32": [('decay / 2 * squares', 'decay * squares'), (' + decay * W1', ' + 2 * decay * W1'), (' + decay * W2', ' + 2 * decay * W2')],
        },
        "price-gradient-halved": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N + reg / (2 * N) * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / (2 * N) * W2\n    db2 = db2 / N\n')],
            "arrays": [('X.T @ dz + reg / N * W1', 'X.T @ dz + reg / (2 * N) * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + reg / (2 * N) * W2')],
            "float32": [(' + decay * W1', ' + decay / 2 * W1'), (' + decay * W2', ' + decay / 2 * W2')],
        },
        "price-gradient-doubled": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N + 2 * reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + 2 * reg / N * W2\n    db2 = db2 / N\n')],
            "arrays": [('X.T @ dz + reg / N * W1', 'X.T @ dz + 2 * reg / N * W1'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores + 2 * reg / N * W2')],
            "float32": [(' + decay * W1', ' + 2 * decay * W1'), (' + decay * W2', ' + 2 * decay * W2')],
        },
        "price-missing-from-gradient": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N\n    db1 = db1 / N\n    dW2 = dW2 / N\n    db2 = db2 / N\n')],
            "arrays": [('X.T @ dz + reg / N * W1', 'X.T @ dz'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores')],
            "float32": [(' + decay * W1', ''), (' + decay * W2', '')],
        },
        "price-missing-from-cost": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / N')],
            "arrays": [('(data + price) / N', 'data / N')],
            "float32": [('share * (asked - answered) + decay / 2 * squares', 'share * (asked - answered)')],
        },
        "price-missing": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / N'), ('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / N\n    db1 = db1 / N\n    dW2 = dW2 / N\n    db2 = db2 / N\n')],
            "arrays": [('    price = reg / 2 * (np.sum(W1**2) + np.sum(W2**2))\n', ''), ('(data + price) / N', 'data / N'), ('X.T @ dz + reg / N * W1', 'X.T @ dz'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores')],
            "float32": [('share * (asked - answered) + decay / 2 * squares', 'share * (asked - answered)'), (' + decay * W1', ''), (' + decay * W2', '')],
        },
        "questions-averaged": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / (N * C) + reg / (2 * N) * price')],
            "arrays": [('np.sum(softplus(scores) - Y * scores)', 'np.mean(softplus(scores) - Y * scores)'), ('(data + price) / N', 'data + price / N')],
            "float32": [('share * (asked - answered) + decay / 2 * squares', '(asked - answered) / np.float32(scores.size) + decay / 2 * squares')],
        },
        "questions-averaged-throughout": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / (N * C) + reg / (2 * N) * price'), ('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / (N * C) + reg / N * W1\n    db1 = db1 / (N * C)\n    dW2 = dW2 / (N * C) + reg / N * W2\n    db2 = db2 / (N * C)\n')],
            "arrays": [('np.sum(softplus(scores) - Y * scores)', 'np.mean(softplus(scores) - Y * scores)'), ('(data + price) / N', 'data + price / N'), ('(logistic(scores) - Y) / N', '(logistic(scores) - Y) / Y.size')],
            "float32": [('    decay = reg * share\n', '    decay = reg * share\n    share = np.float32(1 / (N * C))\n')],
        },
        "data-not-averaged": {
            "loops": [('data / N + reg / (2 * N) * price', 'data + reg / (2 * N) * price')],
            "arrays": [('(data + price) / N', 'data + price / N')],
            "float32": [('share * (asked - answered)', 'asked - answered')],
        },
        "onehot-added": {
            "loops": [('data += softplus(s[c]) - t[c] * s[c]', 'data += softplus(s[c]) + t[c] * s[c]')],
            "arrays": [('np.sum(softplus(scores) - Y * scores)', 'np.sum(softplus(scores) + Y * scores)')],
            "float32": [('(asked - answered)', '(asked + answered)')],
        },
        "price-times-n": {
            "loops": [('reg / (2 * N) * price', 'reg / 2 * N * price')],
            "arrays": [('(data + price) / N', 'data / N + price * N')],
            "float32": [('decay / 2 * squares', 'reg / 2 * squares / share')],
        },
        "price-not-divided-in-cost": {
            "loops": [('reg / (2 * N) * price', 'reg / 2 * price')],
            "arrays": [('(data + price) / N', 'data / N + price')],
            "float32": [('decay / 2 * squares', 'reg / 2 * squares')],
        },
        "price-of-w1-only-in-cost": {
            "loops": [('        for c in range(C):\n            price += W2[j, c] ** 2\n', '')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', 'np.sum(W1**2)')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'np.vdot(W1, W1)')],
        },
        "price-of-w2-only-in-cost": {
            "loops": [('        for d in range(D):\n            price += W1[d, j] ** 2\n', '')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', 'np.sum(W2**2)')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'np.vdot(W2, W2)')],
        },
        "weights-not-squared": {
            "loops": [('W1[d, j] ** 2', 'W1[d, j]'), ('W2[j, c] ** 2', 'W2[j, c]')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', '(W1.sum() + W2.sum())')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', "np.einsum('dh->', W1) + np.einsum('hc->', W2)")],
        },
        "w1-not-squared": {
            "loops": [('W1[d, j] ** 2', 'W1[d, j]')],
            "arrays": [('np.sum(W1**2)', 'np.sum(W1)')],
            "float32": [('np.vdot(W1, W1)', 'np.sum(W1)')],
        },
        "softmax-in-the-gradient": {
            "loops": [('ds = logistic(s) - t', 'e = np.exp(s - s.max())\n        ds = e / e.sum() - t')],
            "arrays": [('    dscores = (logistic(scores) - Y) / N\n', '    p = np.exp(scores - scores.max(axis=1, keepdims=True))\n    p = p / p.sum(axis=1, keepdims=True)\n    dscores = (p - Y) / N\n')],
            "float32": [('back = logistic(scores).astype(np.float32)', 'back = np.exp(scores - scores.max(axis=1)[:, None])\n    back /= back.sum(axis=1)[:, None]')],
        },
        "db1-wrong-axis": {
            "loops": [('np.zeros((D, H)), np.zeros(H)', 'np.zeros((D, H)), np.zeros(N)'), ('db1 += dz', 'db1[i] = np.sum(dz)')],
            "arrays": [('dz.sum(axis=0)', 'dz.sum(axis=1)')],
            "float32": [('"nh->h"', '"nh->n"')],
        },
        "db2-wrong-axis": {
            "loops": [('np.zeros((H, C)), np.zeros(C)', 'np.zeros((H, C)), np.zeros(N)'), ('db2 += ds', 'db2[i] = np.sum(ds)')],
            "arrays": [('dscores.sum(axis=0)', 'dscores.sum(axis=1)')],
            "float32": [('"nc->c"', '"nc->n"')],
        },
        "gradient-of-another-length": {
            "loops": [('np.zeros((H, C)), np.zeros(C)', 'np.zeros((H, C)), np.zeros((N, C))'), ('db2 += ds', 'db2[i] = ds')],
            "arrays": [('dz.sum(axis=0)', 'dz.sum()')],
            "float32": [('np.einsum("nh->h", dz)', 'dz.ravel()')],
        },
        "price-first-layer-only": {
            "loops": [('        for c in range(C):\n            price += W2[j, c] ** 2\n', ''), ('dW2 / N + reg / N * W2', 'dW2 / N')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', 'np.sum(W1**2)'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'np.vdot(W1, W1)'), (' + decay * W2', '')],
        },
        "price-second-layer-only": {
            "loops": [('        for d in range(D):\n            price += W1[d, j] ** 2\n', ''), ('dW1 / N + reg / N * W1', 'dW1 / N')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', 'np.sum(W2**2)'), ('X.T @ dz + reg / N * W1', 'X.T @ dz')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'np.vdot(W2, W2)'), (' + decay * W1', '')],
        },
        "biases-pay": {
            "loops": [('        for c in range(C):\n            price += W2[j, c] ** 2\n', '        for c in range(C):\n            price += W2[j, c] ** 2\n        price += b1[j] ** 2\n    for c in range(C):\n        price += b2[c] ** 2\n'), ('db1 = db1 / N', 'db1 = db1 / N + reg / N * b1'), ('db2 = db2 / N', 'db2 = db2 / N + reg / N * b2')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', 'np.sum(theta**2)'), ('X.T @ dz + reg / N * W1', 'X.T @ dz'), ('hidden.T @ dscores + reg / N * W2', 'hidden.T @ dscores'), ('    ])\n', '    ]) + reg / N * theta\n')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'sum(np.vdot(w, w) for w in (W1, b1, W2, b2))'), ('np.einsum("nh->h", dz)', 'np.einsum("nh->h", dz) + decay * b1'), ('np.einsum("nc->c", back)', 'np.einsum("nc->c", back) + decay * b2')],
        },
        "yes-answers-only": {
            "loops": [('data += softplus(s[c]) - t[c] * s[c]', 'if c == y[i]:\n                data += softplus(s[c]) - s[c]')],
            "arrays": [('np.sum(softplus(scores) - Y * scores)', 'np.sum(Y * softplus(-scores))')],
            "float32": [('np.logaddexp(np.float32(0), scores).sum()', 'np.logaddexp(np.float32(0), scores[rows, y]).sum()')],
        },
        "softmax-for-logistic": {
            "loops": [('        for c in range(C):\n            data += softplus(s[c]) - t[c] * s[c]\n', '        top = s.max()\n        data += top + np.log(np.sum(np.exp(s - top))) - s[y[i]]\n')],
            "arrays": [('    data = np.sum(softplus(scores) - Y * scores)\n', '    shifted = scores - scores.max(axis=1, keepdims=True)\n    data = np.sum(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(N), y])\n')],
            "float32": [('np.logaddexp(np.float32(0), scores).sum()', 'np.logaddexp.reduce(scores, axis=1).sum()')],
        },
        "onehot-missing": {
            "loops": [('logistic(s) - t', 'logistic(s)')],
            "arrays": [('(logistic(scores) - Y) / N', 'logistic(scores) / N')],
            "float32": [('    back[rows, y] -= 1\n', '')],
        },
        "gradient-sign": {
            "loops": [('logistic(s) - t', 't - logistic(s)')],
            "arrays": [('(logistic(scores) - Y) / N', '(Y - logistic(scores)) / N')],
            "float32": [('    back = logistic(scores).astype(np.float32)\n    back[rows, y] -= 1\n    back *= share\n', '    back = np.eye(C, dtype=np.float32)[y] - logistic(scores).astype(np.float32)\n    back *= share\n')],
        },
        "slope-missing": {
            "loops": [('(W2 @ ds) * h * (1 - h)', 'W2 @ ds')],
            "arrays": [('dscores @ W2.T * hidden * (1 - hidden)', 'dscores @ W2.T')],
            "float32": [(' * (hidden - hidden**2)', '')],
        },
        "slope-at-the-activation": {
            "loops": [('(W2 @ ds) * h * (1 - h)', '(W2 @ ds) * logistic(h) * (1 - logistic(h))')],
            "arrays": [('dscores @ W2.T * hidden * (1 - hidden)', 'dscores @ W2.T * logistic(hidden) * (1 - logistic(hidden))')],
            "float32": [('(hidden - hidden**2)', '(logistic(hidden) - logistic(hidden) ** 2).astype(np.float32)')],
        },
        "output-slope-too": {
            "loops": [('ds = logistic(s) - t', 'p = logistic(s)\n        ds = (p - t) * p * (1 - p)')],
            "arrays": [('(logistic(scores) - Y) / N', '(logistic(scores) - Y) * logistic(scores) * (1 - logistic(scores)) / N')],
            "float32": [('    back[rows, y] -= 1\n', '    slope = back - back**2\n    back[rows, y] -= 1\n    back *= slope\n')],
        },
        "hidden-slope-relu": {
            "loops": [('(W2 @ ds) * h * (1 - h)', '(W2 @ ds) * (X[i] @ W1 + b1 > 0)')],
            "arrays": [('dscores @ W2.T * hidden * (1 - hidden)', 'np.where(X @ W1 + b1 > 0, dscores @ W2.T, 0.0)')],
            "float32": [('(hidden - hidden**2)', '(z > 0).astype(np.float32)')],
        },
        "biases-averaged-again": {
            "loops": [('db1 += dz', 'db1 += dz / N'), ('db2 += ds', 'db2 += ds / N')],
            "arrays": [('dz.sum(axis=0)', 'dz.mean(axis=0)'), ('dscores.sum(axis=0)', 'dscores.mean(axis=0)')],
            "float32": [('np.einsum("nh->h", dz)', 'share * np.einsum("nh->h", dz)'), ('np.einsum("nc->c", back)', 'share * np.einsum("nc->c", back)')],
        },
        "packed-in-another-order": {
            "loops": [('pack([dW1, db1, dW2, db2])', 'pack([dW1, dW2, db1, db2])')],
            "arrays": [('        dz.sum(axis=0),\n', ''), ('        dscores.sum(axis=0),\n', '        dz.sum(axis=0),\n        dscores.sum(axis=0),\n')],
            "float32": [('[dW1.ravel(), db1, dW2.ravel(), db2]', '[dW1.ravel(), dW2.ravel(), db1, db2]')],
        },
        "biases-pay-in-cost": {
            "loops": [('        for c in range(C):\n            price += W2[j, c] ** 2\n', '        for c in range(C):\n            price += W2[j, c] ** 2\n        price += b1[j] ** 2\n    for c in range(C):\n        price += b2[c] ** 2\n')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', '(theta @ theta)')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'np.vdot(W1, W1) + np.vdot(W2, W2) + np.vdot(b1, b1) + np.vdot(b2, b2)')],
        },
        "b1-pays-in-gradient": {
            "loops": [('db1 = db1 / N', 'db1 = db1 / N + reg / N * b1')],
            "arrays": [('dz.sum(axis=0)', 'dz.sum(axis=0) + reg / N * b1')],
            "float32": [('np.einsum("nh->h", dz)', 'np.einsum("nh->h", dz) + decay * b1')],
        },
        "b2-pays-in-gradient": {
            "loops": [('db2 = db2 / N', 'db2 = (db2 + reg * b2) / N')],
            "arrays": [('dscores.sum(axis=0)', 'dscores.sum(axis=0) + reg / N * b2')],
            "float32": [('np.einsum("nc->c", back)', 'np.einsum("nc->c", back) + decay * b2')],
        },
        "sum-before-square": {
            "loops": [('W1[d, j] ** 2', 'W1[d, j]'), ('W2[j, c] ** 2', 'W2[j, c]'), ('reg / (2 * N) * price', 'reg / (2 * N) * price**2')],
            "arrays": [('(np.sum(W1**2) + np.sum(W2**2))', '(np.sum(W1) ** 2 + np.sum(W2) ** 2)')],
            "float32": [('np.vdot(W1, W1) + np.vdot(W2, W2)', 'np.square(W1.sum()) + np.square(W2.sum())')],
        },
        "price-divided-twice": {
            "loops": [('data / N + reg / (2 * N) * price', '(data + reg / (2 * N) * price) / N')],
            "arrays": [('reg / 2 * (np', 'reg / (2 * N) * (np')],
            "float32": [('share * (asked - answered) + decay / 2 * squares', 'share * (asked - answered + decay / 2 * squares)')],
        },
        "softplus-of-the-probability": {
            "loops": [('data += softplus(s[c]) - t[c] * s[c]', 'data += softplus(logistic(s[c])) - t[c] * s[c]')],
            "arrays": [('np.sum(softplus(scores) - Y * scores)', 'np.sum(softplus(logistic(scores)) - Y * scores)')],
            "float32": [('np.logaddexp(np.float32(0), scores)', 'np.logaddexp(np.float32(0), logistic(scores).astype(np.float32))')],
        },
        "softplus-in-the-gradient": {
            "loops": [('logistic(s) - t', 'softplus(s) - t')],
            "arrays": [('(logistic(scores) - Y) / N', '(softplus(scores) - Y) / N')],
            "float32": [('back = logistic(scores).astype(np.float32)', 'back = np.logaddexp(np.float32(0), scores)')],
        },
        "class-number-for-onehot": {
            "loops": [('data += softplus(s[c]) - t[c] * s[c]', 'data += softplus(s[c]) - y[i] * s[c]')],
            "arrays": [('np.sum(softplus(scores) - Y * scores)', 'np.sum(softplus(scores) - y[:, None] * scores)')],
            "float32": [('scores[rows, y].sum()', 'np.einsum("n,nc->", y.astype(np.float32), scores)')],
        },
        "data-divided-by-c": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / C + reg / (2 * N) * price')],
            "arrays": [('(data + price) / N', 'data / Y.shape[1] + price / N')],
            "float32": [('share * (asked - answered)', '(asked - answered) / np.float32(C)')],
        },
        "data-divided-by-d": {
            "loops": [('data / N + reg / (2 * N) * price', 'data / D + reg / (2 * N) * price')],
            "arrays": [('(data + price) / N', 'data / X.shape[1] + price / N')],
            "float32": [('share * (asked - answered)', '(asked - answered) / np.float32(D)')],
        },
        "data-gradient-divided-by-c": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / C + reg / N * W1\n    db1 = db1 / C\n    dW2 = dW2 / C + reg / N * W2\n    db2 = db2 / C\n')],
            "arrays": [('(logistic(scores) - Y) / N', '(logistic(scores) - Y) / Y.shape[1]')],
            "float32": [('back *= share', 'back /= C')],
        },
        "data-gradient-divided-by-d": {
            "loops": [('    dW1 = dW1 / N + reg / N * W1\n    db1 = db1 / N\n    dW2 = dW2 / N + reg / N * W2\n    db2 = db2 / N\n', '    dW1 = dW1 / D + reg / N * W1\n    db1 = db1 / D\n    dW2 = dW2 / D + reg / N * W2\n    db2 = db2 / D\n')],
            "arrays": [('(logistic(scores) - Y) / N', '(logistic(scores) - Y) / layer_sizes[0]')],
            "float32": [('back *= share', 'back /= D')],
        },
        "slope-without-hidden": {
            "loops": [('(W2 @ ds) * h * (1 - h)', '(W2 @ ds) * (1 - h)')],
            "arrays": [('dscores @ W2.T * hidden * (1 - hidden)', 'dscores @ W2.T * (1 - hidden)')],
            "float32": [('(hidden - hidden**2)', '(1 - hidden)')],
        },
        "slope-without-complement": {
            "loops": [('(W2 @ ds) * h * (1 - h)', '(W2 @ ds) * h')],
            "arrays": [('dscores @ W2.T * hidden * (1 - hidden)', 'dscores @ W2.T * hidden')],
            "float32": [('(hidden - hidden**2)', 'hidden')],
        },
        "theta-minus-gradient": {
            "loops": [('return cost, pack([dW1, db1, dW2, db2])', 'return cost, theta - pack([dW1, db1, dW2, db2])')],
            "arrays": [('return cost, gradient', 'return cost, theta - gradient')],
            "float32": [('gradient.astype(np.float32)', '(theta - gradient).astype(np.float32)')],
        },
        "reshaped-not-transposed": {
            "loops": [('(W2 @ ds) * h * (1 - h)', '(ds @ W2.reshape(C, H)) * h * (1 - h)')],
            "arrays": [('dscores @ W2.T', 'dscores @ W2.reshape(W2.shape[::-1])')],
            "float32": [('np.einsum("nc,hc->nh", back, W2)', 'np.einsum("nc,ch->nh", back, W2.reshape(C, H))')],
        },
        "onehot-inside-the-logistic": {
            "loops": [('logistic(s) - t', 'logistic(s - t)')],
            "arrays": [('(logistic(scores) - Y) / N', 'logistic(scores - Y) / N')],
            "float32": [('    back = logistic(scores).astype(np.float32)\n    back[rows, y] -= 1\n    back *= share\n', '    right = scores.copy()\n    right[rows, y] -= 1\n    back = share * logistic(right).astype(np.float32)\n')],
        },
        "theta-overwritten": {
            "loops": [('dW1 / N + reg / N * W1', 'dW1 / N'), ('dW2 / N + reg / N * W2', 'dW2 / N'), ('    return cost, pack([dW1, db1, dW2, db2])\n', '    slope = theta\n    slope[D * H : D * H + H] = 0\n    slope[-C:] = 0\n    slope *= reg / N\n    return cost, pack([dW1, db1, dW2, db2]) + slope\n')],
            "arrays": [('    return cost, gradient\n', '    theta -= gradient\n    return cost, gradient\n')],
            "float32": [('    squares = np.vdot(W1, W1) + np.vdot(W2, W2)\n', '    weights = theta\n    weights[D * H : D * H + H] = 0  # no price for biases\n    weights[-C:] = 0\n    squares = np.float32(weights @ weights)\n')],
        },
    },
    "train-cg": {
        "start-returned": {
            "loops": [('    best = result.x\n    return best', '    best = result.x\n    return theta')],
            "arrays": [('    return minimize(', '    minimize('), ('options=dict(maxiter=iterations)).x\n', 'options=dict(maxiter=iterations))\n    return theta\n')],
            "float32": [('    found = minimize(**problem)\n    return found["x"]', '    minimize(**problem)\n    return theta')],
        },
        "start-asked-again": {
            "loops": [('network_cost(t, ', 'network_cost(theta, ')],
            "arrays": [('minimize(network_cost, theta, args=(layer_sizes, X, y, reg), ', 'minimize(lambda t: network_cost(theta, layer_sizes, X, y, reg), theta, ')],
            "float32": [('lambda t: network_cost(t, ', 'lambda t: network_cost(theta, ')],
        },
        "iterations-ignored": {
            "loops": [('    settings = {"maxiter": iterations}\n', ''), (', options=settings', '')],
            "arrays": [('jac=True,\n                    options=dict(maxiter=iterations)).x', 'jac=True).x')],
            "float32": [('"options": {"maxiter": iterations, "disp": False}', '"options": {"disp": False}')],
        },
        "args-in-another-order": {
            "loops": [('network_cost(t, layer_sizes, X, y, reg)', 'network_cost(t, X, y, layer_sizes, reg)')],
            "arrays": [('args=(layer_sizes, X, y, reg)', 'args=(X, y, reg, layer_sizes)')],
            "float32": [('network_cost(t, layer_sizes, X, y, reg)', 'network_cost(t, layer_sizes, y, X, reg)')],
        },
        "reg-not-passed": {
            "loops": [('X, y, reg)\n        return', 'X, y, 1.0)\n        return')],
            "arrays": [('args=(layer_sizes, X, y, reg)', 'args=(layer_sizes, X, y, 0)')],
            "float32": [('layer_sizes, X, y, reg),', 'layer_sizes, X, y, 1e-3),')],
        },
        "other-data": {
            "loops": [('    begin = np.array(theta)\n', '    part = int(0.8 * len(y))  # the others are kept for validation\n    X, y = X[:part], y[:part]\n    begin = np.array(theta)\n')],
            "arrays": [('args=(layer_sizes, X, y, reg)', 'args=(layer_sizes, X - X.mean(axis=0), y, reg)')],
            "float32": [('layer_sizes, X, y, reg),', 'layer_sizes, X / 16, y, reg),')],
        },
        "begins-elsewhere": {
            "loops": [('begin = np.array(theta)', 'begin = np.zeros(theta.shape)')],
            "arrays": [('minimize(network_cost, theta, ', 'minimize(network_cost, random_init(layer_sizes, 0.12, np.random.default_rng(0)), ')],
            "float32": [('"x0": theta,', '"x0": np.random.default_rng(1).normal(0, 0.1, theta.size),')],
        },
        "another-limit": {
            "loops": [('{"maxiter": iterations}', '{"maxiter": 2 * iterations}')],
            "arrays": [('maxiter=iterations', 'maxiter=100')],
            "float32": [('"maxiter": iterations,', '"maxiter": iterations + 1,')],
        },
        "uphill": {
            "loops": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    t = np.array(theta)
    for _ in range(iterations):
        cost, gradient = network_cost(t, layer_sizes, X, y, reg)
        t = t + 0.3 * gradient
    return t
""",
            "arrays": [('minimize(network_cost, theta, args=(layer_sizes, X, y, reg), ', 'minimize(lambda t: tuple(-v for v in network_cost(t, layer_sizes, X, y, reg)), theta, ')],
            "float32": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    for step in range(iterations):
        _, gradient = network_cost(theta, layer_sizes, X, y, reg)
        theta = theta - 100 * gradient
    return theta
""",
        },
        "stops-too-early": {
            "loops": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    t = np.array(theta)
    for _ in range(iterations):
        cost, gradient = network_cost(t, layer_sizes, X, y, reg)
        t = t - 0.01 * gradient
    return t
""",
            "arrays": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    rate = 1e-3
    for _ in range(iterations):
        theta = theta - rate * network_cost(theta, layer_sizes, X, y, reg)[1]
    return theta
""",
            "float32": """\
def train(theta, layer_sizes, X, y, reg, iterations):
    for step in range(iterations):
        _, gradient = network_cost(theta, layer_sizes, X, y, reg)
        direction = -gradient / np.linalg.norm(gradient)
        theta = theta + 0.002 * direction
    return theta
""",
        },
    },
    "cost-bug-hunt": {
        "draws-from-zero": {
            "loops": [('low, high = -epsilon, epsilon', 'low, high = 0, epsilon')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.uniform(0, epsilon, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(epsilon * rng.random(P))')],
        },
        "draws-up-to-zero": {
            "loops": [('low, high = -epsilon, epsilon', 'low, high = -epsilon, 0')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.uniform(-epsilon, 0, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(epsilon * (rng.random(P) - 1))')],
        },
        "epsilon-unused": {
            "loops": [('low, high = -epsilon, epsilon', 'low, high = -1, 1')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.uniform(-1, 1, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(2 * rng.random(P) - 1)')],
        },
        "not-shifted": {
            "loops": [('low + rng.random(count) * (high - low)', 'rng.random(count) * (high - low)')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.uniform(0, 2 * epsilon, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(2 * epsilon * rng.random(P))')],
        },
        "shifted-only": {
            "loops": [('low + rng.random(count) * (high - low)', 'low + rng.random(count)')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', '-epsilon + rng.uniform(size=')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(rng.random(P) - epsilon)')],
        },
        "rng-of-its-own": {
            "loops": [('        low, high = -epsilon, epsilon\n', '        low, high = -epsilon, epsilon\n        rng = np.random.default_rng(0)\n')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'np.random.default_rng(42).uniform(-epsilon, epsilon, ')],
            "float32": [('rng.random(P)', 'np.random.RandomState(1).rand(P)')],
        },
        "twice-as-wide": {
            "loops": [('low, high = -epsilon, epsilon', 'low, high = -2 * epsilon, 2 * epsilon')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', '2 * rng.uniform(-epsilon, epsilon, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(2 * epsilon * (2 * rng.random(P) - 1))')],
        },
        "half-as-wide": {
            "loops": [('low, high = -epsilon, epsilon', 'low, high = -epsilon / 2, epsilon / 2')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', '0.5 * rng.uniform(-epsilon, epsilon, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(epsilon * (rng.random(P) - 0.5))')],
        },
        "zero-to-one": {
            "loops": [('        low, high = -epsilon, epsilon\n', ''), ('low + rng.random(count) * (high - low)', 'rng.random(count)')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.uniform(size=')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', 'rng.random(P)')],
        },
        "range-of-the-page": {
            "loops": [('low, high = -epsilon, epsilon', 'low, high = -0.12, 0.12')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.uniform(-0.12, 0.12, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', '(0.12 * (2 * rng.random(P) - 1))')],
        },
        "not-even": {
            "loops": [('        low, high = -epsilon, epsilon\n', ''), ('low + rng.random(count) * (high - low)', 'epsilon * rng.standard_normal(count)')],
            "arrays": [('rng.uniform(-epsilon, epsilon, ', 'rng.normal(0, epsilon, ')],
            "float32": [('(epsilon * (2 * rng.random(P) - 1))', 'rng.normal(scale=epsilon, size=P)')],
        },
        "not-from-rng": {
            "loops": [('rng.random(count)', 'np.random.rand(count)')],
            "arrays": [('= rng.uniform(', '= np.random.uniform(')],
            "float32": [('rng.random(P)', 'np.random.default_rng().random(P)')],
        },
        "stored-weights-read": {
            "loops": [('        N = len(y)\n', '        N = len(y)\n        theta = self.theta\n')],
            "arrays": [('T1, T2 = theta[:(D + 1) * H].reshape(D + 1, H), theta[(D + 1) * H:]', 'T1, T2 = self.theta[:(D + 1) * H].reshape(D + 1, H), self.theta[(D + 1) * H:]')],
            "float32": [('unpack(theta.astype(np.float32), ', 'unpack(self.theta, ')],
        },
        "sum-convention": {
            "loops": [('cost = data / N + price / N', 'cost = data + price'), ('dW1 = dW1 / N + reg * W1 / N', 'dW1 = dW1 + reg * W1'), ('dW2 = dW2 / N + reg * W2 / N', 'dW2 = dW2 + reg * W2'), ('        db1 = db1 / N\n        db2 = db2 / N\n', '')],
            "arrays": [('return J / N, np.r_[G1.ravel(), G2.ravel()] / N', 'return J, np.r_[G1.ravel(), G2.ravel()]')],
            "float32": [('N = np.float32(len(y))\n        decay = np.float32(reg) / N', 'decay = np.float32(reg)'), ('wrong).sum() / N', 'wrong).sum()'), ('.astype(np.float32) / N', '.astype(np.float32)')],
        },
        "gradient-not-averaged": {
            "loops": [('dW1 = dW1 / N + reg * W1 / N', 'dW1 = dW1 + reg * W1'), ('dW2 = dW2 / N + reg * W2 / N', 'dW2 = dW2 + reg * W2'), ('        db1 = db1 / N\n        db2 = db2 / N\n', '')],
            "arrays": [('np.r_[G1.ravel(), G2.ravel()] / N', 'np.r_[G1.ravel(), G2.ravel()]')],
            "float32": [('.astype(np.float32) / N', '.astype(np.float32)'), ('X, dz) + decay * W1', 'X, dz) + np.float32(reg) * W1'), ('dscores) + decay * W2', 'dscores) + np.float32(reg) * W2')],
        },
        "price-not-divided-in-gradient": {
            "loops": [('reg * W1 / N', 'reg * W1'), ('reg * W2 / N', 'reg * W2')],
            "arrays": [('        G1[:-1] += reg * T1[:-1]\n        G2[:-1] += reg * T2[:-1]\n', '        G1, G2 = G1 / N, G2 / N\n        G1[:-1] += reg * T1[:-1]\n        G2[:-1] += reg * T2[:-1]\n'), ('np.r_[G1.ravel(), G2.ravel()] / N', 'np.r_[G1.ravel(), G2.ravel()]')],
            "float32": [('X, dz) + decay * W1', 'X, dz) + np.float32(reg) * W1'), ('dscores) + decay * W2', 'dscores) + np.float32(reg) * W2')],
        },
        "price-missing-from-gradient": {
            "loops": [(' + reg * W1 / N', ''), (' + reg * W2 / N', '')],
            "arrays": [('        G1[:-1] += reg * T1[:-1]\n        G2[:-1] += reg * T2[:-1]\n', '')],
            "float32": [('X, dz) + decay * W1', 'X, dz)'), ('dscores) + decay * W2', 'dscores)')],
        },
        "price-missing": {
            "loops": [('        price = 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))\n', ''), ('data / N + price / N', 'data / N'), (' + reg * W1 / N', ''), (' + reg * W2 / N', '')],
            "arrays": [('        G1[:-1] += reg * T1[:-1]\n        G2[:-1] += reg * T2[:-1]\n', ''), (' + reg / 2 * ((T1[:-1] ** 2).sum() + (T2[:-1] ** 2).sum())', '')],
            "float32": [('        decay = np.float32(reg) / N\n', ''), ('        price = decay / 2 * (np.vdot(W1, W1) + np.vdot(W2, W2))\n', ''), ('X, dz) + decay * W1', 'X, dz)'), ('dscores) + decay * W2', 'dscores)'), ('np.float32(data + price)', 'np.float32(data)')],
        },
        "price-not-divided-in-cost": {
            "loops": [('data / N + price / N', 'data / N + price')],
            "arrays": [('J = (softplus(s) - Y * s).sum() + reg', 'J = (softplus(s) - Y * s).sum() / N + reg'), ('return J / N, ', 'return J, ')],
            "float32": [('price = decay / 2 *', 'price = np.float32(reg) / 2 *')],
        },
        "data-not-averaged": {
            "loops": [('data / N + price / N', 'data + price / N')],
            "arrays": [('Y * s).sum() + reg / 2 *', 'Y * s).sum() + reg / (2 * N) *'), ('return J / N, ', 'return J, ')],
            "float32": [('wrong).sum() / N', 'wrong).sum()')],
        },
        "onehot-missing": {
            "loops": [('dscores = logistic(scores) - answers', 'dscores = logistic(scores)')],
            "arrays": [('e = logistic(s) - Y', 'e = logistic(s)')],
            "float32": [('(sigmoid(scores) - yes)', 'sigmoid(scores)')],
        },
        "slope-missing": {
            "loops": [('dz = dhidden * hidden * (1.0 - hidden)', 'dz = dhidden')],
            "arrays": [('dz = ((e @ T2.T) * B * (1 - B))[:, :-1]', 'dz = (e @ T2.T)[:, :-1]')],
            "float32": [(' * (hidden - hidden ** 2)', '')],
        },
        "gradient-of-another-length": {
            "loops": [('db2 = np.zeros(C)', 'db2 = np.zeros(1)'), ('db2 += dscores', 'db2 += np.sum(dscores)')],
            "arrays": [('np.r_[G1.ravel(), G2.ravel()] / N', 'np.r_[G1[:-1].ravel(), dz.ravel(), G2.ravel()] / N')],
            "float32": [('        gradient = np.empty(theta.shape, dtype=np.float32)\n', ''), ('dz.sum(axis=0)', 'dz.sum()'), ('gradient[:] = ', 'gradient = ')],
        },
        "price-divided-twice": {
            "loops": [('        cost = data / N + price / N\n', '        cost = data / N + price / N / N\n')],
            "arrays": [('Y * s).sum() + reg / 2 *', 'Y * s).sum() + reg / (2 * N) *')],
            "float32": [('price = decay / 2 *', 'price = decay / (2 * N) *')],
        },
        "first-example-only": {
            "loops": [('        price = 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))\n        cost = data / N + price / N\n        dW1 = dW1 / N + reg * W1 / N\n        dW2 = dW2 / N + reg * W2 / N\n        db1 = db1 / N\n        db2 = db2 / N\n        gradient = np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])\n        return cost, gradient\n', '            price = 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))\n            cost = data / N + price / N\n            dW1 = dW1 / N + reg * W1 / N\n            dW2 = dW2 / N + reg * W2 / N\n            db1 = db1 / N\n            db2 = db2 / N\n            gradient = np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])\n            return cost, gradient\n')],
            "arrays": [('        N = len(X)\n', '        X, y = X[:1], y[:1]\n        N = len(X)\n')],
            "float32": [('        X = X.astype(np.float32)\n', '        X, y = X[:1].astype(np.float32), y[:1]\n')],
        },
        "theta-overwritten": {
            "loops": [('        dW1 = dW1 / N + reg * W1 / N\n        dW2 = dW2 / N + reg * W2 / N\n', '        W1 *= reg / N\n        W2 *= reg / N\n        dW1 = dW1 / N + W1\n        dW2 = dW2 / N + W2\n')],
            "arrays": [('        G1[:-1] += reg * T1[:-1]\n        G2[:-1] += reg * T2[:-1]\n', ''), ('        return J / N, np.r_[G1.ravel(), G2.ravel()] / N\n', '        T1[-1] = T2[-1] = 0  # no price for the biases\n        return J / N, np.r_[(G1 + reg * T1).ravel(), (G2 + reg * T2).ravel()] / N\n')],
            "float32": [('gradient = np.empty(theta.shape, dtype=np.float32)', 'gradient = theta'), ('np.float32(data + price), gradient', 'np.float32(data + price), gradient.astype(np.float32)')],
        },
    },
}
