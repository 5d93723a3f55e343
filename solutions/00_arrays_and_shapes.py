# %% [markdown]
# # Arrays and shapes
#
# **You will:**
# - read shapes, and let numpy stretch one array to fit another,
# - write four small tools that every later unit needs,
# - build a first classifier out of nothing but shapes.
#
# **Time:** about 60 minutes. **Before:** Python functions and loops. No numpy needed.
#
# **The riddle.** 178 bottles of wine, 13 measurements each, three growers. Give each bottle to the
# grower whose average wine is nearest: 72 % are right. Change only the units of measurement: 98 %.
# How can that be?
#
# New to notebooks? Click into a grey cell; Shift + Enter runs it.

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("00_arrays_and_shapes", version="0.1")

# %% [markdown]
# ## 1. Every array has a shape
#
# An array is a block of numbers. Its **shape** lists its lengths, axis by axis. In this course rows
# are examples: `X` is $(N, D)$, with $N$ examples (bottles) and $D$ features (measurements). The
# labels `y` are $(N,)$: whole numbers from 0 to $C - 1$ for $C$ classes (growers). $(N,)$ has one
# axis; it is neither row nor column.
#
# **Predict** the shapes of `X[0]`, `X[:, 0]` and `X[:, :1]`.

# %% demo
from sklearn.datasets import load_wine

wine = load_wine()
X, y = wine.data.copy(), wine.target.copy()
print("X", X.shape, " y", y.shape)  # (178, 13) (178,)
print("one bottle     ", X[0].shape)  # (13,): row 0
print("one measurement", X[:, 0].shape)  # (178,): a colon alone means all, here all rows
print("one column     ", X[:, :1].shape)  # (178, 1): columns up to 1; a slice keeps its axis

# %% [markdown]
# `sum`, `mean` and `std` can work along one axis: **the axis you name is the one that goes.** The
# mean over the examples is `X.mean(axis=0)`:
#
# $$\bar x_j = \frac{1}{N} \sum_{i=1}^{N} X_{ij}$$
#
# $\bar x$ is $(D,)$: axis 0, the $N$ examples, is gone. With `keepdims=True` it stays, with length 1.
#
# *Picture:* a table `A` and three of its sums. An array with one axis is drawn as a row.
#
# **What if** you name no axis?

# %% demo
A = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9], [0, 0, 1]])
sums = {"sum, axis=0": A.sum(axis=0), "sum, axis=1": A.sum(axis=1)}
sums["axis=1, keepdims"] = A.sum(axis=1, keepdims=True)
plots.tables({"A": A, **sums})

# %% [markdown]
# ## 2. Labels as a table, and your first check
#
# Grower 2 is not twice grower 1: labels are names. To calculate with them, give each class a column
# of its own. This is the **one-hot** table $Y$, $(N, C)$:
#
# $$Y_{ic} = 1 \text{ where } c = y_i, \text{ and } 0 \text{ elsewhere}$$
#
# $C$ is `num_classes`, a number; a class may have no example at all. The trick you need: two lists
# pick places pair by pair, rows first.
#
# **Your first TODO.** The table is there, still all 0. Run the cell and the check below it *before*
# you write.

# %% demo
T = np.zeros((2, 3))
T[[0, 1], [2, 0]] = 7  # writes to T[0, 2] and to T[1, 0]
T


# %% exercise="one-hot" hint="Write Y for y = (2, 0, 2) and num_classes = 4 on paper. At which three places, as (row, column), stands a 1?" hint2="Row i has its 1 in column y[i]. In the example above, one list held the rows and one the columns. Which list of columns do you have already?" hint3="The rows are 0, 1, …, N - 1, one each: np.arange makes such a list. Index Y with the rows and the labels, pair by pair, and write 1 there."
def one_hot(y, num_classes):
    """A row for each label, with a 1 in the label's column.

    y: (N,) integers from 0 to num_classes - 1    num_classes: C
    returns Y: (N, C) floats, 0 and 1
    """
    ### BEGIN SOLUTION
    Y = np.zeros((len(y), num_classes))
    Y[np.arange(len(y)), y] = 1
    return Y
    ### END SOLUTION


# %% starter="one-hot"
def one_hot(y, num_classes):
    """A row for each label, with a 1 in the label's column.

    y: (N,) integers from 0 to num_classes - 1    num_classes: C
    returns Y: (N, C) floats, 0 and 1
    """
    Y = np.zeros((len(y), num_classes))
    # TODO: write the ones
    return Y


# %% check="one-hot" points=3
check("one-hot")

