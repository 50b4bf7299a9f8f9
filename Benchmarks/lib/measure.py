"""Runs one program and says what it used. Every run has a process of its own that starts it and waits for it.

Linux counts the memory of the starting process into the peak of the started one (the peak is kept across
`exec`), so the starter must be small: it is this file, run by itself without site packages. `floor` says how
much it is.
"""

import json
import os
import subprocess
import sys
import time


def run(command, folder, environment, log):
    """Runs a command to its end.

    Returns seconds of CPU (user and system, and what of it was system), seconds by the clock, and peak memory
    in bytes.
    Raises CalledProcessError where it fails; what it printed is in the file `log`.
    """
    starter = [sys.executable, "-I", "-S", os.path.abspath(__file__), log, *command]
    answer = subprocess.run(starter, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
    used = json.loads(answer.stdout)
    if used["status"] != 0:
        raise subprocess.CalledProcessError(used["status"], command)
    return used


def floor(folder, environment):
    """Peak memory in bytes that is said of a program that does nothing."""
    return run(["/bin/true"], folder, environment, os.devnull)["memory"]


def start(log, command):
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(output, 1)
        os.dup2(output, 2)
        try:
            os.execv(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - begin
    print(json.dumps({
        "cpu": usage.ru_utime + usage.ru_stime,
        "system": usage.ru_stime,
        "wall": wall,
        "memory": usage.ru_maxrss * 1024,
        "status": os.waitstatus_to_exitcode(status),
    }))


if __name__ == "__main__":
    start(sys.argv[1], sys.argv[2:])
