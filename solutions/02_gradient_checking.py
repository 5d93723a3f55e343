# %% [markdown]
# # Gradient checking
#
# **You will:**
# - measure any gradient by nudging, without a line of calculus,
# - build a checker that says which entry is wrong,
# - find two bugs that their own tests have missed.
#
# **Time:** about 60 minutes. **Before:** unit 01 (a loss and its gradient).
#
# **The riddle.** Three gradients, three tests. One test fails, and the gradient it blames is right.
# Two tests pass, and both gradients are wrong. How can that be?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("02_gradient_checking", version="0.1")

# %% [markdown]
# ## 1. Nudge and look
#
# A derivative says how much $f$ changes when one entry of $x$ moves a little. So move it a little,
# and look. This takes two calls of $f$ an entry: far too slow for training, ideal for a referee. It
# knows nothing of your chain rule, so it cannot repeat your slip.

# %% [markdown]
# $$\frac{\partial f}{\partial x_i} \;\approx\; \frac{f(x + h\,e_i) - f(x - h\,e_i)}{2h}$$
#
# $f(x)$ is one number and $x$ an array of any shape. $e_i$ has that shape too: 1 at entry $i$, 0
# elsewhere. The step $h$ is a number. This is the **central difference**; the *forward* difference
# looks only one way, $(f(x + h\,e_i) - f(x))/h$.
#
# `np.ndindex(x.shape)` gives the index tuple of every entry, whatever the shape. For a single
# number, shape `()`, it gives one empty tuple: `a[()]` is that number.

# %% demo
def g(x):
    return x[0] ** 2 * x[1]  # at (3, 2) the gradient is (12, 9)


up, here, down = g([3.1, 2.0]), g([3.0, 2.0]), g([2.9, 2.0])  # 19.22, 18, 16.82
print("central", round((up - down) / 0.2, 6), " forward", round((up - here) / 0.1, 6))  # 12, 12.2


