"""One misconception behind many mistakes, and what to show a class that has it.

A label names one mistake of one exercise. The same misconception shows under several labels:
here a pattern of labels stands for each. Labels that no pattern knows stand for themselves, with
the mistake's own hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True)
class Kind:
    """A misconception: what it is called, the labels that show it, and what to show."""

    name: str
    labels: str
    show: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.labels)


KINDS = (
    Kind(
        "Not divided by N",
        r"not-averaged|not-divided-by-n|^sum-convention|^sum-for-(the-)?mean|^summed-over-examples"
        r"|times-n$|^ridge-regularisation-summed",
        "Double the batch: put every example in twice. A mean and its gradient stay as they are, a "
        "sum doubles. Do it by hand with two examples, for loss and gradient.",
    ),
    Kind(
        "Averaged twice, or over the wrong count",
        r"averaged-(again|twice|over|in-the)|divided-by-(c|d|n|three|the-features|n-twice)\b"
        r"|divided-(again|twice)|mean-convention|over-n$|over-the-table|ridge-mean-over"
        r"|^(db|loss|dw|dw-and-db|weights|biases|price|questions|readers|gradients)-averaged"
        r"|mean-of-all|mean-of-the-entries|averaged$",
        "Write the loss as a sum with its bounds and ask what is counted: examples, classes or "
        "entries? Then find the one place where the division stands, and follow it to the "
        "gradient: the chain rule carries it there by itself.",
    ),
    Kind(
        "The price for large weights: its factor",
        r"price-(gradient|slope)-(doubled|halved)|price-without-half|half-on-one-layer|price-doubled"
        r"|regularisation-(doubled|halved)|full-square|price-gradient-divided|price-not-divided"
        r"|price-divided|price-times|price-(in-the-step|bracket)",
        "Differentiate ½·reg·w² for one weight: the half is there to cancel the 2. Write price and "
        "slope side by side, once with the half and once without.",
    ),
    Kind(
        "The price for large weights: missing, or on the wrong parameters",
        r"price-(missing|left-out|first-layer|second-layer|not-passed|of-w|subtracted)"
        r"|without-price|no-price|reg-(not|on)|pays?(-too|-in|$)|biases-pay|regularisation-missing"
        r"|weights-only",
        "One table: loss and gradient as rows, data and price as columns. Every answer must fill "
        "all four fields; the biases have no entry under price.",
    ),
    Kind(
        "The price for large weights: another formula",
        r"^price-|price-slope|ridge-reg|regularisation|weights-not-squared|w1-not-squared",
        "Set the data aside (reg = 1, one weight of 3): the price is ½·9 and its slope is 3. "
        "Which formulas on the board give both numbers?",
    ),
    Kind(
        "Sign turned round",
        r"(^|-)signs?($|-)|uphill|(^|w-|class-|logistic-)turned-round|bias-(subtracted|taken-off)|decay-subtracted"
        r"|(onehot|score|maximum)-added|theta-minus",
        "Draw a loss over one weight and mark a point left and one right of the lowest. Which sign "
        "has the slope there, and which way does the step go? One nudge of a weight settles it.",
    ),
    Kind(
        "The right class: which entry, and where the 1 goes",
        r"one-?hot|picks-whole|whole-(rows|columns)|subtracts-one|right-(class|score)|p-minus"
        r"|class-number|all-classes|answers-only|wrong-classes"
        r"|upside-down|one-taken-off",
        "Take N = 2 and C = 3 and write the whole table. Circle one entry a row: that is what "
        "probs[np.arange(N), y] picks; probs[y] picks rows. Then take 1 off the circled entries.",
    ),
    Kind(
        "Overflow: nothing, or the wrong thing, is taken off before exp",
        r"no-shift|shift-(by|too|taken|per|after)|fixed-shift|overflow|maximum-not-put-back"
        r"|large-scores|zero-times-infinity|loss-through-prob|becomes-nan"
        r"|small-number-in|largest-exponential|not-finite",
        "Compute np.exp(1000) live, then softmax of (1000, 1001) with and without taking off the "
        "largest of the row. Ask why the largest of the whole table is not enough.",
    ),
    Kind(
        "Wrong axis, or not summed",
        r"wrong-axis|wrong-the-axis|along-the-wrong|not-summed|sum-over-(everything|examples|the-ex)"
        r"|columns-sum|along-an-axis|only-the-first-axis|summed-whole|one-(number|column|row|size)-for"
        r"|per-example|^db-(one-number|is-a-column)|not-reduced|shift-by-columns|columns-first",
        "Write the shape under every symbol before any code. What must disappear from (N, C) to "
        "leave (C,)? That axis goes into the sum; keepdims keeps it where it must broadcast.",
    ),
    Kind(
        "Broadcasting: two shapes met that should not",
        r"broadcast|every-pair|flattened|is-a-column|made-(columns|flat)|(stay|pieces)-flat"
        r"|gradients-(flat|as-columns|in-the-shape)",
        "Show (3,) minus (3, 1) on the board: a table of nine. Print shapes before and after each "
        "operation.",
    ),
    Kind(
        "Shape: transposed, reshaped or swapped",
        r"transposed|reshaped|swapped|wrong-shape|turned-shapes|reshaped|stacked-as-rows|ragged"
        r"|not-a-table|not-a-grid|another-length|is-the-wrong-shape",
        "Let shapes find the product: (D, N) @ (N, C) is the only way to (D, C). A reshape of the "
        "right size keeps the numbers in the wrong places: show it on 2 × 3.",
    ),
    Kind(
        "Chain rule: a factor on the way back is missing",
        r"upstream|mask-(missing|of|turned|inverted)|both-masks|by-the-mask|slope-(missing|forgotten)|without-(upstream|hidden|slope|complement|features|s$)"
        r"|features-missing|slopes?-(one|cancel|is)|returns-d|relu-left-out|output-for-the"
        r"|of-the-output|nothing-bends|of-the-pair|relu-of-the-gradient|sum-without-p"
        r"|not-asked|diagonal|scores-for-prob|without-data",
        "Draw the layers as boxes and go back one box at a time: what came from above times the "
        "local slope. Cover one box and ask which factor is gone.",
    ),
    Kind(
        "Derivative taken at the wrong place",
        r"at-the-(activation|output|scores|gradient)|slope-(from|at|of|squared|twice|is)|slope-of"
        r"|activation-besides|hidden-(before|slope)|logistic-(slope|grad)|relu-(grad|slope|for-its)"
        r"|grad-w2-from|dw2-from|exp-slope|log-slope|logarithm-for-its",
        "Plot the function and its slope over the same axis, and mark z and a = f(z) on it. At "
        "which of the two is the slope read off?",
    ),
    Kind(
        "Wrong power or factor of the square",
        r"without-two|half-(mean|sum)|^halved$|not-squared|squared|absolute-error"
        r"|^root$|root-mean|square-of|two-on|cubic|cubed|half-the",
        "Differentiate r² once, slowly, in front of the class: where does the 2 come from, and "
        "what becomes of r? Check with one residual of 3.",
    ),
    Kind(
        "A loop that ends, starts or keeps wrongly",
        r"returns-(in|after)|last-(loss|example|gradient|batch|reader|layer|row|difference)|one-step"
        r"|one-loss|one-(missing|left|iteration)|first-(example|row|batch|reader|node|layer|difference)"
        r"|overwritten|losses-(after|empty|by)|loss-(after|of-the-start)|stops-(early|too)|slice|append"
        r"|(ends|stops)-early|end-left|begin|backward-(steps|stops|in)|only-the-(first|last)|step-doubled"
        r"|accumulation|readers|epoch|decay|batch",
        "Run the loop by hand for two rounds and write down every variable after each line. What "
        "is kept from round to round, what begins anew, and how many entries has the list?",
    ),
    Kind(
        "State: kept, lost or changed between calls",
        r"kept-between|not-kept|consumed|emptied|stored|put-back|changed|(stay|parameters)-moved|cleared"
        r"|values?-not|asked-(once|again)|start-(returned|asked)",
        "Call the function twice, with other numbers the second time. Which numbers of the first "
        "call are still about, and which should be?",
    ),
    Kind(
        "An argument is ignored, or an example's number written in",
        r"typed-in|hard-coded|of-the-example|ignored|replaced|another-(default|limit|resolution)"
        r"|of-the-(notebook|test|page)|places-|not-used|unused|rate-(forgotten|left|of|shared)"
        r"|learning-rate-forgotten|other-(data|base)|seed|(bias|biases|weights|scale|mean)-forgotten"
        r"|starts-at",
        "Call the function with other numbers than the notebook's: which results do not move? "
        "Every argument in the signature must change something.",
    ),
    Kind(
        "Random draws: range, spread or source",
        r"rng|draw|zero-to-one|wide$|biases-normal|fan|^not-even|shuffled|replacement|all-alike"
        r"|same-examples|three-for-six|root-(missing|of)|from-zero-to|spread-for-bound|only-positive|two-values"
        r"|biases-(at|zero|small|minus)|pairs-broken|epsilon",
        "Draw ten thousand numbers and show their histogram beside the asked bounds; then two runs "
        "with one seed and two with different ones.",
    ),
    Kind(
        "The code stops with an error",
        r"^(raises|wrong-return|wrong-type|no-answer|not-found|no-forward|no-backward)$",
        "Read one such message together from its last line upwards: which line, which shapes, "
        "which name?",
    ),
)
"""The first kind whose pattern is found in a label counts."""


@lru_cache(maxsize=5000)
def kind_of(label: str) -> Kind | None:
    """The misconception that a label shows; None where the mistake stands for itself."""
    return next((kind for kind in KINDS if kind.pattern.search(label)), None)
