"""Unit 01: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "quadratic-features": {
        "loops": """\
def quadratic_features(x):
    N = len(x)
    X = np.zeros((N, 2))
    for i in range(N):
        X[i, 0] = x[i]
        X[i, 1] = x[i] * x[i]
    return X
""",
        "arrays": """\
def quadratic_features(x):
    return x[:, None] ** np.array([1, 2])
""",
        "float32": """\
def quadratic_features(x):
    x = x.astype(np.float32)
    return np.stack((x, np.square(x)), axis=1)
""",
    },
    "mse-loss": {
        "loops": """\
def mse_loss(w, b, X, y):
    N, D = X.shape
    loss = 0.0
    dw = np.zeros(D)
    db = 0.0
    for i in range(N):
        prediction = b
        for j in range(D):
            prediction = prediction + X[i, j] * w[j]
        r = prediction - y[i]
        loss += r * r
        for j in range(D):
            dw[j] += 2 * r * X[i, j]
        db += 2 * r
    loss = loss / N
    dw = dw / N
    db = db / N
    return loss, dw, db
""",
        "arrays": """\
def mse_loss(w, b, X, y):
    r = X @ w + b - y
    loss = np.mean(r**2)
    dw = 2 * np.mean(X * r[:, None], axis=0)
    db = 2 * np.mean(r)
    return loss, dw, db
""",
        "float32": """\
def mse_loss(w, b, X, y):
    w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
    b = np.float32(b)
    N = len(y)
    prediction = X.dot(w) + b
    residual = prediction - y
    loss = np.sum(np.square(residual)) / N
    slope = 2 * residual / N
    dw = X.T.dot(slope)
    db = slope.sum()
    return loss, dw, db
""",
    },
    "gradient-descent": {
        "loops": """\
def gradient_descent(X, y, w, b, learning_rate, steps):
    D = len(w)
    weights = np.array(w, dtype=float)
    bias = float(b)
    losses = np.zeros(steps)
    for i in range(steps):
        loss, dw, db = mse_loss(weights, bias, X, y)
        losses[i] = loss
        new_weights = np.zeros(D)
        for j in range(D):
            new_weights[j] = weights[j] - learning_rate * dw[j]
        new_bias = bias - learning_rate * db
        weights = new_weights
        bias = new_bias
    return weights, bias, losses
""",
        "arrays": """\
def gradient_descent(X, y, w, b, learning_rate, steps):
    history = []
    for t in range(steps):
        L, dw, db = mse_loss(w, b, X, y)
        history.append(L)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, np.array(history)
""",
        "float32": """\
def gradient_descent(X, y, w, b, learning_rate, steps):
    X = X.astype(np.float32)
    y = y.astype(np.float32)
    w = np.asarray(w).astype(np.float32)
    b = np.float32(b)
    rate = np.float32(learning_rate)
    two_over_n = np.float32(2 / len(y))
    losses = np.zeros(steps, dtype=np.float32)
    for k in range(steps):
        r = X.dot(w) + b - y
        losses[k] = np.square(r).mean()
        grad_w = two_over_n * X.T.dot(r)
        grad_b = two_over_n * r.sum()
        w = w - rate * grad_w
        b = b - rate * grad_b
    return w.astype(np.float32), np.float32(b), losses
""",
    },
    "stable-rate": {
        "loops": """\
def largest_stable_learning_rate(X):
    N, D = X.shape
    A = np.ones((N, D + 1))
    for i in range(N):
        for j in range(D):
            A[i, j] = X[i, j]
    P = A.shape[1]
    H = np.zeros((P, P))
    for p in range(P):
        for q in range(P):
            total = 0.0
            for i in range(N):
                total += A[i, p] * A[i, q]
            H[p, q] = 2.0 * total / N
    curvatures = np.linalg.eigvalsh(H)
    steepest = curvatures[0]
    for c in curvatures:
        if c > steepest:
            steepest = c
    return 2.0 / steepest
""",
        "arrays": """\
def largest_stable_learning_rate(X):
    A = np.column_stack([X, np.ones(len(X))])
    hessian = 2 / len(X) * (A.T @ A)
    return 2 / np.linalg.eigvalsh(hessian)[-1]
""",
        "float32": """\
def largest_stable_learning_rate(X):
    X = X.astype(np.float32)
    ones = np.ones((X.shape[0], 1), dtype=np.float32)
    A = np.concatenate((X, ones), axis=1)
    outer = A[:, :, None] * A[:, None, :]
    H = np.float32(2) * outer.mean(axis=0)
    lam = np.linalg.eigh(H)[0].max()
    return np.float32(2) / lam
""",
    },
    "original-units": {
        "loops": """\
def to_original_units(w, b, x_mean, x_std, y_mean, y_std):
    D = len(w)
    coefficients = np.zeros(D)
    for j in range(D):
        coefficients[j] = w[j] * y_std / x_std[j]
    shift = 0.0
    for j in range(D):
        shift += y_std * w[j] * x_mean[j] / x_std[j]
    intercept = y_mean + y_std * b - shift
    return coefficients, intercept
""",
        "arrays": """\
def to_original_units(w, b, x_mean, x_std, y_mean, y_std):
    slopes = y_std * w / x_std
    return slopes, y_mean + y_std * b - slopes @ x_mean
""",
        "float32": """\
def to_original_units(w, b, x_mean, x_std, y_mean, y_std):
    w, x_mean, x_std = (np.asarray(a).astype(np.float32) for a in (w, x_mean, x_std))
    b, y_mean, y_std = np.float32(b), np.float32(y_mean), np.float32(y_std)
    coefficients = np.multiply(w, y_std / x_std)
    # the intercept is what the model says at x = 0
    z0 = -x_mean / x_std
    t0 = np.sum(z0 * w) + b
    intercept = y_std * t0 + y_mean
    return coefficients, intercept
