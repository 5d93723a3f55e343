# %% [markdown]
# # Linear regression with squared features
#
# **You will:**
# - bend a line into a curve, with one column more,
# - write its loss, its gradient and gradient descent yourself,
# - see descent explode, find out why, and save it.
#
# **Time:** about 60 minutes. **Before:** Python functions, derivatives, and unit 00 (shapes).
#
# **The riddle.** Five points, a model that can fit them exactly, and after 20 steps of descent a
# loss of 22 digits. What went wrong?

# %% given="setup"
import numpy as np

from autograder import check, example, hint, plots, progress, start

start("01_linear_regression", version="0.1")

x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])  # (N,) what you measured, N = 5
y = x**2  # (N,) what you want to predict

# %% [markdown]
# ## 1. A curve from a straight-line model
#
# Your five points lie on a parabola; a straight line misses them. Give the model two columns, $x$
# and $x^2$, and it bends. It stays linear in its *weights*: descent asks for no more.
#
# $$\hat y = X w + b, \qquad \text{row } i \text{ of } X \text{ is } (x_i,\; x_i^2)$$
#
# `X` is $(N, 2)$, the weights `w` are $(2,)$, the prediction $\hat y$ is $(N,)$. The bias `b` is one
# number and needs no column. Run the example, then write `quadratic_features`.

# %% demo
X_tiny = np.array([[1.0, 1.0], [2.0, 4.0], [3.0, 9.0]])  # x is 1, 2, 3
w_tiny, b_tiny = np.array([0.0, 1.0]), 0.0  # nothing of x, all of x²
X_tiny @ w_tiny + b_tiny  # array([1., 4., 9.]): the parabola


# %% exercise="quadratic-features" hint="Write X for x = (1, 2, 3) on paper. How many rows has it, how many columns? Which number stands in its last row, last column?" hint2="You have two arrays of shape (N,). numpy can put such arrays side by side, as columns, or one on top of the other, as rows. You need columns." hint3="Look up np.column_stack, or np.stack and its axis. Both take a list of arrays: which two belong in it, and in which order?"
def quadratic_features(x):
    """The features x and x squared, side by side.

    x: (N,) floats
    returns X: (N, 2), column 0 is x, column 1 is x squared
    """
    ### BEGIN SOLUTION
    return np.column_stack([x, x**2])
    ### END SOLUTION


# %% check="quadratic-features" points=2
check("quadratic-features")

# %% [markdown]
# **Predict:** which column will shake the prediction more when its weight moves a little?
#
# *Picture:* both columns against $x$, circles and squares. The gap on the right causes the trouble
# below.
#
# **What if** $x$ ran up to 100?

# %% demo
X = quadratic_features(x)
plots.features(x, X)

# %% [markdown]
# ## 2. One number for how wrong you are
#
# You need one number that says how wrong the model is, and its slope in every parameter. Squares make a large miss count more than several small ones. You take their *mean*,
# not their sum; question 1 asks what that buys.

# %% [markdown]
# $$L(w, b) = \frac{1}{N} \sum_{i=1}^{N} r_i^2, \qquad r = X w + b - y$$
#
# The residual $r$ is $(N,)$ and $L$ is one number. The chain rule: $r_i^2$ has slope $2 r_i$,
# times the slope of $r_i$ itself, which is $X_{ij}$ in $w_j$ and 1 in $b$. Average over $i$. So
# `dw` is $(D,)$, like `w` with its $D$ columns, and `db` is one number.
#
# By hand, for `X = [[1], [3]]`, `y = [4, 1]`, `w = [1]`, `b = 2`:
#
# | | row 0 | row 1 | mean |
# |---|---|---|---|
# | prediction | 3 | 5 | |
# | residual $r$ | −1 | 4 | |
# | $r^2$ | 1 | 16 | **loss 8.5** |
# | $2\,r\,x$ | −2 | 24 | **dw 11** |
# | $2\,r$ | −2 | 8 | **db 3** |


