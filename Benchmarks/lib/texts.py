"""What a text is, and the small things that all readers of texts need."""

import hashlib
import re
from dataclasses import dataclass, field


class Missing(Exception):
    """Something that the benchmark needs is not there; the message says what to do."""


@dataclass
class Block:
    """One block of a text. `form` is 'paragraph', 'heading' or 'stage' (what happened, not what was said)."""

    text: str
    form: str = "paragraph"
    label: str = ""  # who begins to speak here, as the text has it
    time: str = ""  # hh:mm:ss where the text has it


@dataclass
class Text:
    """A whole text as its set has it, before it is cut into sources."""

    id: str
    title: str
    kind: str
    date: str = ""
    language: str = "en"
    speakers: dict = field(default_factory=dict)  # label -> name
    topics: list = field(default_factory=list)
    blocks: list = field(default_factory=list)

    @property
    def only_label(self):
        """The label of a text that a single person speaks."""
        return next(iter(self.speakers)) if len(self.speakers) == 1 else ""


WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


def count_words(text):
    """Words: runs of letters and digits; a Chinese character counts as a word."""
    return len(WORD.findall(text))


def squeeze(text):
    """One line, with single spaces, without characters that are none (controls, byte order marks)."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]", " ", text).split())


def slug(name):
    """An id made of a name: lower case, letters and digits of any script, joined by hyphens."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", name.lower()))
    cut = "-".join(words).encode()[:100].decode("utf-8", "ignore")
    return cut.strip("-")


def shuffled(names):
    """Names in an order that has nothing to do with them and is the same everywhere: by their SHA-256."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())