# %% exercise="central-difference" hint="Do it by hand for g at (3, 2), second entry, h = 0.1: which two points do you visit, which two numbers come back, and what do you divide by? Then: what changes for the next entry?" hint2="You need an array for the answer, of the shape of x, and a loop over np.ndindex(x.shape). Inside, only one entry may differ from x, and only for these two calls of f." hint3="Make e, zeros of the shape of x, anew in each round and put h into entry i. Then x + e and x - e are the two points, and x itself is never touched."
def central_difference(f, x, h=1e-5):
    """The gradient of f at x by central differences.

    f: takes an array like x, returns a number    x: floats, any shape    h: the step
    returns gradient: the shape of x. x itself is unchanged afterwards.
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        gradient[i] = (f(x + e) - f(x - e)) / (2 * h)
    return gradient
    ### END SOLUTION


# %% check="central-difference" points=4
check("central-difference")

# %% [markdown]
# **Predict:** which line is steeper at $x = 1$ on a sine, the one through $x$ and $x + h$, or the
# one through $x - h$ and $x + h$? Then move the slider.
#
# *Picture:* the sine; forward line dashed with squares, central line dash-dotted with triangles,
# true slope solid. (Without a slider: three steps side by side.)
#
# **What if** $h = 1.5$?

# %% demo
plots.chord_slider(central_difference)

# %% [markdown]
# ## 2. How far apart is far?
#
# By hand and by nudging never agree to the last digit. A difference of 0.001 is nothing between
# thousands, and everything between 0.001 and 0.002. So you divide by the size, entry by entry, and
# keep the worst:
#
# $$\text{error} = \max_i \frac{|a_i - b_i|}{\max(|a_i|,\, |b_i|)}$$
#
# $a$ and $b$ are arrays of one shape, the error is a number. Two zeros agree: 0/0 counts as 0. A
# nan anywhere must come out as nan, or your checker calls broken code right.
#
# | | entry 0 | entry 1 | entry 2 |
# |---|---|---|---|
# | $a$ | 1000 | 0.001 | 0 |
# | $b$ | 1001 | 0.002 | 0 |
# | difference | 1 | 0.001 | 0 |
# | divided | 0.001 | **0.5, the error** | 0 |

# %% demo
print(max([1.0, np.nan]), max([np.nan, 1.0]))  # 1.0 nan: Python's max depends on the order
print(np.max([1.0, np.nan]), np.where(np.nan > 0, np.nan, 0.0))  # nan 0.0: so can a comparison


# %% exercise="relative-error" hint="Write the table's four rows as four lines of code, all with arrays. Which row goes wrong in the last column, and how?" hint2="np.maximum compares two arrays entry by entry; np.max takes the largest of one array. Both hand a nan on. To protect 0/0, change the lower number before you divide, not the result." hint3="Where the size is 0, divide by 1: np.where(condition, this, that). Ask for size == 0 and not for size > 0: what does each say of a nan?"
def relative_error(a, b):
    """The worst entry of |a - b| / max(|a|, |b|).

    a, b: two arrays of one shape
    returns error: a number; 0/0 counts as 0, and nan anywhere gives nan
    """
    ### BEGIN SOLUTION
    difference = np.abs(a - b)
    size = np.maximum(np.abs(a), np.abs(b))
    size = np.where(size == 0, 1.0, size)
    return np.max(difference / size)
    ### END SOLUTION


# %% check="relative-error" points=3
check("relative-error")

# %% [markdown]
# The gradient of a sum of sines is the cosine: here is a truth to compare with. **Predict** the
# error in float64 for three steps, then in float32 (7 digits instead of 16).
#
# **What if** you give float32 the step 0.01?

# %% demo
def f(x):
    return np.sum(np.sin(x))


x = np.linspace(0.3, 1.2, 6).reshape(2, 3)
for h in (1e-1, 1e-3, 1e-5):  # 2e-03, 2e-07, 3e-11
    print(f"float64, h = {h}: {relative_error(np.cos(x), central_difference(f, x, h)):.0e}")
# lambda x: … is a function without a name, in one line
single = central_difference(lambda x: f(x.astype(np.float32)), x, 1e-5)
print(f"float32, h = 1e-05: {relative_error(np.cos(x), single):.0e}")  # 1e-02

# %% [markdown]
# Central differences gain two digits for each digit of $h$, until rounding takes over. In float32
# nothing is left to see: **check gradients in float64**.
#
# ## 3. Without subtraction: the complex step
#
# $f(x+h)$ and $f(x-h)$ share most of their digits, and subtracting cancels them. Step sideways
# instead, along the imaginary unit $\mathrm{i}$. Then $f(x + \mathrm{i}h) \approx f(x) +
# \mathrm{i}h\,f'(x)$, and the slope sits alone in the imaginary part:
#
# $$\frac{\partial f}{\partial x_k} \;\approx\; \frac{\operatorname{Im} f(x + \mathrm{i}h\,e_k)}{h}$$
#
# Shapes are as before, $h$ is a number. By hand, $x^2$ at 3: $(3 + \mathrm{i}h)^2 = 9 - h^2 +
# 6h\,\mathrm{i}$, so the slope is 6. Nothing is subtracted, so $h$ may be tiny.

# %% demo
z = np.array([3.0]).astype(complex)  # a float array cannot hold an imaginary part
z[0] += 1e-30j  # a number with j is imaginary; for a variable write 1j * h
np.imag(z**2) / 1e-30  # array([6.])


# %% exercise="complex-step" hint="Start from your central_difference. Which of its two calls of f disappears, and what do you take of the one that stays?" hint2="In each round, make a complex copy of x, give one entry its imaginary step, call f once. The next round must start from a fresh copy." hint3="The example above makes its complex copy with astype; yours is a copy of x. Add 1j * h to entry i of it. f then returns a complex number: np.imag takes the part you want. What is left to divide by?"
def complex_step(f, x, h=1e-30):
    """The gradient of f at x by steps along the imaginary axis.

    f: takes an array like x, also a complex one, returns a number
    x: floats, any shape    h: the step
    returns gradient: floats, the shape of x
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        z = x.astype(complex)
        z[i] += 1j * h
        gradient[i] = np.imag(f(z)) / h
    return gradient
    ### END SOLUTION


# %% check="complex-step" points=3
check("complex-step")

# %% [markdown]
# **Predict** where each of the three is best, for $\sin$ at 1: forward, central, complex step.
#
# *Picture:* relative error against $h$; circles, squares, triangles. (On the right, squares and
# triangles coincide; an error of 0 is drawn at the bottom, 1e-17.)

# %% demo
one = np.array(1.0)
methods = {
    "forward": lambda h: (np.sin(one + h) - np.sin(one)) / h,
    "central": lambda h: central_difference(np.sin, one, h),
    "complex step": lambda h: complex_step(np.sin, one, h),
}
plots.step_errors(methods, exact=np.cos(one))

