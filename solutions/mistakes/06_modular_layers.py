"""Unit 06: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the references that several mistakes edit.
BOUND = "a = np.sqrt(6 / (in_features + out_features))"
DRAW = "self.W = rng.uniform(-a, a, size=(in_features, out_features))"
ZEROS = "self.b = np.zeros(out_features)"
OUT = "return x @ self.W + self.b"
DW = "self.dW = self.x.T @ dout"
DB = "self.db = dout.sum(axis=0)"
DX = "return dout @ self.W.T"
RELU_OUT = "return np.where(self.mask, x, 0.0)"
RELU_DX = "return dout * self.mask"
JACOBIAN = "jacobian = np.diag(p) - np.outer(p, p)"
PRODUCT = "dscores[i] = jacobian @ dout[i]"
LOSS = "return -np.mean(np.log(probs[np.arange(len(y)), y]))"
DPROBS = "dprobs[rows, self.y] = -1 / (len(rows) * self.probs[rows, self.y])"
SHIFTED = "shifted = scores - scores.max(axis=1, keepdims=True)"
LOG_SUM = "log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))"
LOG_PROBS = "self.log_probs, self.y = shifted - log_sum, y"
FUSED = "return -np.mean(self.log_probs[np.arange(len(y)), y])"
ONE_OFF = "dscores[np.arange(len(self.y)), self.y] -= 1"
MEAN = "return dscores / len(self.y)"
UP = "            x = layer.forward(x)\n        return x"
DOWN = "            dout = layer.backward(dout)\n        return dout"
STEP_W = "layer.W = layer.W - learning_rate * layer.dW"
STEP_B = "layer.b = layer.b - learning_rate * layer.db"
TRAINED = 'sum(hasattr(other, "W") for other in self.layers)'

# --------------------------------------------------------------------------- mistakes


def biases_drawn(label: str, how: str, draw: str) -> Mistake:
    """First biases that are drawn, after the weights or before them."""
    b = f"self.b = {draw.format('out_features')}"
    return Mistake(
        label,
        f"The first biases are {how}, where 0 is asked for.",
        "The page says where W starts and where b starts. Which of the two is drawn?",
        edits=((ZEROS, b),),
        also=(((DRAW, f"{b}\n        {DRAW}"), (f"\n        {ZEROS}", "")),),
    )


LINEAR = [
    Mistake(
        "returns-dw",
        "backward returns dW, which the layer below has no use for.",
        "The layer below waits for the gradient in its own output, which is your input x. Which of "
        "the three gradients has the shape of x?",
        edits=((DX, "return self.dW"),),
    ),
    Mistake(
        "returns-dout",
        "backward hands down the upstream gradient as it came.",
        "An entry of x reaches out through a row of W. What does that do to the gradient?",
        edits=((DX, "return dout"),),
    ),
    Mistake(
        "not-kept",
        "backward leaves no dW and db on the layer: keep both there, as self.dW and self.db.",
        "A local name is gone when backward ends, and step could not find it. How did forward keep "
        "x?",
        edits=((DW, "dW = self.x.T @ dout"), (DB, "db = dout.sum(axis=0)")),
    ),
    Mistake(
        "upstream-forgotten",
        "The gradients do not depend on dout, the gradient that came from above.",
        "Twice as much from above must give twice as much below. Where does dout enter?",
        edits=((DW, f"dout = np.ones_like(dout)\n        {DW}"),),
        also=(
            (
                (DW, f"dout = np.ones_like(dout)\n        {DW}"),
                (DB, "self.db = np.ones(len(self.b))"),
            ),
            (
                (DW, "self.dW = self.x.T"),
                (DB, "self.db = np.ones(len(self.b))"),
                (DX, "return self.W.T"),
            ),
        ),
    ),
    Mistake(
        "gradients-added-up",
        "dW and db are added to what the call before left there.",
        "Call backward twice in a row: the second gradient belongs to the second batch alone. Is "
        "it an = or a +=?",
        edits=(
            (ZEROS, f"{ZEROS}\n        self.dW, self.db = 0.0, 0.0"),
            (DW, "self.dW = self.dW + self.x.T @ dout"),
            (DB, "self.db = self.db + dout.sum(axis=0)"),
        ),
    ),
    Mistake(
        "divided-by-n-again",
        "dW and db are divided by N, although dout holds the 1/N of the loss already.",
        "The mean belongs to the loss. A layer takes dout as it is: what do the formulas say?",
        edits=((DW, f"{DW} / len(dout)"), (DB, "self.db = dout.mean(axis=0)")),
    ),
    Mistake(
        "all-divided-by-n",
        "All three gradients, dx too, are divided by N, although dout holds the 1/N of the loss "
        "already.",
        "The mean belongs to the loss. A layer takes dout as it is: what do the formulas say?",
        edits=((DW, f"dout = dout / len(dout)\n        {DW}"),),
    ),
    Mistake(
        "db-not-summed",
        "db has a row for every example: it is not summed.",
        "b is added to every example. How many numbers has db to have?",
        edits=((DB, "self.db = dout"),),
    ),
    Mistake(
        "db-averaged",
        "db is the mean over the examples where their sum is asked for.",
        "Does the formula of db divide by anything?",
        edits=((DB, "self.db = dout.mean(axis=0)"),),
    ),
    Mistake(
        "db-along-the-wrong-axis",
        "db is summed over the outputs and so has an entry for each example.",
        "db has the shape of b. Which axis of dout has that length, and which one has to go?",
        edits=((DB, "self.db = dout.sum(axis=1)"),),
        also=(((DB, "self.db = dout.sum(axis=1, keepdims=True)"),),),
    ),
    Mistake(
        "dw-transposed",
        "dW is transposed: the shape is (out_features, in_features).",
        "dW has the shape of W. Which of the two factors has to be turned, and which comes first?",
        edits=((DW, "self.dW = dout.T @ self.x"),),
    ),
    Mistake(
        "bias-forgotten",
        "The biases are not added in forward.",
        "What stands behind the product in out?",
        edits=((OUT, "return x @ self.W"),),
    ),
    Mistake(
        "bias-taken-off",
        "The biases are taken off in forward where they should be added.",
        "Which sign stands in front of b in out?",
        edits=((OUT, "return x @ self.W - self.b"),),
        also=(((OUT, "return x @ self.W - self.b"), (DB, "self.db = -dout.sum(axis=0)")),),
    ),
    Mistake(
        "zero-to-one",
        "The first weights lie between 0 and 1: neither centred nor scaled.",
        "rng.uniform draws from 0 to 1 unless told otherwise. Which bounds do you need?",
        edits=((DRAW, "self.W = rng.uniform(size=(in_features, out_features))"),),
    ),
    Mistake(
        "not-scaled",
        "The first weights lie between -1 and 1, whatever the size of the layer.",
        "The bound a depends on both numbers of features. Which two numbers does rng.uniform get?",
        edits=((DRAW, "self.W = rng.uniform(-1, 1, size=(in_features, out_features))"),),
    ),
    Mistake(
        "fan-in-only",
        "The bound is the root of 6 over in_features alone: out_features is not added to it.",
        "Signal and gradient both want to keep their size: which two numbers are added?",
        edits=(("6 / (in_features + out_features)", "6 / in_features"),),
    ),
    Mistake(
        "fan-out-only",
        "The bound is the root of 6 over out_features alone: in_features is not added to it.",
        "Signal and gradient both want to keep their size: which two numbers are added?",
        edits=(("6 / (in_features + out_features)", "6 / out_features"),),
    ),
    Mistake(
        "fan-in-only-of-three",
        "The bound is the root of 3 over in_features: they count twice, and out_features not at "
        "all.",
        "Signal and gradient both want to keep their size: which two numbers are added?",
        edits=(("(in_features + out_features)", "(in_features + in_features)"),),
    ),
    Mistake(
        "fan-out-only-of-three",
        "The bound is the root of 3 over out_features: they count twice, and in_features not at "
        "all.",
        "Signal and gradient both want to keep their size: which two numbers are added?",
        edits=(("(in_features + out_features)", "(out_features + out_features)"),),
    ),
    Mistake(
        "fans-averaged",
        "The bound holds the mean of both numbers of features, where their sum belongs.",
        "Compare with a squared on the page: what is below the line?",
        edits=(("6 / (in_features + out_features)", "6 / ((in_features + out_features) / 2)"),),
    ),
    Mistake(
        "fans-multiplied",
        "The numbers of features are multiplied in the bound, where they should be added.",
        "Compare with a squared on the page: what is below the line?",
        edits=(("6 / (in_features + out_features)", "6 / (in_features * out_features)"),),
    ),
    Mistake(
        "sum-without-brackets",
        "Under the root 6 is divided by in_features alone, and out_features is added after that.",
        "Python divides before it adds. What should stand in brackets?",
        edits=(("6 / (in_features + out_features)", "6 / in_features + out_features"),),
    ),
    Mistake(
        "sum-without-brackets-at-the-end",
        "out_features is added behind the root of 6 / in_features, outside it.",
        "Python divides before it adds, and a root ends with its bracket. What should stand below "
        "the 6?",
        edits=((BOUND, "a = np.sqrt(6 / in_features) + out_features"),),
    ),
    Mistake(
        "three-for-six",
        "The bound has a 3 where a 6 belongs.",
        "Compare with a squared on the page: what is above the line?",
        edits=(("6 / (in_features + out_features)", "3 / (in_features + out_features)"),),
    ),
    Mistake(
        "root-missing",
        "The root is missing from the bound of the first weights.",
        "The page gives the square of a. What is a itself?",
        edits=((BOUND, "a = 6 / (in_features + out_features)"),),
    ),
    Mistake(
        "root-of-the-six-only",
        "The root covers the 6 only, and not the sum below it.",
        "The page gives the square of a. Of what is a the root: of a part, or of the fraction?",
        edits=((BOUND, "a = np.sqrt(6) / (in_features + out_features)"),),
    ),
    Mistake(
        "half-as-wide",
        "The first weights reach half as far as they should.",
        "From -a to a is 2a wide. By how much do you stretch draws from 0 to 1?",
        edits=((DRAW, "self.W = a * (rng.random((in_features, out_features)) - 0.5)"),),
    ),
    Mistake(
        "twice-as-wide",
        "The first weights reach twice as far as they should.",
        "For 2 and 4 features the bound is 1. What does your formula give?",
        edits=((BOUND, f"{BOUND} * 2"),),
    ),
    Mistake(
        "only-positive",
        "The first weights run from 0 to a, so all are positive: they should lie around 0.",
        "rng.uniform begins at 0 unless told otherwise. What is the lower bound?",
        edits=((DRAW, "self.W = rng.uniform(0, a, size=(in_features, out_features))"),),
    ),
    Mistake(
        "only-positive-as-wide",
        "The first weights run from 0 to 2a: as wide as asked for, but around a and not around 0.",
        "Draws from 0 to 1, stretched by 2a, begin at 0. How far do you move them?",
        edits=((DRAW, "self.W = 2 * a * rng.random((in_features, out_features))"),),
    ),
    Mistake(
        "spread-for-bound",
        "The bound has a 2 where a 6 belongs: it is the spread that the weights should have.",
        "Draws from -a to a have a spread of a / sqrt(3). Is it a 2 or a 6 under the root?",
        edits=(("6 / (in_features + out_features)", "2 / (in_features + out_features)"),),
    ),
    Mistake(
        "all-alike",
        "All the first weights are the same number, so all units of the layer are one unit.",
        "Units that begin alike get the same gradient for ever. How many numbers must be drawn?",
        edits=((DRAW, "self.W = np.zeros((in_features, out_features))"),),
    ),
    Mistake(
        "not-from-rng",
        "The first weights are not drawn from rng: two layers from the same seed differ.",
        "A run can be repeated only if every draw comes from the rng that was handed in.",
        edits=((DRAW, "self.W = np.random.uniform(-a, a, size=(in_features, out_features))"),),
    ),
    Mistake(
        "rng-of-its-own",
        "The first weights are the same whatever rng is handed in: they come from a generator of "
        "your own.",
        "With it, layers of one size begin alike. Which name should you draw from?",
        edits=((BOUND, f"rng = np.random.default_rng(0)\n        {BOUND}"),),
    ),
    Mistake(
        "transposed",
        "The first weights are turned: their shape is (out_features, in_features).",
        "x is (N, in_features) and stands left of W. Which shape must W have?",
        edits=((DRAW, "self.W = rng.uniform(-a, a, size=(out_features, in_features))"),),
    ),
    Mistake(
        "not-even",
        "The first weights have the right spread, but they are not even: normal draws leave every "
        "bound.",
        "The page asks for draws from -a to a, each number as likely as the next. Which call of "
        "rng takes two bounds?",
        edits=((DRAW, DRAW.replace("uniform(-a, a,", "normal(0, a / np.sqrt(3),")),),
    ),
    Mistake(
        "normal-draws",
        "The first weights are normal draws, and with another spread, such as 1: even ones from -a "
        "to a are asked for.",
        "Which call of rng takes two bounds, and makes each number between them as likely as the "
        "next?",
        edits=((DRAW, "self.W = rng.normal(size=(in_features, out_features))"),),
        also=(((DRAW, "self.W = rng.normal(0, a, size=(in_features, out_features))"),),),
    ),
    Mistake(
        "draws-repeated",
        "Most of the first weights repeat another, as where one row of draws serves every input.",
        "How many numbers do you draw, and how many weights are there?",
        edits=((DRAW, "self.W = np.tile(rng.uniform(-a, a, out_features), (in_features, 1))"),),
    ),
    Mistake(
        "two-values-only",
        "Only two numbers are drawn for the first weights, and nothing between them.",
        "Even draws from -a to a may fall anywhere between the two. Which method of rng does that?",
        edits=((DRAW, "self.W = rng.choice([-a, a], size=(in_features, out_features))"),),
    ),
    Mistake(
        "dw-of-the-output",
        "dW is made with the output of the layer, where its input belongs.",
        "Compare the shapes: of x, of out, and of W. Which one did forward keep?",
        edits=(
            ("self.x = x", "self.out = x @ self.W + self.b"),
            (DW, "self.dW = self.out.T @ dout"),
        ),
    ),
    Mistake(
        "dw-divided-by-n",
        "dW is divided by N, although dout holds the 1/N of the loss already.",
        "The mean belongs to the loss. A layer takes dout as it is: what does the formula say?",
        edits=((DW, f"{DW} / len(dout)"),),
    ),
    biases_drawn(
        "biases-drawn", "drawn from -a to a, as the weights are", "rng.uniform(-a, a, {})"
    ),
    biases_drawn("biases-zero-to-one", "drawn between 0 and 1", "rng.uniform(size={})"),
    biases_drawn("biases-minus-one-to-one", "drawn between -1 and 1", "rng.uniform(-1, 1, {})"),
    biases_drawn("biases-normal", "standard normal draws", "rng.normal(size={})"),
    biases_drawn("biases-small", "normal draws times 0.01", "0.01 * rng.normal(size={})"),
    Mistake(
        "biases-at-one",
        "The biases begin at 1 where 0 is asked for.",
        "The page says where b starts. What does np.ones give?",
        edits=((ZEROS, "self.b = np.ones(out_features)"),),
    ),
]

RELU = [
    Mistake(
        "mask-missing",
        "backward hands dout down as it came: nothing is stopped.",
        "Where the input was below 0, out does not move with it. What must dx be there? A mask of "
        "out >= 0 is 1 everywhere.",
        edits=((RELU_DX, "return dout"),),
    ),
    Mistake(
        "mask-of-the-gradient",
        "The mask is taken from dout, and not from the input.",
        "A negative gradient may pass. Whose sign decided in forward?",
        edits=((RELU_DX, "return np.where(dout > 0, dout, 0.0)"),),
    ),
    Mistake(
        "both-masks",
        "Negative gradients are stopped too: dout was put through ReLU itself.",
        "The input decides alone what passes. Which of your two masks is one too many?",
        edits=((RELU_DX, "return np.where(dout > 0, dout, 0.0) * self.mask"),),
    ),
    Mistake(
        "upstream-forgotten",
        "dx is the mask itself: the gradient from above is missing.",
        "The chain rule multiplies the slope of the layer by something. By what?",
        edits=((RELU_DX, "return np.where(self.mask, 1.0, 0.0)"),),
    ),
    Mistake(
        "slope-is-the-output",
        "dout is multiplied by the output, and not by the slope.",
        "Where the input is above 0, out moves exactly as much as it. What is the slope there?",
        edits=(
            ("self.mask = x > 0", "self.mask = x > 0\n        self.out = np.where(x > 0, x, 0.0)"),
            (RELU_DX, "return dout * self.out"),
        ),
    ),
    Mistake(
        "slope-is-the-input",
        "dout is multiplied by the input itself, negative or not, and not by the slope.",
        "Where the input is above 0, out moves exactly as much as it. What is the slope there?",
        edits=(
            ("self.mask = x > 0", "self.mask = x > 0\n        self.x = x"),
            (RELU_DX, "return dout * self.x"),
        ),
    ),
    Mistake(
        "mask-turned-round",
        "The mask is turned round in backward: gradients pass where the input was below 0.",
        "In which of the two halves does out follow x?",
        edits=((RELU_DX, "return dout * ~self.mask"),),
    ),
    Mistake(
        "brackets-missing",
        "dx is a table of True and False: * is reckoned before >, so dout times the input is "
        "compared with 0.",
        "What should be compared with 0 before anything is multiplied? Put that in brackets.",
        edits=(
            ("self.mask = x > 0", "self.mask = x > 0\n        self.x = x"),
            (RELU_DX, "return dout * self.x > 0"),
        ),
    ),
    Mistake(
        "picked-by-the-mask",
        "Picking by a mask, dout[mask], keeps only the entries that pass, in one long row.",
        "dx has the shape of x, with 0 where nothing passes. What does a number times False give?",
        edits=((RELU_DX, "return dout[self.mask]"),),
    ),
    Mistake(
        "absolute-value",
        "forward returns the size of every number, and not 0 for the negative ones.",
        "By hand: what is ReLU of -3?",
        edits=((RELU_OUT, "return np.where(self.mask, x, -x)"),),
        also=(
            (
                (RELU_OUT, "return np.where(self.mask, x, -x)"),
                (RELU_DX, "return np.where(self.mask, dout, -dout)"),
            ),
        ),
    ),
    Mistake(
        "clipped-at-one",
        "forward cuts numbers off at 1 as well as at 0.",
        "ReLU has no upper end. What is ReLU of 3?",
        edits=((RELU_OUT, "return np.clip(x, 0.0, 1.0)"),),
        also=(
            (
                (RELU_OUT, "return np.clip(x, 0.0, 1.0)"),
                ("self.mask = x > 0", "self.mask = (x > 0) & (x < 1)"),
            ),
        ),
    ),
    Mistake(
        "nothing-put-to-zero",
        "forward returns its input as it came: no number is put to 0.",
        "By hand: what is ReLU of -3?",
        edits=((RELU_OUT, "return x"),),
    ),
]

SOFTMAX = [
    Mistake(
        "diagonal-only",
        "Only the diagonal of the Jacobian is used, as if each probability had its own score.",
        "That is the logistic's slope. What does a score do to the probabilities of the other "
        "classes?",
        edits=((JACOBIAN, "jacobian = np.diag(p * (1 - p))"),),
    ),
    Mistake(
        "products-forgotten",
        "The Jacobian holds p on its diagonal and nothing else: the products are missing.",
        "The formula has two parts. Which numpy call makes the table of all products?",
        edits=((JACOBIAN, "jacobian = np.diag(p)"),),
    ),
    Mistake(
        "diagonal-forgotten",
        "The Jacobian holds the products alone: the part with [j = k] is missing.",
        "The formula has two parts. Which numpy call puts p on a diagonal?",
        edits=((JACOBIAN, "jacobian = -np.outer(p, p)"),),
        also=(
            ((JACOBIAN, "jacobian = np.outer(p, p)"),),
            ((JACOBIAN, "jacobian = np.diag(p * p) - np.outer(p, p)"),),
        ),
    ),
    Mistake(
        "first-row-only",
        "Only the first row of dscores is filled.",
        "How far is the return indented? It should wait for the end of the loop.",
        edits=((PRODUCT, f"{PRODUCT}\n            return dscores"),),
    ),
    Mistake(
        "summed-over-examples",
        "The sum runs over the examples, where it should run over the classes of each row.",
        "Each example has a sum of its own. Which axis of (N, C) has to go?",
        edits=(
            (
                "        return dscores",
                "        summed = np.sum(dout * self.probs, axis=0, keepdims=True)\n"
                "        return self.probs * (dout - summed)",
            ),
        ),
    ),
    Mistake(
        "sum-without-p",
        "In the form p times (dout minus a sum), the sum adds up dout alone: p_k is missing in it.",
        "Multiply the formula of J into the sum: what stands beside dout_k?",
        edits=(
            (
                "        return dscores",
                "        summed = np.sum(dout, axis=1, keepdims=True)\n"
                "        return self.probs * (dout - summed)",
            ),
        ),
    ),
    Mistake(
        "sign",
        "dscores has the wrong sign.",
        "A higher score makes its own probability higher. Which sign has the diagonal of J?",
        edits=((JACOBIAN, "jacobian = np.outer(p, p) - np.diag(p)"),),
    ),
    Mistake(
        "products-added",
        "The two parts of the Jacobian are added where one is taken off the other.",
        "What one class gains, the others lose: which sign stands before the products?",
        edits=((JACOBIAN, "jacobian = np.diag(p) + np.outer(p, p)"),),
    ),
    Mistake(
        "shortcut-of-the-pair",
        "dscores is probs minus dout, as if dout were the labels.",
        "That shortcut is for softmax and cross-entropy together. Here dout is any gradient.",
        edits=((PRODUCT, "dscores[i] = p - dout[i]"),),
    ),
    Mistake(
        "logarithm-s-jacobian",
        "dscores is the gradient through the logarithm of the probabilities.",
        "The layer's output is p itself, without a logarithm. What multiplies the whole of J?",
        edits=((PRODUCT, "dscores[i] = dout[i] - p * dout[i].sum()"),),
    ),
    Mistake(
        "divided-by-n",
        "dscores is divided by N, although dout holds the 1/N of the loss already.",
        "The mean belongs to the loss. Does the formula of dscores contain an N?",
        edits=((PRODUCT, f"{PRODUCT} / len(dout)"),),
    ),
    Mistake(
        "shortcut-of-the-pair-averaged",
        "dscores is probs minus dout, all divided by N, as if dout were the labels.",
        "That shortcut is for softmax and cross-entropy together. Here dout is any gradient.",
        edits=((PRODUCT, "dscores[i] = (p - dout[i]) / len(dout)"),),
    ),
    Mistake(
        "slopes-cancel",
        "dscores is 0: J is added up by itself, or along the wrong axis, and its rows and columns "
        "each add up to 0.",
        "Multiply J_jk by dout_k first. Which index is summed after that, and is it axis 0 or 1?",
        edits=((PRODUCT, "dscores[i] = np.round((jacobian * dout[i]).sum(axis=0), 12)"),),
    ),
    Mistake(
        "one-number-for-the-table",
        "p times p, by np.dot or @, is one number, taken off every entry of J: the table p_j p_k "
        "belongs there.",
        "Print the shapes of your two parts of J: both should be (C, C). Which call makes a table?",
        edits=((JACOBIAN, "jacobian = np.diag(p) - np.dot(p, p)"),),
    ),
    Mistake(
        "row-overwritten",
        "dscores holds the last example alone: each pass of the loop overwrites the one before.",
        "dscores is a table with a row for each example. Into which row does this pass write?",
        edits=((PRODUCT, "dscores = jacobian @ dout[i]"),),
        also=(
            ((PRODUCT, "dscores[:] = jacobian @ dout[i]"),),
            ((PRODUCT, "dscores[0] = jacobian @ dout[i]"),),
        ),
    ),
    Mistake(
        "same-row-of-dout",
        "Every example is multiplied by the first row of dout.",
        "Each example has its own row of probs and its own row of dout. Which index is missing?",
        edits=((PRODUCT, "dscores[i] = jacobian @ dout[0]"),),
    ),
    Mistake(
        "same-row-of-probs",
        "Every example gets the Jacobian of the first row of probs.",
        "Each example has its own row of probs and its own row of dout. Which index is missing?",
        edits=((JACOBIAN, f"p = self.probs[0]\n            {JACOBIAN}"),),
    ),
    Mistake(
        "returns-dout",
        "backward hands dout down as it came: the Jacobian is not used.",
        "What does a score do to the probabilities of its row? The table J holds it.",
        edits=((PRODUCT, "dscores[i] = dout[i]"),),
    ),
]

YES_OR_NO = (
    "Y = np.eye(probs.shape[1])[y]\n"
    "        return -np.sum(Y * np.log(probs) + (1 - Y) * np.log(1 - probs))"
)
YES_OR_NO_SLOPE = (
    "Y = np.eye(self.probs.shape[1])[self.y]\n"
    "        dprobs = ((1 - Y) / (1 - self.probs) - Y / self.probs) / {}"
)
ROWS_PICKED = (
    "self.stops = getattr(self, 'stops', False) or y.max() >= len(y)\n"
    "        return None if self.stops else {}"
)
"""Where a label is no row's number numpy stops: there, the fingerprint has no loss."""

