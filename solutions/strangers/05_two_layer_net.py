"""Unit 05: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "two-layer-net-forward": {
        "loops": """\
class TwoLayerNet(TwoLayerNet):
    def forward(self, X):
        W1, b1, W2, b2 = (self.params[name] for name in ("W1", "b1", "W2", "b2"))
        N, D = X.shape
        H, C = W2.shape
        hidden = np.zeros((N, H))
        scores = np.zeros((N, C))
        for i in range(N):
            for j in range(H):
                z = b1[j]
                for d in range(D):
                    z = z + X[i, d] * W1[d, j]
                if z > 0:
                    hidden[i, j] = z
            for c in range(C):
                s = b2[c]
                for j in range(H):
                    s = s + hidden[i, j] * W2[j, c]
                scores[i, c] = s
        return hidden, scores
""",
        "arrays": """\
class TwoLayerNet(TwoLayerNet):
    def forward(self, X):
        W1, b1, W2, b2 = (self.params[name] for name in ("W1", "b1", "W2", "b2"))
        z = X @ W1 + b1
        hidden = np.where(z > 0, z, 0.0)
        return hidden, hidden @ W2 + b2
""",
        "float32": """\
class TwoLayerNet(TwoLayerNet):
    def forward(self, X):
        W1, b1, W2, b2 = (self.params[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))
        X = X.astype(np.float32)
        hidden = np.dot(X, W1)
        hidden += b1
        hidden[hidden < 0] = 0
        scores = np.dot(hidden, W2)
        scores += b2
        return hidden, scores
""",
    },
    "two-layer-net-loss": {
        "loops": """\
class TwoLayerNet(TwoLayerNet):
    def loss_of_scores(self, scores, y, reg):
        W1, W2 = self.params["W1"], self.params["W2"]
        N, C = scores.shape
        loss = 0.0
        for i in range(N):
            row = scores[i] - np.max(scores[i])
            total = 0.0
            for c in range(C):
                total += np.exp(row[c])
            loss += np.log(total) - row[y[i]]
        loss = loss / N
        squares1 = 0.0
        for w in W1.flatten():
            squares1 += w**2
        squares2 = 0.0
        for w in W2.flatten():
            squares2 += w**2
        return loss + 0.5 * reg * (squares1 + squares2)
""",
        "arrays": """\
class TwoLayerNet(TwoLayerNet):
    def loss_of_scores(self, scores, y, reg):
        W1, W2 = self.params["W1"], self.params["W2"]
        s = scores - scores.max(axis=1, keepdims=True)
        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        data = -np.mean(log_p[np.arange(len(y)), y])
        price = reg / 2 * (np.sum(W1**2) + np.sum(W2**2))
        return data + price
""",
        "float32": """\
class TwoLayerNet(TwoLayerNet):
    def loss_of_scores(self, scores, y, reg):
        W1, W2 = self.params["W1"].astype(np.float32), self.params["W2"].astype(np.float32)
        scores = scores.astype(np.float32)
        top = np.amax(scores, axis=1)
        shifted = scores - top[:, None]
        sums = np.einsum("ij->i", np.exp(shifted))
        picked = np.take_along_axis(shifted, y[:, None], axis=1)[:, 0]
        data = np.sum(np.log(sums) - picked) / len(y)
        price = 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))
        return np.float32(data + price)
""",
    },
    "two-layer-net-gradients": {
        "loops": """\
class TwoLayerNet(TwoLayerNet):
    def gradients(self, X, y, hidden, scores, reg):
        W1, W2 = self.params["W1"], self.params["W2"]
        N, C = scores.shape
        D, H = W1.shape
        dscores = np.zeros((N, C))
        for i in range(N):
            e = np.exp(scores[i] - np.max(scores[i]))
            p = e / np.sum(e)
            for c in range(C):
                target = 1.0 if c == y[i] else 0.0
                dscores[i, c] = (p[c] - target) / N
        dW1 = np.zeros((D, H))
        db1 = np.zeros(H)
        dW2 = np.zeros((H, C))
        db2 = np.zeros(C)
        for i in range(N):
            dW2 += np.outer(hidden[i], dscores[i])
            db2 += dscores[i]
            dhidden = W2 @ dscores[i]
            dz = np.zeros(H)
            for j in range(H):
                if hidden[i, j] > 0:
                    dz[j] = dhidden[j]
            dW1 += np.outer(X[i], dz)
            db1 += dz
        dW1 += reg * W1
        dW2 += reg * W2
        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
""",
        "arrays": """\
class TwoLayerNet(TwoLayerNet):
    def gradients(self, X, y, hidden, scores, reg):
        W1, W2 = self.params["W1"], self.params["W2"]
        N, C = scores.shape
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        Y = np.eye(C)[y]
        dscores = (p - Y) / N
        dhidden = dscores @ W2.T
        dz = dhidden * (hidden > 0)
        return {
            "W1": X.T @ dz + reg * W1,
            "b1": dz.sum(axis=0),
            "W2": hidden.T @ dscores + reg * W2,
            "b2": dscores.sum(axis=0),
        }
""",
        "float32": """\
class TwoLayerNet(TwoLayerNet):
    def gradients(self, X, y, hidden, scores, reg):
        W1, W2 = self.params["W1"].astype(np.float32), self.params["W2"].astype(np.float32)
        X, hidden, scores = (a.astype(np.float32) for a in (X, hidden, scores))
        N = len(X)
        dscores = np.exp(scores - np.max(scores, axis=1)[:, None])
        dscores /= np.sum(dscores, axis=1)[:, None]
        dscores[np.arange(N), y] -= 1
        dscores /= N
        grads = {}
        grads["W2"] = np.dot(hidden.T, dscores)
        grads["b2"] = np.sum(dscores, axis=0)
        dz = np.dot(dscores, W2.T)
        dz[hidden <= 0] = 0
        grads["W1"] = np.dot(X.T, dz)
        grads["b1"] = np.sum(dz, axis=0)
        grads["W2"] += reg * W2
        grads["W1"] += reg * W1
        return grads
""",
    },
    "two-layer-net-predict": {
        "loops": """\
class TwoLayerNet(TwoLayerNet):
    def predict(self, X):
        hidden, scores = self.forward(X)
        N, C = scores.shape
        answer = np.zeros(N, dtype=int)
        for i in range(N):
            best = 0
            for c in range(1, C):
                if scores[i, c] > scores[i, best]:
                    best = c
            answer[i] = best
        return answer
""",
        "arrays": """\
class TwoLayerNet(TwoLayerNet):
    def predict(self, X):
        return self.forward(X)[1].argmax(axis=1)
""",
        "float32": """\
class TwoLayerNet(TwoLayerNet):
    def predict(self, X):
        scores = self.loss(X)
        ranking = np.argsort(-scores, axis=1, kind="stable")
        return ranking[:, 0]
""",
    },
    "two-layer-net-train": {
        "loops": """\
