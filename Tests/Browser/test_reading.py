"""Reading a source: arriving at a passage, its notes, the keyboard, copying, printing."""

import pytest
from selenium.webdriver.common.keys import Keys

import words
from htmltree import parse
from places import SOURCE

scripts = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])


def page(served):
    return parse((served.folder / SOURCE).read_text())


@scripts
@pytest.mark.parametrize("width", [320, 1440])
def test_a_link_arrives_at_the_passage(browser, site, width, has_scripts):
    browser.view(width)
    browser.scripts(has_scripts)
    browser.open(site.url(SOURCE + "#p60"))
    browser.wait(lambda: browser.in_view("#p60 .words"), "the passage is not in view")
    assert browser.target() == "p60"
    assert browser.js(LOOK, "p60") != browser.js(LOOK, "p61"), "nothing shows which passage is meant"


# The appearance of a passage: its background and borders, and those of its parts.
LOOK = """const p = document.getElementById(arguments[0]), w = p.querySelector('.words');
return [[p], [w], [w, '::before'], [p.querySelector('.locator')]].map(part => { const s = getComputedStyle(...part);
  return [s.content, s.color, s.backgroundColor, s.boxShadow, s.outline].join(); }).join('; ')"""


@scripts
def test_on_a_wide_screen_notes_stand_beside_their_words(browser, site, has_scripts):
    browser.scripts(has_scripts)
    browser.open(site.url(SOURCE))
    beside = browser.js(
        """return [...document.querySelectorAll('.record .passage:has(.note)')].map(p => {
          const words = p.querySelector('.words').getBoundingClientRect(), note = p.querySelector('.note').getBoundingClientRect();
          return p.querySelector('.note').checkVisibility() && note.left >= words.right - 1 && note.width > 80;
        })"""
    )
    assert len(beside) > 20
    assert all(beside)


@scripts
def test_on_a_narrow_screen_a_note_is_reached_in_place(browser, site, has_scripts):
    browser.view(320)
    browser.scripts(has_scripts)
    browser.open(site.url(SOURCE))
    sign = browser.one(".record a.note-ref")
    note = sign.get_attribute("href").split("#")[1]
    browser.js("arguments[0].scrollIntoView({block: 'center'})", sign)
    sign.click()
    browser.wait(lambda: browser.in_view(f"#{note} .note-body"), "the note does not show")
    assert browser.js("return document.documentElement.scrollWidth") <= 320
    if not has_scripts:
        assert browser.target() == note


@scripts
def test_the_keyboard_leads_to_the_text_to_a_note_and_back(browser, site, has_scripts):
    browser.scripts(has_scripts)
    browser.open(site.url(SOURCE))
    browser.press(Keys.TAB)
    assert browser.focused("a.skip")
    assert browser.in_view("a.skip")
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.target() == "main", "the skip link leads nowhere")
    tab_to(browser, "a.skip-score", 30)
    browser.press(Keys.ENTER)
    tab_to(browser, ".record a.note-ref", 60)
    sign = browser.js("return document.activeElement.id")
    note = sign.replace("ref-", "note-", 1)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.in_view(f"#{note}"), "the note does not show")
    tab_to(browser, f"#{note} a.note-back", 12)
    browser.press(Keys.ENTER)
    browser.wait(lambda: browser.in_view(f"#{sign}"), "the way back leads nowhere")
    browser.wait(lambda: browser.target() == sign or browser.focused(f"#{sign}"), "the way back is not taken")


def tab_to(browser, selector, limit):
    for _ in range(limit):
        browser.press(Keys.TAB)
        if browser.focused(selector):
            return
    raise AssertionError(f"{limit} times Tab do not reach {selector}")


@pytest.mark.parametrize("path", [SOURCE, "topics/index.html", "search.html?q=syria"])
def test_what_has_the_focus_can_be_seen(browser, served, path):
    browser.open(served.url(path))
    unseen = []
    for _ in range(25):
        browser.press(Keys.TAB)
        seen = browser.js(
            """const e = document.activeElement; if (e === document.body) return 'body';
            const s = getComputedStyle(e), b = e.getBoundingClientRect(), mark = e.querySelector('rect');
            const inside = b.bottom > 0 && b.top < innerHeight && b.width > 1;
            const framed = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'
              || mark && parseFloat(getComputedStyle(mark).strokeWidth) >= 2;
            return inside && framed ? '' : [e.outerHTML.slice(0, 100), s.outline, b.top, b.width].join(' ')"""
        )
        if seen:
            unseen.append(seen)
    assert unseen == []


@pytest.mark.parametrize("width", [320, 1440])
def test_copying_gives_the_words_of_the_record_and_nothing_else(browser, served, width):
    browser.view(width)
    browser.open(served.url(SOURCE))
    copied = browser.js(
        """const range = document.createRange(); range.selectNodeContents(document.querySelector('.record'));
        const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);
        return selection.toString()"""
    )
    record = page(served).first("div", "record")
    expected = [
        word
        for part in record.all("div", "words")
        for word in words.WORD.findall(part.text(leave_out=lambda e: "note-ref" in e.classes))
    ]
    assert len(expected) > 1000
    assert words.WORD.findall(copied) == expected


def test_print_has_the_text_and_every_note(browser, served):
    browser.open(served.url(SOURCE))
    text = browser.pdf_text()
    have = " ".join(words.WORD.findall(text))
    tree = page(served)
    for passage in tree.all("div", "passage"):
        first = words.WORD.findall(passage.first("div", "words").text(leave_out=lambda e: "note-ref" in e.classes))[:3]
        assert " ".join(first) in have, passage["id"]
    notes = tree.all("aside", "note")
    assert len(notes) > 20
    for note in notes:
        first = words.WORD.findall(note.first("div", "note-body").text())[:4]
        assert " ".join(first) in have, note["id"]
    assert "Search this archive" not in text
