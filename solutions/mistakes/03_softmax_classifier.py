"""Unit 03: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the references that several mistakes edit.
SHIFTED = "shifted = scores - scores.max(axis=1, keepdims=True)"
PICKED_P = "probs[np.arange(len(y)), y]"
ENTROPY = f"-np.mean(np.log({PICKED_P}))"
SHIFTED_ROW = "shifted = scores - scores.max()"
LOG_SUM_ROW = "log_sum = np.log(np.sum(np.exp(shifted)))"
LOSS_ROW = "loss += log_sum - shifted[y[i]]"
PULL = "(np.exp(shifted[c] - log_sum) - (c == y[i]))"
PULLS = f"for c in range(C):\n            dW[:, c] += {PULL} * X[i]"
END = "return loss / N + 0.5 * reg * np.sum(W**2), dW / N + reg * W"
LOG_SUM = "log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))"
DSCORES = "dscores = (np.exp(shifted - log_sum) - np.eye(C)[y]) / N"
MEAN = "np.mean(log_sum[:, 0] - shifted[np.arange(N), y])"
PICKED = "shifted[np.arange(N), y]"
LOSS = f"loss = {MEAN} + 0.5 * reg * np.sum(W**2)"
GRADIENT = "X.T @ dscores + reg * W"
RETURN = f"return loss, {GRADIENT}"
WITH_BIAS = f"return loss, {GRADIENT}, dscores.sum(axis=0)"
START = "0.01 * rng.normal(size=(X.shape[1], num_classes))"
ONE_LESS = ("range(steps)", "range(1, steps)")
TRAINED = "return W, b, np.array(losses)"
STEP = "W, b = W - learning_rate * dW, b - learning_rate * db"

# --------------------------------------------------------------------------- mistakes

CUTS = 100, 500, 700
COLUMNS_SUM_TO_1 = (
    "The exponentials are summed over the examples, so every column of the result sums to 1, and "
    "not every row.",
    "One row belongs to one example. Which axis has to go when you add up its classes?",
)


def shifted_by(label, says, hint, shifted):
    """A wrong shift, with the exponentials divided by their sum or with its logarithm taken off."""
    edit = (SHIFTED, f"shifted = {shifted}")
    quotient = "exps / exps.sum(axis=1, keepdims=True)"
    difference = "np.exp(shifted - np.log(exps.sum(axis=1, keepdims=True)))"
    return Mistake(label, says, hint, edits=(edit,), also=((edit, (quotient, difference)),))


SOFTMAX = [
    shifted_by(
        "no-shift",
        "Nothing large is taken off the scores, so the exponential of a large score is inf.",
        "np.exp(1000) is inf, and inf / inf is nan. Which number may be taken off a whole row "
        "without changing its probabilities? (argmax gives a position, max a value.)",
        "scores",
    ),
    shifted_by(
        "shift-by-the-global-maximum",
        "The same number, the largest of the whole table, is taken off all rows.",
        "A row far below the others is left with exponentials of 0 only, and divides 0 by 0. "
        "Which largest score should each row use?",
        "scores - scores.max()",
    ),
    Mistake(
        "shift-per-class",
        "Each column has its own largest score taken off, which changes the probabilities.",
        "The shift cancels only where one number is taken off a whole row. Along which axis "
        "does your maximum run?",
        edits=((SHIFTED, "shifted = scores - scores.max(axis=0)"),),
    ),
    Mistake(
        "sum-over-examples",
        *COLUMNS_SUM_TO_1,
        edits=(("exps.sum(axis=1, keepdims=True)", "exps.sum(axis=0)"),),
    ),
    Mistake(
        "columns-sum-to-1",
        *COLUMNS_SUM_TO_1,
        edits=(
            (SHIFTED, "shifted = scores - scores.max(axis=0)"),
            ("exps.sum(axis=1, keepdims=True)", "exps.sum(axis=0)"),
        ),
    ),
    shifted_by(
        "shift-by-the-minimum",
        "The smallest score of each row is taken off, so the largest may still overflow.",
        "A row with scores 0 and 800 keeps an exponent of 800. Which shift leaves no exponent "
        "above 0?",
        "scores - scores.min(axis=1, keepdims=True)",
    ),
    shifted_by(
        "shift-by-the-mean",
        "The mean of each row is taken off, so the largest score may still overflow.",
        "A row with scores 0 and 2000 keeps an exponent of 1000. Which shift leaves no exponent "
        "above 0?",
        "scores - scores.mean(axis=1, keepdims=True)",
    ),
    Mistake(
        "maximum-added",
        "The largest score is added to each row, where it should be taken off.",
        "What is the largest exponent of a row after your shift, and what should it be?",
        edits=((SHIFTED, "shifted = scores + scores.max(axis=1, keepdims=True)"),),
    ),
    Mistake(
        "scaled-after-the-exponential",
        "The exponentials are divided by the largest of their row, which may be inf by then.",
        "np.exp(1000) is inf, whatever you divide it by. On which side of np.exp belongs the shift?",
        edits=(
            (SHIFTED, "exps = np.exp(scores)"),
            ("exps = np.exp(shifted)", "exps = exps / exps.max(axis=1, keepdims=True)"),
        ),
    ),
    Mistake(
        "largest-exponential-taken-off",
        "The largest exponential of each row is taken off, where it no longer cancels.",
        "The factor that cancels comes from an exponent. On which side of np.exp belongs the shift?",
        edits=(
            (SHIFTED, "exps = np.exp(scores)"),
            ("exps = np.exp(shifted)", "exps = exps - exps.max(axis=1, keepdims=True)"),
        ),
        also=(
            (
                (SHIFTED, "exps = np.exp(scores)"),
                ("exps = np.exp(shifted)", "top = exps.max(axis=1, keepdims=True)"),
                ("return exps", "return (exps - top)"),
            ),
        ),
    ),
    Mistake(
        "fixed-shift",
        "All rows divide 0 by 0, as where a fixed number such as 1000 is taken off the scores.",
        "A fixed number helps only scores that are near it. Which number has each row of its own?",
        edits=((SHIFTED, "shifted = scores - 1000"),),
    ),
    Mistake(
        "returns-in-the-loop",
        "Only the first row is filled, the others are still 0.",
        "How often does your loop run? Look how far the return is indented.",
        edits=(
            (SHIFTED, "out = np.zeros(scores.shape)\n    for i in range(len(scores)):"),
            ("exps = np.exp(shifted)", "    exps = np.exp(scores[i] - scores[i].max())"),
            (
                "return exps / exps.sum(axis=1, keepdims=True)",
                "    out[i] = exps / exps.sum()\n        return out",
            ),
        ),
    ),
    Mistake(
        "last-row-only",
        "Only the last row came back: each round of a loop overwrites the one before.",
        "probs has a row an example. Where does each round put its row?",
        edits=(
            (
                "return exps / exps.sum(axis=1, keepdims=True)",
                "return (exps / exps.sum(axis=1, keepdims=True))[-1]",
            ),
        ),
        also=(
            (
                ("return exps", "probs = exps"),
                (
                    "exps.sum(axis=1, keepdims=True)",
                    "exps.sum(axis=1, keepdims=True)\n    probs[:-1] = 0\n    return probs",
                ),
            ),
        ),
    ),
    Mistake(
        "large-scores-cut",
        "Scores beyond a bound such as 500 are cut down to it, so the differences of large ones "
        "are lost.",
        "Scores 1000 and 1003 should keep their distance of 3. What may be taken off both?",
        edits=((SHIFTED, f"scores = np.clip(scores, -500, 500)\n    {SHIFTED}"),),
        also=(
            ((SHIFTED, f"scores = np.clip(scores, -100, 100)\n    {SHIFTED}"),),
            ((SHIFTED, f"scores = np.clip(scores, -700, 700)\n    {SHIFTED}"),),
            # On one side only, with a shift and without one (in float64, or it would overflow).
            *(((SHIFTED, f"scores = np.minimum(scores, {n})\n    {SHIFTED}"),) for n in CUTS),
            *(((SHIFTED, f"shifted = np.minimum(np.float64(scores), {n})"),) for n in CUTS),
        ),
    ),
    Mistake(
        "sum-over-everything",
        "The exponentials are divided by the sum of the whole table.",
        "Which should sum to 1, the table or each row of it?",
        edits=(("exps.sum(axis=1, keepdims=True)", "exps.sum()"),),
        also=(
            (
                (SHIFTED, "shifted = scores - scores.max()"),
                ("exps.sum(axis=1, keepdims=True)", "exps.sum()"),
            ),
        ),
    ),
    Mistake(
        "not-normalised",
        "The exponentials are not divided by their sum.",
        "What does each row of your result add up to?",
        edits=(("return exps / exps.sum(axis=1, keepdims=True)", "return exps"),),
        also=(
            (
                (SHIFTED, "exps = np.exp(scores)"),
                ("exps = np.exp(shifted)", "return exps"),
            ),
        ),
    ),
    Mistake(
        "exponential-forgotten",
        "The scores themselves are divided by their sum: there is no exponential.",
        "A score may be negative; a probability may not. Which step of the formula sees to that?",
        edits=(("exps = np.exp(shifted)", "exps = scores"),),
        also=((("exps = np.exp(shifted)", "exps = shifted"),),),
    ),
    Mistake(
        "sign-of-the-scores",
        "The highest score gets the lowest probability: the exponent has the wrong sign.",
        "Is it scores minus maximum, or maximum minus scores?",
        edits=(("np.exp(shifted)", "np.exp(-shifted)"),),
        also=(
            ((SHIFTED, "shifted = scores.min(axis=1, keepdims=True) - scores"),),
            ((SHIFTED, "shifted = -scores"),),
        ),
    ),
    Mistake(
        "shift-after-the-exponential",
        "The largest score of each row is taken off its exponentials, where it no longer cancels.",
        "The factor that cancels comes from an exponent. On which side of np.exp belongs the shift?",
        edits=(
            ("exps = np.exp(shifted)", "exps = np.exp(scores) - scores.max(axis=1, keepdims=True)"),
        ),
        also=(
            (
                ("exps = np.exp(shifted)", "exps = np.exp(scores)"),
                ("return exps", "return (exps - scores.max(axis=1, keepdims=True))"),
            ),
        ),
    ),
    Mistake(
        "logarithm-of-softmax",
        "The result is the logarithm of the probabilities.",
        "Probabilities lie between 0 and 1. Where do yours lie?",
        edits=(
            (
                "return exps / exps.sum(axis=1, keepdims=True)",
                "return shifted - np.log(exps.sum(axis=1, keepdims=True))",
            ),
        ),
    ),
]

CROSS_ENTROPY = [
    Mistake(
        "not-averaged",
        "The losses of the examples are summed but not divided by N.",
        "What stands in front of the sum in the formula?",
        edits=(("-np.mean(", "-np.sum("),),
    ),
    Mistake(
        "sign",
        "The loss has the wrong sign.",
        "The logarithm of a number below 1 is negative. Which sign should a loss have?",
        edits=(("-np.mean(", "np.mean("),),
    ),
    Mistake(
        "picks-whole-rows",
        "probs[y] picks whole rows of the table, and not one probability from each.",
        "Try A[[1, 0]] beside A[[0, 1], [1, 0]]: how many numbers has each?",
        edits=((PICKED_P, "probs[y]"),),
        also=(
            ((ENTROPY, "-np.sum(np.log(probs[y])) / len(y)"),),
            ((ENTROPY, "-np.mean(np.log(probs[y]), axis=0)"),),
            ((ENTROPY, "-np.mean(np.log(probs[y]), axis=1)"),),
        ),
    ),
    Mistake(
        "picks-whole-columns",
        "probs[:, y] picks for every example the probabilities of all right classes, (N, N).",
        "A colon means every row. Which list of rows goes with the list y, pair by pair?",
        edits=((PICKED_P, "probs[:, y]"),),
        also=(
            ((ENTROPY, "-np.sum(np.log(probs[:, y])) / len(y)"),),
            ((ENTROPY, "-np.mean(np.log(probs[:, y]), axis=0)"),),
            ((ENTROPY, "-np.mean(np.log(probs[:, y]), axis=1)"),),
        ),
    ),
    Mistake(
        "averaged-over-the-table",
        "The sum is divided by N * C, the number of entries, where N is asked for.",
        "np.mean counts the zeros of a one-hot table too. How many examples are there?",
        edits=((ENTROPY, "-np.mean(np.eye(probs.shape[1])[y] * np.log(probs))"),),
    ),
    Mistake(
        "all-classes",
        "The logarithms of all classes are added, not only those of the right ones.",
        "For each example only one probability counts. Which?",
        edits=((ENTROPY, "-np.sum(np.log(probs)) / len(y)"),),
        also=(((ENTROPY, "-np.mean(np.log(probs))"),),),
    ),
    Mistake(
        "most-likely-class",
        "The largest probability of each row is taken, where that of the right class is asked for.",
        "A classifier that is sure and wrong should pay a lot. Where does y enter your loss?",
        edits=((PICKED_P, "probs.max(axis=1)"),),
    ),
    Mistake(
        "logarithm-forgotten",
        "The loss is the mean probability of the right class: there is no logarithm.",
        "What should the loss be when the right class has probability 1?",
        edits=((ENTROPY, f"-np.mean({PICKED_P})"),),
        also=(((ENTROPY, f"np.mean({PICKED_P})"),),),
    ),
    Mistake(
        "logarithm-of-the-mean",
        "The logarithm is taken of the mean, where the mean of the logarithms is asked for.",
        "Which comes first in the formula, reading from inside out?",
        edits=((ENTROPY, f"-np.log(np.mean({PICKED_P}))"),),
    ),
    Mistake(
        "other-base",
        "The logarithm has base 2.",
        "Which base has the logarithm that undoes np.exp?",
        edits=(("np.log(", "np.log2("),),
    ),
    Mistake(
        "base-10",
        "The logarithm has base 10.",
        "Which base has the logarithm that undoes np.exp?",
        edits=(("np.log(", "np.log10("),),
    ),
    Mistake(
        "something-added-inside",
        "A number such as 0.001 is added inside the logarithm, and changes it.",
        "All probabilities are above 0 here, so every logarithm is finite. Is it needed?",
        edits=(("np.log(", "np.log(1e-3 + "),),
        also=tuple((("np.log(", f"np.log({number} + "),) for number in (1e-2, 1e-1, 1)),
    ),
    Mistake(
        "divided-by-c",
        "The sum is divided by C, the number of classes, where N is asked for.",
        "A mean is taken over the examples. How many terms has your sum?",
        edits=(("-np.mean(", "-1 / probs.shape[1] * np.sum("),),
    ),
    Mistake(
        "rows-and-columns-swapped",
        "Row and column are swapped in probs[y, ...]: the rows come first.",
        "probs is (N, C). Which of your two lists runs over the examples, and which holds classes?",
        edits=((PICKED_P, "probs[y, np.arange(len(y))]"),),
    ),
    Mistake(
        "wrong-classes-too",
        "The wrong classes add -log(1 - p): that is the loss of C separate yes-no questions.",
        "In cross-entropy over classes that exclude each other, only the right one is looked up.",
        edits=(
            (
                f"return {ENTROPY}",
                "Y = np.eye(probs.shape[1])[y]\n"
                "    return -np.sum(Y * np.log(probs) + (1 - Y) * np.log(1 - probs)) / len(y)",
            ),
        ),
        also=(
            (
                (
                    f"return {ENTROPY}",
                    "Y = np.eye(probs.shape[1])[y]\n"
                    "    return -np.mean(Y * np.log(probs) + (1 - Y) * np.log(1 - probs))",
                ),
            ),
        ),
    ),
]

NO_SHIFT = (
    "Nothing is taken off the scores, or far too little, so the exponential of a large score is "
    "inf.",
    "The log-sum-exp formula has an m. Which m keeps every exponent at or below 0?",
)
# What goes wrong with the mean and with the price, in the words of every version of the loss.
SAID = {
    "sum-convention": (
        "Loss and data gradient are sums over the examples, and they fit each other, but this "
        "course takes means.",
        "Nothing is wrong in your derivatives. Which factor turns both sums into means?",
    ),
    "gradient-not-averaged": (
        "The data part of the gradient is not divided by N.",
        "Your loss is a mean. What does the 1/N in front of it do to its gradient?",
    ),
    "loss-not-averaged": (
        "The data part of the loss is a sum, while the gradient is that of a mean.",
        "Compare the loss with the formula: what stands in front of the sum?",
    ),
    "price-without-half": (
        "The price is reg * sum(W**2), with its own gradient 2 * reg * W: they fit each other, "
        "but this course has a half in front.",
        "Nothing is wrong in your derivatives. With which factor does the slope become reg * W?",
    ),
    "price-without-half-in-loss": (
        "The price in the loss lacks its half, while its slope is reg * W, as it should be.",
        "Differentiate the price that you wrote: is the slope reg * W?",
    ),
    "price-gradient-doubled": (
        "The slope of the price is 2 * reg * W, but the price has a half in front.",
        "What does the half in 0.5 * reg * W**2 do when you differentiate?",
    ),
    "price-gradient-halved": (
        "The slope of the price is half of what it should be: 0.5 * reg * W.",
        "Differentiate W squared. What comes down from the exponent and meets the half?",
    ),
    "price-missing-from-gradient": (
        "The price is in the loss but not in the gradient.",
        "The loss is a sum of two terms. How many terms has its gradient?",
    ),
    "price-missing-from-loss": (
        "The price is in the gradient and adds nothing to the loss.",
        "Where does the term reg * W in your gradient come from? Print what you add for it to the "
        "loss. (// cuts down to a whole number: 0.6 // 2 is 0.)",
    ),
    "price-missing": (
        "The price for large weights is missing from the loss and from the gradient.",
        "reg is an argument of your function. Where do you use it?",
    ),
    "price-divided-by-n": (
        "The price is divided by N, in the loss and in the gradient.",
        "Only the sum over the examples is averaged. Is the price inside that sum?",
    ),
    "price-gradient-divided-by-n": (
        "The slope of the price is divided by N, while the price in the loss is not.",
        "Which terms does your division by N reach? Look at the brackets, or the order of lines.",
    ),
    "divided-by-c": (
        "Loss and data gradient are divided by C, the number of classes, where N is asked for.",
        "A mean is taken over the examples. How many terms has your sum?",
    ),
    "loss-divided-by-c": (
        "The data part of the loss is divided by C, the number of classes, where N is asked for.",
        "A mean is taken over the examples. How many terms has your sum?",
    ),
    "gradient-divided-by-c": (
        "The data part of the gradient is divided by C, the number of classes, where N is asked "
        "for.",
        "A mean is taken over the examples. How many terms has your sum?",
    ),
    "price-without-square": (
        "The price in the loss lacks its square: the weights themselves are summed.",
        "A large negative weight should cost as much as a large positive one. Does it?",
    ),
    "price-of-the-sum": (
        "The price in the loss is the square of a sum, where squares are to be summed.",
        "Weights 1 and -1 should cost as much as 1 and 1. Which comes first, square or sum?",
    ),
    "price-is-a-norm": (
        "The price in the loss is the root of the sum of squares (a norm): the square is missing.",
        "np.linalg.norm takes a root. Is there one in the formula?",
    ),
    "price-is-a-mean": (
        "The squares of the weights are averaged in the loss, where they should be summed.",
        "What stands in front of the sum over d and c in the formula?",
    ),
    "price-divided-by-n-in-loss": (
        "The price in the loss is divided by N, while its slope is not.",
        "Which terms does your division by N reach? Only the sum over the examples is averaged.",
    ),
    "price-slope-without-sign": (
        "The slope of the price has lost the sign of W: dW is wrong where a weight is negative.",
        "Which way should a negative weight go to become smaller?",
    ),
    "price-slope-of-dw": (
        "The slope of the price is written reg * dW, where it is reg * W.",
        "The price holds the weights. What is left of it when you differentiate in one weight?",
    ),
    "price-slope-squared": (
        "The slope of the price holds W squared: the price is not differentiated.",
        "Which power of W is left when you differentiate its square?",
    ),
    "onehot-added": (
        "1 is added to the probability of the right class, where it should be taken off.",
        "By hand, for scores (1, 2, 4) and right class 1: is the middle entry above 0 or below?",
    ),
    "shift-too-small": (
        "What is taken off each row is not its largest score but, say, its mean, so an exponential "
        "still overflows.",
        "A row with scores 0 and 2000 has the mean 1000. Which m leaves no exponent above 0?",
    ),
    "shift-by-the-global-maximum": (
        "The same number, the largest of the whole table, is taken off all rows.",
        "A row far below the others is left with exponentials of 0 only. Which largest score "
        "should each row use?",
    ),
    "shift-taken-twice": (
        "The largest score of each row is taken off all its scores twice: it cancels, but large "
        "rows are left with zeros.",
        "After your shift, what is the largest exponent of a row with scores 1000 and 1002?",
    ),
    "loss-through-probabilities": (
        "The loss is the logarithm of a probability, and where that is 0 in float64 the loss "
        "is inf.",
        "For scores (0, 800) and right class 0 the loss is 800. Which formula of the page gets "
        "it from the scores?",
    ),
    "zero-times-infinity": (
        "The loss multiplies a one-hot with log p, and where p is 0 in float64 that is "
        "0 times -inf, nan.",
        "For scores (0, 800) and right class 0 the loss is 800. Which formula of the page gets "
        "it from the scores?",
    ),
    "returns-in-the-loop": (
        "The function returns inside its loop, after the first round.",
        "How often does your loop run? Look how far the return is indented.",
    ),
    "onehot-missing": (
        "The one-hot is not subtracted: the gradient holds the probabilities alone.",
        "The score of the right class occurs twice in the loss. Which term is not differentiated?",
    ),
    "subtracts-one-everywhere": (
        "1 is subtracted from the probability of every class, right or wrong.",
        "The bracket [c = y] is 1 for one class. What is it for the others?",
    ),
    "data-gradient-sign": (
        "The data part of the gradient has the wrong sign: onehot - p for p - onehot.",
        "Descent goes against the gradient. Which sign lets it raise the right score?",
    ),
    "right-score-missing": (
        "The loss is the log-sum-exp alone: the score of the right class is not subtracted.",
        "-log(p) has two terms once softmax is put in. Which is missing?",
    ),
    "right-score-added": (
        "The score of the right class is added to the log-sum-exp, where it should be subtracted.",
        "Should the loss rise or fall when the right score rises?",
    ),
    "no-shift": NO_SHIFT,
}


def forms(label, shift, in_probabilities, through_them, with_onehot, *others):
    """A wrong shift in log-sum-exp, in the probabilities too, and in a loss taken from these.

    ``with_onehot`` takes the loss from a sum over all classes, in which 0 meets inf; ``others``
    are shifts that go wrong on other rows.
    """
    own = (shift, *in_probabilities)
    more = (way for other in others for way in ((other,), (other, *with_onehot)))
    ways = {
        label: ((shift,), (shift, *with_onehot), *more),
        f"{label}-in-probabilities": (own,),
        f"{label}-through-probabilities": ((*own, *through_them),),
    }
    return [
        Mistake(name, *SAID[label], edits=first, also=tuple(also))
        for name, (first, *also) in ways.items()
    ]


PRICE, SLOPE = "0.5 * reg * np.sum(W**2)", "reg * W"


def said(label, *edits, also=(), carries=False):
    """A mistake that several versions of the loss share, as edits of one of them."""
    return Mistake(label, *SAID[label], edits=edits, also=also, carries=carries)


def shared(loss, gradient, of_w=None):
    """The mistakes with mean and price, for one version of the loss.

    ``loss(by, price)`` and ``gradient(by, slope)`` return the edits that divide the sum by
    N, by C or (``""``) not at all, and put that price or its slope; ``of_w(by)`` those that
    leave the gradient of the biases as it is.
    """

    def weights_only(by, *more):
        return ((*more, *of_w(by)),) if of_w else ()

    return [
        said("price-missing-from-gradient", *gradient("N", "0 * W")),
        said("price-gradient-halved", *gradient("N", "0.5 * reg * W")),
        said("price-gradient-doubled", *gradient("N", "2 * reg * W")),
        said(
            "price-slope-squared",
            *gradient("N", "reg * W**2"),
            also=(gradient("N", "2 * reg * W**2"), gradient("N", "reg * np.sum(W**2)")),
        ),
        Mistake(
            "price-not-differentiated",
            *SAID["price-slope-squared"],
            edits=gradient("N", "0.5 * reg * W**2"),
            also=(gradient("N", PRICE),),
        ),
        said(
            "price-without-half",
            *loss("N", "reg * np.sum(W**2)"),
            *gradient("N", "2 * reg * W"),
            carries=True,
        ),
        said("price-without-half-in-loss", *loss("N", "reg * np.sum(W**2)")),
        said("price-without-square", *loss("N", "0.5 * reg * np.sum(W)")),
        said("price-of-the-sum", *loss("N", "0.5 * reg * np.sum(W) ** 2")),
        said(
            "price-is-a-norm",
            *loss("N", "0.5 * reg * np.linalg.norm(W)"),
            also=(loss("N", "reg * np.linalg.norm(W)"),),
        ),
        said("price-is-a-mean", *loss("N", "0.5 * reg * np.mean(W**2)")),
        said("price-divided-by-n-in-loss", *loss("N", f"{PRICE} / N")),
        said("price-slope-without-sign", *gradient("N", "reg * np.abs(W)")),
        said("price-missing-from-loss", *loss("N", "0")),
        said("price-missing", *loss("N", "0"), *gradient("N", "0 * W")),
        said("price-divided-by-n", *loss("N", f"{PRICE} / N"), *gradient("N", f"{SLOPE} / N")),
        said("price-gradient-divided-by-n", *gradient("N", f"{SLOPE} / N")),
        said("gradient-not-averaged", *gradient("", SLOPE), also=weights_only("")),
        said("loss-not-averaged", *loss("", PRICE)),
        said("sum-convention", *loss("", PRICE), *gradient("", SLOPE), carries=True),
        said("gradient-divided-by-c", *gradient("C", SLOPE), also=weights_only("C")),
        said("loss-divided-by-c", *loss("C", PRICE)),
        said(
            "divided-by-c",
            *loss("C", PRICE),
            *gradient("C", SLOPE),
            also=weights_only("C", *loss("C", PRICE)),
        ),
    ]


def naive_loss(by, price):
    """The first half of the naive version's last line."""
    return ((f"loss / N + {PRICE}", f"{divided('loss', by)} + {price}"),)


