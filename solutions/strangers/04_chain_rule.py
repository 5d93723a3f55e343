"""Unit 04: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "activations": {
        "loops": """\
def relu(z):
    z = np.asarray(z, dtype=float)
    bent = np.zeros(z.shape)
    for i in np.ndindex(*z.shape):
        if z[i] > 0:
            bent[i] = z[i]
    return bent


def relu_grad(z):
    z = np.asarray(z, dtype=float)
    slope = np.zeros(z.shape)
    for i in np.ndindex(*z.shape):
        if z[i] > 0:
            slope[i] = 1.0
    return slope


def logistic(z):
    z = np.asarray(z, dtype=float)
    out = np.zeros(z.shape)
    for i in np.ndindex(*z.shape):
        if z[i] >= 0:
            out[i] = 1.0 / (1.0 + np.exp(-z[i]))
        else:
            e = np.exp(z[i])
            out[i] = e / (1.0 + e)
    return out


def logistic_grad(z):
    z = np.asarray(z, dtype=float)
    s = logistic(z)
    steep = np.zeros(z.shape)
    for i in np.ndindex(*z.shape):
        steep[i] = s[i] * (1.0 - s[i])
    return steep
""",
        "arrays": """\
def relu(z):
    return np.maximum(z, 0)


def relu_grad(z):
    return np.where(np.greater(z, 0), 1.0, 0.0)


def logistic(z):
    e = np.exp(-np.abs(z))
    return np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e)


def logistic_grad(z):
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2
""",
        "float32": """\
def relu(z):
    z = np.asarray(z, dtype=np.float32)
    return z * (z > 0)


def relu_grad(z):
    z = np.asarray(z, dtype=np.float32)
    return (z > 0).astype(np.float32)


def logistic(z):
    z = np.asarray(z, dtype=np.float32)
    half = np.float32(0.5)
    return half + half * np.tanh(half * z)


def logistic_grad(z):
    z = np.asarray(z, dtype=np.float32)
    a = logistic(z)
    return a * (np.float32(1) - a)
""",
    },
    "matmul-gradients": {
        "loops": """\
def matmul_gradients(dS, X, W):
    N, D = X.shape
    C = W.shape[1]
    dX = np.zeros((N, D))
    dW = np.zeros((D, C))
    db = np.zeros(C)
    for n in range(N):
        for c in range(C):
            db[c] += dS[n, c]
            for d in range(D):
                dX[n, d] += dS[n, c] * W[d, c]
                dW[d, c] += X[n, d] * dS[n, c]
    return dX, dW, db
""",
        "arrays": """\
def matmul_gradients(dS, X, W):
    return (
        np.einsum("nc,dc->nd", dS, W),
        np.einsum("nd,nc->dc", X, dS),
        np.einsum("nc->c", dS),
    )
""",
        "float32": """\
def matmul_gradients(dS, X, W):
    dS = dS.astype(np.float32)
    X = X.astype(np.float32)
    W = W.astype(np.float32)
    dX = dS @ W.T
    dW = X.T @ dS
    db = dS.sum(axis=0)
    return dX, dW, db
""",
    },
    "two-layer-regression": {
        "loops": """\
def two_layer_regression(x, y, w1, w2):
    N = x.shape[0]
    H, C = w2.shape
    loss = 0.0
    grad_w1 = np.zeros(w1.shape)
    grad_w2 = np.zeros(w2.shape)
    for n in range(N):
        # forward, one example
        z = x[n] @ w1
        h = np.zeros(H)
        for k in range(H):
            if z[k] > 0:
                h[k] = z[k]
        y_hat = h @ w2
        miss = y_hat - y[n]
        loss += np.sum(miss ** 2)
        # and back
        dy = 2 * miss
        grad_w2 += np.outer(h, dy)
        dh = w2 @ dy
        dz = np.zeros(H)
        for j in range(H):
            if z[j] > 0:
                dz[j] = dh[j]
        grad_w1 += np.outer(x[n], dz)
    return loss, grad_w1, grad_w2
""",
        "arrays": """\
def two_layer_regression(x, y, w1, w2):
    z = x @ w1
    h = relu(z)
    error = h @ w2 - y
    dh, grad_w2, _ = matmul_gradients(2 * error, h, w2)
    _, grad_w1, _ = matmul_gradients(dh * relu_grad(z), x, w1)
    return np.sum(error**2), grad_w1, grad_w2
""",
        "float32": """\
def two_layer_regression(x, y, w1, w2):
    x, y, w1, w2 = (np.asarray(a, dtype=np.float32) for a in (x, y, w1, w2))
    z = np.dot(x, w1)
    on = z > 0
    h = on * z
    pred = np.dot(h, w2)
    up = pred - y
    loss = np.square(up).sum()
    up = np.float32(2) * up
    back = np.dot(up, w2.T)
    back = on * back
    g2 = np.dot(h.T, up)
    g1 = np.dot(x.T, back)
    return loss, g1, g2
""",
    },
    "glorot-uniform": {
        "loops": """\
def glorot_uniform(fan_in, fan_out, rng):
    s_squared = 2.0 / (fan_in + fan_out)
    a = np.sqrt(3.0 * s_squared)
    W = np.zeros((fan_in, fan_out))
    for i in range(fan_in):
        for j in range(fan_out):
            W[i, j] = rng.uniform(-a, a)
    return W
""",
        "arrays": """\
def glorot_uniform(fan_in, fan_out, rng):
    return (2 * rng.random((fan_in, fan_out)) - 1) * np.sqrt(6 / (fan_in + fan_out))
""",
        "float32": """\
def glorot_uniform(fan_in, fan_out, rng):
    bound = (6.0 / (fan_in + fan_out)) ** 0.5
    W = rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))
    return W.astype(np.float32)
""",
    },
    "logistic-net-bug-hunt": {
        "loops": """\
def logistic_net_gradients(W1, b1, W2, b2, X, y, reg):
    N, D = X.shape
    H, C = W2.shape

    # forward, one example after the other
    z1 = np.zeros((N, H))
    a1 = np.zeros((N, H))
    scores = np.zeros((N, C))
    for n in range(N):
        z1[n] = X[n] @ W1 + b1
        a1[n] = logistic(z1[n])
        scores[n] = a1[n] @ W2 + b2

    loss, dscores = softmax_loss(scores, y)
    price = 0.5 * reg * np.sum(W1**2) + 0.5 * reg * np.sum(W2**2)
    loss = loss + price

    # backward
    dW1 = np.zeros((D, H))
    db1 = np.zeros(H)
    dW2 = np.zeros((H, C))
    db2 = np.zeros(C)
    for n in range(N):
        dW2 += np.outer(a1[n], dscores[n])
        db2 += dscores[n]
        da = W2 @ dscores[n]
        slope = logistic_grad(z1[n])
        dz = da * slope
        dW1 += np.outer(X[n], dz)
        db1 += dz
    dW1 += reg * W1
    dW2 += reg * W2
    return loss, dW1, db1, dW2, db2
""",
        "arrays": """\
def logistic_net_gradients(W1, b1, W2, b2, X, y, reg):
    A = logistic(X @ W1 + b1)
    data_loss, G = softmax_loss(A @ W2 + b2, y)
    dZ = G @ W2.T * A * (1 - A)
    return (
        data_loss + reg / 2 * ((W1 * W1).sum() + (W2 * W2).sum()),
        X.T @ dZ + reg * W1,
        dZ.sum(0),
        A.T @ G + reg * W2,
        G.sum(0),
    )
""",
        "float32": """\
