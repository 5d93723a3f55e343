"""Unit 07: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "graph-linear": {
        "loops": """\
class Linear(Node):
    def __init__(self, X, W, b):
        super().__init__([X, W, b])

    def forward(self):
        X, W, b = self.inbound_nodes
        N, D = X.value.shape
        C = W.value.shape[1]
        S = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                product = 0.0
                for d in range(D):
                    product += X.value[n, d] * W.value[d, c]
                S[n, c] = product + b.value[c]
        self.value = S

    def backward(self):
        X, W, b = self.inbound_nodes
        N, D = X.value.shape
        C = W.value.shape[1]
        dS = np.zeros((N, C))
        for reader in self.outbound_nodes:
            dS += reader.gradients[self]
        dX = np.zeros((N, D))
        dW = np.zeros((D, C))
        db = np.zeros(C)
        for n in range(N):
            for c in range(C):
                db[c] += dS[n, c]
                for d in range(D):
                    dX[n, d] += dS[n, c] * W.value[d, c]
                    dW[d, c] += X.value[n, d] * dS[n, c]
        self.gradients = {X: dX, W: dW, b: db}
""",
        "arrays": """\
class Linear(Node):
    def __init__(self, X, W, b):
        super().__init__([X, W, b])

    def forward(self):
        X, W, b = (node.value for node in self.inbound_nodes)
        self.value = np.einsum("nd,dc->nc", X, W) + b

    def backward(self):
        X, W, b = self.inbound_nodes
        dS = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])
        self.gradients = {
            X: np.einsum("nc,dc->nd", dS, W.value),
            W: np.einsum("nd,nc->dc", X.value, dS),
            b: np.einsum("nc->c", dS),
        }
""",
        "float32": """\
class Linear(Node):
    def __init__(self, X, W, b):
        super().__init__([X, W, b])

    def forward(self):
        x, w, bias = (np.asarray(node.value, dtype=np.float32) for node in self.inbound_nodes)
        self.value = np.dot(x, w)
        self.value += bias

    def backward(self):
        X, W, b = self.inbound_nodes
        x = X.value.astype(np.float32)
        w = W.value.astype(np.float32)
        up = np.zeros(self.value.shape, dtype=np.float32)
        for reader in self.outbound_nodes:
            up += reader.gradients[self].astype(np.float32)
        dx = np.dot(up, w.T)
        dw = np.dot(x.T, up)
        dbias = np.sum(up, axis=0)
        self.gradients = dict([(X, dx), (W, dw), (b, dbias)])
""",
    },
    "graph-sigmoid": {
        "loops": """\
class Sigmoid(Node):
    def __init__(self, node):
        super().__init__([node])

    def forward(self):
        (node,) = self.inbound_nodes
        z = node.value
        N, H = z.shape
        s = np.empty((N, H))
        for n in range(N):
            for h in range(H):
                s[n, h] = 1 / (1 + np.exp(-z[n, h]))
        self.value = s

    def backward(self):
        (node,) = self.inbound_nodes
        s = self.value
        N, H = s.shape
        ds = np.zeros((N, H))
        for reader in self.outbound_nodes:
            ds += reader.gradients[self]
        dz = np.zeros((N, H))
        for n in range(N):
            for h in range(H):
                slope = s[n, h] * (1 - s[n, h])
                dz[n, h] = slope * ds[n, h]
        self.gradients = {node: dz}
""",
        "arrays": """\
class Sigmoid(Node):
    def __init__(self, node):
        super().__init__([node])

    def forward(self):
        (node,) = self.inbound_nodes
        self.value = (1 + np.exp(-node.value)) ** -1.0

    def backward(self):
        (node,) = self.inbound_nodes
        ds = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])
        self.gradients = {node: ds * (self.value - self.value ** 2)}
""",
        "float32": """\
class Sigmoid(Node):
    def __init__(self, node):
        super().__init__([node])

    def forward(self):
        (node,) = self.inbound_nodes
        z = node.value.astype(np.float32)
        self.value = np.reciprocal(np.exp(-z) + 1)

    def backward(self):
        (node,) = self.inbound_nodes
        s = self.value.astype(np.float32)
        up = np.zeros(s.shape, dtype=np.float32)
        for reader in self.outbound_nodes:
            up += reader.gradients[self].astype(np.float32)
        dz = np.multiply(s, 1 - s)
        dz = np.multiply(dz, up)
        self.gradients[node] = dz
""",
    },
    "graph-mse": {
        "loops": """\
class MSE(Node):
    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        y, a = (node.value for node in self.inbound_nodes)
        y, a = y.flatten(), a.flatten()
        m = len(a)
        self.diff = np.zeros(m)
        for i in range(m):
            self.diff[i] = a[i] - y[i]
        total = 0.0
        for i in range(m):
            total += self.diff[i] ** 2
        self.value = total / m

    def backward(self):
        y, a = self.inbound_nodes
        m = len(self.diff)
        dy = np.zeros(y.value.shape)
        da = np.zeros(a.value.shape)
        for i in range(m):
            slope = 2 * self.diff[i] / m
            da.flat[i] = slope
            dy.flat[i] = -slope
        self.gradients = {y: dy, a: da}
""",
        "arrays": """\
class MSE(Node):
    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        y, a = (np.ravel(node.value) for node in self.inbound_nodes)
        self.diff = a - y
        self.value = self.diff @ self.diff / self.diff.size

    def backward(self):
        y, a = self.inbound_nodes
        da = 2 / len(self.diff) * self.diff
        self.gradients = {n: (sign * da).reshape(n.value.shape) for n, sign in ((y, -1), (a, 1))}
""",
        "float32": """\
class MSE(Node):
    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        y, a = self.inbound_nodes
        targets = y.value.astype(np.float32).reshape(-1, 1)
        guesses = a.value.astype(np.float32).reshape(-1, 1)
        self.diff = np.subtract(guesses, targets)
        self.value = np.mean(np.square(self.diff))

    def backward(self):
        y, a = self.inbound_nodes
        m = len(self.diff)
        slope = self.diff * np.float32(2 / m)
        dy = np.reshape(-slope, y.value.shape)
        da = np.reshape(slope, a.value.shape)
        self.gradients = dict([(y, dy), (a, da)])
""",
    },
    "topological-sort": {
        "loops": """\
def topological_sort(feed_dict):
    order = []
    for node, value in feed_dict.items():
        node.value = value
        order.append(node)
    for node in order:
        for reader in node.outbound_nodes:
            if reader in order:
                continue
            ready = True
            for source in reader.inbound_nodes:
                if source not in order:
                    ready = False
            if ready:
                order.append(reader)
    return order
""",
        "arrays": """\
def topological_sort(feed_dict):
    seen, finished = set(), []

    def visit(node):
        if node not in seen:
            seen.add(node)
            for reader in node.outbound_nodes:
                visit(reader)
            finished.append(node)

    for node, node.value in feed_dict.items():
        visit(node)
    return finished[::-1]
""",
        "float32": """\
def topological_sort(feed_dict):
    for node in feed_dict:
        node.value = feed_dict[node]
    missing = {}
    ready = list(feed_dict)
    order = []
    while ready:
        node = ready.pop()
        order.append(node)
        for reader in node.outbound_nodes:
            missing[reader] = missing.get(reader, len(reader.inbound_nodes)) - 1
            if missing[reader] == 0:
                ready.append(reader)
    return order
""",
    },
    "forward-and-backward": {
        "loops": """\
