"""Unit 10: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "capstone-accuracy": {
        "loops": """\
HIDDEN = 100


def build_model(rng):
    model = {}
    model["W1"] = rng.normal(0, 1, (10, HIDDEN)) * np.sqrt(2 / 10)
    model["b1"] = np.zeros(HIDDEN)
    model["W2"] = rng.normal(0, 1, (HIDDEN, 4)) * np.sqrt(2 / HIDDEN)
    model["b2"] = np.zeros(4)
    return model


def forward(model, X):
    z = X @ model["W1"] + model["b1"]
    hidden = np.maximum(z, 0)
    scores = hidden @ model["W2"] + model["b2"]
    return z, hidden, scores


def gradients(model, X, y, reg):
    z, hidden, scores = forward(model, X)
    shifted = scores - scores.max(axis=1, keepdims=True)
    p = np.exp(shifted)
    p = p / p.sum(axis=1, keepdims=True)
    dscores = p.copy()
    for i in range(len(y)):
        dscores[i, y[i]] -= 1
    dscores = dscores / len(y)
    dhidden = dscores @ model["W2"].T
    dz = dhidden * (z > 0)
    return {
        "W1": X.T @ dz + reg * model["W1"],
        "b1": dz.sum(axis=0),
        "W2": hidden.T @ dscores + reg * model["W2"],
        "b2": dscores.sum(axis=0),
    }


def fit(model, X, y, rng, epochs=120, rate=0.1, size=50, reg=1e-3):
    speed = {}
    for name in model:
        speed[name] = np.zeros(model[name].shape)
    for epoch in range(epochs):
        order = rng.permutation(len(y))
        for first in range(0, len(y), size):
            rows = order[first:first + size]
            grads = gradients(model, X[rows], y[rows], reg)
            for name in model:
                speed[name] = 0.9 * speed[name] - rate * grads[name]
                model[name] = model[name] + speed[name]
        rate = rate * 0.97
    return model


def predict(model, X):
    z, hidden, scores = forward(model, X)
    return np.argmax(scores, axis=1)
""",
        "arrays": """\
def build_model(rng, H=60):
    sizes = [(10, H), (1, H), (H, 4), (1, 4)]
    return [rng.standard_normal(s) / np.sqrt(s[0]) * (s[0] > 1) for s in sizes]


def scale(X):
    return X.mean(axis=0), X.std(axis=0)


def fit(model, X, y, rng, steps=900, rate=0.02, reg=2e-4):
    center, spread = scale(X)
    X, Y, N = (X - center) / spread, np.eye(4)[y], len(y)
    w, m, v = model, [0.0] * 4, [0.0] * 4
    for k in range(1, steps + 1):
        W1, b1, W2, b2 = w
        a = np.tanh(X @ W1 + b1)
        s = a @ W2 + b2
        p = np.exp(s - s.max(axis=1, keepdims=True))
        e = (p / p.sum(axis=1, keepdims=True) - Y) / N
        d = e @ W2.T * (1 - a**2)
        g = [X.T @ d + reg * W1, d.sum(0, keepdims=True), a.T @ e + reg * W2, e.sum(0, keepdims=True)]
        m = [0.9 * i + 0.1 * j for i, j in zip(m, g)]
        v = [0.99 * i + 0.01 * j**2 for i, j in zip(v, g)]
        step = rate * np.sqrt(1 - 0.99**k) / (1 - 0.9**k) * (1 - k / (steps + 1))
        w = [u - step * i / (np.sqrt(j) + 1e-8) for u, i, j in zip(w, m, v)]
    return w, center, spread


def predict(model, X):
    (W1, b1, W2, b2), center, spread = model
    return (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)
""",
        "float32": """\
