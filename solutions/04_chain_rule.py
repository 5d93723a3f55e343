# %% [markdown]
# # The chain rule: gradients as matrix products
#
# **You will:**
# - find out where the transposes in a gradient come from,
# - walk a gradient back through two layers by hand,
# - start weights at the right size, and hunt a hidden bug.
#
# **Time:** about 90 minutes. **Before:** units 01 to 03.
#
# **The riddle.** A net with ReLU is right on 98 % of the spiral. Its author puts the logistic in
# place of ReLU: 51 %. One line was always wrong. Why did nobody notice?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("04_chain_rule", version="0.1")

# %% [markdown]
# ## 1. A bend between two layers
#
# Two linear layers in a row are one: $(X W_1) W_2 = X (W_1 W_2)$. So between them goes an
# **activation**, a function that bends every number by itself. Here are two:

# %% [markdown]
# $$\text{relu}(z) = \max(z, 0), \qquad \sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^z}{1 + e^z}$$
#
# $z$, the **pre-activation**, is $(N, H)$ for $N$ examples and $H$ units; $\sigma$ is the
# **logistic**. ReLU has slope 1 for $z > 0$ and 0 for $z < 0$; at 0 take 0. The logistic has
# $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$. All four take $z$, of any shape.
#
# | $z$ | −3 | 0 | 3 |
# |---|---|---|---|
# | $\sigma(z)$ | 0.047 | 0.5 | 0.953 |
# | $\sigma'(z)$ | 0.045 | 0.25 | 0.045 |
#
# $e^{1000}$ overflows, so take the first form for $z \ge 0$, the second for $z < 0$. Both contain
# $e^{-|z|}$, and nothing larger.

# %% demo
z_tiny = np.array([-3.0, 0.0, 3.0])
np.where(z_tiny >= 0, 10.0, z_tiny)  # array([-3., 10., 10.]): both sides are computed, one is kept


# %% exercise="activations" hint="Fill in the table's rows with your four functions, for z = -3, 0 and 3. Which numpy function compares entry by entry and keeps the larger? What does a comparison such as z > 0 give?" hint2="For the logistic, compute e to the minus |z| once, for all entries. Call it small. In the form for z >= 0, small stands below only; in the other form, above as well. np.where can choose what stands above." hint3="np.where computes both of its sides, so choose between 1 and small, which are both harmless, not between two finished fractions. And logistic_grad takes z: it asks logistic for the activation first, then uses the formula."
def relu(z):
    """z where it is positive, else 0. z: any shape; returns the same shape."""
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION


def relu_grad(z):
    """The slope of relu at the pre-activation z, 0 at 0. z: any shape; returns the same shape."""
    ### BEGIN SOLUTION
    return np.where(z > 0, 1.0, 0.0)
    ### END SOLUTION


def logistic(z):
    """1 / (1 + e^-z), without overflow for any z. z: any shape; returns the same shape."""
    ### BEGIN SOLUTION
    small = np.exp(np.where(z >= 0, -z, z))
    return np.where(z >= 0, 1.0, small) / (1 + small)
    ### END SOLUTION


def logistic_grad(z):
    """The slope of logistic at the pre-activation z, finite for any z. Returns z's shape."""
    ### BEGIN SOLUTION
    a = logistic(z)
    return a * (1 - a)
    ### END SOLUTION


# %% check="activations" points=4
check("activations")

# %% [markdown]
# **Predict:** how steep is the logistic at its steepest, and how steep at $z = 6$?
#
# *Picture:* both functions, and their slopes; ReLU with circles, logistic with squares.
#
# **What if** you ask for both logistic functions at −1000?

# %% demo
plots.activations(relu, relu_grad, logistic, logistic_grad)

# %% [markdown]
# The logistic's slope is 0.25 at 0 and 0.0025 at 6.
#
# ## 2. Where the transposes come from
#
# A layer computes $S = X W + b$, with $X$ $(N, D)$, $W$ $(D, C)$, $b$ $(C,)$ and $S$ $(N, C)$. From
# above comes `dS`, $(N, C)$, the gradient of the loss in $S$: the **upstream gradient**. You owe
# `dX`, `dW` and `db`, each with the shape of its letter.
#
# **By shapes.** Only one product makes $(D, C)$ of $(N, D)$ and $(N, C)$: it needs a transpose. For
# the reason, nudge.
#
# **Predict:** which entries of $S$ move with one entry of $W$? Of $X$? Of $b$?
#
# *Picture:* the hatched entries of $S$ moved.

