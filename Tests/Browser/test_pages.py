"""Every kind of page: accessible, usable on narrow screens, loads only its own files, complete without scripts."""

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
    assert browser.axe(all_alike=(width, scheme) == (1440, "light")) == []


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


@pytest.mark.parametrize("all_alike", [True, False])
def test_axe_finds_a_fault_among_many_that_are_alike(browser, tmp_path, all_alike):
    """Elements are hidden if two similar ones were shown. This does not hide a fault with another shape, another
    parent, or in all elements."""
    items = "".join(f"<li><a href='#x{n}'>Entry {n}</a></li>" for n in range(40))
    pale = "<li><a class='pale' href='#y'>Entry</a></li>"
    faults = {
        "another": (f"<ul>{items}{pale}</ul>", ".pale { color: #ccc }"),
        "parent": (f"<ul>{items}</ul><ol>{items}</ol>", "ol a { color: #ccc }"),
        "all": (f"<ul>{items}</ul>", "a { color: #ccc }"),
        "none": (f"<ul>{items}{pale}</ul><ol>{items}</ol>", ""),
    }
    found = []
    for name, (body, style) in faults.items():
        page = tmp_path / f"{name}.html"
        page.write_text(f"<!doctype html><html lang=en><title>Page</title><style>li {{ margin: 2em }} {style}</style><main><h1>Page</h1>{body}</main>")
        browser.open(page.as_uri())
        if any(fault.startswith("color-contrast") for fault in browser.axe(all_alike)):
            found.append(name)
    assert found == ["another", "parent", "all"]
