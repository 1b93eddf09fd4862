"""A web server made of raw bytes, so that it can break every rule, and that counts whoever comes."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socket import socket
from typing import Any

Answer = bytes | Callable[[], Iterable[bytes]]
OK = b"HTTP/1.1 200 OK\r\n"
PAGE = OK + b"Content-Type: text/html\r\nContent-Length: 13\r\n\r\n<p>Hello.</p>"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers] + [f"Content-Length: {len(body)}"] * length
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: int = 302) -> bytes:
    return answer(b"", f"Location: {location}", status=f"{status} Moved")


@dataclass
class Listener:
    ip: str
    port: int
    answers: dict[str, Answer]
    hits: int = 0
    requests: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.ip}:{self.port}"

    def url(self, path: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://{self.place}{path}"


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.listener.hits += 1
        with suppress(OSError):
            if server.tls:
                self.request.do_handshake()
            head = self._head()
            server.listener.requests.append(head)
            self._send(server.listener.answers.get(head.split(" ")[1], NOT_FOUND))

    def _head(self) -> str:
        lines = list(iter(self.rfile.readline, b"\r\n"))
        return b"".join(lines).decode("latin-1")

    def _send(self, found: Answer) -> None:
        for part in found() if callable(found) else [found]:
            self.wfile.write(part)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    listener: Listener
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[socket, Any]:
        connection, where = super().get_request()
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, where

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def listening(
    answers: dict[str, Answer] | None = None, *, ip: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[Listener]:
    with Server((ip, 0), Handler) as server:
        server.tls = tls
        server.listener = Listener(ip, server.server_address[1], {"/": PAGE} if answers is None else answers)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.listener
        finally:
            server.shutdown()
            thread.join()
