"""An archive of invented words, large enough to interrupt a build at any point."""

import program

SOURCE = """---
title: Conversation {number}{mark}
kind: interview
date: 19{year}-03-0{day}
language: en
topics: [harbour]
speakers: {{ASKER: asker, PILOT: pilot}}
---

"""


class Archive:
    """A folder with content that has two states, `a` and `b`. Only titles differ, so the ledger does not change."""

    def __init__(self, folder, sources=40):
        self.folder = folder
        self.content = folder / "Content"
        self.public = folder / "Public"
        self.sources = sources
        for part in ("sources", "topics", "media"):
            (self.content / part).mkdir(parents=True)
        (self.content / "archive.yaml").write_text("title: The harbour\nlanguage: en\n")
        self.write("a")

    def write(self, state):
        """Brings the content into a state."""
        for number in range(self.sources):
            mark = ", seen again" if state == "b" and number % 3 == 0 else ""
            text = SOURCE.format(number=number, mark=mark, year=10 + number % 80, day=1 + number % 9)
            for turn in range(12):
                text += f"ASKER: Who kept lamp {turn} of house {number} when the ice had closed the harbour?\n\n"
                text += "PILOT:" + f" Keeper {number + turn} did, until the spring, and his brother after him." * 4 + "\n\n"
            (self.content / f"sources/s{number}.md").write_text(text)
        (self.content / "topics/harbour.md").write_text(f"---\nlabel: Harbour {state}\n---\n")
        (self.content / "media/plan.txt").write_text(f"plan {state}\n" * 500)

    def build(self, *arguments, **options):
        return program.build(self.content, self.public, *arguments, **options)

    def command(self):
        """The command as a list, for tests that start it themselves."""
        folders = ("--content", self.content, "--templates", program.TEMPLATES, "--output", self.public)
        return [str(part) for part in (program.PROGRAM, "build", *folders)]

    def site(self):
        return program.tree(self.public)
