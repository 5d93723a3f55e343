"""Children live, answer, and die; the trusted side says why, and goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import (
    ChildCrashed,
    ChildOutOfMemory,
    ChildTimeout,
    SandboxBroken,
    SandboxUnavailable,
)
from autograder.model import Failure, Reply
from autograder.sandbox import Child, Limits, Rules, Sandbox, client

from .conftest import UNIT

ROOT = Path(__file__).resolve().parents[2]
SLUG = "quadratic-features"
INPUTS = [{"x": np.array([1.0, 2.0])}, {"x": np.array([3.0])}]


def answer(body: str) -> str:
    """A cell that defines the function which the exercise asks for."""
    return f"import numpy as np\ndef quadratic_features(x):\n    {body}\n"


def failure(reply: Reply) -> Failure:
    """Why there is no answer."""
    assert reply.failure is not None
    return reply.failure


def test_answers_are_arrays(child: Child) -> None:
    """Do the student's own values come back, one reply a case?"""
    assert child.run(answer("return np.stack([x, x**2], 1)"), 5).status == "ok"
    first, second = child.ask(SLUG, INPUTS, 5)
    value = first.values["features"]
    assert value.type_name == "ndarray" and value.array is not None
    np.testing.assert_array_equal(value.array, [[1, 1], [2, 4]])
    assert second.values["features"].array is not None
    assert first.changed == ()


def test_changed_arguments_are_reported(child: Child) -> None:
    """Does a function that overwrites its argument say so, and spoil no other case?"""
    child.run(answer("x *= 2; return x"), 5)
    first, second = child.ask(SLUG, INPUTS, 5)
    assert first.changed == second.changed == ("x",)
    np.testing.assert_array_equal(INPUTS[0]["x"], [1, 2])


def test_inputs_keep_their_kind(child: Child) -> None:
    """Are float, int, scalar, 0-d array, list and tuple told apart in the child?"""
    child.run(answer("raise ValueError(f'{type(x).__name__} {x!r}')"), 5)
    given = [1.5, 2, True, np.float64(1.5), np.array(1.5), [1, (2.0, np.ones(1))], float("nan")]
    replies = child.ask(SLUG, [{"x": x} for x in given], 5)
    said = [failure(reply).message.removeprefix("ValueError: ") for reply in replies]
    assert said == [f"{type(x).__name__} {x!r}" for x in given]


def test_a_missing_function_is_not_found(child: Child) -> None:
    """Is it said which name the notebook lacks?"""
    assert failure(child.ask(SLUG, INPUTS[:1], 5)[0]) == Failure("not-found", "quadratic_features")


@pytest.mark.parametrize("source", ["while True: pass", "import time\ntime.sleep(60)"])
def test_an_endless_cell_is_killed(child: Child, source: str) -> None:
    """Is a cell that never ends killed at its time, and the child dead then?"""
    start = time.monotonic()
    with pytest.raises(ChildTimeout, match=r"within 0\.3 s"):
        child.run(source, 0.3)
    assert time.monotonic() - start < 5
    with pytest.raises(ChildCrashed, match="ended already"):
        child.run("1", 1)


def test_an_endless_function_is_killed(child: Child) -> None:
    """Does the time also hold while a probe is asked?"""
    child.run(answer("while True: pass"), 5)
    with pytest.raises(ChildTimeout):
        child.ask(SLUG, INPUTS, 0.3)


def test_a_child_that_reads_nothing_is_killed(child: Child) -> None:
    """Does sending it more than it takes end at the time, too?"""
    child.run(
        "import threading, os\n"
        "threading.Thread(target=lambda: [os.read(3, 1) for _ in range(20)]).start()",
        5,
    )
    with pytest.raises((ChildTimeout, ChildCrashed)):
        child.ask(SLUG, [{"x": np.ones(1 << 20)}], 0.5)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("import os; os._exit(3)", "exit status 3"),
        ("import os; os.abort()", "SIGABRT"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("import os, time; os.close(3); time.sleep(9)", "cut the line"),
        ("import os; os.closerange(0, 99)", "ended its own process"),
    ],
)
def test_a_crash_is_explained(child: Child, source: str, says: str) -> None:
    """Is it said how a child died?"""
    with pytest.raises(ChildCrashed, match=says) as caught:
        child.run(source, 5)
    assert not isinstance(caught.value, ChildOutOfMemory)


