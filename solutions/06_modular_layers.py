# %% [markdown]
# # Modular layers: the same mathematics as parts
#
# **You will:**
# - build linear, ReLU, softmax and loss layers, each with a forward and a backward,
# - find out what a layer must return to the layer below,
# - stack them into a net of any depth, and read handwritten digits.
#
# **Time:** about 90 minutes. **Before:** units 01 to 05 (softmax, chain rule, a net by hand).
#
# **The riddle.** A colleague's net of three layers passes every gradient check. On handwritten
# digits it stays at 10 %, and its loss comes to rest at 2.303. Which one line is to blame?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("06_modular_layers", version="0.1")

# %% [markdown]
# ## 1. What a layer returns
#
# In unit 05 a second hidden layer would have meant new code everywhere. Now each kind of layer is
# written once, as a class with two methods:
#
# - `forward(x)` returns the output and keeps what `backward` will need;
# - `backward(dout)` takes the gradient of the loss in the *output*, and returns that in the *input*.
#
# **What must a layer return to the layer below?** Its input *is* the output of the layer below, so
# the gradient in it is the `dout` that the layer below waits for. `dW` is nobody's `dout`: it stays
# here, as `self.dW`, until a separate **step** uses it. No `backward` changes a weight.

# %% [markdown]
# The **linear layer**, with $D$ = `in_features`, $C$ = `out_features`, $x$ $(N, D)$, $W$ $(D, C)$,
# $b$ $(C,)$; out and dout are $(N, C)$, dx is $(N, D)$:
#
# $$\text{out} = x W + b, \qquad dx = \text{dout}\; W^\top, \qquad dW = x^\top \text{dout}, \qquad
# db_c = \sum_n \text{dout}_{nc}$$
#
# These are unit 04's products. By hand, for one row $x = (1, 2)$, $W = [[1, 2, 3], [4, 5, 6]]$,
# $b = 0$ and dout $= (1, 0, -1)$: out is $(9, 12, 15)$, and
#
# | | value | goes |
# |---|---|---|
# | `dx` | $(-2, -2)$ | to the layer below |
# | `dW` | $[[1, 0, -1], [2, 0, -2]]$ | nowhere: kept |
# | `db` | $(1, 0, -1)$ | nowhere: kept |
#
# $W$ starts with Glorot's draws, evenly from $-a$ to $a$ with $a^2 = 6 / (D + C)$, and $b$ at 0.


# %% exercise="linear-layer" hint="Play the example by hand. forward sees x, backward does not: where can forward leave it? Then write the shapes of the three products, as in unit 04." hint2="Every product has one transpose, which brings the summed index to where the factors touch. In dW and db the examples are summed; in dx the outputs are. Which of the three is handed down?" hint3="backward sets two attributes, dW and db, anew at each call, and returns neither of them. What it returns has the shape of x. At the start, a is the root of 6 over the sum of both features, and rng.uniform takes low, high and size."
class Linear:
    """A layer that computes x @ W + b."""

    def __init__(self, in_features, out_features, rng):
        """Make self.W (in_features, out_features), Glorot uniform, and self.b (out_features,).

        self is the layer; what one method puts into self.something, the others find there.
        rng.uniform(low, high, size=(rows, columns)) draws a table of numbers, evenly.
        """
        ### BEGIN SOLUTION
        a = np.sqrt(6 / (in_features + out_features))
        self.W = rng.uniform(-a, a, size=(in_features, out_features))
        self.b = np.zeros(out_features)
        ### END SOLUTION

    def forward(self, x):
        """x: (N, in_features). Returns out: (N, out_features)."""
        ### BEGIN SOLUTION
        self.x = x
        return x @ self.W + self.b
        ### END SOLUTION

    def backward(self, dout):
        """dout: (N, out_features). Sets self.dW and self.db; returns dx: (N, in_features)."""
        ### BEGIN SOLUTION
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T
        ### END SOLUTION


# %% check="linear-layer" points=5
check("linear-layer")

