"""One run of the benchmark of searches: builds both, asks both, gives the table."""

import os
import re
import subprocess
from pathlib import Path

import archives
import asking
import measure
import searchpages
import searchtable
from browsing import Browser
from check import Wrong
from engines import Pagefind, Sitegen
from host import Host
from queries import Chooser, Query, Vocabulary
from texts import count_words

PAGES_OF_PAGEFIND = Path(__file__).resolve().parent.parent / "pagefind"
TEMPLATES = PAGES_OF_PAGEFIND.parent.parent / "Templates"


def sources(options):
    if options.archive:
        return searchpages.whole_archive(options.corpora)
    return searchpages.english(options.corpora, options.pages)


def compare(sources, programs, work, options, say):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(work), "LANG": "C.UTF-8", "TMPDIR": str(work)}
    runs, sites = build(sources, programs, work, environment, options, say)
    texts = searchpages.Texts(sites["sitegen"])
    vocabulary = Vocabulary(sources)
    chooser = Chooser(sources, vocabulary, texts, options.seed)
    say("Choosing the queries")
    queries = {kind: chooser.take(kind, options.queries) for kind in dict.fromkeys(asking.COLD + asking.KNOWN)}
    prefixes = {letters: chooser.prefixes(letters, max(1, options.queries // 3)) for letters in searchtable.LETTERS}
    results, browser = {}, Browser()
    try:
        for engine in (Sitegen(sites["sitegen"]), Pagefind(sites["Pagefind"])):
            results[engine.name] = answers(engine, browser, queries, prefixes, texts, say) | {"runs": runs[engine.name]}
    finally:
        browser.close()
    size = sum(len(block.text.encode()) for source in sources for block in source.blocks)
    words = sum(count_words(block.text) for source in sources for block in source.blocks)
    blocks = sum(len(source.blocks) for source in sources)
    shown = subprocess.run([programs["Pagefind"], "--version"], stdout=subprocess.PIPE, text=True, check=True)
    version = shown.stdout.split()[-1]
    return "\n".join([
        f"{len(sources):,} pages, {words:,} words, {size / 1e6:.1f} MB of text, {blocks:,} blocks;"
        f" {options.queries} queries of each kind, seed {options.seed}; {options.runs} counted runs of each indexing on"
        f" {os.cpu_count()} cores; Pagefind {version}, Chromium {browser.version}.",
        "",
        searchtable.make(results, size, words),
    ])


def build(sources, programs, work, environment, options, say):
    """Builds the site once more than is counted, the pages' index of Pagefind as often. The first run is not
    counted."""
    # A page has one language for Pagefind, and is found from pages of that language alone. Most of archive-tw
    # is Chinese, which it can segment.
    language = ["--force-language", "zh"] if options.archive else []
    say(f"Writing {len(sources)} sources")
    archives.write_sitegen(sources, work / "Content")
    runs, sites = {"sitegen": [], "Pagefind": []}, {"sitegen": work / "site", "Pagefind": work / "pagefind"}
    for turn in range(options.runs + 1):
        commands = {
            "sitegen": ["build", "--content", work / "Content", "--templates", TEMPLATES,
                        "--output", sites["sitegen"], "--clean", "--times"],
            "Pagefind": ["--site", sites["Pagefind"], "--glob", "sources/*.html", "--quiet", *language],
        }
        for name, command in commands.items():
            if name == "Pagefind" and turn == 0:
                searchpages.write_for_pagefind(sources, sites["sitegen"], sites["Pagefind"], PAGES_OF_PAGEFIND)
            log = work / f"{name}.log"
            try:
                run = measure.run([str(part) for part in (programs[name], *command)], work, environment, str(log))
            except subprocess.CalledProcessError:
                say(log.read_text(errors="replace")[-4000:])
                raise
            run["index"] = index_time(log.read_text(errors="replace")) if name == "sitegen" else run["cpu"]
            say(f"{name}, run {turn}: {run['cpu']:.2f} s CPU, {run['memory'] / 1e6:.0f} MB")
            if turn:
                runs[name].append(run)
    found = sum(1 for _ in (sites["Pagefind"] / "pagefind" / "fragment").iterdir())
    if found != len(sources):
        raise Wrong(f"Pagefind indexed {found} pages, expected {len(sources)}")
    return runs, sites


def index_time(log):
    """CPU seconds of the index, as `sitegen build --times` says them."""
    found = re.search(r"^index (\d+\.\d+)$", log, re.MULTILINE)
    if not found:
        raise Wrong("sitegen does not say what the index took")
    return float(found[1])


def answers(engine, browser, queries, prefixes, texts, say):
    host = Host(engine.site)
    try:
        asker = asking.Asker(engine, browser, host, texts)
        result = {"parts": engine.parts(), "texts": engine.TEXTS, "cold": {}, "known": {}, "prefix": {}}
        for kind in asking.COLD:
            say(f"{engine.name}: {len(queries[kind])} cold queries, {kind}")
            result["cold"][kind] = asker.cold(queries[kind])
        result["worst"] = asker.cold([Query(text) for text in asking.WORST])
        for kind in asking.COLD:
            say(f"{engine.name}: the engine alone, {kind}")
            result.setdefault("engine", {})[kind] = asker.engine_cold(queries[kind])
        result["engine_worst"] = asker.engine_cold([Query(text) for text in asking.WORST])
        result["always"] = asker.always([run for runs in result["cold"].values() for run in runs])
        result["exact"] = asker.exactness(result["cold"]["phrase"])
        say(f"{engine.name}: time in the engine")
        result |= times(asker, [query.text for kind in asking.COLD for query in queries[kind]])
        for kind in asking.KNOWN:
            say(f"{engine.name}: known items, {kind}")
            result["known"][kind] = asker.known_item(queries[kind])
        for letters, chosen in prefixes.items():
            say(f"{engine.name}: beginnings of {letters} letters")
            result["prefix"][letters] = [asker.completion(chosen, star) for star in dict.fromkeys(["", engine.star])]
        result["disk"] = browser.answers_from_disk(engine.site / engine.page, "people")
        return result
    finally:
        host.close()


def times(asker, texts):
    measured = asker.engine_times([*texts, *asking.WORST])
    if measured is None:
        return {}
    spent, same = measured
    number = len(asking.WORST)
    return {"times": spent[:-number], "worst_times": spent[-number:], "same": (same, len(spent))}