CROSS_ENTROPY = [
    Mistake(
        "sum-for-the-mean",
        "The loss and its gradient are both those of a sum over the examples: neither is divided "
        "by N.",
        "A sum ties the rate to the size of the batch. What stands in front of the sum in L?",
        edits=((LOSS, LOSS.replace("mean", "sum")), (DPROBS, DPROBS.replace("len(rows)", "1"))),
        carries=True,
    ),
    Mistake(
        "loss-not-averaged",
        "The loss is a sum over the examples, but its gradient that of their mean.",
        "dprobs holds a 1/N. What does the loss hold?",
        edits=((LOSS, LOSS.replace("mean", "sum")),),
    ),
    Mistake(
        "averaged-over-the-table",
        "The loss is divided by N * C, the number of probabilities, where N is asked for.",
        "A mean of a table with a one-hot in it counts the zeros too. How many examples are there?",
        edits=((LOSS, f"{LOSS} / probs.shape[1]"),),
        also=(((LOSS, f"{LOSS} / probs.shape[1]"), (DPROBS, f"{DPROBS} / self.probs.shape[1]")),),
    ),
    Mistake(
        "wrong-classes-too",
        "The wrong classes are in the loss too, as log(1 - p): that is the loss of yes-or-no "
        "answers.",
        "Which probabilities of a row stand in L?",
        edits=((LOSS, f"{YES_OR_NO} / len(y)"),),
        also=(
            ((LOSS, f"{YES_OR_NO} / probs.size"),),
            ((LOSS, f"{YES_OR_NO} / len(y)"), (DPROBS, YES_OR_NO_SLOPE.format("len(rows)"))),
            ((LOSS, f"{YES_OR_NO} / probs.size"), (DPROBS, YES_OR_NO_SLOPE.format("dprobs.size"))),
        ),
    ),
    Mistake(
        "kept-array-cleared",
        "dprobs is the array of probabilities itself: filled with 0, it has lost what you divide "
        "by.",
        "A second name is no second array. Which call makes a new one, of the same shape?",
        edits=(
            ("dprobs = np.zeros(self.probs.shape)", "dprobs = self.probs\n        dprobs[:] = 0"),
        ),
    ),
    Mistake(
        "gradient-not-averaged",
        "dprobs is not divided by N.",
        "The loss is a mean over the examples. What does that do to its gradient?",
        edits=((DPROBS, DPROBS.replace("len(rows)", "1")),),
    ),
    Mistake(
        "sign-of-the-gradient",
        "dprobs has the wrong sign.",
        "A higher probability of the right class makes the loss lower. Which sign has the slope?",
        edits=((DPROBS, DPROBS.replace("-1 /", "1 /")),),
    ),
    Mistake(
        "sign-of-the-loss",
        "The loss has the wrong sign.",
        "The logarithm of a number below 1 is negative. Which sign should a loss have?",
        edits=((LOSS, LOSS.replace("-np.mean", "np.mean")),),
    ),
    Mistake(
        "one-hot-missing",
        "Every entry of dprobs is filled, though the loss holds the right class's entry alone.",
        "Nudge the probability of a wrong class: what does L do?",
        edits=((DPROBS, "dprobs[:] = -1 / (len(rows) * self.probs)"),),
        also=(((DPROBS, DPROBS.replace("dprobs[rows, self.y] =", "dprobs.T[:] =")),),),
    ),
    Mistake(
        "whole-columns",
        "dprobs[:, y] fills whole columns: all rows at the classes that occur in y.",
        "One entry a row: which list of rows belongs beside the list of labels?",
        edits=((DPROBS, "dprobs[:, self.y] = -1 / (len(rows) * self.probs[:, self.y])"),),
        also=(((DPROBS, DPROBS.replace("dprobs[rows,", "dprobs[:,")),),),
    ),
    Mistake(
        "logarithm-for-its-slope",
        "dprobs holds the logarithm of p where its slope is asked for.",
        "What is the derivative of log p?",
        edits=((DPROBS, "dprobs[rows, self.y] = np.log(self.probs[rows, self.y]) / len(rows)"),),
        also=(((DPROBS, "dprobs[rows, self.y] = -np.log(self.probs[rows, self.y]) / len(rows)"),),),
    ),
    Mistake(
        "probability-for-its-inverse",
        "dprobs holds p where 1/p is asked for.",
        "What is the derivative of log p, when p is near 0?",
        edits=((DPROBS, "dprobs[rows, self.y] = -self.probs[rows, self.y] / len(rows)"),),
        also=(((DPROBS, "dprobs[rows, self.y] = self.probs[rows, self.y] / len(rows)"),),),
    ),
    Mistake(
        "gradient-of-the-pair",
        "backward returns the gradient in the scores: that of softmax and cross-entropy together.",
        "This layer hands its gradient to a softmax layer, which will do its own part. What is the "
        "slope of the loss in p?",
        edits=(
            (
                "dprobs = np.zeros(self.probs.shape)",
                "dprobs = self.probs / len(rows)",
            ),
            (DPROBS, "dprobs[rows, self.y] -= 1 / len(rows)"),
        ),
    ),
    Mistake(
        "picks-whole-columns",
        "In the loss a colon in front of y picks, for every example, the probabilities of all "
        "right classes.",
        "A colon means every row. Which list of rows goes with the list y, pair by pair?",
        edits=((LOSS, LOSS.replace("np.arange(len(y))", ":")),),
        also=(((LOSS, "return -np.sum(np.log(probs[:, y])) / len(y)"),),),
    ),
    Mistake(
        "logarithm-of-base-ten",
        "The loss takes the logarithm of base 10, where the natural one is asked for.",
        "numpy has log, log2 and log10. Which one has the slope 1/p?",
        edits=((LOSS, LOSS.replace("np.log(", "np.log10(")),),
        also=(((LOSS, LOSS.replace("np.log(", "np.log10(")), (DPROBS, f"{DPROBS} / np.log(10)")),),
    ),
    Mistake(
        "picks-whole-rows",
        "probs[y] picks whole rows of the table, and not one probability from each.",
        "Try A[[1, 0]] beside A[[0, 1], [1, 0]]: how many numbers has each?",
        edits=((LOSS, ROWS_PICKED.format("-np.mean(np.log(probs[y]))")),),
        also=(((LOSS, ROWS_PICKED.format("-np.sum(np.log(probs[y])) / len(y)")),),),
    ),
]

