"""An archive in which every word tries to break out of its page: the one of Tests/Sites/features, with markup,
scripts and script addresses in each field, label, note and passage that can contain words."""

import json
import re
import shutil

import program

# Each calls `breakIn` if it becomes markup. `</script>` and `-->` end constructs that a page may have around the
# words.
MARKUP = (
    "\"'`><script>breakIn()</script><img src=x onerror=breakIn()><svg/onload=breakIn()>"
    "--></title></style></script><iframe srcdoc='<script>parent.breakIn()</script>'></iframe>{{{breakIn}}}{{> page}}"
)
SCHEMES = [
    "javascript:breakIn()", "JaVaScRiPt:breakIn()", "java\tscript:breakIn()", " javascript:breakIn()", "\x01javascript:breakIn()",
    "javascript&colon;breakIn()", "&#106;avascript:breakIn()", "java&#x09;script:breakIn()", "javascript%3AbreakIn()",
    "vbscript:breakIn()", "data:text/html,<script>breakIn()</script>", "data:text/html;base64,PHNjcmlwdD5icmVha0luKCk8L3NjcmlwdD4=",
    "//elsewhere.example/x.js", "file:///etc/passwd", "blob:x", "view-source:javascript:breakIn()",
]
# Fields with words for readers.
WORDS = re.compile(
    r"^(\s*(?:- )?(?:title|short_title|subtitle|description|publisher|author|rights|licence|name|sort_name|label|uncertain): *)([^{\[|\n]+)$", re.MULTILINE
)
LISTS = re.compile(r"^((?:aliases|editors): *)\[.*\]$", re.MULTILINE)

BODY = f"""

## A heading {MARKUP}

THE CHAIR ({MARKUP.replace("(", "").replace(")", "")}): Said {MARKUP}

> ({MARKUP.replace("(", "").replace(")", "")})

`{MARKUP.replace("`", "")}` **{MARKUP}** ![{MARKUP.replace("]", "")}](media/plan.svg "{MARKUP.replace('"', "")}")

{MARKUP}

<script>breakIn()</script>

<div onclick="breakIn()" style="background:url(javascript:breakIn())">a block</div>

<!-- --><script>breakIn()</script><!-- -->

| {MARKUP.replace("|", "")} | b |
| --- | --- |
| {MARKUP.replace("|", "")} | c |

[^1]: {MARKUP}
"""


def write(folder):
    """Writes Content/ of the archive, with links of all schemes in one prose page and one source."""
    content = folder / "Content"
    shutil.copytree(program.ROOT / "Tests/Sites/features/Content", content)
    shutil.rmtree(content / "ledger", ignore_errors=True)
    for file in [*content.rglob("*.md"), *content.rglob("*.yaml")]:
        text = file.read_text()
        front, end = text, ""
        if file.suffix == ".md":
            front, mark, end = text[4:].partition("\n---\n")
            front, end = text[:4] + front, mark + end
        front = WORDS.sub(lambda m: m[1] + json.dumps(m[2].strip() + " " + MARKUP), front)
        front = LISTS.sub(lambda m: m[1] + json.dumps([MARKUP, MARKUP + " 2"]), front)
        if file.suffix == ".yaml":
            front = re.sub(r"^(  body: )([^|\n].*)$", lambda m: m[1] + json.dumps(m[2] + " " + MARKUP), front, flags=re.MULTILINE)
            front = front.replace("    Closed from December", f"    {MARKUP}\n    Closed from December")
        file.write_text(front + end)
    hearing = content / "sources/hearing.md"
    hearing.write_text(hearing.read_text().replace("[^1]:", "[^0]:") + BODY)
    method = content / "pages/method.md"
    method.write_text(method.read_text() + f"\n{MARKUP}\n\n# {MARKUP}\n")
    return content


def links():
    """Markdown of links and images with addresses of every forbidden scheme, one for each line."""
    return [form.format(address) for address in SCHEMES for form in ("[a]({})", "![a]({})", "<{}>", "[a](<{}>)", "[a][r]\n\n[r]: {}")]
