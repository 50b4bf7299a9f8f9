"""The words of a source, read in two independent ways: from its published page, and from the author's Markdown
with another CommonMark parser. Both must give the same words in the same order."""

import re

from markdown_it import MarkdownIt

WORD = re.compile(r"[^\W_]+")
MARKDOWN = MarkdownIt("commonmark").enable("table")
# By default the parser shows the address <http://x/a%20b> without the escapes; CommonMark shows it as written.
MARKDOWN.normalizeLinkText = str


class Label(str):
    """A label of a turn, as declared in the front matter."""


class Time(int):
    """A time code in seconds; the page writes 14:05 as 00:14:05."""


def of_page(page):
    """Words and labels of the record on a page, in order."""
    found = []
    _read(page.first("div", "record"), found)
    return found


def _read(element, found):
    if element.tag == "div" and "turn" in element.classes and element["data-label"] is not None:
        found.append(Label(element["data-label"]))
    if "voice" in element.classes:
        for part in element.walk():
            if "manner" in part.classes:
                found += WORD.findall(part.text())
            elif part.tag == "time":
                found.append(Time(_seconds(WORD.findall(part.text()))))
                assert part["datetime"] == f"PT{found[-1]}S"
        return
    if "words" in element.classes or "heading" in element.classes:
        found += WORD.findall(element.text(leave_out=lambda e: e.tag == "a" and "note-ref" in e.classes))
        return
    if "apparatus" in element.classes:
        return
    for child in element.children:
        if not isinstance(child, str):
            _read(child, found)


def of_markdown(body):
    """Words of a Markdown text that CommonMark shows. Destinations of links and link reference definitions are not
    shown, so they are not words of the text; the numbers of lists are."""
    parts = []
    for token in MARKDOWN.parse(body):
        if token.type == "inline":
            parts.append(_inline(token.children))
        elif token.type in ("code_block", "fence", "html_block"):
            parts.append(token.content)
        elif token.type == "list_item_open" and token.info:
            parts.append(token.info)
    return WORD.findall("\n".join(parts))


def _inline(tokens):
    text = ""
    for token in tokens or []:
        if token.type in ("text", "code_inline", "html_inline"):
            text += token.content
        elif token.type == "image":
            text += _inline(token.children)
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
    return text


def difference(page, text, names=()):
    """The first difference between the words of a page and of its text; None if there is none.

    A label of the page must be in the text in full or, if the front matter gives a list of names, as one of the
    short forms that the authoring manual allows: given name, surname or initials.
    """
    at = 0
    for number, word in enumerate(page):
        if isinstance(word, Label):
            forms = [WORD.findall(form) for form in _forms(word, names)]
            form = next((f for f in forms if text[at : at + len(f)] == f), None)
            if form is None:
                return f"label {word!r} on the page, the text has {text[at:at + 8]} (behind {text[at - 8:at]})"
            at += len(form)
        elif isinstance(word, Time):
            length = next((n for n in (3, 2) if _seconds(text[at : at + n]) == word), None)
            if length is None:
                return f"time code of {word} seconds on the page, the text has {text[at:at + 4]}"
            at += length
        elif at < len(text) and text[at] == word:
            at += 1
        else:
            return f"page has {[str(w) for w in page[number:number + 8]]}, the text {text[at:at + 8]} (behind {text[max(0, at - 8):at]})"
    if at < len(text):
        return f"the page ends, the text goes on with {text[at:at + 12]}"
    return None


def _seconds(numbers):
    if len(numbers) < 2 or not all(n.isdigit() for n in numbers):
        return None
    total = 0
    for number in numbers:
        total = total * 60 + int(number)
    return total


def _forms(label, names):
    forms = [label]
    parts = label.split(" ")
    if label in names and len(parts) > 1:
        forms += [parts[0], parts[-1], "".join(p[0] for p in parts if p)]
    return forms
