"""Everything the walls stop is tried for real, with the wall and without it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from autograder.errors import ChildCrashed
from autograder.sandbox import Child, Rules, Sandbox, syscalls

ROOT = Path(__file__).resolve().parents[2]
COLUMN = syscalls.MACHINES[os.uname().machine]
ALL = Rules()
NONE = Rules(landlock=False, seccomp=False, user=False, limits=False)

LIBC = "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True)\n"
REFUSED = "\nassert result >= 0, os.strerror(ctypes.get_errno())"


@dataclass(frozen=True)
class Attempt:
    """What a hostile cell tries; it raises unless it succeeds.

    without: the rules with which it does succeed, so that its failure means something
        (``None``: the kernel would refuse it in any case).
    under: the rules with which it must fail (all of them, unless another rule hides this one).
    deadly: the attempt ends the child.
    """

    code: str
    without: Rules | None
    under: Rules = ALL
    deadly: bool = False


def call(function: str) -> str:
    """A call of the C library that must not answer -1."""
    return f"{LIBC}result = libc.{function}{REFUSED}"


def deadly(name: str, arguments: str = "0, 0, 0, 0", without: Rules | None = None) -> Attempt:
    """A system call of which no honest notebook makes use."""
    number = syscalls.NEVER[name][COLUMN]
    return Attempt(call(f"syscall({number}, {arguments})"), without, deadly=True)


def forks(number: int | None, arguments: str) -> Attempt:
    """A system call that returns twice."""
    code = f"{LIBC}result = libc.syscall({number}, {arguments})\nif result == 0: os._exit(0)"
    return Attempt(code + REFUSED, NO_SECCOMP)


NO_LANDLOCK, NO_SECCOMP = replace(ALL, landlock=False), replace(ALL, seccomp=False)
SAME_USER = replace(ALL, user=False)
SAME_USER_NO_SECCOMP = replace(SAME_USER, seccomp=False)
SAME_USER_NO_LANDLOCK = replace(SAME_USER, landlock=False)

FILES = {
    "reads_the_password_file": Attempt("open('/etc/passwd').read()", NO_LANDLOCK),
    "reads_the_solutions": Attempt(
        f"open({str(ROOT / 'solutions' / '01_linear_regression.py')!r}).read()",
        SAME_USER_NO_LANDLOCK,
    ),
    "lists_the_public_keys": Attempt(
        f"import os; os.listdir({str(ROOT / 'autograder' / 'keys')!r})", SAME_USER_NO_LANDLOCK
    ),
    "reads_another_package": Attempt(f"open({pytest.__file__!r}).read()", SAME_USER_NO_LANDLOCK),
    "reads_a_file_in_tmp": Attempt("open('{canary}').read()", NO_LANDLOCK),
    "lists_tmp": Attempt("import os; os.listdir('{folder}')", NO_LANDLOCK),
    "reads_what_the_kernel_tells": Attempt("open('/proc/uptime').read()", NO_LANDLOCK),
    "reads_the_graders_memory": Attempt("open('/proc/{parent}/mem', 'rb')", None),
    "lists_the_graders_descriptors": Attempt("import os; os.listdir('/proc/{parent}/fd')", None),
    "writes_a_file": Attempt("open('{canary}', 'w').write('x')", NONE),
    "makes_a_file": Attempt("open('{folder}/new', 'x').close()", NONE),
    "makes_a_file_where_it_stands": Attempt("open('new', 'x')", None),
    "truncates_without_writing": Attempt(
        "import os; os.open('{canary}', os.O_RDONLY | os.O_TRUNC)", NONE
    ),
    "removes_a_file": Attempt("import os; os.unlink('{canary}')", NONE),
    "makes_a_link": Attempt("import os; os.symlink('/etc', '{folder}/link')", NONE),
    "changes_a_mode": Attempt(
        "import os; os.chmod('{canary}', 0o600)", SAME_USER_NO_SECCOMP, under=SAME_USER
    ),
    "changes_a_time": Attempt(
        "import os; os.utime('{canary}', (0, 0))", SAME_USER_NO_SECCOMP, under=SAME_USER
    ),
    "changes_an_owner": Attempt(
        "import os; os.chown('{canary}', os.getuid(), os.getgid())",
        SAME_USER_NO_SECCOMP,
        under=SAME_USER,
    ),
    "sets_an_attribute": Attempt("import os; os.setxattr('{canary}', 'user.x', b'')", None),
    "changes_its_folder": Attempt("import os; os.chdir('/')", NO_SECCOMP),
    "makes_a_file_in_memory": Attempt("import os; os.memfd_create('x')", NO_SECCOMP),
}

PROCESSES = {
    "opens_a_tcp_socket": Attempt("import socket; socket.socket()", NO_SECCOMP),
    "opens_a_unix_socket": Attempt("import socket; socket.socketpair()", NO_SECCOMP),
    "forks": Attempt("import os\nif os.fork() == 0: os._exit(0)", NO_SECCOMP),
    "forks_without_a_copy": Attempt(
        "import subprocess, sys; subprocess.run(['/bin/true'], check=True)", NONE
    ),
    "becomes_a_program": Attempt("import os; os.execv('/bin/true', ['true'])", None),
    "kills_the_grader": Attempt("import os; os.kill({parent}, 0)", NONE),
    "kills_its_server": Attempt("import os; os.kill(os.getppid(), 0)", NONE),
    "kills_everything": Attempt("import os; os.kill(-1, 0)", NONE),
    "signals_a_thread_of_the_server": Attempt(
        LIBC + "p = os.getppid(); result = libc.tgkill(p, p, 0)" + REFUSED, NONE
    ),
    "lets_the_kernel_signal_another": Attempt(
        "import fcntl, os; fcntl.fcntl(3, fcntl.F_SETOWN, os.getpid())", NO_SECCOMP
    ),
    "takes_a_pidfd": Attempt("import os; os.pidfd_open(os.getppid())", NO_SECCOMP),
    "raises_a_limit": Attempt(
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))", NO_SECCOMP
    ),
    "renames_itself": Attempt(call("prctl(15, b'grader', 0, 0, 0)"), NO_SECCOMP),
    "asks_for_shared_memory": Attempt(call("shmget(0, 4096, 0o1600)"), NO_SECCOMP),
    "asks_for_a_message_queue": Attempt(call("msgget(0, 0o1600)"), NO_SECCOMP),
    "asks_for_a_semaphore": Attempt(call("semget(0, 1, 0o1600)"), NO_SECCOMP),
    "makes_a_process_by_clone": forks(syscalls.CLONE[COLUMN], "17, 0, 0, 0, 0"),
    "makes_a_process_by_clone3": forks(435, "(ctypes.c_long * 8)(), 64"),
    "traces": deadly("ptrace", "0, 0, 0, 0", NO_SECCOMP),
    "reads_another_process": deadly("process_vm_readv", "os.getppid(), 0, 0, 0, 0, 0"),
    "enters_a_namespace": deadly("unshare", "0", NO_SECCOMP),
    "becomes_its_user_again": deadly("setuid", "os.getuid()", NO_SECCOMP),
    "mounts": deadly("mount"),
    "changes_its_root": deadly("chroot", "b'.'"),
    "asks_for_a_ring": deadly("io_uring_setup", "1, (ctypes.c_char * 120)()"),
    "loads_a_program_into_the_kernel": deadly("bpf"),
    "counts_events": deadly("perf_event_open", "0, 0, -1, -1, 0"),
    "handles_its_own_faults": deadly("userfaultfd", "1"),
    "asks_for_a_key": deadly("keyctl", "0, -3, 0", NO_SECCOMP),
    "opens_by_handle": deadly("open_by_handle_at"),
}

LIMITS = {
    "takes_three_gigabytes": Attempt(
        "import numpy; numpy.empty(3 << 30, 'u1')", replace(ALL, limits=False)
    ),
    "opens_many_files": Attempt(
        "import os; [os.dup(3) for _ in range(100)]", replace(ALL, limits=False)
    ),
    "starts_many_threads": Attempt(
        "import threading, time\nthreading.stack_size(1 << 16)\n"
        "for _ in range(600): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        replace(ALL, limits=False),
    ),
}

ATTEMPTS = {**FILES, **PROCESSES, **LIMITS}
SUCCESSES = {name: a for name, a in ATTEMPTS.items() if a.without is not None}


@pytest.fixture
def bait() -> Iterator[dict[str, str]]:
    """A file that anyone could read and write if nothing confined them."""
    with tempfile.TemporaryDirectory(prefix="canary-") as folder:
        canary = Path(folder) / "canary"
        canary.write_text("sings")
        os.chmod(canary, 0o666)
        os.chmod(folder, 0o777)
        yield {"canary": str(canary), "folder": folder, "parent": str(os.getpid())}


def succeeds(child: Child, code: str, bait: dict[str, str]) -> bool:
    """Whether the attempt comes to its end."""
    for name, value in bait.items():
        code = code.replace("{" + name + "}", value)
    outcome = child.run(code, 5)
    assert outcome.status != "syntax-error", outcome
    return outcome.status == "ok"


@pytest.mark.parametrize("name", ATTEMPTS)
def test_is_it_stopped(
    name: str, sandbox_with: Callable[[Rules], Sandbox], bait: dict[str, str]
) -> None:
    """Is the attempt stopped, and has it left no trace?"""
    attempt = ATTEMPTS[name]
    before = os.stat(bait["canary"])
    with sandbox_with(attempt.under).child() as child:
        if attempt.deadly:
            with pytest.raises(ChildCrashed, match="SIGSYS"):
                child.run(attempt.code, 5)
        else:
            assert not succeeds(child, attempt.code, bait)
            assert child.run("1", 5).status == "ok"
    assert os.listdir(bait["folder"]) == ["canary"]
    assert Path(bait["canary"]).read_text() == "sings"
    after = os.stat(bait["canary"])
    assert (after.st_mode, after.st_mtime) == (before.st_mode, before.st_mtime)


@pytest.mark.parametrize("name", SUCCESSES)
def test_does_it_succeed_without_the_rule(
    name: str, sandbox_with: Callable[[Rules], Sandbox], bait: dict[str, str]
) -> None:
    """Would the same attempt succeed if the rule that stops it were not there?"""
    attempt = ATTEMPTS[name]
    assert attempt.without is not None
    with sandbox_with(attempt.without).child() as child:
        assert succeeds(child, attempt.code, bait)


@pytest.mark.parametrize("rules", [
    replace(NONE, landlock=True), replace(NONE, seccomp=True), replace(NONE, limits=True),
])  # fmt: skip
def test_any_one_wall_keeps_files_whole(
    rules: Rules, sandbox_with: Callable[[Rules], Sandbox], bait: dict[str, str]
) -> None:
    """Can a file's content be changed while a single one of three walls stands?"""
    with sandbox_with(rules).child() as child:
        assert not succeeds(child, "open('{canary}', 'r+').write('x' * 9000)", bait)
    assert Path(bait["canary"]).read_text() == "sings"


def test_another_program_ends_the_child(sandbox_with: Callable[[Rules], Sandbox]) -> None:
    """Would the child have become another program if nothing stopped it?"""
    code = ATTEMPTS["becomes_a_program"].code
    with sandbox_with(NONE).child() as child, pytest.raises(ChildCrashed, match="exit status 0"):
        child.run(code, 5)


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the code is x86")
def test_old_system_calls_are_stopped(child: Child) -> None:
    """Is the 32-bit way into the kernel shut?"""
    code = r"""
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # getpid by int 0x80
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
"""
    with pytest.raises(ChildCrashed, match="SIG"):
        child.run(code, 5)


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="x32 is x86")
def test_x32_calls_are_stopped(child: Child) -> None:
    """Is the way past the numbers of the table shut?"""
    with pytest.raises(ChildCrashed, match="SIGSYS"):
        child.run("import ctypes; ctypes.CDLL(None).syscall(0x40000000 + 39)", 5)
