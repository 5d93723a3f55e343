"""Unit 06: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "linear-layer": {
        "loops": """\
class Linear:
    def __init__(self, in_features, out_features, rng):
        limit = (6 / (in_features + out_features)) ** 0.5
        self.W = np.zeros((in_features, out_features))
        for i in range(in_features):
            for j in range(out_features):
                self.W[i, j] = rng.uniform(-limit, limit)
        self.b = np.zeros(out_features)

    def forward(self, x):
        self.x = x
        N, D = x.shape
        C = len(self.b)
        out = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                total = self.b[c]
                for d in range(D):
                    total += x[n, d] * self.W[d, c]
                out[n, c] = total
        return out

    def backward(self, dout):
        N, C = dout.shape
        D = self.x.shape[1]
        dx = np.zeros((N, D))
        dW = np.zeros((D, C))
        db = np.zeros(C)
        for n in range(N):
            for c in range(C):
                db[c] += dout[n, c]
                for d in range(D):
                    dW[d, c] += self.x[n, d] * dout[n, c]
                    dx[n, d] += dout[n, c] * self.W[d, c]
        self.dW = dW
        self.db = db
        return dx
""",
        "arrays": """\
class Linear:
    def __init__(self, in_features, out_features, rng):
        a = np.sqrt(6.0 / (in_features + out_features))
        self.W = rng.uniform(-a, a, size=(in_features, out_features))
        self.b = np.zeros(out_features)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
""",
        "float32": """\
class Linear:
    def __init__(self, in_features, out_features, rng):
        shape = (in_features, out_features)
        bound = np.sqrt(6 / sum(shape))
        draws = rng.uniform(low=-bound, high=bound, size=shape)
        self.W = draws.astype(np.float32)
        self.b = np.zeros(out_features, dtype=np.float32)

    def forward(self, x):
        self.inputs = x.astype(np.float32)
        W, b = self.W.astype(np.float32), self.b.astype(np.float32)
        out = np.einsum("nd,dc->nc", self.inputs, W)
        return out + b[None, :]

    def backward(self, dout):
        dout = dout.astype(np.float32)
        W = self.W.astype(np.float32)
        self.dW = np.einsum("nd,nc->dc", self.inputs, dout)
        self.db = np.einsum("nc->c", dout)
        dx = np.einsum("nc,dc->nd", dout, W)
        return dx
""",
    },
    "relu-layer": {
        "loops": """\
class ReLU:
    def forward(self, x):
        self.x = x
        N, H = x.shape
        out = np.zeros((N, H))
        for n in range(N):
            for k in range(H):
                if x[n, k] > 0:
                    out[n, k] = x[n, k]
        return out

    def backward(self, dout):
        N, H = dout.shape
        rows = []
        for n in range(N):
            row = []
            for k in range(H):
                row.append(dout[n, k] * (self.x[n, k] > 0))
            rows.append(row)
        return np.array(rows)
""",
        "arrays": """\
class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, dout):
        return np.where(self.x > 0, dout, 0.0)
""",
        "float32": """\
class ReLU:
    def forward(self, x):
        x = x.astype(np.float32)
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        dx = dout.astype(np.float32)
        dx[~self.mask] = 0
        return dx
""",
    },
    "softmax-layer": {
        "loops": """\
class Softmax:
    def forward(self, scores):
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        self.probs = exps / exps.sum(axis=1, keepdims=True)
        return self.probs

    def backward(self, dout):
        N, C = dout.shape
        dscores = np.zeros((N, C))
        for n in range(N):
            p = self.probs[n]
            J = np.zeros((C, C))
            for j in range(C):
                for k in range(C):
                    same = 1.0 if j == k else 0.0
                    J[j, k] = p[k] * (same - p[j])
            for j in range(C):
                for k in range(C):
                    dscores[n, j] += J[j, k] * dout[n, k]
        return dscores
""",
        "arrays": """\
class Softmax:
    def forward(self, scores):
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        self.probs = exps / exps.sum(axis=1, keepdims=True)
        return self.probs

    def backward(self, dout):
        p = self.probs
        inner = (p * dout).sum(axis=1, keepdims=True)
        return p * (dout - inner)
""",
        "float32": """\
class Softmax:
    def forward(self, scores):
        scores = scores.astype(np.float32)
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        self.probs = exps / exps.sum(axis=1, keepdims=True)
        return self.probs

    def backward(self, dout):
        dout = dout.astype(np.float32)
        p = self.probs.astype(np.float32)
        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)
        J = diagonals - p[:, :, None] @ p[:, None, :]
        return (J @ dout[:, :, None])[:, :, 0]
""",
    },
    "cross-entropy-layer": {
        "loops": """\
class CrossEntropy:
    def forward(self, probs, y):
        self.probs = probs
        self.y = y
        n_examples = probs.shape[0]
        total = 0.0
        for n in range(n_examples):
            total = total - np.log(probs[n, y[n]])
        return total / n_examples

    def backward(self):
        n_examples, n_classes = self.probs.shape
        dprobs = np.zeros((n_examples, n_classes))
        for n in range(n_examples):
            right = self.y[n]
            dprobs[n, right] = -1.0 / (n_examples * self.probs[n, right])
        return dprobs
""",
        "arrays": """\
class CrossEntropy:
    def forward(self, probs, y):
        self.p, self.y = probs, y
        self.onehot = y[:, None] == np.arange(probs.shape[1])
        return -np.log(probs[self.onehot]).mean()

    def backward(self):
        return -(self.onehot / self.p) / len(self.p)
""",
        "float32": """\
class CrossEntropy:
    def forward(self, probs, y):
        self.probs = probs.astype(np.float32)
        self.column = y.reshape(-1, 1)
        picked = np.take_along_axis(self.probs, self.column, axis=1)
        return -np.mean(np.log(picked))

    def backward(self):
        dprobs = np.zeros_like(self.probs)
        right = np.take_along_axis(self.probs, self.column, axis=1)
        slope = -1 / (len(right) * right)
        np.put_along_axis(dprobs, self.column, slope, axis=1)
        return dprobs
""",
    },
    "softmax-cross-entropy": {
        "loops": """\
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        N, C = scores.shape
        shifted = np.zeros((N, C))
        exps = np.zeros((N, C))
        totals = np.zeros(N)
        for n in range(N):
            largest = scores[n].max()
            shifted[n] = scores[n] - largest
            exps[n] = np.exp(shifted[n])
            totals[n] = exps[n].sum()
        self.y = y
        self.probs = np.zeros((N, C))
        loss = 0.0
        for n in range(N):
            self.probs[n] = exps[n] / totals[n]
            loss += np.log(totals[n]) - shifted[n, y[n]]
        return loss / N

    def backward(self):
        N, C = self.probs.shape
        dscores = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                dscores[n, c] = self.probs[n, c] / N
            dscores[n, self.y[n]] -= 1.0 / N
        return dscores
""",
        "arrays": """\
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        z = scores - scores.max(1, keepdims=True)
        self.logp = z - np.log(np.exp(z).sum(1, keepdims=True))
        self.Y = np.eye(scores.shape[1])[y]
        return -self.logp[np.arange(len(y)), y].mean()

    def backward(self):
        return (np.exp(self.logp) - self.Y) / len(self.Y)
""",
        "float32": """\
class SoftmaxCrossEntropy:
    def forward(self, scores, y):
        scores = scores.astype(np.float32)
        rows = np.arange(len(y))
        top = np.amax(scores, axis=1)
        exps = np.exp(scores - top[:, None])
        sums = np.einsum("nc->n", exps)
        right = scores[rows, y]
        self.dscores = exps / sums[:, None]
        self.dscores[rows, y] -= 1
        self.dscores /= len(y)
        return np.mean(np.log(sums) + (top - right))

    def backward(self):
        return self.dscores.copy()
""",
    },
    "sequential": {
        "loops": """\
class Sequential:
    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, x):
        out = x
        for i in range(len(self.layers)):
            out = self.layers[i].forward(out)
        return out

    def backward(self, dout):
        grad = dout
        for i in range(len(self.layers) - 1, -1, -1):
            grad = self.layers[i].backward(grad)
        return grad

    def step(self, learning_rate):
        for k in range(len(self.layers)):
            layer = self.layers[k]
            if hasattr(layer, "W"):
                layer.W = layer.W - learning_rate * layer.dW
                layer.b = layer.b - learning_rate * layer.db
""",
        "arrays": """\
class Sequential:
    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def step(self, learning_rate):
        for part in [one for one in self.layers if hasattr(one, "W")]:
            part.W -= learning_rate * part.dW
            part.b -= learning_rate * part.db
