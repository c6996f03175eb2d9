"""Interface texts, compiled without gettext's own tools, which a bare machine lacks."""

from pathlib import Path

import polib

from clusterportal.stack.state import ROOT


def compile_all(locale: Path) -> None:
    for source in locale.rglob("LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


if __name__ == "__main__":
    compile_all(ROOT / "locale")
