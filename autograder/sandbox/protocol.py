"""The messages between the trusted process and its fork server: few, and of fixed size."""

from __future__ import annotations

import socket
import struct

HELLO = struct.Struct("<I")
"""Length of the JSON that says which level the server reached."""

REQUEST = struct.Struct("<cq")
"""What is wanted, and a pid. A ``FORK`` carries the child's end of a line with it."""
FORK, REAP = b"F", b"R"

FORKED = struct.Struct("<q")
"""The child's pid; a pidfd comes with it where there is such a thing."""

REAPED = struct.Struct("<qdq")
"""Wait status (-1: unknown), processor seconds, largest resident size in bytes."""

CLOSE_ON_EXEC = getattr(socket, "MSG_CMSG_CLOEXEC", 0)
