"""Runs the program under test and finds the other files and programs that the tests need."""

import os
import pathlib
import subprocess
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("SITEGEN", ROOT / ".build/debug/sitegen"))
TEMPLATES = ROOT / "Templates"
SHARED = ROOT.parent / "shared"


@dataclass
class Run:
    """The result of a run of the program."""

    status: int
    out: str
    err: str


def sitegen(*arguments, env=None, cwd=ROOT, before=()):
    """Runs the program until it exits; a signal gives a negative status. `before` is a command that runs commands."""
    done = subprocess.run(
        [*before, PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def build(content, output, *arguments, **options):
    """Builds an archive with the project's own theme."""
    return sitegen(
        "build", "--content", content, "--templates", TEMPLATES, "--output", output, *arguments, **options
    )


def tree(folder):
    """Every file below a folder with its bytes."""
    folder = pathlib.Path(folder)
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
