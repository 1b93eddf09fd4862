import errno
import http
import http.client
import socket

from factcheck.local.trouble import Trouble


def serves(port: int) -> bool:
    """Whether the web answers at all; that it answers well is for those who watch it to say."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def listen(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes any that is free."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise Trouble(_why_not(port, error)) from error
    return listener


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: choose another with bin/up --port N."
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {port}: choose one above 1023 with bin/up --port N."
    return f"Port {port} can't be listened on: {error.strerror}."