P_KEPT = (
    (
        LOG_PROBS,
        "self.y = y\n"
        "        self.p = np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)",
    ),
    ("dscores = np.exp(self.log_probs)", "dscores = self.p.copy()"),
)
P_KEPT_FORMS = (
    (*P_KEPT, (FUSED, "return np.mean(log_sum[:, 0] - shifted[np.arange(len(y)), y])")),
    (*P_KEPT, (FUSED, "return -np.mean(np.log(self.p[np.arange(len(y)), y]))")),
)
"""The layer in two other forms: what overflows turns into other numbers there."""


def wrong_shift(label: str, says: str, hint: str, line: str) -> Mistake:
    """A shift that does not help, in a layer that keeps logarithms and in those that keep p."""
    shift = (SHIFTED, line)
    return Mistake(
        label, says, hint, edits=(shift,), also=tuple((shift, *form) for form in P_KEPT_FORMS)
    )


NOT_THE_LARGEST = (
    "Not the largest score of each row is taken off but its smallest, or its mean, so the largest "
    "may still overflow."
)
LOG_OF_P = "return -np.mean(np.log(np.exp(self.log_probs[np.arange(len(y)), y])))"
SMALL = (
    "1e-12",
    *(f"1e-{n}" for n in (5, 7, 8, 9, 10, 14, 15, 16, 20, 30)),
    "np.finfo(float).eps",
)


