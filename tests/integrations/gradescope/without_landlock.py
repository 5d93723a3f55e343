"""Runs a program as on a kernel without Landlock: ``without_landlock.py PROGRAM …``.

A filter answers the system calls of Landlock with "no such call", as Docker's default
profile of some years ago did.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_LOAD, _AT_LEAST, _RETURN = 0x20, 0x35, 0x06
_ALLOW, _NO_SUCH_CALL = 0x7FFF0000, 0x00050000 | 38
_FIRST, _AFTER = 444, 447
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def main(words: list[str]) -> None:
    """Install the filter, and become the program."""
    rows = [
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 0, 2, _FIRST),
        (_AT_LEAST, 1, 0, _AFTER),
        (_RETURN, 0, 0, _NO_SUCH_CALL),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = b"".join(struct.pack("<HBBI", *row) for row in rows)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    if libc.prctl(_SECCOMP, _FILTER, ctypes.byref(_Program(len(rows), code))):
        raise OSError(ctypes.get_errno(), "seccomp")
    os.execv(words[0], words)


if __name__ == "__main__":
    main(sys.argv[1:])
