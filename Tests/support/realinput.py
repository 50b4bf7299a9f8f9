"""Archives of texts that were not written for this program."""

import json
import pathlib
import re
from dataclasses import dataclass

from htmltree import parse
from program import SHARED

SEEDS = SHARED / "seeds"
MARKDOWN = SHARED / "corpora/markdown-transcripts"
PLAIN = SHARED / "corpora/transcripts-txt"

SETTINGS = """title: Real input
language: en
reading: {unknown_keys: warning, unknown_labels: warning}
"""
FRONT = re.compile(r"\A---\n(.*?)\n---\n?(.*)\Z", re.S)
# Words in capitals or `Q`, with what follows them, at the beginning of a line. A full stop belongs to the label.
LABEL = re.compile(r"^((?:[A-Z][A-Z'’.-]*)(?: [A-Z][A-Z'’.-]*){0,4}?[.:]|Q(?= ))(?=\s|$)", re.M)


@dataclass
class Built:
    """An archive and its site."""

    files: dict
    content: pathlib.Path
    site: pathlib.Path
    run: object

    def page(self, name):
        return parse((self.site / "sources" / f"{name}.html").read_text())


def available():
    return MARKDOWN.is_dir() and PLAIN.is_dir() and SEEDS.is_dir()


def make(folder, files):
    """Writes an archive of the given sources: id to text."""
    sources = pathlib.Path(folder) / "sources"
    sources.mkdir(parents=True)
    (sources.parent / "archive.yaml").write_text(SETTINGS)
    for name, text in files.items():
        (sources / f"{name}.md").write_text(text)
    return sources.parent


def seeds():
    files = sorted(SEEDS.glob("*.txt"))
    return {
        file.stem: f"---\ntitle: Seed {file.stem}\nkind: document\n---\n{file.read_text()}" for file in files
    }


def markdown():
    """Texts without a change."""
    return {file.name.removesuffix(".md"): file.read_text() for file in sorted(MARKDOWN.glob("*.md"))}


def plain():
    """Texts with a front matter that declares every label that occurs at least three times."""
    made = {}
    for file in sorted(PLAIN.iterdir()):
        if file.name == "SOURCE.txt":
            continue
        text = file.read_text()
        found = [m.group(1).removesuffix(":") for m in LABEL.finditer(text)]
        labels = sorted({label for label in found if found.count(label) >= 3})
        front = ["---", f"title: {json.dumps(file.stem)}", f"date: {file.stem[:10]}"]
        if labels:
            front.append("speakers:")
            front += [f"  {json.dumps(l)}: {_slug(l)}" for l in labels]
        made[file.name.removesuffix(".txt")] = "\n".join([*front, "---", text])
    return made


def _slug(label):
    return re.sub(r"[^a-z]+", "-", label.lower()).strip("-")


def body(text):
    return FRONT.match(text).group(2)


def listed_names(text):
    """The names, if `speakers` is a list."""
    front = FRONT.match(text).group(1)
    block = re.search(r"^speakers:\n((?:[ \t]*- .*\n?)+)", front, re.M)
    return [n.strip().strip("'\"") for n in re.findall(r"- (.*)", block.group(1))] if block else []


COLLECTIONS = {"seeds": seeds, "markdown": markdown, "plain": plain}