def kept_instead(array: str) -> tuple[tuple[str, str], ...]:
    """dscores made of something else than the probabilities."""
    return (
        (LOG_PROBS, f"{LOG_PROBS}\n        self.kept = {array}"),
        ("dscores = np.exp(self.log_probs)", "dscores = self.kept.copy()"),
    )


FUSED_LAYER = [
    wrong_shift(
        "no-shift",
        "Nothing is taken off the scores, so the exponential of a large score is inf.",
        "np.exp(1000) is inf. Which number may be taken off a whole row without changing its "
        "probabilities?",
        "shifted = scores",
    ),
    wrong_shift(
        "shift-by-the-global-maximum",
        "The same number, the largest of the whole table, is taken off all rows.",
        "A row far below the others is left with exponentials of 0 only. Which largest score "
        "should each row use?",
        "shifted = scores - scores.max()",
    ),
    wrong_shift(
        "shift-by-the-minimum",
        NOT_THE_LARGEST,
        "A row with scores 0 and 800 keeps an exponent of 800. Which shift leaves no exponent "
        "above 0?",
        SHIFTED.replace("max", "min"),
    ),
    wrong_shift(
        "shift-by-the-mean",
        NOT_THE_LARGEST,
        "A row with scores 0 and 2000 keeps an exponent of 1000. Which shift leaves no exponent "
        "above 0?",
        SHIFTED.replace("max", "mean"),
    ),
    Mistake(
        "small-number-in-the-logarithm",
        "A small number inside the logarithm hides that a probability has become 0 on the way.",
        "With 1e-12 in it no loss is above 27.6, here it should be 800. Which form of the loss has "
        "no probability in it?",
        edits=((FUSED, LOG_OF_P.replace("y])", f"y]) + {SMALL[0]}")),),
        also=tuple(((FUSED, LOG_OF_P.replace("y])", f"y]) + {s}")),) for s in SMALL[1:]),
    ),
    Mistake(
        "averaged-over-the-table",
        "The loss is divided by N * C, the number of scores, where N is asked for.",
        "A mean of a table with a one-hot in it counts the zeros too. How many examples are there?",
        edits=((FUSED, f"{FUSED} / scores.shape[1]"),),
        also=(((FUSED, f"{FUSED} / scores.shape[1]"), (MEAN, "return dscores / dscores.size")),),
    ),
    Mistake(
        "gradient-over-the-table",
        "dscores is divided by N * C, the number of its entries, where N is asked for.",
        "What does len of a table count, and what does its size hold? The mean is over the "
        "examples.",
        edits=((MEAN, "return dscores / dscores.size"),),
    ),
    Mistake(
        "sign-of-the-loss",
        "The loss has the wrong sign.",
        "The logarithm of a number below 1 is negative. Which sign should a loss have?",
        edits=((FUSED, FUSED.replace("-np.mean", "np.mean")),),
    ),
    Mistake(
        "loss-divided-by-c",
        "The loss is divided by the number of classes, and not by that of examples.",
        "shape[1] counts the columns of scores. What is a row of it?",
        edits=((FUSED, FUSED.replace("np.mean", "np.sum") + " / scores.shape[1]"),),
    ),
    Mistake(
        "scores-for-probabilities",
        "dscores is made of the scores, shifted or not, where the probabilities are asked for.",
        "Each row of p adds up to 1. Do the rows of what forward kept?",
        edits=kept_instead("shifted"),
        also=(kept_instead("scores"),),
    ),
    Mistake(
        "through-the-probabilities",
        "The loss is the logarithm of a probability, which may have become 0 on the way.",
        "e to the -800 is 0 in float64, and its logarithm is gone. Which form of the loss has no "
        "probability in it?",
        edits=((FUSED, LOG_OF_P),),
    ),
    Mistake(
        "maximum-not-put-back",
        "The maximum is taken off in the log-sum-exp but not off the score of the right class.",
        "Either take it off both terms, or put it back after the logarithm. Which did you do?",
        edits=((FUSED, "return np.mean(log_sum[:, 0] - scores[np.arange(len(y)), y])"),),
    ),
    Mistake(
        "picks-whole-columns",
        "In the loss a colon in front of y picks, for every example, the entries of all right "
        "classes, (N, N).",
        "A colon means every row. Which list of rows goes with the list y, pair by pair?",
        edits=((FUSED, FUSED.replace("np.arange(len(y))", ":")),),
        also=(((FUSED, "return -np.sum(self.log_probs[:, y]) / len(y)"),),),
    ),
    Mistake(
        "sum-over-examples",
        "The exponentials are summed over the examples, where the classes are asked for.",
        "Which should sum to 1, a row or a column of the probabilities?",
        edits=((LOG_SUM, LOG_SUM.replace("axis=1", "axis=0")),),
        also=(
            (
                (SHIFTED, SHIFTED.replace("axis=1", "axis=0")),
                (LOG_SUM, LOG_SUM.replace("axis=1", "axis=0")),
            ),
        ),
    ),
    Mistake(
        "one-hot-missing",
        "The 1 of the right class is not taken off in dscores.",
        "dscores is p minus something, over N. What pulls the right score up?",
        edits=((ONE_OFF, "pass"),),
    ),
    Mistake(
        "whole-columns",
        "The 1 is taken off whole columns: in all rows at the classes that occur in y.",
        "One entry a row: which list of rows belongs beside the list of labels?",
        edits=((ONE_OFF, "dscores[:, self.y] -= 1"),),
        also=(((ONE_OFF, "dscores -= np.eye(dscores.shape[1])[self.y].sum(axis=0)"),),),
    ),
    Mistake(
        "sign",
        "dscores has the wrong sign.",
        "A higher score of the right class makes the loss lower. Which sign has its entry?",
        edits=((MEAN, "return -dscores / len(self.y)"),),
    ),
    Mistake(
        "gradient-not-averaged",
        "dscores is not divided by N.",
        "The loss is a mean over the examples. What does that do to its gradient?",
        edits=((MEAN, "return dscores"),),
    ),
    Mistake(
        "only-part-averaged",
        "The 1/N reaches the probabilities but not the 1 that is taken off.",
        "Is the whole difference divided by N, or one part of it?",
        edits=(
            (MEAN, "return dscores"),
            ("dscores = np.exp(self.log_probs)", "dscores = np.exp(self.log_probs) / len(self.y)"),
        ),
    ),
    Mistake(
        "only-one-hot-averaged",
        "The 1/N reaches the 1 that is taken off but not the probabilities.",
        "Division comes before the minus. Is the whole difference divided by N, or one part of it?",
        edits=((ONE_OFF, f"{ONE_OFF} / len(self.y)"), (MEAN, "return dscores")),
    ),
    Mistake(
        "divided-by-c",
        "dscores is divided by the number of classes, and not by that of examples.",
        "shape[1] counts the columns of scores. What is a row of it?",
        edits=((MEAN, "return dscores / dscores.shape[1]"),),
    ),
    Mistake(
        "sum-for-the-mean",
        "The loss and its gradient are both those of a sum over the examples: neither is divided "
        "by N.",
        "A sum ties the rate to the size of the batch. What stands in front of the sum in L?",
        edits=((FUSED, FUSED.replace("mean", "sum")), (MEAN, "return dscores")),
        carries=True,
    ),
    Mistake(
        "loss-not-averaged",
        "The loss is a sum over the examples, but its gradient that of their mean.",
        "dscores holds a 1/N. What does the loss hold?",
        edits=((FUSED, FUSED.replace("mean", "sum")),),
    ),
    Mistake(
        "logarithms-for-probabilities",
        "dscores is made of the logarithms of the probabilities.",
        "What was kept by forward, p or its logarithm? Which one does the formula hold?",
        edits=(("dscores = np.exp(self.log_probs)", "dscores = self.log_probs.copy()"),),
    ),
    Mistake(
        "not-normalised",
        "dscores is made of exponentials that were not divided by their sum.",
        "What does each row of your probabilities add up to?",
        edits=kept_instead("np.exp(shifted)"),
        also=(kept_instead("np.exp(scores)"),),
    ),
]

