"""Reads archive-tw: Akoma Ntoso, speeches with paragraphs, in Chinese and English."""

import re
import xml.etree.ElementTree as ElementTree

from texts import Block, Text, slug, squeeze

CHINESE = re.compile(r"[\u2e80-\u9fff]")
# The set has no topics; the title says what kind of meeting it was.
TOPICS = [
    ("interview|訪談|專訪|採訪", "Interviews"),
    ("visit|來訪|拜訪|拜會", "Visits"),
    ("office.?hour", "Office hours"),
    ("協作會議", "Collaboration meetings"),
    ("開放政府", "Open government"),
    ("課發會|課綱", "Curriculum"),
    ("演講|talk|speech|conference|forum|論壇", "Talks"),
    ("會議|meeting", "Meetings"),
]


def read(path, data):
    """The text of one file; None where it is no well-formed Akoma Ntoso or has no words."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return None
    stem = path.rpartition("/")[2].removesuffix(".xml").removesuffix(".an")
    dated = re.match(r"(\d{4}-\d\d-\d\d)-?(.*)", stem)
    title = squeeze("".join(root.find(".//heading").itertext())) if root.find(".//heading") is not None else stem
    text = Text(slug(stem), title or stem, "transcript", dated[1] if dated else "")
    add_blocks(root, text)
    text.topics = [topic for words, topic in TOPICS if re.search(words, stem, re.I)][:2]
    said = "".join(block.text for block in text.blocks)
    text.language = "zh-Hant" if len(CHINESE.findall(said)) * 10 > len(said) else "en"
    return text if said else None


def add_blocks(root, text):
    title = True
    for part in root.iter():
        if part.tag == "heading":
            if not title:
                text.blocks.append(Block(squeeze("".join(part.itertext())), "heading"))
            title = False
        elif part.tag == "narrative":
            words = squeeze("".join(part.itertext())).strip("()（）")
            text.blocks.append(Block(f"({words})", "stage") if words else Block(""))
        elif part.tag == "speech":
            name = squeeze((part.get("by") or "").lstrip("#").replace(":", " "))
            label = name if slug(name) else ""
            for paragraph in part.findall("p"):
                words = squeeze("".join(paragraph.itertext()))
                if words and label:
                    text.speakers[label] = label
                text.blocks.append(Block(words, label=label))
                label = "" if words else label
    text.blocks = [block for block in text.blocks if block.text]
