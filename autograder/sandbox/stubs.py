"""Inert stand-ins for plotting and notebook packages, and for ``autograder`` itself.

Marks come from values only, so pictures need not be drawn where work is graded.
Every attribute, call, index and sum of an inert thing is inert again; only what
students unpack (``fig, ax = plt.subplots(2, 2)``) has its real form.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

DRAWING = (
    "matplotlib mpl_toolkits seaborn plotly bokeh altair graphviz IPython ipywidgets"
    " matplotlib_inline tqdm pandas autograder"
).split()


class Inert:
    """Takes everything, does nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _SHAPED.get(name, self)

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """As a decorator it leaves the function as it is."""
        decorates = len(args) == 1 and not kwargs and isinstance(args[0], (FunctionType, type))
        return args[0] if decorates else self

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (Inert,)

    def __enter__(self) -> Inert:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, item: object) -> bool:
        return False

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __delitem__(self, key: Any) -> None:
        pass

    def __bool__(self) -> bool:
        return False

    def __int__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.zeros((), dtype)

    def __index__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "<not drawn where work is graded>"

    __array_ufunc__ = None


def _inert_operator(self: Inert, *others: Any) -> Inert:
    return self


def _never(self: Inert, other: Any) -> bool:
    return False


for _name in "add sub mul matmul truediv floordiv mod pow and or xor lshift rshift".split():
    setattr(Inert, f"__{_name}__", _inert_operator)
    setattr(Inert, f"__r{_name}__", _inert_operator)
for _name in "neg pos abs invert round".split():
    setattr(Inert, f"__{_name}__", _inert_operator)
for _name in "lt le gt ge".split():
    setattr(Inert, f"__{_name}__", _never)

INERT = Inert()


# ------------------------------------------------------- what students unpack


def _axes(rows: int, columns: int, squeeze: bool) -> Any:
    grid = np.empty((rows, columns), dtype=object)
    for place in np.ndindex(rows, columns):
        grid[place] = INERT
    if not squeeze:
        return grid
    return INERT if grid.size == 1 else grid.squeeze()


def _subplots(nrows: int = 1, ncols: int = 1, *, squeeze: bool = True, **_: Any) -> Any:
    return INERT, _axes(nrows, ncols, squeeze)


def _figure_subplots(*args: Any, **kwargs: Any) -> Any:
    return _subplots(*args, **kwargs)[1]


def _one(*args: Any, **kwargs: Any) -> Any:
    return [INERT]


def _two(*args: Any, **kwargs: Any) -> Any:
    return INERT, INERT


def _three(*args: Any, **kwargs: Any) -> Any:
    return INERT, INERT, INERT


def _four(*args: Any, **kwargs: Any) -> Any:
    return (0.0, 1.0, 0.0, 1.0)


def _limits(*args: Any, **kwargs: Any) -> Any:
    return (0.0, 1.0)


_SHAPED: dict[str, Callable[..., Any]] = {
    "subplots": _figure_subplots,
    "subplot_mosaic": _two,
    "plot": _one,
    "semilogy": _one,
    "semilogx": _one,
    "loglog": _one,
    "hist": _three,
    "hist2d": _four,
    "axis": _four,
    "xlim": _limits,
    "ylim": _limits,
    "get_xlim": _limits,
    "get_ylim": _limits,
    "xticks": _two,
    "yticks": _two,
}


class _Progress:
    """``tqdm``: goes through its iterable and shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *args: Any, **kwargs: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(INERT, name)


def _progress_range(*args: int, **kwargs: Any) -> _Progress:
    return _Progress(range(*args))


def _none(*args: Any, **kwargs: Any) -> None:
    return None


_NAMES: dict[str, dict[str, Any]] = {
    "tqdm": {"tqdm": _Progress, "tqdm_notebook": _Progress, "trange": _progress_range},
    "matplotlib": {"subplots": _subplots},
    "autograder": {
        name: INERT for name in ("check", "example", "hint", "progress", "start", "plots")
    },
    "IPython": {"display": _none, "get_ipython": INERT, "clear_output": _none},
}
_NAMES["autograder"]["__version__"] = "0"
_MODULES = ("pyplot", "pylab")


# ------------------------------------------------------------------- modules


class _InertModule(ModuleType):
    """A package of which every name exists."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _MODULES:  # or ``from matplotlib import pyplot`` is no module
            return importlib.import_module(f"{self.__name__}.{name}")
        return getattr(INERT, name)


class _Imports(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers every import first: inert, allowed, or not there."""

    def __init__(self, inert: frozenset[str], allowed: frozenset[str]) -> None:
        self._inert, self._allowed = inert, allowed

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top = fullname.partition(".")[0]
        if top in self._inert:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        if top in self._allowed:
            return None
        raise ModuleNotFoundError(
            f"No module named {fullname!r} where work is graded", name=fullname
        )

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        names = _NAMES.get(module.__name__.partition(".")[0], {})
        module.__dict__.update(names)
        module.__dict__["__all__"] = [name for name in names if not name.startswith("_")]


_HIDDEN: list[ModuleType] = []
"""Real modules that nobody can look up any more; the machinery goes on working with them."""


def install(packages: Iterable[str]) -> None:
    """Put the stand-ins in place; only the standard library and ``packages`` stay real."""
    declared = {package.partition(".")[0] for package in packages}
    inert = frozenset(DRAWING) - declared
    allowed = frozenset(sys.stdlib_module_names) | declared | {"__main__"}
    hidden = [name for name in sys.modules if name.partition(".")[0] in inert]
    _HIDDEN.extend(sys.modules.pop(name) for name in hidden)
    sys.meta_path.insert(0, _Imports(inert, allowed))


def notebook_names() -> dict[str, Any]:
    """What a kernel puts into a notebook's namespace before the first cell."""
    return {"get_ipython": INERT, "display": _none, "In": [""], "Out": {}}
