"""Unit 08: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "scalar-autodiff": {
        "loops": """\
class Var(Var):
    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        product = self.value * other.value
        return Var(product, (self, other), (other.value, self.value))

    __rmul__ = __mul__

    def exp(self):
        result = np.exp(self.value)
        return Var(result, (self,), (result,))

    def log(self):
        result = np.log(self.value)
        return Var(result, (self,), (1.0 / self.value,))

    def relu(self):
        if self.value > 0:
            return Var(self.value, (self,), (1.0,))
        return Var(0.0, (self,), (0.0,))

    def backward(self):
        order = topological_sort(self)
        self.grad = 1.0
        for i in range(len(order) - 1, -1, -1):
            node = order[i]
            for j in range(len(node.inbound_nodes)):
                node.inbound_nodes[j].grad += node.grad * node.slopes[j]
""",
        "arrays": """\
class Var(Var):
    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        a, b = self.value, other.value
        return Var(a * b, (self, other), (b, a))

    __rmul__ = __mul__

    def exp(self):
        return Var(np.exp(self.value), (self,), (np.exp(self.value),))

    def log(self):
        return Var(np.log(self.value), (self,), (self.value ** -1.0,))

    def relu(self):
        return Var(max(self.value, 0.0), (self,), (float(self.value > 0),))

    def backward(self):
        order = topological_sort(self)[::-1]
        self.grad = 1.0
        for v in order[1:]:
            v.grad = sum(r.grad * s for r in order for n, s in zip(r.inbound_nodes, r.slopes) if n is v)
""",
        "float32": """\
class Var(Var):
    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        slopes = (other.value, self.value)
        return Var(self.value * other.value, (self, other), slopes)

    __rmul__ = __mul__

    def exp(self):
        made = Var(np.exp(self.value), (self,))
        made.slopes = (made.value,)
        return made

    def log(self):
        slope = 1 / self.value
        return Var(np.log(self.value), (self,), (slope,))

    def relu(self):
        gate = 1.0 if self.value > 0 else 0.0
        return Var(gate * self.value, (self,), (gate,))

    def backward(self):
        waiting = topological_sort(self)
        totals = dict.fromkeys(waiting, 0.0)
        totals[self] = 1.0
        while waiting:
            reader = waiting.pop()
            reader.grad = totals[reader]
            for read, slope in zip(reader.inbound_nodes, reader.slopes):
                totals[read] += reader.grad * slope
""",
    },
    "network-loss": {
        "loops": """\
def network_loss(params, X, y, reg):
    W1, b1, W2, b2 = params
    N = X.shape[0]
    C = W2.shape[1]
    rows = []
    for i in range(N):
        z = np.dot(X[i], W1) + b1
        hidden = np.maximum(0.0, z)
        scores = np.dot(hidden, W2) + b2
        rows.append(scores)
    total = 0.0
    for i in range(N):
        shifted = rows[i] - np.max(rows[i])
        sum_exp = 0.0
        for c in range(C):
            sum_exp = sum_exp + np.exp(shifted[c])
        total = total + np.log(sum_exp) - shifted[y[i]]
    price = 0.0
    for W in (W1, W2):
        price = price + np.sum(W * W)
    return total / N + reg / 2 * price
""",
        "arrays": """\
def network_loss(params, X, y, reg):
    W1, b1, W2, b2 = params
    s = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    top = s.max(axis=1)
    lse = top + np.log(np.exp(s - top[:, None]).sum(axis=1))
    return np.mean(lse - s[np.arange(len(y)), y]) + 0.5 * reg * ((W1**2).sum() + (W2**2).sum())
""",
        "float32": """\
def network_loss(params, X, y, reg):
    W1, b1, W2, b2 = [p.astype(np.float32) for p in params]
    X = X.astype(np.float32)
    N = np.float32(len(y))
    Y = np.eye(W2.shape[1], dtype=np.float32)[y]
    z = np.dot(X, W1) + b1
    hidden = np.where(z > 0, z, np.float32(0))
    scores = np.dot(hidden, W2) + b2
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    log_probs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    data = -np.sum(Y * log_probs) / N
    price = np.float32(reg / 2) * (np.sum(np.square(W1)) + np.sum(np.square(W2)))
    return data + price
""",
    },
    "train-with-autograd": {
        "loops": """\
def train_with_autograd(params, X, y, learning_rate, reg, steps):
    losses = []
    loss_and_slopes = value_and_grad(network_loss)
    params = [p.copy() for p in params]
    for step in range(steps):
        loss, slopes = loss_and_slopes(params, X, y, reg)
        losses.append(loss)
        for k in range(len(params)):
            params[k] = params[k] - learning_rate * slopes[k]
    return params, losses
""",
        "arrays": """\
def train_with_autograd(params, X, y, learning_rate, reg, steps):
    losses = []
    slopes = grad(network_loss)
    for _ in range(steps):
        losses += [network_loss(params, X, y, reg)]
        params = [p - learning_rate * g for p, g in zip(params, slopes(params, X, y, reg))]
    return list(params), losses
""",
        "float32": """\
def train_with_autograd(params, X, y, learning_rate, reg, steps):
    losses = []
    X = X.astype(np.float32)
    theta = [np.array(p, dtype=np.float32) for p in params]
    rate = np.float32(learning_rate)
    descend = value_and_grad(lambda t: network_loss(t, X, y, reg))
    while len(losses) < steps:
        loss, slopes = descend(theta)
        losses.append(np.float32(loss))
        for p, slope in zip(theta, slopes):
            p -= rate * slope.astype(np.float32)
    return theta, losses
