"""The account that runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusterportal.stack.errors import StackError


@dataclass(frozen=True)
class Identity:
    user: int
    group: int

    def switch(self) -> dict[str, Any]:
        """What subprocess needs to start a program under this account."""
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def reaches(self, path: Path) -> bool:
        test = subprocess.run(["test", "-x", str(path)], cwd="/", check=False, **self.switch())
        return test.returncode == 0


def unprivileged() -> Identity | None:
    """An account that exists already; none where we are an ordinary user and stay it."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(account.pw_uid, account.pw_gid)
    message = "PostgreSQL refuses to run as root and there is no account postgres or nobody: add one."
    raise StackError(message)