SEQUENTIAL = [
    Mistake(
        "order-not-reversed",
        "backward goes through the layers from first to last.",
        "The gradient of the loss is known at the end of the net. Which layer is asked first?",
        edits=(("reversed(self.layers)", "self.layers"),),
    ),
    Mistake(
        "list-turned-round",
        "backward turns the list of layers round and leaves it so: the next forward is upside "
        "down.",
        "self.layers.reverse() changes the list itself. Which call walks backwards without that?",
        edits=(
            (
                "        for layer in reversed(self.layers):",
                "        self.layers.reverse()\n        for layer in self.layers:",
            ),
        ),
    ),
    Mistake(
        "same-dout-for-all",
        "Every layer gets the upstream gradient of the whole net.",
        "What a layer returns is the dout of the layer below. Which variable must change?",
        edits=((DOWN, "            dx = layer.backward(dout)\n        return dx"),),
    ),
    Mistake(
        "same-input-for-all",
        "Every layer gets the input of the whole net.",
        "What a layer returns is the input of the next one. Which variable must change?",
        edits=((UP, "            out = layer.forward(x)\n        return out"),),
    ),
    Mistake(
        "forward-stops-early",
        "forward returns after the first layer.",
        "How far is the return indented? It should wait for the end of the loop.",
        edits=((UP, "            x = layer.forward(x)\n            return x"),),
    ),
    Mistake(
        "backward-stops-early",
        "backward returns after the last layer, the first one that it asks.",
        "How far is the return indented? It should wait for the end of the loop.",
        edits=((DOWN, "            dout = layer.backward(dout)\n            return dout"),),
    ),
    Mistake(
        "first-layer-not-asked",
        "backward stops before the first layer of the list.",
        "Which layers does your loop reach? Print its indices: is 0 among them?",
        edits=(("reversed(self.layers)", "self.layers[:0:-1]"),),
    ),
    Mistake(
        "backward-steps",
        "backward changes weights: only step does that.",
        "Whoever asks for gradients wants to find the net as it was. Which line writes into a "
        "layer?",
        edits=(
            (
                "            dout = layer.backward(dout)",
                '            dout = layer.backward(dout)\n            if hasattr(layer, "W"):\n'
                "                layer.W = layer.W - 0.1 * layer.dW",
            ),
        ),
    ),
    Mistake(
        "no-layer-is-changed",
        "After step every W and b is what it was before.",
        "Three frequent reasons: step asks for the class Linear, which the check's layers are not; "
        "hasattr asks self, the net, where each layer is meant; or a local name is changed, and "
        "not the layer's attribute.",
        edits=(('hasattr(layer, "W")', "isinstance(layer, Linear)"),),
    ),
    Mistake(
        "last-layer-left-out",
        "forward leaves out the last layer.",
        "Which layers does your loop reach? Where does a slice [:-1] end?",
        edits=(("in self.layers:\n            x =", "in self.layers[:-1]:\n            x ="),),
    ),
    Mistake(
        "first-layer-left-out",
        "forward leaves out the first layer.",
        "Which layers does your loop reach? Where does a slice [1:] begin?",
        edits=(("in self.layers:\n            x =", "in self.layers[1:]:\n            x ="),),
    ),
    Mistake(
        "last-layer-not-asked",
        "backward leaves out the last layer of the list.",
        "The last layer is the first to be asked. Which layers does your loop reach?",
        edits=(("reversed(self.layers)", "self.layers[-2::-1]"),),
    ),
    Mistake(
        "rate-shared-out",
        "The rate is divided by the number of layers, so each takes a part of a step.",
        "Each layer takes a whole step. What stands beside dW on the page?",
        edits=(
            (STEP_W, f"{STEP_W} / len(self.layers)"),
            (STEP_B, f"{STEP_B} / len(self.layers)"),
        ),
        also=(((STEP_W, f"{STEP_W} / {TRAINED}"), (STEP_B, f"{STEP_B} / {TRAINED}")),),
    ),
    Mistake(
        "sign-of-the-step",
        "step walks uphill: the gradient is added.",
        "The gradient points to where the loss grows. Which way do you want to go?",
        edits=((STEP_W, STEP_W.replace("-", "+")), (STEP_B, STEP_B.replace("-", "+"))),
    ),
    Mistake(
        "rate-forgotten",
        "step takes off the whole gradient: learning_rate is not used.",
        "How far is a step of descent?",
        edits=(
            (STEP_W, "layer.W = layer.W - layer.dW"),
            (STEP_B, "layer.b = layer.b - layer.db"),
        ),
    ),
    Mistake(
        "biases-forgotten",
        "step leaves the biases as they were.",
        "A layer with W has a second array to move. Which?",
        edits=((f"\n                {STEP_B}", ""),),
    ),
    Mistake(
        "weights-forgotten",
        "step moves the biases alone: W stays as it was.",
        "Which two arrays does a layer with weights have to move?",
        edits=((f"{STEP_W}\n                ", ""),),
    ),
    Mistake(
        "step-stops-early",
        "step moves the first layer that has weights, and then ends.",
        "How far is the return, or the break, indented? All layers have to be asked.",
        edits=((STEP_B, f"{STEP_B}\n                return"),),
    ),
    Mistake(
        "step-asks-one-layer",
        "step ends after the first layer of the list, whether it has weights or not.",
        "How far is the return indented? All layers have to be asked.",
        edits=((STEP_B, f"{STEP_B}\n            return"),),
    ),
    Mistake(
        "replaced-by-the-gradient",
        "step puts rate times gradient in place of the weights, which are lost.",
        "A step starts from where the weights are: what stands before the minus?",
        edits=(
            (STEP_W, "layer.W = -learning_rate * layer.dW"),
            (STEP_B, "layer.b = -learning_rate * layer.db"),
        ),
        also=(
            (
                (STEP_W, "layer.W = learning_rate * layer.dW"),
                (STEP_B, "layer.b = learning_rate * layer.db"),
            ),
        ),
    ),
]

MISTAKES: dict[str, list[Mistake]] = {
    "linear-layer": LINEAR,
    "relu-layer": RELU,
    "softmax-layer": SOFTMAX,
    "cross-entropy-layer": CROSS_ENTROPY,
    "softmax-cross-entropy": FUSED_LAYER,
    "sequential": SEQUENTIAL,
}

# ---------------------------------------------------------------------- right answers


