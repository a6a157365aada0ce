"""Where a draw's time goes, phase by phase, beside what each can not do without: results/budget.{md,json}.

Usage: budget.py SPOTCHECK POOLS [ROWS]: the program (built with symbols), a folder for the made-up pools, and
the rows that are sampled (20,000,000).

Instructions: callgrind on one thread, the same in every run; 400,000 rows less 200,000, so that the start of
the program is not in them. It knows neither SHA nor AVX-512 instructions, so that the program takes its
portable kernels there: the hashes have none here.
Core-seconds: perf's samples of whole runs of ROWS rows, each sample to the phase of the innermost function
that is known below, times the processor seconds of the same runs. Limits: the parts of `Peers/limit.c` in
processor seconds, and bytes that must move over the speed of this machine's memory.
"""
import collections
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from draw import RULES, SEED, pool

HERE = Path(__file__).parent
RUNS = 3
SMALL = 200_000
# The phases in their order, and the functions that belong to them: the first that fits.
PHASES = {
    "separators": r"^vectors$|^step$|ct_scan_separators|ct_last_record_end|RecordScanner|memrchr",
    "record kept": r"\bShelf\b|5ShelfV|ShelfOwner",
    "entry": r"TicketWriter|EntryLog|EntrySection|MemoryO\w*Room",
    "cells": r"UnitScanner|UnitBatch|ShortCells|ShortenedCode|TotalsRow|ct_is_plain|StratumRegistry",
    "ticket, census": r"DrawKey.*tickets|ct_tickets|^sixteen$|^tickets$|^batch$",
    "digest": r"^compress$|ct_sha256",
    "duplicate check": r"BucketOrder.*(load|collisions|runs)|DuplicateSearch",
    "order": r"BucketOrder|Census\w*(candidates|ranked)|Picks|GroupEntries|StratumGroups",
    "read again": r"RecordReader|FileOrder|RowCollectorC_2of|RecordFetcher",
    "gather": r"RowCollector|SelectedPiece",
    "render": r"ByteText|SelectionFile|SelectionSummary|SummaryPart|NumberedTexts|ct_hex|ct_row|CSVText",
    "write": r"OutputFile|WriteBehind|Draws\w*write|O_DIRECT|fsync|blkdev|ext4|submit_bio",
    "pages touched": r"clear_page|handle_mm_fault|do_anonymous_page|page_fault|mmap|munmap|unmap_page|madvise"
    r"|get_page_from_freelist|release_pages|memcg|lru_|populate|gup_|follow_page",
    "bytes read": r"copy_to_iter|filemap|BlockReader|PoolSource|pread|vfs_read",
    "waiting": r"futex|rt_mutex|_lockSlow|schedule|spin_(un)?lock|pthread",
}
KNOWN = {phase: re.compile(names) for phase, names in PHASES.items()}
# What the system does, and what is no phase: callgrind does not see it.
SYSTEM = ("pages touched", "bytes read", "waiting", "all else")
# Phases that every selected row goes through; the others are for every row.
SELECTED = {"read again", "gather", "render", "write", "ticket, selected", "record kept", "digest of the list"}


def phase_of(stack):
    """The phase of a stack of names, innermost first."""
    for name in stack:
        for phase, names in KNOWN.items():
            if names.search(name):
                if phase == "ticket, census" and any("RowCollector" in caller for caller in stack):
                    return "ticket, selected"
                if phase == "digest" and any("SelectionSummary" in caller for caller in stack):
                    return "digest of the list"
                # A copy that the census's writer of entries calls is that of a record.
                if phase == "entry" and stack[0].startswith(("__mem", "mem")):
                    return "record kept"
                return phase
    return "all else"


def command(spotcheck, path, scratch, *more):
    rules = [part for rule in RULES for part in ("--rule", rule)]
    return [spotcheck, "draw", path, "--id", "id", "--stratum", "class", *rules, *SEED, "-q", "--output",
            scratch / "o.csv", "--receipt", scratch / "receipt.json", *more]


def processor_seconds(arguments):
    """Processor seconds of one run, user and system."""
    process = subprocess.Popen(list(map(str, arguments)), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{arguments} failed")
    return usage.ru_utime + usage.ru_stime


def sampled(spotcheck, path, scratch):
    """Processor seconds of each phase: samples' shares of the median of the same runs."""
    counts, seconds = collections.Counter(), []
    data = scratch / "perf.data"
    for _ in range(RUNS):
        seconds.append(
            processor_seconds(["perf", "record", "-q", "-g", "-F", "2999", "-o", data,
                               *command(spotcheck, path, scratch)]))
        script = subprocess.run(["perf", "script", "-i", data, "-F", "ip,sym"], capture_output=True,
                                text=True, check=True, errors="replace").stdout
        for sample in script.split("\n\n"):
            stack = [line.split(maxsplit=1)[1] for line in sample.splitlines() if len(line.split()) > 1]
            if stack:
                counts[phase_of(stack)] += 1
    whole = statistics.median(seconds)
    return {phase: whole * count / counts.total() for phase, count in counts.items()}, whole


def counted(spotcheck, path, scratch):
    """Instructions of each phase, one thread; those of a called helper are its caller's."""
    out, plain = scratch / "callgrind.out", scratch / "spotcheck"
    # Valgrind stumbles over what the compiler says for debuggers; the names of functions stay.
    subprocess.run(["objcopy", "--strip-debug", spotcheck, plain], check=True)
    subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--separate-callers=5",
         *map(str, command(plain, path, scratch, "--threads", "1"))],
        check=True, capture_output=True)
    text = subprocess.run(["callgrind_annotate", "--threshold=99.9", "--show-percs=no", out],
                          capture_output=True, text=True, check=True).stdout
    counts = collections.Counter()
    for line in text.splitlines():
        found = re.match(r"\s*([\d,]+)\s+\S*?:(.+?)(?: \[.*)?$", line)
        if found and "PROGRAM TOTALS" not in line:
            counts[phase_of(found[2].split("'"))] += int(found[1].replace(",", ""))
    return counts


