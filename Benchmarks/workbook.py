"""Times reading a workbook of 300,000 rows and 10 columns beside python-calamine on the same file, in turn.

Usage: workbook.py SPOTCHECK FOLDER: the program, and a folder for the made-up workbooks. One column is distinct, the
others have at most 1,000 values; then all are distinct: once with the texts in the cells, as openpyxl writes them, once
in the table of shared texts, as Excel, WPS and XlsxWriter do. Our times are of the whole command `strata` (reading, a ticketless
census, counting); those of calamine leave out the start of Python. Peak memory is ru_maxrss. Writes results/workbook.json.
"""
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROWS, COLUMNS, RUNS = 300_000, 10, 3
CALAMINE = """
import sys, time
from python_calamine import CalamineWorkbook
start = time.perf_counter()
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
assert len(rows) == int(sys.argv[2])
print(time.perf_counter() - start)
"""


def rows(distinct):
    yield ["id"] + [f"c{i}" for i in range(1, COLUMNS)]
    for row in range(ROWS):
        others = [f"v{row}-{i}" if distinct else f"v{(row * 31 + i * 7) % 1000}" for i in range(1, COLUMNS)]
        yield [f"U{row:08d}"] + others


def workbook(folder, distinct, shares):
    name = f"{'distinct' if distinct else 'few'}-{'shared' if shares else 'inline'}"
    path = folder / f"workbook-{name}.xlsx"
    if path.exists():
        return path
    part = path.with_suffix(".part")
    if shares:
        import xlsxwriter

        book = xlsxwriter.Workbook(part)
        sheet = book.add_worksheet("list")
        for number, cells in enumerate(rows(distinct)):
            for column, text in enumerate(cells):
                sheet.write_string(number, column, text)
        book.close()
    else:
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("list")
        for cells in rows(distinct):
            sheet.append(cells)
        book.save(part)
    part.rename(path)
    return path


def run(command, own_clock):
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=output, stderr=subprocess.DEVNULL)
        # A child begins with the peak of whoever starts it, so nothing large may be made in this process.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            raise SystemExit(f"{command} failed")
        if own_clock:
            output.seek(0)
            seconds = float(output.read())
        return seconds, usage.ru_maxrss * 1024


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    results = {}
    for distinct, shares in ((False, False), (True, False), (False, True), (True, True)):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            path = pool.apply(workbook, (folder, distinct, shares))
        jobs = {
            "spotcheck": ([program, "strata", path, "-q"], False),
            "calamine": ([sys.executable, "-c", CALAMINE, path, ROWS + 1], True),
        }
        figures = {name: [] for name in jobs}
        for _ in range(RUNS):
            for name, job in jobs.items():
                figures[name].append(run(*job))
        name = "all distinct" if distinct else "one distinct"
        results[f"{name}, shared texts" if shares else name] = {
            name: {"median_seconds": statistics.median(s for s, _ in runs), "peak_bytes": max(b for _, b in runs)}
            for name, runs in figures.items()
        }
    text = json.dumps(results, indent=2, sort_keys=True) + "\n"
    (HERE / "results" / "workbook.json").write_text(text)
    print(text, end="")


if __name__ == "__main__":
    main()
