"""The demonstration site as its readers meet it."""

import pytest

import chromium
from places import Site


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
