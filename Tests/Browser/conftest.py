"""Fixtures of the browser tests: the demonstration site and others, as readers see them."""

import shutil

import pytest

import chromium
import harbour as archive
import program
from ferry import PAGE as CROSSING
from places import Site

# The policy that a careful host sends; the pages also have their own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="session")
def served(demonstration):
    """The demonstration site on a loopback server."""
    server = chromium.Server(demonstration)
    yield Site(demonstration, server.address)
    server.close()


@pytest.fixture(params=["server", "disk"])
def site(request, served, demonstration):
    """The demonstration site, once from a server and once from the disk."""
    return served if request.param == "server" else Site(demonstration, demonstration.as_uri() + "/")


@pytest.fixture(scope="session")
def quay(tmp_path_factory):
    """The archive of harbour.py on a server with a strict policy."""
    folder = tmp_path_factory.mktemp("harbour")
    archive.write(folder / "Content")
    run = program.build(folder / "Content", folder / "Public")
    assert run.status == 0, run.err
    server = chromium.Server(folder / "Public", POLICY)
    yield Site(folder / "Public", server.address)
    server.close()


@pytest.fixture(params=["server", "disk"])
def harbour(request, quay):
    """The archive of harbour.py, once from that server and once from the disk."""
    return quay if request.param == "server" else Site(quay.folder, quay.folder.as_uri() + "/")


@pytest.fixture(scope="session")
def voices(tmp_path_factory):
    """An archive in six scripts, from Tests/Sites/multilingual."""
    site = tmp_path_factory.mktemp("voices") / "Public"
    run = program.build(program.ROOT / "Tests/Sites/multilingual/Content", site)
    assert run.status == 0, run.err
    server = chromium.Server(site)
    yield Site(site, server.address)
    server.close()


@pytest.fixture(scope="session")
def ferry(tmp_path_factory):
    """The archive of Tests/Sites/notes."""
    folder = tmp_path_factory.mktemp("ferry")
    shutil.copytree(program.ROOT / "Tests/Sites/notes/Content", folder / "Content")
    run = program.build(folder / "Content", folder / "Public")
    assert run.status == 0, run.err
    server = chromium.Server(folder / "Public")
    yield Site(folder / "Public", server.address)
    server.close()


@pytest.fixture
def page(browser, ferry):
    """A wide page with the notes, in a new session."""
    browser.open(ferry.url(CROSSING))
    browser.js("sessionStorage.clear(); localStorage.clear()")
    browser.open(ferry.url(CROSSING))
    return browser
