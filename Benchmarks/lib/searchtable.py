"""The results of both searches as a table in Markdown."""

from statistics import mean, median

from asking import COLD, KNOWN, WORST, percentile

LETTERS = (2, 3, 4)
COLD_NAMES = {"one_word": "one word", "three_words": "three words", "phrase": "phrase of three words"}
KNOWN_NAMES = {"three_words": "three words", "three_rarer": "three rarer words", "snippet5": "snippet of five words",
               "snippet7": "snippet of seven words", "typo": "three words, one mistyped",
               "typo_rarer": "three rarer words, one mistyped"}


def make(results, text_bytes, words):
    """`results`: the name of the search -> what was measured."""
    names = list(results)
    rows = []

    def row(label, value):
        cells = []
        for name in names:
            try:
                cells.append(value(results[name]))
            except KeyError:
                cells.append("not measured")
        rows.append(f"| {label} | " + " | ".join(cells) + " |")

    def of_text(size):
        return f"{size / text_bytes:.3f}"

    row("index, bytes per byte of text", lambda r: of_text(index_bytes(r)))
    row("everything the search adds, bytes per byte of text", lambda r: of_text(sum(p[1] for p in r["parts"].values())))
    row("the same on disk", lambda r: of_text(sum(p[2] for p in r["parts"].values())))
    row("files added", lambda r: f"{sum(p[0] for p in r['parts'].values()):,}")
    row("loaded before the first query, kB", lambda r: f"{max(x[2] for x in engine_runs(r)) / 1e3:.0f}")
    for kind in COLD:
        row(f"cold, {COLD_NAMES[kind]}, to ten results: kB, mean (most)",
            lambda r: spread([x[0] / 1e3 for x in r["engine"][kind]]))
    for n, query in enumerate(WORST):
        row(f"cold, `{query}`, to ten results: kB", lambda r: f"{r['engine_worst'][n][0] / 1e3:.0f}")
    row("rounds of requests to ten results: median (most)",
        lambda r: f"{median(x[1] for x in engine_runs(r)):.0f} ({max(x[1] for x in engine_runs(r))})")
    row("the page as it is, loaded whatever the query is, kB", lambda r: f"{r['always'] / 1e3:.0f}")
    for kind in COLD:
        row(f"the page as it is, cold, {COLD_NAMES[kind]}: kB, mean (most)", lambda r: spread([x["bytes"] / 1e3 for x in r["cold"][kind]]))
    for n, query in enumerate(WORST):
        row(f"the page as it is, cold, `{query}`: kB", lambda r: f"{r['worst'][n]['bytes'] / 1e3:.0f}")
    row("results shown at once, of those queries", lambda r: f"{max(run['answer'].shown for run in every(r))}")
    row("rounds of requests of the page, cold: median (most)", rounds_of)
    row("time in the engine, ms: median", lambda r: f"{median(r['times']):.1f}")
    row("the same, 95th percentile / worst", lambda r: f"{percentile(r['times'], 95):.1f} / {max(r['times']):.1f}")
    worst = ", ".join(f"`{query}`" for query in WORST)
    row(f"the same, with stop words: {worst}", lambda r: " / ".join(f"{time:.1f}" for time in r["worst_times"]))
    row("the same answer at the beginning and the end of a session", lambda r: f"{r['same'][0]} of {r['same'][1]}")
    for kind in KNOWN:
        row(f"known item, MRR@10: {KNOWN_NAMES[kind]}", lambda r: f"{r['known'][kind]:.2f}")
    row("results for a quoted phrase that hold it", lambda r: exactness(*r["exact"][:2]))
    row("phrases from the text with no result", lambda r: f"{r['exact'][2]} of {len(r['cold']['phrase'])}")
    for letters in LETTERS:
        row(f"beginning of {letters} letters: found, of what has it",
            lambda r: " / ".join(f"{share:.2f}" for share in r["prefix"][letters]))
    row("indexing, CPU seconds per million words",
        lambda r: f"{median(run['index'] for run in r['runs']) / words * 1e6:.2f}")
    row("the whole process, CPU seconds per million words",
        lambda r: f"{median(run['cpu'] for run in r['runs']) / words * 1e6:.2f}")
    row("peak memory, MB", lambda r: f"{median(run['memory'] for run in r['runs']) / 1e6:.0f}")
    row("opened from `file://`", lambda r: "works" if r["disk"] else "fails")
    lines = ["| measure | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names), *rows]
    for name in names:
        lines += ["", f"{name}, by part:", "", "| part | files | kB as sent | bytes per byte of text | kB on disk |",
                  "| --- | ---: | ---: | ---: | ---: |"]
        for part, (files, size, disk) in sorted(results[name]["parts"].items(), key=lambda item: -item[1][1]):
            lines.append(f"| {part} | {files:,} | {size / 1e3:,.0f} | {of_text(size)} | {disk / 1e3:,.0f} |")
    return "\n".join(lines)


def index_bytes(result):
    return sum(size for part, (_, size, _) in result["parts"].items() if part not in result["texts"])


def spread(values):
    return f"{mean(values):.0f} ({max(values):.0f})"


def exactness(good, shown):
    return f"{good / shown:.3f} ({good} of {shown})" if shown else "nothing shown"


def engine_runs(result):
    return [run for runs in result["engine"].values() for run in runs]


def every(result):
    return [run for runs in result["cold"].values() for run in runs]


def rounds_of(result):
    values = [run["rounds"] for run in every(result)]
    return f"{median(values):.0f} ({max(values)})"
