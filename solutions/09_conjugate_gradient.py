# %% [markdown]
# # Conjugate gradient: hand the gradient to an optimiser
#
# **You will:**
# - put every weight of a network into one vector, and take it out again,
# - write a cost that any optimiser can use, and hand it over,
# - repair a real report: a cost that stays where it is, whatever the optimiser does.
#
# **Time:** about 75 minutes. **Before:** units 04 (logistic, chain rule) and 05 (two-layer net).
#
# **The riddle.** "My cost is 15.4412. After 50 iterations it is 15.4412. I have tried three
# optimisers." Two bugs; one of them alone freezes the cost, the other nobody would ever notice. Which
# is which?

# %% given="setup"
import numpy as np
from scipy.optimize import minimize

from autograder import check, example, hint, plots, progress, start

start("09_conjugate_gradient", version="0.1")

# %% [markdown]
# **An older network.** It reads the digits of unit 05 with $D = 64$ pixels, $H = 25$ hidden units and
# $C = 10$ classes. Three things differ:
#
# | | unit 05 | here | why |
# |---|---|---|---|
# | cost | softmax: *one* question with $C$ answers | logistic: $C$ *yes-no* questions | a picture may be several things at once, or none |
# | regularisation | $\frac{\text{reg}}{2} \sum W^2$ | $\frac{\text{reg}}{2N} \sum W^2$ | reg weighs as much as so many examples: its share shrinks as data grow |
# | activation | ReLU | logistic | smooth: an optimiser that trusts slopes meets no kink |
#
# The layer sizes $(D, H, C)$ travel as one tuple.


# %% given="shapes"
def shapes_of(layer_sizes):
    """The shapes of W1, b1, W2, b2 for layer_sizes = (D, H, C)."""
    D, H, C = layer_sizes
    return [(D, H), (H,), (H, C), (C,)]


# %% [markdown]
# ## 1. One vector for all weights
#
# An optimiser knows nothing of layers. It wants *one* vector `theta` and a function that says how
# high it stands and which way is up. So lay the arrays end to end, each read row by row (**C order**,
# numpy's own):
#
# $$\theta = (W_1,\; b_1,\; W_2,\; b_2), \qquad P = DH + H + HC + C$$
#
# $\theta$ is $(P,)$; `W1` is $(D, H)$, `b1` $(H,)$, `W2` $(H, C)$, `b2` $(C,)$. By hand, for
# $D = 1$, $H = 2$, $C = 1$: $W_1 = (1\; 2)$, $b_1 = (3, 4)$, $W_2$ a column of 5 and 6, $b_2 = (7)$
# give $(1, 2, 3, 4, 5, 6, 7)$. And back: shapes say how many numbers each array takes, and where the
# next one begins.

# %% demo
A = np.array([[1, 2, 3], [4, 5, 6]])
print(A.ravel(), A.ravel().reshape(2, 3).tolist(), np.concatenate([A.ravel(), [7, 8]]))
line = np.array([1.0, 2.0, 3.0])
piece = line[:2]
piece *= 10  # a piece shares its numbers with the line: *= writes into both
line.tolist(), int(np.prod((2, 3)))  # [10, 20, 3], and 6: how many numbers the shape (2, 3) holds


# %% exercise="pack-unpack" hint="Do the example with D = 1, H = 2, C = 1 on paper, both ways. For the way back, keep a finger on the place where the next array begins." hint2="pack: flatten each array, then join them all in one call. unpack: walk through the shapes; each takes as many numbers from theta as the product of its sizes." hint3="In unpack, begin at 0; for each shape cut theta from begin to begin plus size, give the piece its shape, and move begin on by the size."
def pack(arrays):
    """All numbers of a list of arrays in one flat vector, array after array, each in C order.

    arrays: a list of arrays of any shapes
    returns theta: (P,)
    """
    ### BEGIN SOLUTION
    return np.concatenate([np.ravel(array) for array in arrays])
    ### END SOLUTION


def unpack(theta, shapes):
    """The arrays of these shapes, in this order: unpack(pack(arrays), shapes) gives arrays.

    theta: (P,)    shapes: a list of tuples
    returns a list of arrays
    """
    ### BEGIN SOLUTION
    arrays, begin = [], 0
    for shape in shapes:
        end = begin + int(np.prod(shape))
        arrays.append(theta[begin:end].reshape(shape))
        begin = end
    return arrays
    ### END SOLUTION


