# %% [markdown]
# # A softmax classifier, from scores to a decision boundary
#
# **You will:**
# - turn scores into probabilities, and probabilities into one loss,
# - derive the gradient $p - \text{onehot}$ and write it twice, with loops and without,
# - train a classifier and draw what it decides all over the plane.
#
# **Time:** about 90 minutes. **Before:** units 00 (one-hot), 01 (descent) and 02 (checking).
#
# **The riddle.** Three hundred points on three arms of a spiral. Your classifier is right on
# 49 % after 200 steps, and on 49 % after 20 000. What holds it back?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("03_softmax_classifier", version="0.1")

# %% [markdown]
# ## 1. Scores become probabilities
#
# A linear classifier gives each class a *score*, any number: $s = X W$. To say "84 % sure" you need
# positive numbers that sum to 1. With $N$ examples and $C$ classes, scores $s$ and probabilities
# $p$ are both $(N, C)$, each row by itself:
#
# $$p_{ic} = \frac{e^{s_{ic}}}{\sum_k e^{s_{ik}}}$$
#
# Since $e^{1000}$ is `inf` in float64, take a number $m$ off the whole row first: the factor
# $e^{-m}$ cancels, so $p$ does not notice. Which $m$ makes the row's largest exponent 0?

# %% demo
exps = np.exp([1.0, 2.0, 4.0])  # array([ 2.718,  7.389, 54.598])
exps / exps.sum()  # array([0.042, 0.114, 0.844])


