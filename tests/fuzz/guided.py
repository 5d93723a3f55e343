"""A coverage-guided fuzzer on the readers: ``python tests/fuzz/guided.py [TARGET…] [--seconds N]``.

It makes itself an environment in ``build/fuzz/venv`` the first time (atheris, of which there
are wheels for CPython 3.11 to 3.13 on Linux, and what the readers import), since atheris is
no dependency of ours. Each target runs in a process of its own, one after another, from a
corpus in ``build/fuzz/corpus/TARGET`` that grows from run to run. An input that breaks a
promise is saved in ``build/fuzz/crashes`` and ends its target; run it again with
``--again FILE TARGET``. Ends with 1 if there was one.

Not run by the tests: they try the same promises (``targets.py``) with hypothesis.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "fuzz"
PACKAGES = ("atheris>=3.0", "jupytext>=1.16", "numpy>=1.26")
NAMES = ("notebook", "frame", "key", "source", "journal", "cell")
ODD = (None, True, -1, 10**400, 1e308, float("inf"), "", "=", "nan", "O", "\ud800", [], {}, [[]])
"""Values that are put in the place of others."""
INSIDE, COVER = "BACKPROP_FUZZ_TARGET", "BACKPROP_FUZZ_COVER"


def main(arguments: Sequence[str]) -> int:
    """Run the targets named, or all; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--runs", type=int, default=-1, help="at most, for each target")
    parser.add_argument("--again", type=Path, help="run one saved input, and nothing else")
    wishes = parser.parse_args(arguments)
    if unknown := set(wishes.targets) - set(NAMES):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    python = environment()
    worst = 0
    for name in wishes.targets or NAMES:
        done = subprocess.run(
            [python, __file__, *options(name, wishes)],
            env={**os.environ, INSIDE: name, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        print(summary(name, done.stderr, done.returncode), done.stdout, flush=True)
        print(reached(python, name), flush=True)
        worst = max(worst, int(done.returncode != 0))
    return worst


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Help with the lines as they are."""


def environment() -> str:
    """The Python of an environment with atheris in it, made where there is none."""
    python = WORK / "venv" / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", "import atheris, jupytext"]).returncode:
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(python)


def options(name: str, wishes: argparse.Namespace) -> list[str]:
    """libFuzzer's words for what is wished."""
    if wishes.again:
        return [str(wishes.again)]
    corpus, crashes = WORK / "corpus" / name, WORK / "crashes"
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    return [
        str(corpus), f"-max_total_time={wishes.seconds}", f"-runs={wishes.runs}",
        f"-artifact_prefix={crashes}/{name}-", "-max_len=16384", "-timeout=10",
        "-rss_limit_mb=2048", "-print_final_stats=1", "-reload=0",
    ]  # fmt: skip


def summary(name: str, said: str, code: int) -> str:
    """What a run came to in one line, and where it broke a promise, how."""
    last = [line for line in said.splitlines() if re.search(r"cov: \d+ ft: \d+", line)]
    found = re.search(r"cov: (\d+) ft: (\d+) corp: (\S+)", last[-1]) if last else None
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
    count = runs[1] if runs else "?"
    reached = f"edges {found[1]}, features {found[2]}, corpus {found[3]}" if found else "nothing"
    line = f"{name:<9} {count:>9} executions, {reached}"
    if code == 0:
        return line
    end = "\n".join(text for text in said.splitlines() if not text.startswith("#"))
    return f"{line}\n{end[-2000:]}\n{name}: BROKEN (exit code {code})"


def reached(python: str, name: str) -> str:
    """How many lines of a target's modules its whole corpus reaches."""
    words = [python, __file__, str(WORK / "corpus" / name)]
    inner = {**os.environ, INSIDE: name, COVER: "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, env=inner, stdout=subprocess.PIPE, text=True).stdout.rstrip()


# ------------------------------------------------------------ inside, with atheris


def inside(name: str) -> None:
    """Fuzz one target in this process. Never returns."""
    import atheris

    with atheris.instrument_imports(include=["autograder"]):
        from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    corpus = Path(sys.argv[1])
    if corpus.is_dir():
        for number, seed in enumerate(target.seeds()):
            (corpus / f"seed-{number}").write_bytes(seed)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        rng = Random(seed)
        changed = mutated_json(rng, data) if rng.random() < 0.5 else None
        return changed if changed and len(changed) <= most else atheris.Mutate(data, most)

    words = {} if name in ("source", "cell") else {"custom_mutator": mutate}
    atheris.Setup(sys.argv, target.run, **words)
    atheris.Fuzz()


def cover(name: str) -> None:
    """Print how many lines the corpus reaches of the functions that it enters, by module."""
    from tests.fuzz.targets import TARGETS

    target = TARGETS[name]
    names = [f"autograder.{module}" for module in target.modules.split()]
    files = {importlib.import_module(module).__file__ or "": module for module in names}
    seen: dict[str, set[int]] = {file: set() for file in files}

    def trace(frame: FrameType, event: str, _: object) -> Any:
        lines = seen.get(frame.f_code.co_filename)
        if lines is None:
            return None
        if event == "line":
            lines.add(frame.f_lineno)
        return trace

    for path in Path(sys.argv[1]).iterdir():
        sys.settrace(trace)
        try:
            target.run(path.read_bytes())
        finally:
            sys.settrace(None)
    for file, module in files.items():
        whole = compile(Path(file).read_text(encoding="utf-8"), file, "exec")
        entered = (lines for inner in _functions(whole) if (lines := _lines(inner)) & seen[file])
        every = {line for lines in entered for line in lines}
        missed = sorted(every - seen[file])
        count = f"{len(every) - len(missed)} of {len(every)} lines"
        print(f"          {module}: {count}{' but ' * bool(missed)}{' '.join(map(str, missed))}")


def _functions(code: CodeType) -> Iterator[CodeType]:
    """The code inside functions, not that of modules and classes, which importing runs."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & inspect.CO_NEWLOCALS:
                yield inner
            yield from _functions(inner)


def _lines(code: CodeType) -> set[int]:
    return {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}


def mutated_json(rng: Random, data: bytes) -> bytes | None:
    """The first line that is JSON with one value changed; None where there is none.

    A frame keeps its prefix, which is mended, and its body.
    """
    prefix, body = b"", b""
    size = int.from_bytes(data[:4], "little")
    if data[12:13] == b"{" and 12 + size <= len(data):
        prefix, data, body = data[4:12], data[12 : 12 + size], data[12 + size :]
    lines = [data] if prefix else data.split(b"\n")
    at = rng.randrange(len(lines))
    whole = data if len(lines) > 50 or data[-1:] == b"}" else lines[at]
    try:
        value = json.loads(whole)
        if not isinstance(value, dict | list):
            return None
        _change(rng, value)
        text = json.dumps(value).encode()
    except (ValueError, RecursionError):
        return None
    if prefix:
        return len(text).to_bytes(4, "little") + prefix + text + body
    if whole is data:
        return text
    return b"\n".join([*lines[:at], text, *lines[at + 1 :]])


def _change(rng: Random, value: Any) -> None:
    """Change one thing somewhere inside, in place."""
    for _ in range(12):
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and rng.random() < 0.8:
            value = value[key]
            continue
        match rng.randrange(4):
            case 0:
                del value[key]
            case 1 if isinstance(value, list):
                value.append(value[key])
            case 2 if isinstance(value[key], int | float):
                value[key] = rng.choice([-value[key], value[key] + 1, 1 << rng.randrange(70)])
            case _:
                value[key] = rng.choice(ODD)
        return


if __name__ == "__main__":
    if name := os.environ.get(INSIDE):
        (cover if os.environ.get(COVER) else inside)(name)
        sys.exit()
    started = time.monotonic()
    code = main(sys.argv[1:])
    print(f"{time.monotonic() - started:.0f} s")
    sys.exit(code)
