"""Notes on the page of a source: overlapping, switched by kind, and stepped through. The archive is Tests/Sites/notes."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from ferry import APART, PAGE, PLACED, WORDS, lit, point, scripts, switch
from places import every_engine


def is_beside(browser, note, place):
    """Whether a note is open, in view, and begins within three lines of the words that open it."""
    return browser.js(
        """const n = document.getElementById('note-' + arguments[0]), b = n.getBoundingClientRect();
        const p = arguments[1].getClientRects()[0], body = n.querySelector('.note-body');
        const whole = body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;
        const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
        return whole && b.left > p.right && Math.abs(b.top - p.top) < 90 && b.top >= 0 && b.bottom <= innerHeight && n.contains(top)""",
        note,
        place,
    )


# ---- Overlapping words ----


@pytest.mark.parametrize("note", [*WORDS, "dense-1"])
def test_a_sign_under_the_pointer_shows_the_words_and_brings_the_note(page, note):
    sign = page.one(f"#ref-{note}")
    point(page, sign)
    page.wait(lambda: page.js("return arguments[0].classList.contains('lit')", sign), "the sign is not shown")
    assert lit(page) == WORDS.get(note, "We")
    page.wait(lambda: is_beside(page, note, sign), "the note is not beside its words")


@pytest.mark.parametrize("note", [*WORDS, "on-passage"])
def test_a_sign_with_the_focus_shows_the_words_and_brings_the_note(page, note):
    sign = page.one(f"#ref-{note}")
    page.js("arguments[0].focus()", sign)
    assert lit(page) == WORDS.get(note, "")
    assert page.js("return document.querySelectorAll('.words.lit').length") == (0 if note in WORDS else 1)
    assert is_beside(page, note, sign)
    page.press(Keys.ESCAPE)
    assert lit(page) == ""


def test_signs_do_not_cover_one_another(page):
    covered = page.js(
        """return [...document.querySelectorAll('.record a.note-ref')].filter(ref => {
          ref.scrollIntoView({block: 'center'});
          const b = ref.firstChild.parentElement.getBoundingClientRect(), range = document.createRange();
          range.selectNodeContents(ref);
          const t = range.getBoundingClientRect();
          return document.elementFromPoint(t.x + t.width / 2, t.y + t.height / 2) !== ref; }).map(ref => ref.id)"""
    )
    assert covered == []


# WebKit treats the next click of its driver as a double click, which selects a word.
@pytest.mark.engines("chromium", "firefox")
def test_a_click_on_words_goes_from_the_shortest_note_to_the_longer_ones(page):
    mark = page.one("mark[data-notes='inner-two outer crossing-outer'], mark[data-notes='inner-two crossing-outer outer']")
    order = mark.get_attribute("data-notes").split()
    seen = []
    for _ in range(4):
        point(page, mark)
        ActionChains(page.driver).click().perform()
        seen.append(lit(page))
    assert seen == [WORDS[note] for note in [*order, order[0]]]


def test_the_tab_key_reaches_every_sign_in_order(page):
    page.js("document.querySelector('.record').setAttribute('tabindex', '-1'); document.querySelector('.record').focus()")
    reached = []
    for _ in range(200):
        page.press(Keys.TAB)
        at = page.js("const e = document.activeElement; return e.closest('.record') ? e.matches('a.note-ref') && e.id : null")
        if at is None:
            break
        if at:
            reached.append(at.removeprefix("ref-"))
    assert sorted(reached) == sorted(PLACED)


@scripts
@pytest.mark.parametrize("width", [320, 1440])
def test_signs_lead_to_notes_and_back(browser, ferry, width, has_scripts):
    browser.view(width)
    browser.scripts(has_scripts)
    browser.open(ferry.url(PAGE))
    for note in ["outer", "inner-two", "on-passage", "dense-10"]:
        browser.js("arguments[0].focus()", browser.one(f"#ref-{note}"))
        browser.press(Keys.ENTER)
        browser.wait(lambda: browser.target() == f"note-{note}", "the sign leads nowhere")
        browser.wait(lambda: browser.in_view(f"#note-{note} .note-body"), "the note is not in view")
        browser.js("arguments[0].focus()", browser.one(f"#note-{note} .note-back"))
        browser.press(Keys.ENTER)
        browser.wait(lambda: browser.target() == f"ref-{note}", "the note does not lead back")
        browser.wait(lambda: browser.in_view(f"#ref-{note}"), "the sign is not in view")


def test_a_note_that_the_keyboard_has_opened_stays_open(page):
    page.js("document.querySelector('#note-inner-one .note-number').focus()")
    page.press(Keys.TAB)
    assert page.focused("#note-inner-one summary")
    page.press(Keys.ENTER)
    page.wait(lambda: page.in_view("#note-inner-one .reply .note-body"), "the replies are not shown")
    point(page, page.one("#ref-dense-10"))
    page.js("return new Promise(done => setTimeout(done, 300))")
    assert page.focused("#note-inner-one summary") and page.in_view("#note-inner-one summary")
    assert lit(page) == WORDS["inner-one"]


# ---- Kinds ----


@every_engine
def test_a_hidden_kind_loses_marks_signs_and_notes(page):
    labels = [label.text.split() for label in page.all(".note-tools fieldset label")]
    assert ["Context", "5"] in labels and ["Claim", "3"] in labels
    switch(page, "Claim")
    assert not page.js("return document.getElementById('note-inner-one').checkVisibility()")
    assert not page.js("return document.getElementById('ref-inner-one').checkVisibility()")
    mark = page.one("mark[data-notes~='inner-one']")
    assert page.js("return arguments[0].dataset.hue", mark) == "blue", "the longer note has its own mark now"
    assert page.js("return arguments[0].dataset.begins", mark) == "Note 2 begins"
    point(page, mark)
    page.wait(lambda: lit(page) == WORDS["outer"], "the longer note is not reached")
    switch(page, "Context")
    point(page, mark)
    assert page.js("return getComputedStyle(arguments[0]).textDecorationLine", mark) == "none"
    assert page.one(".note-hidden").text.startswith("8 notes are hidden")
    # Notes without a place are never hidden.
    assert page.js("return ['note-lost', 'note-whole-source'].every(id => document.getElementById(id).checkVisibility())")
    page.one(".note-hidden button").click()
    assert page.js("return document.getElementById('note-inner-one').checkVisibility()")


def test_a_choice_of_kinds_lasts_for_the_session_and_hides_no_note_that_a_link_is_to(page, ferry):
    switch(page, "Claim")
    page.open(ferry.url(PAGE))
    assert not page.js("return document.getElementById('note-inner-one').checkVisibility()")
    page.open(ferry.url(PAGE + "#note-inner-one"))
    page.wait(lambda: page.in_view("#note-inner-one .note-body"), "the note that was linked to is hidden")
    page.wait(lambda: page.in_view("#ref-inner-one"), "its words are not in view")


def test_where_there_is_one_kind_nothing_is_switched(browser, ferry):
    browser.open(ferry.url("sources/plain.html"))
    assert browser.all(".note-tools, .note-index") == []
    assert "notes.js" not in browser.driver.page_source


# ---- From note to note ----


def walk(browser, press, limit=40):
    seen = []
    for _ in range(limit):
        press()
        at = browser.target()
        if seen and seen[-1] == at:
            return seen
        seen.append(at)
    raise AssertionError("there is no end")


@every_engine
def test_keys_go_through_all_notes_and_back(page):
    page.js("scrollTo(0, 0)")
    all_notes = [f"note-{note}" for note in PLACED + APART]
    assert sorted(walk(page, lambda: page.press("n"))) == sorted(all_notes)
    assert page.in_view("#note-lost .note-body")
    back = walk(page, lambda: page.press("p"))
    assert len(back) == len(all_notes) - 1
    assert page.in_view("#note-inner-one .note-body")
    page.wait(lambda: page.js("return document.querySelector('[aria-live]').textContent") == "This is the first note.", "the end is not told")


def test_a_step_is_told_politely_and_over_the_kinds_shown(page):
    switch(page, "Context")
    switch(page, "Claim")
    page.js("document.activeElement.blur(); scrollTo(0, 0)")
    page.press("n")
    assert page.target() == "note-inner-two"
    said = "Note 3, 1 of 14, Translation"
    page.wait(lambda: page.js("return document.querySelector('[aria-live=polite]').textContent") == said, "nothing is told")
    assert page.focused("body"), "the focus is taken"


@every_engine
def test_buttons_in_the_note_lead_on_and_keep_the_focus(page):
    page.js("scrollTo(0, 0)")
    page.press("n")
    for _ in range(3):
        page.js("document.querySelector('.note-steps button:last-child').focus()")
        before = page.target()
        page.press(Keys.ENTER)
        page.wait(lambda: page.target() != before, "the button leads nowhere")
        assert page.focused(f"#{page.target()} .note-steps button:last-child")


def test_keys_are_left_alone_where_one_types_or_has_turned_them_off(page, ferry):
    page.js("document.querySelector('#site-q').focus()")
    page.press("n", "p")
    assert page.target() is None
    assert page.js("return document.querySelector('#site-q').value") == "np"
    page.one(".note-walk input").click()
    page.js("document.activeElement.blur()")
    page.press("n")
    assert page.target() is None
    page.open(ferry.url(PAGE))
    page.press("n")
    assert page.target() is None
