"""Ask a probe one case after another: the same code in a notebook and in the sandbox.

Nothing here knows an answer. A reply holds raw arrays, or says why there are none.
"""

from __future__ import annotations

import contextlib
import copy
import io
import sys
import sysconfig
import traceback
import warnings
from collections.abc import Mapping, Sequence
from types import CodeType, FrameType
from typing import Any, TextIO

import numpy as np

from autograder.model import (
    Boundary,
    Exercise,
    Failure,
    Find,
    Inputs,
    NotFound,
    Probe,
    Reply,
    Value,
    WrongReturn,
)

_KINDS = "biufc"
MAX_MESSAGE = 300
MAX_CODE = 80
_LIBRARY = sysconfig.get_path("stdlib").replace("\\", "/") + "/"


def finder(namespace: Mapping[str, Any]) -> Find:
    """Looks names up in the student's namespace."""

    def find(name: str) -> Any:
        try:
            return namespace[name]
        except KeyError:
            raise NotFound(name) from None

    return find


def ask(
    exercise: Exercise,
    namespace: Mapping[str, Any],
    inputs: Sequence[Inputs],
    counted: bool = True,
    stops_at: tuple[type[BaseException], ...] = (),
    output: TextIO | None = None,
) -> list[Reply]:
    """One reply per case. Each case works on its own copy of the inputs.

    counted: count the calls of the student's functions, where the exercise is on derivatives.
    stops_at: what ends the asking, raised as ``Stopped``; all else is a reply.
    output: where to write what the student's code prints (default: nowhere).
    """
    find = finder(namespace)
    derives = counted and any(output.meaning == "derivative" for output in exercise.outputs)
    outputs = [output.name for output in exercise.outputs]
    return [
        _ask_one(exercise.probe, outputs, find, case, derives and not i, stops_at, output)
        for i, case in enumerate(inputs)
    ]


def draw(boundary: Boundary, namespace: Mapping[str, Any], inputs: Inputs) -> Reply:
    """What a student's classifier says of the plane."""
    return _ask_one(boundary.probe, boundary.OUTPUTS, finder(namespace), inputs, counted=False)


class Stopped(Exception):
    """Somebody stopped the asking; ``at`` says where in the student's code."""

    def __init__(self, at: Failure) -> None:
        super().__init__(at.message)
        self.at = at


def _ask_one(
    probe: Probe,
    outputs: Sequence[str],
    find: Find,
    inputs: Inputs,
    counted: bool,
    stops_at: tuple[type[BaseException], ...] = (),
    output: TextIO | None = None,
) -> Reply:
    given = copy.deepcopy(dict(inputs))
    count = CallCount()
    quiet = contextlib.redirect_stdout(output or io.StringIO())
    quieter = contextlib.redirect_stderr(io.StringIO())
    try:
        with quiet, quieter, warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            with count if counted else contextlib.nullcontext():
                found = probe(find, given)
            values = {name: as_value(found[name]) for name in outputs if name in found}
    except NotFound as error:
        return Reply(failure=Failure("not-found", str(error)))
    except NotImplementedError as error:
        return Reply(failure=Failure("not-written", str(error)[:MAX_MESSAGE]))
    except WrongReturn as error:
        return Reply(failure=Failure("wrong-return", str(error)[:MAX_MESSAGE]))
    except stops_at as error:
        raise Stopped(_raised(error)) from None
    except BaseException as error:
        return Reply(failure=_raised(error))
    changed = tuple(name for name in inputs if not same(inputs[name], given[name]))
    return Reply(values=values, changed=changed, calls=count.most())


class CallCount:
    """Counts, while it lasts, how often each of the student's functions is called."""

    def __init__(self) -> None:
        self._calls: dict[CodeType, list[int]] = {}
        self._before: Any = None

    def __enter__(self) -> None:
        self._before = sys.getprofile()
        sys.setprofile(self._see)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)

    def most(self) -> tuple[int, int]:
        """The calls of the function that was called most, and those with complex numbers."""
        calls, with_complex = max(self._calls.values(), default=[0, 0])
        return calls, with_complex

    def _see(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and _is_students(frame.f_code.co_filename):
            counts = self._calls.setdefault(frame.f_code, [0, 0])
            counts[0] += 1
            counts[1] += any(map(_is_complex, frame.f_locals.values()))


def _is_complex(thing: Any) -> bool:
    """Whether it is a complex number or array; asks nothing of objects of other types."""
    if type(thing) is np.ndarray:
        return bool(thing.dtype.kind == "c")
    return type(thing) in (complex, np.complex128)


def as_value(thing: Any) -> Value:
    """A returned thing as a plain array, or the name of its type if it is none."""
    name = type(thing).__name__
    if thing is None or isinstance(thing, (str, bytes, Mapping)):
        return Value(None, name)
    try:
        array = np.array(thing, subok=False)
    except Exception:
        return Value(None, name)
    if array.dtype.kind not in _KINDS:
        return Value(None, name)
    return Value(array, name)


def same(a: Any, b: Any) -> bool:
    """Whether an argument still is what it was (nan equals nan)."""
    if _same_bytes(a, b):
        return True
    try:
        return bool(np.array_equal(a, b, equal_nan=True))
    except TypeError:
        return bool(np.array_equal(a, b))


def _same_bytes(a: Any, b: Any) -> bool:
    """Whether two plain arrays are alike to the bit: nearly always, and soon seen."""
    if type(a) is not np.ndarray or type(b) is not np.ndarray or a.dtype.hasobject:
        return False
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def _raised(error: BaseException) -> Failure:
    """The exception in one line, with the innermost line of the student's own code."""
    own = [f for f in traceback.extract_tb(sys.exc_info()[2]) if _is_students(f.filename)]
    text = f"{type(error).__name__}: {error}".strip().splitlines()[0][:MAX_MESSAGE]
    if not own:
        return Failure("raised", text)
    names = [frame.name for frame in own if not frame.name.startswith("<")]
    code = (own[-1].line or "").strip()[:MAX_CODE]
    return Failure("raised", text, own[-1].lineno, names[-1] if names else "", code)


def _is_students(filename: str) -> bool:
    """Whether a file is neither ours nor a library's."""
    path = filename.replace("\\", "/")
    ours = "/autograder/" in path or path.startswith(("<frozen", "<__array"))
    ours |= path.endswith(".pyx")  # numpy's compiled parts
    return not ours and "-packages/" not in path and not path.startswith(_LIBRARY)
