"""What the notebooks share: the command line, the figures, and the CSV beside each figure.

There are no statistics here. Every number comes from `spotcheck`; this module only draws it.
"""

import base64
import hashlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import warnings

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display
from matplotlib.font_manager import get_font_names
from matplotlib.ticker import FuncFormatter, NullFormatter

HERE = pathlib.Path(__file__).resolve().parent
#: Everything that the notebooks write: pools, samples, and a PNG and a CSV for each figure.
OUT = pathlib.Path(os.environ.get("SPOTCHECK_NOTEBOOK_OUT", HERE / "out"))
#: The language of labels and captions, "en" or "zh".
language = os.environ.get("SPOTCHECK_LANGUAGE", "en")

# Okabe and Ito 2008, without the yellow: told apart by people who see no red or no green.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]
MARKERS = ["o", "s", "D", "^", "v", "P", "X"]
GREY = "#6b6b6b"

CHINESE = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"]

plt.rcParams.update({
    "font.family": ["DejaVu Sans", *[font for font in CHINESE if font in get_font_names()][:1]],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": matplotlib.cycler(color=COLOURS),
    "grid.color": "#e6e6e6",
    "legend.frameon": False,
    "savefig.dpi": 110,
    "savefig.bbox": "tight",
    "text.parse_math": False,  # names of classes may hold dollar signs
})


def say(english, chinese):
    """One of two sentences, by `language`."""
    return chinese if language == "zh" else english


def program():
    """The path of `spotcheck`: $SPOTCHECK, the newest build of this checkout, or one on the PATH."""
    builds = [HERE.parent / ".build" / kind / "spotcheck" for kind in ("release", "debug")]
    builds = sorted((b for b in builds if b.exists()), key=lambda b: b.stat().st_mtime)
    found = os.environ.get("SPOTCHECK") or (builds[-1] if builds else shutil.which("spotcheck"))
    if not found:
        raise FileNotFoundError("no spotcheck: run `make notebooks`, or set SPOTCHECK to the program")
    return str(found)


def spotcheck(*arguments, status=0):
    """Runs the program in OUT and answers its standard output; another exit status is an error."""
    OUT.mkdir(parents=True, exist_ok=True)
    command = [program(), *map(str, arguments), "--language", language]
    run = subprocess.run(command, cwd=OUT, capture_output=True, text=True)
    if run.returncode != status:
        said = run.stderr.strip() or f"status {run.returncode} instead of {status}"
        raise RuntimeError(f"spotcheck {arguments[0]}: {said}")
    return run.stdout


def read_json(*arguments):
    """What the program answers with `--format json`."""
    return json.loads(spotcheck(*arguments, "--format", "json"))


def read_csv(*arguments):
    """What the program answers with `--format csv`, as a table; every cell that is no number is text."""
    return pd.read_csv(io.StringIO(spotcheck(*arguments, "--format", "csv")))


def read_table(path, *columns):
    """A CSV of anybody, all cells as text, in UTF-8 or GB18030 as `spotcheck` reads it too.

    It must have these columns; None asks for nothing.
    """
    data = pathlib.Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    missing = [column for column in columns if column is not None and column not in table]
    if missing:
        raise ValueError(say(
            f"{path}: there is no column {missing}; the header has {list(table.columns)}",
            f"{path}：没有列 {missing}；表头为 {list(table.columns)}",
        ))
    return table


def save(table, name):
    """Writes a table into OUT and answers its name."""
    OUT.mkdir(parents=True, exist_ok=True)
    table.to_csv(OUT / name, index=False)
    return name


def make_pool(script="yunhe-2025/make-pool.sh", folder="pool"):
    """Runs one of the project's scripts that make a made-up pool; answers its folder."""
    OUT.mkdir(parents=True, exist_ok=True)
    subprocess.run([HERE.parent / "Examples" / script, OUT / folder], check=True)
    return OUT / folder


