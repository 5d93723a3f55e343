"""Unit 09: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the references that several mistakes edit.
PACK = "return np.concatenate([np.ravel(array) for array in arrays])"
PIECE = "theta[begin:end].reshape(shape)"
DRAW = "rng.uniform(-epsilon, epsilon, (D + 1) * H + (H + 1) * C)"
COUNT = "(D + 1) * H + (H + 1) * C"
TAKE = "unpack(theta, shapes_of(layer_sizes))"
PRICE = "price = 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))"
COST = "cost = (np.sum(softplus(scores) - Y * scores) + price) / N"
DSCORES = "dscores = (logistic(scores) - Y) / N"
DZ = "dz = (dscores @ W2.T) * hidden * (1 - hidden)"
WEIGHTS = "dW1, dW2 = X.T @ dz + reg * W1 / N, hidden.T @ dscores + reg * W2 / N"
RETURN = "return cost, pack([dW1, dz.sum(axis=0), dW2, dscores.sum(axis=0)])"
EXTRA = 'extra, limit = (layer_sizes, X, y, reg), {"maxiter": iterations}'
RUN = 'return minimize(network_cost, theta, args=extra, method="CG", jac=True, options=limit).x'

# --------------------------------------------------------------------------- mistakes

PACKING = [
    Mistake(
        "columns-first",
        "Both functions read the arrays column by column, where the page reads row by row.",
        "They undo each other, so a round trip shows nothing. What does [[1, 2], [3, 4]] give?",
        edits=(
            ("np.ravel(array)", 'np.ravel(array, order="F")'),
            (PIECE, 'theta[begin:end].reshape(shape, order="F")'),
        ),
    ),
    Mistake(
        "columns-first-in-pack",
        "pack reads the arrays column by column, where C order goes row by row.",
        "What does pack give for [[1, 2], [3, 4]]?",
        edits=(("np.ravel(array)", "np.ravel(array.T)"),),
    ),
    Mistake(
        "columns-first-in-unpack",
        "unpack fills the arrays column by column, where C order goes row by row.",
        "What does unpack give for 1, 2, 3, 4 and the shape (2, 2)?",
        edits=((PIECE, 'theta[begin:end].reshape(shape, order="F")'),),
    ),
    Mistake(
        "turned-shapes",
        "unpack gives each matrix the shape turned round.",
        "Which shape is asked for: (D, H) or (H, D)?",
        edits=((PIECE, "theta[begin:end].reshape(shape[::-1])"),),
        also=(((PIECE, f"{PIECE}.T"),),),
    ),
    Mistake(
        "begin-never-moves",
        "Every array is cut from the beginning of theta.",
        "Where in theta does the second array begin, and which line of yours says so?",
        edits=(("        begin = end\n", ""),),
    ),
    Mistake(
        "begin-becomes-the-size",
        "The third array and the last begin at a wrong place: begin becomes the size of the array "
        "before, where it should move on by it.",
        "After W1 and b1, how many numbers of theta are used up? Which two numbers give that?",
        edits=(("        begin = end\n", "        begin = end - begin\n"),),
    ),
    Mistake(
        "append-thrown-away",
        "pack returns an empty vector: what is appended goes nowhere.",
        "np.append leaves its argument as it is. Where is what it returns?",
        edits=(
            (
                PACK,
                "theta = np.array([])\n    for array in arrays:\n        np.append(theta, array)\n"
                "    return theta",
            ),
        ),
    ),
    Mistake(
        "pack-not-written",
        "pack is not written yet.",
        "What did you do with the arrays of the example, on paper, to get seven numbers in a row?",
        edits=((PACK, "raise NotImplementedError"),),
    ),
    Mistake(
        "unpack-not-written",
        "unpack is not written yet.",
        "Where in theta does each array of the example begin, and where does it end?",
        edits=(("arrays, begin = [], 0", "raise NotImplementedError"),),
    ),
    Mistake(
        "pieces-stay-flat",
        "The pieces are cut at the right places, but they are left flat.",
        "Which method gives a flat piece the shape of a matrix?",
        edits=((PIECE, "theta[begin:end]"),),
    ),
    Mistake(
        "theta-is-a-column",
        "pack returns a column (P, 1), where a flat vector (P,) is asked for.",
        "How many axes has theta on the page?",
        edits=((PACK, PACK + "[:, None]"),),
    ),
    Mistake(
        "biases-left-out",
        "pack takes the matrices and leaves the biases out.",
        "How many numbers should theta have? Count those of the example.",
        edits=(("for array in arrays]", "for array in arrays if array.ndim > 1]"),),
    ),
    Mistake(
        "cut-from-the-end",
        "unpack cuts in the reversed order: the last shape gets the first numbers of theta.",
        "Which array stands at the beginning of theta?",
        edits=(
            ("arrays, begin = [], 0", "arrays, begin = [], 0\n    shapes = shapes[::-1]"),
            ("return arrays", "return arrays[::-1]"),
        ),
        also=((("arrays, begin = [], 0", "arrays, begin = [], 0\n    shapes = shapes[::-1]"),),),
    ),
]

# What goes wrong with a draw, in the words of the start and of the bug hunt.
DRAWN = {
    "draws-from-zero": (
        "The draws run from 0 to epsilon: they should begin at minus epsilon.",
        "2 epsilon minus epsilon is epsilon. Which width is needed, and what shifts the range?",
    ),
    "draws-up-to-zero": (
        "The draws run from minus epsilon to 0: they should reach epsilon.",
        "The beginning is right. How wide is your range, and how wide should it be?",
    ),
    "not-shifted": (
        "The draws run from 0 to 2 epsilon: the width is right, the beginning is not.",
        "Multiplying stretches a range. What moves it, and by how much?",
    ),
    "shifted-only": (
        "The draws are 1 wide: they begin at minus epsilon, but are not stretched.",
        "From minus epsilon to epsilon, how wide is the range? Draws from 0 to 1 are 1 wide.",
    ),
    "twice-as-wide": (
        "The draws reach twice as far as they should.",
        "From minus epsilon to epsilon the width is 2 epsilon. Where does yours begin and end?",
    ),
    "half-as-wide": (
        "The draws reach half as far as they should.",
        "The width of the range is 2 epsilon. By how much do you stretch draws from 0 to 1?",
    ),
    "epsilon-unused": (
        "The draws lie between -1 and 1, whatever epsilon is.",
        "Where in your line is epsilon used?",
    ),
    "zero-to-one": (
        "The draws lie between 0 and 1: neither centred nor scaled.",
        "rng.random and rng.uniform draw from 0 to 1 unless told otherwise. Which bounds?",
    ),
    "range-of-the-page": (
        "The draws lie between -0.12 and 0.12, whatever epsilon is.",
        "0.12 is the epsilon of one example. Which argument holds the epsilon asked for?",
    ),
    "not-even": (
        "The draws are normal: they leave every bound, where even ones are asked for.",
        "Which kind of draw does the docstring ask for?",
    ),
    "not-from-rng": (
        "The draws do not come from rng, so a run cannot be repeated.",
        "np.random has a stream of its own. Which generator were you handed?",
    ),
    "rng-of-its-own": (
        "The same draws come back whatever rng is handed in: they come from a seed of your own.",
        "Two starts should differ. Which generator were you handed, and which do you draw from?",
    ),
}


# Normal draws of the same spread as the even ones, and all others.
DRAWN["normal-draws"] = DRAWN["not-even"]


def drawn(label, new, old=DRAW):
    """A mistake of the draw."""
    return Mistake(label, *DRAWN[label], edits=((old, new),))


def draws():
    """The mistakes that the start and the hunt share."""
    return [
        drawn("draws-from-zero", f"rng.random({COUNT}) * (2 * epsilon - epsilon)"),
        drawn("draws-up-to-zero", f"rng.random({COUNT}) * epsilon - epsilon"),
        drawn("epsilon-unused", f"rng.random({COUNT}) * 2 - 1"),
        drawn("not-shifted", f"rng.random({COUNT}) * 2 * epsilon"),
        drawn("shifted-only", f"rng.random({COUNT}) - epsilon"),
        drawn("rng-of-its-own", f"np.random.default_rng(42).uniform(-epsilon, epsilon, {COUNT})"),
        drawn("twice-as-wide", f"rng.uniform(-2 * epsilon, 2 * epsilon, {COUNT})"),
        drawn("half-as-wide", f"epsilon * (rng.random({COUNT}) - 0.5)"),
        drawn("zero-to-one", f"rng.random({COUNT})"),
        drawn("range-of-the-page", f"rng.uniform(-0.12, 0.12, {COUNT})"),
        drawn("not-even", f"rng.normal(0, epsilon / np.sqrt(3), {COUNT})"),
        drawn("normal-draws", f"rng.normal(0, epsilon, {COUNT})"),
        drawn("not-from-rng", f"np.random.default_rng().uniform(-epsilon, epsilon, {COUNT})"),
    ]


START = [
    *draws(),
    Mistake(
        "all-alike",
        "All weights, or all biases, start at one and the same number.",
        "On this page every number of theta is drawn, weights and biases alike.",
        edits=(
            (
                f"return {DRAW}",
                "W1, W2 = (rng.uniform(-epsilon, epsilon, s) for s in ((D, H), (H, C)))\n"
                "    return pack([W1, np.zeros(H), W2, np.zeros(C)])",
            ),
        ),
    ),
    Mistake(
        "draws-repeated",
        "The same few draws are used again and again.",
        "How many numbers do you draw, and how many has theta?",
        edits=((DRAW, f"np.resize(rng.uniform(-epsilon, epsilon, 40), {COUNT})"),),
    ),
]

# What goes wrong in the cost, in the words of the exercise and of the bug hunt.
SAID = {
    "sum-convention": (
        "Cost and gradient are not divided by N; they fit each other, but this page divides.",
        "Nothing is wrong in your derivatives. Which factor stands in front of both terms?",
    ),
    "gradient-not-averaged": (
        "The gradient is not divided by N, while the cost is.",
        "What does the 1/N in front of the cost do to its gradient?",
    ),
    "data-gradient-not-averaged": (
        "The data part of the gradient is not divided by N, while the slope of the price is.",
        "Which line of your way back should hold the 1/N of the data? The table begins with it.",
    ),
    "price-not-divided": (
        "The price is not divided by N, in the cost and in the gradient: unit 05's convention.",
        "Look at the table at the top of the page: what is below reg here?",
    ),
    "price-not-divided-in-gradient": (
        "The slope of the price is reg * W, while the price in the cost is divided by N.",
        "The price has a 1/N in front. Where is it in your gradient?",
    ),
    "price-without-half": (
        "The price lacks its half, with the slope that goes with it: they fit each other, but "
        "this page has a half.",
        "Nothing is wrong in your derivatives. With which factor does the slope become reg/N W?",
    ),
    "price-gradient-halved": (
        "The slope of the price is half of what it should be.",
        "Differentiate W squared. What comes down from the exponent and meets the half?",
    ),
    "price-gradient-doubled": (
        "The slope of the price is twice what it should be.",
        "What does the half in the price do when you differentiate?",
    ),
    "price-missing-from-gradient": (
        "The price is in the cost but not in the gradient.",
        "The cost is a sum of two terms. How many terms has its gradient?",
    ),
    "price-missing-from-cost": (
        "The price is in the gradient but not in the cost.",
        "Where do the reg terms of your gradient come from?",
    ),
    "questions-averaged": (
        "The data part of the cost is divided by N times C, where only examples are averaged.",
        "np.mean divides by all entries of (N, C). Over which axis does the page divide?",
    ),
    "questions-averaged-throughout": (
        "The data part is divided by N times C, in the cost and in the gradient; they fit each "
        "other, but this page adds up the questions of an example.",
        "Nothing is wrong in your derivatives. Which factor stands in front of the double sum?",
    ),
    "data-not-averaged": (
        "The data part of the cost is not divided by N, while the price is.",
        "Which terms stand behind the 1/N on the page? Brackets say how far a division reaches.",
    ),
    "onehot-added": (
        "In the cost, Y s is added where it should be taken off.",
        "A right answer with a high score should cost little. What does your cost do with it?",
    ),
    "price-times-n": (
        "The price in the cost is multiplied by N, where it should be divided by it.",
        "Python reads reg / 2 * N from the left. Which brackets are missing?",
    ),
    "price-not-divided-in-cost": (
        "The price in the cost is not divided by N, while its slope is.",
        "Which terms stand behind the 1/N on the page? Brackets say how far a division reaches.",
    ),
    "price-of-w1-only-in-cost": (
        "W2 is missing from the price in the cost, while its slope is in the gradient.",
        "There are two weight matrices. How many sums of squares are in your price?",
    ),
    "price-of-w2-only-in-cost": (
        "W1 is missing from the price in the cost, while its slope is in the gradient.",
        "There are two weight matrices. How many sums of squares are in your price?",
    ),
    "weights-not-squared": (
        "The price adds up the weights themselves, where their squares are asked for.",
        "Could your price become negative? A sum of squares never does.",
    ),
    "w1-not-squared": (
        "In the price, the weights of W1 are not squared.",
        "Could your price become negative? A sum of squares never does.",
    ),
    "softmax-in-the-gradient": (
        "The gradient is that of unit 05's softmax, while the cost asks yes-no questions.",
        "Each score has a probability of its own here. Which function makes it?",
    ),
    "db1-wrong-axis": (
        "pack is handed a gradient in b1 with one entry an example: it is summed over the hidden "
        "units.",
        "b1 has one entry a hidden unit. Which axis of dz must go?",
    ),
    "db2-wrong-axis": (
        "pack is handed a gradient in b2 with one entry an example: it is summed over the classes.",
        "b2 has one entry a class. Which axis of dscores must go?",
    ),
    "gradient-of-another-length": (
        "The gradient is not as long as theta: one of its arrays has a wrong shape, and "
        "np.concatenate joins any.",
        "Print the shapes of dW1, db1, dW2 and db2 beside those of W1, b1, W2 and b2.",
    ),
    "price-missing": (
        "The price for large weights is missing from cost and gradient.",
        "reg is an argument. Where do you use it?",
    ),
    "price-first-layer-only": (
        "Only W1 pays the price: W2 is missing from it, in the cost and in the gradient.",
        "There are two weight matrices. How many sums of squares are in the price?",
    ),
    "price-second-layer-only": (
        "Only W2 pays the price: W1 is missing from it, in the cost and in the gradient.",
        "There are two weight matrices. How many sums of squares are in the price?",
    ),
    "biases-pay": (
        "The biases pay the price too, in the cost and in the gradient.",
        "Which letters stand in the price on the page?",
    ),
    "yes-answers-only": (
        "Only the questions with the answer yes are counted, in the cost.",
        "A question with the answer no costs -log(1 - p). Where is that in your cost?",
    ),
    "softmax-for-logistic": (
        "The cost is unit 05's softmax cost, where yes-no questions are asked.",
        "Each class has a probability of its own here: its logistic. What do rows sum to?",
    ),
    "onehot-missing": (
        "The one-hot is not subtracted: the gradient holds the probabilities alone.",
        "The score occurs twice in the cost of a question. Which term is not differentiated?",
    ),
    "gradient-sign": (
        "The data part of the gradient has the wrong sign: Y - p for p - Y.",
        "Raise a right score a little: should the cost rise or fall?",
    ),
    "slope-missing": (
        "The slope of the logistic is missing on the way back through the hidden layer.",
        "hidden is a bent function of z. What is the factor hidden * (1 - hidden) for?",
    ),
    "slope-at-the-activation": (
        "The slope of the logistic is taken at its output, where it should be at its input.",
        "logistic(hidden) bends a second time. Which number is the activation already?",
    ),
    "output-slope-too": (
        "dscores is multiplied by the logistic's slope p (1 - p), which has cancelled already.",
        "The slope of a question's cost in the score is p - Y. Whose slope do you put on top?",
    ),
    "hidden-slope-relu": (
        "The way back uses ReLU's slope, 1 where z is above 0 and 0 elsewhere, where the hidden "
        "layer bends with the logistic.",
        "Which activation made hidden?",
    ),
    "biases-averaged-again": (
        "The gradients of the biases are means over the examples, and divided by N twice.",
        "dscores holds its 1/N already. Is it a sum or a mean that is left?",
    ),
    "packed-in-another-order": (
        "The gradient is packed with both matrices first, then both biases.",
        "Entry p of the gradient must belong to entry p of theta. In which order is theta?",
    ),
    "biases-pay-in-cost": (
        "The biases pay the price too, in the cost, while the gradient leaves them out.",
        "theta holds all four arrays. Which letters stand in the price on the page?",
    ),
    "b1-pays-in-gradient": (
        "The gradient in b1 holds the slope of a price that biases do not pay.",
        "Which letters stand in the price on the page?",
    ),
    "b2-pays-in-gradient": (
        "The gradient in b2 holds the slope of a price that biases do not pay.",
        "Which letters stand in the price on the page?",
    ),
    "sum-before-square": (
        "In the cost, the sum of the weights is squared, where the squares are to be added up.",
        "Weights 1 and -1: what does your price say, and what does the page's?",
    ),
    "price-divided-twice": (
        "The price in the cost is divided by N twice.",
        "Which line divides the sum of both terms by N already?",
    ),
    "softplus-of-the-probability": (
        "In the cost, softplus is taken of the probability, where it takes the score.",
        "softplus is log(1 + e^s). Which letter stands in the exponent on the page?",
    ),
    "softplus-in-the-gradient": (
        "In the gradient stands softplus, where its slope belongs.",
        "Softplus is a part of the cost. Which function did the page name as its slope?",
    ),
    "class-number-for-onehot": (
        "The cost multiplies scores by the class number y, where the one-hot Y belongs.",
        "Print y and Y for three examples. Which of them holds an answer for each question?",
    ),
    "data-divided-by-c": (
        "The data part of the cost is divided by C, where it should be divided by N.",
        "What does shape[1] of the scores count: examples or classes?",
    ),
    "data-divided-by-d": (
        "The data part of the cost is divided by D, where it should be divided by N.",
        "What does shape[1] of X count: examples or pixels?",
    ),
    "data-gradient-divided-by-c": (
        "The data part of the gradient is divided by C, where it should be divided by N.",
        "What does shape[1] of the scores count: examples or classes?",
    ),
    "data-gradient-divided-by-d": (
        "The data part of the gradient is divided by D, where it should be divided by N.",
        "What does shape[1] of X count: examples or pixels?",
    ),
    "slope-without-hidden": (
        "The slope of the logistic is 1 - hidden alone: the factor hidden is missing.",
        "For very negative z the logistic is flat. Does your slope die there?",
    ),
    "slope-without-complement": (
        "The slope of the logistic is hidden alone: the factor 1 - hidden is missing.",
        "For large z the logistic is flat. Does your slope die there?",
    ),
    "theta-minus-gradient": (
        "What comes back is theta minus the gradient, where the gradient itself is asked for.",
        "Who takes the steps here: network_cost, or the optimiser?",
    ),
    "reshaped-not-transposed": (
        "On the way back W2 is reshaped, where it should be turned round.",
        "reshape keeps the numbers in reading order. What swaps rows and columns?",
    ),
    "onehot-inside-the-logistic": (
        "The one-hot is taken off the scores, inside the logistic, where it should be taken off "
        "the probabilities.",
        "Which comes first in the first row of the table: the logistic or the minus?",
    ),
    "first-example-only": (
        "Only the first example is counted.",
        "Does your return stand inside the loop?",
    ),
    "theta-overwritten": (
        "Your code writes into the theta that it is handed: a second call with the same theta "
        "returns another cost.",
        "An array that is cut from theta shares its numbers, so W1 *= 2 changes theta too. Which "
        "of your lines writes into an array, with *=, += or [:] =, and not into a new one?",
    ),
}


def said(label, *edits, also=(), carries=False):
    """A mistake of the cost, as edits of the exercise or of the hunt."""
    return Mistake(label, *SAID[label], edits=edits, also=also, carries=carries)


def slopes(factor):
    """Both slopes of the price, times a factor."""
    new = f"dW1, dW2 = X.T @ dz + {factor} * W1, hidden.T @ dscores + {factor} * W2"
    return (WEIGHTS, new)


def overwriting(indent):
    """Both slopes of the price made in place, in the weights that are cut from theta."""
    lines = "W1 *= reg / N", "W2 *= reg / N", slopes("1.0")[1]
    return (WEIGHTS, f"\n{indent}".join(lines))


NO_PRICE = (PRICE, "price = 0.0")
SUM_COST, SUM_DSCORES = (
    (COST, COST.removesuffix(" / N")),
    (DSCORES, "dscores = logistic(scores) - Y"),
)
BARE = (COST, "cost = np.sum(softplus(scores) - Y * scores) / N + price")
MEANS = (COST, "cost = np.mean(softplus(scores) - Y * scores) + price / N")
SHARED = "cost = np.sum(softplus(scores) - Y * scores) / {} + price / N"
DIVIDED_TWICE = (PRICE, PRICE.replace("0.5 * reg", "0.5 * reg / N"))
LENGTH = (
    RETURN,
    "parts = dW1, dz.sum(axis=1), dW2, dscores.sum(axis=0)\n"
    "{}return cost, np.concatenate([np.ravel(part) for part in parts])",
)


def other_length(indent):
    """The gradient with an array of a wrong shape, joined without pack."""
    return (LENGTH[0], LENGTH[1].format(indent))


def divided_last(db1, db2):
    """The gradients of sums, and their N taken off when they are packed."""
    return (RETURN, f"return cost, pack([N * dW1, {db1}, N * dW2, {db2}]) / N")


COSTS = [
    said("sum-convention", SUM_COST, SUM_DSCORES, slopes("reg"), carries=True),
    said("gradient-not-averaged", SUM_DSCORES, slopes("reg")),
    said("data-gradient-not-averaged", SUM_DSCORES),
    said("price-not-divided", BARE, slopes("reg"), carries=True),
    said("price-not-divided-in-gradient", slopes("reg")),
    said(
        "price-without-half",
        (PRICE, PRICE.replace("0.5 * ", "")),
        slopes("2 * reg / N"),
        carries=True,
    ),
    said("price-gradient-halved", slopes("0.5 * reg / N")),
    said("price-gradient-doubled", slopes("2 * reg / N")),
    said("price-missing-from-gradient", slopes("0")),
    said("price-missing-from-cost", NO_PRICE),
    said("price-missing", NO_PRICE, slopes("0")),
    said("questions-averaged", MEANS),
    said(
        "questions-averaged-throughout",
        MEANS,
        (DSCORES, "dscores = (logistic(scores) - Y) / Y.size"),
        carries=True,
    ),
    said("data-not-averaged", (COST, "cost = np.sum(softplus(scores) - Y * scores) + price / N")),
    said("onehot-added", (COST, COST.replace("- Y", "+ Y"))),
    said("price-times-n", (COST, BARE[1] + " * N")),
    said("price-not-divided-in-cost", BARE),
    said("price-of-w1-only-in-cost", (PRICE, "price = 0.5 * reg * np.sum(W1**2)")),
    said("price-of-w2-only-in-cost", (PRICE, "price = 0.5 * reg * np.sum(W2**2)")),
    said("weights-not-squared", (PRICE, "price = 0.5 * reg * (np.sum(W1) + np.sum(W2))")),
    said("w1-not-squared", (PRICE, "price = 0.5 * reg * (np.sum(W1) + np.sum(W2**2))")),
    said(
        "softmax-in-the-gradient",
        (DSCORES, "dscores = (np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True) - Y) / N"),
    ),
    said(
        "db1-wrong-axis",
        (RETURN, RETURN.replace("dz.sum(axis=0)", "dz.sum(axis=1)")),
        also=((divided_last("(N * dz).sum(axis=1)", "N * dscores.sum(axis=0)"),),),
    ),
    said(
        "db2-wrong-axis",
        (RETURN, RETURN.replace("dscores.sum(axis=0)", "dscores.sum(axis=1)")),
        also=((divided_last("N * dz.sum(axis=0)", "(N * dscores).sum(axis=1)"),),),
    ),
    said("gradient-of-another-length", other_length("    ")),
    said(
        "price-first-layer-only",
        (PRICE, "price = 0.5 * reg * np.sum(W1**2)"),
        (WEIGHTS, WEIGHTS.replace(" + reg * W2 / N", "")),
    ),
    said(
        "price-second-layer-only",
        (PRICE, "price = 0.5 * reg * np.sum(W2**2)"),
        (WEIGHTS, WEIGHTS.replace(" + reg * W1 / N", "")),
    ),
    said(
        "biases-pay",
        (PRICE, "price = 0.5 * reg * np.sum(theta**2)"),
        (
            RETURN,
            RETURN.replace("dz.sum(axis=0)", "dz.sum(axis=0) + reg * b1 / N").replace(
                "dscores.sum(axis=0)", "dscores.sum(axis=0) + reg * b2 / N"
            ),
        ),
        carries=True,
    ),
    said("yes-answers-only", (COST, "cost = (np.sum(Y * softplus(-scores)) + price) / N")),
    said(
        "softmax-for-logistic",
        (
            COST,
            "cost = (np.sum(np.log(np.exp(scores).sum(axis=1))) - np.sum(Y * scores) + price) / N",
        ),
        (DSCORES, "dscores = (np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True) - Y) / N"),
        also=(
            (
                (
                    COST,
                    "cost = (np.sum(np.log(np.exp(scores).sum(axis=1))) - np.sum(Y * scores) "
                    "+ price) / N",
                ),
            ),
        ),
    ),
    said("onehot-missing", (DSCORES, "dscores = logistic(scores) / N")),
    said("gradient-sign", (DSCORES, "dscores = (Y - logistic(scores)) / N")),
    said("slope-missing", (DZ, "dz = dscores @ W2.T")),
    said(
        "slope-at-the-activation",
        (DZ, "dz = (dscores @ W2.T) * logistic(hidden) * (1 - logistic(hidden))"),
    ),
    said(
        "output-slope-too",
        (
            DSCORES,
            "dscores = (logistic(scores) - Y) / N * logistic(scores) * (1 - logistic(scores))",
        ),
    ),
    said("hidden-slope-relu", (DZ, "dz = (dscores @ W2.T) * (X @ W1 + b1 > 0)")),
    said(
        "biases-averaged-again",
        (RETURN, RETURN.replace("dz.sum", "dz.mean").replace("dscores.sum", "dscores.mean")),
    ),
    said(
        "packed-in-another-order",
        (RETURN, "return cost, pack([dW1, dW2, dz.sum(axis=0), dscores.sum(axis=0)])"),
    ),
    said("biases-pay-in-cost", (PRICE, "price = 0.5 * reg * np.sum(theta**2)")),
    said(
        "b1-pays-in-gradient",
        (RETURN, RETURN.replace("dz.sum(axis=0)", "dz.sum(axis=0) + reg * b1 / N")),
    ),
    said(
        "b2-pays-in-gradient",
        (RETURN, RETURN.replace("dscores.sum(axis=0)", "dscores.sum(axis=0) + reg * b2 / N")),
    ),
    said(
        "sum-before-square",
        (PRICE, "price = 0.5 * reg * (np.sum(W1) ** 2 + np.sum(W2) ** 2)"),
        also=(((PRICE, "price = 0.5 * reg * (np.sum(W1) + np.sum(W2)) ** 2"),),),
    ),
    said("price-divided-twice", DIVIDED_TWICE),
    said(
        "softplus-of-the-probability",
        (COST, COST.replace("softplus(scores)", "softplus(logistic(scores))")),
    ),
    said("softplus-in-the-gradient", (DSCORES, "dscores = (softplus(scores) - Y) / N")),
    said("class-number-for-onehot", (COST, COST.replace("Y *", "y[:, None] *"))),
    said("data-divided-by-c", (COST, SHARED.format("scores.shape[1]"))),
    said("data-divided-by-d", (COST, SHARED.format("X.shape[1]"))),
    said("data-gradient-divided-by-c", (DSCORES, DSCORES.replace("/ N", "/ scores.shape[1]"))),
    said("data-gradient-divided-by-d", (DSCORES, DSCORES.replace("/ N", "/ X.shape[1]"))),
    said("slope-without-hidden", (DZ, "dz = (dscores @ W2.T) * (1 - hidden)")),
    said("slope-without-complement", (DZ, "dz = (dscores @ W2.T) * hidden")),
    said("theta-minus-gradient", (RETURN, RETURN.replace("pack", "theta - pack"))),
    said(
        "reshaped-not-transposed",
        (DZ, DZ.replace("W2.T", "W2.reshape(W2.shape[::-1])")),
    ),
    said("onehot-inside-the-logistic", (DSCORES, "dscores = logistic(scores - Y) / N")),
    said("theta-overwritten", overwriting("    ")),
]

TRAINING = [
    Mistake(
        "start-returned",
        "train returns the vector that it began with.",
        "minimize leaves its start as it is. Where does it put the vector that it found?",
        edits=((RUN, RUN.removeprefix("return ").removesuffix(".x") + "\n    return theta"),),
    ),
    Mistake(
        "start-asked-again",
        "The cost is asked at the start again and again: what minimize tries does not reach "
        "network_cost.",
        "minimize calls your function with ever new vectors. Does your function use the one that "
        "it is handed? It is the riddle of this page.",
        edits=(
            (
                RUN,
                "return minimize(lambda t: network_cost(theta, *extra), theta, "
                'method="CG", jac=True, options=limit).x',
            ),
        ),
    ),
    Mistake(
        "iterations-ignored",
        "The optimiser goes on for as long as it likes: iterations is not handed to it.",
        "Which option of minimize limits the iterations?",
        edits=((", options=limit", ""),),
    ),
    Mistake(
        "args-in-another-order",
        "What network_cost is handed after theta stands in another order than in its signature.",
        "args is handed on as it is: first, second, third, fourth. Which is which?",
        edits=(("(layer_sizes, X, y, reg)", "(X, y, layer_sizes, reg)"),),
    ),
    Mistake(
        "reg-not-passed",
        "network_cost is handed another reg than train: the one that train gets goes unused.",
        "What stands in the place of reg in your args?",
        edits=(("(layer_sizes, X, y, reg)", "(layer_sizes, X, y, 0.0)"),),
    ),
    Mistake(
        "other-data",
        "network_cost is handed other data or sizes than train.",
        "Whose X and y do your args hold: those of the signature of train, or of another cell?",
        edits=(("(layer_sizes, X, y, reg)", "(layer_sizes, X[1:], y[1:], reg)"),),
    ),
    Mistake(
        "begins-elsewhere",
        "The walk does not begin at the theta that train is handed.",
        "What is the second argument of minimize, and what do you hand it?",
        edits=(("network_cost, theta,", "network_cost, np.zeros(theta.size),"),),
    ),
    Mistake(
        "another-limit",
        "minimize is limited to another number of iterations than train is handed.",
        "Which argument of train says how many iterations there may be? Hand on that, as it is, in "
        "one call: each call of minimize begins anew and forgets its direction.",
        edits=(('{"maxiter": iterations}', '{"maxiter": 2 * iterations}'),),
    ),
    Mistake(
        "uphill",
        "The cost at the end is higher than at the start.",
        "minimize goes down by itself, without a rate. If you walk on your own: has your step the "
        "right sign, and is it too long for a steep cost?",
        edits=(
            (
                RUN,
                "for _ in range(iterations):\n"
                "        theta = theta + 0.001 * network_cost(theta, *extra)[1]\n"
                "    return theta",
            ),
        ),
    ),
    Mistake(
        "stops-too-early",
        "The cost has fallen as slowly as tiny steps of descent take it: an optimiser comes far "
        "lower in as many iterations.",
        "Do you walk yourself, at a fixed rate? Which method was to do the walking?",
        edits=(
            (
                RUN,
                "for _ in range(iterations):\n"
                "        theta = theta - 0.002 * network_cost(theta, *extra)[1]\n"
                "    return theta",
            ),
        ),
    ),
]

# In the hunt the cost's mistakes are edits of the same lines.
HUNT = [
    *draws(),
    Mistake(
        "stored-weights-read",
        "cost still reads the weights that the net has stored, and not the theta it is handed.",
        "Call cost with two different theta. Where does the first line get its vector from?",
        edits=(("unpack(theta,", "unpack(self.theta,"),),
    ),
    said("sum-convention", SUM_COST, SUM_DSCORES, slopes("reg"), carries=True),
    said("gradient-not-averaged", SUM_DSCORES, slopes("reg")),
    said("price-not-divided-in-gradient", slopes("reg")),
    said("price-missing-from-gradient", slopes("0")),
    said("price-missing", NO_PRICE, slopes("0")),
    said("price-not-divided-in-cost", BARE),
    said("data-not-averaged", (COST, "cost = np.sum(softplus(scores) - Y * scores) + price / N")),
    said("onehot-missing", (DSCORES, "dscores = logistic(scores) / N")),
    said("slope-missing", (DZ, "dz = dscores @ W2.T")),
    said("gradient-of-another-length", other_length("        ")),
    said("price-divided-twice", DIVIDED_TWICE),
    said(
        "first-example-only",
        (
            "N, hidden = len(y), logistic(X @ W1 + b1)",
            "N, X, y = len(y), X[:1], y[:1]\n        hidden = logistic(X @ W1 + b1)",
        ),
        also=(
            (
                (
                    "N, hidden = len(y), logistic(X @ W1 + b1)",
                    "N, X, y = 1, X[:1], y[:1]\n        hidden = logistic(X @ W1 + b1)",
                ),
            ),
        ),
    ),
    said("theta-overwritten", overwriting("        ")),
]

MISTAKES: dict[str, list[Mistake]] = {
    "pack-unpack": PACKING,
    "random-init": START,
    "network-cost": COSTS,
    "train-cg": TRAINING,
    "cost-bug-hunt": HUNT,
}

# ---------------------------------------------------------------------- right answers


def defined(signature, body, indent=""):
    """A function: its signature, and the lines of its body."""
    lines = "".join(f"{indent}    {line}\n" for line in body.split("\n"))
    return f"{indent}def {signature}:\n{lines}"


def written(signature, *ways):
    """Styles from ``(name, body)``; the body's lines stand inside ``def signature:``."""
    return [Style(name, defined(signature, body)) for name, body in ways]