# %% check="pack-unpack" points=3
check("pack-unpack")

# %% [markdown]
# **Predict** $P$ for 64, 25 and 10. Which array takes most of it?
#
# *Picture:* theta as a strip, with the place of each array.
#
# **What if** the hidden layer had 100 units?

# %% demo
layers = (64, 25, 10)
theta = pack([np.zeros(shape) for shape in shapes_of(layers)])
print(theta.shape, [part.shape for part in unpack(theta, shapes_of(layers))])
plots.strip(shapes_of(layers))

# %% [markdown]
# ## 2. A start at random
#
# Equal hidden units get equal gradients, and stay equal for ever. So draw them, all different and
# small enough that no logistic is saturated: evenly from
#
# $$-\varepsilon \le \theta_i < \varepsilon, \qquad i = 1, \dots, P$$
#
# $\varepsilon$ is a number, 0.12 here; the biases are drawn too. How do you stretch a draw $u$ from
# $[0, 1)$ to a range from `low` to `high`? $\text{low} + u\,(\text{high} - \text{low})$: 0 goes to
# `low`, 1 to `high`. For $-\varepsilon$ to $\varepsilon$ the width is $2\varepsilon$.


# %% exercise="random-init" hint="How many numbers has theta, in terms of D, H and C? The formula of section 1 counts them." hint2="rng.uniform takes low, high and size; rng.random draws from 0 to 1, to be stretched and shifted. Which bounds, and how many draws?" hint3="One call is enough: the bounds are minus and plus epsilon, the size is D*H + H + H*C + C. Weights and biases need not be told apart."
def random_init(layer_sizes, epsilon, rng):
    """A start for the optimiser: weights and biases drawn evenly from -epsilon to epsilon.

    layer_sizes: (D, H, C)    epsilon: a number    rng: a numpy Generator
    returns theta: (P,), flat
    """
    D, H, C = layer_sizes
    ### BEGIN SOLUTION
    return rng.uniform(-epsilon, epsilon, (D + 1) * H + (H + 1) * C)
    ### END SOLUTION


# %% check="random-init" points=2
check("random-init")

# %% [markdown]
# **Predict** mean, lowest and highest of your 1 885 draws.
#
# *Picture:* how many draws fall where; dashed lines at $-\varepsilon$ and $\varepsilon$.
#
# **What if** you draw with `rng.normal(0, 0.12, 1885)`? (A third leaves the dashed lines.)

# %% demo
theta = random_init(layers, 0.12, np.random.default_rng(0))
print(f"mean {theta.mean():.4f}, from {theta.min():.4f} to {theta.max():.4f}")
plots.draws(theta, 0.12)

# %% [markdown]
# ## 3. A cost for ten yes-no questions
#
# Is it a 0? Is it a 1? … Each class has a score $s$ and a probability $p = \sigma(s)$ of its own, by
# unit 04's logistic $\sigma$; a row of $p$ need not sum to 1. With the one-hot $Y$, a question costs
# $-\log p$ where the answer is yes, $-\log(1 - p)$ where it is no. For one question:
#
# $$-Y \log p - (1 - Y) \log (1 - p) = \log(1 + e^{s}) - Y s$$
#
# All are numbers here. The right side, from the score, cannot lose a tiny $p$: $\log(1 + e^s)$ is
# called **softplus**. Its slope is $\sigma(s)$, so the slope of a question's cost in $s$ is
# $\sigma(s) - Y$: again $p - \text{onehot}$.


