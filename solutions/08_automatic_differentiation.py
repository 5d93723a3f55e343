# %% [markdown]
# # Automatic differentiation: let a program differentiate the program
#
# **You will:**
# - make numbers that remember where they came from, and differentiate any formula of them,
# - write the spiral network's loss once, and train it without a gradient of your own,
# - put your own gradients beside the library's, digit by digit and millisecond by millisecond.
#
# **Time:** about 90 minutes. **Before:** units 05 (two-layer net) and 07 (computation graph).
#
# **The riddle.** A library is handed your loss, a function of 603 numbers, and returns all 603
# slopes, exact to 15 digits. It pushes no number, and it does no algebra on your text. How many
# times does it run your function?

# %% given="setup"
import autograd.numpy as np  # numpy, whose functions can also write down what they did
from autograd import grad, value_and_grad

from autograder import check, example, hint, plots, progress, start

start("08_automatic_differentiation", version="0.1")

# %% [markdown]
# ## 1. A number that remembers
#
# In unit 07 you wired each graph by hand. But `x * x + 3 * x` *is* a wiring: Python meets each
# operation in turn. So let the operations draw the graph. A `Var` holds a number, the Vars that it
# was made from (`inbound_nodes`, as in unit 07), and its slope in each of them. `+` is given.


# %% given="var"
class Var:
    """A number that knows which Vars it was made from, and its slope in each of them."""

    def __init__(self, value, inbound_nodes=(), slopes=()):
        self.value, self.inbound_nodes, self.slopes = value, inbound_nodes, slopes
        self.grad = 0.0

    def __add__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value + other.value, (self, other), (1.0, 1.0))

    __radd__ = __add__  # 3 + x, where the number knows no Var, asks x for x.__radd__(3)


# %% [markdown]
# One thing is missing: in which order to go back. It is unit 07's sort again: begin with the inputs;
# a reader joins as soon as all that it reads is in. New is only that the graph is found by walking
# back from its end. **Predict** the order of the four values.

# %% given="order"
def topological_sort(end):
    """Every Var that end was made from, and end: none before a Var that it reads."""
    found, readers = [end], {}
    for node in found:  # a for loop sees what is appended on the way
        for read in node.inbound_nodes:
            readers.setdefault(read, []).append(node)
            if read not in found:
                found.append(read)
    order = [node for node in found if not node.inbound_nodes]
    for node in order:  # from here on it is unit 07's loop
        for reader in readers.get(node, []):
            if reader not in order and all(n in order for n in reader.inbound_nodes):
                order.append(reader)
    return order


# %% demo
x = Var(2.0)
print([node.value for node in topological_sort(x + (x + 3))])  # [2.0, 3, 5.0, 7.0]

# %% [markdown]
# Each operation knows its own slopes; $a$, $b$ are numbers:
#
# | made | $a + b$ | $a\, b$ | $e^a$ | $\log a$ | $\text{relu}(a)$ |
# |---|---|---|---|---|---|
# | slope in $a$ | 1 | $b$ | $e^a$ | $1/a$ | 1 if $a > 0$, else 0 |
# | slope in $b$ | 1 | $a$ | | | |
#
# Going back is unit 07's accumulation again: the gradient of the end in a number $v$ is a sum over
# its readers $r$.
#
# $$v.\text{grad} = \sum_{r \text{ reads } v} r.\text{grad} \cdot \frac{\partial r}{\partial v},
# \qquad \text{end}.\text{grad} = 1$$
#
# By hand: $x \cdot x + 3 x$ at 2. The product reads `x` *twice*: 2 comes back, and 2 again. The other
# term sends 3. In all 7, as at unit 07's fork.
#
# `class Var(Var)` adds to the given `Var`: after running that cell again, run yours again.


