"""Unit 10: the mistakes that a classifier's answers give away, and right answers of many kinds.

A classifier may be written in any way, so nothing but its answers is looked at. What they
cannot tell apart has one name here: an accuracy between two steps has none.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the reference that several mistakes edit.
W1 = "W1 = rng.normal(0, np.sqrt(2 / FEATURES), (FEATURES, hidden))"
W2 = "W2 = rng.normal(0, np.sqrt(2 / hidden), (hidden, CLASSES))"
BIASES = '"b1": dz.sum(axis=0)'
STEPS = "rate, reg, steps, size = 0.5, 1e-3, 2000, 100"
BATCH = "rows, labels = X[batch], y[batch]"
MASK = 'dz = (dscores @ model["W2"].T) * (hidden > 0)'
BENT = 'hidden = np.maximum(0, rows @ model["W1"] + model["b1"])'
ASKED = 'hidden = np.maximum(0, X @ model["W1"] + model["b1"])'
ANSWER = 'return (hidden @ model["W2"] + model["b2"]).argmax(axis=1)'
UPDATE = "model = {name: model[name] - rate * grads[name] for name in model}"

NEAREST = """
def build_model(rng):
    return {}


def fit(model, X, y, rng):
    return {"X": X, "y": y}


def predict(model, X):
    known = model["X"]
    apart = (X**2).sum(1)[:, None] - 2 * X @ known.T + (known**2).sum(1)
    return model["y"][apart.argmin(axis=1)]
