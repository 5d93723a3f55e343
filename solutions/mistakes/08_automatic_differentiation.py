"""Unit 08: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from textwrap import indent

from autograder.authoring.bank import Mistake, Style

# Lines of the references that several mistakes edit.
PRODUCT = "(other.value, self.value))"
LOG = "(1 / self.value,)"
RELU = "return Var(np.maximum(0.0, self.value), (self,), (float(self.value > 0),))"
SEED = "self.grad = 1.0"
WALK = "for node in reversed(topological_sort(self)):"
ACCUMULATE = "read.grad += slope * node.grad"
PARTS = "for read, slope in zip(node.inbound_nodes, node.slopes, strict=True):"
BACK = f"{SEED}\n        {WALK}\n            {PARTS}\n                {ACCUMULATE}"
HIDDEN = "hidden = np.maximum(0, X @ W1 + b1)"
SCORES = "scores = hidden @ W2 + b2"
SHIFTED = "shifted = scores - np.max(scores, axis=1, keepdims=True)"
LOG_SUM = "log_sum = np.log(np.sum(np.exp(shifted), axis=1))"
DATA = "data = np.mean(log_sum - shifted[np.arange(len(y)), y])"
PRICE = "0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))"
MAKE = "loss_and_gradients = value_and_grad(network_loss)"
ASK = "loss, gradients = loss_and_gradients(params, X, y, reg)"
STEP = "params = [p - learning_rate * g for p, g in zip(params, gradients, strict=True)]"
NOTE = "losses.append(loss)"
LOOP = "for _ in range(steps):"
PROBS = "probs = softmax(hidden @ W2 + b2)"
DSCORES = "dscores = (probs - np.eye(len(b2))[y]) / len(y)"
DZ = "dz = (dscores @ W2.T) * (hidden > 0)"
DW1, DW2 = "X.T @ dz + reg * W1", "hidden.T @ dscores + reg * W2"
DB1, DB2 = "np.sum(dz, axis=0)", "np.sum(dscores, axis=0)"

# --------------------------------------------------------------------------- mistakes


def edited(label, says, hint, *edits, also=(), carries=False):
    """A mistake as edits of the reference, and as other edits that come to the same."""
    return Mistake(label, says, hint, edits=edits, also=also, carries=carries)


# Ways through the graph, from the end to the inputs. Those that sort visit readers first.
SORTS = (
    "order = topological_sort(self)[::-1]",
    """order, seen = [], set()
def visit(node):
    if node not in seen:
        seen.add(node)
        for read in node.inbound_nodes:
            visit(read)
        order.insert(0, node)
visit(self)""",
    """order, seen = [], set()
def visit(node):
    if node not in seen:
        seen.add(node)
        for read in node.inbound_nodes[::-1]:
            visit(read)
        order.insert(0, node)
visit(self)""",
    """waits = {}
for node in topological_sort(self):
    for read in node.inbound_nodes:
        waits[read] = waits.get(read, 0) + 1
order = [self]
for node in order:
    for read in node.inbound_nodes:
        waits[read] -= 1
        if not waits[read]:
            order.append(read)""",
)
AS_MET = (
    """order = [self]
for node in order:
    for read in node.inbound_nodes[::-1]:
        if read not in order:
            order.append(read)""",
    """order, met = [], [self]
while met:
    node = met.pop()
    if node not in order:
        order.append(node)
        met.extend(node.inbound_nodes)""",
    """order, met = [], [self]
while met:
    node = met.pop()
    if node not in order:
        order.append(node)
        met.extend(node.inbound_nodes[::-1])""",
    """order, met, seen = [], [self], {self}
while met:
    order.append(met.pop())
    for read in order[-1].inbound_nodes:
        if read not in seen:
            seen.add(read)
            met.append(read)""",
)


def walked(order, body):
    """Another way back: how the order is made, and what is done at each node."""
    return ((BACK, indent(f"{order}\nself.grad = 1.0\n{body}", " " * 8).strip()),)


def recursive(body, ready=""):
    """A way back that calls itself, but not for ever."""
    made = f"calls = []\n{ready}def go(node):\n    calls.append(node)\n{indent(body, ' ' * 4)}\n"
    return ((BACK, indent(f"{made}self.grad = 1.0\ngo(self)", " " * 8).strip()),)


def parts(body):
    """What is done with each Var that a node has read, and its slope."""
    return f"for node in order:\n    {PARTS}\n{indent(body, ' ' * 8)}"


def numbers_apart(slopes):
    """Wrong slopes of two Vars; those of a Var and a plain number are right."""
    made = "return Var(self.value * other, (self,), (other,))"
    return (
        (
            "other = other if isinstance(other, Var) else Var(other)",
            f"if not isinstance(other, Var):\n            {made}",
        ),
        (PRODUCT, slopes),
    )


ONE_BY_ONE = f"""{PARTS}
    if len(calls) < 9000:
        {ACCUMULATE}
        go(read)"""
ALL_THEN_DOWN = f"""{PARTS}
    {ACCUMULATE}
for read in node.inbound_nodes:
    if len(calls) < 9000:
        go(read)"""
EACH_ONCE = ALL_THEN_DOWN.replace("node.inbound_nodes:", "dict.fromkeys(node.inbound_nodes):")
IN_A_QUEUE = f"""waiting = [self]
for node in waiting:
    {PARTS}
        {ACCUMULATE}
        if len(waiting) < 9000 or read not in waiting:
            waiting.append(read)"""
WHEN_MET = f"""{PARTS}
    {ACCUMULATE}
    if read not in calls:
        go(read)"""

LAST = "read.grad = slope * node.grad"
FIRST = "if read not in fed:\n    fed[read] = read.grad = slope * node.grad"
BOTH_SLOTS = """if fed.get(read) is not node:
    read.grad = 0.0
