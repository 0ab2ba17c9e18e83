"""A small keep-alive client: http.client would take more of the shared cores than some servers here."""

import gzip
import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    """What came back; `size` is all of it as it crossed the wire."""

    status: int
    head: bytes
    body: bytes

    @property
    def size(self) -> int:
        return len(self.head) + len(self.body)


def unpacked(answer: Answer) -> bytes:
    """The body as the browser reads it."""
    return gzip.decompress(answer.body) if b"content-encoding: gzip" in answer.head.lower() else answer.body


def get(path: str, session: str = "", accept: str = "text/html") -> bytes:
    return _request("GET", path, session, accept, "", b"")


def post_json(
    path: str,
    data: dict[str, Any],
    session: str = "",
    token: str = "",
    watch_pass: str = "",
    paper_pass: str = "",
) -> bytes:
    body = json.dumps(data, separators=(",", ":")).encode()
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    kind += f"X-Watch-Pass: {watch_pass}\r\n" * bool(watch_pass)
    kind += f"X-Paper-Pass: {paper_pass}\r\n" * bool(paper_pass)
    return _request("POST", path, session, "application/json", kind, body, token)


def post_form(path: str, data: dict[str, str], session: str, token: str) -> bytes:
    body = urlencode(data).encode()
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return _request("POST", path, session, "text/html", kind, body, token)


def _request(
    method: str, path: str, session: str, accept: str, more: str, body: bytes, token: str = ""
) -> bytes:
    cookies = [f"sessionid={session}"] * bool(session) + [f"csrftoken={token}"] * bool(token)
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Accept: {accept}", "Accept-Encoding: gzip"]
    if cookies:
        lines.append(f"Cookie: {'; '.join(cookies)}")
    if token:
        lines.append(f"X-CSRFToken: {token}")
    return ("\r\n".join(lines) + "\r\n" + more + "\r\n").encode() + body


class Connection:
    """One client's connection, opened again when the server has gone."""

    def __init__(self, port: int, timeout: float = 60) -> None:
        self.port, self.timeout = port, timeout
        self._socket: socket.socket | None = None
        self._rest = b""

    def ask(self, request: bytes, *, head_only: bool = False) -> Answer:
        try:
            self.send(request)
            return self._read(head_only=head_only)
        except OSError:
            self.close()
            raise

    def send(self, request: bytes) -> None:
        """Without waiting for an answer."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = b""
        self._socket.sendall(request)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _read(self, *, head_only: bool = False) -> Answer:
        head = self._until(b"\r\n\r\n")
        if head_only:
            return Answer(int(head.split(b" ", 2)[1]), head, b"")
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            body = self._chunks()
        else:
            body = self._exactly(int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0))
        return Answer(int(head.split(b" ", 2)[1]), head, body)

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self._until(b"\r\n").split(b";")[0], 16):
            parts.append(self._exactly(size + 2)[:-2])
        self._until(b"\r\n")
        return b"".join(parts)

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            self._more()
        found, _, self._rest = self._rest.partition(mark)
        return found + mark

    def _exactly(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._more()
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def _more(self) -> None:
        assert self._socket is not None
        if not (data := self._socket.recv(65536)):
            raise ConnectionResetError("the server closed the connection")
        self._rest += data