def naive_gradient(by, slope):
    """The second half of the naive version's last line."""
    return ((f"dW / N + {SLOPE}", f"{divided('dW', by)} + {slope}"),)


def table_loss(by, price):
    """The loss of the versions without loops."""
    data = MEAN if by == "N" else divided(MEAN.replace("np.mean", "np.sum"), by)
    return ((LOSS, f"loss = {data} + {price}"),)


def table_gradient(by, slope):
    """The gradient of the versions without loops: of W, and of b where there is one."""
    data = ((DSCORES, divided(DSCORES.removesuffix(" / N"), by)),) if by != "N" else ()
    return ((GRADIENT, f"X.T @ dscores + {slope}"), *data) if slope != SLOPE else data


def weights_gradient(by):
    """The gradient of W in the version with biases."""
    return ((GRADIENT, f"{divided('X.T @ (N * dscores)', by)} + {SLOPE}"),)


def divided(what, by):
    """An expression, divided by something or by nothing."""
    return f"{what} / {by}" if by else what


ROW_WITH_ONEHOT = ((LOSS_ROW, "loss += np.sum(np.eye(C)[y[i]] * (log_sum - shifted))"),)
ROW_PROBABILITIES = (
    (LOG_SUM_ROW, f"{LOG_SUM_ROW}\n        p = np.exp(shifted) / np.sum(np.exp(shifted))"),
    (PULL, "(p[c] - (c == y[i]))"),
)

