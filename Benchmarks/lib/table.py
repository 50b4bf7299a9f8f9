"""The results as a table in Markdown."""

from statistics import median

ROWS = [
    ("CPU seconds, user and system", lambda run: run["cpu"], "{:.2f}"),
    ("of which system", lambda run: run["system"], "{:.2f}"),
    ("wall time, seconds", lambda run: run["wall"], "{:.2f}"),
    ("peak memory, MB", lambda run: run["memory"] / 1e6, "{:.0f}"),
    ("files written", lambda run: run["files"], "{:.0f}"),
    ("bytes written, MB", lambda run: run["bytes"] / 1e6, "{:.1f}"),
]


def make(runs, first):
    """`runs` and `first`: program -> its counted runs, and its very first one."""
    programs = list(runs)
    lines = ["| median (least to most) | " + " | ".join(programs) + " | ratio |", "| --- | ---: | ---: | ---: |"]
    for name, value, form in ROWS:
        values = {program: [value(run) for run in runs[program]] for program in programs}
        cells = [spread(values[program], form) for program in programs]
        ratio = median(values[programs[0]]) / median(values[programs[1]])
        lines.append(f"| {name} | {cells[0]} | {cells[1]} | {ratio:.2f} |")
    for name, value, form in ROWS[:4]:
        a, b = (value(first[program]) for program in programs)
        lines.append(f"| very first run: {name} | {form.format(a)} | {form.format(b)} | {a / b:.2f} |")
    return "\n".join(lines)


def spread(values, form):
    least, middle, most = (form.format(value) for value in (min(values), median(values), max(values)))
    return middle if least == most else f"{middle} ({least} to {most})"
