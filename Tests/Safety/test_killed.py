"""A build that is killed, or that meets another one, leaves the old site or the new one, never a mixture.

SITEGEN_KILLS gives the number of builds to kill, for long runs."""

import os
import random
import signal
import subprocess
import time

KILLS = int(os.environ.get("SITEGEN_KILLS", "60"))


def start(archive):
    return subprocess.Popen(archive.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)  # fmt: skip


def test_killed_at_any_moment(archive, states):
    (archive.public / "CNAME").write_text("harbour.example\n")
    foreign = {"CNAME": b"harbour.example\n"}
    ledger = {path.name: path.read_bytes() for path in (archive.content / "ledger").iterdir()}
    dice = random.Random(7)
    archive.write("b")
    begun = time.monotonic()
    assert archive.build().status == 0
    longest = (time.monotonic() - begun) * 1.1
    killed, seen = 0, set()
    for number in range(KILLS):
        state = "ab"[number % 2]
        archive.write(state)
        process = start(archive)
        time.sleep(dice.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        site = archive.site()
        found = [name for name, whole in states.items() if site == whole | foreign]
        assert found, f"build {number} left neither the old site nor the new one"
        seen.add(found[0] == state)
        assert {path.name: path.read_bytes() for path in (archive.content / "ledger").iterdir()} == ledger
        # Now and then the next build is let through; else it is the next to be killed.
        if dice.random() < 0.3:
            run = archive.build()
            assert run.status == 0, run.err
            assert archive.site() == states[state] | foreign
            assert not [path.name for path in archive.folder.iterdir() if path.name.startswith(".Public")]
    assert killed > KILLS / 4, f"only {killed} of {KILLS} builds were still at work when they were killed"


def test_killed_while_a_site_is_revised(archive):
    """After an edit of words only what depends on them is made anew; a kill leaves one of the two sites all the same."""
    dice = random.Random(9)
    path = archive.content / "sources/s3.md"
    text = path.read_text()

    def edit(word):
        path.write_text(text.replace("brother", word))

    sites = {}
    for word in ("sister", "uncle", "sister", "uncle"):
        edit(word)
        run = archive.build("--times")
        assert run.status == 0, run.err
        sites[word] = archive.site()
    assert "anchoring" not in run.err, "the build read all sources"
    assert sites["sister"] != sites["uncle"]
    begun = time.monotonic()
    edit("sister")
    assert archive.build().status == 0
    longest = (time.monotonic() - begun) * 1.1
    killed = 0
    for number in range(KILLS):
        word = ("uncle", "sister")[number % 2]
        edit(word)
        process = start(archive)
        time.sleep(dice.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        assert archive.site() in sites.values(), f"build {number} left neither the old site nor the new one"
        if dice.random() < 0.3:
            run = archive.build()
            assert run.status == 0, run.err
            assert archive.site() == sites[word]
            assert not [path.name for path in archive.folder.iterdir() if path.name.startswith(".Public")]
    assert killed > KILLS / 4, f"only {killed} of {KILLS} builds were still at work when they were killed"


def test_killed_while_ledgers_are_written(tmp_path, archive):
    """The first build writes every ledger; whatever of them is there after a kill, the next build takes up."""
    dice = random.Random(8)
    run = archive.build()
    assert run.status == 0, run.err
    ledger = {path.name: path.read_bytes() for path in (archive.content / "ledger").iterdir()}
    site = archive.site()
    for _ in range(max(4, KILLS // 10)):
        for path in (archive.content / "ledger").iterdir():
            path.unlink()
        process = start(archive)
        time.sleep(dice.uniform(0.05, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in (archive.content / "ledger").glob("*.txt"):
            assert path.read_bytes() == ledger[path.name]
        run = archive.build()
        assert run.status == 0, run.err
        assert {path.name: path.read_bytes() for path in (archive.content / "ledger").glob("*.txt")} == ledger
        assert archive.site() == site


def test_two_builds_at_once(archive, states):
    for number in range(6):
        state = "ba"[number % 2]
        archive.write(state)
        both = [subprocess.Popen(archive.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True) for _ in range(2)]  # fmt: skip
        said = [process.communicate()[1] for process in both]
        statuses = [process.returncode for process in both]
        assert 0 in statuses, said
        for status, text in zip(statuses, said):
            assert status == 0 or (status == 1 and "another build is writing to this folder" in text), text
        assert archive.site() == states[state]
