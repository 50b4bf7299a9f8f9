"""Files that are rewritten, truncated, removed and restored while build after build reads them. Each build
publishes a consistent snapshot of the content, or leaves the last site and names a file. When the changes stop,
the next build succeeds.

SITEGEN_CHANGING gives the number of builds, for long runs."""

import os
import random
import subprocess
import threading
import time

import program

BUILDS = int(os.environ.get("SITEGEN_CHANGING", "8"))


class Disturber(threading.Thread):
    """Writes files of the content repeatedly, in place as a careless program does or by renaming as editors do,
    and sometimes removes one for a moment. At the end all files are as they were."""

    def __init__(self, files, seed):
        super().__init__(daemon=True)
        self.files = {path: path.read_bytes() for path in files}
        self.dice = random.Random(seed)
        self.ended = threading.Event()
        self.deeds = 0

    def run(self):
        while not self.ended.is_set():
            path, whole = self.dice.choice(list(self.files.items()))
            deed = self.dice.randrange(4)
            if deed == 0:
                path.unlink()
            elif deed == 1:
                # In two pieces, so that a reader may find only half of it.
                with open(path, "wb") as file:
                    file.write(whole[: len(whole) // 2])
                    file.flush()
                    time.sleep(self.dice.uniform(0, 0.002))
                    file.write(whole[len(whole) // 2 :])
            elif deed == 2:
                new = path.with_name("." + path.name)
                new.write_bytes(whole)
                new.rename(path)
            else:
                os.truncate(path, len(whole) // 3)
            time.sleep(self.dice.uniform(0, 0.01))
            path.write_bytes(whole)
            self.deeds += 1
            # Some builds run without a change.
            time.sleep(self.dice.choice([0, 0.005, 0.3]))

    def end(self):
        self.ended.set()
        self.join()


def disturb(archive, files, seed):
    """Builds while the files are disturbed; every build must leave a complete site."""
    ledger = program.tree(archive.content / "ledger")
    good = archive.site()
    disturber = Disturber(files, seed)
    disturber.start()
    statuses = []
    try:
        for number in range(BUILDS):
            run = archive.build(*(["--clean"] if number % 2 else []))
            statuses.append(run.status)
            assert run.status in (0, 1), run.err
            if run.status == 1:
                # The message begins with a path, followed by the fault.
                assert ": error: " in run.err or run.err.startswith("error: "), run.err
                assert archive.site() == good, f"build {number} failed and changed the site: {run.err}"
            else:
                # The site is consistent: the published files match the manifest.
                checked = subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=archive.public, capture_output=True, text=True, check=False)  # fmt: skip
                assert checked.returncode == 0, checked.stderr
                good = archive.site()
    finally:
        disturber.end()
    assert disturber.deeds >= BUILDS / 2
    return statuses, ledger


def test_files_that_change_while_they_are_read(archive, states):
    sources = [archive.content / f"sources/s{number}.md" for number in (0, 7, 39)]
    files = [*sources, archive.content / "topics/harbour.md", archive.content / "media/plan.txt"]
    disturb(archive, files, 5)
    run = archive.build()
    assert run.status == 0, run.err
    assert archive.site() == states["a"]
    # The cache has not recorded a build as one of the present content either.
    assert archive.build("--clean").status == 0
    assert archive.site() == states["a"]


def test_ledgers_that_change_while_they_are_read(archive, states):
    files = [archive.content / f"ledger/s{number}.txt" for number in (0, 7, 39)]
    _, ledger = disturb(archive, files, 6)
    assert program.tree(archive.content / "ledger") == ledger
    run = archive.build()
    assert run.status == 0, run.err
    assert program.tree(archive.content / "ledger") == ledger
    assert archive.site() == states["a"]


def test_a_medium_that_is_being_written(archive, states):
    """Like a file from a camera or a download: it is longer each time it is read."""
    path = archive.content / "media/plan.txt"
    ended = threading.Event()

    def grow():
        with open(path, "ab") as file:
            while not ended.is_set():
                file.write(os.urandom(1 << 12))
                file.flush()
                time.sleep(0.001)

    writer = threading.Thread(target=grow, daemon=True)
    before = archive.site()
    writer.start()
    try:
        for _ in range(3):
            run = archive.build()
            assert run.status == 1, run.out
            assert "media/plan.txt: error: " in run.err and "[changed-meanwhile]" in run.err
            assert archive.site() == before
    finally:
        ended.set()
        writer.join()
    run = archive.build()
    assert run.status == 0, run.err
    assert archive.site()["media/plan.txt"] == path.read_bytes()
