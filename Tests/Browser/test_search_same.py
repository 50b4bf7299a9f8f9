"""The page and the program give the same answers. Several hundred random queries are sent to the scripts of the
page in a browser and to the reader in Swift, on the demonstration archive and on archives of real texts."""

import json
import random
import subprocess
import sys

import pytest

import chromium
import program
import realinput
import words
from htmltree import parse
from places import Site

# A phrase with more candidates than this is checked only for the shown results, and its total is an estimate.
ON_THE_PAGE, IN_THE_PROGRAM = 10, 4000
# Numbers of the queries for each archive: all for the one that is in every clone, halves for the larger ones.
ARCHIVES = {"demonstration": range(240), "markdown": range(120), "plain": range(120, 240)}

ASK = """const [asks, done] = arguments;
const marked = (excerpt) => excerpt.map(([text, isMarked]) => isMarked ? '[' + text + ']' : text).join('');
const said = ({kind, words}) => words ? kind + ': ' + words.map((word) => [].concat(word).join(' ')).join(', ') : kind;
(async () => {
  const answers = [];
  for (const {query, chosen, sort, all} of asks) {
    let found = await sitegenSearch.search(query, chosen, {sort, limit: 20});
    const facets = {};
    for (const [facet, counts] of Object.entries(found.facets)) {
      const names = await sitegenSearch.labels(facet, counts.map((count) => count[0]));
      facets[facet] = counts.map((count, k) => names[k].id + ' ' + count[1]);
    }
    const answer = {total: found.total, isEstimate: found.isEstimate, facets, messages: found.messages.map(said)};
    answer.hits = found.hits.map(({kind, url, score, source, passage, date, title, section, excerpt}) => ({kind, url,
      score, source: source || '', passage: passage || '', date: date || '', title, section: section || '', excerpt: marked(excerpt)}));
    if (all) {
      answer.urls = found.hits.map((hit) => hit.url);
      while (!found.isDone) {
        found = await sitegenSearch.search(query, chosen, {sort, limit: 20, offset: answer.urls.length});
        answer.urls.push(...found.hits.map((hit) => hit.url));
      }
      answer.isEstimateAtTheEnd = found.isEstimate;
      answer.totalAtTheEnd = found.total;
    }
    answers.push(answer);
  }
  return answers;
})().then(done, error => done(String(error)));"""


@pytest.fixture(scope="module", params=ARCHIVES)
def archive(request, demonstration, real_archive):
    """An archive on a server, and the numbers of its queries."""
    if request.param == "demonstration":
        folder = demonstration
    elif not realinput.available():
        pytest.skip("the corpora are not here (shared/corpora beside the project)")
    else:
        folder = real_archive(request.param).site
    server = chromium.Server(folder)
    yield Site(folder, server.address), ARCHIVES[request.param]
    server.close()


def in_the_page(browser, asks):
    answers = []
    for start in range(0, len(asks), 40):
        part = browser.driver.execute_async_script(ASK, asks[start : start + 40])
        assert isinstance(part, list), part
        answers += part
    return answers


def in_the_program(site, asks, candidates, limit=20):
    asks = [{**ask, "candidates": candidates, "limit": limit} for ask in asks]
    run = subprocess.run(
        [program.ROOT / ".build/debug/search-answers", site.folder / "search"],
        input=json.dumps(asks).encode(), capture_output=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)


