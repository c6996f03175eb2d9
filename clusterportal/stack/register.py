"""Which processes a supervisor has started, so that the next one can end what a killed one left."""

import json
import os
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

from clusterportal.stack.program import Running, end_group

# Each process that we start inherits this name, which also tells left-over children from strangers.
MARK = "CLUSTERPORTAL_STATE"
STOP_SECONDS = 15
CLOCK_SECONDS = 0.05  # between two readings of one process's time of birth


class Register:
    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, running: Iterable[Running]) -> None:
        entries = [
            {
                "name": each.program.name,
                "pid": each.process.pid,
                "created_at": each.created_at,
                "stop_signal": int(each.program.stop_signal),
            }
            for each in running
        ]
        owner = {"pid": os.getpid(), "created_at": psutil.Process().create_time()}
        content = {"owner": owner, "mark": os.environ.get(MARK, ""), "processes": entries}
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(content))
        draft.replace(self.path)

    def has_living_owner(self) -> bool:
        return _alive(self._content()["owner"]) is not None

    def sweep(self) -> list[str]:
        """Ends what is left and verifiably ours; answers the names."""
        content = self._content()
        ended = []
        for entry in content["processes"]:
            if process := _alive(entry):
                process.send_signal(signal.Signals(entry["stop_signal"]))
                ended.append((entry["name"], process))
        psutil.wait_procs([process for _name, process in ended], timeout=STOP_SECONDS)
        for entry in content["processes"]:
            if _alive(entry) or _has_marked_members(entry["pid"], content["mark"]):
                end_group(entry["pid"])
        self.path.unlink(missing_ok=True)
        return [name for name, _process in ended]

    def _content(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.path.read_text()))
        except (FileNotFoundError, ValueError):
            return {"owner": {"pid": 0, "created_at": 0}, "mark": "", "processes": []}


def _alive(entry: dict[str, Any]) -> psutil.Process | None:
    """The process of that number, if it is still the same one."""
    try:
        process = psutil.Process(entry["pid"])
        is_same = abs(process.create_time() - entry["created_at"]) < CLOCK_SECONDS
        return process if is_same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.Error:
        return None


def _has_marked_members(group: int, mark: str) -> bool:
    """Children whose leader is gone: the group's number is theirs alone while they live, and they carry our mark."""
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and mark and process.environ().get(MARK) == mark:
                return True
        except (psutil.Error, ProcessLookupError, PermissionError):
            continue
    return False
