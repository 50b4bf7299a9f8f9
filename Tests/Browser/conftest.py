"""One browser for all tests; each begins wide, light and with scripts."""

import pytest

import chromium
from places import Site


@pytest.fixture(scope="session")
def only_browser():
    browser = chromium.Browser()
    yield browser
    browser.close()


@pytest.fixture
def browser(only_browser):
    only_browser.reset()
    return only_browser


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