# %% given="logistic"
def logistic(z):
    """1 / (1 + e^-z), without overflow for any z: unit 04's."""
    small = np.exp(np.where(z >= 0, -z, z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


def softplus(z):
    """log(1 + e^z), without overflow for any z; its slope is logistic(z)."""
    return np.where(z >= 0, z, 0.0) + np.log1p(np.exp(np.where(z >= 0, -z, z)))


# %% [markdown]
# The cost adds up all questions of all $N$ examples, and a price for the weights of both layers:
#
# $$J = \frac{1}{N} \sum_{i,c} \big(\text{softplus}(s_{ic}) - Y_{ic}\, s_{ic}\big)
# + \frac{\text{reg}}{2N} \Big(\sum W_1^2 + \sum W_2^2\Big)$$
#
# $s$ and $Y$ are $(N, C)$; $J$ and `reg` are numbers. Back through the layers, as in unit 05:
#
# | | made of | shape |
# |---|---|---|
# | `dscores` | $(\sigma(s) - Y) / N$ | $(N, C)$ |
# | `dW2` | $\text{hidden}^\top\, \text{dscores} + \frac{\text{reg}}{N} W_2$ | $(H, C)$ |
# | `db2` | dscores, summed over the examples | $(C,)$ |
# | `dz` | $(\text{dscores}\, W_2^\top) \cdot \text{hidden} \cdot (1 - \text{hidden})$ | $(N, H)$ |
# | `dW1` | $X^\top\, \text{dz} + \frac{\text{reg}}{N} W_1$ | $(D, H)$ |
# | `db1` | dz, summed over the examples | $(H,)$ |
#
# The dots multiply entry by entry: the logistic's slope is $\text{hidden} \cdot (1 - \text{hidden})$.
# The optimiser wants the gradient in `theta`'s own order: pack it.
#
# By hand: one example of class 1 with scores $(0, 2)$. The questions cost
# $\text{softplus}(0) = 0.693$ and $\text{softplus}(2) - 2 = 0.127$; `dscores` is
# $(0.5,\; 0.881 - 1) = (0.5, -0.119)$.


# %% exercise="network-cost" hint="Do the example with scores (0, 2) in code: softplus of both, minus the score where Y is 1, all added up. Then the gradients: which rows of the table hold a price?" hint2="Add up all questions of all examples and the price without its N; one division by N then serves both. For the gradients follow the table from the top: dscores holds its 1/N already, the price does not." hint3="dz is dscores times W2 turned round, multiplied entry by entry by hidden and by 1 minus hidden. Make dW1, db1, dW2 and db2, each in the shape of its letter, and pack them in the order W1, b1, W2, b2."
def network_cost(theta, layer_sizes, X, y, reg):
    """The logistic cost of the network whose weights are theta, and its gradient.

    theta: (P,)    layer_sizes: (D, H, C)    X: (N, D)    y: (N,) integers    reg: a number
    returns cost: a number,  gradient: (P,), flat like theta
    """
    W1, b1, W2, b2 = unpack(theta, shapes_of(layer_sizes))
    N, Y = len(y), np.eye(layer_sizes[2])[y]  # Y: (N, C)
    hidden = logistic(X @ W1 + b1)  # (N, H)
    scores = hidden @ W2 + b2  # (N, C)
    ### BEGIN SOLUTION
    price = 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
    cost = (np.sum(softplus(scores) - Y * scores) + price) / N
    dscores = (logistic(scores) - Y) / N
    dz = (dscores @ W2.T) * hidden * (1 - hidden)
    dW1, dW2 = X.T @ dz + reg * W1 / N, hidden.T @ dscores + reg * W2 / N
    return cost, pack([dW1, dz.sum(axis=0), dW2, dscores.sum(axis=0)])
    ### END SOLUTION


# %% check="network-cost" points=6
check("network-cost")

# %% [markdown]
# **Predict** the cost of a network that gives every question probability 0.5. (Ten questions; one
# costs $\ln 2$.) Then look at your start: 6.4 to 7.7, as the draw falls.
#
# The last two lines are your referee: a push along a random direction.
#
# **What if** you push with `h = 1e-12`?

# %% demo
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = X / 16  # pixels from 0 to 1; X: (1797, 64)
theta = random_init(layers, 0.12, np.random.default_rng(0))
cost, gradient = network_cost(theta, layers, X, y, 1.0)
print("ten blind answers:", 10 * np.log(2), " your start:", cost)
v, h = np.random.default_rng(1).normal(size=theta.size), 1e-5
# h far smaller: rounding spoils the difference; far larger: the cost bends in between
up, down = (network_cost(theta + step * v, layers, X, y, 1.0)[0] for step in (h, -h))
print("by hand:", gradient @ v, " pushed:", (up - down) / (2 * h))

# %% [markdown]
# ## 4. Let somebody else walk
#
# Your descent took fixed steps. An optimiser does two things better: it *searches* along a direction
# until the cost stops falling, and it chooses the next direction knowing the last.
#
# After a search, the new slope is at a right angle to the direction. Steepest descent follows it and
# zigzags. **Conjugate gradient** keeps part of the old direction: with the gradient $g_k$ at step $k$
# and the directions $d_k$, all $(P,)$,
#
# $$d_{k+1} = -g_{k+1} + \beta_k\, d_k$$
#
# where the number $\beta_k = g_{k+1} \cdot (g_{k+1} - g_k) \,/\, (g_k \cdot g_k)$ keeps the new search
# from spoiling the old one. In a bowl of $P$ dimensions it needs at most $P$ exact searches. No rate to
# choose. A search that finds no lower cost gives up.

# %% [markdown]
# **Predict:** a bowl of two dimensions is ten times as steep in one direction as in the other. How many
# searches does each method need? Move the slider: what if the bowl is round?
#
# *Picture:* lines of equal cost; steepest descent with circles, conjugate gradient with squares.

# %% demo
plots.zigzag_slider()

# %% [markdown]
# scipy's `minimize` does the walking. Here is its bargain, for $f(t) = (t_0 - 3)^2 + (t_1 - k)^2$,
# $t$ $(2,)$, at $k = 5$. The function returns value *and* gradient, which `jac=True` announces; `args`
# are handed on after `t`; the result has the final vector in `.x`, the value in `.fun`, the number
# of iterations in `.nit`.


# %% demo
def bowl(t, k):
    return (t[0] - 3) ** 2 + (t[1] - k) ** 2, 2 * (t - np.array([3.0, k]))


# scipy's searches are not exact: they stop where the cost has fallen enough
result = minimize(bowl, np.zeros(2), args=(5.0,), method="CG", jac=True, options={"maxiter": 20})
print(result.x, result.fun, result.nit, "iterations")  # near (3, 5), near 0, a few


# %% exercise="train-cg" hint="Put the example beside your network_cost(theta, layer_sizes, X, y, reg): what is t here, and what follows it?" hint2="args is a tuple of everything that comes after theta, in the order of network_cost. Which option limits the iterations?" hint3="Call minimize with network_cost, the start, args, method, jac and options. What train returns is a vector: which part of the result is it?"
def train(theta, layer_sizes, X, y, reg, iterations):
    """Conjugate gradient on network_cost from theta, for at most so many iterations.

    theta: (P,)    layer_sizes: (D, H, C)    X: (N, D)    y: (N,) integers    reg: a number
    returns theta: (P,), where the optimiser stopped
    """
    ### BEGIN SOLUTION
    extra, limit = (layer_sizes, X, y, reg), {"maxiter": iterations}
    return minimize(network_cost, theta, args=extra, method="CG", jac=True, options=limit).x
    ### END SOLUTION


# %% check="train-cg" points=3
check("train-cg")

# %% [markdown]
# **Predict** how well it reads its 1 797 training digits after 20, 50 and 100 iterations. Over many
# starts: 0.94 to 0.975, 0.98 to 0.993, 0.99 to 0.997 (on training data).
#
# **What if** `reg` is 100, in both places below? (Soon cost 3.25, in the end accuracy 0.21: the price
# wins, and weights near 0 see no difference.)


# %% given="reading"
def accuracy(theta, layer_sizes, X, y):
    """Share of examples whose highest score is that of their class."""
    W1, b1, W2, b2 = unpack(theta, shapes_of(layer_sizes))
    scores = logistic(X @ W1 + b1) @ W2 + b2
    return np.mean(scores.argmax(axis=1) == y)


# %% demo
theta = random_init(layers, 0.12, np.random.default_rng(0))
runs = {0: theta} | {n: train(theta, layers, X, y, 1.0, n) for n in (20, 50, 100)}
for n, found in runs.items():
    cost = network_cost(found, layers, X, y, 1.0)[0]
    print(f"{n:3} iterations: cost {cost:.3f}, accuracy {accuracy(found, layers, X, y):.3f}")

# %% [markdown]
# *Picture:* the cost against the number of gradients asked for. Descent pays one a step; conjugate
# gradient about two an iteration, as its searches ask too.
#
# **Predict** how far descent comes at rates 0.3 and 1 with as many gradients.

# %% demo
start_at, paths = random_init(layers, 0.12, np.random.default_rng(0)), {}
for rate in (0.3, 1.0):
    t, costs = start_at, []
    for _ in range(120):
        cost, gradient = network_cost(t, layers, X, y, 1.0)
        costs.append(cost)
        t = t - rate * gradient
    paths[f"descent, rate {rate}"] = costs
asked = []


def watched(t):
    asked.append(network_cost(t, layers, X, y, 1.0))
    return asked[-1]


minimize(watched, start_at, method="CG", jac=True, options={"maxiter": 60})
# the lowest cost so far: a search also asks at points that it then rejects
paths["conjugate gradient"] = np.minimum.accumulate([cost for cost, _ in asked])[:120]
plots.losses(paths, across="gradient number", up="cost")

# %% [markdown]
# ## 5. Bug hunt: 15.4412
#
# The report from the top of the page, with its author's bugs, moved to Python. Whatever the optimiser
# does, the cost stays. (15.4412 belongs to the author's pictures; on these digits it is 13 to 14.4, as the
# draw falls.) Run the cell below the check to see it, and note the milliseconds. Find both bugs. Then
# get rid of the loop: the marks do not need it, your patience does.
#
# Which line decides what `cost` depends on? And from where to where is `theta` drawn?


# %% exercise="cost-bug-hunt" hint="Call cost with two different theta: the same number comes back. So cost does not depend on theta. Follow theta from the signature: where is it used?" hint2="For the draw: print the lowest and highest of net.theta for epsilon 0.12. Which of the numbers -0.12, 0 and 0.12 are reached? Multiplying stretches a range; what shifts it?" hint3="cost must take its four arrays from the vector it is handed. The draw needs width 2 epsilon and must begin at minus epsilon. For the loop, your network_cost has the same lines for all examples at once."
class ReportedNet:
    """A network that keeps the weights it started from in theta, (P,)."""

    def __init__(self, layer_sizes, epsilon, rng):
        D, H, C = self.layer_sizes = layer_sizes
        ### BEGIN SOLUTION
        self.theta = rng.uniform(-epsilon, epsilon, (D + 1) * H + (H + 1) * C)
        ### END SOLUTION

    def cost(self, theta, X, y, reg):
        """The logistic cost at theta (P,), whatever the net started from, and its gradient (P,)."""
        ### BEGIN SOLUTION
        W1, b1, W2, b2 = unpack(theta, shapes_of(self.layer_sizes))
        N, hidden = len(y), logistic(X @ W1 + b1)
        scores, Y = hidden @ W2 + b2, np.eye(self.layer_sizes[2])[y]
        price = 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
        cost = (np.sum(softplus(scores) - Y * scores) + price) / N
        dscores = (logistic(scores) - Y) / N
        dz = (dscores @ W2.T) * hidden * (1 - hidden)
        dW1, dW2 = X.T @ dz + reg * W1 / N, hidden.T @ dscores + reg * W2 / N
        return cost, pack([dW1, dz.sum(axis=0), dW2, dscores.sum(axis=0)])
        ### END SOLUTION


# %% starter="cost-bug-hunt"
# Two lines are wrong, and one loop is slow. Repair them here.
class ReportedNet:
    """A network that keeps the weights it started from in theta, (P,)."""

    def __init__(self, layer_sizes, epsilon, rng):
        D, H, C = self.layer_sizes = layer_sizes
        count = (D + 1) * H + (H + 1) * C
        self.theta = rng.random(count) * (2 * epsilon - epsilon)

    def cost(self, theta, X, y, reg):
        """The logistic cost at theta (P,), whatever the net started from, and its gradient (P,)."""
        W1, b1, W2, b2 = unpack(self.theta, shapes_of(self.layer_sizes))
        cost = 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
        dW1, db1, dW2, db2 = reg * W1, 0 * b1, reg * W2, 0 * b2
        for x, label in zip(X, y, strict=True):
            hidden = logistic(x @ W1 + b1)
            scores = hidden @ W2 + b2
            answers = np.eye(len(b2))[label]
            cost = cost + np.sum(softplus(scores) - answers * scores)
            dscores = logistic(scores) - answers
            dz = (W2 @ dscores) * hidden * (1 - hidden)
            dW1, db1 = dW1 + np.outer(x, dz), db1 + dz
            dW2, db2 = dW2 + np.outer(hidden, dscores), db2 + dscores
        return cost / len(y), pack([dW1, db1, dW2, db2]) / len(y)


# %% check="cost-bug-hunt" points=4
check("cost-bug-hunt")

# %% demo
from time import perf_counter

net = ReportedNet(layers, 0.12, np.random.default_rng(0))
begin_at = net.theta.copy()  # a cost that stores its theta would change it
print(f"start: drawn from {begin_at.min():.2f} to {begin_at.max():.2f}")
for name, at in (("at the start", begin_at), ("at all zeros", 0 * begin_at)):
    begin = perf_counter()
    cost = net.cost(at, X, y, 1.0)[0]
    print(f"cost {name}: {cost:.4f}, in {1000 * (perf_counter() - begin):.0f} ms")
data = X[:200], y[:200], 1.0
stopped = minimize(net.cost, begin_at, data, method="CG", jac=True, options={"maxiter": 20})
print("the optimiser took", stopped.nit, "iterations")

# %% [markdown]
# **Predict:** does the bad draw spoil the training? Below, both starts with your `network_cost`.
#
# **What if** $\varepsilon$ is 1?

# %% demo
for name, low in (("from -0.12", -0.12), ("from 0", 0.0)):
    begin = np.random.default_rng(0).uniform(low, 0.12, 1885)
    cost = network_cost(begin, layers, X, y, 1.0)[0]
    after = accuracy(train(begin, layers, X, y, 1.0, 50), layers, X, y)
    print(f"{name}: cost {cost:.1f} at the start, accuracy {after:.3f} after 50 iterations")

# %% [markdown] question="what-froze-the-cost" points=2
# **Question, in words.** Which bug froze the cost, and what did the optimiser see: value, gradient,
# line search? Why would the other bug never be found from the accuracy? Name a test of your own that
# finds each. Three to five sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: the forward pass reads the stored weights, so cost and gradient are the same whatever
# theta is. The gradient is not 0 and promises a descent, but no step along it lowers the cost: the
# line search fails at once, and the optimiser stops after 0 iterations, at the number it began with.
#
# 1 point: `rand * (2 * eps - eps)` is `rand * eps`, from 0 to eps. The draws are still all different,
# so the units part and training arrives at the same accuracy; only the first cost doubles, 13 for 7.
# A gradient check (or two calls at two theta) finds the first bug, looking at the range of the draw
# the second.
#
# Give half of the first point for "theta is not used" without what the optimiser does about it.
# ### END SOLUTION

# %% [markdown]
# ## 6. What the hidden units look for
#
# A column of `W1`, $(64,)$, is a weight for each pixel: an image of 8 × 8. **Predict:** will you
# recognise digits?
#
# *Picture:* the 25 hidden units after 100 iterations; light pixels count for a unit, dark ones
# against.

# %% demo
theta = train(random_init(layers, 0.12, np.random.default_rng(0)), layers, X, y, 1.0, 100)
W1 = unpack(theta, shapes_of(layers))[0]
plots.hidden_images(W1)

# %% [markdown]
# No digits, but strokes, edges and their opposites: ten questions share them.
#
# ## The riddle, answered
#
# The cost read the stored weights and not its argument: that froze it, 0 iterations. The draw from 0
# only doubled the start, and training forgave it.
#
# **Keep:**
# - An optimiser needs one vector, and a function of *that vector* alone.
# - Logistic cost and softmax cost have the same slope in the scores: $p - \text{onehot}$.
# - A bug that training forgives shows only in a check of its own.
#
# `progress()` lists your marks.
#
# **Go further:**
# - [Conjugate gradient without the agonizing pain][cg]: Shewchuk's tour, all in pictures.
# - [scipy.optimize.minimize][minimize]: try `method="L-BFGS-B"` in your `train`.
#
# [cg]: https://www.cs.cmu.edu/~quake-papers/painless-conjugate-gradient.pdf
# [minimize]: https://docs.scipy.org/doc/scipy/reference/generated/scipy.optimize.minimize.html
