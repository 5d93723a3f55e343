# %% [markdown]
# # A two-layer net, all by hand
#
# **You will:**
# - build a net with one hidden layer, from scores to gradients,
# - repair its training, and choose its settings on data it has not seen,
# - draw the boundary that no line could.
#
# **Time:** about 2 hours. **Before:** units 03 (softmax loss) and 04 (activations, chain rule).
#
# **The riddle.** A net of 100 hidden units reads handwritten digits, 98 % of them right. With
# its default settings it is no better than a blind guess. Which setting is to blame?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("05_two_layer_net", version="0.1")

# %% [markdown]
# ## 1. A net in one class
#
# Unit 03's scores, and its boundaries, were straight. Put a layer that bends in between:
#
# $$\text{hidden} = \max(0,\; X W_1 + b_1), \qquad \text{scores} = \text{hidden}\; W_2 + b_2$$
#
# `X` is $(N, D)$, `W1` $(D, H)$, `b1` $(H,)$, `hidden` $(N, H)$, `W2` $(H, C)$, `b2` $(C,)$ and
# `scores` $(N, C)$. The $H$ columns of `hidden` are the **hidden units**; the maximum is unit 04's
# ReLU, `np.maximum`.
#
# Given: how a net starts, and which of your methods `loss` will call.


