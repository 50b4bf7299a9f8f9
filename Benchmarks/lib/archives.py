"""Writes the sources as an archive of sitegen and as a site of Hugo. The bodies are the same, byte for byte."""

import json
import re
import shutil

from texts import slug

TITLE = "A thousand voices"
NOTED = 100  # one passage of so many has a note


def write_sitegen(sources, folder, notes=False):
    """Content/ as sitegen reads it: sources, a register file for every speaker and topic, and notes on some of the
    passages if they are wanted."""
    for name in ("sources", "speakers", "topics"):
        (folder / name).mkdir(parents=True)
    write(folder / "archive.yaml", f"title: {TITLE}\nlanguage: en\nreading:\n  unknown_labels: ignore\n")
    names, topics = set(), set()
    for source in sources:
        lines = [f"title: {quoted(source.title)}", f"kind: {source.kind}", f"language: {source.language}"]
        lines += [f"date: {source.date}"] if source.date else []
        if source.speakers:
            lines += ["speakers:"] + [f"  {quoted(l)}: {slug(n)}" for l, n in source.speakers.items()]
        lines += [f"topics: [{', '.join(map(slug, source.topics))}]"] if source.topics else []
        write(folder / "sources" / f"{source.id}.md", page(lines, source))
        names.update(source.speakers.values())
        topics.update(source.topics)
    if notes:
        (folder / "annotations").mkdir()
        for source, found in notes_of(sources):
            write(folder / "annotations" / f"{source.id}.yaml", "".join(found))
    for name in names:
        write(folder / "speakers" / f"{slug(name)}.md", f"---\nname: {quoted(name)}\n---\n")
    for topic in topics:
        write(folder / "topics" / f"{slug(topic)}.md", f"---\nlabel: {quoted(topic)}\n---\n")
    return len(names), len(topics)


def notes_of(sources):
    """Sources with their notes: on some words of every so many-th paragraph of the archive that has enough."""
    count = 0
    for source in sources:
        found = []
        for block in source.blocks:
            words = list(re.finditer(r"\S+", block.text))
            if block.form != "paragraph" or len(words) < 12:
                continue
            count += 1
            if count % NOTED:
                continue
            start, end = words[4].start(), words[9].end()
            found.append(
                f"- id: n{count}\n  on: {source.id}\n  quote: {quoted(block.text[start:end])}\n"
                f"  prefix: {quoted(block.text[max(0, start - 32):start])}\n  suffix: {quoted(block.text[end:end + 32])}\n"
                f"  kind: context\n  body: Note {count} of the archive.\n")
        if found:
            yield source, found


def write_hugo(sources, folder, theme):
    """A site of Hugo: our layouts, and the sources with their speakers and topics as taxonomies."""
    shutil.copytree(theme, folder)
    (folder / "content" / "sources").mkdir(parents=True)
    for source in sources:
        lines = [f"title: {quoted(source.title)}"]
        lines += [f"date: {source.date}"] if source.date else []
        lines += [f"speakers: {quoted(list(dict.fromkeys(source.speakers.values())))}"] if source.speakers else []
        lines += [f"topics: {quoted(source.topics)}"] if source.topics else []
        lines += ["params:", f"  type_of_text: {source.kind}", f"  language: {source.language}"]
        write(folder / "content" / "sources" / f"{source.id}.md", page(lines, source))


def write(path, text):
    path.write_text(text, encoding="utf-8", newline="\n")


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def page(lines, source):
    return "\n".join(["---", *lines, "---", "", body(source)])


def body(source):
    return "".join(markdown(block) + "\n\n" for block in source.blocks)


def markdown(block):
    text = escaped(block.text)
    if block.form == "heading":
        return "## " + text
    if block.form == "stage":
        return "> " + text
    if block.label:
        time = f" [{block.time}]" if block.time else ""
        return f"{escaped(block.label)}{time}: {text}"
    return text


def escaped(text):
    """Words as Markdown that means nothing but the words. Short words in brackets, such as [laughter], stay
    as they are, for a transcriber writes them so."""
    text = re.sub(r"[\\`*_<>&#|~{}]", r"\\\g<0>", text)
    text = re.sub(r"\[(?![A-Za-z ]{2,40}\](?![(:\[]))", r"\\[", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^[-+=:]", r"\\\g<0>", text))
