"""The archive of invented words, and its sites."""

import pytest

from invented import Archive


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path)


@pytest.fixture
def states(archive):
    """The sites of both states. Afterwards the content is in state `a`, and it is built."""
    sites = {}
    for state in ("a", "b", "a"):
        archive.write(state)
        run = archive.build()
        assert run.status == 0, run.err
        sites[state] = archive.site()
    assert sites["a"] != sites["b"]
    return sites