# %% exercise="mse-loss" hint="Go through the table above row by row: prediction, residual, loss, dw, db. Each row is one line of code. Which shape has each?" hint2="dw[j] pairs every residual with column j of X and adds up. A matrix product adds up over the axis that disappears: which of N and D has to disappear from (N, D) and (N,)?" hint3="X.T is (D, N), so X.T @ something of shape (N,) is (D,). Then ask: which factor did the square leave in front, and what turns a sum over examples into a mean? Do the same for b, whose column would be all ones."
def mse_loss(w, b, X, y):
    """The mean squared error of X @ w + b, and its gradient.

    w: (D,)    b: a number    X: (N, D), a finished table of features    y: (N,)
    returns loss: a number,  dw: (D,),  db: a number
    """
    ### BEGIN SOLUTION
    N = X.shape[0]
    residual = X @ w + b - y
    loss = np.sum(residual**2) / N
    dw = 2 * X.T @ residual / N
    db = 2 * np.sum(residual) / N
    return loss, dw, db
    ### END SOLUTION


# %% check="mse-loss" points=6
check("mse-loss")

# %% [markdown]
# **Predict** the sign of the slope on either side of the lowest point.
#
# *Picture:* your loss along the weight of $x^2$, and your `dw` as three short lines, which must
# touch it like tangents.
#
# **What if** you start at weights 0.6? Change both. (*numerical* on a card: the slope measured by
# nudging, unit 02.)

# %% demo
X, y = quadratic_features(x), x**2
loss, dw, db = mse_loss(np.full(2, 0.5), 0.5, X, y)
print("loss", loss, " dw", dw, " db", db)  # 25.45, [-31. -139.8], -7.0
plots.tangents(mse_loss, np.full(2, 0.5), 0.5, X, y)

# %% [markdown]
# ## 3. Downhill, step by step
#
# The gradient points uphill, so you step against it. The *learning rate* $\eta$, a number, says how
# far. Take both gradients first, then move both parameters.
#
# $$w \leftarrow w - \eta\, \frac{\partial L}{\partial w}, \qquad
# b \leftarrow b - \eta\, \frac{\partial L}{\partial b}$$
#
# In code they are `dw` $(D,)$ and `db`. The example descends $L = w^2$, whose slope is $2w$, with
# $\eta = 0.1$.

# %% demo
w_tiny = 1.0
for step in range(3):
    w_tiny = w_tiny - 0.1 * (2 * w_tiny)
    print("after step", step, "w is", round(w_tiny, 3))  # 0.8, 0.64, 0.512


# %% exercise="gradient-descent" hint="One round of the loop does three things: ask mse_loss, note the loss, move w and b. In which order, so that losses[0] is the loss before any step?" hint2="mse_loss gives you loss, dw and db for the w and b of this moment. Take all three from one call, then update w and b: neither update may see the other's new value." hint3="Begin with an empty list and append inside the loop. The update is the displayed equation, read from right to left, once for w and once for b. After the loop, return three things."
def gradient_descent(X, y, w, b, learning_rate, steps):
    """Minimise the mean squared error by plain gradient descent.

    X: (N, D)    y: (N,)    w: (D,)    b: a number    learning_rate: a number    steps: an int
    returns w: (D,),  b: a number,  losses: (steps,), where losses[i] is the loss before step i
    """
    ### BEGIN SOLUTION
    losses = []
    for _ in range(steps):
        loss, dw, db = mse_loss(w, b, X, y)
        losses.append(loss)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, np.array(losses)
    ### END SOLUTION


# %% check="gradient-descent" points=4
check("gradient-descent")

# %% [markdown]
# Start at weights and bias 0.5, with a small rate, 0.01. **Predict** the loss 20 steps later.
#
# *Picture:* loss against step. From mark to mark of the axis, the loss grows a thousandfold.
#
# **What if** the rate is 0.004? Predict, then change it.

# %% demo
X, y = quadratic_features(x), x**2
w, b, raw = gradient_descent(X, y, np.full(2, 0.5), 0.5, 0.01, 1)
print("after one step: b", b, " w", w)  # 0.57, [0.81 1.898]
w, b, raw = gradient_descent(X, y, np.full(2, 0.5), 0.5, 0.01, 21)
print("iteration 0, 10, 20:", raw[0], raw[10], raw[20])  # 25.45, 2.104e+11, 1.782e+21
plots.losses({"raw features, rate 0.01": raw})