# %% [markdown] question="best-step" points=2
# **Question 1, in words.** Two of the curves form a V. Why does the error grow again on the left of
# the V? Why is the right arm of the central difference twice as steep as that of the forward one?
# And why has the complex step no left arm? Three to five sentences. (It helps to write
# $f(x \pm h) = f \pm h f' + \frac{h^2}{2} f'' \pm \dots$, and subtract.)
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: the left arm is rounding. $f$ is known to about $10^{-16}$ of its size, the subtraction
# cancels the common digits, and what is left is divided by a small $h$: error about $10^{-16}/h$.
# The complex step subtracts nothing, so nothing cancels.
#
# 1 point: the right arm is the curve's own bending. Its error is about $h$ times the second
# derivative for the forward difference; for the central one the second-order terms cancel and
# $h^2$ times the third derivative is left. The best steps are near 1e-8 (error about 1e-8) and
# 1e-5 (error about 1e-11).
#
# Give half a point for "rounding" without saying what is lost in the subtraction.
# ### END SOLUTION

# %% [markdown]
# The complex step has one weakness. `abs`, `norm` and `vdot` throw the imaginary part away, `float()`
# and float arrays too, and most of them in silence. Five ways to write $\sum x^2$: **predict** which
# survive. The gradient is (6, −8).

# %% demo
squares = {
    "np.sum(x * x)": lambda x: np.sum(x * x),
    "x @ x": lambda x: x @ x,
    "np.vdot(x, x)": lambda x: np.vdot(x, x),
    "norm squared": lambda x: np.linalg.norm(x) ** 2,
    "abs squared": lambda x: np.sum(np.abs(x) ** 2),
}
for name, square in squares.items():
    print(f"{name:15}", complex_step(square, np.array([3.0, -4.0])))  # the last three: 0, 0

# %% [markdown]
# ## 4. The checker
#
# An entry whose true gradient is 0 comes out as 1e-12 by nudging, and its relative error is 1. So a
# checker measures against the *largest* entry. With $g$ your gradient and $n$ the central
# difference, both of the shape of $x$:
#
# $$d = |g - n|, \qquad \text{error} = \frac{\max d}{\max(|g|, |n|)}$$
#
# The lower maximum runs over all entries of both; the error is a number. The gradient is ok if
# error ≤ tol. Ask it this way round: a nan then is *not* ok.

# %% demo
d = np.abs(np.array([[1.0, 2.0], [3.0, 5.0]]) - np.array([[1.0, 2.0], [3.0, 4.0]]))
place = np.argmax(d)  # 3: counted along the flattened array
row, column = np.unravel_index(place, d.shape)  # the same place as a tuple, (1, 1)
print("row", row, "column", column, "error", np.max(d) / 5.0)  # 1, 1, 0.2


# %% exercise="check-gradient" hint="What must you have before you can compare? Two gradients at x: one from grad, one from a function you wrote in section 1." hint2="Three things come back, and all three need d. Its largest value goes into the error; the place of that value, as a tuple, is the worst index. The example above shows how to get the tuple." hint3="Below the line of the error stands one number: the larger of np.max(np.abs(...)) for the one gradient and the other. And ok is one comparison, with the error on the left."
def check_gradient(f, grad, x, tol=1e-6):
    """Compare grad(x) with the central difference of f at x.

    f: takes an array like x, returns a number    grad: takes x, returns its shape
    x: floats, any shape    tol: a number
    returns ok: a truth value,  worst_index: a tuple, where d is largest,  error: a number
    """
    ### BEGIN SOLUTION
    analytic, numerical = grad(x), central_difference(f, x)
    d = np.abs(analytic - numerical)
    worst_index = np.unravel_index(np.argmax(d), d.shape)
    error = np.max(d) / max(np.max(np.abs(analytic)), np.max(np.abs(numerical)))
    return error <= tol, worst_index, error
    ### END SOLUTION


# %% check="check-gradient" points=4
check("check-gradient")

# %% [markdown]
# A checker is worth what it refuses. Here the gradient of $\sum x^2$ is wrong in one entry, by one
# part in 2 000. **Predict** what your checker says of it.
#
# **What if** tol is 0.001?

# %% demo
def show(name, f, grad, x, tol=1e-6):
    ok, worst_index, error = check_gradient(f, grad, x, tol)
    ok = str(bool(ok))
    print(f"{name:10} ok: {ok:6} worst: {np.ravel(worst_index).tolist()}  error {error:.0e}")


x = np.array([[0.5, -1.0], [2.0, 1.5]])
show("right", lambda x: np.sum(x**2), lambda x: 2 * x, x)
show("slip", lambda x: np.sum(x**2), lambda x: x * [[2, 2], [2.001, 2]], x)  # [1, 0], 5e-04

