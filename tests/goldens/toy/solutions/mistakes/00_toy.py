"""What goes wrong in the toy course."""

from autograder.authoring.bank import Mistake, Style

MISTAKES = {
    "double-it": [
        Mistake(
            label="squared",
            says="double(x) returns the square of x.",
            hint="Is 2 times 3 the same as 3 times 3?",
            edits=(("2 * x", "x**2"),),
        ),
        Mistake(
            label="halved",
            says="double(x) returns half of x.",
            hint="Which way does it go?",
            code="def double(x):\n    return x / 2\n",
        ),
    ],
    "square-loss": [
        Mistake(
            label="factor-two-missing",
            says="dw lacks the 2 that comes down from the exponent.",
            hint="Differentiate the square slowly.",
            edits=(("dw = 2 * product", "dw = product"),),
        ),
        Mistake(
            label="sum-for-mean",
            says="The loss is a sum over the examples, not their mean.",
            hint="How does the loss change with more examples?",
            edits=(("np.mean(", "np.sum("), (" / w.size", "")),
            carries=True,
        ),
    ],
    "cubic-bug-hunt": [
        Mistake(
            label="exponent-kept",
            says="The exponent has not become smaller.",
            hint="What is the derivative of x squared?",
            edits=(("x**2", "x**3"),),
        ),
    ],
}

CORRECT = {
    "double-it": [Style("sum", "def double(x):\n    return x + x\n")],
    "square-loss": [
        Style(
            "loop",
            "def square_loss(w, x):\n"
            "    loss, dw = 0.0, np.zeros_like(w)\n"
            "    for i in range(len(w)):\n"
            "        loss += (w[i] * x[i]) ** 2 / len(w)\n"
            "        dw[i] = 2 * w[i] * x[i] ** 2 / len(w)\n"
            "    return loss, dw\n",
        )
    ],
    "cubic-bug-hunt": [Style("product", "def cubic_gradient(x):\n    return 3 * x * x\n")],
}
