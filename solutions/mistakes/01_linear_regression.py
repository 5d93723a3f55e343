"""Unit 01: the mistakes people make, each a small edit of the reference, and right answers.

``says`` is read by the student after a failed check; ``hint`` is what to think about next.
"""

from autograder.authoring.bank import Mistake, Style

# Lines of the reference that several mistakes edit.
RESIDUAL = "residual = X @ w + b - y"
LOSS = "loss = np.sum(residual**2) / N"
DW = "dw = 2 * X.T @ residual / N"
DB = "db = 2 * np.sum(residual) / N"
PAIRS = "pairs = (X @ w + b)[:, None] - y"
STEP = "w, b = w - learning_rate * dw, b - learning_rate * db"
HESSIAN = "hessian = 2 * A.T @ A / N"
RATE = "return 2 / curvatures.max()"
COEFFICIENTS = "coefficients = y_std * w / x_std"
INTERCEPT = "intercept = y_mean + y_std * b - np.sum(coefficients * x_mean)"
RIGHT_SHIFT = ("coefficients * x_mean", "y_std * w / x_std * x_mean")

# --------------------------------------------------------------------------- mistakes

QUADRATIC_FEATURES = [
    Mistake(
        "bias-column",
        "There is a column of ones in front of x and its square: the bias is counted twice.",
        "The model is X @ w + b. Where is the bias already, and what would a column of ones add?",
        edits=(("[x, x**2]", "[np.ones_like(x), x, x**2]"),),
    ),
    Mistake(
        "columns-swapped",
        "The two columns are in the other order: x squared comes first.",
        "Compare with the docstring: which column is number 0?",
        edits=(("[x, x**2]", "[x**2, x]"),),
    ),
    Mistake(
        "not-squared",
        "Both columns hold x: nothing is squared.",
        "Write out the row for x = 3. Which two numbers belong there?",
        edits=(("[x, x**2]", "[x, x]"),),
    ),
    Mistake(
        "only-the-squares",
        "The column x is missing or left at 0: only the squares are there.",
        "A parabola may also lean. Which feature lets it?",
        edits=(("[x, x**2]", "[x**2]"),),
        also=(
            (("np.column_stack([x, x**2])", "x**2"),),
            (("[x, x**2]", "[0 * x, x**2]"),),
        ),
    ),
    Mistake(
        "only-x",
        "The column of squares is missing or left at 0: only x is there.",
        "With x alone the model is a straight line. What makes it bend?",
        edits=(("[x, x**2]", "[x]"),),
        also=(
            (("np.column_stack([x, x**2])", "x"),),
            (("[x, x**2]", "[x, 0 * x]"),),
        ),
    ),
    Mistake(
        "both-squared",
        "Both columns hold x squared: x itself is missing.",
        "Write out the row for x = 3. Which two numbers belong there?",
        edits=(("[x, x**2]", "[x**2, x**2]"),),
    ),
    Mistake(
        "doubled-not-squared",
        "The second column holds 2x where x squared is asked for.",
        "Try x = 3: doubling gives 6, squaring gives 9. Which operator does which?",
        edits=(("[x, x**2]", "[x, 2 * x]"),),
    ),
    Mistake(
        "cubed",
        "The second column holds x cubed where x squared is asked for.",
        "Which power makes a parabola?",
        edits=(("[x, x**2]", "[x, x**3]"),),
    ),
    Mistake(
        "stacked-as-rows",
        "The features come as two rows, (2, N), or as two arrays, where two columns, (N, 2), are "
        "asked for.",
        "Rows are examples in this course. Print the shape, then ask which axis is which.",
        edits=(("np.column_stack(", "np.stack("),),
    ),
    Mistake(
        "joined-end-to-end",
        "The features are joined end to end in one long array, first all x, then all squares.",
        "One axis is missing: you need a table, one row an example.",
        edits=(("np.column_stack(", "np.concatenate("),),
        also=((("np.column_stack([x, x**2])", "np.concatenate([x, x**2])[:, None]"),),),
    ),
    Mistake(
        "flattened",
        "All numbers stand in one long array, every x followed by its square.",
        "One axis is missing: you need a table, one row an example.",
        edits=(("[x, x**2])", "[x, x**2]).ravel()"),),
    ),
    Mistake(
        "reshaped-rows",
        "The features are stacked as rows and then reshaped, which deals the numbers out anew.",
        "reshape keeps the reading order of the numbers. Which operation turns rows into columns?",
        edits=(("np.column_stack([x, x**2])", "np.array([x, x**2]).reshape(-1, 2)"),),
    ),
]

