#!/bin/sh
# Makes the virtual environment $1 from the hash-locked requirements; asks nothing of the machine but Python with pip and venv.
set -eu
cd "$(dirname "$0")/../.."
venv=$1
right='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c "$right" >/dev/null 2>&1; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    found=$("${PYTHON:-python3}" --version 2>/dev/null || echo "no Python")
    echo "setup: found $found; expected Python 3.11, 3.12 or 3.13; install one and call make PYTHON=/path/to/python" >&2
    exit 2
fi

if ! "$venv/bin/python" -c "$right" >/dev/null 2>&1; then
    rm -rf "$venv"
    "$python" -m venv "$venv" || {
        echo "setup: $python cannot make a virtual environment; install its venv module (Debian: python3-venv)" >&2
        exit 2
    }
fi
install() { "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation "$@"; }
# The build tools first: with them in place even a dependency that comes as source is built from locked parts only.
install --require-hashes -r requirements-build.lock
install --require-hashes -r requirements.lock
install --no-deps -e .