# %% [markdown]
# A layer alone has no loss to nudge. So lend it one, a number: $L = \sum_{nc} \text{out}_{nc} \cdot
# \text{dout}_{nc}$. Its gradient in out is dout, by design. The checks do the same, and call it
# `loss`.
#
# **Predict** how many digits agree.
#
# **What if** `backward` is called twice? `dW` must stay the same: overwritten, not added to.

# %% demo
rng = np.random.default_rng(0)
rows, dout, layer = rng.normal(size=(5, 3)), rng.normal(size=(5, 4)), Linear(3, 4, rng)
nudge = np.zeros((5, 3))
nudge[2, 1] = 1e-5
up, down = (np.sum(layer.forward(rows + h) * dout) for h in (nudge, -nudge))
layer.forward(rows)
print("by hand", layer.backward(dout)[2, 1], " nudged", (up - down) / 2e-5)

# %% [markdown]
# ## 2. A layer without weights
#
# ReLU bends each number by itself, and its backward works entry by entry too. `x`, `dout` and `dx`
# are $(N, H)$:
#
# $$\text{out}_{nk} = \max(x_{nk}, 0), \qquad dx_{nk} = \text{dout}_{nk} \cdot [x_{nk} > 0]$$
#
# The bracket is 1 where true, else 0. For $x = (3, -3)$ and dout $= (-4, 8)$, out is $(3, 0)$ and dx
# is $(-4, 0)$. A negative gradient passes: the *input* decides.


# %% exercise="relu-layer" hint="What must forward leave behind so that backward knows where the input was above 0?" hint2="The comparison x > 0 gives an array of truths, the mask. What is a number times True, and times False?" hint3="Keep the mask of the input in self. dx is dout times that mask; dout itself stays as it is, so make a new array."
class ReLU:
    """A layer that puts 0 in place of negative numbers."""

    def forward(self, x):
        """x: (N, H). Returns out: (N, H)."""
        ### BEGIN SOLUTION
        self.mask = x > 0
        return np.where(self.mask, x, 0.0)
        ### END SOLUTION

    def backward(self, dout):
        """dout: (N, H), left unchanged. Returns dx: (N, H)."""
        ### BEGIN SOLUTION
        return dout * self.mask
        ### END SOLUTION


# %% check="relu-layer" points=2
check("relu-layer")

# %% [markdown]
# Parts make a chain. **Predict** the two shapes that travel between a `Linear(4, 6)` and a ReLU,
# forward and back, for five examples. Which gradients do not travel?
#
# *Picture:* forward along the top, back along the bottom; gradients that stay, below.

# %% demo
rng = np.random.default_rng(0)
parts = [Linear(4, 6, rng), ReLU(), Linear(6, 3, rng)]
plots.relay(parts, rng.normal(size=(5, 4)), rng.normal(size=(5, 3)))

# %% [markdown]
# ## 3. Softmax: when every output depends on every input
#
# Softmax divides by a sum, so *each* probability of a row depends on *all* its scores. These slopes
# form a table for each example, the **Jacobian** $J$, $(C, C)$. With $p$ $(C,)$ the probabilities of
# one row:
#
# $$J_{jk} = \frac{\partial p_k}{\partial s_j} = p_k\,([j = k] - p_j), \qquad
# \text{dscores}_j = \sum_k J_{jk}\; \text{dout}_k$$
#
# The diagonal, $p_k (1 - p_k)$, you know from the logistic. Elsewhere is $-p_j p_k$: what one class
# gains, the others lose.

# %% [markdown]
# By hand, for $p = (0.5, 0.3, 0.2)$:
#
# | $J$ | $k = 0$ | $k = 1$ | $k = 2$ |
# |---|---|---|---|
# | $j = 0$ | 0.25 | −0.15 | −0.10 |
# | $j = 1$ | −0.15 | 0.21 | −0.06 |
# | $j = 2$ | −0.10 | −0.06 | 0.16 |
#
# For dout $= (1, 0, 0)$, dscores is the first column. `np.diag(p)` puts $p$ on a diagonal;
# `np.outer(p, p)` is the table of all $p_j p_k$.

