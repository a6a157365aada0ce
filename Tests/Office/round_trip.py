#!/usr/bin/env python3
"""Random workbooks written by openpyxl, xlwt and LibreOffice, read cell for cell by Spotcheck.

Usage: round_trip.py BINARY COUNT [--libreoffice COUNT] [--seed SEED]   (needs openpyxl and xlwt; soffice for the second)
Every workbook has a title or none, texts, numbers, days, percentages, booleans and empty cells. It is drawn whole
(--rule 100% --plain) and each row is compared with what was written.
"""
import argparse, csv, datetime, glob, io, os, random, subprocess, sys, tempfile

import openpyxl, xlwt

arguments = argparse.ArgumentParser()
arguments.add_argument("binary", type=os.path.abspath)
arguments.add_argument("count", type=int)
arguments.add_argument("--libreoffice", type=int, default=0)
arguments.add_argument("--seed", type=int, default=18)
given = arguments.parse_args()
rng = random.Random(given.seed)
WORDS = ["甲", "某某公司", "a,b", 'say "x"', "two\nlines", " padded ", "Straße", "𠮷野家", "&<>", "0012", "1,200", "=1"]


def number(value):
    """A number as a sheet shows it: fifteen digits at most."""
    return f"{value:.15g}"


def cell(book):
    """A cell as (what is written, number format, the text that is read)."""
    kind = rng.randrange(9)
    if kind < 3:
        text = rng.choice(WORDS) + rng.choice(["", str(rng.randrange(1000))])
        return text, None, text
    if kind == 3:
        value = rng.randrange(-10**6, 10**9)
        return value, None, str(value)
    if kind == 4:
        value = rng.choice([0.1, 1.5, 1e-3, 123456.789, round(rng.random(), 10)])
        return value, None, number(value)
    if kind == 5 and book == "xlsx":
        value = rng.randrange(0, 1000) / 1000
        return value, "0.0%", number(value * 100) + "%"
    if kind == 6:
        day = datetime.date(1950, 1, 1) + datetime.timedelta(rng.randrange(40000))
        return day, "yyyy-mm-dd", day.isoformat()
    if kind == 7 and book == "xlsx":
        value = rng.random() < 0.5
        return value, None, "TRUE" if value else "FALSE"
    return None, None, ""


def table(book):
    """A heading, and rows with an identifier first; the last column is never empty."""
    width = rng.randrange(1, 8)
    header = ["编号"] + [f"列{i}" for i in range(width)] + ["end"]
    rows = []
    for index in range(rng.randrange(1, 40)):
        first = (f"E{index:04d}", None, f"E{index:04d}")
        rows.append([first] + [cell(book) for _ in range(width)] + [("z", None, "z")])
    return header, rows


def write_xlsx(path, above, header, rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名录"
    for title in above:
        sheet.append([title])
    sheet.append(header)
    first = len(above) + 2
    for number_, row in enumerate(rows):
        for column, (value, form, _) in enumerate(row):
            if value is None:
                continue
            target = sheet.cell(first + number_, column + 1)
            target.value = value
            if isinstance(value, str):
                target.data_type = "s"
            if form:
                target.number_format = form
    if rng.random() < 0.5:
        book.create_sheet("Sheet2")
    book.save(path)


def write_xls(path, above, header, rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("名录")
    for number_, title in enumerate(above):
        sheet.write(number_, 0, title)
    for column, name in enumerate(header):
        sheet.write(len(above), column, name)
    for number_, row in enumerate(rows):
        for column, (value, form, _) in enumerate(row):
            if value is None:
                continue
            style = xlwt.easyxf(num_format_str=form) if form else xlwt.Style.default_style
            sheet.write(len(above) + 1 + number_, column, value, style)
    book.save(path)


def made(path, kind):
    """Writes a random workbook; answers its rows."""
    above = rng.choice([[], ["某县检查对象名录库（2024年）"], ["名录", "单位：户"]])
    header, rows = table(kind)
    (write_xls if path.endswith(".xls") else write_xlsx)(path, above, header, rows)
    return rows


def is_read(path, rows):
    """Whether Spotcheck reads the texts that were written; a workbook that it does not is kept."""
    run = subprocess.run(
        [given.binary, "draw", path, "--id", "编号", "--rule", "100%", "--label", "x", "--seed", "1", "--plain", "-q"],
        capture_output=True, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
    got = sorted(list(csv.reader(io.StringIO(run.stdout.decode(), newline="")))[1:])
    wanted = sorted([text for _, _, text in row] for row in rows)
    if run.returncode == 0 and got == wanted:
        return True
    kept = os.path.join(tempfile.gettempdir(), "round-trip-" + os.path.basename(path))
    os.replace(path, kept)
    print(f"{kept}: {run.stderr.decode().strip()[:300]}")
    for own, other in zip(got, wanted):
        if own != other:
            print("  read  ", own, "\n  wrote ", other)
            break
    return False


def by_libreoffice(folder, count):
    """Workbooks that LibreOffice opened and wrote anew, .xlsx and .xls by turns, in batches."""
    for start in range(0, count, 250):
        kind = "xls" if start // 250 % 2 else "xlsx"
        batch = {f"office{index}": None for index in range(start, min(count, start + 250))}
        for name in batch:
            batch[name] = made(f"{folder}/{name}.xlsx", kind)
        out = f"{folder}/written"
        for _ in range(3):
            # Of many files LibreOffice leaves some out at times, and says nothing.
            missing = [name for name in batch if not os.path.exists(f"{out}/{name}.{kind}")]
            if missing:
                subprocess.run(
                    ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind,
                     "--outdir", out] + [f"{folder}/{name}.xlsx" for name in missing],
                    check=True, capture_output=True, timeout=1800)
        for name, rows in batch.items():
            yield f"{out}/{name}.{kind}", rows
        for path in glob.glob(f"{folder}/office*") + glob.glob(f"{out}/*"):
            os.remove(path)


def main():
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        for index in range(given.count):
            kind = "xls" if index % 4 == 3 else "xlsx"
            path = os.path.join(folder, f"book{index}.{kind}")
            read += is_read(path, made(path, kind))
            if os.path.exists(path):
                os.remove(path)
        for path, rows in by_libreoffice(folder, given.libreoffice):
            read += is_read(path, rows)
    count = given.count + given.libreoffice
    print(f"{read} of {count} workbooks are read cell for cell")
    return 0 if read == count else 1


if __name__ == "__main__":
    sys.exit(main())
