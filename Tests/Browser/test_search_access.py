"""Accessibility of the search page: rules in every state, narrow, dark, on paper, and what is loaded."""

import gzip

import pytest
from selenium.webdriver.common.keys import Keys

from places import every_engine
from searching import open_search

COMPLETING = "return document.getElementById('q').getAttribute('aria-expanded') === 'true'"


def empty(browser, site):
    open_search(browser, site)


def results(browser, site):
    open_search(browser, site, "?q=harbour&topic=weather&year=1912..1990")


def grouped(browser, site):
    open_search(browser, site, "?q=harbour&group=source")
    browser.wait(lambda: browser.all(".group-only"), "no counts of sources")


def none(browser, site):
    open_search(browser, site, "?q=zzyzx%20harbour", facets=False)
    browser.wait(lambda: browser.all("#search-messages li"), "no advice")


def repaired(browser, site):
    open_search(browser, site, "?q=habrour%20quiet")


def building(browser, site):
    open_search(browser, site, "?q=harbour")
    browser.one("#query-builder summary").click()
    browser.wait(lambda: browser.all("#b-speakers option"), "no fields")
    browser.one(".search-help summary").click()


def completing(browser, site):
    open_search(browser, site)
    browser.one("#q").send_keys("har")
    browser.wait(lambda: browser.js(COMPLETING), "no words")
    browser.press(Keys.ARROW_DOWN)


def taking(browser, site):
    open_search(browser, site, "?q=harbour")
    browser.one("#export summary").click()


def unfolded(browser, site):
    open_search(browser, site, "?q=harbour")
    browser.js("document.getElementById('filters').open = true; document.querySelectorAll('.facet').forEach(facet => { facet.open = true })")


STATES = [empty, results, grouped, none, repaired, building, completing, taking, unfolded]
states = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)


@states
@pytest.mark.parametrize("width, scheme", [(1440, "light"), (1440, "dark"), (320, "light"), (320, "dark")])
def test_axe_finds_nothing_in_any_state(browser, quay, state, width, scheme):
    browser.view(width, scheme)
    state(browser, quay)
    assert browser.axe() == []


@states
def test_no_state_is_wider_than_a_telephone(browser, quay, state):
    browser.view(320)
    state(browser, quay)
    assert browser.js("return document.documentElement.scrollWidth") <= 320


@states
def test_the_policy_refuses_nothing(browser, quay, state):
    browser.logs()
    state(browser, quay)
    assert browser.logs()[1] == []


def test_every_control_is_large_enough(browser, quay):
    """At least 24 pixels in each direction. The label of a checkbox counts; text links in sentences are exempt."""
    for state in (results, grouped, building, taking, unfolded):
        state(browser, quay)
        small = browser.js(
            """return [...document.querySelectorAll('main button, main summary, main select, main label:has(> input), main input:not([type=checkbox]), .hit-title a')]
            .filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) => b.height < 24 || b.width < 24)
            .map(([e, b]) => e.outerHTML.slice(0, 60) + ' ' + b.width + ' ' + b.height)"""
        )
        assert small == [], state.__name__


def test_facets_stand_folded_on_a_telephone_and_open_on_a_desk(browser, quay):
    browser.view(320)
    results(browser, quay)
    assert not browser.in_view("#facets details")
    assert browser.one("#filters summary").text == "Filter (2)"
    browser.one("#filters summary").click()
    browser.wait(lambda: browser.one("#facets details").is_displayed(), "the facets do not unfold")
    browser.view(1440)
    results(browser, quay)
    assert browser.one("#facets details").is_displayed()
    assert not browser.one("#filters > summary").is_displayed()


def test_a_print_has_the_query_what_was_chosen_and_the_results(browser, quay):
    results(browser, quay)
    text = browser.pdf_text()
    assert "harbour" in text.split()[:20]
    assert "Weather" in text and "1912–1990" in text
    assert "Of the weather in the harbour nobody spoke before noon." in text
    assert "sources/talk-03.html#p3" in text
    assert "Export" not in text and "Search tips" not in text


@every_engine
def test_text_from_right_to_left_stands_on_its_side(browser, voices):
    open_search(browser, voices, "?language=ar")
    sides = browser.js(
        "return [...document.querySelectorAll('.hit')].map(hit => [getComputedStyle(hit).direction, getComputedStyle(hit.querySelector('.hit-title')).direction])"
    )
    assert sides and all(side == ["rtl", "rtl"] for side in sides)
    open_search(browser, voices, "?language=ru")
    assert browser.js("return getComputedStyle(document.querySelector('.hit')).direction") == "ltr"


def test_forced_colours_keep_what_is_chosen_visible(browser, quay):
    browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "forced-colors", "value": "active"}])
    results(browser, quay)
    fills = browser.js("return [...document.querySelectorAll('.years-bar')].map(bar => [bar.matches('.is-chosen'), getComputedStyle(bar).fill])")
    assert len({fill for _, fill in fills}) == 2
    completing(browser, quay)
    assert browser.js("return getComputedStyle(document.querySelector('[aria-selected=true]')).outlineStyle") == "solid"


def test_before_the_first_query_little_is_loaded(browser, quay):
    """Scripts of the page and its engine, as compressed by a host; other files are loaded on demand."""
    # Requests of the page before do not belong to this one.
    browser.open("about:blank")
    browser.logs()
    open_search(browser, quay)
    requests = browser.logs()[0]
    # The top file of the index is loaded with the page, exactly once.
    assert len([r for r in requests if "/search/index.js" in r]) == 1
    loaded = {r.rpartition("/")[2].partition("?")[0] for r in requests if "/assets/search" in r}
    assert loaded == {"search.js", "search-engine.js", "search-tokens.js"}
    sizes = {name: len(gzip.compress((quay.folder / "assets" / name).read_bytes(), 6)) for name in loaded}
    assert sizes["search.js"] < 5000
    assert sum(sizes.values()) < 25000


@every_engine
def test_a_part_that_cannot_be_loaded_is_said_and_the_results_stay(browser, quay):
    open_search(browser, quay)
    browser.js(
        """const append = document.head.append;
        document.head.append = function (...nodes) {
          for (const node of nodes) if (/search-filters/.test(node.src || '')) node.src = node.src.replace('search-filters', 'search-nowhere');
          append.apply(this, nodes);
        }"""
    )
    browser.one("#q").send_keys("zebra", Keys.ENTER)
    browser.wait(lambda: "search-filters.js could not be loaded" in browser.one("#search-status").text, "nothing is said")
    assert len(browser.all("#results .hit")) == 2