def packing(name, pack, unpack):
    """Both functions written in one way."""
    both = defined("pack(arrays)", pack), defined("unpack(theta, shapes)", unpack)
    return Style(name, "\n".join(both))


SPLIT = (
    "ends = np.cumsum([int(np.prod(shape)) for shape in shapes])\n"
    "return [part.reshape(shape) for part, shape in zip(np.split(theta, ends[:-1]), shapes)]"
)
FORWARD = (
    "W1, b1, W2, b2 = unpack(theta, shapes_of(layer_sizes))\nN = len(y)\n"
    "Y = np.eye(layer_sizes[2])[y]\na = logistic(X @ W1 + b1)\ns = a @ W2 + b2\np = logistic(s)\n"
)
BACK = (
    "d = (p - Y) / N\ndz = (d @ W2.T) * a * (1 - a)\n"
    "return J, pack([X.T @ dz + reg / N * W1, dz.sum(0), a.T @ d + reg / N * W2, d.sum(0)])"
)
TEXTBOOK = "J = -np.sum(Y * np.log(p) + (1 - Y) * np.log(1 - p)) / N\n"
PRICED = "J = J + reg / (2 * N) * (np.sum(W1**2) + np.sum(W2**2))\n"
ONE_BY_ONE = (
    "W1, b1, W2, b2 = unpack(theta, shapes_of({sizes}))\nN = len(y)\n"
    "J = 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))\n"
    "g1, c1, g2, c2 = reg * W1, 0 * b1, reg * W2, 0 * b2\n"
    "for x, label in zip(X, y):\n    a = logistic(x @ W1 + b1)\n    s = a @ W2 + b2\n"
    "    d = logistic(s)\n    d[label] -= 1\n    J += np.sum(softplus(s)) - s[label]\n"
    "    dz = (W2 @ d) * a * (1 - a)\n    g1 = g1 + np.outer(x, dz)\n    c1 = c1 + dz\n"
    "    g2 = g2 + np.outer(a, d)\n    c2 = c2 + d\n"
    "return J / N, pack([g1, c1, g2, c2]) / N"
)
BY_HAND = (
    "D, H, C = layer_sizes\ni, j, k = D * H, D * H + H, D * H + H + H * C\n"
    "W1, b1 = theta[:i].reshape(D, H), theta[i:j]\nW2, b2 = theta[j:k].reshape(H, C), theta[k:]\n"
    "N, Y = len(y), np.eye(C)[y]\na = logistic(X @ W1 + b1)\ns = a @ W2 + b2\n"
    "J = (np.sum(np.logaddexp(0, s) - Y * s) + reg / 2 * (np.sum(W1**2) + np.sum(W2**2))) / N\n"
    "d = (logistic(s) - Y) / N\ndz = (d @ W2.T) * a * (1 - a)\n"
    "parts = X.T @ dz + reg / N * W1, dz.sum(0), a.T @ d + reg / N * W2, d.sum(0)\n"
    "return J, np.concatenate([part.ravel() for part in parts])"
)
RUN_CG = "minimize(network_cost, theta, (layer_sizes, X, y, reg), jac=True, "
HAND_CG = (
    "f = lambda t: network_cost(t, layer_sizes, X, y, reg)\n"
    "cost, g = f(theta)\nd = -g\nfor _ in range(iterations):\n"
    "    slope, step = g @ d, 1e-4 / (1e-12 + np.abs(d).max())\n"
    "    curved = (f(theta + step * d)[1] @ d - slope) / step\n"
    "    theta = theta - slope / curved * d\n    new = f(theta)[1]\n"
    "    d = -new + max(0.0, new @ (new - g) / (g @ g)) * d\n    g = new\n"
    "    if np.abs(g).max() < 1e-6:\n        break\nreturn theta"
)