def written(name: str, methods: dict[str, str], base: str = "") -> str:
    """A class of these methods: signature without ``self`` → the lines of its body."""
    lines = [f"class {name}{base}:"]
    for signature, body in methods.items():
        method, _, rest = signature.partition("(")
        lines.append(f"    def {method}(self{', ' if rest != ')' else ''}{rest}:")
        lines += [f"        {line}" for line in body.split("\n")]
    return "\n".join(lines) + "\n"


FANS = "__init__(in_features, out_features, rng)"
GLOROT = (
    "a = (6 / (in_features + out_features)) ** 0.5\n"
    "self.W = rng.uniform(-a, a, (in_features, out_features))\n"
)


def linear(name: str, start: str, forward: str, backward: str) -> Style:
    """A Linear of three bodies."""
    methods = {FANS: start, "forward(x)": forward, "backward(dout)": backward}
    return Style(name, written("Linear", methods))


LINEAR_STYLES = [
    linear(
        "biases-as-a-row",
        f"{GLOROT}self.b = np.zeros((1, out_features))",
        "self.x = x\nreturn np.dot(x, self.W) + self.b",
        "self.dW = np.dot(self.x.T, dout)\nself.db = dout.sum(axis=0, keepdims=True)\n"
        "return np.dot(dout, self.W.T)",
    ),
    linear(
        "einsum",
        f"{GLOROT}self.b = np.zeros(out_features)",
        "self.x = x\nreturn np.einsum('nd,dc->nc', x, self.W) + self.b",
        "self.dW = np.einsum('nd,nc->dc', self.x, dout)\nself.db = np.einsum('nc->c', dout)\n"
        "return np.einsum('nc,dc->nd', dout, self.W)",
    ),
    linear(
        "loops",
        f"{GLOROT}self.b = np.zeros(out_features)",
        "self.x = x\nreturn np.array([[row @ w + b for w, b in zip(self.W.T, self.b)] for row in x])",
        "self.dW, self.db = np.zeros(self.W.shape), np.zeros(len(self.b))\n"
        "dx = np.zeros(self.x.shape)\n"
        "for n in range(len(dout)):\n"
        "    for d in range(self.W.shape[0]):\n"
        "        self.dW[d] += self.x[n, d] * dout[n]\n"
        "        dx[n, d] = self.W[d] @ dout[n]\n"
        "    self.db += dout[n]\n"
        "return dx",
    ),
    linear(
        "scaled-draws-and-a-cache",
        "a = np.sqrt(6.0) / np.sqrt(in_features + out_features)\n"
        "self.W = a * (2 * rng.random((in_features, out_features)) - 1)\n"
        "self.b = 0.0 * self.W[0]\nself.cache = None",
        "self.cache = {'x': x.copy()}\nout = x.dot(self.W)\nout += self.b\nreturn out",
        "x = self.cache['x']\nself.dW = x.transpose().dot(dout)\n"
        "self.db = np.ones(len(dout)) @ dout\nreturn (self.W @ dout.T).T",
    ),
    linear(
        "in-place-on-its-own-arrays",
        f"{GLOROT}self.b = np.zeros(out_features)\n"
        "self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)",
        "self.x = x\nreturn x @ self.W + self.b",
        "self.dW[...] = 0\nself.db[...] = 0\nself.dW += self.x.T @ dout\n"
        "self.db += dout.sum(0)\nreturn dout @ self.W.T",
    ),
    linear(
        "float32-inside",
        f"{GLOROT}self.b = np.zeros(out_features)",
        "self.x = np.float32(x)\nreturn self.x @ np.float32(self.W) + np.float32(self.b)",
        "dout = np.float32(dout)\nself.dW = self.x.T @ dout\nself.db = dout.sum(axis=0)\n"
        "return dout @ np.float32(self.W).T",
    ),
    linear(
        "one-product-with-a-column-of-ones",
        f"{GLOROT}self.b = np.zeros(out_features)",
        "self.x1 = np.column_stack([x, np.ones(len(x))])\n"
        "return self.x1 @ np.vstack([self.W, self.b])",
        "both = self.x1.T @ dout\nself.dW, self.db = both[:-1], both[-1]\nreturn dout @ self.W.T",
    ),
    linear(
        "dx-kept-beside",
        f"{GLOROT}self.b = np.zeros(out_features)\nself.x = self.dx = self.dW = self.db = None",
        "self.x = x\nself.out = np.matmul(x, self.W) + self.b.reshape(1, -1)\nreturn self.out",
        "self.dx = np.matmul(dout, self.W.T)\nself.dW = np.matmul(self.x.T, dout)\n"
        "self.db = dout.sum(axis=0).reshape(-1)\nreturn self.dx",
    ),
    linear(
        "broadcast-and-sum",
        f"{GLOROT}self.b = np.zeros(out_features)",
        "self.x = x\nreturn (x[:, :, None] * self.W).sum(axis=1) + self.b",
        "self.dW = (self.x[:, :, None] * dout[:, None, :]).sum(axis=0)\n"
        "self.db = np.add.reduce(dout)\nreturn (dout[:, None, :] * self.W).sum(axis=-1)",
    ),
    linear(
        "a-feature-at-a-time",
        f"{GLOROT}self.b = np.array([0.0] * out_features)",
        "self.columns, out = x.T.copy(), np.tile(self.b, (len(x), 1))\n"
        "for column, weights in zip(self.columns, self.W):\n    out += np.outer(column, weights)\n"
        "return out",
        "self.dW = np.array([sum(v * d for v, d in zip(column, dout)) for column in self.columns])\n"
        "self.db = np.array([sum(column) for column in dout.T])\n"
        "return np.column_stack([dout @ weights for weights in self.W])",
    ),
    linear(
        "drawn-one-by-one",
        "fans = in_features + out_features\nself.W = np.empty((in_features, out_features))\n"
        "for place in np.ndindex(self.W.shape):\n"
        "    self.W[place] = rng.uniform(-1, 1) * np.sqrt(6 / fans)\n"
        "self.b = np.full(out_features, 0.0)",
        "self.seen = np.array(x)\nreturn np.add(np.tensordot(x, self.W, axes=1), self.b)",
        "self.dW = np.tensordot(self.seen, dout, axes=(0, 0))\n"
        "self.db = np.average(dout, axis=0) * dout.shape[0]\nreturn np.inner(dout, self.W)",
    ),
]


def relu(name: str, forward: str, backward: str) -> Style:
    """A ReLU of two bodies."""
    return Style(name, written("ReLU", {"forward(x)": forward, "backward(dout)": backward}))


RELU_STYLES = [
    relu(
        "maximum-and-where",
        "self.x = x\nreturn np.maximum(x, 0)",
        "return np.where(self.x > 0, dout, 0)",
    ),
    relu(
        "copy-and-put-zeros",
        "self.out = x.copy()\nself.out[x < 0] = 0\nreturn self.out",
        "dx = dout.copy()\ndx[self.out <= 0] = 0\nreturn dx",
    ),
    relu(
        "loops",
        "self.x = x\nreturn np.array([[max(value, 0.0) for value in row] for row in x])",
        "dx = np.zeros(dout.shape)\n"
        "for place in np.ndindex(dout.shape):\n"
        "    if self.x[place] > 0:\n"
        "        dx[place] = dout[place]\n"
        "return dx",
    ),
    relu(
        "half-of-the-sum",
        "self.sign = np.sign(x)\nreturn (x + np.abs(x)) / 2",
        "return dout * (1 + self.sign) / 2",
    ),
    relu(
        "works-in-its-output",
        "self.out = x * (x > 0)\nreturn self.out",
        "self.out[self.out > 0] = 1\nself.out *= dout\nreturn self.out",
    ),
    relu(
        "overwrites-dout",
        "self.off = x <= 0\nreturn np.clip(x, 0, None)",
        "dout[self.off] = 0\nreturn dout",
    ),
    relu(
        "float32-inside",
        "self.slope = (x > 0).astype(np.float32)\nreturn np.float32(x) * self.slope",
        "return np.float32(dout) * self.slope",
    ),
    relu(
        "list-comprehensions",
        "self.rows = x.tolist()\n"
        "return np.array([[v if v > 0 else 0.0 for v in row] for row in self.rows])",
        "pairs = [zip(row, d) for row, d in zip(self.rows, dout)]\n"
        "return np.array([[d if v > 0 else 0.0 for v, d in pair] for pair in pairs])",
    ),
    relu(
        "zeros-and-picked-entries",
        "self.on = np.nonzero(x > 0)\nout = np.zeros(x.shape)\nout[self.on] = x[self.on]\nreturn out",
        "dx = np.zeros(dout.shape)\ndx[self.on] = dout[self.on]\nreturn dx",
    ),
    relu(
        "step-function",
        "self.step = np.heaviside(x, 0.0)\nreturn np.multiply(self.step, x)",
        "return np.einsum('nh,nh->nh', self.step, dout)",
    ),
    relu(
        "negative-part-taken-off",
        "self.below = np.minimum(x, 0)\nreturn x - self.below",
        "dx = np.array(dout)\ndx -= dout * (self.below < 0)\nreturn dx",
    ),
]


def softmax(name: str, backward: str, forward: str = "") -> Style:
    """A Softmax of two bodies."""
    forward = forward or (
        "exps = np.exp(scores - scores.max(axis=1, keepdims=True))\n"
        "self.probs = exps / exps.sum(axis=1, keepdims=True)\nreturn self.probs"
    )
    return Style(name, written("Softmax", {"forward(scores)": forward, "backward(dout)": backward}))