# %% [markdown]
# ## 5. Kinks
#
# $|x|$ has slope −1 on the left of 0, 1 on the right, and none at 0 itself: a **kink**. ReLU, in
# unit 04, has one too. If a kink lies between $x - h$ and $x + h$, the central difference mixes
# both slopes.
#
# **Predict** what it gives at $x = h/3$.
#
# *Picture:* left, $|x|$ and the line through the two points around $h/3$. Right, your
# central difference near 0 (circles) against the true slope (dashed).
#
# **What if** you make `h` smaller?

# %% demo
plots.kink(central_difference, h=1e-5)

# %% [markdown]
# So a failed check has two readings: the gradient is wrong, or a kink is near. Move $x$ by more
# than $h$ and check again; a wrong gradient stays wrong.
#
# ## 6. Bug hunt
#
# Three gradients that somebody wrote and tested. Two are wrong. Run them, run their tests, then
# write better tests and repair the code. Decide which two before you run the check: it names them.
#
# | function | gradient of |
# |---|---|
# | `cubic_gradient(x)` | $\sum x^3$ |
# | `absolute_gradient(x)` | $\sum \lvert x \rvert$ |
# | `ridge_gradient(w, X, y, reg)` | $\frac{1}{N} \sum_i r_i^2 + \frac{\text{reg}}{2} \sum_j w_j^2$, in $w$ |
#
# The first two return the shape of $x$. In the third, $r = X w - y$ is $(N,)$, `X` is $(N, D)$, the
# gradient is $(D,)$ and `reg` a number: $\frac{\text{reg}}{2} \sum w^2$ keeps weights small.


# %% exercise="gradient-bug-hunt" hint="Call show yourself, one function at a time, with another x: several random numbers of order 1. Which of the three verdicts change?" hint2="For the ridge, split the question. First reg = 0, with N and D different; when that is right, reg = 1 and weights of order 1. Each round shows one bug only." hint3="Differentiate each formula by hand and lay it beside the code. What comes down from the exponent, what stays in it? The mean runs over what? What does the half in front of reg cancel?"
def cubic_gradient(x):
    """The gradient of sum(x**3).    x: floats, any shape; returns the same shape"""
    ### BEGIN SOLUTION
    return 3 * x**2
    ### END SOLUTION


def absolute_gradient(x):
    """The gradient of sum(abs(x)).    x: floats, any shape, no zeros; returns the same shape"""
    ### BEGIN SOLUTION
    return np.sign(x)
    ### END SOLUTION


def ridge_gradient(w, X, y, reg):
    """The gradient in w.    w: (D,)    X: (N, D)    y: (N,)    reg: a number; returns (D,)"""
    ### BEGIN SOLUTION
    residual = X @ w - y
    return 2 * X.T @ residual / len(y) + reg * w
    ### END SOLUTION


# %% starter="gradient-bug-hunt"
# Two of these three gradients are wrong. Repair them here.
def cubic_gradient(x):
    """The gradient of sum(x**3).    x: floats, any shape; returns the same shape"""
    return 3 * x


def absolute_gradient(x):
    """The gradient of sum(abs(x)).    x: floats, any shape, no zeros; returns the same shape"""
    return np.sign(x)


def ridge_gradient(w, X, y, reg):
    """The gradient in w.    w: (D,)    X: (N, D)    y: (N,)    reg: a number; returns (D,)"""
    residual = X @ w - y
    return 2 * X.T @ residual / len(w) + 2 * reg * w


# %% demo
rng = np.random.default_rng(0)
X, y, reg = rng.normal(size=(4, 4)), rng.normal(size=4), 1e-3


def ridge(w):
    return np.mean((X @ w - y) ** 2) + 0.5 * reg * np.sum(w**2)


show("cubic", lambda x: np.sum(x**3), cubic_gradient, np.ones(3))
show("absolute", lambda x: np.sum(np.abs(x)), absolute_gradient, np.array([0.5, 3e-6, -2.0]))
show("ridge", ridge, lambda w: ridge_gradient(w, X, y, reg), 1e-4 * rng.normal(size=4))

# %% check="gradient-bug-hunt" points=4
check("gradient-bug-hunt")

# %% [markdown] question="weak-tests" points=2
# **Question 2, in words.** Each of the three tests has a weakness. For each, say what hid the bug
# or raised the false alarm, and change as little as possible to make it a good test. (The ridge
# test hides two bugs.)
#
# ### BEGIN SOLUTION
# **Marking guide.** Half a point each for:
#
# - cubic: $x = 1$ is special, since $3x = 3x^2$ there; any other numbers do, best random ones.
# - absolute: 3e-6 lies within $h$ = 1e-5 of the kink, so the central difference is 0.3. The
#   gradient is right. Move that entry away from 0. (A smaller $h$ also counts.)
# - ridge, the mean: $N = D = 4$, so dividing by $D$ looks like dividing by $N$. Take two different
#   sizes.
# - ridge, the regularisation: with weights near 1e-4 and reg 1e-3 its part is about 1e-7 of the
#   gradient, below tol. Take weights and reg of order 1.
# ### END SOLUTION