# %% demo
p = np.array([0.5, 0.3, 0.2])
print(np.diag(p), np.outer(p, p), sep="\n")


# %% exercise="softmax-layer" hint="One example at a time: its row of self.probs is p, its row of dout is what came from above. Build the table of the example with np.diag and np.outer first." hint2="The formula for J has two parts. The part with [j = k] is a diagonal matrix, the other one is a table of products with a minus in front. Then a matrix times a vector." hint3="Make an empty result of the shape of dout, loop over the rows, and fill one row at a time with J times that row of dout. Nothing is divided by N here: the mean belongs to the loss."
class Softmax:
    """A layer that turns each row of scores into probabilities."""

    def forward(self, scores):
        """scores: (N, C). Returns probs: (N, C). As in unit 03; nothing to write here."""
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        self.probs = exps / exps.sum(axis=1, keepdims=True)
        return self.probs

    def backward(self, dout):
        """dout: (N, C), the gradient in probs. Returns dscores: (N, C)."""
        ### BEGIN SOLUTION
        dscores = np.zeros(dout.shape)
        for i, p in enumerate(self.probs):
            jacobian = np.diag(p) - np.outer(p, p)
            dscores[i] = jacobian @ dout[i]
        return dscores
        ### END SOLUTION


# %% check="softmax-layer" points=3
check("softmax-layer")

# %% [markdown]
# **Predict:** what happens to the nine slopes when the scores grow? Then move the slider.
#
# *Picture:* the Jacobian at scores (1, 2, 4), found by nudging; right, at twice the scores.
# Darker is farther from 0.
#
# **What if** all three scores are equal (factor 0)?

# %% demo
plots.jacobian_slider(Softmax)

# %% [markdown]
# A softmax that is sure hands down nearly nothing. Also when it is sure *and wrong*? See section 5.
#
# ## 4. Cross-entropy
#
# The loss ends the chain: its forward takes labels too, and its backward, which has no dout, starts
# the way back. For probs $p$ $(N, C)$ and labels $y$ $(N,)$, with $L$ a number:
#
# $$L = -\frac{1}{N} \sum_n \log p_{n y_n}, \qquad
# \text{dprobs}_{nc} = -\frac{[c = y_n]}{N\, p_{nc}}$$
#
# For one row $p = (0.5, 0.3, 0.2)$ and $y = 1$: $L = 1.204$, `dprobs` is $(0, -3.33, 0)$.


# %% exercise="cross-entropy-layer" hint="forward is one line of unit 03. Which two arrays will backward need, which nobody hands to it?" hint2="In each row of dprobs one entry differs from 0. The pair of lists, rows and labels, that picked the probabilities can also say where to put numbers." hint3="The slope of log p is 1 over p. Start from zeros of the shape of probs; at the place of the right class put minus 1, divided by N and by that probability."
class CrossEntropy:
    """The loss of probabilities: the mean of -log(probability of the right class)."""

    def forward(self, probs, y):
        """probs: (N, C), all above 0    y: (N,) integers. Returns loss: a number."""
        ### BEGIN SOLUTION
        self.probs, self.y = probs, y
        return -np.mean(np.log(probs[np.arange(len(y)), y]))
        ### END SOLUTION

    def backward(self):
        """Returns dprobs: (N, C), the gradient of the loss in probs."""
        ### BEGIN SOLUTION
        rows = np.arange(len(self.y))
        dprobs = np.zeros(self.probs.shape)
        dprobs[rows, self.y] = -1 / (len(rows) * self.probs[rows, self.y])
        return dprobs
        ### END SOLUTION


# %% check="cross-entropy-layer" points=3
check("cross-entropy-layer")

# %% [markdown]
# Now chain both. **Predict** dscores: it is $-3.33$ times the middle column of section 3's table.

# %% demo
softmax, loss = Softmax(), CrossEntropy()
L = loss.forward(softmax.forward(np.log([[0.5, 0.3, 0.2]])), np.array([1]))
print("loss", L, " dscores", softmax.backward(loss.backward()))  # 1.204, [0.5, -0.7, 0.2]

