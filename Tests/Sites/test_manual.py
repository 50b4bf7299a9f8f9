"""The files that the authoring manual shows are an archive without faults."""

import re

import links
import program

BLOCK = re.compile(r"^(```+)\w+ (Content/\S+)\n(.*?)^\1$", re.M | re.S)


def test_the_archive_of_the_authoring_manual_builds(tmp_path):
    files = BLOCK.findall((program.ROOT / "docs/authoring.md").read_text())
    assert len(files) > 10
    for _, path, text in files:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    run = program.build("Content", "Public", "--strict", cwd=tmp_path)
    assert run.status == 0, run.err
    assert links.problems(tmp_path / "Public") == []