""",
        "float32": """\
class Sequential:
    def __init__(self, layers):
        self.layers = list(layers)

    def forward(self, x):
        outs = [x]
        for layer in self.layers:
            outs.append(layer.forward(outs[-1]))
        return outs[-1]

    def backward(self, dout):
        grads = [dout]
        for layer in self.layers[::-1]:
            grads.append(layer.backward(grads[-1]))
        return grads[-1]

    def step(self, learning_rate):
        for layer in self.layers:
            if not hasattr(layer, "W"):
                continue
            for name in ("W", "b"):
                old, slope = getattr(layer, name), getattr(layer, "d" + name)
                setattr(layer, name, old - learning_rate * slope)
""",
    },
}

MISTAKES = {
    "linear-layer": {
        "returns-dw": {
            "loops": [('        return dx\n', '        return dW\n')],
            "arrays": [('        return dout @ self.W.T\n', '        return self.dW\n')],
            "float32": [('        dx = np.einsum("nc,dc->nd", dout, W)\n        return dx\n', '        return self.dW\n'), ('        W = self.W.astype(np.float32)\n', '')],
        },
        "returns-dout": {
            "loops": [('        return dx\n', '        return dout\n'), ('                    dx[n, d] += dout[n, c] * self.W[d, c]\n', ''), ('        dx = np.zeros((N, D))\n', '')],
            "arrays": [('return dout @ self.W.T', 'return dout')],
            "float32": [('        dx = np.einsum("nc,dc->nd", dout, W)\n        return dx\n', '        return dout\n')],
        },
        "not-kept": {
            "loops": [('        self.dW = dW\n        self.db = db\n', '')],
            "arrays": [('self.dW = self.x.T @ dout', 'dW = self.x.T @ dout'), ('self.db = dout.sum(axis=0)', 'db = dout.sum(axis=0)')],
            "float32": [('        self.dW = np.einsum', '        dW = np.einsum'), ('        self.db = np.einsum', '        db = np.einsum')],
        },
        "upstream-forgotten": {
            "loops": [('db[c] += dout[n, c]', 'db[c] += 1'), ('dW[d, c] += self.x[n, d] * dout[n, c]', 'dW[d, c] += self.x[n, d]'), ('dx[n, d] += dout[n, c] * self.W[d, c]', 'dx[n, d] += self.W[d, c]')],
            "arrays": [('    def backward(self, dout):\n', '    def backward(self, dout):\n        ones = np.ones(dout.shape)\n'), ('self.x.T @ dout', 'self.x.T @ ones'), ('dout.sum(axis=0)', 'ones.sum(axis=0)'), ('return dout @ self.W.T', 'return ones @ self.W.T')],
            "float32": [('        dout = dout.astype(np.float32)\n', '        N, C = dout.shape\n'), ('np.einsum("nd,nc->dc", self.inputs, dout)', 'np.repeat(self.inputs.sum(axis=0)[:, None], C, axis=1)'), ('np.einsum("nc->c", dout)', 'np.full(C, N, dtype=np.float32)'), ('np.einsum("nc,dc->nd", dout, W)', 'np.repeat(W.sum(axis=1)[None, :], N, axis=0)')],
        },
        "gradients-added-up": {
            "loops": [('        self.b = np.zeros(out_features)\n', '        self.b = np.zeros(out_features)\n        self.dW = np.zeros((in_features, out_features))\n        self.db = np.zeros(out_features)\n'), ('        dW = np.zeros((D, C))\n        db = np.zeros(C)\n', ''), ('                db[c] +=', '                self.db[c] +='), ('                    dW[d, c] +=', '                    self.dW[d, c] +='), ('        self.dW = dW\n        self.db = db\n', '')],
            "arrays": [('self.dW = self.x.T @ dout', 'self.dW = getattr(self, "dW", 0) + self.x.T @ dout'), ('self.db = dout.sum(axis=0)', 'self.db = getattr(self, "db", 0) + dout.sum(axis=0)')],
            "float32": [('        self.b = np.zeros(out_features, dtype=np.float32)\n', '        self.b = np.zeros(out_features, dtype=np.float32)\n        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)\n'), ('self.dW = np.einsum(', 'self.dW = self.dW + np.einsum('), ('self.db = np.einsum(', 'self.db = self.db + np.einsum(')],
        },
        "divided-by-n-again": {
            "loops": [('self.dW = dW', 'self.dW = dW / N'), ('self.db = db', 'self.db = db / N')],
            "arrays": [('self.x.T @ dout', 'self.x.T @ dout / len(dout)'), ('dout.sum(axis=0)', 'dout.sum(axis=0) / len(dout)')],
            "float32": [('np.einsum("nd,nc->dc", self.inputs, dout)', 'np.einsum("nd,nc->dc", self.inputs, dout) / dout.shape[0]'), ('np.einsum("nc->c", dout)', 'np.mean(dout, axis=0)')],
        },
        "all-divided-by-n": {
            "loops": [('        self.dW = dW\n        self.db = db\n        return dx\n', '        self.dW = dW / N\n        self.db = db / N\n        return dx / N\n')],
            "arrays": [('    def backward(self, dout):\n', '    def backward(self, dout):\n        dout = dout / dout.shape[0]\n')],
            "float32": [('np.einsum("nd,nc->dc", self.inputs, dout)', 'np.einsum("nd,nc->dc", self.inputs, dout) / len(dout)'), ('np.einsum("nc->c", dout)', 'np.einsum("nc->c", dout) / len(dout)'), ('return dx', 'return dx / len(dout)')],
        },
        "db-not-summed": {
            "loops": [('db = np.zeros(C)', 'db = np.zeros((N, C))'), ('db[c] += dout[n, c]', 'db[n, c] += dout[n, c]')],
            "arrays": [('dout.sum(axis=0)', 'dout')],
            "float32": [('np.einsum("nc->c", dout)', 'np.einsum("nc->nc", dout)')],
        },
        "db-averaged": {
            "loops": [('self.db = db', 'self.db = db / N')],
            "arrays": [('dout.sum(axis=0)', 'dout.mean(axis=0)')],
            "float32": [('np.einsum("nc->c", dout)', 'np.einsum("nc->c", dout) / len(dout)')],
        },
        "db-along-the-wrong-axis": {
            "loops": [('db = np.zeros(C)', 'db = np.zeros(N)'), ('db[c] += dout[n, c]', 'db[n] += dout[n, c]')],
            "arrays": [('dout.sum(axis=0)', 'dout.sum(axis=1)')],
            "float32": [('np.einsum("nc->c", dout)', 'np.einsum("nc->n", dout)')],
        },
        "dw-transposed": {
            "loops": [('dW = np.zeros((D, C))', 'dW = np.zeros((C, D))'), ('dW[d, c] +=', 'dW[c, d] +=')],
            "arrays": [('self.x.T @ dout', 'dout.T @ self.x')],
            "float32": [('"nd,nc->dc"', '"nd,nc->cd"')],
        },
        "bias-forgotten": {
            "loops": [('total = self.b[c]', 'total = 0.0')],
            "arrays": [('x @ self.W + self.b', 'x @ self.W')],
            "float32": [('        W, b = self.W.astype(np.float32), self.b.astype(np.float32)\n', '        W = self.W.astype(np.float32)\n'), ('return out + b[None, :]', 'return out')],
        },
        "bias-taken-off": {
            "loops": [('total = self.b[c]', 'total = -self.b[c]')],
            "arrays": [('x @ self.W + self.b', 'x @ self.W - self.b')],
            "float32": [('out + b[None, :]', 'out - b[None, :]')],
        },
        "zero-to-one": {
            "loops": [('rng.uniform(-limit, limit)', 'rng.random()'), ('        limit = (6 / (in_features + out_features)) ** 0.5\n', '')],
            "arrays": [('        a = np.sqrt(6.0 / (in_features + out_features))\n', ''), ('rng.uniform(-a, a, size=(in_features, out_features))', 'rng.uniform(size=(in_features, out_features))')],
            "float32": [('        bound = np.sqrt(6 / sum(shape))\n', ''), ('rng.uniform(low=-bound, high=bound, size=shape)', 'rng.uniform(low=0, high=1, size=shape)')],
        },
        "not-scaled": {
            "loops": [('limit = (6 / (in_features + out_features)) ** 0.5', 'limit = 1')],
            "arrays": [('        a = np.sqrt(6.0 / (in_features + out_features))\n', ''), ('rng.uniform(-a, a, size=(in_features, out_features))', 'rng.uniform(-1, 1, size=(in_features, out_features))')],
            "float32": [('        bound = np.sqrt(6 / sum(shape))\n', ''), ('rng.uniform(low=-bound, high=bound, size=shape)', '2 * rng.random(shape) - 1')],
        },
        "fan-in-only": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / in_features) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0 / in_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / shape[0])')],
        },
        "fan-out-only": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / out_features) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0 / out_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / shape[1])')],
        },
        "fan-in-only-of-three": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / (in_features + in_features)) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(3.0 / in_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / (2 * shape[0]))')],
        },
        "fan-out-only-of-three": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / (out_features + out_features)) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(3.0 / out_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / (2 * shape[-1]))')],
        },
        "fans-averaged": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / ((in_features + out_features) / 2)) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0 / (0.5 * (in_features + out_features)))')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / np.mean(shape))')],
        },
        "fans-multiplied": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / (in_features * out_features)) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0 / (in_features * out_features))')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / np.prod(shape))')],
        },
        "sum-without-brackets": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / in_features + out_features) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0 / in_features + out_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / shape[0] + shape[1])')],
        },
        "sum-without-brackets-at-the-end": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(6 / in_features) ** 0.5 + out_features')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0 / in_features) + out_features')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6 / shape[0]) + shape[1]')],
        },
        "three-for-six": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(3 / (in_features + out_features)) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(3.0 / (in_features + out_features))')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(3 / sum(shape))')],
        },
        "root-missing": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '6 / (in_features + out_features)')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', '6.0 / (in_features + out_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', '6 / sum(shape)')],
        },
        "root-of-the-six-only": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '6 ** 0.5 / (in_features + out_features)')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(6.0) / (in_features + out_features)')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(6) / sum(shape)')],
        },
        "half-as-wide": {
            "loops": [('rng.uniform(-limit, limit)', 'rng.uniform(-limit, limit) / 2')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'rng.uniform(-a / 2, a / 2, size=(in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'bound * (rng.random(shape) - 0.5)')],
        },
        "twice-as-wide": {
            "loops": [('rng.uniform(-limit, limit)', 'rng.uniform(-2 * limit, 2 * limit)')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', '2 * np.sqrt(6.0 / (in_features + out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', '2 * rng.uniform(low=-bound, high=bound, size=shape)')],
        },
        "only-positive": {
            "loops": [('rng.uniform(-limit, limit)', 'rng.uniform(0, limit)')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'a * rng.random((in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'rng.uniform(low=0, high=bound, size=shape)')],
        },
        "only-positive-as-wide": {
            "loops": [('rng.uniform(-limit, limit)', 'rng.uniform(0, 2 * limit)')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', '2 * a * rng.random((in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'bound + rng.uniform(low=-bound, high=bound, size=shape)')],
        },
        "spread-for-bound": {
            "loops": [('(6 / (in_features + out_features)) ** 0.5', '(2 / (in_features + out_features)) ** 0.5')],
            "arrays": [('np.sqrt(6.0 / (in_features + out_features))', 'np.sqrt(2.0 / (in_features + out_features))')],
            "float32": [('np.sqrt(6 / sum(shape))', 'np.sqrt(2 / sum(shape))')],
        },
        "all-alike": {
            "loops": [('        for i in range(in_features):\n', '        w = rng.uniform(-limit, limit)\n        for i in range(in_features):\n'), ('self.W[i, j] = rng.uniform(-limit, limit)', 'self.W[i, j] = w')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'np.full((in_features, out_features), rng.uniform(-a, a))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'np.ones(shape) * rng.uniform(low=-bound, high=bound)')],
        },
        "not-from-rng": {
            "loops": [('rng.uniform(-limit, limit)', 'np.random.uniform(-limit, limit)')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'np.random.uniform(-a, a, size=(in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'np.random.default_rng().uniform(low=-bound, high=bound, size=shape)')],
        },
        "rng-of-its-own": {
            "loops": [('        limit = ', '        rng = np.random.default_rng(0)\n        limit = ')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'np.random.default_rng(42).uniform(-a, a, size=(in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'np.random.RandomState(1).uniform(low=-bound, high=bound, size=shape)')],
        },
        "transposed": {
            "loops": [('np.zeros((in_features, out_features))', 'np.zeros((out_features, in_features))'), ('for j in range(out_features)', 'for j in range(in_features)'), ('for i in range(in_features)', 'for i in range(out_features)')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'rng.uniform(-a, a, size=(out_features, in_features))')],
            "float32": [('shape = (in_features, out_features)', 'shape = (out_features, in_features)')],
        },
        "not-even": {
            "loops": [('limit = (6 / (in_features + out_features)) ** 0.5', 'spread = (2 / (in_features + out_features)) ** 0.5'), ('rng.uniform(-limit, limit)', 'rng.normal(0, spread)')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'rng.normal(0, a / np.sqrt(3), size=(in_features, out_features))')],
            "float32": [('bound = np.sqrt(6 / sum(shape))', 'std = np.sqrt(2 / sum(shape))'), ('rng.uniform(low=-bound, high=bound, size=shape)', 'std * rng.standard_normal(shape)')],
        },
        "normal-draws": {
            "loops": [('        limit = (6 / (in_features + out_features)) ** 0.5\n', ''), ('rng.uniform(-limit, limit)', 'rng.normal()')],
            "arrays": [('        a = np.sqrt(6.0 / (in_features + out_features))\n', ''), ('rng.uniform(-a, a, size=(in_features, out_features))', '0.01 * rng.standard_normal((in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'rng.normal(loc=0, scale=bound, size=shape)')],
        },
        "draws-repeated": {
            "loops": [('        for i in range(in_features):\n', '        row = [rng.uniform(-limit, limit) for j in range(out_features)]\n        for i in range(in_features):\n'), ('self.W[i, j] = rng.uniform(-limit, limit)', 'self.W[i, j] = row[j]')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'np.tile(rng.uniform(-a, a, size=out_features), (in_features, 1))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'np.ones(shape) * rng.uniform(low=-bound, high=bound, size=(in_features, 1))')],
        },
        "two-values-only": {
            "loops": [('rng.uniform(-limit, limit)', 'rng.choice([-limit, limit])')],
            "arrays": [('rng.uniform(-a, a, size=(in_features, out_features))', 'rng.choice([-a, a], size=(in_features, out_features))')],
            "float32": [('rng.uniform(low=-bound, high=bound, size=shape)', 'np.where(rng.random(shape) < 0.5, -bound, bound)')],
        },
        "dw-of-the-output": {
            "loops": [('        return out\n', '        self.out = out\n        return out\n'), ('dW = np.zeros((D, C))', 'dW = np.zeros((C, C))'), ('                    dW[d, c] += self.x[n, d] * dout[n, c]\n', ''), ('                db[c] += dout[n, c]\n', '                db[c] += dout[n, c]\n                for k in range(C):\n                    dW[k, c] += self.out[n, k] * dout[n, c]\n')],
            "arrays": [('        self.x = x\n        return x @ self.W + self.b\n', '        self.out = x @ self.W + self.b\n        return self.out\n'), ('self.x.T @ dout', 'self.out.T @ dout')],
            "float32": [('        self.inputs = x.astype(np.float32)\n', '        x = x.astype(np.float32)\n'), ('        out = np.einsum("nd,dc->nc", self.inputs, W)\n        return out + b[None, :]\n', '        self.kept = np.einsum("nd,dc->nc", x, W) + b[None, :]\n        return self.kept\n'), ('np.einsum("nd,nc->dc", self.inputs, dout)', 'np.einsum("nd,nc->dc", self.kept, dout)')],
        },
        "dw-divided-by-n": {
            "loops": [('self.dW = dW', 'self.dW = dW / N')],
            "arrays": [('self.x.T @ dout', 'self.x.T @ dout / self.x.shape[0]')],
            "float32": [('np.einsum("nd,nc->dc", self.inputs, dout)', 'np.einsum("nd,nc->dc", self.inputs, dout / len(dout))')],
        },
        "biases-drawn": {
            "loops": [('self.b = np.zeros(out_features)', 'self.b = np.zeros(out_features)\n        for j in range(out_features):\n            self.b[j] = rng.uniform(-limit, limit)')],
            "arrays": [('np.zeros(out_features)', 'rng.uniform(-a, a, size=out_features)')],
            "float32": [('np.zeros(out_features, dtype=np.float32)', 'rng.uniform(low=-bound, high=bound, size=out_features).astype(np.float32)')],
        },
        "biases-zero-to-one": {
            "loops": [('self.b = np.zeros(out_features)', 'self.b = np.zeros(out_features)\n        for j in range(out_features):\n            self.b[j] = rng.uniform()')],
            "arrays": [('np.zeros(out_features)', 'rng.uniform(size=out_features)')],
            "float32": [('np.zeros(out_features, dtype=np.float32)', 'rng.random(out_features).astype(np.float32)')],
        },
        "biases-minus-one-to-one": {
            "loops": [('self.b = np.zeros(out_features)', 'self.b = np.zeros(out_features)\n        for j in range(out_features):\n            self.b[j] = rng.uniform(-1, 1)')],
            "arrays": [('np.zeros(out_features)', 'rng.uniform(-1, 1, size=out_features)')],
            "float32": [('np.zeros(out_features, dtype=np.float32)', '(2 * rng.random(out_features) - 1).astype(np.float32)')],
        },
        "biases-normal": {
            "loops": [('self.b = np.zeros(out_features)', 'self.b = np.zeros(out_features)\n        for j in range(out_features):\n            self.b[j] = rng.normal()')],
            "arrays": [('np.zeros(out_features)', 'rng.normal(size=out_features)')],
            "float32": [('np.zeros(out_features, dtype=np.float32)', 'rng.standard_normal(out_features).astype(np.float32)')],
        },
        "biases-small": {
            "loops": [('self.b = np.zeros(out_features)', 'self.b = np.zeros(out_features)\n        for j in range(out_features):\n            self.b[j] = 0.01 * rng.normal()')],
            "arrays": [('np.zeros(out_features)', '0.01 * rng.standard_normal(out_features)')],
            "float32": [('np.zeros(out_features, dtype=np.float32)', 'rng.normal(0, 0.01, size=out_features).astype(np.float32)')],
        },
        "biases-at-one": {
            "loops": [('self.b = np.zeros(out_features)', 'self.b = np.zeros(out_features)\n        for j in range(out_features):\n            self.b[j] = 1.0')],
            "arrays": [('np.zeros(out_features)', 'np.ones(out_features)')],
            "float32": [('np.zeros(out_features, dtype=np.float32)', 'np.full(out_features, 1, dtype=np.float32)')],
        },
    },
    "relu-layer": {
        "mask-missing": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', 'dout[n, k]')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'dout')],
            "float32": [('        dx[~self.mask] = 0\n', '')],
        },
        "mask-of-the-gradient": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', 'dout[n, k] * (dout[n, k] > 0)')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'np.where(dout > 0, dout, 0.0)')],
            "float32": [('dx[~self.mask] = 0', 'dx[~(dx > 0)] = 0')],
        },
        "both-masks": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', 'max(dout[n, k], 0.0) * (self.x[n, k] > 0)')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'np.where(self.x > 0, np.maximum(0, dout), 0.0)')],
            "float32": [('        dx[~self.mask] = 0\n', '        dx[~self.mask] = 0\n        dx[dx < 0] = 0\n')],
        },
        "upstream-forgotten": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', '1.0 if self.x[n, k] > 0 else 0.0')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'self.x > 0')],
            "float32": [('        dx = dout.astype(np.float32)\n        dx[~self.mask] = 0\n        return dx\n', '        return self.mask.astype(np.float32)\n')],
        },
        "slope-is-the-output": {
            "loops": [('        self.x = x\n', ''), ('        return out\n', '        self.out = out\n        return out\n'), ('dout[n, k] * (self.x[n, k] > 0)', 'dout[n, k] * self.out[n, k]')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'dout * np.maximum(0, self.x)')],
            "float32": [('        self.mask = x > 0\n        return x * self.mask\n', '        self.out = x * (x > 0)\n        return self.out\n'), ('        dx = dout.astype(np.float32)\n        dx[~self.mask] = 0\n        return dx\n', '        return dout.astype(np.float32) * self.out\n')],
        },
        "slope-is-the-input": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', 'dout[n, k] * self.x[n, k]')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'dout * self.x')],
            "float32": [('        self.mask = x > 0\n        return x * self.mask\n', '        self.x = x\n        return x * (x > 0)\n'), ('        dx[~self.mask] = 0\n        return dx\n', '        dx *= self.x\n        return dx\n')],
        },
        "mask-turned-round": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', 'dout[n, k] * (self.x[n, k] < 0)')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'np.where(self.x > 0, 0.0, dout)')],
            "float32": [('dx[~self.mask] = 0', 'dx[self.mask] = 0')],
        },
        "brackets-missing": {
            "loops": [('dout[n, k] * (self.x[n, k] > 0)', 'dout[n, k] * self.x[n, k] > 0')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'dout * self.x > 0')],
            "float32": [('        self.mask = x > 0\n        return x * self.mask\n', '        self.x = x\n        return x * (x > 0)\n'), ('        dx[~self.mask] = 0\n        return dx\n', '        dx = dx * self.x > 0\n        return dx\n')],
        },
        "picked-by-the-mask": {
            "loops": [('        rows = []\n', '        kept = []\n'), ('            row = []\n', ''), ('                row.append(dout[n, k] * (self.x[n, k] > 0))\n            rows.append(row)\n', '                if self.x[n, k] > 0:\n                    kept.append(dout[n, k])\n'), ('np.array(rows)', 'np.array(kept)')],
            "arrays": [('np.where(self.x > 0, dout, 0.0)', 'dout[self.x > 0]')],
            "float32": [('        dx[~self.mask] = 0\n        return dx\n', '        return dx[self.mask]\n')],
        },
        "absolute-value": {
            "loops": [('                    out[n, k] = x[n, k]\n', '                    out[n, k] = x[n, k]\n                else:\n                    out[n, k] = -x[n, k]\n')],
            "arrays": [('np.maximum(0, x)', 'np.abs(x)')],
            "float32": [('return x * self.mask', 'return np.maximum(x, -x)')],
        },
        "clipped-at-one": {
            "loops": [('out[n, k] = x[n, k]', 'out[n, k] = min(x[n, k], 1.0)')],
            "arrays": [('np.maximum(0, x)', 'np.clip(x, 0, 1)')],
            "float32": [('return x * self.mask', 'return np.minimum(x * self.mask, np.float32(1))')],
        },
        "nothing-put-to-zero": {
            "loops": [('                if x[n, k] > 0:\n                    out[n, k] = x[n, k]\n', '                out[n, k] = x[n, k]\n')],
            "arrays": [('return np.maximum(0, x)', 'return x')],
            "float32": [('return x * self.mask', 'return x')],
        },
    },
    "softmax-layer": {
        "diagonal-only": {
            "loops": [('            J = np.zeros((C, C))\n            for j in range(C):\n                for k in range(C):\n                    same = 1.0 if j == k else 0.0\n                    J[j, k] = p[k] * (same - p[j])\n', ''), ('            for j in range(C):\n                for k in range(C):\n                    dscores[n, j] += J[j, k] * dout[n, k]\n', '            for j in range(C):\n                dscores[n, j] = p[j] * (1 - p[j]) * dout[n, j]\n')],
            "arrays": [('        inner = (p * dout).sum(axis=1, keepdims=True)\n', ''), ('return p * (dout - inner)', 'return p * (1 - p) * dout')],
            "float32": [('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = diagonals - diagonals ** 2')],
        },
        "products-forgotten": {
            "loops": [('J[j, k] = p[k] * (same - p[j])', 'J[j, k] = p[k] * same')],
            "arrays": [('        inner = (p * dout).sum(axis=1, keepdims=True)\n', ''), ('return p * (dout - inner)', 'return p * dout')],
            "float32": [('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = diagonals')],
        },
        "diagonal-forgotten": {
            "loops": [('                    same = 1.0 if j == k else 0.0\n', ''), ('J[j, k] = p[k] * (same - p[j])', 'J[j, k] = -p[k] * p[j]')],
            "arrays": [('return p * (dout - inner)', 'return -p * inner')],
            "float32": [('        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n', ''), ('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = -p[:, :, None] @ p[:, None, :]')],
        },
        "first-row-only": {
            "loops": [('        return dscores\n', '            return dscores\n')],
            "arrays": [('        return p * (dout - inner)\n', '        dscores = np.zeros(dout.shape)\n        dscores[0] = p[0] * (dout[0] - inner[0])\n        return dscores\n')],
            "float32": [('        return (J @ dout[:, :, None])[:, :, 0]\n', '        dscores = np.zeros_like(dout)\n        dscores[0] = J[0] @ dout[0]\n        return dscores\n')],
        },
        "summed-over-examples": {
            "loops": [('            J = np.zeros((C, C))\n            for j in range(C):\n                for k in range(C):\n                    same = 1.0 if j == k else 0.0\n                    J[j, k] = p[k] * (same - p[j])\n', ''), ('            for j in range(C):\n                for k in range(C):\n                    dscores[n, j] += J[j, k] * dout[n, k]\n', '            for j in range(C):\n                total = 0.0\n                for m in range(N):\n                    total += self.probs[m, j] * dout[m, j]\n                dscores[n, j] = p[j] * (dout[n, j] - total)\n')],
            "arrays": [('axis=1, keepdims=True)\n        return p', 'axis=0, keepdims=True)\n        return p')],
            "float32": [('        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n        J = diagonals - p[:, :, None] @ p[:, None, :]\n        return (J @ dout[:, :, None])[:, :, 0]\n', '        return p * (dout - np.einsum("nc,nc->c", p, dout))\n')],
        },
        "sum-without-p": {
            "loops": [('            J = np.zeros((C, C))\n            for j in range(C):\n                for k in range(C):\n                    same = 1.0 if j == k else 0.0\n                    J[j, k] = p[k] * (same - p[j])\n', ''), ('            for j in range(C):\n                for k in range(C):\n                    dscores[n, j] += J[j, k] * dout[n, k]\n', '            total = 0.0\n            for k in range(C):\n                total += dout[n, k]\n            for j in range(C):\n                dscores[n, j] = p[j] * (dout[n, j] - total)\n')],
            "arrays": [('inner = (p * dout).sum(', 'inner = dout.sum(')],
            "float32": [('        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n        J = diagonals - p[:, :, None] @ p[:, None, :]\n        return (J @ dout[:, :, None])[:, :, 0]\n', '        return p * (dout - np.einsum("nc->n", dout)[:, None])\n')],
        },
        "sign": {
            "loops": [('J[j, k] = p[k] * (same - p[j])', 'J[j, k] = p[k] * (p[j] - same)')],
            "arrays": [('(dout - inner)', '(inner - dout)')],
            "float32": [('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = p[:, :, None] @ p[:, None, :] - diagonals')],
        },
        "products-added": {
            "loops": [('J[j, k] = p[k] * (same - p[j])', 'J[j, k] = p[k] * (same + p[j])')],
            "arrays": [('(dout - inner)', '(dout + inner)')],
            "float32": [('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = diagonals + p[:, :, None] @ p[:, None, :]')],
        },
        "shortcut-of-the-pair": {
            "loops": [('            J = np.zeros((C, C))\n            for j in range(C):\n                for k in range(C):\n                    same = 1.0 if j == k else 0.0\n                    J[j, k] = p[k] * (same - p[j])\n', ''), ('            for j in range(C):\n                for k in range(C):\n                    dscores[n, j] += J[j, k] * dout[n, k]\n', '            for j in range(C):\n                dscores[n, j] = p[j] - dout[n, j]\n')],
            "arrays": [('        inner = (p * dout).sum(axis=1, keepdims=True)\n', ''), ('return p * (dout - inner)', 'return p - dout')],
            "float32": [('        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n        J = diagonals - p[:, :, None] @ p[:, None, :]\n        return (J @ dout[:, :, None])[:, :, 0]\n', '        return np.subtract(p, dout)\n')],
        },
        "logarithm-s-jacobian": {
            "loops": [('J[j, k] = p[k] * (same - p[j])', 'J[j, k] = same - p[j]')],
            "arrays": [('inner = (p * dout).sum(', 'total = dout.sum('), ('return p * (dout - inner)', 'return dout - p * total')],
            "float32": [('p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)', 'np.eye(p.shape[1], dtype=np.float32)'), ('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = diagonals - p[:, :, None]')],
        },
        "divided-by-n": {
            "loops": [('        return dscores\n', '        return dscores / N\n')],
            "arrays": [('return p * (dout - inner)', 'return p * (dout - inner) / len(p)')],
            "float32": [('return (J @ dout[:, :, None])[:, :, 0]', 'return (J @ dout[:, :, None])[:, :, 0] / dout.shape[0]')],
        },
        "shortcut-of-the-pair-averaged": {
            "loops": [('            J = np.zeros((C, C))\n            for j in range(C):\n                for k in range(C):\n                    same = 1.0 if j == k else 0.0\n                    J[j, k] = p[k] * (same - p[j])\n', ''), ('            for j in range(C):\n                for k in range(C):\n                    dscores[n, j] += J[j, k] * dout[n, k]\n', '            for j in range(C):\n                dscores[n, j] = (p[j] - dout[n, j]) / N\n')],
            "arrays": [('        inner = (p * dout).sum(axis=1, keepdims=True)\n', ''), ('return p * (dout - inner)', 'return (p - dout) / len(p)')],
            "float32": [('        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n        J = diagonals - p[:, :, None] @ p[:, None, :]\n        return (J @ dout[:, :, None])[:, :, 0]\n', '        return np.subtract(p, dout) / p.shape[0]\n')],
        },
        "slopes-cancel": {
            "loops": [('dscores[n, j] += J[j, k] * dout[n, k]', 'dscores[n, j] += J[j, k]')],
            "arrays": [('        inner = (p * dout).sum(axis=1, keepdims=True)\n        return p * (dout - inner)\n', '        J = np.array([np.diag(row) - np.outer(row, row) for row in p])\n        return J.sum(axis=2)\n')],
            "float32": [('return (J @ dout[:, :, None])[:, :, 0]', 'return (J * dout[:, None, :]).sum(axis=1)')],
        },
        "one-number-for-the-table": {
            "loops": [('            J = np.zeros((C, C))\n', '            J = np.zeros((C, C))\n            square = np.dot(p, p)\n'), ('J[j, k] = p[k] * (same - p[j])', 'J[j, k] = p[k] * same - square')],
            "arrays": [('        p = self.probs\n        inner = (p * dout).sum(axis=1, keepdims=True)\n        return p * (dout - inner)\n', '        return np.array([(np.diag(p) - p @ p) @ d for p, d in zip(self.probs, dout)])\n')],
            "float32": [('J = diagonals - p[:, :, None] @ p[:, None, :]', 'J = diagonals - p[:, None, :] @ p[:, :, None]')],
        },
        "row-overwritten": {
            "loops": [('        dscores = np.zeros((N, C))\n        for n in range(N):\n', '        for n in range(N):\n            dscores = np.zeros((N, C))\n')],
            "arrays": [('        p = self.probs\n        inner = (p * dout).sum(axis=1, keepdims=True)\n        return p * (dout - inner)\n', '        for p, d in zip(self.probs, dout):\n            dscores = p * (d - p @ d)\n        return dscores\n')],
            "float32": [('        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n        J = diagonals - p[:, :, None] @ p[:, None, :]\n        return (J @ dout[:, :, None])[:, :, 0]\n', '        for row, d in zip(p, dout):\n            J = np.diag(row) - np.outer(row, row)\n            dscores = J @ d\n        return dscores\n')],
        },
        "same-row-of-dout": {
            "loops": [('J[j, k] * dout[n, k]', 'J[j, k] * dout[0, k]')],
            "arrays": [('(p * dout)', '(p * dout[0])'), ('(dout - inner)', '(dout[0] - inner)')],
            "float32": [('return (J @ dout[:, :, None])[:, :, 0]', 'return J @ dout[0]')],
        },
        "same-row-of-probs": {
            "loops": [('p = self.probs[n]', 'p = self.probs[0]')],
            "arrays": [('        p = self.probs\n', '        p = self.probs[0]\n')],
            "float32": [('return (J @ dout[:, :, None])[:, :, 0]', 'return dout @ J[0].T')],
        },
        "returns-dout": {
            "loops": [('        return dscores\n', '        return dout\n')],
            "arrays": [('        p = self.probs\n        inner = (p * dout).sum(axis=1, keepdims=True)\n        return p * (dout - inner)\n', '        return dout\n')],
            "float32": [('        p = self.probs.astype(np.float32)\n        diagonals = p[:, :, None] * np.eye(p.shape[1], dtype=np.float32)\n        J = diagonals - p[:, :, None] @ p[:, None, :]\n        return (J @ dout[:, :, None])[:, :, 0]\n', '        return dout\n')],
        },
    },
    "cross-entropy-layer": {
        "sum-for-the-mean": {
            "loops": [('return total / n_examples', 'return total'), ('-1.0 / (n_examples * self.probs[n, right])', '-1.0 / self.probs[n, right]')],
            "arrays": [('.mean()', '.sum()'), (' / len(self.p)', '')],
            "float32": [('-np.mean(np.log(picked))', '-np.sum(np.log(picked))'), ('-1 / (len(right) * right)', '-1 / right')],
        },
        "loss-not-averaged": {
            "loops": [('return total / n_examples', 'return total')],
            "arrays": [('.mean()', '.sum()')],
            "float32": [('-np.mean(np.log(picked))', '-np.sum(np.log(picked))')],
        },
        "averaged-over-the-table": {
            "loops": [('return total / n_examples', 'return total / (n_examples * probs.shape[1])')],
            "arrays": [('-np.log(probs[self.onehot]).mean()', '-(self.onehot * np.log(probs)).mean()')],
            "float32": [('-np.mean(np.log(picked))', '-np.sum(np.log(picked)) / self.probs.size')],
        },
        "wrong-classes-too": {
            "loops": [('            total = total - np.log(probs[n, y[n]])\n', '            for c in range(probs.shape[1]):\n                if c == y[n]:\n                    total = total - np.log(probs[n, c])\n                else:\n                    total = total - np.log(1 - probs[n, c])\n')],
            "arrays": [('-np.log(probs[self.onehot]).mean()', '-np.log(np.where(self.onehot, probs, 1 - probs)).sum(axis=1).mean()')],
            "float32": [('        return -np.mean(np.log(picked))\n', '        wrong = np.ones(probs.shape, dtype=bool)\n        np.put_along_axis(wrong, self.column, False, axis=1)\n        others = np.log(1 - self.probs[wrong])\n        return -(np.log(picked).sum() + others.sum()) / np.float32(len(y))\n')],
        },
        "kept-array-cleared": {
            "loops": [('dprobs = np.zeros((n_examples, n_classes))', 'dprobs = self.probs\n        dprobs[:, :] = 0')],
            "arrays": [('        return -(self.onehot / self.p) / len(self.p)\n', '        d = self.p\n        d.fill(0)\n        d[self.onehot] = -1 / (len(d) * self.p[self.onehot])\n        return d\n')],
            "float32": [('dprobs = np.zeros_like(self.probs)', 'dprobs = self.probs\n        dprobs *= 0')],
        },
        "gradient-not-averaged": {
            "loops": [('-1.0 / (n_examples * self.probs[n, right])', '-1.0 / self.probs[n, right]')],
            "arrays": [(' / len(self.p)', '')],
            "float32": [('-1 / (len(right) * right)', '-1 / right')],
        },
        "sign-of-the-gradient": {
            "loops": [('= -1.0 / (', '= 1.0 / (')],
            "arrays": [('return -(self.onehot / self.p)', 'return (self.onehot / self.p)')],
            "float32": [('slope = -1 / ', 'slope = 1 / ')],
        },
        "sign-of-the-loss": {
            "loops": [('total = total - np.log', 'total = total + np.log')],
            "arrays": [('return -np.log', 'return np.log')],
            "float32": [('return -np.mean', 'return np.mean')],
        },
        "one-hot-missing": {
            "loops": [('            right = self.y[n]\n            dprobs[n, right] = -1.0 / (n_examples * self.probs[n, right])\n', '            for c in range(n_classes):\n                dprobs[n, c] = -1.0 / (n_examples * self.probs[n, c])\n')],
            "arrays": [('-(self.onehot / self.p)', '-(1 / self.p)')],
            "float32": [('        dprobs = np.zeros_like(self.probs)\n        right = np.take_along_axis(self.probs, self.column, axis=1)\n        slope = -1 / (len(right) * right)\n        np.put_along_axis(dprobs, self.column, slope, axis=1)\n        return dprobs\n', '        return np.float32(-1) / (self.probs * len(self.probs))\n')],
        },
        "whole-columns": {
            "loops": [('dprobs[n, right] = -1.0 / (n_examples * self.probs[n, right])', 'dprobs[:, right] = -1.0 / (n_examples * self.probs[:, right])')],
            "arrays": [('        return -(self.onehot / self.p) / len(self.p)\n', '        d = np.zeros(self.p.shape)\n        d[:, self.y] = -1 / (len(self.p) * self.p[self.onehot])\n        return d\n')],
            "float32": [('        right = np.take_along_axis(self.probs, self.column, axis=1)\n        slope = -1 / (len(right) * right)\n        np.put_along_axis(dprobs, self.column, slope, axis=1)\n', '        y = self.column.ravel()\n        dprobs[:, y] = -1 / (len(y) * self.probs[:, y])\n')],
        },
        "logarithm-for-its-slope": {
            "loops": [('-1.0 / (n_examples * self.probs[n, right])', '-np.log(self.probs[n, right]) / n_examples')],
            "arrays": [('-(self.onehot / self.p)', '-(self.onehot * np.log(self.p))')],
            "float32": [('-1 / (len(right) * right)', '-np.log(right) / len(right)')],
        },
        "probability-for-its-inverse": {
            "loops": [('-1.0 / (n_examples * self.probs[n, right])', '-self.probs[n, right] / n_examples')],
            "arrays": [('-(self.onehot / self.p)', '-(self.onehot * self.p)')],
            "float32": [('-1 / (len(right) * right)', '-right / len(right)')],
        },
        "gradient-of-the-pair": {
            "loops": [('            right = self.y[n]\n            dprobs[n, right] = -1.0 / (n_examples * self.probs[n, right])\n', '            for c in range(n_classes):\n                dprobs[n, c] = self.probs[n, c] / n_examples\n            dprobs[n, self.y[n]] -= 1.0 / n_examples\n')],
            "arrays": [('-(self.onehot / self.p)', '(self.p - self.onehot)')],
            "float32": [('        dprobs = np.zeros_like(self.probs)\n', '        dprobs = self.probs.copy()\n'), ('        slope = -1 / (len(right) * right)\n', ''), ('np.put_along_axis(dprobs, self.column, slope, axis=1)', 'np.put_along_axis(dprobs, self.column, right - 1, axis=1)'), ('return dprobs', 'return dprobs / len(dprobs)')],
        },
        "picks-whole-columns": {
            "loops": [('            total = total - np.log(probs[n, y[n]])\n', '            for value in probs[:, y][n]:\n                total = total - np.log(value)\n')],
            "arrays": [('probs[self.onehot]', 'probs[:, y]')],
            "float32": [('picked = np.take_along_axis(self.probs, self.column, axis=1)', 'picked = self.probs[:, y]'), ('-np.mean(np.log(picked))', '-np.sum(np.log(picked)) / np.float32(len(y))')],
        },
        "logarithm-of-base-ten": {
            "loops": [('np.log(', 'np.log10(')],
            "arrays": [('np.log(', 'np.log10(')],
            "float32": [('np.log(', 'np.log10(')],
        },
        "picks-whole-rows": {
            "loops": [('total = total - np.log(probs[n, y[n]])', 'total = total - np.sum(np.log(probs[y[n]]))')],
            "arrays": [('probs[self.onehot]', 'probs[y]')],
            "float32": [('picked = np.take_along_axis(self.probs, self.column, axis=1)', 'picked = self.probs[y]')],
        },
    },
    "softmax-cross-entropy": {
        "no-shift": {
            "loops": [('            largest = scores[n].max()\n', ''), ('shifted[n] = scores[n] - largest', 'shifted[n] = scores[n]')],
            "arrays": [('z = scores - scores.max(1, keepdims=True)', 'z = scores')],
            "float32": [('        top = np.amax(scores, axis=1)\n', ''), ('np.exp(scores - top[:, None])', 'np.exp(scores)'), ('np.log(sums) + (top - right)', 'np.log(sums) - right')],
        },
        "shift-by-the-global-maximum": {
            "loops": [('largest = scores[n].max()', 'largest = scores.max()')],
            "arrays": [('scores.max(1, keepdims=True)', 'scores.max()')],
            "float32": [('np.amax(scores, axis=1)', 'np.amax(scores)'), ('top[:, None]', 'top')],
        },
        "shift-by-the-minimum": {
            "loops": [('largest = scores[n].max()', 'largest = scores[n].min()')],
            "arrays": [('scores.max(1, keepdims=True)', 'scores.mean(1, keepdims=True)')],
            "float32": [('np.amax(scores, axis=1)', 'np.amin(scores, axis=1)')],
        },
        "small-number-in-the-logarithm": {
            "loops": [('loss += np.log(totals[n]) - shifted[n, y[n]]', 'loss -= np.log(self.probs[n, y[n]] + 1e-12)')],
            "arrays": [('        self.logp = z - np.log(np.exp(z).sum(1, keepdims=True))\n', '        self.p = np.exp(z) / np.exp(z).sum(1, keepdims=True)\n'), ('-self.logp[np.arange(len(y)), y].mean()', '-np.log(self.p[np.arange(len(y)), y] + 1e-15).mean()'), ('np.exp(self.logp) - self.Y', 'self.p - self.Y')],
            "float32": [('right = scores[rows, y]', 'right = exps[rows, y] / sums'), ('np.mean(np.log(sums) + (top - right))', '-np.mean(np.log(right + 1e-10))')],
        },
        "averaged-over-the-table": {
            "loops": [('return loss / N', 'return loss / (N * C)')],
            "arrays": [('-self.logp[np.arange(len(y)), y].mean()', '-(self.Y * self.logp).mean()')],
            "float32": [('np.mean(np.log(sums) + (top - right))', 'np.sum(np.log(sums) + (top - right)) / np.float32(scores.size)')],
        },
        "gradient-over-the-table": {
            "loops": [('self.probs[n, c] / N', 'self.probs[n, c] / (N * C)'), ('-= 1.0 / N', '-= 1.0 / (N * C)')],
            "arrays": [('/ len(self.Y)', '/ self.Y.size')],
            "float32": [('self.dscores /= len(y)', 'self.dscores /= scores.size')],
        },
        "sign-of-the-loss": {
            "loops": [('loss += np.log(totals[n]) - shifted[n, y[n]]', 'loss += shifted[n, y[n]] - np.log(totals[n])')],
            "arrays": [('return -self.logp', 'return self.logp')],
            "float32": [('np.log(sums) + (top - right)', '(right - top) - np.log(sums)')],
        },
        "loss-divided-by-c": {
            "loops": [('return loss / N', 'return loss / C')],
            "arrays": [('y].mean()', 'y].sum() / scores.shape[1]')],
            "float32": [('np.mean(np.log(sums) + (top - right))', 'np.sum(np.log(sums) + (top - right)) / np.float32(scores.shape[1])')],
        },
        "scores-for-probabilities": {
            "loops": [('        self.y = y\n', '        self.y = y\n        self.scores = scores\n'), ('dscores[n, c] = self.probs[n, c] / N', 'dscores[n, c] = self.scores[n, c] / N')],
            "arrays": [('        self.Y = ', '        self.z = z\n        self.Y = '), ('np.exp(self.logp) - self.Y', 'self.z - self.Y')],
            "float32": [('self.dscores = exps / sums[:, None]', 'self.dscores = scores - top[:, None]')],
        },
        "through-the-probabilities": {
            "loops": [('loss += np.log(totals[n]) - shifted[n, y[n]]', 'loss += -np.log(self.probs[n, y[n]])')],
            "arrays": [('        self.logp = z - np.log(np.exp(z).sum(1, keepdims=True))\n', '        self.p = np.exp(z) / np.exp(z).sum(1, keepdims=True)\n'), ('-self.logp[np.arange(len(y)), y].mean()', '-np.log(self.p[np.arange(len(y)), y]).mean()'), ('np.exp(self.logp) - self.Y', 'self.p - self.Y')],
            "float32": [('right = scores[rows, y]', 'right = exps[rows, y] / sums'), ('np.mean(np.log(sums) + (top - right))', 'np.mean(-np.log(right))')],
        },
        "maximum-not-put-back": {
            "loops": [('- shifted[n, y[n]]', '- scores[n, y[n]]')],
            "arrays": [('        self.logp = z - np.log(np.exp(z).sum(1, keepdims=True))\n', '        lse = np.log(np.exp(z).sum(1, keepdims=True))\n        self.logp = z - lse\n'), ('-self.logp[np.arange(len(y)), y].mean()', '(lse[:, 0] - scores[np.arange(len(y)), y]).mean()')],
            "float32": [('np.log(sums) + (top - right)', 'np.log(sums) - right')],
        },
        "picks-whole-columns": {
            "loops": [('            loss += np.log(totals[n]) - shifted[n, y[n]]\n', '            for entry in shifted[:, y][n]:\n                loss += np.log(totals[n]) - entry\n')],
            "arrays": [('self.logp[np.arange(len(y)), y]', 'self.logp[:, y]')],
            "float32": [('right = scores[rows, y]', 'right = scores[:, y]')],
        },
        "sum-over-examples": {
            "loops": [('totals = np.zeros(N)', 'totals = np.zeros(C)'), ('totals[n] = exps[n].sum()', 'totals += exps[n]'), ('exps[n] / totals[n]', 'exps[n] / totals'), ('np.log(totals[n])', 'np.log(totals[y[n]])')],
            "arrays": [('np.exp(z).sum(1, keepdims=True)', 'np.exp(z).sum(0, keepdims=True)')],
            "float32": [('np.einsum("nc->n", exps)', 'np.einsum("nc->c", exps)'), ('exps / sums[:, None]', 'exps / sums'), ('np.log(sums) + ', 'np.log(sums)[y] + ')],
        },
        "one-hot-missing": {
            "loops": [('            dscores[n, self.y[n]] -= 1.0 / N\n', '')],
            "arrays": [('(np.exp(self.logp) - self.Y) / len', 'np.exp(self.logp) / len')],
            "float32": [('        self.dscores[rows, y] -= 1\n', '')],
        },
        "whole-columns": {
            "loops": [('dscores[n, self.y[n]] -= 1.0 / N', 'dscores[n, self.y] -= 1.0 / N')],
            "arrays": [('(np.exp(self.logp) - self.Y) / len', '(np.exp(self.logp) - self.Y.any(axis=0)) / len')],
            "float32": [('self.dscores[rows, y] -= 1', 'self.dscores[:, y] -= 1')],
        },
        "sign": {
            "loops": [('dscores[n, c] = self.probs[n, c] / N', 'dscores[n, c] = -self.probs[n, c] / N'), ('dscores[n, self.y[n]] -= 1.0 / N', 'dscores[n, self.y[n]] += 1.0 / N')],
            "arrays": [('np.exp(self.logp) - self.Y', 'self.Y - np.exp(self.logp)')],
            "float32": [('return self.dscores.copy()', 'return -self.dscores')],
        },
        "gradient-not-averaged": {
            "loops": [('dscores[n, c] = self.probs[n, c] / N', 'dscores[n, c] = self.probs[n, c]'), ('-= 1.0 / N', '-= 1.0')],
            "arrays": [(' / len(self.Y)', '')],
            "float32": [('        self.dscores /= len(y)\n', '')],
        },
        "only-part-averaged": {
            "loops": [('-= 1.0 / N', '-= 1.0')],
            "arrays": [('(np.exp(self.logp) - self.Y) / len(self.Y)', 'np.exp(self.logp) / len(self.Y) - self.Y')],
            "float32": [('self.dscores = exps / sums[:, None]', 'self.dscores = exps / sums[:, None] / len(y)'), ('        self.dscores /= len(y)\n', '')],
        },
        "only-one-hot-averaged": {
            "loops": [('dscores[n, c] = self.probs[n, c] / N', 'dscores[n, c] = self.probs[n, c]')],
            "arrays": [('(np.exp(self.logp) - self.Y) / len(self.Y)', 'np.exp(self.logp) - self.Y / len(self.Y)')],
            "float32": [('self.dscores[rows, y] -= 1', 'self.dscores[rows, y] -= 1 / len(y)'), ('        self.dscores /= len(y)\n', '')],
        },
        "divided-by-c": {
            "loops": [('self.probs[n, c] / N', 'self.probs[n, c] / C'), ('-= 1.0 / N', '-= 1.0 / C')],
            "arrays": [('/ len(self.Y)', '/ self.Y.shape[1]')],
            "float32": [('self.dscores /= len(y)', 'self.dscores /= scores.shape[1]')],
        },
        "sum-for-the-mean": {
            "loops": [('return loss / N', 'return loss'), ('dscores[n, c] = self.probs[n, c] / N', 'dscores[n, c] = self.probs[n, c]'), ('-= 1.0 / N', '-= 1.0')],
            "arrays": [('y].mean()', 'y].sum()'), (' / len(self.Y)', '')],
            "float32": [('np.mean(', 'np.sum('), ('        self.dscores /= len(y)\n', '')],
        },
        "loss-not-averaged": {
            "loops": [('return loss / N', 'return loss')],
            "arrays": [('y].mean()', 'y].sum()')],
            "float32": [('np.mean(', 'np.sum(')],
        },
        "logarithms-for-probabilities": {
            "loops": [('dscores[n, c] = self.probs[n, c] / N', 'dscores[n, c] = np.log(self.probs[n, c]) / N')],
            "arrays": [('np.exp(self.logp) - self.Y', 'self.logp - self.Y')],
            "float32": [('self.dscores = exps / sums[:, None]', 'self.dscores = scores - top[:, None] - np.log(sums)[:, None]')],
        },
        "not-normalised": {
            "loops": [('self.probs[n] = exps[n] / totals[n]', 'self.probs[n] = exps[n]')],
            "arrays": [('        self.Y = ', '        self.exps = np.exp(z)\n        self.Y = '), ('np.exp(self.logp) - self.Y', 'self.exps - self.Y')],
            "float32": [('self.dscores = exps / sums[:, None]', 'self.dscores = exps')],
        },
    },
    "sequential": {
        "order-not-reversed": {
            "loops": [('range(len(self.layers) - 1, -1, -1)', 'range(0, len(self.layers))')],
            "arrays": [('reversed(self.layers)', 'self.layers')],
            "float32": [('self.layers[::-1]', 'self.layers[:]')],
        },
        "list-turned-round": {
            "loops": [('        for i in range(len(self.layers) - 1, -1, -1):\n', '        self.layers.reverse()\n        for i in range(0, len(self.layers)):\n')],
            "arrays": [('        for layer in reversed(self.layers):\n', '        self.layers.reverse()\n        for layer in self.layers[:]:\n')],
            "float32": [('        for layer in self.layers[::-1]:\n', '        self.layers = self.layers[::-1]\n        for layer in list(self.layers):\n')],
        },
        "same-dout-for-all": {
            "loops": [('.backward(grad)', '.backward(dout)')],
            "arrays": [('            dout = layer.backward(dout)\n        return dout\n', '            dx = layer.backward(dout)\n        return dx\n')],
            "float32": [('layer.backward(grads[-1])', 'layer.backward(grads[0])')],
        },
        "same-input-for-all": {
            "loops": [('.forward(out)', '.forward(x)')],
            "arrays": [('            x = layer.forward(x)\n        return x\n', '            out = layer.forward(x)\n        return out\n')],
            "float32": [('layer.forward(outs[-1])', 'layer.forward(outs[0])')],
        },
        "forward-stops-early": {
            "loops": [('        return out\n', '            return out\n')],
            "arrays": [('            x = layer.forward(x)\n        return x\n', '            return layer.forward(x)\n')],
            "float32": [('        return outs[-1]\n', '            return outs[-1]\n')],
        },
        "backward-stops-early": {
            "loops": [('        return grad\n', '            return grad\n')],
            "arrays": [('            dout = layer.backward(dout)\n        return dout\n', '            return layer.backward(dout)\n')],
            "float32": [('        return grads[-1]\n', '            return grads[-1]\n')],
        },
        "first-layer-not-asked": {
            "loops": [('range(len(self.layers) - 1, -1, -1)', 'range(len(self.layers) - 1, 0, -1)')],
            "arrays": [('reversed(self.layers)', 'reversed(self.layers[1:])')],
            "float32": [('self.layers[::-1]', 'self.layers[:0:-1]')],
        },
        "backward-steps": {
            "loops": [('            grad = self.layers[i].backward(grad)\n', '            grad = self.layers[i].backward(grad)\n            if hasattr(self.layers[i], "W"):\n                self.layers[i].W = self.layers[i].W - 0.01 * self.layers[i].dW\n                self.layers[i].b = self.layers[i].b - 0.01 * self.layers[i].db\n')],
            "arrays": [('        return dout\n', '        self.step(0.1)\n        return dout\n')],
            "float32": [('            grads.append(layer.backward(grads[-1]))\n', '            grads.append(layer.backward(grads[-1]))\n            if hasattr(layer, "W"):\n                layer.W -= layer.dW\n                layer.b -= layer.db\n')],
        },
        "no-layer-is-changed": {
            "loops": [('layer.W = layer.W', 'W = layer.W'), ('layer.b = layer.b', 'b = layer.b')],
            "arrays": [('            part.W -= learning_rate * part.dW\n            part.b -= learning_rate * part.db\n', '            W, b = part.W, part.b\n            W, b = W - learning_rate * part.dW, b - learning_rate * part.db\n')],
            "float32": [('setattr(layer, name, old - learning_rate * slope)', 'old = old - learning_rate * slope')],
        },
        "last-layer-left-out": {
            "loops": [('for i in range(len(self.layers)):', 'for i in range(len(self.layers) - 1):')],
            "arrays": [('for layer in self.layers:', 'for layer in self.layers[:-1]:')],
            "float32": [('            outs.append(layer.forward(outs[-1]))\n        return outs[-1]\n', '            if layer is not self.layers[-1]:\n                outs.append(layer.forward(outs[-1]))\n        return outs[-1]\n')],
        },
        "first-layer-left-out": {
            "loops": [('for i in range(len(self.layers)):', 'for i in range(1, len(self.layers)):')],
            "arrays": [('for layer in self.layers:', 'for layer in self.layers[1:]:')],
            "float32": [('        for layer in self.layers:\n            outs.append', '        first, *rest = self.layers\n        for layer in rest:\n            outs.append')],
        },
        "last-layer-not-asked": {
            "loops": [('range(len(self.layers) - 1, -1, -1)', 'range(len(self.layers) - 2, -1, -1)')],
            "arrays": [('reversed(self.layers)', 'reversed(self.layers[:-1])')],
            "float32": [('self.layers[::-1]', 'self.layers[::-1][1:]')],
        },
        "rate-shared-out": {
            "loops": [('layer.W - learning_rate * layer.dW', 'layer.W - learning_rate / len(self.layers) * layer.dW'), ('layer.b - learning_rate * layer.db', 'layer.b - learning_rate / len(self.layers) * layer.db')],
            "arrays": [('        for part in ', '        learning_rate = learning_rate / len(self.layers)\n        for part in ')],
            "float32": [('old - learning_rate * slope', 'old - learning_rate * slope / len(self.layers)')],
        },
        "sign-of-the-step": {
            "loops": [('layer.W - learning_rate', 'layer.W + learning_rate'), ('layer.b - learning_rate', 'layer.b + learning_rate')],
            "arrays": [('part.W -= ', 'part.W += '), ('part.b -= ', 'part.b += ')],
            "float32": [('old - learning_rate', 'old + learning_rate')],
        },
        "rate-forgotten": {
            "loops": [('learning_rate * layer.dW', 'layer.dW'), ('learning_rate * layer.db', 'layer.db')],
            "arrays": [('learning_rate * part.dW', 'part.dW'), ('learning_rate * part.db', 'part.db')],
            "float32": [('old - learning_rate * slope', 'old - slope')],
        },
        "biases-forgotten": {
            "loops": [('                layer.b = layer.b - learning_rate * layer.db\n', '')],
            "arrays": [('            part.b -= learning_rate * part.db\n', '')],
            "float32": [('("W", "b")', '("W",)')],
        },
        "weights-forgotten": {
            "loops": [('                layer.W = layer.W - learning_rate * layer.dW\n', '')],
            "arrays": [('            part.W -= learning_rate * part.dW\n', '')],
            "float32": [('("W", "b")', '("b",)')],
        },
        "step-stops-early": {
            "loops": [('                layer.b = layer.b - learning_rate * layer.db\n', '                layer.b = layer.b - learning_rate * layer.db\n                break\n')],
            "arrays": [('if hasattr(one, "W")]:', 'if hasattr(one, "W")][:1]:')],
            "float32": [('                setattr(layer, name, old - learning_rate * slope)\n', '                setattr(layer, name, old - learning_rate * slope)\n            return\n')],
        },
        "step-asks-one-layer": {
            "loops": [('                layer.b = layer.b - learning_rate * layer.db\n', '                layer.b = layer.b - learning_rate * layer.db\n            return\n')],
            "arrays": [('for one in self.layers if', 'for one in self.layers[:1] if')],
            "float32": [('                continue\n', '                break\n'), ('                setattr(layer, name, old - learning_rate * slope)\n', '                setattr(layer, name, old - learning_rate * slope)\n            break\n')],
        },
        "replaced-by-the-gradient": {
            "loops": [('layer.W = layer.W - learning_rate', 'layer.W = learning_rate'), ('layer.b = layer.b - learning_rate', 'layer.b = learning_rate')],
            "arrays": [('part.W -= ', 'part.W = '), ('part.b -= ', 'part.b = ')],
            "float32": [('old - learning_rate * slope', 'learning_rate * slope')],
        },
    },
}
