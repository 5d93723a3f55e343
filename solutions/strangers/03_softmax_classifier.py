"""Unit 03: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "softmax": {
        "loops": """\
def softmax(scores):
    N, C = scores.shape
    probs = np.zeros((N, C))
    for i in range(N):
        top = max(scores[i])
        total = 0.0
        for c in range(C):
            probs[i, c] = np.exp(scores[i, c] - top)
            total = total + probs[i, c]
        for c in range(C):
            probs[i, c] = probs[i, c] / total
    return probs
""",
        "arrays": """\
def softmax(scores):
    z = scores.T - scores.max(1)
    e = np.exp(z)
    return (e / e.sum(0)).T
""",
        "float32": """\
def softmax(scores):
    s = scores.astype(np.float32)
    top = np.amax(s, axis=-1)
    powers = np.exp(np.subtract(s, top[:, None]))
    norm = np.einsum("nc->n", powers)
    return np.divide(powers, norm[:, None])
""",
    },
    "cross-entropy": {
        "loops": """\
def cross_entropy(probs, y):
    N, C = probs.shape
    loss = 0.0
    for i in range(N):
        p = probs[i, y[i]]
        loss += -np.log(p)
    return loss / N
""",
        "arrays": """\
def cross_entropy(probs, y):
    picked = probs[np.arange(len(y)), y]
    return -np.log(picked).mean()
""",
        "float32": """\
def cross_entropy(probs, y):
    p = probs.astype(np.float32)
    N, C = p.shape
    mask = y[:, None] == np.arange(C)
    return np.float32(-np.sum(np.log(p[mask])) / N)
""",
    },
    "softmax-loss-naive": {
        "loops": """\
