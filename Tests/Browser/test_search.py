"""Searching from a server and from the disk; the main test runs in three engines."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium.webdriver.common.keys import Keys

import program
import words
from htmltree import parse
from places import every_engine

HITS = "#results > li[data-source][data-passage]"


def ask(browser, site, query="syria"):
    browser.open(site.url("search.html"))
    browser.one("#q").send_keys(query, Keys.ENTER)
    browser.wait(lambda: browser.all(HITS), f"no result for {query!r}")


def address(browser):
    return parse_qs(urlsplit(browser.driver.current_url).query)


def shown(browser):
    return [(li.get_attribute("data-source"), li.get_attribute("data-passage")) for li in browser.all(HITS)]


def total(browser):
    return int(browser.one("#search-status").text.replace("about ", "").split()[0].replace(",", ""))


def test_a_query_gives_results_and_says_how_many(browser, site):
    ask(browser, site)
    status = browser.one("#search-status")
    assert status.get_attribute("role") == "status"
    assert total(browser) >= len(shown(browser)) > 3
    assert all("syria" in li.text.lower() for li in browser.all(HITS)[:3])
    assert browser.all("#results mark")
    assert address(browser) == {"q": ["syria"]}


@every_engine
def test_a_facet_narrows_the_results_and_stands_in_the_address(browser, site):
    ask(browser, site)
    before = total(browser)
    # The facets appear after the hits.
    chosen = "#facets input[name=speaker][value=vladimir-putin]"
    browser.wait(lambda: browser.all(chosen), "no facet of speakers")
    box = browser.one(chosen)
    browser.js("arguments[0].closest('details')?.setAttribute('open', '')", box)
    box.click()
    browser.wait(lambda: total(browser) < before, "the facet narrows nothing")
    assert total(browser) > 0
    assert address(browser) == {"q": ["syria"], "speaker": ["vladimir-putin"]}
    assert all("Vladimir Putin" in li.text for li in browser.all(HITS))


def test_loading_the_address_again_gives_the_same(browser, site):
    browser.open(site.url("search.html?q=treaty&source=press-conference"))
    browser.wait(lambda: browser.all(HITS), "no result")
    first = shown(browser)
    assert {source for source, _ in first} == {"press-conference"}
    assert browser.one("#q").get_attribute("value") == "treaty"
    browser.driver.refresh()
    browser.wait(lambda: browser.all(HITS), "no result after loading again")
    assert shown(browser) == first
    chosen = "#facets input[name=source][value=press-conference]"
    browser.wait(lambda: browser.one(chosen).is_selected(), "the facet is not chosen again")


@every_engine
def test_a_result_leads_to_its_passage(browser, site):
    ask(browser, site)
    result = browser.all("#results > li.hit-passage")[0]
    source, passage = result.get_attribute("data-source"), result.get_attribute("data-passage")
    result.find_element("css selector", "a").click()
    browser.wait(lambda: browser.target() == passage, "the passage is not the target of the address")
    assert urlsplit(browser.driver.current_url).path.endswith(f"/sources/{source}.html")
    assert browser.in_view(f"#{passage}")


def test_the_form_on_every_page_leads_to_the_results(browser, site):
    browser.open(site.url("topics/index.html"))
    browser.one("#site-q").send_keys("syria", Keys.ENTER)
    browser.wait(lambda: browser.all(HITS), "no result")
    assert address(browser)["q"] == ["syria"]


@pytest.mark.parametrize("query", ["xyzzyplugh", '"treaty syria zebra"'])
def test_no_result_is_said(browser, served, query):
    browser.open(served.url("search.html"))
    browser.one("#q").send_keys(query, Keys.ENTER)
    browser.wait(lambda: "No results" in browser.one("#search-status").text, "nothing is said")
    assert browser.all(HITS) == []


def test_markup_in_a_query_stays_text(browser, served):
    browser.open(served.url("search.html?q=%3Cimg%20src%3Dx%3E%20syria"))
    browser.wait(lambda: browser.one("#search-status").text, "nothing is said")
    assert browser.all("main img") == []


def test_without_scripts_the_page_says_so_and_leads_on(browser, served):
    browser.scripts(False)
    browser.open(served.url("search.html?q=syria"))
    notice = browser.one("main noscript .notice")
    assert notice.is_displayed()
    assert notice.find_elements("css selector", "a[href='topics/index.html']")


QUERIES = [
    "treaty", "syria russian", '"the two presidents"', '"nuclear arms" OR sanctions', "meeting -treaty", "elect*", "in:notes press",
    "russain interference", "treaty date:2018..", "summit speaker:putin",
]  # fmt: skip
ASK = """const done = arguments[arguments.length - 1];
(async () => {
  const answers = [];
  for (const query of arguments[0]) {
    const found = await sitegenSearch.search(query, {}, {limit: 20});
    answers.push([found.total, found.hits.map(hit =>
      [hit.url, hit.kind, hit.score, hit.date || null, hit.excerpt.map(part => part[0]).join('').replace(/\\n/g, ' ')])]);
  }
  return answers;
})().then(done, error => done(String(error)));"""


@pytest.fixture(scope="module")
def answers(demonstration):
    """The answers of `sitegen search`; test_search_same.py compares the two readers in more detail."""
    found = []
    for query in QUERIES:
        run = program.sitegen("search", "--output", demonstration, "--json", "--", query)
        assert run.status == 0, run.err
        one = json.loads(run.out)
        hits = [[hit["url"], hit["kind"], hit["score"], hit["date"], hit["excerpt"]] for hit in one["hits"]]
        found.append([one["total"], hits])
    assert all(total for total, _ in found)
    return found


@every_engine
def test_the_program_gives_the_same_hits_as_the_page(browser, site, answers):
    browser.open(site.url("search.html"))
    assert browser.driver.execute_async_script(ASK, QUERIES) == answers


@every_engine
def test_the_words_of_a_page_are_those_of_the_record(browser, served, demonstration):
    """The words that search reads from a page, without note signs, are those in `.words`."""
    browser.open(served.url("search.html"))
    for page in sorted((demonstration / "sources").glob("*.html")):
        if page.name == "index.html":
            continue
        found = browser.driver.execute_async_script(
            "const done = arguments[1]; fetch(arguments[0]).then(r => r.text()).then(t =>"
            " done(sitegenPassages(new DOMParser().parseFromString(t, 'text/html')).passages))",
            f"sources/{page.name}",
        )
        expected = [
            [part["id"], words.WORD.findall(part.first("div", "words").text(leave_out=lambda e: "note-ref" in e.classes))]
            for part in parse(page.read_text()).all("div", "passage")
        ]
        assert [[id, words.WORD.findall(text)] for id, text, *_ in found] == expected
