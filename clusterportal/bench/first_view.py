"""Public pages in a real browser, for the first time: what travels, whether anything jumps, and Lighthouse's scores."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

from clusterportal.stack import browser

# Development only, and never the newest: scores of two versions cannot be compared.
LIGHTHOUSE = "lighthouse@12.8.2"
TIMES, SECONDS = 5, 180
SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_BYTES, MOST_SCRIPT_BYTES = 100_000, 30_000
PATHS = (
    "/en/",
    "/en/initiatives/",
    "/en/regions/",
    "/en/regions/KZ-23/",
    "/en/figures/location_quotient/KZ-23:B/2022/",
    "/en/scan/",
    "/kk/",
    "/ru/",
)


@dataclass(frozen=True)
class Seen:
    """One first view. Bytes as they travelled, headers among them; `shift` is the cumulative layout shift."""

    scores: dict[str, float]
    sent: float
    scripts: float
    shift: float
    answers: int


def lines(portal: str) -> Iterator[str]:
    """`portal`: the address of a running one."""
    for path in (*PATHS, *_profiles(portal)):
        yield told(path, [_seen(f"{portal.rstrip('/')}{path}") for _ in range(TIMES)])


def told(path: str, views: list[Seen]) -> str:
    scores = {name: median(view.scores[name] for view in views) for name in SCORES}
    sent, scripts = (median(getattr(view, name) for view in views) for name in ("sent", "scripts"))
    shift = max(view.shift for view in views)
    reached = (
        all(scores[name] >= least for name, least in SCORES.items())
        and sent <= MOST_BYTES
        and scripts <= MOST_SCRIPT_BYTES
        and shift == 0
    )
    return (
        f"{'reached' if reached else 'missed'} {path}: {' / '.join(f'{score:.0f}' for score in scores.values())},"
        f" {sent / 1000:.1f} kB in {max(view.answers for view in views)} answers,"
        f" {scripts / 1000:.1f} kB of it scripts, layout shift {shift:.4f}"
    )


def read(report: dict[str, Any]) -> Seen:
    """What Lighthouse wrote."""
    audits = report["audits"]
    answers = audits["network-requests"]["details"]["items"]
    return Seen(
        scores={name: 100 * (report["categories"][name]["score"] or 0) for name in SCORES},
        sent=sum(one["transferSize"] for one in answers),
        scripts=sum(one["transferSize"] for one in answers if one.get("resourceType") == "Script"),
        shift=audits["cumulative-layout-shift"]["numericValue"],
        answers=len(answers),
    )


def _profiles(portal: str) -> list[str]:
    """Of one registered initiative."""
    # The address is the command's own argument.
    with urlopen(f"{portal.rstrip('/')}/api/v1/initiatives/", timeout=SECONDS) as answer:  # noqa: S310
        rows = json.load(answer)["results"]
    return [f"/en/initiatives/{row['id']}/profile/" for row in rows[:1]]


def _seen(url: str) -> Seen:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = ["npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", url, "--quiet"]
        command += ["--output=json", f"--output-path={report}", f"--only-categories={','.join(SCORES)}"]
        command += ["--chrome-flags=--headless=new --no-sandbox"]
        place = os.environ | {"CHROME_PATH": str(browser.ensure())}
        subprocess.run(command, check=True, timeout=SECONDS, env=place, stdout=subprocess.DEVNULL)
        return read(json.loads(report.read_text()))