fed[read] = node
read.grad += slope * node.grad"""
FIRST_READER = """if fed.setdefault(read, node) is node:
    read.grad += slope * node.grad"""
KEPT = [
    walked(f"fed = {{}}\n{order}", parts(kept))
    for order in SORTS
    for kept in (LAST, FIRST, BOTH_SLOTS, FIRST_READER)
]

SCALAR = [
    edited(
        "accumulation-forgotten",
        "A Var that is read more than once keeps the gradient of one reader only.",
        "Unit 07's fork: 4 from one side, 3 from the other. What does = do to what was there?",
        (ACCUMULATE, "read.grad = slope * node.grad"),
        also=tuple(KEPT[1:]),
    ),
    edited(
        "upstream-forgotten",
        "The slopes are added up by themselves, without the gradient of the reader.",
        "The sum has two factors: what the reader holds, and its slope. Which one is missing?",
        (ACCUMULATE, "read.grad += slope"),
    ),
    edited(
        "seed-missing",
        "Nothing comes back: every Var behind the end still has the grad 0 that it began with.",
        "What is the slope of the end in itself: is its grad set, and to what? If it is, then nothing "
        "is handed on: in your loop, does grad change or something else, and of which of the two, "
        "the node or what it has read?",
        (SEED, ""),
    ),
    edited(
        "seed-is-the-value",
        "The way back starts with the value of the end, where its slope in itself is asked for.",
        "What is the slope of the end in itself?",
        (SEED, "self.grad = self.value"),
    ),
    edited(
        "every-grad-starts-at-one",
        "Every grad begins at 1, where that of the end alone does; the others begin at 0.",
        "A Var that nobody reads: what should its grad be at the end?",
        (SEED, "for node in topological_sort(self):\n            node.grad = 1.0"),
        also=(
            (
                (SEED, ""),
                (
                    "def __mul__(self, other):",
                    "def __init__(self, *given):\n        super().__init__(*given)\n"
                    "        self.grad = 1.0\n\n    def __mul__(self, other):",
                ),
            ),
        ),
    ),
    edited(
        "one-step-back",
        "Only what the end itself has read receives a gradient; it goes no further back.",
        "Whose turn is it after the end's? topological_sort has the inputs first.",
        (WALK, "for node in topological_sort(self):"),
    ),
    edited(
        "no-sort",
        "Vars are visited as they are met: one of them passes its grad on before all has come.",
        "Two ways of unequal length lead to one Var. Which of them has arrived when it is met first?",
        (
            WALK,
            "met = [self]\n"
            "        for node in met:\n"
            "            met += [n for n in dict.fromkeys(node.inbound_nodes) if n not in met]\n"
            "        for node in met:",
        ),
        also=(
            *(walked(order, parts(ACCUMULATE)) for order in AS_MET),
            recursive(WHEN_MET),
            recursive(WHEN_MET.replace("nodes, node.slopes", "nodes[::-1], node.slopes[::-1]")),
        ),
    ),
    edited(
        "handed-down-again",
        "A Var hands its whole grad down each time one of its readers comes: parts go down twice.",
        "If a reader brings 2 and another 3, what is handed down: 2 and 5, or 5 once?",
        (
            f"{SEED}\n        {WALK}\n"
            "            for read, slope in zip(node.inbound_nodes, node.slopes, strict=True):\n"
            f"                {ACCUMULATE}",
            "self.grad = 1.0\n        waiting, steps = [self], 0\n"
            "        while waiting and steps < 2000:\n"
            "            node, steps = waiting.pop(), steps + 1\n"
            "            for read, slope in zip(node.inbound_nodes, node.slopes, strict=True):\n"
            "                read.grad += slope * node.grad\n"
            "                waiting.append(read)",
        ),
        also=(
            recursive(ONE_BY_ONE),
            recursive(ALL_THEN_DOWN),
            recursive(EACH_ONCE),
            walked("", IN_A_QUEUE),
        ),
    ),
    edited(
        "product-slopes-swapped",
        "The slopes of a product stand at the wrong factor: each factor gets its own value.",
        "Nudge a in a * b by a little. By how many times that does the product move?",
        (PRODUCT, "(self.value, other.value))"),
        also=(numbers_apart("(self.value, other.value))"),),
    ),
    edited(
        "product-slopes-one",
        "The slopes of a product are those of a sum: 1 and 1.",
        "Nudge a in a * b by a little. By how many times that does the product move?",
        (PRODUCT, "(1.0, 1.0))"),
        also=(numbers_apart("(1.0, 1.0))"),),
    ),
    edited(
        "product-first-factor-only",
        "A product sends nothing back to its second factor.",
        "A product reads two Vars. How many slopes has it?",
        (PRODUCT, "(other.value, 0.0))"),
        also=(
            (
                (PRODUCT, "(other.value, 0.0))"),
                (
                    "__rmul__ = __mul__",
                    "def __rmul__(self, number):\n        return Var(number) * self",
                ),
            ),
        ),
    ),
    edited(
        "exp-slope-of-the-value",
        "The slope of exp is taken to be a, where it is e to the a.",
        "Which of the two, what exp reads or what it makes, is its slope?",
        ("(made,))", "(self.value,))"),
    ),
    edited(
        "exp-slope-one",
        "The slope of exp is taken to be 1.",
        "e to the a grows the faster, the larger it is. What is its slope?",
        ("(made,))", "(1.0,))"),
    ),
    edited(
        "log-slope-inverted",
        "The slope of log is taken to be a, where it is 1 over a.",
        "The log grows ever more slowly. Does a?",
        (LOG, "(self.value,)"),
    ),
    edited(
        "log-to-base-ten",
        "The logarithm is the one to base 10.",
        "log is the inverse of exp here. Which function of numpy is that?",
        ("np.log(self.value)", "np.log10(self.value)"),
        also=(
            (
                ("np.log(self.value)", "np.log10(self.value)"),
                (LOG, "(1 / (self.value * np.log(10.0)),)"),
            ),
        ),
    ),
    edited(
        "relu-mask-missing",
        "relu sends a gradient back to numbers below 0, where it is flat.",
        "What is relu of -2, and of -1.9?",
        ("(float(self.value > 0),)", "(1.0,)"),
    ),
    edited(
        "relu-of-itself",
        "relu changes the number of the Var that it is called on, and hands back that same Var.",
        "Others read that Var as well. Which line of __add__ makes something new?",
        (RELU, "self.value = np.maximum(0.0, self.value)\n        return self"),
        also=(
            (
                (
                    RELU,
                    "self.slopes = tuple(slope * (self.value > 0) for slope in self.slopes)\n"
                    "        self.value = np.maximum(0.0, self.value)\n        return self",
                ),
            ),
        ),
    ),
    edited(
        "relu-slope-is-the-value",
        "The slope of relu above 0 is taken to be a, where it is 1.",
        "Nudge a = 3 by 0.1. By how much does relu(a) move?",
        ("(float(self.value > 0),)", "(np.maximum(0.0, self.value),)"),
    ),
]

# What goes wrong with the price and the data, in the words of the loss and of the gradients.
LOSS = [
    edited(
        "price-without-half",
        "The price for the weights has no half: reg times the squares, where this course halves.",
        "Your loss is one that many use, and its gradient fits it. Which factor stands in front of "
        "reg on this page?",
        (PRICE, "reg * (np.sum(W1**2) + np.sum(W2**2))"),
        carries=True,
    ),
    edited(
        "sum-convention",
        "The data term is a sum over the examples, where this course takes the mean.",
        "Your loss is one that many use, and its gradient fits it. What stands before the sum over "
        "i?",
        (DATA, DATA.replace("np.mean", "np.sum")),
        carries=True,
    ),
    edited(
        "price-averaged",
        "The price for the weights is divided by N as well, as in unit 09.",
        "Here 1/N belongs to the sum over the examples only.",
        (f"data + {PRICE}", f"data + {PRICE} / len(y)"),
        carries=True,
    ),
    edited(
        "biases-pay-too",
        "The biases pay a price as well; here only the weights do.",
        "Which arrays stand in the second bracket of the loss?",
        (PRICE, "0.5 * reg * sum(np.sum(p**2) for p in params)"),
        carries=True,
    ),
    edited(
        "price-missing",
        "The price for the weights is missing.",
        "The loss is a sum of two terms. Where does reg enter yours, and does // round it to 0?",
        (f"return data + {PRICE}", "return data"),
        carries=True,
    ),
    edited(
        "price-bracket-lost",
        "reg / 2 reaches the squares of W1 only: those of W2 are added whole.",
        "A product comes before a sum. Where are the brackets of the second term on this page?",
        (PRICE, "0.5 * reg * np.sum(W1**2) + np.sum(W2**2)"),
        carries=True,
    ),
    edited(
        "price-first-layer-only",
        "Only W1 pays the price for large weights: W2 is missing from it.",
        "How many weight matrices are there, and how many in your price?",
        (PRICE, "0.5 * reg * np.sum(W1**2)"),
        carries=True,
    ),
    edited(
        "price-second-layer-only",
        "Only W2 pays the price for large weights: W1 is missing from it.",
        "How many weight matrices are there, and how many in your price?",
        (PRICE, "0.5 * reg * np.sum(W2**2)"),
        carries=True,
    ),
    edited(
        "nothing-bends",
        "There is no ReLU: hidden is X @ W1 + b1 itself.",
        "Two straight layers in a row are one straight layer. What stands between yours?",
        (HIDDEN, "hidden = X @ W1 + b1"),
    ),
    edited(
        "tanh-for-relu",
        "The hidden layer bends with tanh, where ReLU is asked for.",
        "Compare with the displayed equation: which function is applied to each entry?",
        (HIDDEN, "hidden = np.tanh(X @ W1 + b1)"),
    ),
    edited(
        "scores-bent-too",
        "The ReLU is applied to the scores as well.",
        "Which of the two layers bends in the displayed equation?",
        (SCORES, "scores = np.maximum(0, hidden @ W2 + b2)"),
    ),
    edited(
        "hidden-bias-missing",
        "The bias b1 is missing.",
        "Each layer has a product and a bias. Are both biases in your lines?",
        (HIDDEN, "hidden = np.maximum(0, X @ W1)"),
    ),
    edited(
        "score-bias-missing",
        "The bias b2 is missing.",
        "Each layer has a product and a bias. Are both biases in your lines?",
        (SCORES, "scores = hidden @ W2"),
    ),
    edited(
        "right-score-missing",
        "The score of the right class is not subtracted.",
        "Where does y enter your loss?",
        (DATA, "data = np.mean(log_sum + np.max(scores, axis=1))"),
        also=(((DATA, "data = np.mean(log_sum)"),),),
    ),
    edited(
        "right-score-added",
        "The score of the right class is added, where the loss subtracts it.",
        "A high score of the right class should make the loss small. Which sign does that?",
        (DATA, DATA.replace("log_sum - ", "log_sum + ")),
        also=(
            (
                (
                    DATA,
                    "log_sum = log_sum + np.max(scores, axis=1)\n"
                    "    data = np.mean(log_sum + scores[np.arange(len(y)), y])",
                ),
            ),
        ),
    ),
    edited(
        "right-score-not-shifted",
        "The row's largest score is taken off in the exponentials, but not off the right score.",
        "What is taken off twice cancels. Which table do you take the right score from?",
        (DATA, DATA.replace("shifted[", "scores[")),
    ),
    edited(
        "log-missing",
        "The sum of the exponentials enters the loss as it is: its log is missing.",
        "What stands in front of the sum over c on this page?",
        (LOG_SUM, LOG_SUM.replace("np.log(", "(")),
    ),
    edited(
        "data-term-sign",
        "The data term has the wrong sign: it falls as the right score falls.",
        "The loss is the log of the sum minus the right score. Which of them stands first in yours?",
        (DATA, DATA.replace("np.mean", "-np.mean")),
    ),
    edited(
        "sum-over-the-examples",
        "The exponentials are summed over everything, where each row has a sum of its own.",
        "Over which axis do the classes lie?",
        (LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted)))"),
        also=(
            (
                (SHIFTED, "shifted = scores - np.max(scores)"),
                (LOG_SUM, "log_sum = np.log(np.sum(np.exp(shifted)))"),
            ),
        ),
    ),
    edited(
        "whole-columns-picked",
        "scores[:, y] takes whole columns: N numbers for every example, where one is asked for.",
        "Pair by pair: which list of rows goes with the list of columns y?",
        (DATA, "data = np.mean(log_sum[:, None] - shifted[:, y])"),
        also=(
            ((DATA, "data = np.sum(log_sum[:, None] - shifted[:, y]) / len(y)"),),
            ((DATA, "data = np.mean(log_sum - np.sum(shifted[:, y], axis=1))"),),
            (
                (
                    DATA,
                    "log_sum = log_sum + np.max(scores, axis=1)\n"
                    "    data = np.mean(log_sum - np.sum(scores[:, y], axis=1))",
                ),
            ),
        ),
    ),
    edited(
        "no-shift",
        "Nothing is taken off the scores, so the exponential of a large score is inf.",
        "Which number can be taken off a row so that its largest exponent becomes 0?",
        (SHIFTED, "shifted = scores"),
    ),
    edited(
        "shift-by-the-global-maximum",
        "The same number, the largest of the whole table, is taken off all rows.",
        "A row far below the others is left with exponentials of 0 only. Which largest score should "
        "each row use?",
        (SHIFTED, "shifted = scores - np.max(scores)"),
    ),
]

TRAIN = [
    edited(
        "uphill",
        "The steps go along the gradient, where descent goes against it.",
        "In which direction does the gradient point?",
        (STEP, STEP.replace("p - ", "p + ")),
    ),
    edited(
        "rate-left-out",
        "The steps are whole gradients: the learning rate is not used.",
        "What stands between the minus and the gradient in the displayed equation?",
        (STEP, STEP.replace("learning_rate * g", "g")),
    ),
    edited(
        "reg-not-passed",
        "reg is not passed on: network_loss is handed 0 for it, so training has no price.",
        "network_loss has four arguments. Which ones do you hand on?",
        (ASK, ASK.replace("reg)", "0.0)")),
        also=(
            (
                (ASK, ASK.replace("reg)", "0.0)")),
                (NOTE, "losses.append(network_loss(params, X, y, reg))"),
            ),
        ),
    ),
    edited(
        "gradient-of-the-start",
        "Every step uses the gradient of the start: it is computed once, before the loop.",
        "After a step you stand elsewhere. Which call must be made anew?",
        (
            f"{LOOP}\n        {ASK}",
            f"{ASK}\n    {LOOP}",
        ),
        also=(
            (
                (f"{LOOP}\n        {ASK}", f"{ASK}\n    {LOOP}"),
                (NOTE, "losses.append(network_loss(params, X, y, reg))"),
            ),
        ),
    ),
    edited(
        "loss-of-the-start",
        "The losses are all that of the start, while the parameters move.",
        "At which parameters should losses[i] be taken?",
        (MAKE, f"{MAKE}\n    first = params"),
        (NOTE, "losses.append(network_loss(first, X, y, reg))"),
    ),
    edited(
        "losses-after-the-step",
        "losses[i] is the loss after step i, where the one before it is asked for.",
        "Which comes first in your loop: the note or the step?",
        (
            f"{NOTE}\n        {STEP}",
            f"{STEP}\n        losses.append(network_loss(params, X, y, reg))",
        ),
    ),
    edited(
        "one-loss-too-many",
        "There is one loss too many: that of the end was added to those before each step.",
        "How many steps are there, and how many losses before a step?",
        (
            "    return params, losses",
            "    return params, losses + [network_loss(params, X, y, reg)]",
        ),
    ),
    edited(
        "one-step-too-few",
        "One step is missing: training stops one step early.",
        "range(n) has how many numbers?",
        (LOOP, "for _ in range(steps - 1):"),
        also=(
            (
                (LOOP, "for _ in range(steps - 1):"),
                ("return params, losses", "return params, losses + [0.0]"),
            ),
            ((NOTE, f"{NOTE}\n        if len(losses) == steps:\n            break"),),
        ),
    ),
    edited(
        "last-loss-only",
        "losses is one number, the last, where the loss before each step is asked for.",
        "What kind of thing is losses at the beginning of your function?",
        (NOTE, "losses = loss"),
        also=((("return params, losses", "return params, network_loss(params, X, y, reg)"),),),
    ),
    edited(
        "start-returned",
        "The params that come back are those that went in; the trained ones are lost.",
        "Which name holds the trained list at the end?",
        (MAKE, f"{MAKE}\n    first = params"),
        ("    return params, losses", "    return first, losses"),
    ),
    edited(
        "returns-after-one-step",
        "Training ends after its first step.",
        "How far is your return line indented: does it stand inside the loop?",
        (STEP, f"{STEP}\n        break"),
        also=(
            (
                (STEP, f"{STEP}\n        break"),
                ("return params, losses", "return params, losses + [0.0] * (steps - 1)"),
            ),
        ),
    ),
    edited(
        "weights-only",
        "Only the weight matrices move; the biases stay where they were.",
        "How many arrays are in params, and how many do you step?",
        (STEP, STEP.replace("learning_rate * g", "learning_rate * g * (p.ndim > 1)")),
    ),
    edited(
        "array-by-array",
        "Each array is moved before the gradient of the next is taken: the four differ in place.",
        "One step uses one gradient, all four parts of it at the same place.",
        (
            STEP,
            "for k in range(len(params)):\n"
            "            moved = params[k] - learning_rate * loss_and_gradients(params, X, y, reg)[1][k]\n"
            "            params = [*params[:k], moved, *params[k + 1 :]]",
        ),
        also=(
            (
                (NOTE, ""),
                (
                    STEP,
                    "for k in range(len(params)):\n"
                    "            loss, gradients = loss_and_gradients(params, X, y, reg)\n"
                    "            moved = params[k] - learning_rate * gradients[k]\n"
                    "            params = [*params[:k], moved, *params[k + 1 :]]\n"
                    "        losses.append(loss)",
                ),
            ),
        ),
    ),
]

MANUAL = [
    edited(
        "price-gradient-halved",
        "The slope of the price is half of what it should be.",
        "Differentiate a square. What comes down from the exponent and meets the half?",
        (DW1, "X.T @ dz + 0.5 * reg * W1"),
        (DW2, "hidden.T @ dscores + 0.5 * reg * W2"),
    ),
    edited(
        "price-gradient-doubled",
        "The slope of the price is twice what it should be.",
        "What does the half in the price do when you differentiate?",
        (DW1, "X.T @ dz + 2 * reg * W1"),
        (DW2, "hidden.T @ dscores + 2 * reg * W2"),
    ),
    edited(
        "price-missing-from-gradients",
        "The price is in the loss, but not in the gradients.",
        "The loss is a sum of two terms. How many terms has its gradient?",
        (DW1, "X.T @ dz"),
        (DW2, "hidden.T @ dscores"),
    ),
    edited(
        "price-missing-from-dw1",
        "The price of W1 is missing from dW1.",
        "Both matrices pay. Which of the two rows of the table has a price?",
        (DW1, "X.T @ dz"),
    ),
    edited(
        "price-missing-from-dw2",
        "The price of W2 is missing from dW2.",
        "Both matrices pay. Which of the two rows of the table has a price?",
        (DW2, "hidden.T @ dscores"),
    ),
    edited(
        "not-averaged",
        "The data part of every gradient is a sum: dscores is not divided by N.",
        "The loss is a mean. What does its 1/N do to dscores?",
        (DSCORES, DSCORES.removesuffix(" / len(y)")),
    ),
    edited(
        "divided-by-the-features",
        "dscores is divided by the number of features, where N is the number of examples.",
        "X is (N, D). Which of the two lengths counts the examples?",
        (DSCORES, DSCORES.replace("len(y)", "X.shape[1]")),
    ),
    edited(
        "class-numbers-for-one-hot",
        "The numbers of the classes are subtracted, as a column, where their one-hot is asked for.",
        "Y is (N, C), with one 1 in each row. Which shape has yours?",
        (DSCORES, "dscores = (probs - y[:, None]) / len(y)"),
    ),
    edited(
        "whole-rows-marked",
        "The one-hot has whole rows of ones: y alone as an index picks rows.",
        "One entry in each row is asked for: which row numbers go with the classes y, pair by pair?",
        (
            DSCORES,
            "Y = np.zeros_like(probs)\n    Y[y] = 1\n    dscores = (probs - Y) / len(y)",
        ),
    ),
    edited(
        "nothing-bends",
        "There is no ReLU on the way forward: hidden holds negative numbers.",
        "First come two lines of network_loss. What does the first of them do to X @ W1 + b1?",
        (HIDDEN, "hidden = X @ W1 + b1"),
    ),
    edited(
        "hidden-bias-missing",
        "The hidden layer does not use b1.",
        "Each layer has a product and a bias. Are both biases in your way forward?",
        (HIDDEN, "hidden = np.maximum(0, X @ W1)"),
    ),
    edited(
        "score-bias-missing",
        "The scores do not use b2.",
        "Each layer has a product and a bias. Are both biases in your way forward?",
        (PROBS, "probs = softmax(hidden @ W2)"),
    ),
    edited(
        "one-hot-divided-only",
        "Only the one-hot is divided by N: the brackets around the difference are missing.",
        "Python divides before it subtracts. What should be divided by N?",
        (DSCORES, "dscores = probs - np.eye(len(b2))[y] / len(y)"),
    ),
    edited(
        "mask-missing",
        "The gradient passes through sleeping units: the mask of the ReLU is missing.",
        "What does the row of dz ask where hidden is 0?",
        (DZ, "dz = dscores @ W2.T"),
    ),
    edited(
        "mask-missing-from-db1",
        "db1 sums the gradient of hidden, where it should sum dz: sleeping units still move.",
        "The bias goes into the ReLU. Through which gradient does the loss reach it?",
        (DB1, "np.sum(dscores @ W2.T, axis=0)"),
    ),
    edited(
        "mask-of-activations",
        "The gradient is multiplied by hidden itself, where 1 above 0 and 0 elsewhere is asked for.",
        "ReLU's slope above 0 does not depend on how far above. What is it?",
        (DZ, "dz = (dscores @ W2.T) * hidden"),
    ),
    edited(
        "relu-of-the-gradient",
        "Negative entries of the gradient are set to 0: the ReLU is applied to the gradient itself.",
        "The mask asks where the unit was above 0 on the way forward, not what sign its gradient "
        "has.",
        (DZ, "dz = np.maximum(0, dscores @ W2.T)"),
        also=(((DZ, "dz = np.maximum(0, dscores @ W2.T) * (hidden > 0)"),),),
    ),
    edited(
        "one-hot-missing",
        "The one-hot is not subtracted: dscores holds the probabilities alone.",
        "Where does y enter your gradients?",
        (DSCORES, "dscores = probs / len(y)"),
    ),
    edited(
        "scores-for-probabilities",
        "The one-hot is subtracted from the scores, where it belongs to the probabilities.",
        "Which of your arrays sums to 1 in each row?",
        (PROBS, "probs = hidden @ W2 + b2"),
    ),
    edited(
        "data-gradient-sign",
        "The data part of every gradient has the wrong sign: one-hot - p for p - one-hot.",
        "Descent goes against the gradient. Which sign lets it raise the right score?",
        (DSCORES, "dscores = (np.eye(len(b2))[y] - probs) / len(y)"),
    ),
    edited(
        "sum-over-everything",
        "The exponentials are divided by the sum of the whole table.",
        "Which should sum to 1, the table or each row of it?",
        (PROBS, "exps = np.exp(hidden @ W2 + b2)\n    probs = exps / np.sum(exps)"),
        also=(
            (
                (
                    PROBS,
                    "scores = hidden @ W2 + b2\n"
                    "    exps = np.exp(scores - np.max(scores, axis=1, keepdims=True))\n"
                    "    probs = exps / np.sum(exps)",
                ),
            ),
        ),
    ),
    edited(
        "biases-averaged-twice",
        "db1 and db2 are means over the examples of what holds the 1/N already.",
        "Where is 1/N applied first? Once is enough.",
        (DB1, "np.mean(dz, axis=0)"),
        (DB2, "np.mean(dscores, axis=0)"),
    ),
    edited(
        "biases-pay-too",
        "The gradients of the biases hold a price; here only the weights pay.",
        "Which arrays stand in the second bracket of the loss?",
        (DB1, "np.sum(dz, axis=0) + reg * b1"),
        (DB2, "np.sum(dscores, axis=0) + reg * b2"),
    ),
    edited(
        "b1-pays-too",
        "The gradient of b1 holds a price; here only the weights pay.",
        "Which arrays stand in the second bracket of the loss?",
        (DB1, "np.sum(dz, axis=0) + reg * b1"),
    ),
    edited(
        "b2-pays-too",
        "The gradient of b2 holds a price; here only the weights pay.",
        "Which arrays stand in the second bracket of the loss?",
        (DB2, "np.sum(dscores, axis=0) + reg * b2"),
    ),
]

MISTAKES = {
    "scalar-autodiff": SCALAR,
    "network-loss": LOSS,
    "train-with-autograd": TRAIN,
    "manual-against-autograd": MANUAL,
}

# ----------------------------------------------------------------------------- styles

MAKER = "other = other if isinstance(other, Var) else Var(other)"


def var(backward, *, product="", exp="", log="", relu=""):
    """A class Var on top of the given one, with these bodies."""
    bodies = {
        "__mul__(self, other)": product
        or f"{MAKER}\nreturn Var(self.value * other.value, (self, other), (other.value, self.value))",
        "exp(self)": exp or "v = np.exp(self.value)\nreturn Var(v, (self,), (v,))",
        "log(self)": log or "return Var(np.log(self.value), (self,), (1.0 / self.value,))",
        "relu(self)": relu
        or "return Var(max(0.0, self.value), (self,), (1.0 if self.value > 0 else 0.0,))",
        "backward(self)": backward,
    }
    methods = (f"    def {head}:\n{indent(body, ' ' * 8)}\n" for head, body in bodies.items())
    return "class Var(Var):\n" + "\n".join(methods) + "\n    __rmul__ = __mul__\n"


SORTED = """self.grad = 1.0
for node in topological_sort(self)[::-1]:
    for k, read in enumerate(node.inbound_nodes):
        read.grad = read.grad + node.slopes[k] * node.grad"""
DEPTH_FIRST = """order, seen = [], set()
def visit(node):
    if node not in seen:
        seen.add(node)
        for read in node.inbound_nodes:
            visit(read)
        order.append(node)
