"""Times draws and their peers on the same files, in turn, and writes results/draw.{json,md,svg}.

Usage: draw.py SPOTCHECK POOLS [--large]: the program, a folder for the made-up pools, and whether 10⁸ rows
are drawn too (5 GB, one run each). Our times are of whole processes; those of peers in Python and R
leave out the start and imports, so that nobody is charged for them. Peak memory is ru_maxrss, which is
never less than what this program itself takes (75 MB).
"""
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
RULES = ["A: 10%", "B: 20%", "C: 35%", "D: 50%"]
SEED = ["--label", "bench", "--seed", "4 6 1 1 3 5 2 6 6 1"]
RUNS = 7


def pool(folder, rows):
    path = folder / f"{rows}.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "wb") as file:
            subprocess.run([HERE / "make-pool.sh", str(rows)], stdout=file, check=True)
        part.rename(path)
    return path


def run(command, own_clock=False):
    """Seconds and peak bytes of one run; of a peer the seconds that it prints itself."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=output, stderr=subprocess.PIPE)
        complaint = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            raise SystemExit(f"{command}: {complaint}")
        if own_clock:
            output.seek(0)
            seconds = float(output.read().split()[0])
        return seconds, usage.ru_maxrss * 1024


def in_turn(jobs, runs):
    """Runs every job once after the other, so many rounds; median, least, greatest, peak bytes."""
    figures = {name: [] for name in jobs}
    for _ in range(runs):
        for name, (command, own_clock) in jobs.items():
            figures[name].append(run(command, own_clock))
            print(f"  {name}: {figures[name][-1][0]:.3f} s", file=sys.stderr, flush=True)
    return {
        name: {
            "median": statistics.median(s for s, _ in values),
            "least": min(s for s, _ in values),
            "greatest": max(s for s, _ in values),
            "peak": max(b for _, b in values),
            "runs": len(values),
        }
        for name, values in figures.items()
    }


def main():
    spotcheck, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    large = "--large" in sys.argv[3:]
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / "out"
    scratch.mkdir(exist_ok=True)
    python, receipt = sys.executable, scratch / "receipt.json"

    def draw(path, *more, rules=RULES, stratum="class"):
        command = [spotcheck, "draw", path, "--id", "id", *SEED, "-q", "--output", scratch / "o.csv"]
        command += ["--stratum", stratum] if stratum else []
        for rule in rules:
            command += ["--rule", rule]
        return [*command, "--receipt", receipt, *more], False

    def limit(path):
        """A C program that only reads, hashes twice and writes as many bytes as our draw of the file."""
        program = scratch / "limit"
        sources = HERE.parent / "Sources/CTickets"
        subprocess.run(
            ["cc", "-O2", "-pthread", "-I", sources / "include", "-I", sources, HERE / "Peers/limit.c",
             *sorted(sources.glob("*.c")), "-o", program], check=True)
        subprocess.run(draw(path)[0], check=True)
        written = (scratch / "o.csv").stat().st_size
        return [program, path, path.stem, scratch / "l.csv", written, os.cpu_count()], False

    subprocess.run(draw(pool(folder, 10_000))[0], check=True)
    key = json.loads(receipt.read_text())["key"]

    def peers(path):
        return {
            "wc -l": (["wc", "-l", path], False),
            "C: read, hash twice, write": limit(path),
            "spotcheck": draw(path),
            "spotcheck --no-frame-digest": draw(path, "--no-frame-digest"),
            "Polars, two columns, nothing written": (
                [python, HERE / "Peers/draw_polars.py", path, scratch / "p.csv", "two"], True),
            "Polars, the whole job": (
                [python, HERE / "Peers/draw_polars.py", path, scratch / "p.csv"], True),
            "DuckDB, count by class": ([python, HERE / "Peers/draw_duckdb.py", path, "count"], True),
            "DuckDB, its own hash": ([python, HERE / "Peers/draw_duckdb.py", path, "hash"], True),
            "DuckDB, the same tickets": (
                [python, HERE / "Peers/draw_duckdb.py", path, "ticket", key], True),
            "shuf, unstratified": (
                ["shuf", "-n", str(path.stem.isdigit() and int(path.stem) * 3 // 20), path,
                 "-o", scratch / "s.csv"], False),
        }

    results = {
        "machine": f"{os.cpu_count()} cores, {platform.processor() or platform.machine()}",
        "cpu": next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if "model name" in l), ""),
        "date": time.strftime("%Y-%m-%d"),
        "versions": versions(),
        "tables": {},
    }
    tables = results["tables"]
    twenty = pool(folder, 20_000_000)
    million = pool(folder, 1_000_000)
    tables["20 million rows"] = in_turn(peers(twenty), RUNS)
    tables["rows"] = {}
    for rows in (10_000, 100_000, 1_000_000, 10_000_000):
        path = pool(folder, rows)
        tables["rows"] |= in_turn({f"{rows:,} rows": draw(path)}, RUNS)
    tables["20 million rows, otherwise"] = in_turn(
        {
            "one thread": draw(twenty, "--threads", "1"),
            "within 256 MB": draw(twenty, "--memory", "256M"),
            "one stratum, 10%": draw(twenty, rules=["10%"], stratum=None),
            "9,000 strata, 10%": draw(twenty, rules=["10%"], stratum="district"),
            "four strata, 1%": draw(twenty, rules=["1%"]),
            "four strata, 10%": draw(twenty, rules=["10%"]),
            "four strata, 50%": draw(twenty, rules=["50%"]),
            "four strata, 100%": draw(twenty, rules=["100%"]),
        },
        RUNS,
    )
    tables["one million rows, otherwise"] = in_turn(
        {
            "spotcheck": draw(million),
            "R, sampling::strata, in memory": (
                ["Rscript", HERE / "Peers/draw_strata.R", million], True),
        },
        RUNS,
    )
    small = pool(folder, 10_000)
    tables["10,000 rows, a process a row"] = in_turn(
        {
            "spotcheck": draw(small),
            "sha256sum and sort": ([HERE / "Peers/draw_shell.sh", small, key], False),
        },
        RUNS,
    )
    # The list that is verified is written anew for the receipt that it is held against.
    subprocess.run(draw(twenty)[0], check=True)
    (scratch / "o.csv").rename(scratch / "verified.csv")
    kept = receipt.rename(scratch / "verified.json")
    verify = [spotcheck, "verify", kept, "--pool", twenty, "-q"]
    tables["20 million rows, verified"] = in_turn(
        {
            "spotcheck": draw(twenty),
            "verify, with the list": ([*verify, "--selection", scratch / "verified.csv"], False),
            "verify, without the list": (verify, False),
        },
        RUNS,
    )
    positions = [spotcheck, "draw", *SEED, "-q", "--output", scratch / "o.csv", "--population"]
    tables["positions"] = in_turn(
        {
            "a million of 10¹²": ([*positions, 10**12, "--size", 10**6], False),
            "NumPy choice": ([python, HERE / "Peers/draw_positions.py"], True),
            "ten of 2⁶⁴−1": ([*positions, 2**64 - 1, "--size", 10], False),
        },
        RUNS,
    )
    if large:
        path = pool(folder, 100_000_000)
        chosen = peers(path) | {"spotcheck --memory 256M": draw(path, "--memory", "256M")}
        tables["100 million rows"] = {}
        for name, job in chosen.items():
            runs = 3 if name.startswith(("spotcheck", "wc", "C:")) else 1
            try:
                tables["100 million rows"] |= in_turn({name: job}, runs)
            except SystemExit as error:
                print(f"{name} failed: {error}", file=sys.stderr)
    write(results)


def versions():
    import duckdb
    import numpy
    import polars

    return {"Polars": polars.__version__, "DuckDB": duckdb.__version__, "NumPy": numpy.__version__,
            "Python": platform.python_version()}


def write(results):
    out = HERE / "results"
    (out / "draw.json").write_text(json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    lines = [f"# Draws beside their peers, {results['date']}", ""]
    lines += [f"{results['cpu']}, {results['machine']}; "
              + ", ".join(f"{k} {v}" for k, v in results["versions"].items())
              + ". Written by `make bench`; how it is measured stands in `draw.py`.", ""]
    for title, rows in results["tables"].items():
        own = rows.get("spotcheck")
        lines += [f"## {title}", "", "| who | median s | least to greatest | peak MB | ours is |",
                  "| --- | --- | --- | --- | --- |"]
        for name, row in rows.items():
            ratio = ""
            if own and name != "spotcheck":
                share = row["median"] / own["median"]
                ratio = f"{share:.1f} times faster" if share >= 1 else f"{1 / share:.1f} times slower"
            lines.append(f"| {name} | {row['median']:.3f} | {row['least']:.3f} to {row['greatest']:.3f}"
                         f" ({row['runs']}) | {row['peak'] / 1e6:.0f} | {ratio} |")
        lines.append("")
    (out / "draw.md").write_text("\n".join(lines))
    plot(results, out / "draw.svg")


def plot(results, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "spotcheck"
    import matplotlib.pyplot as plt

    rows = results["tables"]["20 million rows"]
    names = sorted(rows, key=lambda name: -rows[name]["median"])
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    colours = ["#0072B2" if name.startswith("spotcheck") else "#999999" for name in names]
    axes.barh(names, [rows[name]["median"] for name in names], color=colours,
              xerr=[[rows[n]["median"] - rows[n]["least"] for n in names],
                    [rows[n]["greatest"] - rows[n]["median"] for n in names]])
    for place, name in enumerate(names):
        axes.annotate(f" {rows[name]['median']:.2f} s", (rows[name]["greatest"], place), va="center")
    axes.set_xscale("log")
    axes.set_xlabel("seconds, median and range of five runs (logarithmic)")
    axes.set_title(f"A stratified draw from 20 million rows, {results['date']}")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