def forward_and_backward(graph):
    n = len(graph)
    for i in range(n):
        graph[i].forward()
    for i in range(n - 1, -1, -1):
        graph[i].backward()
""",
        "arrays": """\
def forward_and_backward(graph):
    [node.forward() for node in graph]
    [node.backward() for node in graph[::-1]]
""",
        "float32": """\
def forward_and_backward(graph):
    stack = []
    for node in graph:
        node.forward()
        stack.append(node)
    while stack:
        stack.pop().backward()
""",
    },
    "sgd-update": {
        "loops": """\
def sgd_update(trainables, learning_rate=1e-2):
    for node in trainables:
        gradient = node.gradients[node]
        step = learning_rate * gradient
        node.value = node.value - step
""",
        "arrays": """\
def sgd_update(trainables, learning_rate=1e-2):
    moved = [t.value - learning_rate * t.gradients[t] for t in trainables]
    for t, value in zip(trainables, moved):
        t.value = value
""",
        "float32": """\
def sgd_update(trainables, learning_rate=1e-2):
    def descend(value, gradient):
        return np.add(value, np.multiply(-learning_rate, gradient))

    for node in trainables:
        setattr(node, "value", descend(node.value, node.gradients[node]))
""",
    },
}

MISTAKES = {
    "graph-linear": {
        "added-up-twice": {
            "loops": [('            dS += reader.gradients[self]\n        dX = np.zeros((N, D))\n        dW = np.zeros((D, C))\n        db = np.zeros(C)\n        for n in range(N):\n            for c in range(C):\n                db[c] += dS[n, c]\n                for d in range(D):\n                    dX[n, d] += dS[n, c] * W.value[d, c]\n                    dW[d, c] += X.value[n, d] * dS[n, c]\n', '            dS += reader.gradients[self]\n            for n in range(N):\n                for c in range(C):\n                    db[c] += dS[n, c]\n                    for d in range(D):\n                        dX[n, d] += dS[n, c] * W.value[d, c]\n                        dW[d, c] += X.value[n, d] * dS[n, c]\n'), ('        dS = np.zeros((N, C))\n', '        dX = np.zeros((N, D))\n        dW = np.zeros((D, C))\n        db = np.zeros(C)\n        dS = np.zeros((N, C))\n')],
            "arrays": """\
class Linear(Node):
    def __init__(self, X, W, b):
        super().__init__([X, W, b])

    def forward(self):
        X, W, b = (node.value for node in self.inbound_nodes)
        self.value = np.einsum("nd,dc->nc", X, W) + b

    def backward(self):
        X, W, b = self.inbound_nodes
        dS = np.zeros_like(self.value)
        self.gradients = {node: np.zeros_like(node.value) for node in (X, W, b)}
        for reader in self.outbound_nodes:
            dS = dS + reader.gradients[self]
            self.gradients[X] += np.einsum("nc,dc->nd", dS, W.value)
            self.gradients[W] += np.einsum("nd,nc->dc", X.value, dS)
            self.gradients[b] += np.einsum("nc->c", dS)
