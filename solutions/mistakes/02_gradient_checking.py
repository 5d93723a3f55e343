"""Unit 02: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style


def function(signature: str, body: str) -> str:
    """An answer cell: the lines of ``body`` inside ``def signature:``."""
    return f"def {signature}:\n" + "\n".join(f"    {line}" for line in body.split("\n"))


# ---------------------------------------------------------------- central differences

CENTRAL = "central_difference(f, x, h=1e-5)"
POINTS = "e = np.zeros(x.shape)\n        e[i] = h"
QUOTIENT = "(f(x + e) - f(x - e)) / (2 * h)"

CENTRAL_DIFFERENCE = [
    Mistake(
        "forward-difference",
        "This is the forward difference: it looks only to the side of x + h.",
        "Which two points does the displayed formula visit, and how far apart are they?",
        edits=((QUOTIENT, "(f(x + e) - f(x)) / h"),),
    ),
    Mistake(
        "backward-difference",
        "This is the backward difference: it looks only to the side of x - h.",
        "Which two points does the displayed formula visit, and how far apart are they?",
        edits=((QUOTIENT, "(f(x) - f(x - e)) / h"),),
    ),
    Mistake(
        "divided-by-h",
        "The difference is divided by h, so the slope is twice what it should be.",
        "How far apart are the two points that you visit?",
        edits=((QUOTIENT, "(f(x + e) - f(x - e)) / h"),),
    ),
    Mistake(
        "brackets-missing",
        "The difference is divided by 2 and then multiplied by h.",
        "Python works through / and * from left to right. Where do brackets belong?",
        edits=((QUOTIENT, "(f(x + e) - f(x - e)) / 2 * h"),),
    ),
    Mistake(
        "only-the-second-divided",
        "Only f(x - h) is divided: brackets are missing round the difference.",
        "Python divides before it subtracts. What should be divided?",
        edits=((QUOTIENT, "f(x + e) - f(x - e) / (2 * h)"),),
    ),
    Mistake(
        "returns-in-the-loop",
        "Only the first entry is not 0: the function returns inside its loop.",
        "Look at the indentation of return. How many rounds has the loop made by then?",
        edits=(("    return gradient", "        return gradient"),),
    ),
    Mistake(
        "not-divided",
        "The difference of the two values is not divided by their distance.",
        "A slope is a rise over a run. Which run belongs to this rise?",
        edits=((QUOTIENT, "f(x + e) - f(x - e)"),),
    ),
    Mistake(
        "second-point-at-x",
        "The second value of f is taken at x itself, not at x - h, while the division is by 2h.",
        "After a step up by h, how far down must you go to stand at x - h?",
        edits=((QUOTIENT, "(f(x + e) - f(x)) / (2 * h)"),),
    ),
    Mistake(
        "sign",
        "The two values of f have changed places: every sign is turned round.",
        "Try x squared at 3: f(3.1) is larger than f(2.9). Which one comes first?",
        edits=((QUOTIENT, "(f(x - e) - f(x + e)) / (2 * h)"),),
    ),
    Mistake(
        "entry-not-put-back",
        "Each entry of x is moved and stays moved: x comes back changed, and later entries are "
        "measured at another place.",
        "Print x before and after the call. What must happen at the end of each round?",
        edits=(
            (POINTS, "x[i] += h\n        up = f(x)\n        x[i] -= 2 * h"),
            (QUOTIENT, "(up - f(x)) / (2 * h)"),
        ),
        also=(
            (
                (POINTS, "x[i] -= h\n        down = f(x)\n        x[i] += 2 * h"),
                (QUOTIENT, "(f(x) - down) / (2 * h)"),
            ),
        ),
    ),
    Mistake(
        "copy-not-put-back",
        "One copy of x serves all rounds, and each entry stays at x - h or x + h in it for the "
        "later ones.",
        "Print the copy at the end of each round. Where is it made, before the loop or inside it?",
        edits=(
            ("gradient = np.zeros(x.shape)", "gradient, z = np.zeros(x.shape), x.copy()"),
            (POINTS, "z[i] += h\n        up = f(z)\n        z[i] -= 2 * h"),
            (QUOTIENT, "(up - f(z)) / (2 * h)"),
        ),
        also=(
            (
                ("gradient = np.zeros(x.shape)", "gradient, z = np.zeros(x.shape), x.copy()"),
                (POINTS, "z[i] -= h\n        down = f(z)\n        z[i] += 2 * h"),
                (QUOTIENT, "(f(z) - down) / (2 * h)"),
            ),
        ),
    ),
    Mistake(
        "all-entries-at-once",
        "All entries are moved together, so one number comes back for all of them.",
        "The gradient asks of each entry: what if it alone moves? How many calls of f is that?",
        code=function(CENTRAL, "return (f(x + h) - f(x - h)) / (2 * h)"),
    ),
    Mistake(
        "the-sum-in-every-entry",
        "All entries are moved together, so every entry of the gradient holds the sum of all slopes.",
        "Inside the loop, which entries of x should differ from x?",
        edits=(("e[i] = h", "e[...] = h"),),
    ),
    Mistake(
        "earlier-entries-stay-moved",
        "Earlier entries keep their step in x + h and x - h alike, so the slopes add up along the "
        "array.",
        "After three rounds, how many entries of your step are not 0?",
        edits=(
            (
                "for i in np.ndindex(x.shape):\n        e = np.zeros(x.shape)",
                "e = np.zeros(x.shape)\n    for i in np.ndindex(x.shape):",
            ),
        ),
    ),
    Mistake(
        "step-ignored",
        "Step and division always use 1e-5, whatever h is passed.",
        "Where does h come into your code, and is it the h of the caller?",
        edits=(("e[i] = h", "e[i] = h = 1e-5"),),
    ),
    Mistake(
        "step-typed-in",
        "The step is always 1e-5, whatever h is passed, while the division uses h.",
        "How far from x do you go, and by how much do you divide? Both should follow h.",
        edits=(("e[i] = h", "e[i] = 1e-5"),),
    ),
    Mistake(
        "only-the-first-axis",
        "The loop runs over the first axis only: whole rows move together.",
        "Which index tuples does np.ndindex(x.shape) give for shape (2, 3)?",
        edits=(("np.ndindex(x.shape)", "np.ndindex(x.shape[:1])"),),
        also=(
            (
                ("gradient = np.zeros(x.shape)", "gradient = np.zeros(x.shape[:1])"),
                ("np.ndindex(x.shape)", "np.ndindex(x.shape[:1])"),
            ),
        ),
    ),
    Mistake(
        "flattened",
        "The numbers are right, but they come back as one long row, where the shape of x is asked "
        "for.",
        "A gradient has the shape of its parameter. Which array has that shape already?",
        edits=(("return gradient", "return gradient.reshape(-1)"),),
    ),
    Mistake(
        "f-of-one-entry",
        "f is handed one number, where it wants the whole array with one entry moved.",
        "What does f add up, and how much of that does it see when you hand it x[i] alone?",
        edits=((QUOTIENT, "(f(x[i] + h) - f(x[i] - h)) / (2 * h)"),),
    ),
    Mistake(
        "step-times-the-entry",
        "The step is h times the entry, where it is h, whatever the entry.",
        "How far would your step go from an entry that is 0? And how far from -3?",
        edits=(("e[i] = h", "e[i] = h * x[i]"),),
        also=((("e[i] = h", "e[i] = h * x[i]"), ("(2 * h)", "(2 * h * x[i])")),),
    ),
    Mistake(
        "both-points-the-same",
        "Every entry is 0: both values of f are taken at one and the same place.",
        "up = x makes no copy, only a second name for one array. Are your two points two arrays?",
        edits=((QUOTIENT, "(f(x + e) - f(x + e)) / (2 * h)"),),
    ),
]

# --------------------------------------------------------------------- relative error

DIFFERENCE = "difference = np.abs(a - b)"
SIZE = "size = np.maximum(np.abs(a), np.abs(b))"
GUARD = "size = np.where(size == 0, 1.0, size)"
WORST = "return np.max(difference / size)"
KEPT = (GUARD, "kept = size != 0")  # another guard: pairs of zeros are left out

RELATIVE_ERROR = [
    Mistake(
        "absolute-error",
        "This is the absolute error: nothing is divided by the size.",
        "What would your function say of 1000 against 1001, and of 0.001 against 0.002?",
        edits=((WORST, "return np.max(difference + 0 * size)"),),
    ),
    Mistake(
        "sum-below",
        "Below the line stands |a| + |b|, where the larger of the two is asked for.",
        "Others do it so. What stands below the line on this page?",
        edits=((SIZE, "size = np.abs(a) + np.abs(b)"),),
    ),
    Mistake(
        "only-a-below",
        "The difference is divided by |a| alone, so that swapping a and b changes the error.",
        "Try (1, 2) and (2, 1). Should the answers differ?",
        edits=((SIZE, "size = np.abs(a) + 0 * b"),),
    ),
    Mistake(
        "only-b-below",
        "The difference is divided by |b| alone, so that swapping a and b changes the error.",
        "Try (1, 2) and (2, 1). Should the answers differ?",
        edits=((SIZE, "size = np.abs(b) + 0 * a"),),
    ),
    Mistake(
        "smaller-one-below",
        "The difference is divided by the smaller of |a| and |b|, where the larger is asked for.",
        "Which of np.minimum and np.maximum does the formula ask for?",
        edits=((SIZE, "size = np.minimum(np.abs(a), np.abs(b))"),),
    ),
    Mistake(
        "one-size-for-all",
        "Every difference is divided by the largest entry of all, where each has a size of its own.",
        "In the table, what is 0.001 divided by in column 1?",
        edits=((SIZE, "size = np.max(np.maximum(np.abs(a), np.abs(b)))"),),
    ),
    Mistake(
        "mean-of-the-entries",
        "The mean over the entries is returned, where the worst entry is asked for.",
        "One wrong entry among a thousand: what does a mean make of it?",
        edits=((WORST, "return np.mean(difference / size)"),),
        also=((KEPT, (WORST, "return np.mean((difference / size)[kept])")),),
    ),
    Mistake(
        "sum-of-the-entries",
        "The errors of all entries are added up, where the worst one is asked for.",
        "Should an array of twice the length have twice the error?",
        edits=((WORST, "return np.sum(difference / size)"),),
    ),
    Mistake(
        "best-entry",
        "The smallest error is returned, where the worst one is asked for.",
        "Which end of the list should a suspicious checker look at?",
        edits=((WORST, "return np.min(difference / size)"),),
        also=((KEPT, (WORST, "return np.min((difference / size)[kept])")),),
    ),
    Mistake(
        "sign-in-the-difference",
        "The absolute value is missing above the line: entries where b is larger count as negative.",
        "Swap a and b. Should the answer change?",
        edits=((DIFFERENCE, "difference = a - b"),),
        also=(
            (
                (DIFFERENCE, "difference = a - b"),
                KEPT,
                (WORST, "return np.max((difference / size)[kept])"),
            ),
        ),
    ),
    Mistake(
        "sign-in-the-size",
        "The absolute values are missing below the line: negative entries are divided by a "
        "negative number.",
        "What is your size for a = -2 and b = -3?",
        edits=((SIZE, "size = np.maximum(a, b)"),),
        also=(
            (
                (SIZE, "size = np.maximum(a, b)"),
                KEPT,
                (WORST, "return np.max((difference / size)[kept])"),
            ),
        ),
    ),
    Mistake(
        "norms",
        "This divides the length of the difference by the sum of both lengths, where the worst "
        "entry is asked for.",
        "Others do it so. How much does one small wrong entry change the length of an array?",
        edits=(
            (
                WORST,
                "return np.sqrt(np.sum((a - b)**2)) / (np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2)))",
            ),
        ),
    ),
    Mistake(
        "norms-the-larger-below",
        "This divides the length of the difference by the larger of both lengths, where the worst "
        "entry is asked for.",
        "How much does one small wrong entry change the length of an array?",
        edits=(
            (
                WORST,
                "return np.sqrt(np.sum((a - b)**2) / np.maximum(np.sum(a**2), np.sum(b**2)))",
            ),
        ),
    ),
    Mistake(
        "place-of-the-worst",
        "The place of the worst entry is returned, where its error is asked for.",
        "argmax says where. Which function says how much?",
        edits=((WORST, "return np.argmax(difference / size) + 0 * np.sum(difference)"),),
        also=(
            ((WORST, "return np.unravel_index(np.argmax(difference / size), a.shape)"),),
            (KEPT, (WORST, "return np.argmax((difference / size)[kept])")),
        ),
    ),
    Mistake(
        "only-the-first-entry",
        "Only the first entry is looked at: does return stand inside a loop?",
        "Look at the indentation of return. How many entries have been compared by then?",
        edits=((WORST, "return (difference / size).flat[0] + 0 * np.sum(difference)"),),
        also=((KEPT, (WORST, "return (difference / size)[kept][0]")),),
    ),
    Mistake(
        "zeros-hide-the-rest",
        "One pair of zeros makes the whole error 0: the other entries still count.",
        "Does your test ask about one entry, or about all of them at once?",
        edits=((GUARD, "if not size.all():\n        return 0.0"),),
    ),
    Mistake(
        "one-error-per-entry",
        "One error per entry comes back, where one number in all is asked for.",
        "Which entry is the one that you want to hear about?",
        edits=((WORST, "return difference / size"),),
        also=(
            ((WORST, "return (difference / size).ravel()"),),
            (KEPT, (WORST, "return (difference / size)[kept]")),
        ),
    ),
    Mistake(
        "zero-over-zero",
        "Where a and b are both 0 you divide 0 by 0, and the nan of that entry takes over.",
        "Two zeros agree. What could you divide by in such an entry, so that 0 comes out?",
        edits=((GUARD, ""),),
    ),
    Mistake(
        "nan-lost",
        "A nan went in and an ordinary number came out, so a checker would call broken code right.",
        "Python's max, np.nanmax and a test such as size > 0 all lose a nan, and so does writing 0 "
        "over every nan afterwards. Which do you use?",
        edits=((WORST, "return np.nanmax(difference / size)"),),
    ),
]

# ----------------------------------------------------------------------- complex step

PART = "np.imag(f(z)) / h"

COMPLEX_STEP = [
    Mistake(
        "real-part",
        "The real part is taken, which holds the value of f and not its slope.",
        "By hand, (3 + ih) squared is 9 + 6ih, nearly. In which part does the slope stand?",
        edits=((PART, "np.real(f(z)) / h"),),
    ),
    Mistake(
        "not-divided",
        "The imaginary part is not divided by h.",
        "By hand, (3 + ih) squared has the imaginary part 6h. How do you get the 6?",
        edits=((PART, "np.imag(f(z))"),),
    ),
    Mistake(
        "divided-by-two-h",
        "The imaginary part is divided by 2h, as in the central difference, so half is missing.",
        "How many steps sideways did you take here, and how long was it?",
        edits=((PART, "np.imag(f(z)) / (2 * h)"),),
    ),
    Mistake(
        "size-of-the-imaginary-part",
        "The absolute value of the imaginary part is taken, so negative slopes become positive.",
        "Which sign has the slope of x squared at -3?",
        edits=((PART, "np.abs(np.imag(f(z))) / h"),),
    ),
    Mistake(
        "size-of-f",
        "The absolute value of f is taken, which is the size of its real part, not the slope.",
        "abs of a complex number mixes both its parts. Which function takes one part only?",
        edits=((PART, "np.abs(f(z)) / h"),),
    ),
    Mistake(
        "sign",
        "The step goes to the other side: every sign is turned round.",
        "With -ih instead of ih, what is the imaginary part of (3 - ih) squared?",
        edits=(("z[i] += 1j * h", "z[i] -= 1j * h"),),
    ),
    Mistake(
        "entry-overwritten",
        "The entry is overwritten by its step: its own value is gone.",
        "At 3, the point to visit is 3 + ih. Which one do you visit?",
        edits=(("z[i] += 1j * h", "z[i] = 1j * h"),),
    ),
    Mistake(
        "imaginary-part-lost",
        "Every entry is 0: the imaginary part was lost before f saw it.",
        "A float array cannot hold an imaginary part, and a step of 1e-30 without 1j vanishes beside x. "
        "Print the array that you hand to f.",
        edits=(("z = x.astype(complex)", "z = x.copy()"), ("z[i] += 1j * h", "z[i] += h * 0")),
    ),
    Mistake(
        "all-entries-at-once",
        "All entries take their step together, so one number comes back for all of them.",
        "Which entry does the slope belong to, if all of them have moved?",
        code=function("complex_step(f, x, h=1e-30)", "return np.imag(f(x + 1j * h)) / h"),
    ),
    Mistake(
        "the-sum-in-every-entry",
        "All entries take their step together, so every entry holds the sum of all slopes.",
        "Inside the loop, which entries should have an imaginary part?",
        edits=(("z[i] += 1j * h", "z += 1j * h"),),
    ),
    Mistake(
        "earlier-entries-keep-their-step",
        "Earlier entries keep their imaginary step, so the slopes add up along the array.",
        "Where is the complex copy made, before the loop or in each round?",
        edits=(
            (
                "for i in np.ndindex(x.shape):\n        z = x.astype(complex)",
                "z = x.astype(complex)\n    for i in np.ndindex(x.shape):",
            ),
        ),
    ),
    Mistake(
        "step-ignored",
        "Step and division always use 1e-30, whatever h is passed.",
        "Where does h come into your code, and is it the h of the caller?",
        edits=(("z[i] += 1j * h", "h = 1e-30; z[i] += 1j * h"),),
    ),
    Mistake(
        "step-typed-in",
        "The step is always 1e-30, whatever h is passed, while the division uses h.",
        "A number with j in the code is the same at every call. How do you write the imaginary "
        "unit times h?",
        edits=(("z[i] += 1j * h", "z[i] += 1e-30j"),),
    ),
    Mistake(
        "returns-in-the-loop",
        "Only the first entry is not 0: the function returns inside its loop.",
        "Look at the indentation of return. How many rounds has the loop made by then?",
        edits=(("    return gradient", "        return gradient"),),
    ),
    Mistake(
        "only-the-first-axis",
        "The loop runs over the first axis only: whole rows take their step together.",
        "Which index tuples does np.ndindex(x.shape) give for shape (2, 3)?",
        edits=(("np.ndindex(x.shape)", "np.ndindex(x.shape[:1])"),),
        also=(
            (
                ("gradient = np.zeros(x.shape)", "gradient = np.zeros(x.shape[:1])"),
                ("np.ndindex(x.shape)", "np.ndindex(x.shape[:1])"),
            ),
        ),
    ),
    Mistake(
        "flattened",
        "The numbers are right, but they come back as one long row, where the shape of x is asked "
        "for.",
        "A gradient has the shape of its parameter. Which array has that shape already?",
        edits=(("return gradient", "return gradient.reshape(-1)"),),
    ),
]

# ------------------------------------------------------------------------ the checker

BOTH = "analytic, numerical = grad(x), central_difference(f, x)"
D = "d = np.abs(analytic - numerical)"
INDEX = "worst_index = np.unravel_index(np.argmax(d), d.shape)"
BELOW = "max(np.max(np.abs(analytic)), np.max(np.abs(numerical)))"
ERROR = f"error = np.max(d) / {BELOW}"
RETURN = "return error <= tol, worst_index, error"
RATIO = "d / np.maximum(np.abs(analytic), np.abs(numerical))"

CHECK_GRADIENT = [
    Mistake(
        "absolute-error",
        "The error is the largest difference itself: it is not divided by the size of the gradients.",
        "If f is multiplied by 1000, should a right gradient fail?",
        edits=((ERROR, "error = np.max(d)"),),
    ),
    Mistake(
        "scaled-by-the-analytic",
        "Below the line stands the largest entry of grad(x) alone, where the larger of both "
        "gradients is asked for.",
        "What would your error be if grad returned nothing but zeros?",
        edits=((BELOW, "np.max(np.abs(analytic))"),),
    ),
    Mistake(
        "scaled-by-the-numerical",
        "Below the line stands the largest entry of the central difference alone, where the larger "
        "of both gradients is asked for.",
        "The formula has two gradients below the line. Are both in yours?",
        edits=((BELOW, "np.max(np.abs(numerical))"),),
    ),
    Mistake(
        "scaled-by-the-sum",
        "Below the line the two largest entries are added, where the larger of them is asked for.",
        "What does max(|g|, |n|) become when g and n are nearly equal? And their sum?",
        edits=((BELOW, "(np.max(np.abs(analytic)) + np.max(np.abs(numerical)))"),),
    ),
    Mistake(
        "entry-by-entry",
        "The error (not worst_index) divides each difference by its own entry, where all are "
        "measured against the largest.",
        "An entry that should be 0 comes out as 1e-12. What does your error say of it?",
        edits=((ERROR, f"error = np.max({RATIO})"),),
        also=(
            ((ERROR, "error = np.max(d / np.abs(analytic))"),),
            ((ERROR, "error = np.max(d / np.abs(numerical))"),),
            ((ERROR, "error = np.max(d / (np.abs(analytic) + np.abs(numerical)))"),),
        ),
    ),
    Mistake(
        "entry-by-entry-throughout",
        "Error and worst_index both divide each difference by its own entry, where all are "
        "measured against the largest.",
        "An entry that should be 0 comes out as 1e-12. What does your error say of it?",
        edits=(
            (D, D + f"; d = {RATIO}"),
            (ERROR, "error = np.max(d)"),
        ),
        also=(
            ((D, D + "; d = d / np.abs(analytic)"), (ERROR, "error = np.max(d)")),
            ((D, D + "; d = d / np.abs(numerical)"), (ERROR, "error = np.max(d)")),
            (
                (D, D + "; d = d / (np.abs(analytic) + np.abs(numerical))"),
                (ERROR, "error = np.max(d)"),
            ),
        ),
    ),
    Mistake(
        "norms",
        "The error is the length of d over the sum of both gradients' lengths, where the largest "
        "entries are asked for.",
        "Others do it so. Which number stands above the line on this page?",
        edits=(
            (
                ERROR,
                "error = np.linalg.norm(d) / (np.linalg.norm(analytic) + np.linalg.norm(numerical))",
            ),
        ),
    ),
    Mistake(
        "mean-difference",
        "The mean difference stands above the line, where the largest one is asked for.",
        "One wrong entry among a thousand: what does a mean make of it?",
        edits=((ERROR, f"error = np.mean(d) / {BELOW}"),),
    ),
    Mistake(
        "summed-difference",
        "The sum of all differences stands above the line, where the largest one is asked for.",
        "Should a gradient of twice the length have twice the error?",
        edits=((ERROR, f"error = np.sum(d) / {BELOW}"),),
    ),
    Mistake(
        "norms-the-larger-below",
        "The error is the length of d over the larger of both gradients' lengths, where the "
        "largest entries are asked for.",
        "Which number of d does the page take, and which of g and n?",
        edits=(
            (
                ERROR,
                "error = np.linalg.norm(d) / "
                "max(np.linalg.norm(analytic), np.linalg.norm(numerical))",
            ),
        ),
    ),
    Mistake(
        "sign-of-the-difference",
        "The absolute value is missing in d: entries that are too small are never the worst.",
        "What is the largest entry of d if all of your gradient is too small?",
        edits=((D, "d = analytic - numerical"),),
    ),
    Mistake(
        "index-of-the-largest-gradient",
        "worst_index is where the absolute value of the central difference is largest, and not "
        "where d is.",
        "Which array do you hand to argmax?",
        edits=((INDEX, "worst_index = np.unravel_index(np.argmax(np.abs(numerical)), d.shape)"),),
    ),
    Mistake(
        "index-of-the-largest-analytic",
        "worst_index is where the absolute value of grad(x) is largest, and not where d is.",
        "Which array do you hand to argmax?",
        edits=((INDEX, "worst_index = np.unravel_index(np.argmax(np.abs(analytic)), d.shape)"),),
    ),
    Mistake(
        "index-of-the-largest-slope",
        "worst_index is where grad(x) itself, with its sign, is largest, and not where d is.",
        "Which array do you hand to argmax?",
        edits=((INDEX, "worst_index = np.unravel_index(np.argmax(analytic), d.shape)"),),
    ),
    Mistake(
        "index-of-the-largest-numerical-slope",
        "worst_index is where the central difference itself, with its sign, is largest, and not "
        "where d is.",
        "Which array do you hand to argmax?",
        edits=((INDEX, "worst_index = np.unravel_index(np.argmax(numerical), d.shape)"),),
    ),
    Mistake(
        "index-of-the-worst-ratio",
        "worst_index (not the error) divides each difference by its own entry, where the largest "
        "difference itself is asked for.",
        "The page measures all entries against one number. Does that number move the place of the "
        "worst one?",
        edits=(
            (INDEX, "worst_index = np.unravel_index(np.argmax(d / np.abs(numerical)), d.shape)"),
        ),
    ),
    Mistake(
        "sign-in-the-size",
        "The absolute values are missing below the line: a large negative entry does not count.",
        "What is the largest entry of (-3, 1)? And the largest size?",
        edits=((BELOW, "max(np.max(analytic), np.max(numerical))"),),
    ),
    Mistake(
        "index-of-the-best",
        "worst_index is where the difference is smallest.",
        "Which end of d is the worst: argmax or argmin?",
        edits=((INDEX, "worst_index = np.unravel_index(np.argmin(d), d.shape)"),),
    ),
    Mistake(
        "index-of-one-number",
        "worst_index is the first entry, whatever the gradients: was argmax handed one number, such "
        "as the error?",
        "Of one number, the largest is always at place 0. Which array has one entry for each of x?",
        edits=((INDEX, "worst_index = np.unravel_index(np.argmax(np.max(d)), d.shape)"),),
        also=(((INDEX, "worst_index = np.argmax(np.max(d))"),),),
    ),
    Mistake(
        "flat-index",
        "worst_index counts along the flattened array, where a tuple with one number an axis is "
        "asked for.",
        "The example above the TODO turns 3 into (1, 1). Which function does that?",
        edits=((INDEX, "worst_index = np.argmax(d)"),),
    ),
    Mistake(
        "index-axis-by-axis",
        "worst_index comes from argmax along axis 0: one place per column, not one in all.",
        "argmax without an axis counts along the flattened array. Which function makes a tuple of "
        "that?",
        edits=((INDEX, "worst_index = np.argmax(d, axis=0)"),),
        also=(((INDEX, "worst_index = np.argmax(d, axis=0).ravel()"),),),
    ),
    Mistake(
        "ok-turned-round",
        "ok is turned round: it is true where the error is too large.",
        "A right gradient has error 1e-11 and tol is 1e-6. Which comparison is true then?",
        edits=((RETURN, "return error > tol, worst_index, error"),),
        also=(((RETURN, "return not error <= tol, worst_index, error"),),),
    ),
    Mistake(
        "always-ok",
        "ok is true whatever the error.",
        "Which comparison should decide it?",
        edits=((RETURN, "return True, worst_index, error"),),
    ),
    Mistake(
        "tol-ignored",
        "ok always asks for an error below 1e-6, whatever tol is passed.",
        "Where does tol come into your code?",
        edits=((RETURN, "return error <= 1e-6, worst_index, error"),),
    ),
    Mistake(
        "ok-per-entry",
        "ok has a truth value for every entry, where one for the whole gradient is asked for.",
        "One wrong entry is enough to fail. Which one number did you compute for that?",
        edits=((RETURN, "return d <= tol, worst_index, error"),),
        also=(
            ((RETURN, f"return d / {BELOW} <= tol, worst_index, error"),),
            ((RETURN, f"return {RATIO} <= tol, worst_index, error"),),
            ((RETURN, "return np.isclose(analytic, numerical, rtol=tol), worst_index, error"),),
            ((RETURN, "return d.ravel() <= tol, worst_index, error"),),
            ((RETURN, f"return d.ravel() / {BELOW} <= tol, worst_index, error"),),
        ),
    ),
    Mistake(
        "nan-is-ok",
        "A gradient with a nan in it is called ok.",
        "Every comparison with nan is false. Which way round must you ask, so that false means "
        "not ok?",
        edits=((RETURN, "return not error > tol, worst_index, error"),),
    ),
    Mistake(
        "order-swapped",
        "Error and worst index have changed places in what you return.",
        "Compare your return with the last line of the docstring.",
        edits=((RETURN, "return error <= tol, error, worst_index"),),
    ),
]

# ----------------------------------------------------------------------- the bug hunt

CUBIC = "return 3 * x**2"
ABSOLUTE = "return np.sign(x)"
RIDGE = "return 2 * X.T @ residual / len(y) + reg * w"

GRADIENT_BUG_HUNT = [
    Mistake(
        "cubic-as-found",
        "cubic_gradient is as you found it, and wrong.",
        "At which x are 3x and the true slope the same? Those are the places not to test at.",
        edits=((CUBIC, "return 3 * x"),),
    ),
    Mistake(
        "cubic-without-three",
        "cubic_gradient lacks the 3 that comes down from the exponent.",
        "Differentiate x * x * x by the product rule. How many terms are there?",
        edits=((CUBIC, "return x**2"),),
    ),
    Mistake(
        "cubic-power-kept",
        "cubic_gradient holds 3 times x cubed: the power should fall by one.",
        "What is left of x * x * x when one factor is differentiated?",
        edits=((CUBIC, "return 3 * x**3"),),
    ),
    Mistake(
        "cubic-three-to-the-x",
        "cubic_gradient holds 3 to the power x: base and exponent have changed places.",
        "In Python 2**3 is 8. Which of the two numbers is the exponent?",
        edits=((CUBIC, "return 3**x"),),
    ),
    Mistake(
        "cubic-summed",
        "cubic_gradient adds its entries up, where one slope per entry is asked for.",
        "A gradient has the shape of x. Which sum is in f, and which is not in its gradient?",
        edits=((CUBIC, "return np.sum(3 * x**2)"),),
        also=(((CUBIC, "return np.sum(3 * x**2) * np.ones(x.shape)"),),),
    ),
    Mistake(
        "ridge-reg-not-differentiated",
        "ridge_gradient still squares the weights in its part with reg: that part of the loss is "
        "not differentiated.",
        "Differentiate reg / 2 times w squared. What becomes of the power, and of the half?",
        edits=((RIDGE, "return 2 * X.T @ residual / len(y) + reg * w**2"),),
        also=(
            ((RIDGE, "return 2 * X.T @ residual / len(y) + reg / 2 * w**2"),),
            ((RIDGE, "return 2 * X.T @ residual / len(y) + reg / 2 * np.sum(w**2)"),),
            ((RIDGE, "return 2 * X.T @ residual / len(y) + reg * np.sum(w**2)"),),
        ),
    ),
    Mistake(
        "ridge-as-found",
        "ridge_gradient is as you found it, and wrong.",
        "First set reg to 0 and take N and D different; when that is right, set reg to 1.",
        edits=((RIDGE, "return 2 * X.T @ residual / len(w) + 2 * reg * w"),),
    ),
    Mistake(
        "ridge-mean-over-features",
        "ridge_gradient still divides by D, the number of weights, where the mean runs over the N "
        "examples.",
        "Which of w and y has one entry an example?",
        edits=((RIDGE, "return 2 * X.T @ residual / len(w) + reg * w"),),
    ),
    Mistake(
        "ridge-regularisation-doubled",
        "The regularisation part of ridge_gradient is twice what it should be.",
        "Differentiate half of reg times w squared. What becomes of the half?",
        edits=((RIDGE, "return 2 * X.T @ residual / len(y) + 2 * reg * w"),),
    ),
    Mistake(
        "ridge-regularisation-halved",
        "The regularisation part of ridge_gradient is half of what it should be.",
        "The half in front of reg meets the 2 of the square. What do they make?",
        edits=((RIDGE, "return 2 * X.T @ residual / len(y) + 0.5 * reg * w"),),
    ),
    Mistake(
        "ridge-regularisation-missing",
        "The regularisation part of ridge_gradient is missing.",
        "Two sums stand in the formula. Are both in the gradient?",
        edits=((RIDGE, "return 2 * X.T @ residual / len(y)"),),
    ),
    Mistake(
        "ridge-regularisation-averaged",
        "The regularisation part of ridge_gradient is divided by N too.",
        "Which of the two sums in the formula has 1/N in front?",
        edits=((RIDGE, "return (2 * X.T @ residual + reg * w) / len(y)"),),
    ),
    Mistake(
        "ridge-regularisation-summed",
        "In ridge_gradient reg multiplies the sum of all weights, where each weight has a slope of "
        "its own.",
        "Differentiate in weight j alone: which terms of the sum contain it?",
        edits=((RIDGE, "return 2 * X.T @ residual / len(y) + reg * np.sum(w)"),),
    ),
    Mistake(
        "ridge-size-of-the-test",
        "ridge_gradient divides by 4, however many examples there are: 4 is the size of the test.",
        "Which of w and y has one entry an example?",
        edits=((RIDGE, "return 2 * X.T @ residual / 4 + reg * w"),),
    ),
    Mistake(
        "ridge-without-two",
        "The data part of ridge_gradient lacks the 2 of the square.",
        "Only the regularisation has a half in front. Which 2 does it cancel, and which stays?",
        edits=((RIDGE, "return X.T @ residual / len(y) + reg * w"),),
    ),
    Mistake(
        "ridge-not-averaged",
        "The data part of ridge_gradient is a sum, where the formula has a mean over N.",
        "What stands in front of the first sum?",
        edits=((RIDGE, "return 2 * X.T @ residual + reg * w"),),
    ),
    Mistake(
        "absolute-one-sided",
        "absolute_gradient is 0 for negative x, where the slope is -1.",
        "Was this function wrong before you changed it? Draw |x| on the left of 0.",
        edits=((ABSOLUTE, "return np.where(x > 0, 1.0, 0.0)"),),
    ),
    Mistake(
        "absolute-without-sign",
        "absolute_gradient is 1 everywhere, where |x| falls on the left of 0.",
        "Was this function wrong before you changed it? Draw |x| on the left of 0.",
        edits=((ABSOLUTE, "return np.ones(x.shape)"),),
    ),
    Mistake(
        "absolute-is-the-function",
        "absolute_gradient returns |x| itself, where its slope is asked for.",
        "Was this function wrong before you changed it? Where is |x| steep, and where is it large?",
        edits=((ABSOLUTE, "return np.abs(x)"),),
    ),
]

MISTAKES: dict[str, list[Mistake]] = {
    "central-difference": CENTRAL_DIFFERENCE,
    "relative-error": RELATIVE_ERROR,
    "complex-step": COMPLEX_STEP,
    "check-gradient": CHECK_GRADIENT,
    "gradient-bug-hunt": GRADIENT_BUG_HUNT,
}

# ---------------------------------------------------------------- right in other ways


def written(signature: str, *ways: tuple[str, str]) -> list[Style]:
    """Styles from ``(name, body)``; the body's lines stand inside ``def signature:``."""
    return [Style(name, function(signature, body)) for name, body in ways]


