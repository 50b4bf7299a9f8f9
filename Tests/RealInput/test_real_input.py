"""Archives of texts that were not written for this program: no crash, no lost word, valid ids and links."""

import re

import pytest

import links
import nu
import program
import realinput
import words
from htmltree import parse

pytestmark = pytest.mark.skipif(
    not realinput.available(), reason="the corpora are not here (shared/corpora beside the project)"
)


@pytest.fixture(scope="module", params=sorted(realinput.COLLECTIONS))
def built(request, real_archive):
    return real_archive(request.param)


def test_the_archive_is_built(built):
    assert built.run.status == 0, built.run.err
    assert len(list((built.site / "sources").glob("*.html"))) == len(built.files) + 1


def test_no_word_is_lost_added_or_moved(built):
    differences = []
    for name, text in built.files.items():
        found = words.difference(
            words.of_page(built.page(name)),
            words.of_markdown(realinput.body(text)),
            realinput.listed_names(text),
        )
        if found:
            differences.append(f"{name}: {found}")
    assert differences == []


def test_passage_ids_are_those_of_the_ledger(built):
    for name in built.files:
        ledger = (built.content / "ledger" / f"{name}.txt").read_text()
        page = built.page(name)
        ids = [e["data-passage"] for e in page.all("div", "passage")]
        assert ids == re.findall(r"^(p\d+) ", ledger, re.M), name
        assert ids == [e["id"] for e in page.all("div", "passage")]
        assert len(set(ids)) == len(ids)


def test_links_and_ids_are_whole(built):
    assert links.problems(built.site) == []


def test_pages_are_valid_html(built):
    assert nu.problems([built.site]) == []


def test_building_again_writes_nothing(built):
    before = program.tree(built.site)
    ledger = program.tree(built.content / "ledger")
    again = program.build(built.content, built.site, "--locked")
    assert again.status == 0
    assert "(0 written, " in again.err + again.out
    assert program.tree(built.site) == before
    assert program.tree(built.content / "ledger") == ledger


def test_most_turns_are_found(built):
    """Texts with labels give turns, so the comparison of words is not one of plain paragraphs."""
    labelled = [name for name, text in built.files.items() if re.search(r"^speakers:", text, re.M)]
    turns = sum(len([t for t in built.page(n).all("div", "turn") if t["data-label"]]) for n in labelled)
    assert turns >= 20 * len(labelled)


@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_on_the_largest_page(built, browser, width):
    page = max((built.site / "sources").glob("*.html"), key=lambda file: (file.stat().st_size, file.name))
    browser.view(width)
    browser.open(page.as_uri())
    assert browser.axe(all_alike=width == 1440) == []
