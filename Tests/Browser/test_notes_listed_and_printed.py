"""Notes of a source in lists, for screen readers, in the margin and on paper. The archive is Tests/Sites/notes."""

import shutil

import pytest

import links
import nu
from ferry import APART, PAGE, PLACED, lit, scripts, switch
from htmltree import parse


# ---- Lists ----


@scripts
def test_the_list_of_notes_leads_to_each(browser, ferry, has_scripts):
    browser.scripts(has_scripts)
    browser.open(ferry.url(PAGE))
    browser.one(".note-index summary").click()
    lines = browser.all(".note-index li")
    assert len(lines) == len(PLACED + APART)
    assert sorted(browser.js("return [...document.querySelectorAll('.note-index a')].map(a => a.hash)")) == sorted(
        f"#note-{note}" for note in PLACED + APART
    )
    link = lines[1].find_element("css selector", "a")
    browser.wait(link.is_displayed, "the list does not open")
    link.click()
    browser.wait(lambda: browser.in_view(f"#{browser.target()} .note-body"), "the note is not in view")


@scripts
def test_notes_without_a_place_say_what_they_were_written_on_and_why(browser, ferry, has_scripts):
    browser.scripts(has_scripts)
    browser.open(ferry.url(PAGE))
    text = " ".join(element.text for element in browser.all(".unplaced-notes"))
    assert "“It was cold”; found in several places" in text
    assert "“the lighthouse keeper sold three boats”; not found in the text" in text
    assert "A note on the whole interview." in text


# ---- Screen readers ----