def test_too_much_memory_raises_in_the_cell(child: Child) -> None:
    """Is a MemoryError the cell's own failure, after which the child goes on?"""
    outcome = child.run("import numpy as np\nx = np.ones(10**10)", 5)
    assert outcome.status == "raised" and outcome.message.startswith("MemoryError")
    assert child.run("x = [0] * (10**10)", 5).message.startswith("MemoryError")
    assert child.run("x = 1", 5).status == "ok"


def test_death_at_the_memory_limit_is_told_apart() -> None:
    """Is a child that dies at its limit out of memory, and not crashed?"""
    fill = """
import os
kept = []
try:
    while True: kept.append(bytearray(1 << 20))
except MemoryError:
    os.abort()
"""
    with (
        Sandbox(UNIT, Limits(memory=200 << 20)) as sandbox,
        sandbox.child() as child,
        pytest.raises(ChildOutOfMemory, match="200 MB"),
    ):
        child.run(fill, 20)


def test_processor_time_is_limited_outside_of_questions() -> None:
    """Does a thread that goes on after its cell end the child at the limit?"""
    spin = "import threading\ndef f():\n    while True: pass\nthreading.Thread(target=f).start()"
    with Sandbox(UNIT, Limits(cpu_seconds=1)) as sandbox, sandbox.child() as child:
        child.run(spin, 5)
        with pytest.raises(ChildTimeout, match="processor time"):
            child.run("import time; time.sleep(9)", 10)


def test_an_answer_too_large_is_a_wrong_return(child: Child) -> None:
    """Does an honest answer of 100 MB lose its case only?"""
    child.run(answer("return np.ones((len(x), 6_600_000))"), 5)
    large, small = child.ask(SLUG, INPUTS, 10)
    assert failure(large).kind == "wrong-return" and "(2, 6600000)" in failure(large).message
    assert small.values["features"].array is not None


def test_a_lying_array_tells_nothing_but_its_data(child: Child) -> None:
    """Is a subclass that lies about shape and type read as the array it is?"""
    liar = """
import numpy as np
class Liar(np.ndarray):
    shape = property(lambda self: (10**9,))
    nbytes = property(lambda self: -1)
    dtype = property(lambda self: "evil")
    def tobytes(self): raise SystemExit
    def __reduce__(self): raise SystemExit
    def __array__(self, *a, **k): raise SystemExit
def quadratic_features(x):
    return np.arange(4.0).reshape(2, 2).view(Liar)
"""
    child.run(liar, 5)
    value = child.ask(SLUG, INPUTS, 5)[0].values["features"]
    assert value.array is not None and type(value.array) is np.ndarray
    np.testing.assert_array_equal(value.array, [[0, 1], [2, 3]])


@pytest.mark.parametrize("returned", ["object()", "['a']", "[[1], [1, 2]]", "None", "{}"])
def test_what_is_no_array_is_named(child: Child, returned: str) -> None:
    """Does a returned thing that is no array come back as the name of its type?"""
    child.run(answer(f"return {returned}"), 5)
    assert child.ask(SLUG, INPUTS, 5)[0].values["features"].array is None


@pytest.mark.parametrize("dtype", ["longdouble", "clongdouble", ">f8", "float16", "bool", ">i2"])
def test_unusual_numbers_arrive(child: Child, dtype: str) -> None:
    """Are other widths and byte orders read as what they mean?"""
    child.run(answer(f"return np.ones((2, 1)).astype('{dtype}').T"), 5)
    array = child.ask(SLUG, INPUTS, 5)[0].values["features"].array
    assert array is not None and array.shape == (1, 2) and np.all(array == 1)