MSE_LOSS = [
    Mistake(
        "gradient-without-two",
        "The factor 2 of the square is missing from dw and db.",
        "What is the derivative of r squared in r? Or is the 2 cancelled by a half that your "
        "loss does not have?",
        edits=((DW, "dw = X.T @ residual / N"), (DB, "db = np.sum(residual) / N")),
    ),
    Mistake(
        "dw-without-two",
        "The factor 2 of the square is missing from dw, while db has it.",
        "dw and db come from the same chain rule. Write both derivatives side by side.",
        edits=((DW, "dw = X.T @ residual / N"),),
    ),
    Mistake(
        "db-without-two",
        "The factor 2 of the square is missing from db, while dw has it.",
        "dw and db come from the same chain rule. Write both derivatives side by side.",
        edits=((DB, "db = np.sum(residual) / N"),),
    ),
    Mistake(
        "gradient-not-averaged",
        "The gradient is summed over the examples but not divided by N.",
        "Your loss is a mean. What happens to a constant factor when you differentiate?",
        edits=((DW, "dw = 2 * X.T @ residual"), (DB, "db = 2 * np.sum(residual)")),
    ),
    Mistake(
        "dw-not-averaged",
        "dw is not divided by N, while db is.",
        "The 1/N stands in front of the whole sum: which derivatives does it reach?",
        edits=((DW, "dw = 2 * X.T @ residual"),),
    ),
    Mistake(
        "db-not-averaged",
        "db is not divided by N, while dw is.",
        "The 1/N stands in front of the whole sum: which derivatives does it reach?",
        edits=((DB, "db = 2 * np.sum(residual)"),),
    ),
    Mistake(
        "sum-convention",
        "Loss and gradient are sums over the examples, and they fit each other, but this "
        "course takes means.",
        "Nothing is wrong in your derivatives. Which one factor turns all three sums into means?",
        edits=(
            (LOSS, "loss = np.sum(residual**2)"),
            (DW, "dw = 2 * X.T @ residual"),
            (DB, "db = 2 * np.sum(residual)"),
        ),
        carries=True,
    ),
    Mistake(
        "loss-not-averaged",
        "The loss is a sum over the examples, while the gradient is that of a mean.",
        "Compare the loss with the formula: what stands in front of the sum?",
        edits=((LOSS, "loss = np.sum(residual**2)"),),
    ),
    Mistake(
        "half-mean-convention",
        "Loss and gradient are those of half the mean square: many books do so, this course "
        "does not.",
        "Nothing is wrong in your derivatives. What does the formula of this page have in front "
        "of the sum?",
        edits=(
            (LOSS, "loss = np.sum(residual**2) / (2 * N)"),
            (DW, "dw = X.T @ residual / N"),
            (DB, "db = np.sum(residual) / N"),
        ),
        carries=True,
    ),
    Mistake(
        "half-sum-convention",
        "Loss and gradient are those of half the sum of squares: they fit each other, but this "
        "course takes the mean.",
        "Nothing is wrong in your derivatives. What does the formula of this page have in front "
        "of the sum?",
        edits=(
            (LOSS, "loss = np.sum(residual**2) / 2"),
            (DW, "dw = X.T @ residual"),
            (DB, "db = np.sum(residual)"),
        ),
        carries=True,
    ),
    Mistake(
        "loss-halved",
        "The loss is half the mean square, while the gradient is that of the whole.",
        "A half in the loss would cancel the 2 in the gradient. Does the formula have one?",
        edits=((LOSS, "loss = np.sum(residual**2) / (2 * N)"),),
    ),
    Mistake(
        "loss-half-the-sum",
        "The loss is half the sum of squares, while the gradient is that of their mean.",
        "Compare the loss with the formula: what stands in front of the sum?",
        edits=((LOSS, "loss = np.sum(residual**2) / 2"),),
    ),
    Mistake(
        "half-mean-misplaced-brackets",
        "The loss is the sum of squares, divided by 2 and then multiplied by N.",
        "Python works through / and * from left to right. Where do brackets belong, and does "
        "the formula ask for a half at all?",
        edits=((LOSS, "loss = np.sum(residual**2) / 2 * N"),),
    ),
    Mistake(
        "gradient-sign",
        "dw and db have the wrong sign: they point downhill.",
        "Is your residual prediction minus y, or y minus prediction? The second has a minus in "
        "its own derivative.",
        edits=((DW, "dw = -2 * X.T @ residual / N"), (DB, "db = -2 * np.sum(residual) / N")),
    ),
    Mistake(
        "dw-sign",
        "dw has the wrong sign, while db has the right one.",
        "Differentiate the residual once in w and once in b. Which of the two has a minus?",
        edits=((DW, "dw = -2 * X.T @ residual / N"),),
    ),
    Mistake(
        "db-sign",
        "db has the wrong sign, while dw has the right one.",
        "Differentiate the residual once in w and once in b. Which of the two has a minus?",
        edits=((DB, "db = -2 * np.sum(residual) / N"),),
    ),
    Mistake(
        "db-per-example",
        "db holds one number an example: it is not summed.",
        "Every example pulls at the same bias. How do their pulls become one number?",
        edits=((DB, "db = 2 * residual / N"),),
        also=(((DB, "db = 2 * residual"),),),
    ),
    Mistake(
        "db-left-out",
        "db is 0: the bias has no gradient.",
        "The bias moves every prediction. What is the derivative of a residual in b?",
        edits=((DB, "db = 0.0"),),
    ),
    Mistake(
        "parameters-moved",
        "w - dw and b - db come back, where the slopes dw and db are asked for.",
        "No step is taken here: descent comes in section 3. What do dw and db stand for?",
        edits=(("return loss, dw, db", "return loss, w - dw, b - db"),),
    ),
    Mistake(
        "db-times-bias",
        "db is multiplied by the bias, although a residual has slope 1 in b.",
        "If b grows by 1, by how much does a prediction grow? Does that depend on b?",
        edits=((DB, "db = 2 * np.sum(residual) / N * b"),),
    ),
    Mistake(
        "one-column-for-all",
        "Every entry of dw uses column 0 of X.",
        "dw[j] belongs to weight j. Which column does that weight multiply?",
        edits=((DW, "dw = np.full(len(w), 2 * X[:, 0] @ residual / N)"),),
    ),
    Mistake(
        "dw-without-features",
        "The features are missing from dw: its residuals are not multiplied by X.",
        "The inner derivative of residual i in weight j is an entry of X. Which one?",
        edits=((DW, "dw = 2 * residual / N"),),
        also=(
            ((DW, "dw = np.full(len(w), 2 * np.sum(residual) / N)"),),
            ((DW, "dw = 2 * np.sum(residual) / N"),),
        ),
    ),
    Mistake(
        "dw-not-summed",
        "dw is multiplied entry by entry and not summed: one entry for each example and feature.",
        "* and @ differ: which of them adds up over the axis that both sides share?",
        edits=((DW, "dw = 2 * X.T * residual / N"),),
        also=(
            ((DW, "dw = 2 * X * residual[:, None] / N"),),
            ((DW, "dw = 2 * X.T * residual"),),
            ((DW, "dw = 2 * X * residual[:, None]"),),
        ),
    ),
    Mistake(
        "last-example-alone",
        "dw and db hold the last example alone: each example overwrites the one before.",
        "Print dw after every round of your loop. Which operator lets it grow from round to round?",
        edits=(
            (DW, "dw = 2 * X[-1] * residual[-1] / N"),
            (DB, "db = 2 * residual[-1] / N"),
        ),
        also=(((DW, "dw = 2 * X[-1] * residual[-1]"), (DB, "db = 2 * residual[-1]")),),
    ),
    Mistake(
        "dw-wrong-axis",
        "dw is summed or averaged over the features, where it should be over the examples.",
        "dw has one entry a feature, so the axis of the features must survive. Which axis goes?",
        edits=((DW, "dw = 2 * np.sum(X * residual[:, None], axis=1) / N"),),
        also=(
            ((DW, "dw = 2 * np.mean(X * residual[:, None], axis=1)"),),
            ((DW, "dw = 2 * np.sum(X * residual[:, None], axis=1)"),),
        ),
    ),
    Mistake(
        "dw-is-a-column",
        "dw is a column, (D, 1), where the shape of w, (D,), is asked for.",
        "A gradient has the shape of its parameter: w - rate * dw would spread to (D, D).",
        edits=((DW, "dw = 2 * X.T @ residual[:, None] / N"),),
    ),
    Mistake(
        "broadcast-to-square",
        "A column, (N, 1), met a row, (N,): every pair was subtracted, and the loss is the mean of "
        "all N * N squares.",
        "Print the shapes of the prediction and of y, and of their difference.",
        edits=(
            (RESIDUAL, "residual = (X @ w + b)[:, None] - y"),
            (LOSS, "loss = np.mean(residual**2)"),
            (DB, "db = 2 * np.mean(residual)"),
        ),
        also=(
            (
                (RESIDUAL, PAIRS + "; residual = pairs.mean(axis=1)"),
                (LOSS, "loss = np.mean(pairs**2)"),
            ),
            (
                (RESIDUAL, PAIRS + "; residual = pairs.mean(axis=0)"),
                (LOSS, "loss = np.mean(pairs**2)"),
            ),
            ((LOSS, PAIRS + "; loss = np.mean(pairs**2)"),),
            ((LOSS, PAIRS + "; loss = np.mean(pairs**2)"), (DB, "db = 2 * np.sum(pairs) / N")),
        ),
    ),
    Mistake(
        "broadcast-to-square-summed",
        "A column, (N, 1), met a row, (N,): every pair was subtracted, and the loss is the sum of "
        "all N * N squares over N.",
        "Print the shapes of the prediction and of y, and of their difference.",
        edits=((RESIDUAL, "residual = (X @ w + b)[:, None] - y"),),
        also=(
            (
                (RESIDUAL, PAIRS + "; residual = pairs.sum(axis=1)"),
                (LOSS, "loss = np.sum(pairs**2) / N"),
            ),
            (
                (RESIDUAL, PAIRS + "; residual = pairs.sum(axis=0)"),
                (LOSS, "loss = np.sum(pairs**2) / N"),
            ),
            ((LOSS, PAIRS + "; loss = np.sum(pairs**2) / N"),),
            ((LOSS, PAIRS + "; loss = np.sum(pairs**2) / N"), (DB, "db = 2 * np.sum(pairs) / N")),
        ),
    ),
    Mistake(
        "root-mean-square",
        "The loss is the root of the mean square, while the gradient is that of the mean square.",
        "Does the formula take a root at the end?",
        edits=((LOSS, "loss = np.sqrt(np.sum(residual**2) / N)"),),
    ),
    Mistake(
        "absolute-error",
        "Loss and gradient are those of the mean absolute error, where squares are asked for.",
        "What does the formula do with each residual before it takes the mean?",
        edits=(
            (LOSS, "loss = np.sum(np.abs(residual)) / N"),
            (DW, "dw = X.T @ np.sign(residual) / N"),
            (DB, "db = np.sum(np.sign(residual)) / N"),
        ),
    ),
    Mistake(
        "loss-of-absolutes",
        "The loss is the mean absolute residual, while the gradient is that of the squares.",
        "What does the formula do with each residual before it takes the mean?",
        edits=((LOSS, "loss = np.sum(np.abs(residual)) / N"),),
    ),
    Mistake(
        "square-of-the-mean",
        "The loss is the square of the mean residual: misses up and down cancel each other.",
        "Try residuals -1 and 1 both ways. Which order does the formula have?",
        edits=((LOSS, "loss = (np.sum(residual) / N) ** 2"),),
    ),
    Mistake(
        "not-squared",
        "The loss is the mean residual, without a square: misses up and down cancel each other.",
        "Could your loss become negative? A sum of squares never does.",
        edits=((LOSS, "loss = np.sum(residual) / N"),),
        also=(((LOSS, "loss = -np.sum(residual) / N"),),),
    ),
    Mistake(
        "square-of-the-sum",
        "The loss is the square of the summed residuals over N, where squares should be summed.",
        "Square first or sum first? Try residuals -1 and 1 both ways.",
        edits=((LOSS, "loss = np.sum(residual) ** 2 / N"),),
    ),
    Mistake(
        "residual-squared-in-gradient",
        "The gradient contains the squared residuals, where the residuals themselves belong.",
        "Differentiating lowers the power by one. What is left of r squared?",
        edits=((DW, "dw = 2 * X.T @ residual**2 / N"), (DB, "db = 2 * np.sum(residual**2) / N")),
        also=(
            ((DW, "dw = -2 * X.T @ residual**2 / N"), (DB, "db = -2 * np.sum(residual**2) / N")),
        ),
    ),
    Mistake(
        "gradient-of-the-prediction",
        "The gradient contains the predictions, where the residuals belong: y never enters it.",
        "Which quantity is squared in the loss? Its whole value stays in front after the chain "
        "rule.",
        edits=((DW, "dw = 2 * X.T @ (X @ w + b) / N"), (DB, "db = 2 * np.sum(X @ w + b) / N")),
        also=(((DW, "dw = -2 * X.T @ (X @ w + b) / N"), (DB, "db = -2 * np.sum(X @ w + b) / N")),),
    ),
    Mistake(
        "bias-forgotten",
        "The bias is missing from the prediction.",
        "The model has two parameters. Are both in your residual?",
        edits=((RESIDUAL, "residual = X @ w - y"),),
    ),
    Mistake(
        "bias-added-to-the-weights",
        "The bias is added to every weight, where it is added once to every prediction.",
        "Python works inside brackets first. What meets X in the displayed equation, and what does "
        "not?",
        edits=((RESIDUAL, "residual = X @ (w + b) - y"),),
    ),
    Mistake(
        "bias-with-wrong-sign",
        "The bias enters the residual with the wrong sign: brackets are missing in "
        "y - (X @ w + b).",
        "y - X @ w + b takes X @ w away and adds b. What should be taken away?",
        edits=(
            (RESIDUAL, "residual = y - X @ w + b"),
            (DW, "dw = -2 * X.T @ residual / N"),
            (DB, "db = -2 * np.sum(residual) / N"),
        ),
    ),
    Mistake(
        "dw-averaged-over-features",
        "dw is divided by D, the number of weights, where the mean runs over the N examples.",
        "Which of w and y has one entry an example?",
        edits=((DW, "dw = 2 * X.T @ residual / len(w)"),),
    ),
    Mistake(
        "gradient-averaged-over-features",
        "dw and db are divided by D, the number of weights, where the mean runs over the N "
        "examples.",
        "Which of w and y has one entry an example?",
        edits=(
            (DW, "dw = 2 * X.T @ residual / len(w)"),
            (DB, "db = 2 * np.sum(residual) / len(w)"),
        ),
    ),
    Mistake(
        "size-of-the-example",
        "Everything is divided by 5, however many examples there are: 5 is the size of one data "
        "set.",
        "Which of X and w knows N, and how do you ask it?",
        edits=(("N = X.shape[0]", "N = 5"),),
    ),
    Mistake(
        "averaged-over-features",
        "Loss, dw and db are all divided by D, the number of features, where N is asked for.",
        "Which axis of X counts the examples?",
        edits=(("N = X.shape[0]", "N = X.shape[1]"),),
    ),
    Mistake(
        "zeros",
        "Loss and gradient are all zeros, whatever comes in.",
        "Begin with the residual: what does the model predict, and how far is that from y?",
        edits=((LOSS, "loss = 0.0"), (DW, "dw = np.zeros_like(w)"), (DB, "db = 0.0")),
        also=(((LOSS, "loss = 0.0"), (DW, "dw = 0.0"), (DB, "db = 0.0")),),
    ),
]