""",
            "float32": [('        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n        dx = np.dot(up, w.T)\n        dw = np.dot(x.T, up)\n        dbias = np.sum(up, axis=0)\n', '        dx, dw, dbias = np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[1], dtype=np.float32)\n        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n            dx += np.dot(up, w.T)\n            dw += np.dot(x.T, up)\n            dbias += np.sum(up, axis=0)\n')],
        },
        "dx-added-up-twice": {
            "loops": [('            dS += reader.gradients[self]\n        dX = np.zeros((N, D))\n', '            dS += reader.gradients[self]\n            for n in range(N):\n                for d in range(D):\n                    for c in range(C):\n                        dX[n, d] += dS[n, c] * W.value[d, c]\n'), ('        dS = np.zeros((N, C))\n', '        dX = np.zeros((N, D))\n        dS = np.zeros((N, C))\n'), ('                for d in range(D):\n                    dX[n, d] += dS[n, c] * W.value[d, c]\n                    dW', '                for d in range(D):\n                    dW')],
            "arrays": [('        dS = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n', '        dS, dX = np.zeros_like(self.value), np.zeros_like(X.value)\n        for reader in self.outbound_nodes:\n            dS = dS + reader.gradients[self]\n            dX = dX + np.einsum("nc,dc->nd", dS, W.value)\n'), ('X: np.einsum("nc,dc->nd", dS, W.value),', 'X: dX,')],
            "float32": [('        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n        dx = np.dot(up, w.T)\n', '        dx = np.zeros_like(x)\n        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n            dx += np.dot(up, w.T)\n')],
        },
        "readers-changed": {
            "loops": [('        dS = np.zeros((N, C))\n        for reader in self.outbound_nodes:\n', '        dS = self.outbound_nodes[0].gradients[self]\n        for reader in self.outbound_nodes[1:]:\n')],
            "arrays": [('        dS = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n', '        first, *others = self.outbound_nodes\n        dS = first.gradients[self]\n        for other in others:\n            dS += other.gradients[self]\n')],
            "float32": [('        up = np.zeros(self.value.shape, dtype=np.float32)\n        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n', '        up = None\n        for reader in self.outbound_nodes:\n            if up is None:\n                up = reader.gradients[self]\n            else:\n                up += reader.gradients[self]\n        up = up.astype(np.float32)\n')],
        },
        "inputs-overwritten": {
            "loops": [('        S = np.zeros((N, C))\n        for n', '        b.value = b.value + np.zeros((N, C))\n        S = np.zeros((N, C))\n        for n'), ('product + b.value[c]', 'product + b.value[n, c]')],
            "arrays": [('        self.gradients = {\n', '        W.value = W.value.T\n        self.gradients = {\n'), ('"nc,dc->nd", dS', '"nc,cd->nd", dS')],
            "float32": [('        dw = np.dot(x.T, up)\n', '        X.value = x.T\n        dw = np.dot(X.value, up)\n')],
        },
        "own-value-changed": {
            "loops": [('        dS = np.zeros((N, C))\n        for reader in self.outbound_nodes:\n            dS += reader.gradients[self]\n', '        self.value = np.zeros((N, C))\n        for reader in self.outbound_nodes:\n            self.value += reader.gradients[self]\n        dS = self.value\n')],
            "arrays": [('        dS = np.add.reduce(', '        self.value = dS = np.add.reduce(')],
            "float32": [('        up = np.zeros(self.value.shape, dtype=np.float32)\n', '        up = self.value\n        up[...] = 0\n')],
        },
        "bias-inside-the-product": {
            "loops": [('X.value[n, d] * W.value[d, c]\n                S', 'X.value[n, d] * (W.value[d, c] + b.value[c])\n                S'), ('product + b.value[c]', 'product')],
            "arrays": [('X, W) + b', 'X, W + b)')],
            "float32": [('np.dot(x, w)\n        self.value += bias\n', 'np.dot(x, w + bias)\n')],
        },
        "last-reader-only": {
            "loops": [('dS += reader.gradients[self]', 'dS = reader.gradients[self]')],
            "arrays": [('np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])', 'self.outbound_nodes[-1].gradients[self]')],
            "float32": [('up += reader.gradients[self].astype', 'up = reader.gradients[self].astype')],
        },
        "first-reader-only": {
            "loops": [('        for reader in self.outbound_nodes:\n            dS += reader', '        for reader in self.outbound_nodes[:1]:\n            dS += reader')],
            "arrays": [('np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])', 'self.outbound_nodes[0].gradients[self]')],
            "float32": [('            up += reader.gradients[self].astype(np.float32)\n', '            up += reader.gradients[self].astype(np.float32)\n            break\n')],
        },
        "readers-averaged": {
            "loops": [('dS += reader.gradients[self]', 'dS += reader.gradients[self] / len(self.outbound_nodes)')],
            "arrays": [('np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])', 'np.mean([reader.gradients[self] for reader in self.outbound_nodes], axis=0)')],
            "float32": [('        dx = np.dot', '        up /= len(self.outbound_nodes)\n        dx = np.dot')],
        },
        "upstream-forgotten": {
            "loops": [('        dS = np.zeros((N, C))\n        for reader in self.outbound_nodes:\n            dS += reader.gradients[self]\n', '        dS = np.ones((N, C))\n')],
            "arrays": [('np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])', 'np.ones_like(self.value)')],
            "float32": [('        up = np.zeros(self.value.shape, dtype=np.float32)\n        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n', '        up = np.ones(self.value.shape, dtype=np.float32)\n')],
        },
        "kept-between-passes": {
            "loops": [('        dX = np.zeros((N, D))\n        dW = np.zeros((D, C))\n        db = np.zeros(C)\n', '        if not self.gradients:\n            self.gradients = {X: np.zeros((N, D)), W: np.zeros((D, C)), b: np.zeros(C)}\n        dX, dW, db = self.gradients[X], self.gradients[W], self.gradients[b]\n')],
            "arrays": [('        super().__init__([X, W, b])\n', '        super().__init__([X, W, b])\n        self.upstream = 0.0\n'), ('        dS = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n', '        self.upstream = self.upstream + np.add.reduce([r.gradients[self] for r in self.outbound_nodes])\n        dS = self.upstream\n')],
            "float32": [('        self.gradients = dict([(X, dx), (W, dw), (b, dbias)])\n', '        for node, slope in ((X, dx), (W, dw), (b, dbias)):\n            self.gradients[node] = self.gradients.get(node, 0) + slope\n')],
        },
        "bias-forgotten": {
            "loops": [('product + b.value[c]', 'product')],
            "arrays": [('X, W) + b', 'X, W)')],
            "float32": [('        self.value += bias\n', '')],
        },
        "bias-subtracted": {
            "loops": [('product + b.value[c]', 'product - b.value[c]')],
            "arrays": [('X, W) + b', 'X, W) - b')],
            "float32": [('self.value += bias', 'self.value -= bias')],
        },
        "db-not-summed": {
            "loops": [('db = np.zeros(C)', 'db = np.zeros((N, C))'), ('db[c] += dS[n, c]', 'db[n, c] = dS[n, c]')],
            "arrays": [('b: np.einsum("nc->c", dS)', 'b: dS')],
            "float32": [('np.sum(up, axis=0)', 'up.copy()')],
        },
        "db-averaged": {
            "loops": [('db[c] += dS[n, c]', 'db[c] += dS[n, c] / N')],
            "arrays": [('b: np.einsum("nc->c", dS)', 'b: dS.mean(axis=0)')],
            "float32": [('np.sum(up, axis=0)', 'np.mean(up, axis=0)')],
        },
        "db-wrong-axis": {
            "loops": [('db = np.zeros(C)', 'db = np.zeros(N)'), ('db[c] += dS[n, c]', 'db[n] += dS[n, c]')],
            "arrays": [('"nc->c"', '"nc->n"')],
            "float32": [('np.sum(up, axis=0)', 'np.sum(up, axis=1)')],
        },
        "db-one-number": {
            "loops": [('db = np.zeros(C)', 'db = 0.0'), ('db[c] += dS[n, c]', 'db += dS[n, c]')],
            "arrays": [('"nc->c"', '"nc->"')],
            "float32": [('np.sum(up, axis=0)', 'np.sum(up)')],
        },
        "dx-and-dw-transposed": {
            "loops": [('dX = np.zeros((N, D))', 'dX = np.zeros((D, N))'), ('dX[n, d] +=', 'dX[d, n] +='), ('dW = np.zeros((D, C))', 'dW = np.zeros((C, D))'), ('dW[d, c] +=', 'dW[c, d] +=')],
            "arrays": [('"nc,dc->nd"', '"nc,dc->dn"'), ('"nd,nc->dc"', '"nd,nc->cd"')],
            "float32": [('np.dot(up, w.T)', 'np.dot(w, up.T)'), ('np.dot(x.T, up)', 'np.dot(up.T, x)')],
        },
        "dx-transposed": {
            "loops": [('dX = np.zeros((N, D))', 'dX = np.zeros((D, N))'), ('dX[n, d] +=', 'dX[d, n] +=')],
            "arrays": [('"nc,dc->nd"', '"nc,dc->dn"')],
            "float32": [('np.dot(up, w.T)', 'np.dot(w, up.T)')],
        },
        "dw-transposed": {
            "loops": [('dW = np.zeros((D, C))', 'dW = np.zeros((C, D))'), ('dW[d, c] +=', 'dW[c, d] +=')],
            "arrays": [('"nd,nc->dc"', '"nd,nc->cd"')],
            "float32": [('np.dot(x.T, up)', 'np.dot(up.T, x)')],
        },
        "dw-averaged": {
            "loops": [('X.value[n, d] * dS[n, c]', 'X.value[n, d] * dS[n, c] / N')],
            "arrays": [('X.value, dS)', 'X.value, dS) / len(dS)')],
            "float32": [('np.dot(x.T, up)', 'np.dot(x.T, up) / len(x)')],
        },
        "dw-and-db-averaged": {
            "loops": [('X: dX, W: dW, b: db', 'X: dX, W: dW / N, b: db / N')],
            "arrays": [('X.value, dS)', 'X.value, dS) / len(dS)'), ('b: np.einsum("nc->c", dS)', 'b: dS.mean(axis=0)')],
            "float32": [('np.dot(x.T, up)', 'np.dot(x.T, up) / len(x)'), ('np.sum(up, axis=0)', 'np.mean(up, axis=0)')],
        },
        "all-averaged": {
            "loops": [('        self.gradients = {', '        dX /= N\n        dW /= N\n        db /= N\n        self.gradients = {')],
            "arrays": [('        self.gradients = {\n', '        dS = dS / dS.shape[0]\n        self.gradients = {\n')],
            "float32": [('        dx = np.dot', '        up /= x.shape[0]\n        dx = np.dot')],
        },
        "data-without-gradient": {
            "loops": [('                    dX[n, d] += dS[n, c] * W.value[d, c]\n', '')],
            "arrays": [('X: np.einsum("nc,dc->nd", dS, W.value)', 'X: np.zeros(X.value.shape)')],
            "float32": [('np.dot(up, w.T)', 'np.zeros_like(x)')],
        },
        "dx-and-dw-swapped": {
            "loops": [('{X: dX, W: dW, b: db}', '{X: dW, W: dX, b: db}')],
            "arrays": [('X: np.einsum("nc,dc', 'W: np.einsum("nc,dc'), ('W: np.einsum("nd,nc', 'X: np.einsum("nd,nc')],
            "float32": [('(X, dx), (W, dw)', '(X, dw), (W, dx)')],
        },
        "sign": {
            "loops": [('db[c] +=', 'db[c] -='), ('dX[n, d] +=', 'dX[n, d] -='), ('dW[d, c] +=', 'dW[d, c] -=')],
            "arrays": [('dS = np.add.reduce', 'dS = -np.add.reduce')],
            "float32": [('(X, dx), (W, dw), (b, dbias)', '(X, -dx), (W, -dw), (b, -dbias)')],
        },
    },
    "graph-sigmoid": {
        "added-up-twice": {
            "loops": [('            ds += reader.gradients[self]\n        dz = np.zeros((N, H))\n        for n in range(N):\n            for h in range(H):\n                slope = s[n, h] * (1 - s[n, h])\n                dz[n, h] = slope * ds[n, h]\n', '            ds += reader.gradients[self]\n            for n in range(N):\n                for h in range(H):\n                    slope = s[n, h] * (1 - s[n, h])\n                    dz[n, h] += slope * ds[n, h]\n'), ('        ds = np.zeros((N, H))\n', '        ds = np.zeros((N, H))\n        dz = np.zeros((N, H))\n')],
            "arrays": [('        ds = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n        self.gradients = {node: ds * (self.value - self.value ** 2)}\n', '        ds, self.gradients = 0, {node: 0}\n        for reader in self.outbound_nodes:\n            ds = ds + reader.gradients[self]\n            self.gradients[node] = self.gradients[node] + ds * (self.value - self.value ** 2)\n')],
            "float32": [('            up += reader.gradients[self].astype(np.float32)\n        dz = np.multiply(s, 1 - s)\n        dz = np.multiply(dz, up)\n        self.gradients[node] = dz\n', '            up += reader.gradients[self].astype(np.float32)\n            self.gradients[node] += s * (1 - s) * up\n'), ('        up = np.zeros(', '        self.gradients[node] = np.zeros_like(s)\n        up = np.zeros(')],
        },
        "readers-changed": {
            "loops": [('        ds = np.zeros((N, H))\n        for reader in self.outbound_nodes:\n', '        ds = self.outbound_nodes[0].gradients[self]\n        for reader in self.outbound_nodes[1:]:\n')],
            "arrays": [('        ds = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n        self.gradients = {node: ds * (self.value - self.value ** 2)}\n', '        first, *others = self.outbound_nodes\n        dz = first.gradients[self]\n        for other in others:\n            dz += other.gradients[self]\n        dz *= self.value - self.value ** 2\n        self.gradients = {node: dz}\n')],
            "float32": [('        up = np.zeros(s.shape, dtype=np.float32)\n        for reader in self.outbound_nodes:\n            up += reader.gradients[self].astype(np.float32)\n        dz = np.multiply(s, 1 - s)\n        dz = np.multiply(dz, up)\n', '        dz = np.zeros(s.shape, dtype=np.float32)\n        for reader in self.outbound_nodes:\n            sent = reader.gradients[self]\n            sent *= np.multiply(s, 1 - s)\n            dz += sent.astype(np.float32)\n')],
        },
        "inputs-overwritten": {
            "loops": [('        s = np.empty((N, H))\n', ''), ('                s[n, h] = 1 / (1 + np.exp(-z[n, h]))\n        self.value = s\n', '                z[n, h] = 1 / (1 + np.exp(-z[n, h]))\n        self.value = z.copy()\n')],
            "arrays": [('        self.value = (1 + np.exp(-node.value)) ** -1.0\n', '        node.value = np.exp(-node.value)\n        self.value = (1 + node.value) ** -1.0\n')],
            "float32": [('        z = node.value.astype(np.float32)\n        self.value = np.reciprocal(np.exp(-z) + 1)\n', '        node.value = -node.value.astype(np.float32)\n        self.value = np.reciprocal(np.exp(node.value) + 1)\n')],
        },
        "own-value-changed": {
            "loops": [('                slope = s[n, h] * (1 - s[n, h])\n                dz[n, h] = slope * ds[n, h]\n', '                s[n, h] *= 1 - s[n, h]\n                dz[n, h] = s[n, h] * ds[n, h]\n')],
            "arrays": [('        self.gradients = {node: ds * (self.value - self.value ** 2)}\n', '        self.value -= self.value ** 2\n        self.gradients = {node: ds * self.value}\n')],
            "float32": [('        dz = np.multiply(s, 1 - s)\n        dz = np.multiply(dz, up)\n', '        self.value = np.multiply(s, 1 - s)\n        dz = np.multiply(self.value, up)\n')],
        },
        "brackets-missing": {
            "loops": [('1 / (1 + np.exp(-z[n, h]))', '1 / 1 + np.exp(-z[n, h])')],
            "arrays": [('(1 + np.exp(-node.value)) ** -1.0', '1 / 1 + np.exp(-node.value)')],
            "float32": [('np.reciprocal(np.exp(-z) + 1)', 'np.float32(1) / 1 + np.exp(-z)')],
        },
        "sigmoid-of-twice-z": {
            "loops": [('np.exp(-z[n, h])', 'np.exp(-2 * z[n, h])')],
            "arrays": [('np.exp(-node.value)', 'np.exp(-node.value) ** 2')],
            "float32": [('np.exp(-z)', 'np.exp(-z - z)')],
        },
        "last-reader-only": {
            "loops": [('ds += reader.gradients[self]', 'ds = reader.gradients[self]')],
            "arrays": [('        ds = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n        self.gradients = {node: ds * (self.value - self.value ** 2)}\n', '        for reader in self.outbound_nodes:\n            self.gradients = {node: reader.gradients[self] * (self.value - self.value ** 2)}\n')],
            "float32": [('up += reader.gradients[self].astype', 'up = reader.gradients[self].astype')],
        },
        "first-reader-only": {
            "loops": [('            ds += reader.gradients[self]\n', '            ds += reader.gradients[self]\n            break\n')],
            "arrays": [('np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])', 'self.outbound_nodes[0].gradients[self]')],
            "float32": [('for reader in self.outbound_nodes:', 'for reader in self.outbound_nodes[:1]:')],
        },
        "readers-averaged": {
            "loops": [('        dz = np.zeros((N, H))\n', '        ds /= len(self.outbound_nodes)\n        dz = np.zeros((N, H))\n')],
            "arrays": [('np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])', 'np.mean([reader.gradients[self] for reader in self.outbound_nodes], axis=0)')],
            "float32": [('np.multiply(dz, up)', 'np.multiply(dz, up / len(self.outbound_nodes))')],
        },
        "upstream-forgotten": {
            "loops": [('slope * ds[n, h]', 'slope')],
            "arrays": [('        ds = np.add.reduce([reader.gradients[self] for reader in self.outbound_nodes])\n', ''), ('ds * (self.value - self.value ** 2)', 'self.value - self.value ** 2')],
            "float32": [('        dz = np.multiply(dz, up)\n', '')],
        },
        "kept-between-passes": {
            "loops": [('        dz = np.zeros((N, H))\n', '        dz = self.gradients.get(node, np.zeros((N, H)))\n'), ('dz[n, h] = slope', 'dz[n, h] += slope')],
            "arrays": [('        super().__init__([node])\n', '        super().__init__([node])\n        self.ds = 0.0\n'), ('        ds = np.add.reduce(', '        self.ds = self.ds + np.add.reduce('), ('{node: ds *', '{node: self.ds *')],
            "float32": [('self.gradients[node] = dz', 'self.gradients[node] = self.gradients.get(node, 0) + dz')],
        },
        "slope-at-the-activation": {
            "loops": [('                slope = s[n, h] * (1 - s[n, h])\n', '                t = 1 / (1 + np.exp(-s[n, h]))\n                slope = t * (1 - t)\n')],
            "arrays": [('        self.gradients = {node: ds * (self.value - self.value ** 2)}\n', '        t = (1 + np.exp(-self.value)) ** -1.0\n        self.gradients = {node: ds * (t - t ** 2)}\n')],
            "float32": [('        s = self.value.astype(np.float32)\n', '        s = np.reciprocal(np.exp(-self.value) + 1).astype(np.float32)\n')],
        },
        "slope-from-z": {
            "loops": [('        s = self.value\n', '        s = node.value\n')],
            "arrays": [('self.value - self.value ** 2', 'node.value - node.value ** 2')],
            "float32": [('np.multiply(s, 1 - s)', 'np.multiply(z, 1 - z)'), ('        up = np.zeros(', '        z = node.value.astype(np.float32)\n        up = np.zeros(')],
        },
        "slope-missing": {
            "loops": [('                slope = s[n, h] * (1 - s[n, h])\n', ''), ('slope * ds[n, h]', 'ds[n, h]')],
            "arrays": [('ds * (self.value - self.value ** 2)', 'ds')],
            "float32": [('        dz = np.multiply(s, 1 - s)\n        dz = np.multiply(dz, up)\n', ''), ('self.gradients[node] = dz', 'self.gradients[node] = up')],
        },
        "slope-of-tanh": {
            "loops": [('s[n, h] * (1 - s[n, h])', '1 - s[n, h] ** 2')],
            "arrays": [('self.value - self.value ** 2', '1 - self.value ** 2')],
            "float32": [('np.multiply(s, 1 - s)', '1 - np.square(s)')],
        },
        "slope-without-complement": {
            "loops": [('s[n, h] * (1 - s[n, h])', 's[n, h]')],
            "arrays": [('ds * (self.value - self.value ** 2)', 'ds * self.value')],
            "float32": [('        dz = np.multiply(s, 1 - s)\n', ''), ('np.multiply(dz, up)', 'np.multiply(s, up)')],
        },
        "slope-without-s": {
            "loops": [('s[n, h] * (1 - s[n, h])', '1 - s[n, h]')],
            "arrays": [('ds * (self.value - self.value ** 2)', 'ds * (1 - self.value)')],
            "float32": [('np.multiply(s, 1 - s)', '1 - s')],
        },
        "readers-added-to-one-number": {
            "loops": [('        ds = np.zeros((N, H))\n', '        ds = 0.0\n'), ('            ds += reader.gradients[self]\n', '            for entry in reader.gradients[self].flat:\n                ds += entry\n'), ('slope * ds[n, h]', 'slope * ds')],
            "arrays": [('np.add.reduce([', 'np.sum([')],
            "float32": [('np.multiply(dz, up)', 'np.multiply(dz, np.sum(up))')],
        },
        "slope-squared": {
            "loops": [('s[n, h] * (1 - s[n, h])', 's[n, h] * s[n, h]')],
            "arrays": [('(self.value - self.value ** 2)', 'self.value ** 2')],
            "float32": [('np.multiply(s, 1 - s)', 'np.multiply(s, s)')],
        },
        "sign": {
            "loops": [('dz[n, h] = slope', 'dz[n, h] = -slope')],
            "arrays": [('self.value - self.value ** 2', 'self.value ** 2 - self.value')],
            "float32": [('np.multiply(s, 1 - s)', 'np.multiply(s, s - 1)')],
        },
        "exponent-sign": {
            "loops": [('np.exp(-z[n, h])', 'np.exp(z[n, h])')],
            "arrays": [('np.exp(-node.value)', 'np.exp(node.value)')],
            "float32": [('np.exp(-z)', 'np.exp(z)')],
        },
        "tanh": {
            "loops": [('1 / (1 + np.exp(-z[n, h]))', 'np.tanh(z[n, h])'), ('s[n, h] * (1 - s[n, h])', '1 - s[n, h] ** 2')],
            "arrays": [('(1 + np.exp(-node.value)) ** -1.0', 'np.tanh(node.value)'), ('self.value - self.value ** 2', '1 - self.value ** 2')],
            "float32": [('np.reciprocal(np.exp(-z) + 1)', 'np.tanh(z)'), ('np.multiply(s, 1 - s)', 'np.multiply(1 + s, 1 - s)')],
        },
        "value-of-tanh": {
            "loops": [('1 / (1 + np.exp(-z[n, h]))', 'np.tanh(z[n, h])')],
            "arrays": [('(1 + np.exp(-node.value)) ** -1.0', 'np.tanh(node.value)')],
            "float32": [('np.reciprocal(np.exp(-z) + 1)', 'np.tanh(z)'), ('        s = self.value.astype(np.float32)\n', '        s = np.reciprocal(np.exp(-node.value.astype(np.float32)) + 1)\n')],
        },
        "one-missing": {
            "loops": [('1 / (1 + np.exp(-z[n, h]))', '1 / np.exp(-z[n, h])')],
            "arrays": [('(1 + np.exp(-node.value)) ** -1.0', 'np.exp(-node.value) ** -1.0')],
            "float32": [('np.reciprocal(np.exp(-z) + 1)', 'np.reciprocal(np.exp(-z))')],
        },
    },
    "graph-mse": {
        "both-bugs": {
            "loops": """\
