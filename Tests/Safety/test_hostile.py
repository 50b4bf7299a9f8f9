"""No text of a source becomes a script, a request or a file elsewhere."""

import pathlib

import pytest

import chromium
import hostile
import program

# Runs before anything else on the page; a call means that a script got in.
TRAP = "window.brokenIn = 0; window.breakIn = () => { window.brokenIn += 1; };"
# What no page may contain: event handlers, script addresses, foreign scripts and frames.
WRONG = """return [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a =>
    /^on/i.test(a.name) || a.name === 'srcdoc' ||
    (/^(href|src|action|formaction|data|xlink:href)$/i.test(a.name) &&
      /^(javascript|vbscript|data|blob|file|view-source)$/.test(new URL(a.value, 'https://site.example/').protocol.slice(0, -1)))
  ).map(a => e.outerHTML.slice(0, 200))).concat(
  [...document.querySelectorAll('script:not([type]), iframe, object, embed, base')].filter(e =>
    e.localName !== 'script' || !e.getAttribute('src') || new URL(e.src).origin !== location.origin).map(e => e.outerHTML.slice(0, 200)))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    run = program.build(hostile.write(folder), folder / "Public")
    assert run.status == 0, run.err
    return folder / "Public"


@pytest.fixture
def trapped(browser):
    trap = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=TRAP)["identifier"]
    yield browser
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=trap)


def test_the_trap_shuts(trapped, tmp_path):
    (tmp_path / "page.html").write_text(f"<!doctype html><p title=\"{hostile.MARKUP}\">")
    trapped.open((tmp_path / "page.html").as_uri())
    trapped.wait(lambda: trapped.js("return window.brokenIn") > 1, "nothing breaks in where all may")
    assert trapped.js(WRONG)


def test_no_page_runs_what_a_source_says(trapped, site):
    browser, server = trapped, chromium.Server(site)
    try:
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        assert len(pages) > 20
        browser.logs()
        for page in [*pages, "search.html?q=script", "search.html?q=" + hostile.MARKUP.replace("#", ""), "search.html?q=%22chair%22&topic=<svg/onload=breakIn()>"]:
            browser.open(server.address + page)
            browser.wait(lambda: browser.js("return document.readyState === 'complete'"), page)
            assert browser.js("return window.brokenIn") == 0, page
            assert browser.js(WRONG) == [], page
        requests, _ = browser.logs()
        assert [address for address in requests if not address.startswith((server.address, "data:", "about:"))] == []
    finally:
        server.close()


def test_words_are_shown_as_they_were_written(site):
    page = (site / "sources/hearing.html").read_text()
    assert "&lt;script&gt;breakIn()&lt;/script&gt;" in page
    assert "{{{breakIn}}}" in page
    assert "<script>breakIn" not in page


def test_links_to_scripts_are_no_links(tmp_path):
    content = tmp_path / "Content"
    (content / "sources").mkdir(parents=True)
    (content / "archive.yaml").write_text("title: Links\nlanguage: en\n")
    lines = hostile.links()
    for number, line in enumerate(lines):
        (content / f"sources/s{number}.md").write_text(f"---\ntitle: Number {number}\nkind: letter\ndate: 1931\nlanguage: en\n---\n\nA line. {line}\n")
    run = program.build(content, tmp_path / "Public")
    # Invalid links are reported and keep their words; all must be harmless on the page.
    said = {pathlib.Path(line.partition(":")[0]).stem for line in run.err.splitlines() if ": warning: " in line}
    assert run.status == 0 and len(said) > len(lines) // 3, run.err
    for page in (tmp_path / "Public").rglob("*.html"):
        text = page.read_text().lower()
        for start in ("href=\"", "src=\""):
            for part in text.split(start)[1:]:
                assert not part.lstrip("\x01 \t").startswith(("javascript:", "vbscript:", "data:", "blob:", "file:", "view-source:", "//")), (page, part[:80])


@pytest.mark.parametrize("name", ["..", "...md", "a\\b", "a b", "<svg onload=breakIn()>", "a\"b", "a\nb", "CON", "-x", "é<", "a%2fb"])
def test_strange_names_of_files_stay_inside(tmp_path, name):
    content = tmp_path / "Content"
    (content / "sources").mkdir(parents=True)
    (content / "archive.yaml").write_text("title: Names\nlanguage: en\n")
    (content / "sources" / f"{name}.md").write_text("---\ntitle: A name\nkind: letter\ndate: 1931\nlanguage: en\n---\n\nWords.\n")
    (tmp_path / "site").mkdir()
    run = program.build(content, tmp_path / "site" / "Public")
    assert run.status in (0, 1), run.err
    assert run.status == 0 or ": error: " in run.err
    around = {path.name for path in tmp_path.rglob("*") if not path.is_relative_to(tmp_path / "site")}
    assert around <= {"Content", "site", "sources", "archive.yaml", f"{name}.md", "ledger", *(p.name for p in (content / "ledger").rglob("*"))}
    assert {path.name for path in (tmp_path / "site").iterdir()} <= {"Public", ".sitegen"}


@pytest.mark.parametrize("id", ["../../x", "..", "/etc/x", "a/../../b", "%2e%2e/x", "a\\..\\b", "<script>"])
def test_ids_in_front_matter_stay_inside(tmp_path, id):
    content = tmp_path / "Content"
    (content / "sources").mkdir(parents=True)
    (content / "archive.yaml").write_text("title: Ids\nlanguage: en\n")
    (content / "sources/one.md").write_text(
        f"---\ntitle: An id\nkind: letter\ndate: 1931\nlanguage: en\ntopics: ['{id}']\nplace: '{id}'\nevent: '{id}'\nspeakers: {{A: '{id}'}}\naliases: ['{id}']\n---\n\n"
        f"A: Words [here](topic:{id}) and [there](note:{id}).\n"
    )
    (content / "annotations").mkdir()
    (content / "annotations/notes.yaml").write_text(f"- id: '{id}'\n  on: 'one'\n  quote: Words\n  kind: context\n  body: Words.\n")
    run = program.build(content, tmp_path / "site" / "Public")
    assert run.status == 1 and ": error: " in run.err
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")} <= {"Content", "site"}
    assert not [path for path in tmp_path.rglob("x*")]
