"""The program as a server, with more connections than the files that it may have open."""

import resource
import socket
import subprocess

import pytest

import program

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def connect(port, text=b""):
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(text)
    return client


def answer(port, text=REQUEST):
    """The whole response to a request."""
    with connect(port, text) as client:
        return b"".join(iter(lambda: client.recv(65_536), b""))


@pytest.fixture(params=[64, 1024])
def port(archive, request):
    """The port of a server that may open few files."""
    # The clients are in this process and need a file each.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    command = [part if part != "build" else "serve" for part in archive.command()]
    server = subprocess.Popen(
        ["sh", "-c", f'ulimit -n {request.param} && exec "$@"', "sh", *command, "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
    )
    line = next(line for line in server.stderr if "serving" in line)
    yield int(line.rstrip("/\n").rsplit(":", 1)[1])
    still_runs = server.poll() is None
    server.kill()
    server.wait()
    server.stderr.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert still_runs


def test_idle_and_half_open_connections_keep_nobody_out(port):
    others = [connect(port) for _ in range(2000)] + [connect(port, REQUEST[:-2]) for _ in range(200)]
    for _ in range(3):
        assert answer(port).startswith(b"HTTP/1.1 200 OK\r\n")
    # The last connection is still open, and gets a response to its request.
    others[-1].sendall(b"\r\n")
    assert others[-1].recv(12) == b"HTTP/1.1 200"
    for other in others:
        other.close()
    assert answer(port).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_range_to_the_largest_number_ends_nothing(port):
    for last in (2**63 - 2, 2**63 - 1, 2**63, 2**64, 10**40):
        part = answer(port, REQUEST[:-2].replace(b" / ", b" /media/plan.txt ") + b"Range: bytes=0-%d\r\n\r\n" % last)
        assert part.startswith(b"HTTP/1.1 206 ") and part.endswith(b"plan a\n"), part[:200]


def test_no_other_address_of_this_machine_is_listened_on(port):
    # All addresses of 127.0.0.0/8 are this machine, but the server uses only one.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port))