# %% exercise="softmax" hint="Do the example above for one row on paper. Then ask: in a table (N, C), along which axis do you add up, so that each row has a sum of its own?" hint2="np.sum and np.max take axis and keepdims. Which of them keeps a result of shape (N, 1), so that it can be combined with (N, C) row by row?" hint3="Three lines: subtract from every row its own largest score, take the exponential, divide every row by its own sum. Each of the two reductions runs along the classes and keeps its axis."
def softmax(scores):
    """The probabilities that belong to scores, row by row.

    scores: (N, C)
    returns probs: (N, C), positive, each row sums to 1; safe for scores of any size
    """
    ### BEGIN SOLUTION
    shifted = scores - scores.max(axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / exps.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% check="softmax" points=3
check("softmax")

# %% [markdown]
# **Predict:** what happens to the probabilities when you lift all scores by 3? When you double
# them? Then move the sliders.
#
# *Picture:* scores left, probabilities right, a number at each bar.
#
# **What if** two scores are equal?

# %% demo
plots.score_slider(softmax)

# %% [markdown]
# ## 2. One number for how wrong you are
#
# (Lifted scores change nothing; doubled ones make $p$ surer.) Look at each row's probability of
# the right class, $y_i$. The loss is its natural logarithm, with a minus, averaged: the
# **cross-entropy**.
#
# $$L = -\frac{1}{N} \sum_{i=1}^{N} \log p_{i,\,y_i} = -\frac{1}{N} \sum_{i,c} Y_{ic} \log p_{ic}$$
#
# $p$ is $(N, C)$, `y` is $(N,)$, $L$ is a number, and $Y$, $(N, C)$, is the one-hot of `y`. Both
# forms agree while every $p > 0$. With a 0 somewhere, the second computes $0 \cdot (-\infty)$: nan.
# So pick, as below, without a table $Y$.

# %% demo
A = np.array([[10, 11, 12], [20, 21, 22]])
A[[0, 1], [2, 0]]  # array([12, 20]): A[0, 2] and A[1, 0], pair by pair


# %% exercise="cross-entropy" hint="Take probs = [[0.5, 0.5], [0.1, 0.9]] and y = [0, 1]. Which two numbers are picked, and what is the mean of their logarithms?" hint2="The example above picks pair by pair: a list of rows and a list of columns. Which column belongs to row i? And which list of rows is 0, 1, …, N - 1?" hint3="np.arange(N) is the list of rows, y the list of columns. Then logarithm, mean, sign, in this order."
def cross_entropy(probs, y):
    """The mean of -log(probability of the right class).

    probs: (N, C), all above 0    y: (N,) integers from 0 to C - 1
    returns loss: a number
    """
    ### BEGIN SOLUTION
    return -np.mean(np.log(probs[np.arange(len(y)), y]))
    ### END SOLUTION


# %% check="cross-entropy" points=2
check("cross-entropy")

# %% [markdown]
# **Predict** the loss of someone who gives all three classes the same probability: $\ln 3$. Every
# training with three classes starts near it.
#
# *Picture:* the loss of one example; circle, square and triangle at three probabilities.
#
# **What if** the right class has probability 0?

# %% demo
print("a blind guess:", cross_entropy(np.full((5, 3), 1 / 3), np.array([0, 1, 2, 1, 0])))  # 1.0986
plots.surprise(cross_entropy)

# %% [markdown]
# ## 3. From scores to the gradient
#
# Do not pass through $p$ to get the loss: a probability of $10^{-400}$ is 0 in float64, and its
# logarithm is gone. Put softmax into the logarithm and it falls apart. For one example with scores
# $s$, $(C,)$, and right class $y$:
#
# $$\ell = -\log p_y = \log \sum_k e^{s_k} - s_y, \qquad
# \log \sum_k e^{s_k} = m + \log \sum_k e^{s_k - m}$$
#
# The first term is called **log-sum-exp**: on paper any $m$ will do ($e^m$ comes out of the sum), in
# float64 the row's largest score is safe. For scores $(0, 800)$ and right class 0:

# %% demo
s = np.array([0.0, 800.0])
with np.errstate(all="ignore"):
    print("through p:  ", -np.log(np.exp(s - 800)[0]))  # inf
print("from scores:", 800 + np.log(np.sum(np.exp(s - 800))) - s[0])  # 800.0

# %% [markdown]
# Now differentiate $\ell$ in one score $s_c$. The slope of $\log u$ is $u'/u$, and of $\sum_k e^{s_k}$
# only one term moves: the log-sum-exp gives $e^{s_c} / \sum_k e^{s_k} = p_c$. The other term, $-s_y$,
# gives $-1$, for the right class only:
#
# $$\frac{\partial \ell}{\partial s_c} = p_c - [c = y], \qquad
# \frac{\partial \ell}{\partial W_{dc}} = x_d \,(p_c - [c = y])$$
#
# The bracket is 1 where true, else 0: as a row $(C,)$ it is the one-hot of $y$. **Why subtract it?**
# Descent pushes every score down by its probability, and pulls the right one up by 1. The row sums
# to 0. The second formula is the chain rule:
# $s_c = \sum_d x_d W_{dc}$, with $x$ $(D,)$ and $W$ $(D, C)$.

# %% [markdown]
# The loss is the mean of the $\ell_i$ plus a price for large weights, the **regularisation**, set by
# a number `reg`:
#
# $$L = \frac{1}{N} \sum_i \ell_i + \frac{\text{reg}}{2} \sum_{d,c} W_{dc}^2$$
#
# Its gradient `dW` is $(D, C)$, like `W`: the mean over the examples plus the slope of the price.
# By hand, for scores $(1, 2, 4)$ and right class 1:
#
# | class | 0 | 1 | 2 |
# |---|---|---|---|
# | $p$ | 0.042 | 0.114 | 0.844 |
# | $p - \text{onehot}$ | 0.042 | −0.886 | 0.844 |
#
# and $\ell = 4.170 - 2 = 2.170$. Below, the loop adds up; the last line takes means and adds the
# price.


# %% exercise="softmax-loss-naive" hint="Play the loop by hand for the table above. The loss grows by log-sum-exp minus one score. Column c of dW grows by x times one number: which one, and what differs when c is the right class?" hint2="First take the row's largest score off all scores, then the log of the sum of the exponentials. The loss may be computed from the shifted scores, as the shift cancels. p_c is the exponential of (shifted score minus that logarithm)." hint3="For every class c, dW[:, c] grows by X[i] times (p_c, minus 1 if c is y[i]). (For all classes at once, X[i] stands as a column beside the row of these numbers.) After the loop divide both sums by N. The price 0.5 * reg * (sum of squares) has a slope without the half: which?"
def softmax_loss_naive(W, X, y, reg):
    """The loss of a linear softmax classifier and its gradient, one example at a time.

    The loss is taken from the scores, by log-sum-exp, and so finite where p is 0 in float64.

    W: (D, C)    X: (N, D)    y: (N,) integers    reg: a number
    returns loss: a number,  dW: (D, C)
    """
    N, C = X.shape[0], W.shape[1]
    loss, dW = 0.0, np.zeros_like(W)
    for i in range(N):
        scores = X[i] @ W  # (C,), the scores of example i: one row, where softmax takes a table
        ### BEGIN SOLUTION
        shifted = scores - scores.max()
        log_sum = np.log(np.sum(np.exp(shifted)))
        loss += log_sum - shifted[y[i]]
        for c in range(C):
            dW[:, c] += (np.exp(shifted[c] - log_sum) - (c == y[i])) * X[i]
        ### END SOLUTION
    ### BEGIN SOLUTION
    return loss / N + 0.5 * reg * np.sum(W**2), dW / N + reg * W
    ### END SOLUTION


# %% check="softmax-loss-naive" points=3
check("softmax-loss-naive")

# %% [markdown]
# With one example and one feature of value 1, the weights *are* the scores, and your `dW` is
# $p - \text{onehot}$. **Predict:** for which right class are the bars shortest?
#
# *Picture:* a panel for each class that may be right. Descent raises a score whose bar is below 0.
#
# **What if** the scores are 1, 2, 40?

# %% demo
plots.pulls(softmax_loss_naive, scores=(1.0, 2.0, 4.0))

# %% [markdown]
# ## 4. The same without loops
#
# Keep all rows in one table: the gradient in the scores, `dscores`, is $(N, C)$. The loop over $i$
# adds up $x_{id} \cdot \text{dscores}_{ic}$:
#
# $$\text{dscores} = \tfrac{1}{N} (p - Y), \qquad
# dW_{dc} = \sum_i X_{id}\, \text{dscores}_{ic} + \text{reg}\, W_{dc}$$
#
# A matrix product adds over the axis where its factors touch. That must be $i$, so $X$,
# $(N, D)$, is turned: $(D, N) @ (N, C)$. **Why not the other order?** `dscores @ X.T` does not
# fit, as $C \ne D$; `dscores.T @ X` is $(C, D)$: the right numbers, transposed.

# %% demo
X_tiny = np.array([[1.0, 2.0], [3.0, 4.0]])  # two examples, two features
dscores_tiny = np.array([[0.5, -0.5, 0.0], [0.0, 1.0, -1.0]])  # three classes
X_tiny.T @ dscores_tiny  # row d: feature d of both examples, weighted: [[0.5, 2.5, -3], [1, 3, -4]]


# %% exercise="softmax-loss-vectorized" hint="Take your loop line by line: scores, shifted, log_sum were (C,), (C,) and one number. Which shapes have they for all N rows together? Where do you need axis and keepdims?" hint2="With log_sum of shape (N, 1), the probabilities of the whole table are one exponential away. For the one-hot, index the identity matrix with y, or subtract 1 at the places that you picked in section 2." hint3="The loss needs one shifted score a row: pick them with np.arange(N) and y, and mind that log_sum minus the picked ones must be (N,), not (N, N). Then X turned, times dscores, plus the slope of the price."
def softmax_loss_vectorized(W, X, y, reg):
    """The same loss (from the scores) and gradient as softmax_loss_naive, without a loop.

    W: (D, C)    X: (N, D)    y: (N,) integers    reg: a number
    returns loss: a number,  dW: (D, C)
    """
    N, C = X.shape[0], W.shape[1]
    ### BEGIN SOLUTION
    scores = X @ W
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    dscores = (np.exp(shifted - log_sum) - np.eye(C)[y]) / N
    loss = np.mean(log_sum[:, 0] - shifted[np.arange(N), y]) + 0.5 * reg * np.sum(W**2)
    return loss, X.T @ dscores + reg * W
    ### END SOLUTION


# %% check="softmax-loss-vectorized" points=4
check("softmax-loss-vectorized")

# %% [markdown]
# **Predict:** how many times faster is this version for 2 000 examples and ten classes? How far
# apart are the two gradients? (30 to 500 times,
# less on a busy machine.)
#
# **What if** there are only 20 examples?

# %% demo
from time import perf_counter

rng = np.random.default_rng(0)
X_many, y_many = rng.normal(size=(2000, 64)), rng.integers(0, 10, 2000)
W_many, gradients, times = np.full((64, 10), 0.1), [], []
for version in (softmax_loss_naive, softmax_loss_vectorized):
    gradients.append(version(W_many, X_many, y_many, 0.1)[1])  # a first call, to warm up
    rounds = []
    for _ in range(5):
        begin = perf_counter()
        version(W_many, X_many, y_many, 0.1)
        rounds.append(1000 * (perf_counter() - begin))
    times.append(min(rounds))
    print(f"{version.__name__}: {times[-1]:.2f} ms, the best of five")
print(f"{times[0] / times[1]:.0f} times faster")
print("largest difference:", np.abs(np.subtract(*gradients)).max())

# %% [markdown]
# ## 5. A classifier, trained
#
# Without a bias every boundary runs through the origin. Add one number a class, `b` $(C,)$:
#
# $$\text{scores} = X W + b, \qquad db_c = \sum_i \text{dscores}_{ic}$$
#
# `b` enters every row with factor 1, so `db`, $(C,)$, adds up the rows of `dscores`. Biases pay no
# price.
#
# Training is unit 01's descent, all examples at each step. `W` starts at 0.01 times standard normal
# draws from `rng`, `b` at 0. Nearly equal scores give each class $1/C$, so the first loss is near
# $\ln C$: a free test.


# %% exercise="linear-classifier" hint="The first function is softmax_loss_vectorized with one term more in the scores and one more gradient. What is the shape of b next to X @ W, and over which axis must dscores be summed to give (C,)?" hint2="The second: make the start, then repeat three things: ask for loss and gradients, note the loss, step against both gradients. rng.normal(size=...) draws the weights: of which shape, and scaled by what?" hint3="db is a sum of dscores over the examples; the 1/N is in dscores already. In the training loop, losses[i] belongs to the weights before step i, and both parameters move by the gradients of one call."
def linear_classifier_loss(W, b, X, y, reg):
    """The softmax loss with biases, and its three results.

    W: (D, C)    b: (C,)    X: (N, D)    y: (N,) integers    reg: a number, for W only
    returns loss: a number,  dW: (D, C),  db: (C,)
    """
    N, C = X.shape[0], W.shape[1]
    ### BEGIN SOLUTION
    scores = X @ W + b
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    dscores = (np.exp(shifted - log_sum) - np.eye(C)[y]) / N
    loss = np.mean(log_sum[:, 0] - shifted[np.arange(N), y]) + 0.5 * reg * np.sum(W**2)
    return loss, X.T @ dscores + reg * W, dscores.sum(axis=0)
    ### END SOLUTION


def train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng):
    """Plain gradient descent on linear_classifier_loss, all examples at each step.

    X: (N, D)    y: (N,) integers    num_classes: C    rng: a numpy Generator
    returns W: (D, C),  b: (C,),  losses: (steps,), losses[i] from before step i
    """
    ### BEGIN SOLUTION
    W, b, losses = 0.01 * rng.normal(size=(X.shape[1], num_classes)), np.zeros(num_classes), []
    for _ in range(steps):
        loss, dW, db = linear_classifier_loss(W, b, X, y, reg)
        losses.append(loss)
        W, b = W - learning_rate * dW, b - learning_rate * db
    return W, b, np.array(losses)
    ### END SOLUTION