# %% exercise="scalar-autodiff" hint="Look at __add__: it makes a new Var out of a value, a tuple of what was read, and a tuple of slopes. The table has the slopes. For backward: what does each Var, when its turn comes, do to those that it reads?" hint2="The result of exp is also its slope: compute it once. The tuple of a single thing has a comma: (self,). In backward, the grad of the end is 1, and every other grad is a sum: += and not =." hint3="backward: give self the grad 1, walk through topological_sort(self) from its end, and for each node go through its inbound_nodes and its slopes side by side (zip): what is read receives slope times the node's own grad."
class Var(Var):
    """The numbers so far, with products, functions and a way back."""

    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        ### BEGIN SOLUTION
        return Var(self.value * other.value, (self, other), (other.value, self.value))
        ### END SOLUTION

    __rmul__ = __mul__

    def exp(self):
        ### BEGIN SOLUTION
        made = np.exp(self.value)
        return Var(made, (self,), (made,))
        ### END SOLUTION

    def log(self):
        ### BEGIN SOLUTION
        return Var(np.log(self.value), (self,), (1 / self.value,))
        ### END SOLUTION

    def relu(self):
        ### BEGIN SOLUTION
        return Var(np.maximum(0.0, self.value), (self,), (float(self.value > 0),))
        ### END SOLUTION

    def backward(self):
        """Set grad of every Var behind this one: this one's slope in it.

        It is called once on each graph: a second call would find the grads of the first.
        """
        ### BEGIN SOLUTION
        self.grad = 1.0
        for node in reversed(topological_sort(self)):
            for read, slope in zip(node.inbound_nodes, node.slopes, strict=True):
                read.grad += slope * node.grad
        ### END SOLUTION


# %% check="scalar-autodiff" points=5
check("scalar-autodiff")

# %% [markdown]
# Now *any* formula of these five has a slope (for `x - 1` write `x + -1`). **Predict** where the curve below has a
# corner, and what happens to its tangent there.
#
# *Picture:* the curve, and its tangent at the `x` that you choose, with the slope from your
# `backward`.
#
# **What if** you add `+ 0.1 * x * x * x`? Change the formula; no other line.

# %% demo
def formula(x):
    return (x * x + -1).relu() + (x * -1).exp()


plots.slope_slider(formula, Var)

# %% [markdown]
# ## 2. The same for arrays
#
# `autograd` does this to arrays. `value_and_grad(f)` is a new function: it puts the first argument
# into *boxes* and runs `f` once. Each function of `autograd.numpy` computes as always, and notes on
# a **tape** what it read and how to go back. Then the tape is played backwards: `Var`, with arrays.
#
# This is **reverse mode**: one pass back from *one* output meets every input. **Forward mode** carries
# the slope in *one* input along with each value, and needs a pass for every input.

# %% demo
def bowl(params, k):
    w, b = params
    return np.sum(w**2) + (b - k) ** 2


value, slopes = value_and_grad(bowl)([np.array([1.0, 2.0]), 3.0], 5.0)
print(value, slopes)  # 9.0, and for the list of two: [2, 4] and -4

# %% [markdown]
# A list went in as first argument, so a list of slopes came out; `k` got none. Now the network of
# unit 05, for the last time:
#
# $$\text{hidden} = \max(0,\; X W_1 + b_1), \qquad s = \text{hidden}\; W_2 + b_2$$
#
# $$L = \frac{1}{N} \sum_i \Big( \log \sum_c e^{s_{ic}} - s_{i,\,y_i} \Big)
# + \frac{\text{reg}}{2} \Big( \sum W_1^2 + \sum W_2^2 \Big)$$
#
# `X` is $(N, D)$, `y` $(N,)$; the parameters $(D, H)$, $(H,)$, $(H, C)$, $(C,)$; $s$ is $(N, C)$; $L$
# and `reg` are numbers. Take each row's largest score off the row first, or $e^s$ overflows.
#
# By hand: $N = 1$, all parameters 0, $C = 3$: $L = \log 3 = 1.0986$.


