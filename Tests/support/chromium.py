"""Debian's Chromium, driven by Debian's chromedriver; nothing is downloaded."""

import base64
import functools
import http.server
import importlib.util
import json
import os
import pathlib
import subprocess
import threading

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from browsing import Page, offline, program

AXE = pathlib.Path(importlib.util.find_spec("axe_playwright_python").origin).parent / "axe.min.js"
# Hides repeated elements: an element is hidden if it and each element below it have occurred twice before under the
# same parents, with the same names, classes and attributes all the way up. Hidden elements keep their space.
HIDE_ALIKE = """const shown = new Map(), paths = new Map([[document.body, '']]);
const all = [...document.body.querySelectorAll('*')];
for (const element of all) {
  const attributes = element.getAttributeNames().filter(name => !/^(id|href|title|style)$/.test(name));
  paths.set(element, paths.get(element.parentElement) + '>' + [element.localName, ...element.classList, ...attributes].join(' '));
}
for (const element of all) {
  if (element.closest('[data-alike]')) continue;
  const inner = [element, ...element.querySelectorAll('*')].map(part => paths.get(part));
  if (inner.every(path => shown.get(path) > 1)) element.setAttribute('data-alike', '');
  else shown.set(inner[0], (shown.get(inner[0]) || 0) + 1);
}
const hidden = new CSSStyleSheet(); hidden.replaceSync('[data-alike], [data-alike] * { visibility: hidden !important }');
document.adoptedStyleSheets.push(hidden);"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Browser(Page):
    """Features of Chromium only are used through its DevTools protocol."""

    name = "chromium"

    def __init__(self):
        offline()
        options = Options()
        options.binary_location = program("chromium-headless-shell", "chromium-headless-shell")
        options.add_argument("--disable-dev-shm-usage")
        options.add_argument("--disable-gpu")
        options.add_argument("--disable-background-networking")
        if os.geteuid() == 0:
            # The sandbox refuses root, which runs the tests in a container.
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        super().__init__(webdriver.Chrome(options=options, service=Service(program("chromedriver", "chromium-driver"))))

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

    def logs(self):
        """Requested addresses, and messages at the error level, since the last call."""
        requests, faults = [], []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                requests.append(message["params"]["request"]["url"])
        for entry in self.driver.get_log("browser"):
            if entry["level"] in ("SEVERE", "WARNING"):
                faults.append(entry["message"])
        return requests, faults

    def axe(self, all_alike=True):
        """Violations of the accessibility rules, each with its places. Unless `all_alike`, only two elements of
        each kind are checked: they show any fault of style or markup, and long pages take much less time."""
        # With `content-visibility: auto`, elements out of view have an estimated position and may seem to overlap.
        self.js(
            """const all = new CSSStyleSheet(); all.replaceSync('* { content-visibility: visible !important }');
            document.adoptedStyleSheets.push(all);"""
        )
        if not all_alike:
            self.js(HIDE_ALIKE)
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
        """The words of the printed page in drawing order, separated by single spaces.

        Line breaks depend on the fonts of the machine, so lines are not kept."""
        printed = base64.b64decode(self.cdp("Page.printToPDF", printBackground=False)["data"])
        text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=printed, capture_output=True, check=True).stdout.decode()
        return " ".join(text.split())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    policy = None

    def log_message(self, *arguments):
        pass

    def end_headers(self):
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


class Server:
    """Serves the folder around a site, so that the site is below a path; `policy` is a Content-Security-Policy."""

    def __init__(self, site, policy=None):
        served = type("Served", (_Quiet,), {"policy": policy})
        handler = functools.partial(served, directory=str(site.parent))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/{site.name}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
