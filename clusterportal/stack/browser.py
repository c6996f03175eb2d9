"""The Chromium that the tests of pages drive."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from clusterportal.stack import apt
from clusterportal.stack.errors import StackError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MAC_PROGRAMS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
)
PLAYWRIGHT_PROGRAMS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*/headless_shell",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
)


def playwright_folder() -> Path:
    if "PLAYWRIGHT_BROWSERS_PATH" in os.environ:
        return Path(os.environ["PLAYWRIGHT_BROWSERS_PATH"])
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ms-playwright"


def candidates() -> list[Path]:
    if "CHROMIUM_PATH" in os.environ:
        return [Path(os.environ["CHROMIUM_PATH"])]
    on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
    downloaded = [found for pattern in PLAYWRIGHT_PROGRAMS for found in sorted(playwright_folder().glob(pattern))]
    return [*on_path, *MAC_PROGRAMS, *reversed(downloaded)]


def find() -> Path | None:
    return next((path for path in candidates() if path.exists()), None)


def ensure() -> Path:
    """A Chromium, installed where there is none and this account may."""
    for attempt in (lambda: None, lambda: apt.install("chromium", "fonts-dejavu-core"), _download):
        attempt()
        if path := find():
            return path
    message = "No Chromium here: install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH."
    raise StackError(message)


def _download() -> None:
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"],
        check=False,
        timeout=600,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    try:
        ensure()
    except StackError as error:
        sys.exit(str(error))