GRADIENT_DESCENT = [
    Mistake(
        "uphill",
        "The step goes along the gradient, so it climbs.",
        "The gradient points to where the loss grows. Which way do you want to go?",
        edits=((STEP, "w, b = w + learning_rate * dw, b + learning_rate * db"),),
    ),
    Mistake(
        "learning-rate-forgotten",
        "The learning rate is missing from the step.",
        "How far does your step go when the rate is halved?",
        edits=((STEP, "w, b = w - dw, b - db"),),
    ),
    Mistake(
        "rate-of-the-example",
        "The rate is always 0.1, that of the example, whatever learning_rate is passed.",
        "Which argument says how far to step?",
        edits=((STEP, "w, b = w - 0.1 * dw, b - 0.1 * db"),),
    ),
    Mistake(
        "rate-replaced",
        "The rate is always 0.01, whatever learning_rate is passed.",
        "The arguments are filled in by the caller. Is one of them overwritten in your first "
        "lines?",
        edits=((STEP, "w, b = w - 0.01 * dw, b - 0.01 * db"),),
    ),
    Mistake(
        "rate-shrinks",
        "The rate is divided by the number of the step (1, 2, 3 …), where it should stay as it is.",
        "In the displayed equation, does anything depend on the number of the step?",
        edits=(
            ("for _ in", "for step in"),
            (
                STEP,
                "w, b = w - learning_rate / (step + 1) * dw, b - learning_rate / (step + 1) * db",
            ),
        ),
        also=((("for _ in", "for step in"), (STEP, "learning_rate /= step + 1; " + STEP)),),
    ),
    Mistake(
        "rate-decays",
        "The rate loses a half, a tenth or a hundredth of itself after every step, where it should "
        "stay as it is.",
        "In the displayed equation, does anything depend on the number of the step?",
        edits=((STEP, STEP + "; learning_rate *= 0.9"),),
        also=(
            ((STEP, STEP + "; learning_rate *= 0.5"),),
            ((STEP, STEP + "; learning_rate *= 0.99"),),
        ),
    ),
    Mistake(
        "rate-shrinks-for-w",
        "The rate of w alone is divided by the number of the step (1, 2, 3 …), where it should "
        "stay as it is.",
        "In the displayed equation, does anything depend on the number of the step?",
        edits=(
            ("for _ in", "for step in"),
            (STEP, "w, b = w - learning_rate / (step + 1) * dw, b - learning_rate * db"),
        ),
        also=(
            (
                ("losses = []", "losses = []; rate = learning_rate"),
                ("for _ in", "for step in"),
                (STEP, "rate /= step + 1; w, b = w - rate * dw, b - learning_rate * db"),
            ),
        ),
    ),
    Mistake(
        "rate-on-w-alone",
        "The learning rate is missing from the step of b, while that of w has it.",
        "The displayed equation has two arrows. What stands behind each of them?",
        edits=((STEP, "w, b = w - learning_rate * dw, b - db"),),
    ),
    Mistake(
        "rate-on-b-alone",
        "The learning rate is missing from the step of w, while that of b has it.",
        "The displayed equation has two arrows. What stands behind each of them?",
        edits=((STEP, "w, b = w - dw, b - learning_rate * db"),),
    ),
    Mistake(
        "step-doubled",
        "The step is twice as long as it should be: the 2 of the square is in dw and db already.",
        "What does mse_loss hand you, the slope or half of it?",
        edits=((STEP, "w, b = w - 2 * learning_rate * dw, b - 2 * learning_rate * db"),),
    ),
    Mistake(
        "w-uphill",
        "w steps along its gradient and climbs, while b goes down.",
        "Compare the signs of your two updates with the displayed equation.",
        edits=((STEP, "w, b = w + learning_rate * dw, b - learning_rate * db"),),
    ),
    Mistake(
        "b-uphill",
        "b steps along its gradient and climbs, while w goes down.",
        "Compare the signs of your two updates with the displayed equation.",
        edits=((STEP, "w, b = w - learning_rate * dw, b + learning_rate * db"),),
    ),
    Mistake(
        "along-itself",
        "The step goes along w and b themselves, not along their slopes dw and db.",
        "Where would such steps end, whatever the data? Which of the three values of mse_loss do "
        "you use?",
        edits=((STEP, "w, b = w - learning_rate * w, b - learning_rate * b"),),
    ),
    Mistake(
        "along-the-loss",
        "The step is the rate times the loss, where the slopes belong.",
        "The loss says how high you stand, not which way is down. Which two values say that?",
        edits=((STEP, "w, b = w - learning_rate * loss, b - learning_rate * loss"),),
    ),
    Mistake(
        "w-along-db",
        "w is moved by db, the slope of the bias.",
        "Each parameter has a slope of its own. Which one has the shape of w?",
        edits=((STEP, "w, b = w - learning_rate * db, b - learning_rate * db"),),
    ),
    Mistake(
        "turned-round",
        "The difference is the wrong way round: the old place is taken away from the step.",
        "Read the displayed equation again: what is taken away from what?",
        edits=((STEP, "w, b = learning_rate * dw - w, learning_rate * db - b"),),
    ),
    Mistake(
        "w-turned-round",
        "In the update of w alone the difference is the wrong way round: the old w is taken away "
        "from the step.",
        "Read the displayed equation again: what is taken away from what?",
        edits=((STEP, "w, b = learning_rate * dw - w, b - learning_rate * db"),),
    ),
    Mistake(
        "step-for-place",
        "w and b become the step itself: the place where they were is forgotten.",
        "A step leads from somewhere. What stands in front of the minus in the displayed equation?",
        edits=((STEP, "w, b = -learning_rate * dw, -learning_rate * db"),),
        also=(((STEP, "w, b = learning_rate * dw, learning_rate * db"),),),
    ),
    Mistake(
        "place-not-kept",
        "Every round starts at the first w and b again and takes the same first step.",
        "Under which names does the next round find the place that this round has reached?",
        edits=(
            ("losses = []", "losses = []; w0, b0 = w, b"),
            ("mse_loss(w, b, X, y)", "mse_loss(w0, b0, X, y)"),
            (STEP, "w, b = w0 - learning_rate * dw, b0 - learning_rate * db"),
        ),
    ),
    Mistake(
        "nothing-moves",
        "w and b never move: no step is kept, and every loss is the first one.",
        "Which line of yours writes a new value into w, under that name?",
        edits=((STEP, "pass"),),
    ),
    Mistake(
        "start-returned",
        "The w and b that came in are returned, while the losses are those of the whole descent.",
        "Under which names does your loop keep the place that it has reached?",
        edits=(
            ("losses = []", "losses = []; w0, b0 = w, b"),
            ("return w, b,", "return w0, b0,"),
        ),
    ),
    Mistake(
        "loss-at-bias-zero",
        "mse_loss is asked at bias 0 in every step.",
        "Which four things does mse_loss want to know, and do you hand it the b of this moment?",
        edits=(("mse_loss(w, b, X, y)", "mse_loss(w, 0.0, X, y)"),),
    ),
    Mistake(
        "loss-at-the-start-bias",
        "mse_loss is asked at the first b in every step, where b has moved on.",
        "Which four things does mse_loss want to know, and do you hand it the b of this moment?",
        edits=(
            ("losses = []", "losses = []; b0 = b"),
            ("mse_loss(w, b, X, y)", "mse_loss(w, b0, X, y)"),
        ),
    ),
    Mistake(
        "starts-at-zero",
        "Descent starts with all weights and the bias at 0, not at the w and b that are handed in.",
        "Which arguments say where the walk begins? Do you overwrite them?",
        edits=(("losses = []", "losses = []; w, b = np.zeros_like(w), 0.0"),),
    ),
    Mistake(
        "starts-at-two-zeros",
        "w starts as two zeros, however many weights there are, and b starts at 0.",
        "Which arguments say where the walk begins, and how many weights there are?",
        edits=(("losses = []", "losses = []; w, b = np.zeros(2), 0.0"),),
    ),
    Mistake(
        "averaged-twice",
        "The step is divided by N, although the gradient is a mean already.",
        "Where was 1/N applied first? Once is enough.",
        edits=((STEP, "w, b = w - learning_rate * dw / len(y), b - learning_rate * db / len(y)"),),
    ),
    Mistake(
        "bias-not-updated",
        "Only w moves: b stays where it began.",
        "The displayed equation has two arrows. Are both in your loop?",
        edits=((STEP, "w = w - learning_rate * dw"),),
    ),
    Mistake(
        "weights-not-updated",
        "Only b moves: w stays where it began.",
        "The displayed equation has two arrows. Are both in your loop?",
        edits=((STEP, "b = b - learning_rate * db"),),
    ),
    Mistake(
        "bias-sees-new-weights",
        "The bias is moved with a gradient taken after w had moved already.",
        "Both gradients belong to the place where the step begins. How often do you ask mse_loss "
        "in one step?",
        edits=(
            (
                STEP,
                "w = w - learning_rate * dw; b = b - learning_rate * mse_loss(w, b, X, y)[2]",
            ),
        ),
    ),
    Mistake(
        "gradient-taken-once",
        "The gradient is taken once, before the loop, and used for every step.",
        "The slope changes as you walk. When should you look at it again?",
        edits=(
            ("losses = []", "losses = []; _, dw, db = mse_loss(w, b, X, y)"),
            ("loss, dw, db = mse_loss(w, b, X, y)", "loss = mse_loss(w, b, X, y)[0]"),
        ),
    ),
    Mistake(
        "asked-once",
        "mse_loss is asked once, before the loop: every step uses the first gradient, and every "
        "loss is the first one.",
        "Loss and slope change as you walk. When should you look at them again?",
        edits=(
            (
                "for _ in range(steps):\n        loss, dw, db = mse_loss(w, b, X, y)",
                "loss, dw, db = mse_loss(w, b, X, y)\n    for _ in range(steps):",
            ),
        ),
    ),
    Mistake(
        "loss-after-the-step",
        "Each loss is taken after its step, so the first one, before any step, is missing.",
        "losses[0] should be the loss of the w and b that came in. Where in the loop are they "
        "still unchanged?",
        edits=(
            ("losses.append(loss)", "pass"),
            (STEP, STEP + "; losses.append(mse_loss(w, b, X, y)[0])"),
        ),
    ),
    Mistake(
        "one-loss-too-many",
        "losses has steps + 1 entries: the loss after the last step is there too.",
        "losses[i] is the loss before step i. What is the largest i?",
        edits=(
            (
                "return w, b, np.array(losses)",
                "losses.append(mse_loss(w, b, X, y)[0]); return w, b, np.array(losses)",
            ),
        ),
    ),
    Mistake(
        "one-step-too-many",
        "One step too many is taken.",
        "How many rounds does range(steps + 1) make?",
        edits=(("in range(steps)", "in range(steps + 1)"),),
        also=(
            (
                ("in range(steps)", "in range(steps + 1)"),
                ("np.array(losses)", "np.array(losses[:steps])"),
            ),
        ),
    ),
    Mistake(
        "losses-empty",
        "losses is empty: no loss is collected.",
        "A list grows by append; adding a number to an empty array leaves it empty. What does your "
        "loop do with the loss of each round?",
        edits=(("losses.append(loss)", "pass"),),
    ),
    Mistake(
        "one-step-too-few",
        "One step too few is taken: the last one is missing.",
        "How many rounds does range(1, steps) make?",
        edits=(("in range(steps)", "in range(1, steps)"),),
        also=(
            ((STEP, "if len(losses) < steps: " + STEP),),
            (("in range(steps)", "in range(1, steps)"), ("np.array(losses)", "[*losses, 0.0]")),
            (("in range(steps)", "in range(1, steps)"), ("np.array(losses)", "[0.0, *losses]")),
        ),
    ),
    Mistake(
        "returns-in-the-loop",
        "The function returns after its first step.",
        "Look at the indentation of return: is it inside the loop?",
        edits=(("    return w, b, np.array(losses)", "        return w, b, np.array(losses)"),),
        also=(
            (
                (
                    "    return w, b, np.array(losses)",
                    "        return w, b, [*losses, *np.zeros(steps - 1)]",
                ),
            ),
        ),
    ),
    Mistake(
        "only-the-last-loss",
        "Only the last loss is returned, where all of them are asked for.",
        "A curve needs one loss a step. Where can you collect them?",
        edits=(("np.array(losses)", "loss"),),
    ),
]

