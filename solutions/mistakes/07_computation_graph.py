"""Unit 07: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style


def indented(text: str, by: int) -> str:
    """Every line of a text moved to the right."""
    return "\n".join(" " * by + line for line in text.split("\n"))


def node(signature: str, forward: str, backward: str, more: str = "") -> str:
    """An answer cell with a class such as ``Linear(X, W, b)``, its two methods and others."""
    name, reads = signature.removesuffix(")").split("(")
    code = (
        f"class {name}(Node):\n    def __init__(self, {reads}):\n"
        f"        super().__init__([{reads}])\n\n"
        f"    def forward(self):\n{indented(forward, 8)}\n\n"
        f"    def backward(self):\n{indented(backward, 8)}\n"
    )
    return code + (f"\n{indented(more, 4)}\n" if more else "")


def function(signature: str, body: str) -> str:
    """An answer cell: the lines of ``body`` inside ``def signature:``."""
    return f"def {signature}:\n{indented(body, 4)}\n"


# Lines of the reference that several mistakes edit.
VALUE = "self.value = X.value @ W.value + b.value"
DS = "dS = sum(reader.gradients[self] for reader in self.outbound_nodes)"
DX, DW, DB = "X: dS @ W.value.T", "W: X.value.T @ dS", "b: dS.sum(axis=0)"
DS_SIGMOID = "ds = sum(reader.gradients[self] for reader in self.outbound_nodes)"
SLOPE = "self.value * (1 - self.value) * ds"
SIGMOID = "self.value = 1 / (1 + np.exp(-node.value))"
DIFF = "self.diff = np.ravel(a) - np.ravel(y)"
COST = "self.value = np.mean(self.diff**2)"
DA = "da = 2 * self.diff / len(self.diff)"
DY = "y: -da.reshape(y.value.shape)"

# -------------------------------------------------------------------------- the nodes

LAST_READER = (
    "The gradients hold only what the last reader sent back: what the others sent is lost.",
    "In the fork of section 1, x received 4 + 3. What do you do with the second reader's part?",
)
FIRST_READER = (
    "The gradients hold only what the first reader sent back: what the others sent is lost.",
    "outbound_nodes is a list. How many readers does your backward ask?",
)
MEAN_OF_READERS = (
    "What the readers sent back is averaged, where it should be added up.",
    "Move x by a little: two readers move the cost twice, not half as much each. Which sum is it?",
)
NO_UPSTREAM = (
    "What the readers sent back does not enter: your gradients are those of this node alone.",
    "The chain rule multiplies two slopes. Which of them do the readers hold for this node?",
)
KEPT = (
    "The gradients of an earlier batch are still in the sum.",
    "Adding up is right over the readers of one pass. What must be empty when the next one begins?",
)

ADDED_UP_TWICE = (
    "The first reader is counted again with every later one: you add up twice, in a sum and in "
    "gradients as well.",
    "With two readers, how often does your loop add the first one's part to the gradients?",
)
READERS_CHANGED = (
    "backward changes what a reader holds: += or *= writes into the reader's own array.",
    "reader.gradients[self] is the reader's array and no copy. What makes a new array to add into?",
)
INPUTS_OVERWRITTEN = (
    "forward or backward overwrites the value of a node that it reads.",
    "A node sets its own value and no other. Where could the result live instead?",
)
OWN_VALUE_CHANGED = (
    "backward changes the node's own value.",
    "The value belongs to forward. Which line of backward writes into it, perhaps under another "
    "name? s = self.value makes no copy.",
)
OLD_SUM = "{1} = self.kept = getattr(self, 'kept', 0) + {0}"
CHANGES = "for reader in readers[1:]:\n            {0} += reader.gradients[self]"
FIRST = "readers = self.outbound_nodes\n        {0} = readers[0].gradients[self]\n        "

GRAPH_LINEAR = [
    Mistake(
        "added-up-twice",
        *ADDED_UP_TWICE,
        edits=(
            (
                DS,
                "dS = 0\n        self.gradients = {n: 0 for n in (X, W, b)}\n"
                "        for reader in self.outbound_nodes:\n"
                "            dS = dS + reader.gradients[self]\n"
                "            self.gradients[X] = self.gradients[X] + dS @ W.value.T\n"
                "            self.gradients[W] = self.gradients[W] + X.value.T @ dS\n"
                "            self.gradients[b] = self.gradients[b] + dS.sum(axis=0)",
            ),
            ("self.gradients = {X: dS @ W.value.T, W: X.value.T @ dS, b: dS.sum(axis=0)}\n", "\n"),
        ),
    ),
    Mistake(
        "dx-added-up-twice",
        "In the gradient of X the first reader is counted again with every later one: you add up "
        "twice, in a sum and in the gradient as well.",
        ADDED_UP_TWICE[1],
        edits=(
            (
                DS,
                "dS = dX = 0\n        for reader in self.outbound_nodes:\n"
                "            dS = dS + reader.gradients[self]\n"
                "            dX = dX + dS @ W.value.T",
            ),
            (DX, "X: dX"),
        ),
    ),
    Mistake(
        "readers-changed",
        *READERS_CHANGED,
        edits=((DS, f"{FIRST}{CHANGES}".format("dS")),),
    ),
    Mistake(
        "inputs-overwritten",
        *INPUTS_OVERWRITTEN,
        edits=(("axis=0)}", "axis=0)}\n        W.value = W.value - 0.01 * self.gradients[W]"),),
    ),
    Mistake(
        "own-value-changed",
        *OWN_VALUE_CHANGED,
        edits=((DS, f"{DS}\n        self.value = dS"),),
    ),
    Mistake(
        "bias-inside-the-product",
        "The bias is added to W, inside the product, where it should be added to the product.",
        "Each row of the value contains b once. What does X do to a b inside the brackets?",
        edits=((VALUE, "self.value = X.value @ (W.value + b.value)"),),
        also=(
            (
                (VALUE, "self.value = X.value @ (W.value + b.value)"),
                (DX, "X: dS @ (W.value + b.value).T"),
                (DB, "b: (X.value.T @ dS).sum(axis=0)"),
            ),
        ),
    ),
    Mistake(
        "last-reader-only",
        *LAST_READER,
        edits=((DS, "dS = self.outbound_nodes[-1].gradients[self]"),),
    ),
    Mistake(
        "first-reader-only",
        *FIRST_READER,
        edits=((DS, "dS = self.outbound_nodes[0].gradients[self]"),),
    ),
    Mistake(
        "readers-averaged",
        *MEAN_OF_READERS,
        edits=((DS, DS.replace("sum(", "np.mean([").replace("_nodes)", "_nodes], axis=0)")),),
    ),
    Mistake(
        "upstream-forgotten",
        *NO_UPSTREAM,
        edits=((DS, "dS = np.ones(self.value.shape)"),),
        also=(
            ((DS, "dS = np.ones(self.value.shape)"), (DB, "b: np.ones(len(b.value))")),
            (
                (DX, "X: W.value.T"),
                (DW, "W: X.value.T"),
                (DB, "b: np.ones(len(b.value))"),
            ),
        ),
    ),
    Mistake(
        "kept-between-passes",
        *KEPT,
        edits=(
            ("self.gradients = {", "old = self.gradients\n        self.gradients = {"),
            ("axis=0)}", "axis=0)}\n        for n in old: self.gradients[n] += old[n]"),
        ),
        also=(((DS, OLD_SUM.format(DS.replace("dS = ", ""), "dS")),),),
    ),
    Mistake(
        "bias-forgotten",
        "The bias is missing from the value.",
        "The node reads three nodes. Which of them does your forward not use?",
        edits=((VALUE, "self.value = X.value @ W.value"),),
    ),
    Mistake(
        "bias-subtracted",
        "The bias is taken off, where it should be added.",
        "Compare the sign in your forward with the displayed equation.",
        edits=((VALUE, "self.value = X.value @ W.value - b.value"),),
        also=(((VALUE, "self.value = X.value @ W.value - b.value"), (DB, "b: -dS.sum(axis=0)")),),
    ),
    Mistake(
        "db-not-summed",
        "The gradient in b holds one row an example: it is not summed over the batch.",
        "Every row of the value contains the same b. How do N pulls become one row?",
        edits=((DB, "b: dS"),),
    ),
    Mistake(
        "db-averaged",
        "The gradient in b is averaged over the batch, where it should be summed.",
        "The 1/m of the mean stands in the cost node already. Who divides a second time?",
        edits=((DB, "b: dS.mean(axis=0)"),),
    ),
    Mistake(
        "db-wrong-axis",
        "The gradient in b is summed over the columns, where the examples should be summed.",
        "b has one entry a column, so the axis of the columns must survive. Which axis goes?",
        edits=((DB, "b: dS.sum(axis=1)"),),
        also=(((DB, "b: dS.sum(axis=1, keepdims=True)"),),),
    ),
    Mistake(
        "db-one-number",
        "The gradient in b is one number: it is summed over both axes.",
        "b is (C,). Over which of the two axes may you sum?",
        edits=((DB, "b: dS.sum()"),),
    ),
    Mistake(
        "dx-and-dw-transposed",
        "The gradients in X and W are transposed.",
        "A gradient has the shape of its value. Turning a product round also swaps its factors.",
        edits=((DX, "X: W.value @ dS.T"), (DW, "W: dS.T @ X.value")),
    ),
    Mistake(
        "dx-transposed",
        "The gradient in X is transposed: it is (D, N).",
        "(A @ B).T is B.T @ A.T. Which order gives (N, D)?",
        edits=((DX, "X: W.value @ dS.T"),),
    ),
    Mistake(
        "dw-transposed",
        "The gradient in W is transposed: it is (C, D).",
        "(A @ B).T is B.T @ A.T. Which order gives (D, C)?",
        edits=((DW, "W: dS.T @ X.value"),),
    ),
    Mistake(
        "dw-averaged",
        "The gradient in W is divided by N.",
        "The 1/m of the mean stands in the cost node already. Who divides a second time?",
        edits=((DW, "W: X.value.T @ dS / len(dS)"),),
    ),
    Mistake(
        "dw-and-db-averaged",
        "The gradients in W and b are divided by N.",
        "The 1/m of the mean stands in the cost node already. Who divides a second time?",
        edits=((DW, "W: X.value.T @ dS / len(dS)"), (DB, "b: dS.mean(axis=0)")),
    ),
    Mistake(
        "all-averaged",
        "All three gradients, that in X too, are divided by N.",
        "The 1/m of the mean stands in the cost node already. Who divides a second time?",
        edits=((DS, f"{DS} / len(X.value)"),),
    ),
    Mistake(
        "data-without-gradient",
        "The gradient in X is all zeros, as if X were data only.",
        "In a second layer X is the value of another node, which waits for this gradient.",
        edits=((DX, "X: np.zeros(X.value.shape)"),),
    ),
    Mistake(
        "dx-and-dw-swapped",
        "The gradients of X and W have changed places.",
        "Whose gradient contains the other's value: that of X, or that of W?",
        edits=((DX, "W: dS @ W.value.T"), (DW, "X: X.value.T @ dS")),
    ),
    Mistake(
        "sign",
        "All three gradients have the wrong sign.",
        "The gradient points to where the cost grows. The minus of descent comes later: where?",
        edits=((DS, "dS = -sum(reader.gradients[self] for reader in self.outbound_nodes)"),),
    ),
]

TRUE_SLOPE = "np.exp(-node.value) / (1 + np.exp(-node.value)) ** 2"


def other_slopes(value: str, its_slope: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """A wrong value with the slope of the sigmoid, and with its own."""
    wrong = (SIGMOID, f"self.value = {value}")
    return tuple((wrong, (SLOPE, f"{slope} * ds")) for slope in (TRUE_SLOPE, its_slope))


GRAPH_SIGMOID = [
    Mistake(
        "added-up-twice",
        *ADDED_UP_TWICE,
        edits=(
            (
                DS_SIGMOID,
                "ds = 0\n        self.gradients = {node: 0}\n"
                "        for reader in self.outbound_nodes:\n"
                "            ds = ds + reader.gradients[self]\n"
                "            self.gradients[node] = self.gradients[node] + "
                "self.value * (1 - self.value) * ds",
            ),
            (f"self.gradients = {{node: {SLOPE}}}\n", "\n"),
        ),
    ),
    Mistake(
        "readers-changed",
        *READERS_CHANGED,
        edits=((DS_SIGMOID, f"{FIRST}{CHANGES}".format("ds")),),
    ),
    Mistake(
        "inputs-overwritten",
        *INPUTS_OVERWRITTEN,
        edits=((SIGMOID, f"{SIGMOID.replace('self', 'node')}\n        self.value = node.value"),),
    ),
    Mistake(
        "own-value-changed",
        *OWN_VALUE_CHANGED,
        edits=(
            (DS_SIGMOID, f"{DS_SIGMOID}\n        slope = self.value\n        slope *= 1 - slope"),
            (SLOPE, "slope * ds"),
        ),
    ),
    Mistake(
        "brackets-missing",
        "The value is 1 + exp(-z): brackets are missing below the 1, so nothing is divided by it.",
        "Can your value become larger than 1? Python divides before it adds.",
        edits=((SIGMOID, "self.value = 1 / 1 + np.exp(-node.value)"),),
        also=other_slopes("1 / 1 + np.exp(-node.value)", "-np.exp(-node.value)"),
    ),
    Mistake(
        "sigmoid-of-twice-z",
        "The value is the sigmoid of 2 z.",
        "Tanh is a sigmoid too, but twice as steep in z. What should tanh be taken of?",
        edits=((SIGMOID, "self.value = 0.5 * (1 + np.tanh(node.value))"),),
        also=other_slopes("0.5 * (1 + np.tanh(node.value))", "2 * self.value * (1 - self.value)"),
    ),
    Mistake(
        "last-reader-only",
        *LAST_READER,
        edits=((DS_SIGMOID, "ds = self.outbound_nodes[-1].gradients[self]"),),
    ),
    Mistake(
        "first-reader-only",
        *FIRST_READER,
        edits=((DS_SIGMOID, "ds = self.outbound_nodes[0].gradients[self]"),),
    ),
    Mistake(
        "readers-averaged",
        *MEAN_OF_READERS,
        edits=((SLOPE, f"{SLOPE} / len(self.outbound_nodes)"),),
    ),
    Mistake("upstream-forgotten", *NO_UPSTREAM, edits=((DS_SIGMOID, "ds = 1"),)),
    Mistake(
        "kept-between-passes",
        *KEPT,
        edits=((SLOPE, f"{SLOPE} + self.gradients.get(node, 0)"),),
        also=(((DS_SIGMOID, OLD_SUM.format(DS_SIGMOID.replace("ds = ", ""), "ds")),),),
    ),
    Mistake(
        "slope-at-the-activation",
        "The slope is taken at s, where it should be taken at z: a sigmoid too many.",
        "s is the sigmoid of z already. What does the formula do with s, and only that?",
        edits=(
            (SLOPE, "again * (1 - again) * ds"),
            (DS_SIGMOID, f"{DS_SIGMOID}\n        again = 1 / (1 + np.exp(-self.value))"),
        ),
    ),
    Mistake(
        "slope-from-z",
        "The formula s (1 - s) is used with z in the place of s.",
        "Which of the two numbers lies between 0 and 1, so that neither factor is negative?",
        edits=((SLOPE, "node.value * (1 - node.value) * ds"),),
    ),
    Mistake(
        "slope-missing",
        "The slope of the sigmoid is missing: what the readers sent is handed on unchanged.",
        "How much does s move when z moves by a little? That factor belongs in the product.",
        edits=((SLOPE, "1.0 * ds"),),
    ),
    Mistake(
        "slope-of-tanh",
        "The slope is that of tanh: 1 minus the square of s.",
        "Try z = 0: s is 0.5 and the slope 0.25. What does your formula give?",
        edits=((SLOPE, "(1 - self.value**2) * ds"),),
    ),
    Mistake(
        "slope-without-complement",
        "The slope is s alone: the factor 1 - s is missing.",
        "For large z the sigmoid is flat. Does your slope die there?",
        edits=((SLOPE, "self.value * ds"),),
    ),
    Mistake(
        "slope-without-s",
        "The slope is 1 - s alone: the factor s is missing.",
        "For very negative z the sigmoid is flat. Does your slope die there?",
        edits=((SLOPE, "(1 - self.value) * ds"),),
    ),
    Mistake(
        "readers-added-to-one-number",
        "What the readers sent back became one number: all their entries are added up.",
        "np.sum without an axis adds up everything. Which shape should ds have?",
        edits=((DS_SIGMOID, "ds = np.sum([n.gradients[self] for n in self.outbound_nodes])"),),
    ),
    Mistake(
        "slope-squared",
        "The slope is s squared, where the second factor should be 1 - s.",
        "For large z the sigmoid is flat. Does your slope die there?",
        edits=((SLOPE, "self.value * self.value * ds"),),
    ),
    Mistake(
        "sign",
        "The gradient has the wrong sign.",
        "The sigmoid rises everywhere. Can its slope be negative?",
        edits=((SLOPE, f"-{SLOPE}"),),
    ),
    Mistake(
        "exponent-sign",
        "The value falls where it should rise: the sign in the exponent is turned round.",
        "For large z the value should come close to 1. What does e to the z do there?",
        edits=((SIGMOID, "self.value = 1 / (1 + np.exp(node.value))"),),
        also=(
            (
                (SIGMOID, "self.value = 1 / (1 + np.exp(node.value))"),
                (SLOPE, f"-{SLOPE}"),
            ),
        ),
    ),
    Mistake(
        "tanh",
        "Value and slope are those of tanh.",
        "Tanh runs from -1 to 1. Between which numbers should the value lie?",
        edits=((SIGMOID, "self.value = np.tanh(node.value)"), (SLOPE, "(1 - self.value**2) * ds")),
    ),
    Mistake(
        "value-of-tanh",
        "The value is that of tanh, but the slope is not: it is still that of a sigmoid.",
        "Tanh runs from -1 to 1. Between which numbers should the value lie?",
        edits=((SIGMOID, "self.value = np.tanh(node.value)"),),
        also=other_slopes("np.tanh(node.value)", "(self.value - self.value**2)")[:1],
    ),
    Mistake(
        "one-missing",
        "The value is 1 over the exponential: the 1 + below is missing.",
        "Can your value become larger than 1?",
        edits=((SIGMOID, "self.value = 1 / np.exp(-node.value)"),),
        also=other_slopes("1 / np.exp(-node.value)", "self.value"),
    ),
]

# ------------------------------------------------------------------------- the bug hunt

MSE_CLASS = "MSE(y, a)"
BOTH = "y, a = (node.value for node in self.inbound_nodes)\n"
NODES = "y, a = self.inbound_nodes\n"
ONCE = "if not hasattr(self, 'diff'):\n    "

GRAPH_MSE = [
    Mistake(
        "both-bugs",
        "Both bugs are still there: the difference is kept from the first batch, and a row meets "
        "a column.",
        "Begin with the difference: when is it taken, and when should it be?",
        code=node(
            MSE_CLASS,
            f"{BOTH}{ONCE}self.diff = a - y\nself.value = np.mean((a - y) ** 2)",
            f"{NODES}da = 2 * self.diff / len(self.diff)\nself.gradients = {{y: -da, a: da}}",
        ),
        also=(
            node(
                MSE_CLASS,
                f"{BOTH}{ONCE}self.diff = a - y\nself.value = np.mean(self.diff**2)",
                f"{NODES}da = 2 * self.diff / len(self.diff)\nself.gradients = {{y: -da, a: da}}",
            ),
        ),
    ),
    Mistake(
        "first-batch-kept",
        "The gradients belong to the first batch: the difference is taken once and never again.",
        "y and a change with each batch. Which line must run in every forward pass?",
        edits=(
            (
                DIFF,
                "diff = np.ravel(a) - np.ravel(y)\n        if self.diff is None:\n            "
                "self.diff = diff",
            ),
            (COST, "self.value = np.mean(diff**2)"),
        ),
    ),
    Mistake(
        "all-from-the-first-batch",
        "Value and gradients belong to the first batch: the difference is never taken again.",
        "y and a change with each batch. Which line must run in every forward pass?",
        edits=((DIFF, f"if self.diff is None:\n            {DIFF}"),),
    ),
    Mistake(
        "broadcast-to-square",
        "A row, (m,), met a column, (m, 1), and numpy subtracted every pair of them.",
        "Print the shapes of y, a and of their difference. What must happen before the minus?",
        code=node(
            MSE_CLASS,
            f"{BOTH}self.diff = a - y\nself.value = np.mean(self.diff**2)",
            f"{NODES}da = 2 * self.diff / len(self.diff)\nself.gradients = {{y: -da, a: da}}",
        ),
        also=(
            node(
                MSE_CLASS,
                f"{BOTH}self.diff = a - y\nself.value = np.mean(self.diff**2)",
                f"{NODES}da = 2 * self.diff / self.diff.size\nself.gradients = {{y: -da, a: da}}",
            ),
            node(
                MSE_CLASS,
                f"{BOTH}self.diff = a - y\nself.value = np.sum(self.diff**2) / len(self.diff)",
                f"{NODES}da = 2 * self.diff / len(self.diff)\nself.gradients = {{y: -da, a: da}}",
            ),
        ),
    ),
    Mistake(
        "value-from-a-square",
        "The gradients use a difference of equal shapes, but the value does not: a row still "
        "meets a column there.",
        "You have repaired a difference. What does the line of the value subtract?",
        edits=((COST, "self.value = np.mean((a - y) ** 2)"),),
        also=(((COST, "self.value = np.sum((a - y) ** 2) / len(a)"),),),
    ),
    Mistake(
        "values-made-columns",
        "forward overwrites the values of the nodes that it reads: they are columns afterwards.",
        "A node sets its own value and no other. Where could the column live for a moment?",
        edits=(
            (
                DIFF,
                "for node in self.inbound_nodes:\n"
                "            node.value = node.value.reshape(-1, 1)\n"
                f"        {DIFF}",
            ),
        ),
    ),
    Mistake(
        "values-made-flat",
        "forward overwrites the values of the nodes that it reads: they are flat afterwards.",
        "A node sets its own value and no other. Where could the flat array live for a moment?",
        edits=(
            (
                DIFF,
                "for node in self.inbound_nodes:\n"
                "            node.value = node.value.ravel()\n"
                f"        {DIFF}",
            ),
        ),
    ),
    Mistake(
        "gradients-in-the-shape-of-a",
        "Both gradients have the shape of a's value, also where y's has another.",
        "gradients[y] has the shape of y.value. What gives an array another shape?",
        edits=((DY, "y: -da.reshape(a.value.shape)"),),
    ),
    Mistake(
        "gradients-in-the-shape-of-y",
        "Both gradients have the shape of y's value, also where a's has another.",
        "gradients[a] has the shape of a.value. What gives an array another shape?",
        edits=(("a: da.reshape(a.value.shape)", "a: da.reshape(y.value.shape)"),),
    ),
    Mistake(
        "gradients-as-columns",
        "The gradients are columns, (m, 1), also where the value of their node is (m,).",
        "gradients[n] has the shape of n.value. Which two shapes may n.value have here?",
        edits=((DY, "y: -da.reshape(-1, 1)"), ("a: da.reshape(a.value.shape)", "a: da[:, None]")),
    ),
    Mistake(
        "gradients-flat",
        "The gradients are flat, (m,), also where the value of their node is a column, (m, 1).",
        "gradients[n] has the shape of n.value. Which two shapes may n.value have here?",
        edits=((DY, "y: -da"), ("a: da.reshape(a.value.shape)", "a: da")),
    ),
    Mistake(
        "signs-swapped",
        "The two gradients have each other's sign.",
        "Where a is too large, the cost grows with a. Is your gradient in a positive there?",
        edits=((DA, "da = -2 * self.diff / len(self.diff)"),),
    ),
    Mistake(
        "one-sign-for-both",
        "Both gradients have the same sign.",
        "Differentiate a - y once in a and once in y. Which of the two has a minus?",
        edits=((DY, "y: da.reshape(y.value.shape)"),),
        also=(((DA, f"{DA} * -1"), (DY, "y: da.reshape(y.value.shape)")),),
    ),
    Mistake(
        "target-without-gradient",
        "The gradient in y is all zeros.",
        "To the node, y is a value like a. How does the cost change when y moves?",
        edits=((DY, "y: np.zeros(y.value.shape)"),),
    ),
    Mistake(
        "gradient-without-two",
        "The factor 2 of the square is missing from both gradients.",
        "What comes down from the exponent when you differentiate a square?",
        edits=((DA, "da = self.diff / len(self.diff)"),),
    ),
    Mistake(
        "gradient-not-averaged",
        "The gradients are not divided by m, while the value is a mean.",
        "What happens to the factor 1/m when you differentiate?",
        edits=((DA, "da = 2 * self.diff"),),
    ),
    Mistake(
        "loss-not-averaged",
        "The value is a sum, while the gradients are those of a mean.",
        "Compare forward with the displayed equation: what stands in front of the sum?",
        edits=((COST, "self.value = np.sum(self.diff**2)"),),
    ),
    Mistake(
        "sum-convention",
        "Value and gradients are those of a sum, and they fit each other, but this course takes "
        "means.",
        "Nothing is wrong in your derivatives. Which one factor turns both into means?",
        edits=((COST, "self.value = np.sum(self.diff**2)"), (DA, "da = 2 * self.diff")),
        carries=True,
    ),
    Mistake(
        "half-mean-convention",
        "Value and gradients are those of half the mean square: many books do so, this page does "
        "not.",
        "Nothing is wrong in your derivatives. What does the equation have in front of the sum?",
        edits=(
            (COST, "self.value = np.mean(self.diff**2) / 2"),
            (DA, "da = self.diff / len(self.diff)"),
        ),
        carries=True,
    ),
    Mistake(
        "not-squared",
        "The value is the mean difference: nothing is squared, so misses up and down cancel.",
        "Could your value become negative? A sum of squares never does.",
        edits=((COST, "self.value = np.mean(self.diff)"),),
        also=(((COST, "self.value = -np.mean(self.diff)"),),),
    ),
    Mistake(
        "absolute-for-square",
        "The value is the mean of the absolute differences: they are not squared.",
        "Miss one number by 2, and then by 4: how much more should that cost?",
        edits=((COST, "self.value = np.mean(np.abs(self.diff))"),),
        also=(
            (
                (COST, "self.value = np.mean(np.abs(self.diff))"),
                (DA, "da = np.sign(self.diff) / len(self.diff)"),
            ),
        ),
    ),
    Mistake(
        "root-mean-square",
        "The value is the root of the mean square, while the gradients are those of the mean.",
        "Does the equation take a root at the end?",
        edits=((COST, "self.value = np.sqrt(np.mean(self.diff**2))"),),
    ),
]

# --------------------------------------------------------------------- order and passes

SORT = "topological_sort(feed_dict)"
APPEND = "order.append(reader)"
ASKED = "if reader not in order and all(n in order for n in reader.inbound_nodes):"
RETURN = "return order"

TOPOLOGICAL_SORT = [
    Mistake(
        "reads-too-early",
        "A node comes before another that it reads: it does not wait for all of them.",
        "total, in section 1, reads two nodes. After the first of them, may it join? Whose "
        "inbound_nodes does your test look at, the node's or the reader's?",
        edits=((ASKED, "if reader not in order:"),),
    ),
    Mistake(
        "nodes-repeated",
        "Some nodes stand in the order more than once.",
        "A reader is met once for every node that it reads. What do you ask before it joins? A set "
        "that you ask must grow with the list.",
        edits=((ASKED, "if all(n in order for n in reader.inbound_nodes):"),),
    ),
    Mistake(
        "inputs-left-out",
        "The inputs are not in the order.",
        "An Input has a backward of its own, which must run. Where does the list begin?",
        edits=((RETURN, "return order[len(feed_dict):]"),),
    ),
    Mistake(
        "end-left-out",
        "The last node, the cost, is not in the order.",
        "No node reads the cost. Does it join the list all the same?",
        edits=((APPEND, "order.extend([reader] if reader.outbound_nodes else [])"),),
    ),
    Mistake(
        "nodes-missing",
        "Nodes in the middle of the graph are missing: not all readers are followed, as where only "
        "each node's first one is.",
        "A node may have several readers. How many of them do you look at?",
        edits=(("in node.outbound_nodes:", "in node.outbound_nodes[:1]:"),),
    ),
    Mistake(
        "walk-ends-early",
        "The walk ends too early: behind the inputs and their readers, no node is in the order.",
        "Does a reader wait for values? Nothing is computed yet: it waits for nodes to be in the "
        "list. Or does a return stand inside a loop? Or do you walk along a copy, or as far as the "
        "list was long at the beginning?",
        edits=((APPEND, f"{APPEND}\n        return order"),),
    ),
    Mistake(
        "only-inputs",
        "Only the inputs are in the order: no reader has joined.",
        "Which line lets a reader join, and when is it reached? Ask for each inbound node by "
        "itself: a whole list is never an element of order.",
        edits=((APPEND, "pass"),),
    ),
    Mistake(
        "order-empty",
        "The order is empty.",
        "The list begins with what is in feed_dict. Is anything left in it by then?",
        edits=(
            (
                "for node, value in feed_dict.items():\n        node.value = value",
                "for node in list(feed_dict):\n        node.value = feed_dict.pop(node)",
            ),
        ),
    ),
    Mistake(
        "order-reversed",
        "The order is turned round: the cost comes first.",
        "Which nodes can be computed at the very beginning? They belong in front.",
        edits=((RETURN, "return order[::-1]"),),
    ),
    Mistake(
        "values-not-set",
        "The order is right, but the inputs still hold their old values.",
        "feed_dict maps each input to a value. Where should that value go?",
        edits=(("node.value = value", "pass"),),
    ),
    Mistake(
        "graph-consumed",
        "The order is right, but afterwards the graph has lost its edges: backward will find no "
        "readers.",
        "Do you remove nodes from outbound_nodes? Count in a structure of your own.",
        edits=((RETURN, "for node in order: node.outbound_nodes = []\n    return order"),),
    ),
    Mistake(
        "reads-consumed",
        "The order is right, but afterwards the nodes no longer know what they read: forward "
        "will fail.",
        "Do you remove nodes from inbound_nodes? Count in a structure of your own.",
        edits=(
            (
                ASKED,
                "reader.inbound_nodes.remove(node)\n"
                "            if reader not in order and not reader.inbound_nodes:",
            ),
        ),
    ),
]

BACK = "in reversed(graph):"
THERE = "in graph:\n        node.forward()"

FORWARD_AND_BACKWARD = [
    Mistake(
        "backward-in-forward-order",
        "backward runs along the order, where it should run against it: nodes ask readers that "
        "have not been there yet.",
        "In the fork of section 1, which node went first on the way back? And were all values "
        "there by then?",
        edits=((BACK, "in graph:"),),
    ),
    Mistake(
        "forward-in-reverse",
        "forward runs against the order: nodes read values that are not there yet.",
        "Which node can be computed first?",
        edits=((THERE, "in reversed(graph):\n        node.forward()"),),
    ),
    Mistake(
        "no-backward",
        "backward never reaches the inputs: they keep the gradients of an older batch.",
        "Does your second loop run, and over the inputs as well? A method that is named without "
        "its brackets is not called.",
        edits=(("node.backward()", "pass"),),
    ),
    Mistake(
        "no-forward",
        "forward never runs: the nodes still hold the values of an older batch.",
        "Which loop is missing? A method that is named without its brackets is not called.",
        edits=(("node.forward()", "pass"),),
    ),
    Mistake(
        "nothing-runs",
        "Neither forward nor backward has run: all nodes are as they were.",
        "A method that is named without its brackets is not called. Or does a return end a loop?",
        edits=(("node.forward()", "node.forward"), ("node.backward()", "node.backward")),
    ),
    Mistake(
        "cost-not-computed",
        "The last node is left out of the forward pass, so the cost is that of an older batch.",
        "range and slices stop before their end. Does yours reach the last node?",
        edits=((THERE, "in graph[:-1]:\n        node.forward()"),),
    ),
    Mistake(
        "cost-left-out-on-the-way-back",
        "The last node is left out on the way back, so everything rests on an older gradient.",
        "The cost is the first to go on the way back. Where does your slice begin?",
        edits=((BACK, "in graph[-2::-1]:"),),
    ),
    Mistake(
        "first-node-left-out-on-the-way-back",
        "The first node is left out on the way back: its gradient is that of an older batch.",
        "A slice or a range stops before its end. Where does yours stop?",
        edits=((BACK, "in graph[:0:-1]:"),),
    ),
    Mistake(
        "only-the-last-node",
        "Only the last node is visited, forward and back: all others are as they were.",
        "Each of the two walks calls a method of every node. What makes a walk out of one call?",
        edits=((THERE, "in graph[-1:]:\n        node.forward()"), (BACK, "in graph[-1:]:")),
    ),
    Mistake(
        "graph-emptied",
        "The list of nodes is shorter after the call: the next one will miss those nodes.",
        "pop takes a node out of the list that you were given. What walks backwards and leaves the "
        "list as it is?",
        edits=(
            (
                "for node in reversed(graph):\n        node.backward()",
                "while graph:\n        graph.pop().backward()",
            ),
        ),
    ),
    Mistake(
        "graph-turned-round",
        "The first call is right, but it leaves the list turned round, so the second goes wrong.",
        "graph.reverse() changes the list that you were given. What walks backwards without that?",
        edits=((BACK, "in graph.reverse() or graph:"),),
    ),
]

MOVED = "node.value = node.value - learning_rate * node.gradients[node]"

OTHER_RATES = ("1e-1", "1.0", "0.5", "0.3", "0.2", "0.05", "0.03", "0.02", "0.005", "1e-4", "10.0")

SGD_UPDATE = [
    Mistake(
        "uphill",
        "The step goes along the gradient, so it climbs.",
        "The gradient points to where the cost grows. Which way do you want to go?",
        edits=((MOVED, MOVED.replace(" - ", " + ")),),
    ),
    Mistake(
        "learning-rate-forgotten",
        "The learning rate is missing from the step.",
        "How far does your step go when the rate is halved?",
        edits=((MOVED, "node.value = node.value - node.gradients[node]"),),
    ),
    Mistake(
        "rate-not-used",
        "The step is that of the rate 0.01, whatever learning_rate is.",
        "learning_rate is an argument; 0.01 is what it is when left out. Where do you use it?",
        edits=((MOVED, MOVED.replace("learning_rate", "0.01")),),
    ),
    Mistake(
        "value-not-stored",
        "The new values are computed and not stored: the nodes are as they were.",
        "A variable of your own forgets when the function ends. Where must the result live?",
        edits=((MOVED, f"value = {MOVED.split(' = ')[1]}"),),
    ),
    Mistake(
        "first-node-only",
        "Only the first trainable moves.",
        "What ends your loop after its first round?",
        edits=((MOVED, f"{MOVED}\n        break"),),
    ),
    Mistake(
        "only-the-step-is-left",
        "The values are replaced by the step alone.",
        "Where does the step begin? The old value must stand on the right as well.",
        edits=((MOVED, MOVED.replace("= node.value -", "= -")),),
    ),
    Mistake(
        "step-for-value",
        "The values are replaced by the rate times the gradient.",
        "Where does the step begin, and in which direction does it go?",
        edits=((MOVED, "node.value = learning_rate * node.gradients[node]"),),
    ),
    Mistake(
        "another-default",
        "With the rate left out, the step has another length than at the rate 1e-2.",
        "Compare the first line of your function with the one that was given.",
        edits=(("learning_rate=1e-2", "learning_rate=1e-3"),),
        also=tuple(((("learning_rate=1e-2", f"learning_rate={rate}")),) for rate in OTHER_RATES),
    ),
    Mistake(
        "averaged-again",
        "The step is divided by the number of rows, although the cost is a mean already.",
        "Where was 1/m applied first? Once is enough.",
        edits=((MOVED, f"{MOVED} / len(node.value)"),),
    ),
]

MISTAKES = {
    "graph-linear": GRAPH_LINEAR,
    "graph-sigmoid": GRAPH_SIGMOID,
    "graph-mse": GRAPH_MSE,
    "topological-sort": TOPOLOGICAL_SORT,
    "forward-and-backward": FORWARD_AND_BACKWARD,
    "sgd-update": SGD_UPDATE,
}

# ------------------------------------------------------------------------ right answers

LINEAR = "Linear(X, W, b)"
ARRAYS = "X, W, b = (n.value for n in self.inbound_nodes)\n"
PLAIN = "X, W, b = self.inbound_nodes\nself.value = np.dot(X.value, W.value) + b.value"
THREE = "X, W, b = self.inbound_nodes\n"
SUMMED = "dS = sum(n.gradients[self] for n in self.outbound_nodes)\n"

LINEAR_STYLES = [
    Style(
        "zeros-and-in-place",
        node(
            LINEAR,
            PLAIN,
            "self.gradients = {n: np.zeros_like(n.value) for n in self.inbound_nodes}\n"
            "X, W, b = self.inbound_nodes\nfor n in self.outbound_nodes:\n"
            "    dS = n.gradients[self]\n    self.gradients[X] += np.dot(dS, W.value.T)\n"
            "    self.gradients[W] += np.dot(X.value.T, dS)\n"
            "    self.gradients[b] += np.sum(dS, axis=0, keepdims=False)",
        ),
    ),
    Style(
        "einsum",
        node(
            LINEAR,
            f"{ARRAYS}self.value = np.einsum('nd,dc->nc', X, W) + b",
            f"{THREE}{SUMMED}self.gradients = {{\n    X: np.einsum('nc,dc->nd', dS, W.value),\n"
            "    W: np.einsum('nd,nc->dc', X.value, dS),\n    b: np.einsum('nc->c', dS),\n}",
        ),
    ),
    Style(
        "loops",
        node(
            LINEAR,
            f"{ARRAYS}self.value = np.array([[row @ W[:, c] + b[c] for c in range(len(b))] "
            "for row in X])",
            f"{THREE}{SUMMED}dX, dW, db = (np.zeros(n.value.shape) for n in (X, W, b))\n"
            "for i, row in enumerate(X.value):\n    for c, g in enumerate(dS[i]):\n"
            "        dX[i] += g * W.value[:, c]\n        dW[:, c] += g * row\n        db[c] += g\n"
            "self.gradients = {X: dX, W: dW, b: db}",
        ),
    ),
    Style(
        "bias-of-shape-1-c",
        node(
            LINEAR,
            PLAIN,
            f"{THREE}{SUMMED}self.gradients[X] = dS.dot(W.value.T)\n"
            "self.gradients[W] = X.value.T.dot(dS)\n"
            "self.gradients[b] = dS.sum(axis=0, keepdims=True)",
        ),
    ),
    Style(
        "ones-matrix-product",
        node(
            LINEAR,
            f"{ARRAYS}self.A = np.column_stack([X, np.ones(len(X))])\n"
            "self.value = self.A @ np.vstack([W, b])",
            f"{THREE}dS = np.sum([n.gradients[self] for n in self.outbound_nodes], axis=0)\n"
            "both = self.A.T @ dS\n"
            "self.gradients = {X: (W.value @ dS.T).T, W: both[:-1], b: both[-1]}",
        ),
    ),
    Style(
        "float32",
        node(
            LINEAR,
            "X, W, b = (n.value.astype(np.float32) for n in self.inbound_nodes)\n"
            "self.value = X @ W + b",
            f"{THREE}{SUMMED}dS = dS.astype(np.float32)\n"
            "self.gradients = {X: dS @ W.value.T.astype(np.float32),\n"
            "    W: X.value.T.astype(np.float32) @ dS, b: dS.sum(0)}",
        ),
    ),
    Style(
        "reader-by-reader",
        node(
            LINEAR,
            PLAIN,
            "self.gradients = {}\nfor n in self.outbound_nodes:\n    g = n.gradients[self]\n"
            "    parts = self.products(g)\n    for node, part in zip(self.inbound_nodes, parts):\n"
            "        self.gradients[node] = self.gradients.get(node, 0) + part",
            "def products(self, g):\n    X, W, b = self.inbound_nodes\n"
            "    return g @ W.value.T, X.value.T @ g, g.sum(axis=0)",
        ),
    ),
    Style(
        "values-kept-in-self",
        node(
            LINEAR,
            f"{ARRAYS}self.seen = X, W\nself.value = np.matmul(X, W) + np.tile(b, (len(X), 1))",
            f"{THREE}total = np.zeros(self.value.shape)\nfor n in self.outbound_nodes:\n"
            "    total = total + n.gradients[self]\nx, w = self.seen\n"
            "self.gradients = dict(zip(self.inbound_nodes, (total @ w.T, x.T @ total, "
            "np.ones(len(x)) @ total)))",
        ),
    ),
    Style(
        "broadcast-and-sum",
        node(
            LINEAR,
            f"{ARRAYS}self.value = (X[:, :, None] * W[None]).sum(axis=1) + b",
            f"{THREE}{SUMMED}dS = dS[:, None, :]\n"
            "self.gradients = {X: (dS * W.value).sum(axis=2),\n"
            "    W: (X.value[:, :, None] * dS).sum(axis=0), b: dS.sum(axis=(0, 1))}",
        ),
    ),
    Style(
        "comprehensions",
        node(
            LINEAR,
            f"{ARRAYS}self.value = np.stack([X @ w + bias for w, bias in zip(W.T, b)], axis=1)",
            f"{THREE}{SUMMED}self.gradients = {{\n"
            "    X: np.array([[g @ w for w in W.value] for g in dS]),\n"
            "    W: np.array([[x @ g for g in dS.T] for x in X.value.T]),\n"
            "    b: np.array([sum(g) for g in dS.T]),\n}",
        ),
    ),
    Style(
        "in-place-on-a-copy",
        node(
            LINEAR,
            f"{ARRAYS}self.value = np.tensordot(X, W, axes=1)\nself.value += b",
            "first, *others = [n.gradients[self] for n in self.outbound_nodes]\n"
            "dS = first.copy()\nfor other in others:\n    dS += other\n"
            "X, W, b = self.inbound_nodes\nself.gradients.clear()\n"
            "self.gradients[b] = np.add.reduce(dS)\n"
            "self.gradients[W] = np.tensordot(X.value, dS, axes=(0, 0))\n"
            "self.gradients[X] = np.inner(dS, W.value)",
        ),
    ),
]

SIG = "Sigmoid(node)"
FROM = "self.value = 1 / (1 + np.exp(-self.inbound_nodes[0].value))"
TOTAL = "ds = sum(n.gradients[self] for n in self.outbound_nodes)\n"

SIGMOID_STYLES = [
    Style(
        "zeros-and-in-place",
        node(
            SIG,
            "self.value = self._sigmoid(self.inbound_nodes[0].value)",
            "self.gradients = {n: np.zeros_like(n.value) for n in self.inbound_nodes}\n"
            "for n in self.outbound_nodes:\n    s = self.value\n"
            "    self.gradients[self.inbound_nodes[0]] += s * (1 - s) * n.gradients[self]",
            "def _sigmoid(self, x):\n    return 1.0 / (1.0 + np.exp(-x))",
        ),
    ),
    Style(
        "through-tanh",
        node(
            SIG,
            "self.value = 0.5 * (1 + np.tanh(self.inbound_nodes[0].value / 2))",
            f"{TOTAL}self.gradients[self.inbound_nodes[0]] = ds * (self.value - self.value**2)",
        ),
    ),
    Style(
        "two-sided",
        node(
            SIG,
            "z = self.inbound_nodes[0].value\nsmall = np.exp(-np.abs(z))\n"
            "self.value = np.where(z >= 0, 1.0, small) / (1 + small)",
            f"{TOTAL}self.gradients = {{self.inbound_nodes[0]: "
            "np.multiply(ds, self.value) * (1.0 - self.value)}",
        ),
    ),
    Style(
        "slope-from-z",
        node(
            SIG,
            FROM,
            f"{TOTAL}z = self.inbound_nodes[0].value\n"
            "self.gradients = {self.inbound_nodes[0]: ds * np.exp(-z) / (1 + np.exp(-z)) ** 2}",
        ),
    ),
    Style(
        "loops",
        node(
            SIG,
            "z = self.inbound_nodes[0].value\nself.value = np.zeros(z.shape)\n"
            "for i in np.ndindex(z.shape):\n    self.value[i] = 1 / (1 + np.exp(-z[i]))",
            f"{TOTAL}dz = ds.copy()\nfor i in np.ndindex(dz.shape):\n"
            "    dz[i] *= self.value[i] * (1 - self.value[i])\n"
            "self.gradients = {self.inbound_nodes[0]: dz}",
        ),
    ),
    Style(
        "float32",
        node(
            SIG,
            "z = self.inbound_nodes[0].value.astype(np.float32)\nself.value = 1 / (1 + np.exp(-z))",
            f"{TOTAL}ds = ds.astype(np.float32)\n"
            "self.gradients = {self.inbound_nodes[0]: ds * self.value * (1 - self.value)}",
        ),
    ),
    Style(
        "slope-stored-forward",
        node(
            SIG,
            f"{FROM}\nself.slope = self.value * (1 - self.value)",
            "held = np.stack([n.gradients[self] for n in self.outbound_nodes])\n"
            "self.gradients = {n: (held * self.slope).sum(axis=0) for n in self.inbound_nodes}",
        ),
    ),
    Style(
        "comprehensions",
        node(
            SIG,
            "z = self.inbound_nodes[0].value\n"
            "self.value = np.array([[1 / (1 + np.exp(-v)) for v in row] for row in z])",
            f"{TOTAL}pairs = [zip(s, d) for s, d in zip(self.value, ds)]\n"
            "dz = np.array([[s * (1 - s) * d for s, d in pair] for pair in pairs])\n"
            "self.gradients = dict.fromkeys(self.inbound_nodes, dz)",
        ),
    ),
    Style(
        "log-of-the-sum",
        node(
            SIG,
            "(source,) = self.inbound_nodes\nself.value = np.exp(-np.logaddexp(0, -source.value))",
            f"(source,) = self.inbound_nodes\n{TOTAL}"
            "self.gradients = {source: ds * self.value * np.exp(-np.logaddexp(0, source.value))}",
        ),
    ),
    Style(
        "in-place-on-copies",
        node(
            SIG,
            "s = self.inbound_nodes[0].value.copy()\ns *= -1\nnp.exp(s, out=s)\ns += 1\n"
            "self.value = np.reciprocal(s)",
            "dz = np.zeros(self.value.shape)\nfor n in self.outbound_nodes:\n"
            "    dz += n.gradients[self]\ndz *= self.value\ndz *= 1 - self.value\n"
            "self.gradients = {self.inbound_nodes[0]: dz}",
        ),
    ),
    Style(
        "einsum-over-readers",
        node(
            SIG,
            "z = self.inbound_nodes[0].value\nself.value = np.exp(z) / (np.exp(z) + 1)",
            "held = np.array([n.gradients[self] for n in self.outbound_nodes])\n"
            "dz = np.einsum('rnh,nh,nh->nh', held, self.value, 1 - self.value)\n"
            "self.gradients[self.inbound_nodes[0]] = dz",
        ),
    ),
]

MSE_STYLES = [
    Style(
        "columns",
        node(
            MSE_CLASS,
            "y = self.inbound_nodes[0].value.reshape(-1, 1)\n"
            "a = self.inbound_nodes[1].value.reshape(-1, 1)\nself.m = y.shape[0]\n"
            "self.diff = y - a\nself.value = np.mean(self.diff**2)",
            "y, a = self.inbound_nodes\n"
            "self.gradients[y] = ((2 / self.m) * self.diff).reshape(y.value.shape)\n"
            "self.gradients[a] = ((-2 / self.m) * self.diff).reshape(a.value.shape)",
        ),
    ),
    Style(
        "nothing-stored",
        node(
            MSE_CLASS,
            f"{BOTH}self.value = np.mean((a.ravel() - y.ravel()) ** 2)",
            f"{NODES}d = a.value.ravel() - y.value.ravel()\n"
            "self.gradients = {y: (-2 * d / d.size).reshape(np.shape(y.value)),\n"
            "    a: (2 * d / d.size).reshape(np.shape(a.value))}",
        ),
    ),
    Style(
        "python-scalars",
        node(
            MSE_CLASS,
            f"{BOTH}self.pairs = list(zip(y.ravel(), a.ravel()))\n"
            "self.value = sum((q - p) ** 2 for p, q in self.pairs) / len(self.pairs)",
            f"{NODES}da = [2 * (q - p) / len(self.pairs) for p, q in self.pairs]\n"
            "self.gradients = {a: np.reshape(da, a.value.shape),\n"
            "    y: -np.reshape(da, y.value.shape)}",
        ),
    ),
    Style(
        "reshaped-to-the-other",
        node(
            MSE_CLASS,
            f"{BOTH}self.diff = a - y.reshape(a.shape)\nself.value = (self.diff**2).mean()",
            f"{NODES}da = 2 * self.diff / self.diff.size\n"
            "self.gradients = {y: -1 * da.reshape(y.value.shape), a: da}",
        ),
    ),
    Style(
        "dot-product",
        node(
            MSE_CLASS,
            f"{BOTH}d = np.ravel(a - np.reshape(y, a.shape))\nself.d = d\n"
            "self.value = np.dot(d, d) / len(d)",
            "for n, sign in zip(self.inbound_nodes, (-1, 1)):\n"
            "    self.gradients[n] = sign * 2 / len(self.d) * self.d.reshape(n.value.shape)",
        ),
    ),
    Style(
        "value-of-shape-1",
        node(
            MSE_CLASS,
            f"{BOTH}self.diff = y.flatten() - a.flatten()\n"
            "self.value = np.array([np.average(np.square(self.diff))])",
            f"{NODES}g = np.zeros(self.diff.size)\ng -= self.diff\ng *= 2 / g.size\n"
            "self.gradients = {y: np.resize(-g, y.value.shape), a: np.resize(g, a.value.shape)}",
        ),
    ),
    Style(
        "float32",
        node(
            MSE_CLASS,
            f"{BOTH}self.diff = np.float32(a.ravel()) - np.float32(y.ravel())\n"
            "self.value = np.mean(self.diff * self.diff)",
            f"{NODES}da = np.float32(2) * self.diff / np.float32(self.diff.size)\n"
            "self.gradients = {y: -da.reshape(y.value.shape), a: da.reshape(a.value.shape)}",
        ),
    ),
    Style(
        "loops-over-flat-places",
        node(
            MSE_CLASS,
            f"{BOTH}self.value = 0.0\nfor p, q in zip(y.flat, a.flat):\n"
            "    self.value += (q - p) ** 2 / y.size",
            f"{NODES}dy, da = np.zeros(y.value.shape), np.zeros(a.value.shape)\n"
            "for i in range(dy.size):\n"
            "    slope = 2 * (a.value.flat[i] - y.value.flat[i]) / dy.size\n"
            "    dy.flat[i], da.flat[i] = -slope, slope\nself.gradients = {y: dy, a: da}",
        ),
    ),
    Style(
        "einsum",
        node(
            MSE_CLASS,
            f"{BOTH}d = np.squeeze(a).reshape(-1) - np.squeeze(y).reshape(-1)\n"
            "self.m, self.diff = d.size, d\nself.value = np.einsum('i,i->', d, d) / self.m",
            f"{NODES}half = np.divide(self.diff, self.m / 2)\n"
            "self.gradients = {n: s * half.reshape(n.value.shape) for n, s in ((a, 1), (y, -1))}",
        ),
    ),
    Style(
        "a-helper-called-twice",
        node(
            MSE_CLASS,
            "self.value = np.linalg.norm(self._misses()) ** 2 / self._misses().size",
            f"{NODES}slope = 2 * self._misses() / self._misses().size\n"
            "self.gradients = {a: slope.reshape(a.value.shape), y: -slope.reshape(y.value.shape)}",
            "def _misses(self):\n    y, a = self.inbound_nodes\n"
            "    return a.value.flatten() - y.value.flatten()",
        ),
    ),
    Style(
        "in-place-on-copies",
        node(
            MSE_CLASS,
            f"{BOTH}self.diff = a.reshape(-1).copy()\nself.diff -= y.reshape(-1)\n"
            "self.value = sum(self.diff * self.diff) / len(self.diff)",
            f"{NODES}up = np.empty_like(a.value)\nup.flat = self.diff\nup *= 2 / up.size\n"
            "down = np.empty_like(y.value)\ndown.flat = up\ndown *= -1\n"
            "self.gradients = {y: down, a: up}",
        ),
    ),
]

SET = "for node, value in feed_dict.items():\n    node.value = value\n"

SORT_STYLES = [
    Style(
        "counting",
        function(
            SORT,
            f"{SET}order, ready, missing = [], list(feed_dict), {{}}\nwhile ready:\n"
            "    node = ready.pop()\n    order.append(node)\n"
            "    for reader in node.outbound_nodes:\n"
            "        missing.setdefault(reader, len(reader.inbound_nodes))\n"
            "        missing[reader] -= 1\n        if missing[reader] == 0:\n"
            "            ready.append(reader)\nreturn order",
        ),
    ),
    Style(
        "depth-first",
        function(
            SORT,
            f"{SET}order, seen = [], set()\ndef visit(node):\n    if node in seen:\n"
            "        return\n    seen.add(node)\n    for reader in node.outbound_nodes:\n"
            "        visit(reader)\n    order.insert(0, node)\nfor node in feed_dict:\n"
            "    visit(node)\nreturn order",
        ),
    ),
    Style(
        "edges-copied-and-removed",
        function(
            SORT,
            "G, nodes = {}, list(feed_dict)\nwhile nodes:\n    n = nodes.pop(0)\n"
            "    G.setdefault(n, {'in': set(), 'out': set()})\n    for m in n.outbound_nodes:\n"
            "        G.setdefault(m, {'in': set(), 'out': set()})\n        G[n]['out'].add(m)\n"
            "        G[m]['in'].add(n)\n        nodes.append(m)\nL, S = [], set(feed_dict)\n"
            "while S:\n    n = S.pop()\n    if isinstance(n, Input):\n"
            "        n.value = feed_dict[n]\n    L.append(n)\n    for m in n.outbound_nodes:\n"
            "        G[n]['out'].remove(m)\n        G[m]['in'].remove(n)\n"
            "        if not G[m]['in']:\n            S.add(m)\nreturn L",
        ),
    ),
    Style(
        "level-by-level",
        function(
            SORT,
            f"{SET}order, level = [], list(feed_dict)\nwhile level:\n    order += level\n"
            "    readers = {r for node in order for r in node.outbound_nodes} - set(order)\n"
            "    level = [r for r in readers if set(r.inbound_nodes) <= set(order)]\nreturn order",
        ),
    ),
    Style(
        "by-depth",
        function(
            SORT,
            "for node in feed_dict:\n    node.value = feed_dict[node]\nnodes = set(feed_dict)\n"
            "for _ in range(1000):\n    nodes |= {r for n in nodes for r in n.outbound_nodes}\n"
            "def depth(n):\n    return 1 + max((depth(m) for m in n.inbound_nodes), default=0)\n"
            "return sorted(nodes, key=depth)",
        ),
    ),
    Style(
        "from-the-end",
        function(
            SORT,
            f"{SET}order = []\ndef need(n):\n    for m in n.inbound_nodes:\n        need(m)\n"
            "    if n not in order:\n        order.append(n)\ndef down(n):\n    need(n)\n"
            "    for r in n.outbound_nodes:\n        down(r)\nfor n in feed_dict:\n    down(n)\n"
            "return order",
        ),
    ),
    Style(
        "tuple-returned",
        function(
            SORT,
            "from collections import deque\norder, ready = [], deque(feed_dict.keys())\n"
            "while len(ready) > 0:\n    node = ready.popleft()\n    if node in feed_dict:\n"
            "        node.value = feed_dict[node]\n    order.append(node)\n"
            "    ready.extend(r for r in node.outbound_nodes if r not in ready\n"
            "                 and all(n in order for n in r.inbound_nodes))\nreturn tuple(order)",
        ),
    ),
    Style(
        "again-until-none-is-left",
        function(
            SORT,
            f"{SET}found = set(feed_dict)\nfresh = found\nwhile fresh:\n"
            "    fresh = {r for n in fresh for r in n.outbound_nodes} - found\n"
            "    found = found | fresh\norder = list(feed_dict)\n"
            "left = [n for n in found if n not in feed_dict]\nwhile left:\n"
            "    for n in left[:]:\n        if not [m for m in n.inbound_nodes if m not in order]:\n"
            "            order.append(n)\n            left.remove(n)\nreturn order",
        ),
    ),
    Style(
        "stack-of-visits",
        function(
            SORT,
            f"{SET}done, stack = [], [(n, False) for n in feed_dict]\nwhile stack:\n"
            "    node, left = stack.pop()\n    if node in done:\n        continue\n"
            "    if left:\n        done.append(node)\n        continue\n"
            "    stack.append((node, True))\n"
            "    stack.extend((r, False) for r in node.outbound_nodes if r not in done)\n"
            "return done[::-1]",
        ),
    ),
    Style(
        "standard-library",
        function(
            SORT,
            "from graphlib import TopologicalSorter\nreads, seen = TopologicalSorter(), set()\n"
            "waiting = list(feed_dict)\nwhile waiting:\n    node = waiting.pop()\n"
            "    if node in seen:\n        continue\n    seen.add(node)\n"
            "    node.value = feed_dict.get(node, node.value)\n"
            "    reads.add(node, *node.inbound_nodes)\n    waiting += node.outbound_nodes\n"
            "return list(reads.static_order())",
        ),
    ),
    Style(
        "flags-in-a-dict",
        function(
            SORT,
            "order = []\nfor node in feed_dict:\n    node.value = feed_dict[node]\n"
            "    order += [node]\nplaced, i = {node: True for node in order}, 0\n"
            "while i < len(order):\n    for reader in order[i].outbound_nodes:\n"
            "        ready = not placed.get(reader, False)\n"
            "        for source in reader.inbound_nodes:\n"
            "            ready = ready and placed.get(source, False)\n        if ready:\n"
            "            placed[reader] = True\n            order += [reader]\n    i += 1\n"
            "return order",
        ),
    ),
]

PASSES = "forward_and_backward(graph)"
FORWARD = "for n in graph:\n    n.forward()\n"

PASS_STYLES = [
    Style("slice", function(PASSES, f"{FORWARD}for n in graph[::-1]:\n    n.backward()")),
    Style(
        "indices",
        function(
            PASSES,
            "for i in range(len(graph)):\n    graph[i].forward()\n"
            "for i in range(len(graph) - 1, -1, -1):\n    graph[i].backward()",
        ),
    ),
    Style(
        "comprehensions",
        function(PASSES, "[n.forward() for n in graph]\n[n.backward() for n in reversed(graph)]"),
    ),
    Style(
        "copy-turned-round",
        function(
            PASSES, f"{FORWARD}back = list(graph)\nback.reverse()\nfor n in back:\n    n.backward()"
        ),
    ),
    Style(
        "negative-indices",
        function(PASSES, f"{FORWARD}for k in range(1, len(graph) + 1):\n    graph[-k].backward()"),
    ),
    Style(
        "stack",
        function(
            PASSES,
            "done = []\nfor n in graph:\n    n.forward()\n    done.append(n)\nwhile done:\n"
            "    done.pop().backward()",
        ),
    ),
    Style(
        "turned-twice",
        function(
            PASSES,
            f"{FORWARD}graph.reverse()\nfor n in graph:\n    n.backward()\ngraph.reverse()",
        ),
    ),
    Style(
        "recursion",
        function(
            PASSES,
            "def visit(i):\n    if i < len(graph):\n        graph[i].forward()\n"
            "        visit(i + 1)\n        graph[i].backward()\nvisit(0)",
        ),
    ),
    Style(
        "names-of-methods",
        function(
            PASSES,
            "for name, nodes in (('forward', graph), ('backward', graph[::-1])):\n"
            "    for n in nodes:\n        getattr(n, name)()",
        ),
    ),
    Style(
        "while-loops",
        function(
            PASSES,
            "i = 0\nwhile i != len(graph):\n    graph[i].forward()\n    i += 1\n"
            "while i > 0:\n    i -= 1\n    graph[i].backward()",
        ),
    ),
    Style(
        "sorted-by-place",
        function(
            PASSES,
            "place = {n: i for i, n in enumerate(graph)}\nfor n in sorted(place, key=place.get):\n"
            "    n.forward()\nfor n in sorted(place, key=lambda n: -place[n]):\n    n.backward()",
        ),
    ),
]

UPDATE = "sgd_update(trainables, learning_rate=1e-2)"

UPDATE_STYLES = [
    Style(
        "in-place",
        function(UPDATE, "for t in trainables:\n    t.value -= learning_rate * t.gradients[t]"),
    ),
    Style(
        "indices",
        function(
            UPDATE,
            "for i in range(len(trainables)):\n    t = trainables[i]\n"
            "    partial = t.gradients[t]\n    t.value = t.value + -learning_rate * partial",
        ),
    ),
    Style(
        "subtract",
        function(
            UPDATE,
            "for t in trainables:\n"
            "    t.value = np.subtract(t.value, np.multiply(learning_rate, t.gradients[t]))",
        ),
    ),
    Style(
        "entry-by-entry",
        function(
            UPDATE,
            "for t in trainables:\n    new = t.value.copy()\n    for i in np.ndindex(new.shape):\n"
            "        new[i] -= learning_rate * t.gradients[t][i]\n    t.value = new",
        ),
    ),
    Style(
        "helper",
        function(
            UPDATE,
            "def step(t):\n    t.value = t.value - t.gradients[t] * learning_rate\n"
            "list(map(step, trainables))",
        ),
    ),
    Style(
        "float32",
        function(
            UPDATE,
            "for t in trainables:\n    v, g = t.value.astype(np.float32), "
            "t.gradients[t].astype(np.float32)\n    t.value = v - np.float32(learning_rate) * g",
        ),
    ),
    Style(
        "slice-assignment",
        function(
            UPDATE,
            "for t in trainables:\n    t.value[...] = t.value - learning_rate * t.gradients[t]",
        ),
    ),
    Style(
        "in-place-on-a-copy",
        function(
            UPDATE,
            "for k, t in enumerate(trainables):\n    moved = t.value.copy()\n"
            "    moved += t.gradients[t] * -learning_rate\n    trainables[k].value = moved",
        ),
    ),
    Style(
        "all-new-values-first",
        function(
            UPDATE,
            "new = [t.value - learning_rate * t.gradients[t] for t in trainables]\n"
            "for t, value in zip(trainables, new):\n    t.value = value",
        ),
    ),
    Style(
        "a-list-used-up",
        function(
            UPDATE,
            "left = list(trainables)\nwhile left:\n    t = left.pop()\n"
            "    step = np.einsum(',...->...', learning_rate, t.gradients[t])\n"
            "    setattr(t, 'value', np.add(t.value, np.negative(step)))",
        ),
    ),
    Style(
        "sum-over-the-readers",
        function(
            UPDATE,
            "for t in trainables:\n    total = sum(n.gradients[t] for n in t.outbound_nodes)\n"
            "    t.value = t.value - learning_rate * total",
        ),
    ),
]

CORRECT = {
    "graph-linear": LINEAR_STYLES,
    "graph-sigmoid": SIGMOID_STYLES,
    "graph-mse": MSE_STYLES,
    "topological-sort": SORT_STYLES,
    "forward-and-backward": PASS_STYLES,
    "sgd-update": UPDATE_STYLES,
}
