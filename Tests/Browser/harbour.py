"""A small archive for the search page: thirty talks over more than a century, a tree of topics, two languages, and
text that could break a table or the highlighting."""

import pathlib

FIRST, STEP, COUNT = 1900, 4, 30
YEARS = [FIRST + STEP * n for n in range(COUNT)]

TOPICS = {
    "trade": "label: Trade\n",
    "shipping": "label: Shipping\nbroader: trade\n",
    "lighthouses": "label: Lighthouses\nbroader: shipping\n",
    "weather": "label: Weather\n",
    "empty-above": "label: Life at sea\n",
    "food": "label: Food on board\nbroader: empty-above\n",
}

# Three passages for each talk, with the topics in turn.
TURNS = [
    ("The harbour of {year} was quiet, and ships came in with the tide.", "shipping"),
    ("Lamps in the harbour were lit at dusk, and lighting them took an hour.", "lighthouses"),
    ("Of the weather in the harbour nobody spoke before noon.", "weather"),
]

OTHERS = {
    "marks": """---
title: Marks
kind: letter
date: 1950-05-20
language: en
---

A café stood on the quay. The *open* sea was near; the sea was open again. It rains, it rained, and raining never ends.

He signed the treaty of the open sea, and every treaty[^1] after it.

[^1]: A footnote about no such thing.
""",
    "accents": """---
title: L’été
kind: letter
date: 1951
language: fr
---

L’école était fermée pendant l’été, et la forêt brûlait.
""",
    "formula": """---
title: "=SUM(A1:A9), \\"quoted\\""
kind: letter
date: 1952
language: en
---

+1 zebra, \"striped\", said the keeper; a zebra, no less.

=HYPERLINK(\"https://example.org/\") zebra
""",
    "log": """---
title: The log
kind: letter
date: 1954
language: en
topics: [weather]
---

The pilot came aboard.
""",
    "orders": """---
title: Orders
kind: letter
date: 1955
language: en
topics: [lighthouses]
---

Wait for the pilot.

The pilot has a boat of his own.
{: topics="weather" }
""",
    "food": """---
title: The galley
kind: letter
date: 1953
language: en
---

Biscuits and salted beef in the harbour every day.
{: topics="food" }

The harbour sold tea.
{: topics="trade" }
""",
}


def write(folder):
    """Writes Content/ of the archive."""
    content = pathlib.Path(folder)
    for name in ("sources", "speakers", "topics"):
        (content / name).mkdir(parents=True)
    (content / "archive.yaml").write_text("title: The harbour\nlanguage: en\nbase_url: https://example.org/harbour/\n")
    for id, front in TOPICS.items():
        (content / "topics" / f"{id}.md").write_text(f"---\n{front}---\n")
    for number, year in enumerate(YEARS):
        speaker = f"keeper-{number:02}"
        (content / "speakers" / f"{speaker}.md").write_text(f"---\nname: Keeper Number {number:02}\n---\n")
        turns = "\n\n".join(f'K: {text.format(year=year)}\n{{: topics="{topic}" }}' for text, topic in TURNS)
        (content / "sources" / f"talk-{number:02}.md").write_text(
            f"---\ntitle: Talk {number:02}\nkind: interview\ndate: {year}-06-15\nlanguage: en\nspeakers:\n  K: {speaker}\n---\n\n{turns}\n"
        )
    for id, text in OTHERS.items():
        (content / "sources" / f"{id}.md").write_text(text)
