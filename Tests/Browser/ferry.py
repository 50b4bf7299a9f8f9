"""The archive of Tests/Sites/notes as the tests of notes use it: its notes, and how a reader meets them."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains

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


def switch(browser, kind):
    for label in browser.all(".note-tools fieldset label"):
        if label.text.startswith(kind):
            label.find_element("css selector", "input").click()
            return
    raise AssertionError(f"nothing to switch {kind} with")