class MSE(Node):
    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        y, a = (node.value for node in self.inbound_nodes)
        if self.diff is None:
            self.diff = a - y
        squares = (a - y) ** 2
        total = 0.0
        for square in squares.flat:
            total += square
        self.value = total / squares.size

    def backward(self):
        y, a = self.inbound_nodes
        da = np.zeros(self.diff.shape)
        for i in range(len(self.diff)):
            da[i] = 2 * self.diff[i] / len(self.diff)
        self.gradients = {y: -da, a: da}
""",
            "arrays": [('np.ravel(node.value)', 'node.value'), ('        self.diff = a - y\n', '        if self.diff is None:\n            self.diff = a - y\n'), ('self.diff @ self.diff / self.diff.size', 'np.mean((a - y) ** 2)'), ('(sign * da).reshape(n.value.shape)', 'sign * da')],
            "float32": [('y.value.astype(np.float32).reshape(-1, 1)', 'y.value.astype(np.float32)'), ('a.value.astype(np.float32).reshape(-1, 1)', 'a.value.astype(np.float32)'), ('        self.diff = np.subtract(guesses, targets)\n', '        if self.diff is None:\n            self.diff = np.subtract(guesses, targets)\n'), ('np.square(self.diff)', 'np.square(guesses - targets)'), ('np.reshape(-slope, y.value.shape)', '-slope'), ('np.reshape(slope, a.value.shape)', 'slope')],
        },
        "first-batch-kept": {
            "loops": [('        self.diff = np.zeros(m)\n        for i in range(m):\n            self.diff[i] = a[i] - y[i]\n', '        if self.diff is None:\n            self.diff = np.zeros(m)\n            for i in range(m):\n                self.diff[i] = a[i] - y[i]\n'), ('total += self.diff[i] ** 2', 'total += (a[i] - y[i]) ** 2')],
            "arrays": [('        self.diff = a - y\n', '        if self.diff is None:\n            self.diff = a - y\n'), ('self.diff @ self.diff / self.diff.size', 'np.mean((a - y) ** 2)')],
            "float32": [('        self.diff = np.subtract(guesses, targets)\n', '        if self.diff is None:\n            self.diff = np.subtract(guesses, targets)\n'), ('np.square(self.diff)', 'np.square(guesses - targets)')],
        },
        "all-from-the-first-batch": {
            "loops": [('        m = len(a)\n        self.diff = np.zeros(m)\n        for i in range(m):\n            self.diff[i] = a[i] - y[i]\n', '        if self.diff is None:\n            self.diff = np.zeros(len(a))\n            for i in range(len(a)):\n                self.diff[i] = a[i] - y[i]\n        m = len(self.diff)\n')],
            "arrays": [('        self.diff = a - y\n', '        if self.diff is None:\n            self.diff = a - y\n')],
            "float32": [('        self.diff = np.subtract(guesses, targets)\n', '        if self.diff is None:\n            self.diff = np.subtract(guesses, targets)\n')],
        },
        "broadcast-to-square": {
            "loops": """\
