"""Cuts texts into sources of about the same size, no words twice."""

import tarfile
from dataclasses import replace

import debates
import speeches
import transcripts
from texts import Missing, Block, count_words, shuffled, slug

SETS = {
    "presidential-speeches": (speeches.read, ".txt"),
    "bitcoin-transcripts": (transcripts.read, ".md"),
    "archive-tw": (debates.read, ".xml"),
}


def make(corpora, count, words, others=True):
    """`count` sources of about `words` words each (from 0.4 to 1.6 times as many). Without `others` only
    English ones, from the first two sets."""
    folder = corpora / "scale"
    for name in SETS:
        if not (folder / f"{name}.tar.xz").is_file():
            raise Missing(f"{folder / name}.tar.xz is not there: say with --corpora where the sets of texts are")
    seen, taken, ids = set(), [], set()
    for text in texts(folder, others):
        for source in pieces(text, words):
            if not is_doubled(source, seen):
                source.id = unused(source.id, ids)
                taken.append(source)
                if len(taken) == count:
                    return with_one_name_an_id(taken)
    raise Missing(f"the texts give {len(taken)} sources of about {words} words: ask for fewer, or shorter ones (--words)")


def texts(folder, others):
    """All texts: the two English sets in turn, then, with `others`, archive-tw, what is English of it first."""
    pair = [read_set(folder, "presidential-speeches"), read_set(folder, "bitcoin-transcripts")]
    while pair:
        for texts in list(pair):
            text = next(texts, None)
            if text is None:
                pair.remove(texts)
            else:
                yield text
    if others:
        yield from sorted(read_set(folder, "archive-tw"), key=lambda text: text.language)


def read_set(folder, name):
    read, ending = SETS[name]
    with tarfile.open(folder / f"{name}.tar.xz") as tar:
        files = {m.name: tar.extractfile(m).read() for m in tar if m.isfile() and m.name.endswith(ending)}
    for path in shuffled(files):
        text = read(path, files[path])
        if text:
            yield text


def pieces(text, words):
    """Cuts a text between paragraphs. A piece that begins within a turn repeats the label of that turn, and
    so does the first paragraph after a heading where one person speaks alone."""
    sizes = [count_words(block.text) for block in text.blocks]
    total = sum(sizes)
    number = max(1, round(total / words))
    if total < 0.4 * words:
        return
    label, relabel, done, blocks, made = text.only_label, True, 0, [], 0
    for block, size in zip(text.blocks, sizes):
        if block.label:
            label = block.label
        elif block.form == "paragraph" and label and relabel:
            block = replace(block, label=label)
        if block.form == "paragraph":
            relabel = False
        elif block.form == "heading":
            label, relabel = text.only_label, True
        blocks.append(block)
        done += size
        if done >= total * (made + 1) / number:
            made += 1
            relabel = True
            yield from piece(text, blocks, made, number, words)
            blocks = []


def piece(text, blocks, made, number, words):
    if not 0.4 * words <= sum(count_words(block.text) for block in blocks) <= 1.6 * words:
        return
    used = {block.label for block in blocks}
    source = replace(text, blocks=blocks, speakers={l: n for l, n in text.speakers.items() if l in used})
    if number > 1:
        source.id, source.title = f"{text.id}-{made}", f"{text.title}, part {made}"
    yield source


def is_doubled(source, seen):
    """Whether more than a tenth of its words stand in sources made before; remembers its paragraphs if not."""
    long = [block.text.lower() for block in source.blocks if count_words(block.text) >= 8]
    old = sum(count_words(text) for text in long if text in seen)
    if old * 10 > sum(count_words(block.text) for block in source.blocks):
        return True
    seen.update(long)
    return False


def unused(id, ids):
    number, tried = 1, id
    while tried in ids:
        number, tried = number + 1, f"{id}-{number}x"
    ids.add(tried)
    return tried


def with_one_name_an_id(sources):
    """Names and headings that differ only in case or signs are one; the first spelling counts."""
    names, headings = {}, {}
    for source in sources:
        source.speakers = {l: names.setdefault(slug(n), n) for l, n in source.speakers.items()}
        source.topics = list(dict.fromkeys(headings.setdefault(slug(t), t) for t in source.topics))
    return sources