# %% check="linear-classifier" points=5
check("linear-classifier")


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
# **Why divide by N?** Take your 300 points, then four copies of each: nothing new is known. A step
# on the *sum* of the $\ell_i$ at rate 0.01 is a step on the mean at rate $0.01\,N$.
#
# **Predict:** which of the four runs does not settle?
#
# *Picture:* the loss for 300 points and 1 200, mean at rate 1, sum at rate 0.01.
#
# **What if** the sum's rate were 0.0025?

# %% demo
X, y = spiral()
runs = {}
for copies in (1, 4):
    X_more, y_more = np.tile(X, (copies, 1)), np.tile(y, copies)
    for name, rate in (("mean, rate 1", 1.0), ("sum, rate 0.01", 0.01 * len(y_more))):
        rng = np.random.default_rng(0)
        losses = train_linear_classifier(X_more, y_more, 3, rate, 1e-3, 200, rng)[2]
        runs[f"{len(y_more)} points, {name}"] = losses
        print(f"{len(y_more)} points, {name}: {losses[0]:.4f} at first, {losses[-1]:.4f} at last")
plots.losses(runs)

# %% [markdown]
# The mean makes the rate independent of $N$: both its runs go from 1.10 (1.094 to 1.103, as the
# draw falls) to 0.7863. The sum needs a new rate for every $N$.
#
# ## 6. What does it decide, and where?
#
# Ask the classifier at every point of a grid: $R$ = `resolution` points an axis, from each feature's
# smallest value to its largest. The example makes both tables of coordinates, $(R, R)$, for
# $R = 3$. `predict` takes a list of $M = R^2$ points, $(M, 2)$, and answers with $(M,)$ classes;
# give them the table's shape.