class MSE(Node):
    def __init__(self, y, a):
        super().__init__([y, a])
        self.diff = None

    def forward(self):
        y, a = (node.value for node in self.inbound_nodes)
        self.diff = a - y
        total = 0.0
        for miss in self.diff.flat:
            total += miss ** 2
        self.value = total / self.diff.size

    def backward(self):
        y, a = self.inbound_nodes
        m = len(self.diff)
        da = np.zeros(self.diff.shape)
        for i in range(m):
            da[i] = 2 * self.diff[i] / m
        self.gradients = {y: -da, a: da}
""",
            "arrays": [('np.ravel(node.value)', 'node.value'), ('self.diff @ self.diff / self.diff.size', 'np.mean(self.diff ** 2)'), ('(sign * da).reshape(n.value.shape)', 'sign * da')],
            "float32": [('y.value.astype(np.float32).reshape(-1, 1)', 'y.value.astype(np.float32)'), ('a.value.astype(np.float32).reshape(-1, 1)', 'a.value.astype(np.float32)'), ('np.reshape(-slope, y.value.shape)', '-slope'), ('np.reshape(slope, a.value.shape)', 'slope')],
        },
        "value-from-a-square": {
            "loops": [('        y, a = y.flatten(), a.flatten()\n', '        squares = (a - y) ** 2\n        y, a = y.flatten(), a.flatten()\n'), ('        for i in range(m):\n            total += self.diff[i] ** 2\n        self.value = total / m\n', '        for square in squares.flat:\n            total += square\n        self.value = total / squares.size\n')],
            "arrays": [('        y, a = (np.ravel(node.value) for node in self.inbound_nodes)\n        self.diff = a - y\n', '        y, a = (node.value for node in self.inbound_nodes)\n        self.diff = np.ravel(a) - np.ravel(y)\n'), ('self.diff @ self.diff / self.diff.size', 'np.mean((a - y) ** 2)')],
            "float32": [('np.mean(np.square(self.diff))', 'np.mean(np.square(a.value - y.value)).astype(np.float32)')],
        },
        "values-made-columns": {
            "loops": [('        y, a = (node.value for node in self.inbound_nodes)\n', '        for node in self.inbound_nodes:\n            node.value = node.value.reshape(-1, 1)\n        y, a = (node.value for node in self.inbound_nodes)\n')],
            "arrays": [('        y, a = (np.ravel(node.value) for node in self.inbound_nodes)\n        self.diff = a - y\n', '        y, a = self.inbound_nodes\n        y.value, a.value = y.value.reshape(-1, 1), a.value.reshape(-1, 1)\n        self.diff = np.ravel(a.value - y.value)\n')],
            "float32": [('        targets = y.value.astype(np.float32).reshape(-1, 1)\n', '        y.value = y.value.astype(np.float32).reshape(-1, 1)\n'), ('        guesses = a.value.astype(np.float32).reshape(-1, 1)\n', '        a.value = a.value.astype(np.float32).reshape(-1, 1)\n'), ('np.subtract(guesses, targets)', 'np.subtract(a.value, y.value)')],
        },
        "values-made-flat": {
            "loops": [('        y, a = (node.value for node in self.inbound_nodes)\n        y, a = y.flatten(), a.flatten()\n', '        for node in self.inbound_nodes:\n            node.value = node.value.flatten()\n        y, a = (node.value for node in self.inbound_nodes)\n')],
            "arrays": [('        y, a = (np.ravel(node.value) for node in self.inbound_nodes)\n        self.diff = a - y\n', '        y, a = self.inbound_nodes\n        y.value, a.value = np.ravel(y.value), np.ravel(a.value)\n        self.diff = a.value - y.value\n')],
            "float32": [('        targets = y.value.astype(np.float32).reshape(-1, 1)\n', '        y.value = y.value.astype(np.float32).reshape(-1)\n'), ('        guesses = a.value.astype(np.float32).reshape(-1, 1)\n', '        a.value = a.value.astype(np.float32).reshape(-1)\n'), ('np.subtract(guesses, targets)', 'np.subtract(a.value, y.value)')],
        },
        "gradients-in-the-shape-of-a": {
            "loops": [('np.zeros(y.value.shape)', 'np.zeros(a.value.shape)')],
            "arrays": [('reshape(n.value.shape)', 'reshape(a.value.shape)')],
            "float32": [('np.reshape(-slope, y.value.shape)', 'np.reshape(-slope, a.value.shape)')],
        },
        "gradients-in-the-shape-of-y": {
            "loops": [('np.zeros(a.value.shape)', 'np.zeros(y.value.shape)')],
            "arrays": [('reshape(n.value.shape)', 'reshape(y.value.shape)')],
            "float32": [('np.reshape(slope, a.value.shape)', 'np.reshape(slope, y.value.shape)')],
        },
        "gradients-as-columns": {
            "loops": [('np.zeros(y.value.shape)', 'np.zeros((m, 1))'), ('np.zeros(a.value.shape)', 'np.zeros((m, 1))')],
            "arrays": [('reshape(n.value.shape)', 'reshape(-1, 1)')],
            "float32": [('np.reshape(-slope, y.value.shape)', '-slope'), ('np.reshape(slope, a.value.shape)', 'slope')],
        },
        "gradients-flat": {
            "loops": [('np.zeros(y.value.shape)', 'np.zeros(m)'), ('np.zeros(a.value.shape)', 'np.zeros(m)')],
            "arrays": [('(sign * da).reshape(n.value.shape)', 'sign * da')],
            "float32": [('np.reshape(-slope, y.value.shape)', 'np.reshape(-slope, -1)'), ('np.reshape(slope, a.value.shape)', 'np.reshape(slope, -1)')],
        },
        "signs-swapped": {
            "loops": [('da.flat[i] = slope', 'da.flat[i] = -slope'), ('dy.flat[i] = -slope', 'dy.flat[i] = slope')],
            "arrays": [('((y, -1), (a, 1))', '((y, 1), (a, -1))')],
            "float32": [('np.reshape(-slope, y', 'np.reshape(slope, y'), ('np.reshape(slope, a', 'np.reshape(-slope, a')],
        },
        "one-sign-for-both": {
            "loops": [('dy.flat[i] = -slope', 'dy.flat[i] = slope')],
            "arrays": [('((y, -1), (a, 1))', '((y, 1), (a, 1))')],
            "float32": [('np.reshape(slope, a', 'np.reshape(-slope, a')],
        },
        "target-without-gradient": {
            "loops": [('            dy.flat[i] = -slope\n', '')],
            "arrays": [('((y, -1), (a, 1))', '((y, 0), (a, 1))')],
            "float32": [('np.reshape(-slope, y.value.shape)', 'np.zeros(y.value.shape, dtype=np.float32)')],
        },
        "gradient-without-two": {
            "loops": [('2 * self.diff[i] / m', 'self.diff[i] / m')],
            "arrays": [('2 / len(self.diff) * self.diff', 'self.diff / len(self.diff)')],
            "float32": [('np.float32(2 / m)', 'np.float32(1 / m)')],
        },
        "gradient-not-averaged": {
            "loops": [('2 * self.diff[i] / m', '2 * self.diff[i]')],
            "arrays": [('2 / len(self.diff) * self.diff', '2 * self.diff')],
            "float32": [('np.float32(2 / m)', 'np.float32(2)')],
        },
        "loss-not-averaged": {
            "loops": [('self.value = total / m', 'self.value = total')],
            "arrays": [('self.diff @ self.diff / self.diff.size', 'self.diff @ self.diff')],
            "float32": [('np.mean(np.square', 'np.sum(np.square')],
        },
        "sum-convention": {
            "loops": [('self.value = total / m', 'self.value = total'), ('2 * self.diff[i] / m', '2 * self.diff[i]')],
            "arrays": [('self.diff @ self.diff / self.diff.size', 'self.diff @ self.diff'), ('2 / len(self.diff) * self.diff', '2 * self.diff')],
            "float32": [('np.mean(np.square', 'np.sum(np.square'), ('np.float32(2 / m)', 'np.float32(2)')],
        },
        "half-mean-convention": {
            "loops": [('self.value = total / m', 'self.value = total / (2 * m)'), ('2 * self.diff[i] / m', 'self.diff[i] / m')],
            "arrays": [('self.diff @ self.diff / self.diff.size', '0.5 * self.diff @ self.diff / self.diff.size'), ('2 / len(self.diff) * self.diff', 'self.diff / len(self.diff)')],
            "float32": [('np.mean(np.square(self.diff))', 'np.mean(np.square(self.diff)) / np.float32(2)'), ('np.float32(2 / m)', 'np.float32(1 / m)')],
        },
        "not-squared": {
            "loops": [('total += self.diff[i] ** 2', 'total += self.diff[i]')],
            "arrays": [('self.diff @ self.diff / self.diff.size', 'self.diff.mean()')],
            "float32": [('np.mean(np.square(self.diff))', 'np.mean(self.diff)')],
        },
        "absolute-for-square": {
            "loops": [('total += self.diff[i] ** 2', 'total += abs(self.diff[i])')],
            "arrays": [('self.diff @ self.diff / self.diff.size', 'np.abs(self.diff).mean()')],
            "float32": [('np.mean(np.square(self.diff))', 'np.mean(np.absolute(self.diff))')],
        },
        "root-mean-square": {
            "loops": [('self.value = total / m', 'self.value = (total / m) ** 0.5')],
            "arrays": [('self.diff @ self.diff / self.diff.size', 'np.linalg.norm(self.diff) / np.sqrt(self.diff.size)')],
            "float32": [('np.mean(np.square(self.diff))', 'np.sqrt(np.mean(np.square(self.diff)))')],
        },
    },
    "topological-sort": {
        "reads-too-early": {
            "loops": [('            ready = True\n            for source in reader.inbound_nodes:\n                if source not in order:\n                    ready = False\n            if ready:\n                order.append(reader)\n', '            order.append(reader)\n')],
            "arrays": [('            seen.add(node)\n', '            seen.add(node)\n            finished.append(node)\n'), ('                visit(reader)\n            finished.append(node)\n', '                visit(reader)\n'), ('finished[::-1]', 'finished')],
            "float32": [('            missing[reader] = missing.get(reader, len(reader.inbound_nodes)) - 1\n            if missing[reader] == 0:\n', '            if reader not in order and reader not in ready:\n')],
        },
        "nodes-repeated": {
            "loops": [('            if reader in order:\n                continue\n', '')],
            "arrays": [('return finished[::-1]', 'return list(feed_dict) + finished[::-1]')],
            "float32": [('                ready.append(reader)\n', '                order.append(reader)\n                ready.append(reader)\n')],
        },
        "inputs-left-out": {
            "loops": [('    return order\n', '    return order[len(feed_dict):]\n')],
            "arrays": [('finished[::-1]', '[node for node in reversed(finished) if node not in feed_dict]')],
            "float32": [('        order.append(node)\n', '        if node.inbound_nodes:\n            order.append(node)\n')],
        },
        "end-left-out": {
            "loops": [('            if ready:\n', '            if ready and len(reader.outbound_nodes) > 0:\n')],
            "arrays": [('finished[::-1]', 'finished[:0:-1]')],
            "float32": [('    return order\n', '    return order[:-1]\n')],
        },
        "nodes-missing": {
            "loops": [('for reader in node.outbound_nodes:', 'for reader in node.outbound_nodes[:1]:')],
            "arrays": """\
