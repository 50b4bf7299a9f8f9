"""Building a query by clicking; the main test runs in three engines."""

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from places import every_engine
from searching import open_search, wait_total


def open_builder(browser, site, query=""):
    open_search(browser, site, query)
    browser.one("#query-builder summary").click()
    browser.wait(lambda: browser.all("#b-speakers option"), "the fields are not ready")


def value(browser):
    return browser.one("#q").get_property("value")


@every_engine
def test_fields_write_the_query(browser, harbour):
    open_builder(browser, harbour)
    for name, text in [
        ("all", "harbour"), ("phrase", "in the harbour"), ("any", "quiet dusk"), ("none", "weather"),
        ("speaker", "Keeper Number 03"), ("from", "1900"), ("until", "1920"),
    ]:  # fmt: skip
        browser.one(f"#b-{name}").send_keys(text)
    assert value(browser) == 'harbour "in the harbour" quiet OR dusk -weather speaker:"Keeper Number 03" date:1900..1920'
    browser.one("#b-until").send_keys(Keys.ENTER)
    wait_total(browser, 1)
    browser.wait(lambda: "were lit at dusk" in browser.one("#results .hit").text, "another passage")


def test_a_place_and_a_topic_are_chosen(browser, quay):
    open_builder(browser, quay)
    browser.one("#b-topic").send_keys("Food on board")
    Select(browser.one("#b-in")).select_by_value("passages")
    browser.wait(lambda: value(browser) == 'topic:"Food on board" in:passages', value(browser))
    browser.one(".builder-do button").click()
    wait_total(browser, 1)
    assert [o.get_attribute("value") for o in browser.all("#b-topics option")].count("Lighthouses") == 1


def test_the_fields_are_filled_from_the_query(browser, quay):
    query = 'sea harbour "open sea" lit OR dusk -weather -"no such thing" speaker:"Keeper Number 01" date:1961.. source:marks in:notes'
    open_builder(browser, quay)
    browser.one("#q").send_keys(query)
    fields = {name: browser.one(f"#b-{name}").get_property("value") for name in "all phrase any none speaker topic from until in".split()}
    assert fields == {
        "all": "sea harbour", "phrase": "open sea", "any": "lit dusk", "none": "weather", "speaker": "Keeper Number 01",
        "topic": "", "from": "1961", "until": "", "in": "notes",
    }  # fmt: skip
    browser.one("#b-all").send_keys(" boat")
    # Parts of the query without a field stay as they were written.
    assert value(browser) == (
        'sea harbour boat "open sea" lit OR dusk -weather speaker:"Keeper Number 01" date:1961.. in:notes -"no such thing" source:marks'
    )
    browser.one(".builder-do [type=reset]").click()
    browser.wait(lambda: value(browser) == "", "the box is not empty")