# %% demo
X_tiny = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]])  # N = 4, D = 2
W_tiny = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])  # C = 3
plots.nudges(X_tiny, W_tiny, np.zeros(3))

# %% [markdown]
# **By indices.** $S_{nc} = \sum_d X_{nd} W_{dc} + b_c$. One entry $W_{dc}$ moves all of column $c$,
# each $S_{nc}$ by $X_{nd}$. The chain rule multiplies each effect by its upstream gradient, and adds
# up:
#
# $$dW_{dc} = \sum_n X_{nd}\; dS_{nc}, \qquad dX_{nd} = \sum_c dS_{nc}\, W_{dc}, \qquad
# db_c = \sum_n dS_{nc}$$
#
# A matrix product adds over the *last* index of its left factor and the *first* of its right one. But
# $n$ is the first index of $X$, and $c$ the last of $W$: both in the wrong place. **A transpose brings the summed index to where the factors touch.**
#
# By hand: one row $X = (1, 2)$, the $W$ above and `dS` $= (1, 0, -1)$ give rows $(1, 0, -1)$ and
# $(2, 0, -2)$ of `dW`, and `dX` $= (-2, -2)$.


# %% exercise="matmul-gradients" hint="Write the shapes of dS, X and W on paper, each with its transpose. For dX, which two of them have C where they would touch, and N and D on the outside?" hint2="Now with the sums: in dX the index c is summed. In dS it is the last index, which is where a left factor needs it. In W it is the last index too: where would a right factor need it?" hint3="dX and dW are one matrix product each, with one transpose each. b has no partner in its sum: dS is added up over one axis. Which axis is n?"
def matmul_gradients(dS, X, W):
    """The gradients of a loss in X, W and b, where S = X @ W + b.

    dS: (N, C), the gradient of the loss in S    X: (N, D)    W: (D, C)
    returns dX: (N, D),  dW: (D, C),  db: (C,)
    """
    ### BEGIN SOLUTION
    return dS @ W.T, X.T @ dS, dS.sum(axis=0)
    ### END SOLUTION


# %% check="matmul-gradients" points=4
check("matmul-gradients")

# %% [markdown]
# Trust no gradient that you have not nudged. For the loss $\sum_{nc} S_{nc}^2$, upstream is $2S$.
# **Predict** how many digits agree.
#
# **What if** you nudge `X_tiny[0, 1]`?

# %% demo
nudge = np.zeros((2, 3))
nudge[1, 2] = 1e-5
up, down = (np.sum((X_tiny @ (W_tiny + move)) ** 2) for move in (nudge, -nudge))
dX, dW, db = matmul_gradients(2 * X_tiny @ W_tiny, X_tiny, W_tiny)
print("by hand", dW[1, 2], " nudged", (up - down) / 2e-5)  # 2040

# %% [markdown]
# ## 3. Two layers by hand
#
# Backpropagation walks forward, keeping every result, then back. Each line takes the gradient from
# above and hands one down. A net for regression, without biases:
#
# $$z = x\,w_1, \qquad h = \text{relu}(z), \qquad \hat y = h\,w_2, \qquad
# L = \sum_{n,c} (\hat y_{nc} - y_{nc})^2$$
#
# `x` is $(N, D)$, `w1` $(D, H)$, `w2` $(H, C)$, `y` $(N, C)$; $z$ and $h$ are $(N, H)$, $L$ is a
# number: here a *sum*.

