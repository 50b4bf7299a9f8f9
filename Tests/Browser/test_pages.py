"""Every kind of page: accessible, narrow, alone with its own files, whole without scripts."""

import pytest

from places import KINDS

kinds = pytest.mark.parametrize("kind", KINDS)


@kinds
def test_the_page_says_what_kind_it_is(browser, served, kind):
    browser.open(served.url(KINDS[kind]))
    assert f"page-{kind}" in browser.one("body").get_attribute("class").split()


@kinds
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, served, kind, width, scheme):
    browser.view(width, scheme)
    browser.open(served.url(KINDS[kind]))
    assert browser.axe() == []


def test_axe_finds_nothing_in_search_results(browser, served):
    browser.open(served.url("search.html?q=treaty"))
    browser.wait(lambda: browser.all("#results > li"), "no results")
    assert browser.axe() == []


@kinds
@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_narrow_page_does_not_scroll_sideways(browser, served, kind, has_scripts):
    browser.view(320)
    browser.scripts(has_scripts)
    browser.open(served.url(KINDS[kind]))
    root = "return document.documentElement"
    assert browser.js(f"{root}.scrollWidth") <= 320
    browser.js("scrollTo(100, 0)")
    assert browser.js("return scrollX") == 0


@kinds
def test_nothing_comes_from_elsewhere_and_nothing_is_refused(browser, site, kind):
    browser.open(site.url(KINDS[kind]))
    browser.logs()
    browser.driver.refresh()
    requests, faults = browser.logs()
    assert requests
    assert [r for r in requests if not r.startswith((site.address, "data:"))] == []
    assert faults == []


@kinds
def test_the_page_is_whole_without_scripts(browser, served, kind):
    path = KINDS[kind]
    browser.open(served.url(path))
    words = "return document.querySelector('main').textContent.split(/\\s+/).filter(Boolean)"
    having = browser.js(words)
    browser.scripts(False)
    browser.open(served.url(path))
    without = browser.js(words)
    assert len(without) > 5
    assert len(without) >= 0.9 * len(having)
