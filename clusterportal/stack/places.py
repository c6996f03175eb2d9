"""Folders that the services can use, wherever the checkout lies."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from clusterportal.stack.errors import StackError
from clusterportal.stack.identity import Identity

# A socket's address may have 104 bytes on some systems; the names in the folder need the rest.
LONGEST_SOCKET_FOLDER = 80


def reachable(folder: Path, identity: Identity | None) -> Path:
    """The folder, or, where its parents are closed to that account (a root home), one below /var/tmp."""
    folder.mkdir(parents=True, exist_ok=True)
    if identity is None or identity.reaches(folder):
        return folder
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    elsewhere = Path("/var/tmp") / f"clusterportal-{name}"  # noqa: S108 - its owner is checked
    elsewhere.mkdir(exist_ok=True)
    if elsewhere.is_symlink() or elsewhere.stat().st_uid != os.geteuid():
        message = f"{elsewhere} belongs to somebody else: remove it."
        raise StackError(message)
    elsewhere.chmod(0o755)
    return elsewhere


def owned(folder: Path, identity: Identity | None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if identity:
        os.chown(folder, identity.user, identity.group)
    folder.chmod(0o700)
    return folder


def for_sockets(folder: Path) -> Path:
    """The folder, or a short one below /tmp where a socket's address would be too long."""
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return Path(tempfile.mkdtemp(prefix="clusterportal-", dir="/tmp"))


def discard(folder: Path, *, unless: Path) -> None:
    if folder != unless:
        shutil.rmtree(folder, ignore_errors=True)
