"""Unit 00: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the reference that several mistakes edit.
TABLE = "Y = np.zeros((len(y), num_classes))"
ONES = "Y[np.arange(len(y)), y] = 1"
STATISTICS = "mean, std = A.mean(axis=0), A.std(axis=0)"
SCALE = "scale = np.where(std == 0, 1, std)"
SCALED = "return (A - mean) / scale, mean, std"
LOSS = "return np.mean((y.ravel() - a.ravel()) ** 2)"
ORDER = "order = rng.permutation(len(y))"
STEPS = "for begin in range(0, len(y), batch_size):"
ROWS = "rows = order[begin : begin + batch_size]"
YIELD = "yield X[rows], y[rows]"

# --------------------------------------------------------------------------- mistakes

ONE_HOT = [
    Mistake(
        "zeros",
        "The table is still all zeros: no row says which class it has.",
        "In row i, one entry must become 1. In which column does it stand? (And is the function "
        "that you wrote spelt one_hot? Does it write with =, where == only compares?)",
        edits=((ONES, "pass"),),
    ),
    Mistake(
        "returns-in-the-loop",
        "Only row 0 has its 1: the function returns inside its loop.",
        "Look at the indentation of return. How many rounds has the loop made by then?",
        edits=((ONES, "for i in range(len(y)):\n        Y[i, y[i]] = 1\n        return Y"),),
    ),
    Mistake(
        "transposed",
        "The table is (C, N), a column for each label, where (N, C), a row for each, is asked for.",
        "Rows are examples. Which length comes first in the shape?",
        edits=(
            (TABLE, "Y = np.zeros((num_classes, len(y)))"),
            (ONES, "Y[y, np.arange(len(y))] = 1"),
        ),
    ),
    Mistake(
        "classes-from-maximum",
        "The number of columns comes from the largest label: a class without examples is lost.",
        "Which argument says how many classes there are, whatever y happens to hold?",
        edits=((TABLE, "Y = np.zeros((len(y), y.max() + 1))"),),
    ),
    Mistake(
        "classes-counted",
        "The number of columns is the number of different labels in y: absent classes are lost.",
        "Which argument says how many classes there are, whatever y happens to hold?",
        edits=((TABLE, "Y = np.zeros((len(y), len(np.unique(y))))"),),
    ),
    Mistake(
        "counted-from-one",
        "The ones stand one column too far to the left: the classes are counted from 1.",
        "Python counts from 0. In which column does class 0 have its 1?",
        edits=((ONES, "Y[np.arange(len(y)), y - 1] = 1"),),
        also=(((ONES, "Y[y > 0, y[y > 0] - 1] = 1"),),),
    ),
    Mistake(
        "whole-columns",
        "Whole columns are 1: every row has the classes of all labels.",
        "A colon means all rows. You want one column for row 0, another for row 1: pair by pair.",
        edits=((ONES, "Y[:, y] = 1"),),
    ),
    Mistake(
        "whole-rows",
        "Whole rows are 1: the labels pick rows, and not columns.",
        "Y[y] is short for Y[y, :]. Which of the two places in the brackets is the column?",
        edits=((ONES, "Y[y] = 1"),),
    ),
    Mistake(
        "rows-and-columns-swapped",
        "The labels stand in the place of the rows: between the brackets, rows come first.",
        "In the example, which of the two lists says in which row a 7 goes?",
        edits=((ONES, "Y[y, np.arange(len(y))] = 1"),),
    ),
    Mistake(
        "places-of-the-example",
        "The ones stand where T has its two 7s, in row 0 and row 1, whatever y holds.",
        "The lists of the example fit the example only. Which list of columns do you have for any "
        "y?",
        edits=((ONES, "Y[[0, 1], [2, 0]] = 1"),),
    ),
    Mistake(
        "places-typed-in",
        "The places of the ones are typed in, for labels such as 2, 0, 2, where they must follow "
        "from y.",
        "Your lists of numbers fit one y only. Which list of columns do you have for any y?",
        edits=((ONES, "Y[[0, 1, 2], [2, 0, 2]] = 1"),),
        also=(
            ((ONES, "Y[[0, 1, 2, 3], [2, 0, 2, 1]] = 1"),),
            ((ONES, "Y[[0, 1, 2, 3, 4], [2, 0, 2, 1, 0]] = 1"),),
            ((ONES, "Y[[0, 1, 2], [2, 0, 1]] = 1"),),
            ((ONES, "Y = np.eye(num_classes)[[2, 0, 2]]"),),
            ((ONES, "Y = np.eye(num_classes)[[2, 0, 2, 1, 0]]"),),
        ),
    ),
    Mistake(
        "label-for-one",
        "The right places hold the labels themselves, where a 1 is asked for.",
        "One-hot: the column says the class. Which number stands there, whatever the class?",
        edits=((ONES, "Y[np.arange(len(y)), y] = y"),),
    ),
    Mistake(
        "upside-down",
        "Zeros and ones have changed places.",
        "How many ones has a row? Count those of yours.",
        edits=((TABLE, "Y = np.ones((len(y), num_classes))"), (ONES, ONES.replace("1", "0"))),
    ),
    Mistake(
        "counts",
        "The rows are added up: you return how often each class occurs.",
        "Every label has a row of its own. Which axis is missing in your shape?",
        edits=(("return Y", "return Y.sum(axis=0)"),),
    ),
    Mistake(
        "end-to-end",
        "All rows stand end to end on one axis.",
        "Print the shape. Which two lengths should it list?",
        edits=(("return Y", "return Y.ravel()"),),
    ),
    Mistake(
        "one-row-for-all",
        "There is only one row, with a 1 for every class that occurs.",
        "Each label has a row of its own. How many rows make N labels?",
        edits=((TABLE, "Y = np.zeros(num_classes)"), (ONES, "Y[y] = 1")),
    ),
]

STANDARDIZE = [
    Mistake(
        "sample-deviation",
        "The standard deviation is divided by N - 1, where the page divides by N.",
        "np.std divides by N by itself. What does ddof=1 change?",
        edits=((STATISTICS, "mean, std = A.mean(axis=0), A.std(axis=0, ddof=1)"),),
    ),
    Mistake(
        "one-for-all-columns",
        "There is one mean and one standard deviation for the whole table, not one a column.",
        "mean and std should be (D,). Which axis has to go, and which one stays?",
        edits=((STATISTICS, "mean, std = A.mean(), A.std()"),),
        also=(
            ((STATISTICS, "one = np.ones(A.shape[1]); mean, std = A.mean() * one, A.std() * one"),),
        ),
    ),
    Mistake(
        "wrong-axis",
        "Each row has a mean and a standard deviation, where each column should have its own.",
        "The axis you name is the one that goes. Which one must be left, N or D?",
        edits=(
            (
                STATISTICS,
                "mean, std = A.mean(axis=1, keepdims=True), A.std(axis=1, keepdims=True)",
            ),
        ),
        also=(
            (
                (STATISTICS, "A = A.T; mean, std = A.mean(axis=0), A.std(axis=0)"),
                (SCALED, "return ((A - mean) / scale).T, mean, std"),
            ),
        ),
    ),
    Mistake(
        "variance",
        "The columns are divided by their variance: the square root is missing.",
        "In which units is a variance, if the column is in metres?",
        edits=((STATISTICS, "mean, std = A.mean(axis=0), A.var(axis=0)"),),
        also=(((SCALED, "return (A - mean) / scale**2, mean, std"),),),
    ),
    Mistake(
        "sum-of-squares",
        "Below the root stands the sum of the squares, not their mean.",
        "Look at the formula for s: what stands in front of the sum?",
        edits=(
            (
                STATISTICS,
                "mean = A.mean(axis=0); std = np.sqrt(((A - mean) ** 2).sum(axis=0))",
            ),
        ),
    ),
    Mistake(
        "spread-around-zero",
        "The mean is not taken off before squaring: std measures the distance from 0.",
        "The spread of a column should not grow when you add 100 to all of it. Does yours?",
        edits=((STATISTICS, "mean, std = A.mean(axis=0), np.sqrt((A**2).mean(axis=0))"),),
    ),
    Mistake(
        "range-for-deviation",
        "The columns are divided by their range, largest minus smallest.",
        "The range looks at two rows only. Which formula for s does the page give?",
        edits=((STATISTICS, "mean, std = A.mean(axis=0), np.ptp(A, axis=0)"),),
        also=(((SCALE, "scale = np.where(std == 0, 1, np.ptp(A, axis=0))"),),),
    ),
    Mistake(
        "from-zero-to-one",
        "Z runs from 0 to 1 in every column: the smallest entry is taken off, and the range "
        "divides.",
        "The smallest and the largest are two rows only. What does the formula take off, and what "
        "stands below the line?",
        edits=(
            (SCALE, "least = A.min(axis=0); scale = np.where(std == 0, 1, np.ptp(A, axis=0))"),
            (SCALED, "return (A - least) / scale, mean, std"),
        ),
        also=(((STATISTICS, "mean, std = A.min(axis=0), np.ptp(A, axis=0)"),),),
    ),
    Mistake(
        "not-centred",
        "Z is scaled but not shifted: its columns do not have mean 0.",
        "What stands above the line in the formula for Z?",
        edits=((SCALED, "return np.where(std == 0, 0, A / scale), mean, std"),),
    ),
    Mistake(
        "not-scaled",
        "Z is shifted but not scaled: its columns do not have standard deviation 1.",
        "What stands below the line in the formula for Z?",
        edits=((SCALED, "return A - mean, mean, std"),),
    ),
    Mistake(
        "brackets-missing",
        "A - mean / std divides the mean only: brackets are missing.",
        "Python divides before it subtracts. What should be divided?",
        edits=((SCALED, "return np.where(std == 0, 0, A - mean / scale), mean, std"),),
    ),
    Mistake(
        "multiplied",
        "Z is multiplied by the standard deviation, where it should be divided.",
        "A column with a large spread must shrink. Does yours?",
        edits=((SCALED, "return (A - mean) * scale, mean, std"),),
    ),
    Mistake(
        "constant-column-nan",
        "A constant column becomes nan: 0 is divided by 0.",
        "Which number may stand below the line, when above it all is 0? (Looking for nan with == "
        "finds none: nan == nan is false.)",
        edits=((SCALE, "scale = std"),),
    ),
    Mistake(
        "constant-column-kept",
        "A constant column is left as it was, where it should become 0.",
        "Such a column says nothing about an example. What is its distance from its own mean?",
        edits=((SCALED, "return np.where(std == 0, A, (A - mean) / scale), mean, std"),),
    ),
    Mistake(
        "statistics-of-the-result",
        "mean and std are those of Z, where those of A are asked for.",
        "With which numbers will you scale a new bottle? Are those of Z any use for that?",
        # Their mean is 0 but for rounding, which is another in every program.
        edits=((SCALED, "Z = (A - mean) / scale; return Z, 0 * mean, Z.std(axis=0)"),),
    ),
    Mistake(
        "mean-and-std-swapped",
        "The means and the standard deviations are returned in the other order.",
        "Compare your return with the last line of the docstring.",
        edits=((SCALED, "return (A - mean) / scale, std, mean"),),
        also=(((SCALED, "return (A - mean) / scale, scale, mean"),),),
    ),
]

MEAN_SQUARED_ERROR = [
    Mistake(
        "every-pair",
        "(m,) meets (m, 1): numpy subtracts every pair, and you take the mean of (m, m) squares.",
        "Print the shape of the difference. What shape should y and a have before you subtract?",
        edits=((LOSS, "return np.mean((y - a) ** 2)"),),
    ),
    Mistake(
        "every-pair-summed",
        "(m,) meets (m, 1): numpy subtracts every pair, and the sum of all m * m squares is divided "
        "by m.",
        "Print the shape of the difference. What shape should y and a have before you subtract?",
        edits=((LOSS, "return np.sum((y - a) ** 2) / len(y)"),),
    ),
    Mistake(
        "only-a-flattened",
        "Only a is turned or flattened: where y is a column, (m, 1), it still meets a row, and "
        "numpy subtracts every pair.",
        "Each of y and a has two possible shapes, which makes four pairs. Print the shape of the "
        "difference for all four.",
        edits=((LOSS, "return np.mean((y - a.ravel()) ** 2)"),),
        also=(
            ((LOSS, "return np.sum((y - a.ravel()) ** 2) / len(y)"),),
            ((LOSS, "d = y - a.ravel(); return d @ d / len(d)"),),
            ((LOSS, "d = y - a.ravel(); return d @ d / d.size"),),
        ),
    ),
    Mistake(
        "only-y-flattened",
        "Only y is turned or flattened: where a is a column, (m, 1), it still meets a row, and "
        "numpy subtracts every pair.",
        "Each of y and a has two possible shapes, which makes four pairs. Print the shape of the "
        "difference for all four.",
        edits=((LOSS, "return np.mean((y.ravel() - a) ** 2)"),),
        also=(
            ((LOSS, "return np.sum((y.ravel() - a) ** 2) / len(y)"),),
            ((LOSS, "d = y.ravel() - a; return d @ d / len(d)"),),
            ((LOSS, "d = y.ravel() - a; return d @ d / d.size"),),
        ),
    ),
    Mistake(
        "size-of-the-example",
        "The sum is divided by 4, however many numbers there are: 4 is the size of the example.",
        "Which of your arrays knows m, and how do you ask it?",
        edits=((LOSS, "return np.sum((y.ravel() - a.ravel()) ** 2) / 4"),),
    ),
    Mistake(
        "sum-for-mean",
        "The squares are added up but not divided by m.",
        "What stands in front of the sum?",
        edits=((LOSS, "return np.sum((y.ravel() - a.ravel()) ** 2)"),),
    ),
    Mistake(
        "halved",
        "The loss is half the mean: many books do so, this page does not.",
        "What stands in front of the sum, and is there a 2 in it?",
        edits=((LOSS, "return np.mean((y.ravel() - a.ravel()) ** 2) / 2"),),
    ),
    Mistake(
        "root",
        "The root of the mean is returned.",
        "Does the formula take a root at the end?",
        edits=((LOSS, "return np.sqrt(np.mean((y.ravel() - a.ravel()) ** 2))"),),
    ),
    Mistake(
        "norm",
        "The length of the difference is returned, the root of the sum of squares.",
        "Which two steps lead from a length back to a mean of squares?",
        edits=((LOSS, "return np.linalg.norm(y.ravel() - a.ravel())"),),
    ),
    Mistake(
        "absolute",
        "The differences are taken without sign, where they should be squared.",
        "Try a difference of 3: is it 3 or 9 that enters the mean?",
        edits=((LOSS, "return np.mean(np.abs(y.ravel() - a.ravel()))"),),
    ),
    Mistake(
        "not-squared",
        "Nothing is squared: misses up and down cancel each other.",
        "Could your loss become negative? A mean of squares never does.",
        edits=((LOSS, "return np.mean(y.ravel() - a.ravel())"),),
        also=(((LOSS, "return np.mean(a.ravel() - y.ravel())"),),),
    ),
    Mistake(
        "square-of-the-mean",
        "The mean is taken first and squared afterwards: misses up and down cancel each other.",
        "Try differences -1 and 1 both ways. Which order does the formula have?",
        edits=((LOSS, "return np.mean(y.ravel() - a.ravel()) ** 2"),),
    ),
    Mistake(
        "returns-in-the-loop",
        "Only the first squared difference is counted, and divided by m: does return stand inside "
        "a loop?",
        "Look at the indentation of return. How many rounds has the loop made by then?",
        edits=((LOSS, "return (y.ravel()[0] - a.ravel()[0]) ** 2 / len(y)"),),
    ),
    Mistake(
        "first-difference",
        "Only the first squared difference is counted, and not divided by m: does return stand "
        "inside a loop?",
        "Look at the indentation of return. How many rounds has the loop made by then?",
        edits=((LOSS, "return (y.ravel()[0] - a.ravel()[0]) ** 2"),),
    ),
    Mistake(
        "last-difference",
        "Only the last squared difference is counted: each round of the loop overwrites the total.",
        "Which sign adds to what a total holds already, = or +=?",
        edits=((LOSS, "return (y.ravel()[-1] - a.ravel()[-1]) ** 2 / len(y)"),),
        also=(((LOSS, "return (y.ravel()[-1] - a.ravel()[-1]) ** 2"),),),
    ),
    Mistake(
        "divided-twice",
        "The sum of the squares is divided by m twice, as in a mean over a table of m by m.",
        "np.diag makes a table of an array, and np.mean divides by all its entries. How many "
        "numbers should enter the mean?",
        edits=((LOSS, "return np.mean((y.ravel() - a.ravel()) ** 2) / len(y)"),),
    ),
    Mistake(
        "norm-divided",
        "The length of the difference, a root, is divided by m: squares are asked for.",
        "np.linalg.norm takes a root at its end. Does the formula?",
        edits=((LOSS, "return np.linalg.norm(y.ravel() - a.ravel()) / len(y)"),),
    ),
    Mistake(
        "difference-of-squares",
        "Both are squared before they are subtracted.",
        "Try y = 3, a = 2: which is it, 3² - 2² or (3 - 2)²?",
        edits=((LOSS, "return np.mean(y.ravel() ** 2 - a.ravel() ** 2)"),),
        also=(((LOSS, "return np.mean(a.ravel() ** 2 - y.ravel() ** 2)"),),),
    ),
    Mistake(
        "not-reduced",
        "All squared differences are returned, where one number is asked for.",
        "How do m squares become one number?",
        edits=((LOSS, "return (y.ravel() - a.ravel()) ** 2"),),
    ),
]

MINIBATCHES = [
    Mistake(
        "not-shuffled",
        "The examples come in the order in which they were given: nothing is shuffled.",
        "Draw an order of the row numbers once, before the loop. What does rng offer for that?",
        edits=((ORDER, "order = np.arange(len(y))"),),
    ),
    Mistake(
        "same-every-epoch",
        "Every epoch has the same order: a generator is made anew inside the function.",
        "An rng is handed in, and it goes on from where it was. Who else makes one?",
        edits=((ORDER, "order = np.random.default_rng(0).permutation(len(y))"),),
    ),
    Mistake(
        "not-from-rng",
        "The shuffle does not come from rng: a run cannot be repeated.",
        "np.random.… is a stream shared by all. Which argument should draw?",
        edits=((ORDER, "order = np.random.permutation(len(y))"),),
    ),
    Mistake(
        "pairs-broken",
        "X and y are shuffled apart: labels stand beside examples that are not theirs.",
        "Two draws give two orders. How many orders does an epoch need?",
        edits=(
            (YIELD, "yield X[rows], y[other[begin : begin + batch_size]]"),
            (ORDER, ORDER + "; other = rng.permutation(len(y))"),
        ),
    ),
    Mistake(
        "one-left-behind",
        "Only one of X and y is shuffled, the other keeps its order: the pairs are broken.",
        "Print the row numbers you use for X and those you use for y.",
        edits=((YIELD, "yield X[rows], y[begin : begin + batch_size]"),),
    ),
    Mistake(
        "last-batch-dropped",
        "The last, shorter batch is missing: its examples are never seen in this epoch.",
        "Seven examples in batches of three: how many batches? What does // do to the rest?",
        edits=((STEPS, "for begin in range(0, len(y) // batch_size * batch_size, batch_size):"),),
    ),
    Mistake(
        "last-batch-filled-up",
        "The last batch is filled up with examples from the start: they come twice.",
        "The last batch may be shorter. What does a slice beyond the end give by itself?",
        edits=(
            (ROWS, "rows = np.resize(order, 2 * len(y) + batch_size)[begin : begin + batch_size]"),
        ),
    ),
    Mistake(
        "empty-batch",
        "The last batch is empty: the loop takes one step too many.",
        "Where must range stop: at the number of examples, or beyond?",
        edits=((STEPS, "for begin in range(0, len(y) + batch_size, batch_size):"),),
    ),
    Mistake(
        "with-replacement",
        "Some examples come twice, others never: rows are drawn with replacement, or the order is "
        "drawn anew for each batch.",
        "Which draw gives every number once? And how many orders does one epoch need: is yours "
        "drawn before the loop or inside it?",
        edits=((ORDER, "order = rng.integers(0, len(y), len(y))"),),
    ),
    Mistake(
        "only-the-first-batch",
        "Only the first batch comes out; the rest of the epoch is missing.",
        "return ends a function. And where does each slice begin and end?",
        edits=((YIELD, "return X[rows], y[rows]"),),
    ),
    Mistake(
        "endless",
        "More batches come than an epoch has: it is over once every example has come.",
        "How many batches do 7 examples make in batches of 3? What ends your loop, and how far does "
        "it go in each round?",
        edits=(
            (STEPS, "while True:"),
            (ROWS, "rows = rng.permutation(len(y))[:batch_size]"),
        ),
    ),
    Mistake(
        "step-forgotten",
        "Each batch begins only one row after the last, so the same rows come again and again.",
        "range takes a start, an end and a step. How far is it from one batch to the next?",
        edits=((STEPS, "for begin in range(0, len(y)):"),),
    ),
    Mistake(
        "slice-one-short",
        "Every full batch is one row short: the slice stops one row too early.",
        "How many rows has order[0:3]? Is the row at a slice's end part of it?",
        edits=((ROWS, "rows = order[begin : begin + batch_size - 1]"),),
    ),
    Mistake(
        "batch-size-is-a-count",
        "The epoch is cut into batch_size nearly equal batches, where each should hold batch_size "
        "examples.",
        "With 7 examples and batch_size 3: what are the sizes of the batches?",
        edits=(
            (STEPS, "for rows in np.array_split(order, batch_size):"),
            (ROWS, "pass"),
        ),
    ),
    Mistake(
        "batches-of-neighbours",
        "Batches hold examples that stood side by side: whole batches are shuffled, or each in "
        "itself.",
        "Sorted data, batches of neighbours: which classes meet in one batch? What must be "
        "shuffled before you cut?",
        edits=(
            (ORDER, "begins = rng.permutation(np.arange(0, len(y), batch_size))"),
            (STEPS, "for begin in begins:"),
            (ROWS, "rows = np.arange(len(y))[begin : begin + batch_size]"),
        ),
    ),
]

MISTAKES: dict[str, list[Mistake]] = {
    "one-hot": ONE_HOT,
    "standardize": STANDARDIZE,
    "mean-squared-error": MEAN_SQUARED_ERROR,
    "minibatches": MINIBATCHES,
}

# ---------------------------------------------------------------- right in other ways


def written(signature: str, *ways: tuple[str, str]) -> list[Style]:
    """Styles from ``(name, body)``; the body's lines stand inside ``def signature:``."""
    return [
        Style(name, f"def {signature}:\n" + "\n".join(f"    {line}" for line in body.split("\n")))
        for name, body in ways
    ]


