"""Pages on the disk that read each other through frames: which pages get words, and from which pages words are
accepted."""

import pytest

from searching import open_search, shown, wait_total

# A page of somebody else on the same disk. It tries to get an answer from a source of the archive.
ASKING = """<!DOCTYPE html><meta charset="utf-8"><title>waiting</title><script>
window.heard = [];
addEventListener("message", event => heard.push(JSON.stringify(event.data)));
</script><iframe src="{source}{hash}"></iframe><iframe srcdoc='<iframe src="{source}#sitegen-ask={secret}"></iframe>'></iframe>
<script>
addEventListener("load", () => {{
  for (const frame of document.querySelectorAll("iframe")) frame.contentWindow.postMessage("sitegen-passages", "*");
  document.title = "asked";
}});
</script>"""
SECRET = "0123456789abcdef" * 2


@pytest.fixture
def foreign(tmp_path, quay):
    """Writes a page of somebody else."""

    def write(text):
        page = tmp_path / "foreign.html"
        page.write_text(text)
        return page.as_uri()

    return write


@pytest.mark.parametrize("hash", ["", "#p1", "#sitegen-ask=", "#sitegen-ask=x", f"#sitegen-ask={SECRET}0"])
def test_a_question_of_another_form_has_no_answer(browser, quay, foreign, hash):
    source = (quay.folder / "sources/talk-00.html").as_uri()
    browser.open(foreign(ASKING.format(source=source, hash=hash, secret=SECRET)))
    browser.wait(lambda: browser.driver.title == "asked", "the frames are not loaded")
    assert browser.js("return heard") == []


def test_a_page_from_a_server_has_no_answer(browser, quay):
    browser.open(quay.url("index.html"))
    browser.js(
        """window.heard = []; addEventListener("message", event => heard.push(event.data));
        const frame = document.createElement("iframe");
        frame.onload = () => { document.title = "asked"; };
        frame.src = "sources/talk-00.html#sitegen-ask=%s";
        document.body.append(frame);"""
        % SECRET
    )
    browser.wait(lambda: browser.driver.title == "asked", "the frame is not loaded")
    assert browser.js("return heard") == []


def test_results_are_taken_from_nobody_else(browser, quay):
    # Every message that could be mistaken for an answer, from the page itself and from its own frame.
    browser.open((quay.folder / "search.html").as_uri())
    browser.js(
        """const lie = secret => ({ secret, sitegenPassages: { title: "LIE", headings: [], passages: [["p1", "LIE", "", null]] } });
        const frame = document.createElement("iframe");
        document.body.append(frame);
        window.lies = 0;
        new MutationObserver(() => {
          for (const other of document.querySelectorAll("iframe[src]")) {
            for (const secret of [undefined, null, "", "%s", {}]) {
              window.postMessage(lie(secret), "*");
              frame.contentWindow.parent.postMessage(lie(secret), "*");
              window.dispatchEvent(new MessageEvent("message", { data: lie(secret), source: other.contentWindow }));
              window.lies++;
            }
          }
        }).observe(document.body, { childList: true });"""
        % SECRET
    )
    browser.one("#q").send_keys("harbour\n")
    browser.wait(lambda: shown(browser), "no results")
    browser.wait(lambda: browser.js("return lies") > 0, "no frame was opened")
    browser.wait(lambda: "harbour" in browser.one("#results").text.lower(), "no words")
    assert "LIE" not in browser.one("#results").text


def test_every_frame_has_a_secret_of_its_own(browser, quay):
    browser.open((quay.folder / "search.html").as_uri())
    browser.js(
        """window.asked = [];
        new MutationObserver(all => all.forEach(one => one.addedNodes.forEach(node => {
          if (node.src) asked.push(node.src.split("#")[1]);
        }))).observe(document.body, { childList: true });"""
    )
    browser.one("#q").send_keys("harbour\n")
    browser.wait(lambda: len(browser.js("return asked")) > 2, "no frames")
    asked = browser.js("return asked")
    assert len(set(asked)) == len(asked)
    assert all(len(one) == len("sitegen-ask=") + 32 for one in asked)
