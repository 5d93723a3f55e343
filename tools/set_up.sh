#!/bin/sh
# Make .venv from requirements.lock, and write the seconds it took into the stamp.
#
#   tools/set_up.sh VENV STAMP        (PYTHON=… chooses an interpreter)
#
# uv does it in seconds; where uv cannot be had, pip does the same more slowly.
set -eu

venv=$1
stamp=$2
supported='import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

say() { printf '%s\n' "$*" >&2; }

supports() { "$1" -c "$supported" 2>/dev/null; }

find_python() {
    bare=
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.13 python3.12 python3.11 python3 python
    fi
    for candidate; do
        supports "$candidate" || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
        bare=$candidate
    done
    if [ -n "$bare" ]; then
        say "$bare cannot make virtual environments: its ensurepip module is missing." \
            "On Debian or Ubuntu: sudo apt-get install python3-venv"
    else
        say "No Python 3.11, 3.12 or 3.13 found (looked for: $*)." \
            "Install one, or name yours: make PYTHON=/path/to/python3 test"
    fi
    exit 2
}

make_venv() {
    if [ -z "${PYTHON:-}" ] && supports "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python)
    say "Making $venv with $("$python" --version) …"
    "$python" -m venv --clear "$venv"
}

pips() { # what pip's configuration or environment says of one option
    "$venv/bin/python" -m pip config list 2>/dev/null | sed -n "s/^[^=]*[.]$1='\(.*\)'\$/\1/p" | tail -n 1
}

as_pip_does() { # uv reads nothing of pip's: a mirror or a certificate named there counts here too
    index=${UV_DEFAULT_INDEX:-$(pips index-url)}
    certificate=${SSL_CERT_FILE:-$(pips cert)}
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
    [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    [ -z "$certificate" ] || export SSL_CERT_FILE="$certificate"
}

install_with_uv() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes --only-binary :all: -r tools/installer.lock || return 1
    as_pip_does
    export VIRTUAL_ENV="$venv"
    "$venv/bin/uv" pip sync --quiet --compile-bytecode --require-hashes requirements.lock &&
        "$venv/bin/uv" pip install --quiet --no-deps --no-build-isolation -e .
}

install_with_pip() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes -r requirements.lock &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --no-deps --no-build-isolation -e .
}

began=$(date +%s)
rm -f "$stamp"
make_venv
case $venv in /*) ;; *) venv=$PWD/$venv ;; esac
say "Installing what requirements.lock names …"
install_with_uv || {
    say "uv could not do it; pip does the same, more slowly …"
    [ -x "$venv/bin/pip" ] || "$venv/bin/python" -m ensurepip >/dev/null
    install_with_pip || {
        say "The packages could not be installed (see above). Is there a network, or a package mirror in pip's configuration?"
        exit 1
    }
}
# A notebook's own metadata can make jupytext's server extension read and write other files:
# the course needs jupytext as a library only. "zz" because the last file of the folder wins, and
# jupytext's own comes after the one that "jupyter server extension disable" would write.
mkdir -p "$venv/etc/jupyter/jupyter_server_config.d"
cp tools/jupytext_off.json "$venv/etc/jupyter/jupyter_server_config.d/zz-jupytext-off.json"
seconds=$(($(date +%s) - began))
printf '%s\n' "$seconds" >"$stamp"
say "Set up in $seconds s."