# %% [markdown]
# **How to read the card.** On top: the exercise and your marks. Below, a sign for each thing asked:
# ✓ is right, ✗ not yet, (✓) is right but counts only with another. Then *one* sentence says what is
# wrong, and where the worst entry is, yours beside the expected one. Unfold the rest at need.
#
# Mend the function and run both cells again. Stuck? Each call of `hint("one-hot")` goes a step
# further. `e = example("one-hot")` hands you the very inputs of a check: try
# `one_hot(e.y, e.num_classes)`. `progress()` lists your marks; questions in words are read by your
# teacher.

# %% demo
progress()

# %% [markdown]
# **Predict** `Y` for the labels 2, 0, 2, 1, 0.
#
# *Picture:* the labels, and your table of them.
#
# **What if** there are six classes?

# %% demo
labels = np.array([2, 0, 2, 1, 0])
plots.tables({"labels": labels, "one_hot(labels, 4)": one_hot(labels, 4)})

# %% [markdown]
# ## 3. Broadcasting: how shapes meet
#
# To take its column's mean off every entry, you subtract $(13,)$ from $(178, 13)$. numpy writes both
# shapes one above the other, **aligned on the right**. On each axis the lengths must be equal, or
# one of them is 1 or missing: then that array is repeated along it. All else is an error.
#
# | left | right | result |
# |---|---|---|
# | `(178, 13)` | `(13,)` | `(178, 13)`, a number a column |
# | `(178, 13)` | `(178, 1)` | `(178, 13)`, a number a row |
# | `(178, 13)` | `(178,)` | error: 13 meets 178 |
# | `(4,)` | `(4, 1)` | `(4, 4)`, every pair |

# %% [markdown]
# **Predict** what $(3,) - (3, 1)$ gives, then move the sliders to it.
#
# *Picture:* left minus right. Dashed cells are the repeated ones. (Without sliders: three examples.)
#
# **What if** both shapes are $(3,)$? And if one is $(4,)$?

# %% demo
plots.broadcast_slider()

# %% [markdown]
# ## 4. One scale for all columns
#
# Proline is counted in hundreds, hue in tenths. Next to proline, hue hardly matters in a distance.
# So bring every column to mean 0 and standard deviation 1. For a table $A$, $(N, D)$:
#
# $$Z_{ij} = \frac{A_{ij} - \bar a_j}{s_j}, \qquad
# s_j = \sqrt{\frac{1}{N} \sum_{i} (A_{ij} - \bar a_j)^2}$$
#
# $Z$ is $(N, D)$; the means $\bar a$ and the standard deviations $s$ are $(D,)$. A constant column has
# $s_j = 0$, and 0/0 is nan, "not a number". Such a column says nothing: let it become 0.
# (`np.where(A < 0, 0, A)`: $A$, with 0 for negatives.)
#
# By hand:
#
# | | column 0 | column 1 |
# |---|---|---|
# | $A$ | 1, 3, 5 | 3, 3, 3 |
# | mean | 3 | 3 |
# | std | 1.633 | 0 |
# | $Z$ | −1.225, 0, 1.225 | 0, 0, 0 |


# %% exercise="standardize" hint="A is (N, D), mean and std are (D,). Which axis has to go? And does (N, D) minus (D,) need any help from you?" hint2="The division is the only trouble. In a constant column every A - mean is 0 already: dividing it by which numbers would leave it 0?" hint3="Make a copy of std for dividing, in which every 0 is replaced by 1. np.where(condition, this, that) chooses entry by entry. The std that you return may hold the 0 or the 1."
def standardize(A):
    """Shift every column to mean 0 and scale it to standard deviation 1.

    A: (N, D)
    returns Z: (N, D),  mean: (D,),  std: (D,), divided by N, not N - 1; constant columns become 0
    """
    ### BEGIN SOLUTION
    mean, std = A.mean(axis=0), A.std(axis=0)
    scale = np.where(std == 0, 1, std)
    return (A - mean) / scale, mean, std
    ### END SOLUTION


# %% check="standardize" points=5
check("standardize")

# %% [markdown]
# You return `mean` and `std` too: new bottles are scaled by the *old* numbers (section 7).
#
# **Predict:** after scaling, is every column between −1 and 1?
#
# *Picture:* each measurement from smallest to largest, the mean as a dot.
#
# **What if** proline were in grams? Put `X[:, 12] /= 1000` after the first line.

# %% demo
X = wine.data.copy()  # afresh, whatever happened to it before
Z, mean, std = standardize(X.copy())
plots.scales({"as measured": X, "standardised": Z}, wine.feature_names)

# %% [markdown]
# ## 5. One number for how far off, and a trap
#
# The **mean squared error** compares $m$ true numbers $y$ with $m$ answers $a$ of a model:
#
# $$L = \frac{1}{m} \sum_{i=1}^{m} (y_i - a_i)^2$$
#
# $L$ is a number. Both $y$ and $a$ may come as $(m,)$ or as a column, $(m, 1)$, as matrix products
# often do. **Predict** the loss below: every answer is right.

