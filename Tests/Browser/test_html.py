"""The demonstration site as files: valid HTML, no dead links, no resources from other hosts."""

import links
import nu
import program

def test_every_page_is_valid_html(demonstration):
    assert nu.problems([demonstration]) == []


def test_no_link_is_dead_and_nothing_is_loaded_from_elsewhere(demonstration):
    assert links.problems(demonstration) == []


def test_the_ledger_in_the_repository_is_the_one_the_build_makes(demonstration):
    run = program.build(program.ROOT / "Content", demonstration, "--locked")
    assert run.status == 0, run.err
    assert "(0 written, " in run.err + run.out
