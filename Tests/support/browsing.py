"""What the tests ask of a page in any browser. Each engine has a file of its own: chromium, firefox, webkit."""

import os
import shutil

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait


class NotThere(Exception):
    """A browser or its driver is missing; the message says what to install."""


def needed(found, what, package):
    """A program that the tests cannot do without. What is missing fails: a test left out would look like a pass."""
    if not found:
        raise NotThere(f"{what} is not there: install {package}, as scripts/test does")
    return str(found)


def program(name, package):
    return needed(shutil.which(name), name, package)


class Page:
    """A page of a browser. `driver` is Selenium's; an engine adds what only it can do."""

    def __init__(self, driver):
        self.driver = driver
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(120)
        self.reset()

    def close(self):
        self.driver.quit()

    def reset(self):
        """As each test begins: wide, light, with scripts."""
        self.view(1440)

    def view(self, width, height=900):
        """Makes the page so wide and high, the frame of the window left aside."""
        # A page that is being left may still say the old size.
        self.driver.get("about:blank")
        self.wait(lambda: self._fit(width, height), f"the page does not become {width} wide")

    def _fit(self, width, height):
        """Whether the page has the size; where it has not, the window is made so much larger as it is larger than the
        page. A window that is just being opened may take no size yet, so this is done until it does."""
        inner = self.js("return [innerWidth, innerHeight]")
        if inner == [width, height]:
            return True
        outer = self.driver.get_window_size()
        self.driver.set_window_size(width + max(0, outer["width"] - inner[0]), height + max(0, outer["height"] - inner[1]))
        return False

    def open(self, url):
        # From one fragment to another the browser would stay on the page. Otherwise no empty page comes between:
        # Chromium starts a new process for it, which costs more than the page itself.
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
        """Id of the element that the address points at, None where it points at none."""
        return self.js("const t = document.querySelector(':target'); return t && t.id")

    def in_view(self, selector):
        """Whether the element is drawn and a part of it lies in the window."""
        return self.js(
            """const e = document.querySelector(arguments[0]); if (!e) return false;
            const b = e.getBoundingClientRect();
            return e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && b.width > 1 && b.height > 1
              && b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth;""",
            selector,
        )


def offline():
    """Selenium looks for no driver of its own on the network."""
    os.environ["SE_OFFLINE"] = "true"
