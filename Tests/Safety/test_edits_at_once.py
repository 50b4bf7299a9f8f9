"""Commands that change the content at the same time lose nothing of each other."""

import subprocess

import program
from conftest import Archive


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
