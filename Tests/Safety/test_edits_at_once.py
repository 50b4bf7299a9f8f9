"""Commands that change the content at the same time do not lose each other's changes."""

import os
import subprocess
import time

import program
from invented import Archive


def test_ledger_dates_at_once(tmp_path):
    archive = Archive(tmp_path, sources=1)
    source = archive.content / "sources/s0.md"
    words = [f"Paragraph {number} is about lamp {number * 7919} and nothing else.\n" for number in range(12)]
    head = source.read_text().partition("\n---\n\n")[0] + "\n---\n\n"
    source.write_text(head + "\n".join(words))
    assert archive.build().status == 0
    source.write_text(head + "\n".join(words[6:]))
    assert archive.build().status == 0
    ledger = archive.content / "ledger/s0.txt"
    days = {f"p{number}": f"2026-01-{10 + number}" for number in range(1, 7)}
    running = [
        subprocess.Popen([program.PROGRAM, "ledger", "date", f"s0#{passage}", day, "--content", archive.content], stderr=subprocess.PIPE)
        for passage, day in days.items()
    ]
    for process in running:
        message = process.communicate()[1].decode()
        assert process.returncode == 0, message
    text = ledger.read_text()
    assert [day for day in days.values() if day not in text] == [], text
    assert sorted(path.name for path in ledger.parent.iterdir()) == ["s0.txt"]


# Distinguishes the notes, so that none of them could belong to another paragraph.
PLACES = ["Ardmore pier", "the chapel on the hill", "Bellhaven", "an island school", "Carrick bridge", "two brothers", "a whaling ship", "Dunmore mill"]
NOTES = len(PLACES)


def edited_notes(tmp_path):
    """An archive with eight notes on edited words in one file, in the order of their ids."""
    archive = Archive(tmp_path, sources=1)
    source = archive.content / "sources/s0.md"
    head = source.read_text().partition("\n---\n\n")[0] + "\n---\n\n"
    words = [f"Here it is said of the old lamp of {place} and nothing else.\n" for place in PLACES]
    source.write_text(head + "\n".join(words))
    notes = archive.content / "annotations/s0.yaml"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text(
        "".join(
            f"- id: lamp-{number}\n  on: s0\n  quote: the old lamp of {place} and nothing\n  body: x\n"
            for number, place in enumerate(PLACES)
        )
    )
    assert archive.build().status == 0
    source.write_text(head + "\n".join(text.replace("the old lamp", "the very old lamp") for text in words))
    return archive, notes


def test_notes_accepted_at_once(tmp_path):
    archive, notes = edited_notes(tmp_path)
    running = [
        subprocess.Popen(
            [program.PROGRAM, "annotations", "--accept", f"lamp-{number}", "--content", archive.content],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for number in range(NOTES)
    ]
    for process in running:
        message = process.communicate()[0].decode()
        assert process.returncode == 0, message
    assert notes.read_text().count("the very old lamp of") == NOTES, notes.read_text()
    assert [path.name for path in notes.parent.iterdir()] == ["s0.yaml"]


def test_an_editor_that_saves_meanwhile_loses_nothing(tmp_path):
    """The command pauses where it flushes its file, and the editor saves in that moment."""
    archive, notes = edited_notes(tmp_path)
    gate = tmp_path / "gate"
    command = [program.PROGRAM, "annotations", "--accept-all", "--content", archive.content]
    running = subprocess.Popen(
        ["strace", "-f", "-o", gate, "-e", "trace=fsync", "-e", "inject=fsync:delay_exit=3000000", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # strace writes the line when the call begins.
    while running.poll() is None and not (gate.exists() and "fsync" in gate.read_text()):
        time.sleep(0.01)
    saved = "# a line that the editor saves\n" + notes.read_text()
    draft = notes.with_name("s0.yaml.draft")
    draft.write_text(saved)
    os.replace(draft, notes)
    message = running.communicate()[1].decode()
    assert running.returncode == 1, message
    assert "another program changed it at the same time; try again" in message
    assert notes.read_text() == saved
    assert program.sitegen("annotations", "--accept-all", "--content", archive.content).status == 0
    assert notes.read_text().startswith("# a line that the editor saves\n")
    assert notes.read_text().count("the very old lamp of") == NOTES