STABLE_RATE = [
    Mistake(
        "bias-left-out",
        "The Hessian is that of w alone: the bias has a curvature too.",
        "v = (w, b) has D + 1 entries. Which column of A belongs to b?",
        edits=(("A = np.column_stack([X, np.ones(N)])", "A = X"),),
    ),
    Mistake(
        "hessian-without-two",
        "The factor 2 of the square is missing from the Hessian.",
        "Differentiate the gradient of mse_loss once more. Which factor stays in front?",
        edits=((HESSIAN, "hessian = A.T @ A / N"),),
    ),
    Mistake(
        "hessian-not-averaged",
        "The Hessian is not divided by N.",
        "The loss is a mean, so its first and second derivatives are means. Of how many terms?",
        edits=((HESSIAN, "hessian = 2 * A.T @ A"),),
    ),
    Mistake(
        "plain-product",
        "The Hessian lacks both its factors, the 2 of the square and the 1/N of the mean.",
        "Start from the gradient on the page and differentiate it, factor included.",
        edits=((HESSIAN, "hessian = A.T @ A"),),
    ),
    Mistake(
        "averaged-over-features",
        "The Hessian is divided by its number of columns, D + 1, where N is asked for.",
        "The mean runs over the examples. Which axis of A counts them?",
        edits=((HESSIAN, "hessian = 2 * A.T @ A / A.shape[1]"),),
    ),
    Mistake(
        "averaged-over-d",
        "The Hessian is divided by D, the number of features, where N is asked for.",
        "The mean runs over the examples. Which axis of A counts them?",
        edits=((HESSIAN, "hessian = 2 * A.T @ A / X.shape[1]"),),
    ),
    Mistake(
        "size-of-the-example",
        "The Hessian is divided by 5, however many examples there are: 5 is the size of one data "
        "set.",
        "Which array knows N, and how do you ask it?",
        edits=((HESSIAN, "hessian = 2 * A.T @ A / 5"),),
    ),
    Mistake(
        "not-averaged-and-smallest",
        "Two slips in one: the Hessian is not divided by N, and the rate comes from the smallest "
        "curvature.",
        "Try X = [[1], [1], [3], [3]]: which H do you get, and which of its eigenvalues do you "
        "take? np.linalg.eigvalsh lists them from small to large.",
        edits=(
            (HESSIAN, "hessian = 2 * A.T @ A"),
            (RATE, "return 2 / curvatures.min()"),
        ),
    ),
    Mistake(
        "plain-product-and-smallest",
        "Two slips in one: the Hessian lacks both its factors, 2 and 1/N, and the rate comes from "
        "the smallest curvature.",
        "Try X = [[1], [1], [3], [3]]: which H do you get, and which of its eigenvalues do you "
        "take? np.linalg.eigvalsh lists them from small to large.",
        edits=((HESSIAN, "hessian = A.T @ A"), (RATE, "return 2 / curvatures.min()")),
    ),
    Mistake(
        "one-over-curvature",
        "The rate is 1 over the largest curvature, which is the quickest for one weight but half "
        "of the limit.",
        "Set the factor 1 - rate * curvature to -1, where descent starts to explode. Solve for "
        "the rate.",
        edits=((RATE, "return 1 / curvatures.max()"),),
    ),
    Mistake(
        "smallest-curvature",
        "The rate comes from the smallest curvature, the flattest axis.",
        "Which axis of the bowl explodes first, the flattest or the steepest? And in which order "
        "does np.linalg.eigvalsh list them?",
        edits=((RATE, "return 2 / curvatures.min()"),),
    ),
    Mistake(
        "curvature-returned",
        "The largest curvature itself is returned, and not the rate that it allows.",
        "A steeper bowl must give a smaller rate. Does yours?",
        edits=((RATE, "return curvatures.max()"),),
    ),
    Mistake(
        "upside-down",
        "The fraction is upside down, curvature over 2: a steeper bowl gives a larger rate.",
        "A steeper bowl must give a smaller rate. What belongs below the line?",
        edits=((RATE, "return curvatures.max() / 2"),),
    ),
    Mistake(
        "singular-value",
        "The rate is 2 over the largest singular value of A, where the largest eigenvalue of the "
        "Hessian belongs.",
        "How are the singular values of A related to the eigenvalues of A.T @ A? And which "
        "factors does the Hessian have besides?",
        edits=((RATE, "return 2 / np.linalg.norm(A, 2)"),),
    ),
    Mistake(
        "sum-of-curvatures",
        "The rate comes from the sum of all curvatures, the trace, where the largest one counts.",
        "Each axis goes its own way. Which single axis sets the limit?",
        edits=((RATE, "return 2 / np.trace(hessian)"),),
    ),
    Mistake(
        "frobenius-norm",
        "The rate comes from np.linalg.norm(hessian), the root of the sum of its squared entries.",
        "Which number of a symmetric matrix is the curvature along its steepest axis?",
        edits=((RATE, "return 2 / np.linalg.norm(hessian)"),),
    ),
    Mistake(
        "largest-diagonal-entry",
        "The rate comes from the largest diagonal entry of the Hessian, the curvature along one "
        "parameter.",
        "The steepest axis of the bowl need not be parallel to one parameter. Which numbers "
        "belong to the bowl's own axes?",
        edits=((RATE, "return 2 / np.diag(hessian).max()"),),
    ),
]