"""

MISTAKES = {
    "capstone-accuracy": [
        Mistake(
            "straight-boundaries",
            "The boundaries of your classes are straight: a linear classifier repeats its answers.",
            "What bends between the first product and the scores, in fit and in predict, and does "
            "reg leave it any room?",
            edits=(
                (STEPS, "rate, reg, steps, size = 0.1, 1e-3, 2000, 100"),
                (BENT, 'hidden = rows @ model["W1"] + model["b1"]'),
                (MASK, 'dz = dscores @ model["W2"].T'),
                (ASKED, 'hidden = X @ model["W1"] + model["b1"]'),
            ),
        ),
        Mistake(
            "one-class",
            "In each galaxy every star gets the same class.",
            "Print the largest weight after fit. 0: as at the start? nan or huge: is the rate too "
            "large, or the gradient not divided by the batch? Ordinary: do rows and labels of a "
            "batch belong together, and does the loss fall in the first steps or rise (a sign)?",
            edits=(
                (W1, "W1 = np.zeros((FEATURES, hidden))"),
                (W2, "W2 = np.zeros((hidden, CLASSES))"),
            ),
        ),
        Mistake(
            "no-better-than-guessing",
            "The answers are no better than guessing, on stars it has not seen.",
            "These do it: fit learns from X_train of the notebook, not from the X that it is "
            "handed; predict reads something that fit never changes, or hardly (tiny steps); the "
            "labels belong to other rows than those of the batch; the steps go up the loss; X is "
            "scaled in fit and not in predict.",
            edits=((BATCH, "rows, labels = X[batch], y[rng.choice(len(y), size)]"),),
        ),
        Mistake(
            "least-likely-class",
            "The answers are worse than guessing, as if the smallest score were taken for the "
            "largest.",
            "Which of the scores names the class: the largest or the smallest, and does a step "
            "go down the loss or up?",
            edits=((ANSWER, ANSWER.replace("argmax", "argmin")),),
        ),
        Mistake(
            "counts-from-one",
            "The classes of your answers run from 1 to 4, where the arms are called 0 to 3.",
            "What is the number of the first column of the scores?",
            edits=((ANSWER, f"{ANSWER} + 1"),),
        ),
        Mistake(
            "learned-too-little",
            "Many of the very stars that it was trained on get a wrong arm, as after a few steps "
            "of training: it has not learned enough.",
            "How far does one run of fit move the weights: how many steps, how large, and how "
            "strongly does reg pull back? Do fit and predict scale X alike? If more training "
            "changes nothing, the model cannot: more units, products, or directions that it "
            "learns.",
            edits=((STEPS, "rate, reg, steps, size = 0.5, 1e-3, 14, 100"),),
        ),
        Mistake(
            "learned-by-heart",
            "It knows its training stars by heart; of the others it gets far fewer right, if more "
            "than a guess would.",
            "Which of the ten directions decide its answer, and can it learn to ignore the rest?",
            code=NEAREST,
        ),
        Mistake(
            "direction-only",
            "Your classes depend only on the direction of a star from the origin, not on how "
            "far it stands.",
            "Twice X gives twice the scores: which parameters of a layer would change that, and "
            "are they trained?",
            edits=(
                (BIASES, '"b1": 0 * dz.sum(axis=0)'),
                ('"b2": dscores.sum(axis=0)', '"b2": 0 * dscores.sum(axis=0)'),
            ),
        ),
        Mistake(
            "scores-returned",
            "predict returns a score for each class, where one class a row is asked for.",
            "Which function gives the place of the largest score in each row?",
            edits=((ANSWER, 'return hidden @ model["W2"] + model["b2"]'),),
        ),
        Mistake(
            "one-hot-returned",
            "predict returns a one-hot row for each star, where one class is asked for.",
            "How do you get from (0, 0, 1, 0) to 2?",
            edits=((ANSWER, ANSWER.replace("return ", "return np.eye(CLASSES)[") + "]"),),
        ),
        Mistake(
            "score-for-class",
            "predict returns numbers that are no whole classes.",
            "Do you want the largest score itself, or the place where it stands?",
            edits=((ANSWER, ANSWER.replace("argmax", "max")),),
        ),
    ]
}

# ----------------------------------------------------------------------- right answers

NET = '''
class Net:
    """A net of any depth: ReLU between its layers."""

    def __init__(self, sizes, rng):
        pairs = list(zip(sizes[:-1], sizes[1:]))
        self.W = [rng.standard_normal(p).astype({dtype}) * (2 / p[0]) ** 0.5 for p in pairs]
        self.b = [np.zeros((1, p[1]), dtype={dtype}) for p in pairs]

    def scores(self, X):
        self.kept = [np.asarray(X, {dtype})]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            self.kept.append(np.maximum(0, self.kept[-1] @ W + b))
        return self.kept[-1] @ self.W[-1] + self.b[-1]

    def step(self, X, y, rate, reg):
        s = self.scores(X)
        p = np.exp(s - s.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        d = p / len(y)
        for i in reversed(range(len(self.W))):
            dW, db = self.kept[i].T @ d + reg * self.W[i], d.sum(axis=0, keepdims=True)
            d = (d @ self.W[i].T) * (self.kept[i] > 0)
            self.W[i] -= {dtype}(rate) * dW
            self.b[i] -= {dtype}(rate) * db


def build_model(rng):
    return Net({sizes}, rng)


def fit(model, X, y, rng):
    for epoch in range({epochs}):
        order = rng.permutation(len(y))
        for i in range(0, len(y), 50):
            model.step(X[order[i : i + 50]], y[order[i : i + 50]], {rate} * 0.99**epoch, 1e-3)
    return model


def predict(model, X):
    return model.scores(X).argmax(axis=1){end}
'''


def deep(name: str, **settings: object) -> Style:
    """A class of layers, trained epoch by epoch."""
    usual = {"dtype": "np.float64", "sizes": "(10, 64, 4)", "epochs": 70, "rate": 0.4, "end": ""}
    code = NET
    for key, value in (usual | settings).items():
        code = code.replace(f"{{{key}}}", str(value))
    return Style(name, code)


MOMENTUM = """
def build_model(rng):
    return None


def standard(model, X):
    return (X - model[0]) / model[1]


def fit(model, X, y, rng):
    model = [X.mean(axis=0), X.std(axis=0)]
    X = standard(model, X)
    P = [np.sqrt(1 / 5) * rng.normal(size=(10, 50)), np.zeros(50),
         np.sqrt(1 / 25) * rng.normal(size=(50, 4)), np.zeros(4)]
    V = [np.zeros_like(p) for p in P]
    for step in range(1500):
        i = rng.integers(0, len(y), 64)
        x = X[i]
        z = np.einsum("nd,dh->nh", x, P[0]) + P[1]
        h = np.where(z > 0, z, 0.01 * z)
        s = h @ P[2] + P[3]
        g = np.exp(s - np.log(np.exp(s).sum(axis=1, keepdims=True)))
        g = (g - (y[i][:, None] == np.arange(4))) / 64
        d = (g @ P[2].T) * np.where(z > 0, 1, 0.01)
        grads = [x.T @ d, d.sum(0), h.T @ g, g.sum(0)]
        for p, v, dp in zip(P, V, grads):
            v *= 0.9
            v -= 0.1 * (0.995 ** (step / 10)) * (dp + (1e-3 * p if p.ndim == 2 else 0))
            p += v
    return model + P


