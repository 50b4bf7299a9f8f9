"""Text that is hard to read, written for this test: labels without words, unusual tables, nested markup. No word
is lost."""

import re

import pytest

import nu
import program
import words
from htmltree import parse

FRONT = """---
title: Hard text
speakers:
  CHAIR: chair
  ANNA B.: anna
  Q: press
---
"""
# fmt: off
CASES = {
    "emptyturn": "CHAIR:\n\nANNA B.: hello\n",
    "endturn": "CHAIR: hello\n\nANNA B.:\n",
    "endturn2": "CHAIR: hello\n\n### ANNA B.\n",
    "labelrule": "CHAIR:\n\n---\n\nhello\n",
    "labelheading": "CHAIR:\n\n## Head\n\nhello\n",
    "timebare": "CHAIR: 12:30 is the time\n\nCHAIR: 12:30\n\nCHAIR 12:30\ntext\n\nCHAIR: 00:01:10\n\nnext\n",
    "foot": "one[^1] two[^b]\n\n[^1]: first\n\n[^1]: second\n\n[^z]: unused\n\n[^q]:\n\n    code?\n",
    "refs": "[a]: http://x.example/ \"Title\"\n\nsee [a] and [b].\n",
    "html": "<div>\nblock *x*\n</div>\n\nin <span>line</span> <!-- comment -->\n",
    "stage": "> (a) b (c)\n\n> (one)\n> (two)\n\n> **(bold)**\n\n> (CHAIR: x)\n",
    "q": "Q Is it?\n\nQ: is it\n\nQ\n\nyes\n\nQ. no\n",
    "tablelabel": "CHAIR: hello\n| a | b |\n|---|---|\n| c | d |\n",
    "list": "- CHAIR: hello\n- ANNA B.: you\n\n1) x\n2) y\n\n   z\n",
    "setext": "CHAIR\n=====\n\nhello\n\nANNA B.: x\n---\n\ny\n",
    "bold": "**CHAIR:** hello\n\n**CHAIR** hello\n\n*CHAIR*: hi\n\n**CHAIR: hello** all\n\n[CHAIR](http://x.example/): hi\n\n`CHAIR`: hi\n",
    "nested": "> > deep\n> - list\n>   1. more\n>\n>       code\n\n***\n\n- a\n\n  para\n\n  > q\n",
    "img": "![alt *words* here](media/x.png) ![](http://e.example/y.png) ![foreign](http://e.example/y.png)\n",
    "ent": "&copy; &nbsp; &#65; &amp;lt; \\* \\[x\\] a\\\nb\n",
    "heads": "# One\n\n###### Six {: #six }\n\n## \n\n## *em* `code` [link](http://x.example)\n\n## CHAIR\n",
    "noend": "text\n\n## Trailing\n",
    "sp": "CHAIR : hello\n\nCHAIR:hello\n\nCHAIR.: x\n\nCHAIRMAN: y\n\nCHAIR, Q: z\n",
    "auto": "<http://a.example/b> <me@x.example> http://plain.example/\n",
    "ial_alone": "first\n\n{: topics=\"x\" }\n\n> quote\n{: topics=\"x\" }\n",
    "code": "```\nCHAIR: hello\n{: x }\n```\n\n    indented\n\n~~~ swift words\nx\n~~~\n",
    "hardlabel": "CHAIR  \nhello\n\nCHAIR:\nhello\n\nCHAIR [00:10]\nhello\n",
    "wordlessbetween": "one\n\nCHAIR:\n\n---\n\ntwo\n\n## Head\n\nthree\n\nCHAIR:\n\nANNA B.:\n\n## Head\n",
    "mannertime": "CHAIR (laughing): hello\n\nCHAIR (a) (b): hello\n\nCHAIR (c) [00:01:02] more: what\n\nCHAIR (in\nlines): x\n",
    "widecolon": "CHAIR：你好\n\nCHAIR（笑）：海\n",
}
# fmt: on
# Attribute lists and footnote signs are not words of the text.
ATTRIBUTES = re.compile(r"^\{: ?(?:topics|\.cls).*\}\n| \{: (?:\.cls|#six) \}$", re.M)
FOOTNOTE = re.compile(r"^\[\^\w+\]:", re.M)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hard")
    sources = folder / "Content/sources"
    sources.mkdir(parents=True)
    (folder / "Content/media").mkdir()
    (folder / "Content/media/x.png").write_bytes(b"x")
    (folder / "Content/archive.yaml").write_text(
        "title: Hard text\nreading: {unknown_keys: warning, unknown_labels: warning}\n"
    )
    for name, text in CASES.items():
        (sources / f"{name}.md").write_text(FRONT + text)
    run = program.build(folder / "Content", folder / "Public")
    assert run.status == 0, run.err
    return folder / "Public"


@pytest.mark.parametrize("name", CASES)
def test_no_word_is_lost_added_or_moved(site, name):
    page = parse((site / "sources" / f"{name}.html").read_text())
    text = FOOTNOTE.sub("", ATTRIBUTES.sub("", CASES[name]))
    assert words.difference(words.of_page(page), words.of_markdown(text)) is None


def test_pages_are_valid_html(site):
    assert nu.problems([site]) == []