# %% [markdown]
# The way back starts with $d\hat y = 2(\hat y - y)$, $(N, C)$. Section 2 turns it into `dw2` and
# $dh$, $(N, H)$. The activation works entry by entry, and so does its step back:
# $dz_{nk} = dh_{nk} \cdot \text{relu}'(z_{nk})$. Section 2 again turns $dz$ into `dw1`.
#
# By hand, with $x = (1, 2)$, `w1 = [[1, -1], [1, -1]]`, `w2 = [[1], [2]]`, $y = 1$:
#
# | forward | | back | |
# |---|---|---|---|
# | $z$ | (3, −3) | $d\hat y$ | 4 |
# | $h$ | (3, 0) | `dw2` | [[12], [0]] |
# | $\hat y$ | 3 | $dh$, then $dz$ | (4, 8), (4, 0) |
# | $L$ | **4** | `dw1` | [[4, 0], [8, 0]] |


# %% exercise="two-layer-regression" hint="Go through the table: four lines forward, four back. Write down the shape of each. Which of the lines on the way back are matrix products, and which is entry by entry?" hint2="The second layer is S = h @ w2: in matmul_gradients, what plays the part of X, of W, of dS? The first layer multiplies x by w1: which gradient comes to it from above?" hint3="dh is dy_hat times w2 turned round; multiply it entry by entry by relu_grad of the pre-activation, and you have dz. Then dw1 is x turned round, times dz. Nothing is divided by N here."
def two_layer_regression(x, y, w1, w2):
    """The sum of squares of relu(x @ w1) @ w2 - y, and its gradients.

    x: (N, D)    y: (N, C)    w1: (D, H)    w2: (H, C)
    returns loss: a number,  grad_w1: (D, H),  grad_w2: (H, C)
    """
    ### BEGIN SOLUTION
    z = x @ w1
    h = relu(z)
    residual = h @ w2 - y
    dz = (2 * residual @ w2.T) * relu_grad(z)
    return np.sum(residual**2), x.T @ dz, h.T @ (2 * residual)
    ### END SOLUTION


# %% check="two-layer-regression" points=4
check("two-layer-regression")

# %% [markdown]
# Now 64 random examples, 1000 → 100 → 10, all standard normal. Each $z$ adds up 1000 products: mean
# square 1000. ReLU keeps half of that, and 100 units make it 50 000 for each number of $\hat y$.
# **Predict** the loss of all 640 numbers before the first step.
#
# *Picture:* loss against step.
#
# **What if** the rate is 1e-5? (nan, with warnings.)

# %% demo
rng = np.random.default_rng(0)
x, y = rng.normal(size=(64, 1000)), rng.normal(size=(64, 10))
w1, w2, losses = rng.normal(size=(1000, 100)), rng.normal(size=(100, 10)), []
for _ in range(110):
    loss, grad_w1, grad_w2 = two_layer_regression(x, y, w1, w2)
    losses.append(loss)
    w1, w2 = w1 - 1e-6 * grad_w1, w2 - 1e-6 * grad_w2
print(f"loss at step 0: {losses[0]:.2g}, at step 100: {losses[100]:.2g}")
plots.losses({"sum of squares, rate 1e-6": losses})

# %% [markdown]
# Over many draws: about 2e7 to 4e7 at first, 200 to 1300 after 100 steps, below 0.001 after 500.
#
# ## 4. A start that neither fades nor explodes
#
# For independent numbers of mean 0, variances multiply in a product and add in a sum. `fan_in` numbers
# of variance $v$, times weights of variance $s^2$, sum to variance
# $\mathtt{fan\_in} \cdot s^2 \cdot v$. On the way back, each $dX$ adds up `fan_out` products: a factor
# $\mathtt{fan\_out} \cdot s^2$. Both should be 1. Glorot's compromise, for uniform draws from $-a$ to
# $a$ (variance $a^2/3$):

# %% [markdown]
# $$s^2 = \frac{2}{\mathtt{fan\_in} + \mathtt{fan\_out}}, \qquad \frac{a^2}{3} = s^2$$
#
# All are numbers; the weights are (fan_in, fan_out). Fans 2 and 4 give $s^2 = 1/3$ and $a = 1$. Solve
# for $a$, then draw.


