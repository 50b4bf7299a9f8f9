"""Looks whether both programs made what they were asked for, so that the figures compare like with like."""

import random
from html.parser import HTMLParser

from texts import count_words, slug


class Wrong(Exception):
    """A program did not show what it was given."""


class Words(HTMLParser):
    """The words of a page, without the signs that lead from them to notes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.is_sign = [], False

    def handle_starttag(self, tag, attributes):
        self.is_sign = self.is_sign or (tag == "a" and ("class", "note-ref") in attributes)

    def handle_endtag(self, tag):
        self.is_sign = self.is_sign and tag != "a"

    def handle_data(self, data):
        if not self.is_sign:
            self.parts.append(data)

    @classmethod
    def of(cls, path):
        reader = cls()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        return " ".join("".join(reader.parts).split())


def pages(output):
    """How many pages there are in each folder of a site, without the lists and without the second and further
    pages that sitegen gives to a speaker who says much (`name~2.html`)."""
    return {
        name: sum(1 for path in (output / name).glob("*.html") if path.name != "index.html" and "~" not in path.name)
        for name in ("sources", "speakers", "topics")
    }


def same_pages(outputs, sources):
    """Every source, speaker and topic has a page in both sites."""
    wanted = {
        "sources": len(sources),
        "speakers": len({slug(name) for source in sources for name in source.speakers.values()}),
        "topics": len({slug(topic) for source in sources for topic in source.topics}),
    }
    for program, output in outputs.items():
        if pages(output) != wanted:
            raise Wrong(f"{program} made pages {pages(output)}, expected {wanted}")
    return wanted


def same_words(outputs, sources, number=40):
    """Every paragraph of some sources stands, word for word, on the page that each program made of it.
    Returns how many paragraphs were looked for."""
    looked = 0
    for source in random.Random("voices").sample(sources, min(number, len(sources))):
        shown = {program: Words.of(output / "sources" / f"{source.id}.html") for program, output in outputs.items()}
        for block in source.blocks:
            if count_words(block.text) < 5:
                continue
            looked += 1
            for program, words in shown.items():
                if block.text not in words:
                    raise Wrong(f"{program} lost words of {source.id}: {block.text[:200]}")
    return looked


def size(output):
    """Files and bytes of a site."""
    files = [path for path in output.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)