NAIVE = [
    *shared(naive_loss, naive_gradient),
    Mistake(
        "no-shift",
        *NO_SHIFT,
        edits=(
            (SHIFTED_ROW, "p = np.exp(scores) / np.sum(np.exp(scores))"),
            (LOG_SUM_ROW, "shifted, log_sum = np.log(p), 0.0"),
            (PULL, "(p[c] - (c == y[i]))"),
        ),
    ),
    Mistake(
        "no-shift-in-log-sum-exp",
        *NO_SHIFT,
        edits=((SHIFTED_ROW, "shifted = scores"),),
    ),
    Mistake(
        "no-shift-in-probabilities",
        *NO_SHIFT,
        edits=((SHIFTED_ROW, "shifted = scores"), *ROW_PROBABILITIES),
    ),
    said("onehot-missing", (PULL, "np.exp(shifted[c] - log_sum)")),
    said("subtracts-one-everywhere", (PULL, "(np.exp(shifted[c] - log_sum) - 1)")),
    said("data-gradient-sign", (PULL, "((c == y[i]) - np.exp(shifted[c] - log_sum))")),
    said(
        "right-score-missing",
        (LOSS_ROW, "loss += log_sum"),
        also=(((LOSS_ROW, "loss += scores.max() + log_sum"),),),
    ),
    said(
        "right-score-added",
        (LOSS_ROW, "loss += log_sum + shifted[y[i]]"),
        also=(((LOSS_ROW, "loss += scores.max() + log_sum + scores[y[i]]"),),),
    ),
    Mistake(
        "onehot-only",
        "The data part of dW holds minus the one-hot alone: the probabilities are missing.",
        "Every score occurs in the log-sum-exp. What is the derivative of that term in s_c?",
        edits=((PULL, "-1.0 * (c == y[i])"),),
    ),
    Mistake(
        "features-missing",
        "The features are missing from dW: every feature gets the same gradient.",
        "Score c is the sum of x_d times W_dc. What is its derivative in W_dc?",
        edits=((f"{PULL} * X[i]", PULL),),
    ),
    Mistake(
        "maximum-not-put-back",
        "The maximum is taken off in the log-sum-exp but not off the score of the right class.",
        "Either take m off both terms, or put it back after the logarithm. Which did you do?",
        edits=((LOSS_ROW, "loss += log_sum - scores[y[i]]"),),
    ),
    Mistake(
        "last-example-only",
        "Only the last example counts: loss and dW are overwritten where they should grow.",
        "Which operator adds to what is there already?",
        edits=(("loss += ", "loss = "), ("dW[:, c] += ", "dW[:, c] = ")),
        also=(
            (
                ("loss += ", "loss = "),
                ("dW[:, c] += ", "dW[:, c] = "),
                *naive_loss("", PRICE),
                *naive_gradient("", SLOPE),
            ),
        ),
    ),
    Mistake(
        "last-gradient-only",
        "Only the last example is in dW: it is overwritten where it should grow.",
        "Which operator adds to what is there already?",
        edits=((PULLS, "dW = np.outer(X[i], np.exp(shifted - log_sum) - np.eye(C)[y[i]])"),),
        also=((("dW[:, c] += ", "dW[:, c] = "), *naive_gradient("", SLOPE)),),
    ),
    Mistake(
        "last-loss-only",
        "Only the last example is in the loss: it is overwritten where it should grow.",
        "Which operator adds to what is there already?",
        edits=(("loss += ", "loss = "),),
        also=((("loss += ", "loss = "), *naive_loss("", PRICE)),),
    ),
    said(
        "returns-in-the-loop",
        ("    return loss / N", "        return loss / N"),
        also=(
            ((f"    {END}", "        return loss, dW"),),
            ((f"    {END}", "        return loss / N, dW / N"),),
        ),
    ),
    said("onehot-added", (PULL, "(np.exp(shifted[c] - log_sum) + (c == y[i]))")),
    Mistake(
        "subtracts-one-at-all-labels",
        "1 is taken off at the labels of all examples, where only that of example i counts.",
        "y holds N labels. Which of them belongs to the row of this round?",
        edits=(
            (
                PULLS,
                "p = np.exp(shifted - log_sum)\n        p[y] -= 1\n        dW += np.outer(X[i], p)",
            ),
        ),
        also=(((PULL, "(np.exp(shifted[c] - log_sum) - np.sum(y == c))"),),),
    ),
    said("price-slope-of-dw", *naive_gradient("N", "reg * dW")),
    Mistake(
        "price-slope-of-the-mean",
        *SAID["price-slope-of-dw"],
        edits=naive_gradient("N", "reg * dW / N"),
    ),
    *forms(
        "shift-too-small",
        (SHIFTED_ROW, "shifted = scores - scores.mean()"),
        ROW_PROBABILITIES,
        ((LOSS_ROW, "loss -= np.log(p[y[i]])"),),
        ROW_WITH_ONEHOT,
        (SHIFTED_ROW, "shifted = scores - scores[y[i]]"),
    ),
    said(
        "loss-through-probabilities",
        (LOSS_ROW, "loss -= np.log(np.exp(shifted[y[i]] - log_sum))"),
    ),
    said(
        "zero-times-infinity",
        (LOSS_ROW, "loss -= np.sum(np.eye(C)[y[i]] * np.log(np.exp(shifted - log_sum)))"),
    ),
    Mistake(
        "each-score-a-row",
        "p is 1 for every class: softmax was handed a column (C, 1), in which each score is a row "
        "of its own.",
        "softmax takes a table, a row an example. How does one row (C,) become a table (1, C)?",
        edits=((PULL, "(1.0 - (c == y[i]))"),),
        also=(((LOSS_ROW, "loss -= np.log(1.0)"), (PULL, "(1.0 - (c == y[i]))")),),
    ),
    Mistake(
        "exponentials-not-normalised",
        "dW holds exponentials that are not divided by their sum.",
        "The probabilities of one example sum to 1. Do the numbers that you multiply by x?",
        edits=((PULL, "(np.exp(shifted[c]) - (c == y[i]))"),),
        also=(((PULL, "(np.exp(scores[c]) - (c == y[i]))"),),),
    ),
]