# %% [markdown]
# ## 4. Why it explodes: curvature
#
# Take one weight in a bowl, $L = \tfrac{c}{2} w^2$. Its slope is $c\,w$; the **curvature** $c$ says
# how fast the slope changes. One step of descent:
#
# $$w - \eta\, c\, w = (1 - \eta\, c)\, w$$
#
# All three are numbers. Each step multiplies $w$ by the same factor, which shrinks it as long as
# $|1 - \eta\,c| < 1$: **the rate is below 2/curvature**. Beyond, every step lands farther out.
#
# **Predict** rates 0.2, 0.9 and 1.1 at curvature 2, then move the sliders. *Picture:* the bowl, the
# start as a star, each step as a square. (Without sliders: three bowls.)

# %% demo
plots.rate_slider(curvature=2.0)

# %% [markdown]
# Your loss has $D + 1$ parameters, $v = (w, b)$. With a column of ones beside `X`
# (`np.column_stack`), $A = [X, 1]$ of shape $(N, D + 1)$, its gradient is
# $\tfrac{2}{N} A^\top (A v - y)$; $A^\top$ is `A.T`. Curvature is the slope of the slope: as in
# $3 v - 5$, whose slope is 3, what stands in front of $v$ remains, here a matrix, the **Hessian**
# $H$:
#
# | `X = [[1], [1], [3], [3]]`, $N = 4$ | | |
# |---|---|---|
# | $A$, ones on the right | rows (1, 1), (1, 1), (3, 1), (3, 1) | $(4, 2)$ |
# | $A^\top A$ | rows (20, 8), (8, 4) | 20 = 1 + 1 + 9 + 9 |
# | $H$, like $c$ | rows (10, 4), (4, 2) | $(D + 1, D + 1)$ |
#
# The bowl has $D + 1$ axes. Along each, $H$ multiplies by one number, as $c$ did: an **eigenvalue**
# $\lambda$, that axis's curvature. The steepest sets the limit:
#
# $$\eta < \frac{2}{\lambda_{\max}(H)}$$
#
# In the example, $2 / 11.657 = 0.1716$.

# %% demo
H_tiny = np.array([[10.0, 4.0], [4.0, 2.0]])  # the Hessian of the table
steep = np.linalg.eigh(H_tiny)[1][:, 1]  # its steepest axis: a direction in w and b
print(H_tiny @ steep / steep)  # [11.657 11.657]: along it, H multiplies by one number
np.linalg.eigvalsh(H_tiny)  # array([ 0.343, 11.657]): the two curvatures, from small to large


# %% exercise="stable-rate" hint="The gradient in v is 2/N times A.T @ (A @ v - y). It is linear in v, so differentiating leaves what stands in front of v. Which matrix is that, and is its shape (D + 1, D + 1)?" hint2="Try your Hessian on X = [[1], [1], [3], [3]]: it must be [[10, 4], [4, 2]]. If an entry is off by a factor, look for the 2 of the square and the N of the mean; if it is 1 by 1, look for the column of ones." hint3="Three steps: glue a column of np.ones to X, build the Hessian from A.T and A, take its largest eigenvalue with np.linalg.eigvalsh. The rate is 2 over it."
def largest_stable_learning_rate(X):
    """The rate beyond which descent on the mean squared error explodes.

    X: (N, D), without a column of ones
    returns a number: 2 / largest eigenvalue of the Hessian in (w, b), which is (D + 1, D + 1)
    """
    ### BEGIN SOLUTION
    N = X.shape[0]
    A = np.column_stack([X, np.ones(N)])
    hessian = 2 * A.T @ A / N
    curvatures = np.linalg.eigvalsh(hessian)
    return 2 / curvatures.max()
    ### END SOLUTION


# %% check="stable-rate" points=4
check("stable-rate")

# %% [markdown]
# On your data $\lambda_{\max} = 413.61$: the limit is 0.004835, and 0.01 was twice too large. The
# flattest curvature is 0.056; the ratio, 7 378, is called the **condition number**.
#
# **Predict** 200 steps at 0.0048 and at 0.0049.
#
# *Picture:* loss against step, circles for 0.0048, squares for 0.0049.
#
# **What if** you try the limit itself?

# %% demo
X, y = quadratic_features(x), x**2
print("largest stable rate:", largest_stable_learning_rate(X))  # 0.004835
runs = {}
for rate in (0.0048, 0.0049):
    runs[f"rate {rate}"] = gradient_descent(X, y, np.full(2, 0.5), 0.5, rate, 201)[2]
plots.losses(runs)

