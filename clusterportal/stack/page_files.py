"""Style sheets and scripts, hashed and compressed by collectstatic once per change."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from clusterportal.stack import portal_programs
from clusterportal.stack.program import Program
from clusterportal.stack.state import ROOT


@dataclass(frozen=True)
class PageFiles:
    stamp: Path
    log: Path

    def commands(self) -> list[Program]:
        """Nothing where the files are as they were."""
        if self.stamp.exists() and self.stamp.read_text() == digest():
            return []
        # One browser of the interface's description is enough; the other weighs a megabyte.
        options = ("--no-input", "--clear", "--verbosity", "0", "--ignore", "redoc")
        return [portal_programs.command("collectstatic", *options, log=self.log)]

    def keep(self) -> None:
        self.stamp.write_text(digest())


def digest() -> str:
    """Another one when a file that is collected may have changed: ours by time, those of packages by version."""
    found = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for folder in ROOT.glob("[a-z]*") for path in _static_files(folder)):
        found.update(f"{path} {path.stat().st_mtime_ns}".encode())
    return found.hexdigest()


def _static_files(folder: Path) -> list[Path]:
    own = folder if folder.name == "static" else folder / "static"
    return list(own.rglob("*"))