def logistic_net_gradients(W1, b1, W2, b2, X, y, reg):
    f = np.float32
    W1, b1, W2, b2, X, reg = W1.astype(f), b1.astype(f), W2.astype(f), b2.astype(f), X.astype(f), f(reg)
    rows = np.arange(len(y))

    pre = X @ W1 + b1
    hidden = logistic(pre).astype(f)
    scores = hidden @ W2 + b2
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[rows, y].mean()
    loss += f(0.5) * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))

    grad_scores = np.exp(log_p)
    grad_scores[rows, y] -= f(1)
    grad_scores /= f(len(y))
    grad_hidden = np.einsum("nc,hc->nh", grad_scores, W2)
    grad_pre = grad_hidden * logistic_grad(pre).astype(f)
    grad_W1 = np.einsum("nd,nh->dh", X, grad_pre) + reg * W1
    grad_b1 = np.sum(grad_pre, axis=0)
    grad_W2 = np.einsum("nh,nc->hc", hidden, grad_scores) + reg * W2
    grad_b2 = np.sum(grad_scores, axis=0)
    return loss, grad_W1, grad_b1, grad_W2, grad_b2
""",
    },
}

MISTAKES = {
    "activations": {
        "relu-keeps-the-negative": {
            "loops": [('        if z[i] > 0:\n            bent[i] = z[i]', '        if z[i] < 0:\n            bent[i] = z[i]')],
            "arrays": [('np.maximum(z, 0)', 'np.minimum(z, 0)')],
            "float32": [('return z * (z > 0)', 'return z * (z < 0)')],
        },
        "relu-is-absolute": {
            "loops": [('            bent[i] = z[i]\n', '            bent[i] = z[i]\n        else:\n            bent[i] = -z[i]\n')],
            "arrays": [('np.maximum(z, 0)', 'np.abs(z)')],
            "float32": [('return z * (z > 0)', 'return np.maximum(z, -z)')],
        },
        "relu-leaks": {
            "loops": [('            bent[i] = z[i]\n', '            bent[i] = z[i]\n        else:\n            bent[i] = 0.01 * z[i]\n')],
            "arrays": [('np.maximum(z, 0)', 'np.maximum(z, 0.01 * z)')],
            "float32": [('return z * (z > 0)', 'return np.where(z > 0, z, np.float32(0.01) * z)')],
        },
        "relu-is-a-mask": {
            "loops": [('bent[i] = z[i]', 'bent[i] = 1.0')],
            "arrays": [('np.maximum(z, 0)', 'np.greater(z, 0)')],
            "float32": [('return z * (z > 0)', 'return np.float32(1) * (z > 0)')],
        },
        "relu-stops-at-one": {
            "loops": [('            bent[i] = z[i]\n', '            bent[i] = z[i]\n        if z[i] > 1:\n            bent[i] = 1.0\n')],
            "arrays": [('np.maximum(z, 0)', 'np.clip(z, 0, 1)')],
            "float32": [('return z * (z > 0)', 'return np.minimum(z * (z > 0), np.float32(1))')],
        },
        "relu-along-an-axis": {
            "loops": [('    bent = np.zeros(z.shape)\n    for i in np.ndindex(*z.shape):\n        if z[i] > 0:\n            bent[i] = z[i]\n    return bent\n', '    return np.max(z, 0)\n')],
            "arrays": [('np.maximum(z, 0)', 'np.max(z, 0)')],
            "float32": [('return z * (z > 0)', 'return z.max(0)')],
        },
        "relu-drops-the-negative": {
            "loops": [('    bent = np.zeros(z.shape)\n    for i in np.ndindex(*z.shape):\n        if z[i] > 0:\n            bent[i] = z[i]\n    return bent\n', '    kept = []\n    for i in np.ndindex(*z.shape):\n        if z[i] > 0:\n            kept.append(z[i])\n    return np.array(kept)\n')],
            "arrays": [('return np.maximum(z, 0)', 'return z[z > 0]')],
            "float32": [('return z * (z > 0)', 'return z[np.nonzero(z > 0)]')],
        },
        "relu-grad-is-relu": {
            "loops": [('slope[i] = 1.0', 'slope[i] = z[i]')],
            "arrays": [('np.where(np.greater(z, 0), 1.0, 0.0)', 'relu(z)')],
            "float32": [('return (z > 0).astype(np.float32)', 'return np.where(z > 0, z, np.float32(0))')],
        },
        "relu-grad-reversed": {
            "loops": [('        if z[i] > 0:\n            slope', '        if z[i] < 0:\n            slope')],
            "arrays": [('np.greater(z, 0), 1.0, 0.0', 'np.less(z, 0), 1.0, 0.0')],
            "float32": [('(z > 0).astype', '(z < 0).astype')],
        },
        "relu-grad-is-the-sign": {
            "loops": [('            slope[i] = 1.0\n', '            slope[i] = 1.0\n        elif z[i] < 0:\n            slope[i] = -1.0\n')],
            "arrays": [('np.where(np.greater(z, 0), 1.0, 0.0)', 'np.sign(z)')],
            "float32": [('return (z > 0).astype(np.float32)', 'return (z > 0).astype(np.float32) - (z < 0).astype(np.float32)')],
        },
        "relu-grad-is-one": {
            "loops": [('        if z[i] > 0:\n            slope[i] = 1.0\n', '        slope[i] = 1.0\n')],
            "arrays": [('np.where(np.greater(z, 0), 1.0, 0.0)', 'np.ones(np.shape(z))')],
            "float32": [('return (z > 0).astype(np.float32)', 'return np.ones_like(z)')],
        },
        "logistic-overflows": {
            "loops": [('        if z[i] >= 0:\n            out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n        else:\n            e = np.exp(z[i])\n            out[i] = e / (1.0 + e)\n', '        out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e)\n', '    return np.where(\n        np.greater_equal(z, 0),\n        1.0 / (1.0 + np.exp(np.negative(z))),\n        np.exp(z) / (1.0 + np.exp(z)),\n    )\n')],
            "float32": [('    half = np.float32(0.5)\n    return half + half * np.tanh(half * z)\n', '    one = np.float32(1)\n    return one / (one + np.exp(-z))\n')],
        },
        "logistic-becomes-nan": {
            "loops": [('        if z[i] >= 0:\n            out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n        else:\n            e = np.exp(z[i])\n            out[i] = e / (1.0 + e)\n', '        e = np.exp(z[i])\n        out[i] = e / (1.0 + e)\n')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e)\n', '    e = np.exp(z)\n    return e / (1.0 + e)\n')],
            "float32": [('    half = np.float32(0.5)\n    return half + half * np.tanh(half * z)\n', '    return np.exp(z) / (np.float32(1) + np.exp(z))\n')],
        },
        "logistic-turned-round": {
            "loops": [('        if z[i] >= 0:\n            out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n        else:\n            e = np.exp(z[i])\n            out[i] = e / (1.0 + e)\n', '        if z[i] >= 0:\n            e = np.exp(-z[i])\n            out[i] = e / (1.0 + e)\n        else:\n            out[i] = 1.0 / (1.0 + np.exp(z[i]))\n')],
            "arrays": [('np.greater_equal(z, 0), 1.0, e', 'np.greater_equal(z, 0), e, 1.0')],
            "float32": [('np.tanh(half * z)', 'np.tanh(-half * z)')],
        },
        "logistic-is-tanh": {
            "loops": [('        if z[i] >= 0:\n            out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n        else:\n            e = np.exp(z[i])\n            out[i] = e / (1.0 + e)\n', '        out[i] = np.tanh(z[i])\n')],
            "arrays": [('return np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e)', 'return 2.0 * np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e) - 1.0')],
            "float32": [('return half + half * np.tanh(half * z)', 'return np.tanh(half * z)')],
        },
        "logistic-is-half-of-tanh": {
            "loops": [('        if z[i] >= 0:\n            out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n        else:\n            e = np.exp(z[i])\n            out[i] = e / (1.0 + e)\n', '        out[i] = (1.0 + np.tanh(z[i])) / 2.0\n')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e)\n', '    return 0.5 * np.tanh(z) + 0.5\n')],
            "float32": [('np.tanh(half * z)', 'np.tanh(z)')],
        },
        "logistic-ignores-the-sign": {
            "loops": [('        if z[i] >= 0:\n            out[i] = 1.0 / (1.0 + np.exp(-z[i]))\n        else:\n            e = np.exp(z[i])\n            out[i] = e / (1.0 + e)\n', '        e = np.exp(-abs(z[i]))\n        out[i] = 1.0 / (1.0 + e)\n')],
            "arrays": [('np.where(np.greater_equal(z, 0), 1.0, e) / (1.0 + e)', 'e / (1.0 + e)')],
            "float32": [('np.tanh(half * z)', 'np.tanh(half * np.abs(z))')],
        },
        "logistic-without-brackets": {
            "loops": [('1.0 / (1.0 + np.exp(-z[i]))', '1.0 / 1.0 + np.exp(-z[i])'), ('e / (1.0 + e)', 'e / 1.0 + e')],
            "arrays": [('1.0, e) / (1.0 + e)', '1.0, e) / 1.0 + e')],
            "float32": [('    half = np.float32(0.5)\n    return half + half * np.tanh(half * z)\n', '    one = np.float32(1)\n    e = np.exp(-np.abs(z))\n    return np.where(z >= 0, one / one + e, e / one + e)\n')],
        },
        "logistic-grad-overflows": {
            "loops": [('    s = logistic(z)\n', ''), ('        steep[i] = s[i] * (1.0 - s[i])', '        e = np.exp(-z[i])\n        steep[i] = e / (1.0 + e) ** 2')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    e = np.exp(z)\n    return e / (1.0 + e) ** 2\n')],
            "float32": [('    a = logistic(z)\n', '    a = np.exp(z) / (np.float32(1) + np.exp(z))\n')],
        },
        "logistic-grad-without-brackets": {
            "loops": [('s[i] * (1.0 - s[i])', 's[i] * 1.0 - s[i]')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return logistic(z) * 1.0 - logistic(z)\n')],
            "float32": [('a * (np.float32(1) - a)', 'a * np.float32(1) - a')],
        },
        "logistic-grad-one-minus-z": {
            "loops": [('(1.0 - s[i])', '(1.0 - z[i])')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return logistic(z) * np.subtract(1.0, z)\n')],
            "float32": [('(np.float32(1) - a)', '(np.float32(1) - z)')],
        },
        "logistic-grad-of-one-minus-z": {
            "loops": [('    s = logistic(z)\n', '    s = logistic(z)\n    rest = logistic(1.0 - z)\n'), ('(1.0 - s[i])', 'rest[i]')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return logistic(z) * logistic(np.subtract(1.0, z))\n')],
            "float32": [('a * (np.float32(1) - a)', 'a * logistic(np.float32(1) - z)')],
        },
        "logistic-grad-at-the-activation": {
            "loops": [('    s = logistic(z)\n', ''), ('steep[i] = s[i] * (1.0 - s[i])', 'steep[i] = z[i] * (1.0 - z[i])')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return z * np.subtract(1.0, z)\n')],
            "float32": [('    a = logistic(z)\n    return a * (np.float32(1) - a)\n', '    return z - z * z\n')],
        },
        "logistic-grad-twice-through": {
            "loops": [('s = logistic(z)', 's = logistic(logistic(z))')],
            "arrays": [('def logistic_grad(z):\n', 'def logistic_grad(z):\n    z = logistic(z)\n')],
            "float32": [('    a = logistic(z)\n', '    a = logistic(z)\n    a = logistic(a)\n')],
        },
        "logistic-grad-is-the-logistic": {
            "loops": [('s[i] * (1.0 - s[i])', 's[i]')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return logistic(z)\n')],
            "float32": [('return a * (np.float32(1) - a)', 'return a')],
        },
        "logistic-grad-is-one-minus": {
            "loops": [('s[i] * (1.0 - s[i])', '1.0 - s[i]')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return 1.0 - logistic(z)\n')],
            "float32": [('return a * (np.float32(1) - a)', 'return np.float32(1) - a')],
        },
        "logistic-grad-sign": {
            "loops": [('(1.0 - s[i])', '(s[i] - 1.0)')],
            "arrays": [('return e / (1.0 + e) ** 2', 'return -e / (1.0 + e) ** 2')],
            "float32": [('return a * (np.float32(1) - a)', 'return a * a - a')],
        },
        "logistic-grad-of-tanh": {
            "loops": [('s[i] * (1.0 - s[i])', '1.0 - s[i] ** 2')],
            "arrays": [('    e = np.exp(-np.abs(z))\n    return e / (1.0 + e) ** 2\n', '    return 1.0 - np.square(logistic(z))\n')],
            "float32": [('return a * (np.float32(1) - a)', 'return np.float32(1) - a * a')],
        },
    },
    "matmul-gradients": {
        "dx-transposed": {
            "loops": [('np.zeros((N, D))', 'np.zeros((D, N))'), ('dX[n, d] +=', 'dX[d, n] +=')],
            "arrays": [('nc,dc->nd', 'nc,dc->dn')],
            "float32": [('dS @ W.T', 'W @ dS.T')],
        },
        "dw-transposed": {
            "loops": [('np.zeros((D, C))', 'np.zeros((C, D))'), ('dW[d, c] +=', 'dW[c, d] +=')],
            "arrays": [('nd,nc->dc', 'nd,nc->cd')],
            "float32": [('X.T @ dS', 'dS.T @ X')],
        },
        "dx-without-upstream": {
            "loops": [('dX[n, d] += dS[n, c] * W[d, c]', 'dX[n, d] += W[d, c]')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', 'np.tile(W.sum(axis=1), (len(X), 1))')],
            "float32": [('dS @ W.T', 'W.T')],
        },
        "dw-without-upstream": {
            "loops": [('dW[d, c] += X[n, d] * dS[n, c]', 'dW[d, c] += X[n, d]')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.outer(X.sum(axis=0), np.ones(W.shape[1]))')],
            "float32": [('X.T @ dS', 'X.T')],
        },
        "db-is-one": {
            "loops": [('            db[c] += dS[n, c]\n', '            db[c] = 1.0\n')],
            "arrays": [('np.einsum("nc->c", dS)', 'np.ones(W.shape[1])')],
            "float32": [('dS.sum(axis=0)', 'np.ones(W.shape[1], dtype=np.float32)')],
        },
        "db-is-n": {
            "loops": [('db[c] += dS[n, c]', 'db[c] += 1')],
            "arrays": [('np.einsum("nc->c", dS)', 'np.einsum("nc->c", np.ones(dS.shape))')],
            "float32": [('dS.sum(axis=0)', 'np.full(W.shape[1], len(X), dtype=np.float32)')],
        },
        "dx-is-the-upstream": {
            "loops": [('np.zeros((N, D))', 'np.zeros((N, C))'), ('            db[c] += dS[n, c]\n', '            db[c] += dS[n, c]\n            dX[n, c] = dS[n, c]\n'), ('                dX[n, d] += dS[n, c] * W[d, c]\n', '')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', 'dS')],
            "float32": [('dS @ W.T', 'dS')],
        },
        "dx-from-dw": {
            "loops": [('                dX[n, d] += dS[n, c] * W[d, c]\n', ''), ('    return dX, dW, db\n', '    for n in range(N):\n        for d in range(D):\n            for c in range(C):\n                dX[n, d] += dS[n, c] * dW[d, c]\n    return dX, dW, db\n')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', 'np.einsum("nc,kc,kd->nd", dS, dS, X)')],
            "float32": [('    dX = dS @ W.T\n    dW = X.T @ dS\n', '    dW = X.T @ dS\n    dX = dS @ dW.T\n')],
        },
        "dx-from-dw-and-w": {
            "loops": [('                dX[n, d] += dS[n, c] * W[d, c]\n', ''), ('np.zeros((N, D))', 'np.zeros((D, D))'), ('    return dX, dW, db\n', '    for i in range(D):\n        for j in range(D):\n            for c in range(C):\n                dX[i, j] += dW[i, c] * W[j, c]\n    return dX, dW, db\n')],
            "arrays": [('    return (\n', '    dW = np.einsum("nd,nc->dc", X, dS)\n    return (\n'), ('np.einsum("nc,dc->nd", dS, W)', 'np.einsum("ic,jc->ij", dW, W)'), ('        np.einsum("nd,nc->dc", X, dS),\n', '        dW,\n')],
            "float32": [('    dX = dS @ W.T\n    dW = X.T @ dS\n', '    dW = X.T @ dS\n    dX = dW @ W.T\n')],
        },
        "w-reshaped": {
            "loops": [('    for n in range(N):\n', '    W_turned = W.reshape(C, D)\n    for n in range(N):\n'), ('dS[n, c] * W[d, c]', 'dS[n, c] * W_turned[c, d]')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', 'np.einsum("nc,cd->nd", dS, W.reshape(W.shape[::-1]))')],
            "float32": [('dS @ W.T', 'dS @ W.reshape(-1, W.shape[0])')],
        },
        "dx-reshaped": {
            "loops": [('np.zeros((N, D))', 'np.zeros((D, N))'), ('dX[n, d] +=', 'dX[d, n] +='), ('    return dX, dW, db\n', '    return dX.reshape(N, D), dW, db\n')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', 'np.einsum("nc,dc->dn", dS, W).reshape(X.shape)')],
            "float32": [('dS @ W.T', '(W @ dS.T).reshape(X.shape)')],
        },
        "dx-from-the-output": {
            "loops": [('    for n in range(N):\n', '    S = X @ W\n    for n in range(N):\n'), ('dX[n, d] += dS[n, c] * W[d, c]', 'dX[n, d] += S[n, c] * W[d, c]')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', 'np.einsum("nc,dc->nd", X @ W, W)')],
            "float32": [('dS @ W.T', 'X @ W @ W.T')],
        },
        "dw-from-the-output": {
            "loops": [('    for n in range(N):\n', '    S = X @ W\n    for n in range(N):\n'), ('dW[d, c] += X[n, d] * dS[n, c]', 'dW[d, c] += X[n, d] * S[n, c]')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("nd,nc->dc", X, X @ W)')],
            "float32": [('X.T @ dS', 'X.T @ (X @ W)')],
        },
        "output-for-the-upstream": {
            "loops": [('    for n in range(N):\n', '    S = X @ W\n    for n in range(N):\n'), ('db[c] += dS[n, c]', 'db[c] += S[n, c]'), ('dX[n, d] += dS[n, c] * W[d, c]', 'dX[n, d] += S[n, c] * W[d, c]'), ('dW[d, c] += X[n, d] * dS[n, c]', 'dW[d, c] += X[n, d] * S[n, c]')],
            "arrays": [('    return (\n', '    S = np.einsum("nd,dc->nc", X, W)\n    return (\n'), ('np.einsum("nc,dc->nd", dS, W)', 'np.einsum("nc,dc->nd", S, W)'), ('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("nd,nc->dc", X, S)'), ('np.einsum("nc->c", dS)', 'np.einsum("nc->c", S)')],
            "float32": [('    dS = dS.astype(np.float32)\n', ''), ('    dX = dS @ W.T\n    dW = X.T @ dS\n    db = dS.sum(axis=0)\n', '    S = X @ W\n    dX = S @ W.T\n    dW = X.T @ S\n    db = S.sum(axis=0)\n')],
        },
        "db-first-example": {
            "loops": [('            db[c] += dS[n, c]\n', '            if n == 0:\n                db[c] += dS[n, c]\n')],
            "arrays": [('np.einsum("nc->c", dS)', 'dS[0]')],
            "float32": [('dS.sum(axis=0)', 'dS[0, :]')],
        },
        "db-not-summed": {
            "loops": [('np.zeros(C)', 'np.zeros((N, C))'), ('db[c] += dS[n, c]', 'db[n, c] += dS[n, c]')],
            "arrays": [('"nc->c"', '"nc->nc"')],
            "float32": [('dS.sum(axis=0)', 'dS')],
        },
        "db-wrong-axis": {
            "loops": [('np.zeros(C)', 'np.zeros(N)'), ('db[c] += dS[n, c]', 'db[n] += dS[n, c]')],
            "arrays": [('"nc->c"', '"nc->n"')],
            "float32": [('dS.sum(axis=0)', 'dS.sum(axis=1)')],
        },
        "db-summed-whole": {
            "loops": [('np.zeros(C)', '0.0'), ('db[c] += dS[n, c]', 'db += dS[n, c]')],
            "arrays": [('"nc->c"', '"nc->"')],
            "float32": [('dS.sum(axis=0)', 'dS.sum()')],
        },
        "db-is-a-column": {
            "loops": [('np.zeros(C)', 'np.zeros((C, 1))'), ('db[c] += dS[n, c]', 'db[c, 0] += dS[n, c]')],
            "arrays": [('np.einsum("nc->c", dS)', 'np.einsum("nc->c", dS)[:, None]')],
            "float32": [('dS.sum(axis=0)', 'dS.T.sum(axis=1, keepdims=True)')],
        },
        "averaged-again": {
            "loops": [('db[c] += dS[n, c]', 'db[c] += dS[n, c] / N'), ('dW[d, c] += X[n, d] * dS[n, c]', 'dW[d, c] += X[n, d] * dS[n, c] / N')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("nd,nc->dc", X, dS) / len(X)'), ('np.einsum("nc->c", dS)', 'np.einsum("nc->c", dS) / len(X)')],
            "float32": [('X.T @ dS', 'X.T @ dS / X.shape[0]'), ('dS.sum(axis=0)', 'dS.mean(axis=0)')],
        },
        "all-averaged-again": {
            "loops": [('    return dX, dW, db\n', '    return dX / N, dW / N, db / N\n')],
            "arrays": [('    return (\n', '    dS = dS / len(dS)\n    return (\n')],
            "float32": [('    dS = dS.astype(np.float32)\n', '    dS = dS.astype(np.float32) / np.float32(len(dS))\n')],
        },
        "dw-averaged-again": {
            "loops": [('    return dX, dW, db\n', '    return dX, dW / N, db\n')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("nd,nc->dc", X / X.shape[0], dS)')],
            "float32": [('X.T @ dS', '(X.T @ dS) / len(X)')],
        },
        "db-averaged-again": {
            "loops": [('    return dX, dW, db\n', '    db /= N\n    return dX, dW, db\n')],
            "arrays": [('np.einsum("nc->c", dS)', 'np.mean(dS, axis=0)')],
            "float32": [('dS.sum(axis=0)', 'dS.mean(axis=0)')],
        },
        "dx-and-dw-swapped": {
            "loops": [('    return dX, dW, db\n', '    return dW, dX, db\n')],
            "arrays": [('        np.einsum("nc,dc->nd", dS, W),\n        np.einsum("nd,nc->dc", X, dS),\n', '        np.einsum("nd,nc->dc", X, dS),\n        np.einsum("nc,dc->nd", dS, W),\n')],
            "float32": [('    return dX, dW, db\n', '    return dW, dX, db\n')],
        },
        "dw-only-first-example": {
            "loops": [('            db[c] += dS[n, c]\n', '            if n == 0:\n                db[c] += dS[n, c]\n'), ('                dW[d, c] += X[n, d] * dS[n, c]\n', '                if n == 0:\n                    dW[d, c] += X[n, d] * dS[n, c]\n')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("d,c->dc", X[0], dS[0])'), ('np.einsum("nc->c", dS)', 'dS[0]')],
            "float32": [('X.T @ dS', 'X[:1].T @ dS[:1]'), ('dS.sum(axis=0)', 'dS[:1].sum(axis=0)')],
        },
        "sign": {
            "loops": [('db[c] += dS[n, c]', 'db[c] -= dS[n, c]'), ('dX[n, d] +=', 'dX[n, d] -='), ('dW[d, c] +=', 'dW[d, c] -=')],
            "arrays": [('np.einsum("nc,dc->nd", dS, W)', '-np.einsum("nc,dc->nd", dS, W)'), ('np.einsum("nd,nc->dc", X, dS)', '-np.einsum("nd,nc->dc", X, dS)'), ('np.einsum("nc->c", dS)', '-np.einsum("nc->c", dS)')],
            "float32": [('    return dX, dW, db\n', '    return -dX, -dW, -db\n')],
        },
        "weights-for-features": {
            "loops": [('np.zeros((D, C))', 'np.zeros((C, C))'), ('                dW[d, c] += X[n, d] * dS[n, c]\n', ''), ('    return dX, dW, db\n', '    S = X @ W\n    for n in range(N):\n        for i in range(C):\n            for j in range(C):\n                dW[i, j] += S[n, i] * dS[n, j]\n    return dX, dW, db\n')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("nk,nc->kc", X @ W, dS)')],
            "float32": [('X.T @ dS', '(X @ W).T @ dS')],
        },
        "output-besides": {
            "loops": [('    for n in range(N):\n', '    S = X @ W\n    for n in range(N):\n'), ('dW[d, c] += X[n, d] * dS[n, c]', 'dW[d, c] += X[n, d] * dS[n, c] * S[n, c]')],
            "arrays": [('np.einsum("nd,nc->dc", X, dS)', 'np.einsum("nd,nc,nc->dc", X, dS, X @ W)')],
            "float32": [('X.T @ dS', 'X.T @ ((X @ W) * dS)')],
        },
    },
    "two-layer-regression": {
        "mask-missing": {
            "loops": [('            if z[j] > 0:\n                dz[j] = dh[j]\n', '            dz[j] = dh[j]\n')],
            "arrays": [('dh * relu_grad(z)', 'dh')],
            "float32": [('    back = on * back\n', '')],
        },
        "mask-of-the-upstream": {
            "loops": [('if z[j] > 0', 'if dh[j] > 0')],
            "arrays": [('dh * relu_grad(z)', 'dh * relu_grad(dh)')],
            "float32": [('back = on * back', 'back = np.maximum(back, 0)')],
        },
        "relu-for-its-slope": {
            "loops": [('            if z[j] > 0:\n                dz[j] = dh[j]\n', '            dz[j] = dh[j] * h[j]\n')],
            "arrays": [('relu_grad(z)', 'relu(z)')],
            "float32": [('back = on * back', 'back = h * back')],
        },
        "gradient-without-two": {
            "loops": [('dy = 2 * miss', 'dy = miss')],
            "arrays": [('2 * error', 'error')],
            "float32": [('    up = np.float32(2) * up\n', '')],
        },
        "grad-w1-without-two": {
            "loops": [('dh = w2 @ dy', 'dh = w2 @ miss')],
            "arrays": [('dh, grad_w2, _ = matmul_gradients(2 * error, h, w2)', '_, grad_w2, _ = matmul_gradients(2 * error, h, w2)\n    dh = error @ w2.T')],
            "float32": [('    up = np.float32(2) * up\n', ''), ('np.dot(h.T, up)', 'np.float32(2) * np.dot(h.T, up)')],
        },
        "grad-w2-without-two": {
            "loops": [('np.outer(h, dy)', 'np.outer(h, miss)')],
            "arrays": [('matmul_gradients(2 * error, h, w2)', 'matmul_gradients(error, h, w2)'), ('dh * relu_grad(z)', '2 * dh * relu_grad(z)')],
            "float32": [('    up = np.float32(2) * up\n', ''), ('np.dot(x.T, back)', 'np.dot(x.T, np.float32(2) * back)')],
        },
        "two-on-the-prediction": {
            "loops": [('dy = 2 * miss', 'dy = 2 * y_hat - y[n]')],
            "arrays": [('2 * error', '2 * h @ w2 - y')],
            "float32": [('up = np.float32(2) * up', 'up = np.float32(2) * pred - y')],
        },
        "slope-at-the-output": {
            "loops": [('dy = 2 * miss', 'dy = 2 * miss * (y_hat > 0)')],
            "arrays": [('2 * error', '2 * error * relu_grad(h @ w2)')],
            "float32": [('up = np.float32(2) * up', 'up = np.where(pred > 0, np.float32(2) * up, np.float32(0))')],
        },
        "mean-convention": {
            "loops": [('    return loss, grad_w1, grad_w2\n', '    return loss / N, grad_w1 / N, grad_w2 / N\n')],
            "arrays": [('2 * error', '2 * error / len(x)'), ('np.sum(error**2)', 'np.sum(error**2) / len(x)')],
            "float32": [('np.square(up).sum()', 'np.square(up).sum(axis=1).mean()'), ('np.float32(2) * up', 'np.float32(2 / len(x)) * up')],
        },
        "mean-of-all-convention": {
            "loops": [('loss += np.sum(miss ** 2)', 'loss += np.sum(miss ** 2) / (N * C)'), ('dy = 2 * miss', 'dy = 2 * miss / (N * C)')],
            "arrays": [('2 * error', '2 * error / error.size'), ('np.sum(error**2)', 'np.mean(error**2)')],
            "float32": [('np.square(up).sum()', 'np.square(up).mean()'), ('np.float32(2) * up', 'np.float32(2 / y.size) * up')],
        },
        "half-sum-convention": {
            "loops": [('loss += np.sum(miss ** 2)', 'loss += np.sum(miss ** 2) / 2'), ('dy = 2 * miss', 'dy = miss')],
            "arrays": [('2 * error', 'error'), ('np.sum(error**2)', '0.5 * np.sum(error**2)')],
            "float32": [('np.square(up).sum()', 'np.float32(0.5) * np.square(up).sum()'), ('    up = np.float32(2) * up\n', '')],
        },
        "gradients-averaged": {
            "loops": [('    return loss, grad_w1, grad_w2\n', '    return loss, grad_w1 / N, grad_w2 / N\n')],
            "arrays": [('2 * error', '2 * error / len(x)')],
            "float32": [('np.float32(2) * up', 'np.float32(2) * up / np.float32(x.shape[0])')],
        },
        "loss-averaged": {
            "loops": [('    return loss, grad_w1, grad_w2\n', '    loss /= N * C\n    return loss, grad_w1, grad_w2\n')],
            "arrays": [('np.sum(error**2)', 'np.mean(error**2)')],
            "float32": [('np.square(up).sum()', 'np.square(up).mean()')],
        },
        "loss-divided-by-n": {
            "loops": [('    return loss, grad_w1, grad_w2\n', '    return loss / N, grad_w1, grad_w2\n')],
            "arrays": [('np.sum(error**2)', 'np.sum(error**2) / len(y)')],
            "float32": [('np.square(up).sum()', 'np.square(up).sum(axis=1).mean()')],
        },
        "loss-not-squared": {
            "loops": [('np.sum(miss ** 2)', 'np.sum(miss)')],
            "arrays": [('np.sum(error**2)', 'error.sum()')],
            "float32": [('np.square(up).sum()', 'up.sum()')],
        },
        "sign": {
            "loops": [('miss = y_hat - y[n]', 'miss = y[n] - y_hat')],
            "arrays": [('2 * error', '-2 * error')],
            "float32": [('return loss, g1, g2', 'return loss, -g1, -g2')],
        },
        "relu-left-out": {
            "loops": [('            if z[k] > 0:\n                h[k] = z[k]\n', '            h[k] = z[k]\n'), ('            if z[j] > 0:\n                dz[j] = dh[j]\n', '            dz[j] = dh[j]\n')],
            "arrays": [('h = relu(z)', 'h = z'), ('dh * relu_grad(z)', 'dh')],
            "float32": [('    z = np.dot(x, w1)\n    on = z > 0\n    h = on * z\n', '    h = np.dot(x, w1)\n'), ('    back = on * back\n', '')],
        },
        "relu-left-out-forward": {
            "loops": [('            if z[k] > 0:\n                h[k] = z[k]\n', '            h[k] = z[k]\n')],
            "arrays": [('h = relu(z)', 'h = z')],
            "float32": [('h = on * z', 'h = z')],
        },
        "relu-on-the-output": {
            "loops": [('y_hat = h @ w2', 'y_hat = np.maximum(h @ w2, 0)')],
            "arrays": [('error = h @ w2 - y', 's = h @ w2\n    error = relu(s) - y'), ('2 * error', '2 * error * relu_grad(s)')],
            "float32": [('pred = np.dot(h, w2)', 'pred = np.maximum(np.dot(h, w2), 0)')],
        },
        "grad-w2-from-z": {
            "loops": [('np.outer(h, dy)', 'np.outer(z, dy)')],
            "arrays": [('matmul_gradients(2 * error, h, w2)', 'matmul_gradients(2 * error, z, w2)')],
            "float32": [('np.dot(h.T, up)', 'np.dot(z.T, up)')],
        },
        "grad-w2-transposed": {
            "loops": [('np.zeros(w2.shape)', 'np.zeros((C, H))'), ('np.outer(h, dy)', 'np.outer(dy, h)')],
            "arrays": [('return np.sum(error**2), grad_w1, grad_w2', 'return np.sum(error**2), grad_w1, grad_w2.T')],
            "float32": [('np.dot(h.T, up)', 'np.dot(up.T, h)')],
        },
        "grad-w1-transposed": {
            "loops": [('np.zeros(w1.shape)', 'np.zeros((H, x.shape[1]))'), ('np.outer(x[n], dz)', 'np.outer(dz, x[n])')],
            "arrays": [('return np.sum(error**2), grad_w1, grad_w2', 'return np.sum(error**2), grad_w1.T, grad_w2')],
            "float32": [('np.dot(x.T, back)', 'np.dot(back.T, x)')],
        },
        "gradients-swapped": {
            "loops": [('    return loss, grad_w1, grad_w2\n', '    return loss, grad_w2, grad_w1\n')],
            "arrays": [('return np.sum(error**2), grad_w1, grad_w2', 'return np.sum(error**2), grad_w2, grad_w1')],
            "float32": [('return loss, g1, g2', 'return loss, g2, g1')],
        },
        "gradient-of-the-prediction": {
            "loops": [('dy = 2 * miss', 'dy = 2 * y_hat')],
            "arrays": [('2 * error', '2 * (h @ w2)')],
            "float32": [('np.float32(2) * up', 'np.float32(2) * pred')],
        },
        "zeros": {
            "loops": """\