# %% demo
y_true = np.array([1.0, 2.0, 3.0, 4.0])
a = np.array([[1.0], [2.0], [3.0], [4.0]])  # the same numbers, as a column
print("difference", (y_true - a).shape, " loss", np.mean((y_true - a) ** 2))  # (4, 4)  2.5
print("flat", a.ravel().shape)  # (4,): a new array, the same numbers on one axis; a stays (4, 1)


# %% exercise="mean-squared-error" hint="Go back to the sliders: which two shapes have you seen that make a table of every pair? What do you want instead?" hint2="Before you subtract, bring y and a to the same shape, whichever of the two shapes each of them has." hint3="A.ravel() gives the numbers of any array as one axis, (m,); A.reshape(-1) does the same. Do it to both, then difference, square, mean."
def mean_squared_error(y, a):
    """The mean of the squared differences.

    y: (m,) or (m, 1)    a: (m,) or (m, 1), not always like y
    returns loss: a number
    """
    ### BEGIN SOLUTION
    return np.mean((y.ravel() - a.ravel()) ** 2)
    ### END SOLUTION


# %% check="mean-squared-error" points=4
check("mean-squared-error")

# %% [markdown]
# **Predict** which entries of the large table you want.
#
# *Picture:* your four differences, and the sixteen of the trap.
#
# **What if** all four answers are 2.5? Compare both losses.

# %% demo
print("your loss:", mean_squared_error(y_true, a))  # 0.0
print("the trap: ", np.mean((y_true - a) ** 2))  # 2.5
plots.tables({"yours": y_true - a.ravel(), "the trap": y_true - a})

# %% [markdown] question="the-silent-table" points=2
# **Question 1, in words.** A friend trains with the loss of the trap. It falls, no error
# appears, and in the end her model gives *every* example the same answer. Which, and why? How could
# one line have found the fault? Three sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: her loss is a mean over all pairs $(i, j)$, so every answer is compared with every true
# number. The single number nearest to all of them is the mean of `y`: all answers end there. (In
# full: var y + var a + (mean y − mean a)², smallest at a constant `a` equal to the mean of y; then
# it is the variance of `y`, 1.25 for 1, 2, 3, 4. With perfect answers it is twice that, 2.5.)
#
# 1 point: a line that finds it. Print the shape of `y - a` (or of both), or compute the loss of
# perfect answers, which must be 0.
#
# Give half for the first point if the answer says "every pair" without the mean.
# ### END SOLUTION

# %% [markdown]
# ## 6. A few examples at a time
#
# A million images do not fit into one product. So you learn from a few rows, a **minibatch**, then
# from the next; once through all is an **epoch**. $N$ examples in batches of $B$ make
#
# $$\lceil N / B \rceil \text{ batches: } 7 \text{ examples, } B = 3 \text{ give } 3,\ 3,\ 1$$
#
# with numbers $N$ and $B$. Data often come sorted, so every epoch is shuffled anew. Chance comes from
# a generator handed in, `rng`: the same seed gives the same run. A function with `yield` hands
# out one value, waits, and goes on when asked for the next.


# %% demo
def countdown(n):
    while n > 0:
        yield n
        n = n - 1


rng = np.random.default_rng(0)
print(list(countdown(3)), rng.permutation(5), rng.permutation(5))  # [3, 2, 1], two orders
tens = np.array([10, 20, 30, 40])
print(tens[1:3], tens[[3, 0]])  # [20 30], from row 1 up to row 3; [40 10], the rows you list


