"""The comparison of words finds the differences that it must find."""

import pytest

import words
from htmltree import parse

PAGE = """<div class="record"><h2><span class="heading">Opening</span></h2>
<div class="turn" data-label="Ada Lind"><p class="voice"><a class="speaker">Ada Lind</a>
<span class="manner">laughing</span> <time class="timecode" datetime="PT75S">01:15</time></p>
<div class="passage"><a class="locator">1</a><div class="words"><p>In the <em>win</em>ter<a class="note-ref">1</a> of</p></div>
<div class="apparatus"><p>Indexed: winter</p></div></div></div></div>"""
TEXT = "## Opening\n\nAda (laughing) [00:01:15]: In the *win*ter of\n"


def difference(text):
    return words.difference(words.of_page(parse(PAGE)), words.of_markdown(text), ["Ada Lind"])


def test_the_same_words_are_the_same():
    assert difference(TEXT) is None


@pytest.mark.parametrize(
    "old, new",
    [("winter", "inter"), ("(laughing) ", ""), ("01:15", "01:16"), (" of", ""), (" of", " of it"),
     ("Ada", "Ida"), ("## Opening", ""), ("In the", "the In")],
)
def test_another_text_differs(old, new):
    changed = TEXT.replace("*win*ter", "winter")
    assert old in changed
    assert difference(changed.replace(old, new)) is not None