def copy_speed():
    """Bytes a second that one core moves: reading and writing 256 MB, both counted."""
    source, target = bytearray(1 << 28), bytearray(1 << 28)
    best = 0.0
    for _ in range(7):
        start = time.process_time()
        target[:] = source
        best = max(best, 2 * len(source) / (time.process_time() - start))
    return best


def limits(path, rows, scratch):
    """Least processor seconds of the parts that the C program does, of seven runs each."""
    program, sources = scratch / "limit", HERE.parent / "Sources/CTickets"
    subprocess.run(["cc", "-O2", "-pthread", "-I", sources / "include", "-I", sources,
                    HERE / "Peers/limit.c", *sorted(sources.glob("*.c")), "-o", program], check=True)
    written = (scratch / "o.csv").stat().st_size

    def least(parts):
        return min(
            processor_seconds([program, path, rows, scratch / "l.csv", written, 1, parts]) for _ in range(7))

    read = least("r")
    return {"bytes read": read, "digest": least("d") - read, "ticket, census": least("t") - read,
            "write": max(least("w") - read, 0), "all": least("dtw")}


def main():
    spotcheck, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000_000
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / "out"
    scratch.mkdir(exist_ok=True)
    large = pool(folder, rows)
    instructions, few = collections.Counter(), 0
    for sign, count in ((1, 2 * SMALL), (-1, SMALL)):
        for phase, number in counted(spotcheck, pool(folder, count), scratch).items():
            instructions[phase] += sign * number
        few += sign * (len((scratch / "o.csv").read_bytes().splitlines()) - 1)
    seconds, whole = sampled(spotcheck, large, scratch)
    with open(scratch / "o.csv", "rb") as file:
        selected = sum(1 for _ in file) - 1
    least = limits(large, rows, scratch)
    speed = copy_speed()
    size, written = large.stat().st_size, (scratch / "o.csv").stat().st_size
    record, line = size / rows, written / selected
    # Bytes that must move, each way once.
    moved = {
        "separators": size + 16 * rows,
        "cells": 16 * rows + 24 * rows,
        "entry": 24 * rows + 32 * rows + 2 * (8 * rows + 8 * selected),
        "record kept": 2 * (record + 12) * selected,
        "duplicate check": 8 * rows,
        "order": 4 * 16 * selected,
        "gather": 2 * 64 * selected,
        "render": 2 * line * selected,
        "pages touched": 8 * rows + (16 + record + 12) * selected,
    }
    for phase, count in moved.items():
        least.setdefault(phase, count / speed)
    least["digest of the list"] = least["digest"] * 27 * selected / size
    least["ticket, selected"] = least["ticket, census"] * selected / rows
    order = [*PHASES, "all else"]
    order.insert(order.index("gather") + 1, "ticket, selected")
    order.insert(order.index("render") + 1, "digest of the list")
    table = {}
    for phase in order:
        hidden = phase.startswith(("digest", "ticket", *SYSTEM))
        units, small_units = (selected, few) if phase in SELECTED else (rows, SMALL)
        table[phase] = {
            "instructions": None if hidden else instructions[phase] / small_units,
            "core_seconds": seconds.get(phase, 0.0),
            "nanoseconds": seconds.get(phase, 0.0) / units * 1e9,
            "per": "selected row" if phase in SELECTED else "row",
            "limit": least.get(phase),
        }
    result = {"date": time.strftime("%Y-%m-%d"), "rows": rows, "selected": selected, "bytes": size,
              "written": written, "core_seconds": whole, "limit": least["all"], "memory": speed,
              "phases": table}
    write(result)


def write(result):
    out = HERE / "results"
    (out / "budget.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    lines = [
        f"# The budget of a draw, {result['date']}", "",
        f"{result['rows']:,} rows, {result['selected']:,} selected, {result['bytes'] / 1e6:.0f} MB read and"
        f" {result['written'] / 1e6:.0f} MB written in {result['core_seconds']:.2f} core-seconds; the C program"
        f" that only reads, hashes twice and writes takes {result['limit']:.2f}. Memory moves"
        f" {result['memory'] / 1e9:.1f} GB/s a core. Written by `budget.py`, where it stands how each is measured.",
        "",
        "| phase | instructions | ns | per | core-seconds | limit |", "| --- | --- | --- | --- | --- | --- |",
    ]
    for phase, row in result["phases"].items():
        instructions = "" if row["instructions"] is None else f"{row['instructions']:.1f}"
        limit = "" if row["limit"] is None else f"{row['limit']:.3f}"
        lines.append(f"| {phase} | {instructions} | {row['nanoseconds']:.1f} | {row['per']}"
                     f" | {row['core_seconds']:.3f} | {limit} |")
    (out / "budget.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
