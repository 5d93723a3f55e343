"""Can the demo cells change what an answer returns? In doubt they can.

Demo cells train and plot, and are skipped until a mark is at stake. Most answers that are
wrong would be as wrong after them: they read no name that a demo cell binds, and keep nothing
from one call to the next. That is seen in their text. Whatever leaves a doubt (a global list, a
mutable default, ``globals()``, a cell that does not parse) means that they are run.

Students' text is parsed here, in a trusted process, and a parser needs 500 times the memory of
a list of numbers. So nothing is parsed that is longer than anybody writes by hand.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from autograder.grading.plan import Step

FIRM = frozenset({"function", "class", "import", "constant"})
"""Ways to bind a name that leave nothing behind it to be changed by calls."""

DOUBTFUL = frozenset(
    """__builtins__ __class__ __closure__ __code__ __defaults__ __dict__ __globals__ __import__
    __main__ __self__ breakpoint builtins compile ctypes delattr environ eval exec gc get_ipython
    getattr globals importlib input inspect locals open setattr sys threading vars
    weakref""".split()
)
"""Names by which code can reach what its text does not show, or keep what it has seen."""

LONGEST_CELL, LONGEST = 20_000, 100_000
"""Characters of a cell, and of all cells together, beyond which there is doubt."""

OWN_DRAWS = frozenset("BitGenerator Generator PCG64 SeedSequence default_rng".split())
"""What ``np.random`` has that keeps nothing for the next who draws."""

_CONSTANT = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Tuple, ast.operator, ast.unaryop, ast.Load)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class _Doubt(Exception):
    """Something in the text that this module does not see through."""


@dataclass
class _Names:
    """The names of some cells."""

    bound: dict[str, set[str]] = field(default_factory=dict)
    """At top level: name → the ways it is bound."""
    loaded: set[str] = field(default_factory=set)
    """Read at top level."""
    reached: set[str] = field(default_factory=set)
    """Read or written by functions and classes, and not their own."""
    changed: set[str] = field(default_factory=set)
    """Of what an attribute is set, as ``net`` in ``net.layers[0].W = 1``."""


def cannot_matter(steps: Sequence[Step], names: Iterable[str]) -> bool:
    """Whether what is asked of a notebook is the same once its demo cells have run.

    names: the functions and classes that are asked for.
    """
    lengths = [len(step.source) for step in steps]
    if max(lengths, default=0) > LONGEST_CELL or sum(lengths) > LONGEST:
        return False
    try:
        demos = _names(step.source for step in steps if step.demo)
        given = _names(step.source for step in steps if step.given and not step.demo)
        own = _names((s.source for s in steps if not s.given and not s.demo), strict=True)
    except (_Doubt, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    reached = own.reached | own.loaded | given.reached | set(names)
    if reached & (demos.bound.keys() | demos.changed):
        return False
    if own.changed & (own.bound.keys() | given.bound.keys() | demos.bound.keys()):
        return False
    ways = [cells.bound.get(name, set()) for cells in (own, given) for name in reached]
    return FIRM.issuperset(way for found in ways for way in found)


def _names(sources: Iterable[str], strict: bool = False) -> _Names:
    """The names of some cells; ``strict``: raises ``_Doubt`` where state may be kept."""
    found = _Names()
    for source in sources:
        cell = _of_cell(source, strict)
        found.loaded |= cell.loaded
        found.reached |= cell.reached
        found.changed |= cell.changed
        for name, ways in cell.bound.items():
            found.bound.setdefault(name, set()).update(ways)
    return found


@lru_cache(maxsize=100)  # most cells of a class are those that we gave out
def _of_cell(source: str, strict: bool) -> _Names:
    with warnings.catch_warnings():  # they would quote the student on the teacher's terminal
        warnings.simplefilter("ignore")
        tree, table = ast.parse(source), symtable.symtable(source, "<cell>", "exec")
    if strict:
        _refuse_what_keeps(tree)
    cell = _Names(changed=set(_changed(tree)))
    cell.loaded |= {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    for inner in _below(table):
        cell.reached |= {s.get_name() for s in inner.get_symbols() if s.is_global()}
    for name, way in _bindings(tree):
        cell.bound.setdefault(name, set()).add(way)
    return cell


def _below(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _below(child)


def _bindings(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that a cell binds at top level, each with the way."""
    for node in _outside_functions(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, "decorated" if node.decorator_list else "function"
        elif isinstance(node, ast.ClassDef):
            yield node.name, "class"
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name.partition(".")[0]), "import"
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            yield node.name, "other"
        elif isinstance(node, ast.Assign) and _is_constant(node.value):
            yield from ((name, "constant") for name in _stored(*node.targets))
        elif isinstance(node, _STORING):
            yield from ((name, "other") for name in _stored(node))


_STORING = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor, ast.withitem, ast.NamedExpr,
    ast.Delete, ast.comprehension,
)  # fmt: skip


def _stored(*nodes: ast.AST) -> Iterator[str]:
    """The names that are assigned to, or deleted, in some nodes."""
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                yield part.id


def _changed(tree: ast.Module) -> Iterator[str]:
    """The names at the root of every attribute that is set or deleted; raises ``_Doubt``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            root: ast.expr = node
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            if not isinstance(root, ast.Name):
                raise _Doubt
            yield root.id


def _outside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node of a cell's top level: not of the bodies of functions and classes."""
    left: list[ast.AST] = list(tree.body)
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            left += ast.iter_child_nodes(node)


def _is_constant(value: ast.expr) -> bool:
    return all(isinstance(node, _CONSTANT) for node in ast.walk(value))


def _refuse_what_keeps(tree: ast.Module) -> None:
    """Raise ``_Doubt`` where code may keep something from one call to the next, or look around."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Global, ast.Nonlocal, ast.Await)):
            raise _Doubt
        if isinstance(node, ast.Name) and node.id in DOUBTFUL:
            raise _Doubt
        if isinstance(node, ast.Attribute) and node.attr in DOUBTFUL:
            raise _Doubt
        if isinstance(node, ast.Attribute) and _draws_for_all(node):
            raise _Doubt
        if isinstance(node, ast.ImportFrom) and str(node.module).endswith("random"):
            raise _Doubt
        if isinstance(node, ast.alias) and not _is_plain(node):
            raise _Doubt
        if isinstance(node, _FUNCTIONS) and not all(map(_is_constant, _defaults(node))):
            raise _Doubt
        if isinstance(node, ast.ClassDef) and not _keeps_nothing(node):
            raise _Doubt


def _draws_for_all(node: ast.Attribute) -> bool:
    """Whether it is a function of ``random`` or ``np.random``, whose next draw is another."""
    of = node.value
    name = of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""
    return name == "random" and node.attr not in OWN_DRAWS


def _is_plain(alias: ast.alias) -> bool:
    return alias.name != "*" and not DOUBTFUL.intersection(alias.name.split("."))


def _defaults(function: ast.AST) -> list[ast.expr]:
    assert isinstance(function, _FUNCTIONS)
    return [d for d in (*function.args.defaults, *function.args.kw_defaults) if d is not None]


def _keeps_nothing(defined: ast.ClassDef) -> bool:
    """Whether a class body holds methods, constants and words only."""
    return not defined.decorator_list and all(
        (isinstance(node, ast.FunctionDef) and not node.decorator_list)
        or isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and _is_constant(node.value))
        or (isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
            and _is_constant(node.value))
        for node in defined.body
    )  # fmt: skip