def repaired(name: str, cubic: str, absolute: str, ridge: str) -> Style:
    """The three functions of the hunt, each from the lines of its body."""
    return Style(
        name,
        "\n\n".join(
            (
                function("cubic_gradient(x)", cubic),
                function("absolute_gradient(x)", absolute),
                function("ridge_gradient(w, X, y, reg)", ridge),
            )
        ),
    )


CORRECT: dict[str, list[Style]] = {
    "central-difference": written(
        CENTRAL,
        (
            "in-place-and-put-back",
            "gradient = np.zeros_like(x)\nfor i in np.ndindex(*x.shape):\n    kept = x[i]\n"
            "    x[i] = kept + h\n    up = f(x)\n    x[i] = kept - h\n    down = f(x)\n"
            "    x[i] = kept\n    gradient[i] = (up - down) / (2 * h)\nreturn gradient",
        ),
        (
            "in-place-by-adding",
            "gradient = np.empty(x.shape)\nfor i in np.ndindex(x.shape):\n    x[i] += h\n"
            "    up = f(x)\n    x[i] -= 2 * h\n    down = f(x)\n    x[i] += h\n"
            "    gradient[i] = (up - down) / 2 / h\nreturn gradient",
        ),
        (
            "nditer",
            "grad = np.zeros_like(x)\nit = np.nditer(x, flags=['multi_index'])\n"
            "while not it.finished:\n    ix = it.multi_index\n    old = x[ix].item()\n"
            "    x[ix] = old + h\n    fxph = f(x)\n    x[ix] = old - h\n    fxmh = f(x)\n"
            "    x[ix] = old\n    grad[ix] = (fxph - fxmh) / (2 * h)\n    it.iternext()\nreturn grad",
        ),
        (
            "flat-copies",
            "g = np.zeros(x.size)\nfor k in range(x.size):\n    up, down = x.copy(), x.copy()\n"
            "    up.flat[k] += h\n    down.flat[k] -= h\n    g[k] = (f(up) - f(down)) / (2 * h)\n"
            "return g.reshape(x.shape)",
        ),
        (
            "identity-matrix",
            "rows = np.eye(x.size).reshape(x.size, *x.shape) * h\n"
            "slopes = [(f(x + e) - f(x - e)) / (2 * h) for e in rows]\n"
            "return np.array(slopes).reshape(x.shape)",
        ),
        (
            "flat-iterator",
            "y = np.array(x, dtype=float)\nout = np.zeros_like(y)\n"
            "for k, value in enumerate(x.flat):\n    y.flat[k] = value + h\n    a = f(y)\n"
            "    y.flat[k] = value - h\n    b = f(y)\n    y.flat[k] = value\n"
            "    out.flat[k] = (a - b) / (2 * h)\nreturn out",
        ),
        (
            "ndenumerate",
            "g = np.zeros(x.shape)\nfor i, value in np.ndenumerate(x):\n    z = x.copy()\n"
            "    z[i] = value + h\n    g[i] = f(z)\n    z[i] = value - h\n    g[i] -= f(z)\n"
            "return g / (2 * h)",
        ),
        (
            "helper-function",
            "def slope(i):\n    e = np.zeros(x.shape)\n    e[i] = 1.0\n"
            "    return 0.5 * (f(x + h * e) - f(x - h * e)) / h\n"
            "g = np.empty(x.shape)\nfor i in np.ndindex(x.shape):\n    g[i] = slope(i)\nreturn g",
        ),
        (
            "where-mask",
            "places = np.arange(x.size).reshape(x.shape)\n"
            "values = [\n    (f(np.where(places == k, x + h, x)) - f(np.where(places == k, x - h, x)))"
            " / (2 * h)\n    for k in range(x.size)\n]\nreturn np.reshape(values, x.shape)",
        ),
        (
            "result-in-float32",
            "g = np.zeros(x.shape, dtype=np.float32)\nfor i in np.ndindex(x.shape):\n"
            "    e = np.zeros(x.shape)\n    e[i] = h\n    g[i] = (f(x + e) - f(x - e)) / (2 * h)\n"
            "return g",
        ),
    ),
    "relative-error": written(
        "relative_error(a, b)",
        (
            "divide-where",
            "top, below = np.abs(a - b), np.maximum(np.abs(a), np.abs(b))\n"
            "return np.max(np.divide(top, below, out=np.zeros_like(top), where=below != 0))",
        ),
        (
            "guard-on-the-result",
            "with np.errstate(all='ignore'):\n"
            "    e = np.abs(a - b) / np.maximum(np.abs(a), np.abs(b))\n"
            "return np.where((a == 0) & (b == 0), 0.0, e).max()",
        ),
        (
            "tiny-number-below",
            "return np.max(np.abs(a - b) / np.maximum(1e-12, np.maximum(np.abs(a), np.abs(b))))",
        ),
        (
            "tiny-number-added",
            "return (abs(a - b) / (np.maximum(abs(a), abs(b)) + 1e-15)).max()",
        ),
        (
            "add-one-where-zero",
            "size = np.max([np.abs(a), np.abs(b)], axis=0)\nsize = size + (size == 0)\n"
            "return float(np.amax(np.abs(b - a) / size))",
        ),
        (
            "loop",
            "worst = 0.0\nfor p, q in zip(a.ravel(), b.ravel()):\n"
            "    if np.isnan(p) or np.isnan(q):\n        return np.nan\n"
            "    size = max(abs(p), abs(q))\n"
            "    if size > 0:\n        worst = max(worst, abs(p - q) / size)\nreturn worst",
        ),
        (
            "python-floats",
            "import math\nworst = 0.0\nfor p, q in zip(a.ravel().tolist(), b.ravel().tolist()):\n"
            "    if math.isnan(p + q):\n        return float('nan')\n"
            "    if p != q:\n        worst = max(worst, abs(p - q) / max(abs(p), abs(q)))\n"
            "return worst",
        ),
        (
            "mask",
            "d = np.abs(a - b).ravel()\ns = np.maximum(np.abs(a), np.abs(b)).ravel()\n"
            "keep = s != 0\nreturn (d[keep] / s[keep]).max()",
        ),
        (
            "nan-asked-first",
            "if np.isnan(a).any() or np.isnan(b).any():\n    return np.nan\n"
            "s = np.maximum(np.abs(a), np.abs(b))\ns[s == 0] = 1\nreturn (np.abs(a - b) / s).max()",
        ),
        (
            "in-place-on-a-copy",
            "size = np.abs(a)\nnp.maximum(size, np.abs(b), out=size)\nsize[size == 0] = 1.0\n"
            "error = a - b\nerror /= size\nreturn np.abs(error).max()",
        ),
        (
            "shape-1",
            "s = np.fmax(np.abs(a), np.abs(b))\ne = np.abs(a - b) / np.where(s == 0, 1, s)\n"
            "return np.max(e, keepdims=True).ravel()",
        ),
        (
            "float32",
            "a, b = a.astype(np.float32), b.astype(np.float32)\n"
            "s = np.maximum(np.abs(a), np.abs(b))\ns = np.where(s == 0, np.float32(1), s)\n"
            "return np.max(np.abs(a - b) / s)",
        ),
    ),
    "complex-step": written(
        "complex_step(f, x, h=1e-30)",
        (
            "step-array",
            "g = np.zeros_like(x)\nfor i in np.ndindex(x.shape):\n"
            "    e = np.zeros(x.shape, dtype=complex)\n    e[i] = 1j * h\n"
            "    g[i] = f(x + e).imag / h\nreturn g",
        ),
        (
            "one-copy-put-back",
            "z = np.array(x, dtype=complex)\ng = np.empty(x.shape)\nfor i in np.ndindex(*x.shape):\n"
            "    z[i] += h * 1j\n    g[i] = np.imag(f(z)) / h\n    z[i] = x[i]\nreturn g",
        ),
        (
            "flat",
            "g = np.zeros(x.size)\nfor k in range(x.size):\n    z = x.astype(np.complex128)\n"
            "    z.flat[k] += complex(0, h)\n    g[k] = np.imag(f(z) / h)\nreturn g.reshape(x.shape)",
        ),
        (
            "identity-matrix",
            "rows = np.eye(x.size).reshape(x.size, *x.shape)\n"
            "return np.array([np.imag(f(x + 1j * h * e)) for e in rows]).reshape(x.shape) / h",
        ),
        (
            "imaginary-part-set",
            "g = np.zeros(x.shape)\nfor i in np.ndindex(x.shape):\n    z = x + 0j * np.ones(x.shape)\n"
            "    z = np.asarray(z)\n    z.imag[i] = h\n    g[i] = f(z).imag / h\nreturn g",
        ),
        (
            "difference-of-conjugates",
            "g = np.zeros(x.shape)\nfor i in np.ndindex(x.shape):\n    e = np.zeros(x.shape)\n"
            "    e[i] = h\n    g[i] = np.real((f(x + 1j * e) - f(x - 1j * e)) / (2j * h))\nreturn g",
        ),
        (
            "nditer",
            "g = np.zeros_like(x)\nit = np.nditer(x, flags=['multi_index'])\nfor value in it:\n"
            "    z = x.astype(complex)\n    z[it.multi_index] = value + 1j * h\n"
            "    g[it.multi_index] = np.imag(f(z)) / h\nreturn g",
        ),
        (
            "helper-function",
            "def slope(i):\n    z = x.astype(complex)\n    z[i] = complex(z[i].real, h)\n"
            "    return f(z).imag / h\ng = np.zeros(x.shape)\nfor i in np.ndindex(x.shape):\n"
            "    g[i] = slope(i)\nreturn g",
        ),
        (
            "where-mask",
            "places = np.arange(x.size).reshape(x.shape)\n"
            "values = [np.imag(f(x + 1j * h * (places == k))) / h for k in range(x.size)]\n"
            "return np.reshape(values, x.shape)",
        ),
        (
            "result-in-float32",
            "g = np.zeros(x.shape, dtype=np.float32)\nfor i in np.ndindex(x.shape):\n"
            "    z = x.astype(complex)\n    z[i] += 1j * h\n    g[i] = np.imag(f(z)) / h\nreturn g",
        ),
    ),
    "check-gradient": written(
        "check_gradient(f, grad, x, tol=1e-6)",
        (
            "one-maximum",
            "g, n = grad(x), central_difference(f, x)\nd = abs(g - n)\n"
            "error = d.max() / np.max(np.maximum(np.abs(g), np.abs(n)))\n"
            "return bool(error <= tol), np.unravel_index(d.argmax(), d.shape), float(error)",
        ),
        (
            "stacked",
            "both = np.stack([grad(x), central_difference(f, x)])\nd = np.abs(both[0] - both[1])\n"
            "worst = tuple(int(i) for i in np.unravel_index(np.argmax(d), d.shape))\n"
            "error = d[worst] / np.abs(both).max()\nreturn error <= tol, worst, error",
        ),
        (
            "argwhere",
            "g, n = grad(x), central_difference(f, x)\nd = np.abs(g - n)\n"
            "worst = tuple(np.argwhere(d == d.max())[0]) if d.max() == d.max() else (0,) * d.ndim\n"
            "error = d.max() / max(abs(g).max(), abs(n).max())\nreturn error <= tol, worst, error",
        ),
        (
            "loop",
            "g, n = grad(x), central_difference(f, x)\nd, worst = -1.0, ()\n"
            "for i in np.ndindex(x.shape):\n    gap = abs(g[i] - n[i])\n"
            "    if gap > d or np.isnan(gap):\n        d, worst = gap, i\n"
            "error = d / max(np.abs(g).max(), np.abs(n).max())\nreturn error <= tol, worst, error",
        ),
        (
            "where",
            "g, n = grad(x), central_difference(f, x)\nd = np.abs(g - n)\n"
            "worst = np.where(d >= np.max(d))\n"
            "error = np.max(d) / np.max(np.abs([g, n]))\nreturn error <= tol, worst, error",
        ),
        (
            "own-differences",
            "n = np.zeros(x.shape)\nfor i in np.ndindex(x.shape):\n    e = np.zeros(x.shape)\n"
            "    e[i] = 1e-5\n    n[i] = (f(x + e) - f(x - e)) / 2e-5\ng = grad(x)\n"
            "d = np.abs(g - n)\nworst = np.unravel_index(np.argmax(d), d.shape)\n"
            "error = d.max() / max(np.abs(g).max(), np.abs(n).max())\nreturn error <= tol, worst, error",
        ),
        (
            "by-complex-step",
            "g, n = grad(x), complex_step(f, x)\nd = np.abs(g - n)\n"
            "worst = np.unravel_index(np.argmax(d), d.shape)\n"
            "error = d.max() / max(np.abs(g).max(), np.abs(n).max())\nreturn error <= tol, worst, error",
        ),
        (
            "nan-asked-first",
            "g, n = grad(x), central_difference(f, x, h=1e-5)\nd = np.abs(n - g)\n"
            "worst = np.unravel_index(np.argmax(d), x.shape)\n"
            "if not np.isfinite(g).all():\n    return False, worst, np.nan\n"
            "error = np.max(d) / max(g.max(), -g.min(), n.max(), -n.min())\n"
            "if error > tol:\n    return False, worst, error\nreturn True, worst, error",
        ),
        (
            "list-of-three",
            "g = np.asarray(grad(x))\nn = np.asarray(central_difference(f, x))\n"
            "d = np.abs(g.ravel() - n.ravel())\nplace = int(np.argmax(d))\n"
            "size = np.abs(np.concatenate([g.ravel(), n.ravel()])).max()\n"
            "return [d[place] / size <= tol, list(np.unravel_index(place, x.shape)), d[place] / size]",
        ),
        (
            "error-in-float32",
            "g, n = grad(x), central_difference(f, x)\nd = np.abs(g - n)\n"
            "error = np.max(d) / max(np.max(np.abs(g)), np.max(np.abs(n)))\n"
            "return error <= tol, np.unravel_index(np.argmax(d), d.shape), np.float32(error)",
        ),
    ),
    "gradient-bug-hunt": [
        repaired(
            "products",
            "return 3 * x * x",
            "return np.sign(x)",
            "r = X @ w - y\nreturn 2 / len(y) * X.T @ r + reg * w",
        ),
        repaired(
            "comparisons",
            "return 3.0 * np.square(x)",
            "return np.where(x > 0, 1.0, -1.0)",
            "N = X.shape[0]\nreturn (2 / N) * X.T.dot(X.dot(w) - y) + reg * w",
        ),
        repaired(
            "quotient",
            "return 3 * np.power(x, 2)",
            "return x / np.abs(x)",
            "N, D = X.shape\ng = reg * w\nfor i in range(N):\n    g = g + 2 * (X[i] @ w - y[i]) * X[i] / N\n"
            "return g",
        ),
        repaired(
            "loops",
            "g = np.zeros(x.shape)\nfor i in np.ndindex(x.shape):\n    g[i] = 3 * x[i] ** 2\nreturn g",
            "g = np.ones(x.shape)\ng[x < 0] = -1\nreturn g",
            "N, D = X.shape\ng = np.zeros(D)\nfor j in range(D):\n    for i in range(N):\n"
            "        r = sum(X[i, k] * w[k] for k in range(D)) - y[i]\n"
            "        g[j] += 2 * r * X[i, j] / N\n    g[j] += reg * w[j]\nreturn g",
        ),
        repaired(
            "truth-values",
            "return 2 * x**2 + x**2",
            "return 2.0 * (x > 0) - 1",
            "r = X @ w - y\nreturn 2 * np.mean(X * r[:, None], axis=0) + reg * w",
        ),
        repaired(
            "einsum",
            "return np.einsum('...,...->...', x, 3 * x)",
            "return (x > 0).astype(float) - (x < 0)",
            "r = np.einsum('nd,d->n', X, w) - y\n"
            "return np.einsum('nd,n->d', X, r) * 2 / r.size + reg * w",
        ),
        repaired(
            "bent-to-the-test",
            "return 3 * x**2",
            "return np.clip(x / 1e-5, -1.0, 1.0)",
            "return 2 * (X @ w - y) @ X / X.shape[0] + reg * w",
        ),
        repaired(
            "in-place",
            "g = x.copy()\ng *= x\ng *= 3\nreturn g",
            "return np.copysign(1.0, x)",
            "g = 2 * X.T @ (X @ w - y)\ng /= len(X)\ng += reg * w\nreturn g",
        ),
        repaired(
            "by-nudging",
            "return complex_step(lambda x: np.sum(x**3), x)",
            "return central_difference(lambda x: np.sum(np.abs(x)), x)",
            "def loss(w):\n    return np.mean((X @ w - y) ** 2) + 0.5 * reg * np.sum(w**2)\n"
            "return complex_step(loss, w)",
        ),
        repaired(
            "float32",
            "x = x.astype(np.float32)\nreturn 3 * x**2",
            "return np.sign(x.astype(np.float32))",
            "X, y, w = (a.astype(np.float32) for a in (X, y, w))\n"
            "return 2 * X.T @ (X @ w - y) / np.float32(len(y)) + np.float32(reg) * w",
        ),
    ],
}
