"""Filters of results: counts, the tree of topics, the years; the main test runs in three engines."""

import json

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import program
from harbour import COUNT, YEARS
from places import every_engine
from searching import address, counts, open_search, tick, total, wait_total


def is_disk(site):
    return site.address.startswith("file:")


def levels(browser):
    """Name, indentation in pixels and whether it can be chosen, for each topic shown."""
    return browser.js(
        """const rows = [...document.querySelectorAll('#facets details[data-facet="topic"] li')];
        const left = Math.min(...rows.map(row => row.getBoundingClientRect().left));
        return rows.map(row => [row.querySelector('.facet-name').textContent, Math.round(row.getBoundingClientRect().left - left), !!row.querySelector('input')])"""
    )


def test_narrower_topics_stand_indented_beneath_broader_ones(browser, harbour):
    open_search(browser, harbour, "?q=harbour")
    rows = levels(browser)
    names = [name for name, _, _ in rows]
    assert names == ["Trade", "Shipping", "Lighthouses", "Weather", "Life at sea", "Food on board"]
    trade, shipping, lighthouses, weather, above, food = rows
    assert trade[1] == weather[1] == above[1] == 0
    assert 0 < shipping[1] == food[1] < lighthouses[1]
    assert all(row[2] for row in rows)
    # A broader topic includes the results of narrower ones.
    assert dict(counts(browser, "topic")) == {
        "Trade": 2 * COUNT + 1, "Shipping": 2 * COUNT, "Lighthouses": COUNT, "Weather": COUNT, "Life at sea": 1, "Food on board": 1,
    }  # fmt: skip


@every_engine
def test_a_broader_topic_is_chosen_with_those_beneath_it(browser, harbour):
    open_search(browser, harbour, "?q=harbour&topic=lighthouses")
    assert total(browser) == COUNT
    tick(browser, "topic", "trade")
    wait_total(browser, 2 * COUNT + 1)
    boxes = """return [...document.querySelectorAll('#facets input[name=topic]')].filter(box => box.checked).map(box => [box.value, box.disabled])"""
    browser.wait(lambda: browser.js(boxes) == [["trade", False], ["shipping", True], ["lighthouses", True]], browser.js(boxes))
    # It replaced the narrower one.
    assert [chip.get_attribute("aria-label") for chip in browser.all("#chosen .chip")] == ["Remove filter Topic: Trade"]
    said = browser.one("#facets input[value=shipping]").find_element("xpath", "..").get_attribute("textContent")
    assert said == f" Shipping {2 * COUNT}, included in Trade"
    tick(browser, "topic", "trade")
    browser.wait(lambda: browser.js(boxes) == [], "what lies beneath is still chosen")


def test_a_topic_that_is_typed_finds_what_lies_beneath_it(browser, quay):
    for query, count in [("topic:trade", 2 * COUNT + 1), ("topic:shipping", 2 * COUNT), ("-topic:trade", COUNT + 1)]:
        open_search(browser, quay, f"?q=harbour%20in:passages%20{query}")
        wait_total(browser, count)
        run = program.sitegen("search", "--output", quay.folder, "--json", "--limit", 1, "--", f"harbour in:passages {query}")
        assert json.loads(run.out)["total"] == count


def test_a_passage_has_the_topics_of_its_source(browser, quay):
    found = "return [...document.querySelectorAll('#results .hit')].map(hit => hit.dataset.source + '#' + hit.dataset.passage).sort()"
    # Topics of the source include their broader topics, and a passage keeps its own topics as well.
    for topic, places in [("weather", ["log#p1", "orders#p2"]), ("trade", ["orders#p1", "orders#p2"])]:
        open_search(browser, quay, f"?q=pilot&topic={topic}")
        wait_total(browser, 2)
        assert browser.js(found) == places


def test_counts_are_those_of_the_query_with_what_is_chosen_elsewhere(browser, harbour):
    open_search(browser, harbour, "?q=harbour&topic=weather")
    assert total(browser) == COUNT
    # In its own facet a value is counted as if nothing were chosen there.
    assert dict(counts(browser, "topic"))["Shipping"] == 2 * COUNT
    assert [count for _, count in counts(browser, "speaker")] == [1] * 8
    tick(browser, "speaker", "keeper-03")
    wait_total(browser, 1)
    browser.wait(lambda: dict(counts(browser, "topic")).get("Shipping") == 2, "the counts are not those of the speaker")


