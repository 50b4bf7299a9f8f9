"""The two searches: where their pages and files are, how they are asked, what their parts are."""

import re
from collections import defaultdict

from host import sent


class Engine:
    """`own`: paths of every file that the search adds to the site. `unit`: what a result is."""

    def __init__(self, site):
        self.site = site
        self.own = [path for path in self.files() if path.is_file()]

    def parts(self):
        """part -> files, bytes as sent, bytes on disk."""
        found = defaultdict(lambda: [0, 0, 0])
        for path in self.own:
            entry = found[self.part(path)]
            entry[0] += 1
            entry[1] += len(sent(path)[0])
            entry[2] += path.stat().st_size
        return dict(found)


class Sitegen(Engine):
    name, unit, page, star = "sitegen", "passage", "search.html", "*"
    # The first letters of a file in search/ say what it is (docs/search.md); others are shown as they are.
    PARTS = {"index": "top of the index", "facets": "facets", "p": "lists of words",
             "q": "neighbours of the commonest words", "d": "dictionary", "e": "notes, speakers, topics",
             "s": "addresses of sources", "n": "titles of sources"}
    TEXTS = {"script and page", "notes, speakers, topics", "titles of sources"}
    # The function in the page and its ten best with what is shown of them; null where there is no such thing.
    CALL = """if (!window.sitegenSearch || !sitegenSearch.search) return null;
      const found = await sitegenSearch.search(given[0], {}, { limit: 10, facets: "later" });
      const hits = found.take ? await found.take(10) : found.hits || found.results || found;
      if (!Array.isArray(hits)) return null;"""
    SHOWN = "JSON.stringify(hits.map(hit => [hit.source, hit.passage]))"

    def files(self):
        yield from sorted((self.site / "search").rglob("*"))
        yield from sorted(path for path in (self.site / "assets").iterdir() if "search" in path.name)
        yield self.site / self.page

    def part(self, path):
        if path.parent.name == "assets" or path.suffix == ".html":
            return "script and page"
        letters = re.match(r"[A-Za-z_]*", path.name)[0]
        return self.PARTS.get(letters, letters)

    def start(self, browser, host):
        """The page of results and what other pages load as well are there without the search."""
        browser.forget()
        shared = {r.path for r in browser.visit(host, "index.html") if "search" not in r.path}
        self.others = shared | {self.page}

    def is_item(self, hit, query):
        return hit[:2] == [query.source, query.passage]


class Pagefind(Engine):
    name, unit, page, star = "Pagefind", "page", "search.html", ""
    TEXTS = {"fragments", "script, styles, WebAssembly"}
    CALL = "const found = await pagefindSearch(given[0]);"
    SHOWN = "JSON.stringify(found.pages)"

    def files(self):
        yield from sorted((self.site / "pagefind").rglob("*"))

    def part(self, path):
        names = {".pf_index": "postings", ".pf_fragment": "fragments", ".pf_filter": "filters",
                 ".pf_meta": "table of pages", ".json": "table of pages"}
        return names.get(path.suffix, "script, styles, WebAssembly")

    def start(self, browser, host):
        self.others = {self.page, "search.js"}

    def is_item(self, hit, query):
        return hit[0] == query.source