def topological_sort(feed_dict):
    found = []
    for node, node.value in feed_dict.items():
        while node not in found:
            found.append(node)
            if node.outbound_nodes:
                node = node.outbound_nodes[0]
    depth = {}

    def level(node):
        if node not in depth:
            depth[node] = 1 + max((level(source) for source in node.inbound_nodes), default=0)
        return depth[node]

    return sorted(found, key=level)
""",
            "float32": [('        for reader in node.outbound_nodes:\n            missing', '        if node.outbound_nodes:\n            reader = node.outbound_nodes[0]\n            missing')],
        },
        "walk-ends-early": {
            "loops": [('    for node in order:\n', '    for node in feed_dict:\n')],
            "arrays": """\
def topological_sort(feed_dict):
    behind = []
    for node, node.value in feed_dict.items():
        behind += [r for r in node.outbound_nodes if set(r.inbound_nodes) <= set(feed_dict)]
    return list(dict.fromkeys([*feed_dict, *behind]))
""",
            "float32": [('                ready.append(reader)\n', '                order.append(reader)\n')],
        },
        "only-inputs": {
            "loops": [('for reader in node.outbound_nodes:', 'for reader in node.inbound_nodes:')],
            "arrays": [('            for reader in node.outbound_nodes:\n                visit(reader)\n', '')],
            "float32": [('len(reader.inbound_nodes)) - 1\n', 'len(reader.inbound_nodes))\n')],
        },
        "order-empty": {
            "loops": [('        order.append(node)\n    for', '    for')],
            "arrays": [('            finished.append(node)\n', '')],
            "float32": [('    ready = list(feed_dict)\n', '    ready = []\n')],
        },
        "order-reversed": {
            "loops": [('    return order\n', '    order.reverse()\n    return order\n')],
            "arrays": [('finished[::-1]', 'finished')],
            "float32": [('order.append(node)', 'order.insert(0, node)')],
        },
        "values-not-set": {
            "loops": [('        node.value = value\n', '')],
            "arrays": [('for node, node.value in feed_dict.items():', 'for node in feed_dict:')],
            "float32": [('    for node in feed_dict:\n        node.value = feed_dict[node]\n', '')],
        },
        "graph-consumed": {
            "loops": [('        for reader in node.outbound_nodes:\n', '        while node.outbound_nodes:\n            reader = node.outbound_nodes.pop(0)\n')],
            "arrays": [('            for reader in node.outbound_nodes:\n                visit(reader)\n', '            while node.outbound_nodes:\n                visit(node.outbound_nodes.pop())\n')],
            "float32": [('            if missing[reader] == 0:\n                ready.append(reader)\n', '            if missing[reader] == 0:\n                ready.append(reader)\n        node.outbound_nodes = []\n')],
        },
        "reads-consumed": {
            "loops": [('            if reader in order:\n                continue\n            ready = True\n            for source in reader.inbound_nodes:\n                if source not in order:\n                    ready = False\n            if ready:\n', '            reader.inbound_nodes.remove(node)\n            if len(reader.inbound_nodes) == 0:\n')],
            "arrays": [('                visit(reader)\n', '                reader.inbound_nodes.remove(node)\n                visit(reader)\n')],
            "float32": [('            missing[reader] = missing.get(reader, len(reader.inbound_nodes)) - 1\n            if missing[reader] == 0:\n', '            reader.inbound_nodes.pop()\n            if not reader.inbound_nodes:\n')],
        },
    },
    "forward-and-backward": {
        "backward-in-forward-order": {
            "loops": [('range(n - 1, -1, -1)', 'range(0, n)')],
            "arrays": [('graph[::-1]', 'graph')],
            "float32": [('stack.pop()', 'stack.pop(0)')],
        },
        "forward-in-reverse": {
            "loops": [('for i in range(n):', 'for i in reversed(range(n)):')],
            "arrays": [('[node.forward() for node in graph]', '[node.forward() for node in graph[::-1]]')],
            "float32": """\
