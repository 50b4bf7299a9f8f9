"""What the tests of whole sites share: the demonstration site, built once."""

import pytest

import chromium
import program


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The demonstration archive, built from the working tree into a folder of its own."""
    site = tmp_path_factory.mktemp("demonstration") / "Public"
    run = program.build(program.ROOT / "Content", site, "--locked")
    assert run.status == 0, run.err
    return site


@pytest.fixture(scope="session")
def only_browser():
    """One browser for all tests; each begins wide, light and with scripts."""
    browser = chromium.Browser()
    yield browser
    browser.close()


@pytest.fixture
def browser(only_browser):
    only_browser.reset()
    return only_browser
