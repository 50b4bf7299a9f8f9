"""A small host on the loopback: it compresses what hosts compress, waits as a distant one would, and writes down
what it sent."""

import gzip
import http.server
import mimetypes
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMPRESSED = {"text/html", "text/css", "text/javascript", "application/javascript", "application/json", "text/plain",
              "image/svg+xml", "application/xml", "text/xml"}
MOST_CONNECTIONS = 6  # that a browser opens to one host with HTTP/1.1


def sent(path):
    """The body that the host sends of a file, and how it is encoded. Files that bring their own compression
    (Pagefind's) have no type that hosts compress and go out as they are."""
    body = path.read_bytes()
    if mimetypes.guess_type(path.name)[0] in COMPRESSED:
        return gzip.compress(body, 6, mtime=0), "gzip"
    return body, None


@dataclass
class Request:
    """A request as the host saw it; times in seconds since 1970, to be compared with the browser's."""

    path: str
    connection: int
    arrived: float
    others: int  # requests that were being answered when it arrived
    issued: float = 0  # when the page asked for it, before it waited for a connection; 0 where nobody knows
    status: int = 0
    size: int = 0  # bytes of the body as sent
    finished: float = 0


class Host:
    """Serves one folder. `delay` seconds pass before each answer."""

    def __init__(self, folder):
        self.folder, self.delay, self.log = Path(folder).resolve(), 0.0, []
        self.lock, self.open, self.last, self.kept = threading.Lock(), 0, 0.0, {}
        host = self

        class Handler(_Handler):
            owner = host

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def begin(self):
        """Forgets what was asked until now."""
        with self.lock:
            self.log = []

    def is_quiet(self, seconds):
        """Whether nothing is being answered and nothing was for some seconds."""
        with self.lock:
            return self.open == 0 and time.time() - self.last > seconds

    def body(self, path):
        if path not in self.kept:
            self.kept[path] = sent(path)
        return self.kept[path]


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # a browser that leaves a page breaks its connections


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # header and body in one go

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self):
        host = self.owner
        path = unquote(urlsplit(self.path).path)
        with host.lock:
            request = Request(path.lstrip("/"), id(self), time.time(), host.open)
            host.open += 1
            host.log.append(request)
        try:
            time.sleep(host.delay)
            self.answer(host, path, request)
        finally:
            with host.lock:
                host.open -= 1
                host.last = request.finished = time.time()

    def answer(self, host, path, request):
        file = (host.folder / path.lstrip("/")).resolve()
        if not file.is_file() or host.folder not in file.parents:
            body, encoding, request.status = b"not found", None, 404
        else:
            (body, encoding), request.status = host.body(file), 200
        request.size = len(body)
        self.send_response(request.status)
        kind = mimetypes.guess_type(path)[0] if request.status == 200 else "text/plain"
        self.send_header("Content-Type", kind or "application/octet-stream")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *arguments):
        pass


def rounds(requests, delay):
    """How many requests had to wait for one another: the longest chain in which each was issued after the one
    before had been answered. `delay`: what the host waited before each answer, in seconds; a third of it may
    lie between the clocks. Where it is not known when a request was issued (those of workers), it counts when
    it arrived, and one that had to wait for one of the browser's connections counts with the one whose
    connection it got."""
    place = {}
    for request in sorted(requests, key=lambda r: r.issued or r.arrived):
        begun = request.issued + delay / 3 if request.issued else request.arrived
        before = [r for r in requests if r.finished <= begun and id(r) in place]
        place[id(request)] = 1 + max((place[id(r)] for r in before), default=0)
        own = max((r for r in before if r.connection == request.connection), key=lambda r: r.finished, default=None)
        if own and not request.issued and request.others >= MOST_CONNECTIONS - 1:
            place[id(request)] = place[id(own)]
    return max(place.values(), default=0)