# %% exercise="minibatches" hint="Take 7 examples, batches of 3 and the order 4, 0, 6, 1, 5, 3, 2. Which row numbers stand in the three batches?" hint2="Draw one order for the whole epoch, from rng. Then go through it in steps: range takes a start, an end and a step. A slice that runs beyond the end of an array stops there by itself." hint3="For each begin in range(0, N, batch_size), cut the next batch_size row numbers out of the order. Indexing X and y with the same row numbers keeps every label with its example. Yield both."
def minibatches(X, y, batch_size, rng):
    """One epoch of shuffled pairs (X_batch, y_batch).

    X: (N, D)    y: (N,)    batch_size: B, an int    rng: a numpy Generator
    yields X_batch: (B, D) with y_batch: (B,); the last batch may be shorter
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(y))
    for begin in range(0, len(y), batch_size):
        rows = order[begin : begin + batch_size]
        yield X[rows], y[rows]
    ### END SOLUTION


# %% check="minibatches" points=4
check("minibatches")

# %% [markdown]
# The bottles come sorted by grower, 59, 71 and 48 of them. **Predict** the first batch of 30
# without a shuffle, and the last.
#
# *Picture:* bottles of each grower in each batch.
#
# **What if** the batches hold 5 bottles?

# %% demo
X, y, rng = wine.data.copy(), wine.target.copy(), np.random.default_rng(0)
batches = {"in the order given": [wine.target[i : i + 30] for i in range(0, len(y), 30)]}
batches["yours"] = [y_batch for X_batch, y_batch in minibatches(X, y, 30, rng)]
plots.batches(batches)

# %% [markdown] question="kept-together" points=2
# **Question 2, in words.** Another friend writes `X = rng.permutation(X)` and `y = rng.permutation(y)`
# and cuts both into batches. No error appears. What is wrong? What share of new bottles can a
# classifier for three growers get right then, and why? Three sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: the two calls draw two different orders, so labels stand beside bottles that are not
# theirs. One order of row numbers must index both.
#
# 1 point: about one third, chance. The measurements say nothing about such a label. (Tried with the
# classifier of section 7 on 100 seeds: 0.19 to 0.44, median 0.33. "Always the commonest grower",
# 71/178 = 0.40, is as good an answer if the reason is given.)
# ### END SOLUTION

# %% [markdown]
# ## 7. A classifier made of shapes
#
# Your tools make a classifier without training. The average wine of each grower is one matrix
# product and one broadcast division:
#
# $$\mu_{cd} = \sum_i Y_{ic}\, Z_{id} \Big/ \sum_i Y_{ic}$$
#
# A matrix product, `@`, adds up over the axis where its factors touch. `Y.T` is $Y$ with its axes
# swapped: $(C, N)$ `@` $(N, D)$ is $(C, D)$, the rows of each class added up. For distances,
# $(M, 1, D) - (C, D)$ makes every pair of bottle and grower, on purpose this time.

# %% demo
def class_means(Z, y):
    Y = one_hot(y, 3)
    return Y.T @ Z / Y.sum(axis=0)[:, None]  # None adds an axis: (C, D) / (C, 1)


def nearest(Z, means):
    squares = (Z[:, None, :] - means) ** 2  # (M, 1, D) - (C, D) is (M, C, D)
    return squares.sum(axis=2).argmin(axis=1)  # (M,)


X, y = wine.data.copy(), wine.target.copy()
Z, mean, std = standardize(X.copy())
print(f"as measured:  {np.mean(nearest(X, class_means(X, y)) == y):.0%}")  # 72%
print(f"standardised: {np.mean(nearest(Z, class_means(Z, y)) == y):.0%}")  # 98%

# %% [markdown]
# Those bottles it knew. The honest test: learn from 89, judge the other
# 89, with mean and std of the known half. **Predict** both shares.

# %% demo
X, y, rng = wine.data.copy(), wine.target.copy(), np.random.default_rng(0)
(X_known, y_known), (X_new, y_new) = minibatches(X, y, 89, rng)
Z_known, mean, std = standardize(X_known.copy())
Z_new = (X_new - mean) / std
raw, scaled = class_means(X_known, y_known), class_means(Z_known, y_known)
print(f"new bottles, as measured:  {np.mean(nearest(X_new, raw) == y_new):.0%}")
print(f"new bottles, standardised: {np.mean(nearest(Z_new, scaled) == y_new):.0%}")

# %% [markdown]
# You got 73 % and 93 %.
# Over 200 seeds: 92 to 100 % standardised (median 97 %), 62 to 82 % as measured (73 %).
#
# Two measurements make a map. **Predict:** which way do the borders run on the left, where
# proline decides alone?
#
# *Picture:* whose average is nearest, everywhere, by hatch and colour; a marker for each grower;
# white markers are wrong.
#
# **What if** you take columns 0 and 6?

# %% demo
X, y = wine.data.copy(), wine.target.copy()
columns = [6, 12]  # flavanoids, proline
Z, mean, std = standardize(X[:, columns])
raw, scaled = class_means(X[:, columns], y), class_means(Z, y)
maps = {"as measured": (lambda A: nearest(A * std + mean, raw), Z, y)}
maps["standardised"] = (lambda A: nearest(A, scaled), Z, y)
names = [f"{wine.feature_names[k]} (in std)" for k in columns]
plots.boundaries(maps, axes=names)

# %% [markdown]
# ## The riddle, answered
#
# A squared distance adds up squared differences. As measured, proline makes 99.8 % of it: you
# compared proline, and little else. On one scale all 13 measurements have a say.
#
# **Keep:**
# - Rows are examples; the axis you name is the one that goes.
# - Shapes align on the right; a 1 is stretched.
# - Before you trust a minus, print both shapes.
# - One order for `X` and `y`.
#
# **Go further:**
# - [Broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html) in numpy's manual.
# - [NumPy for beginners](https://numpy.org/doc/stable/user/absolute_beginners.html): the rest.