# %% demo
xx_tiny, yy_tiny = np.meshgrid(np.linspace(0, 1, 3), np.linspace(0, 1, 3))
print(xx_tiny, yy_tiny, sep="\n")
xx_tiny.ravel()  # (9,): row after row; reshape((3, 3)) undoes it


# %% exercise="decision-grid" hint="Three steps: an axis of resolution values for each column of X, two tables from the two axes, one question to predict. Which numpy call of the example does which step?" hint2="The two coordinates of all points stand in two tables (R, R). Flatten each, and put them side by side as the columns of (R * R, 2): in which order does predict expect them?" hint3="np.linspace from the smallest to the largest value of one column of X, with resolution points; the same for the other column. After np.meshgrid and np.column_stack of the two flattened tables, give the answers the shape of xx."
def decision_grid(predict, X, resolution):
    """What predict says on a grid of points that covers all of X.

    predict: a function from (M, 2) to (M,) classes    X: (N, 2)    resolution: points an axis
    returns xx, yy, Z: each (resolution, resolution); Z[i, j] is the class at (xx[i, j], yy[i, j])
    """
    ### BEGIN SOLUTION
    low, high = X.min(axis=0), X.max(axis=0)
    axes = [np.linspace(low[k], high[k], resolution) for k in (0, 1)]
    xx, yy = np.meshgrid(*axes)
    Z = predict(np.column_stack([xx.ravel(), yy.ravel()])).reshape(xx.shape)
    return xx, yy, Z
    ### END SOLUTION