# %% exercise="network-loss" hint="Unit 05 has these lines, forward and loss_of_scores, with self.params where you have params here. Which of them change?" hint2="np is autograd's numpy here, with the same names. Make new arrays, never write into one, and return what np made, not a float of it." hint3="Six steps: hidden by np.maximum; scores; scores minus each row's largest, (N, 1); the log of the sum over classes of exponentials, (N,); the mean of that minus each row's own shifted score; half of reg times the squares of both weight matrices."
def network_loss(params, X, y, reg):
    """The softmax loss of a two-layer ReLU network, and the price for its weights.

    params: [W1 (D, H), b1 (H,), W2 (H, C), b2 (C,)]
    X: (N, D)    y: (N,) integers    reg: a number
    returns loss: a number
    """
    W1, b1, W2, b2 = params
    ### BEGIN SOLUTION
    hidden = np.maximum(0, X @ W1 + b1)
    scores = hidden @ W2 + b2
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    log_sum = np.log(np.sum(np.exp(shifted), axis=1))
    data = np.mean(log_sum - shifted[np.arange(len(y)), y])
    return data + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
    ### END SOLUTION


# %% check="network-loss" points=4
check("network-loss")

# %% [markdown]
# A tape has its limits. It sees what is *done to boxes*, not what you mean. Three functions below are
# the sum of what is above 0, one is a sum of squares. **Predict** for each: slopes, or a complaint?
# And what is the slope of $\max(0, w)$ at $w = 0$?
#
# **What if** you write `w * (w > 0)`?

# %% demo
def in_place(w):
    above = 1.0 * w
    above[above < 0] = 0  # the tape cannot play back over what was overwritten
    return np.sum(above)


def as_float(w):
    return float(np.sum(w**2))  # a float has no tape


def chosen(w):
    return np.sum(w[w > 0])


def at_the_kink(w):
    return np.sum(np.maximum(0.0, w))


for f in (in_place, as_float, chosen, at_the_kink):
    try:
        print(f"{f.__name__:12}", grad(f)(np.array([-1.0, 0.0, 2.0])))
    except Exception as error:
        print(f"{f.__name__:12}", type(error).__name__)

# %% [markdown]
# At a kink there is no slope: autograd takes the middle, 0.5; yours took 0 (or 1, with `>=`). It
# hardly matters, unless an activation *starts* at 0.

# %% [markdown] question="accuracy-by-gradient" points=2
# **Question 1, in words.** "I want accuracy, so I differentiate accuracy": a friend hands
# `np.mean(np.argmax(scores, axis=1) == y)`, computed from `params`, to `grad`. Which gradient comes
# back, or should, and is autograd to blame? Why do we train on $L$? Three to five sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: zero for every parameter (autograd says "Output seems independent of input"). Accuracy
# counts: move a weight by a little and no prediction changes, so it is constant almost everywhere,
# with jumps where a prediction flips. Zero is the right slope of the program that was written;
# autograd is not to blame.
#
# 1 point: descent needs a slope that says which way is better. $L$ is smooth (but for ReLU's
# kinks) and falls as the right score rises, also while the prediction is still wrong or right
# already.
#
# Give half of the first point for "argmax cannot be differentiated" without the reason.
# ### END SOLUTION

# %% [markdown]
# ## 3. Train
#
# Descent, all examples at once. With $\theta$ for each of the four arrays, each gradient in the shape
# of its own, $(D, H)$ to $(C,)$, and $\eta$ the learning rate, a number:
#
# $$\theta \leftarrow \theta - \eta\, \frac{\partial L}{\partial \theta}$$
#
# By hand, for `bowl` at $w = (1, 2)$, $b = 3$, $k = 5$ and $\eta = 0.1$: to $(0.8, 1.6)$ and 3.4.


