"""A small daemon that speaks ClamAV's INSTREAM over a real socket."""

import socketserver
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Scanner:
    address: str = ""
    received: list[bytes] = field(default_factory=list)


def _read(stream) -> bytes:
    content = b""
    while length := struct.unpack("!L", stream.read(4))[0]:
        content += stream.read(length)
    return content


@contextmanager
def daemon(*, says: bytes | None = None):
    scanner = Scanner()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            content = _read(self.rfile)
            scanner.received.append(content)
            found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"
            self.wfile.write(found if says is None else says)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        scanner.address = f"127.0.0.1:{server.server_address[1]}"
        running = threading.Thread(target=server.serve_forever, daemon=True)
        running.start()
        try:
            yield scanner
        finally:
            server.shutdown()
            running.join()
