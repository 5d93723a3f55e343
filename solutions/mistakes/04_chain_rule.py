"""Unit 04: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the references that several mistakes edit.
RELU = "return np.maximum(z, 0)"
RELU_GRAD = "return np.where(z > 0, 1.0, 0.0)"
SMALL = "small = np.exp(np.where(z >= 0, -z, z))"
LOGISTIC = "return np.where(z >= 0, 1.0, small) / (1 + small)"
LOGISTIC_GRAD = "return a * (1 - a)"
SLOPE_APART = ("a = logistic(z)", "a = 0.5 * (1 + np.tanh(0.5 * z))")  # right whatever logistic is
BARE = (  # the logistic, where 1 + e has no brackets: in both forms, or in one of them
    "return np.where(z >= 0, 1.0, small) / 1 + small",
    "return np.where(z >= 0, 1 / 1 + small, small / (1 + small))",
    "return np.where(z >= 0, 1 / (1 + small), small / 1 + small)",
    "return 1 / 1 + np.exp(-z)",
    "return np.exp(z) / 1 + np.exp(z)",
)
DX, DW, DB = "dS @ W.T", "X.T @ dS", "dS.sum(axis=0)"
THREE = f"return {DX}, {DW}, {DB}"
HIDDEN = "h = relu(z)"
RESIDUAL = "residual = h @ w2 - y"
DZ = "dz = (2 * residual @ w2.T) * relu_grad(z)"
LOSS, GRAD_1, GRAD_2 = "np.sum(residual**2)", "x.T @ dz", "h.T @ (2 * residual)"
RETURN = f"return {LOSS}, {GRAD_1}, {GRAD_2}"
BOUND = "a = np.sqrt(6 / (fan_in + fan_out))"
DRAW = "return rng.uniform(-a, a, size=(fan_in, fan_out))"
NET_DZ = "dz1 = (dscores @ W2.T) * logistic_grad(z1)"
NET_LOSS = "loss = loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))"
NET_1 = "dW1, db1 = X.T @ dz1 + reg * W1, dz1.sum(axis=0)"
NET_2 = "dW2, db2 = a1.T @ dscores + reg * W2, dscores.sum(axis=0)"

# --------------------------------------------------------------------------- mistakes

ACTIVATIONS = [
    Mistake(
        "relu-keeps-the-negative",
        "relu keeps the negative numbers and drops the positive ones.",
        "Which of z and 0 is the larger for z = -3, and which does your function keep?",
        edits=((RELU, "return np.minimum(z, 0)"),),
    ),
    Mistake(
        "relu-is-absolute",
        "relu turns negative numbers into positive ones, where 0 is asked for.",
        "What is the larger of -3 and 0?",
        edits=((RELU, "return np.abs(z)"),),
        also=(((RELU, "return np.abs(z)"), (RELU_GRAD, "return np.where(relu(z) > 0, 1.0, 0.0)")),),
    ),
    Mistake(
        "relu-leaks",
        "relu lets a hundredth of the negative numbers through: that is another activation, the "
        "leaky ReLU.",
        "What does the formula give for z = -3?",
        edits=((RELU, "return np.maximum(z, 0.01 * z)"),),
    ),
    Mistake(
        "relu-is-a-mask",
        "relu returns whether z is positive, where z itself is asked for there.",
        "You have written the slope. What should relu give for z = 3?",
        edits=((RELU, "return (z > 0).astype(float)"),),
    ),
    Mistake(
        "relu-stops-at-one",
        "relu stops at 1, where it has no upper end.",
        "What is the larger of 3 and 0?",
        edits=((RELU, "return np.clip(z, 0, 1)"),),
    ),
    Mistake(
        "relu-along-an-axis",
        "relu takes the largest numbers along axis 0: np.max(z, 0) compares nothing with 0.",
        "A function of a similar name compares two things entry by entry, and keeps the shape.",
        edits=((RELU, "return np.max(z, 0)"),),
    ),
    Mistake(
        "relu-drops-the-negative",
        "relu hands back the positive numbers alone: z[z > 0] drops the others and the shape.",
        "What should stand in the places where z is negative?",
        edits=((RELU, "return z[z > 0]"),),
    ),
    Mistake(
        "relu-grad-is-relu",
        "relu_grad returns the activation, where its slope is asked for.",
        "For z > 0 relu is a straight line through 0. How steep is it at z = 3, and at z = 7?",
        edits=((RELU_GRAD, "return np.where(z > 0, z, 0.0)"),),
    ),
    Mistake(
        "relu-grad-reversed",
        "relu_grad is 1 where z is negative and 0 where it is positive.",
        "On which side of 0 is relu flat?",
        edits=((RELU_GRAD, "return np.where(z < 0, 1.0, 0.0)"),),
    ),
    Mistake(
        "relu-grad-is-the-sign",
        "relu_grad is -1 for negative z: that is the slope of |z|.",
        "relu is flat for negative z. What is the slope of something flat?",
        edits=((RELU_GRAD, "return np.where(z > 0, 1.0, -1.0)"),),
    ),
    Mistake(
        "relu-grad-is-one",
        "relu_grad is 1 everywhere, as if nothing were cut off.",
        "What is the slope where relu is 0?",
        edits=((RELU_GRAD, "return np.ones_like(z)"),),
    ),
    Mistake(
        "logistic-overflows",
        "Far from 0 an exponential in logistic overflows on the way: what comes out is finite, but "
        "numpy warns.",
        "np.where computes both of its sides, also the one that is thrown away. Which exponent is "
        "never positive, whatever z is?",
        edits=((SMALL, "small = np.exp(-z)"), (LOGISTIC, "return 1 / (1 + small)")),
    ),
    Mistake(
        "logistic-becomes-nan",
        "logistic is nan for a large positive z: the exponential is inf there, and inf / inf is nan.",
        "The form with e to the z above and below serves for z < 0. Which one serves for z >= 0?",
        edits=((SMALL, "small = np.exp(z)"), (LOGISTIC, "return small / (1 + small)")),
    ),
    Mistake(
        "logistic-turned-round",
        "logistic falls where it should rise: it is computed at -z.",
        "What should it be for a large positive z, 0 or 1? Look at the sign in the exponent.",
        edits=((LOGISTIC, "return np.where(z < 0, 1.0, small) / (1 + small)"),),
    ),
    Mistake(
        "logistic-is-tanh",
        "logistic runs from -1 to 1, as a tanh does.",
        "Between which two numbers does 1 / (1 + e^-z) lie?",
        edits=((SMALL, "small = z"), (LOGISTIC, "return np.tanh(small)")),
        also=(
            ((SMALL, "small = z"), (LOGISTIC, "return np.tanh(small)"), SLOPE_APART),
            ((SMALL, "small = z / 2"), (LOGISTIC, "return np.tanh(small)")),
            ((SMALL, "small = z / 2"), (LOGISTIC, "return np.tanh(small)"), SLOPE_APART),
        ),
    ),
    Mistake(
        "logistic-is-half-of-tanh",
        "logistic is built from tanh(z), where tanh(z / 2) belongs.",
        "Compare e^-z with the exponents inside the tanh: by what factor do they differ?",
        edits=((SMALL, "small = z"), (LOGISTIC, "return 0.5 * (1 + np.tanh(small))")),
        also=(
            ((SMALL, "small = z"), (LOGISTIC, "return 0.5 * (1 + np.tanh(small))"), SLOPE_APART),
        ),
    ),
    Mistake(
        "logistic-ignores-the-sign",
        "logistic gives the same for z and for -z: one of the two forms serves both.",
        "There is one form for z >= 0 and one for z < 0. Which number above the line does each "
        "have?",
        edits=((LOGISTIC, "return 1 / (1 + small)"),),
        also=(((LOGISTIC, "return small / (1 + small)"),),),
    ),
    Mistake(
        "logistic-without-brackets",
        "logistic grows beyond 1: 1 + e stands below the line without brackets.",
        "Python divides before it adds. What belongs together?",
        edits=((LOGISTIC, BARE[0]),),
        also=(
            ((LOGISTIC, BARE[0]), SLOPE_APART),
            *(((LOGISTIC, form), *apart) for form in BARE[1:] for apart in ((), (SLOPE_APART,))),
        ),
    ),
    Mistake(
        "logistic-grad-overflows",
        "logistic_grad is right near 0, but far from 0 it is not finite: an exponential overflows, "
        "and inf / inf is nan.",
        "The page writes the slope with the activation. What does that ask of e to the 1000?",
        edits=(("a = logistic(z)", "a = np.exp(-z)"), (LOGISTIC_GRAD, "return a / (1 + a) ** 2")),
        also=(
            (("a = logistic(z)", "a = np.exp(z)"), (LOGISTIC_GRAD, "return a / (1 + a) ** 2")),
            (
                ("a = logistic(z)", "a, b = np.exp(z), np.exp(-z)"),
                (LOGISTIC_GRAD, "return a / (1 + a) * b / (1 + b)"),
            ),
        ),
    ),
    Mistake(
        "logistic-grad-without-brackets",
        "logistic_grad is 0 everywhere: without brackets, a * 1 - a is a - a.",
        "Python multiplies before it subtracts. What belongs together?",
        edits=((LOGISTIC_GRAD, "return a * 1 - a"),),
    ),
    Mistake(
        "logistic-grad-one-minus-z",
        "One factor of logistic_grad is 1 - z, where 1 minus the activation belongs.",
        "Could a slope that is never negative have the factor 1 - z?",
        edits=((LOGISTIC_GRAD, "return a * (1 - z)"),),
    ),
    Mistake(
        "logistic-grad-of-one-minus-z",
        "One factor of logistic_grad is the logistic of 1 - z, where 1 minus the logistic belongs.",
        "From what is 1 minus taken off: from z, or from the activation? Try z = 0.",
        edits=((LOGISTIC_GRAD, "return a * logistic(1 - z)"),),
    ),
    Mistake(
        "logistic-grad-at-the-activation",
        "logistic_grad treats its argument as an activation, where it is the pre-activation z.",
        "The formula contains the logistic of z, not z. Which function gives you that?",
        edits=(("a = logistic(z)", "a = z"),),
    ),
    Mistake(
        "logistic-grad-twice-through",
        "logistic_grad applies the logistic twice before it uses the formula.",
        "How often does z pass through the logistic on the way to its activation?",
        edits=(("a = logistic(z)", "a = logistic(logistic(z))"),),
    ),
    Mistake(
        "logistic-grad-is-the-logistic",
        "logistic_grad returns the activation, where its slope is asked for.",
        "At z = 6 the curve is nearly flat. What should its slope be there?",
        edits=((LOGISTIC_GRAD, "return a"),),
    ),
    Mistake(
        "logistic-grad-is-one-minus",
        "logistic_grad returns 1 minus the activation: one factor is missing.",
        "The slope is a product of two factors. Which one have you left out?",
        edits=((LOGISTIC_GRAD, "return 1 - a"),),
    ),
    Mistake(
        "logistic-grad-sign",
        "logistic_grad has the wrong sign: the logistic never falls.",
        "Is it a - 1 or 1 - a?",
        edits=((LOGISTIC_GRAD, "return a * (a - 1)"),),
    ),
    Mistake(
        "logistic-grad-of-tanh",
        "logistic_grad is the slope of the tanh: 1 minus the square of the activation.",
        "Which formula does the page give for the logistic?",
        edits=((LOGISTIC_GRAD, "return 1 - a**2"),),
        also=((("a = logistic(z)", "a = np.tanh(z)"), (LOGISTIC_GRAD, "return 1 - a**2")),),
    ),
]

MATMUL = [
    Mistake(
        "dx-transposed",
        "dX is transposed: (D, N) where the shape of X, (N, D), is asked for.",
        "You have W times dS turned round. What changes when you turn the whole product?",
        edits=((DX, "W @ dS.T"),),
    ),
    Mistake(
        "dw-transposed",
        "dW is transposed: (C, D) where the shape of W, (D, C), is asked for.",
        "Which index stands first in dW, d or c? Which of your two factors brings it?",
        edits=((DW, "dS.T @ X"),),
    ),
    Mistake(
        "dx-without-upstream",
        "dX is made of W alone: the upstream gradient dS is missing.",
        "W says how much S moves. What says how much the loss cares?",
        edits=((DX, "np.ones_like(dS) @ W.T"),),
        also=(((DX, "W.T"),), ((DX, "W"),), ((DX, "W.sum(axis=1)"),), ((DX, "W @ W.T"),)),
    ),
    Mistake(
        "dw-without-upstream",
        "dW is made of X alone: the upstream gradient dS is missing.",
        "X says how much S moves. What says how much the loss cares?",
        edits=((DW, "X.T @ np.ones_like(dS)"),),
        also=(
            ((DW, "X.T"),),
            ((DW, "X"),),
            ((DW, "X.sum(axis=0)"),),
            ((DW, "X.sum(axis=0)[:, None]"),),
            ((DW, "X.T @ X"),),
        ),
    ),
    Mistake(
        "db-is-one",
        "db is all ones: the upstream gradient dS is missing.",
        "b moves a whole column of S by the same amount. Does the loss care equally for all of it?",
        edits=((DB, "np.ones(dS.shape[1])"),),
        also=(((DB, "1.0"),), ((DB, "np.ones_like(dS)"),)),
    ),
    Mistake(
        "db-is-n",
        "db counts the examples, N for each class: the upstream gradient dS is missing.",
        "b moves a whole column of S by the same amount. Does the loss care equally for all of it?",
        edits=((DB, "np.full(dS.shape[1], float(len(dS)))"),),
        also=(((DB, "float(len(dS))"),),),
    ),
    Mistake(
        "dx-is-the-upstream",
        "dX is dS, handed down as it came.",
        "X is multiplied by W on the way to S. Where is W in your dX, and is the shape that of X?",
        edits=((DX, "dS"),),
    ),
    Mistake(
        "dx-from-dw",
        "dX is made of dW, where W belongs.",
        "Which index of dX is the sum's, and which of your arrays says how S moves with X?",
        edits=((DX, "dS @ (X.T @ dS).T"),),
    ),
    Mistake(
        "dx-from-dw-and-w",
        "dX is made of dW and W: (D, D), where the upstream gradient dS should meet W.",
        "Which index of dX is n, and which of your two factors has it?",
        edits=((DX, "(X.T @ dS) @ W.T"),),
        also=(((DX, "W @ (X.T @ dS).T"),),),
    ),
    Mistake(
        "w-reshaped",
        "dX meets a W that reshape has dealt out anew, where W is to be turned.",
        "Print W.reshape(3, 2) beside W.T for a W of shape (2, 3). Which has W's rows as columns?",
        edits=((DX, "dS @ W.reshape(W.shape[1], W.shape[0])"),),
    ),
    Mistake(
        "dx-reshaped",
        "dX holds the right numbers in the wrong places: reshape deals them out anew.",
        "Print A.reshape(3, 2) beside A.T for an A of shape (2, 3). Which one turns the table?",
        edits=((DX, "(W @ dS.T).reshape(X.shape)"),),
        also=(
            ((DX, "(dS @ W.T).reshape(X.shape[::-1])"),),
            ((DX, "(dS @ W.T).reshape(X.shape[::-1]).T"),),
        ),
    ),
    Mistake(
        "dx-from-the-output",
        "dX is made from W and the output X @ W: the upstream gradient dS is missing.",
        "W says how much S moves. What says how much the loss cares?",
        edits=((DX, "X @ W @ W.T"),),
    ),
    Mistake(
        "dw-from-the-output",
        "dW is made from X and the output X @ W: the upstream gradient dS is missing.",
        "X says how much S moves. What says how much the loss cares?",
        edits=((DW, "X.T @ (X @ W)"),),
    ),
    Mistake(
        "output-for-the-upstream",
        "All three are made from S = X @ W itself: the upstream gradient dS is not used.",
        "S is what the layer hands up. What comes down to it from above?",
        edits=((THREE, "S = X @ W\n    return S @ W.T, X.T @ S, S.sum(axis=0)"),),
    ),
    Mistake(
        "db-first-example",
        "db is the first row of dS: the pull of one example alone.",
        "Every row of S contains b. How do the rows' pulls become one?",
        edits=((DB, "dS[0]"),),
    ),
    Mistake(
        "db-not-summed",
        "db holds one row an example: it is not added up over the examples.",
        "b is (C,), and every row of S contains it. How do the rows' pulls become one?",
        edits=((DB, "dS"),),
    ),
    Mistake(
        "db-wrong-axis",
        "db is added up over the classes, where the examples should be added up.",
        "Which axis of dS must survive, if db has the shape of b?",
        edits=((DB, "dS.sum(axis=1)"),),
        also=(((DB, "dS.sum(axis=1, keepdims=True)"),),),
    ),
    Mistake(
        "db-summed-whole",
        "For db all of dS is added up to one number, where each class has a sum of its own.",
        "b has one entry a class. Over which axis only should you add up?",
        edits=((DB, "dS.sum()"),),
        also=(((DB, "np.full(dS.shape[1], dS.sum())"),),),
    ),
    Mistake(
        "db-is-a-column",
        "db is a column, (C, 1), where the shape of b, (C,), is asked for.",
        "b - rate * db would spread to (C, C). Which axis is one too many?",
        edits=((DB, "dS.sum(axis=0)[:, None]"),),
    ),
    Mistake(
        "averaged-again",
        "dW and db are divided by N: the mean is in dS already.",
        "The loss divides by N once, above. Does the layer below know of it, other than by dS?",
        edits=((DW, "X.T @ dS / len(X)"), (DB, "dS.mean(axis=0)")),
    ),
    Mistake(
        "all-averaged-again",
        "dX, dW and db are all three divided by N: the mean is in dS already.",
        "The loss divides by N once, above. Does the layer below know of it, other than by dS?",
        edits=((THREE, f"N = len(X)\n    return {DX} / N, {DW} / N, {DB} / N"),),
    ),
    Mistake(
        "dw-averaged-again",
        "dW is divided by N: the mean is in dS already.",
        "The loss divides by N once, above. Is there a 1/N in the sum over n for dW?",
        edits=((DW, "X.T @ dS / len(X)"),),
    ),
    Mistake(
        "db-averaged-again",
        "db is a mean over the examples, where a sum is asked for.",
        "Look at the formula for db: is anything divided?",
        edits=((DB, "dS.mean(axis=0)"),),
    ),
    Mistake(
        "dx-and-dw-swapped",
        "dX and dW are returned in each other's place.",
        "In which order does the docstring name the three results?",
        edits=((THREE, f"return {DW}, {DX}, {DB}"),),
    ),
    Mistake(
        "dw-only-first-example",
        "dW and db come from the first example alone.",
        "The index n runs over all examples. Is there a loop that returns too early, or an index "
        "0 too many?",
        edits=((DW, "np.outer(X[0], dS[0])"), (DB, "dS[0]")),
    ),
    Mistake(
        "sign",
        "All three gradients have the wrong sign.",
        "A gradient points uphill. The minus comes later, in the step. Where is yours?",
        edits=((THREE, f"return -({DX}), -({DW}), -({DB})"),),
    ),
    Mistake(
        "weights-for-features",
        "dW is made of the output X @ W and dS, where X and dS belong.",
        "How much does S[n, c] move when W[d, c] grows by 1? That number stands in X.",
        edits=((DW, "(X @ W).T @ dS"),),
        also=(((DW, "dS.T @ (X @ W)"),),),
    ),
    Mistake(
        "output-besides",
        "dW has a factor too many: the output X @ W multiplies dS, entry by entry.",
        "How much does S[n, c] move when W[d, c] grows by 1? That number stands in X.",
        edits=((DW, "X.T @ (dS * (X @ W))"),),
    ),
]

REGRESSION = [
    Mistake(
        "mask-missing",
        "grad_w1 lacks the slope of relu: units that were off get a gradient.",
        "On the way back from h to z, each entry is multiplied by something. By what, where z < 0?",
        edits=((DZ, "dz = 2 * residual @ w2.T"),),
    ),
    Mistake(
        "mask-of-the-upstream",
        "The mask keeps what is positive in dh, the gradient from above, where it should keep what "
        "was positive in z.",
        "Print both signs. Which of the two was cut on the way forward?",
        edits=((DZ, "dh = 2 * residual @ w2.T; dz = dh * (dh > 0)"),),
    ),
    Mistake(
        "relu-for-its-slope",
        "grad_w1 is multiplied by relu itself, where its slope belongs.",
        "For z > 0 relu is a straight line. How steep is it?",
        edits=((DZ, "dz = (2 * residual @ w2.T) * relu(z)"),),
    ),
    Mistake(
        "gradient-without-two",
        "The factor 2 of the square is missing from both gradients.",
        "What is the derivative of r squared in r?",
        edits=((DZ, "dz = (residual @ w2.T) * relu_grad(z)"), (GRAD_2, "h.T @ residual")),
    ),
    Mistake(
        "grad-w1-without-two",
        "The factor 2 of the square is missing from grad_w1, while grad_w2 has it.",
        "Both gradients begin with the same quantity at the top. Which one, with which factor?",
        edits=((DZ, "dz = (residual @ w2.T) * relu_grad(z)"),),
    ),
    Mistake(
        "grad-w2-without-two",
        "The factor 2 of the square is missing from grad_w2, while grad_w1 has it.",
        "Both gradients begin with the same quantity at the top. Which one, with which factor?",
        edits=((GRAD_2, "h.T @ residual"),),
    ),
    Mistake(
        "two-on-the-prediction",
        "Both gradients start from 2 * y_hat - y: the 2 belongs to the whole difference.",
        "Python multiplies before it subtracts. What should stand in brackets?",
        edits=(
            (DZ, "dz = ((2 * (h @ w2) - y) @ w2.T) * relu_grad(z)"),
            (GRAD_2, "h.T @ (2 * (h @ w2) - y)"),
        ),
    ),
    Mistake(
        "slope-at-the-output",
        "The way back passes a bend at the output too, where the way forward has none.",
        "Which line of the way forward calls relu? Only that one needs its slope on the way back.",
        edits=(
            (RESIDUAL, f"{RESIDUAL}\n    dy = 2 * residual * relu_grad(h @ w2)"),
            (DZ, "dz = (dy @ w2.T) * relu_grad(z)"),
            (GRAD_2, "h.T @ dy"),
        ),
        also=(((DZ, "dz = (2 * residual * relu_grad(h @ w2)) @ w2.T * relu_grad(z)"),),),
    ),
    Mistake(
        "mean-convention",
        "Loss and gradients are divided by N: they fit each other, but this exercise takes the sum.",
        "Nothing is wrong in your derivatives. What stands in front of the sum in the formula?",
        edits=(
            (LOSS, "np.sum(residual**2) / len(x)"),
            (GRAD_1, "x.T @ dz / len(x)"),
            (GRAD_2, "h.T @ (2 * residual) / len(x)"),
        ),
        carries=True,
    ),
    Mistake(
        "mean-of-all-convention",
        "Loss and gradients are those of the mean over all N * C numbers: they fit each other, but "
        "this exercise takes the sum.",
        "Nothing is wrong in your derivatives. np.mean divides by the number of entries: does the "
        "formula?",
        edits=(
            (LOSS, "np.mean(residual**2)"),
            (GRAD_1, "x.T @ dz / y.size"),
            (GRAD_2, "h.T @ (2 * residual) / y.size"),
        ),
        carries=True,
    ),
    Mistake(
        "half-sum-convention",
        "Loss and gradients are those of half the sum of squares: many books do so, this exercise "
        "does not.",
        "Nothing is wrong in your derivatives. What stands in front of the sum in the formula?",
        edits=(
            (LOSS, "0.5 * np.sum(residual**2)"),
            (DZ, "dz = (residual @ w2.T) * relu_grad(z)"),
            (GRAD_2, "h.T @ residual"),
        ),
        carries=True,
    ),
    Mistake(
        "gradients-averaged",
        "Both gradients are divided by N, while the loss is a sum.",
        "Differentiating a sum gives a sum. What in the formula would divide by N?",
        edits=((GRAD_1, "x.T @ dz / len(x)"), (GRAD_2, "h.T @ (2 * residual) / len(x)")),
    ),
    Mistake(
        "loss-averaged",
        "The loss is the mean over all N * C numbers, while the gradients are those of the sum.",
        "Compare the loss with the formula: does anything divide it?",
        edits=((LOSS, "np.mean(residual**2)"),),
    ),
    Mistake(
        "loss-divided-by-n",
        "The loss is divided by N, while the gradients are those of the sum.",
        "Compare the loss with the formula: does anything divide it?",
        edits=((LOSS, "np.sum(residual**2) / len(x)"),),
    ),
    Mistake(
        "loss-not-squared",
        "The loss adds up the misses themselves: nothing is squared, so they cancel.",
        "Could your loss become negative? A sum of squares never does.",
        edits=((LOSS, "np.sum(residual)"),),
        also=(((LOSS, "-np.sum(residual)"),),),
    ),
    Mistake(
        "sign",
        "Both gradients have the wrong sign.",
        "Is your difference prediction minus y, or y minus prediction? The second has a minus in "
        "its own derivative.",
        edits=((GRAD_1, "-x.T @ dz"), (GRAD_2, "-h.T @ (2 * residual)")),
    ),
    Mistake(
        "relu-left-out",
        "The net has no activation: two linear layers in a row are one.",
        "Which of the four lines on the way forward is missing from your code?",
        edits=((HIDDEN, "h = z"), (DZ, "dz = 2 * residual @ w2.T")),
    ),
    Mistake(
        "relu-left-out-forward",
        "The way forward skips the activation, while the way back has its slope.",
        "Which of the four lines on the way forward is missing from your code?",
        edits=((HIDDEN, "h = z"),),
        also=(((RESIDUAL, "residual = z @ w2 - y"),),),
    ),
    Mistake(
        "relu-on-the-output",
        "The output passes through relu too, where only the hidden layer should.",
        "Targets may be negative. Can your prediction?",
        edits=((RESIDUAL, "residual = relu(h @ w2) - y"),),
        also=(
            (
                (RESIDUAL, "y_hat = relu(h @ w2); residual = y_hat - y"),
                (DZ, "dy = 2 * residual * relu_grad(h @ w2); dz = (dy @ w2.T) * relu_grad(z)"),
                (GRAD_2, "h.T @ dy"),
            ),
        ),
    ),
    Mistake(
        "grad-w2-from-z",
        "grad_w2 contains the pre-activation z, where the activation h belongs.",
        "What enters the second layer, before or after the bend?",
        edits=((GRAD_2, "z.T @ (2 * residual)"),),
    ),
    Mistake(
        "grad-w2-transposed",
        "grad_w2 is transposed: (C, H) where the shape of w2, (H, C), is asked for.",
        "Which index stands first in w2? Which of your two factors brings it?",
        edits=((GRAD_2, "(2 * residual).T @ h"),),
    ),
    Mistake(
        "grad-w1-transposed",
        "grad_w1 is transposed: (H, D) where the shape of w1, (D, H), is asked for.",
        "Which index stands first in w1? Which of your two factors brings it?",
        edits=((GRAD_1, "dz.T @ x"),),
    ),
    Mistake(
        "gradients-swapped",
        "The two gradients are returned in each other's place.",
        "In which order does the docstring name the three results?",
        edits=((RETURN, f"return {LOSS}, {GRAD_2}, {GRAD_1}"),),
    ),
    Mistake(
        "gradient-of-the-prediction",
        "The gradients contain the prediction, where its difference from y belongs.",
        "Which quantity is squared in the loss? It stays in front after the chain rule.",
        edits=(
            (DZ, "dz = (2 * h @ w2 @ w2.T) * relu_grad(z)"),
            (GRAD_2, "h.T @ (2 * h @ w2)"),
        ),
    ),
    Mistake(
        "zeros",
        "Loss and gradients are all zeros, whatever comes in.",
        "Begin with the way forward: four lines, one shape each.",
        edits=((RETURN, "return 0.0, np.zeros_like(w1), np.zeros_like(w2)"),),
    ),
]

# Sentence and hint of mistakes that a bound of their own shows.
FAN_IN_ONLY = (
    "The bound is made of fan_in alone: the way back is forgotten.",
    "Glorot's compromise serves both directions. Which number stands for the second?",
)
FAN_OUT_ONLY = (
    "The bound is made of fan_out alone: the way forward is forgotten.",
    "Glorot's compromise serves both directions. Which number stands for the first?",
)
SUM_WITHOUT_BRACKETS = (
    "The bound is far too large: it divides by fan_in alone, and adds fan_out after that.",
    "Python divides before it adds. What should stand in brackets?",
)
ONLY_POSITIVE = (
    "All draws are positive: they should lie around 0.",
    "rng.uniform begins at 0 unless told otherwise. What is the lower bound?",
)

GLOROT = [
    Mistake("fan-in-only", *FAN_IN_ONLY, edits=((BOUND, "a = np.sqrt(6 / fan_in)"),)),
    Mistake("fan-in-only-of-three", *FAN_IN_ONLY, edits=((BOUND, "a = np.sqrt(3 / fan_in)"),)),
    Mistake("fan-out-only", *FAN_OUT_ONLY, edits=((BOUND, "a = np.sqrt(6 / fan_out)"),)),
    Mistake("fan-out-only-of-three", *FAN_OUT_ONLY, edits=((BOUND, "a = np.sqrt(3 / fan_out)"),)),
    Mistake(
        "fans-averaged",
        "The fans are averaged, where their sum belongs: the weights are too large.",
        "The 2 in s squared over the sum is the averaging. Is it counted twice?",
        edits=((BOUND, "a = np.sqrt(6 / ((fan_in + fan_out) / 2))"),),
    ),
    Mistake(
        "fans-multiplied",
        "The fans are multiplied, where they should be added.",
        "Try fans 2 and 4: what is below the line in the formula?",
        edits=((BOUND, "a = np.sqrt(6 / (fan_in * fan_out))"),),
    ),
    Mistake(
        "spread-for-bound",
        "The bound is the standard deviation s itself, so the draws spread less than s.",
        "A uniform draw from -a to a has variance a squared over 3. Which a gives s squared?",
        edits=((BOUND, "a = np.sqrt(2 / (fan_in + fan_out))"),),
    ),
    Mistake(
        "three-for-six",
        "The bound has a 3 where a 6 belongs: the variance is half of Glorot's.",
        "a squared is 3 times s squared, and s squared has a 2 of its own.",
        edits=((BOUND, "a = np.sqrt(3 / (fan_in + fan_out))"),),
    ),
    Mistake(
        "root-missing",
        "The root is missing from the bound.",
        "The equation gives the square of a. What is a itself?",
        edits=((BOUND, "a = 6 / (fan_in + fan_out)"),),
    ),
    Mistake(
        "root-of-the-six-only",
        "The root covers the 6 only, and not the sum of the fans below it.",
        "The equation gives the square of a. Of what is a the root: of a part, or of the fraction?",
        edits=((BOUND, "a = np.sqrt(6) / (fan_in + fan_out)"),),
    ),
    Mistake(
        "root-of-the-three-only",
        "The root covers the 3 only: s squared stands beside it, not under it.",
        "The equation gives the square of a. Is s squared under your root?",
        edits=((BOUND, "a = np.sqrt(3) * 2 / (fan_in + fan_out)"),),
    ),
    Mistake(
        "sum-without-brackets",
        *SUM_WITHOUT_BRACKETS,
        edits=((BOUND, "a = np.sqrt(6 / fan_in + fan_out)"),),
    ),
    Mistake(
        "sum-without-brackets-in-s",
        *SUM_WITHOUT_BRACKETS,
        edits=((BOUND, "a = np.sqrt(3 * (2 / fan_in + fan_out))"),),
    ),
    Mistake(
        "sum-without-brackets-at-the-end",
        *SUM_WITHOUT_BRACKETS,
        edits=((BOUND, "a = np.sqrt(6) / np.sqrt(fan_in) + fan_out"),),
    ),
    Mistake(
        "half-as-wide",
        "The draws reach half as far as they should.",
        "From -a to a is 2a wide. By how much do you stretch draws from 0 to 1?",
        edits=((DRAW, "return a * (rng.random((fan_in, fan_out)) - 0.5)"),),
    ),
    Mistake(
        "twice-as-wide",
        "The draws reach twice as far as they should.",
        "For fans 2 and 4 the bound is 1. What does your formula give?",
        edits=((BOUND, "a = 2 * np.sqrt(6 / (fan_in + fan_out))"),),
    ),
    Mistake(
        "not-scaled",
        "The draws lie between -1 and 1, whatever the fans are.",
        "Where in your code is a used?",
        edits=((DRAW, "return rng.uniform(-1, 1, size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "only-positive",
        *ONLY_POSITIVE,
        edits=((DRAW, "return rng.uniform(0, a, size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "only-positive-as-wide",
        *ONLY_POSITIVE,
        edits=((DRAW, "return rng.uniform(0, 2 * a, size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "zero-to-one",
        "The draws lie between 0 and 1: neither centred nor scaled.",
        "rng.random and rng.uniform draw from 0 to 1 unless told otherwise. Which bounds do you "
        "need?",
        edits=((DRAW, "return rng.uniform(size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "not-even",
        "The draws have the right spread, but they are not even: normal draws leave every bound.",
        "Glorot's paper knows both kinds of draw. Which one does the docstring ask for?",
        edits=((DRAW, "return rng.normal(0, a / np.sqrt(3), size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "all-alike",
        "All weights are the same number, so all units of a layer learn the same.",
        "With equal weights, every unit gets an equal gradient. What makes them differ?",
        edits=((DRAW, "return np.zeros((fan_in, fan_out))"),),
    ),
    Mistake(
        "divided-by-three",
        "The bound is a third of the right one: s squared is divided by 3, not multiplied.",
        "a squared over 3 is s squared. What is a squared?",
        edits=((BOUND, "a = np.sqrt(2 / (3 * (fan_in + fan_out)))"),),
    ),
    Mistake(
        "one-taken-off",
        "The draws run from -1 to 2a - 1: 1 is taken off draws from 0 to 2a.",
        "Draws from 0 to 2a should lie around 0. How far do you move them?",
        edits=((DRAW, "return 2 * a * rng.random((fan_in, fan_out)) - 1"),),
    ),
    Mistake(
        "normal-draws",
        "The draws are normal, with a or more for their spread: even draws between two bounds are "
        "asked for.",
        "Which method of rng draws evenly, and what are its two bounds?",
        edits=((DRAW, "return a * rng.normal(size=(fan_in, fan_out))"),),
        also=(((DRAW, "return rng.normal(size=(fan_in, fan_out))"),),),
    ),
    Mistake(
        "two-values-only",
        "Only two numbers are drawn, and nothing between them.",
        "Even draws from -a to a may fall anywhere between the two. Which method of rng does that?",
        edits=((DRAW, "return rng.choice([-a, a], size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "draws-repeated",
        "Most of the weights repeat another one, as when one row of draws serves all inputs.",
        "How many numbers do you draw, and how many weights are there?",
        edits=((DRAW, "return np.tile(rng.uniform(-a, a, fan_out), (fan_in, 1))"),),
    ),
    Mistake(
        "not-from-rng",
        "The draws do not come from rng, so a run cannot be repeated.",
        "np.random has a stream of its own. Which generator were you handed?",
        edits=((DRAW, "return np.random.default_rng().uniform(-a, a, size=(fan_in, fan_out))"),),
    ),
    Mistake(
        "rng-of-its-own",
        "The draws are the same whatever rng is handed in: it is not used, or a generator of your "
        "own is.",
        "With it, all layers of a net get the same numbers. Which name should you draw from?",
        edits=((BOUND, f"rng = np.random.default_rng(0)\n    {BOUND}"),),
    ),
    Mistake(
        "transposed",
        "The weights are (fan_out, fan_in), where (fan_in, fan_out) is asked for.",
        "In x @ w the rows of w meet the columns of x. How many are these?",
        edits=((DRAW, "return rng.uniform(-a, a, size=(fan_out, fan_in))"),),
    ),
]

HUNT = [
    Mistake(
        "slope-at-the-activation",
        "The slip is still there: dW1 and db1 disagree with nudging.",
        "Look at what the nudging cell prints, above the check. Which line do only these two need?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(a1)"),),
    ),
    Mistake(
        "slope-at-the-gradient",
        "The slope is taken at the gradient from above, where the pre-activation z1 belongs.",
        "Where did the logistic bend on the way forward? Take its slope there.",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(dscores @ W2.T)"),),
    ),
    Mistake(
        "slope-without-bias",
        "The slope is taken at X @ W1, without the bias: that is not the pre-activation.",
        "Where did the logistic bend on the way forward? Take its slope there.",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(X @ W1)"),),
    ),
    Mistake(
        "activation-besides-the-slope",
        "The gradient is multiplied by the activation besides its slope.",
        "From a1 back to z1, how many factors does each entry meet?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(z1) * a1"),),
    ),
    Mistake(
        "dw2-from-z1",
        "dW2 contains the pre-activation z1 where the activation a1 belongs: that line was right.",
        "Which gradients agreed with nudging before you changed anything? Leave their lines alone.",
        edits=((NET_2, "dW2, db2 = z1.T @ dscores + reg * W2, dscores.sum(axis=0)"),),
    ),
    Mistake(
        "relu-forward",
        "The way forward uses relu now, while the way back has the slope of the logistic.",
        "The loss was right before you changed it. On which of the two ways is the slip?",
        edits=(("a1 = logistic(z1)", "a1 = relu(z1)"),),
        also=(
            (
                ("a1 = logistic(z1)", "a1 = relu(z1)"),
                (NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(a1)"),
            ),
            (
                ("a1 = logistic(z1)", "a1 = relu(z1)"),
                (NET_DZ, "dz1 = (dscores @ W2.T) * a1 * (1 - a1)"),
            ),
        ),
    ),
    Mistake(
        "slope-missing",
        "The slope of the logistic is missing from the way back.",
        "From a1 back to z1, each entry is multiplied by something. By what?",
        edits=((NET_DZ, "dz1 = dscores @ W2.T"),),
    ),
    Mistake(
        "slope-is-the-activation",
        "The gradient is multiplied by the activation, where its slope belongs.",
        "How steep is the logistic where it has nearly reached 1?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * a1"),),
    ),
    Mistake(
        "slope-from-pre-activation",
        "The formula a * (1 - a) is used with the pre-activation in place of the activation.",
        "In the formula stands the logistic of z. Which of your variables holds it?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * z1 * (1 - z1)"),),
    ),
    Mistake(
        "slope-of-tanh",
        "The slope is that of the tanh, 1 - a squared.",
        "Which formula belongs to the logistic?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * (1 - a1**2)"),),
        also=(((NET_DZ, "dz1 = (dscores @ W2.T) * (1 - np.tanh(z1) ** 2)"),),),
    ),
    Mistake(
        "slope-of-relu",
        "The slope is that of relu at z1, while the way forward uses the logistic.",
        "Which activation bent the numbers on the way forward?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * (z1 > 0)"),),
    ),
    Mistake(
        "slope-twice",
        "The slope of the logistic is multiplied in twice.",
        "How often does the way forward bend each number?",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(z1) ** 2"),),
    ),
    Mistake(
        "upstream-forgotten",
        "The gradient from above is missing: only the slope is left.",
        "The chain rule multiplies. What comes down from the scores through W2?",
        edits=((NET_DZ, "dz1 = logistic_grad(z1)"),),
    ),
    Mistake(
        "sign",
        "dW1 and db1 have the wrong sign.",
        "Every factor on the way back is there. Has one of them gained a minus?",
        edits=((NET_DZ, "dz1 = -(dscores @ W2.T) * logistic_grad(z1)"),),
        also=(((NET_1, "dW1, db1 = -(X.T @ dz1 + reg * W1), -dz1.sum(axis=0)"),),),
    ),
    Mistake(
        "averaged-again",
        "dW1 and db1 are divided by N once more: the mean is in dscores already.",
        "Where was 1/N applied first? Once is enough.",
        edits=((NET_DZ, "dz1 = (dscores @ W2.T) * logistic_grad(z1) / len(y)"),),
        also=(((NET_1, "dW1, db1 = (X.T @ dz1 + reg * W1) / len(y), dz1.mean(axis=0)"),),),
    ),
    Mistake(
        "slope-at-the-scores",
        "The slope of the logistic is multiplied into the gradient of the scores too, which no "
        "logistic has bent.",
        "Which arrays pass through the logistic on the way forward? Only these need its slope.",
        edits=(
            (
                NET_DZ,
                "dscores = dscores * logistic_grad(a1 @ W2 + b2); "
                "dz1 = (dscores @ W2.T) * logistic_grad(z1)",
            ),
        ),
        also=(
            (
                (
                    NET_DZ,
                    "bent = dscores * logistic_grad(a1 @ W2 + b2); "
                    "dz1 = (bent @ W2.T) * logistic_grad(z1)",
                ),
            ),
        ),
    ),
    Mistake(
        "relu-put-back",
        "The net is the colleague's ReLU net again: the logistic is gone.",
        "The hunt is for one line. Which activation should the repaired net have?",
        edits=(
            ("a1 = logistic(z1)", "a1 = np.maximum(z1, 0)"),
            (NET_DZ, "dz1 = (dscores @ W2.T) * (z1 > 0)"),
        ),
    ),
    Mistake(
        "dw1-without-price",
        "dW1 lacks the slope of the price for large weights.",
        "The loss contains reg times the squares of W1. What does that add to dW1?",
        edits=((NET_1, "dW1, db1 = X.T @ dz1, dz1.sum(axis=0)"),),
    ),
    Mistake(
        "db1-wrong-axis",
        "db1 is added up over the units, where the examples should be added up.",
        "b1 is (H,). Which axis of dz1 must survive?",
        edits=((NET_1, "dW1, db1 = X.T @ dz1 + reg * W1, dz1.sum(axis=1)"),),
        also=(((NET_1, "dW1, db1 = X.T @ dz1 + reg * W1, dz1.sum(axis=1, keepdims=True)"),),),
    ),
    Mistake(
        "full-square-convention",
        "The price is reg times the squares, without the half, and its slope fits: this course "
        "takes the half.",
        "Nothing is wrong in your derivatives. Which factor stands in front of reg in the code you "
        "were given?",
        edits=(
            (NET_LOSS, "loss = loss + reg * (np.sum(W1**2) + np.sum(W2**2))"),
            (NET_1, "dW1, db1 = X.T @ dz1 + 2 * reg * W1, dz1.sum(axis=0)"),
            (NET_2, "dW2, db2 = a1.T @ dscores + 2 * reg * W2, dscores.sum(axis=0)"),
        ),
        carries=True,
    ),
    Mistake(
        "price-without-half",
        "The price in the loss has lost its half, while its slope still is that of the half.",
        "Compare the loss with the code you were given.",
        edits=((NET_LOSS, "loss = loss + reg * (np.sum(W1**2) + np.sum(W2**2))"),),
    ),
    Mistake(
        "dw2-price-doubled",
        "The slope of the price in dW2 is twice what the loss has.",
        "The loss has half of reg. Compare the line of dW2 with the code you were given.",
        edits=((NET_2, "dW2, db2 = a1.T @ dscores + 2 * reg * W2, dscores.sum(axis=0)"),),
    ),
    Mistake(
        "price-left-out",
        "The price for large weights is gone from the loss, while its slope is still there.",
        "Compare the loss with the code you were given.",
        edits=((NET_LOSS, "loss = loss + 0.0"),),
    ),
]

MISTAKES = {
    "activations": ACTIVATIONS,
    "matmul-gradients": MATMUL,
    "two-layer-regression": REGRESSION,
    "glorot-uniform": GLOROT,
    "logistic-net-bug-hunt": HUNT,
}

# ---------------------------------------------------------------------- right answers


def written(signature: str, *ways: tuple[str, str]) -> list[Style]:
    """Styles from ``(name, body)``; the body's lines stand inside ``def signature:``."""
    return [Style(name, defined(signature, body)) for name, body in ways]


