"""Arriving from the search: the words are highlighted in the passage, in three engines, from a server and from the
disk."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from places import every_engine
from searching import open_search

MARKED = "return CSS.highlights && CSS.highlights.has('found') ? [...CSS.highlights.get('found')].map(range => range.toString()) : null"


def arrive(browser, site, query, link="#results .hit-passage a"):
    """The words highlighted on the page that a click on the first result opens, in the order of the text."""
    open_search(browser, site, query)
    browser.one(link).click()
    browser.wait(lambda: browser.js(MARKED) is not None, "nothing is marked")
    return browser.js(MARKED)


def test_inflected_forms_are_marked(browser, harbour):
    assert sorted(arrive(browser, harbour, "?q=rain%20caf%C3%A9")) == ["café", "rained", "raining", "rains"]


@every_engine
def test_a_phrase_is_marked_as_a_whole_and_nowhere_else(browser, harbour):
    # The first "open" is in italics, so the phrase spans two elements; the second is a single word.
    assert arrive(browser, harbour, '?q="the+open+sea"+rain')[0] == "The open sea"
    assert sorted(browser.js(MARKED)) == ["The open sea", "rained", "raining", "rains"]


def test_accents_make_no_difference(browser, harbour):
    assert sorted(arrive(browser, harbour, "?q=ecole%20FORET%20brulait")) == ["brûlait", "forêt", "école"]


def test_a_word_beside_a_note_sign_is_marked_without_it(browser, harbour):
    assert arrive(browser, harbour, "?q=signed%20treat*") == ["signed", "treaty", "treaty"]


def test_a_word_that_was_replaced_is_marked_as_it_stands_there(browser, harbour):
    assert arrive(browser, harbour, "?q=sgined%20treaty") == ["signed", "treaty", "treaty"]


def test_an_excluded_word_is_not_marked(browser, harbour):
    assert arrive(browser, harbour, "?q=biscuits%20-zebra%20topic:food") == ["Biscuits"]


def test_marks_belong_to_one_arrival(browser, quay):
    arrive(browser, quay, "?q=biscuits")
    assert "?" not in browser.driver.current_url
    browser.open(browser.driver.current_url)
    browser.wait(lambda: browser.target() == "p1", "no passage")
    assert browser.js(MARKED) is None


@every_engine
def test_a_note_is_marked_too(browser, site):
    assert arrive(browser, site, "?q=syria&in=notes", "#results .hit-note a")
    assert {word.lower() for word in browser.js(MARKED)} <= {"syria", "syrian", "syrians", "syria’s"}
    assert browser.js("return [...CSS.highlights.get('found')].every(range => document.querySelector('.note:target').contains(range.startContainer))")


def test_a_passage_opened_in_another_window_is_marked(browser, harbour):
    open_search(browser, harbour, "?q=rain")
    before = browser.driver.current_window_handle
    ActionChains(browser.driver).key_down(Keys.CONTROL).click(browser.one("#results .hit-passage a")).key_up(Keys.CONTROL).perform()
    browser.wait(lambda: len(browser.driver.window_handles) == 2, "no other window")
    try:
        browser.driver.switch_to.window(next(w for w in browser.driver.window_handles if w != before))
        browser.wait(lambda: browser.js(MARKED) is not None, "nothing is marked")
        assert sorted(browser.js(MARKED)) == ["rained", "raining", "rains"]
    finally:
        browser.driver.close()
        browser.driver.switch_to.window(before)


@pytest.mark.parametrize("query", ["?q=平靜", "?q=港口"])
def test_words_without_spaces_are_marked(browser, voices, query):
    assert set(arrive(browser, voices, query)) == {query.removeprefix("?q=")}