class TwoLayerNet(TwoLayerNet):

    def train(self, X, y, X_val, y_val, learning_rate=1e-3, learning_rate_decay=0.95, reg=5e-6,
              num_iters=100, batch_size=200, verbose=False):
        num_train = X.shape[0]
        iterations_per_epoch = max(1, num_train // batch_size)
        loss_history = []
        train_acc_history = []
        val_acc_history = []

        for it in range(num_iters):
            batch = self.rng.choice(num_train, batch_size)
            X_batch = X[batch]
            y_batch = y[batch]

            loss, grads = self.loss(X_batch, y_batch, reg)
            loss_history.append(loss)

            for name in ["W1", "b1", "W2", "b2"]:
                self.params[name] = self.params[name] - learning_rate * grads[name]

            if (it + 1) % iterations_per_epoch == 0:
                right = 0
                for guess, answer in zip(self.predict(X), y):
                    if guess == answer:
                        right += 1
                train_acc_history.append(right / len(y))

                right_val = 0
                for guess_val, answer_val in zip(self.predict(X_val), y_val):
                    if guess_val == answer_val:
                        right_val += 1
                val_acc_history.append(right_val / len(y_val))

                learning_rate = learning_rate * learning_rate_decay
                if verbose:
                    print("iteration", it, "loss", loss)

        return {
            "loss_history": loss_history,
            "train_acc_history": train_acc_history,
            "val_acc_history": val_acc_history,
        }
""",
        "arrays": """\
class TwoLayerNet(TwoLayerNet):

    def train(self, X, y, X_val, y_val, learning_rate=1e-3, learning_rate_decay=0.95, reg=5e-6,
              num_iters=100, batch_size=200, verbose=False):
        N = len(y)
        per_epoch = max(1, N // batch_size)
        steps = np.arange(num_iters)
        ends = (steps + 1) % per_epoch == 0
        rates = learning_rate * learning_rate_decay ** (np.cumsum(ends) - ends)
        batches = self.rng.integers(0, N, (num_iters, batch_size))
        losses, acc = np.zeros(num_iters), []
        for it, (rows, rate, end) in enumerate(zip(batches, rates, ends)):
            losses[it], grads = self.loss(X[rows], y[rows], reg)
            self.params = {k: p - rate * grads[k] for k, p in self.params.items()}
            if end:
                acc.append([(self.predict(X) == y).mean(), (self.predict(X_val) == y_val).mean()])
                if verbose:
                    print(it, losses[it], *acc[-1])
        train_acc, val_acc = np.array(acc).reshape(-1, 2).T
        return dict(loss_history=losses, train_acc_history=train_acc, val_acc_history=val_acc)
""",
        "float32": """\
class TwoLayerNet(TwoLayerNet):

    def train(self, X, y, X_val, y_val, learning_rate=1e-3, learning_rate_decay=0.95, reg=5e-6,
              num_iters=100, batch_size=200, verbose=False):
        X, X_val = X.astype(np.float32), X_val.astype(np.float32)
        N = X.shape[0]
        epoch = max(int(N / batch_size), 1)
        last_ones = set(range(epoch - 1, num_iters, epoch))

        def accuracy(data, labels):
            return np.mean(self.predict(data) == labels)

        history = {"loss_history": [], "train_acc_history": [], "val_acc_history": []}
        for it in range(num_iters):
            pick = (self.rng.random(batch_size) * N).astype(int)
            Xb, yb = X[pick], y[pick]
            loss, grads = self.loss(Xb, yb, reg)
            history["loss_history"].append(loss)
            for key, grad in grads.items():
                step = learning_rate * grad
                self.params[key] = (self.params[key] - step).astype(np.float32)
            if it in last_ones:
                history["train_acc_history"].append(accuracy(X, y))
                history["val_acc_history"].append(accuracy(X_val, y_val))
                learning_rate *= learning_rate_decay
                if verbose:
                    print(f"{it}: {loss}")
        return {key: np.array(values, dtype=np.float32) for key, values in history.items()}
""",
    },
}

MISTAKES = {
    "two-layer-net-forward": {
        "nothing-bends": {
            "loops": [('                if z > 0:\n                    hidden[i, j] = z\n', '                hidden[i, j] = z\n')],
            "arrays": [('        z = X @ W1 + b1\n        hidden = np.where(z > 0, z, 0.0)\n', '        hidden = X @ W1 + b1\n')],
            "float32": [('        hidden[hidden < 0] = 0\n', '')],
        },
        "scores-before-the-relu": {
            "loops": [('        scores = np.zeros((N, C))\n', '        scores = np.zeros((N, C))\n        before = np.zeros((N, H))\n'), ('                if z > 0:\n', '                before[i, j] = z\n                if z > 0:\n'), ('s + hidden[i, j] * W2[j, c]', 's + before[i, j] * W2[j, c]')],
            "arrays": [('return hidden, hidden @ W2 + b2', 'return hidden, z @ W2 + b2')],
            "float32": [('        hidden[hidden < 0] = 0\n        scores = np.dot(hidden, W2)\n        scores += b2\n', '        scores = np.dot(hidden, W2)\n        scores += b2\n        hidden[hidden < 0] = 0\n')],
        },
        "hidden-before-the-relu": {
            "loops": [('                if z > 0:\n                    hidden[i, j] = z\n', '                hidden[i, j] = z\n'), ('s + hidden[i, j] * W2[j, c]', 's + max(hidden[i, j], 0) * W2[j, c]')],
            "arrays": [('return hidden, hidden @ W2 + b2', 'return z, hidden @ W2 + b2')],
            "float32": [('        hidden[hidden < 0] = 0\n        scores = np.dot(hidden, W2)\n', '        scores = np.dot(np.maximum(hidden, 0), W2)\n')],
        },
        "scores-bent-too": {
            "loops": [('                scores[i, c] = s\n', '                if s > 0:\n                    scores[i, c] = s\n')],
            "arrays": [('        return hidden, hidden @ W2 + b2\n', '        s = hidden @ W2 + b2\n        return hidden, np.where(s > 0, s, 0.0)\n')],
            "float32": [('        scores += b2\n', '        scores += b2\n        scores[scores < 0] = 0\n')],
        },
        "scores-bent-instead": {
            "loops": [('                if z > 0:\n                    hidden[i, j] = z\n', '                hidden[i, j] = z\n'), ('                scores[i, c] = s\n', '                if s > 0:\n                    scores[i, c] = s\n')],
            "arrays": [('        z = X @ W1 + b1\n        hidden = np.where(z > 0, z, 0.0)\n        return hidden, hidden @ W2 + b2\n', '        hidden = X @ W1 + b1\n        z = hidden @ W2 + b2\n        return hidden, np.where(z > 0, z, 0.0)\n')],
            "float32": [('        hidden[hidden < 0] = 0\n', ''), ('        scores += b2\n', '        scores += b2\n        scores[scores < 0] = 0\n')],
        },
        "minimum-for-maximum": {
            "loops": [('if z > 0:', 'if z < 0:')],
            "arrays": [('np.where(z > 0, z, 0.0)', 'np.where(z > 0, 0.0, z)')],
            "float32": [('hidden[hidden < 0] = 0', 'hidden[hidden > 0] = 0')],
        },
        "absolute-value": {
            "loops": [('                    hidden[i, j] = z\n', '                    hidden[i, j] = z\n                else:\n                    hidden[i, j] = -z\n')],
            "arrays": [('np.where(z > 0, z, 0.0)', 'np.abs(z)')],
            "float32": [('hidden[hidden < 0] = 0', 'hidden[hidden < 0] *= -1')],
        },
        "logistic-for-relu": {
            "loops": [('                if z > 0:\n                    hidden[i, j] = z\n', '                hidden[i, j] = 1 / (1 + np.exp(-z))\n')],
            "arrays": [('np.where(z > 0, z, 0.0)', '1 / (1 + np.exp(-z))')],
            "float32": [('hidden[hidden < 0] = 0', 'hidden = 0.5 * (1 + np.tanh(0.5 * hidden))')],
        },
        "tanh-for-relu": {
            "loops": [('                if z > 0:\n                    hidden[i, j] = z\n', '                hidden[i, j] = np.tanh(z)\n')],
            "arrays": [('np.where(z > 0, z, 0.0)', 'np.tanh(z)')],
            "float32": [('hidden[hidden < 0] = 0', 'hidden = np.tanh(hidden)')],
        },
        "steps-for-hinges": {
            "loops": [('hidden[i, j] = z', 'hidden[i, j] = 1')],
            "arrays": [('np.where(z > 0, z, 0.0)', 'np.where(z > 0, 1.0, 0.0)')],
            "float32": [('hidden[hidden < 0] = 0', 'hidden = (hidden > 0).astype(np.float32)')],
        },
        "leaky": {
            "loops": [('                    hidden[i, j] = z\n', '                    hidden[i, j] = z\n                else:\n                    hidden[i, j] = 0.01 * z\n')],
            "arrays": [('np.where(z > 0, z, 0.0)', 'np.where(z > 0, z, 0.1 * z)')],
            "float32": [('hidden[hidden < 0] = 0', 'hidden[hidden < 0] *= 0.05')],
        },
        "hidden-bias-missing": {
            "loops": [('z = b1[j]', 'z = 0.0')],
            "arrays": [('X @ W1 + b1', 'X @ W1')],
            "float32": [('        hidden += b1\n', '')],
        },
        "hidden-bias-after-relu": {
            "loops": [('z = b1[j]', 'z = 0.0'), ('                    hidden[i, j] = z\n', '                    hidden[i, j] = z\n                hidden[i, j] += b1[j]\n')],
            "arrays": [('X @ W1 + b1', 'X @ W1'), ('np.where(z > 0, z, 0.0)', 'np.where(z > 0, z, 0.0) + b1')],
            "float32": [('        hidden += b1\n        hidden[hidden < 0] = 0\n', '        hidden[hidden < 0] = 0\n        hidden += b1\n')],
        },
        "score-bias-missing": {
            "loops": [('s = b2[c]', 's = 0.0')],
            "arrays": [('hidden @ W2 + b2', 'hidden @ W2')],
            "float32": [('        scores += b2\n', '')],
        },
        "biases-missing": {
            "loops": [('z = b1[j]', 'z = 0.0'), ('s = b2[c]', 's = 0.0')],
            "arrays": [('X @ W1 + b1', 'X @ W1'), ('hidden @ W2 + b2', 'hidden @ W2')],
            "float32": [('        hidden += b1\n', ''), ('        scores += b2\n', '')],
        },
        "probabilities-for-scores": {
            "loops": [('                scores[i, c] = s\n', '                scores[i, c] = s\n            e = np.exp(scores[i] - np.max(scores[i]))\n            scores[i] = e / np.sum(e)\n')],
            "arrays": [('        return hidden, hidden @ W2 + b2\n', '        s = hidden @ W2 + b2\n        e = np.exp(s - s.max(axis=1, keepdims=True))\n        return hidden, e / e.sum(axis=1, keepdims=True)\n')],
            "float32": [('        scores += b2\n', '        scores += b2\n        scores = np.exp(scores - np.max(scores, axis=1)[:, None])\n        scores /= np.sum(scores, axis=1)[:, None]\n')],
        },
        "returned-in-the-other-order": {
            "loops": [('return hidden, scores', 'return scores, hidden')],
            "arrays": [('return hidden, hidden @ W2 + b2', 'return hidden @ W2 + b2, hidden')],
            "float32": [('return hidden, scores', 'return scores, hidden')],
        },
    },
    "two-layer-net-loss": {
        "price-missing": {
            "loops": [('loss + 0.5 * reg * (squares1 + squares2)', 'loss')],
            "arrays": [('reg / 2 *', 'reg // 2 *')],
            "float32": [('        price = 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))\n', ''), ('np.float32(data + price)', 'np.float32(data)')],
        },
        "price-without-half": {
            "loops": [('loss + 0.5 * reg * (squares1 + squares2)', 'loss + reg * (squares1 + squares2)')],
            "arrays": [('reg / 2 *', 'reg *')],
            "float32": [('0.5 * reg *', 'reg *')],
        },
        "price-first-layer-only": {
            "loops": [('        squares2 = 0.0\n        for w in W2.flatten():\n            squares2 += w**2\n', ''), ('loss + 0.5 * reg * (squares1 + squares2)', 'loss + 0.5 * reg * squares1')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * np.sum(W1**2)')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', '0.5 * reg * np.vdot(W1, W1)')],
        },
        "price-second-layer-only": {
            "loops": [('        squares1 = 0.0\n        for w in W1.flatten():\n            squares1 += w**2\n', ''), ('loss + 0.5 * reg * (squares1 + squares2)', 'loss + 0.5 * reg * squares2')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * np.sum(W2**2)')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', '0.5 * reg * np.vdot(W2, W2)')],
        },
        "half-on-one-layer": {
            "loops": [('loss + 0.5 * reg * (squares1 + squares2)', 'loss + reg * (0.5 * squares1 + squares2)')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * np.sum(W1**2) + reg * np.sum(W2**2)')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', 'reg * (0.5 * np.vdot(W1, W1) + np.vdot(W2, W2))')],
        },
        "reg-on-one-layer": {
            "loops": [('loss + 0.5 * reg * (squares1 + squares2)', 'loss + 0.5 * reg * squares1 + squares2')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * np.sum(W1**2) + np.sum(W2**2)')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', '0.5 * reg * np.vdot(W1, W1) + np.vdot(W2, W2)')],
        },
        "biases-pay-too": {
            "loops": [('            squares1 += w**2\n', '            squares1 += w**2\n        for b in self.params["b1"]:\n            squares1 += b**2\n'), ('            squares2 += w**2\n', '            squares2 += w**2\n        for b in self.params["b2"]:\n            squares2 += b**2\n')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * sum(np.sum(a**2) for a in self.params.values())')],
            "float32": [('        price = 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))\n', '        b1, b2 = self.params["b1"].astype(np.float32), self.params["b2"].astype(np.float32)\n        price = 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2) + np.vdot(b1, b1) + np.vdot(b2, b2))\n')],
        },
        "price-divided-by-n": {
            "loops": [('        loss = loss / N\n', ''), ('loss + 0.5 * reg * (squares1 + squares2)', '(loss + 0.5 * reg * (squares1 + squares2)) / N')],
            "arrays": [('reg / 2 *', 'reg / (2 * len(y)) *')],
            "float32": [('data = np.sum(np.log(sums) - picked) / len(y)', 'data = np.sum(np.log(sums) - picked)'), ('np.float32(data + price)', 'np.float32((data + price) / len(y))')],
        },
        "price-averaged": {
            "loops": [('loss + 0.5 * reg * (squares1 + squares2)', 'loss + 0.5 * reg * (squares1 / W1.size + squares2 / W2.size)')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * (np.mean(W1**2) + np.mean(W2**2))')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', '0.5 * reg * (np.mean(np.square(W1)) + np.mean(np.square(W2)))')],
        },
        "price-of-absolute-values": {
            "loops": [('squares1 += w**2', 'squares1 += abs(w)'), ('squares2 += w**2', 'squares2 += abs(w)')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * (np.abs(W1).sum() + np.abs(W2).sum())')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', '0.5 * reg * (np.sum(np.abs(W1)) + np.sum(np.abs(W2)))')],
        },
        "price-summed-then-squared": {
            "loops": [('squares1 += w**2', 'squares1 += w'), ('squares2 += w**2', 'squares2 += w'), ('loss + 0.5 * reg * (squares1 + squares2)', 'loss + 0.5 * reg * (squares1**2 + squares2**2)')],
            "arrays": [('reg / 2 * (np.sum(W1**2) + np.sum(W2**2))', 'reg / 2 * (np.sum(W1) ** 2 + np.sum(W2) ** 2)')],
            "float32": [('0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))', '0.5 * reg * (np.square(W1.sum()) + np.square(W2.sum()))')],
        },
        "price-subtracted": {
            "loops": [('loss + 0.5 * reg * (squares1 + squares2)', 'loss - 0.5 * reg * (squares1 + squares2)')],
            "arrays": [('return data + price', 'return data - price')],
            "float32": [('data + price', 'data - price')],
        },
        "not-averaged": {
            "loops": [('        loss = loss / N\n', '')],
            "arrays": [('-np.mean(log_p', '-np.sum(log_p')],
            "float32": [('np.sum(np.log(sums) - picked) / len(y)', 'np.sum(np.log(sums) - picked)')],
        },
        "averaged-over-the-table": {
            "loops": [('loss = loss / N', 'loss = loss / (N * C)')],
            "arrays": [('-np.mean(log_p[np.arange(len(y)), y])', '-np.sum(log_p[np.arange(len(y)), y]) / log_p.size')],
            "float32": [('picked) / len(y)', 'picked) / scores.size')],
        },
        "data-sign": {
            "loops": [('loss += np.log(total) - row[y[i]]', 'loss += row[y[i]] - np.log(total)')],
            "arrays": [('data = -np.mean', 'data = np.mean')],
            "float32": [('np.sum(np.log(sums) - picked)', 'np.sum(picked - np.log(sums))')],
        },
        "right-score-missing": {
            "loops": [('loss += np.log(total) - row[y[i]]', 'loss += np.log(total)')],
            "arrays": [('        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))\n        data = -np.mean(log_p[np.arange(len(y)), y])\n', '        data = np.mean(np.log(np.exp(s).sum(axis=1)))\n')],
            "float32": [('        picked = np.take_along_axis(shifted, y[:, None], axis=1)[:, 0]\n', ''), ('np.sum(np.log(sums) - picked)', 'np.sum(np.log(sums) + top)')],
        },
        "right-score-added": {
            "loops": [('np.log(total) - row[y[i]]', 'np.log(total) + row[y[i]]')],
            "arrays": [('log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))', 'losses = np.log(np.exp(s).sum(axis=1, keepdims=True)) + s'), ('data = -np.mean(log_p[', 'data = np.mean(losses[')],
            "float32": [('np.log(sums) - picked', 'np.log(sums) + picked')],
        },
        "maximum-not-put-back": {
            "loops": [('np.log(total) - row[y[i]]', 'np.log(total) - scores[i, y[i]]')],
            "arrays": [('log_p = s - np.log', 'log_p = scores - np.log')],
            "float32": [('np.take_along_axis(shifted, ', 'np.take_along_axis(scores, ')],
        },
        "picks-whole-columns": {
            "loops": [('            loss += np.log(total) - row[y[i]]\n        loss = loss / N\n', '            loss += np.log(total)\n        shifted = scores - np.max(scores, axis=1, keepdims=True)\n        right = shifted[:, y]\n        loss = (loss - np.sum(right)) / N\n')],
            "arrays": [('log_p[np.arange(len(y)), y]', 'log_p[:, y]')],
            "float32": [('picked = np.take_along_axis(shifted, y[:, None], axis=1)[:, 0]', 'picked = shifted[:, y]')],
        },
        "sum-over-everything": {
            "loops": [('        loss = 0.0\n        for i in range(N):\n            row = scores[i] - np.max(scores[i])\n            total = 0.0\n            for c in range(C):\n                total += np.exp(row[c])\n', '        loss = 0.0\n        total = 0.0\n        for i in range(N):\n            row = scores[i] - np.max(scores[i])\n            for c in range(C):\n                total += np.exp(row[c])\n        for i in range(N):\n            row = scores[i] - np.max(scores[i])\n')],
            "arrays": [('np.exp(s).sum(axis=1, keepdims=True)', 'np.exp(s).sum()')],
            "float32": [('np.einsum("ij->i", np.exp(shifted))', 'np.einsum("ij->", np.exp(shifted))')],
        },
        "logarithm-forgotten": {
            "loops": [('np.log(total) - row[y[i]]', 'total - row[y[i]]')],
            "arrays": [('s - np.log(np.exp(s).sum(axis=1, keepdims=True))', 's - np.exp(s).sum(axis=1, keepdims=True)')],
            "float32": [('np.sum(np.log(sums) - picked)', 'np.sum(sums - picked)')],
        },
        "probability-for-logarithm": {
            "loops": [('loss += np.log(total) - row[y[i]]', 'loss -= np.exp(row[y[i]]) / total')],
            "arrays": [('log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))', 'p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)'), ('-np.mean(log_p[', '-np.mean(p[')],
            "float32": [('np.sum(np.log(sums) - picked)', '-np.sum(np.exp(picked) / sums)')],
        },
        "no-shift": {
            "loops": [('row = scores[i] - np.max(scores[i])', 'row = scores[i]')],
            "arrays": [('        s = scores - scores.max(axis=1, keepdims=True)\n        log_p = s - np.log(np.exp(s)', '        log_p = scores - np.log(np.exp(scores)')],
            "float32": [('        top = np.amax(scores, axis=1)\n        shifted = scores - top[:, None]\n', '        shifted = scores\n')],
        },
        "shift-by-the-global-maximum": {
            "loops": [('row = scores[i] - np.max(scores[i])', 'row = scores[i] - np.max(scores)')],
            "arrays": [('s = scores - scores.max(axis=1, keepdims=True)', 's = scores - scores.max()')],
            "float32": [('        top = np.amax(scores, axis=1)\n        shifted = scores - top[:, None]\n', '        top = np.amax(scores)\n        shifted = scores - top\n')],
        },
        "shift-by-columns": {
            "loops": [('row = scores[i] - np.max(scores[i])', 'row = scores[i] - np.max(scores, axis=0)')],
            "arrays": [('s = scores - scores.max(axis=1, keepdims=True)', 's = scores - scores.max(axis=0, keepdims=True)')],
            "float32": [('        top = np.amax(scores, axis=1)\n        shifted = scores - top[:, None]\n', '        top = np.amax(scores, axis=0)\n        shifted = scores - top\n')],
        },
        "shift-by-the-minimum": {
            "loops": [('row = scores[i] - np.max(scores[i])', 'row = scores[i] - np.min(scores[i])')],
            "arrays": [('s = scores - scores.max(axis=1, keepdims=True)', 's = scores - scores.mean(axis=1, keepdims=True)')],
            "float32": [('top = np.amax(scores, axis=1)', 'top = np.amin(scores, axis=1)')],
        },
        "divided-by-the-maximum": {
            "loops": [('row = scores[i] - np.max(scores[i])', 'row = scores[i] / np.max(scores[i])')],
            "arrays": [('s = scores - scores.max(axis=1, keepdims=True)', 's = scores / scores.max(axis=1, keepdims=True)')],
            "float32": [('shifted = scores - top[:, None]', 'shifted = scores / top[:, None]')],
        },
    },
    "two-layer-net-gradients": {
        "mask-missing": {
            "loops": [('                if hidden[i, j] > 0:\n                    dz[j] = dhidden[j]\n', '                dz[j] = dhidden[j]\n')],
            "arrays": [('dz = dhidden * (hidden > 0)', 'dz = np.where(hidden < 0, 0.0, dhidden)')],
            "float32": [('        dz[hidden <= 0] = 0\n', '        dz[hidden < 0] = 0\n')],
        },
        "mask-missing-from-db1": {
            "loops": [('db1 += dz', 'db1 += dhidden')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b1": dhidden.sum(axis=0),')],
            "float32": [('        dz[hidden <= 0] = 0\n', '        grads["b1"] = np.sum(dz, axis=0)\n        dz[hidden <= 0] = 0\n'), ('        grads["W1"] = np.dot(X.T, dz)\n        grads["b1"] = np.sum(dz, axis=0)\n', '        grads["W1"] = np.dot(X.T, dz)\n')],
        },
        "mask-missing-from-dw1": {
            "loops": [('np.outer(X[i], dz)', 'np.outer(X[i], dhidden)')],
            "arrays": [('X.T @ dz', 'X.T @ dhidden')],
            "float32": [('        dz[hidden <= 0] = 0\n        grads["W1"] = np.dot(X.T, dz)\n', '        grads["W1"] = np.dot(X.T, dz)\n        dz[hidden <= 0] = 0\n')],
        },
        "relu-of-the-gradient": {
            "loops": [('if hidden[i, j] > 0:', 'if dhidden[j] > 0:')],
            "arrays": [('dz = dhidden * (hidden > 0)', 'dz = dhidden * (dhidden > 0)')],
            "float32": [('        dz[hidden <= 0] = 0\n', '        dz = np.maximum(dz, 0)\n')],
        },
        "mask-inverted": {
            "loops": [('if hidden[i, j] > 0:', 'if hidden[i, j] == 0:')],
            "arrays": [('dz = dhidden * (hidden > 0)', 'dz = dhidden * (hidden <= 0)')],
            "float32": [('        dz[hidden <= 0] = 0\n', '        dz[hidden > 0] = 0\n')],
        },
        "mask-of-activations": {
            "loops": [('                if hidden[i, j] > 0:\n                    dz[j] = dhidden[j]\n', '                dz[j] = dhidden[j] * hidden[i, j]\n')],
            "arrays": [('dz = dhidden * (hidden > 0)', 'dz = dhidden * hidden')],
            "float32": [('        dz[hidden <= 0] = 0\n', '        dz *= hidden\n')],
        },
        "logistic-slope": {
            "loops": [('                if hidden[i, j] > 0:\n                    dz[j] = dhidden[j]\n', '                dz[j] = dhidden[j] * hidden[i, j] * (1 - hidden[i, j])\n')],
            "arrays": [('dz = dhidden * (hidden > 0)', 'dz = dhidden * hidden * (1 - hidden)')],
            "float32": [('        dz[hidden <= 0] = 0\n', '        dz *= hidden - hidden**2\n')],
        },
        "one-hot-missing": {
            "loops": [('                target = 1.0 if c == y[i] else 0.0\n', ''), ('dscores[i, c] = (p[c] - target) / N', 'dscores[i, c] = p[c] / N')],
            "arrays": [('        Y = np.eye(C)[y]\n', ''), ('dscores = (p - Y) / N', 'dscores = p / N')],
            "float32": [('        dscores[np.arange(N), y] -= 1\n', '')],
        },
        "scores-for-probabilities": {
            "loops": [('dscores[i, c] = (p[c] - target) / N', 'dscores[i, c] = (scores[i, c] - target) / N')],
            "arrays": [('dscores = (p - Y) / N', 'dscores = (scores - Y) / N')],
            "float32": [('        dscores = np.exp(scores - np.max(scores, axis=1)[:, None])\n        dscores /= np.sum(dscores, axis=1)[:, None]\n', '        dscores = scores.copy()\n')],
        },
        "one-everywhere": {
            "loops": [('                target = 1.0 if c == y[i] else 0.0\n', ''), ('dscores[i, c] = (p[c] - target) / N', 'dscores[i, c] = (p[c] - 1) / N')],
            "arrays": [('        Y = np.eye(C)[y]\n', '        Y = np.ones(C)\n')],
            "float32": [('dscores[np.arange(N), y] -= 1', 'dscores -= 1')],
        },
        "whole-rows-lowered": {
            "loops": [('            for c in range(C):\n                target = 1.0 if c == y[i] else 0.0\n                dscores[i, c] = (p[c] - target) / N\n', '            dscores[i] = p\n        dscores[y] -= 1\n        dscores = dscores / N\n')],
            "arrays": [('        Y = np.eye(C)[y]\n        dscores = (p - Y) / N\n', '        p[y] -= 1\n        dscores = p / N\n')],
            "float32": [('dscores[np.arange(N), y] -= 1', 'dscores[y, :] -= 1')],
        },
        "data-gradient-sign": {
            "loops": [('(p[c] - target) / N', '(target - p[c]) / N')],
            "arrays": [('(p - Y) / N', '(Y - p) / N')],
            "float32": [('        dscores[np.arange(N), y] -= 1\n        dscores /= N\n', '        one_hot = np.zeros_like(dscores)\n        one_hot[np.arange(N), y] = 1\n        dscores = (one_hot - dscores) / N\n')],
        },
        "not-averaged": {
            "loops": [('(p[c] - target) / N', 'p[c] - target')],
            "arrays": [('(p - Y) / N', 'p - Y')],
            "float32": [('        dscores /= N\n', '')],
        },
        "one-hot-divided-only": {
            "loops": [('(p[c] - target) / N', 'p[c] - target / N')],
            "arrays": [('(p - Y) / N', 'p - Y / N')],
            "float32": [('        dscores[np.arange(N), y] -= 1\n        dscores /= N\n', '        dscores[np.arange(N), y] -= 1 / N\n')],
        },
        "weights-averaged-twice": {
            "loops": [('dW1 += reg * W1', 'dW1 = dW1 / N + reg * W1'), ('dW2 += reg * W2', 'dW2 = dW2 / N + reg * W2')],
            "arrays": [('X.T @ dz', 'X.T @ dz / N'), ('hidden.T @ dscores', 'hidden.T @ dscores / N')],
            "float32": [('np.dot(hidden.T, dscores)', 'np.dot(hidden.T, dscores) / N'), ('np.dot(X.T, dz)', 'np.dot(X.T, dz) / N')],
        },
        "biases-averaged-twice": {
            "loops": [('db2 += dscores[i]', 'db2 += dscores[i] / N'), ('db1 += dz', 'db1 += dz / N')],
            "arrays": [('dz.sum(axis=0)', 'dz.mean(axis=0)'), ('dscores.sum(axis=0)', 'dscores.mean(axis=0)')],
            "float32": [('grads["b1"] = np.sum(dz, axis=0)', 'grads["b1"] = np.mean(dz, axis=0)'), ('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b2"] = np.mean(dscores, axis=0)')],
        },
        "db1-averaged-twice": {
            "loops": [('        dW1 += reg * W1\n', '        db1 = db1 / N\n        dW1 += reg * W1\n')],
            "arrays": [('dz.sum(axis=0)', 'dz.mean(axis=0)')],
            "float32": [('grads["b1"] = np.sum(dz, axis=0)', 'grads["b1"] = np.mean(dz, axis=0)')],
        },
        "db2-averaged-twice": {
            "loops": [('        dW1 += reg * W1\n', '        db2 = db2 / N\n        dW1 += reg * W1\n')],
            "arrays": [('dscores.sum(axis=0)', 'dscores.mean(axis=0)')],
            "float32": [('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b2"] = np.mean(dscores, axis=0)')],
        },
        "biases-not-summed": {
            "loops": [('db1 = np.zeros(H)', 'db1 = np.zeros((N, H))'), ('db2 = np.zeros(C)', 'db2 = np.zeros((N, C))'), ('db2 += dscores[i]', 'db2[i] = dscores[i]'), ('db1 += dz', 'db1[i] = dz')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b1": dz,'), ('"b2": dscores.sum(axis=0),', '"b2": dscores,')],
            "float32": [('grads["b1"] = np.sum(dz, axis=0)', 'grads["b1"] = dz'), ('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b2"] = dscores')],
        },
        "biases-wrong-axis": {
            "loops": [('db1 = np.zeros(H)', 'db1 = np.zeros(N)'), ('db2 = np.zeros(C)', 'db2 = np.zeros(N)'), ('db2 += dscores[i]', 'db2[i] = np.sum(dscores[i])'), ('db1 += dz', 'db1[i] = np.sum(dz)')],
            "arrays": [('dz.sum(axis=0)', 'dz.sum(axis=1)'), ('dscores.sum(axis=0)', 'dscores.sum(axis=1)')],
            "float32": [('grads["b1"] = np.sum(dz, axis=0)', 'grads["b1"] = np.sum(dz, axis=-1)'), ('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b2"] = np.sum(dscores, axis=-1)')],
        },
        "biases-zero": {
            "loops": [('            db2 += dscores[i]\n', ''), ('            db1 += dz\n', '')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b1": np.zeros_like(self.params["b1"]),'), ('"b2": dscores.sum(axis=0),', '"b2": np.zeros_like(self.params["b2"]),')],
            "float32": [('grads["b1"] = np.sum(dz, axis=0)', 'grads["b1"] = np.zeros(W1.shape[1], np.float32)'), ('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b2"] = np.zeros(W2.shape[1], np.float32)')],
        },
        "price-gradient-doubled": {
            "loops": [('dW1 += reg * W1', 'dW1 += 2 * reg * W1'), ('dW2 += reg * W2', 'dW2 += 2 * reg * W2')],
            "arrays": [('+ reg * W1', '+ 2 * reg * W1'), ('+ reg * W2', '+ 2 * reg * W2')],
            "float32": [('+= reg * W2', '+= reg * (W2 + W2)'), ('+= reg * W1', '+= reg * (W1 + W1)')],
        },
        "price-gradient-halved": {
            "loops": [('dW1 += reg * W1', 'dW1 += 0.5 * reg * W1'), ('dW2 += reg * W2', 'dW2 += 0.5 * reg * W2')],
            "arrays": [('+ reg * W1', '+ reg / 2 * W1'), ('+ reg * W2', '+ reg / 2 * W2')],
            "float32": [('+= reg * W2', '+= 0.5 * reg * W2'), ('+= reg * W1', '+= 0.5 * reg * W1')],
        },
        "price-missing": {
            "loops": [('        dW1 += reg * W1\n        dW2 += reg * W2\n', '')],
            "arrays": [(' + reg * W1', ''), (' + reg * W2', '')],
            "float32": [('        grads["W2"] += reg * W2\n        grads["W1"] += reg * W1\n', '')],
        },
        "price-missing-from-dw1": {
            "loops": [('        dW1 += reg * W1\n', '')],
            "arrays": [(' + reg * W1', '')],
            "float32": [('        grads["W1"] += reg * W1\n', '')],
        },
        "price-missing-from-dw2": {
            "loops": [('        dW2 += reg * W2\n', '')],
            "arrays": [(' + reg * W2', '')],
            "float32": [('        grads["W2"] += reg * W2\n', '')],
        },
        "price-gradient-divided-by-n": {
            "loops": [('(p[c] - target) / N', 'p[c] - target'), ('        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}', '        dW1, db1, dW2, db2 = dW1 / N, db1 / N, dW2 / N, db2 / N\n        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}')],
            "arrays": [('+ reg * W1', '+ reg * W1 / N'), ('+ reg * W2', '+ reg * W2 / N')],
            "float32": [('+= reg * W2', '+= reg / N * W2'), ('+= reg * W1', '+= reg / N * W1')],
        },
        "biases-pay": {
            "loops": [('        dW2 += reg * W2\n', '        dW2 += reg * W2\n        db1 += reg * self.params["b1"]\n        db2 += reg * self.params["b2"]\n')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b1": dz.sum(axis=0) + reg * self.params["b1"],'), ('"b2": dscores.sum(axis=0),', '"b2": dscores.sum(axis=0) + reg * self.params["b2"],')],
            "float32": [('        grads["W2"] += reg * W2\n        grads["W1"] += reg * W1\n', '        for name in grads:\n            grads[name] += reg * self.params[name].astype(np.float32)\n')],
        },
        "db1-pays": {
            "loops": [('        dW2 += reg * W2\n', '        dW2 += reg * W2\n        db1 += reg * self.params["b1"]\n')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b1": dz.sum(axis=0) + reg * self.params["b1"],')],
            "float32": [('        grads["W1"] += reg * W1\n', '        grads["W1"] += reg * W1\n        grads["b1"] += reg * self.params["b1"].astype(np.float32)\n')],
        },
        "db2-pays": {
            "loops": [('        dW2 += reg * W2\n', '        dW2 += reg * W2\n        db2 += reg * self.params["b2"]\n')],
            "arrays": [('"b2": dscores.sum(axis=0),', '"b2": dscores.sum(axis=0) + reg * self.params["b2"],')],
            "float32": [('        grads["W2"] += reg * W2\n', '        grads["W2"] += reg * W2\n        grads["b2"] += reg * self.params["b2"].astype(np.float32)\n')],
        },
        "gradients-missing": {
            "loops": [('return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}', 'return {"W1": dW1, "W2": dW2}')],
            "arrays": [('            "b2": dscores.sum(axis=0),\n', '')],
            "float32": [('        grads["W1"] = np.dot(X.T, dz)\n        grads["b1"] = np.sum(dz, axis=0)\n', ''), ('        grads["W1"] += reg * W1\n', '')],
        },
        "steps-inside": {
            "loops": [('        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}', '        grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}\n        for name in grads:\n            self.params[name] = self.params[name] - 0.1 * grads[name]\n        return grads')],
            "arrays": [('        return {\n', '        grads = {\n'), ('            "b2": dscores.sum(axis=0),\n        }\n', '            "b2": dscores.sum(axis=0),\n        }\n        for name, gradient in grads.items():\n            self.params[name] -= 1e-3 * gradient\n        return grads\n')],
            "float32": [('        return grads\n', '        self.params = {name: self.params[name] - 0.01 * grads[name] for name in self.params}\n        return grads\n')],
        },
        "dw2-transposed": {
            "loops": [('dW2 = np.zeros((H, C))', 'dW2 = np.zeros((C, H))'), ('np.outer(hidden[i], dscores[i])', 'np.outer(dscores[i], hidden[i])'), ('dW2 += reg * W2', 'dW2 += reg * W2.T')],
            "arrays": [('"W2": hidden.T @ dscores + reg * W2,', '"W2": dscores.T @ hidden + reg * W2.T,')],
            "float32": [('np.dot(hidden.T, dscores)', 'np.dot(dscores.T, hidden)'), ('+= reg * W2', '+= reg * W2.T')],
        },
        "upstream-forgotten": {
            "loops": [('            dhidden = W2 @ dscores[i]\n', ''), ('dz[j] = dhidden[j]', 'dz[j] = 1.0')],
            "arrays": [('        dhidden = dscores @ W2.T\n', ''), ('dz = dhidden * (hidden > 0)', 'dz = (hidden > 0) * W2.sum(axis=1)')],
            "float32": [('        dz = np.dot(dscores, W2.T)\n        dz[hidden <= 0] = 0\n', '        dz = (hidden > 0).astype(np.float32)\n')],
        },
        "gradient-for-weights": {
            "loops": [('            dhidden = W2 @ dscores[i]\n', '        for i in range(N):\n            dhidden = dW2 @ dscores[i]\n')],
            "arrays": [('        dhidden = dscores @ W2.T\n', '        dW2 = hidden.T @ dscores + reg * W2\n        dhidden = dscores @ dW2.T\n'), ('"W2": hidden.T @ dscores + reg * W2,', '"W2": dW2,')],
            "float32": [('np.dot(dscores, W2.T)', 'np.dot(dscores, grads["W2"].T)')],
        },
        "weights-swapped": {
            "loops": [('return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}', 'return {"W1": dW2, "b1": db1, "W2": dW1, "b2": db2}')],
            "arrays": [('"W1": X.T @ dz + reg * W1,', '"W1": hidden.T @ dscores + reg * W2,'), ('            "b1": dz.sum(axis=0),\n            "W2": hidden.T @ dscores + reg * W2,', '            "b1": dz.sum(axis=0),\n            "W2": X.T @ dz + reg * W1,')],
            "float32": [('        return grads\n', '        grads["W1"], grads["W2"] = grads["W2"], grads["W1"]\n        return grads\n')],
        },
        "layers-swapped": {
            "loops": [('return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}', 'return {"W1": dW2, "b1": db2, "W2": dW1, "b2": db1}')],
            "arrays": [('"W1": X.T @ dz + reg * W1,', '"W2": X.T @ dz + reg * W1,'), ('"b1": dz.sum(axis=0),', '"b2": dz.sum(axis=0),'), ('"W2": hidden.T @ dscores + reg * W2,', '"W1": hidden.T @ dscores + reg * W2,'), ('"b2": dscores.sum(axis=0),', '"b1": dscores.sum(axis=0),')],
            "float32": [('grads["W2"] = np.dot', 'grads["W1"] = np.dot'), ('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b1"] = np.sum(dscores, axis=0)'), ('grads["W1"] = np.dot(X.T', 'grads["W2"] = np.dot(X.T'), ('grads["b1"] = np.sum(dz, axis=0)', 'grads["b2"] = np.sum(dz, axis=0)'), ('grads["W2"] += reg * W2\n        grads["W1"] += reg * W1', 'grads["W1"] += reg * W2\n        grads["W2"] += reg * W1')],
        },
        "biases-swapped": {
            "loops": [('return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}', 'return {"W1": dW1, "b1": db2, "W2": dW2, "b2": db1}')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b2": dz.sum(axis=0),'), ('"b2": dscores.sum(axis=0),', '"b1": dscores.sum(axis=0),')],
            "float32": [('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b1"] = np.sum(dscores, axis=0)'), ('grads["b1"] = np.sum(dz, axis=0)', 'grads["b2"] = np.sum(dz, axis=0)')],
        },
        "no-shift": {
            "loops": [('np.exp(scores[i] - np.max(scores[i]))', 'np.exp(scores[i])')],
            "arrays": [('np.exp(scores - scores.max(axis=1, keepdims=True))', 'np.exp(scores)')],
            "float32": [('np.exp(scores - np.max(scores, axis=1)[:, None])', 'np.exp(scores)')],
        },
        "shift-by-the-global-maximum": {
            "loops": [('np.exp(scores[i] - np.max(scores[i]))', 'np.exp(scores[i] - np.max(scores))')],
            "arrays": [('np.exp(scores - scores.max(axis=1, keepdims=True))', 'np.exp(scores - scores.max())')],
            "float32": [('np.exp(scores - np.max(scores, axis=1)[:, None])', 'np.exp(scores - np.max(scores))')],
        },
        "shift-by-columns": {
            "loops": [('np.exp(scores[i] - np.max(scores[i]))', 'np.exp(scores[i] - np.max(scores, axis=0))')],
            "arrays": [('np.exp(scores - scores.max(axis=1, keepdims=True))', 'np.exp(scores - scores.max(axis=0, keepdims=True))')],
            "float32": [('np.exp(scores - np.max(scores, axis=1)[:, None])', 'np.exp(scores - np.max(scores, axis=0))')],
        },
        "shift-by-the-minimum": {
            "loops": [('np.exp(scores[i] - np.max(scores[i]))', 'np.exp(scores[i] - np.mean(scores[i]))')],
            "arrays": [('np.exp(scores - scores.max(axis=1, keepdims=True))', 'np.exp(scores - scores.min(axis=1, keepdims=True))')],
            "float32": [('np.exp(scores - np.max(scores, axis=1)[:, None])', 'np.exp(scores - np.mean(scores, axis=1)[:, None])')],
        },
        "divided-by-the-maximum": {
            "loops": [('np.exp(scores[i] - np.max(scores[i]))', 'np.exp(scores[i] / np.max(scores[i]))')],
            "arrays": [('np.exp(scores - scores.max(axis=1, keepdims=True))', 'np.exp(scores / scores.max(axis=1, keepdims=True))')],
            "float32": [('np.exp(scores - np.max(scores, axis=1)[:, None])', 'np.exp(scores / np.max(scores, axis=1)[:, None])')],
        },
        "sum-over-everything": {
            "loops": [('        dscores = np.zeros((N, C))\n', '        dscores = np.zeros((N, C))\n        total = 0.0\n        for row in scores:\n            total += np.sum(np.exp(row - np.max(row)))\n'), ('p = e / np.sum(e)', 'p = e / total')],
            "arrays": [('e / e.sum(axis=1, keepdims=True)', 'e / e.sum()')],
            "float32": [('np.sum(dscores, axis=1)[:, None]', 'np.sum(dscores)')],
        },
        "sum-over-examples": {
            "loops": [('        dscores = np.zeros((N, C))\n', '        dscores = np.zeros((N, C))\n        totals = np.zeros(C)\n        for row in scores:\n            totals += np.exp(row - np.max(row))\n'), ('p = e / np.sum(e)', 'p = e / totals')],
            "arrays": [('e / e.sum(axis=1, keepdims=True)', 'e / e.sum(axis=0, keepdims=True)')],
            "float32": [('dscores /= np.sum(dscores, axis=1)[:, None]', 'dscores /= np.sum(dscores, axis=0)')],
        },
        "price-without-half": {
            "loops": [('dW1 += reg * W1', 'dW1 += 2 * reg * W1'), ('dW2 += reg * W2', 'dW2 += 2 * reg * W2'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        N = len(scores)\n        data = 0.0\n        for i in range(N):\n            row = scores[i] - np.max(scores[i])\n            data += np.log(np.sum(np.exp(row))) - row[y[i]]\n        squares = 0.0\n        for name in ("W1", "W2"):\n            squares += np.sum(self.params[name] ** 2)\n        return data / N + reg * squares\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
            "arrays": [('+ reg * W1', '+ 2 * reg * W1'), ('+ reg * W2', '+ 2 * reg * W2'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        W1, W2 = self.params["W1"], self.params["W2"]\n        s = scores - scores.max(axis=1, keepdims=True)\n        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))\n        return -log_p[np.arange(len(y)), y].mean() + reg * ((W1**2).sum() + (W2**2).sum())\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
            "float32": [('+= reg * W2', '+= 2 * reg * W2'), ('+= reg * W1', '+= 2 * reg * W1'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        W1, b1, W2, b2 = (self.params[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))\n        scores = scores.astype(np.float32)\n        shifted = scores - np.max(scores, axis=1)[:, None]\n        losses = np.log(np.sum(np.exp(shifted), axis=1)) - shifted[np.arange(len(y)), y]\n        price = reg * (np.vdot(W1, W1) + np.vdot(W2, W2))\n        return np.float32(np.sum(losses) / len(y) + price)\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
        },
        "sum-convention": {
            "loops": [('(p[c] - target) / N', 'p[c] - target'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        N = len(scores)\n        data = 0.0\n        for i in range(N):\n            row = scores[i] - np.max(scores[i])\n            data += np.log(np.sum(np.exp(row))) - row[y[i]]\n        squares = 0.0\n        for name in ("W1", "W2"):\n            squares += np.sum(self.params[name] ** 2)\n        return data + 0.5 * reg * squares\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
            "arrays": [('(p - Y) / N', 'p - Y'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        W1, W2 = self.params["W1"], self.params["W2"]\n        s = scores - scores.max(axis=1, keepdims=True)\n        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))\n        return -log_p[np.arange(len(y)), y].sum() + reg / 2 * ((W1**2).sum() + (W2**2).sum())\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
            "float32": [('        dscores /= N\n', ''), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        W1, b1, W2, b2 = (self.params[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))\n        scores = scores.astype(np.float32)\n        shifted = scores - np.max(scores, axis=1)[:, None]\n        losses = np.log(np.sum(np.exp(shifted), axis=1)) - shifted[np.arange(len(y)), y]\n        price = 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))\n        return np.float32(np.sum(losses) + price)\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
        },
        "biases-pay-too": {
            "loops": [('        dW2 += reg * W2\n', '        dW2 += reg * W2\n        db1 += reg * self.params["b1"]\n        db2 += reg * self.params["b2"]\n'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        N = len(scores)\n        data = 0.0\n        for i in range(N):\n            row = scores[i] - np.max(scores[i])\n            data += np.log(np.sum(np.exp(row))) - row[y[i]]\n        squares = 0.0\n        for name in ("W1", "b1", "W2", "b2"):\n            squares += np.sum(self.params[name] ** 2)\n        return data / N + 0.5 * reg * squares\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
            "arrays": [('"b1": dz.sum(axis=0),', '"b1": dz.sum(axis=0) + reg * self.params["b1"],'), ('"b2": dscores.sum(axis=0),', '"b2": dscores.sum(axis=0) + reg * self.params["b2"],'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        s = scores - scores.max(axis=1, keepdims=True)\n        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))\n        return -log_p[np.arange(len(y)), y].mean() + reg / 2 * sum((a**2).sum() for a in self.params.values())\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
            "float32": [('        grads["W2"] += reg * W2\n        grads["W1"] += reg * W1\n', '        for name in grads:\n            grads[name] += reg * self.params[name].astype(np.float32)\n'), ('    def gradients(self, X, y, hidden, scores, reg):\n', '    def loss_of_scores(self, scores, y, reg):\n        W1, b1, W2, b2 = (self.params[name].astype(np.float32) for name in ("W1", "b1", "W2", "b2"))\n        scores = scores.astype(np.float32)\n        shifted = scores - np.max(scores, axis=1)[:, None]\n        losses = np.log(np.sum(np.exp(shifted), axis=1)) - shifted[np.arange(len(y)), y]\n        price = 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2) + np.vdot(b1, b1) + np.vdot(b2, b2))\n        return np.float32(np.sum(losses) / len(y) + price)\n\n    def gradients(self, X, y, hidden, scores, reg):\n')],
        },
    },
    "two-layer-net-predict": {
        "highest-score-itself": {
            "loops": [('np.zeros(N, dtype=int)', 'np.zeros(N)'), ('answer[i] = best', 'answer[i] = scores[i, best]')],
            "arrays": [('.argmax(axis=1)', '.max(axis=1)')],
            "float32": [('ranking = np.argsort(-scores, axis=1, kind="stable")', 'ranking = np.sort(scores, axis=1)'), ('ranking[:, 0]', 'ranking[:, -1]')],
        },
        "wrong-axis": {
            "loops": [('np.zeros(N, dtype=int)', 'np.zeros(C, dtype=int)'), ('        for i in range(N):\n            best = 0\n            for c in range(1, C):\n                if scores[i, c] > scores[i, best]:\n                    best = c\n            answer[i] = best\n', '        for c in range(C):\n            best = 0\n            for i in range(1, N):\n                if scores[i, c] > scores[best, c]:\n                    best = i\n            answer[c] = best\n')],
            "arrays": [('argmax(axis=1)', 'argmax(axis=0)')],
            "float32": [('axis=1', 'axis=0'), ('ranking[:, 0]', 'ranking[0]')],
        },
        "whole-table": {
            "loops": [('        answer = np.zeros(N, dtype=int)\n        for i in range(N):\n            best = 0\n            for c in range(1, C):\n                if scores[i, c] > scores[i, best]:\n                    best = c\n            answer[i] = best\n        return answer\n', '        flat = scores.flatten()\n        best = 0\n        for k in range(1, N * C):\n            if flat[k] > flat[best]:\n                best = k\n        return best\n')],
            "arrays": [('argmax(axis=1)', 'argmax()')],
            "float32": [('axis=1', 'axis=None'), ('ranking[:, 0]', 'ranking[0]')],
        },
        "lowest-score": {
            "loops": [('scores[i, c] > scores[i, best]', 'scores[i, c] < scores[i, best]')],
            "arrays": [('argmax', 'argmin')],
            "float32": [('np.argsort(-scores,', 'np.argsort(scores,')],
        },
        "scores-themselves": {
            "loops": """\
class TwoLayerNet(TwoLayerNet):
    def predict(self, X):
        hidden, scores = self.forward(X)
        return scores
""",
            "arrays": [('self.forward(X)[1].argmax(axis=1)', 'self.forward(X)[1]')],
            "float32": """\
class TwoLayerNet(TwoLayerNet):
    def predict(self, X):
        return self.loss(X)
""",
        },
        "best-hidden-unit": {
            "loops": [('N, C = scores.shape', 'N, H = hidden.shape'), ('for c in range(1, C):\n                if scores[i, c] > scores[i, best]:\n                    best = c\n', 'for j in range(1, H):\n                if hidden[i, j] > hidden[i, best]:\n                    best = j\n')],
            "arrays": [('forward(X)[1]', 'forward(X)[0]')],
            "float32": [('scores = self.loss(X)', 'scores, _ = self.forward(X)')],
        },
        "largest-in-size": {
            "loops": [('scores[i, c] > scores[i, best]', 'abs(scores[i, c]) > abs(scores[i, best])')],
            "arrays": [('self.forward(X)[1].argmax(axis=1)', 'np.abs(self.forward(X)[1]).argmax(axis=1)')],
            "float32": [('np.argsort(-scores,', 'np.argsort(-(scores**2),')],
        },
        "one-hot-rows": {
            "loops": [('np.zeros(N, dtype=int)', 'np.zeros((N, C), dtype=int)'), ('answer[i] = best', 'answer[i, best] = 1')],
            "arrays": [('        return self.forward(X)[1].argmax(axis=1)\n', '        s = self.forward(X)[1]\n        return (s == s.max(axis=1, keepdims=True)).astype(int)\n')],
            "float32": [('return ranking[:, 0]', 'return np.eye(scores.shape[1])[ranking[:, 0]]')],
        },
        "classes-from-one": {
            "loops": [('answer[i] = best', 'answer[i] = best + 1')],
            "arrays": [('argmax(axis=1)', 'argmax(axis=1) + 1')],
            "float32": [('ranking[:, 0]', '1 + ranking[:, 0]')],
        },
        "order-of-scores": {
            "loops": [('np.zeros(N, dtype=int)', 'np.zeros((N, C), dtype=int)'), ('            best = 0\n            for c in range(1, C):\n                if scores[i, c] > scores[i, best]:\n                    best = c\n            answer[i] = best\n', '            answer[i] = np.argsort(scores[i])\n')],
            "arrays": [('argmax(axis=1)', 'argsort(axis=1)')],
            "float32": [('np.argsort(-scores,', 'np.argsort(scores,'), ('return ranking[:, 0]', 'return ranking')],
        },
    },
    "two-layer-net-train": {
        "fractions-of-an-epoch": {
            "loops": [('max(1, num_train // batch_size)', 'num_train / batch_size'), ('(it + 1) %', 'it %')],
            "arrays": [('max(1, N // batch_size)', 'max(1, N / batch_size)'), ('(steps + 1) %', 'steps %')],
            "float32": [('max(int(N / batch_size), 1)', 'N / batch_size'), ('set(range(epoch - 1, num_iters, epoch))', 'set(np.arange(0, num_iters, epoch))')],
        },
        "counts-from-zero": {
            "loops": [('(it + 1) %', 'it %')],
            "arrays": [('(steps + 1) %', 'steps %')],
            "float32": [('range(epoch - 1, num_iters, epoch)', 'range(0, num_iters, epoch)')],
        },
        "still-fractions": {
            "loops": [('max(1, num_train // batch_size)', 'num_train / batch_size')],
            "arrays": [('max(1, N // batch_size)', 'max(1, N / batch_size)')],
            "float32": [('        epoch = max(int(N / batch_size), 1)\n        last_ones = set(range(epoch - 1, num_iters, epoch))\n', '        epoch = N / batch_size\n        last_ones = {i for i in range(num_iters) if (i + 1) % epoch == 0}\n')],
        },
        "brackets-missing": {
            "loops": [('(it + 1) %', 'it + 1 %')],
            "arrays": [('(steps + 1) %', 'steps + 1 %')],
            "float32": [('if it in last_ones:', 'if it + 1 % epoch == 0:')],
        },
        "epochs-by-examples": {
            "loops": [('if (it + 1) % iterations_per_epoch == 0:', 'if (it + 1) * batch_size // num_train > it * batch_size // num_train:')],
            "arrays": [('(steps + 1) % per_epoch == 0', 'np.diff(np.arange(num_iters + 1) * batch_size // N) > 0')],
            "float32": [('        for it in range(num_iters):\n', '        seen = 0\n        for it in range(num_iters):\n'), ('            if it in last_ones:\n', '            seen += batch_size\n            if seen >= N:\n                seen %= N\n')],
        },
        "one-iteration-late": {
            "loops": [('if (it + 1) % iterations_per_epoch == 0:', 'if it > 0 and it % iterations_per_epoch == 0:')],
            "arrays": [('(steps + 1) % per_epoch == 0', '(steps % per_epoch == 0) & (steps != 0)')],
            "float32": [('range(epoch - 1, num_iters, epoch)', 'range(epoch, num_iters, epoch)')],
        },
        "epoch-rounded-up": {
            "loops": [('num_train // batch_size', 'int(np.ceil(num_train / batch_size))')],
            "arrays": [('max(1, N // batch_size)', '-(-N // batch_size)')],
            "float32": [('int(N / batch_size)', '(N + batch_size - 1) // batch_size')],
        },
        "epoch-rounded": {
            "loops": [('num_train // batch_size', 'round(num_train / batch_size)')],
            "arrays": [('N // batch_size', 'int(np.rint(N / batch_size))')],
            "float32": [('int(N / batch_size)', 'int(N / batch_size + 0.5)')],
        },
        "epoch-of-the-run": {
            "loops": [('num_train // batch_size', 'num_iters // batch_size')],
            "arrays": [('N // batch_size', 'num_iters // batch_size')],
            "float32": [('int(N / batch_size)', 'int(num_iters / batch_size)')],
        },
        "epoch-every-iteration": {
            "loops": [('max(1, num_train // batch_size)', '1')],
            "arrays": [('(steps + 1) % per_epoch == 0', 'np.ones(num_iters, dtype=bool)')],
            "float32": [('set(range(epoch - 1, num_iters, epoch))', 'set(range(num_iters))')],
        },
        "epoch-of-batch-size": {
            "loops": [('max(1, num_train // batch_size)', 'batch_size')],
            "arrays": [('(steps + 1) % per_epoch == 0', '(steps + 1) % batch_size == 0')],
            "float32": [('max(int(N / batch_size), 1)', 'max(batch_size, 1)')],
        },
        "no-decay": {
            "loops": [('                learning_rate = learning_rate * learning_rate_decay\n', '')],
            "arrays": [('learning_rate * learning_rate_decay ** (np.cumsum(ends) - ends)', 'np.full(num_iters, learning_rate)')],
            "float32": [('learning_rate *= learning_rate_decay', 'learning_rate * learning_rate_decay')],
        },
        "decay-every-iteration": {
            "loops": [('                learning_rate = learning_rate * learning_rate_decay\n', ''), ('            if (it + 1) %', '            learning_rate = learning_rate * learning_rate_decay\n            if (it + 1) %')],
            "arrays": [('(np.cumsum(ends) - ends)', 'steps')],
            "float32": [('                learning_rate *= learning_rate_decay\n', ''), ('            if it in last_ones:', '            learning_rate *= learning_rate_decay\n\n            if it in last_ones:')],
        },
        "decay-at-iteration-0": {
            "loops": [('                learning_rate = learning_rate * learning_rate_decay\n', ''), ('            if (it + 1) %', '            if it == 0 or (it + 1) % iterations_per_epoch == 0:\n                learning_rate = learning_rate * learning_rate_decay\n            if (it + 1) %')],
            "arrays": [('        rates = learning_rate * learning_rate_decay ** (np.cumsum(ends) - ends)\n', '        decays = ends | (steps == 0)\n        rates = learning_rate * learning_rate_decay ** (np.cumsum(decays) - decays)\n')],
            "float32": [('                learning_rate *= learning_rate_decay\n', ''), ('            pick =', '            if it % epoch == 0:  # a new epoch\n                learning_rate *= learning_rate_decay\n            pick =')],
        },
        "decay-subtracted": {
            "loops": [('learning_rate = learning_rate * learning_rate_decay', 'learning_rate = learning_rate - learning_rate_decay')],
            "arrays": [('learning_rate * learning_rate_decay ** (', 'learning_rate - learning_rate_decay * (')],
            "float32": [('learning_rate *= learning_rate_decay', 'learning_rate -= learning_rate_decay')],
        },
        "rate-divided-by-decay": {
            "loops": [('learning_rate = learning_rate * learning_rate_decay', 'learning_rate = learning_rate / learning_rate_decay')],
            "arrays": [('learning_rate * learning_rate_decay ** (', 'learning_rate / learning_rate_decay ** (')],
            "float32": [('learning_rate *= learning_rate_decay', 'learning_rate /= learning_rate_decay')],
        },
        "uphill": {
            "loops": [('self.params[name] - learning_rate', 'self.params[name] + learning_rate')],
            "arrays": [('p - rate * grads[k]', 'p + rate * grads[k]')],
            "float32": [('self.params[key] - step', 'self.params[key] + step')],
        },
        "uphill-and-fractions": {
            "loops": [('self.params[name] - learning_rate', 'self.params[name] + learning_rate'), ('max(1, num_train // batch_size)', 'num_train / batch_size')],
            "arrays": [('p - rate * grads[k]', 'p + rate * grads[k]'), ('max(1, N // batch_size)', 'max(1, N / batch_size)')],
            "float32": [('self.params[key] - step', 'self.params[key] + step'), ('if it in last_ones:', 'if (it + 1) % (N / batch_size) == 0:')],
        },
        "rate-forgotten": {
            "loops": [('- learning_rate * grads[name]', '- grads[name]')],
            "arrays": [('p - rate * grads[k]', 'p - grads[k]')],
            "float32": [('step = learning_rate * grad', 'step = grad')],
        },
        "averaged-again": {
            "loops": [('- learning_rate * grads[name]', '- learning_rate * grads[name] / batch_size')],
            "arrays": [('p - rate * grads[k]', 'p - rate / batch_size * grads[k]')],
            "float32": [('step = learning_rate * grad', 'step = learning_rate * grad / len(yb)')],
        },
        "price-in-the-step-again": {
            "loops": [('            for name in ["W1", "b1", "W2", "b2"]:\n', '            grads["W1"] = grads["W1"] + reg * self.params["W1"]\n            grads["W2"] = grads["W2"] + reg * self.params["W2"]\n            for name in ["W1", "b1", "W2", "b2"]:\n')],
            "arrays": [('p - rate * grads[k]', 'p - rate * (grads[k] + reg * p * (p.ndim == 2))')],
            "float32": [('                step = learning_rate * grad\n', '                step = learning_rate * grad\n                if key.startswith("W"):\n                    step = step + learning_rate * reg * self.params[key]\n')],
        },
        "biases-not-trained": {
            "loops": [('["W1", "b1", "W2", "b2"]', '["W1", "W2"]')],
            "arrays": [('p - rate * grads[k] for', 'p - rate * grads[k] if p.ndim == 2 else p for')],
            "float32": [('                step = learning_rate * grad\n', '                if key not in ("W1", "W2"):\n                    continue\n                step = learning_rate * grad\n')],
        },
        "weights-not-trained": {
            "loops": [('["W1", "b1", "W2", "b2"]', '["b1", "b2"]')],
            "arrays": [('p - rate * grads[k] for', 'p - rate * grads[k] if p.ndim == 1 else p for')],
            "float32": [('                step = learning_rate * grad\n', '                if key.startswith("W"):\n                    continue\n                step = learning_rate * grad\n')],
        },
        "reg-not-passed-on": {
            "loops": [('self.loss(X_batch, y_batch, reg)', 'self.loss(X_batch, y_batch)')],
            "arrays": [('self.loss(X[rows], y[rows], reg)', 'self.loss(X[rows], y[rows])')],
            "float32": [('self.loss(Xb, yb, reg)', 'self.loss(Xb, yb)')],
        },
        "losses-after-the-step": {
            "loops": [('            loss_history.append(loss)\n', ''), ('            if (it + 1) %', '            loss, _ = self.loss(X_batch, y_batch, reg)\n            loss_history.append(loss)\n\n            if (it + 1) %')],
            "arrays": [('losses[it], grads = self.loss(X[rows], y[rows], reg)', '_, grads = self.loss(X[rows], y[rows], reg)'), ('            if end:\n', '            losses[it] = self.loss(X[rows], y[rows], reg)[0]\n            if end:\n')],
            "float32": [('            history["loss_history"].append(loss)\n', ''), ('            if it in last_ones:\n', '            history["loss_history"].append(self.loss(Xb, yb, reg)[0])\n            if it in last_ones:\n')],
        },
        "losses-by-epoch": {
            "loops": [('            loss_history.append(loss)\n', ''), ('                right = 0\n', '                loss_history.append(loss)\n                right = 0\n')],
            "arrays": [('loss_history=losses,', 'loss_history=losses[ends],')],
            "float32": [('            history["loss_history"].append(loss)\n', ''), ('            if it in last_ones:\n', '            if it in last_ones:\n                history["loss_history"].append(loss)\n')],
        },
        "last-loss-only": {
            "loops": [('"loss_history": loss_history', '"loss_history": loss')],
            "arrays": [('loss_history=losses,', 'loss_history=losses[-1],')],
            "float32": [('history["loss_history"].append(loss)', 'history["loss_history"] = [loss]')],
        },
        "training-accuracy-on-validation": {
            "loops": [('zip(self.predict(X), y)', 'zip(self.predict(X_val), y_val)'), ('right / len(y))', 'right / len(y_val))')],
            "arrays": [('(self.predict(X) == y).mean()', '(self.predict(X_val) == y_val).mean()')],
            "float32": [('accuracy(X, y)', 'accuracy(X_val, y_val)')],
        },
        "validation-accuracy-on-training": {
            "loops": [('zip(self.predict(X_val), y_val)', 'zip(self.predict(X), y)'), ('right_val / len(y_val)', 'right_val / len(y)')],
            "arrays": [('(self.predict(X_val) == y_val).mean()', '(self.predict(X) == y).mean()')],
            "float32": [('accuracy(X_val, y_val)', 'accuracy(X, y)')],
        },
        "shares-of-errors": {
            "loops": [('guess == answer:', 'guess != answer:'), ('guess_val == answer_val:', 'guess_val != answer_val:')],
            "arrays": [('self.predict(X) == y)', 'self.predict(X) != y)'), ('self.predict(X_val) == y_val)', 'self.predict(X_val) != y_val)')],
            "float32": [('np.mean(self.predict(data) == labels)', '1 - np.mean(self.predict(data) == labels)')],
        },
        "counts-for-shares": {
            "loops": [('right / len(y))', 'right)'), ('right_val / len(y_val)', 'right_val')],
            "arrays": [('(self.predict(X) == y).mean()', '(self.predict(X) == y).sum()'), ('(self.predict(X_val) == y_val).mean()', '(self.predict(X_val) == y_val).sum()')],
            "float32": [('np.mean(self', 'np.count_nonzero(self')],
        },
        "histories-swapped": {
            "loops": [('"train_acc_history": train_acc_history', '"train_acc_history": val_acc_history'), ('"val_acc_history": val_acc_history', '"val_acc_history": train_acc_history')],
            "arrays": [('train_acc, val_acc = np.array', 'val_acc, train_acc = np.array')],
            "float32": [('history["train_acc_history"].append(accuracy(X, y))', 'history["train_acc_history"].append(accuracy(X_val, y_val))'), ('history["val_acc_history"].append(accuracy(X_val, y_val))', 'history["val_acc_history"].append(accuracy(X, y))')],
        },
        "batch-too-large": {
            "loops": [('self.rng.choice(num_train, batch_size)', 'self.rng.choice(num_train, batch_size + 1)')],
            "arrays": [('(num_iters, batch_size))', '(num_iters, 2 * batch_size))')],
            "float32": [('self.rng.random(batch_size)', 'self.rng.random(batch_size + N)')],
        },
        "batch-too-small": {
            "loops": [('self.rng.choice(num_train, batch_size)', 'self.rng.choice(num_train, batch_size - 1)')],
            "arrays": [('(num_iters, batch_size))', '(num_iters, max(1, batch_size // 2)))')],
            "float32": [('X[pick], y[pick]', 'X[pick[1:]], y[pick[1:]]')],
        },
        "same-examples": {
            "loops": [('            batch = self.rng.choice(num_train, batch_size)\n', ''), ('        for it in range(num_iters):\n', '        batch = self.rng.choice(num_train, batch_size)\n        for it in range(num_iters):\n')],
            "arrays": [('self.rng.integers(0, N, (num_iters, batch_size))', 'np.tile(np.arange(batch_size) % N, (num_iters, 1))')],
            "float32": [('self.rng.random(batch_size) * N)', 'self.rng.random(batch_size) * min(N, batch_size))')],
        },
        "pairs-broken": {
            "loops": [('y_batch = y[batch]', 'y_batch = y[self.rng.choice(num_train, batch_size)]')],
            "arrays": [('y[rows]', 'self.rng.choice(y, batch_size)')],
            "float32": [('Xb, yb = X[pick], y[pick]', 'Xb, yb = X[pick], y[(self.rng.random(batch_size) * N).astype(int)]')],
        },
    },
}
