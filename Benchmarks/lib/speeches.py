"""Reads presidential-speeches: plain text, the first line names the president, a paragraph a line."""

import re

from texts import Block, Text, slug, squeeze

# What a text is, by the words of its file name: (words, heading, kind). The first that fits counts.
KINDS = [
    ("press-conference|news-conference", "Press conferences", "transcript"),
    ("debate", "Debates", "transcript"),
    ("interview", "Interviews", "interview"),
    ("inaugural", "Inaugural addresses", "speech"),
    ("state-of-the-union|state-union", "State of the Union", "speech"),
    ("annual-message", "Annual messages", "document"),
    ("fireside", "Fireside chats", "speech"),
    ("farewell", "Farewell addresses", "speech"),
    ("veto", "Vetoes", "document"),
    ("proclamation", "Proclamations", "document"),
    ("convention|nomination", "Party conventions", "speech"),
    ("message", "Messages", "document"),
    ("statement", "Statements", "statement"),
    ("remarks", "Remarks", "speech"),
    ("announcement", "Announcements", "statement"),
    ("address|speech", "Addresses", "speech"),
    ("letter", "Letters", "letter"),
]

# THE PRESIDENT. | THE PRESIDENT: | DR. FAUCI: | Q. | Q:
LABEL = re.compile(r"(THE PRESIDENT|THE VICE PRESIDENT|Q)(?:[.:]|(?<=Q)(?=\s))\s*|((?:[A-Z][A-Z.'’-]+ ?){1,4}):(?!\d)\s*")
NAMES = {"Q": "Unnamed reporters", "THE VICE PRESIDENT": "The Vice President"}


def read(path, data):
    """The text of one file; None where it has no president or no words."""
    head, _, body = data.decode("utf-8", "replace").lstrip("\ufeff").partition("\n")
    if not head.startswith("President:"):
        return None
    president = squeeze(head.partition(":")[2])
    stem = path.rpartition("/")[2].removesuffix(".txt")
    date, name = stem[:10], stem[11:]
    topic, kind = next(((t, k) for words, t, k in KINDS if re.search(words, name)), ("Other papers", "speech"))
    title = f"{president}: {name.replace('-', ' ')}"
    text = Text(slug(f"{stem}"), title, kind, date, topics=[topic])
    for line in body.split("\n"):
        line = squeeze(line)
        if line:
            text.blocks.append(block(line, text.speakers, president))
    if not text.speakers:
        text.speakers[president] = president
    return text if text.blocks else None


def block(line, speakers, president):
    found = LABEL.match(line)
    label = squeeze(found[1] or found[2]) if found else ""
    if not found or not line[found.end():] or (found[2] and len(label) < 4):
        return Block(line)
    if label == "THE PRESIDENT":
        speakers[label] = president
    else:
        speakers.setdefault(label, NAMES.get(label, label.title()))
    return Block(line[found.end():], label=label)