def predict(model, X):
    mean, std, W1, b1, W2, b2 = model
    z = (X - mean) / std @ W1 + b1
    return [int(row.argmax()) for row in np.where(z > 0, z, 0.01 * z) @ W2 + b2]
"""

CONJUGATE = """
from scipy.optimize import minimize

SHAPES = [(10, 16), (16,), (16, 4), (4,)]


def parts(theta):
    ends = np.cumsum([int(np.prod(s)) for s in SHAPES])[:-1]
    return [p.reshape(s) for p, s in zip(np.split(theta, ends), SHAPES)]


def cost(theta, X, y, reg):
    W1, b1, W2, b2 = parts(theta)
    h = np.maximum(0, X @ W1 + b1)
    s = h @ W2 + b2
    s = s - s.max(axis=1, keepdims=True)
    lse = np.log(np.exp(s).sum(axis=1))
    loss = np.mean(lse - s[np.arange(len(y)), y]) + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
    g = (np.exp(s - lse[:, None]) - np.eye(4)[y]) / len(y)
    d = (g @ W2.T) * (h > 0)
    grads = [X.T @ d + reg * W1, d.sum(0), h.T @ g + reg * W2, g.sum(0)]
    return loss, np.concatenate([np.ravel(p) for p in grads])


def build_model(rng):
    return np.concatenate([np.ravel(0.4 * rng.normal(size=s)) for s in SHAPES])


def fit(model, X, y, rng):
    starts = [model]
    runs = [minimize(cost, s, (X, y, 1e-3), "L-BFGS-B", jac=True, options={"maxiter": 250})
            for s in starts]
    return min(runs, key=lambda run: run.fun).x


def predict(model, X):
    W1, b1, W2, b2 = parts(model)
    return np.argmax(np.maximum(0, X @ W1 + b1) @ W2 + b2, axis=1).astype(float)
"""

GLOBAL = '''
def build_model(rng):
    return {"W1": 0.5 * np.random.randn(10, 80), "b1": np.zeros((1, 80)),
            "W2": 0.2 * np.random.randn(80, 4), "b2": np.zeros((1, 4))}


def scores_of(m, X):
    return np.maximum(0, X.dot(m["W1"]) + m["b1"]).dot(m["W2"]) + m["b2"]


def fit(model, X, y, rng):
    """Keep the weights that are best on 200 rows held back."""
    X_val, y_val, X, y = X[:200], y[:200], X[200:], y[200:]
    best, kept = 0, dict(model)
    for it in range(1800):
        i = np.random.randint(0, len(y), 64)
        h = np.maximum(0, X[i].dot(model["W1"]) + model["b1"])
        s = h.dot(model["W2"]) + model["b2"]
        p = np.exp(s) / np.sum(np.exp(s), axis=1, keepdims=True)
        p[range(64), y[i]] -= 1
        p /= 64
        d = p.dot(model["W2"].T)
        d[h <= 0] = 0
        g = {"W1": X[i].T.dot(d) + 1e-3 * model["W1"], "b1": d.sum(0, keepdims=True),
             "W2": h.T.dot(p) + 1e-3 * model["W2"], "b2": p.sum(0, keepdims=True)}
        for k in model:
            model[k] = model[k] - 0.5 * g[k]
        if it % 50 == 49:
            right = np.mean(predict(model, X_val) == y_val)
            if right > best:
                best, kept = right, dict(model)
    return kept


def predict(model, X):
    return scores_of(model, X).argmax(1)
'''

CORRECT = {
    "capstone-accuracy": [
        deep("layers-in-a-class"),
        deep("three-layers", sizes="(10, 40, 20, 4)", rate=0.2),
        deep("float32-inside", dtype="np.float32"),
        deep("small-net", sizes="(10, 20, 4)", end=".tolist()"),
        Style("standardised-momentum-leaky", MOMENTUM),
        Style("quasi-newton-from-scipy", CONJUGATE),
        Style("global-stream-and-early-stop", GLOBAL),
    ]
}
