"""Answers compared after renaming: a digest of what an answer says, whatever its names and layout.

Names of locals, arguments and helpers, comments, docstrings, prints, annotations and formatting
go; what is left is counted and digested. Equal digests are a reason to talk, never a proof.

Students' text is parsed here, in a trusted process, so nothing is parsed that nobody writes by
hand (as in ``demos``), and whatever cannot be parsed has no digest.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from autograder.grading.demos import LONGEST, LONGEST_CELL
from autograder.grading.plan import Released, Step, mentions
from autograder.model import Exercise

LEAST = 60
"""Parts that an answer must have after renaming: short answers are alike by nature."""
LENGTH = 16

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SAYS_NOTHING = (ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal)
_LEFT_OUT = frozenset({"ctx", "kind", "annotation", "returns", "type_comment", "type_params"})


def digests(
    steps: Sequence[Step], exercises: Sequence[Exercise], released: Released
) -> tuple[str, ...]:
    """One digest an exercise; ``""`` where an answer is short, as given out or cannot be read."""
    texts = [step.source for step in steps]
    if sum(map(len, texts)) > LONGEST:
        return ("",) * len(exercises)
    return tuple(_of_exercise(steps, e, exercises, released) for e in exercises)


@lru_cache(maxsize=200)  # what many hand in alike is parsed once
def digest(sources: tuple[str, ...], needs: tuple[str, ...]) -> str:
    """The digest of some cells that define ``needs``; ``""`` where there is too little of it."""
    parts = _parts(sources, needs)
    if sum(part != ")" for part in parts) < LEAST:
        return ""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def _of_exercise(
    steps: Sequence[Step], exercise: Exercise, every: Sequence[Exercise], released: Released
) -> str:
    sources = tuple(steps[i].source for i in _cells(steps, exercise, every))
    found = digest(sources, exercise.needs)
    given = released.answers.get(exercise.slug)
    untouched = given is not None and found == digest((given,), exercise.needs)
    return "" if untouched else found


def _cells(steps: Sequence[Step], exercise: Exercise, every: Sequence[Exercise]) -> Sequence[int]:
    """The cells that hold an answer.

    Where several exercises ask for one class, it is what stands between their checks.
    """
    written = [
        i
        for i, step in enumerate(steps)
        if not step.given and not step.demo and mentions(step.source, exercise.needs)
    ]
    if sum(other.needs == exercise.needs for other in every) == 1:
        return written
    asks = [i for i, step in enumerate(steps) if step.asks]
    here = next((i for i in asks if exercise.slug in steps[i].asks), -1)
    before = max((i for i in asks if i < here), default=-1)
    return [i for i in written if before < i <= here]


def _parts(sources: Sequence[str], needs: Sequence[str]) -> list[str]:
    """What cells define, as words in order; nothing where one cannot be read."""
    if any(len(source) > LONGEST_CELL for source in sources):
        return []
    writer = _Writer(frozenset(needs))
    try:
        with warnings.catch_warnings():  # they would quote the student on the teacher's terminal
            warnings.simplefilter("ignore")
            trees = [ast.parse(source) for source in sources]
        defined = [node for tree in trees for node in tree.body if isinstance(node, _DEFINED)]
        writer.block(defined)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return writer.parts


class _Writer:
    """Writes a tree as words, in which own names are numbers in order of appearance."""

    def __init__(self, kept: frozenset[str]) -> None:
        self.kept = kept
        self.parts: list[str] = []
        self.scopes: list[dict[str, str]] = []
        self.named: list[int] = []
        self.attributes: dict[str, str] = {}
        self.around: list[ast.AST] = []

    def block(self, nodes: Sequence[ast.AST]) -> None:
        """Some definitions that know each other."""
        self._open(set(_bound(nodes)) - self.kept)
        for node in nodes:
            self._node(node)
        self._close()

    def _open(self, names: Iterable[str]) -> None:
        self.scopes.append(dict.fromkeys(names, ""))
        self.named.append(0)

    def _close(self) -> None:
        self.scopes.pop()
        self.named.pop()

    def _node(self, node: ast.AST) -> None:
        if isinstance(node, _SAYS_NOTHING) or _is_idle(node):
            return
        if isinstance(node, ast.Constant):
            self.parts.append(_constant(node.value))
        elif isinstance(node, ast.Name):
            self.parts.append(self._name(node.id))
        elif isinstance(node, ast.Attribute):
            self._attribute(node)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._fields("Assign", {"targets": [node.target], "value": node.value})
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            self._definition(node)
        else:
            own = not isinstance(node, ast.keyword)
            self._fields(type(node).__name__, dict(ast.iter_fields(node)), own)

    def _fields(self, kind: str, fields: Mapping[str, object], own: bool = True) -> None:
        """A node and what is in it; ``own``: a name in it may be one of the answer's own."""
        self.parts.append(kind)
        for name, value in fields.items():
            if name in _LEFT_OUT:
                continue
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.AST):
                    self._node(part)
                elif part is not None:
                    named = own and name in ("name", "arg", "rest")
                    self.parts.append(self._name(str(part)) if named else str(part))
        self.parts.append(")")

    def _definition(self, node: ast.AST) -> None:
        """A function or class; what a function binds is its own."""
        name = getattr(node, "name", "lambda")
        method = bool(self.around) and isinstance(self.around[-1], ast.ClassDef)
        self.parts.append(self._own_attribute(name) if method else self._name(name))
        self._open(() if isinstance(node, ast.ClassDef) else _bound(_inside(node)))
        self.around.append(node)
        inner = {field: value for field, value in ast.iter_fields(node) if field != "name"}
        self._fields(type(node).__name__, inner)
        self.around.pop()
        self._close()

    def _attribute(self, node: ast.Attribute) -> None:
        of = node.value
        mine = isinstance(of, ast.Name) and of.id in self._selves()
        self._node(of)
        self.parts.append(self._own_attribute(node.attr) if mine else f".{node.attr}")

    def _selves(self) -> set[str]:
        """What the methods around call their object."""
        pairs = pairwise(self.around)
        return {_first_argument(inner) for outer, inner in pairs if isinstance(outer, ast.ClassDef)}

    def _own_attribute(self, name: str) -> str:
        return self.attributes.setdefault(name, f".{len(self.attributes)}")

    def _name(self, name: str) -> str:
        """A number for a name of the answer's own, by the function it belongs to; else itself."""
        for depth, scope in reversed(list(enumerate(self.scopes))):
            if name in scope:
                if not scope[name]:
                    self.named[depth] += 1
                    scope[name] = f"{depth}:{self.named[depth]}"
                return scope[name]
        return name


def _is_idle(node: ast.AST) -> bool:
    """A docstring, a constant by itself, or something printed."""
    if not isinstance(node, ast.Expr):
        return False
    value = node.value
    printed = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    return isinstance(value, ast.Constant) or (printed and value.func.id == "print")  # type: ignore[attr-defined]


def _constant(value: object) -> str:
    """A number as it counts: 2 and 2.0 are one."""
    whole = isinstance(value, float) and value.is_integer()
    return repr(int(value)) if whole else repr(value)  # type: ignore[call-overload]


def _inside(function: ast.AST) -> list[ast.AST]:
    arguments, body = (getattr(function, name) for name in ("args", "body"))
    return [arguments, *(body if isinstance(body, list) else [body])]


def _bound(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """The names that some nodes bind: not those within the functions among them."""
    left = list(nodes)
    while left:
        node = left.pop()
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name
        if isinstance(node, _DEFINED):
            yield node.name
        elif not isinstance(node, ast.Lambda):
            left += ast.iter_child_nodes(node)


def _first_argument(function: ast.AST) -> str:
    arguments = getattr(function, "args", None)
    if not isinstance(arguments, ast.arguments):
        return ""
    return next((a.arg for a in (*arguments.posonlyargs, *arguments.args)), "")