# The probabilities as a quotient, which may be 0 / 0 or inf / inf.
OWN_PROBABILITIES = (
    (
        DSCORES,
        "p = np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)\n"
        "    dscores = (p - np.eye(C)[y]) / N",
    ),
)
# The loss from such probabilities, and from a sum over all classes, in which 0 meets inf.
THROUGH = ((f"log_sum[:, 0] - {PICKED}", "-np.log(p[np.arange(N), y])"),)
WITH_ONEHOT = ((MEAN, "np.sum(np.eye(C)[y] * (log_sum - shifted)) / N"),)
FROM_TABLES = OWN_PROBABILITIES, THROUGH, WITH_ONEHOT
# What goes wrong with the 1 that is taken off in a table of all examples.
TAKEN_OFF = [
    said("onehot-added", (DSCORES, "dscores = (np.exp(shifted - log_sum) + np.eye(C)[y]) / N")),
    Mistake(
        "subtracts-one-in-whole-columns",
        "1 is taken off in whole columns, in each row for the classes of all examples.",
        "A colon means every row. Which list of rows goes with the list y, pair by pair?",
        edits=(
            (
                DSCORES,
                "dscores = np.exp(shifted - log_sum)\n    dscores[:, y] -= 1\n    dscores /= N",
            ),
        ),
        also=(
            ((DSCORES, "dscores = (np.exp(shifted - log_sum) - np.eye(C)[y].sum(axis=0)) / N"),),
        ),
    ),
    Mistake(
        "subtracts-one-in-whole-rows",
        "1 is taken off in whole rows: a single list in the brackets picks rows, not entries.",
        "Which list of rows goes with the list y, pair by pair?",
        edits=(
            (
                DSCORES,
                "dscores = np.exp(shifted - log_sum)\n    dscores[y] -= 1\n    dscores /= N",
            ),
        ),
        also=(
            (
                (
                    DSCORES,
                    "dscores = np.exp(shifted - log_sum)\n"
                    "    np.subtract.at(dscores, y, 1)\n    dscores /= N",
                ),
            ),
        ),
    ),
    said(
        "price-slope-of-dw",
        *table_gradient("N", "reg * X.T @ dscores"),
        also=(table_gradient("N", "reg * N * X.T @ dscores"),),
    ),
]

P_TABLE = "p = np.exp(shifted - log_sum)"
# Sums over the examples, and the means of a loss made of them.
BY_COLUMNS = (SHIFTED, "shifted = scores - scores.max(axis=0)")
SUMS = (LOG_SUM, LOG_SUM.replace("axis=1", "axis=0"))
TOGETHER = "np.mean((log_sum - shifted)[np.arange(N), y])"
SEPARATE = f"np.mean(log_sum) - np.mean({PICKED})"
SEPARATE_PUT_BACK = "np.mean(scores.max(axis=0) + log_sum) - np.mean(scores[np.arange(N), y])"
THROUGH_P = "np.mean(-np.log(np.exp(shifted - log_sum)[np.arange(N), y]))"
VECTORIZED = [
    *TAKEN_OFF,
    Mistake(
        "gradient-reshaped",
        "dW holds the right numbers in the wrong places: reshape deals them out anew.",
        "Print A.reshape(3, 2) beside A.T for an A of shape (2, 3). Which one turns the table?",
        edits=((RETURN, "return loss, (dscores.T @ X).reshape(W.shape) + reg * W"),),
    ),
    Mistake(
        "softmax-forgotten",
        "dscores is made of the scores themselves, where the probabilities belong.",
        "The gradient in a score is p minus the one-hot. Which of your lines makes p?",
        edits=((DSCORES, "dscores = (scores - np.eye(C)[y]) / N"),),
    ),
    Mistake(
        "shifted-for-probabilities",
        "dscores is made of the scores themselves, where the probabilities belong.",
        "The gradient in a score is p minus the one-hot. Which of your lines makes p?",
        edits=((DSCORES, "dscores = (shifted - np.eye(C)[y]) / N"),),
    ),
    Mistake(
        "columns-sum-to-1",
        "The loss is right, but the probabilities in dW sum to 1 down the columns, not along each "
        "row.",
        "One row belongs to one example. Print the sums of your probabilities along both axes.",
        edits=(
            (
                DSCORES,
                "p = softmax(scores.T).T\n    dscores = (p - np.eye(C)[y]) / N",
            ),
        ),
        also=(
            (
                (
                    DSCORES,
                    "p = np.exp(shifted) / np.sum(np.exp(shifted), axis=0)\n"
                    "    dscores = (p - np.eye(C)[y]) / N",
                ),
            ),
        ),
    ),
    Mistake(
        "right-class-set-to-minus-one",
        "The probability of the right class is replaced by -1, where 1 is to be taken off it.",
        "By hand, for scores (1, 2, 4) and right class 1: is the middle entry -1?",
        edits=((DSCORES, f"{P_TABLE}\n    p[np.arange(N), y] = -1\n    dscores = p / N"),),
    ),
    Mistake(
        "right-class-turned-round",
        "At the right class stands 1 - p, where p - 1 is asked for: the sign is wrong there.",
        "By hand, for scores (1, 2, 4) and right class 1: is the middle entry above 0 or below?",
        edits=(
            (
                DSCORES,
                f"{P_TABLE}\n    p[np.arange(N), y] = 1 - p[np.arange(N), y]\n    dscores = p / N",
            ),
        ),
    ),
    *forms(
        "shift-taken-twice",
        (SHIFTED, "shifted = scores - 2 * scores.max(axis=1, keepdims=True)"),
        *FROM_TABLES,
    ),
    *forms(
        "shift-too-small",
        (SHIFTED, "shifted = scores - scores.mean(axis=1, keepdims=True)"),
        *FROM_TABLES,
        (SHIFTED, "shifted = scores - scores[np.arange(N), y][:, None]"),
    ),
    Mistake(
        "no-shift-in-probabilities",
        *NO_SHIFT,
        edits=((SHIFTED, "shifted = scores"), *OWN_PROBABILITIES),
    ),
    said(
        "loss-through-probabilities",
        (f"log_sum[:, 0] - {PICKED}", f"-np.log(np.exp({PICKED} - log_sum[:, 0]))"),
    ),
    said(
        "zero-times-infinity",
        (MEAN, "-np.sum(np.eye(C)[y] * np.log(np.exp(shifted - log_sum))) / N"),
    ),
    *shared(table_loss, table_gradient),
    Mistake(
        "no-shift",
        *NO_SHIFT,
        edits=(
            (SHIFTED, "p = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)"),
            (LOG_SUM, "shifted, log_sum = np.log(p), np.zeros((N, 1))"),
        ),
    ),
    Mistake("no-shift-in-log-sum-exp", *NO_SHIFT, edits=((SHIFTED, "shifted = scores"),)),
    *forms(
        "shift-by-the-global-maximum",
        (SHIFTED, "shifted = scores - scores.max()"),
        *FROM_TABLES,
    ),
    Mistake(
        "sum-over-examples",
        "In loss and dW the exponentials are summed over the examples, where the classes are asked "
        "for.",
        "For which axis should the probabilities sum to 1? Print their sums along both.",
        edits=(
            (SHIFTED, "shifted = scores - scores.max(axis=0)"),
            (LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted), axis=0))"),
            (MEAN, TOGETHER),
        ),
        also=tuple(
            (*sums, (MEAN, mean))
            for sums, means in (
                ((BY_COLUMNS, SUMS), (SEPARATE, THROUGH_P, SEPARATE_PUT_BACK)),
                ((SUMS,), (TOGETHER, SEPARATE, THROUGH_P)),
            )
            for mean in means
        ),
    ),
    Mistake(
        "sum-over-everything",
        "In loss and dW the exponentials of the whole table are summed, where each row has a sum "
        "of its own.",
        "What do the probabilities of one row add up to?",
        edits=((LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted))) + np.zeros((N, 1))"),),
        also=(
            (
                (SHIFTED, "shifted = scores - scores.max()"),
                (LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted))) + np.zeros((N, 1))"),
            ),
        ),
    ),
    said("onehot-missing", (DSCORES, "dscores = np.exp(shifted - log_sum) / N")),
    said("subtracts-one-everywhere", (DSCORES, "dscores = (np.exp(shifted - log_sum) - 1) / N")),
    said(
        "data-gradient-sign",
        (DSCORES, "dscores = (np.eye(C)[y] - np.exp(shifted - log_sum)) / N"),
    ),
    said(
        "right-score-missing",
        (MEAN, "np.mean(log_sum)"),
        also=(((MEAN, "np.mean(scores.max(axis=1) + log_sum[:, 0])"),),),
    ),
    Mistake(
        "onehot-divided-only",
        "Only the one-hot is divided by N: the brackets around the difference are missing.",
        "Python divides before it subtracts. What should be divided by N?",
        edits=((DSCORES, "dscores = np.exp(shifted - log_sum) - np.eye(C)[y] / N"),),
    ),
    Mistake(
        "divided-by-n-twice",
        "The data part of the gradient is divided by N twice.",
        "The mean divides once. In which two lines do you divide?",
        edits=((RETURN, "return loss, X.T @ dscores / N + reg * W"),),
    ),
    Mistake(
        "picks-whole-columns",
        "shifted[:, y] picks for every example the scores of all right classes, (N, N).",
        "A colon means every row. Which list of rows goes with the list y, pair by pair?",
        edits=((MEAN, "np.mean(log_sum - shifted[:, y])"),),
        also=(
            ((MEAN, "np.sum(log_sum - shifted[:, y]) / N"),),
            ((MEAN, "(np.sum(log_sum) - np.sum(shifted[:, y])) / N"),),
            ((MEAN, "(np.sum(scores.max(axis=1) + log_sum.T) - np.sum(scores[:, y])) / N"),),
        ),
    ),
    Mistake(
        "gradient-transposed",
        "dW is (C, D), transposed: the factors of the product are in the other order.",
        "dW has the shape of W. Which order of X and dscores gives (D, C)?",
        edits=((RETURN, "return loss, dscores.T @ X + reg * W.T"),),
    ),
    Mistake(
        "features-missing",
        "dW is dscores, (N, C), itself: the features are missing, and the price too.",
        "dscores is the gradient in the scores. Which step leads from scores back to W?",
        edits=((RETURN, "return loss, dscores"),),
    ),
    Mistake(
        "maximum-not-put-back",
        "The maximum is taken off in the log-sum-exp but not off the score of the right class.",
        "Either take m off both terms, or put it back after the logarithm. Which did you do?",
        edits=((MEAN, "np.mean(log_sum[:, 0] - scores[np.arange(N), y])"),),
    ),
]