""",
    },
}

MISTAKES = {
    "quadratic-features": {
        "bias-column": {
            "loops": [('np.zeros((N, 2))', 'np.ones((N, 3))'), ('X[i, 1] = x[i] * x[i]', 'X[i, 2] = x[i] * x[i]'), ('X[i, 0] = x[i]', 'X[i, 1] = x[i]')],
            "arrays": [('[1, 2]', '[0, 1, 2]')],
            "float32": [('(x, np.square(x))', '(np.ones_like(x), x, np.square(x))')],
        },
        "columns-swapped": {
            "loops": [('X[i, 0] = x[i]\n        X[i, 1] = x[i] * x[i]', 'X[i, 0] = x[i] * x[i]\n        X[i, 1] = x[i]')],
            "arrays": [('[1, 2]', '[2, 1]')],
            "float32": [('(x, np.square(x))', '(np.square(x), x)')],
        },
        "not-squared": {
            "loops": [('x[i] * x[i]', 'x[i]')],
            "arrays": [('** np.array([1, 2])', '* np.ones(2)')],
            "float32": [('(x, np.square(x))', '(x, x)')],
        },
        "only-the-squares": {
            "loops": [('        X[i, 0] = x[i]\n', '')],
            "arrays": [('np.array([1, 2])', 'np.array([2])')],
            "float32": [('(x, np.square(x))', '(np.zeros_like(x), np.square(x))')],
        },
        "only-x": {
            "loops": [('        X[i, 1] = x[i] * x[i]\n', '')],
            "arrays": [('np.array([1, 2])', 'np.array([1])')],
            "float32": [('return np.stack((x, np.square(x)), axis=1)', 'X = np.zeros((len(x), 2), dtype=np.float32)\n    X[:, 0] = x\n    return X')],
        },
        "both-squared": {
            "loops": [('X[i, 0] = x[i]', 'X[i, 0] = x[i] * x[i]')],
            "arrays": [('[1, 2]', '[2, 2]')],
            "float32": [('    return np.stack((x, np.square(x)), axis=1)', '    x = np.square(x)\n    return np.stack((x, x), axis=1)')],
        },
        "doubled-not-squared": {
            "loops": [('x[i] * x[i]', '2 * x[i]')],
            "arrays": [('** np.array([1, 2])', '* np.array([1, 2])')],
            "float32": [('np.square(x)', '2 * x')],
        },
        "cubed": {
            "loops": [('x[i] * x[i]', 'x[i] * x[i] * x[i]')],
            "arrays": [('[1, 2]', '[1, 3]')],
            "float32": [('np.square(x)', 'x * np.square(x)')],
        },
        "stacked-as-rows": {
            "loops": [('np.zeros((N, 2))', 'np.zeros((2, N))'), ('X[i, 0]', 'X[0, i]'), ('X[i, 1]', 'X[1, i]')],
            "arrays": [('x[:, None] ** np.array([1, 2])', 'x ** np.array([[1], [2]])')],
            "float32": [('np.stack((x, np.square(x)), axis=1)', 'x, np.square(x)')],
        },
        "joined-end-to-end": {
            "loops": [('np.zeros((N, 2))', 'np.zeros(2 * N)'), ('X[i, 0]', 'X[i]'), ('X[i, 1]', 'X[N + i]')],
            "arrays": [('x[:, None] ** np.array([1, 2])', '(x ** np.array([[1], [2]])).ravel()')],
            "float32": [('np.stack((x, np.square(x)), axis=1)', 'np.concatenate((x, np.square(x)))')],
        },
        "flattened": {
            "loops": [('    X = np.zeros((N, 2))\n', '    X = []\n'), ('X[i, 0] = x[i]', 'X.append(x[i])'), ('X[i, 1] = x[i] * x[i]', 'X.append(x[i] * x[i])'), ('return X', 'return np.array(X)')],
            "arrays": [('x[:, None] ** np.array([1, 2])', '(x[:, None] ** np.array([1, 2])).ravel()')],
            "float32": [('np.stack((x, np.square(x)), axis=1)', 'np.stack((x, np.square(x)), axis=1).reshape(-1)')],
        },
        "reshaped-rows": {
            "loops": [('np.zeros((N, 2))', 'np.zeros((2, N))'), ('X[i, 0]', 'X[0, i]'), ('X[i, 1]', 'X[1, i]'), ('return X', 'return X.reshape(N, 2)')],
            "arrays": [('x[:, None] ** np.array([1, 2])', '(x ** np.array([[1], [2]])).reshape(-1, 2)')],
            "float32": [('np.stack((x, np.square(x)), axis=1)', 'np.vstack((x, np.square(x))).reshape(len(x), 2)')],
        },
    },
    "mse-loss": {
        "gradient-without-two": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] += r * X[i, j]'), ('db += 2 * r', 'db += r')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', 'np.mean(X * r[:, None], axis=0)'), ('2 * np.mean(r)', 'np.mean(r)')],
            "float32": [('2 * residual / N', 'residual / N')],
        },
        "dw-without-two": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] += r * X[i, j]')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', 'np.mean(X * r[:, None], axis=0)')],
            "float32": [('X.T.dot(slope)', 'X.T.dot(residual) / N')],
        },
        "db-without-two": {
            "loops": [('db += 2 * r', 'db += r')],
            "arrays": [('2 * np.mean(r)', 'np.mean(r)')],
            "float32": [('slope.sum()', 'residual.mean()')],
        },
        "gradient-not-averaged": {
            "loops": [('    dw = dw / N\n', ''), ('    db = db / N\n', '')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.sum(X * r[:, None], axis=0)'), ('2 * np.mean(r)', '2 * np.sum(r)')],
            "float32": [('2 * residual / N', '2 * residual')],
        },
        "dw-not-averaged": {
            "loops": [('    dw = dw / N\n', '')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.sum(X * r[:, None], axis=0)')],
            "float32": [('X.T.dot(slope)', 'X.T.dot(2 * residual)')],
        },
        "db-not-averaged": {
            "loops": [('    db = db / N\n', '')],
            "arrays": [('2 * np.mean(r)', '2 * np.sum(r)')],
            "float32": [('slope.sum()', '2 * residual.sum()')],
        },
        "sum-convention": {
            "loops": [('    loss = loss / N\n', ''), ('    dw = dw / N\n', ''), ('    db = db / N\n', '')],
            "arrays": [('np.mean(r**2)', 'np.sum(r**2)'), ('2 * np.mean(X * r[:, None], axis=0)', '2 * np.sum(X * r[:, None], axis=0)'), ('2 * np.mean(r)', '2 * np.sum(r)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(residual))'), ('2 * residual / N', '2 * residual')],
        },
        "loss-not-averaged": {
            "loops": [('    loss = loss / N\n', '')],
            "arrays": [('np.mean(r**2)', 'np.sum(r**2)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(residual))')],
        },
        "half-mean-convention": {
            "loops": [('    loss = loss / N\n', '    loss = loss / (2 * N)\n'), ('dw[j] += 2 * r * X[i, j]', 'dw[j] += r * X[i, j]'), ('db += 2 * r', 'db += r')],
            "arrays": [('np.mean(r**2)', '0.5 * np.mean(r**2)'), ('2 * np.mean(X * r[:, None], axis=0)', 'np.mean(X * r[:, None], axis=0)'), ('2 * np.mean(r)', 'np.mean(r)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(residual)) / (2 * N)'), ('2 * residual / N', 'residual / N')],
        },
        "half-sum-convention": {
            "loops": [('    loss = loss / N\n', ''), ('    dw = dw / N\n', ''), ('    db = db / N\n', ''), ('loss += r * r', 'loss += 0.5 * r * r'), ('dw[j] += 2 * r * X[i, j]', 'dw[j] += r * X[i, j]'), ('db += 2 * r', 'db += r')],
            "arrays": [('np.mean(r**2)', '0.5 * np.sum(r**2)'), ('2 * np.mean(X * r[:, None], axis=0)', 'np.sum(X * r[:, None], axis=0)'), ('2 * np.mean(r)', 'np.sum(r)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(residual)) / 2'), ('2 * residual / N', 'residual')],
        },
        "loss-halved": {
            "loops": [('    loss = loss / N\n', '    loss = loss / (2 * N)\n')],
            "arrays": [('np.mean(r**2)', 'np.mean(r**2) / 2')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(residual)) / N / 2')],
        },
        "loss-half-the-sum": {
            "loops": [('    loss = loss / N\n', '    loss = loss / 2\n')],
            "arrays": [('np.mean(r**2)', '0.5 * np.sum(r**2)')],
            "float32": [('np.sum(np.square(residual)) / N', 'residual.dot(residual) / 2')],
        },
        "half-mean-misplaced-brackets": {
            "loops": [('    loss = loss / N\n', '    loss = loss / 2 * N\n')],
            "arrays": [('np.mean(r**2)', 'np.sum(r**2) / 2 * len(y)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(residual)) / 2 * N')],
        },
        "gradient-sign": {
            "loops": [('r = prediction - y[i]', 'r = y[i] - prediction')],
            "arrays": [('r = X @ w + b - y', 'r = y - (X @ w + b)')],
            "float32": [('2 * residual / N', '-2 * residual / N')],
        },
        "dw-sign": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] -= 2 * r * X[i, j]')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '-2 * np.mean(X * r[:, None], axis=0)')],
            "float32": [('X.T.dot(slope)', '-X.T.dot(slope)')],
        },
        "db-sign": {
            "loops": [('db += 2 * r', 'db -= 2 * r')],
            "arrays": [('2 * np.mean(r)', '-2 * np.mean(r)')],
            "float32": [('residual = prediction - y', 'residual = y - prediction'), ('X.T.dot(slope)', '-X.T.dot(slope)')],
        },
        "db-per-example": {
            "loops": [('    db = 0.0\n', '    db = np.zeros(N)\n'), ('db += 2 * r', 'db[i] = 2 * r')],
            "arrays": [('2 * np.mean(r)', '2 * r / len(y)')],
            "float32": [('slope.sum()', 'slope')],
        },
        "db-left-out": {
            "loops": [('        db += 2 * r\n', '')],
            "arrays": [('2 * np.mean(r)', '0.0')],
            "float32": [('slope.sum()', 'np.float32(0)')],
        },
        "parameters-moved": {
            "loops": [('return loss, dw, db', 'w = w - dw\n    b = b - db\n    return loss, w, b')],
            "arrays": [('return loss, dw, db', 'return loss, w - dw, b - db')],
            "float32": [('X.T.dot(slope)', 'w - X.T.dot(slope)'), ('slope.sum()', 'b - slope.sum()')],
        },
        "db-times-bias": {
            "loops": [('db += 2 * r', 'db += 2 * r * b')],
            "arrays": [('2 * np.mean(r)', '2 * np.mean(r * b)')],
            "float32": [('slope.sum()', 'slope.sum() * b')],
        },
        "one-column-for-all": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] += 2 * r * X[i, 0]')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.mean(X[:, [0] * len(w)] * r[:, None], axis=0)')],
            "float32": [('X.T.dot(slope)', 'np.full_like(w, X[:, 0].dot(slope))')],
        },
        "dw-without-features": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] += 2 * r')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.mean(r) * np.ones(len(w))')],
            "float32": [('X.T.dot(slope)', 'np.full_like(w, slope.sum())')],
        },
        "dw-not-summed": {
            "loops": [('dw = np.zeros(D)', 'dw = np.zeros((N, D))'), ('dw[j] += 2 * r * X[i, j]', 'dw[i, j] = 2 * r * X[i, j]')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * X * r[:, None] / len(y)')],
            "float32": [('X.T.dot(slope)', 'X * slope[:, None]')],
        },
        "last-example-alone": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] = 2 * r * X[i, j]'), ('db += 2 * r', 'db = 2 * r')],
            "arrays": [('    dw = 2 * np.mean(X * r[:, None], axis=0)\n    db = 2 * np.mean(r)\n', '    for i in range(len(y)):\n        dw = 2 * X[i] * r[i] / len(y)\n        db = 2 * r[i] / len(y)\n')],
            "float32": [('    dw = X.T.dot(slope)\n    db = slope.sum()\n', '    for row, s in zip(X, slope):\n        dw, db = row * s, s\n')],
        },
        "dw-wrong-axis": {
            "loops": [('dw = np.zeros(D)', 'dw = np.zeros(N)'), ('dw[j] += 2 * r * X[i, j]', 'dw[i] += 2 * r * X[i, j]')],
            "arrays": [('axis=0', 'axis=1')],
            "float32": [('X.T.dot(slope)', '(X * slope[:, None]).sum(axis=1)')],
        },
        "dw-is-a-column": {
            "loops": [('dw = np.zeros(D)', 'dw = np.zeros((D, 1))'), ('dw[j] +=', 'dw[j, 0] +=')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.mean(X.T * r, axis=1, keepdims=True)')],
            "float32": [('X.T.dot(slope)', 'X.T.dot(slope.reshape(-1, 1))')],
        },
        "broadcast-to-square": {
            "loops": [('    loss = 0.0\n', '    predictions = np.zeros((N, 1))\n'), ('        loss += r * r\n', '        predictions[i, 0] = prediction\n'), ('    loss = loss / N\n', '    loss = np.mean((predictions - y) ** 2)\n')],
            "arrays": [('np.mean(r**2)', 'np.mean((X @ w[:, None] + b - y) ** 2)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.mean(np.square(prediction - y.reshape(-1, 1)))')],
        },
        "broadcast-to-square-summed": {
            "loops": [('    loss = 0.0\n', '    predictions = np.zeros((N, 1))\n'), ('        loss += r * r\n', '        predictions[i, 0] = prediction\n'), ('    loss = loss / N\n', '    loss = np.sum((predictions - y) ** 2) / N\n')],
            "arrays": [('np.mean(r**2)', 'np.sum((X @ w[:, None] + b - y) ** 2) / len(y)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.square(prediction - y.reshape(-1, 1))) / N')],
        },
        "root-mean-square": {
            "loops": [('    loss = loss / N\n', '    loss = (loss / N) ** 0.5\n')],
            "arrays": [('np.mean(r**2)', 'np.sqrt(np.mean(r**2))')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sqrt(np.sum(np.square(residual)) / N)')],
        },
        "absolute-error": {
            "loops": [('loss += r * r', 'loss += abs(r)'), ('dw[j] += 2 * r * X[i, j]', 'dw[j] += np.sign(r) * X[i, j]'), ('db += 2 * r', 'db += np.sign(r)')],
            "arrays": [('np.mean(r**2)', 'np.mean(np.abs(r))'), ('2 * np.mean(X * r[:, None], axis=0)', 'np.mean(X * np.sign(r)[:, None], axis=0)'), ('2 * np.mean(r)', 'np.mean(np.sign(r))')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(np.abs(residual)) / N'), ('2 * residual / N', 'np.sign(residual) / N')],
        },
        "loss-of-absolutes": {
            "loops": [('loss += r * r', 'loss += abs(r)')],
            "arrays": [('np.mean(r**2)', 'np.mean(np.abs(r))')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.linalg.norm(residual, 1) / N')],
        },
        "square-of-the-mean": {
            "loops": [('loss += r * r', 'loss += r'), ('    loss = loss / N\n', '    loss = (loss / N) ** 2\n')],
            "arrays": [('np.mean(r**2)', 'np.mean(r) ** 2')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.square(np.sum(residual) / N)')],
        },
        "not-squared": {
            "loops": [('loss += r * r', 'loss += r')],
            "arrays": [('np.mean(r**2)', 'np.mean(r)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.sum(residual) / N')],
        },
        "square-of-the-sum": {
            "loops": [('loss += r * r', 'loss += r'), ('    loss = loss / N\n', '    loss = loss**2 / N\n')],
            "arrays": [('np.mean(r**2)', 'np.sum(r) ** 2 / len(y)')],
            "float32": [('np.sum(np.square(residual)) / N', 'np.square(np.sum(residual)) / N')],
        },
        "residual-squared-in-gradient": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] += 2 * r * r * X[i, j]'), ('db += 2 * r', 'db += 2 * r * r')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.mean(X * r[:, None] ** 2, axis=0)'), ('2 * np.mean(r)', '2 * np.mean(r**2)')],
            "float32": [('2 * residual / N', '2 * np.square(residual) / N')],
        },
        "gradient-of-the-prediction": {
            "loops": [('dw[j] += 2 * r * X[i, j]', 'dw[j] += 2 * prediction * X[i, j]'), ('db += 2 * r', 'db += 2 * prediction')],
            "arrays": [('    r = X @ w + b - y\n    loss = np.mean(r**2)\n', '    r = X @ w + b\n    loss = np.mean((r - y) ** 2)\n')],
            "float32": [('2 * residual / N', '2 * prediction / N')],
        },
        "bias-forgotten": {
            "loops": [('prediction = b\n', 'prediction = 0.0\n')],
            "arrays": [('X @ w + b - y', 'X @ w - y')],
            "float32": [('X.dot(w) + b', 'X.dot(w)')],
        },
        "bias-added-to-the-weights": {
            "loops": [('prediction = b\n', 'prediction = 0.0\n'), ('X[i, j] * w[j]', 'X[i, j] * (w[j] + b)')],
            "arrays": [('X @ w + b - y', 'X @ (w + b) - y')],
            "float32": [('X.dot(w) + b', 'X.dot(w + b)')],
        },
        "bias-with-wrong-sign": {
            "loops": [('prediction = b\n', 'prediction = 0.0\n'), ('r = prediction - y[i]', 'r = y[i] - prediction + b'), ('dw[j] += 2 * r * X[i, j]', 'dw[j] -= 2 * r * X[i, j]'), ('db += 2 * r', 'db -= 2 * r')],
            "arrays": [('X @ w + b - y', 'y - X @ w + b'), ('2 * np.mean(X * r[:, None], axis=0)', '-2 * np.mean(X * r[:, None], axis=0)'), ('2 * np.mean(r)', '-2 * np.mean(r)')],
            "float32": [('    prediction = X.dot(w) + b\n    residual = prediction - y\n', '    residual = y - X.dot(w) + b\n'), ('2 * residual / N', '-2 * residual / N')],
        },
        "dw-averaged-over-features": {
            "loops": [('    dw = dw / N\n', '    dw = dw / D\n')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.sum(X * r[:, None], axis=0) / len(w)')],
            "float32": [('X.T.dot(slope)', 'X.T.dot(2 * residual) / len(w)')],
        },
        "gradient-averaged-over-features": {
            "loops": [('    dw = dw / N\n', '    dw = dw / D\n'), ('    db = db / N\n', '    db = db / D\n')],
            "arrays": [('2 * np.mean(X * r[:, None], axis=0)', '2 * np.sum(X * r[:, None], axis=0) / len(w)'), ('2 * np.mean(r)', '2 * np.sum(r) / len(w)')],
            "float32": [('2 * residual / N', '2 * residual / len(w)')],
        },
        "size-of-the-example": {
            "loops": [('    loss = loss / N\n', '    loss = loss / 5\n'), ('    dw = dw / N\n', '    dw = dw / 5\n'), ('    db = db / N\n', '    db = db / 5\n')],
            "arrays": [('np.mean(r**2)', 'np.sum(r**2) / 5'), ('2 * np.mean(X * r[:, None], axis=0)', '2 / 5 * np.sum(X * r[:, None], axis=0)'), ('2 * np.mean(r)', '2 / 5 * np.sum(r)')],
            "float32": [('N = len(y)', 'N = 5')],
        },
        "averaged-over-features": {
            "loops": [('N, D = X.shape\n', 'N, D = X.shape\n    count = X.shape[1]\n'), ('    loss = loss / N\n', '    loss = loss / count\n'), ('    dw = dw / N\n', '    dw = dw / count\n'), ('    db = db / N\n', '    db = db / count\n')],
            "arrays": [('np.mean(r**2)', 'np.sum(r**2) / X.shape[1]'), ('2 * np.mean(X * r[:, None], axis=0)', '2 * np.sum(X * r[:, None], axis=0) / X.shape[1]'), ('2 * np.mean(r)', '2 * np.sum(r) / X.shape[1]')],
            "float32": [('N = len(y)', 'N = len(w)')],
        },
        "zeros": {
            "loops": """\