class Net:
    def __init__(self, sizes, rng):
        self.weights, self.biases = [], []
        for n, m in zip(sizes[:-1], sizes[1:]):
            self.weights.append((rng.normal(size=(n, m)) * (2 / n) ** 0.5).astype(np.float32))
            self.biases.append(np.zeros(m, dtype=np.float32))

    def inputs_and_scores(self, X):
        inputs = [X]
        for W, b in zip(self.weights[:-1], self.biases[:-1]):
            inputs.append((inputs[-1] @ W + b).clip(0))
        return inputs, inputs[-1] @ self.weights[-1] + self.biases[-1]

    def slopes(self, X, y, reg):
        inputs, scores = self.inputs_and_scores(X)
        up = softmax(scores)
        up[np.arange(len(y)), y] -= 1
        up /= np.float32(len(y))
        found = []
        for k in reversed(range(len(self.weights))):
            found[:0] = [inputs[k].T @ up + reg * self.weights[k], up.sum(axis=0)]
            if k:
                up = (up @ self.weights[k].T) * (inputs[k] > 0)
        return found

    def parameters(self):
        return [array for pair in zip(self.weights, self.biases) for array in pair]


def softmax(scores):
    e = np.exp(scores - np.max(scores, axis=-1)[:, None])
    return e / np.sum(e, axis=-1)[:, None]


def build_model(rng):
    return Net([10, 64, 32, 4], rng)


def fit(model, X, y, rng, steps=2500, rate=0.004, batch=100, reg=np.float32(1e-3)):
    X = X.astype(np.float32)
    squares = [np.zeros_like(array) for array in model.parameters()]
    for step in range(steps):
        rows = rng.integers(0, len(y), batch)
        now = np.float32(rate * (1 - step / steps))
        for array, slope, square in zip(model.parameters(), model.slopes(X[rows], y[rows], reg), squares):
            square *= np.float32(0.95)
            square += np.float32(0.05) * slope * slope
            array -= now * slope / (np.sqrt(square) + np.float32(1e-7))
    return model


def predict(model, X):
    _, scores = model.inputs_and_scores(X.astype(np.float32))
    return scores.argmax(axis=1)
""",
    },
}

MISTAKES = {
    "capstone-accuracy": {
        "straight-boundaries": {
            "loops": [('hidden = np.maximum(z, 0)', 'hidden = z'), ('dz = dhidden * (z > 0)', 'dz = dhidden'), ('rate=0.1, size', 'rate=0.02, size')],
            "arrays": """\
def build_model(rng):
    return [rng.standard_normal((10, 4)) / np.sqrt(10), np.zeros((1, 4))]


def fit(model, X, y, rng, steps=900, rate=0.5, reg=2e-4):
    center, spread = X.mean(axis=0), X.std(axis=0)
    X, Y, N = (X - center) / spread, np.eye(4)[y], len(y)
    W, b = model
    for k in range(steps):
        s = X @ W + b
        p = np.exp(s - s.max(axis=1, keepdims=True))
        e = (p / p.sum(axis=1, keepdims=True) - Y) / N
        W, b = W - rate * (X.T @ e + reg * W), b - rate * e.sum(0, keepdims=True)
    return (W, b), center, spread


def predict(model, X):
    (W, b), center, spread = model
    return ((X - center) / spread @ W + b).argmax(1)
""",
            "float32": [('inputs.append((inputs[-1] @ W + b).clip(0))', 'inputs.append(inputs[-1] @ W + b)'), ('up = (up @ self.weights[k].T) * (inputs[k] > 0)', 'up = up @ self.weights[k].T')],
        },
        "one-class": {
            "loops": [('rng.normal(0, 1, (10, HIDDEN)) * np.sqrt(2 / 10)', 'np.zeros((10, HIDDEN))'), ('rng.normal(0, 1, (HIDDEN, 4)) * np.sqrt(2 / HIDDEN)', 'np.zeros((HIDDEN, 4))')],
            "arrays": [('    return (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)', '    s = np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2\n    return np.full(len(X), s.mean(axis=0).argmax())')],
            "float32": [('(rng.normal(size=(n, m)) * (2 / n) ** 0.5).astype(np.float32)', 'np.zeros((n, m), dtype=np.float32)')],
        },
        "no-better-than-guessing": {
            "loops": [('gradients(model, X[rows], y[rows], reg)', 'gradients(model, X[rows], y[first:first + size], reg)')],
            "arrays": [('    center, spread = scale(X)\n', '    X = rng.permutation(X)\n    center, spread = scale(X)\n')],
            "float32": [('    X = X.astype(np.float32)\n    squares', '    trained = model\n    model = build_model(rng)\n    X = X.astype(np.float32)\n    squares'), ('    return model\n\n\ndef predict', '    return trained\n\n\ndef predict')],
        },
        "least-likely-class": {
            "loops": [('np.argmax(scores, axis=1)', 'np.argmin(scores, axis=1)')],
            "arrays": [('.argmax(1)', '.argsort(1)[:, 0]')],
            "float32": [('    return scores.argmax(axis=1)', '    return (-np.log(softmax(scores))).argmax(axis=1)')],
        },
        "counts-from-one": {
            "loops": [('np.argmax(scores, axis=1)', 'np.argmax(scores, axis=1) + 1')],
            "arrays": [('    return (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)', '    return 1 + (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)')],
            "float32": [('    return scores.argmax(axis=1)', '    return np.array([1, 2, 3, 4])[scores.argmax(axis=1)]')],
        },
        "learned-too-little": {
            "loops": [('epochs=120, rate=0.1', 'epochs=2, rate=0.02')],
            "arrays": [('steps=900, rate=0.02', 'steps=25, rate=0.02')],
            "float32": [('steps=2500, rate=0.004', 'steps=2500, rate=0.00005')],
        },
        "learned-by-heart": {
            "loops": """\