def two_layer_regression(x, y, w1, w2):
    loss = 0.0
    grad_w1 = np.zeros(w1.shape)
    grad_w2 = np.zeros(w2.shape)
    return loss, grad_w1, grad_w2
""",
            "arrays": """\
def two_layer_regression(x, y, w1, w2):
    return 0, np.zeros_like(w1), np.zeros_like(w2)
""",
            "float32": """\
def two_layer_regression(x, y, w1, w2):
    x, y, w1, w2 = (np.asarray(a, dtype=np.float32) for a in (x, y, w1, w2))
    return np.float32(0), 0 * w1, 0 * w2
""",
        },
    },
    "glorot-uniform": {
        "fan-in-only": {
            "loops": [('2.0 / (fan_in + fan_out)', '1.0 / fan_in')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(6 / fan_in)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(3.0 / fan_in) ** 0.5')],
        },
        "fan-out-only": {
            "loops": [('2.0 / (fan_in + fan_out)', '1.0 / fan_out')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(6 / fan_out)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(3.0 / fan_out) ** 0.5')],
        },
        "fans-averaged": {
            "loops": [('2.0 / (fan_in + fan_out)', '2.0 / ((fan_in + fan_out) / 2)')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(6 / np.mean([fan_in, fan_out]))')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(6.0 / (0.5 * (fan_in + fan_out))) ** 0.5')],
        },
        "fans-multiplied": {
            "loops": [('2.0 / (fan_in + fan_out)', '2.0 / (fan_in * fan_out)')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(6 / (fan_in * fan_out))')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(6.0 / (fan_in * fan_out)) ** 0.5')],
        },
        "spread-for-bound": {
            "loops": [('np.sqrt(3.0 * s_squared)', 'np.sqrt(s_squared)')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(2 / (fan_in + fan_out))')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(2.0 / (fan_in + fan_out)) ** 0.5')],
        },
        "three-for-six": {
            "loops": [('    s_squared = 2.0 / (fan_in + fan_out)\n    a = np.sqrt(3.0 * s_squared)', '    a = np.sqrt(3.0 / (fan_in + fan_out))')],
            "arrays": [('np.sqrt(6 /', 'np.sqrt(3 /')],
            "float32": [('(6.0 /', '(3.0 /')],
        },
        "root-missing": {
            "loops": [('np.sqrt(3.0 * s_squared)', '3.0 * s_squared')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', '6 / (fan_in + fan_out)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '6.0 / (fan_in + fan_out)')],
        },
        "root-of-the-six-only": {
            "loops": [('    s_squared = 2.0 / (fan_in + fan_out)\n    a = np.sqrt(3.0 * s_squared)', '    a = np.sqrt(6.0) / (fan_in + fan_out)')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(6) / (fan_in + fan_out)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '6.0 ** 0.5 / (fan_in + fan_out)')],
        },
        "root-of-the-three-only": {
            "loops": [('np.sqrt(3.0 * s_squared)', 'np.sqrt(3.0) * s_squared')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(3) * 2 / (fan_in + fan_out)')],
            "float32": [('    bound = (6.0 / (fan_in + fan_out)) ** 0.5', '    s2 = 2.0 / (fan_in + fan_out)\n    bound = s2 * 3.0 ** 0.5')],
        },
        "sum-without-brackets": {
            "loops": [('2.0 / (fan_in + fan_out)', '2.0 / fan_in + fan_out')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(6 / fan_in + fan_out)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(6.0 / fan_in + fan_out) ** 0.5')],
        },
        "half-as-wide": {
            "loops": [('rng.uniform(-a, a)', 'rng.uniform(-a / 2, a / 2)')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', '(rng.random((fan_in, fan_out)) - 0.5)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '0.5 * (6.0 / (fan_in + fan_out)) ** 0.5')],
        },
        "twice-as-wide": {
            "loops": [('rng.uniform(-a, a)', 'rng.uniform(-2 * a, 2 * a)')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', '2 * (2 * rng.random((fan_in, fan_out)) - 1)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(24.0 / (fan_in + fan_out)) ** 0.5')],
        },
        "not-scaled": {
            "loops": [('rng.uniform(-a, a)', 'rng.uniform(-1, 1)')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1) * np.sqrt(6 / (fan_in + fan_out))', '2 * rng.random((fan_in, fan_out)) - 1')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'rng.uniform(low=-1.0, high=1.0, size=(fan_in, fan_out))')],
        },
        "only-positive": {
            "loops": [('rng.uniform(-a, a)', 'rng.uniform(0, a)')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', 'rng.random((fan_in, fan_out))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'np.abs(rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out)))')],
        },
        "zero-to-one": {
            "loops": [('rng.uniform(-a, a)', 'rng.uniform()')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1) * np.sqrt(6 / (fan_in + fan_out))', 'rng.random((fan_in, fan_out))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'rng.uniform(size=(fan_in, fan_out))')],
        },
        "not-even": {
            "loops": [('rng.uniform(-a, a)', 'rng.normal(0, np.sqrt(s_squared))')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1) * np.sqrt(6 / (fan_in + fan_out))', 'rng.standard_normal((fan_in, fan_out)) * np.sqrt(2 / (fan_in + fan_out))')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(2.0 / (fan_in + fan_out)) ** 0.5'), ('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'rng.normal(loc=0.0, scale=bound, size=(fan_in, fan_out))')],
        },
        "all-alike": {
            "loops": [('    for i in range(fan_in):\n', '    w = rng.uniform(-a, a)\n    for i in range(fan_in):\n'), ('W[i, j] = rng.uniform(-a, a)', 'W[i, j] = w')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', 'np.ones((fan_in, fan_out)) * (2 * rng.random() - 1)')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'np.full((fan_in, fan_out), bound)')],
        },
        "divided-by-three": {
            "loops": [('np.sqrt(3.0 * s_squared)', 'np.sqrt(s_squared / 3.0)')],
            "arrays": [('np.sqrt(6 / (fan_in + fan_out))', 'np.sqrt(2 / (fan_in + fan_out) / 3)')],
            "float32": [('(6.0 / (fan_in + fan_out)) ** 0.5', '(2.0 / (3.0 * (fan_in + fan_out))) ** 0.5')],
        },
        "one-taken-off": {
            "loops": [('rng.uniform(-a, a)', 'rng.uniform(0, 2 * a) - 1')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1) * np.sqrt(6 / (fan_in + fan_out))', '2 * rng.random((fan_in, fan_out)) * np.sqrt(6 / (fan_in + fan_out)) - 1')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', '2 * bound * rng.random(size=(fan_in, fan_out)) - 1.0')],
        },
        "normal-draws": {
            "loops": [('rng.uniform(-a, a)', 'rng.normal(0, a)')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', 'rng.standard_normal((fan_in, fan_out))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'rng.normal(loc=0.0, scale=2 * bound, size=(fan_in, fan_out))')],
        },
        "two-values-only": {
            "loops": [('rng.uniform(-a, a)', 'rng.choice([-a, a])')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', '(2 * rng.integers(0, 2, (fan_in, fan_out)) - 1)')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'np.where(rng.random((fan_in, fan_out)) < 0.5, -bound, bound)')],
        },
        "draws-repeated": {
            "loops": [('    for i in range(fan_in):\n        for j in range(fan_out):\n            W[i, j] = rng.uniform(-a, a)\n', '    for j in range(fan_out):\n        W[:, j] = rng.uniform(-a, a)\n')],
            "arrays": [('(2 * rng.random((fan_in, fan_out)) - 1)', 'np.ones((fan_in, 1)) * (2 * rng.random(fan_out) - 1)')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=(fan_in, fan_out))', 'np.repeat(rng.uniform(low=-bound, high=bound, size=(fan_in, 1)), fan_out, axis=1)')],
        },
        "not-from-rng": {
            "loops": [('rng.uniform(-a, a)', 'np.random.uniform(-a, a)')],
            "arrays": [('rng.random((fan_in, fan_out))', 'np.random.rand(fan_in, fan_out)')],
            "float32": [('W = rng.uniform', 'W = np.random.default_rng().uniform')],
        },
        "rng-of-its-own": {
            "loops": [('    s_squared =', '    rng = np.random.default_rng(0)\n    s_squared =')],
            "arrays": [('rng.random((fan_in, fan_out))', 'np.random.RandomState(42).rand(fan_in, fan_out)')],
            "float32": [('W = rng.uniform', 'W = np.random.default_rng(seed=1).uniform')],
        },
        "transposed": {
            "loops": [('np.zeros((fan_in, fan_out))', 'np.zeros((fan_out, fan_in))'), ('for i in range(fan_in)', 'for i in range(fan_out)'), ('for j in range(fan_out)', 'for j in range(fan_in)')],
            "arrays": [('rng.random((fan_in, fan_out))', 'rng.random((fan_out, fan_in))')],
            "float32": [('W.astype(np.float32)', 'W.T.astype(np.float32)')],
        },
    },
    "logistic-net-bug-hunt": {
        "slope-at-the-activation": {
            "loops": [('logistic_grad(z1[n])', 'logistic_grad(a1[n])')],
            "arrays": [('G @ W2.T * A * (1 - A)', 'G @ W2.T * logistic_grad(A)')],
            "float32": [('logistic_grad(pre)', 'logistic_grad(hidden)')],
        },
        "slope-at-the-gradient": {
            "loops": [('logistic_grad(z1[n])', 'logistic_grad(da)')],
            "arrays": [('    dZ = G @ W2.T * A * (1 - A)', '    dA = G @ W2.T\n    dZ = dA * logistic_grad(dA)')],
            "float32": [('logistic_grad(pre)', 'logistic_grad(grad_hidden)')],
        },
        "slope-without-bias": {
            "loops": [('logistic_grad(z1[n])', 'logistic_grad(X[n] @ W1)')],
            "arrays": [('G @ W2.T * A * (1 - A)', 'G @ W2.T * logistic_grad(X @ W1)')],
            "float32": [('    pre = X @ W1 + b1\n    hidden = logistic(pre).astype(f)', '    pre = X @ W1\n    hidden = logistic(pre + b1).astype(f)')],
        },
        "activation-besides-the-slope": {
            "loops": [('dz = da * slope', 'dz = da * a1[n] * slope')],
            "arrays": [('* A * (1 - A)', '* A * A * (1 - A)')],
            "float32": [('grad_hidden * logistic_grad(pre).astype(f)', 'grad_hidden * hidden * logistic_grad(pre).astype(f)')],
        },
        "dw2-from-z1": {
            "loops": [('np.outer(a1[n], dscores[n])', 'np.outer(z1[n], dscores[n])')],
            "arrays": [('    A = logistic(X @ W1 + b1)', '    Z = X @ W1 + b1\n    A = logistic(Z)'), ('A.T @ G', 'Z.T @ G')],
            "float32": [('"nh,nc->hc", hidden,', '"nh,nc->hc", pre,')],
        },
        "relu-forward": {
            "loops": [('a1[n] = logistic(z1[n])', 'a1[n] = relu(z1[n])')],
            "arrays": [('    A = logistic(X @ W1 + b1)', '    Z = X @ W1 + b1\n    A = relu(Z)'), ('G @ W2.T * A * (1 - A)', 'G @ W2.T * logistic_grad(Z)')],
            "float32": [('hidden = logistic(pre).astype(f)', 'hidden = np.maximum(pre, f(0))')],
        },
        "slope-missing": {
            "loops": [('        slope = logistic_grad(z1[n])\n        dz = da * slope\n', '        dz = da\n')],
            "arrays": [('G @ W2.T * A * (1 - A)', 'G @ W2.T')],
            "float32": [(' * logistic_grad(pre).astype(f)', '')],
        },
        "slope-is-the-activation": {
            "loops": [('slope = logistic_grad(z1[n])', 'slope = a1[n]')],
            "arrays": [('* A * (1 - A)', '* A')],
            "float32": [('logistic_grad(pre).astype(f)', 'hidden')],
        },
        "slope-from-pre-activation": {
            "loops": [('slope = logistic_grad(z1[n])', 'slope = z1[n] * (1 - z1[n])')],
            "arrays": [('    A = logistic(X @ W1 + b1)', '    Z = X @ W1 + b1\n    A = logistic(Z)'), ('* A * (1 - A)', '* Z * (1 - Z)')],
            "float32": [('logistic_grad(pre).astype(f)', '(pre - pre**2)')],
        },
        "slope-of-tanh": {
            "loops": [('slope = logistic_grad(z1[n])', 'slope = 1 - a1[n] ** 2')],
            "arrays": [('* A * (1 - A)', '* (1 - A * A)')],
            "float32": [('logistic_grad(pre).astype(f)', '(f(1) - np.square(hidden))')],
        },
        "slope-of-relu": {
            "loops": [('slope = logistic_grad(z1[n])', 'slope = relu_grad(z1[n])')],
            "arrays": [('* A * (1 - A)', '* (X @ W1 + b1 > 0)')],
            "float32": [('    grad_pre = grad_hidden * logistic_grad(pre).astype(f)', '    grad_pre = np.where(pre > 0, grad_hidden, f(0))')],
        },
        "slope-twice": {
            "loops": [('np.outer(X[n], dz)', 'np.outer(X[n], dz * slope)'), ('db1 += dz\n', 'db1 += dz * slope\n')],
            "arrays": [('* A * (1 - A)', '* (A * (1 - A)) ** 2')],
            "float32": [('    grad_pre = grad_hidden *', '    grad_hidden *= hidden * (f(1) - hidden)\n    grad_pre = grad_hidden *')],
        },
        "upstream-forgotten": {
            "loops": [('        da = W2 @ dscores[n]\n', ''), ('dz = da * slope', 'dz = slope')],
            "arrays": [('G @ W2.T * A * (1 - A)', 'A * (1 - A)')],
            "float32": [('grad_hidden * logistic_grad', 'logistic_grad')],
        },
        "sign": {
            "loops": [('dz = da * slope', 'dz = -da * slope')],
            "arrays": [('X.T @ dZ + reg * W1', '-(X.T @ dZ + reg * W1)'), ('        dZ.sum(0)', '        -dZ.sum(0)')],
            "float32": [('return loss, grad_W1, grad_b1,', 'return loss, -grad_W1, -grad_b1,')],
        },
        "averaged-again": {
            "loops": [('    dW1 += reg * W1\n', '    dW1 /= N\n    db1 /= N\n    dW1 += reg * W1\n')],
            "arrays": [('X.T @ dZ +', 'X.T @ dZ / len(X) +'), ('dZ.sum(0)', 'dZ.mean(0)')],
            "float32": [('logistic_grad(pre).astype(f)', 'logistic_grad(pre).astype(f) / f(len(y))')],
        },
        "slope-at-the-scores": {
            "loops": [('    price =', '    dscores = dscores * logistic_grad(scores)\n    price =')],
            "arrays": [('    data_loss, G = softmax_loss(A @ W2 + b2, y)\n', '    S = A @ W2 + b2\n    data_loss, G = softmax_loss(S, y)\n    G = G * logistic_grad(S)\n')],
            "float32": [('    grad_scores /= f(len(y))\n', '    grad_scores /= f(len(y))\n    grad_scores *= logistic_grad(scores).astype(f)\n')],
        },
        "relu-put-back": {
            "loops": [('a1[n] = logistic(z1[n])', 'a1[n] = relu(z1[n])'), ('logistic_grad(z1[n])', 'relu_grad(z1[n])')],
            "arrays": [('logistic(X @ W1 + b1)', 'relu(X @ W1 + b1)'), ('* A * (1 - A)', '* (A > 0)')],
            "float32": [('logistic(pre)', 'relu(pre)'), ('logistic_grad(pre)', 'relu_grad(pre)')],
        },
        "dw1-without-price": {
            "loops": [('    dW1 += reg * W1\n', '')],
            "arrays": [('X.T @ dZ + reg * W1', 'X.T @ dZ')],
            "float32": [('X, grad_pre) + reg * W1', 'X, grad_pre)')],
        },
        "db1-wrong-axis": {
            "loops": [('db1 = np.zeros(H)', 'db1 = np.zeros(N)'), ('db1 += dz\n', 'db1[n] = dz.sum()\n')],
            "arrays": [('dZ.sum(0)', 'dZ.sum(1)')],
            "float32": [('np.sum(grad_pre, axis=0)', 'np.sum(grad_pre, axis=1)')],
        },
        "full-square-convention": {
            "loops": [('0.5 * reg * np.sum(W1**2) + 0.5 * reg * np.sum(W2**2)', 'reg * np.sum(W1**2) + reg * np.sum(W2**2)'), ('dW1 += reg * W1', 'dW1 += 2 * reg * W1'), ('dW2 += reg * W2', 'dW2 += 2 * reg * W2')],
            "arrays": [('reg / 2 * (', 'reg * ('), ('dZ + reg * W1', 'dZ + 2 * reg * W1'), ('G + reg * W2', 'G + 2 * reg * W2')],
            "float32": [('f(0.5) * reg', 'reg'), ('+ reg * W1', '+ f(2) * reg * W1'), ('+ reg * W2', '+ f(2) * reg * W2')],
        },
        "price-without-half": {
            "loops": [('0.5 * reg * np.sum(W1**2) + 0.5 * reg * np.sum(W2**2)', 'reg * np.sum(W1**2) + reg * np.sum(W2**2)')],
            "arrays": [('reg / 2 * (', 'reg * (')],
            "float32": [('f(0.5) * reg', 'reg')],
        },
        "dw2-price-doubled": {
            "loops": [('dW2 += reg * W2', 'dW2 += 2 * reg * W2')],
            "arrays": [('A.T @ G + reg * W2', 'A.T @ G + 2 * reg * W2')],
            "float32": [('+ reg * W2', '+ f(2) * reg * W2')],
        },
        "price-left-out": {
            "loops": [('    price = 0.5 * reg * np.sum(W1**2) + 0.5 * reg * np.sum(W2**2)\n    loss = loss + price\n', '')],
            "arrays": [('data_loss + reg / 2 * ((W1 * W1).sum() + (W2 * W2).sum())', 'data_loss')],
            "float32": [('    loss += f(0.5) * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))\n', '')],
        },
    },
}
