"""Times the assignment of inspectors beside matchings that are neither random nor balanced, in one run.

Usage: assignment.py PROGRAM FOLDER [--small]: the program `assign` of this package
(swift build -c release --product assign), a folder for the made-up frames, and whether a tenth of the case is
enough. The case: 100,000 objects with a lead and a member each, 5,000 inspectors, 100 districts, 3 specialities,
20 % of the inspectors in two districts, a third of them leads. Caps are two and a half times the average load, which
a third of leads needs, and which the peers need to have a problem at all.

What is timed: ours from the bytes of the two frames to the text of the assignment. Peers from edges that are
built already to a matching: SciPy's maximum bipartite matching on inspectors repeated as often as their caps (it may
send somebody twice to one object), OR-Tools' min-cost flow with caps alone, and in the small case with the squares of
loads as costs (an arc for each place of an inspector), which is the balance that ours has: both sums must agree. None
has tickets. Peak memory is ru_maxrss of each process, of the peers with Python and the edges.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


def frames(folder, objects, inspectors, districts):
    """Writes the two frames; the same bytes each time."""
    rng = random.Random(2024)
    posts = []
    for number in range(objects):
        where = "d%03d s%d " % (rng.randrange(districts), rng.randrange(3))
        posts.append("o%06d\t%slead\t1\t%smember\t1\n" % (number, where, where))
    people = []
    cap = 5 * objects // inspectors
    for number in range(inspectors):
        skill, lead = number % 3, number % 9 < 3
        home = number // 3 % districts
        where = {home} | ({rng.randrange(districts)} if number % 5 == 4 else set())
        roles = ["lead", "member"] if lead else ["member"]
        kinds = sorted("d%03d s%d %s" % (d, skill, role) for d in where for role in roles)
        people.append("i%04d\t0\t%d\t%s\n" % (number, cap, "\t".join("+" + k for k in kinds)))
    (folder / "posts.txt").write_text("".join(posts))
    (folder / "inspectors.txt").write_text("".join(people))


def run(command):
    """The line that a program prints as JSON, and its peak memory."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(list(map(str, command)), stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{command[0]} failed")
        output.seek(0)
        return json.loads(output.read()) | {"peak_mb": round(usage.ru_maxrss / 1000)}


def main():
    part = 10 if "--small" in sys.argv[3:] else 1
    program, folder = Path(sys.argv[1]), Path(sys.argv[2]) / f"part-{part}"
    folder.mkdir(parents=True, exist_ok=True)
    frames(folder, 100_000 // part, 5_000 // part, 100 // part)
    files = [folder / "posts.txt", folder / "inspectors.txt"]
    peer = [sys.executable, HERE / "Peers/assignment.py"]
    jobs = {
        "spotcheck": [program, *files],
        "SciPy, maximum bipartite matching": [*peer, "scipy", *files],
        "OR-Tools, flow within caps": [*peer, "flow", *files],
    }
    if part > 1:
        jobs["OR-Tools, least squares of loads"] = [*peer, "squares", *files]
    rows = {}
    for _ in range(3):
        for name, command in jobs.items():
            rows.setdefault(name, []).append(run(command))
    if part > 1 and len({r["squares"] for n in ("spotcheck", "OR-Tools, least squares of loads") for r in rows[n]}) > 1:
        sys.exit("the least sums of squares differ")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}")
    print("| | seconds (median, least) | peak MB | places | greatest load | Σ load² |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, runs in rows.items():
        seconds = sorted(r["seconds"] for r in runs)
        last = runs[-1]
        print(f"| {name} | {seconds[1]:.2f}, {seconds[0]:.2f} | {max(r['peak_mb'] for r in runs)}"
              f" | {last['places']} | {last['greatest']} | {last['squares']} |")


if __name__ == "__main__":
    main()
