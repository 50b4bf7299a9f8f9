"""An untrusted archive is built while every file that the program opens is traced."""

import os
import re
import shutil
import subprocess

import hostile
import program

# System calls that change the disk or read it by name.
CALLS = "openat,open,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,rmdir,utimensat"
LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?")
# Files of the machine that the C library reads: number of cores, random bytes, paths of libraries.
SYSTEM = ("/etc/ld.so.cache", "/proc", "/sys", "/dev")
QUOTED = re.compile(r'(?:AT_FDCWD<([^>]*)>|\d+<([^>]*)>)?(?:, )?"((?:[^"\\]|\\.)*)"')


def watched(folder, log, *arguments):
    """Runs the program; returns its status, the paths that it opened for reading, and the paths that it changed."""
    home = folder / "home"
    run = program.sitegen(*arguments, env={"HOME": str(home)}, cwd=folder / "archive", before=["strace", "-f", "-y", "-qq", "-o", str(log), "-e", f"trace={CALLS}"])
    read, changed = set(), set()
    for line in log.read_text(errors="replace").splitlines():
        found = LINE.match(line)
        if not found or int(found[3]) < 0:
            continue
        call, words, _, opened = found.groups()
        paths = [os.path.normpath(os.path.join(a or b or str(folder / "archive"), name)) for a, b, name in QUOTED.findall(words)]
        if call in ("open", "openat", "openat2", "creat"):
            (changed if re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", words) else read).add(opened or paths[0])
        else:
            changed.update(path for path in paths if not path.startswith("/proc/self/fd/"))
    return run, read, changed


def snapshot(folder):
    return {path: (path.is_symlink() and os.readlink(path)) or (path.is_file() and path.read_bytes()) for path in folder.rglob("*")}


def stranger(folder):
    """An archive with links everywhere, beside a home with files that nobody else may read."""
    archive, home = folder / "archive", folder / "home"
    archive.mkdir(parents=True)
    hostile.write(archive)
    shutil.copytree(program.TEMPLATES, archive / "Templates")
    for name in (".bashrc", ".ssh/id_rsa", "other/.git/config", "site/letter.txt"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("a secret of the user")
    return archive, home


def links(archive, home):
    """Puts links into the archive that could be used to read or write files outside it."""
    content, templates, secret = archive / "Content", archive / "Templates", home / ".ssh/id_rsa"
    places = {
        content / "media/link.txt": secret, content / "media/home": home, content / "media/root": "/", content / "media/relative.txt": "../../../home/.bashrc",
        content / "sources/more.md": secret, content / "sources/deep": home, content / "topics/more.md": secret, content / "annotations/more.yaml": secret,
        content / "ledger/hearing.txt": home / ".bashrc", templates / "more.mustache": secret, templates / "assets/more.js": secret, templates / "styles/zz.css": secret,
        templates / "assets/home": home,
    }
    for place, target in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
    return places


def bait(archive, home):
    """Links with the names of files that the program itself makes; a build does not fail because of them."""
    (archive / ".sitegen").mkdir()
    (archive / "Content/ledger").mkdir(exist_ok=True)
    for name in ("Content/ledger/hearing.txt.new", ".sitegen/Public.new", ".sitegen/Public", ".sitegen/Public.index", ".sitegen/Public.previous", ".sitegen/.gitignore"):
        (archive / name).symlink_to(home / ".bashrc")
    (archive / ".sitegen/Public.sources").symlink_to(home / "site")
    (archive / "Content/ledger/hearing.txt.new").unlink()
    (archive / "Content/ledger/.hearing.txt.new").symlink_to(home / ".bashrc")


def outside(paths, *allowed):
    """The paths that are not in or below any of these; shared libraries may be anywhere on the system."""
    mine = (path for path in paths if not re.search(r"\.so(\.\w+)*$", path))
    return sorted(path for path in mine if not any(path == str(part) or path.startswith(f"{part}/") for part in allowed))


def test_nothing_outside_is_read_or_written(tmp_path):
    archive, home = stranger(tmp_path)
    bait(archive, home)
    places = links(archive, home)
    before = snapshot(home)
    run, read, changed = watched(tmp_path, tmp_path / "log", "build")
    assert run.status == 1
    for place in places:
        assert f"{place.relative_to(archive)}: error: " in run.err, run.err
    assert "secret" not in run.err
    assert not (archive / "Public").exists()
    assert outside(read, archive, *SYSTEM) == []
    assert changed == set()
    # The same without the refused links: written files stay in their three folders.
    for place in places:
        place.unlink()
    for number in range(2):
        source = archive / "Content/sources/hearing.md"
        source.write_text(source.read_text() + f"\n\nOne more, {number}.\n")
        run, read, changed = watched(tmp_path, tmp_path / "log", "build")
        assert run.status == 0, run.err
        assert outside(read, archive, *SYSTEM) == []
        allowed = [archive / name for name in ("Public", "Content/ledger", ".sitegen", ".Public.staging", ".Public.lock", ".Public.old")]
        assert outside(changed, *allowed, "/dev/null") == []
    assert snapshot(home) == before


def test_an_output_that_leads_elsewhere(tmp_path):
    archive, home = stranger(tmp_path)
    before = snapshot(home)
    for target in ("site", "none", ""):
        (archive / "Public").symlink_to(home / target)
        # A link that was not named is refused, and a named one does not lead to a site.
        assert program.sitegen("build", cwd=archive).status == 64
        assert program.sitegen("build", "--output", "./Public", cwd=archive).status == 1
        (archive / "Public").unlink()
    assert snapshot(home) == before


def test_commands_write_through_no_link(tmp_path):
    archive, home = stranger(tmp_path)
    assert program.sitegen("build", cwd=archive).status == 0
    before = snapshot(home)
    shutil.rmtree(archive / "Content/ledger")
    (archive / "Content/ledger").symlink_to(home / "site")
    (archive / "Content/events").rename(archive / "Content/events.away")
    (archive / "Content/events").symlink_to(home)
    (tmp_path / "a.txt").write_text("ANN: Words.\n")
    for command in (["ledger", "date", "hearing#p1", "2026-01-01"], ["ledger", "assign", "hearing#p1", "hearing#p2"], ["build"], ["new", "event", "party"]):
        assert program.sitegen(*command, cwd=archive).status == 1, command
    assert snapshot(home) == before
