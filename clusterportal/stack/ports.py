import socket

FIRST = 8000
TRIES = 50


def listen(wanted: int) -> socket.socket:
    """A listening socket at the wanted port, or at the next free one; held from now on, so nobody takes it."""
    for port in (*range(wanted, min(wanted + TRIES, 65536)), 0):
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
