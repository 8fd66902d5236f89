"""The Lambda Runtime API (2018-06-01) towards one runtime: the HTTP server that it polls."""

import queue
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Invocation:
    """One event for the function; `deadline_ms` is in milliseconds since 1970."""

    request_id: str
    payload: bytes
    function_arn: str
    trace_id: str
    deadline_ms: int


class Listener(Protocol):
    """Hears what the runtime reports, each on a thread of its own."""

    def on_polled(self) -> None: ...

    def on_init_error(self, error: bytes) -> None: ...

    def on_result(self, request_id: str, body: bytes, failed: bool) -> None: ...


class RuntimeApi:
    """Hands each offered invocation to the runtime's next poll. Serves from construction to `close`."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self._offered: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._server = _Server((HOST, 0), _Handler)
        self._server.api = self
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"{HOST}:{self._server.server_port}"

    def offer(self, invocation: Invocation) -> None:
        self._offered.put(invocation)

    def take(self) -> Invocation | None:
        """The next invocation, waited for without end; None once the API is closed."""
        return self._offered.get()

    def close(self) -> None:
        self._offered.put(None)
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """Says nothing of connections that end with their process, which is heard of otherwise."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body of a reply leave together
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if not self.path.endswith("/runtime/invocation/next"):
            return self._reply(404, b"{}")
        self.server.api.listener.on_polled()
        invocation = self.server.api.take()
        if invocation is None:
            self.close_connection = True
            return
        self._reply(
            200,
            invocation.payload,
            {
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            },
        )

    def do_POST(self) -> None:
        listener, body = self.server.api.listener, self._body()
        self._reply(202, b'{"status":"OK"}')
        match self.path.strip("/").split("/"):
            case [*_, "init", "error"]:
                listener.on_init_error(body)
            case [*_, "invocation", request_id, "response" | "error" as outcome]:
                listener.on_result(request_id, body, failed=outcome == "error")

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = bytearray()
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return bytes(body)

    def _reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)
        # the Java runtime's native client crashes on a reply without a content type
        always = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in {**always, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_) -> None:
        """Says nothing: every event would be a line."""
