"""Prints where a PostgreSQL of another major version than the default one lies; installs one where it may."""

import sys
from pathlib import Path

from clusterportal.stack import apt
from clusterportal.stack.errors import StackError
from clusterportal.stack.postgres import candidates, major_version


def find() -> Path:
    for may_install in (True, False):
        folders = candidates()
        versions = [version for folder in folders if (version := major_version(folder))]
        others = [folder for folder in folders if major_version(folder) not in {None, *versions[:1]}]
        if others:
            return others[0]
        if may_install and not apt.install("postgresql"):
            break
    message = "Only one PostgreSQL here: install another major version (Debian: apt-get install postgresql)."
    raise StackError(message)


if __name__ == "__main__":
    try:
        print(find())  # noqa: T201 - this is its answer
    except StackError as error:
        sys.exit(str(error))
