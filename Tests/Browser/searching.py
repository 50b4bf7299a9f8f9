"""Helpers of the search page tests."""

from urllib.parse import parse_qs, urlsplit

HITS = "#results .hit[data-source][data-passage]"


def open_search(browser, site, query="", facets=True):
    """Opens the page with a query in its address and waits for the results, and for the facets after them."""
    browser.open(site.url("search.html" + query))
    if query:
        browser.wait(lambda: browser.one("#search-status").text, "nothing is said")
    if query and facets:
        browser.wait(lambda: browser.all("#facets details"), "no facets")


def address(browser):
    return parse_qs(urlsplit(browser.driver.current_url).query)


def total(browser):
    """Number of results shown on the page; 0 if it reports that nothing was found, -1 if it reports nothing."""
    text = browser.one("#search-status").text.replace("about ", "")
    if text.startswith("No results"):
        return 0
    first = text.split()[0].replace(",", "") if text else ""
    return int(first) if first.isdigit() else -1


def wait_total(browser, count):
    browser.wait(lambda: total(browser) == count, f"not {count} results but: {browser.one('#search-status').text}")


def shown(browser):
    return browser.js(
        "return [...document.querySelectorAll(arguments[0])].map(hit => [hit.dataset.source, hit.dataset.passage])", HITS
    )


def counts(browser, facet):
    """Name and count of each shown value of a facet; the count is None for a name without a checkbox."""
    return browser.js(
        """return [...document.querySelectorAll('#facets details[data-facet="' + arguments[0] + '"] li')].map(li =>
        [li.querySelector('.facet-name').textContent, li.querySelector('.facet-count') && +li.querySelector('.facet-count').textContent.replace(',', '')])""",
        facet,
    )


def tick(browser, facet, value):
    box = browser.one(f'#facets input[name="{facet}"][value="{value}"]')
    browser.js("arguments[0].closest('details').open = true; arguments[0].scrollIntoView({block: 'center'})", box)
    box.click()
