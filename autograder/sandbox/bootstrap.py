"""First lines of the server's process: ``python -I bootstrap.py DESCRIPTOR PACKAGE_FOLDER CONFIG``.

``-I`` and an empty environment mean that nothing of the caller's paths is
inherited, so the package is found by its folder and no search path is changed.
"""

import json
import os
import socket
import sys
from importlib.util import module_from_spec, spec_from_file_location

_ONE_THREAD = ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM", "BLIS")


def _find_package(folder: str) -> None:
    spec = spec_from_file_location(
        "autograder", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    assert spec is not None and spec.loader is not None
    package = module_from_spec(spec)
    sys.modules["autograder"] = package
    spec.loader.exec_module(package)


def _start(descriptor: str, folder: str, config: str) -> None:
    for library in _ONE_THREAD:  # a process with threads must not be forked
        os.environ[f"{library}_NUM_THREADS"] = "1"
    control = socket.socket(fileno=int(descriptor))
    control.set_inheritable(False)
    _find_package(folder)
    from autograder.sandbox.server import main

    main(control, json.loads(config))


if __name__ == "__main__":
    _start(*sys.argv[1:])
