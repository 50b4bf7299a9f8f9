"""Refusals of the machine and contents of file systems: the last good site stays, and the message is clear."""

import os
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

import program
from invented import Archive

MANY = int(os.environ.get("SITEGEN_MANY", "8000"))


def test_a_full_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    try:
        archive = Archive(tmp_path, sources=6)
        archive.public = disk / "Public"
        run = archive.build()
        assert run.status == 0, run.err
        before = archive.site()
        (archive.content / "media/large.bin").write_bytes(os.urandom(8 << 20))
        run = archive.build()
        assert run.status == 1, run.err
        assert "No space left on device" in run.err
        assert archive.site() == before
        (archive.content / "media/large.bin").unlink()
        run = archive.build()
        assert run.status == 0, run.err
        assert archive.site() == before
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.fixture
def nobody():
    """A folder of a user without rights, and the subprocess options that run the program as that user."""
    folder = Path(tempfile.mkdtemp())
    options = {}
    if os.geteuid() == 0:
        os.chmod(folder, 0o755)
        os.chown(folder, 65534, 65534)
        options = {"user": 65534, "group": 65534, "extra_groups": []}
        shown = subprocess.run([program.PROGRAM, "--version"], capture_output=True, **options, check=False)
        if shown.returncode != 0 or not os.access(program.TEMPLATES, os.R_OK):
            shutil.rmtree(folder)
            pytest.skip("the program cannot be run by another user here")
    yield folder, options
    subprocess.run(["chmod", "-R", "u+rwx", folder], check=True)
    shutil.rmtree(folder)


def test_read_only_folders(nobody):
    folder, options = nobody
    archive = Archive(folder, sources=3)
    if options:
        subprocess.run(["chown", "-R", "65534:65534", folder], check=True)

    def build():
        return subprocess.run(archive.command(), capture_output=True, text=True, **options, check=False)

    run = build()
    assert run.returncode == 0, run.stderr
    before = archive.site()
    archive.write("b")
    # Nothing can be created beside the output.
    os.chmod(folder, 0o555)
    run = build()
    assert run.returncode == 1, run.stderr
    assert "Permission denied" in run.stderr and str(folder) in run.stderr
    assert archive.site() == before
    os.chmod(folder, 0o755)
    # The content can be read but not written; this works as long as no ledger changes.
    for path in archive.content.rglob("*"):
        os.chmod(path, 0o555 if path.is_dir() else 0o444)
    run = build()
    assert run.returncode == 0, run.stderr
    after = archive.site()
    assert after != before
    # A ledger that must be written stops the build before anything is published.
    os.chmod(archive.content / "sources", 0o755)
    (archive.content / "sources/new.md").write_text((archive.content / "sources/s1.md").read_text())
    run = build()
    assert run.returncode == 1, run.stderr
    assert "ledger" in run.stderr
    assert archive.site() == after


def test_links_in_a_circle(tmp_path):
    archive = Archive(tmp_path, sources=2)
    templates = tmp_path / "Templates"
    shutil.copytree(program.TEMPLATES, templates)
    build = lambda: program.sitegen(  # noqa: E731
        "build", "--content", archive.content, "--templates", templates, "--output", archive.public)  # fmt: skip
    assert build().status == 0
    before = archive.site()
    # Two of them would give 2^40 paths to follow.
    for name in ("one", "two"):
        (templates / "assets" / name).symlink_to("..")
        (archive.content / "media" / name).symlink_to("..")
    run = build()
    assert run.status == 1
    assert "link-loop" in run.err
    assert archive.site() == before
    for name in ("one", "two"):
        (archive.content / "media" / name).unlink()
        (templates / "assets" / name).unlink()
    run = build()
    assert run.status == 0, run.err


def test_many_files_in_a_folder(tmp_path):
    """More files than a process may have open, and more than one block of the cache."""
    archive = Archive(tmp_path, sources=2)
    for number in range(MANY):
        (archive.content / f"media/f{number}.txt").write_text(f"file {number}\n")

    def build():
        few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))  # noqa: E731
        return subprocess.run(archive.command(), capture_output=True, text=True, preexec_fn=few, check=False)

    run = build()
    assert run.returncode == 0, run.stderr
    assert len(os.listdir(archive.public / "media")) == MANY + 1
    assert (archive.public / f"media/f{MANY - 1}.txt").read_text() == f"file {MANY - 1}\n"
    assert "(0 written, " in build().stderr
    (archive.content / "media/f7.txt").write_text("another\n")
    (archive.content / "sources/s1.md").write_text((archive.content / "sources/s0.md").read_text())
    run = build()
    assert run.returncode == 0, run.stderr
    assert (archive.public / "media/f7.txt").read_text() == "another\n"


def test_ids_that_differ_only_in_case(tmp_path):
    archive = Archive(tmp_path, sources=2)
    assert archive.build().status == 0
    before = archive.site()
    for folder, name in (("sources", "S1.md"), ("topics", "Harbour.md")):
        copy = archive.content / folder / name
        copy.write_text((archive.content / folder / name.lower()).read_text())
        run = archive.build()
        assert run.status == 1
        assert "[duplicate-id]" in run.err and name.lower() in run.err.lower()
        assert archive.site() == before
        copy.unlink()
    assert archive.build().status == 0