ORIGINAL_UNITS = [
    Mistake(
        "y-scale-forgotten",
        "The coefficients lack y's standard deviation.",
        "Multiply both sides of the equation by what stands below y. Which terms does it reach?",
        edits=((COEFFICIENTS, "coefficients = w / x_std"),),
        also=(((COEFFICIENTS, "coefficients = w / x_std"), RIGHT_SHIFT),),
    ),
    Mistake(
        "x-scale-forgotten",
        "The coefficients are not divided by the standard deviations of the features.",
        "One unit of x is how many units of z?",
        edits=((COEFFICIENTS, "coefficients = y_std * w"),),
        also=(((COEFFICIENTS, "coefficients = y_std * w"), RIGHT_SHIFT),),
    ),
    Mistake(
        "multiplied-by-x-scale",
        "The coefficients are multiplied by the features' standard deviations, where they should "
        "be divided.",
        "If a column's spread doubles, one unit of x is a smaller step in z. Which way must the "
        "coefficient go?",
        edits=((COEFFICIENTS, "coefficients = y_std * w * x_std"),),
        also=(((COEFFICIENTS, "coefficients = y_std * w * x_std"), RIGHT_SHIFT),),
    ),
    Mistake(
        "divided-by-y-scale",
        "The coefficients are divided by y's standard deviation, where they should be multiplied.",
        "Multiply both sides of the equation by what stands below y. Where does it end up?",
        edits=((COEFFICIENTS, "coefficients = w / x_std / y_std"),),
        also=(((COEFFICIENTS, "coefficients = w / x_std / y_std"), RIGHT_SHIFT),),
    ),
    Mistake(
        "scales-swapped",
        "The two standard deviations have changed places in the coefficients.",
        "A coefficient has the units of y over the units of x. Which standard deviation goes "
        "above the line?",
        edits=((COEFFICIENTS, "coefficients = x_std * w / y_std"),),
        also=(
            ((COEFFICIENTS, "coefficients = x_std * w / y_std"), RIGHT_SHIFT),
            (
                (COEFFICIENTS, "coefficients = x_std * w / y_std"),
                ("coefficients * x_mean", "w * x_mean"),
            ),
        ),
    ),
    Mistake(
        "coefficients-left-standardised",
        "The coefficients are still the trained weights, in standardised units.",
        "What multiplies x in the displayed equation, after you have solved it for the prediction?",
        edits=((COEFFICIENTS, "coefficients = w"), RIGHT_SHIFT),
        also=(((COEFFICIENTS, "coefficients = w"),),),
    ),
    Mistake(
        "x-shift-forgotten",
        "The shift by the features' means is missing from the intercept.",
        "Put x = 0 into the equation: is z then 0?",
        edits=((INTERCEPT, "intercept = y_mean + y_std * b"),),
    ),
    Mistake(
        "x-shift-sign",
        "The shift by the features' means has the wrong sign.",
        "Put x = 0 into (x - mean) / std. Which sign has it?",
        edits=((INTERCEPT, "intercept = y_mean + y_std * b + np.sum(coefficients * x_mean)"),),
    ),
    Mistake(
        "sums-multiplied",
        "The sum of the coefficients is multiplied by the sum of the means, where each coefficient "
        "belongs to its own mean.",
        "Try two columns: is (c0 + c1)(m0 + m1) the same as c0 m0 + c1 m1?",
        edits=(("np.sum(coefficients * x_mean)", "np.sum(coefficients) * np.sum(x_mean)"),),
    ),
    Mistake(
        "y-mean-scaled",
        "The mean of y is multiplied by the standard deviation of y: it is in units of y already.",
        "Multiply both sides of the equation by what stands below y. What is left to do with the "
        "mean?",
        edits=((INTERCEPT, "intercept = y_std * (b + y_mean) - np.sum(coefficients * x_mean)"),),
    ),
    Mistake(
        "x-shift-not-summed",
        "The intercept holds one number a feature: the shifts are not summed.",
        "Every feature shifts the same prediction. How do their shifts become one number?",
        edits=((INTERCEPT, "intercept = y_mean + y_std * b - coefficients * x_mean"),),
    ),
    Mistake(
        "x-shift-averaged",
        "The shifts of the features are averaged, where they add up.",
        "Look at the sum over j in the displayed equation: does anything divide it by D?",
        edits=(("np.sum(coefficients * x_mean)", "np.mean(coefficients * x_mean)"),),
    ),
    Mistake(
        "y-of-the-notebook",
        "The mean and the standard deviation are those of the notebook's y, where y_mean and "
        "y_std are handed in.",
        "Which names in your function are no arguments of it?",
        edits=(
            (COEFFICIENTS, "coefficients = y.std() * w / x_std"),
            (INTERCEPT, "intercept = y.mean() + y.std() * b - np.sum(coefficients * x_mean)"),
        ),
    ),
    Mistake(
        "x-shift-with-trained-weights",
        "The shift is the means times the trained weights: it lacks the standard deviations of y "
        "and of the features.",
        "The means are in original units. Which of the two sets of numbers goes with them?",
        edits=(("np.sum(coefficients * x_mean)", "np.sum(w * x_mean)"),),
    ),
    Mistake(
        "x-shift-not-scaled-by-y",
        "The shift in the intercept lacks y's standard deviation, while it has those of the "
        "features.",
        "Multiply the whole right side of the equation by y's standard deviation, term by term.",
        edits=(("np.sum(coefficients * x_mean)", "np.sum(w * x_mean / x_std)"),),
    ),
    Mistake(
        "x-shift-not-scaled-by-x",
        "The shift in the intercept lacks the features' standard deviations, while it has y's.",
        "Put x = 0 into (x - mean) / std: what is left of the second half?",
        edits=(("np.sum(coefficients * x_mean)", "np.sum(y_std * w * x_mean)"),),
    ),
    Mistake(
        "bias-not-scaled",
        "The bias enters the intercept without y's standard deviation.",
        "The trained bias counts in standard deviations of y. How many units of y is that?",
        edits=((INTERCEPT, "intercept = y_mean + b - np.sum(coefficients * x_mean)"),),
    ),
    Mistake(
        "bias-forgotten",
        "The trained bias is missing from the intercept.",
        "The bias is 0 only where training has ended on standardised data. Does your function "
        "know that?",
        edits=((INTERCEPT, "intercept = y_mean - np.sum(coefficients * x_mean)"),),
    ),
    Mistake(
        "y-mean-forgotten",
        "The mean of y is missing from the intercept.",
        "On the left of the equation something is subtracted from the prediction. Where does it "
        "go?",
        edits=((INTERCEPT, "intercept = y_std * b - np.sum(coefficients * x_mean)"),),
    ),
    Mistake(
        "intercept-left-standardised",
        "The intercept is still the trained bias, in standardised units.",
        "Put x = 0 into the displayed equation and solve for the prediction.",
        edits=((INTERCEPT, "intercept = b"),),
    ),
]