def mse_loss(w, b, X, y):
    N, D = X.shape
    loss = 0.0
    dw = np.zeros(D)
    db = 0.0
    return loss, dw, db
""",
            "arrays": """\
def mse_loss(w, b, X, y):
    return 0.0, np.zeros_like(w), 0.0
""",
            "float32": """\
def mse_loss(w, b, X, y):
    w = w.astype(np.float32)
    loss = np.float32(0)
    dw = 0 * w
    db = np.float32(0)
    return loss, dw, db
""",
        },
    },
    "gradient-descent": {
        "uphill": {
            "loops": [('weights[j] - learning_rate', 'weights[j] + learning_rate'), ('bias - learning_rate', 'bias + learning_rate')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w + learning_rate * dw, b + learning_rate * db')],
            "float32": [('w - rate', 'w + rate'), ('b - rate', 'b + rate')],
        },
        "learning-rate-forgotten": {
            "loops": [('learning_rate * dw[j]', 'dw[j]'), ('learning_rate * db', 'db')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - dw, b - db')],
            "float32": [('rate * grad_w', 'grad_w'), ('rate * grad_b', 'grad_b'), ('    rate = np.float32(learning_rate)\n', '')],
        },
        "rate-of-the-example": {
            "loops": [('learning_rate * dw[j]', '0.1 * dw[j]'), ('learning_rate * db', '0.1 * db')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - 0.1 * dw, b - 0.1 * db')],
            "float32": [('np.float32(learning_rate)', 'np.float32(0.1)')],
        },
        "rate-replaced": {
            "loops": [('    D = len(w)\n', '    D = len(w)\n    learning_rate = 0.01\n')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - 0.01 * dw, b - 0.01 * db')],
            "float32": [('np.float32(learning_rate)', 'np.float32(0.01)')],
        },
        "rate-shrinks": {
            "loops": [('        losses[i] = loss\n', '        losses[i] = loss\n        rate = learning_rate / (i + 1)\n'), ('learning_rate * dw[j]', 'rate * dw[j]'), ('learning_rate * db', 'rate * db')],
            "arrays": [('range(steps)', 'range(1, steps + 1)'), ('w - learning_rate * dw, b - learning_rate * db', 'w - learning_rate / t * dw, b - learning_rate / t * db')],
            "float32": [('    rate = np.float32(learning_rate)\n', ''), ('        w = w - rate', '        rate = np.float32(learning_rate / (1 + k))\n        w = w - rate')],
        },
        "rate-decays": {
            "loops": [('        bias = new_bias\n', '        bias = new_bias\n        learning_rate = learning_rate / 2\n')],
            "arrays": [('b - learning_rate * db\n', 'b - learning_rate * db\n        learning_rate *= 0.9\n')],
            "float32": [('        b = b - rate * grad_b\n', '        b = b - rate * grad_b\n        rate = rate * np.float32(0.99)\n')],
        },
        "rate-shrinks-for-w": {
            "loops": [('learning_rate * dw[j]', 'learning_rate / (i + 1) * dw[j]')],
            "arrays": [('w - learning_rate * dw', 'w - learning_rate * dw / (t + 1)')],
            "float32": [('rate * grad_w', 'rate / np.float32(k + 1) * grad_w')],
        },
        "rate-on-w-alone": {
            "loops": [('learning_rate * db', 'db')],
            "arrays": [('b - learning_rate * db', 'b - db')],
            "float32": [('rate * grad_b', 'grad_b')],
        },
        "rate-on-b-alone": {
            "loops": [('learning_rate * dw[j]', 'dw[j]')],
            "arrays": [('w - learning_rate * dw', 'w - dw')],
            "float32": [('rate * grad_w', 'grad_w')],
        },
        "step-doubled": {
            "loops": [('learning_rate * dw[j]', 'learning_rate * 2 * dw[j]'), ('learning_rate * db', 'learning_rate * 2 * db')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - 2 * learning_rate * dw, b - 2 * learning_rate * db')],
            "float32": [('w - rate * grad_w', 'w - np.float32(2) * rate * grad_w'), ('b - rate * grad_b', 'b - np.float32(2) * rate * grad_b')],
        },
        "w-uphill": {
            "loops": [('weights[j] - learning_rate', 'weights[j] + learning_rate')],
            "arrays": [('w - learning_rate * dw', 'w + learning_rate * dw')],
            "float32": [('w = w - rate * grad_w', 'w = w + rate * grad_w')],
        },
        "b-uphill": {
            "loops": [('bias - learning_rate', 'bias + learning_rate')],
            "arrays": [('b - learning_rate * db', 'b + learning_rate * db')],
            "float32": [('b = b - rate * grad_b', 'b = b + rate * grad_b')],
        },
        "along-itself": {
            "loops": [('learning_rate * dw[j]', 'learning_rate * weights[j]'), ('learning_rate * db', 'learning_rate * bias')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - learning_rate * w, b - learning_rate * b')],
            "float32": [('rate * grad_w', 'rate * w'), ('rate * grad_b', 'rate * b')],
        },
        "along-the-loss": {
            "loops": [('learning_rate * dw[j]', 'learning_rate * loss'), ('learning_rate * db', 'learning_rate * loss')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - learning_rate * L, b - learning_rate * L')],
            "float32": [('rate * grad_w', 'rate * losses[k]'), ('rate * grad_b', 'rate * losses[k]')],
        },
        "w-along-db": {
            "loops": [('learning_rate * dw[j]', 'learning_rate * db')],
            "arrays": [('w - learning_rate * dw', 'w - learning_rate * db')],
            "float32": [('rate * grad_w', 'rate * grad_b')],
        },
        "turned-round": {
            "loops": [('weights[j] - learning_rate * dw[j]', 'learning_rate * dw[j] - weights[j]'), ('bias - learning_rate * db', 'learning_rate * db - bias')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'learning_rate * dw - w, learning_rate * db - b')],
            "float32": [('w - rate * grad_w', 'rate * grad_w - w'), ('b - rate * grad_b', 'rate * grad_b - b')],
        },
        "w-turned-round": {
            "loops": [('weights[j] - learning_rate * dw[j]', 'learning_rate * dw[j] - weights[j]')],
            "arrays": [('w - learning_rate * dw', 'learning_rate * dw - w')],
            "float32": [('w - rate * grad_w', 'rate * grad_w - w')],
        },
        "step-for-place": {
            "loops": [('weights[j] - learning_rate * dw[j]', '-learning_rate * dw[j]'), ('bias - learning_rate * db', '-learning_rate * db')],
            "arrays": [('w, b = w - learning_rate * dw, b - learning_rate * db', 'w, b = -learning_rate * dw, -learning_rate * db')],
            "float32": [('w = w - rate * grad_w', 'w =- rate * grad_w'), ('b = b - rate * grad_b', 'b =- rate * grad_b')],
        },
        "place-not-kept": {
            "loops": [('    losses = np.zeros(steps)\n    for i in range(steps):\n', '    losses = np.zeros(steps)\n    for i in range(steps):\n        weights = np.array(w, dtype=float)\n        bias = float(b)\n'), ('    weights = np.array(w, dtype=float)\n    bias = float(b)\n    losses', '    losses')],
            "arrays": [('    history = []\n', '    history, w0, b0 = [], w, b\n'), ('mse_loss(w, b, X, y)', 'mse_loss(w0, b0, X, y)'), ('w - learning_rate * dw, b - learning_rate * db', 'w0 - learning_rate * dw, b0 - learning_rate * db')],
            "float32": [('w = np.asarray(w).astype', 'w_start = np.asarray(w).astype'), ('    b = np.float32(b)\n', '    b_start = np.float32(b)\n'), ('        r = X.dot(w) + b - y\n', '        w, b = w_start, b_start\n        r = X.dot(w) + b - y\n')],
        },
        "nothing-moves": {
            "loops": [('        weights = new_weights\n        bias = new_bias\n', '')],
            "arrays": [('        w, b = w - learning_rate', '        w_next, b_next = w - learning_rate')],
            "float32": [('        w = w - rate * grad_w\n        b = b - rate * grad_b\n', '        w - rate * grad_w\n        b - rate * grad_b\n')],
        },
        "start-returned": {
            "loops": [('return weights, bias, losses', 'return w, b, losses')],
            "arrays": """\