visit(self)
self.grad = 1.0
for node in reversed(order):
    for read, slope in zip(node.inbound_nodes, node.slopes):
        read.grad += slope * node.grad"""
COUNTED = """waits, found = {}, [self]
for node in found:
    for read in node.inbound_nodes:
        if read not in waits:
            found.append(read)
        waits[read] = waits.get(read, 0) + 1
self.grad, ready = 1.0, [self]
while ready:
    node = ready.pop()
    for read, slope in zip(node.inbound_nodes, node.slopes):
        read.grad += slope * node.grad
        waits[read] -= 1
        if not waits[read]:
            ready.append(read)"""
DICT = """grads = {self: 1.0}
for node in reversed(topological_sort(self)):
    node.grad = grads.get(node, 0.0)
    for read, slope in zip(node.inbound_nodes, node.slopes):
        grads[read] = grads.get(read, 0.0) + slope * node.grad"""
MICROGRAD = """class Var:
    def __init__(self, value, children=()):
        self.value, self.grad = value, 0.0
        self._prev, self._back = set(children), lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        out = Var(self.value + other.value, (self, other))
        def back():
            self.grad += out.grad
            other.grad += out.grad
        out._back = back
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        out = Var(self.value * other.value, (self, other))
        def back():
            self.grad += other.value * out.grad
            other.grad += self.value * out.grad
        out._back = back
        return out

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def _of(self, value, slope):
        out = Var(value, (self,))
        def back():
            self.grad += slope * out.grad
        out._back = back
        return out

    def exp(self):
        return self._of(math.exp(self.value), math.exp(self.value))

    def log(self):
        return self._of(math.log(self.value), 1 / self.value)

    def relu(self):
        return self._of(self.value if self.value > 0 else 0.0, float(self.value > 0))

    def backward(self):
        order, seen = [], set()
        def build(v):
            if v not in seen:
                seen.add(v)
                for child in v._prev:
                    build(child)
                order.append(v)
        build(self)
        self.grad = 1.0
        for v in reversed(order):
            v._back()