# %% check="decision-grid" points=2
check("decision-grid")

# %% [markdown]
# **Predict:** how will the three regions of your classifier be bounded?
#
# *Picture:* your grid, 15 points an axis, a marker for each answer; the data as grey dots.
#
# **What if** you take 60 points an axis?

# %% demo
X, y = spiral()
W, b, losses = train_linear_classifier(X, y, 3, 1.0, 1e-3, 200, np.random.default_rng(0))
xx, yy, Z = decision_grid(lambda points: (points @ W + b).argmax(axis=1), X, 15)
plots.grid_points(xx, yy, Z, X)

# %% [markdown]
# Between classes $j$ and $k$ the two scores are equal:
# $(W_j - W_k)^\top x + b_j - b_k = 0$, with column $W_j$ and $x$ of shape $(D,)$ and numbers
# $b_j$, $b_k$. In the plane that is a **straight line**, whatever the training does.
#
# Three round clouds, and your spiral. **Predict** both shares of right answers.
#
# *Picture:* regions told by hatch and colour, classes by marker; white markers are predicted wrong.

# %% demo
rng = np.random.default_rng(1)
clouds = np.repeat([[-1.0, 0.0], [1.0, 0.0], [0.0, 1.5]], 60, axis=0)
data = {"three clouds": (clouds + 0.3 * rng.normal(size=(180, 2)), np.repeat([0, 1, 2], 60))}
data["the spiral"] = spiral()
panels = {}
for name, (X, y) in data.items():
    W, b, losses = train_linear_classifier(X, y, 3, 1.0, 1e-3, 200, rng)
    panels[name] = (lambda A, W=W, b=b: (A @ W + b).argmax(axis=1)), X, y
    print(f"{name}: loss {losses[-1]:.4f}, {np.mean(panels[name][0](X) == y):.0%} right")
plots.boundaries(panels)

# %% [markdown] question="why-not-more-steps" points=2
# **Question, in words.** On the spiral: loss 0.7863 and 49 % right after 200 steps. A friend
# proposes 20 000 steps, another `reg = 0`. Try both in the cell above. What
# changes, what does not, and why? What must be different about the *model*? Three to five sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: what the trials show. 20 000 steps at rate 1 give loss 0.7862 and still 49 %; with
# `reg = 0` the loss is 0.7753 and still 49 %. The descent had arrived; it is not the training that
# falls short.
#
# 1 point: the reason. Where two scores are equal is a straight line, and arms of a spiral wind
# around each other: no lines part them. The scores must become *bent* functions of the features:
# other features (unit 01 added squares), or a layer in between (units 04 and 05).
#
# Give half for the second point if the answer says "too simple a model" without saying that its
# boundaries are straight. A larger rate that gives 55 % for a while is a swing, at a higher loss
# (rate 10: 1.01), and no better model.
# ### END SOLUTION

# %% [markdown]
# ## The riddle, answered
#
# Training had reached the floor of the loss. A line cannot part a spiral: units 04 and 05 bend it.
#
# **Keep:**
# - Shift every row by its own largest score; get the loss from scores, by log-sum-exp.
# - The gradient in the scores is $(p - \text{onehot}) / N$; everything else is the chain rule.
# - Shapes choose the order of a product; a mean frees the rate from $N$.
#
# `progress()` lists your marks.
#
# **Go further:**
# - [CS231n: linear classification](https://cs231n.github.io/linear-classify/): the same gradient,
#   and how another loss, the hinge, compares.
# - [Logistic regression][logistic] in scikit-learn: your classifier, with a faster descent.
#
# [logistic]: https://scikit-learn.org/stable/modules/linear_model.html#logistic-regression