# %% [markdown]
# ## 5. Two parts that are better as one
#
# $(0.5, -0.7, 0.2)$ is $p - \text{onehot}$, unit 03's formula: the $p$ of the Jacobian cancels the
# $1/p$ of the logarithm. In float64 it does so only while $p$ is not 0. So here is one layer for
# both:
#
# $$L = \frac{1}{N} \sum_n \Big( \log \sum_k e^{s_{nk}} - s_{n y_n} \Big), \qquad
# \text{dscores} = \frac{1}{N} (p - Y)$$
#
# Scores $s$, $p$ and the one-hot rows $Y$ are $(N, C)$. As in unit 03, take each row's largest score
# off first. Then $\log p = -800$ is no trouble, though $e^{-800}$ is 0 in float64.


# %% exercise="softmax-cross-entropy" hint="You wrote this in unit 03: shifted scores, log-sum-exp, one pick a row. Which array is worth keeping for backward?" hint2="Keep the logarithms of the probabilities, shifted minus log_sum, (N, C). The loss is made of N of them. And how do the probabilities come from them?" hint3="In backward, the exponential of the kept logarithms is p. Take 1 off at the right class of each row, and divide everything by N, since the loss is a mean."
class SoftmaxCrossEntropy:
    """Softmax and cross-entropy in one layer, computed from the scores."""

    def forward(self, scores, y):
        """scores: (N, C)    y: (N,) integers. Returns loss: a number."""
        ### BEGIN SOLUTION
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
        self.log_probs, self.y = shifted - log_sum, y
        return -np.mean(self.log_probs[np.arange(len(y)), y])
        ### END SOLUTION

    def backward(self):
        """Returns dscores: (N, C), the gradient of the loss in scores."""
        ### BEGIN SOLUTION
        dscores = np.exp(self.log_probs)
        dscores[np.arange(len(self.y)), self.y] -= 1
        return dscores / len(self.y)
        ### END SOLUTION


# %% check="softmax-cross-entropy" points=4
check("softmax-cross-entropy")

# %% [markdown]
# Two rows: an ordinary one, and one that is sure and wrong. **Predict** what two parts, and one, hand
# down for each.
#
# **What if** you write 700 in place of 800?

# %% demo
scores, y = np.array([[1.0, 2.0, 4.0], [0.0, 800.0, 0.0]]), np.array([1, 0])
softmax, two, one = Softmax(), CrossEntropy(), SoftmaxCrossEntropy()
with np.errstate(all="ignore"):
    print("two parts: loss", two.forward(softmax.forward(scores), y))
    print(softmax.backward(two.backward()).round(3))
print("one part:  loss", one.forward(scores, y))
print(one.backward().round(3))

# %% [markdown]
# Two parts lose the row that needs correction most. One part pushes at full strength, $\pm 1/N$.
#
# ## 6. A net is a list
#
# `Sequential` makes one layer of a list of $l$ layers. Forward hands each output to the next layer,
# backward each gradient to the layer *before*. With $f_i$ the forward and $g_i$ the backward of
# layer $i$, and $x$ $(N, D)$:
#
# $$\text{out} = f_l(\dots f_2(f_1(x))), \qquad dx = g_1(g_2(\dots g_l(\text{dout})))$$
#
# `step(learning_rate)` moves `W` and `b` of each layer that has them against `dW` and `db`. The
# check brings layers of its own classes, so ask `hasattr(layer, "W")`.


