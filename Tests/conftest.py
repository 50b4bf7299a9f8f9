"""Fixtures that the tests of whole sites share: the demonstration site, built once."""

import pytest
from selenium.common.exceptions import WebDriverException

import chromium
import firefox
import program
import realinput
import webkit
from browsing import NotThere


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The demonstration archive, built from the working tree into a temporary folder."""
    site = tmp_path_factory.mktemp("demonstration") / "Public"
    run = program.build(program.ROOT / "Content", site, "--locked")
    assert run.status == 0, run.err
    return site


@pytest.fixture(scope="session")
def real_archive(tmp_path_factory):
    """Gives an archive of texts that were not written for this program, by its name in `realinput.COLLECTIONS`;
    each is built once."""
    built = {}

    def get(name):
        if name not in built:
            files = realinput.COLLECTIONS[name]()
            folder = tmp_path_factory.mktemp(name)
            content = realinput.make(folder / "Content", files)
            built[name] = realinput.Built(files, content, folder / "Public", program.build(content, folder / "Public"))
        return built[name]

    return get


ENGINES = {"chromium": chromium.Browser, "firefox": firefox.Browser, "webkit": webkit.Browser}


def pytest_generate_tests(metafunc):
    """A test marked `engines` runs once in each browser that the mark names, any other test in Chromium."""
    mark = metafunc.definition.get_closest_marker("engines")
    if mark and "browser" in metafunc.fixturenames:
        metafunc.parametrize("browser", mark.args, indirect=True)


@pytest.fixture(scope="session")
def browsers():
    """One browser of each engine for all tests, started on first use. If one does not start, every test that needs
    it fails with the same message."""
    started = {}

    def get(engine):
        if engine not in started:
            try:
                started[engine] = ENGINES[engine]()
            except (NotThere, WebDriverException, OSError) as fault:
                started[engine] = fault
        if isinstance(started[engine], Exception):
            pytest.fail(f"{engine} does not start: {started[engine]}", pytrace=False)
        return started[engine]

    yield get
    for browser in started.values():
        if not isinstance(browser, Exception):
            browser.close()


@pytest.fixture
def browser(request, browsers):
    """A browser in its initial state for a test: wide, light and with scripts."""
    found = browsers(getattr(request, "param", "chromium"))
    found.reset()
    return found
