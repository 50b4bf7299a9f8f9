"""The notes of a source: overlapping, switched by kind, stepped through, without a place, printed, and announced
to screen readers. The archive is Tests/Sites/notes."""

import shutil

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import chromium
import links
import nu
import program
from htmltree import parse
from places import Site, every_engine

PAGE = "sources/crossing.html"
# In the order of the page: notes in the text, then the one on the source, then those without a place.
PLACED = ["inner-one", "outer", "inner-two", "crossing-outer", "withdrawn", "two-passages", "over-markup", "under-link",
          "on-passage", *[f"dense-{n}" for n in range(1, 11)]]  # fmt: skip
APART = ["whole-source", "ambiguous", "lost"]
WORDS = {
    "outer": "left at six in the dark", "inner-one": "left at six", "inner-two": "in the dark",
    "crossing-outer": "the dark, with forty people", "withdrawn": "forty people and a cow",
    "over-markup": "He never said anything", "under-link": "the chart",
    "two-passages": "thick along the quay.The pilot said nothing", "dense-10": "walked",
}  # fmt: skip
scripts = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ferry")
    shutil.copytree(program.ROOT / "Tests/Sites/notes/Content", folder / "Content")
    run = program.build(folder / "Content", folder / "Public")
    assert run.status == 0, run.err
    server = chromium.Server(folder / "Public")
    yield Site(folder / "Public", server.address)
    server.close()


@pytest.fixture
def page(browser, ferry):
    """A wide page with the notes, in a new session."""
    browser.open(ferry.url(PAGE))
    browser.js("sessionStorage.clear(); localStorage.clear()")
    browser.open(ferry.url(PAGE))
    return browser


def point(browser, element):
    """Holds the pointer over the middle of the first line of an element."""
    browser.js("arguments[0].scrollIntoView({block: 'center'})", element)
    x, y = browser.js("const b = arguments[0].getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]", element)
    actions = ActionChains(browser.driver)
    actions.w3c_actions.pointer_action.move_to_location(int(x), int(y))
    actions.perform()


def lit(browser):
    """The words that are highlighted as belonging together."""
    return browser.js("return [...document.querySelectorAll('mark.lit')].map(m => m.textContent).join('')")


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


def switch(browser, kind):
    for label in browser.all(".note-tools fieldset label"):
        if label.text.startswith(kind):
            label.find_element("css selector", "input").click()
            return
    raise AssertionError(f"nothing to switch {kind} with")


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