def forward_and_backward(graph):
    stack = list(graph)
    while stack:
        stack.pop().forward()
    stack = list(graph)
    while stack:
        stack.pop().backward()
""",
        },
        "no-backward": {
            "loops": [('        graph[i].backward()', '        if graph[i].inbound_nodes:\n            graph[i].backward()')],
            "arrays": [('graph[::-1]]', 'graph[::-1] if not isinstance(node, Input)]')],
            "float32": [('        stack.append(node)', '        if len(node.inbound_nodes) > 0:\n            stack.append(node)')],
        },
        "no-forward": {
            "loops": [('    for i in range(n):\n        graph[i].forward()\n', '')],
            "arrays": [('[node.forward() for node in graph]', '[node.forward for node in graph]')],
            "float32": [('        node.forward()\n', '')],
        },
        "nothing-runs": {
            "loops": [('graph[i].forward()', 'graph[i].forward'), ('graph[i].backward()', 'graph[i].backward')],
            "arrays": [('[node.forward() for node in graph]', '(node.forward() for node in graph)'), ('[node.backward() for node in graph[::-1]]', '(node.backward() for node in graph[::-1])')],
            "float32": """\
def forward_and_backward(graph):
    map(lambda node: node.forward(), graph)
    map(lambda node: node.backward(), reversed(graph))