def test_a_flood_of_prints_harms_nobody(child: Child) -> None:
    """May a cell and a function print megabytes?"""
    assert child.run("for i in range(200_000): print('x' * 50)", 10).status == "ok"
    child.run(answer("print('y' * 10**7); return x"), 5)
    assert child.ask(SLUG, INPUTS, 5)[0].failure is None


def test_children_know_nothing_of_each_other(sandbox: Sandbox) -> None:
    """Does a child start clean, with its own line and no other descriptor?"""
    descriptors = (
        "import os\nopen_ones = []\nfor fd in range(200):\n"
        "    try: os.fstat(fd); open_ones.append(fd)\n    except OSError: pass\n"
        "assert open_ones == [0, 1, 2, 3], open_ones"
    )
    with sandbox.child() as first, sandbox.child() as second:
        first.run("x = 1; import sys; sys.modules['evil'] = 1", 5)
        assert second.run("assert 'x' not in globals(); import sys; 'evil' in sys.modules", 5)
        assert second.run("x", 5).message.startswith("NameError")
        for child in (first, second):
            assert child.run(descriptors, 5).status == "ok"


def test_each_child_has_a_session_of_its_own(
    child: Child, sandbox_with: Callable[[Rules], Sandbox]
) -> None:
    """Does the scheduler see each child as one, however many threads it starts?"""
    alone = "import os\nassert os.getsid(0) == os.getpid()"
    assert child.run(alone, 5).status == "ok"
    assert child.run("import os\nos.setsid()", 5).status == "raised"
    with sandbox_with(Rules(limits=False)).child() as other:
        assert other.run(alone, 5).status == "raised"


