# %% [markdown]
# # A toy
#
# Two functions to write, one to repair: $f(x) = x^3$.

# %% given="setup"
import numpy as np

from autograder import check, start

start("00_toy", version="0.1")

# %% [markdown]
# Twice a number is the number added to itself.

# %% exercise="double-it" hint="Which operation, done once, makes 6 of 3?" hint2="Say \"times\" with *."
def double(x):
    """Twice every entry of x.

    # %% this line stands in a string and starts no cell
    """
    ### BEGIN SOLUTION
    doubled_entries = 2 * x
    return doubled_entries
    ### END SOLUTION


# %% check="double-it" points=1
check("double-it")

# %% demo
print(np.arange(3))

# %% exercise="square-loss" hint="Differentiate the square first, then what is inside."
def square_loss(w, x):
    """The mean of (w x)^2, and its gradient in w."""
    product = w * x
    if product.size:
        ### BEGIN SOLUTION
        loss = np.mean(product**2)
        dw = 2 * product * x / w.size
        ### END SOLUTION
    return loss, dw


# %% check="square-loss" points=3
check("square-loss")

# %% [markdown] question="why-mean" points=2
# Why a mean, and not a sum?
#
# ### BEGIN SOLUTION
# One mark: the step does not grow with the number of examples.
# ### END SOLUTION

# %% tags=["solution"]
print("The teacher alone sees this cell.")

# %% exercise="cubic-bug-hunt" hint="Which power does the exponent become?"
def cubic_gradient(x):
    """The derivative of x^3."""
    ### BEGIN SOLUTION
    return 3 * x**2
    ### END SOLUTION


# %% starter="cubic-bug-hunt"
def cubic_gradient(x):
    """The derivative of x^3."""
    return 3 * x**3


# %% check="cubic-bug-hunt" points=2
check("cubic-bug-hunt")

# %% [markdown]
# That was all.