""",
    },
    "manual-against-autograd": {
        "loops": """\
def manual_gradients(params, X, y, reg):
    W1, b1, W2, b2 = params
    N, D = X.shape
    H, C = W2.shape
    hidden = np.zeros((N, H))
    scores = np.zeros((N, C))
    exps = np.zeros((N, C))
    Y = np.zeros((N, C))
    for i in range(N):
        for h in range(H):
            hidden[i, h] = max(0.0, np.dot(X[i], W1[:, h]) + b1[h])
        for c in range(C):
            scores[i, c] = np.dot(hidden[i], W2[:, c]) + b2[c]
        exps[i] = np.exp(scores[i] - np.max(scores[i]))
        Y[i, y[i]] = 1.0
    dW1 = np.zeros((D, H))
    db1 = np.zeros(H)
    dW2 = np.zeros((H, C))
    db2 = np.zeros(C)
    for i in range(N):
        p = exps[i] / np.sum(exps[i])
        dscores = (p - Y[i]) / N
        dhidden = np.dot(W2, dscores)
        dz = np.zeros(H)
        for h in range(H):
            if hidden[i, h] > 0:
                dz[h] = dhidden[h]
        dW2 += np.outer(hidden[i], dscores)
        db2 += dscores
        dW1 += np.outer(X[i], dz)
        db1 += dz
    dW1 += reg * W1
    dW2 += reg * W2
    return [dW1, db1, dW2, db2]
""",
        "arrays": """\
def manual_gradients(params, X, y, reg):
    W1, b1, W2, b2 = params
    a = np.maximum(X @ W1 + b1, 0)
    s = a @ W2 + b2
    d = softmax(s)
    d[np.arange(len(y)), y] -= 1
    d /= len(y)
    dz = d @ W2.T
    dz[a <= 0] = 0
    slopes = [X.T @ dz, dz.sum(axis=0), a.T @ d, d.sum(axis=0)]
    return [g + r * p for g, r, p in zip(slopes, (reg, 0, reg, 0), params)]
""",
        "float32": """\
def manual_gradients(params, X, y, reg):
    W1, b1, W2, b2 = [p.astype(np.float32) for p in params]
    X = X.astype(np.float32)
    reg = np.float32(reg)
    N = np.float32(X.shape[0])
    onehot = np.equal(y[:, None], np.arange(W2.shape[1])).astype(np.float32)
    z = np.dot(X, W1) + b1
    hidden = z * (z > 0)
    scores = np.dot(hidden, W2) + b2
    exps = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    probs = exps / np.sum(exps, axis=1, keepdims=True)
    dscores = (probs - onehot) / N
    dhidden = np.einsum("nc,hc->nh", dscores, W2)
    dz = dhidden * (hidden > 0)
    dW1 = np.einsum("nd,nh->dh", X, dz) + reg * W1
    db1 = np.einsum("nh->h", dz)
    dW2 = np.einsum("nh,nc->hc", hidden, dscores) + reg * W2
    db2 = np.einsum("nc->c", dscores)
    return [dW1, db1, dW2, db2]