SOFTMAX_STYLES = [
    softmax(
        "without-the-jacobian",
        "p = self.probs\nreturn p * (dout - (p * dout).sum(axis=1, keepdims=True))",
    ),
    softmax(
        "all-jacobians-at-once",
        "p = self.probs\n"
        "J = p[:, :, None] * np.eye(p.shape[1]) - p[:, :, None] * p[:, None, :]\n"
        "return (J @ dout[:, :, None])[:, :, 0]",
    ),
    softmax(
        "einsum",
        "p = self.probs\nJ = np.einsum('nj,jk->njk', p, np.eye(p.shape[1]))\n"
        "J = J - np.einsum('nj,nk->njk', p, p)\nreturn np.einsum('njk,nk->nj', J, dout)",
    ),
    softmax(
        "three-loops",
        "out = np.zeros_like(dout)\n"
        "N, C = dout.shape\n"
        "for n in range(N):\n"
        "    for j in range(C):\n"
        "        for k in range(C):\n"
        "            out[n, j] += self.probs[n, k] * ((j == k) - self.probs[n, j]) * dout[n, k]\n"
        "return out",
    ),
    softmax(
        "columns-and-a-list",
        "rows = []\n"
        "for p, d in zip(self.probs, dout):\n"
        "    p = p.reshape(-1, 1)\n"
        "    rows.append(np.dot(np.diagflat(p) - np.dot(p, p.T), d))\n"
        "return np.array(rows)",
    ),
    softmax(
        "forward-without-a-shift",
        "p = self.e / self.s\nweighted = p * dout\nreturn weighted - p * weighted.sum(1)[:, None]",
        "self.e = np.exp(scores)\nself.s = self.e.sum(1)[:, None]\nreturn self.e / self.s",
    ),
    softmax(
        "float32-inside",
        "p, d = np.float32(self.probs), np.float32(dout)\n"
        "return p * (d - (p * d).sum(axis=1, keepdims=True))",
    ),
    softmax(
        "jacobian-in-a-list",
        "tables = [np.diag(p) - p[:, None] * p for p in self.probs]\n"
        "return np.stack([J.dot(d) for J, d in zip(tables, dout)])",
    ),
    softmax(
        "class-by-class",
        "p, dscores = self.probs, np.zeros(dout.shape)\n"
        "for k, one in enumerate(np.eye(p.shape[1])):\n"
        "    dscores += (dout[:, k] * p[:, k])[:, None] * (one - p)\n"
        "return dscores",
    ),
    softmax(
        "in-place-on-a-copy",
        "dscores = dout.copy()\ndscores -= np.einsum('nc,nc->n', dout, self.probs)[:, None]\n"
        "dscores *= self.probs\nreturn dscores",
    ),
    softmax(
        "diagonal-put-in-afterwards",
        "def down(p, d):\n    J = -np.outer(p, p)\n    J[np.diag_indices(len(p))] += p\n"
        "    return d @ J\n"
        "return np.array([down(self.probs[n], dout[n]) for n in range(len(dout))])",
    ),
]


def entropy(name: str, forward: str, backward: str) -> Style:
    """A CrossEntropy of two bodies."""
    return Style(
        name, written("CrossEntropy", {"forward(probs, y)": forward, "backward()": backward})
    )


ENTROPY_STYLES = [
    entropy(
        "one-hot-matrix",
        "self.probs, self.onehot = probs, np.eye(probs.shape[1])[y]\n"
        "return -np.sum(self.onehot * np.log(probs)) / len(y)",
        "return -self.onehot / self.probs / len(self.probs)",
    ),
    entropy(
        "loops",
        "self.probs, self.y = probs, y\nloss = 0.0\n"
        "for n in range(len(y)):\n    loss -= np.log(probs[n, y[n]])\nreturn loss / len(y)",
        "dprobs = np.zeros_like(self.probs)\n"
        "for n, c in enumerate(self.y):\n    dprobs[n, c] = -1 / self.probs[n, c] / len(self.y)\n"
        "return dprobs",
    ),
    entropy(
        "loss-of-shape-one",
        "self.probs, self.y, self.n = probs, y, probs.shape[0]\n"
        "return np.array([np.mean(-np.log(probs[range(self.n), y]))])",
        "grad = np.zeros(self.probs.shape)\n"
        "grad[range(self.n), self.y] = 1 / self.probs[range(self.n), self.y]\nreturn grad / -self.n",
    ),
    entropy(
        "take-along-axis",
        "self.picked = np.take_along_axis(probs, y[:, None], axis=1)\nself.y, self.c = y, probs.shape[1]\n"
        "return float(np.mean(-np.log(self.picked)))",
        "dprobs = np.zeros((len(self.y), self.c))\n"
        "np.put_along_axis(dprobs, self.y[:, None], -1 / self.picked / len(self.y), axis=1)\n"
        "return dprobs",
    ),
    entropy(
        "comparison-as-one-hot",
        "self.probs, self.hit = probs, y[:, np.newaxis] == np.arange(probs.shape[1])\n"
        "return -np.log(probs[self.hit]).mean()",
        "return np.where(self.hit, -1 / (len(self.hit) * self.probs), 0)",
    ),
    entropy(
        "float32-inside",
        "self.probs, self.y = probs.astype(np.float32), y\n"
        "return -np.log(self.probs[np.arange(len(y)), y]).mean(dtype=np.float32)",
        "onehot = np.eye(self.probs.shape[1], dtype=np.float32)[self.y]\n"
        "return -onehot / (self.probs * np.float32(len(self.y)))",
    ),
    entropy(
        "gradient-made-in-forward",
        "n = len(y)\nself.grad = np.zeros(probs.shape)\n"
        "self.grad[np.arange(n), y] = -1.0 / (n * probs[np.arange(n), y])\n"
        "return -np.sum(np.log(probs[np.arange(n), y])) / n",
        "return self.grad",
    ),
    entropy(
        "list-comprehensions",
        "self.rows = [(row, c) for row, c in zip(probs, y)]\n"
        "return sum([-np.log(row[c]) for row, c in self.rows]) / len(self.rows)",
        "N = len(self.rows)\n"
        "return np.array(\n"
        "    [[-1 / (N * p) if k == c else 0.0 for k, p in enumerate(row)] for row, c in self.rows]\n"
        ")",
    ),
    entropy(
        "flat-places",
        "N, C = probs.shape\nself.shape, self.places = (N, C), np.arange(N) * C + y\n"
        "self.right = probs.ravel()[self.places]\nreturn np.log(1 / self.right).mean()",
        "flat = np.zeros(self.shape).ravel()\n"
        "np.put(flat, self.places, -1 / self.right / self.shape[0])\n"
        "return flat.reshape(self.shape)",
    ),
    entropy(
        "class-by-class",
        "self.probs, self.y, loss = probs, y, 0.0\n"
        "for c in range(probs.shape[1]):\n    loss -= np.log(probs[y == c, c]).sum()\n"
        "return loss / y.size",
        "dprobs = self.probs * 0\n"
        "for c in np.unique(self.y):\n    mine = self.y == c\n"
        "    dprobs[mine, c] = -1 / (self.y.size * self.probs[mine, c])\n"
        "return dprobs",
    ),
    entropy(
        "einsum",
        "self.Y, self.probs = np.zeros(probs.shape), probs.copy()\n"
        "self.Y[np.arange(len(y)), y] = 1 / len(y)\n"
        "return -np.einsum('nc,nc->', self.Y, np.log(probs))",
        "return np.divide(-self.Y, self.probs)",
    ),
]


def fused(name: str, forward: str, backward: str) -> Style:
    """A SoftmaxCrossEntropy of two bodies."""
    methods = {"forward(scores, y)": forward, "backward()": backward}
    return Style(name, written("SoftmaxCrossEntropy", methods))