CLASSIFIER = [
    *TAKEN_OFF,
    Mistake(
        "returns-in-the-loop",
        "train_linear_classifier returns inside its loop, after the first step.",
        SAID["returns-in-the-loop"][1],
        edits=((TRAINED, f"    {TRAINED}"),),
        also=(((TRAINED, "    return W, b, np.array(losses + (steps - 1) * [0.0])"),),),
    ),
    Mistake(
        "not-all-examples",
        "A step uses only some of the examples, where all are asked for at each step.",
        "Which rows of X and y do you hand to the loss?",
        edits=(
            (
                "linear_classifier_loss(W, b, X, y, reg)\n",
                "linear_classifier_loss(W, b, X[:10], y[:10], reg)\n",
            ),
        ),
    ),
    Mistake(
        "bias-not-at-zero",
        "The biases do not start at 0.",
        "The text says where W starts and where b does. Which of the two is drawn?",
        edits=(
            (
                "np.zeros(num_classes), []",
                "0.01 * rng.normal(size=num_classes), []",
            ),
        ),
    ),
    Mistake(
        "rng-of-its-own",
        "The start does not come from the rng that is passed: another seed gives the same weights.",
        "Where is a generator made, or seeded, inside your function? Which one were you handed?",
        # default_rng(0), but of the class that was handed over, so that the key has one path.
        edits=((START, START.replace("rng", "type(rng)(np.random.PCG64(0))", 1)),),
    ),
    *shared(table_loss, table_gradient, weights_gradient),
    said("onehot-missing", (DSCORES, "dscores = np.exp(shifted - log_sum) / N")),
    said(
        "data-gradient-sign",
        (DSCORES, "dscores = (np.eye(C)[y] - np.exp(shifted - log_sum)) / N"),
        also=(((GRADIENT, f"-X.T @ dscores + {SLOPE}"),),),
    ),
    Mistake(
        "bias-forgotten",
        "The bias is missing from the scores.",
        "Two parameters make the scores. Are both in your first line?",
        edits=(("scores = X @ W + b", "scores = X @ W"),),
    ),
    Mistake(
        "db-averaged-twice",
        "db is divided by N twice: it is the mean of dscores, which hold the 1/N already.",
        "Where is 1/N applied first? Once is enough.",
        edits=(("dscores.sum(axis=0)", "dscores.mean(axis=0)"),),
    ),
    Mistake(
        "db-not-averaged",
        "db is not divided by N, while dW is.",
        "The 1/N stands in front of the whole sum: which gradients does it reach?",
        edits=(("dscores.sum(axis=0)", "N * dscores.sum(axis=0)"),),
    ),
    Mistake(
        "db-not-summed",
        "db is dscores itself, (N, C): it is not summed over the examples.",
        "Every example pulls at the same biases. How do their pulls become one row?",
        edits=(("dscores.sum(axis=0)", "dscores"),),
        also=((("dscores.sum(axis=0)", "N * dscores"),),),
    ),
    Mistake(
        "db-wrong-axis",
        "db is summed over the classes, where the examples should be added up.",
        "db has the shape of b, (C,). Which axis has to go?",
        edits=(("dscores.sum(axis=0)", "dscores.sum(axis=1)"),),
        also=(  # 0, but for rounding
            (("dscores.sum(axis=0)", "np.zeros(N)"),),
            (("dscores.sum(axis=0)", "np.zeros((N, 1))"),),
        ),
    ),
    Mistake(
        "db-zero",
        "db is all zeros: the biases have no gradient.",
        "b moves every score of its class. What is the derivative of a score in b?",
        edits=(("dscores.sum(axis=0)", "np.zeros(C)"),),
    ),
    Mistake(
        "db-sign",
        "db has the wrong sign, while dW has the right one.",
        "b is added to the scores, as X @ W is. Should their gradients differ in sign?",
        edits=(("dscores.sum(axis=0)", "-dscores.sum(axis=0)"),),
    ),
    Mistake(
        "bias-pays-too",
        "The biases are in the price, in the loss and in db: this course prices weights only.",
        "A bias shifts a boundary and does not make it steeper. Which terms should go?",
        edits=(
            (LOSS, f"{LOSS} + 0.5 * reg * np.sum(b**2)"),
            ("dscores.sum(axis=0)", "dscores.sum(axis=0) + reg * b"),
        ),
        carries=True,
    ),
    Mistake(
        "bias-pays-in-db",
        "db holds a price for the biases that is not in the loss.",
        "This course prices weights only. Which term of db has no partner in the loss?",
        edits=(("dscores.sum(axis=0)", "dscores.sum(axis=0) + reg * b"),),
    ),
    Mistake(
        "uphill",
        "The step goes along the gradient, so it climbs.",
        "The gradient points to where the loss grows. Which way do you want to go?",
        edits=((STEP, "W, b = W + learning_rate * dW, b + learning_rate * db"),),
    ),
    Mistake(
        "rate-forgotten",
        "The learning rate is missing from the step.",
        "How far does your step go when the rate is halved?",
        edits=((STEP, "W, b = W - dW, b - db"),),
    ),
    Mistake(
        "averaged-in-the-step",
        "The step is divided by N, although the gradient is a mean already.",
        "Where was 1/N applied first? Once is enough.",
        edits=((STEP, "W, b = W - learning_rate * dW / len(y), b - learning_rate * db / len(y)"),),
    ),
    Mistake(
        "price-in-the-step-again",
        "learning_rate * reg * W is added or taken off besides, but dW holds the slope of the "
        "price already.",
        "dW holds the slope of the price, with its sign. What else belongs into the step?",
        edits=((STEP, "W, b = W - learning_rate * (dW + reg * W), b - learning_rate * db"),),
        also=(
            ((STEP, f"{STEP}\n        W = W - learning_rate * reg * W"),),
            ((STEP, "W, b = W - learning_rate * (dW - reg * W), b - learning_rate * db"),),
        ),
    ),
    Mistake(
        "bias-not-trained",
        "The biases stay at 0: only the weights take steps.",
        "There are two parameters and two gradients. Which is not used?",
        edits=((STEP, "W = W - learning_rate * dW"),),
    ),
    Mistake(
        "price-not-passed-on",
        "The loss is called with a price of 0: reg is not passed on.",
        "reg is an argument of your training. Where does it go from there?",
        edits=(
            (
                "linear_classifier_loss(W, b, X, y, reg)\n",
                "linear_classifier_loss(W, b, X, y, 0.0)\n",
            ),
        ),
    ),
    Mistake(
        "price-in-the-step-unscaled",
        "reg * W is added or taken off besides, not even times the learning rate, but dW holds the "
        "slope of the price already.",
        "dW holds the slope of the price, with its sign. What else belongs into the step?",
        edits=((STEP, "W, b = W - (learning_rate * dW - reg * W), b - learning_rate * db"),),
        also=(
            ((STEP, "W, b = W - learning_rate * dW - reg * W, b - learning_rate * db"),),
            ((STEP, f"{STEP}\n        W = W + reg * W"),),
            ((STEP, f"{STEP}\n        W = W - reg * W"),),
        ),
    ),
    Mistake(
        "weights-averaged-in-the-step",
        "The step of W is divided by N, although dW is a mean already.",
        "Where was 1/N applied first? Once is enough.",
        edits=((STEP, "W, b = W - learning_rate / len(X) * dW, b - learning_rate * db"),),
    ),
    Mistake(
        "bias-steps-once",
        "b takes one step in all, while W takes one each round.",
        "How far is the line of b indented: is it in the loop?",
        edits=(
            (STEP, "W = W - learning_rate * dW"),
            (
                f"    {TRAINED}",
                f"    b = b - learning_rate * db\n    {TRAINED}",
            ),
        ),
        also=(
            (
                (
                    STEP,
                    "W = W - learning_rate * dW\n"
                    "        b = b - learning_rate * db * (len(losses) == 1)",
                ),
            ),
        ),
    ),
    Mistake(
        "losses-without-price",
        "losses lacks the price for large weights: it should hold what the loss function returns.",
        "linear_classifier_loss returns data and price in one number. Is anything taken off it?",
        edits=(("losses.append(loss)", "losses.append(loss - 0.5 * reg * np.sum(W**2))"),),
    ),
    Mistake(
        "losses-after-the-step",
        "losses[i] is the loss after step i, where the loss before it is asked for.",
        "Which loss belongs to the weights that you start with?",
        edits=(
            ("losses.append(loss)", "pass"),
            (STEP, f"{STEP}\n        losses.append(linear_classifier_loss(W, b, X, y, reg)[0])"),
        ),
    ),
    Mistake(
        "one-step-short",
        "One step too few is taken.",
        "How often does your loop run for steps = 1?",
        edits=(ONE_LESS,),
        also=(
            (ONE_LESS, (TRAINED, "return W, b, np.array([*losses, 0.0])")),
            (ONE_LESS, (TRAINED, "return W, b, np.array([0.0, *losses])")),
            (
                ONE_LESS,
                (
                    TRAINED,
                    "last = linear_classifier_loss(W, b, X, y, reg)[0]\n"
                    "    return W, b, np.array([*losses, last])",
                ),
            ),
        ),
    ),
    Mistake(
        "last-loss-only",
        "Only the last loss is returned, where all of them are asked for.",
        "losses has one entry a step. What do you collect them in?",
        edits=((TRAINED, "return W, b, losses[-1]"),),
    ),
    Mistake(
        "too-large",
        "The weights start too large: their standard deviation is above 0.01.",
        "What does the text multiply the standard normal draws by?",
        edits=(("0.01 * rng.normal", "rng.normal"),),
    ),
    Mistake(
        "too-small",
        "The weights start too small: their standard deviation is below 0.01.",
        "What does the text multiply the standard normal draws by?",
        edits=(("0.01 * rng.normal", "0.0001 * rng.normal"),),
    ),
    Mistake(
        "starts-at-zero",
        "The weights start at 0, where random draws are asked for.",
        "Zeros would do here, but not from unit 05 on. Which argument is there to draw with?",
        edits=((START, "np.zeros((X.shape[1], num_classes))"),),
    ),
    Mistake(
        "not-centred",
        "The draws that the weights start from do not have mean 0.",
        "Which draws does the text ask for, and are those of rng.random ever negative?",
        edits=((START, "0.01 * rng.random(size=(X.shape[1], num_classes))"),),
    ),
    Mistake(
        "not-from-rng",
        "The start of the weights is not drawn from rng: the same seed gives other weights.",
        "A run that can be repeated draws from the generator that it is handed. Where is yours?",
        # A second source of chance that leaves draws of 0 at 0, so that the key has one path.
        edits=(("0.01 * rng", "0.01 * np.random.uniform(0.9, 1.1) * rng"),),
    ),
]