""",
    },
}

MISTAKES = {
    "scalar-autodiff": {
        "accumulation-forgotten": {
            "loops": [('.grad += node.grad', '.grad = node.grad')],
            "arrays": [('v.grad = sum(', 'v.grad = next(')],
            "float32": [('totals[read] += reader.grad * slope', 'totals[read] = reader.grad * slope')],
        },
        "upstream-forgotten": {
            "loops": [('+= node.grad * node.slopes[j]', '+= node.slopes[j]')],
            "arrays": [('sum(r.grad * s for', 'sum(s for')],
            "float32": [('+= reader.grad * slope', '+= slope')],
        },
        "seed-missing": {
            "loops": [('        self.grad = 1.0\n', '')],
            "arrays": [('            v.grad = sum(', '            grad = sum(')],
            "float32": [('totals[self] = 1.0', 'self.grad = totals[self] = 1.0'), ('            reader.grad = totals[reader]\n', '            grad = totals[reader]\n'), ('+= reader.grad * slope', '+= grad * slope')],
        },
        "seed-is-the-value": {
            "loops": [('self.grad = 1.0', 'self.grad = self.value')],
            "arrays": [('self.grad = 1.0', 'self.grad = self.value')],
            "float32": [('totals[self] = 1.0', 'totals[self] = self.value')],
        },
        "every-grad-starts-at-one": {
            "loops": [('        self.grad = 1.0\n', '        for node in order:\n            node.grad = 1.0\n')],
            "arrays": [('v.grad = sum(', 'v.grad = 1.0 + sum(')],
            "float32": [('dict.fromkeys(waiting, 0.0)\n        totals[self] = 1.0\n', 'dict.fromkeys(waiting, 1.0)\n')],
        },
        "one-step-back": {
            "loops": [('        order = topological_sort(self)\n        self.grad = 1.0\n        for i in range(len(order) - 1, -1, -1):\n            node = order[i]\n            for j in range(len(node.inbound_nodes)):\n                node.inbound_nodes[j].grad += node.grad * node.slopes[j]\n', '        self.grad = 1.0\n        for j in range(len(self.inbound_nodes)):\n            self.inbound_nodes[j].grad += self.grad * self.slopes[j]\n')],
            "arrays": [('for r in order for n, s in zip(r.inbound_nodes, r.slopes) if n is v)', 'for r in order[:1] for n, s in zip(r.inbound_nodes, r.slopes) if n is v)')],
            "float32": [('        waiting = topological_sort(self)\n        totals = dict.fromkeys(waiting, 0.0)\n        totals[self] = 1.0\n        while waiting:\n            reader = waiting.pop()\n            reader.grad = totals[reader]\n            for read, slope in zip(reader.inbound_nodes, reader.slopes):\n                totals[read] += reader.grad * slope\n', '        self.grad = 1.0\n        for read, slope in zip(self.inbound_nodes, self.slopes):\n            read.grad += self.grad * slope\n')],
        },
        "no-sort": {
            "loops": [('        order = topological_sort(self)\n', '        order = [self]\n        for node in order:\n            for read in node.inbound_nodes:\n                if read not in order:\n                    order.append(read)\n'), ('range(len(order) - 1, -1, -1)', 'range(len(order))')],
            "arrays": [('        order = topological_sort(self)[::-1]\n        self.grad = 1.0\n        for v in order[1:]:\n            v.grad = sum(r.grad * s for r in order for n, s in zip(r.inbound_nodes, r.slopes) if n is v)\n', '        self.grad, met = 1.0, [self]\n        for r in met:\n            for n, s in zip(r.inbound_nodes, r.slopes):\n                n.grad += r.grad * s\n                met += [n] * (n not in met)\n')],
            "float32": [('        waiting = topological_sort(self)\n        totals = dict.fromkeys(waiting, 0.0)\n        totals[self] = 1.0\n        while waiting:\n            reader = waiting.pop()\n            reader.grad = totals[reader]\n            for read, slope in zip(reader.inbound_nodes, reader.slopes):\n                totals[read] += reader.grad * slope\n', '        seen = set()\n\n        def visit(reader):\n            seen.add(reader)\n            for read, slope in zip(reader.inbound_nodes, reader.slopes):\n                read.grad += reader.grad * slope\n                if read not in seen:\n                    visit(read)\n\n        self.grad = 1.0\n        visit(self)\n')],
        },
        "handed-down-again": {
            "loops": [('        order = topological_sort(self)\n        self.grad = 1.0\n        for i in range(len(order) - 1, -1, -1):\n            node = order[i]\n            for j in range(len(node.inbound_nodes)):\n                node.inbound_nodes[j].grad += node.grad * node.slopes[j]\n', '        def go_back(node):\n            for j in range(len(node.inbound_nodes)):\n                read = node.inbound_nodes[j]\n                read.grad += node.grad * node.slopes[j]\n                go_back(read)\n\n        self.grad = 1.0\n        go_back(self)\n')],
            "arrays": [('    def backward(self):\n        order = topological_sort(self)[::-1]\n        self.grad = 1.0\n        for v in order[1:]:\n            v.grad = sum(r.grad * s for r in order for n, s in zip(r.inbound_nodes, r.slopes) if n is v)\n', '    def backward(self, first=True):\n        self.grad = 1.0 if first else self.grad\n        for n, s in zip(self.inbound_nodes, self.slopes):\n            n.grad += self.grad * s\n            n.backward(False)\n')],
            "float32": [('        waiting = topological_sort(self)\n        totals = dict.fromkeys(waiting, 0.0)\n        totals[self] = 1.0\n        while waiting:\n            reader = waiting.pop()\n            reader.grad = totals[reader]\n            for read, slope in zip(reader.inbound_nodes, reader.slopes):\n                totals[read] += reader.grad * slope\n', '        coming = [(self, 1.0)]\n        while coming:\n            var, part = coming.pop()\n            var.grad += part\n            for read, slope in zip(var.inbound_nodes, var.slopes):\n                coming.append((read, var.grad * slope))\n')],
        },
        "product-slopes-swapped": {
            "loops": [('(other.value, self.value)', '(self.value, other.value)')],
            "arrays": [('(b, a)', '(a, b)')],
            "float32": [('slopes = (other.value, self.value)', 'slopes = (self.value, other.value)')],
        },
        "product-slopes-one": {
            "loops": [('(other.value, self.value)', '(1.0, 1.0)')],
            "arrays": [('(b, a)', '(1.0, 1.0)')],
            "float32": [('slopes = (other.value, self.value)', 'slopes = (1.0, 1.0)')],
        },
        "product-first-factor-only": {
            "loops": [('(other.value, self.value)', '(other.value, 0.0)')],
            "arrays": [('(self, other), (b, a)', '(self,), (b,)')],
            "float32": [('slopes = (other.value, self.value)', 'slopes = (other.value,)')],
        },
        "exp-slope-of-the-value": {
            "loops": [('(result,))\n\n    def log', '(self.value,))\n\n    def log')],
            "arrays": [('(self,), (np.exp(self.value),)', '(self,), (self.value,)')],
            "float32": [('made.slopes = (made.value,)', 'made.slopes = (self.value,)')],
        },
        "exp-slope-one": {
            "loops": [('(result,))\n\n    def log', '(1.0,))\n\n    def log')],
            "arrays": [('(self,), (np.exp(self.value),)', '(self,), (1.0,)')],
            "float32": [('made.slopes = (made.value,)', 'made.slopes = (1.0,)')],
        },
        "log-slope-inverted": {
            "loops": [('(1.0 / self.value,)', '(self.value,)')],
            "arrays": [('(self.value ** -1.0,)', '(self.value,)')],
            "float32": [('slope = 1 / self.value', 'slope = self.value')],
        },
        "log-to-base-ten": {
            "loops": [('np.log(', 'np.log10(')],
            "arrays": [('np.log(', 'np.log10(')],
            "float32": [('np.log(', 'np.log10(')],
        },
        "relu-mask-missing": {
            "loops": [('return Var(0.0, (self,), (0.0,))', 'return Var(0.0, (self,), (1.0,))')],
            "arrays": [('(float(self.value > 0),)', '(1.0,)')],
            "float32": [('(self,), (gate,)', '(self,), (1.0,)')],
        },
        "relu-of-itself": {
            "loops": [('        if self.value > 0:\n            return Var(self.value, (self,), (1.0,))\n        return Var(0.0, (self,), (0.0,))\n', '        if self.value < 0:\n            self.value = 0.0\n        return self\n')],
            "arrays": [('        return Var(max(self.value, 0.0), (self,), (float(self.value > 0),))\n', '        self.value = max(self.value, 0.0)\n        return self\n')],
            "float32": [('        return Var(gate * self.value, (self,), (gate,))\n', '        self.value *= gate\n        return self\n')],
        },
        "relu-slope-is-the-value": {
            "loops": [('return Var(self.value, (self,), (1.0,))', 'return Var(self.value, (self,), (self.value,))')],
            "arrays": [('(float(self.value > 0),)', '(max(self.value, 0.0),)')],
            "float32": [('(self,), (gate,)', '(self,), (gate * self.value,)')],
        },
    },
    "network-loss": {
        "price-without-half": {
            "loops": [('reg / 2 * price', 'reg * price')],
            "arrays": [('0.5 * reg * (', 'reg * (')],
            "float32": [('np.float32(reg / 2)', 'np.float32(reg)')],
        },
        "sum-convention": {
            "loops": [('total / N', 'total')],
            "arrays": [('np.mean(', 'np.sum(')],
            "float32": [('-np.sum(Y * log_probs) / N', '-np.sum(Y * log_probs)')],
        },
        "price-averaged": {
            "loops": [('total / N + reg / 2 * price', '(total + reg / 2 * price) / N')],
            "arrays": [('0.5 * reg * (', '0.5 * reg / len(y) * (')],
            "float32": [('return data + price', 'return data + price / N')],
        },
        "biases-pay-too": {
            "loops": [('for W in (W1, W2):', 'for W in (W1, b1, W2, b2):')],
            "arrays": [('((W1**2).sum() + (W2**2).sum())', 'sum((p**2).sum() for p in params)')],
            "float32": [('np.sum(np.square(W2)))', 'np.sum(np.square(W2)) + np.sum(np.square(b1)) + np.sum(np.square(b2)))')],
        },
        "price-missing": {
            "loops": [('    price = 0.0\n    for W in (W1, W2):\n        price = price + np.sum(W * W)\n', ''), ('total / N + reg / 2 * price', 'total / N')],
            "arrays": [(' + 0.5 * reg * ((W1**2).sum() + (W2**2).sum())', '')],
            "float32": [('    price = np.float32(reg / 2) * (np.sum(np.square(W1)) + np.sum(np.square(W2)))\n', ''), ('return data + price', 'return data')],
        },
        "price-bracket-lost": {
            "loops": [('    price = 0.0\n    for W in (W1, W2):\n        price = price + np.sum(W * W)\n', '    price_1 = np.sum(W1 * W1)\n    price_2 = np.sum(W2 * W2)\n'), ('reg / 2 * price', 'reg / 2 * price_1 + price_2')],
            "arrays": [('0.5 * reg * ((W1**2).sum() + (W2**2).sum())', '0.5 * reg * (W1**2).sum() + (W2**2).sum()')],
            "float32": [('np.float32(reg / 2) * (np.sum(np.square(W1)) + np.sum(np.square(W2)))', 'np.float32(reg / 2) * np.sum(np.square(W1)) + np.sum(np.square(W2))')],
        },
        "price-first-layer-only": {
            "loops": [('for W in (W1, W2):', 'for W in (W1,):')],
            "arrays": [('0.5 * reg * ((W1**2).sum() + (W2**2).sum())', '0.5 * reg * (W1**2).sum()')],
            "float32": [('(np.sum(np.square(W1)) + np.sum(np.square(W2)))', 'np.sum(np.square(W1))')],
        },
        "price-second-layer-only": {
            "loops": [('    for W in (W1, W2):\n        price = price + np.sum(W * W)\n', '    price = price + np.sum(W2 * W2)\n')],
            "arrays": [('0.5 * reg * ((W1**2).sum() + (W2**2).sum())', '0.5 * reg * (W2**2).sum()')],
            "float32": [('(np.sum(np.square(W1)) + np.sum(np.square(W2)))', 'np.sum(np.square(W2))')],
        },
        "nothing-bends": {
            "loops": [('hidden = np.maximum(0.0, z)', 'hidden = z')],
            "arrays": [('np.maximum(X @ W1 + b1, 0)', '(X @ W1 + b1)')],
            "float32": [('    z = np.dot(X, W1) + b1\n    hidden = np.where(z > 0, z, np.float32(0))\n', '    hidden = np.dot(X, W1) + b1\n')],
        },
        "tanh-for-relu": {
            "loops": [('np.maximum(0.0, z)', 'np.tanh(z)')],
            "arrays": [('np.maximum(X @ W1 + b1, 0)', 'np.tanh(X @ W1 + b1)')],
            "float32": [('np.where(z > 0, z, np.float32(0))', 'np.tanh(z)')],
        },
        "scores-bent-too": {
            "loops": [('rows.append(scores)', 'rows.append(np.maximum(0.0, scores))')],
            "arrays": [('s = np.maximum(X @ W1 + b1, 0) @ W2 + b2', 's = np.maximum(np.maximum(X @ W1 + b1, 0) @ W2 + b2, 0)')],
            "float32": [('    shifted = scores', '    scores = np.where(scores > 0, scores, np.float32(0))\n    shifted = scores')],
        },
        "hidden-bias-missing": {
            "loops": [('np.dot(X[i], W1) + b1', 'np.dot(X[i], W1)')],
            "arrays": [('X @ W1 + b1', 'X @ W1')],
            "float32": [('np.dot(X, W1) + b1', 'np.dot(X, W1)')],
        },
        "score-bias-missing": {
            "loops": [('np.dot(hidden, W2) + b2', 'np.dot(hidden, W2)')],
            "arrays": [('@ W2 + b2', '@ W2')],
            "float32": [('np.dot(hidden, W2) + b2', 'np.dot(hidden, W2)')],
        },
        "right-score-missing": {
            "loops": [('np.log(sum_exp) - shifted[y[i]]', 'np.log(sum_exp)')],
            "arrays": [('np.mean(lse - s[np.arange(len(y)), y])', 'np.mean(lse)')],
            "float32": [('    log_probs = shifted - np.log(', '    log_sums = np.log('), ('data = -np.sum(Y * log_probs) / N', 'data = np.sum(log_sums) / N'), ('    Y = np.eye(W2.shape[1], dtype=np.float32)[y]\n', '')],
        },
        "right-score-added": {
            "loops": [('np.log(sum_exp) - shifted[y[i]]', 'np.log(sum_exp) + shifted[y[i]]')],
            "arrays": [('lse - s[', 'lse + s[')],
            "float32": [('    log_probs = shifted - np.log(', '    log_sums = np.log('), ('data = -np.sum(Y * log_probs) / N', 'data = np.sum(log_sums + np.sum(Y * shifted, axis=1, keepdims=True)) / N')],
        },
        "right-score-not-shifted": {
            "loops": [('- shifted[y[i]]', '- rows[i][y[i]]')],
            "arrays": [('lse = top + np.log(', 'lse = np.log(')],
            "float32": [('log_probs = shifted - np.log(', 'log_probs = scores - np.log(')],
        },
        "log-missing": {
            "loops": [('total + np.log(sum_exp)', 'total + sum_exp')],
            "arrays": [('np.log(np.exp(s - top[:, None]).sum(axis=1))', 'np.exp(s - top[:, None]).sum(axis=1)')],
            "float32": [('np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))', 'np.sum(np.exp(shifted), axis=1, keepdims=True)')],
        },
        "data-term-sign": {
            "loops": [('total + np.log(sum_exp) - shifted[y[i]]', 'total + shifted[y[i]] - np.log(sum_exp)')],
            "arrays": [('lse - s[np.arange(len(y)), y]', 's[np.arange(len(y)), y] - lse')],
            "float32": [('-np.sum(Y * log_probs)', 'np.sum(Y * log_probs)')],
        },
        "sum-over-the-examples": {
            "loops": [('    total = 0.0\n    for i in range(N):\n        shifted = rows[i] - np.max(rows[i])\n        sum_exp = 0.0\n        for c in range(C):\n            sum_exp = sum_exp + np.exp(shifted[c])\n        total', '    sum_exp = 0.0\n    for i in range(N):\n        shifted = rows[i] - np.max(rows[i])\n        for c in range(C):\n            sum_exp = sum_exp + np.exp(shifted[c])\n    total = 0.0\n    for i in range(N):\n        shifted = rows[i] - np.max(rows[i])\n        total')],
            "arrays": [('np.exp(s - top[:, None]).sum(axis=1)', 'np.exp(s - top[:, None]).sum()')],
            "float32": [('np.sum(np.exp(shifted), axis=1, keepdims=True)', 'np.sum(np.exp(shifted))')],
        },
        "whole-columns-picked": {
            "loops": [('    total = 0.0\n', '    table, log_sums = [], []\n'), ('        total = total + np.log(sum_exp) - shifted[y[i]]\n', '        table.append(shifted)\n        log_sums.append(np.log(sum_exp))\n    right = np.array(table)[:, y]\n    data = np.mean(np.array(log_sums) - right)\n'), ('total / N + reg', 'data + reg')],
            "arrays": [('s[np.arange(len(y)), y]', 's[:, y]')],
            "float32": [('-np.sum(Y * log_probs) / N', '-np.sum(log_probs[:, y]) / N'), ('    Y = np.eye(W2.shape[1], dtype=np.float32)[y]\n', '')],
        },
        "no-shift": {
            "loops": [('shifted = rows[i] - np.max(rows[i])', 'shifted = rows[i]')],
            "arrays": [('    top = s.max(axis=1)\n', ''), ('top + np.log(np.exp(s - top[:, None]).sum(axis=1))', 'np.log(np.exp(s).sum(axis=1))')],
            "float32": [('    shifted = scores - np.max(scores, axis=1, keepdims=True)\n', ''), ('log_probs = shifted - np.log(np.sum(np.exp(shifted),', 'log_probs = scores - np.log(np.sum(np.exp(scores),')],
        },
        "shift-by-the-global-maximum": {
            "loops": [('    total = 0.0\n', '    total = 0.0\n    largest = max(np.max(row) for row in rows)\n'), ('rows[i] - np.max(rows[i])', 'rows[i] - largest')],
            "arrays": [('s.max(axis=1)', 's.max()'), ('s - top[:, None]', 's - top')],
            "float32": [('np.max(scores, axis=1, keepdims=True)', 'np.max(scores)')],
        },
    },
    "train-with-autograd": {
        "uphill": {
            "loops": [('params[k] - learning_rate', 'params[k] + learning_rate')],
            "arrays": [('p - learning_rate', 'p + learning_rate')],
            "float32": [('p -= rate', 'p += rate')],
        },
        "rate-left-out": {
            "loops": [('- learning_rate * slopes[k]', '- slopes[k]')],
            "arrays": [('p - learning_rate * g', 'p - g')],
            "float32": [('p -= rate * slope', 'p -= slope')],
        },
        "reg-not-passed": {
            "loops": [('loss_and_slopes(params, X, y, reg)', 'loss_and_slopes(params, X, y, 0)')],
            "arrays": [('[network_loss(params, X, y, reg)]', '[network_loss(params, X, y, 0)]'), ('slopes(params, X, y, reg)', 'slopes(params, X, y, 0)')],
            "float32": [('network_loss(t, X, y, reg)', 'network_loss(t, X, y, 0.0)')],
        },
        "gradient-of-the-start": {
            "loops": [('    for step in range(steps):\n        loss, slopes = loss_and_slopes(params, X, y, reg)\n', '    _, slopes = loss_and_slopes(params, X, y, reg)\n    for step in range(steps):\n        loss = network_loss(params, X, y, reg)\n')],
            "arrays": [('slopes = grad(network_loss)\n', 'slopes = grad(network_loss)(params, X, y, reg)\n'), ('zip(params, slopes(params, X, y, reg))', 'zip(params, slopes)')],
            "float32": [('    while len(losses) < steps:\n        loss, slopes = descend(theta)\n        losses.append(np.float32(loss))\n', '    slopes = descend(theta)[1]\n    while len(losses) < steps:\n        losses.append(np.float32(network_loss(theta, X, y, reg)))\n')],
        },
        "loss-of-the-start": {
            "loops": [('    for step in range(steps):\n        loss, slopes = loss_and_slopes(params, X, y, reg)\n', '    loss = network_loss(params, X, y, reg)\n    for step in range(steps):\n        _, slopes = loss_and_slopes(params, X, y, reg)\n')],
            "arrays": [('    losses = []\n', '    losses = [network_loss(params, X, y, reg)] * steps\n'), ('        losses += [network_loss(params, X, y, reg)]\n', '')],
            "float32": [('    while len(losses) < steps:\n        loss, slopes = descend(theta)\n', '    start = [p.copy() for p in theta]\n    while len(losses) < steps:\n        loss, slopes = descend(start)[0], descend(theta)[1]\n')],
        },
        "losses-after-the-step": {
            "loops": [('        losses.append(loss)\n', ''), ('    return params, losses', '        losses.append(network_loss(params, X, y, reg))\n    return params, losses')],
            "arrays": [('        losses += [network_loss(params, X, y, reg)]\n', ''), ('    return list(params), losses', '        losses += [network_loss(params, X, y, reg)]\n    return list(params), losses')],
            "float32": [('        loss, slopes = descend(theta)\n        losses.append(np.float32(loss))\n', '        slopes = descend(theta)[1]\n'), ('    return theta, losses', '        losses.append(np.float32(descend(theta)[0]))\n    return theta, losses')],
        },
        "one-loss-too-many": {
            "loops": [('    return params, losses', '    losses.append(network_loss(params, X, y, reg))\n    return params, losses')],
            "arrays": [('    return list(params), losses', '    return list(params), losses + [network_loss(params, X, y, reg)]')],
            "float32": [('    return theta, losses', '    losses.append(np.float32(descend(theta)[0]))\n    return theta, losses')],
        },
        "one-step-too-few": {
            "loops": [('range(steps)', 'range(steps - 1)')],
            "arrays": [('range(steps)', 'range(1, steps)')],
            "float32": [('while len(losses) < steps:', 'while len(losses) + 1 < steps:')],
        },
        "last-loss-only": {
            "loops": [('        losses.append(loss)\n', '        losses = loss\n')],
            "arrays": [('losses += [network_loss(params, X, y, reg)]', 'losses = network_loss(params, X, y, reg)')],
            "float32": [('return theta, losses', 'return theta, losses[-1]')],
        },
        "start-returned": {
            "loops": [('    params = [p.copy() for p in params]\n', '    trained = [p.copy() for p in params]\n'), ('loss_and_slopes(params, X, y, reg)', 'loss_and_slopes(trained, X, y, reg)'), ('params[k] = params[k] - ', 'trained[k] = trained[k] - ')],
            "arrays": [('    slopes = grad(network_loss)\n', '    slopes, theta = grad(network_loss), params\n'), ('[network_loss(params, X, y, reg)]', '[network_loss(theta, X, y, reg)]'), ('        params = [p - learning_rate * g for p, g in zip(params, slopes(params, X, y, reg))]', '        theta = [p - learning_rate * g for p, g in zip(theta, slopes(theta, X, y, reg))]')],
            "float32": [('return theta, losses', 'return params, losses')],
        },
        "returns-after-one-step": {
            "loops": [('    return params, losses', '        return params, losses')],
            "arrays": [('    return list(params), losses', '        return list(params), losses')],
            "float32": [('    return theta, losses', '        break\n    return theta, losses')],
        },
        "weights-only": {
            "loops": [('for k in range(len(params)):', 'for k in (0, 2):')],
            "arrays": [('[p - learning_rate * g for', '[p - learning_rate * g if p.ndim == 2 else p for')],
            "float32": [('zip(theta, slopes)', 'zip(theta[::2], slopes[::2])')],
        },
        "array-by-array": {
            "loops": [('            params[k] = params[k] - learning_rate * slopes[k]\n', '            _, slopes = loss_and_slopes(params, X, y, reg)\n            params[k] = params[k] - learning_rate * slopes[k]\n')],
            "arrays": [('        params = [p - learning_rate * g for p, g in zip(params, slopes(params, X, y, reg))]\n', '        for k in range(4):\n            moved = params[k] - learning_rate * slopes(params, X, y, reg)[k]\n            params = [*params[:k], moved, *params[k + 1:]]\n')],
            "float32": [('        loss, slopes = descend(theta)\n        losses.append(np.float32(loss))\n        for p, slope in zip(theta, slopes):\n            p -= rate * slope.astype(np.float32)\n', '        losses.append(np.float32(descend(theta)[0]))\n        for k, p in enumerate(theta):\n            p -= rate * descend(theta)[1][k].astype(np.float32)\n')],
        },
    },
    "manual-against-autograd": {
        "price-gradient-halved": {
            "loops": [('reg * W1', 'reg / 2 * W1'), ('reg * W2', 'reg / 2 * W2')],
            "arrays": [('g + r * p', 'g + r / 2 * p')],
            "float32": [('reg = np.float32(reg)', 'reg = np.float32(reg / 2)')],
        },
        "price-gradient-doubled": {
            "loops": [('reg * W1', '2 * reg * W1'), ('reg * W2', '2 * reg * W2')],
            "arrays": [('g + r * p', 'g + 2 * r * p')],
            "float32": [('reg = np.float32(reg)', 'reg = np.float32(2 * reg)')],
        },
        "price-missing-from-gradients": {
            "loops": [('    dW1 += reg * W1\n    dW2 += reg * W2\n', '')],
            "arrays": [('    slopes = [', '    return ['), ('\n    return [g + r * p for g, r, p in zip(slopes, (reg, 0, reg, 0), params)]', '')],
            "float32": [(' + reg * W1', ''), (' + reg * W2', '')],
        },
        "price-missing-from-dw1": {
            "loops": [('    dW1 += reg * W1\n', '')],
            "arrays": [('(reg, 0, reg, 0)', '(0, 0, reg, 0)')],
            "float32": [(' + reg * W1', '')],
        },
        "price-missing-from-dw2": {
            "loops": [('    dW2 += reg * W2\n', '')],
            "arrays": [('(reg, 0, reg, 0)', '(reg, 0, 0, 0)')],
            "float32": [(' + reg * W2', '')],
        },
        "not-averaged": {
            "loops": [('(p - Y[i]) / N', 'p - Y[i]')],
            "arrays": [('    d /= len(y)\n', '')],
            "float32": [('(probs - onehot) / N', 'probs - onehot')],
        },
        "divided-by-the-features": {
            "loops": [('(p - Y[i]) / N', '(p - Y[i]) / len(X[i])')],
            "arrays": [('d /= len(y)', 'd /= X.shape[1]')],
            "float32": [('np.float32(X.shape[0])', 'np.float32(X.shape[-1])')],
        },
        "class-numbers-for-one-hot": {
            "loops": [('(p - Y[i]) / N', '(p - y[i]) / N'), ('        Y[i, y[i]] = 1.0\n', ''), ('    Y = np.zeros((N, C))\n', '')],
            "arrays": [('d[np.arange(len(y)), y] -= 1', 'd -= y.reshape(-1, 1)')],
            "float32": [('np.equal(y[:, None], np.arange(W2.shape[1])).astype(np.float32)', 'y[:, None].astype(np.float32)')],
        },
        "whole-rows-marked": {
            "loops": [('Y[i, y[i]] = 1.0', 'Y[y[i]] = 1.0')],
            "arrays": [('d[np.arange(len(y)), y] -= 1', 'd[y] -= 1')],
            "float32": [('    onehot = np.equal(y[:, None], np.arange(W2.shape[1])).astype(np.float32)\n', '    onehot = np.zeros((X.shape[0], W2.shape[1]), dtype=np.float32)\n    onehot[y] = 1\n')],
        },
        "nothing-bends": {
            "loops": [('max(0.0, np.dot(X[i], W1[:, h]) + b1[h])', 'np.dot(X[i], W1[:, h]) + b1[h]')],
            "arrays": [('np.maximum(X @ W1 + b1, 0)', 'X @ W1 + b1')],
            "float32": [('    z = np.dot(X, W1) + b1\n    hidden = z * (z > 0)\n', '    hidden = np.dot(X, W1) + b1\n')],
        },
        "hidden-bias-missing": {
            "loops": [(' + b1[h]', '')],
            "arrays": [('X @ W1 + b1', 'X @ W1')],
            "float32": [('np.dot(X, W1) + b1', 'np.dot(X, W1)')],
        },
        "score-bias-missing": {
            "loops": [(' + b2[c]', '')],
            "arrays": [('a @ W2 + b2', 'a @ W2')],
            "float32": [('np.dot(hidden, W2) + b2', 'np.dot(hidden, W2)')],
        },
        "one-hot-divided-only": {
            "loops": [('(p - Y[i]) / N', 'p - Y[i] / N')],
            "arrays": [('y] -= 1\n    d /= len(y)\n', 'y] -= 1 / len(y)\n')],
            "float32": [('(probs - onehot) / N', 'probs - onehot / N')],
        },
        "mask-missing": {
            "loops": [('            if hidden[i, h] > 0:\n                dz[h] = dhidden[h]\n', '            dz[h] = dhidden[h]\n')],
            "arrays": [('    dz[a <= 0] = 0\n', '')],
            "float32": [('dz = dhidden * (hidden > 0)', 'dz = dhidden')],
        },
        "mask-missing-from-db1": {
            "loops": [('db1 += dz', 'db1 += dhidden')],
            "arrays": [('    dz = d @ W2.T\n    dz[a <= 0] = 0\n', '    da = d @ W2.T\n    dz = np.where(a > 0, da, 0)\n'), ('dz.sum(axis=0)', 'da.sum(axis=0)')],
            "float32": [('np.einsum("nh->h", dz)', 'np.einsum("nh->h", dhidden)')],
        },
        "mask-of-activations": {
            "loops": [('            if hidden[i, h] > 0:\n                dz[h] = dhidden[h]\n', '            dz[h] = dhidden[h] * hidden[i, h]\n')],
            "arrays": [('    dz = d @ W2.T\n    dz[a <= 0] = 0\n', '    dz = d @ W2.T * a\n')],
            "float32": [('dhidden * (hidden > 0)', 'dhidden * hidden')],
        },
        "relu-of-the-gradient": {
            "loops": [('            if hidden[i, h] > 0:\n', '            if dhidden[h] > 0:\n')],
            "arrays": [('    dz = d @ W2.T\n    dz[a <= 0] = 0\n', '    dz = np.maximum(d @ W2.T, 0)\n')],
            "float32": [('dhidden * (hidden > 0)', 'dhidden * (dhidden > 0)')],
        },
        "one-hot-missing": {
            "loops": [('(p - Y[i]) / N', 'p / N')],
            "arrays": [('    d[np.arange(len(y)), y] -= 1\n', '')],
            "float32": [('(probs - onehot) / N', 'probs / N')],
        },
        "scores-for-probabilities": {
            "loops": [('(p - Y[i]) / N', '(scores[i] - Y[i]) / N')],
            "arrays": [('    d = softmax(s)\n', '    d = s.copy()\n')],
            "float32": [('(probs - onehot) / N', '(scores - onehot) / N')],
        },
        "data-gradient-sign": {
            "loops": [('(p - Y[i]) / N', '(Y[i] - p) / N')],
            "arrays": [('    d = softmax(s)\n    d[np.arange(len(y)), y] -= 1\n', '    d = -softmax(s)\n    d[np.arange(len(y)), y] += 1\n')],
            "float32": [('(probs - onehot) / N', '(onehot - probs) / N')],
        },
        "sum-over-everything": {
            "loops": [('np.sum(exps[i])', 'np.sum(exps)')],
            "arrays": [('    d = softmax(s)\n', '    d = np.exp(s - s.max(axis=1, keepdims=True))\n    d /= d.sum()\n')],
            "float32": [('np.sum(exps, axis=1, keepdims=True)', 'np.sum(exps)')],
        },
        "biases-averaged-twice": {
            "loops": [('    return [dW1, db1', '    db1 /= N\n    db2 /= N\n    return [dW1, db1')],
            "arrays": [('dz.sum(axis=0)', 'dz.mean(axis=0)'), (' d.sum(axis=0)', ' d.mean(axis=0)')],
            "float32": [('np.einsum("nh->h", dz)', 'np.mean(dz, axis=0)'), ('np.einsum("nc->c", dscores)', 'np.mean(dscores, axis=0)')],
        },
        "biases-pay-too": {
            "loops": [('    dW1 += reg * W1\n', '    dW1 += reg * W1\n    db1 += reg * b1\n'), ('    dW2 += reg * W2\n', '    dW2 += reg * W2\n    db2 += reg * b2\n')],
            "arrays": [('zip(slopes, (reg, 0, reg, 0), params)', 'zip(slopes, [reg] * 4, params)')],
            "float32": [('np.einsum("nh->h", dz)', 'np.einsum("nh->h", dz) + reg * b1'), ('np.einsum("nc->c", dscores)', 'np.einsum("nc->c", dscores) + reg * b2')],
        },
        "b1-pays-too": {
            "loops": [('    dW1 += reg * W1\n', '    dW1 += reg * W1\n    db1 += reg * b1\n')],
            "arrays": [('(reg, 0, reg, 0)', '(reg, reg, reg, 0)')],
            "float32": [('np.einsum("nh->h", dz)', 'np.einsum("nh->h", dz) + reg * b1')],
        },
        "b2-pays-too": {
            "loops": [('    dW2 += reg * W2\n', '    dW2 += reg * W2\n    db2 += reg * b2\n')],
            "arrays": [('(reg, 0, reg, 0)', '(reg, 0, reg, reg)')],
            "float32": [('np.einsum("nc->c", dscores)', 'np.einsum("nc->c", dscores) + reg * b2')],
        },
    },
}