def net(name, draw, cost):
    """The reported net repaired in one way."""
    start = f"D, H, C = self.layer_sizes = layer_sizes\nself.theta = {draw}"
    methods = (
        defined("__init__(self, layer_sizes, epsilon, rng)", start, "    "),
        defined("cost(self, theta, X, y, reg)", cost, "    "),
    )
    return Style(name, "class ReportedNet:\n" + "\n".join(methods))


SIZED = "layer_sizes = self.layer_sizes\n"
EVEN = f"rng.uniform(-epsilon, epsilon, {COUNT})"

CORRECT: dict[str, list[Style]] = {
    "pack-unpack": [
        packing("split", "return np.concatenate([a.flatten() for a in arrays])", SPLIT),
        packing("hstack", "return np.hstack([a.reshape(-1) for a in arrays])", SPLIT),
        packing(
            "numbers-one-by-one",
            "return np.array([number for array in arrays for number in array.flat])",
            "out, rest = [], list(theta)\nfor shape in shapes:\n    a = np.zeros(shape)\n"
            "    for i in range(a.size):\n        a.flat[i] = rest.pop(0)\n    out.append(a)\n"
            "return out",
        ),
        packing(
            "filled",
            "theta, at = np.empty(sum(a.size for a in arrays)), 0\nfor a in arrays:\n"
            "    theta[at : at + a.size] = a.ravel()\n    at += a.size\nreturn theta",
            "out, at = [], 0\nfor shape in shapes:\n    a = np.empty(shape)\n"
            "    a[...] = theta[at : at + a.size].reshape(shape)\n    at += a.size\n"
            "    out.append(a)\nreturn tuple(out)",
        ),
        packing(
            "eaten-from-the-front",
            "theta = np.array([])\nfor array in arrays:\n    theta = np.append(theta, array)\n"
            "return theta",
            "out = []\nfor shape in shapes:\n    size = int(np.prod(shape))\n"
            "    out.append(np.reshape(theta[:size], shape))\n    theta = theta[size:]\nreturn out",
        ),
        packing(
            "generator",
            "return np.concatenate(tuple(map(np.ravel, arrays)))",
            "at = 0\nfor shape in shapes:\n    size = int(np.prod(shape))\n"
            "    yield theta[at : at + size].reshape(shape)\n    at += size",
        ),
        packing(
            "float32",
            "return np.concatenate([a.ravel() for a in arrays]).astype(np.float32)",
            "theta = theta.astype(np.float32)\n" + SPLIT,
        ),
    ],
    "random-init": written(
        "random_init(layer_sizes, epsilon, rng)",
        (
            "stretched-and-shifted",
            "D, H, C = layer_sizes\n"
            "return rng.random(D * H + H + H * C + C) * 2 * epsilon - epsilon",
        ),
        (
            "packed",
            "return pack([rng.uniform(-epsilon, epsilon, s) for s in shapes_of(layer_sizes)])",
        ),
        (
            "counted",
            "size = sum(int(np.prod(shape)) for shape in shapes_of(layer_sizes))\n"
            "return rng.uniform(low=-epsilon, high=epsilon, size=size)",
        ),
        (
            "layer-by-layer",
            "parts = []\nfor fan_in, fan_out in zip(layer_sizes, layer_sizes[1:]):\n"
            "    W = epsilon * (2 * rng.random((fan_in, fan_out)) - 1)\n"
            "    b = epsilon * (2 * rng.random(fan_out) - 1)\n    parts += [W.ravel(), b]\n"
            "return np.concatenate(parts)",
        ),
        (
            "one-by-one",
            "D, H, C = layer_sizes\n"
            "return [rng.uniform(-epsilon, epsilon) for _ in range((D + 1) * H + (H + 1) * C)]",
        ),
        (
            "float32",
            "D, H, C = layer_sizes\nu = rng.random((D + 1) * H + (H + 1) * C, dtype=np.float32)\n"
            "return np.float32(epsilon) * (2 * u - 1)",
        ),
    ),
    "network-cost": written(
        "network_cost(theta, layer_sizes, X, y, reg)",
        ("textbook", FORWARD + TEXTBOOK + PRICED + BACK),
        ("one-example-at-a-time", ONE_BY_ONE.format(sizes="layer_sizes")),
        ("unpacked-by-hand", BY_HAND),
        (
            "right-and-wrong-apart",
            FORWARD
            + "J = -(np.log(p[Y == 1]).sum() + np.log(1 - p[Y == 0]).sum()) / N\n"
            + PRICED
            + BACK,
        ),
        (
            "einsum",
            FORWARD
            + "J = (np.sum(softplus(s)) - np.einsum('nc,nc->', Y, s)) / N\n"
            + PRICED
            + "d = (p - Y) / N\ndz = np.einsum('nc,hc,nh,nh->nh', d, W2, a, 1 - a)\n"
            "dW1, dW2 = np.einsum('nd,nh->dh', X, dz), np.einsum('nh,nc->hc', a, d)\n"
            "return J, pack([dW1 + reg / N * W1, dz.sum(0), dW2 + reg / N * W2, d.sum(0)])",
        ),
        (
            "biases-as-rows",
            FORWARD + TEXTBOOK + PRICED + "d = (p - Y) / N\ndz = (d @ W2.T) * (a - a**2)\n"
            "k = {'axis': 0, 'keepdims': True}\nJ = np.array([J])\n"
            "return J, pack([X.T @ dz + reg / N * W1, dz.sum(**k), a.T @ d + reg / N * W2, d.sum(**k)])",
        ),
        (
            "divided-at-the-end",
            FORWARD
            + "J = np.sum(softplus(s) - Y * s) + reg / 2 * (np.sum(W1**2) + np.sum(W2**2))\n"
            "d = p - Y\ndz = (d @ W2.T) * a * (1 - a)\n"
            "return J / N, pack([X.T @ dz + reg * W1, dz.sum(0), a.T @ d + reg * W2, d.sum(0)]) / N",
        ),
        (
            "float32",
            "theta, X = theta.astype(np.float32), X.astype(np.float32)\n"
            + FORWARD
            + TEXTBOOK
            + PRICED
            + "d = ((p - Y) / N).astype(np.float32)\nreg = np.float32(reg / N)\n"
            "dz = (d @ W2.T) * a * (1 - a)\n"
            "theta = pack([X.T @ dz + reg * W1, dz.sum(0), a.T @ d + reg * W2, d.sum(0)])\n"
            "return np.float32(J), theta.astype(np.float32)",
        ),
    ),
    "train-cg": written(
        "train(theta, layer_sizes, X, y, reg, iterations)",
        (
            "named",
            f"result = {RUN_CG}method='CG', options={{'maxiter': iterations}})\nreturn result.x",
        ),
        (
            "lambda",
            "cost = lambda t: network_cost(t, layer_sizes, X, y, reg)\n"
            "return minimize(cost, theta, jac=True, method='cg', options={'maxiter': iterations}).x",
        ),
        (
            "two-functions",
            "def cost(t):\n    return network_cost(t, layer_sizes, X, y, reg)[0]\n"
            "def slope(t):\n    return network_cost(t, layer_sizes, X, y, reg)[1]\n"
            "found = minimize(cost, theta, jac=slope, method='CG', options={'maxiter': iterations})\n"
            "return found['x']",
        ),
        (
            "fmin-cg",
            "from scipy.optimize import fmin_cg\nextra = (layer_sizes, X, y, reg)\n"
            "return fmin_cg(lambda t, *a: network_cost(t, *a)[0], theta,\n"
            "    fprime=lambda t, *a: network_cost(t, *a)[1], args=extra, maxiter=iterations, disp=0)",
        ),
        (
            "bfgs",
            f"return {RUN_CG}method='BFGS', options={{'maxiter': iterations}}).x",
        ),
        (
            "limited-memory",
            f"return {RUN_CG}method='L-BFGS-B', options={{'maxiter': iterations}}).x",
        ),
        ("by-hand", HAND_CG),
    ),
    "cost-bug-hunt": [
        net("delegated", EVEN, "return network_cost(theta, self.layer_sizes, X, y, reg)"),
        net(
            "loop-kept",
            "rng.random((D + 1) * H + (H + 1) * C) * 2 * epsilon - epsilon",
            ONE_BY_ONE.format(sizes="self.layer_sizes"),
        ),
        net("textbook", EVEN, SIZED + FORWARD + TEXTBOOK + PRICED + BACK),
        net("start-from-random-init", "random_init(layer_sizes, epsilon, rng)", SIZED + BY_HAND),
        net(
            "stored-as-well",
            "epsilon * (2 * rng.random((D + 1) * H + (H + 1) * C) - 1)",
            "self.theta = theta\n" + SIZED + FORWARD + TEXTBOOK + PRICED + BACK,
        ),
        net(
            "packed-start",
            "pack([rng.uniform(-epsilon, epsilon, s) for s in shapes_of(layer_sizes)])",
            "cost, gradient = network_cost(theta, self.layer_sizes, X, y, reg)\n"
            "return [cost, gradient]",
        ),
    ],
}