# %% exercise="glorot-uniform" hint="Solve the two equations for a, first for fans 2 and 4, then with letters. Does your formula give 1 there?" hint2="rng.uniform takes low, high and size. What are the two bounds, if the draws lie around 0? And which shape have the weights of a layer in x @ w?" hint3="a is the root of a fraction: 3 times 2 above, the sum of both fans below. Draw from rng, not from np.random, so that a run can be repeated."
def glorot_uniform(fan_in, fan_out, rng):
    """Weights drawn evenly from -a to a, with a from Glorot's compromise.

    fan_in, fan_out: numbers of inputs and outputs    rng: a numpy Generator
    returns W: (fan_in, fan_out)
    """
    ### BEGIN SOLUTION
    a = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-a, a, size=(fan_in, fan_out))
    ### END SOLUTION


# %% check="glorot-uniform" points=2
check("glorot-uniform")

# %% [markdown]
# Ten layers of 100 units, with tanh between them (an S from −1 to 1). **Predict** what is left after
# ten layers if you halve your draws. Times 4? Move the slider.
#
# *Picture:* spread of activations layer by layer, and of gradients on their way back. Circles: your
# draws. Squares: halved. Triangles: times 4.

# %% demo
plots.start_slider(glorot_uniform, matmul_gradients)

# %% [markdown]
# Too small: signal and gradient fade. Too large: every tanh is near ±1, the gradient explodes. Right:
# both stay within a factor of three.
#
# ## 5. Why a mean and not a sum?
#
# A colleague's classifier: ReLU, then the softmax of unit 03. It works. Its shapes: `W1` $(D, H)$,
# `b1` $(H,)$, `W2` $(H, C)$, `b2` $(C,)$.