def softmax_loss_naive(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    D = W.shape[0]
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(N):
        scores = X[i] @ W  # (C,), the scores of example i: one row, where softmax takes a table
        top = scores[0]
        for c in range(1, C):
            if scores[c] > top:
                top = scores[c]
        total = 0.0
        for c in range(C):
            total += np.exp(scores[c] - top)
        loss += top + np.log(total) - scores[y[i]]
        for c in range(C):
            slope = np.exp(scores[c] - top) / total
            if c == y[i]:
                slope -= 1
            for d in range(D):
                dW[d, c] += X[i, d] * slope
    loss = loss / N
    dW = dW / N
    price = 0.0
    for d in range(D):
        for c in range(C):
            price += W[d, c] ** 2
            dW[d, c] += reg * W[d, c]
    loss += 0.5 * reg * price
    return loss, dW
""",
        "arrays": """\
def softmax_loss_naive(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    loss, dW = 0.0, np.zeros_like(W)
    onehot = np.eye(C)[y]
    for i in range(N):
        scores = X[i] @ W
        m = scores.max()
        lse = m + np.log(np.exp(scores - m).sum())
        loss += lse - scores[y[i]]
        p = np.exp(scores - lse)
        dW += np.outer(X[i], p - onehot[i])
    return loss / N + 0.5 * reg * (W ** 2).sum(), dW / N + reg * W
""",
        "float32": """\
def softmax_loss_naive(W, X, y, reg):
    W, X, reg = W.astype(np.float32), X.astype(np.float32), np.float32(reg)
    N, C = X.shape[0], W.shape[1]
    rows = np.arange(N)
    S = np.dot(X, W)
    top = np.max(S, axis=1, keepdims=True)
    E = np.exp(S - top)
    Z = np.sum(E, axis=1, keepdims=True)
    lse = (top + np.log(Z))[:, 0]
    G = E / Z
    G[rows, y] -= 1
    loss = np.sum(lse - S[rows, y]) / N
    dW = np.dot(X.T, G) / N
    loss = loss + reg / 2 * np.sum(np.square(W))
    dW = dW + reg * W
    return np.float32(loss), dW
""",
    },
    "softmax-loss-vectorized": {
        "loops": """\
def softmax_loss_vectorized(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    # scores, made safe row by row
    scores = X.dot(W)
    row_max = np.max(scores, axis=1, keepdims=True)
    shifted = scores - row_max
    # probabilities
    exps = np.exp(shifted)
    sums = np.sum(exps, axis=1, keepdims=True)
    probs = exps / sums
    # loss
    right = shifted[np.arange(N), y]
    losses = np.log(sums[:, 0]) - right
    data_loss = np.sum(losses) / N
    reg_loss = 0.5 * reg * np.sum(W * W)
    loss = data_loss + reg_loss
    # gradient
    dscores = probs.copy()
    dscores[np.arange(N), y] -= 1
    dscores = dscores / N
    dW = np.dot(X.T, dscores)
    dW = dW + reg * W
    return loss, dW
""",
        "arrays": """\
def softmax_loss_vectorized(W, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    Y = np.eye(C)[y]
    S = X @ W
    m = S.max(axis=1, keepdims=True)
    lse = m + np.log(np.exp(S - m).sum(axis=1, keepdims=True))
    P = np.exp(S - lse)
    loss = (lse[:, 0] - (Y * S).sum(axis=1)).mean() + reg / 2 * (W ** 2).sum()
    return loss, X.T @ (P - Y) / N + reg * W
""",
        "float32": """\
def softmax_loss_vectorized(W, X, y, reg):
    W, X = W.astype(np.float32), X.astype(np.float32)
    reg, N, C = np.float32(reg), X.shape[0], W.shape[1]
    scores = np.einsum("nd,dc->nc", X, W)
    shifted = scores - np.amax(scores, axis=1)[:, None]
    logZ = np.log(np.exp(shifted).sum(axis=1))[:, None]
    logp = shifted - logZ
    right = np.arange(C) == y[:, None]
    loss = -logp[right].mean()
    loss = loss + reg / 2 * np.vdot(W, W)
    dscores = (np.exp(logp) - right) / np.float32(N)
    dW = np.einsum("nd,nc->dc", X, dscores) + reg * W
    return loss, dW
""",
    },
    "linear-classifier": {
        "loops": """\
def linear_classifier_loss(W, b, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    D = X.shape[1]
    total = 0.0
    dscores = np.zeros((N, C))
    for i in range(N):
        s = X[i] @ W + b
        m = s.max()
        e = np.exp(s - m)
        total += m + np.log(e.sum()) - s[y[i]]
        dscores[i] = e / e.sum()
        dscores[i, y[i]] -= 1
    loss = total / N

    dW = np.zeros((D, C))
    db = np.zeros(C)
    for i in range(N):
        for c in range(C):
            dW[:, c] += X[i] * dscores[i, c]
            db[c] += dscores[i, c]
    dW = dW / N
    db = db / N

    squares = 0.0
    for d in range(D):
        for c in range(C):
            squares += W[d, c] ** 2
            dW[d, c] += reg * W[d, c]
    loss += 0.5 * reg * squares
    return loss, dW, db


def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    D = X.shape[1]
    W = 0.01 * rng.normal(size=(D, num_classes))
    b = np.zeros(num_classes)
    losses = np.zeros(steps)
    for step in range(steps):
        loss, dW, db = linear_classifier_loss(W, b, X, y, reg)
        losses[step] = loss
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return W, b, losses
""",
        "arrays": """\
def linear_classifier_loss(W, b, X, y, reg):
    N, C = X.shape[0], W.shape[1]
    pick = np.arange(N), y
    logp = X @ W + b
    logp = logp - logp.max(axis=1, keepdims=True)
    logp = logp - np.log(np.exp(logp).sum(axis=1, keepdims=True))
    G = np.exp(logp)
    G[pick] -= 1
    G /= N
    loss = -logp[pick].sum() / N + reg / 2 * (W ** 2).sum()
    return loss, X.T @ G + reg * W, G.sum(0)


def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    W, b = rng.normal(0, 0.01, (X.shape[1], num_classes)), np.zeros(num_classes)
    losses = []
    for _ in range(steps):
        loss, dW, db = linear_classifier_loss(W, b, X, y, reg)
        losses.append(loss)
        W -= learning_rate * dW
        b -= learning_rate * db
    return W, b, np.array(losses)
""",
        "float32": """\
def linear_classifier_loss(W, b, X, y, reg):
    W = W.astype(np.float32)
    b = b.astype(np.float32)
    X = X.astype(np.float32)
    reg = np.float32(reg)
    N, C = X.shape[0], W.shape[1]
    onehot = np.zeros((N, C), dtype=np.float32)
    onehot[np.arange(N), y] = 1
    scores = np.dot(X, W) + b
    top = np.max(scores, axis=1)
    exps = np.exp(scores - top[:, None])
    sums = np.sum(exps, axis=1)
    each = top + np.log(sums) - np.take_along_axis(scores, y[:, None], axis=1)[:, 0]
    data_loss = np.mean(each)
    price = np.float32(0.5) * reg * np.sum(np.square(W))
    dscores = (exps / sums[:, None] - onehot) / np.float32(N)
    dW = np.einsum("nd,nc->dc", X, dscores)
    dW = dW + reg * W
    db = np.einsum("nc->c", dscores)
    return data_loss + price, dW, db


def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    X = X.astype(np.float32)
    rate = np.float32(learning_rate)
    draws = 0.01 * rng.standard_normal((X.shape[1], num_classes))
    W = draws.astype(np.float32)
    b = np.zeros(num_classes, dtype=np.float32)
    losses = np.zeros(steps, dtype=np.float32)
    for t in range(steps):
        losses[t], dW, db = linear_classifier_loss(W, b, X, y, reg)
        W, b = W - rate * dW, b - rate * db
    return W, b, losses
""",
    },
    "decision-grid": {
        "loops": """\
def decision_grid(predict, X, resolution):
    x_axis = np.linspace(X[:, 0].min(), X[:, 0].max(), resolution)
    y_axis = np.linspace(X[:, 1].min(), X[:, 1].max(), resolution)
    rows, cols = len(y_axis), len(x_axis)
    xx = np.zeros((rows, cols))
    yy = np.zeros((rows, cols))
    xs, ys = [], []
    for i in range(rows):
        for j in range(cols):
            xx[i, j] = x_axis[j]
            yy[i, j] = y_axis[i]
            xs.append(x_axis[j])
            ys.append(y_axis[i])
    points = np.column_stack([xs, ys])
    answers = predict(points)
    Z = np.zeros((rows, cols), dtype=answers.dtype)
    for i in range(rows):
        for j in range(cols):
            Z[i, j] = answers[i * cols + j]
    return xx, yy, Z
""",
        "arrays": """\
def decision_grid(predict, X, resolution):
    x, y = X.T
    xx, yy = np.meshgrid(
        np.linspace(x.min(), x.max(), resolution),
        np.linspace(y.min(), y.max(), resolution),
    )
    Z = predict(np.c_[xx.ravel(), yy.ravel()]).reshape(xx.shape)
    return xx, yy, Z
""",
        "float32": """\
def decision_grid(predict, X, resolution):
    low, high = np.min(X, axis=0), np.max(X, axis=0)
    across = np.linspace(low[0], high[0], resolution)
    upward = np.linspace(low[1], high[1], resolution)
    xx = np.tile(across, (upward.size, 1))
    yy = np.repeat(upward[:, np.newaxis], across.size, axis=1)
    table = np.stack([xx, yy], axis=-1)
    flat = predict(table.reshape(-1, 2))
    Z = np.reshape(flat, (upward.size, across.size))
    return xx, yy, Z
""",
    },
}

MISTAKES = {
    "softmax": {
        "no-shift": {
            "loops": [('        top = max(scores[i])\n', ''), ('scores[i, c] - top', 'scores[i, c]')],
            "arrays": [('    z = scores.T - scores.max(1)\n', ''), ('np.exp(z)', 'np.exp(scores.T)')],
            "float32": [('    top = np.amax(s, axis=-1)\n', ''), ('np.subtract(s, top[:, None])', 's')],
        },
        "shift-by-the-global-maximum": {
            "loops": [('    for i in range(N):\n        top = max(scores[i])\n', '    top = scores[0, 0]\n    for i in range(N):\n        for c in range(C):\n            if scores[i, c] > top:\n                top = scores[i, c]\n    for i in range(N):\n')],
            "arrays": [('scores.max(1)', 'scores.max()')],
            "float32": [('np.amax(s, axis=-1)', 'np.amax(s)'), ('np.subtract(s, top[:, None])', 'np.subtract(s, top)')],
        },
        "shift-per-class": {
            "loops": [('        top = max(scores[i])\n', ''), ('            probs[i, c] = np.exp(scores[i, c] - top)', '            top = max(scores[:, c])\n            probs[i, c] = np.exp(scores[i, c] - top)')],
            "arrays": [('scores.T - scores.max(1)', '(scores - scores.max(0)).T')],
            "float32": [('np.amax(s, axis=-1)', 'np.amax(s, axis=0)'), ('top[:, None]', 'top[None, :]')],
        },
        "sum-over-examples": {
            "loops": """\
def softmax(scores):
    N, C = scores.shape
    probs = np.zeros((N, C))
    for i in range(N):
        top = max(scores[i])
        for c in range(C):
            probs[i, c] = np.exp(scores[i, c] - top)
    for c in range(C):
        total = 0.0
        for i in range(N):
            total = total + probs[i, c]
        for i in range(N):
            probs[i, c] = probs[i, c] / total
    return probs
""",
            "arrays": [('e.sum(0)', 'e.sum(1, keepdims=True)')],
            "float32": [('nc->n', 'nc->c'), ('norm[:, None]', 'norm[None, :]')],
        },
        "shift-by-the-minimum": {
            "loops": [('max(scores[i])', 'min(scores[i])')],
            "arrays": [('scores.max(1)', 'scores.min(1)')],
            "float32": [('np.amax', 'np.amin')],
        },
        "shift-by-the-mean": {
            "loops": [('max(scores[i])', 'sum(scores[i]) / C')],
            "arrays": [('scores.max(1)', 'scores.mean(1)')],
            "float32": [('np.amax', 'np.mean')],
        },
        "maximum-added": {
            "loops": [('scores[i, c] - top', 'scores[i, c] + top')],
            "arrays": [('scores.T - scores.max(1)', 'scores.T + scores.max(1)')],
            "float32": [('np.subtract', 'np.add')],
        },
        "scaled-after-the-exponential": {
            "loops": """\
def softmax(scores):
    N, C = scores.shape
    probs = np.zeros((N, C))
    for i in range(N):
        for c in range(C):
            probs[i, c] = np.exp(scores[i, c])
        biggest = max(probs[i])
        total = 0.0
        for c in range(C):
            probs[i, c] = probs[i, c] / biggest
            total = total + probs[i, c]
        for c in range(C):
            probs[i, c] = probs[i, c] / total
    return probs
""",
            "arrays": [('    z = scores.T - scores.max(1)\n    e = np.exp(z)\n', '    e = np.exp(scores.T)\n    e = e / e.max(0)\n')],
            "float32": [('    top = np.amax(s, axis=-1)\n    powers = np.exp(np.subtract(s, top[:, None]))\n', '    powers = np.exp(s)\n    powers /= np.amax(powers, axis=-1)[:, None]\n')],
        },
        "largest-exponential-taken-off": {
            "loops": """\
def softmax(scores):
    N, C = scores.shape
    probs = np.zeros((N, C))
    for i in range(N):
        for c in range(C):
            probs[i, c] = np.exp(scores[i, c])
        biggest = max(probs[i])
        total = 0.0
        for c in range(C):
            probs[i, c] = probs[i, c] - biggest
            total = total + probs[i, c]
        for c in range(C):
            probs[i, c] = probs[i, c] / total
    return probs
""",
            "arrays": [('    z = scores.T - scores.max(1)\n    e = np.exp(z)\n', '    e = np.exp(scores.T)\n    e = e - e.max(0)\n')],
            "float32": [('    top = np.amax(s, axis=-1)\n    powers = np.exp(np.subtract(s, top[:, None]))\n', '    powers = np.exp(s)\n    top = np.amax(powers, axis=-1)\n    powers = np.subtract(powers, top[:, None])\n')],
        },
        "fixed-shift": {
            "loops": [('top = max(scores[i])', 'top = 1000')],
            "arrays": [('scores.T - scores.max(1)', 'scores.T - 5000.0')],
            "float32": [('    top = np.amax(s, axis=-1)\n', ''), ('np.subtract(s, top[:, None])', 'np.subtract(s, np.float32(1000))')],
        },
        "returns-in-the-loop": {
            "loops": [('\n    return probs', '\n        return probs')],
            "arrays": """\
def softmax(scores):
    out = np.zeros(scores.shape)
    for row, target in zip(scores, out):
        e = np.exp(row - row.max())
        target[:] = e / e.sum()
        return out
""",
            "float32": """\
def softmax(scores):
    s = scores.astype(np.float32)
    result = np.zeros_like(s)
    powers = np.exp(np.subtract(s[0], np.amax(s[0])))
    result[0] = np.divide(powers, np.sum(powers))
    return result
""",
        },
        "last-row-only": {
            "loops": """\
def softmax(scores):
    N, C = scores.shape
    for i in range(N):
        probs = np.zeros(C)
        top = max(scores[i])
        total = 0.0
        for c in range(C):
            probs[c] = np.exp(scores[i, c] - top)
            total = total + probs[c]
        for c in range(C):
            probs[c] = probs[c] / total
    return probs
""",
            "arrays": """\
def softmax(scores):
    for row in scores:
        e = np.exp(row - row.max())
        rows = [e / e.sum()]
    return np.array(rows)
""",
            "float32": """\
def softmax(scores):
    s = scores.astype(np.float32)
    for i in range(len(s)):
        powers = np.exp(np.subtract(s[i], np.amax(s[i])))
        result = np.divide(powers, np.sum(powers))
    return result
""",
        },
        "large-scores-cut": {
            "loops": [('        top = max(scores[i])\n', '        top = min(max(scores[i]), 500)\n'), ('np.exp(scores[i, c] - top)', 'np.exp(min(scores[i, c], 500) - top)')],
            "arrays": [('    z = scores.T - scores.max(1)\n', '    scores = np.minimum(scores, 500.0)\n    z = scores.T - scores.max(1)\n')],
            "float32": [('    top = np.amax(s, axis=-1)\n    powers = np.exp(np.subtract(s, top[:, None]))\n', '    powers = np.exp(np.clip(s, -80, 80))\n')],
        },
        "sum-over-everything": {
            "loops": """\
def softmax(scores):
    N, C = scores.shape
    probs = np.zeros((N, C))
    total = 0.0
    for i in range(N):
        top = max(scores[i])
        for c in range(C):
            probs[i, c] = np.exp(scores[i, c] - top)
            total = total + probs[i, c]
    for i in range(N):
        for c in range(C):
            probs[i, c] = probs[i, c] / total
    return probs
""",
            "arrays": [('e.sum(0)', 'e.sum()')],
            "float32": [('nc->n', 'nc->'), ('norm[:, None]', 'norm')],
        },
        "not-normalised": {
            "loops": [('        for c in range(C):\n            probs[i, c] = probs[i, c] / total\n', ''), ('        total = 0.0\n', ''), ('            total = total + probs[i, c]\n', '')],
            "arrays": [('(e / e.sum(0)).T', 'e.T')],
            "float32": [('    norm = np.einsum("nc->n", powers)\n', ''), ('np.divide(powers, norm[:, None])', 'powers')],
        },
        "exponential-forgotten": {
            "loops": [('        top = max(scores[i])\n', ''), ('np.exp(scores[i, c] - top)', 'scores[i, c]')],
            "arrays": """\
def softmax(scores):
    return (scores.T / scores.sum(1)).T
""",
            "float32": """\
def softmax(scores):
    s = scores.astype(np.float32)
    norm = np.einsum("nc->n", s)
    return np.divide(s, norm[:, None])
""",
        },
        "sign-of-the-scores": {
            "loops": [('scores[i, c] - top', 'top - scores[i, c]')],
            "arrays": [('np.exp(z)', 'np.exp(-z)')],
            "float32": [('np.subtract(s, top[:, None])', 'np.subtract(top[:, None], s)')],
        },
        "shift-after-the-exponential": {
            "loops": [('np.exp(scores[i, c] - top)', 'np.exp(scores[i, c]) - top')],
            "arrays": [('    z = scores.T - scores.max(1)\n    e = np.exp(z)\n', '    e = np.exp(scores.T) - scores.max(1)\n')],
            "float32": [('np.exp(np.subtract(s, top[:, None]))', 'np.subtract(np.exp(s), top[:, None])')],
        },
        "logarithm-of-softmax": {
            "loops": [('probs[i, c] = probs[i, c] / total', 'probs[i, c] = np.log(probs[i, c] / total)')],
            "arrays": [('(e / e.sum(0)).T', '(z - np.log(e.sum(0))).T')],
            "float32": [('np.divide(powers, norm[:, None])', 'np.log(np.divide(powers, norm[:, None]))')],
        },
    },
    "cross-entropy": {
        "not-averaged": {
            "loops": [('return loss / N', 'return loss')],
            "arrays": [('.mean()', '.sum()')],
            "float32": [(' / N)', ')')],
        },
        "sign": {
            "loops": [('loss += -np.log(p)', 'loss += np.log(p)')],
            "arrays": [('-np.log', 'np.log')],
            "float32": [('-np.sum', 'np.sum')],
        },
        "picks-whole-rows": {
            "loops": [('        p = probs[i, y[i]]\n        loss += -np.log(p)\n', '        for p in probs[y[i]]:\n            loss += -np.log(p)\n')],
            "arrays": [('probs[np.arange(len(y)), y]', 'probs[y]')],
            "float32": [('    mask = y[:, None] == np.arange(C)\n', ''), ('p[mask]', 'p[y]')],
        },
        "picks-whole-columns": {
            "loops": [('        p = probs[i, y[i]]\n        loss += -np.log(p)\n', '        for label in y:\n            loss += -np.log(probs[i, label])\n')],
            "arrays": [('probs[np.arange(len(y)), y]', 'probs[:, y]')],
            "float32": [('    mask = y[:, None] == np.arange(C)\n', ''), ('p[mask]', 'p[:, y]')],
        },
        "averaged-over-the-table": {
            "loops": [('loss / N', 'loss / (N * C)')],
            "arrays": [('-np.log(picked).mean()', '-np.log(picked).sum() / probs.size')],
            "float32": [(' / N)', ' / (N * C))')],
        },
        "all-classes": {
            "loops": [('        p = probs[i, y[i]]\n        loss += -np.log(p)\n', '        for c in range(C):\n            loss += -np.log(probs[i, c])\n')],
            "arrays": [('    picked = probs[np.arange(len(y)), y]\n', ''), ('-np.log(picked).mean()', '-np.log(probs).sum(axis=1).mean()')],
            "float32": [('    mask = y[:, None] == np.arange(C)\n', ''), ('p[mask]', 'p')],
        },
        "most-likely-class": {
            "loops": [('probs[i, y[i]]', 'max(probs[i])')],
            "arrays": [('probs[np.arange(len(y)), y]', 'probs.max(axis=1)')],
            "float32": [('    mask = y[:, None] == np.arange(C)\n', ''), ('p[mask]', 'np.amax(p, axis=1)')],
        },
        "logarithm-forgotten": {
            "loops": [('loss += -np.log(p)', 'loss += p')],
            "arrays": [('-np.log(picked).mean()', 'picked.mean()')],
            "float32": [('-np.sum(np.log(p[mask])) / N', 'np.sum(p[mask]) / N')],
        },
        "logarithm-of-the-mean": {
            "loops": [('loss += -np.log(p)', 'loss += p'), ('return loss / N', 'return -np.log(loss / N)')],
            "arrays": [('-np.log(picked).mean()', '-np.log(picked.mean())')],
            "float32": [('-np.sum(np.log(p[mask])) / N', '-np.log(np.sum(p[mask]) / N)')],
        },
        "other-base": {
            "loops": [('np.log(p)', 'np.log2(p)')],
            "arrays": [('np.log(picked)', 'np.log2(picked)')],
            "float32": [('np.log(p[mask])', 'np.log2(p[mask])')],
        },
        "base-10": {
            "loops": [('np.log(p)', 'np.log10(p)')],
            "arrays": [('np.log(picked)', 'np.log10(picked)')],
            "float32": [('np.log(p[mask])', 'np.log10(p[mask])')],
        },
        "something-added-inside": {
            "loops": [('np.log(p)', 'np.log(p + 0.001)')],
            "arrays": [('np.log(picked)', 'np.log(picked + 1e-2)')],
            "float32": [('np.log(p[mask])', 'np.log(1e-3 + p[mask])')],
        },
        "divided-by-c": {
            "loops": [('loss / N', 'loss / C')],
            "arrays": [('-np.log(picked).mean()', '-np.log(picked).sum() / probs.shape[1]')],
            "float32": [(' / N)', ' / C)')],
        },
        "rows-and-columns-swapped": {
            "loops": [('probs[i, y[i]]', 'probs[y[i], i]')],
            "arrays": [('probs[np.arange(len(y)), y]', 'probs[y, np.arange(len(y))]')],
            "float32": [('    mask = y[:, None] == np.arange(C)\n', ''), ('p[mask]', 'p[y, np.arange(N)]')],
        },
        "wrong-classes-too": {
            "loops": [('        p = probs[i, y[i]]\n        loss += -np.log(p)\n', '        for c in range(C):\n            p = probs[i, c]\n            if c == y[i]:\n                loss += -np.log(p)\n            else:\n                loss += -np.log(1 - p)\n')],
            "arrays": """\
def cross_entropy(probs, y):
    Y = np.eye(probs.shape[1])[y]
    return -(Y * np.log(probs) + (1 - Y) * np.log(1 - probs)).sum(axis=1).mean()
""",
            "float32": [('-np.sum(np.log(p[mask])) / N', '-(np.sum(np.log(p[mask])) + np.sum(np.log(1 - p[~mask]))) / N')],
        },
    },
    "softmax-loss-naive": {
        "price-missing-from-gradient": {
            "loops": [('            dW[d, c] += reg * W[d, c]\n', '')],
            "arrays": [('dW / N + reg * W', 'dW / N')],
            "float32": [('    dW = dW + reg * W\n', '')],
        },
        "price-gradient-halved": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 0.5 * reg * W[d, c]')],
            "arrays": [('dW / N + reg * W', 'dW / N + 0.5 * reg * W')],
            "float32": [('dW + reg * W', 'dW + reg / 2 * W')],
        },
        "price-gradient-doubled": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 2 * reg * W[d, c]')],
            "arrays": [('dW / N + reg * W', 'dW / N + 2 * reg * W')],
            "float32": [('dW + reg * W', 'dW + 2 * reg * W')],
        },
        "price-slope-squared": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 0.5 * reg * W[d, c] ** 2')],
            "arrays": [('dW / N + reg * W', 'dW / N + reg * W ** 2')],
            "float32": [('dW + reg * W', 'dW + reg / 2 * np.square(W)')],
        },
        "price-without-half": {
            "loops": [('loss += 0.5 * reg * price', 'loss += reg * price'), ('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 2 * reg * W[d, c]')],
            "arrays": [('0.5 * reg * (W ** 2).sum()', 'reg * (W ** 2).sum()'), ('dW / N + reg * W', 'dW / N + 2 * reg * W')],
            "float32": [('reg / 2 * np.sum(np.square(W))', 'reg * np.sum(np.square(W))'), ('dW + reg * W', 'dW + 2 * reg * W')],
        },
        "price-without-half-in-loss": {
            "loops": [('loss += 0.5 * reg * price', 'loss += reg * price')],
            "arrays": [('0.5 * reg * (W ** 2).sum()', 'reg * (W ** 2).sum()')],
            "float32": [('reg / 2 * np.sum(np.square(W))', 'reg * np.sum(np.square(W))')],
        },
        "price-without-square": {
            "loops": [('price += W[d, c] ** 2', 'price += W[d, c]')],
            "arrays": [('(W ** 2).sum()', 'W.sum()')],
            "float32": [('np.sum(np.square(W))', 'np.sum(W)')],
        },
        "price-of-the-sum": {
            "loops": [('price += W[d, c] ** 2', 'price += W[d, c]'), ('0.5 * reg * price', '0.5 * reg * price ** 2')],
            "arrays": [('(W ** 2).sum()', 'W.sum() ** 2')],
            "float32": [('np.sum(np.square(W))', 'np.square(np.sum(W))')],
        },
        "price-is-a-norm": {
            "loops": [('0.5 * reg * price', '0.5 * reg * price ** 0.5')],
            "arrays": [('(W ** 2).sum()', 'np.linalg.norm(W)')],
            "float32": [('np.sum(np.square(W))', 'np.sqrt(np.sum(np.square(W)))')],
        },
        "price-is-a-mean": {
            "loops": [('0.5 * reg * price', '0.5 * reg * price / (D * C)')],
            "arrays": [('(W ** 2).sum()', '(W ** 2).mean()')],
            "float32": [('np.sum(np.square(W))', 'np.mean(np.square(W))')],
        },
        "price-divided-by-n-in-loss": {
            "loops": [('0.5 * reg * price', '0.5 * reg * price / N')],
            "arrays": [('loss / N + 0.5 * reg * (W ** 2).sum()', '(loss + 0.5 * reg * (W ** 2).sum()) / N')],
            "float32": [('reg / 2 * np.sum(np.square(W))', 'reg / (2 * N) * np.sum(np.square(W))')],
        },
        "price-slope-without-sign": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += reg * abs(W[d, c])')],
            "arrays": [('dW / N + reg * W', 'dW / N + reg * np.abs(W)')],
            "float32": [('dW + reg * W', 'dW + reg * np.sqrt(np.square(W))')],
        },
        "price-missing-from-loss": {
            "loops": [('    loss += 0.5 * reg * price\n', ''), ('    price = 0.0\n', ''), ('            price += W[d, c] ** 2\n', '')],
            "arrays": [('loss / N + 0.5 * reg * (W ** 2).sum()', 'loss / N')],
            "float32": [('    loss = loss + reg / 2 * np.sum(np.square(W))\n', '')],
        },
        "price-missing": {
            "loops": [('    price = 0.0\n    for d in range(D):\n        for c in range(C):\n            price += W[d, c] ** 2\n            dW[d, c] += reg * W[d, c]\n    loss += 0.5 * reg * price\n', '')],
            "arrays": [('loss / N + 0.5 * reg * (W ** 2).sum(), dW / N + reg * W', 'loss / N, dW / N')],
            "float32": [('    loss = loss + reg / 2 * np.sum(np.square(W))\n    dW = dW + reg * W\n', '')],
        },
        "price-divided-by-n": {
            "loops": [('    loss = loss / N\n    dW = dW / N\n', ''), ('    return loss, dW', '    loss = loss / N\n    dW = dW / N\n    return loss, dW')],
            "arrays": [('loss / N + 0.5 * reg * (W ** 2).sum(), dW / N + reg * W', '(loss + 0.5 * reg * (W ** 2).sum()) / N, (dW + reg * W) / N')],
            "float32": [('reg / 2 * np.sum(np.square(W))', 'reg / (2 * N) * np.sum(np.square(W))'), ('dW + reg * W', 'dW + reg * W / N')],
        },
        "price-gradient-divided-by-n": {
            "loops": [('    dW = dW / N\n', ''), ('    return loss, dW', '    return loss, dW / N')],
            "arrays": [('dW / N + reg * W', '(dW + reg * W) / N')],
            "float32": [('dW + reg * W', 'dW + reg / N * W'), ('return np.float32(loss), dW', 'return np.float32(loss), dW.astype(np.float32)')],
        },
        "gradient-not-averaged": {
            "loops": [('    dW = dW / N\n', '')],
            "arrays": [('dW / N + reg * W', 'dW + reg * W')],
            "float32": [('np.dot(X.T, G) / N', 'np.dot(X.T, G)')],
        },
        "loss-not-averaged": {
            "loops": [('    loss = loss / N\n', '')],
            "arrays": [('loss / N + 0.5', 'loss + 0.5')],
            "float32": [('np.sum(lse - S[rows, y]) / N', 'np.sum(lse - S[rows, y])')],
        },
        "sum-convention": {
            "loops": [('    loss = loss / N\n    dW = dW / N\n', '')],
            "arrays": [('loss / N + 0.5', 'loss + 0.5'), ('dW / N + reg * W', 'dW + reg * W')],
            "float32": [('np.sum(lse - S[rows, y]) / N', 'np.sum(lse - S[rows, y])'), ('np.dot(X.T, G) / N', 'np.dot(X.T, G)')],
        },
        "gradient-divided-by-c": {
            "loops": [('dW = dW / N', 'dW = dW / C')],
            "arrays": [('dW / N + reg * W', 'dW / C + reg * W')],
            "float32": [('np.dot(X.T, G) / N', 'np.dot(X.T, G) / C')],
        },
        "loss-divided-by-c": {
            "loops": [('loss = loss / N', 'loss = loss / C')],
            "arrays": [('loss / N + 0.5', 'loss / C + 0.5')],
            "float32": [('np.sum(lse - S[rows, y]) / N', 'np.sum(lse - S[rows, y]) / C')],
        },
        "divided-by-c": {
            "loops": [('loss = loss / N', 'loss = loss / C'), ('dW = dW / N', 'dW = dW / C')],
            "arrays": [('loss / N + 0.5', 'loss / C + 0.5'), ('dW / N + reg * W', 'dW / C + reg * W')],
            "float32": [('np.sum(lse - S[rows, y]) / N', 'np.sum(lse - S[rows, y]) / C'), ('np.dot(X.T, G) / N', 'np.dot(X.T, G) / C')],
        },
        "no-shift": {
            "loops": [('        top = scores[0]\n        for c in range(1, C):\n            if scores[c] > top:\n                top = scores[c]\n', ''), ('total += np.exp(scores[c] - top)', 'total += np.exp(scores[c])'), ('loss += top + np.log(total)', 'loss += np.log(total)'), ('slope = np.exp(scores[c] - top) / total', 'slope = np.exp(scores[c]) / total')],
            "arrays": [('        m = scores.max()\n', ''), ('lse = m + np.log(np.exp(scores - m).sum())', 'lse = np.log(np.exp(scores).sum())')],
            "float32": [('    top = np.max(S, axis=1, keepdims=True)\n', ''), ('np.exp(S - top)', 'np.exp(S)'), ('(top + np.log(Z))[:, 0]', 'np.log(Z)[:, 0]')],
        },
        "onehot-missing": {
            "loops": [('            if c == y[i]:\n                slope -= 1\n', '')],
            "arrays": [('    onehot = np.eye(C)[y]\n', ''), ('p - onehot[i]', 'p')],
            "float32": [('    G[rows, y] -= 1\n', '')],
        },
        "subtracts-one-everywhere": {
            "loops": [('            if c == y[i]:\n                slope -= 1\n', '            slope -= 1\n')],
            "arrays": [('    onehot = np.eye(C)[y]\n', ''), ('p - onehot[i]', 'p - 1')],
            "float32": [('G[rows, y] -= 1', 'G -= 1')],
        },
        "data-gradient-sign": {
            "loops": [('dW[d, c] += X[i, d] * slope', 'dW[d, c] -= X[i, d] * slope')],
            "arrays": [('p - onehot[i]', 'onehot[i] - p')],
            "float32": [('    G = E / Z\n    G[rows, y] -= 1\n', '    G = -E / Z\n    G[rows, y] += 1\n')],
        },
        "right-score-missing": {
            "loops": [('loss += top + np.log(total) - scores[y[i]]', 'loss += top + np.log(total)')],
            "arrays": [('loss += lse - scores[y[i]]', 'loss += lse')],
            "float32": [('np.sum(lse - S[rows, y])', 'np.sum(lse)')],
        },
        "right-score-added": {
            "loops": [('np.log(total) - scores[y[i]]', 'np.log(total) + scores[y[i]]')],
            "arrays": [('lse - scores[y[i]]', 'lse + scores[y[i]]')],
            "float32": [('lse - S[rows, y]', 'lse + S[rows, y]')],
        },
        "onehot-only": {
            "loops": [('slope = np.exp(scores[c] - top) / total', 'slope = 0.0')],
            "arrays": [('        p = np.exp(scores - lse)\n', ''), ('p - onehot[i]', '-onehot[i]')],
            "float32": [('G = E / Z', 'G = np.zeros_like(S)')],
        },
        "features-missing": {
            "loops": [('dW[d, c] += X[i, d] * slope', 'dW[d, c] += slope')],
            "arrays": [('dW += np.outer(X[i], p - onehot[i])', 'dW += p - onehot[i]')],
            "float32": [('np.dot(X.T, G) / N', 'np.dot(np.ones_like(X).T, G) / N')],
        },
        "maximum-not-put-back": {
            "loops": [('loss += top + np.log(total)', 'loss += np.log(total)')],
            "arrays": [('lse = m + np.log', 'lse = np.log'), ('p = np.exp(scores - lse)', 'p = np.exp(scores - m - lse)')],
            "float32": [('(top + np.log(Z))[:, 0]', 'np.log(Z)[:, 0]')],
        },
        "last-example-only": {
            "loops": [('loss += top + np.log(total)', 'loss = top + np.log(total)'), ('dW[d, c] += X[i, d] * slope', 'dW[d, c] = X[i, d] * slope')],
            "arrays": [('loss += lse', 'loss = lse'), ('dW += np.outer', 'dW = np.outer')],
            "float32": """\
def softmax_loss_naive(W, X, y, reg):
    W, X, reg = W.astype(np.float32), X.astype(np.float32), np.float32(reg)
    N = len(X)
    for x, label in zip(X, y):
        s = np.dot(x, W)
        top = np.max(s)
        e = np.exp(s - top)
        loss = top + np.log(np.sum(e)) - s[label]
        g = e / np.sum(e)
        g[label] -= 1
        dW = x[:, None] * g[None, :]
    loss = loss / N + reg / 2 * np.sum(np.square(W))
    dW = dW / N + reg * W
    return np.float32(loss), dW
""",
        },
        "last-gradient-only": {
            "loops": [('dW[d, c] += X[i, d] * slope', 'dW[d, c] = X[i, d] * slope')],
            "arrays": [('dW += np.outer', 'dW = np.outer')],
            "float32": """\
def softmax_loss_naive(W, X, y, reg):
    W, X, reg = W.astype(np.float32), X.astype(np.float32), np.float32(reg)
    N = len(X)
    loss = np.float32(0)
    dW = np.zeros_like(W)
    for x, label in zip(X, y):
        s = np.dot(x, W)
        top = np.max(s)
        e = np.exp(s - top)
        loss += top + np.log(np.sum(e)) - s[label]
        g = e / np.sum(e)
        g[label] -= 1
        dW[:] = x[:, None] * g[None, :]
    loss = loss / N + reg / 2 * np.sum(np.square(W))
    dW = dW / N + reg * W
    return np.float32(loss), dW
""",
        },
        "last-loss-only": {
            "loops": [('loss += top + np.log(total)', 'loss = top + np.log(total)')],
            "arrays": [('loss += lse', 'loss = lse')],
            "float32": """\
def softmax_loss_naive(W, X, y, reg):
    W, X, reg = W.astype(np.float32), X.astype(np.float32), np.float32(reg)
    N = len(X)
    dW = np.zeros_like(W)
    for x, label in zip(X, y):
        s = np.dot(x, W)
        top = np.max(s)
        e = np.exp(s - top)
        loss = top + np.log(np.sum(e)) - s[label]
        g = e / np.sum(e)
        g[label] -= 1
        dW += x[:, None] * g[None, :]
    loss = loss / N + reg / 2 * np.sum(np.square(W))
    dW = dW / N + reg * W
    return np.float32(loss), dW
""",
        },
        "returns-in-the-loop": {
            "loops": [('    loss = loss / N\n    dW = dW / N\n    price = 0.0\n    for d in range(D):\n        for c in range(C):\n            price += W[d, c] ** 2\n            dW[d, c] += reg * W[d, c]\n    loss += 0.5 * reg * price\n    return loss, dW\n', '        loss = loss / N\n        dW = dW / N\n        price = 0.0\n        for d in range(D):\n            for c in range(C):\n                price += W[d, c] ** 2\n                dW[d, c] += reg * W[d, c]\n        loss += 0.5 * reg * price\n        return loss, dW\n')],
            "arrays": [('    return loss / N', '        return loss / N')],
            "float32": """\
def softmax_loss_naive(W, X, y, reg):
    W, X, reg = W.astype(np.float32), X.astype(np.float32), np.float32(reg)
    N = len(X)
    loss = np.float32(0)
    dW = np.zeros_like(W)
    for x, label in zip(X, y):
        s = np.dot(x, W)
        top = np.max(s)
        e = np.exp(s - top)
        loss += top + np.log(np.sum(e)) - s[label]
        g = e / np.sum(e)
        g[label] -= 1
        dW += x[:, None] * g[None, :]
        return np.float32(loss / N + reg / 2 * np.sum(np.square(W))), dW / N + reg * W
""",
        },
        "onehot-added": {
            "loops": [('slope -= 1', 'slope += 1')],
            "arrays": [('p - onehot[i]', 'p + onehot[i]')],
            "float32": [('G[rows, y] -= 1', 'G[rows, y] += 1')],
        },
        "subtracts-one-at-all-labels": {
            "loops": [('if c == y[i]:', 'if c in y:')],
            "arrays": [('    onehot = np.eye(C)[y]\n', ''), ('        dW += np.outer(X[i], p - onehot[i])', '        p[y] -= 1\n        dW += np.outer(X[i], p)')],
            "float32": [('G[rows, y] -= 1', 'G[:, y] -= 1')],
        },
        "price-slope-of-dw": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += reg * dW[d, c]')],
            "arrays": [('dW / N + reg * W', 'dW / N + reg * dW')],
            "float32": [('dW + reg * W', 'dW + reg * dW')],
        },
        "shift-too-small": {
            "loops": [('        top = scores[0]\n        for c in range(1, C):\n            if scores[c] > top:\n                top = scores[c]\n', '        top = sum(scores) / C\n')],
            "arrays": [('scores.max()', 'scores.mean()')],
            "float32": [('np.max(S, axis=1, keepdims=True)', 'np.min(S, axis=1, keepdims=True)')],
        },
        "loss-through-probabilities": {
            "loops": [('loss += top + np.log(total) - scores[y[i]]', 'loss -= np.log(np.exp(scores[y[i]] - top) / total)')],
            "arrays": [('        loss += lse - scores[y[i]]\n        p = np.exp(scores - lse)\n', '        p = np.exp(scores - lse)\n        loss -= np.log(p[y[i]])\n')],
            "float32": [('    lse = (top + np.log(Z))[:, 0]\n    G = E / Z\n', '    G = E / Z\n    losses = -np.log(G[rows, y])\n'), ('np.sum(lse - S[rows, y])', 'np.sum(losses)')],
        },
        "zero-times-infinity": {
            "loops": [('        loss += top + np.log(total) - scores[y[i]]\n', ''), ('            if c == y[i]:\n', '            loss -= (c == y[i]) * np.log(slope)\n            if c == y[i]:\n')],
            "arrays": [('        loss += lse - scores[y[i]]\n        p = np.exp(scores - lse)\n', '        p = np.exp(scores - lse)\n        loss -= onehot[i] @ np.log(p)\n')],
            "float32": [('    lse = (top + np.log(Z))[:, 0]\n    G = E / Z\n    G[rows, y] -= 1\n', '    P = E / Z\n    Y = np.zeros_like(P)\n    Y[rows, y] = 1\n    G = P - Y\n'), ('np.sum(lse - S[rows, y])', '-np.sum(Y * np.log(P))')],
        },
        "each-score-a-row": {
            "loops": [('        for c in range(C):\n            slope = np.exp(scores[c] - top) / total\n', '        probs = softmax(scores.reshape(C, 1))\n        for c in range(C):\n            slope = probs[c, 0]\n')],
            "arrays": [('p = np.exp(scores - lse)', 'p = softmax(scores[:, None]).ravel()')],
            "float32": [('G = E / Z', 'G = np.array([softmax(s[:, np.newaxis])[:, 0] for s in S], dtype=np.float32)')],
        },
        "exponentials-not-normalised": {
            "loops": [('slope = np.exp(scores[c] - top) / total', 'slope = np.exp(scores[c] - top)')],
            "arrays": [('p = np.exp(scores - lse)', 'p = np.exp(scores - m)')],
            "float32": [('    G = E / Z\n', '    G = E.copy()\n')],
        },
    },
    "softmax-loss-vectorized": {
        "onehot-added": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[np.arange(N), y] += 1')],
            "arrays": [('(P - Y)', '(P + Y)')],
            "float32": [('(np.exp(logp) - right)', '(np.exp(logp) + right)')],
        },
        "subtracts-one-in-whole-columns": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[:, y] -= 1')],
            "arrays": [('    return loss, X.T @ (P - Y) / N', '    P[:, y] -= 1\n    return loss, X.T @ P / N')],
            "float32": [('(np.exp(logp) - right)', '(np.exp(logp) - np.isin(np.arange(C), y))')],
        },
        "subtracts-one-in-whole-rows": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[y] -= 1')],
            "arrays": [('    return loss, X.T @ (P - Y) / N', '    P[y] -= 1\n    return loss, X.T @ P / N')],
            "float32": [('    dscores = (np.exp(logp) - right)', '    hot = np.zeros_like(logp)\n    hot[y] = 1\n    dscores = (np.exp(logp) - hot)')],
        },
        "price-slope-of-dw": {
            "loops": [('dW = dW + reg * W', 'dW = dW + reg * dW')],
            "arrays": [('    return loss, X.T @ (P - Y) / N + reg * W', '    dW = X.T @ (P - Y) / N\n    return loss, dW + reg * dW')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores)\n    dW += reg * dW')],
        },
        "gradient-reshaped": {
            "loops": [('dW = np.dot(X.T, dscores)', 'dW = np.dot(dscores.T, X)'), ('dW = dW + reg * W', 'dW = dW + reg * W.T\n    dW = dW.reshape(W.shape)')],
            "arrays": [('X.T @ (P - Y) / N + reg * W', '((P - Y).T @ X / N + reg * W.T).reshape(X.shape[1], C)')],
            "float32": [('dW = np.einsum("nd,nc->dc", X, dscores) + reg * W', 'dW = np.einsum("nd,nc->cd", X, dscores) + reg * W.T\n    dW = np.reshape(dW, (-1, C))')],
        },
        "softmax-forgotten": {
            "loops": [('dscores = probs.copy()', 'dscores = scores.copy()')],
            "arrays": [('(P - Y)', '(S - Y)')],
            "float32": [('(np.exp(logp) - right)', '(scores - right)')],
        },
        "columns-sum-to-1": {
            "loops": [('probs = exps / sums', 'probs = exps / np.sum(exps, axis=0, keepdims=True)')],
            "arrays": [('P = np.exp(S - lse)', 'P = np.exp(S - S.max(axis=0))\n    P = P / P.sum(axis=0)')],
            "float32": [('    dscores = (np.exp(logp) - right)', '    E = np.exp(shifted)\n    dscores = (E / E.sum(axis=0) - right)')],
        },
        "right-class-set-to-minus-one": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[np.arange(N), y] = -1')],
            "arrays": [('(P - Y)', '(P * (1 - Y) - Y)')],
            "float32": [('(np.exp(logp) - right)', 'np.where(right, np.float32(-1), np.exp(logp))')],
        },
        "right-class-turned-round": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[np.arange(N), y] = 1 - dscores[np.arange(N), y]')],
            "arrays": [('(P - Y)', 'np.abs(P - Y)')],
            "float32": [('    dscores = (np.exp(logp) - right)', '    p = np.exp(logp)\n    dscores = np.where(right, 1 - p, p)')],
        },
        "shift-taken-twice": {
            "loops": [('    shifted = scores - row_max', '    scores = scores - row_max\n    shifted = scores - row_max')],
            "arrays": [('    m = S.max(axis=1, keepdims=True)\n', '    m = S.max(axis=1, keepdims=True)\n    S = S - m\n')],
            "float32": [('scores - np.amax(scores, axis=1)[:, None]', 'scores - 2 * np.amax(scores, axis=1)[:, None]')],
        },
        "shift-too-small": {
            "loops": [('row_max = np.max(scores, axis=1, keepdims=True)', 'row_max = np.mean(scores, axis=1, keepdims=True)')],
            "arrays": [('S.max(axis=1, keepdims=True)', 'S.min(axis=1, keepdims=True)')],
            "float32": [('np.amax(scores, axis=1)[:, None]', 'scores.mean(axis=1)[:, None]')],
        },
        "no-shift-in-probabilities": {
            "loops": [('    row_max = np.max(scores, axis=1, keepdims=True)\n', ''), ('shifted = scores - row_max', 'shifted = scores')],
            "arrays": [('    m = S.max(axis=1, keepdims=True)\n', ''), ('lse = m + np.log(np.exp(S - m)', 'lse = np.log(np.exp(S)')],
            "float32": [('shifted = scores - np.amax(scores, axis=1)[:, None]', 'shifted = scores')],
        },
        "loss-through-probabilities": {
            "loops": [('right = shifted[np.arange(N), y]', 'right = probs[np.arange(N), y]'), ('losses = np.log(sums[:, 0]) - right', 'losses = -np.log(right)')],
            "arrays": [('(lse[:, 0] - (Y * S).sum(axis=1)).mean()', '-np.log((Y * P).sum(axis=1)).mean()')],
            "float32": [('-logp[right].mean()', '-np.log(np.exp(logp)[right]).mean()')],
        },
        "zero-times-infinity": {
            "loops": [('    right = shifted[np.arange(N), y]\n', '    onehot = np.zeros((N, C))\n    onehot[np.arange(N), y] = 1\n'), ('losses = np.log(sums[:, 0]) - right', 'losses = -np.sum(onehot * np.log(probs), axis=1)')],
            "arrays": [('(lse[:, 0] - (Y * S).sum(axis=1)).mean()', '-(Y * np.log(P)).sum(axis=1).mean()')],
            "float32": [('    loss = -logp[right].mean()', '    p = np.exp(logp)\n    loss = -np.einsum("nc,nc->", right.astype(np.float32), np.log(p)) / N')],
        },
        "price-missing-from-gradient": {
            "loops": [('    dW = dW + reg * W\n', '')],
            "arrays": [(' / N + reg * W', ' / N')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores)')],
        },
        "price-gradient-halved": {
            "loops": [('dW = dW + reg * W', 'dW = dW + 0.5 * reg * W')],
            "arrays": [(' / N + reg * W', ' / N + reg / 2 * W')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores) + reg * W / 2')],
        },
        "price-gradient-doubled": {
            "loops": [('dW = dW + reg * W', 'dW = dW + 2 * reg * W')],
            "arrays": [(' / N + reg * W', ' / N + 2 * reg * W')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores) + reg * (W + W)')],
        },
        "price-slope-squared": {
            "loops": [('dW = dW + reg * W', 'dW = dW + 0.5 * reg * W * W')],
            "arrays": [(' / N + reg * W', ' / N + reg / 2 * W ** 2')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores) + reg / 2 * np.square(W)')],
        },
        "price-without-half": {
            "loops": [('reg_loss = 0.5 * reg * np.sum(W * W)', 'reg_loss = reg * np.sum(W * W)'), ('dW = dW + reg * W', 'dW = dW + 2 * reg * W')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg * (W ** 2).sum()'), (' / N + reg * W', ' / N + 2 * reg * W')],
            "float32": [('reg / 2 * np.vdot(W, W)', 'reg * np.vdot(W, W)'), (', X, dscores) + reg * W', ', X, dscores) + 2 * reg * W')],
        },
        "price-without-half-in-loss": {
            "loops": [('reg_loss = 0.5 * reg * np.sum(W * W)', 'reg_loss = reg * np.sum(W * W)')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg * (W ** 2).sum()')],
            "float32": [('reg / 2 * np.vdot(W, W)', 'reg * np.vdot(W, W)')],
        },
        "price-without-square": {
            "loops": [('np.sum(W * W)', 'np.sum(W)')],
            "arrays": [('(W ** 2).sum()', 'W.sum()')],
            "float32": [('np.vdot(W, W)', 'np.einsum("dc->", W)')],
        },
        "price-of-the-sum": {
            "loops": [('np.sum(W * W)', 'np.sum(W) ** 2')],
            "arrays": [('(W ** 2).sum()', 'W.sum() ** 2')],
            "float32": [('np.vdot(W, W)', 'np.square(np.sum(W))')],
        },
        "price-is-a-norm": {
            "loops": [('np.sum(W * W)', 'np.sqrt(np.sum(W * W))')],
            "arrays": [('(W ** 2).sum()', '(W ** 2).sum() ** 0.5')],
            "float32": [('np.vdot(W, W)', 'np.linalg.norm(W)')],
        },
        "price-is-a-mean": {
            "loops": [('np.sum(W * W)', 'np.mean(W * W)')],
            "arrays": [('(W ** 2).sum()', '(W ** 2).mean()')],
            "float32": [('np.vdot(W, W)', 'np.vdot(W, W) / W.size')],
        },
        "price-divided-by-n-in-loss": {
            "loops": [('data_loss = np.sum(losses) / N', 'data_loss = np.sum(losses)'), ('loss = data_loss + reg_loss', 'loss = (data_loss + reg_loss) / N')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / (2 * N) * (W ** 2).sum()')],
            "float32": [('loss = -logp[right].mean()', 'loss = -logp[right].sum()'), ('loss = loss + reg / 2 * np.vdot(W, W)', 'loss = (loss + reg / 2 * np.vdot(W, W)) / np.float32(N)')],
        },
        "price-slope-without-sign": {
            "loops": [('dW = dW + reg * W', 'dW = dW + reg * np.abs(W)')],
            "arrays": [(' / N + reg * W', ' / N + reg * abs(W)')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores) + reg * np.sqrt(np.square(W))')],
        },
        "price-missing-from-loss": {
            "loops": [('    reg_loss = 0.5 * reg * np.sum(W * W)\n', ''), ('loss = data_loss + reg_loss', 'loss = data_loss')],
            "arrays": [(' + reg / 2 * (W ** 2).sum()', '')],
            "float32": [('    loss = loss + reg / 2 * np.vdot(W, W)\n', '')],
        },
        "price-missing": {
            "loops": [('    reg_loss = 0.5 * reg * np.sum(W * W)\n', ''), ('loss = data_loss + reg_loss', 'loss = data_loss'), ('    dW = dW + reg * W\n', '')],
            "arrays": [(' + reg / 2 * (W ** 2).sum()', ''), (' / N + reg * W', ' / N')],
            "float32": [('    loss = loss + reg / 2 * np.vdot(W, W)\n', ''), (', X, dscores) + reg * W', ', X, dscores)')],
        },
        "price-divided-by-n": {
            "loops": [('data_loss = np.sum(losses) / N', 'data_loss = np.sum(losses)'), ('loss = data_loss + reg_loss', 'loss = (data_loss + reg_loss) / N'), ('    dscores = dscores / N\n', ''), ('dW = dW + reg * W', 'dW = (dW + reg * W) / N')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / 2 * (W ** 2).sum() / N'), ('X.T @ (P - Y) / N + reg * W', '(X.T @ (P - Y) + reg * W) / N')],
            "float32": [('reg, N, C = np.float32(reg), X', 'reg, N, C = np.float32(reg / X.shape[0]), X')],
        },
        "price-gradient-divided-by-n": {
            "loops": [('    dscores = dscores / N\n', ''), ('dW = dW + reg * W', 'dW = (dW + reg * W) / N')],
            "arrays": [('X.T @ (P - Y) / N + reg * W', '(X.T @ (P - Y) + reg * W) / N')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores) + reg / N * W')],
        },
        "gradient-not-averaged": {
            "loops": [('    dscores = dscores / N\n', '')],
            "arrays": [('X.T @ (P - Y) / N', 'X.T @ (P - Y)')],
            "float32": [('(np.exp(logp) - right) / np.float32(N)', 'np.exp(logp) - right')],
        },
        "loss-not-averaged": {
            "loops": [('data_loss = np.sum(losses) / N', 'data_loss = np.sum(losses)')],
            "arrays": [('(Y * S).sum(axis=1)).mean()', '(Y * S).sum(axis=1)).sum()')],
            "float32": [('-logp[right].mean()', '-logp[right].sum()')],
        },
        "sum-convention": {
            "loops": [('data_loss = np.sum(losses) / N', 'data_loss = np.sum(losses)'), ('    dscores = dscores / N\n', '')],
            "arrays": [('(Y * S).sum(axis=1)).mean()', '(Y * S).sum(axis=1)).sum()'), ('X.T @ (P - Y) / N', 'X.T @ (P - Y)')],
            "float32": [('-logp[right].mean()', '-logp[right].sum()'), ('(np.exp(logp) - right) / np.float32(N)', 'np.exp(logp) - right')],
        },
        "gradient-divided-by-c": {
            "loops": [('dscores = dscores / N', 'dscores = dscores / C')],
            "arrays": [('(P - Y) / N', '(P - Y) / C')],
            "float32": [('/ np.float32(N)', '/ np.float32(C)')],
        },
        "loss-divided-by-c": {
            "loops": [('data_loss = np.sum(losses) / N', 'data_loss = np.sum(losses) / C')],
            "arrays": [('(Y * S).sum(axis=1)).mean()', '(Y * S).sum(axis=1)).sum() / C')],
            "float32": [('-logp[right].mean()', '-logp[right].sum() / np.float32(C)')],
        },
        "divided-by-c": {
            "loops": [('data_loss = np.sum(losses) / N', 'data_loss = np.sum(losses) / C'), ('dscores = dscores / N', 'dscores = dscores / C')],
            "arrays": [('(Y * S).sum(axis=1)).mean()', '(Y * S).sum(axis=1)).sum() / C'), ('(P - Y) / N', '(P - Y) / C')],
            "float32": [('-logp[right].mean()', '-logp[right].sum() / np.float32(C)'), ('/ np.float32(N)', '/ np.float32(C)')],
        },
        "shift-by-the-global-maximum": {
            "loops": [('row_max = np.max(scores, axis=1, keepdims=True)', 'row_max = np.max(scores)')],
            "arrays": [('m = S.max(axis=1, keepdims=True)', 'm = S.max()')],
            "float32": [('np.amax(scores, axis=1)[:, None]', 'np.amax(scores)')],
        },
        "sum-over-examples": {
            "loops": [('sums = np.sum(exps, axis=1, keepdims=True)', 'sums = np.sum(exps, axis=0, keepdims=True)'), ('losses = np.log(sums[:, 0]) - right', 'losses = np.log(sums[0, y]) - right')],
            "arrays": [('np.exp(S - m).sum(axis=1, keepdims=True)', 'np.exp(S - m).sum(axis=0, keepdims=True)'), ('(lse[:, 0] - (Y * S).sum(axis=1))', '(Y * (lse - S)).sum(axis=1)')],
            "float32": [('np.log(np.exp(shifted).sum(axis=1))[:, None]', 'np.log(np.exp(shifted).sum(axis=0))')],
        },
        "sum-over-everything": {
            "loops": [('sums = np.sum(exps, axis=1, keepdims=True)', 'sums = np.sum(exps)'), ('np.log(sums[:, 0])', 'np.log(sums)')],
            "arrays": [('np.exp(S - m).sum(axis=1, keepdims=True)', 'np.exp(S - m).sum()')],
            "float32": [('np.log(np.exp(shifted).sum(axis=1))[:, None]', 'np.log(np.exp(shifted).sum())')],
        },
        "onehot-missing": {
            "loops": [('    dscores[np.arange(N), y] -= 1\n', '')],
            "arrays": [('X.T @ (P - Y) / N', 'X.T @ P / N')],
            "float32": [('(np.exp(logp) - right)', 'np.exp(logp)')],
        },
        "subtracts-one-everywhere": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[np.arange(N)] -= 1')],
            "arrays": [('(P - Y)', '(P - 1)')],
            "float32": [('(np.exp(logp) - right)', '(np.exp(logp) - 1)')],
        },
        "data-gradient-sign": {
            "loops": [('    dscores = dscores / N\n', '    dscores = -dscores / N\n')],
            "arrays": [('(P - Y)', '(Y - P)')],
            "float32": [('(np.exp(logp) - right)', '(right - np.exp(logp))')],
        },
        "right-score-missing": {
            "loops": [('    right = shifted[np.arange(N), y]\n', ''), ('losses = np.log(sums[:, 0]) - right', 'losses = row_max[:, 0] + np.log(sums[:, 0])')],
            "arrays": [('(lse[:, 0] - (Y * S).sum(axis=1)).mean()', 'lse.mean()')],
            "float32": [('loss = -logp[right].mean()', 'loss = np.mean(np.amax(scores, axis=1) + logZ[:, 0])')],
        },
        "onehot-divided-only": {
            "loops": [('dscores[np.arange(N), y] -= 1', 'dscores[np.arange(N), y] -= 1 / N'), ('    dscores = dscores / N\n', '')],
            "arrays": [('X.T @ (P - Y) / N', 'X.T @ (P - Y / N)')],
            "float32": [('(np.exp(logp) - right) / np.float32(N)', 'np.exp(logp) - right / np.float32(N)')],
        },
        "divided-by-n-twice": {
            "loops": [('dW = np.dot(X.T, dscores)', 'dW = np.dot(X.T, dscores) / N')],
            "arrays": [('    return loss, X.T @ (P - Y) / N', '    G = (P - Y) / N\n    return loss, X.T @ G / N')],
            "float32": [(', X, dscores) + reg * W', ', X, dscores) / N + reg * W')],
        },
        "picks-whole-columns": {
            "loops": [('right = shifted[np.arange(N), y]', 'right = shifted[:, y]')],
            "arrays": [('(lse[:, 0] - (Y * S).sum(axis=1)).mean()', '(lse - S[:, y]).mean()')],
            "float32": [('-logp[right].mean()', '(logZ - shifted[:, y]).mean()')],
        },
        "gradient-transposed": {
            "loops": [('dW = np.dot(X.T, dscores)', 'dW = np.dot(dscores.T, X)'), ('dW = dW + reg * W', 'dW = dW + reg * W.T')],
            "arrays": [('X.T @ (P - Y) / N + reg * W', '(P - Y).T @ X / N + reg * W.T')],
            "float32": [('np.einsum("nd,nc->dc", X, dscores) + reg * W', 'np.einsum("nc,nd->cd", dscores, X) + reg * W.T')],
        },
        "features-missing": {
            "loops": [('    dW = np.dot(X.T, dscores)\n    dW = dW + reg * W\n', '    dW = dscores\n')],
            "arrays": [('X.T @ (P - Y) / N + reg * W', '(P - Y) / N')],
            "float32": [('    dW = np.einsum("nd,nc->dc", X, dscores) + reg * W\n    return loss, dW', '    return loss, dscores')],
        },
        "maximum-not-put-back": {
            "loops": [('right = shifted[np.arange(N), y]', 'right = scores[np.arange(N), y]')],
            "arrays": [('lse = m + np.log(np.exp(S - m)', 'lse = np.log(np.exp(S - m)'), ('P = np.exp(S - lse)', 'P = np.exp(S - m - lse)')],
            "float32": [('-logp[right].mean()', 'np.mean(logZ[:, 0] - scores[right])')],
        },
    },
    "linear-classifier": {
        "onehot-added": {
            "loops": [('dscores[i, y[i]] -= 1', 'dscores[i, y[i]] += 1')],
            "arrays": [('G[pick] -= 1', 'G[pick] += 1')],
            "float32": [('exps / sums[:, None] - onehot', 'exps / sums[:, None] + onehot')],
        },
        "subtracts-one-in-whole-columns": {
            "loops": [('dscores[i, y[i]] -= 1', 'dscores[i, y] -= 1')],
            "arrays": [('G[pick] -= 1', 'G[:, y] -= 1')],
            "float32": [('onehot[np.arange(N), y] = 1', 'onehot[:, y] = 1')],
        },
        "subtracts-one-in-whole-rows": {
            "loops": [('        dscores[i, y[i]] -= 1\n', ''), ('    loss = total / N\n', '    loss = total / N\n    dscores[y] -= 1\n')],
            "arrays": [('G[pick] -= 1', 'G[y] -= 1')],
            "float32": [('onehot[np.arange(N), y] = 1', 'onehot[y] = 1')],
        },
        "price-slope-of-dw": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += reg * dW[d, c]')],
            "arrays": [('    return loss, X.T @ G + reg * W, G.sum(0)', '    dW = X.T @ G\n    dW += reg * dW\n    return loss, dW, G.sum(0)')],
            "float32": [('dW = dW + reg * W', 'dW = dW + reg * dW')],
        },
        "returns-in-the-loop": {
            "loops": [('    return W, b, losses', '        return W, b, losses')],
            "arrays": [('    return W, b, np.array(losses)', '        return W, b, np.array(losses)')],
            "float32": [('    return W, b, losses', '        return W, b, losses')],
        },
        "not-all-examples": {
            "loops": [('        loss, dW, db = linear_classifier_loss(W, b, X, y, reg)', '        k = step % X.shape[0]\n        loss, dW, db = linear_classifier_loss(W, b, X[k:k + 1], y[k:k + 1], reg)')],
            "arrays": [('        loss, dW, db = linear_classifier_loss(W, b, X, y, reg)', '        batch = rng.permutation(len(X))[:len(X) // 2]\n        loss, dW, db = linear_classifier_loss(W, b, X[batch], y[batch], reg)')],
            "float32": [('        losses[t], dW, db = linear_classifier_loss(W, b, X, y, reg)', '        losses[t] = linear_classifier_loss(W, b, X, y, reg)[0]\n        _, dW, db = linear_classifier_loss(W, b, X[::2], y[::2], reg)')],
        },
        "bias-not-at-zero": {
            "loops": [('b = np.zeros(num_classes)', 'b = np.ones(num_classes)')],
            "arrays": [('W, b = rng.normal(0, 0.01, (X.shape[1], num_classes)), np.zeros(num_classes)', 'W, b = rng.normal(0, 0.01, (X.shape[1], num_classes)), rng.normal(0, 0.01, num_classes)')],
            "float32": [('b = np.zeros(num_classes, dtype=np.float32)', 'b = np.full(num_classes, 0.1, dtype=np.float32)')],
        },
        "rng-of-its-own": {
            "loops": [('    W = 0.01 * rng.normal(size=(D, num_classes))', '    rng = np.random.default_rng(0)\n    W = 0.01 * rng.normal(size=(D, num_classes))')],
            "arrays": [('rng.normal(0, 0.01, (X', 'np.random.default_rng(42).normal(0, 0.01, (X')],
            "float32": [('0.01 * rng.standard_normal((X.shape[1], num_classes))', '0.01 * np.random.RandomState(0).randn(X.shape[1], num_classes)')],
        },
        "price-missing-from-gradient": {
            "loops": [('            dW[d, c] += reg * W[d, c]\n', '')],
            "arrays": [('X.T @ G + reg * W', 'X.T @ G')],
            "float32": [('    dW = dW + reg * W\n', '')],
        },
        "price-gradient-halved": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 0.5 * reg * W[d, c]')],
            "arrays": [('X.T @ G + reg * W', 'X.T @ G + reg / 2 * W')],
            "float32": [('dW = dW + reg * W', 'dW = dW + np.float32(0.5) * reg * W')],
        },
        "price-gradient-doubled": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 2 * reg * W[d, c]')],
            "arrays": [('X.T @ G + reg * W', 'X.T @ G + 2 * reg * W')],
            "float32": [('dW = dW + reg * W', 'dW = dW + reg * (W + W)')],
        },
        "price-slope-squared": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 0.5 * reg * W[d, c] ** 2')],
            "arrays": [('X.T @ G + reg * W', 'X.T @ G + reg / 2 * W ** 2')],
            "float32": [('dW = dW + reg * W', 'dW = dW + np.float32(0.5) * reg * np.square(W)')],
        },
        "price-without-half": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += 2 * reg * W[d, c]'), ('loss += 0.5 * reg * squares', 'loss += reg * squares')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg * (W ** 2).sum()'), ('X.T @ G + reg * W', 'X.T @ G + 2 * reg * W')],
            "float32": [('price = np.float32(0.5) * reg', 'price = reg'), ('dW = dW + reg * W', 'dW = dW + np.float32(2) * reg * W')],
        },
        "price-without-half-in-loss": {
            "loops": [('loss += 0.5 * reg * squares', 'loss += reg * squares')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg * (W ** 2).sum()')],
            "float32": [('price = np.float32(0.5) * reg', 'price = reg')],
        },
        "price-without-square": {
            "loops": [('squares += W[d, c] ** 2', 'squares += W[d, c]')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / 2 * W.sum()')],
            "float32": [('np.sum(np.square(W))', 'np.sum(W)')],
        },
        "price-of-the-sum": {
            "loops": [('squares += W[d, c] ** 2', 'squares += W[d, c]'), ('loss += 0.5 * reg * squares', 'loss += 0.5 * reg * squares ** 2')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / 2 * W.sum() ** 2')],
            "float32": [('np.sum(np.square(W))', 'np.square(np.sum(W))')],
        },
        "price-is-a-norm": {
            "loops": [('loss += 0.5 * reg * squares', 'loss += 0.5 * reg * np.sqrt(squares)')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / 2 * np.linalg.norm(W)')],
            "float32": [('np.sum(np.square(W))', 'np.sqrt(np.sum(np.square(W)))')],
        },
        "price-is-a-mean": {
            "loops": [('loss += 0.5 * reg * squares', 'loss += 0.5 * reg * squares / (D * C)')],
            "arrays": [('(W ** 2).sum()', '(W ** 2).mean()')],
            "float32": [('np.sum(np.square(W))', 'np.mean(np.square(W))')],
        },
        "price-divided-by-n-in-loss": {
            "loops": [('    loss = total / N\n', ''), ('    loss += 0.5 * reg * squares\n', '    loss = (total + 0.5 * reg * squares) / N\n')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / 2 * (W ** 2).sum() / N')],
            "float32": [('np.sum(np.square(W))', 'np.sum(np.square(W)) / np.float32(N)')],
        },
        "price-slope-without-sign": {
            "loops": [('dW[d, c] += reg * W[d, c]', 'dW[d, c] += reg * abs(W[d, c])')],
            "arrays": [('X.T @ G + reg * W', 'X.T @ G + reg * np.abs(W)')],
            "float32": [('dW = dW + reg * W', 'dW = dW + reg * np.sqrt(np.square(W))')],
        },
        "price-missing-from-loss": {
            "loops": [('            squares += W[d, c] ** 2\n', '')],
            "arrays": [(' + reg / 2 * (W ** 2).sum()', '')],
            "float32": [('return data_loss + price, dW, db', 'return data_loss, dW, db')],
        },
        "price-missing": {
            "loops": [('    squares = 0.0\n    for d in range(D):\n        for c in range(C):\n            squares += W[d, c] ** 2\n            dW[d, c] += reg * W[d, c]\n    loss += 0.5 * reg * squares\n', '')],
            "arrays": [(' + reg / 2 * (W ** 2).sum()', ''), ('X.T @ G + reg * W', 'X.T @ G')],
            "float32": [('    price = np.float32(0.5) * reg * np.sum(np.square(W))\n', ''), ('    dW = dW + reg * W\n', ''), ('return data_loss + price, dW, db', 'return data_loss, dW, db')],
        },
        "price-divided-by-n": {
            "loops": [('    loss = total / N\n', ''), ('    dW = dW / N\n', ''), ('    loss += 0.5 * reg * squares\n', '    loss = (total + 0.5 * reg * squares) / N\n    dW = dW / N\n')],
            "arrays": [('reg / 2 * (W ** 2).sum()', 'reg / (2 * N) * (W ** 2).sum()'), ('X.T @ G + reg * W', 'X.T @ G + reg / N * W')],
            "float32": [('    data_loss = np.mean(each)\n', '    data_loss = np.mean(each)\n    reg = reg / np.float32(N)\n')],
        },
        "price-gradient-divided-by-n": {
            "loops": [('    dW = dW / N\n', ''), ('    loss += 0.5 * reg * squares\n', '    loss += 0.5 * reg * squares\n    dW = dW / N\n')],
            "arrays": [('X.T @ G + reg * W', 'X.T @ G + reg * W / N')],
            "float32": [('dW = dW + reg * W', 'dW = dW + reg * W / np.float32(N)')],
        },
        "gradient-not-averaged": {
            "loops": [('    dW = dW / N\n    db = db / N\n', '')],
            "arrays": [('    G /= N\n', '')],
            "float32": [('(exps / sums[:, None] - onehot) / np.float32(N)', 'exps / sums[:, None] - onehot')],
        },
        "loss-not-averaged": {
            "loops": [('loss = total / N', 'loss = total')],
            "arrays": [('-logp[pick].sum() / N', '-logp[pick].sum()')],
            "float32": [('np.mean(each)', 'np.sum(each)')],
        },
        "sum-convention": {
            "loops": [('loss = total / N', 'loss = total'), ('    dW = dW / N\n    db = db / N\n', '')],
            "arrays": [('    G /= N\n', ''), ('-logp[pick].sum() / N', '-logp[pick].sum()')],
            "float32": [('np.mean(each)', 'np.sum(each)'), ('(exps / sums[:, None] - onehot) / np.float32(N)', 'exps / sums[:, None] - onehot')],
        },
        "gradient-divided-by-c": {
            "loops": [('dW = dW / N', 'dW = dW / C'), ('db = db / N', 'db = db / C')],
            "arrays": [('G /= N', 'G /= C')],
            "float32": [('- onehot) / np.float32(N)', '- onehot) / np.float32(C)')],
        },
        "loss-divided-by-c": {
            "loops": [('loss = total / N', 'loss = total / C')],
            "arrays": [('-logp[pick].sum() / N', '-logp[pick].sum() / C')],
            "float32": [('np.mean(each)', 'np.sum(each) / np.float32(C)')],
        },
        "divided-by-c": {
            "loops": [('loss = total / N', 'loss = total / C'), ('dW = dW / N', 'dW = dW / C'), ('db = db / N', 'db = db / C')],
            "arrays": [('G /= N', 'G /= C'), ('-logp[pick].sum() / N', '-logp[pick].sum() / C')],
            "float32": [('np.mean(each)', 'np.sum(each) / np.float32(C)'), ('- onehot) / np.float32(N)', '- onehot) / np.float32(C)')],
        },
        "onehot-missing": {
            "loops": [('        dscores[i, y[i]] -= 1\n', '')],
            "arrays": [('    G[pick] -= 1\n', '')],
            "float32": [('(exps / sums[:, None] - onehot)', 'exps / sums[:, None]')],
        },
        "data-gradient-sign": {
            "loops": [('dscores[i] = e / e.sum()', 'dscores[i] = -e / e.sum()'), ('dscores[i, y[i]] -= 1', 'dscores[i, y[i]] += 1')],
            "arrays": [('G = np.exp(logp)', 'G = -np.exp(logp)'), ('G[pick] -= 1', 'G[pick] += 1')],
            "float32": [('(exps / sums[:, None] - onehot)', '(onehot - exps / sums[:, None])')],
        },
        "bias-forgotten": {
            "loops": [('s = X[i] @ W + b', 's = X[i] @ W')],
            "arrays": [('logp = X @ W + b', 'logp = X @ W')],
            "float32": [('scores = np.dot(X, W) + b', 'scores = np.dot(X, W)')],
        },
        "db-averaged-twice": {
            "loops": [('db[c] += dscores[i, c]', 'db[c] += dscores[i, c] / N')],
            "arrays": [('G.sum(0)', 'G.mean(0)')],
            "float32": [('db = np.einsum("nc->c", dscores)', 'db = np.einsum("nc->c", dscores) / np.float32(N)')],
        },
        "db-not-averaged": {
            "loops": [('    db = db / N\n', '')],
            "arrays": [('    G /= N\n', ''), ('X.T @ G + reg * W', 'X.T @ G / N + reg * W')],
            "float32": [('(exps / sums[:, None] - onehot) / np.float32(N)', 'exps / sums[:, None] - onehot'), ('np.einsum("nd,nc->dc", X, dscores)', 'np.einsum("nd,nc->dc", X, dscores) / np.float32(N)')],
        },
        "db-not-summed": {
            "loops": [('db = np.zeros(C)', 'db = np.zeros((N, C))'), ('db[c] += dscores[i, c]', 'db[i, c] += dscores[i, c]')],
            "arrays": [('G.sum(0)', 'G')],
            "float32": [('db = np.einsum("nc->c", dscores)', 'db = dscores')],
        },
        "db-wrong-axis": {
            "loops": [('db = np.zeros(C)', 'db = np.zeros(N)'), ('db[c] += dscores[i, c]', 'db[i] += dscores[i, c]')],
            "arrays": [('G.sum(0)', 'G.sum(1)')],
            "float32": [('np.einsum("nc->c", dscores)', 'np.einsum("nc->n", dscores)')],
        },
        "db-zero": {
            "loops": [('            db[c] += dscores[i, c]\n', '')],
            "arrays": [('G.sum(0)', 'np.zeros(C)')],
            "float32": [('np.einsum("nc->c", dscores)', 'np.zeros_like(b)')],
        },
        "db-sign": {
            "loops": [('db[c] += dscores[i, c]', 'db[c] -= dscores[i, c]')],
            "arrays": [('G.sum(0)', '-G.sum(0)')],
            "float32": [('np.einsum("nc->c", dscores)', 'np.einsum("nc->c", -dscores)')],
        },
        "bias-pays-too": {
            "loops": [('    loss += 0.5 * reg * squares\n', '    for c in range(C):\n        squares += b[c] ** 2\n        db[c] += reg * b[c]\n    loss += 0.5 * reg * squares\n')],
            "arrays": [('(W ** 2).sum()', '((W ** 2).sum() + (b ** 2).sum())'), ('G.sum(0)', 'G.sum(0) + reg * b')],
            "float32": [('np.sum(np.square(W))', '(np.sum(np.square(W)) + np.sum(np.square(b)))'), ('db = np.einsum("nc->c", dscores)', 'db = np.einsum("nc->c", dscores) + reg * b')],
        },
        "bias-pays-in-db": {
            "loops": [('    loss += 0.5 * reg * squares\n', '    for c in range(C):\n        db[c] += reg * b[c]\n    loss += 0.5 * reg * squares\n')],
            "arrays": [('G.sum(0)', 'G.sum(0) + reg * b')],
            "float32": [('db = np.einsum("nc->c", dscores)', 'db = np.einsum("nc->c", dscores) + reg * b')],
        },
        "uphill": {
            "loops": [('W = W - learning_rate * dW', 'W = W + learning_rate * dW'), ('b = b - learning_rate * db', 'b = b + learning_rate * db')],
            "arrays": [('W -= learning_rate * dW', 'W += learning_rate * dW'), ('b -= learning_rate * db', 'b += learning_rate * db')],
            "float32": [('W, b = W - rate * dW, b - rate * db', 'W, b = W + rate * dW, b + rate * db')],
        },
        "rate-forgotten": {
            "loops": [('W = W - learning_rate * dW', 'W = W - dW'), ('b = b - learning_rate * db', 'b = b - db')],
            "arrays": [('W -= learning_rate * dW', 'W -= dW'), ('b -= learning_rate * db', 'b -= db')],
            "float32": [('    rate = np.float32(learning_rate)\n', ''), ('W, b = W - rate * dW, b - rate * db', 'W, b = W - dW, b - db')],
        },
        "averaged-in-the-step": {
            "loops": [('W = W - learning_rate * dW', 'W = W - learning_rate * dW / X.shape[0]'), ('b = b - learning_rate * db', 'b = b - learning_rate * db / X.shape[0]')],
            "arrays": [('W -= learning_rate * dW', 'W -= learning_rate / len(y) * dW'), ('b -= learning_rate * db', 'b -= learning_rate / len(y) * db')],
            "float32": [('rate = np.float32(learning_rate)', 'rate = np.float32(learning_rate / X.shape[0])')],
        },
        "price-in-the-step-again": {
            "loops": [('W = W - learning_rate * dW', 'W = W - learning_rate * (dW + reg * W)')],
            "arrays": [('        W -= learning_rate * dW\n', '        W -= learning_rate * dW + learning_rate * reg * W\n')],
            "float32": [('W, b = W - rate * dW, b', 'W, b = W - rate * dW + rate * np.float32(reg) * W, b')],
        },
        "bias-not-trained": {
            "loops": [('        b = b - learning_rate * db\n', '')],
            "arrays": [('        b -= learning_rate * db\n', '')],
            "float32": [('W, b = W - rate * dW, b - rate * db', 'W = W - rate * dW')],
        },
        "price-not-passed-on": {
            "loops": [('= linear_classifier_loss(W, b, X, y, reg)', '= linear_classifier_loss(W, b, X, y, 0)')],
            "arrays": [('= linear_classifier_loss(W, b, X, y, reg)', '= linear_classifier_loss(W, b, X, y, 0.0)')],
            "float32": [('= linear_classifier_loss(W, b, X, y, reg)', '= linear_classifier_loss(W, b, X, y, reg=0)')],
        },
        "price-in-the-step-unscaled": {
            "loops": [('W = W - learning_rate * dW', 'W = W - learning_rate * dW - reg * W')],
            "arrays": [('        W -= learning_rate * dW\n', '        W -= learning_rate * dW - reg * W\n')],
            "float32": [('W, b = W - rate * dW, b', 'W, b = W - (rate * dW + np.float32(reg) * W), b')],
        },
        "weights-averaged-in-the-step": {
            "loops": [('W = W - learning_rate * dW', 'W = W - learning_rate * dW / X.shape[0]')],
            "arrays": [('W -= learning_rate * dW', 'W -= learning_rate / len(X) * dW')],
            "float32": [('W - rate * dW, b', 'W - rate * (dW / np.float32(len(X))), b')],
        },
        "bias-steps-once": {
            "loops": [('        b = b - learning_rate * db\n', '    b = b - learning_rate * db\n')],
            "arrays": [('        b -= learning_rate * db\n', '    b -= learning_rate * db\n')],
            "float32": [('        W, b = W - rate * dW, b - rate * db\n', '        W = W - rate * dW\n        if t == 0:\n            b = b - rate * db\n')],
        },
        "losses-without-price": {
            "loops": [('losses[step] = loss', 'losses[step] = loss - 0.5 * reg * np.sum(W ** 2)')],
            "arrays": [('losses.append(loss)', 'losses.append(linear_classifier_loss(W, b, X, y, 0)[0])')],
            "float32": [('        losses[t], dW, db = linear_classifier_loss(W, b, X, y, reg)\n', '        _, dW, db = linear_classifier_loss(W, b, X, y, reg)\n        losses[t] = cross_entropy(softmax(X @ W + b), y)\n')],
        },
        "losses-after-the-step": {
            "loops": [('        losses[step] = loss\n', ''), ('        b = b - learning_rate * db\n', '        b = b - learning_rate * db\n        loss, dW, db = linear_classifier_loss(W, b, X, y, reg)\n        losses[step] = loss\n')],
            "arrays": [('        losses.append(loss)\n', ''), ('        b -= learning_rate * db\n', '        b -= learning_rate * db\n        losses.append(linear_classifier_loss(W, b, X, y, reg)[0])\n')],
            "float32": [('        losses[t], dW, db', '        _, dW, db'), ('b - rate * db\n', 'b - rate * db\n        losses[t] = linear_classifier_loss(W, b, X, y, reg)[0]\n')],
        },
        "one-step-short": {
            "loops": [('for step in range(steps):', 'for step in range(steps - 1):')],
            "arrays": [('for _ in range(steps):', 'for _ in range(1, steps):')],
            "float32": [('        W, b = W - rate * dW, b - rate * db\n', '        if t + 1 < steps:\n            W, b = W - rate * dW, b - rate * db\n')],
        },
        "last-loss-only": {
            "loops": [('    losses = np.zeros(steps)\n', ''), ('        losses[step] = loss\n', ''), ('return W, b, losses', 'return W, b, loss')],
            "arrays": [('np.array(losses)', 'losses[-1]')],
            "float32": [('return W, b, losses', 'return W, b, losses[-1:]')],
        },
        "too-large": {
            "loops": [('W = 0.01 * rng.normal', 'W = rng.normal')],
            "arrays": [('rng.normal(0, 0.01, (X', 'rng.normal(0, 0.1, (X')],
            "float32": [('0.01 * rng.standard_normal', 'np.sqrt(0.01) * rng.standard_normal')],
        },
        "too-small": {
            "loops": [('W = 0.01 * rng.normal(size=(D, num_classes))', 'W = 0.01 * rng.normal(scale=0.01, size=(D, num_classes))')],
            "arrays": [('rng.normal(0, 0.01, (X', 'rng.normal(0, 0.001, (X')],
            "float32": [('0.01 * rng.standard_normal', '0.01 / num_classes * rng.standard_normal')],
        },
        "starts-at-zero": {
            "loops": [('W = 0.01 * rng.normal(size=(D, num_classes))', 'W = np.zeros((D, num_classes))')],
            "arrays": [('rng.normal(0, 0.01, (X.shape[1], num_classes))', 'np.zeros((X.shape[1], num_classes))')],
            "float32": [('    draws = 0.01 * rng.standard_normal((X.shape[1], num_classes))\n', ''), ('W = draws.astype(np.float32)', 'W = np.zeros((X.shape[1], num_classes), dtype=np.float32)')],
        },
        "not-centred": {
            "loops": [('W = 0.01 * rng.normal(size=(D, num_classes))', 'W = 0.01 * rng.random(size=(D, num_classes))')],
            "arrays": [('rng.normal(0, 0.01, (X', 'rng.normal(0.01, 0.01, (X')],
            "float32": [('0.01 * rng.standard_normal((X.shape[1], num_classes))', '0.01 * np.abs(rng.standard_normal((X.shape[1], num_classes)))')],
        },
        "not-from-rng": {
            "loops": [('W = 0.01 * rng.normal(size=(D, num_classes))', 'W = 0.01 * np.random.randn(D, num_classes)')],
            "arrays": [('rng.normal(0, 0.01, (X', 'np.random.default_rng().normal(0, 0.01, (X')],
            "float32": [('rng.standard_normal((X', 'np.random.standard_normal((X')],
        },
    },
    "decision-grid": {
        "another-resolution": {
            "loops": [('X[:, 0].max(), resolution)', 'X[:, 0].max(), resolution + 1)'), ('X[:, 1].max(), resolution)', 'X[:, 1].max(), resolution + 1)')],
            "arrays": [('x.max(), resolution)', 'x.max())'), ('y.max(), resolution)', 'y.max())')],
            "float32": [('high[0], resolution)', 'high[0], resolution - 1)'), ('high[1], resolution)', 'high[1], resolution - 1)')],
        },
        "points-dealt-anew": {
            "loops": [('np.column_stack([xs, ys])', 'np.array(xs + ys).reshape(-1, 2)')],
            "arrays": [('np.c_[xx.ravel(), yy.ravel()]', 'np.array([xx, yy]).reshape(-1, 2)')],
            "float32": [('np.stack([xx, yy], axis=-1)', 'np.stack([xx, yy])')],
        },
        "asked-at-the-data": {
            "loops": [('    answers = predict(points)\n    Z = np.zeros((rows, cols), dtype=answers.dtype)\n    for i in range(rows):\n        for j in range(cols):\n            Z[i, j] = answers[i * cols + j]\n', '    Z = predict(X)\n')],
            "arrays": [('predict(np.c_[xx.ravel(), yy.ravel()]).reshape(xx.shape)', 'predict(X)')],
            "float32": [('    table = np.stack([xx, yy], axis=-1)\n', ''), ('    flat = predict(table.reshape(-1, 2))\n', ''), ('Z = np.reshape(flat, (upward.size, across.size))', 'Z = np.asarray(predict(X))')],
        },
        "wrong-number-of-points": {
            "loops": [('X[:, 1].max(), resolution)', 'X[:, 1].max(), resolution + 1)')],
            "arrays": [('x.max(), resolution)', 'x.max(), resolution - 1)')],
            "float32": [('high[0], resolution)', 'high[0], 2 * resolution)')],
        },
        "not-a-table": {
            "loops": [('return xx, yy, Z', 'return x_axis, y_axis, Z')],
            "arrays": [('return xx, yy, Z', 'return xx[0], yy[:, 0], Z')],
            "float32": [('return xx, yy, Z', 'return across, upward, Z')],
        },
        "does-not-cover": {
            "loops": [('    x_axis = np.linspace(X[:, 0].min(), X[:, 0].max(), resolution)\n', '    x_pad = 0.1 * (X[:, 0].max() - X[:, 0].min())\n    y_pad = 0.1 * (X[:, 1].max() - X[:, 1].min())\n    x_axis = np.linspace(X[:, 0].min() + x_pad, X[:, 0].max() - x_pad, resolution)\n'), ('np.linspace(X[:, 1].min(), X[:, 1].max(), resolution)', 'np.linspace(X[:, 1].min() + y_pad, X[:, 1].max() - y_pad, resolution)')],
            "arrays": [('np.linspace(x.min(), x.max(), resolution)', 'np.linspace(x.mean() - x.std(), x.mean() + x.std(), resolution)'), ('np.linspace(y.min(), y.max(), resolution)', 'np.linspace(y.mean() - y.std(), y.mean() + y.std(), resolution)')],
            "float32": [('low, high = np.min(X, axis=0), np.max(X, axis=0)', 'low, high = np.median(X, axis=0), np.max(X, axis=0)')],
        },
        "upper-end-missing": {
            "loops": [('X[:, 0].max(), resolution)', 'X[:, 0].max(), resolution, endpoint=False)'), ('X[:, 1].max(), resolution)', 'X[:, 1].max(), resolution, endpoint=False)')],
            "arrays": [('np.linspace(x.min(), x.max(), resolution)', 'x.min() + np.arange(resolution) * (x.max() - x.min()) / resolution'), ('np.linspace(y.min(), y.max(), resolution)', 'y.min() + np.arange(resolution) * (y.max() - y.min()) / resolution')],
            "float32": [('high[0], resolution)', 'high[0], resolution + 1)[:-1]'), ('high[1], resolution)', 'high[1], resolution + 1)[:-1]')],
        },
        "one-column-for-both": {
            "loops": [('np.linspace(X[:, 1].min(), X[:, 1].max(), resolution)', 'np.linspace(X[:, 0].min(), X[:, 0].max(), resolution)')],
            "arrays": [('np.linspace(x.min(), x.max(), resolution)', 'np.linspace(X.min(), X.max(), resolution)'), ('np.linspace(y.min(), y.max(), resolution)', 'np.linspace(X.min(), X.max(), resolution)')],
            "float32": [('upward = np.linspace(low[1], high[1], resolution)', 'upward = np.linspace(low[0], high[0], resolution)')],
        },
        "not-reshaped": {
            "loops": [('    Z = np.zeros((rows, cols), dtype=answers.dtype)\n    for i in range(rows):\n        for j in range(cols):\n            Z[i, j] = answers[i * cols + j]\n    return xx, yy, Z', '    return xx, yy, answers')],
            "arrays": [('.reshape(xx.shape)', '')],
            "float32": [('    Z = np.reshape(flat, (upward.size, across.size))\n', ''), ('return xx, yy, Z', 'return xx, yy, flat')],
        },
        "answers-transposed": {
            "loops": [('Z[i, j] = answers[i * cols + j]', 'Z[j, i] = answers[i * cols + j]')],
            "arrays": [('.reshape(xx.shape)', '.reshape(xx.shape, order="F")')],
            "float32": [('Z = np.reshape(flat, (upward.size, across.size))', 'Z = np.reshape(flat, (upward.size, across.size)).T')],
        },
        "coordinates-swapped": {
            "loops": [('np.column_stack([xs, ys])', 'np.column_stack([ys, xs])')],
            "arrays": [('np.c_[xx.ravel(), yy.ravel()]', 'np.c_[yy.ravel(), xx.ravel()]')],
            "float32": [('np.stack([xx, yy], axis=-1)', 'np.stack([yy, xx], axis=-1)')],
        },
    },
}
