"""Former addresses of sources, and notices about ids: they reach their destination with and without scripts."""

import pytest

import chromium
import links
import nu
import program
from places import Site

PASSAGES = [
    "He calls the talks frank and businesslike and thanks his host for the welcome.",
    "The second question is about the treaty on strategic arms which ends in three years.",
    "Nothing was agreed in secret and all that was agreed will be made public.",
]


def write(content, name, passages, front=""):
    text = f"---\ntitle: Talk\nkind: letter\ndate: 2026-02-01\n{front}---\n\n" + "\n\n".join(passages) + "\n"
    (content / "sources" / f"{name}.md").write_text(text)


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """An archive in which one source was divided and renamed, and another was merged into it."""
    root = tmp_path_factory.mktemp("moved")
    content = root / "Content"
    (content / "sources").mkdir(parents=True)
    (content / "archive.yaml").write_text("title: Moved\nlanguage: en\n")
    write(content, "old", [PASSAGES[0], PASSAGES[1] + " " + PASSAGES[2]])
    write(content, "part", [f"{PASSAGES[0]} So it was said again {n} times." for n in range(40)])
    assert program.build(content, root / "Public").status == 0
    (content / "sources" / "old.md").unlink()
    (content / "sources" / "part.md").unlink()
    passages = PASSAGES + [f"{PASSAGES[0]} So it was said again {n} times." for n in range(40)]
    write(content, "new", passages, "aliases: [old, part, older]\n")
    run = program.build(content, root / "Public", "--date", "2026-11-21")
    assert run.status == 0, run.err
    server = chromium.Server(root / "Public")
    yield Site(root / "Public", server.address)
    server.close()


def test_the_pages_are_valid_and_no_link_is_dead(moved):
    assert nu.problems([moved.folder]) == []
    assert links.problems(moved.folder) == []


@pytest.mark.parametrize(
    "address, arrival",
    [
        ("old.html", "new.html"),
        ("old.html#p2", "new.html#p2"),
        ("old.html#p99", "new.html"),
        ("old.html#note-x", "new.html#note-x"),
        ("part.html#p40", "new.html#p43"),
        ("older.html", "new.html"),
        ("older.html#p2", "new.html"),
    ],
)
def test_a_script_goes_on_at_once(browser, moved, address, arrival):
    browser.open(moved.url(f"sources/{address}"))
    browser.wait(lambda: browser.driver.current_url.endswith(f"/{arrival}"), browser.driver.current_url)


@pytest.mark.parametrize("address, arrival", [("old.html#p2", "new.html#p2"), ("part.html#p40", "new.html#p43")])
def test_without_script_the_passage_is_one_link_away(browser, moved, address, arrival):
    browser.scripts(False)
    browser.open(moved.url(f"sources/{address}"))
    assert browser.driver.current_url.endswith(address)
    link = browser.one("li:target > a")
    assert browser.in_view("li:target > a")
    link.click()
    browser.wait(lambda: browser.driver.current_url.endswith(f"/{arrival}"), browser.driver.current_url)


def test_without_script_an_unknown_alias_goes_on_at_once(browser, moved):
    browser.scripts(False)
    browser.open(moved.url("sources/older.html"))
    browser.wait(lambda: browser.driver.current_url.endswith("/new.html"), browser.driver.current_url)


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["old", "part", "new"])
def test_axe_finds_nothing(browser, moved, page, width, scheme):
    browser.view(width, scheme)
    if page != "new":
        # The script would leave the page. axe needs scripts, so the link that the script follows is removed from the
        # file.
        file = moved.folder / "sources" / f"{page}.html"
        text = file.read_text()
        (file.parent / f"still-{page}.html").write_text(text.replace('class="leads-on"', 'class="stays"'))
        page = f"still-{page}"
    browser.open(moved.url(f"sources/{page}.html"))
    assert browser.axe(all_alike=(width, scheme) == (1440, "light")) == []
    assert browser.js("return document.documentElement.scrollWidth") <= width


def test_it_is_printed_where_a_passage_goes_on(browser, moved):
    browser.open(moved.url("sources/new.html"))
    assert "Divided on 21 November 2026; continues in passage 3." in browser.pdf_text()
