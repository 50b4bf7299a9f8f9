"""Whole small archives: the content of the `<main>` of their pages, and whether their pages are complete.

UPDATE=1 writes the expected files again; read the difference before committing it.
"""

import os
import pathlib
import re
import shutil

import pytest

import links
import nu
import program
import words
from htmltree import parse

HERE = pathlib.Path(__file__).parent
ARCHIVES = ["features", "multilingual", "minimal"]
MAIN = re.compile(r"<main[^>]*>\n(.*)</main>", re.S)
# What an author writes that is not a word of the text: attribute lists, and the sign before a footnote.
ATTRIBUTES = re.compile(r"^\{:.*\}\n|(?<=\S) \{:.*\}$", re.M)
FOOTNOTE = re.compile(r"^\[\^\w+\]:", re.M)


@pytest.fixture(scope="module")
def site(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(HERE / request.param / "Content", folder / "Content")
    run = program.build(folder / "Content", folder / "Public", "--strict")
    assert run.status == 0, run.err
    return request.param, folder / "Public"


every = pytest.mark.parametrize("site", ARCHIVES, indirect=True)


@every
def test_pages_have_the_main_part_that_is_expected(site):
    name, folder = site
    expected = sorted((HERE / name / "expected").rglob("*.html"))
    assert expected
    for file in expected:
        page = file.relative_to(HERE / name / "expected")
        found = MAIN.search((folder / page).read_text()).group(1)
        if os.environ.get("UPDATE"):
            file.write_text(found)
        assert found == file.read_text(), f"{name}/{page}"


@every
def test_links_and_ids_are_whole(site):
    assert links.problems(site[1]) == []


@every
def test_pages_are_valid_html(site):
    assert nu.problems([site[1]]) == []


@every
def test_no_word_is_lost_added_or_moved(site):
    name, folder = site
    for file in sorted((HERE / name / "Content/sources").glob("*.md")):
        text = file.read_text().split("---\n", 2)[2]
        text = FOOTNOTE.sub("", ATTRIBUTES.sub("", text))
        page = parse((folder / "sources" / f"{file.stem}.html").read_text())
        assert words.difference(words.of_page(page), words.of_markdown(text)) is None, file.name


def test_a_record_says_its_language_and_direction(tmp_path):
    program.build(HERE / "multilingual/Content", tmp_path / "Public")
    found = {}
    for page in (tmp_path / "Public/sources").glob("*.html"):
        record = parse(page.read_text()).first("div", "record")
        if record:
            found[page.stem] = (record["lang"], record["dir"])
    assert found == {
        "arabic": ("ar", "rtl"), "hebrew": ("he", "rtl"), "chinese": ("zh-Hant", "ltr"),
        "japanese": ("ja", "ltr"), "thai": ("th", "ltr"), "russian": ("ru", "ltr"),
    }  # fmt: skip
