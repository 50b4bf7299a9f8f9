"""The search page: messages, order, groups, chosen filters, the address; from a server with a strict policy and
from the disk; the main test runs in three engines."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from harbour import COUNT
from places import every_engine
from searching import HITS, address, counts, open_search, shown, tick, total, wait_total


@every_engine
def test_a_word_that_is_not_there_is_replaced_and_can_be_kept(browser, harbour):
    open_search(browser, harbour, "?q=habrour%20salted")
    assert total(browser) == 1
    message = browser.one("#search-messages")
    assert message.text == "Showing results for harbour salted. Search instead for habrour salted."
    assert "harbour" in browser.one("#search-status").get_attribute("textContent")
    message.find_element("css selector", "a").click()
    wait_total(browser, 0)
    assert "Showing results" not in browser.one("#search-messages").text
    assert browser.one("#q").get_attribute("value") == "habrour salted"
    if not harbour.address.startswith("file:"):
        assert address(browser) == {"q": ["habrour salted"], "repairs": ["no"]}
    browser.one("#q").send_keys(Keys.ENTER)
    wait_total(browser, 1)


@pytest.mark.parametrize(
    "query, said, offered",
    [
        ("?q=zzyzx%20harbour", "this archive has no word similar to “zzyzx”", "harbour"),
        ("?q=biscuits%20zebra", "No results.", "biscuits OR zebra"),
        ('?q="harbour%20zebra"', "No results.", "harbour zebra"),
        ("?q=Xylophonist", "this archive has no word similar to “xylophonist”", "Xylo*"),
        ("?q=biscuits&speaker=keeper-01", "No results.", "Search without the filters"),
    ],
)
def test_nothing_found_says_what_to_try(browser, quay, query, said, offered):
    open_search(browser, quay, query, facets=False)
    assert said in browser.one("#search-status").text
    browser.wait(lambda: browser.all("#search-messages li a"), "no advice")
    links = [a.text for a in browser.all("#search-messages li a")]
    assert offered in links
    assert {"topics", "speakers", "sources"} <= set(links)


def test_advice_is_followed_by_a_click(browser, quay):
    open_search(browser, quay, "?q=biscuits%20zebra", facets=False)
    browser.wait(lambda: browser.all("#search-messages li a"), "no advice")
    browser.one("#search-messages li a").click()
    wait_total(browser, 3)
    assert browser.one("#q").get_attribute("value") == "biscuits OR zebra"
    assert address(browser) == {"q": ["biscuits OR zebra"]}


def test_a_wrong_date_is_said(browser, quay):
    open_search(browser, quay, "?q=harbour%20date:1961-13", facets=False)
    browser.wait(lambda: "1961-13" in browser.one("#search-messages").text, "the date is not named")
    assert "1961-05" in browser.one("#search-messages").text


def test_an_address_with_what_is_not_there_damages_nothing(browser, quay):
    years = ["abc", "__proto__", "-1", "1e99", "99999999999999999999", "..", "1961..abc"]
    others = ["speaker=__proto__", "topic=constructor", "source=-1", "kind=abc", "event=abc", "language=abc", "in=abc"]
    for chosen in [f"year={value}" for value in years] + others:
        open_search(browser, quay, f"?q=harbour&{chosen}")
        browser.wait(lambda: browser.all("#chosen .chip"), f"{chosen} is not shown as chosen")
        assert "damaged" not in browser.one("#search-status").text, chosen
    open_search(browser, quay, "?q=harbour&sort=abc&group=abc&repairs=abc&page=abc&__proto__=x&constructor=x")
    assert total(browser) > 0
    # If no result has a date, there is no year to draw except the chosen one.
    for value in years:
        drawn = browser.js(
            "const all = sitegenSearch.page.years.draw([], arguments[0], () => {}); return all.querySelectorAll('input').length",
            value,
        )
        assert drawn == 2, value


def test_the_order_is_chosen_and_stands_in_the_address(browser, harbour):
    open_search(browser, harbour, "?q=harbour%20quiet")
    Select(browser.one("#search-order")).select_by_value("newest")
    browser.wait(lambda: shown(browser)[:1] == [["talk-29", "p1"]], "not the newest first")
    assert "the 10 latest shown" in browser.one("#search-status").text
    Select(browser.one("#search-order")).select_by_value("date")
    browser.wait(lambda: shown(browser)[:1] == [["talk-00", "p1"]], "not the earliest first")
    if not harbour.address.startswith("file:"):
        assert address(browser) == {"q": ["harbour quiet"], "sort": ["date"]}


@every_engine
def test_results_stand_under_their_sources(browser, harbour):
    open_search(browser, harbour, "?q=harbour&sort=date")
    ranked = shown(browser)
    browser.one("#search-group").click()
    browser.wait(lambda: browser.all("#results > .group"), "no groups")
    assert sorted(shown(browser)) == sorted(ranked)
    groups = browser.all("#results > .group")
    assert len(groups) == len({source for source, _ in ranked})
    first = groups[0]
    assert first.find_element("css selector", "h3 a").text == "Talk 00"
    assert "1900" in first.find_element("css selector", ".group-meta").text
    assert [a.text for a in first.find_elements("css selector", ".hit-title a")] == ["Passage 1", "Passage 2", "Passage 3"]
    browser.wait(lambda: first.find_elements("css selector", ".group-only"), "the source has no count")
    only = first.find_element("css selector", ".group-only")
    assert only.text == "3 results in this source"
    only.click()
    wait_total(browser, 3)
    assert [chip.get_attribute("aria-label") for chip in browser.all("#chosen .chip")] == ["Remove filter Source: Talk 00"]


def test_more_results_come_behind_those_shown(browser, harbour):
    open_search(browser, harbour, "?q=quiet&group=source")
    assert len(shown(browser)) == 10
    browser.one("#more-results").click()
    browser.wait(lambda: len(shown(browser)) == COUNT, "not all results")
    assert browser.focused("#results > .group:nth-child(11) .hit-title a")
    assert not browser.all("#more-results")
    assert browser.one("#search-status").text == f"{COUNT} passages"


@every_engine
def test_what_is_chosen_stands_above_the_results_and_is_taken_back(browser, harbour):
    open_search(browser, harbour, "?q=harbour")
    before = total(browser)
    tick(browser, "topic", "weather")
    wait_total(browser, COUNT)
    tick(browser, "topic", "lighthouses")
    wait_total(browser, 2 * COUNT)
    chips = "return [...document.querySelectorAll('#chosen .chip')].map(chip => chip.ariaLabel || chip.getAttribute('aria-label'))"
    browser.wait(lambda: browser.js(chips) == ["Remove filter Topic: Weather", "Remove filter Topic: Lighthouses"], browser.js(chips))
    browser.one("#chosen .chip").click()
    wait_total(browser, COUNT)
    browser.wait(lambda: browser.js(chips) == ["Remove filter Topic: Lighthouses"], browser.js(chips))
    assert browser.focused("#chosen .chip")
    browser.wait(lambda: browser.one('#facets input[value="lighthouses"]').is_selected(), "the facet is not chosen")
    browser.one("#chosen .chip").click()
    wait_total(browser, before)
    browser.wait(lambda: browser.focused("#q"), "the focus is lost with the last button")


def test_an_address_gives_the_same_view_again(browser, quay):
    query = "?q=harbour&topic=lighthouses&year=1920..1940&sort=newest&group=source"
    open_search(browser, quay, query)
    first, said, facets = shown(browser), browser.one("#search-status").text, counts(browser, "topic")
    assert [source for source, _ in first] == [f"talk-{n:02}" for n in range(10, 4, -1)]
    open_search(browser, quay)
    browser.open(browser.driver.current_url + query)
    browser.wait(lambda: shown(browser) == first and counts(browser, "topic") == facets, "another view")
    assert browser.one("#search-status").text == said
    assert browser.one("#search-group").is_selected()
    assert browser.one("#search-order").get_property("value") == "newest"


@every_engine
def test_back_and_forward_change_the_view(browser, quay):
    open_search(browser, quay, "?q=harbour")
    everything = total(browser)
    tick(browser, "topic", "weather")
    wait_total(browser, COUNT)
    box = browser.one("#q")
    box.clear()
    box.send_keys("zebra", Keys.ENTER)
    wait_total(browser, 0)
    browser.driver.back()
    wait_total(browser, COUNT)
    assert browser.one("#q").get_attribute("value") == "harbour"
    browser.driver.back()
    wait_total(browser, everything)
    browser.driver.forward()
    wait_total(browser, COUNT)
    browser.wait(lambda: browser.one('#facets input[value="weather"]').is_selected(), "the facet is not chosen again")


@every_engine
def test_coming_back_from_a_passage_shows_as_much_as_before(browser, quay):
    open_search(browser, quay, "?q=quiet")
    browser.one("#more-results").click()
    browser.wait(lambda: len(shown(browser)) == COUNT, "not all results")
    browser.all(HITS)[24].find_element("css selector", "a").click()
    browser.wait(lambda: browser.target() == "p1", "the passage is not reached")
    browser.driver.back()
    browser.wait(lambda: len(shown(browser)) == COUNT, "what was shown is not shown again")


def test_hits_are_marked_as_what_they_are(browser, site):
    browser.open(site.url("search.html?q=syria"))
    browser.wait(lambda: browser.all(HITS), "no results")
    kinds = {hit.get_attribute("class").split()[1]: hit.find_element("css selector", ".hit-kind").text for hit in browser.all(HITS)}
    assert kinds["hit-topic"] == "Topic"
    assert kinds["hit-note"] == "Note"
    assert kinds["hit-passage"] == "Passage"