def gradient_descent(X, y, w, b, learning_rate, steps):
    history = []
    W, B = w, b
    for t in range(steps):
        L, dw, db = mse_loss(W, B, X, y)
        history.append(L)
        W, B = W - learning_rate * dw, B - learning_rate * db
    return w, b, np.array(history)
""",
            "float32": [('    losses = np.zeros', '    w_in, b_in = w, b\n    losses = np.zeros'), ('return w.astype(np.float32), np.float32(b), losses', 'return w_in, b_in, losses')],
        },
        "loss-at-bias-zero": {
            "loops": [('mse_loss(weights, bias, X, y)', 'mse_loss(weights, 0.0, X, y)')],
            "arrays": [('mse_loss(w, b, X, y)', 'mse_loss(w, 0, X, y)')],
            "float32": [('        r = X.dot(w) + b - y\n        losses[k] = np.square(r).mean()\n        grad_w = two_over_n * X.T.dot(r)\n        grad_b = two_over_n * r.sum()\n', '        losses[k], grad_w, grad_b = mse_loss(w, np.float32(0), X, y)\n')],
        },
        "loss-at-the-start-bias": {
            "loops": [('mse_loss(weights, bias, X, y)', 'mse_loss(weights, b, X, y)')],
            "arrays": [('    history = []\n', '    history, bias = [], b\n'), ('w, b = w - learning_rate * dw, b - learning_rate * db', 'w, bias = w - learning_rate * dw, bias - learning_rate * db'), ('return w, b,', 'return w, bias,')],
            "float32": [('        r = X.dot(w) + b - y\n        losses[k] = np.square(r).mean()\n        grad_w = two_over_n * X.T.dot(r)\n        grad_b = two_over_n * r.sum()\n', '        losses[k], grad_w, grad_b = mse_loss(w, b_first, X, y)\n'), ('    b = np.float32(b)\n', '    b = np.float32(b)\n    b_first = b\n')],
        },
        "starts-at-zero": {
            "loops": [('weights = np.array(w, dtype=float)', 'weights = np.zeros(D)'), ('bias = float(b)', 'bias = 0.0')],
            "arrays": [('    history = []\n', '    w, b, history = np.zeros(X.shape[1]), 0.0, []\n')],
            "float32": [('w = np.asarray(w).astype(np.float32)', 'w = np.zeros_like(w, dtype=np.float32)'), ('b = np.float32(b)\n    rate', 'b = np.float32(0)\n    rate')],
        },
        "starts-at-two-zeros": {
            "loops": [('    D = len(w)\n', ''), ('weights = np.array(w, dtype=float)\n    bias = float(b)', 'D = 2\n    weights = np.zeros(D)\n    bias = 0.0')],
            "arrays": [('    history = []\n', '    w, b = np.array([0.0, 0.0]), 0.0\n    history = []\n')],
            "float32": [('w = np.asarray(w).astype(np.float32)', 'w = np.zeros(2, dtype=np.float32)'), ('b = np.float32(b)\n    rate', 'b = np.float32(0)\n    rate')],
        },
        "averaged-twice": {
            "loops": [('    D = len(w)\n', '    N, D = X.shape\n'), ('learning_rate * dw[j]', 'learning_rate * dw[j] / N'), ('learning_rate * db', 'learning_rate * db / N')],
            "arrays": [('w - learning_rate * dw, b - learning_rate * db', 'w - learning_rate / len(y) * dw, b - learning_rate / len(y) * db')],
            "float32": [('w - rate * grad_w', 'w - rate * grad_w / np.float32(len(y))'), ('b - rate * grad_b', 'b - rate * grad_b / np.float32(len(y))')],
        },
        "bias-not-updated": {
            "loops": [('        new_bias = bias - learning_rate * db\n', ''), ('        bias = new_bias\n', '')],
            "arrays": [('w, b = w - learning_rate * dw, b - learning_rate * db', 'w = w - learning_rate * dw')],
            "float32": [('        b = b - rate * grad_b\n', '')],
        },
        "weights-not-updated": {
            "loops": [('        weights = new_weights\n', '')],
            "arrays": [('w, b = w - learning_rate * dw, b - learning_rate * db', 'b = b - learning_rate * db')],
            "float32": [('        w = w - rate * grad_w\n', '')],
        },
        "bias-sees-new-weights": {
            "loops": [('        new_bias = bias - learning_rate * db\n        weights = new_weights\n        bias = new_bias\n', '        weights = new_weights\n        _, _, db = mse_loss(weights, bias, X, y)\n        bias = bias - learning_rate * db\n')],
            "arrays": [('        w, b = w - learning_rate * dw, b - learning_rate * db\n', '        w = w - learning_rate * dw\n        b = b - learning_rate * mse_loss(w, b, X, y)[2]\n')],
            "float32": [('        grad_b = two_over_n * r.sum()\n        w = w - rate * grad_w\n', '        w = w - rate * grad_w\n        grad_b = two_over_n * (X.dot(w) + b - y).sum()\n')],
        },
        "gradient-taken-once": {
            "loops": [('    for i in range(steps):\n        loss, dw, db = mse_loss(weights, bias, X, y)\n', '    _, dw, db = mse_loss(weights, bias, X, y)\n    for i in range(steps):\n        loss = mse_loss(weights, bias, X, y)[0]\n')],
            "arrays": [('    for t in range(steps):\n        L, dw, db = mse_loss(w, b, X, y)\n        history.append(L)\n', '    dw, db = mse_loss(w, b, X, y)[1:]\n    for t in range(steps):\n        history.append(mse_loss(w, b, X, y)[0])\n')],
            "float32": [('        grad_w = two_over_n * X.T.dot(r)\n        grad_b = two_over_n * r.sum()\n', ''), ('    for k in range(steps):\n', '    r = X.dot(w) + b - y\n    grad_w = two_over_n * X.T.dot(r)\n    grad_b = two_over_n * r.sum()\n    for k in range(steps):\n')],
        },
        "asked-once": {
            "loops": [('    for i in range(steps):\n        loss, dw, db = mse_loss(weights, bias, X, y)\n', '    loss, dw, db = mse_loss(weights, bias, X, y)\n    for i in range(steps):\n')],
            "arrays": [('    for t in range(steps):\n        L, dw, db = mse_loss(w, b, X, y)\n', '    L, dw, db = mse_loss(w, b, X, y)\n    for t in range(steps):\n')],
            "float32": [('    for k in range(steps):\n        r = X.dot(w) + b - y\n        losses[k] = np.square(r).mean()\n        grad_w = two_over_n * X.T.dot(r)\n        grad_b = two_over_n * r.sum()\n', '    first, grad_w, grad_b = mse_loss(w, b, X, y)\n    for k in range(steps):\n        losses[k] = first\n')],
        },
        "loss-after-the-step": {
            "loops": [('        losses[i] = loss\n', ''), ('        bias = new_bias\n', '        bias = new_bias\n        losses[i] = mse_loss(weights, bias, X, y)[0]\n')],
            "arrays": [('        history.append(L)\n', ''), ('b - learning_rate * db\n', 'b - learning_rate * db\n        history.append(mse_loss(w, b, X, y)[0])\n')],
            "float32": [('        losses[k] = np.square(r).mean()\n', ''), ('        b = b - rate * grad_b\n', '        b = b - rate * grad_b\n        losses[k] = np.square(X.dot(w) + b - y).mean()\n')],
        },
        "one-loss-too-many": {
            "loops": [('np.zeros(steps)', 'np.zeros(steps + 1)'), ('    return weights', '    losses[steps] = mse_loss(weights, bias, X, y)[0]\n    return weights')],
            "arrays": [('    return w, b,', '    history.append(mse_loss(w, b, X, y)[0])\n    return w, b,')],
            "float32": [('np.zeros(steps, dtype', 'np.zeros(steps + 1, dtype'), ('    return w.astype', '    losses[-1] = np.square(X.dot(w) + b - y).mean()\n    return w.astype')],
        },
        "one-step-too-many": {
            "loops": [('range(steps)', 'range(steps + 1)'), ('        losses[i] = loss\n', '        if i < steps:\n            losses[i] = loss\n')],
            "arrays": [('range(steps)', 'range(steps + 1)')],
            "float32": [('    return w.astype', '    r = X.dot(w) + b - y\n    w = w - rate * two_over_n * X.T.dot(r)\n    b = b - rate * two_over_n * r.sum()\n    return w.astype')],
        },
        "losses-empty": {
            "loops": [('losses = np.zeros(steps)', 'losses = np.array([])'), ('        losses[i] = loss\n', '')],
            "arrays": [('        history.append(L)\n', '')],
            "float32": [('np.zeros(steps, dtype', 'np.zeros(0, dtype'), ('        losses[k] = np.square(r).mean()\n', '')],
        },
        "one-step-too-few": {
            "loops": [('        weights = new_weights\n        bias = new_bias\n', '        if i < steps - 1:\n            weights = new_weights\n            bias = new_bias\n')],
            "arrays": [('range(steps)', 'range(steps - 1)')],
            "float32": [('        grad_w = two_over_n', '        if k == steps - 1:\n            break\n        grad_w = two_over_n')],
        },
        "returns-in-the-loop": {
            "loops": [('    return weights', '        return weights')],
            "arrays": [('    return w, b,', '        return w, b,')],
            "float32": [('    return w.astype(np.float32), np.float32(b), losses', '        return w.astype(np.float32), np.float32(b), losses[: k + 1]')],
        },
        "only-the-last-loss": {
            "loops": [('return weights, bias, losses', 'return weights, bias, loss')],
            "arrays": [('np.array(history)', 'history[-1]')],
            "float32": [('np.float32(b), losses\n', 'np.float32(b), losses[-1]\n')],
        },
    },
    "stable-rate": {
        "bias-left-out": {
            "loops": [('A = np.ones((N, D + 1))', 'A = np.zeros((N, D))')],
            "arrays": [('    A = np.column_stack([X, np.ones(len(X))])\n', ''), ('(A.T @ A)', '(X.T @ X)')],
            "float32": [('    ones = np.ones((X.shape[0], 1), dtype=np.float32)\n    A = np.concatenate((X, ones), axis=1)\n', ''), ('A[:, :, None] * A[:, None, :]', 'X[:, :, None] * X[:, None, :]')],
        },
        "hessian-without-two": {
            "loops": [('2.0 * total / N', 'total / N')],
            "arrays": [('2 / len(X) * (A.T @ A)', 'A.T @ A / len(X)')],
            "float32": [('np.float32(2) * outer', 'outer')],
        },
        "hessian-not-averaged": {
            "loops": [('2.0 * total / N', '2.0 * total')],
            "arrays": [('2 / len(X) * (A.T @ A)', '2 * (A.T @ A)')],
            "float32": [('outer.mean(axis=0)', 'outer.sum(axis=0)')],
        },
        "plain-product": {
            "loops": [('2.0 * total / N', 'total')],
            "arrays": [('2 / len(X) * (A.T @ A)', 'A.T @ A')],
            "float32": [('np.float32(2) * outer.mean(axis=0)', 'outer.sum(axis=0)')],
        },
        "averaged-over-features": {
            "loops": [('2.0 * total / N', '2.0 * total / P')],
            "arrays": [('2 / len(X) * (A.T @ A)', '2 * (A.T @ A)'), ('    return', '    hessian = hessian / len(hessian)\n    return')],
            "float32": [('outer.mean(axis=0)', 'outer.sum(axis=0) / np.float32(A.shape[1])')],
        },
        "averaged-over-d": {
            "loops": [('2.0 * total / N', '2.0 * total / D')],
            "arrays": [('2 / len(X) * (A.T @ A)', '2 / X.shape[1] * (A.T @ A)')],
            "float32": [('outer.mean(axis=0)', 'outer.sum(axis=0) / np.float32(X.shape[1])')],
        },
        "size-of-the-example": {
            "loops": [('2.0 * total / N', '2.0 * total / 5')],
            "arrays": [('2 / len(X) * (A.T @ A)', '2 / 5 * (A.T @ A)')],
            "float32": [('np.float32(2) * outer.mean(axis=0)', 'np.float32(0.4) * outer.sum(axis=0)')],
        },
        "not-averaged-and-smallest": {
            "loops": [('2.0 * total / N', '2.0 * total'), ('c > steepest', 'c < steepest')],
            "arrays": [('2 / len(X) * (A.T @ A)', '2 * A.T @ A'), ('[-1]', '[0]')],
            "float32": [('outer.mean(axis=0)', 'outer.sum(axis=0)'), ('.max()', '.min()')],
        },
        "plain-product-and-smallest": {
            "loops": [('2.0 * total / N', 'total'), ('c > steepest', 'c < steepest')],
            "arrays": [('2 / len(X) * (A.T @ A)', 'A.T @ A'), ('[-1]', '[0]')],
            "float32": [('np.float32(2) * outer.mean(axis=0)', 'outer.sum(axis=0)'), ('.max()', '.min()')],
        },
        "one-over-curvature": {
            "loops": [('2.0 / steepest', '1.0 / steepest')],
            "arrays": [('return 2 /', 'return 1 /')],
            "float32": [('np.float32(2) / lam', 'np.float32(1) / lam')],
        },
        "smallest-curvature": {
            "loops": [('c > steepest', 'c < steepest')],
            "arrays": [('[-1]', '[0]')],
            "float32": [('.max()', '.min()')],
        },
        "curvature-returned": {
            "loops": [('return 2.0 / steepest', 'return steepest')],
            "arrays": [('return 2 / np', 'return np')],
            "float32": [('return np.float32(2) / lam', 'return lam')],
        },
        "upside-down": {
            "loops": [('2.0 / steepest', 'steepest / 2.0')],
            "arrays": [('2 / np.linalg.eigvalsh(hessian)[-1]', 'np.linalg.eigvalsh(hessian)[-1] / 2')],
            "float32": [('np.float32(2) / lam', 'lam / np.float32(2)')],
        },
        "singular-value": {
            "loops": [('curvatures = np.linalg.eigvalsh(H)', 'curvatures = np.linalg.svd(A, compute_uv=False)')],
            "arrays": [('np.linalg.eigvalsh(hessian)[-1]', 'np.linalg.norm(A, 2)'), ('    hessian = 2 / len(X) * (A.T @ A)\n', '')],
            "float32": [('np.linalg.eigh(H)[0].max()', 'np.linalg.svd(A)[1].max()')],
        },
        "sum-of-curvatures": {
            "loops": [('    steepest = curvatures[0]\n    for c in curvatures:\n        if c > steepest:\n            steepest = c\n', '    steepest = 0.0\n    for c in curvatures:\n        steepest += c\n')],
            "arrays": [('np.linalg.eigvalsh(hessian)[-1]', 'np.trace(hessian)')],
            "float32": [('.max()', '.sum()')],
        },
        "frobenius-norm": {
            "loops": [('    curvatures = np.linalg.eigvalsh(H)\n    steepest = curvatures[0]\n    for c in curvatures:\n        if c > steepest:\n            steepest = c\n', '    squares = 0.0\n    for p in range(P):\n        for q in range(P):\n            squares += H[p, q] ** 2\n    steepest = squares ** 0.5\n')],
            "arrays": [('np.linalg.eigvalsh(hessian)[-1]', 'np.linalg.norm(hessian)')],
            "float32": [('np.linalg.eigh(H)[0].max()', 'np.linalg.norm(H)')],
        },
        "largest-diagonal-entry": {
            "loops": [('    curvatures = np.linalg.eigvalsh(H)\n', '    curvatures = [H[p, p] for p in range(P)]\n')],
            "arrays": [('np.linalg.eigvalsh(hessian)[-1]', 'hessian.diagonal().max()')],
            "float32": [('np.linalg.eigh(H)[0].max()', 'np.diag(H).max()')],
        },
    },
    "original-units": {
        "y-scale-forgotten": {
            "loops": [('w[j] * y_std / x_std[j]', 'w[j] / x_std[j]')],
            "arrays": [('y_std * w / x_std', 'w / x_std')],
            "float32": [('np.multiply(w, y_std / x_std)', 'np.divide(w, x_std)')],
        },
        "x-scale-forgotten": {
            "loops": [('w[j] * y_std / x_std[j]', 'w[j] * y_std')],
            "arrays": [('y_std * w / x_std', 'y_std * w')],
            "float32": [('np.multiply(w, y_std / x_std)', 'np.multiply(w, y_std)')],
        },
        "multiplied-by-x-scale": {
            "loops": [('w[j] * y_std / x_std[j]', 'w[j] * y_std * x_std[j]')],
            "arrays": [('y_std * w / x_std', 'y_std * w * x_std')],
            "float32": [('np.multiply(w, y_std / x_std)', 'np.multiply(w, y_std * x_std)')],
        },
        "divided-by-y-scale": {
            "loops": [('w[j] * y_std / x_std[j]', 'w[j] / y_std / x_std[j]')],
            "arrays": [('y_std * w / x_std', 'w / (x_std * y_std)')],
            "float32": [('np.multiply(w, y_std / x_std)', 'np.divide(w, y_std * x_std)')],
        },
        "scales-swapped": {
            "loops": [('w[j] * y_std / x_std[j]', 'w[j] * x_std[j] / y_std')],
            "arrays": [('y_std * w / x_std', 'x_std * w / y_std')],
            "float32": [('np.multiply(w, y_std / x_std)', 'np.multiply(w, x_std / y_std)')],
        },
        "coefficients-left-standardised": {
            "loops": [('w[j] * y_std / x_std[j]', 'w[j]')],
            "arrays": [('return slopes,', 'return w,')],
            "float32": [('np.multiply(w, y_std / x_std)', 'w.copy()')],
        },
        "x-shift-forgotten": {
            "loops": [('y_mean + y_std * b - shift', 'y_mean + y_std * b')],
            "arrays": [(' - slopes @ x_mean', '')],
            "float32": [('np.sum(z0 * w) + b', 'b'), ('    z0 = -x_mean / x_std\n', '')],
        },
        "x-shift-sign": {
            "loops": [('b - shift', 'b + shift')],
            "arrays": [('b - slopes @ x_mean', 'b + slopes @ x_mean')],
            "float32": [('z0 = -x_mean', 'z0 = x_mean')],
        },
        "sums-multiplied": {
            "loops": [('    shift = 0.0\n    for j in range(D):\n        shift += y_std * w[j] * x_mean[j] / x_std[j]\n', '    slope_total = 0.0\n    mean_total = 0.0\n    for j in range(D):\n        slope_total += coefficients[j]\n        mean_total += x_mean[j]\n    shift = slope_total * mean_total\n')],
            "arrays": [('slopes @ x_mean', 'slopes.sum() * x_mean.sum()')],
            "float32": [('    z0 = -x_mean / x_std\n    t0 = np.sum(z0 * w) + b\n', ''), ('y_std * t0 + y_mean', 'y_std * b + y_mean - np.sum(coefficients) * np.sum(x_mean)')],
        },
        "y-mean-scaled": {
            "loops": [('y_mean + y_std * b', 'y_mean * y_std + y_std * b')],
            "arrays": [('y_mean + y_std * b', 'y_std * (y_mean + b)')],
            "float32": [('y_std * t0 + y_mean', 'y_std * (t0 + y_mean)')],
        },
        "x-shift-not-summed": {
            "loops": [('shift = 0.0', 'shift = np.zeros(D)'), ('shift += y_std', 'shift[j] = y_std')],
            "arrays": [('slopes @ x_mean', 'slopes * x_mean')],
            "float32": [('np.sum(z0 * w) + b', 'z0 * w + b')],
        },
        "x-shift-averaged": {
            "loops": [('b - shift', 'b - shift / D')],
            "arrays": [('slopes @ x_mean', 'np.mean(slopes * x_mean)')],
            "float32": [('np.sum(z0 * w)', 'np.mean(z0 * w)')],
        },
        "y-of-the-notebook": {
            "loops": [('    D = len(w)\n', '    D = len(w)\n    y_mean = np.mean(y)\n    y_std = np.std(y)\n')],
            "arrays": """\
