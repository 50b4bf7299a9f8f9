"""Reading a source in three engines, from a server and from the disk: arriving at a passage, notes, the keyboard."""

import pytest
from selenium.webdriver.common.keys import Keys

from places import SOURCE, every_engine
from test_reading import tab_to

pytestmark = every_engine


def test_a_link_arrives_at_the_passage(browser, site):
    browser.open(site.url(SOURCE + "#p60"))
    browser.wait(lambda: browser.in_view("#p60 .words"), "the passage is not in view")
    assert browser.target() == "p60"


def test_notes_stand_beside_their_words(browser, site):
    browser.open(site.url(SOURCE))
    beside = browser.js(
        """return [...document.querySelectorAll('.record .passage:has(.note)')].map(p => {
          const words = p.querySelector('.words').getBoundingClientRect(), note = p.querySelector('.note').getBoundingClientRect();
          return p.querySelector('.note').checkVisibility() && note.left >= words.right - 1 && note.width > 80;
        })"""
    )
    assert len(beside) > 20
    assert all(beside)


def test_the_keyboard_leads_to_the_text_to_a_note_and_back(browser, site):
    browser.open(site.url(SOURCE))
    browser.press(Keys.TAB)
    browser.wait(lambda: browser.focused("a.skip") and browser.in_view("a.skip"), "the skip link is not first")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.target() == "main", "the skip link leads nowhere")
    tab_to(browser, "a.skip-score", 30)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.target() == "after-score", "the link past the picture leads nowhere")
    tab_to(browser, ".record a.note-ref", 60)
    sign = browser.js("return document.activeElement.id")
    note = sign.replace("ref-", "note-", 1)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.in_view(f"#{note}"), "the note does not show")
    tab_to(browser, f"#{note} a.note-back", 12)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.in_view(f"#{sign}"), "the way back leads nowhere")
    browser.wait(lambda: browser.target() == sign or browser.focused(f"#{sign}"), "the way back is not taken")


def test_a_slash_leads_to_the_box_and_arrows_through_the_results(browser, site):
    browser.open(site.url("search.html?q=syria"))
    browser.wait(lambda: len(browser.all("#results > li")) > 2, "no results")
    browser.js("document.activeElement.blur()")
    browser.press("/")
    browser.wait(lambda: browser.focused("#q"), "the box has not the focus")
    links = "[...document.querySelectorAll('.hit-title a')]"
    for place in (0, 1):
        browser.press(Keys.ARROW_DOWN)
        browser.wait(lambda: browser.js(f"return {links}.indexOf(document.activeElement)") == place, "the arrow leads elsewhere")
    browser.press(Keys.ARROW_UP)
    browser.wait(lambda: browser.js(f"return {links}.indexOf(document.activeElement)") == 0, "the arrow leads elsewhere")
