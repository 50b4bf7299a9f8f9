"""The results as a table in Markdown."""

from statistics import median

ROWS = [
    ("CPU seconds, user and system", lambda run: run["cpu"], "{:.2f}"),
    ("of which system", lambda run: run["system"], "{:.2f}"),
    ("wall time, seconds", lambda run: run["wall"], "{:.2f}"),
    ("CPU over wall time", lambda run: run["cpu"] / run["wall"], "{:.2f}"),
    ("peak memory, MB", lambda run: run["memory"] / 1e6, "{:.0f}"),
    ("files written", lambda run: run["files"], "{:.0f}"),
    ("bytes written, MB", lambda run: run["bytes"] / 1e6, "{:.1f}"),
]


def make(runs, first):
    """`runs` and `first`: program -> its counted runs, and its very first one. Ratios are those of the first program
    to each of the others."""
    programs = list(runs)
    others = programs[1:]
    lines = ["| median (least to most) | " + " | ".join(programs + [f"ratio to {program}" for program in others]) + " |",
             "| --- |" + " ---: |" * (len(programs) + len(others))]

    def row(name, cells, values):
        ratios = [f"{values[0] / value:.2f}" for value in values[1:]]
        lines.append(f"| {name} | " + " | ".join(cells + ratios) + " |")

    for name, value, form in ROWS:
        values = [[value(run) for run in runs[program]] for program in programs]
        row(name, [spread(own, form) for own in values], [median(own) for own in values])
    for name, value, form in ROWS[:3] + ROWS[4:5]:
        values = [value(first[program]) for program in programs]
        row(f"very first run: {name}", [form.format(own) for own in values], values)
    return "\n".join(lines)


def stages(runs):
    """The CPU seconds of sitegen's stages, in the order of the build."""
    lines = ["| stage | CPU seconds: median (least to most) |", "| --- | ---: |"]
    for name in runs[0]["stages"]:
        lines.append(f"| {name} | {spread([run['stages'].get(name, 0) for run in runs], '{:.3f}')} |")
    return "\n".join(lines)


def spread(values, form):
    least, middle, most = (form.format(value) for value in (min(values), median(values), max(values)))
    return middle if least == most else f"{middle} ({least} to {most})"