def passages(folder):
    """The words of passages; only of a few sources if there are many."""
    pages = sorted(page for page in (folder / "sources").glob("*.html") if page.stem != "index")
    found = []
    for page in pages[:: max(1, len(pages) // 12)]:
        for part in parse(page.read_text()).all("div", "words"):
            text = words.WORD.findall(part.text(leave_out=lambda e: "note-ref" in e.classes))
            if len(text) > 8:
                found.append(text)
    return found


def random_queries(folder, numbers):
    """The queries, which are the same in every run: every form with every filter."""
    dice, texts = random.Random(11), passages(folder)

    def ids(name):
        return sorted(page.stem for page in (folder / name).glob("*.html") if page.stem != "index") or ["nobody"]

    speakers, topics, sources = ids("speakers"), ids("topics"), ids("sources")
    kinds, parts = ["transcript", "report", "interview", "document", "note-context"], ["passages", "notes", "titles", "speakers", "topics", "sections"]
    languages = ["en", "es", "zh", "pt"]
    for number in numbers:
        text = dice.choice(texts)
        at = dice.randrange(len(text) - 4)
        (a, b, c), d = text[at : at + 3], dice.choice(text)
        typo = d[:2] + d[3:4] + d[2:3] + d[4:]
        query = [
            a, f"{a} {d}", f"{a} {b} {c}", f'"{a} {b}"', f'"{a} {b} {c}" {d}', f"{d} -{a}", f"{d} OR {a}", f"{d[:3]}*",
            f'{d} -"{a} {b}"', f'"{a} {b}" OR "{b} {c}"', f"{typo} {a}", f"{a} {typo}", f"{a} OR {typo} {d}", f"{a[:2]}* {d}", f"zz{d} {a}", "",
        ][number % 16]  # fmt: skip
        speaker, topic, source = dice.choice(speakers), dice.choice(topics), dice.choice(sources)
        year, kind = dice.randrange(1964, 2024), dice.choice(kinds)
        query, chosen = [
            (query, {}), (f"{query} speaker:{speaker}", {}), (query, {"kind": dice.sample(kinds, 2)}), (query, {}),
            (f"{query} topic:{topic}", {}), (f"{query} kind:{kind}", {}), (query, {}), (f"{query} date:{year}..{year + 20}", {}),
            (f"{query} in:{dice.choice(parts)}", {}), (query, {"speaker": [speaker, dice.choice(speakers)]}), (f"{query} -speaker:{speaker}", {}),
            (query, {"topic": [topic], "kind": dice.sample(kinds, 3)}), (f"{query} -in:passages", {}), (query, {"source": [source]}),
            (f"{query} source:{dice.choice(sources)} -date:{year}", {"source": [source]}), (query, {"year": [f"{year}..{year + 30}"]}),
            (f"{query} date:{year}-13", {}), (query, {"language": dice.sample(languages, 2), "in": ["passages", "notes"]}), (query, {}),
        ][number * 7 // 16 % 19]  # fmt: skip
        yield {"query": query, "chosen": chosen, "sort": ["relevance", "relevance", "date", "relevance", "newest"][number % 5]}


def test_the_program_and_the_page_answer_alike(browser, archive):
    site, numbers = archive
    asks = list(random_queries(site.folder, numbers))
    browser.open(site.url("search.html"))
    page = in_the_page(browser, asks)
    looked, exact = (in_the_program(site, asks, candidates) for candidates in (ON_THE_PAGE, IN_THE_PROGRAM))
    estimates = []
    for ask, answer, same, sure in zip(asks, page, looked, exact):
        assert not sure["isEstimate"], ask
        assert answer["messages"] == same["messages"] == sure["messages"], ask
        assert answer["facets"] == same["facets"], ask
        if not same["isEstimate"]:
            assert answer == same == sure, ask
            continue
        # For a phrase with many candidates both show the same results, but the page may show fewer until more are
        # requested.
        estimates.append(ask)
        assert sure["hits"] == same["hits"], ask
        assert answer["hits"] == same["hits"][: len(answer["hits"])], ask
        assert len(answer["hits"]) > 0 or not sure["hits"], ask
        # The total is the number of candidates, unless all of them were checked for the shown results.
        assert answer["total"] == (same if answer["isEstimate"] else sure)["total"], ask
        assert answer["total"] >= sure["total"]
    some = sum(bool(answer["hits"]) for answer in exact)
    assert some > len(asks) / 3, "too few queries find anything"
    assert any(answer["messages"] for answer in exact)
    assert len(estimates) >= 3
    follow(browser, site, estimates)


def follow(browser, site, asks):
    """Goes through all pages of results: they have exactly the passages with the phrase, in order, and the total
    is exact at the end. Until then the page says "about"."""
    whole = in_the_program(site, asks, IN_THE_PROGRAM, limit=100000)
    few = [(ask, answer) for ask, answer in zip(asks, whole) if answer["total"] <= 200][:30]
    for (ask, answer), found in zip(few, in_the_page(browser, [{**ask, "all": True} for ask, _ in few])):
        assert found["urls"] == [hit["url"] for hit in answer["hits"]], ask
        assert not found["isEstimateAtTheEnd"] and found["totalAtTheEnd"] == answer["total"], ask
    plain = [ask for ask in asks if not ask["chosen"] and ask["sort"] == "relevance"]
    for ask, answer in list(zip(plain, in_the_page(browser, plain)))[:3]:
        browser.open(site.url("search.html"))
        browser.one("#q").send_keys(ask["query"])
        browser.wait(lambda: "result" in said(browser) or "passage" in said(browser) or "No results" in said(browser), "no answer")
        browser.wait(lambda: not answer["isEstimate"] or said(browser).startswith("about "), said(browser))


def said(browser):
    return browser.one("#search-status").text


TOKENS = """const sign = {word: '', single: '1:', pair: '2:'};
return arguments[0].map((text) => sitegenSearch.tokens(text).map((t) => sign[t.kind] + t.form + '@' + t.position + (t.elided ? '~' : '')));"""
# Characters that are equal in every respect; a sample represents all of them.
ALIKE = [
    range(0x3400, 0x9FFF), range(0xAC00, 0xD7A3), range(0xE000, 0xF8FF), range(0x17000, 0x18CFF), range(0x20000, 0x2A6DF),
    range(0x2A701, 0x2F7FF), range(0x2FA1F, 0x323AF), range(0x33480, 0xDFFFF), range(0xE0200, sys.maxunicode + 1),
]  # fmt: skip


def test_every_character_means_the_same_to_the_page_and_to_the_program(browser, served):
    """Classes, capitals, folds and digits of all code points, assigned or not: between letters, and between Hebrew
    letters and digits."""
    codes = [
        code for code in range(0x21, sys.maxunicode)
        if not 0xD800 <= code < 0xE000 and (code % 97 == 0 or not any(code in some for some in ALIKE))
    ]  # fmt: skip
    assert len(codes) > 80000
    texts = [f"x{chr(code)}y {chr(code)} אב{chr(code)}ג 1{chr(code)}2" for code in codes]
    run = subprocess.run(
        [program.ROOT / ".build/debug/search-answers", "--tokens"], input=json.dumps(texts).encode(), capture_output=True
    )
    assert run.returncode == 0, run.stderr.decode()
    browser.open(served.url("search.html"))
    page = []
    for start in range(0, len(texts), 5000):
        page += browser.driver.execute_script(TOKENS, texts[start : start + 5000])
    differ = [(hex(code), ours, theirs) for code, ours, theirs in zip(codes, page, json.loads(run.stdout)) if ours != theirs]
    assert not differ, (len(differ), differ[:10])
