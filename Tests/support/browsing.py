"""Operations of the tests on a page in any browser. Each engine has its own file: chromium, firefox, webkit."""

import os
import shutil

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


class NotThere(Exception):
    """A browser or its driver is missing; the message says what to install."""


def needed(found, what, package):
    """A program that the tests need. If it is missing, the test fails: a skipped test would look like a pass."""
    if not found:
        raise NotThere(f"{what} is not there: install {package}, as scripts/test does")
    return str(found)


def program(name, package):
    return needed(shutil.which(name), name, package)


class Page:
    """A page of a browser. `driver` is Selenium's; an engine adds its own features."""

    def __init__(self, driver):
        self.driver = driver
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(120)
        self.reset()

    def close(self):
        self.driver.quit()

    def reset(self):
        """Restores the initial state of a test: wide, light, with scripts."""
        self.view(1440)

    def view(self, width, height=900):
        """Sets the width and height of the page, without the frame of the window."""
        # A page that is being left may still report the old size.
        self.driver.get("about:blank")
        self.wait(lambda: self._fit(width, height), f"the page does not become {width} wide")

    def _fit(self, width, height):
        """Whether the page has the size. If not, the window is enlarged by the difference between window and page.
        A window that is just opening may ignore a size, so this is repeated until it is right."""
        inner = self.js("return [innerWidth, innerHeight]")
        if inner == [width, height]:
            return True
        outer = self.driver.get_window_size()
        self.driver.set_window_size(width + max(0, outer["width"] - inner[0]), height + max(0, outer["height"] - inner[1]))
        return False

    def open(self, url):
        # If only the fragment differed, the browser would stay on the page. In other cases no empty page is loaded
        # first: Chromium starts a new process for it, which takes longer than the page itself.
        if "#" in url or self.driver.current_url.partition("#")[0] == url:
            self.driver.get("about:blank")
        self.driver.get(url)

    def js(self, body, *arguments):
        return self.driver.execute_script(body, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def wait(self, condition, what):
        return WebDriverWait(self.driver, 20, poll_frequency=0.05).until(lambda _: condition(), what)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self, selector):
        return self.js("return document.activeElement !== null && document.activeElement.matches(arguments[0])", selector)

    def target(self):
        """Id of the element that the address points to; None if it points to none."""
        return self.js("const t = document.querySelector(':target'); return t && t.id")

    def in_view(self, selector):
        """Whether the element is drawn and at least partly inside the window."""
        return self.js(
            """const e = document.querySelector(arguments[0]); if (!e) return false;
            const b = e.getBoundingClientRect();
            return e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && b.width > 1 && b.height > 1
              && b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth;""",
            selector,
        )


def offline():
    """Prevents Selenium from looking for a driver on the network."""
    os.environ["SE_OFFLINE"] = "true"