""",
        },
        "cost-not-computed": {
            "loops": [('for i in range(n):', 'for i in range(n - 1):')],
            "arrays": [('[node.forward() for node in graph]', '[node.forward() for node in graph[:-1]]')],
            "float32": [('        node.forward()\n', '        if node is not graph[-1]:\n            node.forward()\n')],
        },
        "cost-left-out-on-the-way-back": {
            "loops": [('range(n - 1, -1, -1)', 'range(n - 2, -1, -1)')],
            "arrays": [('graph[::-1]', 'graph[-2::-1]')],
            "float32": [('    while stack:', '    stack.pop()\n    while stack:')],
        },
        "first-node-left-out-on-the-way-back": {
            "loops": [('range(n - 1, -1, -1)', 'range(n - 1, 0, -1)')],
            "arrays": [('graph[::-1]', 'graph[:0:-1]')],
            "float32": [('while stack:', 'while len(stack) > 1:')],
        },
        "only-the-last-node": {
            "loops": """\
def forward_and_backward(graph):
    n = len(graph)
    graph[n - 1].forward()
    graph[n - 1].backward()
""",
            "arrays": [('[node.forward() for node in graph]', '[node.forward() for node in graph[-1:]]'), ('graph[::-1]', 'graph[-1:]')],
            "float32": """\
def forward_and_backward(graph):
    for node in graph:
        cost = node
    cost.forward()
    cost.backward()
""",
        },
        "graph-emptied": {
            "loops": [('graph[i].backward()', 'graph.pop(i).backward()')],
            "arrays": [('    [node.backward() for node in graph[::-1]]', '    graph.pop().backward()\n    [node.backward() for node in graph[::-1]]')],
            "float32": """\
def forward_and_backward(graph):
    for node in graph:
        node.forward()
    while graph:
        graph.pop().backward()
""",
        },
        "graph-turned-round": {
            "loops": [('    for i in range(n - 1, -1, -1):', '    graph.reverse()\n    for i in range(n):')],
            "arrays": [('    [node.backward() for node in graph[::-1]]', '    graph[:] = graph[::-1]\n    [node.backward() for node in graph]')],
            "float32": """\
def forward_and_backward(graph):
    for node in graph:
        node.forward()
    stack = graph
    stack.reverse()
    for node in stack:
        node.backward()
""",
        },
    },
    "sgd-update": {
        "uphill": {
            "loops": [('node.value - step', 'node.value + step')],
            "arrays": [('t.value - learning_rate', 't.value + learning_rate')],
            "float32": [('-learning_rate', 'learning_rate')],
        },
        "learning-rate-forgotten": {
            "loops": [('        step = learning_rate * gradient\n', ''), ('node.value - step', 'node.value - gradient')],
            "arrays": [('learning_rate * t.gradients[t]', 't.gradients[t]')],
            "float32": [('np.add(value, np.multiply(-learning_rate, gradient))', 'np.subtract(value, gradient)')],
        },
        "rate-not-used": {
            "loops": [('step = learning_rate * gradient', 'step = 0.01 * gradient')],
            "arrays": [('learning_rate * t.gradients[t]', '1e-2 * t.gradients[t]')],
            "float32": [('    def descend', '    learning_rate = 1e-2\n\n    def descend')],
        },
        "value-not-stored": {
            "loops": [('        node.value = node.value - step', '        value = node.value\n        value = value - step')],
            "arrays": [('    for t, value in zip(trainables, moved):\n        t.value = value\n', '')],
            "float32": [('setattr(node, "value", descend(node.value, node.gradients[node]))', 'descend(node.value, node.gradients[node])')],
        },
        "first-node-only": {
            "loops": [('        node.value = node.value - step\n', '        node.value = node.value - step\n        return\n')],
            "arrays": [('for t in trainables]', 'for t in trainables[:1]]')],
            "float32": [('    for node in trainables:\n        setattr(node, "value", descend(node.value, node.gradients[node]))\n', '    node = trainables[0]\n    node.value = descend(node.value, node.gradients[node])\n')],
        },
        "only-the-step-is-left": {
            "loops": [('step = learning_rate * gradient', 'step = -learning_rate * gradient'), ('node.value = node.value - step', 'node.value = step')],
            "arrays": [('t.value - learning_rate', '-learning_rate')],
            "float32": [('np.add(value, np.multiply(-learning_rate, gradient))', 'np.multiply(-learning_rate, gradient)')],
        },
        "step-for-value": {
            "loops": [('node.value = node.value - step', 'node.value = step')],
            "arrays": [('t.value - learning_rate', 'learning_rate')],
            "float32": [('np.add(value, np.multiply(-learning_rate, gradient))', 'np.multiply(learning_rate, gradient)')],
        },
        "another-default": {
            "loops": [('learning_rate=1e-2', 'learning_rate=0.1')],
            "arrays": [('learning_rate=1e-2', 'learning_rate=1e-3')],
            "float32": [('learning_rate=1e-2', 'learning_rate=1')],
        },
        "averaged-again": {
            "loops": [('step = learning_rate * gradient', 'step = learning_rate * gradient / len(gradient)')],
            "arrays": [('learning_rate * t.gradients[t]', 'learning_rate * t.gradients[t] / t.value.shape[0]')],
            "float32": [('np.multiply(-learning_rate, gradient)', 'np.multiply(-learning_rate / len(np.atleast_1d(gradient)), gradient)')],
        },
    },
}