GRID = [
    Mistake(
        "another-resolution",
        "The grid has as many points along both axes, but not resolution of them.",
        "Print xx.shape beside resolution. Is a number written where the argument belongs, or is "
        "it one too many?",
        edits=(("high[k], resolution)", "high[k], 15)"),),
    ),
    Mistake(
        "points-dealt-anew",
        "reshape(-1, 2) deals all x and then all y out anew, so an x meets another x, not its y.",
        "Print the points of the 3 by 3 example. Flatten each table by itself: how do two lists "
        "become two columns?",
        edits=(
            (
                "np.column_stack([xx.ravel(), yy.ravel()])",
                "np.array([xx, yy]).reshape(-1, 2)",
            ),
        ),
    ),
    Mistake(
        "asked-at-the-data",
        "predict is asked at the rows of X, so Z holds N answers, none for the points of the grid.",
        "How many points has the grid, and in which two tables are their coordinates?",
        edits=(
            (
                "predict(np.column_stack([xx.ravel(), yy.ravel()])).reshape(xx.shape)",
                "predict(X)",
            ),
        ),
    ),
    Mistake(
        "wrong-number-of-points",
        "xx and yy have not the shape (resolution, resolution), nor as many points along one axis "
        "as along the other.",
        "Print xx.shape beside resolution. np.arange takes a step, np.linspace a number of points. "
        "Which do you need, and is it the same for both axes?",
        edits=(
            (
                "np.linspace(low[k], high[k], resolution) for",
                "np.arange(low[k], high[k], 1 / resolution) for",
            ),
        ),
    ),
    Mistake(
        "not-a-table",
        "xx and yy are the two axes, (resolution,), where the tables of all points are asked for.",
        "A grid of R by R points has R * R coordinates of each kind. Which call makes the tables?",
        edits=(("np.meshgrid(*axes)", "axes"),),
    ),
    Mistake(
        "does-not-cover",
        "The grid leaves out part of X: an axis begins above its feature's smallest value, or ends "
        "several steps below its largest.",
        "Compare xx.min() with X[:, 0].min(), and the other three ends in the same way.",
        edits=(
            (
                "np.linspace(low[k], high[k], resolution)",
                "np.linspace(low[k] + 1, high[k] - 1, resolution)",
            ),
        ),
    ),
    Mistake(
        "upper-end-missing",
        "The grid stops one step before the largest value of X.",
        "Is the end of the interval one of your points? Compare xx.max() with X[:, 0].max().",
        edits=(
            (
                "np.linspace(low[k], high[k], resolution)",
                "np.linspace(low[k], high[k], resolution, endpoint=False)",
            ),
        ),
    ),
    Mistake(
        "one-column-for-both",
        "Both coordinates span the same interval, where each belongs to a column of X of its own.",
        "Each axis belongs to one feature. Whose smallest and largest value does it need?",
        edits=(
            (
                "np.linspace(low[k], high[k], resolution)",
                "np.linspace(low[0], high[0], resolution)",
            ),
        ),
    ),
    Mistake(
        "not-reshaped",
        "Z has not the shape of xx: the answers are still a list.",
        "predict answers with (M,). Which method turns R * R answers into a table (R, R)?",
        edits=((".reshape(xx.shape)", ""),),
    ),
    Mistake(
        "answers-transposed",
        "Z is transposed: Z[i, j] is the answer at the point of row j, column i.",
        "ravel reads a table row after row. In which order does your reshape, or a .T, put back?",
        edits=((".reshape(xx.shape)", ".reshape(xx.shape).T"),),
    ),
    Mistake(
        "coordinates-swapped",
        "predict is asked at (y, x): the two coordinates of each point are swapped.",
        "Which column of X is the first feature, and which of your tables holds it?",
        edits=(("[xx.ravel(), yy.ravel()]", "[yy.ravel(), xx.ravel()]"),),
    ),
]

MISTAKES = {
    "softmax": SOFTMAX,
    "cross-entropy": CROSS_ENTROPY,
    "softmax-loss-naive": NAIVE,
    "softmax-loss-vectorized": VECTORIZED,
    "linear-classifier": CLASSIFIER,
    "decision-grid": GRID,
}

# ---------------------------------------------------------------------- right answers


def written(signature: str, *bodies: tuple[str, str]) -> list[Style]:
    """Right answers to one function: its signature once, then a name and a body each."""
    return [
        Style(name, f"def {signature}:\n" + "".join(f"    {x}\n" for x in body.split("\n")))
        for name, body in bodies
    ]


LINEAR_LOSS = "linear_classifier_loss(W, b, X, y, reg)"
TRAIN = "train_linear_classifier(X, y, num_classes, learning_rate, reg, steps, rng)"