# %% exercise="sequential" hint="In both directions one variable runs through the loop: what a layer returns is what the next call gets. In which order do the layers come in each?" hint2="reversed(self.layers) walks backwards and leaves the list as it is. After the loop, what is left in the variable is the result; a return inside the loop ends it too early." hint3="step: for every layer that has a W, put W minus rate times dW in its place, and the same for b. It must be the layer's attribute that changes, not a local name."
class Sequential:
    """A list of layers that works as one layer."""

    def __init__(self, layers):
        """layers: objects with forward(x) and backward(dout), first to last."""
        self.layers = list(layers)

    def forward(self, x):
        """Through all layers, first to last. Returns the last output."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = layer.forward(x)
        return x
        ### END SOLUTION

    def backward(self, dout):
        """Through all layers, last to first. Returns the gradient in the input of the net."""
        ### BEGIN SOLUTION
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
        ### END SOLUTION

    def step(self, learning_rate):
        """One step of descent for every layer that has W, b, dW and db."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            if hasattr(layer, "W"):
                layer.W = layer.W - learning_rate * layer.dW
                layer.b = layer.b - learning_rate * layer.db
        ### END SOLUTION


# %% check="sequential" points=3
check("sequential")

# %% [markdown]
# Is it unit 05's net? Here is its `dW1`, by hand, beside yours. **Predict** the largest difference.

# %% demo
rng = np.random.default_rng(0)
X, y = rng.normal(size=(5, 4)), rng.integers(0, 3, 5)
net, loss = Sequential([Linear(4, 6, rng), ReLU(), Linear(6, 3, rng)]), SoftmaxCrossEntropy()
print("loss", loss.forward(net.forward(X), y))
net.backward(loss.backward())
first, _, second = net.layers
hidden = np.maximum(X @ first.W + first.b, 0)
dscores = (Softmax().forward(hidden @ second.W + second.b) - np.eye(3)[y]) / 5
print("differ by", np.abs(first.dW - X.T @ ((dscores @ second.W.T) * (hidden > 0))).max())

# %% [markdown]
# The same numbers. Now ten points, one linear layer, 500 steps. As in a published run, `W` and `b`
# are drawn anew, evenly from 0 to 1; for one layer that will do.
#
# **Predict** the least certain of four new points: (0, 0), (0, 4), (8, 6) or (10, 10)?
#
# *Picture:* the regions by hatch and colour, the ten points by marker; the new lie outside.
#
# **What if** the net were `[Linear(2, 8, rng), ReLU(), Linear(8, 2, rng)]`?


# %% given="training"
X_ten = np.array([(2, 1), (2, 2), (5, 4), (4, 5), (2, 3), (3, 2), (6, 5), (4, 1), (6, 3), (7, 4)])
y_ten = np.array([0, 0, 1, 1, 0, 0, 1, 0, 1, 1])


def fit(net, X, y, learning_rate, steps, batch=None, rng=None):
    """Descent; each step takes a batch of the examples, drawn anew (None: all). Returns losses."""
    loss, losses = SoftmaxCrossEntropy(), []
    for _ in range(steps):
        rows = np.arange(len(y)) if batch is None else rng.permutation(len(y))[:batch]
        losses.append(loss.forward(net.forward(X[rows]), y[rows]))
        net.backward(loss.backward())
        net.step(learning_rate)
    return losses


def from_zero_to_one(net, rng):
    """The net, with every W and b drawn anew, evenly from 0 to 1."""
    for layer in net.layers:
        if hasattr(layer, "W"):
            layer.W, layer.b = rng.uniform(size=layer.W.shape), rng.uniform(size=layer.b.shape)
    return net


def three_layers(rng):
    """A net for the digits: 64 pixels, 64 and 32 hidden units, ten classes."""
    layers = [Linear(64, 64, rng), ReLU(), Linear(64, 32, rng), ReLU(), Linear(32, 10, rng)]
    return Sequential(layers)


# %% demo
rng = np.random.default_rng(0)
net = from_zero_to_one(Sequential([Linear(2, 2, rng)]), rng)
losses = fit(net, X_ten, y_ten, learning_rate=0.1, steps=500)
print(f"loss {losses[0]:.3f} at first, {losses[-1]:.3f} at last")
new = np.array([(0, 0), (0, 4), (8, 6), (10, 10)])
probs = Softmax().forward(net.forward(new))
for k in range(4):
    print(new[k], "class", probs[k].argmax(), "p =", probs[k].max().round(3))
