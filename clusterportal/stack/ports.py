import socket

from clusterportal.stack.errors import StackError

FIRST, LAST = 8000, 65535
TRIES = 50


def wanted(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= LAST):
        message = f"PORT={text} is no port: give a number from 1 to {LAST}, or leave it out."
        raise StackError(message)
    return int(text)


def listen(first: int) -> socket.socket:
    """A listening socket at the wanted port, or at the next free one; held from now on, so nobody takes it."""
    for port in (*range(first, min(first + TRIES, LAST + 1)), 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            listener.close()
        else:
            listener.listen(128)
            return listener
    message = "no port is free"
    raise OSError(message)
