# Sourced by ./run, ./test and ./manage from the root of the checkout: makes .venv current with the lock file $1.
find_python() {
    for python in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return 0; fi
    done
    return 1
}
if ! find_python; then
    echo "Python 3.11 or newer is needed: on Debian, apt-get install python3 python3-venv." >&2
    exit 1
fi
"$python" clusterportal/stack/environment.py "$1"