MISTAKES: dict[str, list[Mistake]] = {
    "quadratic-features": QUADRATIC_FEATURES,
    "mse-loss": MSE_LOSS,
    "gradient-descent": GRADIENT_DESCENT,
    "stable-rate": STABLE_RATE,
    "original-units": ORIGINAL_UNITS,
}

# ---------------------------------------------------------------- right in other ways


def written(signature: str, *ways: tuple[str, str]) -> list[Style]:
    """Styles from ``(name, body)``; the body's lines stand inside ``def signature:``."""
    return [
        Style(name, f"def {signature}:\n" + "\n".join(f"    {line}" for line in body.split("\n")))
        for name, body in ways
    ]


CORRECT: dict[str, list[Style]] = {
    "quadratic-features": written(
        "quadratic_features(x)",
        ("stack", "return np.stack([x, x**2], axis=1)"),
        ("stack-last-axis", "return np.stack((x, np.square(x)), axis=-1)"),
        ("rows-transposed", "return np.array([x, x * x]).T"),
        ("vstack-transposed", "return np.vstack([x, x**2]).transpose()"),
        ("index-trick", "return np.c_[x, x**2]"),
        ("broadcast-powers", "return x[:, None] ** np.array([1, 2])"),
        ("outer-power", "return np.power.outer(x, [1, 2])"),
        ("vandermonde", "return np.vander(x, 3, increasing=True)[:, 1:]"),
        ("hstack-columns", "x = x.reshape(-1, 1)\nreturn np.hstack([x, x**2])"),
        ("list-comprehension", "return np.array([[value, value**2] for value in x])"),
        ("list-of-lists", "return [[float(value), float(value) ** 2] for value in x]"),
        (
            "fill-columns",
            "X = np.empty((x.size, 2))\nX[:, 0] = x\nX[:, 1] = x**2\nreturn X",
        ),
        (
            "loop-over-rows",
            "X = np.zeros((len(x), 2))\nfor i in range(len(x)):\n"
            "    X[i, 0] = x[i]\n    X[i, 1] = x[i] ** 2\nreturn X",
        ),
        ("float32", "x = x.astype(np.float32)\nreturn np.column_stack([x, x**2])"),
    ),
    "mse-loss": written(
        "mse_loss(w, b, X, y)",
        (
            "means",
            "error = X @ w + b - y\n"
            "return np.mean(error**2), 2 * np.mean(X * error[:, None], axis=0), 2 * np.mean(error)",
        ),
        (
            "y-minus-prediction",
            "error = y - (X.dot(w) + b)\nN = len(y)\n"
            "return (error**2).mean(), -2 / N * X.T.dot(error), -2 / N * error.sum()",
        ),
        (
            "row-times-matrix",
            "r = np.dot(X, w) + b - y\nn = y.size\n"
            "return np.dot(r, r) / n, 2.0 * (r @ X) / n, 2.0 * r.sum() / n",
        ),
        (
            "einsum",
            "r = np.einsum('nd,d->n', X, w) + b - y\nN = X.shape[0]\n"
            "dw = np.einsum('nd,n->d', X, r) * 2 / N\n"
            "return np.einsum('n,n->', r, r) / N, dw, 2 * np.einsum('n->', r) / N",
        ),
        (
            "loops",
            "N, D = X.shape\nloss, dw, db = 0.0, np.zeros(D), 0.0\nfor i in range(N):\n"
            "    guess = b\n    for j in range(D):\n        guess += w[j] * X[i, j]\n"
            "    r = guess - y[i]\n    loss += r**2 / N\n    db += 2 * r / N\n"
            "    for j in range(D):\n        dw[j] += 2 * r * X[i, j] / N\n"
            "return loss, dw, db",
        ),
        (
            "loop-over-examples",
            "loss, dw, db = 0, np.zeros_like(w), 0\nfor row, target in zip(X, y):\n"
            "    r = row @ w + b - target\n    loss += r * r\n    dw += 2 * r * row\n"
            "    db += 2 * r\nreturn loss / len(y), dw / len(y), db / len(y)",
        ),
        (
            "python-scalars",
            "r = [float(np.dot(row, w)) + b - t for row, t in zip(X, y)]\nn = len(r)\n"
            "dw = [2 * sum(r[i] * X[i][j] for i in range(n)) / n for j in range(len(w))]\n"
            "return sum(e * e for e in r) / n, dw, 2 * sum(r) / n",
        ),
        (
            "bias-as-column",
            "A = np.column_stack([X, np.ones(len(X))])\nv = np.append(w, b)\n"
            "r = A @ v - y\ngradient = 2 * A.T @ r / len(y)\n"
            "return r @ r / len(y), gradient[:-1], gradient[-1]",
        ),
        (
            "columns-flattened",
            "r = X @ w.reshape(-1, 1) + b - y.reshape(-1, 1)\nN = len(r)\n"
            "return np.sum(r**2) / N, (2 * X.T @ r / N).ravel(), 2 * r.sum() / N",
        ),
        (
            "loss-and-bias-of-shape-1",
            "r = (X @ w + b - y).reshape(1, -1)\nN = r.shape[1]\n"
            "loss = np.mean(r**2, axis=1)\nreturn loss, (2 * r @ X / N)[0], 2 * r.mean(axis=1)",
        ),
        (
            "norm",
            "r = X @ w + b - y\nN = X.shape[0]\n"
            "return np.linalg.norm(r) ** 2 / N, X.T @ r * (2 / N), r.sum() * (2 / N)",
        ),
        (
            "float32",
            "X, w, y = (a.astype(np.float32) for a in (X, w, y))\n"
            "r = X @ w + np.float32(b) - y\nN = np.float32(len(y))\n"
            "return np.sum(r**2) / N, 2 * X.T @ r / N, 2 * np.sum(r) / N",
        ),
        (
            "in-place-on-copies",
            "r = X @ w\nr += b\nr -= y\nloss = np.mean(r**2)\nr *= 2 / len(y)\n"
            "return loss, X.T @ r, r.sum()",
        ),
        (
            "half-then-doubled",
            "r = X @ w + b - y\nN = len(y)\nhalf = r @ r / (2 * N)\n"
            "return 2 * half, 2 * (X.T @ r / N), 2 * (r.sum() / N)",
        ),
    ),
    "gradient-descent": written(
        "gradient_descent(X, y, w, b, learning_rate, steps)",
        (
            "losses-as-list",
            "losses = []\nfor _ in range(steps):\n    loss, dw, db = mse_loss(w, b, X, y)\n"
            "    losses.append(float(loss))\n    w = w - learning_rate * dw\n"
            "    b = b - learning_rate * db\nreturn w, b, losses",
        ),
        (
            "losses-filled-in",
            "losses = np.zeros(steps)\nw = w.copy()\nfor i in range(steps):\n"
            "    losses[i], dw, db = mse_loss(w, b, X, y)\n    w -= learning_rate * dw\n"
            "    b -= learning_rate * db\nreturn w, b, losses",
        ),
        (
            "overwrites-its-argument",
            "losses = []\nfor _ in range(steps):\n    loss, dw, db = mse_loss(w, b, X, y)\n"
            "    losses.append(loss)\n    w -= learning_rate * dw\n    b -= learning_rate * db\n"
            "return w, b, np.array(losses)",
        ),
        (
            "while-loop",
            "losses = np.array([])\ni = 0\nwhile i < steps:\n"
            "    loss, dw, db = mse_loss(w, b, X, y)\n    losses = np.append(losses, loss)\n"
            "    w, b = w - learning_rate * dw, b - learning_rate * db\n    i += 1\n"
            "return w, b, losses",
        ),
        (
            "own-gradient",
            "N = len(y)\nlosses = []\nfor _ in range(steps):\n    r = X @ w + b - y\n"
            "    losses.append(np.mean(r**2))\n    w = w - learning_rate * 2 / N * (X.T @ r)\n"
            "    b = b - learning_rate * 2 * r.mean()\nreturn w, b, np.array(losses)",
        ),
        (
            "one-vector",
            "A = np.column_stack([X, np.ones(len(y))])\nv = np.append(w, b)\nlosses = []\n"
            "for _ in range(steps):\n    r = A @ v - y\n    losses.append(r @ r / len(y))\n"
            "    v = v - learning_rate * 2 * A.T @ r / len(y)\nreturn v[:-1], v[-1], losses",
        ),
        (
            "recursion",
            "if steps == 0:\n    return w, b, []\nloss, dw, db = mse_loss(w, b, X, y)\n"
            "w1, b1 = w - learning_rate * dw, b - learning_rate * db\n"
            "w1, b1, rest = gradient_descent(X, y, w1, b1, learning_rate, steps - 1)\n"
            "return w1, b1, [loss, *rest]",
        ),
        (
            "helper-function",
            "def step(w, b):\n    loss, dw, db = mse_loss(w, b, X, y)\n"
            "    return loss, w - learning_rate * dw, b - learning_rate * db\n"
            "losses = []\nfor _ in range(steps):\n    loss, w, b = step(w, b)\n"
            "    losses.append(loss)\nreturn w, b, np.asarray(losses)",
        ),
        (
            "bias-of-shape-1",
            "b = np.array([b])\nlosses = []\nfor _ in range(steps):\n"
            "    loss, dw, db = mse_loss(w, b[0], X, y)\n    losses.append(loss)\n"
            "    w = w - learning_rate * dw\n    b = b - learning_rate * np.array([db])\n"
            "return w, b, np.array(losses)",
        ),
        (
            "entry-by-entry",
            "w, losses = list(w), []\nfor _ in range(steps):\n"
            "    loss, dw, db = mse_loss(np.array(w), b, X, y)\n    losses.append(loss)\n"
            "    for j in range(len(w)):\n        w[j] = w[j] - learning_rate * dw[j]\n"
            "    b = b - learning_rate * db\nreturn np.array(w), b, np.array(losses)",
        ),
        (
            "keeps-every-place",
            "places = [(w, b)]\nlosses = []\nfor _ in range(steps):\n"
            "    loss, dw, db = mse_loss(*places[-1], X, y)\n    losses.append(loss)\n"
            "    w, b = places[-1]\n"
            "    places.append((w - learning_rate * dw, b - learning_rate * db))\n"
            "return (*places[-1], np.array(losses))",
        ),
        (
            "float32",
            "X, y, w = (a.astype(np.float32) for a in (X, y, w))\nlosses = []\n"
            "for _ in range(steps):\n    loss, dw, db = mse_loss(w, np.float32(b), X, y)\n"
            "    losses.append(loss)\n    w = w - np.float32(learning_rate) * dw\n"
            "    b = b - np.float32(learning_rate) * db\n"
            "return w, b, np.array(losses, dtype=np.float32)",
        ),
        (
            "loss-first-in-loop-head",
            "losses = [0.0] * steps\nfor i in range(len(losses)):\n"
            "    losses[i], dw, db = mse_loss(w, b, X, y)\n"
            "    w, b = np.subtract(w, learning_rate * dw), b - db * learning_rate\n"
            "return w, b, np.array(losses)",
        ),
    ),
    "stable-rate": written(
        "largest_stable_learning_rate(X)",
        (
            "eigh",
            "A = np.hstack([X, np.ones((len(X), 1))])\n"
            "return 2 / np.linalg.eigh(2 / len(X) * A.T @ A)[0][-1]",
        ),
        (
            "eigvals",
            "A = np.c_[X, np.ones(X.shape[0])]\nH = 2 * np.dot(A.T, A) / X.shape[0]\n"
            "return 2 / np.max(np.linalg.eigvals(H).real)",
        ),
        (
            "spectral-norm-of-A",
            "A = np.column_stack([X, np.ones(len(X))])\nreturn len(X) / np.linalg.norm(A, 2) ** 2",
        ),
        (
            "spectral-norm-of-hessian",
            "A = np.column_stack([X, np.ones(len(X))])\n"
            "return float(2 / np.linalg.norm(2 * A.T @ A / len(X), 2))",
        ),
        (
            "singular-values",
            "A = np.column_stack([np.ones(len(X)), X])\n"
            "sigma = np.linalg.svd(A, compute_uv=False)\nreturn X.shape[0] / sigma[0] ** 2",
        ),
        (
            "power-iteration",
            "A = np.column_stack([X, np.ones(len(X))])\nH = 2 * A.T @ A / len(X)\n"
            "v = H.sum(axis=0)\nfor _ in range(5000):\n    v = H @ v\n"
            "    v = v / np.sqrt(v @ v)\nreturn 2 / (v @ H @ v)",
        ),
        (
            "blocks",
            "N, D = X.shape\nH = np.empty((D + 1, D + 1))\nH[:D, :D] = 2 * X.T @ X / N\n"
            "H[:D, D] = H[D, :D] = 2 * X.mean(axis=0)\nH[D, D] = 2\n"
            "return 2 / np.linalg.eigvalsh(H)[-1]",
        ),
        (
            "block-matrix",
            "N = len(X)\nmean = X.mean(axis=0)[:, None]\n"
            "H = 2 * np.block([[X.T @ X / N, mean], [mean.T, np.ones((1, 1))]])\n"
            "return 2 / max(np.linalg.eigvalsh(H))",
        ),
        (
            "sum-of-outer-products",
            "N, D = X.shape\nH = np.zeros((D + 1, D + 1))\nfor row in X:\n"
            "    a = np.append(row, 1.0)\n    H += 2 * np.outer(a, a) / N\n"
            "return 2 / np.linalg.eigvalsh(H).max()",
        ),
        (
            "loops",
            "A = np.insert(X, 0, 1.0, axis=1)\nN, P = A.shape\nH = np.zeros((P, P))\n"
            "for i in range(P):\n    for j in range(P):\n        for n in range(N):\n"
            "            H[i, j] += 2 * A[n, i] * A[n, j] / N\n"
            "return 2 / np.linalg.eigvalsh(H).max()",
        ),
        (
            "gradient-differences",
            "N, D = X.shape\nzero = mse_loss(np.zeros(D), 0.0, X, np.zeros(N))\ncolumns = []\n"
            "for v in np.eye(D + 1):\n    _, dw, db = mse_loss(v[:D], v[D], X, np.zeros(N))\n"
            "    columns.append(np.append(dw - zero[1], db - zero[2]))\n"
            "return 2 / np.linalg.eigvalsh(np.array(columns)).max()",
        ),
        (
            "examples-side",
            "A = np.column_stack([X, np.ones(len(X))])\n"
            "return len(X) / np.linalg.eigvalsh(A @ A.T).max()",
        ),
        (
            "einsum",
            "A = np.pad(X, ((0, 0), (0, 1)), constant_values=1.0)\n"
            "H = 2 * np.einsum('ni,nj->ij', A, A) / A.shape[0]\n"
            "return np.array([2 / np.linalg.eigvalsh(H)[-1]])",
        ),
        (
            "float32",
            "A = np.column_stack([X, np.ones(len(X))]).astype(np.float32)\n"
            "return 2 / np.linalg.eigvalsh(2 * A.T @ A / np.float32(len(X))).max()",
        ),
    ),
    "original-units": written(
        "to_original_units(w, b, x_mean, x_std, y_mean, y_std)",
        ("matrix-product", "c = w * y_std / x_std\nreturn c, y_mean + b * y_std - c @ x_mean"),
        (
            "intercept-first",
            "intercept = y_mean + y_std * (b - np.sum(w * x_mean / x_std))\n"
            "return y_std * w / x_std, intercept",
        ),
        (
            "np-dot",
            "c = np.multiply(w, y_std / x_std)\n"
            "return c, float(y_std * b + y_mean - np.dot(x_mean, c))",
        ),
        (
            "loop",
            "c = np.zeros(len(w))\nintercept = y_mean + y_std * b\nfor j in range(len(w)):\n"
            "    c[j] = y_std * w[j] / x_std[j]\n    intercept -= c[j] * x_mean[j]\n"
            "return c, intercept",
        ),
        (
            "list-comprehension",
            "c = [y_std * wj / s for wj, s in zip(w, x_std)]\n"
            "return c, y_mean + y_std * b - sum(cj * m for cj, m in zip(c, x_mean))",
        ),
        (
            "predict-at-zero",
            "def predict(x):\n    return y_mean + y_std * (((x - x_mean) / x_std) @ w + b)\n"
            "at_zero = predict(np.zeros(len(w)))\n"
            "return np.array([predict(e) - at_zero for e in np.eye(len(w))]), at_zero",
        ),
        (
            "through-the-means",
            "c = (w / x_std) * y_std\nat_mean = y_mean + y_std * b\n"
            "return c, at_mean - (x_mean * c).sum()",
        ),
        (
            "einsum",
            "c = np.einsum('d,d->d', w, y_std / x_std)\n"
            "return c, y_mean + y_std * b - np.einsum('d,d->', c, x_mean)",
        ),
        (
            "matrix-with-bias",
            "D = len(w)\nM = np.zeros((D + 1, D + 1))\nM[:D, :D] = np.diag(1 / x_std)\n"
            "M[D, :D] = -x_mean / x_std\nM[D, D] = 1\nv = y_std * (M @ np.append(w, b))\n"
            "return v[:D], v[D] + y_mean",
        ),
        (
            "intercept-of-shape-1",
            "c = y_std * w / x_std\nreturn c, np.array([y_mean + y_std * b - c @ x_mean])",
        ),
        (
            "in-place-on-a-copy",
            "c = w.copy()\nc *= y_std\nc /= x_std\nreturn c, y_mean + y_std * b - np.inner(c, x_mean)",
        ),
        (
            "inverse-matrix",
            "S = np.diag(x_std)\nc = y_std * np.linalg.solve(S, w)\n"
            "return c, y_mean + y_std * b - c.dot(x_mean)",
        ),
        (
            "float32",
            "w, m, s = (np.float32(a) for a in (w, x_mean, x_std))\nc = np.float32(y_std) * w / s\n"
            "return c, np.float32(y_mean) + np.float32(y_std) * np.float32(b) - np.sum(c * m)",
        ),
    ),
}