def show(figure, name, table, caption):
    """Shows a figure with its caption, and writes NAME.png and NAME.csv beside each other.

    Its plain text is the digest of its data, nine digits of each number: so a reader of the
    notebook's differences, and `run.py check`, see when a picture is of other data.
    """
    save(table, f"{name}.csv")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", "Glyph .* missing")
            figure.savefig(OUT / f"{name}.png", metadata={"Software": None})
    except UserWarning as missing:
        raise RuntimeError(f"{missing} Install the font of `make setup`, {CHINESE[0]}.") from None
    finally:
        plt.close(figure)
    digest = hashlib.sha256(table.to_csv(index=False, float_format="%.9g").encode()).hexdigest()
    picture = {
        "image/png": base64.b64encode((OUT / f"{name}.png").read_bytes()).decode(),
        "text/plain": f"{name}.csv: {len(table)} rows, SHA-256 {digest}",
    }
    display(picture, raw=True)
    beside = say(f"Data: `out/{name}.csv`.", f"数据：`out/{name}.csv`。")
    display(Markdown(f"*{caption} {beside}*"))


def axes(width=7.2, height=3.6, x="", y="", percent=""):
    """A figure with one pair of axes; `percent` names those that show shares."""
    figure, ax = plt.subplots(figsize=(width, height))
    label(ax, x, y, percent)
    return figure, ax


def label(ax, x="", y="", percent=""):
    """Names the axes; the vertical one is named above, where it is read without turning."""
    ax.set_xlabel(x, loc="right", fontweight="bold")
    ax.set_title(y, loc="left", fontsize=10, fontweight="bold")
    for name, axis in (("x", ax.xaxis), ("y", ax.yaxis)):
        if name in percent:
            axis.set_major_formatter(FuncFormatter(lambda v, _: f"{round(100 * v, 6):g}%"))


def logarithmic(axis, ticks, percent=False):
    """Makes an axis logarithmic, with ticks that are written as plain numbers or percentages."""
    getattr(axis.axes, f"set_{axis.axis_name}scale")("log")
    written = (lambda v, _: f"{round(100 * v, 6):g}%") if percent else (lambda v, _: f"{v:g}")
    axis.set_major_formatter(FuncFormatter(written))
    axis.set_minor_formatter(NullFormatter())
    axis.set_ticks(ticks)


def intervals(table, x, percent=True, truth=None, last_is_total=True):
    """A point and an interval in each row: columns name, estimate, lower, upper, and a truth."""
    figure, ax = axes(height=0.75 + 0.42 * len(table), x=x, percent="x" if percent else "")
    rows = range(len(table))
    low = table["lower"].fillna(0)
    high = table["upper"].fillna(table["estimate"])
    ax.hlines(rows, low, high, colors=COLOURS[0], linewidth=2)
    ax.plot(table["estimate"], rows, "o", color=COLOURS[0], label=say("estimate", "估计值"))
    if truth is not None:
        ax.plot(table[truth], rows, "D", markerfacecolor="white", color=COLOURS[1],
                label=say("truth", "真值"))
        ax.legend(loc="lower right", ncols=2, bbox_to_anchor=(1, 1))
    if last_is_total:
        ax.axhline(len(table) - 1.5, color="black", linewidth=0.8)
    ax.set_yticks(list(rows), table["name"])
    ax.invert_yaxis()
    ax.set_xlim(left=min(0, ax.get_xlim()[0]))
    ax.grid(axis="y", visible=False)
    return figure


def lines(ax, table, x, y, by, step=False, marker=False, dashes=True):
    """A line for each value of a column, told apart by colour, dash and marker."""
    for number, (name, part) in enumerate(table.groupby(by, sort=False)):
        ax.plot(
            part[x], part[y], label=str(name), color=COLOURS[number % len(COLOURS)],
            drawstyle="steps-post" if step else "default",
            marker=MARKERS[number % len(MARKERS)] if marker else None, markersize=4,
            linestyle=["-", "--", ":", "-."][number % 4] if dashes else "-",
        )
