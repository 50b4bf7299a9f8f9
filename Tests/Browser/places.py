"""Paths of pages of the demonstration archive, one of each kind."""

import pathlib
from dataclasses import dataclass

import pytest

SOURCE = "sources/press-conference.html"
ENGINES = ("chromium", "firefox", "webkit")

# The main use of a feature, from start to end, runs in three engines; its variants run in one.
every_engine = pytest.mark.engines(*ENGINES)

KINDS = {
    "home": "index.html",
    "sources": "sources/index.html",
    "source": SOURCE,
    "speakers": "speakers/index.html",
    "speaker": "speakers/vladimir-putin.html",
    "topics": "topics/index.html",
    "topic": "topics/syria.html",
    "events": "events/index.html",
    "event": "events/helsinki-summit.html",
    "places": "places/index.html",
    "place": "places/helsinki.html",
    "organizations": "organizations/index.html",
    "organization": "organizations/nato.html",
    "timeline": "timeline.html",
    "annotations": "annotations.html",
    "search": "search.html",
    "prose": "about.html",
    "missing": "404.html",
}


@dataclass
class Site:
    folder: pathlib.Path
    address: str

    def url(self, path):
        return self.address + path