CORRECT: dict[str, list[Style]] = {
    "one-hot": written(
        "one_hot(y, num_classes)",
        ("rows-of-the-identity", "return np.eye(num_classes)[y]"),
        ("take", "return np.take(np.identity(num_classes), y, axis=0)"),
        ("compare-with-classes", "return (y[:, None] == np.arange(num_classes)).astype(float)"),
        ("outer-equal", "return np.equal.outer(y, np.arange(num_classes)) * 1.0"),
        (
            "loop",
            "Y = np.zeros((len(y), num_classes))\nfor i in range(len(y)):\n"
            "    Y[i, y[i]] = 1.0\nreturn Y",
        ),
        (
            "two-loops",
            "Y = np.empty((len(y), num_classes))\nfor i, label in enumerate(y):\n"
            "    for c in range(num_classes):\n        Y[i, c] = 1 if label == c else 0\nreturn Y",
        ),
        ("list-of-lists", "return [[float(c == k) for c in range(num_classes)] for k in y]"),
        (
            "along-an-axis",
            "Y = np.zeros((y.size, num_classes))\n"
            "np.put_along_axis(Y, y[:, None], 1.0, axis=1)\nreturn Y",
        ),
        (
            "flat-places",
            "Y = np.zeros(len(y) * num_classes)\n"
            "Y[np.arange(len(y)) * num_classes + y] = 1\nreturn Y.reshape(-1, num_classes)",
        ),
        (
            "columns-then-turned",
            "Y = np.zeros((num_classes, len(y)))\nY[y, range(len(y))] = 1\nreturn Y.T",
        ),
        (
            "a-column-a-class",
            "return np.column_stack([np.where(y == c, 1.0, 0.0) for c in range(num_classes)])",
        ),
        ("float32", "return np.eye(num_classes, dtype=np.float32)[y]"),
        ("whole-numbers", "return np.eye(num_classes, dtype=int)[y]"),
    ),
    "standardize": written(
        "standardize(A)",
        (
            "std-returned-as-1",
            "mean, std = A.mean(axis=0), A.std(axis=0)\nstd[std == 0] = 1\n"
            "return (A - mean) / std, mean, std",
        ),
        (
            "nan-to-zero",
            "mean, std = np.mean(A, 0), np.std(A, 0)\n"
            "return np.nan_to_num((A - mean) / std), mean, std",
        ),
        (
            "tiny-number-below",
            "mean, std = A.mean(axis=0), A.std(axis=0)\n"
            "return (A - mean) / (std + 1e-12), mean, std",
        ),
        (
            "maximum",
            "mean, std = A.mean(0), np.maximum(A.std(0), 1e-9)\nreturn (A - mean) / std, mean, std",
        ),
        (
            "divide-where",
            "mean, std = A.mean(axis=0), A.std(axis=0)\n"
            "Z = np.divide(A - mean, std, out=np.zeros_like(A), where=std > 0)\n"
            "return Z, mean, std",
        ),
        (
            "formula-spelt-out",
            "N = A.shape[0]\nmean = A.sum(axis=0) / N\ncentred = A - mean\n"
            "std = np.sqrt((centred**2).sum(axis=0) / N)\n"
            "return centred / np.where(std > 0, std, 1.0), mean, std",
        ),
        (
            "moments",
            "mean = A.mean(axis=0)\nstd = np.sqrt(np.mean(A**2, axis=0) - mean**2)\n"
            "std = np.where(std < 1e-12, 1.0, std)\nreturn (A - mean) / std, mean, std",
        ),
        (
            "column-by-column",
            "N, D = A.shape\nZ, mean, std = np.zeros((N, D)), np.zeros(D), np.zeros(D)\n"
            "for j in range(D):\n    mean[j], std[j] = A[:, j].mean(), A[:, j].std()\n"
            "    if std[j] > 0:\n        Z[:, j] = (A[:, j] - mean[j]) / std[j]\n"
            "return Z, mean, std",
        ),
        (
            "python-scalars",
            "N, D = A.shape\nmean = [sum(A[i][j] for i in range(N)) / N for j in range(D)]\n"
            "std = [(sum((A[i][j] - mean[j]) ** 2 for i in range(N)) / N) ** 0.5 "
            "for j in range(D)]\n"
            "Z = [[(A[i][j] - mean[j]) / (std[j] or 1.0) for j in range(D)] for i in range(N)]\n"
            "return Z, mean, std",
        ),
        (
            "einsum",
            "N = len(A)\nmean = np.einsum('nd->d', A) / N\nC = A - mean\n"
            "std = np.sqrt(np.einsum('nd,nd->d', C, C) / N)\nsafe = std + (std == 0)\n"
            "return C / safe, mean, std",
        ),
        (
            "turned",
            "B = A.T\nmean, std = B.mean(axis=1, keepdims=True), B.std(axis=1, keepdims=True)\n"
            "Z = (B - mean) / np.where(std == 0, 1, std)\nreturn Z.T, mean[:, 0], std[:, 0]",
        ),
        (
            "statistics-as-rows",
            "mean, std = A.mean(axis=0, keepdims=True), A.std(axis=0, keepdims=True)\n"
            "return (A - mean) / np.where(std == 0, 1, std), mean, std",
        ),
        (
            "in-place-on-a-copy",
            "Z = A.copy()\nmean = Z.mean(axis=0)\nZ -= mean\nstd = Z.std(axis=0)\n"
            "std[std == 0] = 1\nZ /= std\nreturn Z, mean, std",
        ),
        (
            "overwrites-its-argument",
            "mean, std = A.mean(axis=0), A.std(axis=0)\nA -= mean\nA /= np.where(std == 0, 1, std)\n"
            "return A, mean, std",
        ),
        (
            "float32",
            "A = A.astype(np.float32)\nmean, std = A.mean(axis=0), A.std(axis=0)\n"
            "return (A - mean) / np.where(std == 0, np.float32(1), std), mean, std",
        ),
    ),
    "mean-squared-error": written(
        "mean_squared_error(y, a)",
        ("reshape", "return np.mean((y.reshape(-1) - a.reshape(-1)) ** 2)"),
        ("both-as-columns", "return np.mean(np.square(y.reshape(-1, 1) - a.reshape(-1, 1)))"),
        ("shape-of-the-other", "return ((y - a.reshape(y.shape)) ** 2).mean()"),
        (
            "dot",
            "r = y.flatten() - a.flatten()\nreturn np.dot(r, r) / len(r)",
        ),
        ("norm", "return np.linalg.norm(y.ravel() - a.ravel()) ** 2 / y.size"),
        ("einsum", "r = np.ravel(y) - np.ravel(a)\nreturn np.einsum('i,i->', r, r) / r.size"),
        ("diagonal", "return np.mean(np.diag(y.reshape(-1, 1) - a.reshape(1, -1)) ** 2)"),
        ("squeeze", "return np.mean((np.squeeze(y) - np.squeeze(a)) ** 2)"),
        (
            "loop",
            "y, a = y.ravel(), a.ravel()\ntotal = 0.0\nfor i in range(len(y)):\n"
            "    total += (y[i] - a[i]) ** 2\nreturn total / len(y)",
        ),
        (
            "python-scalars",
            "pairs = list(zip(y.ravel().tolist(), a.ravel().tolist()))\n"
            "return sum((p - q) ** 2 for p, q in pairs) / len(pairs)",
        ),
        (
            "asks-for-the-axes",
            "if y.ndim == 1:\n    y = y[:, None]\nif a.ndim == 1:\n    a = a[:, None]\n"
            "return np.mean((y - a) ** 2)",
        ),
        ("of-shape-1", "return np.mean((y.reshape(-1, 1) - a.reshape(-1, 1)) ** 2, axis=0)"),
        (
            "float32",
            "r = y.astype(np.float32).ravel() - a.astype(np.float32).ravel()\nreturn np.mean(r * r)",
        ),
    ),
    "minibatches": written(
        "minibatches(X, y, batch_size, rng)",
        (
            "list-of-pairs",
            "order = rng.permutation(len(X))\nX, y = X[order], y[order]\n"
            "return [(X[i : i + batch_size], y[i : i + batch_size]) "
            "for i in range(0, len(X), batch_size)]",
        ),
        (
            "shuffled-row-numbers",
            "rows = np.arange(X.shape[0])\nrng.shuffle(rows)\n"
            "for i in range(0, rows.size, batch_size):\n"
            "    yield X[rows[i : i + batch_size]], y[rows[i : i + batch_size]]",
        ),
        (
            "while-loop",
            "order = list(rng.permutation(len(y)))\nwhile order:\n"
            "    rows, order = order[:batch_size], order[batch_size:]\n    yield X[rows], y[rows]",
        ),
        (
            "sorted-by-chance",
            "order = np.argsort(rng.random(len(y)))\nfor i in range(-(-len(y) // batch_size)):\n"
            "    rows = order[i * batch_size : (i + 1) * batch_size]\n    yield (X[rows], y[rows])",
        ),
        (
            "split",
            "order = rng.choice(len(y), len(y), replace=False)\n"
            "for rows in np.split(order, range(batch_size, len(y), batch_size)):\n"
            "    yield X[rows], y[rows]",
        ),
        (
            "one-table",
            "table = rng.permuted(np.arange(len(y)))\nbatches = []\nrows = []\nfor i in table:\n"
            "    rows.append(i)\n    if len(rows) == batch_size:\n"
            "        batches.append((X[rows], y[rows]))\n        rows = []\nif rows:\n"
            "    batches.append((X[rows], y[rows]))\nreturn batches",
        ),
        (
            "generator-expression",
            "order = rng.permutation(len(y))\n"
            "cuts = (order[i : i + batch_size] for i in range(0, len(y), batch_size))\n"
            "return ((X[rows], y[rows]) for rows in cuts)",
        ),
        (
            "zip",
            "order = rng.permutation(len(y))\nends = range(batch_size, len(y), batch_size)\n"
            "return zip(np.split(X[order], ends), np.split(y[order], ends))",
        ),
        (
            "tuple-of-lists",
            "order = rng.permutation(len(y))\nreturn tuple(\n"
            "    [X[order[i : i + batch_size]].tolist(), y[order[i : i + batch_size]].tolist()]\n"
            "    for i in range(0, len(y), batch_size)\n)",
        ),
        (
            "shuffles-its-arguments",
            "state = rng.permutation(len(y))\nX[:], y[:] = X[state].copy(), y[state].copy()\n"
            "for i in range(0, len(y), batch_size):\n"
            "    yield X[i : i + batch_size], y[i : i + batch_size]",
        ),
        (
            "glued-together",
            "both = rng.permutation(np.column_stack([X, y]))\n"
            "for i in range(0, len(both), batch_size):\n"
            "    part = both[i : i + batch_size]\n    yield part[:, :-1], part[:, -1].astype(int)",
        ),
        (
            "python-sample",
            "left = list(range(len(y)))\nwhile left:\n    rows = []\n"
            "    while left and len(rows) < batch_size:\n"
            "        rows.append(left.pop(int(rng.integers(len(left)))))\n"
            "    yield np.array([X[i] for i in rows]), np.array([y[i] for i in rows])",
        ),
        (
            "float32",
            "X = X.astype(np.float32)\norder = rng.permutation(len(y))\n"
            "for i in range(0, len(y), batch_size):\n"
            "    rows = order[i : i + batch_size]\n    yield X[rows], y[rows]",
        ),
    ),
}
