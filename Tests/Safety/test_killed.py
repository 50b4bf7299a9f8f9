"""A build that is killed, or that runs at the same time as another one, leaves the old site or the new one, never
a mixture.

SITEGEN_KILLS gives the number of builds to kill, for long runs."""

import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys

import pytest

from invented import Archive

KILLS = int(os.environ.get("SITEGEN_KILLS", "20"))

# Becomes the command that follows, which the kernel kills when it has used this many seconds of processor time.
# Unlike a pause before a kill, this is the same point of the build on a busy machine.
KILLED_AFTER = """import os, signal, sys
signal.setitimer(signal.ITIMER_PROF, float(sys.argv[1]))
os.execv(sys.argv[2], sys.argv[2:])"""


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path, sources=16)


class Killer:
    """Kills builds at given fractions of the processor time that a full build takes. A build that finishes gives
    this time, so that the next kills hit builds that are still running."""

    def __init__(self, archive):
        self.archive = archive
        self.killed = 0
        self.whole, run = processor_time(archive.build)
        assert run.status == 0, run.err

    def kill(self, part):
        """Starts a build that is killed at this fraction of its time."""
        command = [sys.executable, "-I", "-c", KILLED_AFTER, str(part * self.whole), *self.archive.command()]
        ended, done = processor_time(lambda: subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False))
        assert done.returncode in (0, -signal.SIGPROF), done.stderr.decode()
        if done.returncode == 0:
            self.whole = min(self.whole, ended)
        else:
            self.killed += 1


def processor_time(work):
    """Seconds of processor time of the programs that `work` runs, and the result of `work`."""

    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = used()
    result = work()
    return used() - before, result


def parts(count, dice):
    """Fractions at which to kill, in random order: evenly over the build, and the same number again over its last
    fifth, which publishes."""
    half = count // 2
    found = [(number + 0.5) / half for number in range(half)]
    found += [0.8 + 0.2 * (number + 0.5) / (count - half) for number in range(count - half)]
    dice.shuffle(found)
    return found


def ledger_of(archive):
    return {path.name: path.read_bytes() for path in (archive.content / "ledger").glob("*.txt")}


def test_killed_at_any_moment(archive, states):
    (archive.public / "CNAME").write_text("harbour.example\n")
    foreign = {"CNAME": b"harbour.example\n"}
    ledger = {path.name: path.read_bytes() for path in (archive.content / "ledger").iterdir()}
    dice = random.Random(7)
    archive.write("b")
    killer = Killer(archive)
    for number, part in enumerate(parts(KILLS, dice)):
        state = "ab"[number % 2]
        archive.write(state)
        killer.kill(part)
        site = archive.site()
        found = [name for name, files in states.items() if site == files | foreign]
        assert found, f"build {number} left neither the old site nor the new one"
        assert {path.name: path.read_bytes() for path in (archive.content / "ledger").iterdir()} == ledger
        # Sometimes the next build is allowed to finish; otherwise it is the next to be killed.
        if dice.random() < 0.3:
            run = archive.build()
            assert run.status == 0, run.err
            assert archive.site() == states[state] | foreign
            assert not [path.name for path in archive.folder.iterdir() if path.name.startswith(".Public")]
    assert killer.killed > KILLS / 2, f"only {killer.killed} of {KILLS} builds were still at work when they were killed"


def test_killed_while_a_site_is_revised(archive):
    """After an edit of words a build makes only the dependent files again. A kill still leaves one of the two
    sites."""
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
    edit("sister")
    killer = Killer(archive)
    for number, part in enumerate(parts(KILLS, dice)):
        word = ("uncle", "sister")[number % 2]
        edit(word)
        killer.kill(part)
        assert archive.site() in sites.values(), f"build {number} left neither the old site nor the new one"
        if dice.random() < 0.3:
            run = archive.build()
            assert run.status == 0, run.err
            assert archive.site() == sites[word]
            assert not [path.name for path in archive.folder.iterdir() if path.name.startswith(".Public")]
    assert killer.killed > KILLS / 2, f"only {killer.killed} of {KILLS} builds were still at work when they were killed"


def test_killed_while_ledgers_are_written(archive):
    """The first build writes every ledger. The next build uses all ledgers that exist after a kill."""
    dice = random.Random(8)

    def forget():
        for path in (archive.content / "ledger").iterdir():
            path.unlink()
        # If the site or the cache had ids, the build would require the ledgers.
        shutil.rmtree(archive.public, ignore_errors=True)
        shutil.rmtree(archive.public.parent / ".sitegen", ignore_errors=True)

    run = archive.build()
    assert run.status == 0, run.err
    # The kills hit such a build, so the fractions are those of the time of such a build.
    forget()
    killer = Killer(archive)
    ledger, site = ledger_of(archive), archive.site()
    written = 0
    # Ledgers are written at the end. If no kill was late enough, later ones follow until one is.
    late = (1 + number / 20 for number in range(10))
    for part in itertools.chain(parts(max(6, KILLS // 5), dice), late):
        if part >= 1 and written:
            break
        forget()
        killer.kill(part)
        left = ledger_of(archive)
        written += bool(left)
        assert left.items() <= ledger.items()
        run = archive.build()
        assert run.status == 0, run.err
        assert ledger_of(archive) == ledger
        assert archive.site() == site
    assert written, "no build was killed after it had written a ledger"


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