# %% [markdown]
# ## 7. A test that sees
#
# Below is a tanh layer (tanh has slope $1 - \tanh^2$; unit 04 derives it) with eight mistakes, each
# planted in its gradient by name. `W` is $(D, C)$, `b` is $(C,)$. Four test designs meet them. Three are careless:
#
# 1. weights near 1e-4: tanh is a straight line there, and regularisation is nothing,
# 2. reg 1000 with tol 0.01: regularisation drowns the data,
# 3. $N = D = C$: wrong divisors look right.
#
# All three check `W` alone. The fourth keeps every rule: sizes all different, weights of order 1,
# both terms alike in size, and entries of *every* parameter.

# %% demo
def layer(W, b, X, Y, reg, slip=""):
    """Loss, dW and db of a tanh layer; slip names the mistake that is planted."""
    N, D = X.shape
    S = np.tanh(X @ W + b)
    loss = np.sum((S - Y) ** 2) / N + 0.5 * reg * np.sum(W**2)
    dS = (1 if slip == "factor 2 missing" else 2) * (S - Y) / (D if slip == "mean over D" else N)
    slopes = {"tanh's slope missing": 1.0, "slope taken at tanh": 1 - np.tanh(S) ** 2}
    dZ = dS * slopes.get(slip, 1 - S**2)
    penalty = {"reg missing": 0.0, "reg doubled": 2.0}.get(slip, 1.0) * reg * W
    db = {"db forgotten": 0 * b, "db averaged": dZ.mean(axis=0)}.get(slip, dZ.sum(axis=0))
    return loss, X.T @ dZ + penalty, db


# %% [markdown]
# **Predict** how many of the eight each design catches.
#
# *Picture:* a row a mistake, a column a design; each field says "caught" or "missed".
#
# **What if** design 3 also checks `b`? Write "Wb" for its "W".

# %% demo
SLIPS = "", "factor 2 missing", "mean over D", "tanh's slope missing", "slope taken at tanh"
SLIPS += "reg missing", "reg doubled", "db forgotten", "db averaged"
DESIGNS = {  # N, D, C, size of the weights, reg, tol, parameters that are checked
    "1: weights 1e-4": (5, 3, 2, 1e-4, 1e-3, 1e-6, "W"),
    "2: reg 1000": (5, 3, 2, 1.0, 1e3, 1e-2, "W"),
    "3: N = D = C": (3, 3, 3, 1.0, 0.5, 1e-6, "W"),
    "4: every rule": (5, 3, 2, 1.0, 0.5, 1e-6, "Wb"),
}


def alarm(slip, N, D, C, size, reg, tol, checked):
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(N, D)), rng.normal(size=(N, C))
    W, b = size * rng.normal(size=(D, C)), size * rng.normal(size=C)
    in_W = lambda W: layer(W, b, X, Y, reg)[0], lambda W: layer(W, b, X, Y, reg, slip)[1], W
    in_b = lambda b: layer(W, b, X, Y, reg)[0], lambda b: layer(W, b, X, Y, reg, slip)[2], b
    right = {"W": check_gradient(*in_W, tol)[0], "b": check_gradient(*in_b, tol)[0]}
    return not all(right[name] for name in checked)


alarms = [[alarm(slip, *design) for design in DESIGNS.values()] for slip in SLIPS]
plots.caught(SLIPS, DESIGNS, alarms)

# %% [markdown]
# ## The riddle, answered
#
# The blamed gradient stood on a kink. The two wrong ones were tested where they could not fail: at
# a special point, with equal sizes, with weights so small that a term vanished. The fourth design
# catches 8 of 8, the careless ones 2, 2 and 5, whichever of 20 seeds draws the numbers.
#
# **Keep:**
# - Float64, central difference, $h$ = 1e-5, tol = 1e-6.
# - Random weights of order 1, $N \ne D \ne C$, no term drowned, no kink near.
# - In a large network, check a few random entries of every parameter.
#
# `progress()` lists your marks. From here on, trust no gradient you have not checked.
#
# **Go further:**
# - [Gradient checks](https://cs231n.github.io/neural-networks-3/#gradcheck) in CS231n: more tricks.
# - [The complex step](https://nhigham.com/2020/10/06/what-is-the-complex-step-approximation/) by
#   Nick Higham, on two pages.