def defined(signature: str, body: str) -> str:
    """A function: its signature, and the lines of its body."""
    return f"def {signature}:\n" + "".join(f"    {line}\n" for line in body.split("\n"))


def four(name: str, relu: str, relu_grad: str, logistic: str, logistic_grad: str) -> Style:
    """All four activations written in one way."""
    bodies = {
        "relu(z)": relu,
        "relu_grad(z)": relu_grad,
        "logistic(z)": logistic,
        "logistic_grad(z)": logistic_grad,
    }
    return Style(name, "\n".join(defined(*pair) for pair in bodies.items()))


TANH = "return 0.5 * (1 + np.tanh(0.5 * z))"
PRODUCT = "return logistic(z) * (1 - logistic(z))"
LOG_PROBS = (
    "z1 = X @ W1 + b1\na1 = logistic(z1)\nscores = a1 @ W2 + b2\n"
    "shifted = scores - scores.max(axis=1, keepdims=True)\n"
    "log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n"
)
NET = "logistic_net_gradients(W1, b1, W2, b2, X, y, reg)"

CORRECT: dict[str, list[Style]] = {
    "activations": [
        four("masks", "return z * (z > 0)", "return z > 0", TANH, PRODUCT),
        four(
            "absolute-values",
            "return (z + np.abs(z)) / 2",
            "return (1 + np.sign(z)) / 2",
            "small = np.exp(-np.abs(z))\nreturn np.where(z >= 0, 1, small) / (1 + small)",
            "small = np.exp(-np.abs(z))\nreturn small / (1 + small) ** 2",
        ),
        four(
            "where",
            "return np.where(z > 0, z, 0)",
            "return np.where(z > 0, 1, 0)",
            "e = np.exp(np.minimum(z, 0))\nreturn e / (e + np.exp(-np.maximum(z, 0)))",
            "a = logistic(z)\nreturn a - a**2",
        ),
        four(
            "filled-by-mask",
            "out = z.copy()\nout[out < 0] = 0\nreturn out",
            "out = np.zeros(z.shape)\nout[z > 0] = 1\nreturn out",
            "out, up = np.empty(z.shape), z >= 0\nout[up] = 1 / (1 + np.exp(-z[up]))\n"
            "e = np.exp(z[~up])\nout[~up] = e / (1 + e)\nreturn out",
            PRODUCT,
        ),
        four(
            "python-numbers",
            "return np.array([max(v, 0.0) for v in z.ravel()]).reshape(z.shape)",
            "return np.array([1 if v > 0 else 0 for v in z.ravel()]).reshape(z.shape)",
            "from math import exp\n"
            "a = [1 / (1 + exp(-v)) if v >= 0 else exp(v) / (1 + exp(v)) for v in z.ravel()]\n"
            "return np.array(a).reshape(z.shape)",
            "return np.vectorize(lambda a: a * (1 - a))(logistic(z))",
        ),
        four(
            "clipped",
            "return np.clip(z, 0, None)",
            "return np.heaviside(z, 0.0)",
            "return 1 / (1 + np.exp(-np.clip(z, -500, 500)))",
            "a = logistic(z)\nreturn a * (1 - a)",
        ),
        four(
            "in-place",
            "z[z < 0] = 0\nreturn z",
            "z[z > 0] = 1\nz[z < 0] = 0\nreturn z",
            "z *= 0.5\nnp.tanh(z, out=z)\nz += 1\nz *= 0.5\nreturn z",
            "a = logistic(z)\nreturn a * (1 - a)",
        ),
        four(
            "logaddexp",
            "return np.maximum(0, z)",
            "return np.greater(z, 0).astype(int)",
            "return np.exp(-np.logaddexp(0, -z))",
            "return np.exp(-np.logaddexp(0, -z) - np.logaddexp(0, z))",
        ),
        four(
            "warnings-silenced",
            "return np.maximum(z, 0)",
            "return np.where(relu(z) > 0, 1.0, 0.0)",
            'with np.errstate(over="ignore"):\n    return 1 / (1 + np.exp(-z))',
            PRODUCT,
        ),
        four(
            "float32",
            "return np.maximum(z.astype(np.float32), 0)",
            "return (z > 0).astype(np.float32)",
            "z = z.astype(np.float32)\nreturn np.float32(0.5) * (1 + np.tanh(z / 2))",
            PRODUCT,
        ),
    ],
    "matmul-gradients": written(
        "matmul_gradients(dS, X, W)",
        ("named", "dX = dS @ W.T\ndW = X.T @ dS\ndb = np.sum(dS, axis=0)\nreturn dX, dW, db"),
        ("turned-products", "return (W @ dS.T).T, (dS.T @ X).T, np.ones(len(dS)) @ dS"),
        ("np-dot", "return np.dot(dS, W.T), np.dot(X.T, dS), dS.sum(0)"),
        (
            "einsum",
            "return (\n    np.einsum('nc,dc->nd', dS, W),\n    np.einsum('nd,nc->dc', X, dS),\n"
            "    np.einsum('nc->c', dS),\n)",
        ),
        (
            "loops",
            "(N, C), D = dS.shape, X.shape[1]\n"
            "dX, dW, db = np.zeros((N, D)), np.zeros((D, C)), np.zeros(C)\n"
            "for n in range(N):\n    for c in range(C):\n        db[c] += dS[n, c]\n"
            "        for d in range(D):\n            dX[n, d] += dS[n, c] * W[d, c]\n"
            "            dW[d, c] += X[n, d] * dS[n, c]\nreturn dX, dW, db",
        ),
        (
            "outer-products",
            "dW = np.zeros_like(W)\nfor row, up in zip(X, dS):\n    dW += np.outer(row, up)\n"
            "return np.array([W @ up for up in dS]), dW, sum(dS)",
        ),
        (
            "broadcast",
            "dX = (dS[:, None, :] * W[None]).sum(axis=2)\n"
            "dW = (X[:, :, None] * dS[:, None, :]).sum(axis=0)\nreturn dX, dW, dS.sum(axis=0)",
        ),
        ("bias-as-a-row", "return dS @ W.T, X.T @ dS, dS.sum(axis=0, keepdims=True)"),
        (
            "column-of-ones",
            "A = np.column_stack([X, np.ones(len(X))])\nboth = A.T @ dS\n"
            "return dS.dot(W.transpose()), both[:-1], both[-1]",
        ),
        ("tensordot", "return np.tensordot(dS, W, (1, 1)), np.tensordot(X, dS, (0, 0)), dS.sum(0)"),
        (
            "inner",
            "return np.inner(dS, W), np.inner(X.T, dS.T), [float(s) for s in dS.sum(axis=0)]",
        ),
        (
            "a-list",
            "results = [dS @ W.T, X.T @ dS, np.add.reduce(dS)]\nreturn results",
        ),
        (
            "float32",
            "dS, X, W = (a.astype(np.float32) for a in (dS, X, W))\n"
            "return dS @ W.T, X.T @ dS, dS.sum(axis=0)",
        ),
    ),
    "two-layer-regression": written(
        "two_layer_regression(x, y, w1, w2)",
        (
            "by-the-book",
            "h = x.dot(w1)\nh_relu = np.maximum(h, 0)\ny_pred = h_relu.dot(w2)\n"
            "loss = np.square(y_pred - y).sum()\ngrad_y_pred = 2.0 * (y_pred - y)\n"
            "grad_w2 = h_relu.T.dot(grad_y_pred)\ngrad_h_relu = grad_y_pred.dot(w2.T)\n"
            "grad_h = grad_h_relu.copy()\ngrad_h[h < 0] = 0\ngrad_w1 = x.T.dot(grad_h)\n"
            "return loss, grad_w1, grad_w2",
        ),
        (
            "layer-by-layer",
            "z = x @ w1\nh = relu(z)\nd = h @ w2 - y\n"
            "dh, dw2, _ = matmul_gradients(2 * d, h, w2)\n"
            "_, dw1, _ = matmul_gradients(dh * relu_grad(z), x, w1)\nreturn np.sum(d * d), dw1, dw2",
        ),
        (
            "slope-at-the-activation",
            "h = relu(x @ w1)\nd = h @ w2 - y\n"
            "return (d**2).sum(), x.T @ (2 * d @ w2.T * relu_grad(h)), 2 * h.T @ d",
        ),
        (
            "einsum",
            "z = np.einsum('nd,dh->nh', x, w1)\nh = relu(z)\nd = np.einsum('nh,hc->nc', h, w2) - y\n"
            "dz = 2 * np.einsum('nc,hc->nh', d, w2) * relu_grad(z)\n"
            "return np.einsum('nc,nc->', d, d), np.einsum('nd,nh->dh', x, dz), "
            "2 * np.einsum('nh,nc->hc', h, d)",
        ),
        (
            "one-example-at-a-time",
            "loss, g1, g2 = 0.0, np.zeros_like(w1), np.zeros_like(w2)\nfor a, b in zip(x, y):\n"
            "    z = a @ w1\n    h = relu(z)\n    d = 2 * (h @ w2 - b)\n    loss += d @ d / 4\n"
            "    g2 += np.outer(h, d)\n    g1 += np.outer(a, (w2 @ d) * relu_grad(z))\n"
            "return loss, g1, g2",
        ),
        (
            "norm",
            "z = x @ w1\nmask = z > 0\nh = z * mask\nd = h @ w2 - y\n"
            "return np.linalg.norm(d) ** 2, x.T @ (2 * (d @ w2.T) * mask), h.T @ (2 * d)",
        ),
        (
            "y-minus-prediction",
            "z = x @ w1\nh = relu(z)\nmiss = y - h @ w2\n"
            "return np.sum(miss**2), -2 * x.T @ ((miss @ w2.T) * relu_grad(z)), -2 * h.T @ miss",
        ),
        (
            "helper-function",
            "def forward(w1, w2):\n    z = x @ w1\n    return z, relu(z), relu(z) @ w2\n"
            "z, h, out = forward(w1, w2)\nup = 2 * (out - y)\ndz = np.multiply(up @ w2.T, relu_grad(z))\n"
            "return [np.sum((out - y) ** 2), x.T @ dz, h.T @ up]",
        ),
        (
            "loss-of-shape-1",
            "z = x @ w1\nh = relu(z)\nd = h @ w2 - y\nloss = np.array([np.vdot(d, d)])\n"
            "return loss, x.T @ (2 * d @ w2.T * relu_grad(z)), 2 * (d.T @ h).T",
        ),
        (
            "in-place-on-a-copy",
            "z = x @ w1\nh = relu(z.copy())\nup = h @ w2\nup -= y\nloss = float(np.sum(up**2))\n"
            "up *= 2\ndz = up @ w2.T\ndz *= relu_grad(z)\nreturn loss, x.T @ dz, h.T @ up",
        ),
        (
            "float32",
            "x, y, w1, w2 = (a.astype(np.float32) for a in (x, y, w1, w2))\nz = x @ w1\n"
            "h = np.maximum(z, 0)\nd = h @ w2 - y\n"
            "return np.sum(d**2), x.T @ (2 * d @ w2.T * (z > 0)), 2 * h.T @ d",
        ),
    ),
    "glorot-uniform": written(
        "glorot_uniform(fan_in, fan_out, rng)",
        (
            "from-zero-to-one",
            "a = np.sqrt(6.0) / np.sqrt(fan_in + fan_out)\n"
            "return a * (2 * rng.random((fan_in, fan_out)) - 1)",
        ),
        (
            "from-the-variance",
            "variance = 2 / (fan_in + fan_out)\nhalf = (3 * variance) ** 0.5\n"
            "return rng.uniform(low=-half, high=half, size=[fan_in, fan_out])",
        ),
        (
            "drawn-turned",
            "a = (6 / (fan_in + fan_out)) ** 0.5\nreturn rng.uniform(-a, a, (fan_out, fan_in)).T",
        ),
        (
            "row-by-row",
            "a = np.sqrt(6 / (fan_in + fan_out))\n"
            "return np.array([rng.uniform(-a, a, fan_out) for _ in range(fan_in)])",
        ),
        (
            "one-by-one",
            "from math import sqrt\na = sqrt(6 / (fan_in + fan_out))\n"
            "W = np.zeros((fan_in, fan_out))\nfor i in range(fan_in):\n"
            "    for j in range(fan_out):\n        W[i, j] = rng.uniform(-a, a)\nreturn W",
        ),
        (
            "lists",
            "a = np.sqrt(6 / (fan_in + fan_out))\n"
            "return [[a * (2 * rng.random() - 1) for j in range(fan_out)] for i in range(fan_in)]",
        ),
        (
            "shifted",
            "a = np.sqrt(6 / (fan_in + fan_out))\nreturn 2 * a * rng.random((fan_in, fan_out)) - a",
        ),
        (
            "reshaped",
            "a = np.sqrt(6 / (fan_in + fan_out))\n"
            "return rng.uniform(-a, a, fan_in * fan_out).reshape(fan_in, fan_out)",
        ),
        (
            "sign-drawn-apart",
            "a = np.sqrt(6 / (fan_in + fan_out))\nsign = rng.choice([-1, 1], (fan_in, fan_out))\n"
            "return sign * rng.uniform(0, a, (fan_in, fan_out))",
        ),
        (
            "float32",
            "a = np.float32(np.sqrt(6 / (fan_in + fan_out)))\n"
            "return a * (2 * rng.random((fan_in, fan_out), dtype=np.float32) - 1)",
        ),
    ),
    "logistic-net-bug-hunt": written(
        NET,
        (
            "slope-from-the-activation",
            "z1 = X @ W1 + b1\na1 = logistic(z1)\nloss, dscores = softmax_loss(a1 @ W2 + b2, y)\n"
            "loss += 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))\n"
            "dz1 = (dscores @ W2.T) * a1 * (1 - a1)\n"
            "return (loss, X.T @ dz1 + reg * W1, dz1.sum(axis=0),\n"
            "        a1.T @ dscores + reg * W2, dscores.sum(axis=0))",
        ),
        (
            "layer-by-layer",
            "z1 = X @ W1 + b1\na1 = logistic(z1)\nloss, dscores = softmax_loss(a1 @ W2 + b2, y)\n"
            "da1, dW2, db2 = matmul_gradients(dscores, a1, W2)\n"
            "_, dW1, db1 = matmul_gradients(da1 * logistic_grad(z1), X, W1)\n"
            "price = 0.5 * reg * ((W1**2).sum() + (W2**2).sum())\n"
            "return loss + price, dW1 + reg * W1, db1, dW2 + reg * W2, db2",
        ),
        (
            "slope-kept-from-forward",
            "z1 = X @ W1 + b1\na1, slope = logistic(z1), logistic_grad(z1)\n"
            "loss, dscores = softmax_loss(a1 @ W2 + b2, y)\n"
            "loss = loss + reg * (np.sum(W1**2) + np.sum(W2**2)) / 2\n"
            "dz1 = np.multiply(slope, dscores @ W2.T)\n"
            "return (loss, X.T.dot(dz1) + reg * W1, np.sum(dz1, 0),\n"
            "        a1.T.dot(dscores) + reg * W2, np.sum(dscores, 0))",
        ),
        (
            "softmax-written-out",
            LOG_PROBS + "rows = np.arange(len(y))\nloss = -log_probs[rows, y].mean()\n"
            "loss += 0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))\nd = np.exp(log_probs)\n"
            "d[rows, y] -= 1\nd /= len(y)\ndz = (d @ W2.T) * logistic_grad(z1)\n"
            "return loss, X.T @ dz + reg * W1, dz.sum(0), a1.T @ d + reg * W2, d.sum(0)",
        ),
        (
            "biases-as-rows",
            "z1 = X @ W1 + b1.reshape(1, -1)\na1 = logistic(z1)\n"
            "loss, ds = softmax_loss(a1 @ W2 + b2.reshape(1, -1), y)\n"
            "loss = np.array([loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))])\n"
            "dz = (ds @ W2.T) * logistic_grad(z1)\nk = {'axis': 0, 'keepdims': True}\n"
            "return loss, X.T @ dz + reg * W1, dz.sum(**k), a1.T @ ds + reg * W2, ds.sum(**k)",
        ),
        (
            "einsum",
            "z1 = np.einsum('nd,dh->nh', X, W1) + b1\na1 = logistic(z1)\n"
            "loss, ds = softmax_loss(a1 @ W2 + b2, y)\n"
            "loss = loss + 0.5 * reg * (np.vdot(W1, W1) + np.vdot(W2, W2))\n"
            "dz = np.einsum('nc,hc,nh->nh', ds, W2, logistic_grad(z1))\n"
            "return (loss, np.einsum('nd,nh->dh', X, dz) + reg * W1, dz.sum(axis=0),\n"
            "        np.einsum('nh,nc->hc', a1, ds) + reg * W2, ds.sum(axis=0))",
        ),
        (
            "one-example-at-a-time",
            "loss = 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))\n"
            "dW1, dW2, db1, db2 = reg * W1, reg * W2, np.zeros_like(b1), np.zeros_like(b2)\n"
            "for x, c in zip(X, y):\n    z = x @ W1 + b1\n    a = logistic(z)\n    s = a @ W2 + b2\n"
            "    p = np.exp(s - s.max())\n    p /= p.sum()\n    loss -= np.log(p[c]) / len(y)\n"
            "    d = (p - np.eye(len(p))[c]) / len(y)\n    dz = (W2 @ d) * logistic_grad(z)\n"
            "    dW2 += np.outer(a, d)\n    db2 += d\n    dW1 += np.outer(x, dz)\n    db1 += dz\n"
            "return loss, dW1, db1, dW2, db2",
        ),
        (
            "logistic-written-out",
            "z1 = X @ W1 + b1\na1 = 1 / (1 + np.exp(-z1))\n"
            "loss, ds = softmax_loss(a1 @ W2 + b2, y)\n"
            "loss = loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))\n"
            "dz = (ds @ W2.T) * (a1 - a1**2)\n"
            "return loss, X.T @ dz + reg * W1, dz.sum(0), a1.T @ ds + reg * W2, ds.sum(0)",
        ),
        (
            "exponentials",
            "z1 = X @ W1 + b1\ne = np.exp(-z1)\na1 = 1 / (1 + e)\n"
            "loss, ds = softmax_loss(a1 @ W2 + b2, y)\n"
            "loss = loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))\n"
            "dz = (ds @ W2.T) * e / (1 + e) ** 2\n"
            "return [loss, X.T @ dz + reg * W1, dz.sum(0), a1.T @ ds + reg * W2, ds.sum(0)]",
        ),
        (
            "float32",
            "W1, b1, W2, b2, X = (a.astype(np.float32) for a in (W1, b1, W2, b2, X))\n"
            "z1 = X @ W1 + b1\na1 = logistic(z1)\nloss, ds = softmax_loss(a1 @ W2 + b2, y)\n"
            "ds = ds.astype(np.float32)\n"
            "loss = np.float32(loss + 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2)))\n"
            "dz = (ds @ W2.T) * logistic_grad(z1).astype(np.float32)\nreg = np.float32(reg)\n"
            "return loss, X.T @ dz + reg * W1, dz.sum(0), a1.T @ ds + reg * W2, ds.sum(0)",
        ),
    ),
}
