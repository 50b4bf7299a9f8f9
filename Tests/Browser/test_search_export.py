"""Exporting results from the page: a table that a spreadsheet reads as text, in three engines, and citations."""

import csv
import io

import pytest
from selenium.webdriver.support.ui import Select

from harbour import COUNT, YEARS
from places import every_engine
from searching import open_search

# The file to save is kept in the page; the folder of downloads depends on the browser.
KEEP = """window.kept = [];
HTMLAnchorElement.prototype.click = function () { kept.push({name: this.download, href: this.href}); };
const make = URL.createObjectURL;
URL.createObjectURL = blob => { window.saved = blob; return make.call(URL, blob); };"""
READ = """const done = arguments[arguments.length - 1];
saved.arrayBuffer().then(bytes => done([kept.at(-1), saved.type, [...new Uint8Array(bytes)]]))"""


def take(browser, what):
    """Name, type and bytes of the file that a button saves."""
    browser.js(KEEP)
    browser.js("document.getElementById('export').open = true")
    browser.one(f"#export [data-export={what}]").click()
    browser.wait(lambda: "exported to" in browser.one("#export-progress").text, "nothing is written")
    link, kind, found = browser.driver.execute_async_script(READ)
    assert link["href"].startswith("blob:")
    return link["name"], kind, bytes(found)


@every_engine
def test_all_results_are_taken_as_a_table(browser, harbour):
    open_search(browser, harbour, "?q=harbour%20weather")
    Select(browser.one("#search-order")).select_by_value("date")
    browser.wait(lambda: "earliest" in browser.one("#search-status").text, "not ordered")
    name, kind, found = take(browser, "csv")
    assert (name, kind) == ("search-harbour-weather.csv", "text/csv;charset=utf-8")
    text = found.decode("utf-8")
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == COUNT
    assert [row["date"] for row in rows] == [f"15 June {year}" for year in YEARS]
    assert rows[3] == {
        "number": "4", "found": "passage", "speaker": "Keeper Number 03", "title": "Talk 03", "date": "15 June 1912", "section": "",
        "passage": "3", "excerpt": "Of the weather in the harbour nobody spoke before noon.",
        "address": "https://example.org/harbour/sources/talk-03.html#p3",
    }  # fmt: skip
    assert browser.one("#export-progress").text == f"{COUNT} of {COUNT} results exported to search-harbour-weather.csv"


def test_cells_are_quoted_and_no_cell_is_a_formula(browser, harbour):
    open_search(browser, harbour, "?q=zebra")
    _, _, found = take(browser, "csv")
    rows = list(csv.DictReader(io.StringIO(found.decode())))
    assert {row["title"] for row in rows} == {"'=SUM(A1:A9), \"quoted\""}
    assert sorted(row["excerpt"][:12] for row in rows) == ["'+1 zebra, “", "'=HYPERLINK("] or sorted(
        row["excerpt"][:11] for row in rows
    ) == ["'+1 zebra, ", "'=HYPERLINK"]
    assert all(cell[:1] not in "=+-@\t\r" for row in rows for cell in row.values() if cell)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r1", " =1", "＝1"])
def test_every_sign_that_begins_a_formula_is_made_text(browser, quay, text):
    open_search(browser, quay, "?q=zebra")
    take(browser, "csv")
    line = browser.js(
        "return sitegenSearch.page.export.csv([{kind: 'passage', speaker: arguments[0], title: 't', excerpt: [], url: 'x', number: 1}])", text
    )
    assert list(csv.reader(io.StringIO(line, newline="")))[1][2] == "'" + text


def test_results_are_taken_as_citations(browser, harbour):
    open_search(browser, harbour, "?q=quiet&year=1912")
    name, kind, found = take(browser, "citations")
    assert (name, kind) == ("search-quiet.txt", "text/plain;charset=utf-8")
    assert found.decode() == (
        "Search for: quiet\n\n1. Keeper Number 03, Talk 03, 15 June 1912, passage 1, https://example.org/harbour/sources/talk-03.html#p1\n"
    )


def test_a_citation_says_what_is_no_passage(browser, site):
    browser.open(site.url("search.html?q=syria"))
    browser.wait(lambda: browser.all("#facets details"), "no facets")
    _, _, found = take(browser, "citations")
    lines = found.decode().splitlines()[2:]
    assert any(", topic, https://" in line for line in lines)
    assert any(", note on “" in line and "#note-" in line for line in lines)
    assert any("Vladimir Putin, " in line and ", passage " in line for line in lines)


def test_taking_out_can_be_stopped_and_goes_no_further_than_a_thousand(browser, quay):
    open_search(browser, quay, "?q=harbour")
    browser.js(
        """const real = sitegenSearch.search; window.limits = [];
        sitegenSearch.search = async (query, chosen, options) => {
          limits.push(options.offset + options.limit);
          const found = await real(query, chosen, {...options, offset: 0});
          if (window.slow) await new Promise(go => window.goOn = go);
          return {...found, total: 5000, isDone: false, hits: found.hits.concat(found.hits).slice(0, options.limit)};
        }"""
    )
    _, _, found = take(browser, "csv")
    assert len(list(csv.reader(io.StringIO(found.decode())))) == 1001
    assert browser.js("return Math.max(...limits)") == 1000
    assert browser.one("#export-progress").text.startswith("1,000 of 5,000 results exported")
    browser.js("window.slow = true; kept.length = 0")
    browser.one("#export [data-export=csv]").click()
    browser.wait(lambda: browser.js("return !!window.goOn"), "nothing is asked for")
    assert browser.one("#export-progress").text.startswith("0 of ")
    browser.one("#export-progress button").click()
    browser.js("window.slow = false; goOn()")
    assert browser.one("#export-progress").text == "Stopped. No file was saved."
    assert browser.focused("#export [data-export=csv]")
    assert browser.js("return kept.length") == 0
