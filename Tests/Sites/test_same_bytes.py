"""The same archive gives the same bytes, whatever the machine, the clock and the folder are like."""

import pathlib

import pytest

import program

HERE = pathlib.Path(__file__).parent


def copy(content, into, order):
    """Copies an archive, its files created in the given order."""
    files = sorted(p for p in content.rglob("*") if p.is_file() and "ledger" not in p.parts)
    for file in order(files):
        target = into / file.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return into


@pytest.mark.parametrize("name", ["features", "multilingual", "demonstration"])
def test_two_builds_on_different_ground_are_the_same(name, tmp_path):
    content = program.ROOT / "Content" if name == "demonstration" else HERE / name / "Content"
    one = copy(content, tmp_path / "one/Content", list)
    two = copy(content, tmp_path / "a much longer name, with spaces/Texte é/Content", lambda files: files[::-1])
    first = program.build(one, tmp_path / "one/Public", "--jobs", 1, env={"TZ": "UTC", "LC_ALL": "C"})
    second = program.build(
        "Content", "out", "--jobs", 7, cwd=two.parent,
        env={"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "SWIFT_DETERMINISTIC_HASHING": ""},
    )  # fmt: skip
    assert first.status == 0, first.err
    assert second.status == 0, second.err
    assert program.tree(tmp_path / "one/Public") == program.tree(two.parent / "out")
    assert program.tree(one / "ledger") == program.tree(two / "ledger")


def test_a_build_after_an_edit_is_the_same_as_a_clean_one(tmp_path):
    content = copy(HERE / "features/Content", tmp_path / "Content", list)
    assert program.build(content, tmp_path / "Public").status == 0
    source = content / "sources/minutes.md"
    source.write_text(source.read_text().replace("The board met", "A new paragraph.\n\nThe board met"))
    (content / "topics/cables.md").write_text("---\nlabel: Steel ropes\nbroader: bridge\n---\n")
    assert program.build(content, tmp_path / "Public").status == 0
    assert program.build(content, tmp_path / "Clean").status == 0
    assert program.tree(tmp_path / "Public") == program.tree(tmp_path / "Clean")
