"""Debian's WebKitGTK: MiniBrowser on a virtual screen, driven by WebKitWebDriver."""

import os
import pathlib
import subprocess

from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from browsing import NotThere, Page, needed, offline, program


class Screen:
    """An X server without a screen. It chooses a free number itself, so that two runs do not collide."""

    def __init__(self):
        ours, its = os.pipe()
        command = [program("Xvfb", "xvfb"), "-displayfd", str(its), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
        self.process = subprocess.Popen(command, pass_fds=[its], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        os.close(its)
        with os.fdopen(ours) as answer:
            number = answer.readline().strip()
        if not number:
            raise NotThere(f"Xvfb does not start: {self.process.stderr.read().decode(errors='replace')}")
        self.name = f":{number}"

    def close(self):
        self.process.terminate()
        self.process.communicate()


class Browser(Page):
    name = "webkit"

    def __init__(self):
        offline()
        found = sorted(pathlib.Path("/usr").glob("lib*/*/webkit2gtk-4.*/MiniBrowser"))
        options = Options()
        options.binary_location = needed(found and found[-1], "MiniBrowser of WebKitGTK", "webkit2gtk-driver")
        options.add_argument("--automation")
        command = program("WebKitWebDriver", "webkit2gtk-driver")
        self.screen = Screen()
        try:
            # Without a session bus the accessibility bridge waits for one.
            environment = {**os.environ, "DISPLAY": self.screen.name, "NO_AT_BRIDGE": "1", "GDK_BACKEND": "x11"}
            super().__init__(webdriver.WebKitGTK(options=options, service=Service(command, env=environment)))
        except BaseException:
            self.screen.close()
            raise

    def close(self):
        super().close()
        self.screen.close()
