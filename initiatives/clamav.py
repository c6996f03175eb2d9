"""Asks a ClamAV daemon about a file, over the socket protocol that it speaks (INSTREAM). Knows no database."""

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

CHUNK, SECONDS = 1 << 16, 20
MOST_SAID = 4096


class ScanFailed(Exception):
    """The daemon could not be asked, or did not answer with a verdict."""


@dataclass(frozen=True)
class Verdict:
    is_clean: bool
    found: str = ""


def ask(address: str, file: BinaryIO) -> Verdict:
    """`address` is host:port, or the path of a Unix socket."""
    try:
        with _connected(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                daemon.sendall(struct.pack("!L", len(chunk)) + chunk)
            daemon.sendall(struct.pack("!L", 0))
            said = _answer(daemon)
    except (OSError, ValueError) as error:
        raise ScanFailed(str(error)) from error
    return read(said)


def read(said: str) -> Verdict:
    """The daemon's line: `stream: OK`, `stream: NAME FOUND`, or an error."""
    verdict = said.removeprefix("stream: ").strip()
    if verdict == "OK":
        return Verdict(is_clean=True)
    if verdict.endswith(" FOUND"):
        return Verdict(is_clean=False, found=verdict.removesuffix(" FOUND"))
    raise ScanFailed(verdict or "no answer")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX)
        daemon.settimeout(SECONDS)
        daemon.connect(address)
        return daemon
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(daemon: socket.socket) -> str:
    said = b""
    while len(said) < MOST_SAID and (part := daemon.recv(MOST_SAID)):
        said += part
        if said.endswith(b"\0"):
            break
    return said.rstrip(b"\0").decode(errors="replace")