# %% [markdown] question="mean-or-sum" points=2
# **Question 1, in words.** You write every measurement down twice, `np.vstack([X, X])`: $N$ doubles
# and nothing new is known. What happens to loss, gradient and largest stable rate if the loss is a
# mean? And if it is a sum? Why does this course divide by $N$? Three to five sentences.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: with the mean nothing changes (0.004835 stays). With the sum, loss, gradient and Hessian
# double, so the largest stable rate halves (for these data from 0.000967 to 0.000484).
#
# 1 point: the reason. The Hessian of the mean is an average over examples, so its curvature, and
# with it the rate that works, does not depend on how many examples there are. With a sum, a rate
# that works on a few examples explodes on more.
#
# Give half for the second point if the answer says that numbers "stay small" without naming rate
# or curvature.
# ### END SOLUTION

# %% [markdown]
# ## 5. The cure: one scale for all
#
# The curvature along one weight is twice the mean *square* of its column: 22 for $x$, 391.6 for
# $x^2$, 2 for the bias. Give every column, and `y`, mean 0 and standard deviation 1, and all three
# become 2.
#
# $$z = \frac{x - \bar x}{s}$$
#
# The mean $\bar x$ and the standard deviation $s$ are $(D,)$. With `ddof=0` the variance is divided
# by $N$, as in unit 00 and scikit-learn; with `ddof=1` by $N - 1$. Either cures; say which you use.


# %% given="standardize"
def standardize(A, ddof=0):
    """Shift to mean 0 and scale to standard deviation 1: returns (Z, mean, std)."""
    mean, std = A.mean(axis=0), A.std(axis=0, ddof=ddof)
    return (A - mean) / std, mean, std


# %% [markdown]
# The condition number falls from 7 378 to 105; $x$ and $x^2$ still rise together. **Predict:** both
# paths take 200 steps from weights (1, 1) and bias 0.5, each at 0.9 of its own limit. Which comes
# closer?
#
# *Picture:* lines of equal loss, with $b$ at its best for each pair of weights. Ring: start. Star:
# lowest point. Squares: your path.
#
# **What if** you allow 1.01 of the limit?

# %% demo
X, y = quadratic_features(x), x**2
Z, t = standardize(X)[0], standardize(y)[0]
raw_rate, rate = (0.9 * largest_stable_learning_rate(A) for A in (X, Z))
print("0.9 of the limit: raw", raw_rate, " standardised", rate)  # 0.00435, 0.454
plots.surfaces(gradient_descent, {"raw": (X, y, raw_rate), "standardised": (Z, t, rate)})

# %% [markdown] question="which-rate" points=2
# **Question 2, in words.** A tutorial standardised these data (`ddof=1`, also for `y`), started at
# weights and bias 0.5, and printed the weights *after* each step, the loss *before* it:
#
# | iteration | $w_0$ | $w_1$ | loss |
# |---|---|---|---|
# | 0 | 0.49954653 | 0.5004535 | 0.257558 |
# | 10 | 0.49503425 | 0.5049657 | 0.079949 |
# | 20 | 0.49056274 | 0.50943726 | 0.028329 |
#
# The code beside it says rate 0.02. Which rate made the table? Give your evidence, and say how
# many rows you needed.
#
# ### BEGIN SOLUTION
# **Marking guide.**
#
# 1 point: the rate is 0.03.
#
# 1 point: evidence that decides. Row 0 alone is enough: step ÷ gradient. The first step moves
# $w_0$ by −0.00045347, the gradient there is 0.0151161, and the quotient is 0.0300. A second way:
# the loss at iteration 10 would be 0.117968 with 0.02 (0.056219 at 20), and is 0.079949 with 0.03.
#
# The loss of row 0 says nothing about the rate: it comes before any step. It does say `ddof=1`,
# since `ddof=0` starts at 0.259448. Give half if a rate was found by trial and the answer does not
# say which number decided.
# ### END SOLUTION

# %% [markdown]
# ## 6. Back to the units you measured in
#
# Your weights now speak of $z$; your reader asks about $x$. The model you trained is
#
# $$\frac{\hat y - \bar y}{s_y} = \sum_j w_j\, \frac{x_j - \bar x_j}{s_j} + b$$
#
# with `w`, $\bar x$, $s$ of shape $(D,)$ and numbers $b$, $\bar y$, $s_y$. Solve for $\hat y$: what
# multiplies $x_j$ is coefficient $j$, the rest is the intercept, one number.
#
# By hand: $w = 2$, $b = 0.5$, $\bar x = 10$, $s = 5$, $\bar y = 100$, $s_y = 20$ give coefficient
# 8 and intercept 30. Test it: $x = 10$ gives 110 both ways.