# %% exercise="train-with-autograd" hint="One call, before the loop, makes a function out of network_loss. What does that function take, and which two things does it return?" hint2="In each step: call it with params and the three other arguments of network_loss, note the loss, then make a new list of parameters from the old one and the gradients." hint3="value_and_grad turns network_loss into the function of the first hint. In the loop three lines: the call with params, X, y and reg gives loss and gradients; the loss joins losses; params becomes a list with a moved array for each pair that zip makes of params and gradients. A new list leaves the caller's arrays as they were."
def train_with_autograd(params, X, y, learning_rate, reg, steps):
    """Full-batch gradient descent on network_loss; params itself is left as it was.

    params: [W1, b1, W2, b2]    X: (N, D)    y: (N,)
    returns params: a list like params,  losses: a list; losses[i] is the loss before step i
    """
    losses = []
    ### BEGIN SOLUTION
    loss_and_gradients = value_and_grad(network_loss)
    for _ in range(steps):
        loss, gradients = loss_and_gradients(params, X, y, reg)
        losses.append(loss)
        params = [p - learning_rate * g for p, g in zip(params, gradients, strict=True)]
    ### END SOLUTION
    return params, losses


# %% check="train-with-autograd" points=3
check("train-with-autograd")


# %% given="spiral"
def spiral(points=100, classes=3):
    """Unit 03's arms around the origin: X (points * classes, 2) and y, always the same ones."""
    draw = np.random.RandomState(0)
    X, y = np.zeros((points * classes, 2)), np.repeat(np.arange(classes), points)
    for j in range(classes):
        radius = np.linspace(0.0, 1.0, points)
        angle = np.linspace(4 * j, 4 * (j + 1), points) + 0.2 * draw.normal(size=points)
        X[y == j] = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    return X, y


# %% [markdown]
# Unit 05 reached 0.96 to 0.99 on this spiral, with gradients that took you hours. **Predict**
# the accuracy of 100 hidden units after 1 000 steps at rate 1, `reg` 0.001.
#
# *Picture:* the regions of the net; white markers are predicted wrong.
#
# **What if** you take 10 hidden units?

# %% given="begin"
def begin(shapes, rng, std=0.5):
    """Matrices of std times normal draws, vectors of zeros."""
    return [std * rng.normal(size=s) if len(s) == 2 else np.zeros(s) for s in shapes]


# %% demo
def predict(params, X):
    W1, b1, W2, b2 = params
    return (np.maximum(0, X @ W1 + b1) @ W2 + b2).argmax(axis=1)


X, y = spiral()
params = begin([(2, 100), (100,), (100, 3), (3,)], np.random.default_rng(0))
trained, losses = train_with_autograd(params, X, y, 1.0, 1e-3, 1000)
print(f"loss {losses[0]:.3f} before, {losses[-1]:.3f} at the end")
plots.boundary(lambda points: predict(trained, points), X, y, "trained by autograd")

# %% [markdown]
# ## 4. By hand, for the last time
#
# Are they the same numbers? Unit 05's table, with $p$ the probabilities and $Y$ the one-hot of `y`,
# both $(N, C)$. Unit 03's softmax is given.
#
# | | made of | shape |
# |---|---|---|
# | `dscores` | $(p - Y) / N$ | $(N, C)$ |
# | `dW2` | $\text{hidden}^\top\, \text{dscores} + \text{reg}\; W_2$ | $(H, C)$ |
# | `db2` | dscores, summed over the examples | $(C,)$ |
# | `dz` | $\text{dscores}\; W_2^\top$ where hidden > 0, else 0 | $(N, H)$ |
# | `dW1` | $X^\top\, \text{dz} + \text{reg}\; W_1$ | $(D, H)$ |
# | `db1` | dz, summed over the examples | $(H,)$ |


# %% given="softmax"
def softmax(scores):
    """Probabilities, row by row: (N, C) to (N, C)."""
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


