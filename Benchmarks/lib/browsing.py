"""A real Chromium that asks the search page of a site."""

import os
import shutil
import time
from dataclasses import dataclass

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from check import Wrong
from texts import Missing

# What the page shows, or null while it has not answered.
ANSWER = """
const status = document.getElementById('search-status');
const said = status ? status.textContent.trim() : '';
if (!said || said.endsWith('…')) return null;
const items = [...document.querySelectorAll('#results > li[data-source][data-passage]')];
return { status: said, shown: items.length,
  hits: items.slice(0, arguments[0]).map(li => [li.dataset.source, li.dataset.passage, li.textContent]) };
"""

# When the page asked for each file, in seconds since 1970. Files that a worker asks for are not among them.
ISSUED = """return performance.getEntriesByType('resource').map(entry =>
  [decodeURIComponent(new URL(entry.name).pathname).slice(1), (performance.timeOrigin + entry.startTime) / 1000])"""


@dataclass
class Answer:
    """`hits`: (source, passage or '', text) of the first ten; `requests`: what the host was asked for."""

    status: str
    hits: list
    shown: int
    requests: list


class Browser:
    def __init__(self):
        os.environ["SE_OFFLINE"] = "true"
        chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
        if not chromium or not driver:
            raise Missing("chromium and chromedriver are not there: install chromium and chromium-driver")
        options = Options()
        options.binary_location = chromium
        options.page_load_strategy = "none"
        for argument in ("--headless=new", "--disable-dev-shm-usage", "--disable-background-networking"):
            options.add_argument(argument)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")  # which refuses root
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        self.driver.set_script_timeout(180)
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.version = self.driver.capabilities["browserVersion"]

    def close(self):
        self.driver.quit()

    def forget(self):
        """Empties the cache on disk and the one in memory."""
        self.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        for disabled in (True, False):
            self.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": disabled})

    def open(self, address):
        self.driver.get("about:blank")
        self.until(lambda: self.driver.execute_script("return location.href === 'about:blank'"), 30, "about:blank")
        self.driver.get(address)

    def until(self, condition, seconds, what):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.01)
        raise Wrong(f"nothing came of {what} within {seconds} seconds")

    def visit(self, host, path, quiet=0.3):
        """Opens a page and waits until it and its scripts are there and it has asked for nothing more for some
        seconds. Gives what it asked for."""
        host.begin()
        self.open(host.address + path)
        loaded = "return location.href !== 'about:blank' && document.readyState === 'complete'"
        self.until(lambda: self.driver.execute_script(loaded), 60, path)
        self.until(lambda: host.log and host.is_quiet(quiet), 60, path)
        return list(host.log)

    def ask(self, host, path, quiet, most=10):
        """Opens a page of results, waits for its answer and until nothing was asked for, for some seconds."""
        host.begin()
        self.open(host.address + path)
        self.until(lambda: self.driver.execute_script(ANSWER, most), 120, path)
        self.until(lambda: host.is_quiet(quiet), 60, path)
        found = self.until(lambda: self.driver.execute_script(ANSWER, most), 60, path)
        self.date(host.log)
        return Answer(found["status"], found["hits"], found["shown"], list(host.log))

    def date(self, requests):
        """Writes down when the page issued them."""
        issued = dict(self.driver.execute_script(ISSUED))
        for request in requests:
            request.issued = issued.get(request.path, 0)

    def run(self, body, *arguments):
        """Runs an asynchronous function in the page and gives what it returns; its failure is an error."""
        code = f"""const given = [...arguments], done = given.pop();
        (async () => {{ {body} }})().then(v => done([true, v]), e => done([false, String(e)]));"""
        fine, value = self.driver.execute_async_script(code, *arguments)
        if not fine:
            raise Wrong(f"the page failed: {value}")
        return value

    def answers_from_disk(self, file, query, seconds=15):
        """Whether a page opened from the disk shows results."""
        self.open(f"{file.resolve().as_uri()}?q={query}")
        try:
            found = self.until(lambda: self.driver.execute_script(ANSWER, 10), seconds, "a page from the disk")
        except Wrong:
            return False
        return bool(found["hits"])
