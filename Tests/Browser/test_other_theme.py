"""The search with a custom theme: other elements around the record, scripts in another order, a missing script."""

import re
import shutil

import pytest

import chromium
import harbour
import program
from places import Site, every_engine
from searching import open_search, shown

SCRIPTS = ["assets/search", "assets/search-engine", "search/index", "assets/search-tokens"]

# Only the parts that the generator writes, without the default theme, among elements that the search could mistake
# for those of the record.
SOURCE = """<table class="record"><tbody><tr><td class="passage words" data-passage="p1">
<span class="heading">No heading</span><p class="voice"><a class="speaker">Nobody</a></p><div class="words">No words</div>
</td></tr></tbody></table>
<section class="turn"><dl><dt>{{{head}}}</dt><dd class="words"><main-text>{{{mentions}}}{{{record}}}</main-text></dd></dl></section>
{{{neighbours}}}{{{unplaced}}}{{{notes}}}{{{contents}}}{{{score}}}{{{provenance}}}
<div class="passage" data-passage="p2"><div class="words">No words either</div></div>"""
PAGE = """<!DOCTYPE html>
<html lang="{{language}}"><head><meta charset="utf-8"><title>{{page_title}}</title>
<script src="{{root}}assets/scripts.js" defer></script>
{{#has_search}}%s{{/has_search}}
<script src="{{root}}assets/site.js" defer></script>
</head><body><section class="everything"><div class="record words">{{archive_title}}</div>{{{main}}}</section></body></html>
"""

QUERIES = [
    "harbour", '"lit at dusk"', "lighting OR weather", "harbur tide", "in:sections harbour", "speaker:keeper-03 lamps",
    "noon -ships", "gebäude", "date:1950 marks",
]  # fmt: skip
ASK = """const [queries, done] = arguments;
(async () => {
  const answers = [];
  for (const query of queries) {
    const { total, isEstimate, hits, facets, messages } = await sitegenSearch.search(query, {}, { limit: 8 });
    answers.push({ query, total, isEstimate, hits, facets, messages });
  }
  return answers;
})().then(done, (error) => done(String(error)));"""


def build(folder, page, source=None, search=lambda text: text):
    """Builds the archive of harbour.py with a custom theme."""
    templates = folder / "Templates"
    shutil.copytree(program.TEMPLATES, templates)
    (templates / "page.mustache").write_text(page)
    if source:
        (templates / "source.mustache").write_text(source)
    template = templates / "search.mustache"
    template.write_text(search(template.read_text()))
    harbour.write(folder / "Content")
    run = program.sitegen(
        "build", "--content", folder / "Content", "--templates", templates, "--output", folder / "Public"
    )
    assert run.status == 0, run.err
    return Site(folder / "Public", (folder / "Public").as_uri() + "/")


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    scripts = "\n".join(f'<script src="{{{{root}}}}{name}.js" defer></script>' for name in SCRIPTS)
    return build(tmp_path_factory.mktemp("other"), PAGE % scripts, SOURCE)


@pytest.fixture
def other_harbour(harbour, quay, other):
    """The archive with that theme from the same place as `harbour`: from a server, which serves these pages
    instead, or from the disk."""
    if harbour is not quay:
        yield other
        return
    server = chromium.Server(other.folder)
    yield Site(other.folder, server.address)
    server.close()


def answers(browser, site):
    browser.open(site.url("search.html"))
    browser.wait(lambda: browser.js("return !!(window.sitegenSearch && sitegenSearch.search && sitegenSearch.page)"), "no search")
    found = browser.driver.execute_async_script(ASK, QUERIES)
    assert isinstance(found, list), found
    return found


def test_a_theme_with_other_markup_gives_the_same_results_and_excerpts(browser, harbour, other_harbour):
    expected = answers(browser, harbour)
    assert sum(len(answer["hits"]) for answer in expected) > 20
    assert any(part[1] for answer in expected for hit in answer["hits"] for part in hit["excerpt"])
    assert answers(browser, other_harbour) == expected


def test_the_program_reads_its_pages_too(quay, other):
    def searched(site, query):
        run = program.sitegen("search", "--output", site.folder, query)
        assert run.status == 0, run.err
        return run.out

    for query in QUERIES[:3]:
        assert searched(other, query) == searched(quay, query)


@every_engine
def test_scripts_in_another_order_search_and_nothing_is_said(browser, other):
    open_search(browser, other, "?q=weather", facets=False)
    browser.wait(lambda: shown(browser), "no results")
    assert "weather" in browser.one("#results").text
    if hasattr(browser, "logs"):
        assert [fault for fault in browser.logs()[1] if "needs assets/" in fault] == []


def test_an_element_of_the_search_page_that_is_missing_is_named(browser, tmp_path):
    site = build(tmp_path, (program.TEMPLATES / "page.mustache").read_text(), search=lambda text: text.replace('id="chosen"', ""))
    browser.open("about:blank")
    browser.logs()
    open_search(browser, site, "?q=harbour", facets=False)
    faults = []

    def is_said():
        faults.extend(browser.logs()[1])
        return any("needs an element with the id 'chosen'" in fault for fault in faults)

    browser.wait(is_said, "nothing is said")


@pytest.mark.parametrize("name", ["search-engine", "search-tokens"])
def test_a_script_that_is_missing_is_named_with_what_to_add(browser, tmp_path, name):
    page = (program.TEMPLATES / "page.mustache").read_text()
    line = f'<script src="{{{{root}}}}assets/{name}.js" defer></script>'
    assert line in page
    site = build(tmp_path, page.replace(line + "\n", ""))
    browser.open("about:blank")
    browser.logs()
    browser.open(site.url("search.html"))
    faults = []

    def is_said():
        faults.extend(browser.logs()[1])
        return any("needs assets/" in fault for fault in faults)

    browser.wait(is_said, "nothing is said")
    said = [fault for fault in faults if "needs assets/" in fault]
    assert all(f"needs assets/{name}.js, which this page does not load. Add " in fault for fault in said), said
    assert all(re.search(rf"Add .*assets/{name}\.js.* to page\.mustache", fault) for fault in said), said
