"""Puts the queries to one search in a real browser and says what came of them."""

import re
from statistics import mean
from urllib.parse import quote

from host import rounds
from searchpages import holds

DELAY = 0.03  # seconds before each answer in the cold runs, so that what waits for what can be told
COLD = ("one_word", "three_words", "phrase")
KNOWN = ("three_words", "three_rarer", "snippet5", "snippet7", "typo", "typo_rarer")
WORST = ("the", "of the people", '"of the people"')


class Asker:
    def __init__(self, engine, browser, host, texts):
        self.engine, self.browser, self.host, self.texts = engine, browser, host, texts
        engine.start(browser, host)

    def ask(self, text, quiet=0.1):
        return self.browser.ask(self.host, f"{self.engine.page}?q={quote(text)}", quiet)

    def cold(self, queries):
        """Each query in a page just opened, with an empty cache: (bytes, rounds, paths with bytes, answer)."""
        self.host.delay = DELAY
        try:
            return [self.cold_one(query) for query in queries]
        finally:
            self.host.delay = 0

    def cold_one(self, query):
        self.browser.forget()
        answer = self.ask(query.text, quiet=0.25)
        own = self.own(answer.requests)
        return {"bytes": sum(r.size for r in own), "rounds": rounds(own, DELAY), "answer": answer, "query": query,
                "files": {r.path: r.size for r in own}}

    def engine_cold(self, queries):
        """The search alone, without what its page makes of it: ten results with excerpts, asked for in a page just
        opened with an empty cache. What was loaded before is counted apart: (bytes, rounds, bytes before)."""
        found = []
        for query in queries:
            self.browser.forget()
            self.host.delay = 0
            before = self.own(self.browser.visit(self.host, self.engine.page, 0.2))
            self.host.begin()
            self.host.delay = DELAY
            if self.browser.run(f"{self.engine.CALL} return {self.engine.SHOWN};", query.text) is None:
                return None
            self.browser.until(lambda: self.host.is_quiet(0.1), 60, query.text)
            self.browser.date(self.host.log)
            own = self.own(self.host.log)
            found.append((sum(r.size for r in own), rounds(own, DELAY), sum(r.size for r in before)))
        self.host.delay = 0
        return found

    def own(self, requests):
        """Requests that the site without its search would not have made."""
        return [r for r in requests if r.path not in self.engine.others and r.status == 200]

    def always(self, runs):
        """Bytes of the files that every cold query loads: what is there before the first."""
        common = set.intersection(*(set(run["files"]) for run in runs))
        return sum(runs[0]["files"][path] for path in common)

    def exactness(self, runs):
        """Of the results shown for phrases, how many hold the words side by side: (good, shown, queries with
        none)."""
        good = shown = empty = 0
        for run in runs:
            hits = run["answer"].hits
            empty += not hits
            for source, passage, text in hits:
                shown += 1
                phrase = run["query"].words
                if self.engine.unit == "page":
                    good += any(holds(words, phrase) for words in self.texts.whole(source))
                else:
                    good += holds(self.texts.of(source, passage) if passage else text, phrase)
        return good, shown, empty

    def known_item(self, queries):
        """Mean reciprocal rank, among the first ten, of what the words were taken from."""
        def worth(query):
            hits = self.ask(query.text).hits
            return next((1 / (n + 1) for n, hit in enumerate(hits[:10]) if self.engine.is_item(hit, query)), 0)

        return mean(worth(query) for query in queries)

    def completion(self, prefixes, star):
        """Of what has a word that begins so, the share that is found, at most all of it: mean over the
        beginnings."""
        shares = []
        for prefix, passages, pages in prefixes:
            found = total(self.ask(prefix + star))
            shares.append(min(1, found / (pages if self.engine.unit == "page" else passages)))
        return mean(shares)

    def engine_times(self, queries):
        """Milliseconds of each query, asked twice in one page that stays open, and how many answers were the
        same both times. The second time everything is loaded. None where the page has no such function."""
        self.browser.forget()
        self.browser.visit(self.host, self.engine.page)
        first, times, same = {}, [], 0
        for text in queries:
            first[text] = self.browser.run(f"{self.engine.CALL} return {self.engine.SHOWN};", text)
            if first[text] is None:
                return None
        for text in queries:
            spent, shown = self.browser.run(
                f"const begin = performance.now(); {self.engine.CALL} const spent = performance.now() - begin;"
                f" return [spent, {self.engine.SHOWN}];", text)
            times.append(spent)
            same += shown == first[text]
        return times, same


def total(answer):
    """The number that the page says, or that of the results where it says none."""
    number = re.search(r"\d[\d,]*", answer.status)
    return int(number[0].replace(",", "")) if number else answer.shown


def percentile(values, share):
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]
