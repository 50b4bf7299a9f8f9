"""Typing a query: completion, messages, the keys; the main test runs in three engines."""

import pytest
from selenium.webdriver.common.keys import Keys

from places import every_engine
from searching import HITS, address, open_search, shown, total, wait_total

OPTIONS = "return [...document.querySelectorAll('#q-words [role=option]')].map(option => option.dataset.word)"
ACTIVE = """const id = document.getElementById('q').getAttribute('aria-activedescendant'), option = id && document.getElementById(id);
return option && option.getAttribute('aria-selected') === 'true' ? option.dataset.word : null"""
ALL_SAID = """window.said = [];
new MutationObserver(() => said.push(document.getElementById('search-status').textContent))
  .observe(document.getElementById('search-status'), {childList: true, characterData: true, subtree: true})"""


def box(browser):
    return browser.one("#q")


def value(browser):
    return box(browser).get_property("value")


def is_open(browser):
    return box(browser).get_attribute("aria-expanded") == "true" and browser.one("#q-words").is_displayed()


def complete(browser, site, text="sea har"):
    open_search(browser, site)
    box(browser).send_keys(text)
    browser.wait(lambda: is_open(browser), "no words are offered")


@every_engine
def test_the_last_word_is_completed_with_the_keys(browser, harbour):
    complete(browser, harbour, "zebra li")
    assert box(browser).get_attribute("role") == "combobox"
    assert box(browser).get_attribute("aria-controls") == "q-words"
    words = browser.js(OPTIONS)
    assert words[:2] == ["lit", "lighting"] or words[:2] == ["lighting", "lit"]
    assert browser.js(ACTIVE) is None
    browser.press(Keys.ARROW_DOWN)
    assert browser.js(ACTIVE) == words[0]
    browser.press(Keys.ARROW_DOWN)
    assert browser.js(ACTIVE) == words[1]
    assert browser.focused("#q")
    browser.press(Keys.ENTER)
    assert value(browser) == f"zebra {words[1]} "
    assert not is_open(browser)
    # Accepting a word does not send the query; the next press of the key does.
    browser.press(Keys.ENTER)
    wait_total(browser, 0)


def test_the_arrows_go_round_through_the_box(browser, quay):
    complete(browser, quay, "li")
    words = browser.js(OPTIONS)
    browser.press(Keys.ARROW_UP)
    assert browser.js(ACTIVE) == words[-1]
    browser.press(Keys.ARROW_DOWN)
    assert browser.js(ACTIVE) is None
    browser.press(Keys.ARROW_DOWN)
    assert browser.js(ACTIVE) == words[0]


def test_enter_sends_what_was_typed_where_no_word_is_chosen(browser, harbour):
    complete(browser, harbour, "har")
    browser.press(Keys.ENTER)
    browser.wait(lambda: not is_open(browser), "the words stay open")
    browser.wait(lambda: total(browser) > 60, "the query is not answered")
    assert value(browser) == "har"


def test_escape_closes_the_words_and_keeps_the_query(browser, quay):
    complete(browser, quay, "har")
    browser.press(Keys.ESCAPE)
    assert not is_open(browser)
    assert value(browser) == "har"
    assert browser.focused("#q")


def test_a_word_is_taken_with_the_pointer(browser, quay):
    complete(browser, quay, "har")
    browser.one("#q-words [role=option]").click()
    browser.wait(lambda: value(browser) == "harbour ", "the word is not taken")
    assert browser.focused("#q")
    browser.wait(lambda: total(browser) > 60, "the query is not answered")


def test_leaving_the_box_closes_the_words(browser, quay):
    complete(browser, quay, "har")
    browser.press(Keys.TAB)
    browser.wait(lambda: not is_open(browser), "the words stay open")


@pytest.mark.parametrize("text", ["h", "harbour*", "speaker:kee", "harbour ", "港"])
def test_no_words_are_offered_where_none_would_help(browser, quay, text):
    complete(browser, quay, "har")
    box(browser).clear()
    browser.wait(lambda: not is_open(browser), "the words stay open")
    box(browser).send_keys(text)
    browser.wait(lambda: total(browser) >= 0, "no answer")
    assert not is_open(browser)


@every_engine
def test_the_count_is_said_once_when_the_typing_rests(browser, harbour):
    open_search(browser, harbour, "?q=zebra")
    browser.js(ALL_SAID)
    box(browser).clear()
    box(browser).click()
    for letter in "harbour quiet":
        browser.press(letter)
    browser.wait(lambda: total(browser) == 30, "no answer")
    said = [text for text in browser.js("return said") if text and text != "Searching …"]
    assert len(said) <= 2, said
    assert said[-1] == "30 passages, the 10 most relevant shown"


@every_engine
def test_the_focus_stays_in_the_box_while_results_come(browser, quay):
    open_search(browser, quay)
    box(browser).send_keys("weather ")
    browser.wait(lambda: browser.all("#facets details"), "no facets")
    assert browser.focused("#q")
    box(browser).send_keys("harbour", Keys.ENTER)
    browser.wait(lambda: total(browser) == 30, "no answer")
    assert browser.focused("#q")
    assert address(browser) == {"q": ["weather harbour"]}


@every_engine
def test_typing_adds_nothing_to_the_history(browser, quay):
    open_search(browser, quay, "?q=zebra")
    length = browser.js("return history.length")
    box(browser).send_keys(" keeper")
    browser.wait(lambda: address(browser) == {"q": ["zebra keeper"]}, "the address does not follow")
    assert browser.js("return history.length") == length


@every_engine
def test_keys_lead_to_the_results_and_back(browser, harbour):
    open_search(browser, harbour, "?q=zebra")
    browser.js("document.activeElement.blur()")
    browser.press("/")
    assert browser.focused("#q")
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert browser.focused("#results .hit:nth-child(2) a")
    browser.press(Keys.ESCAPE)
    assert browser.focused("#q")
    browser.press(Keys.ARROW_DOWN)
    source, passage = shown(browser)[0]
    browser.press(Keys.ENTER)
    browser.wait(lambda: f"/sources/{source}.html" in browser.driver.current_url, "Enter does not follow the link")
    if passage:
        browser.wait(lambda: browser.target() == passage, "the passage is not reached")


def test_the_arrows_walk_through_groups(browser, quay):
    open_search(browser, quay, "?q=harbour&group=source&sort=date")
    links = "return [...document.querySelectorAll('#results .hit-title a')].indexOf(document.activeElement)"
    browser.one("#q").click()
    for place in range(5):
        browser.press(Keys.ARROW_DOWN)
        assert browser.js(links) == place
    assert len(browser.all(HITS)) == 10


def test_a_slash_in_a_field_is_a_slash(browser, quay):
    open_search(browser, quay, "?q=harbour")
    field = browser.one(".facet-find")
    field.send_keys("a/b")
    browser.wait(lambda: browser.one(".facet-find").get_property("value") == "a/b", "the slash went elsewhere")
    assert browser.focused(".facet-find")
