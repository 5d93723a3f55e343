#!/usr/bin/env bash
# Gradescope runs this once, as root, when it makes the container of the assignment:
# a Python of its own, with the packages of requirements.txt by their hashes.
set -euo pipefail
umask 022

root=${AUTOGRADER_ROOT:-/autograder}
supported='import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

find_python() {
    local candidate
    for candidate in python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c "$supported" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

install_python() { # Ubuntu 24.04 has 3.12, 22.04 has 3.11
    local version
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    for version in 3.12 3.11 3.13; do
        apt-get install -y --no-install-recommends "python$version" "python$version-venv" && return
    done
    return 1
}

if ! python=$(find_python); then
    install_python || true
    python=$(find_python) || {
        echo "No Python 3.11, 3.12 or 3.13 can be had here. Choose the base image Ubuntu 24.04 or 22.04." >&2
        exit 1
    }
fi
"$python" -m venv --clear "$root/venv"
"$root/venv/bin/python" -m pip install --disable-pip-version-check --no-cache-dir \
    --only-binary :all: --require-hashes -r "$root/source/requirements.txt"
# Student code runs as another user, who must read the packages and nothing of ours.
chmod -R go= "$root/source"