LOSSES = (
    (
        "probabilities-and-copy",
        "N = X.shape[0]\nscores = X.dot(W)\nscores -= np.max(scores, axis=1)[:, np.newaxis]\n"
        "probs = np.exp(scores)\nsums = np.sum(probs, axis=1)\nprobs /= sums[:, np.newaxis]\n"
        "loss = np.sum(np.log(sums) - scores[range(N), y]) / N\nloss += 0.5 * reg * np.sum(W * W)\n"
        "dscores = probs.copy()\ndscores[range(N), y] -= 1\ndscores /= N\n"
        "dW = np.dot(X.T, dscores)\ndW += reg * W\nreturn loss, dW",
    ),
    (
        "calls-softmax",
        "S = X @ W\nprobs, Y, top = softmax(S), np.eye(W.shape[1])[y], S.max(axis=1)\n"
        "loss = np.mean(top + np.log(np.exp(S.T - top).sum(axis=0)) - (S * Y).sum(axis=1))\n"
        "loss += reg / 2 * (W**2).sum()\nreturn loss, X.T @ (probs - Y) / len(y) + reg * W",
    ),
    (
        "one-hot-matrix",
        "N, C = len(y), W.shape[1]\nY = np.zeros((N, C))\nY[np.arange(N), y] = 1\nS = X @ W\n"
        "S = S - S.max(1, keepdims=True)\nL = S - np.log(np.exp(S).sum(1, keepdims=True))\n"
        "loss = -(Y * L).sum() / N + 0.5 * reg * np.sum(np.square(W))\n"
        "return loss, (1 / N) * X.T.dot(np.exp(L) - Y) + reg * W",
    ),
    (
        "einsum",
        "N = len(X)\nS = np.einsum('nd,dc->nc', X, W)\nS = S - S.max(axis=1, keepdims=True)\n"
        "E = np.exp(S)\nZ = np.einsum('nc->n', E)\nP = E / Z[:, None]\n"
        "loss = np.mean(np.log(Z) - S[np.arange(N), y])\n"
        "loss = loss + 0.5 * reg * np.einsum('dc,dc->', W, W)\nP[np.arange(N), y] -= 1\n"
        "return loss, np.einsum('nd,nc->dc', X, P) / N + reg * W",
    ),
    (
        "logaddexp",
        "S = X @ W\nlog_sum = np.logaddexp.reduce(S, axis=1)\n"
        "loss = (log_sum - np.take_along_axis(S, y[:, None], axis=1)[:, 0]).mean()\n"
        "P = np.exp(S - log_sum[:, None])\nnp.subtract.at(P, (np.arange(len(y)), y), 1.0)\n"
        "return loss + reg * 0.5 * np.linalg.norm(W) ** 2, X.T @ P / len(y) + reg * W",
    ),
    (
        "classes-as-rows",
        "N = X.shape[0]\nS = W.T @ X.T\nS = S - S.max(axis=0)\nE = np.exp(S)\nP = E / E.sum(axis=0)\n"
        "loss = (np.log(E.sum(axis=0)) - S[y, np.arange(N)]).mean() + 0.5 * reg * (W**2).sum()\n"
        "P[y, np.arange(N)] -= 1\nreturn loss, (P @ X / N + reg * W.T).T",
    ),
    (
        "outer-products",
        "D, C = W.shape\ndata, dW = 0.0, np.zeros((D, C))\nfor x, label in zip(X, y):\n"
        "    s = W.T @ x\n    s = s - max(s)\n    p = np.exp(s) / sum(np.exp(s))\n"
        "    data += np.log(sum(np.exp(s))) - s[label]\n    p[label] -= 1\n    dW += np.outer(x, p)\n"
        "return data / len(X) + 0.5 * reg * np.sum(W**2), dW / len(X) + reg * W",
    ),
    (
        "entry-by-entry",
        "N, D = X.shape\nC = W.shape[1]\nloss, dW = 0.0, np.zeros((D, C))\nfor i in range(N):\n"
        "    s = [sum(X[i, d] * W[d, c] for d in range(D)) for c in range(C)]\n    m = max(s)\n"
        "    e = [np.exp(v - m) for v in s]\n    loss += (np.log(sum(e)) + m - s[y[i]]) / N\n"
        "    for c in range(C):\n        for d in range(D):\n"
        "            dW[d, c] += X[i, d] * (e[c] / sum(e) - (1 if c == y[i] else 0)) / N\n"
        "for d in range(D):\n    for c in range(C):\n        loss += 0.5 * reg * W[d, c] ** 2\n"
        "        dW[d, c] += reg * W[d, c]\nreturn loss, dW",
    ),
    (
        "right-class-apart",
        "N, C = len(y), W.shape[1]\nloss, dW = 0.0, np.zeros(W.shape)\nfor i in range(N):\n"
        "    f = X[i].dot(W)\n    f = f - np.max(f)\n    p = np.exp(f) / np.sum(np.exp(f))\n"
        "    for c in range(C):\n        if c == y[i]:\n            dW[:, c] += (p[c] - 1) * X[i]\n"
        "        else:\n            dW[:, c] += p[c] * X[i]\n    loss += -f[y[i]] + np.log(np.sum(np.exp(f)))\n"
        "loss /= N\ndW /= N\nloss += 0.5 * reg * np.sum(W * W)\ndW += reg * W\nreturn loss, dW",
    ),
    (
        "mean-of-gradients",
        "Y = np.eye(W.shape[1])[y]\nS = X @ W\nS = S - S.max(axis=1, keepdims=True)\n"
        "P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)\n"
        "each = X[:, :, None] * (P - Y)[:, None, :]\n"
        "loss = np.mean(np.log(np.exp(S).sum(axis=1)) - (S * Y).sum(axis=1))\n"
        "loss = loss + 0.5 * reg * W.ravel() @ W.ravel()\n"
        "return np.array([loss]), each.mean(axis=0) + reg * W",
    ),
    (
        "class-by-class",
        "N, C = X.shape[0], W.shape[1]\nS = X @ W\nS = S - S.max(axis=1, keepdims=True)\n"
        "L = S - np.log(np.exp(S).sum(axis=1, keepdims=True))\nloss, columns = 0.0, []\n"
        "for c in range(C):\n    loss -= L[y == c, c].sum() / N\n"
        "    columns.append(X.T @ (np.exp(L[:, c]) - (y == c)) / N + reg * W[:, c])\n"
        "return loss + 0.5 * reg * np.sum(W**2), np.array(columns).T",
    ),
    (
        "float32",
        "X, W = X.astype(np.float32), W.astype(np.float32)\nreg, N = np.float32(reg), np.float32(len(y))\n"
        "S = X @ W\nS = S - S.max(axis=1, keepdims=True)\nE = np.exp(S)\n"
        "P = E / E.sum(axis=1, keepdims=True)\nrows = np.arange(len(y))\n"
        "loss = (np.log(E.sum(axis=1)) - S[rows, y]).sum() / N + np.float32(0.5) * reg * (W**2).sum()\n"
        "P[rows, y] -= np.float32(1)\nreturn loss, X.T @ P / N + reg * W",
    ),
)

DESCENT = (
    f"def {TRAIN}:\n    W = rng.normal(0.0, 0.01, (X.shape[1], num_classes))\n"
    "    b = np.zeros(num_classes)\n    losses = np.zeros(steps)\n    for i in range(steps):\n"
    "        losses[i], dW, db = linear_classifier_loss(W, b, X, y, reg)\n"
    "        W -= learning_rate * dW\n        b -= learning_rate * db\n    return W, b, losses\n"
)


def both(name: str, loss: str, training: str = DESCENT) -> Style:
    """Right answers to both functions of linear-classifier: the body of the first, then all."""
    body = "".join(f"    {line}\n" for line in loss.split("\n"))
    return Style(name, f"def {LINEAR_LOSS}:\n{body}\n\n{training}")


PLAIN = (
    "probs = softmax(X @ W + b)\nloss = cross_entropy(probs, y) + 0.5 * reg * np.sum(W**2)\n"
    "probs[np.arange(len(y)), y] -= 1\nprobs /= len(y)\n"
    "return loss, X.T @ probs + reg * W, probs.sum(axis=0)"
)