# %% exercise="original-units" hint="Multiply both sides of the equation by s_y and add y's mean. Then sort: which terms contain x, which do not?" hint2="Coefficient j is what x_j is multiplied by: three quantities meet there, all known. For the intercept, put x = 0 into the equation and see what is left." hint3="At x = 0 three things remain: y's mean, the bias in units of y, and, with a minus sign, each coefficient times the mean of its column, added up over the columns."
def to_original_units(w, b, x_mean, x_std, y_mean, y_std):
    """Undo the standardisation of a trained linear model.

    w: (D,)    b: a number    x_mean, x_std: (D,)    y_mean, y_std: numbers
    returns coefficients: (D,),  intercept: a number,  with y = x @ coefficients + intercept
    """
    ### BEGIN SOLUTION
    coefficients = y_std * w / x_std
    intercept = y_mean + y_std * b - np.sum(coefficients * x_mean)
    return coefficients, intercept
    ### END SOLUTION


# %% check="original-units" points=4
check("original-units")

# %% [markdown]
# Take 1 000 steps at rate 0.1, and set the result beside least squares, which finds the minimum in
# one go. **Predict:** do they agree to three digits?

# %% demo
Z, x_mean, x_std = standardize(quadratic_features(x))
t, y_mean, y_std = standardize(x**2)
w, b, _ = gradient_descent(Z, t, np.full(2, 0.5), 0.5, 0.1, 1000)
slow, _ = to_original_units(w, b, x_mean, x_std, y_mean, y_std)
print("descent:       ", slow.round(3), "times x, x²")  # [0.069 0.989]
print("least squares: ", np.polyfit(x, y, 2)[1::-1].round(3) + 0.0)  # [0. 1.]

# %% [markdown]
# They do not, and nothing is broken. The flattest curvature is 0.0378, so each step keeps
# $1 - 0.1 \cdot 0.0378 = 0.99622$ of the error along that axis: 2.3 % after 1 000 steps. That is
# condition number 105. You know a faster rate: 0.9 of your limit.
#
# scikit-learn does the whole unit in one pipeline; then comes your own, in 1 000 steps.
# *Picture:* stars for the data, circles for the start, squares for one exploding step, triangles
# for your curve.

# %% demo
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

parts = PolynomialFeatures(2, include_bias=False), StandardScaler(), LinearRegression()
pipeline = make_pipeline(*parts).fit(x[:, None], x**2)
pipeline.predict([[6.0]])  # array([36.])

# %% demo
X, y = quadratic_features(x), x**2
Z, x_mean, x_std = standardize(X)
t, y_mean, y_std = standardize(y)
w, b, _ = gradient_descent(X, y, np.full(2, 0.5), 0.5, 0.01, 1)
curves = {"start": ([0.5, 0.5], 0.5), "raw, rate 0.01, one step": (w, b)}
rate = 0.9 * largest_stable_learning_rate(Z)
w, b, _ = gradient_descent(Z, t, np.full(2, 0.5), 0.5, rate, 1000)
curves["yours, 1000 steps"] = to_original_units(w, b, x_mean, x_std, y_mean, y_std)
plots.fits(x, y, curves)

# %% [markdown]
# ## The riddle, answered
#
# A step is safe below 2/curvature. Raw squares bend the bowl by 413.61, so at rate 0.01 every step
# lands farther out. On one scale the limit is a hundred times higher: 200 steps bring you to 0.02
# from the lowest point (raw: 0.27), and 1 000 to $y = x^2$.
#
# **Keep:**
# - $1/N$ makes the rate independent of how much you measure.
# - The steepest axis sets the rate, the flattest one the waiting time.
# - Standardise, train, go back to your own units.
#
# **Go further:**
# - [Why momentum really works](https://distill.pub/2017/momentum/): the same bowls, one more idea.
# - [Importance of feature scaling][scaling] in scikit-learn: the cure on real data.
#
# [scaling]: https://scikit-learn.org/stable/auto_examples/preprocessing/plot_scaling_importance.html
