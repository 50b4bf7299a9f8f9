"""Random queries from the words of the pages: the same for the same seed, whoever answers them."""

import random
import re
from collections import Counter
from dataclasses import dataclass

HAN = "\u3400-\u9fff\uf900-\ufaff"
# Words of letters that nothing but spaces and signs surrounds; of Chinese two characters are taken as a word.
UNIT = re.compile(rf"[{HAN}]{{2}}|(?<![\w'’.-])[A-Za-z]+(?![\w'’-]|\.\w)")
TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
COMMON = 100  # so many of the commonest words are no words to look for alone
RARER = 1000  # words that are not among so many of the commonest tell more


@dataclass
class Query:
    """`text` as it is typed; `words`: the words side by side where it is a phrase; the passage it was taken from."""

    text: str
    words: str = ""
    source: str = ""
    passage: str = ""


class Vocabulary:
    """In how many passages and pages each word stands."""

    def __init__(self, sources):
        self.passages, self.pages = Counter(), Counter()
        for source in sources:
            page = set(words_of(source.title))
            for block in source.blocks:
                words = words_of(block.text)
                page |= words
                if block.form != "heading":
                    self.passages.update(words)
            self.pages.update(page)
        self.common = {word: place for place, (word, _) in enumerate(self.passages.most_common(RARER))}

    def is_telling(self, word, common=COMMON):
        return self.common.get(word.lower(), common) >= common and (len(word) > 3 or not word.isascii())


def words_of(text):
    return set(TOKEN.findall(re.sub("['’]", "", text.lower())))


class Chooser:
    """Takes queries from random passages of random sources. `texts` says which passage of the site it was."""

    def __init__(self, sources, vocabulary, texts, seed):
        self.sources, self.vocabulary, self.texts, self.seed = sources, vocabulary, texts, seed

    def take(self, kind, number):
        chance, taken = random.Random(f"{self.seed}:{kind}"), []
        make = getattr(self, kind)
        while len(taken) < number:
            source = chance.choice(self.sources)
            block = chance.choice(source.blocks)
            units = list(UNIT.finditer(block.text))
            if block.form != "paragraph" or len(units) < 12:
                continue
            query = make(chance, block.text, units)
            passage = query and self.texts.where(source.id, block.text)
            if passage:
                query.source, query.passage = source.id, passage
                taken.append(query)
        return taken

    def one_word(self, chance, text, units):
        word = chance.choice(units)[0]
        return Query(word) if self.vocabulary.is_telling(word) else None

    def three_words(self, chance, text, units, common=COMMON):
        words = sorted({unit[0] for unit in units if self.vocabulary.is_telling(unit[0], common)})
        return Query(" ".join(chance.sample(words, 3))) if len(words) > 2 else None

    def three_rarer(self, chance, text, units):
        return self.three_words(chance, text, units, RARER)

    def phrase(self, chance, text, units):
        words = run(chance, text, units, 3)
        return Query(f'"{words}"', words) if words and any(map(self.vocabulary.is_telling, words.split())) else None

    def snippet5(self, chance, text, units):
        words = run(chance, text, units, 5)
        return Query(words) if words else None

    def snippet7(self, chance, text, units):
        words = run(chance, text, units, 7)
        return Query(words) if words else None

    def typo_rarer(self, chance, text, units):
        return self.typo(chance, text, units, RARER)

    def typo(self, chance, text, units, common=COMMON):
        """Three words, the longest of them with one wrong letter behind the first."""
        query = self.three_words(chance, text, units, common)
        words = query.text.split() if query else []
        longest = max(words, key=len, default="")
        if len(longest) < 6 or not longest.isascii():
            return None
        wrong = mistyped(chance, longest)
        if wrong.lower() in self.vocabulary.passages:
            return None
        return Query(" ".join(wrong if word == longest else word for word in words))

    def prefixes(self, letters, number):
        """Beginnings of random words that occur, each with the number of passages and of pages that have a
        word that begins so."""
        chance, taken = random.Random(f"{self.seed}:prefix{letters}"), {}
        while len(taken) < number:
            block = chance.choice(chance.choice(self.sources).blocks)
            units = [unit[0].lower() for unit in UNIT.finditer(block.text)]
            words = [word for word in units if word.isascii() and len(word) > letters]
            if words:
                taken[chance.choice(words)[:letters]] = None
        passages, pages = Counter(), Counter()
        for source in self.sources:
            page = words_of(source.title)
            for block in source.blocks:
                words = words_of(block.text)
                page |= words
                if block.form != "heading":
                    passages.update({word[:letters] for word in words})
            pages.update({word[:letters] for word in page})
        return [(prefix, passages[prefix], pages[prefix]) for prefix in taken]


def run(chance, text, units, number):
    """So many units that follow one another with no more than a space between, as the text has them."""
    start = chance.randrange(len(units) - number)
    part = units[start:start + number]
    gaps = {text[a.end():b.start()] for a, b in zip(part, part[1:])}
    return text[part[0].start():part[-1].end()] if gaps <= {" ", ""} else None


def mistyped(chance, word):
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice([
        word[:at] + word[at + 1:],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1:],
        word[:at] + word[at + 1] + word[at] + word[at + 2:],
    ])
