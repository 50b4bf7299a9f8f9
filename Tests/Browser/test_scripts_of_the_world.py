"""Records in Arabic, Hebrew, Chinese, Japanese, Thai and Russian, read and searched in a browser."""

import pytest


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("name", ["arabic", "hebrew", "chinese", "japanese", "thai", "russian"])
def test_a_record_is_accessible_and_stays_in_its_width(browser, voices, name, width):
    browser.view(width)
    browser.open(voices.url(f"sources/{name}.html"))
    assert browser.js("return document.documentElement.scrollWidth") <= width
    assert browser.axe() == []


@pytest.mark.parametrize("name, direction", [("arabic", "rtl"), ("hebrew", "rtl"), ("chinese", "ltr")])
def test_the_words_begin_on_the_side_where_their_script_begins(browser, voices, name, direction):
    browser.open(voices.url(f"sources/{name}.html"))
    record, before = browser.js(
        """const words = document.querySelector('.record .words'), locator = words.parentElement.querySelector('a.locator');
        const w = words.getBoundingClientRect(), l = locator.getBoundingClientRect();
        return [getComputedStyle(words).direction, l.left < w.left ? 'left' : 'right']"""
    )
    assert record == direction
    assert before == ("right" if direction == "rtl" else "left")


QUERIES = [("الشتاء", "arabic"), ("الميناء", "arabic"), ("المیناء", "arabic"), ("הים", "hebrew"), ("港口", "chinese"), ("平靜", "chinese"),
           ("静か", "japanese"), ("ท่าเรือ", "thai"), ("море", "russian")]  # fmt: skip


def found(browser, voices, query, source):
    browser.open(voices.url(f"search.html?q={query}"))
    browser.wait(lambda: browser.one("#search-status").text, "nothing is said")
    return browser.all(f"#results > li[data-source={source}][data-passage]")


@pytest.mark.parametrize("query, source", QUERIES)
def test_words_of_every_script_are_found(browser, voices, query, source):
    assert found(browser, voices, query, source)


@pytest.mark.engines("firefox", "webkit")
@pytest.mark.parametrize("query, source", QUERIES[1::3])
def test_words_of_some_scripts_are_found_in_the_other_engines(browser, voices, query, source):
    assert found(browser, voices, query, source)
