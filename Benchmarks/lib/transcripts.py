"""Reads bitcoin-transcripts: Markdown with YAML front matter. Only the English files, only their bodies."""

import re
from collections import Counter

from texts import Block, Text, slug, squeeze

NAME = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
TIME = r"\d{1,2}:\d\d:\d\d"
LABEL = re.compile(rf"({NAME}) ?(?:\[({TIME})\])?:(?: ({TIME})$)?\s*")
ROLES = {"Q": "Questioners", "Audience": "Audience", "Audience Member": "Audience", "Moderator": "Moderators",
         "Host": "Hosts", "Interviewer": "Interviewers"}


def read(path, data):
    """The text of one file; None where it is a translation, a list of a folder, or has no front matter."""
    stem = path.partition("/")[2].removesuffix(".md")
    whole = data.decode("utf-8", "replace").replace("\r\n", "\n")
    front = re.match(r"---\n(.*?)\n---\s*\n", whole, re.S)
    if not front or stem.endswith("_index") or re.search(r"\.[a-z]{2}$", stem):
        return None
    fields = front_matter(front[1])
    title = squeeze("".join(fields.get("title", []))) or stem
    date = "".join(fields.get("date", []))[:10]
    names = [squeeze(name) for name in fields.get("speakers", []) if slug(name)]
    text = Text(slug(stem), title, "transcript", date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "")
    text.topics = [squeeze(tag) for tag in fields.get("tags", []) if slug(tag)]
    blocks = list(paragraphs(whole[front.end():]))
    label_blocks(text, blocks, known_labels(names, blocks))
    if not text.speakers and len(names) == 1:
        text.speakers[names[0]] = names[0]
    return text if text.blocks else None


def front_matter(yaml):
    """The few shapes of YAML that the set uses: `key: value`, `key: [a, b]`, and lists of `- item` lines."""
    fields, key = {}, None
    for line in yaml.split("\n"):
        item = re.match(r"\s*-\s+(.*)", line)
        pair = re.match(r"(\w+):\s*(.*)", line)
        if item and key:
            fields[key].append(bare(item[1]))
        elif pair:
            key, value = pair[1], pair[2].strip()
            if value.startswith("["):
                fields[key] = [bare(part) for part in value.strip("[]").split(",") if bare(part)]
            else:
                fields[key] = [bare(value)] if value else []
    return fields


def bare(value):
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def paragraphs(body):
    """Headings and paragraphs as words alone: no code, pictures, markup or HTML."""
    body = re.sub(r"^(```|~~~).*?^\1[^\n]*$", "", body, flags=re.S | re.M)
    body = re.sub(r"<!--.*?-->|\{\{.*?\}\}", "", body, flags=re.S)
    for part in re.split(r"\n\s*\n|\n(?=#)|(?<=\n)(?=[*+-] |\d+\. )", body):
        heading = re.match(r"\s*#+\s+(.*)", part)
        if heading:
            yield Block(words(heading[1]), "heading")
            part = part[heading.end():]
        if words(part):
            yield Block(words(part))


def words(markdown):
    markdown = re.sub(r"!\[[^\]]*\]\([^)]*\)|</?[A-Za-z][^>]*>", "", markdown)
    markdown = re.sub(r"\[([^\[\]]*)\]\([^)\s]*[^)]*\)", r"\1", markdown)
    markdown = re.sub(r"^\s*(?:>|[*+-]|\d+\.)\s+", "", markdown, flags=re.M)
    markdown = re.sub(r"^\s*[-=*_]{3,}\s*$", "", markdown, flags=re.M)
    return squeeze(re.sub(r"\*+|`+|\\(?=[^\w\s])", "", markdown))


def known_labels(names, blocks):
    """Label -> name: the names of the front matter, their parts and initials where only one has them, roles,
    and full names that open three paragraphs or more."""
    labels = dict(ROLES)
    forms = Counter(form for name in names for form in set(short_forms(name)))
    for name in names:
        labels |= {form: name for form in short_forms(name) if forms[form] == 1}
    if len(names) == 1:
        labels["A"] = names[0]
    starts = Counter(found[1] for block in blocks if (found := LABEL.match(block.text)))
    labels |= {name: name for name, count in starts.items() if count > 2 and " " in name and name not in labels}
    return labels | {name: name for name in names}


def short_forms(name):
    parts = name.split()
    return [parts[0], parts[-1], "".join(part[0] for part in parts).upper()] if len(parts) > 1 else []


def label_blocks(text, blocks, labels):
    waiting = None  # a label that stands alone on its line belongs to the next paragraph
    for block in blocks:
        found = LABEL.match(block.text) if block.form == "paragraph" else None
        if found and found[1] in labels:
            text.speakers[found[1]] = labels[found[1]]
            block = Block(block.text[found.end():], label=found[1], time=found[2] or found[3] or "")
            if not block.text:
                waiting = block
                continue
        elif waiting and block.form == "paragraph":
            block = Block(block.text, label=waiting.label, time=waiting.time)
        waiting = None
        if block.text:
            text.blocks.append(block)