plots.boundary(lambda points: net.forward(points).argmax(axis=1), X_ten, y_ten)

# %% [markdown]
# Over forty starts the loss ends between 0.097 and 0.107, and (0, 4) is class 0 with $p$ near 0.89.
#
# ## 7. Handwritten digits
#
# A net of three linear layers, 64 → 64 → 32 → 10, is one line. There are 1 797 pictures of 8 × 8
# pixels, a fifth of them kept for the test. One run starts from Glorot's draws, one from 0 to 1.
#
# **Predict** both test accuracies.
#
# *Picture:* loss against step; Glorot solid with circles, zero to one dashed with squares.
#
# **What if** the second run takes rate 0.01?

# %% demo
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
curves = {}
for name, rate in (("Glorot", 0.5), ("zero to one", 0.5)):
    rng = np.random.default_rng(0)
    test, learn = np.split(rng.permutation(len(y)), [360])
    net = three_layers(rng) if name == "Glorot" else from_zero_to_one(three_layers(rng), rng)
    curves[name] = fit(net, X[learn] / 16, y[learn], rate, 600, batch=100, rng=rng)
    right = np.mean(net.forward(X[test] / 16).argmax(axis=1) == y[test])
    print(f"{name}: {right:.3f} of the test set, loss {curves[name][-1]:.3f}")
plots.losses(curves)

# %% [markdown] question="returning-dw" points=2
# **Question, in words.** A colleague's `Linear.backward` returns `self.dW`. It trains the ten points
# to 0.10, as yours does. Why did nobody notice? On the digits it stops with an error: where? Could a
# net of other sizes run without an error, and learn nonsense? Three to five sentences, with shapes.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: with a single layer nothing lies below, and what `backward` returns is thrown away. dW and
# db themselves are right, so the descent is the right one. (The lowest layer of any net may return
# what it likes.)
#
# 1 point: the top layer, Linear(32, 10), hands down dW of shape (32, 10) where the ReLU below waits
# for (N, 32) = (100, 32): the product with its mask stops. It runs where both shapes agree: dx is
# (N, D), dW is (D, C), so N = D = C, for instance a square layer 64 → 64 above another layer, with
# batches of 64. Then the layers below get gradients that have nothing to do with the loss.
#
# Half a point off if the crash is named without shapes. An answer that finds a
# shape that numpy broadcasts, as N = 1 with C = D, is right too.
# ### END SOLUTION

# %% [markdown]
# The reward: your own parts read digits that they have never seen.
#
# *Picture:* sixteen of the test set, your net's answer above each; a wrong one is framed.

# %% demo
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
rng = np.random.default_rng(0)
test, learn = np.split(rng.permutation(len(y)), [360])
net = three_layers(rng)
fit(net, X[learn] / 16, y[learn], 0.5, 600, batch=100, rng=rng)
first = X[test[:16]]
read = net.forward(first / 16).argmax(axis=1)
plots.readings(first.reshape(16, 8, 8), read, y[test[:16]])

# %% [markdown]
# ## The riddle, answered
#
# The start is to blame. Weights that are all positive make losses near 1 000, then of tens of
# thousands; after such steps a whole hidden layer is below 0 for every picture, and ReLU hands down 0 for ever. Only
# the last biases still learn: $\ln 10 = 2.303$, and 8 to 12 % right. From Glorot's draws: 96 to 98 %.
#
# **Keep:**
# - `backward` returns the gradient in the *input*; `dW` and `db` stay, and are overwritten.
# - Softmax and cross-entropy belong in one layer, computed from scores.
# - A net is a list: forward in order, backward in reverse.
#
# `progress()` lists your marks.
#
# **Go further:**
# - [CS231n: neural networks, part 1](https://cs231n.github.io/neural-networks-1/): layers, sizes and
#   what depth is good for.
# - [PyTorch: build the neural network][torch]: the same parts, under the same names.
#
# [torch]: https://docs.pytorch.org/tutorials/beginner/basics/buildmodel_tutorial.html
