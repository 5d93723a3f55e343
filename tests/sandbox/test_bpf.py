"""The filter says what the table says: an interpreter of its few instructions is asked."""

from __future__ import annotations

import struct

import pytest

from autograder.sandbox import bpf, syscalls

PID = 4711
ENOSYS, EPERM = bpf.REFUSE | 38, bpf.REFUSE | 1
MACHINES = {"x86_64": 0, "aarch64": 1}


def answer(
    machine: str, number: int, *arguments: int, arch: int | None = None, guarded: bool = True
) -> int:
    """What the kernel would answer to one system call."""
    column = MACHINES[machine]
    arch = syscalls.AUDIT_ARCH[column] if arch is None else arch
    padded = (*arguments, *[0xDEAD] * 6)[:6]
    data = struct.pack("<iIQ6Q", number, arch, 0, *padded)
    program = bpf.program(machine, PID, files_guarded=guarded)
    rows = list(struct.iter_unpack("<HBBI", program))
    at = register = 0
    while True:
        code, yes, no, k = rows[at]
        at += 1
        match code:
            case 0x20:
                (register,) = struct.unpack_from("<I", data, k)
            case 0x54:
                register &= k
            case 0x15:
                at += yes if register == k else no
            case 0x35:
                at += yes if register >= k else no
            case 0x06:
                return int(k)
            case _:
                raise AssertionError(f"unknown instruction {code:#x}")


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number_has_the_answer_of_the_table(machine: str) -> None:
    """Is each call allowed, refused or deadly as the table says, and unknown ones unknown?"""
    column = MACHINES[machine]
    allowed = {numbers[column] for numbers in syscalls.ALLOWED.values()}
    never = {numbers[column] for numbers in syscalls.NEVER.values()}
    assert not (allowed & never) - {None}
    some = {n[column] for n in (syscalls.OPENAT, syscalls.OPEN, syscalls.CLONE3)}
    for number in range(600):
        if number in some:
            continue
        expected = EPERM if number <= syscalls.NEWEST else ENOSYS
        expected = bpf.ALLOW if number in allowed else expected
        expected = bpf.KILL if number in never else expected
        assert answer(machine, number) == expected, number


@pytest.mark.parametrize("machine", MACHINES)
def test_another_way_of_calling_is_deadly(machine: str) -> None:
    """Is a call by another architecture's numbers the end?"""
    assert answer(machine, 0, arch=0x40000003) == bpf.KILL
    if machine == "x86_64":
        assert answer(machine, 0x40000000) == answer(machine, -1) == bpf.KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_arguments_decide(machine: str) -> None:
    """Are threads, reading and aborting allowed, and nothing next to them?"""
    column = MACHINES[machine]

    def ask(numbers: syscalls.Numbers, *arguments: int, guarded: bool = True) -> bool:
        number = numbers[column]
        assert number is not None
        return answer(machine, number, *arguments, guarded=guarded) == bpf.ALLOW

    assert ask(syscalls.CLONE, 0x3D0F00) and ask(syscalls.CLONE, 0x7D0F00)
    assert not ask(syscalls.CLONE, 17) and not ask(syscalls.CLONE, 0x3D0F00 | 0x10000000)
    assert not ask(syscalls.CLONE, 0x4111) and not ask(syscalls.CLONE, 0)
    assert ask(syscalls.TGKILL, PID, 1, 6) and not ask(syscalls.TGKILL, PID + 1, 1, 6)
    assert ask(syscalls.FCNTL, 3, 1) and not ask(syscalls.FCNTL, 3, 8)
    assert ask(syscalls.IOCTL, 1, 0x5401) and not ask(syscalls.IOCTL, 1, 0x5412)
    reading, writing, creating, truncating = 0o2000000, 0o1, 0o101, 0o1000
    assert ask(syscalls.OPENAT, 0, 0, reading) and ask(syscalls.OPENAT, 0, 0, creating)
    assert not ask(syscalls.OPENAT, 0, 0, truncating)
    assert ask(syscalls.OPENAT, 0, 0, reading, guarded=False)
    for flags in (writing, creating, truncating, 2):
        assert not ask(syscalls.OPENAT, 0, 0, flags, guarded=False)


def test_the_program_is_short_enough() -> None:
    """Is the filter below the kernel's 4096 instructions, and built of whole ones?"""
    for machine in syscalls.MACHINES:
        length, rest = divmod(len(bpf.program(machine, PID)), 8)
        assert rest == 0 and length < 600