def build_model(rng):
    return {}


def fit(model, X, y, rng):
    model["X"] = X.copy()
    model["y"] = y.copy()
    return model


def predict(model, X):
    answers = np.zeros(len(X), dtype=int)
    for i in range(len(X)):
        distances = np.sum((model["X"] - X[i]) ** 2, axis=1)
        answers[i] = model["y"][np.argmin(distances)]
    return answers
""",
            "arrays": [('def build_model(rng, H=60)', 'def build_model(rng, H=200)'), ('rng.standard_normal(s) / np.sqrt(s[0]) * (s[0] > 1)', 'rng.standard_normal(s) * 3 * (s[0] > 1)'), ('steps=900, rate=0.02, reg=2e-4', 'steps=200, rate=0.02, reg=0')],
            "float32": """\
def build_model(rng):
    return {"known": {}}


def fit(model, X, y, rng):
    X = X.astype(np.float32)
    for row, arm in zip(X, y):
        model["known"][row.tobytes()] = int(arm)
    model["most"] = int(np.bincount(y).argmax())
    return model


def predict(model, X):
    X = X.astype(np.float32)
    return np.array([model["known"].get(row.tobytes(), model["most"]) for row in X])
""",
        },
        "direction-only": {
            "loops": [('z = X @ model["W1"] + model["b1"]', 'z = X @ model["W1"]'), ('scores = hidden @ model["W2"] + model["b2"]', 'scores = hidden @ model["W2"]')],
            "arrays": [('    return X.mean(axis=0), X.std(axis=0)', '    return X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)'), ('    return w, center, spread', '    return w'), ('    (W1, b1, W2, b2), center, spread = model\n', '    W1, b1, W2, b2 = model\n    center, spread = scale(X)\n')],
            "float32": [('        inputs = [X]\n', '        X = X / np.linalg.norm(X, axis=1, keepdims=True)\n        inputs = [X]\n')],
        },
        "scores-returned": {
            "loops": [('np.argmax(scores, axis=1)', 'scores')],
            "arrays": [('    return (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)', '    return np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2')],
            "float32": [('    return scores.argmax(axis=1)', '    return softmax(scores)')],
        },
        "one-hot-returned": {
            "loops": [('    return np.argmax(scores, axis=1)', '    answers = np.zeros((len(X), 4))\n    for i in range(len(X)):\n        answers[i, np.argmax(scores[i])] = 1\n    return answers')],
            "arrays": [('    return (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)', '    return np.eye(4)[(np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)]')],
            "float32": [('    return scores.argmax(axis=1)', '    return (scores == scores.max(axis=1, keepdims=True)).astype(int)')],
        },
        "score-for-class": {
            "loops": [('    return np.argmax(scores, axis=1)', '    return np.max(scores, axis=1)')],
            "arrays": [('    return (np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2).argmax(1)', '    s = np.tanh((X - center) / spread @ W1 + b1) @ W2 + b2\n    p = np.exp(s - s.max(axis=1, keepdims=True))\n    return p @ np.arange(4) / p.sum(axis=1)')],
            "float32": [('    return scores.argmax(axis=1)', '    return softmax(scores).max(axis=1)')],
        },
    },
}