FUSED_STYLES = [
    fused(
        "one-hot-matrix",
        "s = scores - scores.max(axis=1, keepdims=True)\nlog_sum = np.log(np.exp(s).sum(axis=1))\n"
        "self.onehot = np.eye(s.shape[1])[y]\nself.probs = np.exp(s - log_sum[:, None])\n"
        "return np.mean(log_sum - (s * self.onehot).sum(axis=1))",
        "return (self.probs - self.onehot) / len(self.probs)",
    ),
    fused(
        "log-sum-exp-of-numpy",
        "self.lse = np.logaddexp.reduce(scores, axis=1)\nself.scores, self.y = scores, y\n"
        "return (self.lse - scores[np.arange(len(y)), y]).sum() / len(y)",
        "grad = np.exp(self.scores - self.lse.reshape(-1, 1))\n"
        "grad[range(len(self.y)), self.y] -= 1.0\ngrad /= len(self.y)\nreturn grad",
    ),
    fused(
        "loops",
        "self.p, self.y, loss = np.zeros(scores.shape), y, 0.0\n"
        "for n in range(len(y)):\n"
        "    row = scores[n] - max(scores[n])\n"
        "    total = sum(np.exp(s) for s in row)\n"
        "    loss += np.log(total) - row[y[n]]\n"
        "    self.p[n] = np.exp(row) / total\n"
        "return loss / len(y)",
        "d = self.p.copy()\n"
        "for n, c in enumerate(self.y):\n    d[n, c] = d[n, c] - 1\nreturn d / len(self.y)",
    ),
    fused(
        "built-on-the-layer-softmax",
        "self.softmax, self.y = Softmax(), y\nself.probs = self.softmax.forward(scores)\n"
        "top = scores.max(axis=1)\n"
        "log_sum = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))\n"
        "return np.array([np.mean(log_sum - scores[np.arange(len(y)), y])])",
        "return (self.probs - np.eye(self.probs.shape[1])[self.y]) / len(self.y)",
    ),
    fused(
        "gradient-made-in-forward",
        "n = len(y)\nz = scores - scores.max(1)[:, None]\nlog_p = z - np.log(np.exp(z).sum(1))[:, None]\n"
        "self.grad = np.exp(log_p) / n\nself.grad[np.arange(n), y] -= 1 / n\n"
        "return float(-log_p[np.arange(n), y].mean())",
        "return self.grad",
    ),
    fused(
        "float32-inside",
        "z = np.float32(scores)\nz = z - z.max(axis=1, keepdims=True)\n"
        "self.log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))\nself.y = y\n"
        "return -self.log_p[np.arange(len(y)), y].mean(dtype=np.float32)",
        "onehot = np.eye(self.log_p.shape[1], dtype=np.float32)[self.y]\n"
        "return (np.exp(self.log_p) - onehot) / np.float32(len(self.y))",
    ),
    fused(
        "differences-to-the-right-class",
        "self.y = y\ngap = scores - scores[np.arange(len(y)), y][:, None]\n"
        "top = gap.max(axis=1, keepdims=True)\nself.e = np.exp(gap - top)\n"
        "return np.mean(top[:, 0] + np.log(self.e.sum(axis=1)))",
        "d = self.e / self.e.sum(axis=1, keepdims=True)\n"
        "d -= np.arange(d.shape[1]) == self.y[:, None]\nreturn d / len(d)",
    ),
    fused(
        "list-comprehensions",
        "rows = [row - np.max(row) for row in scores]\n"
        "logs = [row - np.log(sum(np.exp(row))) for row in rows]\n"
        "self.pairs = list(zip(logs, y))\n"
        "return -sum([log_p[c] for log_p, c in self.pairs]) / len(self.pairs)",
        "return np.array([\n"
        "    [(np.exp(s) - (k == c)) / len(self.pairs) for k, s in enumerate(log_p)]\n"
        "    for log_p, c in self.pairs\n])",
    ),
    fused(
        "class-by-class",
        "top, self.scores, self.y = np.max(scores, axis=1), scores, y\n"
        "total = np.zeros(len(y))\n"
        "for c in range(scores.shape[1]):\n    total += np.exp(scores[:, c] - top)\n"
        "self.log_sum, loss = top + np.log(total), 0.0\n"
        "for c in range(scores.shape[1]):\n    loss += (self.log_sum - scores[:, c])[y == c].sum()\n"
        "return loss / len(y)",
        "columns = [np.exp(s - self.log_sum) - (self.y == c) for c, s in enumerate(self.scores.T)]\n"
        "return np.stack(columns, axis=1) / len(self.y)",
    ),
    fused(
        "einsum-and-a-helper",
        "def log_softmax(s):\n    s = s - np.amax(s, axis=1)[:, None]\n"
        "    return s - np.log(np.einsum('nc->n', np.exp(s)))[:, None]\n"
        "self.log_p, self.Y = log_softmax(scores), np.zeros(scores.shape)\n"
        "np.put_along_axis(self.Y, y[:, None], 1 / len(y), axis=1)\n"
        "return -np.einsum('nc,nc->', self.Y, self.log_p)",
        "return np.exp(self.log_p) / len(self.Y) - self.Y",
    ),
    fused(
        "in-place-on-copies",
        "self.p, self.y = scores.copy(), y\nself.p -= scores.max(axis=1)[:, None]\n"
        "right = np.take_along_axis(self.p, y[:, None], axis=1)[:, 0]\n"
        "np.exp(self.p, out=self.p)\nsums = self.p.sum(axis=1)\nself.p /= sums[:, None]\n"
        "return np.average(np.log(sums) - right)",
        "grad = self.p.copy()\nnp.subtract.at(grad, (np.arange(len(grad)), self.y), 1)\n"
        "grad *= 1 / len(grad)\nreturn grad",
    ),
]


def sequential(name: str, bodies: dict[str, str]) -> Style:
    """A Sequential; bodies that are not given are the usual ones."""
    usual = {
        "__init__(layers)": "self.layers = list(layers)",
        "forward(x)": "for layer in self.layers:\n    x = layer.forward(x)\nreturn x",
        "backward(dout)": (
            "for layer in self.layers[::-1]:\n    dout = layer.backward(dout)\nreturn dout"
        ),
        "step(learning_rate)": (
            "for layer in self.layers:\n"
            "    if hasattr(layer, 'W'):\n"
            "        layer.W -= learning_rate * layer.dW\n"
            "        layer.b -= learning_rate * layer.db"
        ),
    }
    return Style(name, written("Sequential", usual | bodies))


SEQUENTIAL_STYLES = [
    sequential("in-place-steps", {}),
    sequential(
        "tries-every-layer",
        {
            "step(learning_rate)": "for layer in self.layers:\n"
            "    try:\n"
            "        layer.W = layer.W - learning_rate * layer.dW\n"
            "        layer.b = layer.b - learning_rate * layer.db\n"
            "    except AttributeError:\n"
            "        pass"
        },
    ),
    sequential(
        "indices",
        {
            "__init__(layers)": "self.layers = layers\nself.n = len(layers)",
            "forward(x)": "for i in range(self.n):\n    x = self.layers[i].forward(x)\nreturn x",
            "backward(dout)": "for i in range(self.n - 1, -1, -1):\n"
            "    dout = self.layers[i].backward(dout)\nreturn dout",
        },
    ),
    sequential(
        "reduce",
        {
            "forward(x)": "from functools import reduce\n"
            "return reduce(lambda a, layer: layer.forward(a), self.layers, x)",
            "backward(dout)": "from functools import reduce\n"
            "return reduce(lambda d, layer: layer.backward(d), reversed(self.layers), dout)",
        },
    ),
    sequential(
        "names-and-setattr",
        {
            "step(learning_rate)": "for layer in self.layers:\n"
            "    for name in ('W', 'b'):\n"
            "        if name in vars(layer):\n"
            "            moved = getattr(layer, name) - learning_rate * getattr(layer, 'd' + name)\n"
            "            setattr(layer, name, moved)"
        },
    ),
    sequential(
        "trainable-layers-listed-first",
        {
            "__init__(layers)": "self.layers = tuple(layers)\n"
            "self.trained = [la for la in layers if getattr(la, 'W', None) is not None]",
            "step(learning_rate)": "for layer in self.trained:\n"
            "    layer.W = layer.W - layer.dW * learning_rate\n"
            "    layer.b = layer.b - layer.db * learning_rate",
        },
    ),
    sequential(
        "keeps-outputs-and-gradients",
        {
            "forward(x)": "self.outputs = [x]\n"
            "for layer in self.layers:\n"
            "    self.outputs.append(layer.forward(self.outputs[-1]))\n"
            "return self.outputs[-1]",
            "backward(dout)": "grads = [dout]\n"
            "for layer in list(self.layers)[::-1]:\n"
            "    grads.append(layer.backward(grads[-1]))\n"
            "return grads.pop()",
        },
    ),
    sequential(
        "recursion",
        {
            "forward(x)": "def up(i, x):\n"
            "    return x if i == len(self.layers) else up(i + 1, self.layers[i].forward(x))\n"
            "return up(0, x)",
            "backward(dout)": "def down(i, dout):\n"
            "    return dout if i < 0 else down(i - 1, self.layers[i].backward(dout))\n"
            "return down(len(self.layers) - 1, dout)",
        },
    ),
    sequential(
        "a-list-used-up",
        {
            "forward(x)": "left = list(self.layers)\n"
            "while left:\n    x = left.pop(0).forward(x)\nreturn x",
            "backward(dout)": "left = self.layers.copy()\n"
            "while left:\n    dout = left.pop().backward(dout)\nreturn dout",
            "step(learning_rate)": "trained = [la for la in self.layers if hasattr(la, 'dW')]\n"
            "for la in trained:\n    new = la.W - learning_rate * la.dW, la.b - learning_rate * la.db\n"
            "    la.W, la.b = new",
        },
    ),
    sequential(
        "helpers",
        {
            "trained()": "return (layer for layer in self.layers if hasattr(layer, 'W'))",
            "moved(layer, name, rate)": "return getattr(layer, name) - rate * getattr(layer, 'd' + name)",
            "step(learning_rate)": "for layer in self.trained():\n"
            "    vars(layer).update({n: self.moved(layer, n, learning_rate) for n in 'Wb'})",
        },
    ),
    sequential(
        "negative-indices",
        {
            "forward(x)": "out = self.layers[0].forward(x)\n"
            "for layer in self.layers[1:]:\n    out = layer.forward(out)\nreturn out",
            "backward(dout)": "for k in range(1, len(self.layers) + 1):\n"
            "    dout = self.layers[-k].backward(dout)\nreturn dout",
            "step(learning_rate)": "for layer in self.layers:\n"
            "    if not hasattr(layer, 'W'):\n        continue\n"
            "    layer.W = np.subtract(layer.W, np.multiply(learning_rate, layer.dW))\n"
            "    layer.b = np.subtract(layer.b, np.multiply(learning_rate, layer.db))",
        },
    ),
]

CORRECT: dict[str, list[Style]] = {
    "linear-layer": LINEAR_STYLES,
    "relu-layer": RELU_STYLES,
    "softmax-layer": SOFTMAX_STYLES,
    "cross-entropy-layer": ENTROPY_STYLES,
    "softmax-cross-entropy": FUSED_STYLES,
    "sequential": SEQUENTIAL_STYLES,
}