"""
TAPE = '''TAPE = []


class Var:
    """Every result notes on one tape what is to be done on the way back."""

    def __init__(self, value):
        self.value, self.grad = np.float64(value), np.float64(0)

    def _note(self, value, *pairs):
        made = Var(value)
        TAPE.append((made, pairs))
        return made

    def __add__(self, other):
        if not isinstance(other, Var):
            return self._note(self.value + other, (self, 1))
        return self._note(self.value + other.value, (self, 1), (other, 1))

    __radd__ = __add__

    def __mul__(self, other):
        if not isinstance(other, Var):
            return self._note(self.value * other, (self, other))
        return self._note(self.value * other.value, (self, other.value), (other, self.value))

    __rmul__ = __mul__

    def exp(self):
        return self._note(np.exp(self.value), (self, np.exp(self.value)))

    def log(self):
        return self._note(np.log(self.value), (self, 1 / self.value))

    def relu(self):
        return self._note(self.value * (self.value > 0), (self, self.value > 0))

    def backward(self):
        self.grad += 1
        for made, pairs in reversed(TAPE):
            for read, slope in pairs:
                read.grad += slope * made.grad
        TAPE.clear()
'''

SCALAR_STYLES = [
    Style("by-place", var(SORTED)),
    Style("depth-first", var(DEPTH_FIRST)),
    Style("readers-counted", var(COUNTED)),
    Style("a-dict-of-gradients", var(DICT)),
    Style("closures", "import math\n\n\n" + MICROGRAD),
    Style("one-tape", TAPE),
    Style(
        "python-floats",
        "import math\n\n\n"
        + var(
            SORTED,
            exp="return Var(math.exp(self.value), (self,), (math.exp(self.value),))",
            log="return Var(math.log(self.value), (self,), (self.value**-1,))",
            relu="return self * 1.0 if self.value > 0 else self * 0.0",
        ),
    ),
    Style(
        "numbers-without-a-var",
        var(
            SORTED,
            product="if not isinstance(other, Var):\n"
            "    return Var(self.value * other, [self], [other])\n"
            "return Var(self.value * other.value, [self, other], [other.value, self.value])",
        ),
    ),
    Style("gradients-as-arrays", var(SORTED.replace("self.grad = 1.0", "self.grad = np.ones(1)"))),
]

HEAD = "def network_loss(params, X, y, reg):\n"


def loss(body):
    """A network_loss with this body."""
    return HEAD + indent(body, "    ")


FORWARD = "W1, b1, W2, b2 = params\n"
SQUARES = "0.5 * reg * (np.sum(W1 * W1) + np.sum(W2 * W2))"
LOSS_STYLES = [
    Style(
        "one-hot",
        loss(
            FORWARD + "h = np.maximum(X @ W1 + b1, 0)\ns = h @ W2 + b2\n"
            "s = s - s.max(axis=1, keepdims=True)\nY = np.eye(len(b2))[y]\n"
            f"return np.mean(np.log(np.sum(np.exp(s), 1)) - np.sum(Y * s, 1)) + {SQUARES}"
        ),
    ),
    Style(
        "mask",
        loss(
            FORWARD + "z = np.dot(X, W1) + b1\ns = np.dot(z * (z > 0), W2) + b2\n"
            "m = np.max(s, axis=1)[:, None]\n"
            "L = np.log(np.sum(np.exp(s - m), axis=1)) + m[:, 0] - s[np.arange(len(y)), y]\n"
            f"return np.sum(L) / len(y) + {SQUARES}"
        ),
    ),
    Style(
        "loop-over-examples",
        loss(
            FORWARD + "total = 0.0\nfor x, label in zip(X, y):\n"
            "    s = np.maximum(0, x @ W1 + b1) @ W2 + b2\n    s = s - np.max(s)\n"
            "    total += np.log(np.sum(np.exp(s))) - s[label]\n"
            f"return total / len(y) + {SQUARES}"
        ),
    ),
    Style(
        "log-softmax",
        loss(
            FORWARD + "h = np.where(X @ W1 + b1 > 0, X @ W1 + b1, 0.0)\ns = h @ W2 + b2\n"
            "s = s - np.max(s, axis=1, keepdims=True)\n"
            "logp = s - np.log(np.sum(np.exp(s), axis=1, keepdims=True))\n"
            f"return -np.mean(logp[range(len(y)), y]) + {SQUARES}"
        ),
    ),
    Style(
        "scipy-logsumexp",
        "from autograd.scipy.special import logsumexp\n\n\n"
        + loss(
            FORWARD + "s = np.maximum(0, X @ W1 + b1) @ W2 + b2\n"
            f"return np.mean(logsumexp(s, axis=1) - s[np.arange(len(y)), y]) + {SQUARES}"
        ),
    ),
    Style(
        "pairs-of-scores",
        loss(
            FORWARD + "s = np.maximum(0, X @ W1 + b1) @ W2 + b2\n"
            "right = s[np.arange(len(y)), y][:, None]\nd = s - right\n"
            "m = np.max(d, axis=1)\n"
            f"return np.mean(m + np.log(np.exp(d - m[:, None]).sum(axis=1))) + {SQUARES}"
        ),
    ),
    Style(
        "einsum",
        loss(
            FORWARD + "h = np.maximum(0, np.einsum('nd,dh->nh', X, W1) + b1)\n"
            "s = np.einsum('nh,hc->nc', h, W2) + b2\ns = s - np.max(s, axis=1, keepdims=True)\n"
            "L = np.log(np.sum(np.exp(s), axis=1)) - s[np.arange(len(y)), y]\n"
            "return np.mean(L) + 0.5 * reg * sum(np.sum(W**2) for W in (W1, W2))"
        ),
    ),
    Style(
        "one-number-in-an-array",
        loss(
            FORWARD + "h = np.maximum(0, X @ W1 + b1)\ns = h @ W2 + b2\n"
            "s = s - np.max(s, axis=1, keepdims=True)\n"
            "L = np.log(np.sum(np.exp(s), axis=1)) - s[np.arange(len(y)), y]\n"
            f"return np.reshape(np.mean(L) + {SQUARES}, (1,))"
        ),
    ),
    Style(
        "added-in-place",
        loss(
            "h = np.maximum(0, X @ params[0] + params[1])\ns = h @ params[2] + params[3]\n"
            "s -= np.max(s, axis=1, keepdims=True)\nL = np.log(np.sum(np.exp(s), axis=1))\n"
            "L -= s[np.arange(len(y)), y]\nloss = np.mean(L)\n"
            "for W in params[::2]:\n    loss += 0.5 * reg * np.sum(W**2)\nreturn loss"
        ),
    ),
]

TRAIN_HEAD = "def train_with_autograd(params, X, y, learning_rate, reg, steps):\n"


def train(body):
    """A train_with_autograd with this body."""
    return TRAIN_HEAD + indent(body, "    ")


TRAIN_STYLES = [
    Style(
        "grad-and-loss",
        train(
            "slope = grad(network_loss)\nlosses = []\nfor i in range(steps):\n"
            "    losses.append(network_loss(params, X, y, reg))\n    g = slope(params, X, y, reg)\n"
            "    params = [params[k] - learning_rate * g[k] for k in range(4)]\nreturn params, losses"
        ),
    ),
    Style(
        "made-before",
        "step_of = value_and_grad(network_loss)\n\n\n"
        + train(
            "losses = []\nfor i in range(steps):\n    loss, g = step_of(params, X, y, reg)\n"
            "    losses.append(loss)\n"
            "    params = [p - learning_rate * d for p, d in zip(params, g)]\nreturn params, losses"
        ),
    ),
    Style(
        "in-place-on-copies",
        train(
            "params, losses = [p.copy() for p in params], np.zeros(steps)\nfor i in range(steps):\n"
            "    losses[i], g = value_and_grad(network_loss)(params, X, y, reg)\n"
            "    for p, d in zip(params, g):\n        p -= learning_rate * d\nreturn params, losses"
        ),
    ),
    Style(
        "in-place-on-arguments",
        train(
            "losses = []\nfor i in range(steps):\n"
            "    loss, g = value_and_grad(network_loss)(params, X, y, reg)\n"
            "    losses.append(float(loss))\n"
            "    for p, d in zip(params, g):\n        p -= learning_rate * d\nreturn params, losses"
        ),
    ),
    Style(
        "the-callers-list",
        train(
            "losses = []\nfor i in range(steps):\n"
            "    loss, g = value_and_grad(network_loss)(params, X, y, reg)\n"
            "    losses.append(loss)\n    for k in range(4):\n"
            "        params[k] = params[k] - learning_rate * g[k]\nreturn params, losses"
        ),
    ),
    Style(
        "closure",
        train(
            "def loss_at(p):\n    return network_loss(p, X, y, reg)\n\n"
            "losses, slope = [], grad(loss_at)\nfor i in range(steps):\n"
            "    losses.append(loss_at(params))\n"
            "    params = tuple(p - learning_rate * d for p, d in zip(params, slope(params)))\n"
            "return params, losses"
        ),
    ),
    Style(
        "flattened",
        "from autograd.misc.flatten import flatten\n\n\n"
        + train(
            "theta, back = flatten(params)\nf = value_and_grad(lambda t: network_loss(back(t), X, y, reg))\n"
            "losses = []\nfor i in range(steps):\n    loss, g = f(theta)\n    losses.append(loss)\n"
            "    theta = theta - learning_rate * g\nreturn back(theta), np.array(losses)"
        ),
    ),
]

MANUAL_HEAD = "def manual_gradients(params, X, y, reg):\n    W1, b1, W2, b2 = params\n"


def manual(body):
    """A manual_gradients with this body."""
    return MANUAL_HEAD + indent(body, "    ")


FROM_X = "h = np.maximum(0, X @ W1 + b1)\ns = h @ W2 + b2\n"
SOFTMAX = "P = np.exp(s - s.max(axis=1, keepdims=True))\nP = P / P.sum(axis=1, keepdims=True)\n"
BACK = (
    "dz = (d @ W2.T) * (h > 0)\n"
    "return [X.T @ dz + reg * W1, dz.sum(axis=0), h.T @ d + reg * W2, d.sum(axis=0)]"
)
MANUAL_STYLES = [
    Style(
        "ones-off",
        manual(FROM_X + SOFTMAX + "P[np.arange(len(y)), y] -= 1\nd = P / len(y)\n" + BACK),
    ),
    Style(
        "biases-as-rows",
        manual(
            FROM_X + SOFTMAX + "d = (P - np.eye(len(b2))[y]) / len(y)\ndz = (d @ W2.T) * (h > 0)\n"
            "return [X.T @ dz + reg * W1, dz.sum(axis=0, keepdims=True), "
            "h.T @ d + reg * W2, d.sum(axis=0, keepdims=True)]"
        ),
    ),
    Style(
        "masked-in-place",
        manual(
            FROM_X + SOFTMAX + "d = (P - np.eye(len(b2))[y]) / len(y)\ndz = d @ W2.T\n"
            "dz[h <= 0] = 0\n"
            "return X.T @ dz + reg * W1, dz.sum(0), h.T @ d + reg * W2, d.sum(0)"
        ),
    ),
    Style(
        "loop-over-examples",
        manual(
            "g = [reg * W1, 0 * b1, reg * W2, 0 * b2]\nfor x, label in zip(X, y):\n"
            "    h = np.maximum(0, x @ W1 + b1)\n    s = h @ W2 + b2\n"
            "    p = np.exp(s - s.max())\n    p = p / p.sum()\n    p[label] -= 1\n"
            "    d = p / len(y)\n    dz = (W2 @ d) * (h > 0)\n"
            "    parts = np.outer(x, dz), dz, np.outer(h, d), d\n"
            "    g = [a + b for a, b in zip(g, parts)]\nreturn g"
        ),
    ),
    Style(
        "einsum",
        manual(
            FROM_X + SOFTMAX + "d = (P - np.eye(len(b2))[y]) / len(y)\n"
            "dz = np.einsum('nc,hc->nh', d, W2) * (h > 0)\n"
            "return [np.einsum('nd,nh->dh', X, dz) + reg * W1, dz.sum(0), "
            "np.einsum('nh,nc->hc', h, d) + reg * W2, d.sum(0)]"
        ),
    ),
    Style(
        "divided-last",
        manual(
            FROM_X + SOFTMAX + "d = P - np.eye(len(b2))[y]\ndz = np.where(h > 0, d @ W2.T, 0)\n"
            "N = len(y)\n"
            "return [X.T @ dz / N + reg * W1, dz.mean(0), h.T @ d / N + reg * W2, d.mean(0)]"
        ),
    ),
    Style(
        "float32",
        manual(
            FROM_X + SOFTMAX + "d = ((P - np.eye(len(b2))[y]) / len(y)).astype(np.float32)\n"
            "dz = (d @ W2.T.astype(np.float32)) * (h > 0)\nf = np.float32\n"
            "return [X.T.astype(f) @ dz + f(reg) * W1.astype(f), dz.sum(0), "
            "h.T.astype(f) @ d + f(reg) * W2.astype(f), d.sum(0)]"
        ),
    ),
    Style(
        "column-of-ones",
        manual(
            FROM_X + SOFTMAX + "d = (P - np.eye(len(b2))[y]) / len(y)\ndz = (d @ W2.T) * (h > 0)\n"
            "one = np.ones((1, len(y)))\n"
            "return [X.T @ dz + reg * W1, (one @ dz)[0], h.T @ d + reg * W2, (one @ d)[0]]"
        ),
    ),
]

CORRECT = {
    "scalar-autodiff": SCALAR_STYLES,
    "network-loss": LOSS_STYLES,
    "train-with-autograd": TRAIN_STYLES,
    "manual-against-autograd": MANUAL_STYLES,
}
