"""The same archive gives the same bytes, on any machine, with any clock and in any folder."""

import pathlib
import random
import shutil
import subprocess

import pytest

import program
import realinput

HERE = pathlib.Path(__file__).parent


def copy(content, into, order):
    """Copies an archive; its files are created in the given order."""
    files = sorted(p for p in content.rglob("*") if p.is_file() and "ledger" not in p.parts)
    for file in order(files):
        target = into / file.relative_to(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return into


def shuffled(files):
    random.Random(5).shuffle(files)
    return files


# A folder, the order in which its files are created, the number of tasks, and the environment.
GROUNDS = [
    ("one", list, 1, {"TZ": "UTC", "LC_ALL": "C"}),
    ("two", shuffled, 2, {"SWIFT_DETERMINISTIC_HASHING": "1"}),
    (
        "a much longer name, with spaces/Texte é", lambda files: files[::-1], 7,
        {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "SWIFT_DETERMINISTIC_HASHING": ""},
    ),
]  # fmt: skip


@pytest.mark.parametrize("name", ["features", "multilingual", "demonstration", "markdown"])
def test_builds_on_different_ground_are_the_same(name, tmp_path):
    if name == "markdown":
        if not realinput.available():
            pytest.skip("the corpora are not here (shared/corpora beside the project)")
        content = realinput.make(tmp_path / "Content", realinput.markdown())
    else:
        content = program.ROOT / "Content" if name == "demonstration" else HERE / name / "Content"
    built = []
    for folder, order, jobs, env in GROUNDS:
        own = copy(content, tmp_path / folder / "Content", order)
        run = program.build("Content", "out", "--jobs", jobs, cwd=own.parent, env=env)
        assert run.status == 0, run.err
        built.append((program.tree(own.parent / "out"), program.tree(own / "ledger")))
    assert any(path.startswith("search/p") for path in built[0][0])
    for site, ledger in built[1:]:
        assert site == built[0][0]
        assert ledger == built[0][1]


def test_a_build_after_an_edit_is_the_same_as_a_clean_one(tmp_path):
    content = copy(HERE / "features/Content", tmp_path / "Content", list)
    assert program.build(content, tmp_path / "Public").status == 0
    source = content / "sources/minutes.md"
    source.write_text(source.read_text().replace("The board met", "A new paragraph.\n\nThe board met"))
    (content / "topics/cables.md").write_text("---\nlabel: Steel ropes\nbroader: bridge\n---\n")
    assert program.build(content, tmp_path / "Public").status == 0
    assert program.build(content, tmp_path / "Clean").status == 0
    assert program.tree(tmp_path / "Public") == program.tree(tmp_path / "Clean")


def another_day():
    """The command that makes a program see a day of 2031."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not here (a Debian package)")
    command = ["faketime", "2031-05-06 07:08:09"]
    told = subprocess.run([*command, "date", "+%Y-%m-%d"], capture_output=True, text=True)
    assert told.stdout.strip() == "2031-05-06"
    return command


@pytest.mark.parametrize("name", ["features", "demonstration"])
def test_a_build_on_another_day_is_the_same(name, tmp_path):
    content = program.ROOT / "Content" if name == "demonstration" else HERE / name / "Content"
    built = []
    for folder, before in [("today", []), ("then", another_day())]:
        own = copy(content, tmp_path / folder / "Content", list)
        assert program.build("Content", "out", cwd=own.parent, before=before).status == 0
        source = sorted((own / "sources").glob("*.md"))[0]
        source.write_text(source.read_text().rstrip() + "\n\nOne paragraph more, of the other day.\n")
        run = program.build("Content", "out", cwd=own.parent, before=before)
        assert run.status == 0 and "(0 written" not in run.err, run.err
        built.append((program.tree(own.parent / "out"), program.tree(own / "ledger")))
    assert built[0] == built[1]


def test_the_day_of_a_build_stands_in_no_page(tmp_path):
    """SOURCE_DATE_EPOCH sets the date of changes in a ledger, and has no effect if nothing changes."""
    built = []
    for day in ["1000000000", "1900000000"]:
        own = copy(HERE / "features/Content", tmp_path / day / "Content", list)
        run = program.build("Content", "out", cwd=own.parent, env={"SOURCE_DATE_EPOCH": day})
        assert run.status == 0, run.err
        built.append((program.tree(own.parent / "out"), program.tree(own / "ledger")))
    assert built[0] == built[1]
