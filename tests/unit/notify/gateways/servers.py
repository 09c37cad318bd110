"""Real servers on free ports, small enough to say exactly what a test wants them to say."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar


@dataclass
class Asked:
    """One request as the server saw it, and the status it answered with."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: int = 0


@dataclass
class Provider:
    """`says`: what is answered, one after another, the last one for ever."""

    url: str = ""
    says: list[tuple[int, dict[str, str], bytes]] = field(default_factory=lambda: [(200, {}, b"{}")])
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def provider(*says: tuple[int, dict[str, str], bytes]) -> Iterator[Provider]:
    kept = Provider(says=list(says) or [(200, {}, b"{}")])

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, answer = kept.says.pop(0) if len(kept.says) > 1 else kept.says[0]
            kept.asked.append(Asked(self.command, self.path, headers, body, status))
            self.send_response_only(status)
            for name, value in {"Content-Length": str(len(answer)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = handle_any  # noqa: N815 - names of the standard library

        def log_message(self, format: str, *args: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, _running(server):
        kept.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield kept


@dataclass
class PostOffice:
    """`refuses`: command (`RCPT`, `DATA`, `.`) → the line said instead of the good one.

    `certificate`: a PEM file with its key; with one it speaks STARTTLS. `private`: the commands it heard encrypted.
    """

    port: int = 0
    refuses: dict[str, str] = field(default_factory=dict)
    hangs_up_at_quit: bool = False
    mails: list[bytes] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    certificate: str = ""
    private: list[str] = field(default_factory=list)


GOOD = {"EHLO": "250-here\r\n250 AUTH PLAIN", "DATA": "354 go on", "AUTH": "235 in", "QUIT": "221 bye"}


class Clerk(socketserver.StreamRequestHandler):
    """Speaks SMTP as its office tells it to."""

    office: ClassVar[PostOffice]

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT" and self.office.hangs_up_at_quit:
                return
            self._answer(word, line)
            if word == "QUIT":
                return

    def _answer(self, word: str, line: str) -> None:
        if isinstance(self.request, ssl.SSLSocket):
            self.office.private.append(word)
        reply = self.office.refuses.get(word, self._good(word))
        if word == "AUTH":
            self.office.signed_in.append(line)
        self._say(reply)
        if word == "STARTTLS" and reply.startswith("220"):
            self._encrypt()
        if reply.startswith("354"):
            self._take()

    def _good(self, word: str) -> str:
        if self.office.certificate and not isinstance(self.request, ssl.SSLSocket):
            offered = {"EHLO": "250-here\r\n250 STARTTLS", "STARTTLS": "220 go on"}
            return offered.get(word, "530 encrypt first")
        return GOOD.get(word, "250 ok")

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.office.certificate)
        self.request = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)

    def finish(self) -> None:
        """The encrypted socket is ours: the server only closes the one it was made from."""
        super().finish()
        if isinstance(self.request, ssl.SSLSocket):
            self.request.close()

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        reply = self.office.refuses.get(".", "250 taken")
        if reply.startswith("250"):
            self.office.mails.append(b"".join(lines))
        self._say(reply)

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def post_office(**options: Any) -> Iterator[PostOffice]:
    kept = PostOffice(**options)
    clerk = type("OurClerk", (Clerk,), {"office": kept})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), clerk) as server, _running(server):
        kept.port = server.server_address[1]
        yield kept


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