# %% exercise="manual-against-autograd" hint="First hidden, and p from the scores, as in network_loss. Then each row of the table is a line. Which rows hold a price, and which row divides by N?" hint2="p is the softmax of the scores. np.eye(C)[y] is the one-hot. The 1/N enters in dscores, once." hint3="dz is dscores times W2 turned round, multiplied by hidden > 0. The list has the order of params: dW1, db1, dW2, db2; the two sums go over axis 0."
def manual_gradients(params, X, y, reg):
    """The gradients of network_loss in its parameters, by hand.

    params: [W1 (D, H), b1 (H,), W2 (H, C), b2 (C,)]    X: (N, D)    y: (N,)    reg: a number
    returns [dW1, db1, dW2, db2], each in the shape of its parameter
    """
    W1, b1, W2, b2 = params
    ### BEGIN SOLUTION
    hidden = np.maximum(0, X @ W1 + b1)
    probs = softmax(hidden @ W2 + b2)
    dscores = (probs - np.eye(len(b2))[y]) / len(y)
    dz = (dscores @ W2.T) * (hidden > 0)
    dW1, dW2 = X.T @ dz + reg * W1, hidden.T @ dscores + reg * W2
    return [dW1, np.sum(dz, axis=0), dW2, np.sum(dscores, axis=0)]
    ### END SOLUTION


# %% check="manual-against-autograd" points=4
check("manual-against-autograd")

# %% [markdown]
# How far apart are two lists of gradients $g$ and $h$? The largest difference, over the largest entry
# of the *whole* list:
#
# $$\text{apart} = \frac{\max |g - h|}{\max |h|} \quad \text{(a number)}$$
#
# The check asks for $10^{-12}$. Why not array by array? From small weights, `b2`'s gradient is
# nearly 0 at the start: what is left of it is rounding. **Predict** which of the two columns stays
# below $10^{-12}$.

# %% demo
loss_and_gradients, apart, by_array = value_and_grad(network_loss), [], []
for seed in range(40):
    small = begin([(2, 100), (100,), (100, 3), (3,)], np.random.default_rng(seed), std=0.01)
    ours, theirs = manual_gradients(small, X, y, 1e-3), loss_and_gradients(small, X, y, 1e-3)[1]
    off = np.array([np.max(np.abs(g - h)) for g, h in zip(ours, theirs, strict=True)])
    size = np.array([np.max(np.abs(h)) for h in theirs])
    apart.append(np.max(off) / np.max(size))
    by_array.append(np.max(off / size))
print(f"whole list: {np.max(apart):.0e} at worst; array by array: {np.max(by_array):.0e}")

# %% [markdown]
# And the price? Central differences would run the loss twice a parameter: 1 206 times. **Predict** how
# many losses' worth of time autograd needs for all 603 slopes. (Seen on one machine: 3 to 12; much of
# it is bookkeeping in Python, which larger arrays outweigh. By hand: 1.2 to 5.)
#
# *Picture:* milliseconds, the middle one of 50 runs; the line spans the middle half of them.
#
# **What if** the net has 2 000 hidden units? Put `begin` with its shapes in the place of `params`.

# %% demo
from time import perf_counter


def milliseconds(work):
    runs = []
    for _ in range(50):
        began = perf_counter()
        work()
        runs.append(1000 * (perf_counter() - began))
    return runs


given = params, X, y, 1e-3
times = {"loss alone": milliseconds(lambda: network_loss(*given))}
times["gradients by hand"] = milliseconds(lambda: manual_gradients(*given))
times["loss and gradients by autograd"] = milliseconds(lambda: loss_and_gradients(*given))
plots.timings(times)

# %% [markdown] question="one-way-back" points=2
# **Question 2, in words.** A net has a million parameters and one loss. How many passes through it do
# central differences, forward mode and reverse mode need for the whole gradient? What does reverse mode
# keep in memory that forward mode need not? Name a function for which forward mode is the better
# choice.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: central differences two million losses; forward mode a million passes, one an input;
# reverse mode one pass forward and one back, whatever the number of inputs (a few times the loss
# alone in time, as the picture shows).
#
# 1 point, half for each: reverse mode keeps the tape, all values of the pass forward that the way
# back needs (here `hidden`, the shifted scores, their exponentials), so memory grows with the length
# of the computation; forward mode is better where few inputs have many outputs, such as a curve
# $t \mapsto (x(t), y(t), \dots)$ of one number.
# ### END SOLUTION