# %% given="the-net"
class TwoLayerNet:
    """Scores through one hidden layer; its other methods are yours.

    Inside a method, self is the net: self.params are its arrays, self.forward(X) calls its own
    method. A call from outside, net.loss(X), does not name self.
    """

    def __init__(self, input_size, hidden_size, output_size, std=1e-4, rng=None):
        self.rng = np.random.default_rng() if rng is None else rng
        self.params = {
            "W1": std * self.rng.normal(size=(input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": std * self.rng.normal(size=(hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }

    def loss(self, X, y=None, reg=0.0):
        """Without labels: scores (N, C). With labels y (N,): the loss, and a dict of gradients."""
        hidden, scores = self.forward(X)
        if y is None:
            return scores
        return self.loss_of_scores(scores, y, reg), self.gradients(X, y, hidden, scores, reg)


# %% [markdown]
# The class grows a cell at a time: `class TwoLayerNet(TwoLayerNet)` means all that it has, and the
# methods below. Nets made before do not grow: make a new one. If you run the cell above again, the class
# is empty: run the answer cells again, in order.
#
# By hand, one feature, three hidden units: `W1` = $(1, 1, 1)$, `b1` = $(0, -1, -2)$,
# `W2` = $(1, -2, 1)$ as a column, `b2` = 0. At $x = 1.5$ `hidden` is $(1.5,\, 0.5,\, 0)$,
# the score $1.5 - 1 + 0 = 0.5$.


# %% exercise="two-layer-net-forward" hint="Do x = 1.5 of the example in three steps: product and bias, maximum, product and bias. Which of your arrays has which shape?" hint2="The maximum compares every entry with 0. numpy has a function that compares two things entry by entry; np.max is another one. And where does the maximum stand: before or after the bias b1?" hint3="Two lines. The first makes hidden from X, W1 and b1 with np.maximum; the second returns hidden, and a product of hidden with W2 to which b2 is added. Nothing is bent in the second layer."
class TwoLayerNet(TwoLayerNet):
    """The net so far, and a way from X to scores."""

    def forward(self, X):
        """The hidden layer and the scores.

        X: (N, D)
        returns hidden: (N, H),  scores: (N, C)
        """
        W1, b1, W2, b2 = (self.params[name] for name in ("W1", "b1", "W2", "b2"))
        ### BEGIN SOLUTION
        hidden = np.maximum(0, X @ W1 + b1)
        return hidden, hidden @ W2 + b2
        ### END SOLUTION


# %% check="two-layer-net-forward" points=3
check("two-layer-net-forward")

# %% [markdown]
# **Predict:** where does this score bend, for $x$ from −1 to 4?
#
# *Picture:* the score thick, what each hidden unit adds thin with markers, bends as stars. Three
# hinges make a tent.
#
# **What if** `b1` is $(0, -1, -3)$?

# %% demo
net = TwoLayerNet(1, 3, 1)
net.params["W1"], net.params["b1"] = np.array([[1.0, 1.0, 1.0]]), np.array([0.0, -1.0, -2.0])
net.params["W2"], net.params["b2"] = np.array([[1.0], [-2.0], [1.0]]), np.array([0.0])
plots.hinges(net)

# %% [markdown]
# ## 2. How wrong, and which way to step
#
# From the scores on, the loss is unit 03's, and the weights of **both** layers pay a price, never
# the biases.
#
# $$L = \frac{1}{N} \sum_i \Big( \log \sum_c e^{s_{ic}} - s_{i,\,y_i} \Big)
# + \frac{\text{reg}}{2} \Big( \sum W_1^2 + \sum W_2^2 \Big)$$
#
# $s$ are the scores, $(N, C)$; `y` is $(N,)$; $L$ and `reg` are numbers. First take each row's largest
# score off the row.


# %% exercise="two-layer-net-loss" hint="Unit 03 has this loss, with one weight matrix. Which lines stay as they are, which one grows?" hint2="Shift the rows first: scores (N, C) minus something of shape (N, 1). The log-sum-exp is then (N,). Which one shifted score belongs to each row, and how did you pick it?" hint3="np.arange(len(y)) is the list of rows that goes with the list of columns y. Take the mean over examples. Then the price: half of reg, times the sum of all squares in W1 and all squares in W2."
class TwoLayerNet(TwoLayerNet):
    """The net so far, and a loss."""

    def loss_of_scores(self, scores, y, reg):
        """The softmax loss and the price for the weights.

        scores: (N, C)    y: (N,) integers    reg: a number
        returns loss: a number
        """
        W1, W2 = self.params["W1"], self.params["W2"]
        ### BEGIN SOLUTION
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_sum = np.log(np.sum(np.exp(shifted), axis=1))
        data = np.mean(log_sum - shifted[np.arange(len(y)), y])
        return data + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))
        ### END SOLUTION


# %% check="two-layer-net-loss" points=3
check("two-layer-net-loss")

# %% [markdown]
# Back through the layers, by unit 04's rules; $p$ are the probabilities and $Y$ the one-hot of `y`,
# both $(N, C)$.
#
# | | made of | shape |
# |---|---|---|
# | `dscores` | $(p - Y) / N$ | $(N, C)$ |
# | `dW2` | $\text{hidden}^\top\, \text{dscores} + \text{reg}\; W_2$ | $(H, C)$ |
# | `db2` | dscores, summed over the examples | $(C,)$ |
# | `dhidden` | $\text{dscores}\; W_2^\top$ | $(N, H)$ |
# | `dz` | dhidden where hidden > 0, else 0 | $(N, H)$ |
# | `dW1` | $X^\top\, \text{dz} + \text{reg}\; W_1$ | $(D, H)$ |
# | `db1` | dz, summed over the examples | $(H,)$ |
#
# A unit at 0 is asleep: nudging its pre-activation $z = X W_1 + b_1$ changes nothing, so no gradient
# passes. `hidden` is above 0 exactly where $z$ is.
#
# By hand: one example $x = 2$ of class 1, `W1` = $(1, -1)$, `b1` = $(0, 1)$, `W2` = identity,
# `b2` = $(0, 0)$, `reg` = 0.
#
# | | column 0 | column 1 |
# |---|---|---|
# | $z$ | 2 | −1 |
# | hidden | 2 | 0 |
# | scores | 2 | 0 |
# | $p$ | 0.881 | 0.119 |
# | dscores | 0.881 | −0.881 |
# | dhidden | 0.881 | −0.881 |
# | dz | 0.881 | **0** |
# | dW1 | 1.762 | 0 |
#
# `dW2` is $(1.762,\, -1.762)$ over $(0,\, 0)$: a sleeping unit teaches `W2` nothing.


# %% exercise="two-layer-net-gradients" hint="Write the table's rows as lines of code, in its order. Which of them can you copy from unit 03, and which from unit 04?" hint2="p comes from the scores, shifted row by row, as in the loss. The 1/N goes into dscores once, and every gradient below inherits it. Which two rows get a price, and with which factor?" hint3="hidden > 0 is a table of True and False; multiplied by dhidden it keeps or clears each entry. Use dz, not dhidden, for both dW1 and db1. Then return a dict whose keys are those of params: W1, b1, W2, b2."
class TwoLayerNet(TwoLayerNet):
    """The net so far, and gradients."""

    def gradients(self, X, y, hidden, scores, reg):
        """The gradients of the loss in all four parameters.

        X: (N, D)    y: (N,) integers    hidden: (N, H)    scores: (N, C)    reg: a number
        returns a dict with the keys W1, b1, W2, b2, each gradient in the shape of its parameter
        """
        W1, W2 = self.params["W1"], self.params["W2"]
        ### BEGIN SOLUTION
        exps = np.exp(scores - scores.max(axis=1, keepdims=True))
        probs = exps / exps.sum(axis=1, keepdims=True)
        dscores = (probs - np.eye(scores.shape[1])[y]) / len(y)
        dz = (dscores @ W2.T) * (hidden > 0)
        dW1, dW2 = X.T @ dz + reg * W1, hidden.T @ dscores + reg * W2
        return {"W1": dW1, "b1": dz.sum(axis=0), "W2": dW2, "b2": dscores.sum(axis=0)}
        ### END SOLUTION


# %% check="two-layer-net-gradients" points=5
check("two-layer-net-gradients")

# %% [markdown]
# A referee in two calls: push *all* parameters along a random direction $v$. The loss must change
# at the rate $\sum \text{gradient} \cdot v$, a number. **Predict** how many digits agree.
#
# **What if** you print `net.loss(X_few, y_few)[0]` for `std=1e-4`? You know this number.

# %% demo
rng = np.random.default_rng(0)
X_few, y_few = rng.normal(size=(5, 4)), np.array([0, 1, 2, 1, 0])
net = TwoLayerNet(4, 6, 3, std=1.0, rng=rng)
grads, here, nudged = net.loss(X_few, y_few, 0.1)[1], net.params, []
v = {name: rng.normal(size=here[name].shape) for name in here}
for h in (1e-5, -1e-5):
    net.params = {name: here[name] + h * v[name] for name in here}
    nudged.append(net.loss(X_few, y_few, 0.1)[0])
print("nudged: ", (nudged[0] - nudged[1]) / 2e-5)
print("by hand:", sum(np.sum(grads[name] * v[name]) for name in here))

# %% [markdown]
# ## 3. A class for each row, and rows it has not seen
#
# The net's answer to a row is the class with the highest score.
# `scores` is $(N, C)$, the answer $(N,)$. For scores $(-3, -1, -2)$ it is 1.


# %% exercise="two-layer-net-predict" hint="Which method gives you scores, and how must you call it to get scores alone?" hint2="You want the place of the largest score in each row, not the score itself. numpy's max gives the one, argmax the other." hint3="argmax takes an axis: the one that disappears. Of (N, C), N is to stay."
class TwoLayerNet(TwoLayerNet):
    """The net so far, and an answer."""

    def predict(self, X):
        """The class with the highest score.    X: (N, D); returns (N,) integers"""
        ### BEGIN SOLUTION
        return self.loss(X).argmax(axis=1)
        ### END SOLUTION


# %% check="two-layer-net-predict" points=1
check("two-layer-net-predict")

# %% [markdown]
# A net may learn its examples by heart. So part the data in three:
#
# | set | use |
# |---|---|
# | training | steps are taken on it |
# | validation | settings are compared on it, as often as you like |
# | test | asked once, at the end |
#
# Why not choose on the test set? **Predict:** 100 players guess ten classes blindly, 50 rows each.
# How good does the best look, there and on 10 000 fresh rows?
#
# **What if** 1 000 players guess?

# %% demo
rng = np.random.default_rng(0)
answers = rng.integers(0, 10, 50)
players = rng.integers(0, 10, (100, 50))
print("the best of 100 blind players:", (players == answers).mean(axis=1).max())
fresh, guesses = rng.integers(0, 10, (2, 10_000))
print("a blind player, fresh rows:   ", np.mean(guesses == fresh))

# %% [markdown]
# Twice as good as it is: choosing on a set uses it up.
#
# The same holds for every number taken from data. To standardise, take mean and standard deviation
# from the *training* rows, for all three sets: test rows stand for a future that you do not know.
# Dividing these images, 8 × 8 pixels from 0 to 16, by 16 takes nothing from the data.

# %% demo
from sklearn.datasets import load_digits

images, labels = load_digits(return_X_y=True)
order = np.random.default_rng(0).permutation(len(labels))
X_train, X_val, X_test = np.split(images[order] / 16, [1077, 1437])
y_train, y_val, y_test = np.split(labels[order], [1077, 1437])
print(X_train.shape, X_val.shape, X_test.shape)  # (1077, 64) (360, 64) (360, 64)

# %% [markdown] question="what-leaks" points=2
# **Question 1, in words.** A friend standardises all 1 797 images, splits them in two, trains 40
# nets with different settings on one part, and reports the best accuracy on the other: 0.99. Name
# two leaks. Which matters more here, and how would you do it?
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point, half for each leak: mean and standard deviation were taken from all rows, so the
# test rows helped to make the features; and the settings were chosen on the rows that report the
# result, so 0.99 is the best of 40 and too high.
#
# 1 point: the choice matters more (the best of 40, as with the blind players; mean and deviation of
# 1 797 images hardly move when 360 are left out), and the repair: split in three, statistics
# from the training rows only, choose on validation, ask the test set once. Give half if only one of
# reason and repair is there.
# ### END SOLUTION

# %% [markdown]
# ## 4. Training, with a bug
#
# A step looks at a **minibatch**, `batch_size` examples drawn at random: it points nearly the same
# way as all $N$, for a fraction of the work. An **epoch** shows about $N$ examples:
#
# $$\text{iterations in an epoch} = \max(1,\; \lfloor N / \text{batch\_size} \rfloor)$$
#
# a whole number, at least 1. At the *end* of each, `train` notes two accuracies and multiplies the
# rate by `learning_rate_decay`. For $N = 10$ and batches of 3, iterations 0 to 9 end epochs after
# 2, 5 and 8: three entries.
#
# The code below runs, learns, and is wrong. Run both cells, then repair it.


# %% exercise="two-layer-net-train" hint="Only one line decides when an epoch ends. Write a table for N = 10 and batches of 3: it from 0 to 9, and the value of that line. Where should it be True?" hint2="Two things are wrong in that line. N divided by the batch size need not be whole: which division drops the fraction, and what must it never become? And after iteration 2, three iterations are done: what does the line ask about?" hint3="The number of iterations that are done is one more than it. An epoch ends where that number is a multiple of the iterations in an epoch, which is the displayed formula: a whole division, and at least 1."
class TwoLayerNet(TwoLayerNet):
    """The net so far, and training."""

    def train(
        self,
        X,
        y,
        X_val,
        y_val,
        learning_rate=1e-3,
        learning_rate_decay=0.95,
        reg=5e-6,
        num_iters=100,
        batch_size=200,
        verbose=False,
    ):
        """Take steps on minibatches; at the end of each epoch note accuracies and decay the rate.

        X: (N, D)    y: (N,)    returns a dict: losses (num_iters,), two accuracies (epochs,) each
        """
        num_train, losses, train_acc, val_acc = len(X), [], [], []
        for it in range(num_iters):
            batch = self.rng.choice(num_train, batch_size)  # any size: rows may come twice
            loss, grads = self.loss(X[batch], y[batch], reg)
            losses.append(loss)  # from before the step
            for name in self.params:
                self.params[name] = self.params[name] - learning_rate * grads[name]
            ### BEGIN SOLUTION
            epoch_ends = (it + 1) % max(1, num_train // batch_size) == 0
            ### END SOLUTION
            if epoch_ends:
                train_acc.append(np.mean(self.predict(X) == y))
                val_acc.append(np.mean(self.predict(X_val) == y_val))
                learning_rate *= learning_rate_decay
                if verbose:
                    print(f"iteration {it}: loss {loss:.4f}, validation {val_acc[-1]:.3f}")
        return {"loss_history": losses, "train_acc_history": train_acc, "val_acc_history": val_acc}


# %% starter="two-layer-net-train"
# One line of this method is wrong. Repair it here.
class TwoLayerNet(TwoLayerNet):
    """The net so far, and training."""

    def train(
        self,
        X,
        y,
        X_val,
        y_val,
        learning_rate=1e-3,
        learning_rate_decay=0.95,
        reg=5e-6,
        num_iters=100,
        batch_size=200,
        verbose=False,
    ):
        """Take steps on minibatches; at the end of each epoch note accuracies and decay the rate.

        X: (N, D)    y: (N,)    returns a dict: losses (num_iters,), two accuracies (epochs,) each
        """
        num_train, losses, train_acc, val_acc = len(X), [], [], []
        for it in range(num_iters):
            batch = self.rng.choice(num_train, batch_size)  # any size: rows may come twice
            loss, grads = self.loss(X[batch], y[batch], reg)
            losses.append(loss)  # from before the step
            for name in self.params:
                self.params[name] = self.params[name] - learning_rate * grads[name]
            epoch_ends = it % (num_train / batch_size) == 0
            if epoch_ends:
                train_acc.append(np.mean(self.predict(X) == y))
                val_acc.append(np.mean(self.predict(X_val) == y_val))
                learning_rate *= learning_rate_decay
                if verbose:
                    print(f"iteration {it}: loss {loss:.4f}, validation {val_acc[-1]:.3f}")
        return {"loss_history": losses, "train_acc_history": train_acc, "val_acc_history": val_acc}


# %% demo
for N, batch_size, num_iters in ((10, 3, 10), (12, 4, 12), (5, 8, 4)):  # asked: 3, 4, 4 entries
    X_tiny, y_tiny, net = np.zeros((N, 2)), np.zeros(N, int), TwoLayerNet(2, 3, 2)
    data, settings = (X_tiny, y_tiny, X_tiny, y_tiny), (1e-3, 0.95, 0.0, num_iters, batch_size)
    entries = len(net.train(*data, *settings)["val_acc_history"])
    print(f"N = {N}, batches of {batch_size}, {num_iters} iterations: {entries} entries")

# %% check="two-layer-net-train" points=4
check("two-layer-net-train")

# %% [markdown]
# Now the digits. **Predict** which accuracy is higher.
#
# *Picture:* left the loss of each minibatch; right the accuracies, circles for training, squares for
# validation.
#
# **What if** you train on `X_train[:100], y_train[:100]`?

# %% demo
net = TwoLayerNet(64, 100, 10, std=0.1, rng=np.random.default_rng(0))
history = net.train(X_train, y_train, X_val, y_val, 0.5, 0.98, 1e-3, 400, 100)
plots.training(history)

# %% [markdown]
# **Why a mean over the batch, not a sum?** A sum's gradient grows with the batch. A step on the sum
# at rate 0.005 is one on the mean at rate 0.005 · `batch_size`, a number. At batches of 100 that is
# the 0.5 from above.
#
# **Predict** which run fails: mean at rate 0.5 or sum at rate 0.005, batches of 20 or 500.
#
# *Picture:* the loss of the four runs.
#
# **What if** the sum's rate were 0.001?

# %% demo
runs = {}
for size in (20, 500):
    net = TwoLayerNet(64, 100, 10, std=0.1, rng=np.random.default_rng(0))
    step = np.linalg.norm(net.loss(X_train[:size], y_train[:size])[1]["W1"])
    print(f"batch of {size}: size of dW1 {step:.2f} for the mean, {size * step:.0f} for the sum")
    for name, rate in (("mean, rate 0.5", 0.5), ("sum, rate 0.005", 0.005 * size)):
        net = TwoLayerNet(64, 100, 10, std=0.1, rng=np.random.default_rng(0))
        history = net.train(X_train, y_train, X_val, y_val, rate, 1.0, 1e-3, 150, size)
        runs[f"{name}, batches of {size}"] = history["loss_history"]
plots.losses(runs)

# %% [markdown]
# The mean learns at both sizes. The sum crawls at 20, and at 500 its step is that of rate 2.5.
#
# ## 5. Choose on validation
#
# Rate and `reg` have no gradient: try a few, a factor apart, and keep the pair that is best on the
# validation set. Train it longer, then ask the test set, once. **Predict** which rate fails, and
# how a net with *all defaults* does.
#
# *Picture:* validation accuracy for each pair, the best framed; test results above it. (With 1 500
# iterations, over ten random splits: 0.956 to 0.989, median 0.98.)
#
# **What if** `num_iters` were 20?

# %% demo
rates, regs, table = (0.02, 0.5, 4.0), (1e-3, 1e-2, 1e-1), np.zeros((3, 3))
sets = X_train, y_train, X_val, y_val
for i, j in np.ndindex(3, 3):
    net = TwoLayerNet(64, 100, 10, std=0.1, rng=np.random.default_rng(0))
    net.train(*sets, rates[i], 0.98, regs[j], num_iters=150, batch_size=100)
    table[i, j] = np.mean(net.predict(X_val) == y_val)
i, j = np.unravel_index(table.argmax(), table.shape)
net = TwoLayerNet(64, 100, 10, std=0.1, rng=np.random.default_rng(0))
net.train(*sets, rates[i], 0.98, regs[j], num_iters=1000, batch_size=100)
lazy = TwoLayerNet(64, 100, 10, rng=np.random.default_rng(0))
lazy.train(*sets)
for name, model in (("chosen", net), ("all defaults", lazy)):
    right, top = np.mean(model.predict(X_test) == y_test), np.abs(model.loss(X_test)).max()
    print(f"{name}: {right:.3f} of the test set right, largest score {top:.2g}")
plots.choices(table, rates, regs)

# %% [markdown] question="why-chance" points=2
# **Question 2, in words.** With the defaults (`std` 1e-4, rate 1e-3, decay 0.95, 100 iterations,
# batches of 200) the digits stay at chance: 0.06 to 0.10 over ten splits. Add up the rates of the
# 100 steps on 1 077 images, look at the first gradients, and say why. Which default is to
# blame? Change one at a time; try the rates 0.5, 2 and 4.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: the steps are far too short. An epoch is 1077 // 200 = 5 iterations, so the rate is
# decayed 20 times; all 100 rates add up to 0.064. Hidden units and `W2` are near 1e-4, so the
# gradients of `W1`, `b1` and `W2` are below 1e-4 too (that of `b2`, p - Y alone, is not), and the
# weights move by about 3e-6. Scores
# stay within 0.002, the loss at ln 10 = 2.3026.
#
# 1 point: the rate is to blame: 2 in its place gives 0.86 to 0.95 over ten splits, and no other
# default alone helps. `std` 0.1 alone gives 0.06 to 0.18; 1 500 iterations alone change nothing,
# since the decayed rates never add up to more than 0.1. But which rate is right depends on `std`:
# from 1e-4, rate 0.5 gives 0.13 to 0.27, rate 4 only 0.06 to 0.23; with `std` 0.1, rate 0.5 gives
# 0.92 to 0.97 in the same 100. Give half if "the rate is too small" is said with a trial, but
# nothing of `std`.
# ### END SOLUTION

# %% [markdown]
# ## 6. The boundary that no line could draw
#
# Back to the spiral of unit 03.


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


# %% [markdown]
# Each hidden unit folds the plane along one straight crease. **Predict:** how many units do three
# arms need?
#
# *Picture:* the regions for the hidden units and the rate that you choose; white markers are
# predicted wrong. (Without sliders: 3, 10 and 100 units.)
#
# **What if** the rate is 0.05, or 20?

# %% demo
X, y = spiral()
plots.hidden_slider(TwoLayerNet, X, y)

# %% [markdown]
# Your net beside scikit-learn's, which bends with the logistic: 20 units each, same price.
# **Predict:** which boundary has corners?
#
# *Picture:* left ReLU and your gradients, right the logistic.

# %% demo
from sklearn.neural_network import MLPClassifier

X, y = spiral()
net = TwoLayerNet(2, 20, 3, std=0.5, rng=np.random.default_rng(0))
net.train(X, y, X, y, 1.0, 1.0, 1e-3, 3000, 100)
alpha = 1e-3 * len(y)  # its price is reg times N
logistic = MLPClassifier(20, "logistic", solver="lbfgs", alpha=alpha, max_iter=5000)
logistic.set_params(random_state=0).fit(X, y)
plots.boundaries({"ReLU, yours": (net.predict, X, y), "logistic": (logistic.predict, X, y)})

# %% [markdown]
# ## The riddle, answered
#
# The rate: 2 in its place reads 86 to 95 % right (ten splits), and no other default alone helps.
# But `std` has a say: weights near 0 make gradients near 0. From 1e-4, rate 0.5 ends below 28 %.
#
# A line was right on 49 % of the spiral; your net, with 100 units, on 96 to 99 % over ten starts.
#
# **Keep:**
# - A sleeping unit passes no gradient, up or down.
# - A mean over the batch frees the rate from the batch size.
# - Train on one set, choose on a second, ask the third once.
#
# `progress()` lists your marks.
#
# **Go further:**
# - [CS231n: a minimal net](https://cs231n.github.io/neural-networks-case-study/): this spiral, on one
#   page.
# - [A neural network playground](https://playground.tensorflow.org): creases, drawn live.
