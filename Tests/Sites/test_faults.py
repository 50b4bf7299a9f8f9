"""An archive full of faults: each is found at the marker in front of it, and nothing else is reported."""

import pathlib
import re

import program

FAULTS = pathlib.Path(__file__).parent / "faults"
MARKER = re.compile("[①-⑳]")
FINDING = re.compile(r"^(\S+?):(\d+):(\d+): (error|warning): .* \[([a-z-]+)\]$", re.M)


def without_markers(into):
    """Writes the archive without its markers; returns the position of each, with columns in bytes from 1."""
    places = {}
    for file in sorted((FAULTS / "Content").rglob("*.*")):
        path = file.relative_to(FAULTS / "Content")
        lines = file.read_text().split("\n")
        for number, line in enumerate(lines):
            while marker := MARKER.search(line):
                column = len(line[: marker.start()].encode()) + 1
                places[marker.group()] = (f"Content/{path.as_posix()}", number + 1, column)
                line = line[: marker.start()] + line[marker.end() :]
            lines[number] = line
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines))
    return places


def test_each_fault_is_found_at_its_place_and_nothing_is_published(tmp_path):
    places = without_markers(tmp_path / "Content")
    expected = {}
    for line in (FAULTS / "expected.txt").read_text().splitlines():
        marker, severity, rule = line.split()
        expected[(*places.pop(marker), severity, rule)] = marker
    assert places == {}, "markers that expected.txt does not name"
    run = program.build("Content", "Public", cwd=tmp_path)
    found = {(p, int(l), int(c), severity, rule) for p, l, c, severity, rule in FINDING.findall(run.err)}
    assert found == set(expected)
    assert run.status == 1
    assert not (tmp_path / "Public").exists()


def test_faults_leave_the_last_site_as_it_was(tmp_path):
    good = FAULTS.parent / "minimal/Content"
    assert program.build(good, tmp_path / "Public").status == 0
    before = program.tree(tmp_path / "Public")
    without_markers(tmp_path / "Content")
    assert program.build(tmp_path / "Content", tmp_path / "Public").status == 1
    assert program.tree(tmp_path / "Public") == before