# %% [markdown]
# ## 5. The same in PyTorch
#
# Unit 01 again: $x = 1 \dots 5$, $y = x^2$, standardised, weights and bias 0.5, rate 0.03. A tensor
# with `requires_grad=True` is a `Var` of arrays: operations draw the graph, `loss.backward()` walks
# back, `.grad` adds up. The loop clears it after each step.
#
# **Predict:** will the losses before steps 0, 10 and 20 be those of unit 01, 0.257558, 0.079949 and
# 0.028329, digit by digit?
#
# **What if** you leave the clearing out?

# %% demo
try:
    import torch
except ImportError:
    print("PyTorch is not installed, and nothing else here needs it. To run this section:")
    print('pip install "backprop-by-hand[torch]"')
    print("The losses: yes, digit by digit. Without the clearing: 0.257558, 0.188300, 0.030400.")
else:
    x = torch.arange(1.0, 6.0, dtype=torch.float64)
    Z, t = torch.stack([x, x**2], dim=1), x**2
    Z, t = (Z - Z.mean(0)) / Z.std(0), (t - t.mean()) / t.std()  # torch's std has ddof = 1
    w = torch.tensor([0.5, 0.5], dtype=torch.float64, requires_grad=True)
    b = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
    for step in range(21):
        loss = ((Z @ w + b - t) ** 2).mean()
        loss.backward()
        with torch.no_grad():  # a step of descent is nothing to differentiate
            for p in (w, b):
                p -= 0.03 * p.grad
                p.grad = None
        if step % 10 == 0:
            print(f"step {step:2}: loss {loss.item():.6f}, then weights {w.tolist()}")

# %% [markdown]
# ## 6. A net that nobody differentiated
#
# Two hidden layers of 20, bent by `tanh`: no unit has a table for it. You write the loss.
# **Predict:** is it right on more of the spiral than the 98 % of section 3, or on less? (Over
# eight starts: 0.990 to 0.993.)
#
# *Picture:* left the net of section 3, right the new one.
#
# **What if** you bend with `np.sin`?

# %% demo
def deep_scores(params, X):
    W1, b1, W2, b2, W3, b3 = params
    return np.tanh(np.tanh(X @ W1 + b1) @ W2 + b2) @ W3 + b3


def deep_loss(params, X, y):
    probs = softmax(deep_scores(params, X))
    return -np.mean(np.log(probs[np.arange(len(y)), y]))


shapes = [(2, 20), (20,), (20, 20), (20,), (20, 3), (3,)]
deep, slopes = begin(shapes, np.random.default_rng(0)), grad(deep_loss)
for _ in range(1500):
    deep = [p - 0.5 * g for p, g in zip(deep, slopes(deep, X, y), strict=True)]
again = begin([(2, 100), (100,), (100, 3), (3,)], np.random.default_rng(0))
trained, _ = train_with_autograd(again, X, y, 1.0, 1e-3, 1000)
nets = {"two layers": lambda points: predict(trained, points)}
nets["three layers"] = lambda points: deep_scores(deep, points).argmax(axis=1)
plots.boundaries({name: (net, X, y) for name, net in nets.items()})

# %% [markdown]
# ## The riddle, answered
#
# Once. While your function runs, its steps are noted; then they are played back, each by its own
# small rule.
#
# **Keep:**
# - A gradient library is unit 07's graph, drawn by the operations themselves.
# - Reverse mode: all slopes of one loss for a few times its cost, and for the memory of a tape.
# - It differentiates what you *wrote*. You know now what it does, and can check it by hand.
#
# `progress()` lists your marks.
#
# **Go further:**
# - [micrograd](https://github.com/karpathy/micrograd): your `Var`, and a small net made of it.
# - [autograd's tutorial](https://github.com/HIPS/autograd/blob/master/docs/tutorial.md): the tape, by
#   its authors.