def tree(browser):
    """The accessibility tree in reading order: role, name and node of each announced part."""
    browser.cdp("Accessibility.enable")
    nodes = browser.cdp("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node):
        if not node.get("ignored"):
            yield node["role"]["value"], node.get("name", {}).get("value", ""), node
        for child in node.get("childIds", []):
            if child in by_id:
                yield from walk(by_id[child])

    return list(walk(nodes[0]))


def test_a_screen_reader_is_told_where_a_note_begins_and_ends(page):
    told = [(role, name) for role, name, _ in tree(page)]
    texts = [name.strip() for role, name in told if role in ("StaticText", "DocNoteRef", "link", "doc-noteref")]
    joined = " ".join(dict.fromkeys(texts[texts.index("Notes 1, 2 begin:") :]))
    order = ["Notes 1, 2 begin:", "left at six", "Note 1, Claim", "in", "Note 2, Context", "Note 3, Translation", "Note 5, Correction"]
    at = -1
    for words in order:
        assert joined.find(words, at + 1) > at, f"{words} in {joined[:300]}"
        at = joined.find(words, at + 1)
    # Each beginning and each sign occurs once.
    assert texts.count("Notes 1, 2 begin:") == 1
    assert texts.count("Note 2, Context") == 1


def test_names_and_roles_of_signs_notes_and_ways_back(page):
    told = tree(page)
    roles = {}
    for role, name, _ in told:
        roles.setdefault(role, []).append(name)
    signs = next(names for role, names in roles.items() if role.lower().replace("-", "") == "docnoteref")
    backs = next(names for role, names in roles.items() if role.lower().replace("-", "") == "docbacklink")
    assert len(signs) == len(PLACED) and len(set(signs)) == len(signs)
    assert len(backs) == len(PLACED) and len(set(backs)) == len(backs)
    notes = [name for name in roles["note"] if name]
    assert len(notes) == len(PLACED + APART) and len(set(notes)) == len(notes)
    # A note follows the passage in which its words end, before the next passage.
    names = [name for _, name, _ in told]
    assert names.index("Passage 3") < names.index("Note 1, Claim") < names.index("Passage 4")
    note = next(i for i, (role, name, _) in enumerate(told) if role == "note" and name == "Note 1")
    assert names.index("Passage 3") < note < names.index("Passage 4")


# ---- Room ----


@scripts
def test_no_text_waits_for_the_margin_and_no_notes_overlap(browser, ferry, has_scripts):
    browser.scripts(has_scripts)
    browser.open(ferry.url(PAGE))
    holes, overlaps, past = browser.js(
        """const parts = [...document.querySelectorAll('.record .words, .record .section > h2')].map(e => e.getBoundingClientRect());
        const groups = [...document.querySelectorAll('.apparatus')].map(e => e.getBoundingClientRect()).filter(b => b.height);
        const holes = parts.slice(1).map((b, i) => b.top - parts[i].bottom), end = document.querySelector('.record').getBoundingClientRect().bottom;
        return [Math.max(...holes), groups.slice(1).filter((b, i) => b.top < groups[i].bottom - 1).length, groups.at(-1).bottom - end]"""
    )
    assert holes < 90
    assert overlaps == 0
    assert past <= 1 or not has_scripts


def test_dense_notes_stay_near_their_words(browser, served):
    browser.open(served.url("sources/press-conference.html"))
    far = browser.js(
        """return [...document.querySelectorAll('.apparatus')].filter(e => e.offsetHeight).map(e =>
          e.getBoundingClientRect().top - e.parentElement.getBoundingClientRect().top)"""
    )
    assert len(far) > 50
    assert max(far) < 400


# ---- Paper, narrow, right to left, rules ----


@scripts
def test_print_has_numbered_notes_at_the_end_of_their_section(browser, ferry, has_scripts):
    browser.scripts(has_scripts)
    browser.open(ferry.url(PAGE))
    text = browser.pdf_text()

    def at(words):
        assert words in text, words
        return text.index(words)

    assert at("one lamp at the stern") < at("1 Claim") < at("2 Context") < at("A note on the whole list") < at("And then the ice closed?")
    assert at("walked") < at("10 Context Note 1 on one") < at("Did all of them arrive?") < at("Which of the two is meant?")
    for words in ["withdrawn", "Almanac for 1954", "Then it says little.", "found in several places", "not found in the text",
                  "They were in the first print."]:  # fmt: skip
        at(words)
    assert "Previous note" not in text and "begins:" not in text


def test_print_follows_the_kinds_shown_and_says_so(page):
    switch(page, "Claim")
    text = page.pdf_text()
    assert "The timetable says half past six" not in text
    assert "3 notes are hidden" in text
    assert "These words are not there." in text


@pytest.mark.parametrize("width", [320, 1100, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PAGE, "sources/letter.html", "annotations.html"])
def test_axe_finds_nothing_in_notes(browser, ferry, path, width, scheme):
    browser.view(width, scheme)
    browser.open(ferry.url(path))
    browser.js("document.querySelectorAll('details').forEach(d => d.open = true)")
    all_alike = (width, scheme) == (1440, "light")
    assert browser.axe(all_alike) == []
    assert browser.js("return document.documentElement.scrollWidth") <= width
    if path == PAGE:
        browser.js("document.querySelector('#ref-dense-10').focus()")
        # The open note covers parts of other notes, which can also be reached by signs and keys.
        assert [fault for fault in browser.axe(all_alike) if not fault.startswith("target-size")] == []


def test_notes_of_a_text_from_right_to_left_stand_on_its_left(browser, ferry):
    browser.open(ferry.url("sources/letter.html"))
    sign = browser.one("#ref-letter-ice")
    browser.js("arguments[0].focus()", sign)
    assert lit(browser) == "وكان الجليد سميكا على الرصيف"
    note, words = browser.js(
        "return [document.querySelector('#note-letter-ice').getBoundingClientRect().right, document.querySelector('.words').getBoundingClientRect().left]"
    )
    assert note <= words


def test_the_pages_are_valid_and_their_links_whole(ferry):
    assert nu.problems([ferry.folder]) == []
    assert links.problems(ferry.folder) == []


def test_the_page_for_what_is_not_there_is_readable_at_any_depth(browser, ferry):
    deep = ferry.folder / "a/b/c"
    deep.mkdir(parents=True)
    shutil.copy(ferry.folder / "404.html", deep / "missing.html")
    browser.open(ferry.url("a/b/c/missing.html"))
    assert browser.js("return document.styleSheets.length") >= 1
    assert browser.js("return getComputedStyle(document.querySelector('.site-nav ul')).display") == "flex"
    assert browser.axe() == []
    for link in parse((deep / "missing.html").read_text()).first("body").all("a"):
        assert link["href"].startswith(("https://ferry.example/papers/", "#"))
    shutil.rmtree(ferry.folder / "a")
