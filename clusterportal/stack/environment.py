"""Makes .venv from a lock file. Runs under any Python 3.11, before a package is installed."""

import hashlib
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
UV = "uv==0.13.9"
FIRST_THAT_WORKS_ELSEWHERE = 23  # the first pip with `--python`, in whole numbers
NO_VENV = "This Python cannot make environments: on Debian, apt-get install python3-venv."


def create() -> None:
    if PYTHON.exists():
        return
    try:
        venv.create(FOLDER, with_pip=not pip_of_this_python(), clear=True)
    except (subprocess.CalledProcessError, OSError):
        sys.exit(NO_VENV)


def pip_of_this_python() -> list[str]:
    """This Python's own pip, working in .venv: to give that one a pip takes longer than to install all packages."""
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"pip (\d+)", answer.stdout)
    return pip if version and int(version[1]) >= FIRST_THAT_WORKS_ELSEWHERE else []


def install(lock: Path) -> None:
    """Once per content of the lock file."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = FOLDER / f"installed-{lock.stem}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    own = pip_of_this_python() or [str(PYTHON), "-m", "pip"]
    pip = [*own, "install", "-qq", "--disable-pip-version-check"]
    has_uv = subprocess.run([*pip, UV], check=False).returncode == 0
    uv = [str(FOLDER / "bin" / "uv"), "--system-certs", "pip", "install", "--quiet", "--link-mode=copy"]
    installer = [*uv, "--python", str(PYTHON)] if has_uv else pip
    if subprocess.run([*installer, "--require-hashes", "-r", str(lock)], check=False).returncode:
        sys.exit(f"The packages of {lock.name} could not be installed: is there a network?")
    stamp.write_text(digest)


if __name__ == "__main__":
    create()
    install(ROOT / sys.argv[1])