def test_each_child_starts_with_the_same_luck(sandbox: Sandbox) -> None:
    """Do the global random streams start alike, on every day, so that no mark hangs on them?"""
    drawn = set()
    for _ in range(2):
        with sandbox.child() as child:
            code = (
                "import random, numpy as np; raise ValueError((random.random(), np.random.rand()))"
            )
            drawn.add(child.run(code, 5).message)
            entropy = "import numpy as np; np.random.default_rng().random()"
            assert child.run(entropy, 5).status == "ok"
    expected = (random.Random(0).random(), np.random.RandomState(0).rand())
    assert drawn == {f"ValueError: {expected}"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_children_of_root_are_nobody() -> None:
    """Is each child a user of its own, and in none of the grader's groups?"""
    code = "import os; raise ValueError(os.getresuid() + os.getresgid() + tuple(os.getgroups()))"
    groups, users = os.getgroups(), set()
    os.setgroups([4])
    try:
        with Sandbox(UNIT) as sandbox, sandbox.child() as first, sandbox.child() as second:
            for child in (first, second):
                ids = child.run(code, 5).message
                user = int(ids.split()[1].strip("(,"))
                assert ids == f"ValueError: {(user,) * 6}" and user > 65000
                users.add(user)
    finally:
        os.setgroups(groups)
    assert len(users) == 2


@pytest.mark.parametrize("rules", [Rules(), Rules(user=False)])
def test_no_privilege_is_left(rules: Rules, sandbox_with: Callable[[Rules], Sandbox]) -> None:
    """Has a child no capability, no way to a new one, and its filter?"""
    with sandbox_with(rules).child() as child:
        kernel = Path("/proc", str(child.pid), "status").read_text()
    lines = [line.split() for line in kernel.splitlines() if line.startswith("Cap")]
    held = [name for name, mask in lines if int(mask, 16)]
    assert len(lines) == 5
    assert held == ([] if os.geteuid() == 0 else ["CapBnd:"])  # only root can give up a bound
    assert "NoNewPrivs:\t1" in kernel and "Seccomp:\t2" in kernel


def test_the_environment_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does anything of the grader's environment reach a child?"""
    monkeypatch.setenv("AUTOGRADER_SEED", "secret")
    code = "import os; left = [k for k in os.environ if not k.endswith('_NUM_THREADS')]\n"
    code += "assert not left or left == ['LC_CTYPE'], left"
    with Sandbox(UNIT) as sandbox, sandbox.child() as child:
        assert child.run(code, 5).status == "ok"


def test_threads_and_matrices_work(child: Child) -> None:
    """May honest code use a thread and multiply matrices?"""
    code = """
import threading, numpy as np
done = []
thread = threading.Thread(target=lambda: done.append(np.ones((300, 300)) @ np.ones((300, 300))))
thread.start(); thread.join()
assert done[0][0, 0] == 300
np.linalg.svd(np.random.rand(60, 60))
"""
    assert child.run(code, 5).status == "ok"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8-sig", "utf-16"])
def test_usual_encodings_are_there(child: Child, encoding: str) -> None:
    """May honest code name an encoding, also where it cannot read the standard library?"""
    assert child.run(f"open('/dev/null', encoding={encoding!r}).close()", 5).status == "ok"


def test_the_working_folder_is_empty(child: Child) -> None:
    """Does code stand in an empty folder, where a missing file is simply missing?"""
    assert child.run("import os; assert os.listdir() == []; os.getcwd()", 5).status == "ok"
    assert child.run("open('data.csv')", 5).message.startswith("FileNotFoundError")
    assert child.run("print('quiet', file=open('/dev/null', 'w'))", 5).status == "ok"


def test_a_dead_server_is_replaced() -> None:
    """Does the next child come although the server died?"""
    with Sandbox(UNIT) as sandbox:
        old = sandbox.child()
        assert sandbox._server is not None
        os.kill(sandbox._server._process.pid, signal.SIGKILL)
        with pytest.raises(ChildCrashed):
            old.run("import time; time.sleep(9)", 10)
        with sandbox.child() as child:
            assert child.run("1", 5).status == "ok"


def test_a_server_that_never_starts_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the sandbox broken when Python itself does not start?"""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SandboxBroken, match="did not start"), Sandbox(UNIT):
        pass


def test_a_child_that_is_never_ready_is_our_fault(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is the sandbox broken when a child does not report?"""
    monkeypatch.setattr(client, "READY_SECONDS", 0.0)
    with pytest.raises(SandboxBroken, match="did not become ready"):
        sandbox.child()


def test_a_child_that_cannot_confine_itself_is_our_fault() -> None:
    """Is a step of confinement that fails said to be ours, and named?"""
    impossible = Limits(stack=1 << 70)
    with pytest.raises(SandboxBroken, match="did not start: Overflow"), Sandbox(UNIT, impossible):
        pass


def test_the_level_is_said(sandbox: Sandbox, sandbox_with: Callable[[Rules], Sandbox]) -> None:
    """Are the walls that stand, and those that miss, named?"""
    assert sandbox.level.name == "full"
    partial = sandbox_with(Rules(landlock=False)).level
    assert partial.name == "partial" and "Landlock" in partial.missing[0]
    none = sandbox_with(Rules(landlock=False, seccomp=False, user=False, limits=False)).level
    assert none.name == "none" and len(none.missing) >= 2


def test_below_the_floor_nothing_runs() -> None:
    """Is a machine without Landlock refused unless the teacher says otherwise?"""
    with (
        pytest.raises(SandboxUnavailable, match=r"Landlock.*--allow-unsandboxed"),
        Sandbox(UNIT, rules=Rules(landlock=False)),
    ):
        pass


def test_nothing_outlives_the_grader() -> None:
    """Do server, children and working folder go when the grader is killed?"""
    script = f"""
import sys, time
from autograder.sandbox import Sandbox
with Sandbox({UNIT!r}) as sandbox:
    child = sandbox.child()
    server = sandbox._server
    print(server._process.pid, child.pid, server.folder, flush=True)
    time.sleep(30)
"""
    grader = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert grader.stdout is not None
    server, child, folder = grader.stdout.readline().split()
    grader.kill()
    grader.communicate()
    deadline = time.monotonic() + 5
    while (lives(server) or lives(child) or os.path.exists(folder)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not lives(server) and not lives(child) and not os.path.exists(folder)


def lives(pid: str) -> bool:
    """Whether a process is there and more than a zombie that waits for init."""
    try:
        return "\nState:\tZ" not in Path("/proc", pid, "status").read_text()
    except OSError:
        return False
