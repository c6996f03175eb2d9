"""The folder .local: what a portal keeps on this machine."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from clusterportal.stack import dotenv
from clusterportal.stack.register import MARK

ROOT = Path(__file__).resolve().parent.parent.parent


class State:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.logs = folder / "logs"
        self.processes = folder / "processes.json"
        self.services = folder / "services.env"
        self.secrets = folder / "secrets.env"
        self.url = folder / "url"
        self.preparing = folder / "preparing"  # while it is there, pages say so

    @classmethod
    def of_this_checkout(cls) -> "State":
        state = cls(Path(os.environ.get(MARK, ROOT / ".local")).resolve())
        os.environ[MARK] = str(state.folder)
        state.logs.mkdir(parents=True, exist_ok=True)
        return state

    @contextlib.contextmanager
    def lock(self) -> Iterator[bool]:
        """False where another supervisor holds it; it falls open with the process that holds it."""
        with (self.folder / "lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def keep_secrets(self) -> None:
        if not self.secrets.exists():
            dotenv.write(self.secrets, {"SECRET_KEY": secrets.token_urlsafe(50)})

    def forget_running(self) -> None:
        self.services.unlink(missing_ok=True)
        self.url.unlink(missing_ok=True)
        self.preparing.unlink(missing_ok=True)