def test_many_values_are_unfolded_and_found_by_name(browser, harbour):
    open_search(browser, harbour, "?q=harbour")
    speakers = '#facets details[data-facet="speaker"]'
    assert len(counts(browser, "speaker")) == 8
    more = browser.one(f"{speakers} .facet-more")
    assert more.text == f"Show {COUNT - 8} more"
    more.click()
    browser.wait(lambda: len(counts(browser, "speaker")) == COUNT, "not all speakers")
    browser.one(f"{speakers} .facet-more").click()
    browser.wait(lambda: len(counts(browser, "speaker")) == 8, "not folded again")
    browser.one(f"{speakers} .facet-find").send_keys("numb 17")
    browser.wait(lambda: [name for name, _ in counts(browser, "speaker")] == ["Keeper Number 17"], "the speaker is not found")
    assert browser.focused(f"{speakers} .facet-find")
    assert browser.one(f"{speakers} .facet-find").get_attribute("value") == "numb 17"
    tick(browser, "speaker", "keeper-17")
    wait_total(browser, 3)


@every_engine
def test_a_value_keeps_the_focus_when_it_is_chosen(browser, harbour):
    open_search(browser, harbour, "?q=harbour")
    browser.js("document.querySelector('#facets input[value=weather]').focus()")
    browser.press(Keys.SPACE)
    wait_total(browser, COUNT)
    browser.wait(lambda: browser.one("#facets input[value=weather]").is_selected(), "not chosen")
    browser.wait(lambda: browser.focused("#facets input[value=weather]"), "the focus is lost")


@every_engine
def test_years_are_typed(browser, harbour):
    open_search(browser, harbour, "?q=weather%20harbour")
    browser.one('[data-key="year::from"]').send_keys("1961", Keys.TAB)
    wait_total(browser, sum(year >= 1961 for year in YEARS))
    browser.wait(lambda: browser.focused('[data-key="year::until"]'), "the next field has not the focus")
    browser.press("1970", Keys.ENTER)
    expected = sum(1961 <= year <= 1970 for year in YEARS)
    wait_total(browser, expected)
    chips = "return [...document.querySelectorAll('#chosen .chip')].map(chip => chip.textContent)"
    browser.wait(lambda: browser.js(chips) == ["Year 1961–1970"], "the years are not shown as chosen")
    if not is_disk(harbour):
        assert address(browser)["year"] == ["1961..1970"]
    # If the start is after the end, the range is one year.
    browser.wait(lambda: browser.focused('[data-key="year::until"]'), "the field has lost the focus")
    browser.js("const low = document.querySelector('[data-key=\"year::from\"]'); low.focus(); low.select()")
    browser.press("1980", Keys.ENTER)
    wait_total(browser, 1)
    browser.js("document.querySelector('[data-key=\"year::clear\"]').click()")
    wait_total(browser, COUNT)


@every_engine
def test_years_are_dragged(browser, harbour):
    open_search(browser, harbour, "?q=weather%20harbour")
    svg = browser.one("svg.years")
    browser.js("arguments[0].scrollIntoView({block: 'center'})", svg)
    bars = browser.js(
        """const box = arguments[0].getBoundingClientRect(), middle = box.left + box.width / 2;
        return [...arguments[0].querySelectorAll('.years-bar')].map(bar => { const b = bar.getBoundingClientRect(); return [bar.textContent, b.left + b.width / 2 - middle] })""",
        svg,
    )
    spans = [text.partition(":")[0] for text, _ in bars]
    low, high = spans.index("1920–1924"), spans.index("1940–1944")
    ActionChains(browser.driver).move_to_element_with_offset(svg, round(bars[low][1]), 0).click_and_hold().move_to_element_with_offset(
        svg, round(bars[high][1]), 0
    ).release().perform()
    wait_total(browser, sum(1920 <= year <= 1944 for year in YEARS))
    assert browser.one('[data-key="year::from"]').get_property("value") == "1920"
    assert browser.one('[data-key="year::until"]').get_property("value") == "1944"
    assert browser.js("return document.querySelectorAll('.years-bar.is-chosen').length") == high - low + 1


def test_the_picture_of_years_says_what_it_shows(browser, quay):
    open_search(browser, quay, "?q=harbour")
    svg = browser.one("svg.years")
    assert svg.get_attribute("role") == "img"
    assert svg.get_attribute("aria-label").startswith(f"Results by year, from {YEARS[0]} to {YEARS[-1]}")
    drawn = browser.js("return [...document.querySelectorAll('.years-bar')].map(bar => +bar.textContent.split(': ')[1]).reduce((a, b) => a + b)")
    assert drawn == total(browser)


def test_languages_have_their_names(browser, quay):
    open_search(browser, quay, "?q=l%C3%A9cole%20OR%20zebra")
    assert ["English", 2] in counts(browser, "language")
    open_search(browser, quay, "?q=%C3%A9cole&language=fr")
    assert [chip.text for chip in browser.all("#chosen .chip")] == ["Language French"]
    assert total(browser) == 1
