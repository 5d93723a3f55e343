"""Unit 05: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the reference that several mistakes edit.
CLASS = "class TwoLayerNet(TwoLayerNet):\n"
HIDDEN = "hidden = np.maximum(0, X @ W1 + b1)"
SCORES = "return hidden, hidden @ W2 + b2"
SHIFTED = "shifted = scores - scores.max(axis=1, keepdims=True)"
LOG_SUM = "log_sum = np.log(np.sum(np.exp(shifted), axis=1))"
DATA = "data = np.mean(log_sum - shifted[np.arange(len(y)), y])"
PRICE = "0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))"
EXPS = "exps = np.exp(scores - scores.max(axis=1, keepdims=True))"
PROBS = "probs = exps / exps.sum(axis=1, keepdims=True)"
DSCORES = "dscores = (probs - np.eye(scores.shape[1])[y]) / len(y)"
DZ = "dz = (dscores @ W2.T) * (hidden > 0)"
WEIGHTS = "dW1, dW2 = X.T @ dz + reg * W1, hidden.T @ dscores + reg * W2"
DW1, DW2 = "X.T @ dz + reg * W1", "hidden.T @ dscores + reg * W2"
DB1, DB2 = '"b1": dz.sum(axis=0)', '"b2": dscores.sum(axis=0)'
ENDS = "epoch_ends = (it + 1) % max(1, num_train // batch_size) == 0"
BATCH = "batch = self.rng.choice(num_train, batch_size)"
CALL = "loss, grads = self.loss(X[batch], y[batch], reg)"
NOTE = "losses.append(loss)  # from before the step"
STEP = "self.params[name] = self.params[name] - learning_rate * grads[name]"
SLOPE = "learning_rate * reg * self.params[name]"
TRAIN_ACC = "train_acc.append(np.mean(self.predict(X) == y))"
VAL_ACC = "val_acc.append(np.mean(self.predict(X_val) == y_val))"
DECAY = "learning_rate *= learning_rate_decay"
EARLY = f"{DECAY} if it == 0 else 1\n            "

# --------------------------------------------------------------------------- mistakes


def leaking(share):
    """Edits that let this share of what is below 0 through the ReLU."""
    return ((HIDDEN, f"z = X @ W1 + b1\n        hidden = np.where(z > 0, z, {share} * z)"),)


FORWARD = [
    Mistake(
        "nothing-bends",
        "There is no ReLU: hidden is X @ W1 + b1 itself.",
        "Two straight layers in a row are one straight layer. What stands between yours?",
        edits=((HIDDEN, "hidden = X @ W1 + b1"),),
    ),
    Mistake(
        "scores-before-the-relu",
        "The scores are made of X @ W1 + b1, where hidden, after the ReLU, goes in.",
        "Your hidden is right. Which array stands left of W2?",
        edits=((SCORES, "return hidden, (X @ W1 + b1) @ W2 + b2"),),
    ),
    Mistake(
        "hidden-before-the-relu",
        "The scores are right, but the hidden that forward hands out is the one before the ReLU: "
        "it has entries below 0.",
        "gradients will take hidden for what entered the second product. Which array did?",
        edits=(
            (HIDDEN, "hidden = X @ W1 + b1"),
            (SCORES, "return hidden, np.maximum(hidden, 0) @ W2 + b2"),
        ),
    ),
    Mistake(
        "scores-bent-too",
        "The ReLU is applied to the scores as well, so that no score can be below 0.",
        "Which of the two layers bends in the displayed equation?",
        edits=((SCORES, "return hidden, np.maximum(0, hidden @ W2 + b2)"),),
    ),
    Mistake(
        "scores-bent-instead",
        "The ReLU is applied to the scores, and not to the hidden layer.",
        "Which of the two layers bends in the displayed equation?",
        edits=(
            (HIDDEN, "hidden = X @ W1 + b1"),
            (SCORES, "return hidden, np.maximum(0, hidden @ W2 + b2)"),
        ),
    ),
    Mistake(
        "minimum-for-maximum",
        "The smaller of 0 and the entry is kept, where the larger is asked for.",
        "ReLU keeps what is above 0. Does np.minimum?",
        edits=(("np.maximum(0,", "np.minimum(0,"),),
    ),
    Mistake(
        "absolute-value",
        "Negative entries of the hidden layer are turned positive, where they should become 0.",
        "What is ReLU of -3: 3 or 0?",
        edits=((HIDDEN, "hidden = np.abs(X @ W1 + b1)"),),
    ),
    Mistake(
        "logistic-for-relu",
        "The hidden layer bends with the logistic, where ReLU is asked for.",
        "Unit 04 has two activations. Which one is a maximum?",
        edits=((HIDDEN, "hidden = 1 / (1 + np.exp(-(X @ W1 + b1)))"),),
    ),
    Mistake(
        "tanh-for-relu",
        "The hidden layer bends with tanh, where ReLU is asked for.",
        "Compare with the displayed equation: which function is applied to each entry?",
        edits=((HIDDEN, "hidden = np.tanh(X @ W1 + b1)"),),
    ),
    Mistake(
        "steps-for-hinges",
        "hidden holds only 0 and 1, where ReLU keeps the size of what is above 0.",
        "z > 0 is ReLU's slope. What is its value?",
        edits=((HIDDEN, "hidden = (X @ W1 + b1 > 0) * 1.0"),),
    ),
    Mistake(
        "leaky",
        "Negative entries of the hidden layer are kept at a fraction of their size, such as 0.01 "
        "or 0.1, where they should become 0.",
        "What is ReLU of -3?",
        edits=leaking(0.01),
        also=(leaking(0.1), leaking(0.2), leaking(0.05), leaking(0.5)),
    ),
    Mistake(
        "hidden-bias-missing",
        "The bias b1 is missing.",
        "Each layer has a product and a bias. Are both biases in your lines?",
        edits=((HIDDEN, "hidden = np.maximum(0, X @ W1)"),),
    ),
    Mistake(
        "hidden-bias-after-relu",
        "The bias b1 is added after the ReLU, where it should go in before.",
        "What decides whether a unit sleeps: the product alone, or the product and its bias?",
        edits=((HIDDEN, "hidden = np.maximum(0, X @ W1) + b1"),),
    ),
    Mistake(
        "score-bias-missing",
        "The bias b2 is missing.",
        "Each layer has a product and a bias. Are both biases in your lines?",
        edits=((SCORES, "return hidden, hidden @ W2"),),
    ),
    Mistake(
        "biases-missing",
        "Both biases are missing.",
        "Each layer has a product and a bias. Where do b1 and b2 enter?",
        edits=((HIDDEN, "hidden = np.maximum(0, X @ W1)"), (SCORES, "return hidden, hidden @ W2")),
    ),
    Mistake(
        "probabilities-for-scores",
        "The scores have been put through softmax: each row sums to 1.",
        "Scores may be any number. Softmax belongs to the loss, a step later.",
        edits=(
            (
                SCORES,
                "S = np.exp(hidden @ W2 + b2)\n"
                "        return hidden, S / S.sum(axis=1, keepdims=True)",
            ),
        ),
    ),
    Mistake(
        "returned-in-the-other-order",
        "loss hands out the hidden layer as scores: forward returns the two in the other order.",
        "Compare with the docstring: which comes first?",
        edits=((SCORES, "return hidden @ W2 + b2, hidden"),),
    ),
]

# In float32 both overflow at once.
NO_MAXIMUM = (
    "The smallest score of each row, or its mean, is taken off, so the largest may still overflow.",
    "A row with scores 0 and 2000 keeps an exponent of 1000 or more. Which shift leaves none above "
    "0?",
)
SAID = {
    "price-first-layer-only": (
        "Only W1 pays the price for large weights: W2 is missing from it.",
        "There are two weight matrices. How many sums of squares are in your price?",
    ),
    "price-second-layer-only": (
        "Only W2 pays the price for large weights: W1 is missing from it.",
        "There are two weight matrices. How many sums of squares are in your price?",
    ),
    "no-shift": (
        "Nothing is taken off the scores, so the exponential of a large score is inf.",
        "Which number can be taken off a row so that its largest exponent becomes 0?",
    ),
    "shift-by-the-global-maximum": (
        "The same number, the largest of the whole table, is taken off all rows.",
        "A row far below the others is left with exponentials of 0 only. Which largest score "
        "should each row use?",
    ),
    "shift-by-the-minimum": NO_MAXIMUM,
    "shift-by-the-mean": NO_MAXIMUM,
    "divided-by-the-maximum": (
        "The scores are divided by the largest of their row, where it should be taken off.",
        "Only what is taken off a whole row cancels in the probabilities. Is it - or /?",
    ),
    "shift-by-columns": (
        "The largest score of each column is taken off, where each row's own belongs.",
        "Only a number that is the same for a whole row leaves its probabilities alone. Which axis "
        "has to go?",
    ),
}


def said(label, *edits, also=()):
    """A mistake that loss and gradients share, as edits of one of them."""
    return Mistake(label, *SAID[label], edits=edits, also=also)


def by_logs(shifted):
    """Another way from a wrong shift to probabilities: by logarithms, 0 where a sum is inf."""
    by = "np.exp(shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True)))"
    return (((EXPS, f"shifted = {shifted}"), (PROBS, f"probs = {by}")),)


LOSS = [
    Mistake(
        "price-missing",
        "The price for large weights is missing, or its factor became 0: reg // 2 drops the "
        "fraction.",
        "reg is an argument of your method. Where do you use it, and which division keeps a "
        "fraction?",
        edits=((f"data + {PRICE}", "data"),),
    ),
    Mistake(
        "price-without-half",
        "The price is reg times the squares, but this course has a half in front.",
        "With which factor does the slope of the price become reg * W?",
        edits=((PRICE, PRICE.removeprefix("0.5 * ")),),
    ),
    said("price-first-layer-only", (PRICE, "0.5 * reg * np.sum(W1**2)")),
    said("price-second-layer-only", (PRICE, "0.5 * reg * np.sum(W2**2)")),
    Mistake(
        "half-on-one-layer",
        "The half reaches the squares of W1 only: brackets around the sum are missing.",
        "Which terms does the factor 0.5 * reg multiply, as you wrote it?",
        edits=((PRICE, "0.5 * reg * np.sum(W1**2) + reg * np.sum(W2**2)"),),
    ),
    Mistake(
        "reg-on-one-layer",
        "The factor 0.5 * reg reaches the squares of W1 only: W2 pays its squares in full.",
        "Which terms does the factor 0.5 * reg multiply, as you wrote it?",
        edits=((PRICE, "0.5 * reg * np.sum(W1**2) + np.sum(W2**2)"),),
    ),
    Mistake(
        "biases-pay-too",
        "The biases are in the price: this course prices weights only.",
        "A bias moves a crease and does not make it steeper. Which terms should go?",
        edits=(
            (
                PRICE,
                "0.5 * reg * sum(np.sum(value**2) for value in self.params.values())",
            ),
        ),
    ),
    Mistake(
        "price-divided-by-n",
        "The price is divided by N.",
        "Only the sum over the examples is averaged. Is the price inside that sum?",
        edits=((PRICE, f"{PRICE} / len(y)"),),
    ),
    Mistake(
        "price-averaged",
        "The price takes the means of the squares, where their sums are asked for.",
        "N examples are averaged. Are the weights, too?",
        edits=((PRICE, "0.5 * reg * (np.mean(W1**2) + np.mean(W2**2))"),),
        also=(((PRICE, "0.5 * reg * (np.sum(W1**2) + np.sum(W2**2)) / (W1.size + W2.size)"),),),
    ),
    Mistake(
        "price-of-absolute-values",
        "The price takes absolute values, where squares are asked for.",
        "Which power has W in the displayed equation?",
        edits=((PRICE, "0.5 * reg * (np.sum(np.abs(W1)) + np.sum(np.abs(W2)))"),),
        also=(((PRICE, "reg * (np.sum(np.abs(W1)) + np.sum(np.abs(W2)))"),),),
    ),
    Mistake(
        "price-summed-then-squared",
        "The price squares the sums of the weights, where the squares should be summed.",
        "Weights of both signs cancel in a sum. Which comes first, the square or the sum?",
        edits=((PRICE, "0.5 * reg * (np.sum(W1) ** 2 + np.sum(W2) ** 2)"),),
        also=(((PRICE, "0.5 * reg * (np.sum(W1) + np.sum(W2)) ** 2"),),),
    ),
    Mistake(
        "price-subtracted",
        "The price is subtracted, so that large weights make the loss smaller.",
        "Should large weights cost something or earn something?",
        edits=((f"data + {PRICE}", f"data - {PRICE}"),),
    ),
    Mistake(
        "not-averaged",
        "The losses of the examples are summed but not divided by N.",
        "What stands in front of the sum over i?",
        edits=((DATA, DATA.replace("np.mean", "np.sum")),),
    ),
    Mistake(
        "averaged-over-the-table",
        "The sum is divided by N * C, the number of scores, where N is asked for.",
        "How many examples are there, and how many scores?",
        edits=((DATA, f"{DATA} / scores.shape[1]"),),
    ),
    Mistake(
        "data-sign",
        "The data part of the loss has the wrong sign.",
        "Which should be larger, the log-sum-exp or the score of the right class?",
        edits=((DATA, DATA.replace("np.mean", "-np.mean")),),
    ),
    Mistake(
        "right-score-missing",
        "The loss is the log-sum-exp alone: the score of the right class is not subtracted.",
        "Where does y enter your loss?",
        edits=((DATA, "data = np.mean(log_sum)"),),
        also=(((DATA, "data = np.mean(log_sum + scores.max(axis=1))"),),),
    ),
    Mistake(
        "right-score-added",
        "The score of the right class is added, where it should be subtracted.",
        "Should the loss rise or fall when the right score rises?",
        edits=((DATA, DATA.replace("log_sum - ", "log_sum + ")),),
        also=(((DATA, "data = np.mean(log_sum + (2 * scores - shifted)[np.arange(len(y)), y])"),),),
    ),
    Mistake(
        "maximum-not-put-back",
        "The maximum is taken off in the log-sum-exp but not off the score of the right class.",
        "Either take it off both terms, or put it back after the logarithm. Which did you do?",
        edits=((DATA, DATA.replace("shifted[", "scores[")),),
    ),
    Mistake(
        "picks-whole-columns",
        "A colon in front of y picks for every example the scores of all right classes, (N, N).",
        "A colon means every row. Which list of rows goes with the list y, pair by pair?",
        edits=((DATA, "data = np.mean(log_sum - shifted[:, y])"),),
        also=(
            ((DATA, "data = np.sum(log_sum - shifted[:, y]) / len(y)"),),
            ((DATA, "data = np.mean(log_sum - shifted[:, y].sum(axis=1))"),),
        ),
    ),
    Mistake(
        "sum-over-everything",
        "The exponentials of the whole table are summed, where each row has a sum of its own.",
        "What do the probabilities of one row add up to?",
        edits=((LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted)))"),),
        also=(
            (
                (SHIFTED, "shifted = scores - scores.max()"),
                (LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted)))"),
            ),
        ),
    ),
    Mistake(
        "logarithm-forgotten",
        "The sum of the exponentials stands in the loss as it is: its logarithm is not taken.",
        "The first term is called log-sum-exp. Which of the three steps is missing?",
        edits=((LOG_SUM, "log_sum = np.sum(np.exp(shifted), axis=1)"),),
    ),
    Mistake(
        "probability-for-logarithm",
        "The loss is minus the mean probability of the right class: its logarithm is not taken.",
        "A certain answer should cost 0. What does it cost here?",
        edits=((DATA, DATA.replace("log_sum - shifted", "-np.exp(shifted - log_sum[:, None])")),),
    ),
    said("no-shift", (SHIFTED, "shifted = scores")),
    said("shift-by-the-global-maximum", (SHIFTED, "shifted = scores - scores.max()")),
    said("shift-by-columns", (SHIFTED, "shifted = scores - scores.max(axis=0)")),
    said("shift-by-the-minimum", (SHIFTED, SHIFTED.replace("max", "min"))),
    said("shift-by-the-mean", (SHIFTED, SHIFTED.replace("max", "mean"))),
    said("divided-by-the-maximum", (SHIFTED, SHIFTED.replace(" - ", " / "))),
]


def own_loss(data, price):
    """An edit that puts a loss of its own beside the gradients, by these two expressions."""
    lines = (
        "    def loss_of_scores(self, scores, y, reg):",
        "        shifted = scores - scores.max(axis=1, keepdims=True)",
        "        log_sum = np.log(np.sum(np.exp(shifted), axis=1))",
        "        each = log_sum - shifted[np.arange(len(y)), y]",
        '        W1, W2 = self.params["W1"], self.params["W2"]',
        f"        return {data} + {price}",
    )
    return CLASS, CLASS + "\n".join(lines) + "\n\n"


GRADIENTS = [
    Mistake(
        "mask-missing",
        "The gradient passes through sleeping units too: the mask of the ReLU is missing, or it "
        "clears only where hidden < 0, which never happens.",
        "A sleeping unit is at exactly 0. What does the row dz of the table ask of dhidden there?",
        edits=((DZ, "dz = dscores @ W2.T"),),
    ),
    Mistake(
        "mask-missing-from-db1",
        "db1 sums dhidden, where it should sum dz: sleeping units still move their bias.",
        "The bias goes into the ReLU. Through which gradient does the loss reach it?",
        edits=((DB1, '"b1": (dscores @ W2.T).sum(axis=0)'),),
    ),
    Mistake(
        "mask-missing-from-dw1",
        "dW1 uses dhidden, where it should use dz: sleeping units still move their weights.",
        "Which of your two gradients belongs to the pre-activation?",
        edits=((DW1, "X.T @ (dscores @ W2.T) + reg * W1"),),
    ),
    Mistake(
        "relu-of-the-gradient",
        "Negative entries of dhidden are set to 0: the ReLU is applied to the gradient itself.",
        "The mask asks where the unit was above 0 on the way forward, not what sign its gradient "
        "has.",
        edits=((DZ, "dz = np.maximum(0, dscores @ W2.T)"),),
        also=(((DZ, "dz = np.maximum(0, dscores @ W2.T) * (hidden > 0)"),),),
    ),
    Mistake(
        "mask-inverted",
        "The gradient passes through the sleeping units and is stopped at the others.",
        "Where is ReLU flat: below 0 or above?",
        edits=((DZ, DZ.replace("hidden > 0", "hidden <= 0")),),
    ),
    Mistake(
        "mask-of-activations",
        "dhidden is multiplied by hidden itself, where 1 above 0 and 0 elsewhere is asked for.",
        "ReLU's slope above 0 does not depend on how far above. What is it?",
        edits=((DZ, "dz = (dscores @ W2.T) * hidden"),),
    ),
    Mistake(
        "logistic-slope",
        "The slope of the logistic is used, hidden * (1 - hidden), where the units are ReLU.",
        "Which activation has your forward, and what is its slope?",
        edits=((DZ, "dz = (dscores @ W2.T) * hidden * (1 - hidden)"),),
    ),
    Mistake(
        "one-hot-missing",
        "The one-hot is not subtracted: dscores holds the probabilities alone.",
        "Where does y enter your gradients?",
        edits=((DSCORES, "dscores = probs / len(y)"),),
    ),
    Mistake(
        "scores-for-probabilities",
        "dscores is made of the scores, where the probabilities belong.",
        "Each row of p adds up to 1. Do the rows of what you take the one-hot off?",
        edits=((PROBS, "probs = scores"),),
        also=(((PROBS, "probs = scores - scores.max(axis=1, keepdims=True)"),),),
    ),
    Mistake(
        "one-everywhere",
        "1 is subtracted from the probability of every class, right or wrong.",
        "For which class of a row is the one-hot 1?",
        edits=((DSCORES, "dscores = (probs - 1) / len(y)"),),
    ),
    Mistake(
        "whole-rows-lowered",
        "probs[y] picks whole rows, so 1 is subtracted in the wrong places.",
        "Pair by pair: which list of rows goes with the list of columns y?",
        edits=(
            (
                DSCORES,
                "lowered = np.isin(np.arange(len(y)), y)[:, None]\n"
                "        dscores = (probs - lowered) / len(y)",
            ),
        ),
        also=(
            ((DSCORES, "probs[y] -= 1\n        dscores = probs / len(y)"),),
            ((DSCORES, "np.subtract.at(probs, y, 1)\n        dscores = probs / len(y)"),),
            ((DSCORES, "dscores = (probs[y] - 1) / len(y)"),),
        ),
    ),
    Mistake(
        "data-gradient-sign",
        "The data part of every gradient has the wrong sign: one-hot - p for p - one-hot.",
        "Descent goes against the gradient. Which sign lets it raise the right score?",
        edits=(
            (
                DSCORES,
                DSCORES.replace(
                    "probs - np.eye(scores.shape[1])[y]", "np.eye(scores.shape[1])[y] - probs"
                ),
            ),
        ),
    ),
    Mistake(
        "not-averaged",
        "The data part of every gradient is a sum: dscores is not divided by N.",
        "Your loss is a mean. What does its 1/N do to dscores?",
        edits=((DSCORES, DSCORES.removesuffix(" / len(y)")),),
    ),
    Mistake(
        "one-hot-divided-only",
        "Only the one-hot is divided by N: the brackets around the difference are missing.",
        "Python divides before it subtracts. What should be divided by N?",
        edits=((DSCORES, "dscores = probs - np.eye(scores.shape[1])[y] / len(y)"),),
    ),
    Mistake(
        "weights-averaged-twice",
        "The data parts of dW1 and dW2 are divided by N twice.",
        "dscores holds the 1/N already. In which lines do you divide again?",
        edits=(
            (
                WEIGHTS,
                "dW1 = X.T @ dz / len(y) + reg * W1\n"
                "        dW2 = hidden.T @ dscores / len(y) + reg * W2",
            ),
        ),
    ),
    Mistake(
        "biases-averaged-twice",
        "db1 and db2 are means over the examples of what holds the 1/N already.",
        "Where is 1/N applied first? Once is enough.",
        edits=((DB1, '"b1": dz.mean(axis=0)'), (DB2, '"b2": dscores.mean(axis=0)')),
    ),
    Mistake(
        "db1-averaged-twice",
        "db1 is the mean over the examples of what holds the 1/N already.",
        "Where is 1/N applied first? Once is enough.",
        edits=((DB1, '"b1": dz.mean(axis=0)'),),
    ),
    Mistake(
        "db2-averaged-twice",
        "db2 is the mean over the examples of what holds the 1/N already.",
        "Where is 1/N applied first? Once is enough.",
        edits=((DB2, '"b2": dscores.mean(axis=0)'),),
    ),
    Mistake(
        "biases-not-summed",
        "db1 and db2 are dz and dscores themselves: they are not summed over the examples.",
        "Every example pulls at the same biases. How do their pulls become one row?",
        edits=((DB1, '"b1": dz'), (DB2, '"b2": dscores')),
    ),
    Mistake(
        "biases-wrong-axis",
        "db1 and db2 are summed over units and classes, where the examples should be added up.",
        "db2 has the shape of b2, (C,). Which axis has to go?",
        edits=((DB1, '"b1": dz.sum(axis=1)'), (DB2, '"b2": dscores.sum(axis=1)')),
        # A row of dscores adds up to 0 but for rounding, and nobody rounds alike.
        also=(((DB1, '"b1": dz.sum(axis=1)'), (DB2, '"b2": 0 * dscores.sum(axis=1)')),),
    ),
    Mistake(
        "biases-zero",
        "db1 and db2 are all zeros: the biases have no gradient.",
        "b2 moves every score of its class. What is the derivative of a score in b2?",
        edits=((DB1, '"b1": 0 * dz.sum(axis=0)'), (DB2, '"b2": 0 * dscores.sum(axis=0)')),
    ),
    Mistake(
        "price-gradient-doubled",
        "The slope of the price is 2 * reg * W, but the price has a half in front.",
        "What does the half in 0.5 * reg * W**2 do when you differentiate?",
        edits=((WEIGHTS, WEIGHTS.replace("reg", "2 * reg")),),
    ),
    Mistake(
        "price-gradient-halved",
        "The slope of the price is half of what it should be: 0.5 * reg * W.",
        "Differentiate W squared. What comes down from the exponent and meets the half?",
        edits=((WEIGHTS, WEIGHTS.replace("reg", "0.5 * reg")),),
    ),
    Mistake(
        "price-missing",
        "The price is in the loss but not in the gradients.",
        "The loss is a sum of two terms. How many terms have dW1 and dW2?",
        edits=((WEIGHTS, "dW1, dW2 = X.T @ dz, hidden.T @ dscores"),),
    ),
    Mistake(
        "price-missing-from-dw1",
        "The price is missing from dW1, while dW2 has it.",
        "Both weight matrices pay. Lay the two lines side by side.",
        edits=((DW1, "X.T @ dz"),),
    ),
    Mistake(
        "price-missing-from-dw2",
        "The price is missing from dW2, while dW1 has it.",
        "Both weight matrices pay. Lay the two lines side by side.",
        edits=((DW2, "hidden.T @ dscores"),),
    ),
    Mistake(
        "price-gradient-divided-by-n",
        "The slope of the price is divided by N, while the price in the loss is not.",
        "Which terms does your division by N reach? Look at the brackets, or the order of lines.",
        edits=((WEIGHTS, WEIGHTS.replace("reg", "reg / len(y)")),),
    ),
    Mistake(
        "biases-pay",
        "db1 and db2 hold a price for the biases that is not in the loss.",
        "This course prices weights only. Which terms have no partner in the loss?",
        edits=(
            (DB1, f'{DB1} + reg * self.params["b1"]'),
            (DB2, f'{DB2} + reg * self.params["b2"]'),
        ),
    ),
    Mistake(
        "db1-pays",
        "db1 holds reg * b1: biases pay no price.",
        "This course prices weights only. Which term has no partner in the loss?",
        edits=((DB1, f'{DB1} + reg * self.params["b1"]'),),
    ),
    Mistake(
        "db2-pays",
        "db2 holds reg * b2: biases pay no price.",
        "This course prices weights only. Which term has no partner in the loss?",
        edits=((DB2, f'{DB2} + reg * self.params["b2"]'),),
    ),
    Mistake(
        "gradients-missing",
        "One or more of the keys W1, b1, W2 and b2 are missing from the dict of gradients; the "
        "others are there, under these names.",
        "Print its keys. Is one forgotten, or does a return inside a loop end it too early?",
        edits=((f'"W1": dW1, {DB1}, "W2": dW2, {DB2}', '"W1": dW1'),),
    ),
    Mistake(
        "steps-inside",
        "gradients changes the parameters: a step is taken in train, not here.",
        "Whoever asks for a gradient wants to find the net as it was. Which line writes into params?",
        edits=((WEIGHTS, f'{WEIGHTS}\n        self.params["W1"] -= 0.1 * dW1'),),
    ),
    Mistake(
        "dw2-transposed",
        "dW2 is (C, H), transposed: the factors of its product are in the other order.",
        "dW2 has the shape of W2. Which order of hidden and dscores gives (H, C)?",
        edits=((DW2, "dscores.T @ hidden + reg * W2.T"),),
    ),
    Mistake(
        "upstream-forgotten",
        "dz does not depend on dscores: it is the mask of the ReLU alone, or the mask times the "
        "sum of each unit's row of W2.",
        "The chain rule multiplies. Which gradient comes down from the scores to the hidden layer?",
        edits=((DZ, "dz = np.ones_like(dscores) @ W2.T * (hidden > 0) / len(y)"),),
        also=(
            ((DZ, "dz = W2.sum(axis=1) * (hidden > 0)"),),
            ((DZ, "dz = 1.0 * (hidden > 0)"),),
            ((DZ, "dz = (hidden > 0) / len(y)"),),
        ),
    ),
    Mistake(
        "gradient-for-weights",
        "dhidden is made with the gradient of W2, with or without its price, where the table has "
        "W2 itself.",
        "The scores were made with W2. Which of the two does the way back use?",
        edits=((DZ, f"dz = (dscores @ ({DW2}).T) * (hidden > 0)"),),
    ),
    Mistake(
        "gradient-for-weights-no-price",
        "dhidden is made with the gradient of W2, with or without its price, where the table has "
        "W2 itself.",
        "The scores were made with W2. Which of the two does the way back use?",
        edits=((DZ, "dz = (dscores @ (hidden.T @ dscores).T) * (hidden > 0)"),),
    ),
    Mistake(
        "weights-swapped",
        "Under the key W1 stands the gradient of W2, and the other way round.",
        "Print the shapes of what you return beside those in params.",
        edits=(('"W1": dW1', '"W1": dW2'), ('"W2": dW2', '"W2": dW1')),
    ),
    Mistake(
        "layers-swapped",
        "The gradients of the two layers are handed back under each other's names.",
        "Print the shapes of what you return beside those in params.",
        edits=(
            (f'"W1": dW1, {DB1}', '"W1": dW2, "b1": dscores.sum(axis=0)'),
            (f'"W2": dW2, {DB2}', '"W2": dW1, "b2": dz.sum(axis=0)'),
        ),
    ),
    Mistake(
        "biases-swapped",
        "The gradients of the two biases are handed back under each other's name.",
        "Which of dz and dscores belongs to which layer?",
        edits=((DB1, '"b1": dscores.sum(axis=0)'), (DB2, '"b2": dz.sum(axis=0)')),
    ),
    said("no-shift", (EXPS, "exps = np.exp(scores)"), also=by_logs("scores")),
    said(
        "shift-by-the-global-maximum",
        (EXPS, "exps = np.exp(scores - scores.max())"),
        also=by_logs("scores - scores.max()"),
    ),
    said(
        "shift-by-columns",
        (EXPS, "exps = np.exp(scores - scores.max(axis=0))"),
        also=by_logs("scores - scores.max(axis=0)"),
    ),
    said(
        "shift-by-the-minimum",
        (EXPS, EXPS.replace("max", "min")),
        also=by_logs("scores - scores.min(axis=1, keepdims=True)"),
    ),
    said(
        "shift-by-the-mean",
        (EXPS, EXPS.replace("max", "mean")),
        also=by_logs("scores - scores.mean(axis=1, keepdims=True)"),
    ),
    said(
        "divided-by-the-maximum",
        (EXPS, EXPS.replace(" - ", " / ")),
        also=by_logs("scores / scores.max(axis=1, keepdims=True)"),
    ),
    Mistake(
        "sum-over-everything",
        "The exponentials are divided by the sum of the whole table.",
        "Which should sum to 1, the table or each row of it?",
        edits=((PROBS, "probs = exps / exps.sum()"),),
        also=(
            (
                (EXPS, "exps = np.exp(scores - scores.max())"),
                (PROBS, "probs = exps / exps.sum()"),
            ),
        ),
    ),
    Mistake(
        "sum-over-examples",
        "The exponentials are summed over the examples, where the classes are asked for.",
        "Which should sum to 1, a row or a column? Print probs.sum(axis=1).",
        edits=((PROBS, "probs = exps / exps.sum(axis=0)"),),
        also=(
            (
                (EXPS, "exps = np.exp(scores - scores.max(axis=0))"),
                (PROBS, "probs = exps / exps.sum(axis=0)"),
            ),
        ),
    ),
    Mistake(
        "price-without-half",
        "Your price is reg * sum(W**2), with its own gradient 2 * reg * W: they fit each other, "
        "but this course has a half in front.",
        "Nothing is wrong in your derivatives. With which factor does the slope become reg * W?",
        edits=(
            own_loss("np.mean(each)", PRICE.removeprefix("0.5 * ")),
            (WEIGHTS, WEIGHTS.replace("reg", "2 * reg")),
        ),
        carries=True,
    ),
    Mistake(
        "sum-convention",
        "Loss and gradients are sums over the examples, and they fit each other, but this course "
        "takes means.",
        "Nothing is wrong in your derivatives. Which factor turns all sums into means?",
        edits=(own_loss("np.sum(each)", PRICE), (DSCORES, DSCORES.removesuffix(" / len(y)"))),
        carries=True,
    ),
    Mistake(
        "biases-pay-too",
        "The biases are in the price, in the loss and in their gradients: they fit each other, "
        "but this course prices weights only.",
        "A bias moves a crease and does not make it steeper. Which terms should go?",
        edits=(
            own_loss(
                "np.mean(each)",
                "0.5 * reg * sum(np.sum(value**2) for value in self.params.values())",
            ),
            (DB1, f'{DB1} + reg * self.params["b1"]'),
            (DB2, f'{DB2} + reg * self.params["b2"]'),
        ),
        carries=True,
    ),
]

PREDICT = [
    Mistake(
        "highest-score-itself",
        "The highest score of each row is returned, where its class is asked for.",
        "Is the answer a score, or the number of a class?",
        edits=((".argmax(axis=1)", ".max(axis=1)"),),
    ),
    Mistake(
        "wrong-axis",
        "For each class its best example is returned, where each example's best class is asked for.",
        "The answer has N entries. Which axis of (N, C) has to go?",
        edits=((".argmax(axis=1)", ".argmax(axis=0)"),),
    ),
    Mistake(
        "whole-table",
        "One number comes back: the place of the highest score in the whole table.",
        "Without an axis argmax reads the table as one long row. Which axis do you need?",
        edits=((".argmax(axis=1)", ".argmax()"),),
    ),
    Mistake(
        "lowest-score",
        "The class with the lowest score is returned.",
        "A high score speaks for a class. Which end of the row do you take?",
        edits=((".argmax(axis=1)", ".argmin(axis=1)"),),
    ),
    Mistake(
        "scores-themselves",
        "The scores are returned, (N, C), where one class a row is asked for.",
        "What is the net's answer to one row?",
        edits=((".argmax(axis=1)", ""),),
    ),
    Mistake(
        "best-hidden-unit",
        "The best hidden unit of each row is returned, where its best class is asked for.",
        "forward returns two things. Which of them has a column a class?",
        edits=(("self.loss(X).argmax", "self.forward(X)[0].argmax"),),
    ),
    Mistake(
        "largest-in-size",
        "The score farthest from 0 wins, whatever its sign.",
        "Which of -3 and 1 is higher?",
        edits=(("self.loss(X).argmax(axis=1)", "np.abs(self.loss(X)).argmax(axis=1)"),),
    ),
    Mistake(
        "one-hot-rows",
        "A table of zeros and ones is returned, where the number of the class is asked for.",
        "The labels y are numbers from 0 to C - 1. What should an answer look like?",
        edits=(
            (
                "return self.loss(X).argmax(axis=1)",
                "S = self.loss(X)\n        return np.eye(S.shape[1])[S.argmax(axis=1)]",
            ),
        ),
    ),
    Mistake(
        "classes-from-one",
        "Classes are counted from 1, where they begin with 0.",
        "Which number has the first class in y?",
        edits=((".argmax(axis=1)", ".argmax(axis=1) + 1"),),
    ),
    Mistake(
        "order-of-scores",
        "argsort returns the places of all scores, from lowest to highest, (N, C).",
        "You need one of these columns. Which?",
        edits=((".argmax(axis=1)", ".argsort(axis=1)"),),
    ),
]


def uphill(left):
    """Edits that step along the gradient, and end an epoch where nothing is left."""
    return (
        (STEP, STEP.replace("- learning_rate", "+ learning_rate")),
        (ENDS, f"epoch_ends = {left} == 0"),
    )


TRAIN = [
    Mistake(
        "fractions-of-an-epoch",
        "An epoch has a fraction of an iteration and is counted by it, not it + 1: its first end "
        "is met at iteration 0.",
        "10 / 3 is 3.33. For which whole numbers it is it % 3.33 exactly 0?",
        edits=((ENDS, "epoch_ends = it % (num_train / batch_size) == 0"),),
        also=(((ENDS, "epoch_ends = it % max(1, num_train / batch_size) == 0"),),),
    ),
    Mistake(
        "counts-from-zero",
        "The epochs end one iteration late, and one ends at iteration 0, before anything is learnt.",
        "After iteration 2 three iterations are done. Which number should be a multiple of the "
        "iterations in an epoch?",
        edits=((ENDS, "epoch_ends = it % max(1, num_train // batch_size) == 0"),),
        also=(((ENDS, "epoch_ends = it % (num_train // batch_size) == 0"),),),
    ),
    Mistake(
        "still-fractions",
        "The iteration is counted right, as it + 1, but an epoch still has a fraction of an "
        "iteration.",
        "Which division drops the fraction?",
        edits=((ENDS, "epoch_ends = (it + 1) % (num_train / batch_size) == 0"),),
    ),
    Mistake(
        "still-fractions-at-least-1",
        "The iteration is counted right, as it + 1, but an epoch still has a fraction of an "
        "iteration.",
        "Which division drops the fraction?",
        edits=((ENDS, "epoch_ends = (it + 1) % max(1, num_train / batch_size) == 0"),),
    ),
    Mistake(
        "brackets-missing",
        "Only the 1 is divided, and not it + 1: % is reckoned before +, as * is.",
        "What is 2 + 1 % 3, and what is (2 + 1) % 3?",
        edits=((ENDS, "epoch_ends = it + 1 % max(1, num_train // batch_size) == 0"),),
    ),
    Mistake(
        "epochs-by-examples",
        "An epoch ends when the examples seen reach or pass another multiple of N, where whole "
        "iterations are counted.",
        "For N = 10 and batches of 3 the page ends epochs after iterations 2, 5 and 8. And yours?",
        edits=(
            (
                ENDS,
                "seen = (it + 1) * batch_size\n"
                "            epoch_ends = seen // num_train > (seen - batch_size) // num_train",
            ),
        ),
    ),
    Mistake(
        "one-iteration-late",
        "Every epoch ends one iteration late, the first as well; none ends at iteration 0.",
        "Iterations count from 0. Which iteration is the last of the first epoch?",
        edits=((ENDS, "epoch_ends = it > 0 and it % max(1, num_train // batch_size) == 0"),),
    ),
    Mistake(
        "epoch-rounded-up",
        "The fraction of an epoch is rounded up, where it should be dropped.",
        "Is 10 / 3 rounded to 3 or to 4 in the displayed formula?",
        edits=((ENDS, "epoch_ends = (it + 1) % max(1, -(-num_train // batch_size)) == 0"),),
    ),
    Mistake(
        "epoch-rounded",
        "The fraction of an epoch is rounded, where it should be dropped.",
        "11 / 4 is 2.75. Is that 2 or 3 in the displayed formula?",
        edits=((ENDS, "epoch_ends = (it + 1) % max(1, round(num_train / batch_size)) == 0"),),
    ),
    Mistake(
        "epoch-of-the-run",
        "For the length of an epoch num_iters is divided by the batch size, where the number of "
        "examples should be.",
        "An epoch shows about N examples. Does it get longer when you train for longer?",
        edits=((ENDS, "epoch_ends = (it + 1) % max(1, num_iters // batch_size) == 0"),),
    ),
    Mistake(
        "epoch-every-iteration",
        "An epoch ends after each iteration.",
        "How many iterations has an epoch for N = 10 and batches of 3?",
        edits=((ENDS, "epoch_ends = True"),),
    ),
    Mistake(
        "epoch-of-batch-size",
        "An epoch has batch_size iterations, where N divided by it is asked for.",
        "How many batches of 4 show 12 examples once?",
        edits=((ENDS, "epoch_ends = (it + 1) % batch_size == 0"),),
    ),
    Mistake(
        "no-decay",
        "The rate never decays.",
        "Three things happen at the end of an epoch. Which one is missing?",
        edits=((DECAY, "pass"),),
    ),
    Mistake(
        "decay-every-iteration",
        "The rate decays in each iteration, where the end of an epoch is asked for.",
        "Look at the indentation: which lines belong to the end of an epoch?",
        edits=(
            (DECAY, "pass"),
            (STEP, f"{STEP}\n            {DECAY}"),
        ),
        also=(
            ((DECAY, "pass"), (BATCH, f"{DECAY}\n            {BATCH}")),
            ((ENDS, f"{DECAY}\n            {ENDS}"),),
        ),
    ),
    Mistake(
        "decay-at-iteration-0",
        "The rate decays at iteration 0 as well.",
        "An entry at iteration 0 does no harm. Does a decay?",
        edits=((ENDS, ENDS.replace("epoch_ends =", "epoch_ends = it == 0 or")),),
        also=(((ENDS, EARLY + ENDS),), ((BATCH, EARLY + BATCH),)),
    ),
    Mistake(
        "decay-subtracted",
        "The decay is subtracted from the rate, where the rate should be multiplied by it.",
        "What does a decay of 0.95 leave of the rate?",
        edits=((DECAY, "learning_rate -= learning_rate_decay"),),
    ),
    Mistake(
        "rate-divided-by-decay",
        "The rate grows: it is divided by the decay.",
        "Should the steps become longer or shorter?",
        edits=((DECAY, "learning_rate /= learning_rate_decay"),),
    ),
    Mistake(
        "uphill",
        "The steps go along the gradient, so they climb.",
        "The gradient points to where the loss grows. Which way do you want to go?",
        edits=((STEP, STEP.replace("- learning_rate", "+ learning_rate")),),
    ),
    Mistake(
        "uphill-and-fractions",
        "The steps go along the gradient, so they climb; and an epoch still has a fraction of an "
        "iteration.",
        "Only the line of epoch_ends was wrong. Compare the line of the step with the one you were "
        "given.",
        edits=uphill("it % (num_train / batch_size)"),
        also=(
            uphill("(it + 1) % (num_train / batch_size)"),
            uphill("it % max(1, num_train / batch_size)"),
            uphill("(it + 1) % max(1, num_train / batch_size)"),
        ),
    ),
    Mistake(
        "rate-forgotten",
        "The learning rate is missing from the step.",
        "How far does your step go when the rate is halved?",
        edits=((STEP, "self.params[name] = self.params[name] - grads[name]"),),
    ),
    Mistake(
        "averaged-again",
        "The step is divided by the batch size, although the gradient is a mean already.",
        "Where was 1/N applied first? Once is enough.",
        edits=((STEP, f"{STEP} / batch_size"),),
    ),
    Mistake(
        "price-in-the-step-again",
        "The step takes the slope of the price, times the rate, once more: the gradient holds it "
        "already.",
        "The gradients hold the slope of the price already. What else belongs into the step?",
        edits=((STEP, f'{STEP} - {SLOPE} * (name[0] == "W")'),),
        also=(
            ((STEP, f"{STEP} - {SLOPE}"),),
            ((STEP, f"{STEP}\n                self.params[name] -= {SLOPE}"),),
            ((STEP, f'{STEP}\n                self.params[name] -= {SLOPE} * (name[0] == "W")'),),
        ),
    ),
    Mistake(
        "biases-not-trained",
        "The biases stay where they are: only the weights take steps.",
        "params has four entries. Which are not updated?",
        edits=(("for name in self.params:", 'for name in ("W1", "W2"):'),),
    ),
    Mistake(
        "weights-not-trained",
        "The weights stay where they are: only the biases take steps.",
        "params has four entries. Which are not updated?",
        edits=(("for name in self.params:", 'for name in ("b1", "b2"):'),),
    ),
    Mistake(
        "reg-not-passed-on",
        "The loss is called without reg, so nothing pays a price.",
        "reg is an argument of train. Where does it go from there?",
        edits=((CALL, "loss, grads = self.loss(X[batch], y[batch])"),),
    ),
    Mistake(
        "losses-after-the-step",
        "loss_history holds the loss of each batch after the step, where that before is asked for.",
        "Which loss belongs to the parameters that you start with?",
        edits=(
            (NOTE, "pass"),
            (STEP, f"{STEP}\n            losses.append(self.loss(X[batch], y[batch], reg)[0])"),
        ),
    ),
    Mistake(
        "losses-by-epoch",
        "loss_history gets an entry only at the end of an epoch, where each iteration should give "
        "one.",
        "How many iterations are there, and how many entries?",
        edits=((NOTE, "pass"), (DECAY, f"{DECAY}\n                {NOTE}")),
        also=(
            (
                (
                    NOTE,
                    "since = [] if it == 0 or epoch_ends else since\n            since.append(loss)",
                ),
                (DECAY, f"{DECAY}\n                losses.append(np.mean(since))"),
            ),
        ),
    ),
    Mistake(
        "last-loss-only",
        "loss_history is the last loss alone.",
        "loss_history has one entry an iteration. What do you collect them in?",
        edits=((NOTE, "losses = [loss]"),),
    ),
    Mistake(
        "training-accuracy-on-validation",
        "train_acc_history holds accuracies on the validation set.",
        "On which rows does the training accuracy look?",
        edits=((TRAIN_ACC, TRAIN_ACC.replace("(X) == y", "(X_val) == y_val")),),
    ),
    Mistake(
        "validation-accuracy-on-training",
        "val_acc_history holds accuracies on the training set.",
        "On which rows does the validation accuracy look?",
        edits=((VAL_ACC, VAL_ACC.replace("(X_val) == y_val", "(X) == y")),),
    ),
    Mistake(
        "shares-of-errors",
        "The histories hold the shares of wrong answers, where those of right ones are asked for.",
        "Does an accuracy rise or fall while the net learns?",
        edits=(
            (TRAIN_ACC, TRAIN_ACC.replace("==", "!=")),
            (VAL_ACC, VAL_ACC.replace("==", "!=")),
        ),
    ),
    Mistake(
        "counts-for-shares",
        "The histories hold numbers of right answers, where their shares are asked for.",
        "An accuracy lies between 0 and 1. What do you divide by?",
        edits=(
            (TRAIN_ACC, TRAIN_ACC.replace("np.mean", "np.sum")),
            (VAL_ACC, VAL_ACC.replace("np.mean", "np.sum")),
        ),
    ),
    Mistake(
        "histories-swapped",
        "The two accuracy histories stand under each other's name.",
        "Compare the order of the names with the order of the lists.",
        edits=(
            ('"train_acc_history": train_acc', '"train_acc_history": val_acc'),
            ('"val_acc_history": val_acc', '"val_acc_history": train_acc'),
        ),
    ),
    Mistake(
        "batch-too-large",
        "A batch holds more examples than batch_size.",
        "How many rows does each step look at? Print X[batch].shape.",
        edits=((BATCH, "batch = self.rng.permutation(num_train)"),),
    ),
    Mistake(
        "batch-too-small",
        "The batches hold fewer examples than batch_size.",
        "How many rows does each step look at? Print X[batch].shape.",
        edits=((BATCH, "batch = self.rng.choice(num_train, max(1, batch_size // 2))"),),
    ),
    Mistake(
        "same-examples",
        "Most examples never occur in a batch: every step looks at the same few.",
        "A new batch is drawn for each step. Where in the code is yours drawn, and from what?",
        edits=((BATCH, "batch = np.arange(batch_size) % num_train"),),
    ),
    Mistake(
        "pairs-broken",
        "Examples meet the labels of other examples: X and y are drawn one without the other.",
        "Row i of X belongs to entry i of y. How many draws do you make for one batch?",
        edits=((CALL, CALL.replace("y[batch]", "y[self.rng.choice(num_train, batch_size)]")),),
    ),
]

MISTAKES = {
    "two-layer-net-forward": FORWARD,
    "two-layer-net-loss": LOSS,
    "two-layer-net-gradients": GRADIENTS,
    "two-layer-net-predict": PREDICT,
    "two-layer-net-train": TRAIN,
}

# ---------------------------------------------------------------------- right answers


def method(signature, *bodies):
    """Right answers to one method: its signature once, then a name and a body each."""
    return [
        Style(name, f"{CLASS}    def {signature}:\n" + indented(body, 8)) for name, body in bodies
    ]


def indented(text, by):
    """Lines pushed to the right."""
    return "".join(f"{' ' * by}{line}\n" for line in text.split("\n"))


def whole(name, body, give="TwoLayerNet.loss = loss\n"):
    """A right answer that writes the method loss in one piece, as a function put into the class."""
    return Style(name, "def loss(self, X, y=None, reg=0.0):\n" + indented(body, 4) + "\n\n" + give)


P = "p = self.params\n"
ONE_PIECE = (
    "W1, b1 = self.params['W1'], self.params['b1']\nW2, b2 = self.params['W2'], self.params['b2']\n"
    "N, D = X.shape\nh1 = np.maximum(0, np.dot(X, W1) + b1)\nscores = np.dot(h1, W2) + b2\n"
    "if y is None:\n    return scores\n"
    "scores = scores - np.max(scores, axis=1, keepdims=True)\nexp_scores = np.exp(scores)\n"
    "probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)\n"
    "log_probs = scores - np.log(np.sum(exp_scores, axis=1, keepdims=True))\n"
    "loss = -np.sum(log_probs[range(N), y]) / N\n"
    "loss += 0.5 * reg * np.sum(W1 * W1) + 0.5 * reg * np.sum(W2 * W2)\ngrads = {}\n"
    "dscores = probs\ndscores[range(N), y] -= 1\ndscores /= N\n"
    "grads['W2'] = np.dot(h1.T, dscores)\n"
    "grads['b2'] = np.sum(dscores, axis=0, keepdims=True)\ndhidden = np.dot(dscores, W2.T)\n"
    "dhidden[h1 <= 0] = 0\ngrads['W1'] = np.dot(X.T, dhidden)\n"
    "grads['b1'] = np.sum(dhidden, axis=0, keepdims=True)\n"
    "grads['W2'] += reg * W2\ngrads['W1'] += reg * W1\nreturn loss, grads"
)
ONE_BY_ONE = (
    "W1, b1, W2, b2 = [self.params[k] for k in ('W1', 'b1', 'W2', 'b2')]\nall_scores = []\n"
    "loss, grads = 0.0, {k: np.zeros_like(v) for k, v in self.params.items()}\n"
    "for i in range(len(X)):\n    z = X[i] @ W1 + b1\n    h = z * (z > 0)\n    s = h @ W2 + b2\n"
    "    all_scores.append(s)\n    if y is None:\n        continue\n    e = np.exp(s - s.max())\n"
    "    loss += np.log(e.sum()) - (s[y[i]] - s.max())\n    d = e / e.sum()\n    d[y[i]] -= 1\n"
    "    dz = (W2 @ d) * (z > 0)\n    grads['W1'] += np.outer(X[i], dz)\n    grads['b1'] += dz\n"
    "    grads['W2'] += np.outer(h, d)\n    grads['b2'] += d\n"
    "if y is None:\n    return np.array(all_scores)\n"
    "grads = {k: g / len(X) for k, g in grads.items()}\n"
    "for k in ('W1', 'W2'):\n    loss += len(X) * 0.5 * reg * (self.params[k] ** 2).sum()\n"
    "    grads[k] = grads[k] + reg * self.params[k]\nreturn loss / len(X), grads"
)
GIVEN = "class TwoLayerNet(TwoLayerNet):\n    loss = loss\n"

FORWARD_SIGNATURE = "forward(self, X)"
LOSS_SIGNATURE = "loss_of_scores(self, scores, y, reg)"
GRADIENTS_SIGNATURE = "gradients(self, X, y, hidden, scores, reg)"
TRAIN_SIGNATURE = (
    "train(self, X, y, X_val, y_val, learning_rate=1e-3, learning_rate_decay=0.95, "
    "reg=5e-6, num_iters=100, batch_size=200, verbose=False)"
)
RUN = (
    "N, loss_history, train_acc_history, val_acc_history = len(X), [], [], []\n"
    "epoch = max(N // batch_size, 1)\n{before}for it in range(num_iters):\n    {draw}\n"
    "    loss, grads = self.loss(X[rows], y=y[rows], reg=reg)\n    loss_history.append(loss)\n"
    "    for p in self.params:\n        self.params[p] -= learning_rate * grads[p]\n{after}"
    "return {{'loss_history': loss_history, 'train_acc_history': train_acc_history,\n"
    "        'val_acc_history': val_acc_history}}"
)
DRAW = "rows = np.random.choice(N, batch_size, replace=True)"
NOTES = (
    "train_acc_history.append((self.predict({X}) == {y}).mean())\n"
    "val_acc_history.append((self.predict(X_val) == y_val).mean())\n"
)
END = f"    if (it + 1) % epoch == 0:\n{indented(NOTES.rstrip(), 8)}        {DECAY}\n"


def run(before="", draw=DRAW, after=END, X="X", y="y"):
    """A training method in other words, with other ways of drawing, noting and counting."""
    body = RUN.format(before=before, draw=draw, after=after)
    return body.replace("{X}", X).replace("{y}", y)


CORRECT: dict[str, list[Style]] = {
    "two-layer-net-forward": [
        *method(
            FORWARD_SIGNATURE,
            (
                "mask",
                f"{P}z = X.dot(p['W1']) + p['b1']\nhidden = z * (z > 0)\n"
                "return hidden, hidden.dot(p['W2']) + p['b2']",
            ),
            (
                "where",
                f"{P}z = X @ p['W1'] + p['b1']\nh = np.where(z > 0, z, 0)\n"
                "return h, h @ p['W2'] + p['b2']",
            ),
            (
                "in-place-on-a-copy",
                f"{P}h = X @ p['W1'] + p['b1']\nh[h < 0] = 0\nreturn [h, h @ p['W2'] + p['b2']]",
            ),
            (
                "einsum",
                f"{P}h = np.einsum('nd,dh->nh', X, p['W1']) + p['b1']\nh = h.clip(min=0)\n"
                "return h, np.einsum('nh,hc->nc', h, p['W2']) + p['b2']",
            ),
            (
                "loops",
                f"{P}hidden, scores = [], []\nfor x in X:\n    h = np.array([max(0, x @ p['W1'][:, j]"
                " + p['b1'][j]) for j in range(len(p['b1']))])\n    hidden.append(h)\n"
                "    scores.append(h @ p['W2'] + p['b2'])\n"
                "return np.array(hidden), np.array(scores)",
            ),
            (
                "rows-of-biases",
                f"{P}h = np.maximum(X @ p['W1'] + p['b1'].reshape(1, -1), 0)\n"
                "return h, h @ p['W2'] + p['b2'].reshape(1, -1)",
            ),
            (
                "half-of-sum-and-size",
                f"{P}z = X @ p['W1'] + p['b1']\nh = (z + abs(z)) / 2\n"
                "return h, h @ p['W2'] + p['b2']",
            ),
            (
                "units-as-rows",
                f"{P}h = np.maximum(0, p['W1'].T @ X.T + p['b1'][:, None])\n"
                "return h.T, (p['W2'].T @ h + p['b2'][:, None]).T",
            ),
            (
                "float32",
                "W1, b1, W2, b2 = (np.float32(self.params[k]) for k in ('W1', 'b1', 'W2', 'b2'))\n"
                "h = np.maximum(0, np.float32(X) @ W1 + b1)\nreturn h, h @ W2 + b2",
            ),
        ),
        whole(
            "loss-itself",
            f"{P}return np.maximum(X @ p['W1'] + p['b1'], 0) @ p['W2'] + p['b2']",
        ),
        whole("one-piece", ONE_PIECE),
    ],
    "two-layer-net-loss": [
        *method(
            LOSS_SIGNATURE,
            (
                "probabilities",
                f"{P}N = len(y)\nscores = scores - np.max(scores, axis=1)[:, np.newaxis]\n"
                "L = scores - np.log(np.exp(scores).sum(axis=1))[:, None]\n"
                "loss = -L[range(N), y].sum() / N\nloss += 0.5 * reg * np.sum(p['W1'] * p['W1'])\n"
                "loss += 0.5 * reg * np.sum(p['W2'] * p['W2'])\nreturn loss",
            ),
            (
                "one-hot",
                f"{P}Y = np.eye(scores.shape[1])[y]\nS = scores - scores.max(1, keepdims=True)\n"
                "L = S - np.log(np.exp(S).sum(1, keepdims=True))\n"
                "return -(Y * L).sum() / len(Y) + reg / 2 * sum((p[k]**2).sum() for k in ('W1', 'W2'))",
            ),
            (
                "logaddexp",
                f"{P}each = np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(y)), y]\n"
                "return each.mean() + reg * 0.5 * (np.linalg.norm(p['W1'])**2"
                " + np.linalg.norm(p['W2'])**2)",
            ),
            (
                "loop",
                f"{P}total = 0.0\nfor row, k in zip(scores, y):\n    row = row - row.max()\n"
                "    total += np.log(np.exp(row).sum()) - row[k]\n"
                "price = sum(w * w for k in ('W1', 'W2') for w in p[k].ravel())\n"
                "return total / len(y) + 0.5 * reg * price",
            ),
            (
                "einsum",
                f"{P}S = scores - scores.max(axis=1, keepdims=True)\nN = len(S)\n"
                "Y = np.zeros(S.shape)\nY[np.arange(N), y] = 1\n"
                "data = np.log(np.exp(S).sum(axis=1)) - np.einsum('nc,nc->n', S, Y)\n"
                "squares = np.einsum('dh,dh->', p['W1'], p['W1'])\n"
                "squares = squares + np.einsum('hc,hc->', p['W2'], p['W2'])\n"
                "return data.sum() / N + reg * squares / 2",
            ),
            (
                "in-place-on-the-argument",
                f"{P}scores -= scores.max(axis=1, keepdims=True)\n"
                "loss = np.mean(np.log(np.sum(np.exp(scores), axis=1))) - np.mean("
                "np.take_along_axis(scores, y[:, None], 1))\n"
                "return np.array([loss + 0.5 * reg * (np.square(p['W1']).sum()"
                " + np.square(p['W2']).sum())])",
            ),
            (
                "python-scalars",
                f"import math\n{P}total = 0.0\nfor row, k in zip(scores.tolist(), y.tolist()):\n"
                "    top = max(row)\n    total += math.log(sum(math.exp(s - top) for s in row))\n"
                "    total -= row[k] - top\nprice = float((p['W1']**2).sum() + (p['W2']**2).sum())\n"
                "return total / len(y) + 0.5 * reg * price",
            ),
            (
                "float32",
                "W1, W2 = np.float32(self.params['W1']), np.float32(self.params['W2'])\n"
                "S = np.float32(scores)\nS = S - S.max(axis=1, keepdims=True)\n"
                "each = np.log(np.exp(S).sum(axis=1)) - S[np.arange(len(y)), y]\n"
                "return each.mean() + np.float32(0.5 * reg) * ((W1**2).sum() + (W2**2).sum())",
            ),
        ),
        whole("one-piece", ONE_PIECE),
        whole("one-by-one", ONE_BY_ONE, GIVEN),
        whole(
            "loss-alone",
            f"{P}scores = self.forward(X)[1]\nif y is None:\n    return scores\n"
            "S = scores - scores.max(axis=1, keepdims=True)\n"
            "L = S - np.log(np.exp(S).sum(axis=1, keepdims=True))\n"
            "return -L[np.arange(len(y)), y].mean() + 0.5 * reg * ((p['W1']**2).sum()"
            " + (p['W2']**2).sum())",
        ),
    ],
    "two-layer-net-gradients": [
        *method(
            GRADIENTS_SIGNATURE,
            (
                "step-by-step",
                f"{P}N, grads = X.shape[0], {{}}\nscores = scores - scores.max(1, keepdims=True)\n"
                "d = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)\n"
                "d[np.arange(N), y] -= 1\nd /= N\ngrads['W2'] = hidden.T.dot(d)\n"
                "grads['b2'] = d.sum(axis=0)\ndh = d.dot(p['W2'].T)\ndh[hidden <= 0] = 0\n"
                "grads['W1'] = X.T.dot(dh)\ngrads['b1'] = dh.sum(axis=0)\n"
                "grads['W1'] += reg * p['W1']\ngrads['W2'] += reg * p['W2']\nreturn grads",
            ),
            (
                "pre-activation-again",
                f"{P}z = X @ p['W1'] + p['b1']\nL = scores - np.logaddexp.reduce(scores, axis=1)"
                "[:, None]\nd = (np.exp(L) - np.eye(len(p['b2']))[y]) / len(y)\n"
                "dz = np.where(z > 0, d @ p['W2'].T, 0)\n"
                "return dict(W1=X.T @ dz + reg * p['W1'], b1=dz.sum(0), "
                "W2=hidden.T @ d + reg * p['W2'], b2=d.sum(0))",
            ),
            (
                "einsum",
                f"{P}E = np.exp(scores - scores.max(axis=1)[:, None])\n"
                "d = E / np.einsum('nc->n', E)[:, None]\nd[np.arange(len(y)), y] -= 1.0\n"
                "dz = np.einsum('nc,hc,nh->nh', d, p['W2'], np.sign(hidden)) / len(y)\n"
                "return {'W1': np.einsum('nd,nh->dh', X, dz) + reg * p['W1'],\n"
                "        'b1': np.einsum('nh->h', dz),\n"
                "        'W2': np.einsum('nh,nc->hc', hidden, d) / len(y) + reg * p['W2'],\n"
                "        'b2': d.mean(axis=0)}",
            ),
            (
                "biases-of-shape-1-c",
                f"{P}E = np.exp(scores - scores.max(1, keepdims=True))\n"
                "d = (E / E.sum(1, keepdims=True) - (np.arange(E.shape[1]) == y[:, None])) / len(y)\n"
                "dz = (hidden > 0).astype(float) * (d @ p['W2'].T)\n"
                "return {'W1': X.T @ dz + reg * p['W1'], 'b1': dz.sum(0, keepdims=True),\n"
                "        'W2': hidden.T @ d + reg * p['W2'], 'b2': d.sum(0, keepdims=True)}",
            ),
            (
                "divided-at-the-end",
                f"{P}N = len(y)\nS = scores - scores.max(1, keepdims=True)\n"
                "d = np.exp(S) / np.exp(S).sum(1, keepdims=True) - np.eye(S.shape[1])[y]\n"
                "dz = d @ p['W2'].T\ndz[hidden == 0] = 0\n"
                "return {'b2': d.sum(0) / N, 'W2': hidden.T @ d / N + reg * p['W2'],\n"
                "        'b1': np.ones(N) @ dz / N, 'W1': X.T @ dz / N + reg * p['W1']}",
            ),
            (
                "outer-products",
                f"{P}g = {{k: np.zeros(v.shape) for k, v in p.items()}}\n"
                "for x, k, h, s in zip(X, y, hidden, scores):\n    e = np.exp(s - s.max())\n"
                "    d = e / e.sum()\n    d[k] -= 1\n    dz = (p['W2'] @ d) * (h > 0)\n"
                "    g['W1'] += np.outer(x, dz)\n    g['b1'] += dz\n    g['W2'] += np.outer(h, d)\n"
                "    g['b2'] += d\nfor k in g:\n    g[k] /= len(y)\n"
                "for k in ('W1', 'W2'):\n    g[k] += reg * p[k]\nreturn g",
            ),
            (
                "overwrites-the-scores",
                f"{P}scores -= scores.max(axis=1, keepdims=True)\nnp.exp(scores, out=scores)\n"
                "scores /= scores.sum(axis=1, keepdims=True)\nscores[range(len(y)), y] -= 1\n"
                "scores /= len(y)\nmask = (hidden > 0)\ndz = scores @ p['W2'].T * mask\n"
                "return {'W1': X.T @ dz + reg * p['W1'], 'b1': dz.sum(0),\n"
                "        'W2': hidden.T @ scores + reg * p['W2'], 'b2': scores.sum(0)}",
            ),
            (
                "units-as-rows",
                f"{P}S = scores.T - scores.max(axis=1)\nd = np.exp(S) / np.exp(S).sum(axis=0)\n"
                "d[y, np.arange(len(y))] -= 1\nd = d / len(y)\ndz = (p['W2'] @ d) * (hidden.T > 0)\n"
                "return {'W1': (dz @ X).T + reg * p['W1'], 'b1': dz.sum(axis=1),\n"
                "        'W2': (d @ hidden).T + reg * p['W2'], 'b2': d.sum(axis=1)}",
            ),
            (
                "float32",
                "X, hidden, scores = np.float32(X), np.float32(hidden), np.float32(scores)\n"
                "W1, W2 = np.float32(self.params['W1']), np.float32(self.params['W2'])\n"
                "E = np.exp(scores - scores.max(axis=1, keepdims=True))\n"
                "d = E / E.sum(axis=1, keepdims=True) - np.eye(E.shape[1], dtype=np.float32)[y]\n"
                "d, reg = d / np.float32(len(y)), np.float32(reg)\ndz = (d @ W2.T) * (hidden > 0)\n"
                "return {'W1': X.T @ dz + reg * W1, 'b1': dz.sum(0),\n"
                "        'W2': hidden.T @ d + reg * W2, 'b2': d.sum(0)}",
            ),
        ),
        whole("one-piece", ONE_PIECE),
        whole("one-by-one", ONE_BY_ONE, GIVEN),
    ],
    "two-layer-net-predict": [
        *method(
            "predict(self, X)",
            ("function", "return np.argmax(self.loss(X), axis=1)"),
            ("last-axis", "scores = self.loss(X)\ny_pred = np.argmax(scores, -1)\nreturn y_pred"),
            ("forward", "hidden, scores = self.forward(X)\nreturn scores.argmax(1)"),
            (
                "net-in-full",
                f"{P}hidden = np.maximum(0, X @ p['W1'] + p['b1'])\n"
                "return (hidden @ p['W2'] + p['b2']).argmax(axis=1)",
            ),
            (
                "probabilities",
                "S = self.loss(X)\nE = np.exp(S - S.max(axis=1, keepdims=True))\n"
                "return (E / E.sum(axis=1, keepdims=True)).argmax(axis=1)",
            ),
            ("list", "return [int(np.argmax(row)) for row in self.loss(X)]"),
            ("last-of-the-order", "return np.argsort(self.loss(X), axis=1)[:, -1]"),
            ("floats", "return np.argmax(self.loss(X, None, 0.0), axis=1).astype(float)"),
            ("column-to-row", "return self.loss(X).argmax(axis=1, keepdims=True).ravel()"),
            (
                "loop",
                "S = self.loss(X)\nbest = np.zeros(len(X), dtype=int)\nfor i in range(len(X)):\n"
                "    for c in range(S.shape[1]):\n        if S[i, c] > S[i, best[i]]:\n"
                "            best[i] = c\nreturn best",
            ),
        ),
        Style(
            "put-into-the-class",
            "TwoLayerNet.predict = lambda self, X: self.loss(X).argmax(axis=1)\n",
        ),
    ],
    "two-layer-net-train": [
        *method(
            TRAIN_SIGNATURE,
            ("global-stream", run()),
            ("batch-accuracy", run(X="X[rows]", y="y[rows]")),
            (
                "without-replacement",
                run(draw="rows = self.rng.choice(N, min(batch_size, N), replace=False)"),
            ),
            (
                "shuffled-epochs",
                run(
                    draw="if it % epoch == 0:\n        order = self.rng.permutation(N)\n"
                    "    k = it % epoch\n    rows = order[k * batch_size:(k + 1) * batch_size]"
                ),
            ),
            (
                "entry-before-the-loop",
                run(before=NOTES),
            ),
            (
                "entry-at-iteration-0",
                run(
                    after="    if it == 0 or (it + 1) % epoch == 0:\n"
                    + indented(NOTES.rstrip(), 8)
                    + f"    if (it + 1) % epoch == 0:\n        {DECAY}\n"
                ),
            ),
            (
                "last-iteration-of-an-epoch",
                run(after=END.replace("(it + 1) % epoch == 0", "it % epoch == epoch - 1")),
            ),
            (
                "counts-down",
                run(
                    before="left = epoch\n",
                    after=END.replace(
                        "    if (it + 1) % epoch == 0:\n",
                        "    left -= 1\n    if left == 0:\n        left = epoch\n",
                    ),
                ),
            ),
            (
                "two-calls-of-the-loss",
                run().replace(
                    "loss, grads = self.loss(X[rows], y=y[rows], reg=reg)",
                    "loss = self.loss(X[rows], y[rows], reg)[0]\n"
                    "    grads = self.loss(X[rows], y[rows], reg)[1]",
                ),
            ),
            (
                "new-dict-of-parameters",
                run().replace(
                    "for p in self.params:\n        self.params[p] -= learning_rate * grads[p]",
                    "self.params = {p: self.params[p] - learning_rate * grads[p] for p in grads}",
                ),
            ),
            (
                "arrays-and-power-of-the-decay",
                run(
                    before="first = learning_rate\n",
                    after=END.replace(
                        DECAY, "learning_rate = first * learning_rate_decay ** ((it + 1) // epoch)"
                    ),
                ).replace("'loss_history': loss_history", "'loss_history': np.array(loss_history)"),
            ),
        ),
        Style(
            "put-into-the-class",
            f"def {TRAIN_SIGNATURE}:\n{indented(run(), 4)}\n\nTwoLayerNet.train = train\n",
        ),
    ],
}
