"""The pages that both search: their texts as sources, as pages for Pagefind, and read back from the site."""

import functools
import re
import shutil
from html.parser import HTMLParser

import sources as cutting
from check import Wrong
from texts import Missing, slug, squeeze

WORDS_OF_A_PAGE = 850
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def english(corpora, number):
    """So many pages from the two English sets, long texts split, no words twice. The texts are taken in turn,
    in an order that has nothing to do with them, so that fewer pages are a sample of more."""
    return cutting.make(corpora, number, WORDS_OF_A_PAGE, others=False)


def whole_archive(corpora):
    """Every text of archive-tw, a page each."""
    archive = corpora / "scale" / "archive-tw.tar.xz"
    if not archive.is_file():
        raise Missing(f"{archive} is not there: say with --corpora where the sets of texts are")
    taken, ids = [], set()
    for text in cutting.read_set(corpora / "scale", "archive-tw"):
        text.id = cutting.unused(text.id, ids)
        taken.append(text)
    return cutting.with_one_name_an_id(taken)


def write_for_pagefind(sources, site, folder, page):
    """The pages of the sources as sitegen made them, marked as Pagefind's manual says: the title and the
    words of the passages are what is searched, speakers, topics and kind are its filters."""
    (folder / "sources").mkdir(parents=True)
    for source in sources:
        filters = [("kind", source.kind)] + [("topic", slug(topic)) for topic in source.topics]
        filters += [("speaker", slug(name)) for name in dict.fromkeys(source.speakers.values())]
        marks = "".join(f'<span data-pagefind-filter="{name}:{value}"></span>' for name, value in filters)
        html = (site / "sources" / f"{source.id}.html").read_text(encoding="utf-8")
        html = html.replace('<div class="words"', '<div data-pagefind-body class="words"')
        html, number = re.subn("<h1>", f"{marks}<h1 data-pagefind-body>", html, count=1)
        if number != 1 or "data-pagefind-body class" not in html:
            raise Wrong(f"the page of {source.id} has no heading or no passages where they were")
        (folder / "sources" / f"{source.id}.html").write_text(html, encoding="utf-8")
    for path in page.iterdir():
        shutil.copy(path, folder / path.name)


class Passages(HTMLParser):
    """id -> words of every passage of a page, in order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.passage, self.depth, self.title, self.in_title = {}, "", 0, [], False

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.in_title = self.in_title or tag == "h1"
        self.passage = values.get("data-passage") or self.passage
        if self.depth and tag not in VOID:
            self.depth += 1
        elif self.passage and "words" in (values.get("class") or "").split():
            self.depth = 1
            self.found.setdefault(self.passage, [])

    def handle_endtag(self, tag):
        self.in_title = self.in_title and tag != "h1"
        if self.depth and tag not in VOID:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.found[self.passage].append(data)
        elif self.in_title:
            self.title.append(data)


class Texts:
    """What the site says, read from its pages when asked."""

    def __init__(self, site):
        self.folder = site / "sources"

    @functools.lru_cache(maxsize=4000)
    def passages(self, source):
        page = Passages()
        page.feed((self.folder / f"{source}.html").read_text(encoding="utf-8"))
        page.close()
        return {id: squeeze("".join(parts)) for id, parts in page.found.items()} | {"": squeeze("".join(page.title))}

    def of(self, source, passage):
        return self.passages(source).get(passage, "")

    def whole(self, source):
        return list(self.passages(source).values())

    def where(self, source, text):
        """The id of the passage with these words, None where there is none."""
        return next((id for id, words in self.passages(source).items() if id and words == text), None)


ALONE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # characters of scripts without spaces
WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")


def flat(text, possessive="s"):
    """Words of a text, lower-cased, each between two spaces, to look for words side by side: letters and
    digits; apostrophes drop out, characters of scripts without spaces stand alone."""
    text = re.sub(r"['’]s\b", possessive, text.lower())
    return " " + " ".join(WORD.findall(re.sub(r"['’]", "", text))) + " "


def holds(text, phrase):
    """Whether the words of the phrase stand side by side in the text, a possessive s taken as one pleases."""
    return any(flat(phrase) in flat(text, possessive) for possessive in ("s", "", " s"))