def to_original_units(w, b, x_mean, x_std, y_mean, y_std):
    slopes = y.std() * w / x_std
    return slopes, y.mean() + y.std() * b - slopes @ x_mean
""",
            "float32": [('np.float32(y_mean), np.float32(y_std)', 'np.float32(y.mean()), np.float32(y.std())')],
        },
        "x-shift-with-trained-weights": {
            "loops": [('y_std * w[j] * x_mean[j] / x_std[j]', 'w[j] * x_mean[j]')],
            "arrays": [('slopes @ x_mean', 'w @ x_mean')],
            "float32": [('    z0 = -x_mean / x_std\n    t0 = np.sum(z0 * w) + b\n    intercept = y_std * t0 + y_mean\n', '    intercept = y_std * b + y_mean - np.sum(x_mean * w)\n')],
        },
        "x-shift-not-scaled-by-y": {
            "loops": [('y_std * w[j] * x_mean[j] / x_std[j]', 'w[j] * x_mean[j] / x_std[j]')],
            "arrays": [('slopes @ x_mean', '(w / x_std) @ x_mean')],
            "float32": [('t0 = np.sum(z0 * w) + b', 't0 = np.sum(z0 * w)'), ('y_std * t0 + y_mean', 't0 + y_std * b + y_mean')],
        },
        "x-shift-not-scaled-by-x": {
            "loops": [('y_std * w[j] * x_mean[j] / x_std[j]', 'y_std * w[j] * x_mean[j]')],
            "arrays": [('slopes @ x_mean', 'y_std * w @ x_mean')],
            "float32": [('z0 = -x_mean / x_std', 'z0 = -x_mean')],
        },
        "bias-not-scaled": {
            "loops": [('y_mean + y_std * b', 'y_mean + b')],
            "arrays": [('y_mean + y_std * b', 'y_mean + b')],
            "float32": [('t0 = np.sum(z0 * w) + b', 't0 = np.sum(z0 * w)'), ('y_std * t0 + y_mean', 'y_std * t0 + y_mean + b')],
        },
        "bias-forgotten": {
            "loops": [('y_mean + y_std * b', 'y_mean')],
            "arrays": [('y_mean + y_std * b', 'y_mean')],
            "float32": [('np.sum(z0 * w) + b', 'np.sum(z0 * w)')],
        },
        "y-mean-forgotten": {
            "loops": [('y_mean + y_std * b', 'y_std * b')],
            "arrays": [('y_mean + y_std * b', 'y_std * b')],
            "float32": [('y_std * t0 + y_mean', 'y_std * t0')],
        },
        "intercept-left-standardised": {
            "loops": [('intercept = y_mean + y_std * b - shift', 'intercept = b')],
            "arrays": [('y_mean + y_std * b - slopes @ x_mean', 'b')],
            "float32": [('intercept = y_std * t0 + y_mean', 'intercept = b')],
        },
    },
}