# %% given="nets"
def softmax_loss(scores, y):
    """The mean cross-entropy of unit 03, and its gradient in the scores, (N, C)."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    onehot = np.eye(scores.shape[1])[y]
    loss = -np.mean(np.sum(onehot * log_probs, axis=1))
    return loss, (np.exp(log_probs) - onehot) / len(y)


def relu_net_gradients(W1, b1, W2, b2, X, y, reg):
    """Loss and gradients of a net with ReLU: returns loss, dW1, db1, dW2, db2."""
    z1 = X @ W1 + b1
    a1 = relu(z1)
    loss, dscores = softmax_loss(a1 @ W2 + b2, y)
    loss = loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
    dz1 = (dscores @ W2.T) * np.where(a1 > 0, relu_grad(a1), 0)
    dW1, db1 = X.T @ dz1 + reg * W1, dz1.sum(axis=0)
    dW2, db2 = a1.T @ dscores + reg * W2, dscores.sum(axis=0)
    return loss, dW1, db1, dW2, db2


# %% given="training"
def train_net(gradients, params, X, y, learning_rate, reg, steps, batch, rng):
    """Descent; each step takes a batch of the examples, drawn anew. Returns params and losses."""
    losses = []
    for _ in range(steps):
        rows = rng.permutation(len(y))[:batch]
        loss, *grads = gradients(*params, X[rows], y[rows], reg)
        losses.append(loss)
        params = [p - learning_rate * g for p, g in zip(params, grads, strict=True)]
    return params, losses


def predict_net(activation, params, X):
    """The class of the largest score of each example: (N,)."""
    W1, b1, W2, b2 = params
    return (activation(X @ W1 + b1) @ W2 + b2).argmax(axis=1)


# %% [markdown]
# With $B$ examples a step, the gradient of a *sum* is $B$ times that of the *mean*: a step on the sum
# at rate $\eta$ is a step on the mean at rate $B\,\eta$. A published net for the iris flowers steps on
# the sum over 16 examples, at rate 0.003.
#
# **Predict:** which rate does the mean need? How well does 0.003 do in 1000 steps?
#
# **What if** the batch is 64?

# %% demo
from sklearn.datasets import load_iris

X, y = load_iris(return_X_y=True)
for rate in (0.003, 0.048):
    found = []
    for seed in range(10):  # ten splits: 120 flowers to learn from, 30 to test on
        rng = np.random.default_rng(seed)
        learn, test = np.split(rng.permutation(150), [120])
        Z = (X - X[learn].mean(axis=0)) / X[learn].std(axis=0)
        params = [glorot_uniform(4, 20, rng), np.zeros(20), glorot_uniform(20, 3, rng), np.zeros(3)]
        net = relu_net_gradients, params, Z[learn], y[learn]
        params, losses = train_net(*net, learning_rate=rate, reg=0, steps=1000, batch=16, rng=rng)
        found.append(np.mean(predict_net(relu, params, Z[test]) == y[test]))
    print(f"rate {rate}: {np.mean(found):.2f} right, from {min(found):.2f} to {max(found):.2f}")

# %% [markdown]
# The mean needs 16 times the rate, 0.048: about 0.96 right, over forty splits 0.83 to 1.0
# (a flower is 0.033). On the sum, 0.003 suits 16 examples only; with 64 it is 0.19 on the mean. **A rate
# for the mean survives a change of batch size.**
#
# ## 6. Bug hunt
#
# Your colleague puts the logistic in place of ReLU, and the net stays at 51 %. Before you
# repair it, run the next two cells: the second nudges both nets' gradients. Which disagree?


# %% exercise="logistic-net-bug-hunt" hint="Run the nudging cell. Which of the four gradients disagree, and which agree? So which lines of the way back are above suspicion?" hint2="Everything that dW2 and db2 need is right, and so is dscores. One quantity goes into dW1 and into db1, and nowhere else. Walk through its line factor by factor: shape, meaning, argument." hint3="A slope must be taken where the forward pass was when it bent the number: at the input of the activation, or at its output? What do your own activation functions of section 1 take?"
def logistic_net_gradients(W1, b1, W2, b2, X, y, reg):
    """Loss and gradients of a net with the logistic, from X (N, D) to C classes by H units.

    W1: (D, H)    b1: (H,)    W2: (H, C)    b2: (C,)    X: (N, D)    y: (N,)    reg: a number
    returns loss: a number,  dW1, db1, dW2, db2: each the shape of its letter
    """
    z1 = X @ W1 + b1
    a1 = logistic(z1)
    loss, dscores = softmax_loss(a1 @ W2 + b2, y)
    loss = loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
    ### BEGIN SOLUTION
    dz1 = (dscores @ W2.T) * logistic_grad(z1)
    ### END SOLUTION
    dW1, db1 = X.T @ dz1 + reg * W1, dz1.sum(axis=0)
    dW2, db2 = a1.T @ dscores + reg * W2, dscores.sum(axis=0)
    return loss, dW1, db1, dW2, db2


# %% starter="logistic-net-bug-hunt"
# One line of this net is wrong. Repair it here.
def logistic_net_gradients(W1, b1, W2, b2, X, y, reg):
    """Loss and gradients of a net with the logistic, from X (N, D) to C classes by H units.

    W1: (D, H)    b1: (H,)    W2: (H, C)    b2: (C,)    X: (N, D)    y: (N,)    reg: a number
    returns loss: a number,  dW1, db1, dW2, db2: each the shape of its letter
    """
    z1 = X @ W1 + b1
    a1 = logistic(z1)
    loss, dscores = softmax_loss(a1 @ W2 + b2, y)
    loss = loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
    dz1 = (dscores @ W2.T) * logistic_grad(a1)
    dW1, db1 = X.T @ dz1 + reg * W1, dz1.sum(axis=0)
    dW2, db2 = a1.T @ dscores + reg * W2, dscores.sum(axis=0)
    return loss, dW1, db1, dW2, db2


# %% demo
def nudged(net, k, i):
    """Entry i of gradient k (W1, b1, W2, b2): by hand, and by central difference."""
    rng = np.random.default_rng(0)
    params = [2 * rng.normal(size=shape) for shape in ((2, 5), 5, (5, 3), 3)]
    data = rng.normal(size=(7, 2)), rng.integers(0, 3, 7), 0.1
    by_hand, losses = net(*params, *data)[1 + k].flat[i], []
    for move in (1e-5, -1e-5):
        moved = [np.array(p) for p in params]
        moved[k].flat[i] += move
        losses.append(net(*moved, *data)[0])
    return by_hand, (losses[0] - losses[1]) / 2e-5


for net in (relu_net_gradients, logistic_net_gradients):
    for k, name in enumerate(("dW1", "db1", "dW2", "db2")):
        by_hand, numerical = nudged(net, k, 1)
        print(f"{net.__name__:23}{name}  by hand {by_hand:8.5f}  nudged {numerical:8.5f}")

# %% check="logistic-net-bug-hunt" points=4
check("logistic-net-bug-hunt")

# %% [markdown]
# The ReLU net has the same slip, and its gradients agree.
#
# *Picture:* the slope at $z$, with circles, and the slope that the slip takes, with squares.
#
# **Predict** in which panel the lines part, and where they are farthest apart.

# %% demo
plots.slopes_taken({"ReLU": (relu, relu_grad), "logistic": (logistic, logistic_grad)})

# %% [markdown] question="why-relu-forgives" points=2
# **Question, in words.** Why does the slip leave every gradient of the ReLU net right? What does it do
# to a logistic unit with $z = 0$, and to one with $z = 6$? How do you find such a slip? Three to five
# sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: ReLU's output is positive exactly where its input is, and its slope depends on the sign
# alone, so slope(a) = slope(z) at every point (at 0 itself both are 0 here).
#
# 1 point: the logistic's output lies between 0 and 1, where its slope is 0.197 to 0.25, whatever z
# is. At z = 0 the slip takes 0.235 for 0.25, nearly right; at z = 6 it takes 0.197 for 0.0025, 80
# times too much: a unit that is saturated is pushed as if it were not. The direction is no longer
# that of steepest descent (only dW1 and db1 are wrong).
#
# Finding it: a gradient check (dW1, db1 fail, dW2, db2 pass). Half a point off if ReLU's case is
# stated without the reason (the sign survives).
# ### END SOLUTION

# %% [markdown]
# The spiral and the start of unit 03, 0.01 times normal draws; 100 hidden units, 3000 steps at rate 1.
# **Predict** what the repair is worth.
#
# *Picture:* regions told by hatch, classes by marker; white markers are wrong.
#
# **What if** you put the slip back in?


# %% given="spiral"
def spiral(points=100, classes=3):
    """Arms of a spiral around the origin: X (points * classes, 2) and y, always the same ones."""
    draw = np.random.RandomState(0)
    X, y = np.zeros((points * classes, 2)), np.repeat(np.arange(classes), points)
    for j in range(classes):
        radius = np.linspace(0.0, 1.0, points)
        angle = np.linspace(4 * j, 4 * (j + 1), points) + 0.2 * draw.normal(size=points)
        X[y == j] = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return X, y


# %% demo
X, y = spiral()
nets = {"ReLU": (relu, relu_net_gradients), "logistic": (logistic, logistic_net_gradients)}
panels = {}
for name, (activation, gradients) in nets.items():
    rng = np.random.default_rng(0)
    params = [0.01 * rng.normal(size=(2, 100)), np.zeros(100)]
    params += [0.01 * rng.normal(size=(100, 3)), np.zeros(3)]
    params, losses = train_net(gradients, params, X, y, 1.0, 1e-3, 3000, None, rng)
    print(f"{name}: loss {losses[0]:.3f} at first, {losses[-1]:.3f} at last")
    panels[name] = (lambda A, f=activation, p=params: predict_net(f, p, A)), X, y
plots.boundaries(panels)

# %% [markdown]
# ## The riddle, answered
#
# The slope was taken at the activation. ReLU's slope asks for the sign only, and its output keeps the
# sign: 98 % with or without the slip. The logistic saturates, and the slip does not see it: 51 %.
# Repaired: 85 to 93 % in 3000 steps, from start to start, and 90 to 95 % in 10 000.
#
# **Keep:**
# - A transpose brings the summed index to where the factors touch.
# - Slopes belong to pre-activations, and only nudging tells.
# - A mean frees the rate from the batch; Glorot's draws keep signal and gradient alive.
#
# `progress()` lists your marks.
#
# **Go further:**
# - [CS231n: backpropagation](https://cs231n.github.io/optimization-2/): the same walk, gate by gate.
# - [Training deep networks][glorot]: the paper by Glorot and Bengio.
#
# [glorot]: https://proceedings.mlr.press/v9/glorot10a.html