CORRECT: dict[str, list[Style]] = {
    "softmax": written(
        "softmax(scores)",
        (
            "one-line-shift",
            "e = np.exp(scores - np.max(scores, axis=1, keepdims=True))\n"
            "return e / np.sum(e, axis=1, keepdims=True)",
        ),
        (
            "newaxis",
            "e = np.exp(scores - scores.max(axis=-1)[:, None])\nreturn e / e.sum(axis=-1)[:, None]",
        ),
        (
            "row-loop",
            "out = np.zeros(scores.shape)\nfor i, row in enumerate(scores):\n"
            "    e = np.exp(row - row.max())\n    out[i] = e / e.sum()\nreturn out",
        ),
        (
            "transposed",
            "s = scores.T - scores.max(axis=1)\nreturn (np.exp(s) / np.exp(s).sum(axis=0)).T",
        ),
        (
            "in-place-on-a-copy",
            "p = scores.copy()\np -= p.max(axis=1, keepdims=True)\nnp.exp(p, out=p)\n"
            "p /= p.sum(axis=1, keepdims=True)\nreturn p",
        ),
        (
            "in-place-on-the-argument",
            "scores -= scores.max(axis=1, keepdims=True)\nprobs = np.exp(scores)\n"
            "return probs / probs.sum(axis=1, keepdims=True)",
        ),
        (
            "log-sum-exp",
            "return np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))",
        ),
        (
            "differences",
            "return 1 / np.exp(np.minimum(scores[:, None, :] - scores[:, :, None], 700)).sum(axis=2)",
        ),
        (
            "apply-along-axis",
            "def one(row):\n    e = np.exp(row - max(row))\n    return e / sum(e)\n"
            "return np.apply_along_axis(one, 1, scores)",
        ),
        (
            "python-scalars",
            "import math\nout = []\nfor row in scores.tolist():\n    top = max(row)\n"
            "    e = [math.exp(s - top) for s in row]\n    out.append([v / sum(e) for v in e])\n"
            "return np.array(out)",
        ),
        (
            "clipped-far-below",
            "s = np.maximum(scores - scores.max(axis=1, keepdims=True), -50)\n"
            "e = np.exp(s)\nreturn e / e.sum(axis=1, keepdims=True)",
        ),
        (
            "einsum",
            "e = np.exp(scores - scores.max(axis=1).reshape(-1, 1))\n"
            "return np.einsum('nc,n->nc', e, 1 / e.sum(axis=1))",
        ),
        (
            "float32",
            "s = scores.astype(np.float32)\ne = np.exp(s - s.max(axis=1, keepdims=True))\n"
            "return e / e.sum(axis=1, keepdims=True)",
        ),
    ),
    "cross-entropy": written(
        "cross_entropy(probs, y)",
        ("sum-over-n", "N = len(y)\nreturn -np.sum(np.log(probs[np.arange(N), y])) / N"),
        ("range", "return np.mean(-np.log(probs[range(probs.shape[0]), y]))"),
        ("one-hot", "Y = np.eye(probs.shape[1])[y]\nreturn -np.sum(Y * np.log(probs)) / len(y)"),
        (
            "filled-one-hot",
            "Y = np.zeros_like(probs)\nY[np.arange(len(y)), y] = 1\n"
            "return -np.log((Y * probs).sum(axis=1)).mean()",
        ),
        (
            "loop",
            "loss = 0.0\nfor i in range(len(y)):\n    loss -= np.log(probs[i, y[i]])\n"
            "return loss / len(y)",
        ),
        ("zip", "return sum(-np.log(row[k]) for row, k in zip(probs, y)) / len(probs)"),
        ("take-along-axis", "return -np.log(np.take_along_axis(probs, y[:, None], 1)).mean()"),
        (
            "choose-flat",
            "C = probs.shape[1]\nreturn -np.log(probs.ravel()[np.arange(len(y)) * C + y]).mean()",
        ),
        ("diagonal", "return -np.trace(np.log(probs[:, y])) / len(y)"),
        (
            "mask",
            "mask = np.arange(probs.shape[1]) == y[:, None]\nreturn -np.log(probs[mask]).mean()",
        ),
        ("product", "return -np.log(np.prod(probs[np.arange(len(y)), y])) / len(y)"),
        (
            "einsum",
            "return -np.einsum('nc,nc->', np.eye(probs.shape[1])[y], np.log(probs)) / len(y)",
        ),
        ("shape-1", "return np.array([-np.log(probs[np.arange(len(y)), y]).mean()])"),
        ("guarded", "return -np.log(np.maximum(probs[np.arange(len(y)), y], 1e-300)).mean()"),
        (
            "float32",
            "p = probs.astype(np.float32)\nreturn -np.log(p[np.arange(len(y)), y]).mean()",
        ),
    ),
    "softmax-loss-naive": written("softmax_loss_naive(W, X, y, reg)", *LOSSES),
    "softmax-loss-vectorized": written("softmax_loss_vectorized(W, X, y, reg)", *LOSSES),
    "linear-classifier": [
        both("calls-softmax", PLAIN),
        both(
            "column-of-ones",
            "A, V = np.column_stack([X, np.ones(len(X))]), np.vstack([W, b])\n"
            "loss, dV = softmax_loss_vectorized(V, A, y, 0.0)\n"
            "return loss + 0.5 * reg * np.sum(W**2), dV[:-1] + reg * W, dV[-1]",
        ),
        both(
            "loops",
            "loss, dW, db = 0.0, np.zeros(W.shape), np.zeros(b.shape)\nfor x, k in zip(X, y):\n"
            "    s = x @ W + b\n    s = s - s.max()\n    p = np.exp(s) / np.exp(s).sum()\n"
            "    loss -= np.log(p[k])\n    p[k] -= 1\n    dW += np.outer(x, p)\n    db += p\n"
            "N = len(y)\nreturn loss / N + 0.5 * reg * np.sum(W**2), dW / N + reg * W, db / N",
        ),
        both(
            "bias-gradient-of-shape-1-c",
            PLAIN.replace("probs.sum(axis=0)", "probs.sum(axis=0, keepdims=True)"),
        ),
        both(
            "ones-times-dscores",
            PLAIN.replace("probs.sum(axis=0)", "np.ones(len(y)) @ probs"),
        ),
        both(
            "einsum",
            PLAIN.replace("X.T @ probs", "np.einsum('nd,nc->dc', X, probs)").replace(
                "probs.sum(axis=0)", "np.einsum('nc->c', probs)"
            ),
        ),
        both(
            "log-sum-exp-of-numpy",
            "S, Y = X @ W + b, np.eye(len(b))[y]\nL = S - np.logaddexp.reduce(S, axis=1)[:, None]\n"
            "d = (np.exp(L) - Y) / len(y)\n"
            "return -(L * Y).sum() / len(y) + reg * (W**2).sum() / 2, X.T @ d + reg * W, d.sum(0)",
        ),
        both(
            "float32",
            "X, W, b = X.astype(np.float32), np.float32(W), np.float32(b)\nreg = np.float32(reg)\n"
            "P = softmax(X @ W + b)\nloss = cross_entropy(P, y) + np.float32(0.5) * reg * (W**2).sum()\n"
            "P = P - np.eye(len(b), dtype=np.float32)[y]\nP = P / np.float32(len(y))\n"
            "return loss, X.T @ P + reg * W, P.sum(axis=0)",
        ),
        both(
            "training-in-one-piece",
            PLAIN,
            f"def {TRAIN}:\n    N = len(y)\n"
            "    W = 0.01 * rng.standard_normal((X.shape[1], num_classes))\n"
            "    b = np.zeros((1, num_classes))\n    Y = np.eye(num_classes)[y]\n    losses = []\n"
            "    for _ in range(steps):\n        P = softmax(X @ W + b)\n"
            "        losses.append(-np.mean(np.log((P * Y).sum(axis=1))) + 0.5 * reg * np.sum(W**2))\n"
            "        d = (P - Y) / N\n        W = W - learning_rate * (X.T @ d + reg * W)\n"
            "        b = b - learning_rate * d.sum(axis=0, keepdims=True)\n"
            "    return W, b, losses\n",
        ),
        both(
            "while-loop",
            PLAIN,
            f"def {TRAIN}:\n    D, step = X.shape[1], 0\n"
            "    W, b = rng.normal(size=(D, num_classes)) * 0.01, np.zeros((1, num_classes))\n"
            "    losses = np.array([])\n    while step < steps:\n"
            "        loss, dW, db = linear_classifier_loss(W, b, X, y, reg=reg)\n"
            "        losses = np.append(losses, loss)\n        W = W - dW * learning_rate\n"
            "        b = b - db * learning_rate\n        step += 1\n    return W, b, losses\n",
        ),
        both(
            "dictionary-of-parameters",
            PLAIN,
            f"def {TRAIN}:\n    p = {{'W': rng.normal(scale=0.01, size=(X.shape[1], num_classes)),\n"
            "         'b': np.zeros(num_classes)}\n    history = []\n    for _ in range(steps):\n"
            "        loss, dW, db = linear_classifier_loss(p['W'], p['b'], X, y, reg)\n"
            "        history.append(float(np.squeeze(loss)))\n"
            "        for name, g in (('W', dW), ('b', db)):\n"
            "            p[name] = p[name] - learning_rate * g\n"
            "    return p['W'], p['b'], np.asarray(history)\n",
        ),
        both(
            "drawn-one-by-one",
            PLAIN,
            DESCENT.replace(
                "rng.normal(0.0, 0.01, (X.shape[1], num_classes))",
                "np.array([[0.01 * rng.normal() for _ in range(num_classes)] for _ in X.T])",
            ),
        ),
    ],
    "decision-grid": written(
        "decision_grid(predict, X, resolution)",
        (
            "margin",
            "x0, x1 = X[:, 0].min() - 1, X[:, 0].max() + 1\ny0, y1 = X[:, 1].min() - 1, X[:, 1].max() + 1\n"
            "xx, yy = np.meshgrid(np.linspace(x0, x1, resolution), np.linspace(y0, y1, resolution))\n"
            "Z = predict(np.c_[xx.ravel(), yy.ravel()])\nreturn xx, yy, Z.reshape(xx.shape)",
        ),
        (
            "other-indexing",
            "a, b = (np.linspace(c.min(), c.max(), resolution) for c in X.T)\n"
            "xx, yy = np.meshgrid(a, b, indexing='ij')\n"
            "Z = predict(np.stack([xx, yy], axis=-1).reshape(-1, 2))\n"
            "return xx, yy, Z.reshape(resolution, resolution)",
        ),
        (
            "point-by-point",
            "a = np.linspace(X[:, 0].min(), X[:, 0].max(), resolution)\n"
            "b = np.linspace(X[:, 1].min(), X[:, 1].max(), resolution)\nxx, yy = np.meshgrid(a, b)\n"
            "Z = np.zeros(xx.shape)\nfor i in range(resolution):\n    for j in range(resolution):\n"
            "        Z[i, j] = predict(np.array([[xx[i, j], yy[i, j]]]))[0]\nreturn xx, yy, Z",
        ),
        (
            "row-by-row",
            "(l0, l1), (h0, h1) = X.min(0), X.max(0)\na, b = np.linspace(l0, h0, resolution), "
            "np.linspace(l1, h1, resolution)\nxx, yy = np.meshgrid(a, b)\n"
            "Z = np.array([predict(np.column_stack(pair)) for pair in zip(xx, yy)])\nreturn xx, yy, Z",
        ),
        (
            "mgrid",
            "n = resolution * 1j\n(l0, l1), (h0, h1) = X.min(0), X.max(0)\n"
            "yy, xx = np.mgrid[l1:h1:n, l0:h0:n]\n"
            "return xx, yy, predict(np.vstack([xx.flatten(), yy.flatten()]).T).reshape(xx.shape)",
        ),
        (
            "repeat-and-tile",
            "r = resolution\na, b = (np.linspace(X[:, k].min(), X[:, k].max(), r) for k in range(2))\n"
            "x, y = np.tile(a, r), np.repeat(b, r)\nZ = predict(np.array([x, y]).T)\n"
            "return x.reshape(r, r), y.reshape(r, r), np.reshape(Z, (r, r))",
        ),
        (
            "relative-margin",
            "low, high = X.min(axis=0), X.max(axis=0)\npad = 0.1 * (high - low)\n"
            "a = np.linspace(low - pad, high + pad, resolution)\nxx, yy = np.meshgrid(a[:, 0], a[:, 1])\n"
            "points = np.concatenate([xx.reshape(-1, 1), yy.reshape(-1, 1)], axis=1)\n"
            "return [xx, yy, predict(points).reshape(xx.shape)]",
        ),
        (
            "top-row-first",
            "a = np.linspace(X[:, 0].min(), X[:, 0].max(), resolution)\n"
            "b = np.linspace(X[:, 1].max(), X[:, 1].min(), resolution)\nxx, yy = np.meshgrid(a, b)\n"
            "return xx, yy, predict(np.c_[xx.ravel(), yy.ravel()]).reshape(xx.shape).astype(float)",
        ),
    ),
}
