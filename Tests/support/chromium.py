"""Debian's Chromium, driven by Debian's chromedriver; nothing is downloaded."""

import base64
import functools
import http.server
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import threading

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Browser:
    """A page of a browser, with what these tests ask of it."""

    def __init__(self):
        os.environ["SE_OFFLINE"] = "true"
        options = Options()
        options.binary_location = shutil.which("chromium")
        options.add_argument("--headless=new")
        options.add_argument("--disable-dev-shm-usage")
        options.add_argument("--disable-background-networking")
        if os.geteuid() == 0:
            # The sandbox refuses root, who runs the tests in a container.
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(120)
        self.reset()

    def close(self):
        self.driver.quit()

    def cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def reset(self):
        self.view(1440)
        self.scripts(True)
        self.logs()

    def view(self, width, scheme="light", height=900):
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def scripts(self, are_on):
        """Whether the scripts of pages run; those of the tests always do."""
        self.cdp("Emulation.setScriptExecutionDisabled", value=not are_on)

    def open(self, url):
        # From one fragment to another the browser would stay on the page.
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

    def logs(self):
        """Addresses requested and messages at the level of errors, since the last call."""
        requests, faults = [], []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                requests.append(message["params"]["request"]["url"])
        for entry in self.driver.get_log("browser"):
            if entry["level"] in ("SEVERE", "WARNING"):
                faults.append(entry["message"])
        return requests, faults

    def axe(self):
        """Violations of the rules for accessibility, each with its places."""
        # What is out of view has an estimated place under `content-visibility: auto` and may seem to overlap.
        self.js(
            """const all = new CSSStyleSheet(); all.replaceSync('* { content-visibility: visible !important }');
            document.adoptedStyleSheets.push(all);"""
        )
        self.js(AXE.read_text())
        result = self.driver.execute_async_script(
            """const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']})
              .then(r => done(r.violations.map(v => [v.id, v.nodes.length, v.nodes.slice(0, 3).map(n => n.target + ' ' +
                n.any.concat(n.all, n.none).map(c => c.message).join('; '))])), e => done([['axe', 1, [String(e)]]]));""",
            RULES,
        )
        return [f"{name} ({count}): {' | '.join(places)}" for name, count, places in result]

    def pdf_text(self):
        """The page printed, as text in the order in which it was drawn, not by lines across margins."""
        printed = base64.b64decode(self.cdp("Page.printToPDF", printBackground=False)["data"])
        return subprocess.run(["pdftotext", "-raw", "-", "-"], input=printed, capture_output=True, check=True).stdout.decode()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class Server:
    """Serves the folder around a site, so that the site lies below a path."""

    def __init__(self, site):
        handler = functools.partial(_Quiet, directory=str(site.parent))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/{site.name}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
