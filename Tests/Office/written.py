#!/usr/bin/env python3
"""Workbooks that Spotcheck writes, opened by openpyxl, calamine and LibreOffice, cell for cell.

Usage: written.py BINARY COUNT [--libreoffice] [SEED]   (needs openpyxl and python-calamine)
A random pool is drawn whole, once as CSV and twice as a workbook: the two are the same bytes, and every program
finds in it what the CSV holds. No cell is a formula, whatever it begins with.
"""
import csv, math, os, random, re, subprocess, sys, tempfile

import openpyxl, python_calamine

OFFICE = "--libreoffice" in sys.argv
WORDS = [argument for argument in sys.argv[1:] if argument != "--libreoffice"]
BINARY, COUNT = os.path.abspath(WORDS[0]), int(WORDS[1])
rng = random.Random(int(WORDS[2]) if len(WORDS) > 2 else 19)
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "zh_CN.UTF-8", "HOME": os.environ.get("HOME", "/tmp")}
CELLS = ["=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "0042", "1,200", "9.14E+17", "91411700MA9F1JHT0K", "2024-03-05",
         "10%", "TRUE", "#N/A", " padded ", "两\n行", "a,b", 'say "x"', "<b>&amp;", "_x0041_", "_x005F_", "𠮷野家", "Straße", "",
         "]]>", "'quoted", "1e5", "tab\there", "x" * 300]
NUMBERS = ["序号", "分类对象数", "分类抽取数", "权重"]


def unescaped(text):
    """Some readers leave ECMA-376's escapes of what XML can not hold as they stand."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def same(value, text):
    """The same number; LibreOffice exports fifteen digits."""
    return value == text if "" in (value, text) else math.isclose(float(value), float(text), rel_tol=1e-14)


def run(*arguments):
    result = subprocess.run([BINARY, *arguments, "-q"], capture_output=True, env=ENVIRONMENT)
    assert result.returncode == 0, result.stderr.decode()


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def by_openpyxl(path):
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:"), "no frozen heading or filter"
    rows = list(sheet.iter_rows())
    assert all(cell.data_type != "f" for row in rows for cell in row), "a formula"
    return [["" if cell.value is None else cell.value for cell in row] for row in rows]


def by_calamine(path):
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def by_libreoffice(path, folder):
    filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", filter_, "--outdir", folder, path],
                   check=True, capture_output=True)
    names = [name for name in os.listdir(folder) if name.startswith("book-") and name.endswith(".csv")]
    return rows_of(os.path.join(folder, names[0] if names else "book.csv"))


def compare(program, found, wanted):
    assert len(found) == len(wanted), f"{program}: {len(found)} rows, not {len(wanted)}"
    for line, (own, other) in enumerate(zip(found, wanted)):
        # What is empty at the end of a row is no cell.
        own = list(own) + [""] * (len(other) - len(own))
        for column, (cell, text) in enumerate(zip(own, other)):
            if line and wanted[0][column] in NUMBERS:
                assert same(cell, text), f"{program}: row {line + 1}: {cell!r}, not {text!r}"
            else:
                assert text in (str(cell), unescaped(str(cell))), f"{program}: row {line + 1}: {cell!r}, not {text!r}"


def main():
    for index in range(COUNT):
        with tempfile.TemporaryDirectory() as folder:
            pool, book, again, plain = (os.path.join(folder, name) for name in
                                        ["pool.csv", "book.xlsx", "again.xlsx", "plain.csv"])
            width = rng.randrange(1, 6)
            with open(pool, "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(["编号"] + [f"列{place}" for place in range(width)] + ["end"])
                for row in range(rng.randrange(2, 60)):
                    writer.writerow([f"{row:04d}"] + [rng.choice(CELLS) for _ in range(width)] + ["z"])
            draw = ["draw", pool, "--id", "编号", "--rule", "50%", "--reserves", "10%", "--label", "x", "--seed", str(index)]
            run(*draw, "--output", plain)
            run(*draw, "--output", book)
            run(*draw, "--output", again)
            with open(book, "rb") as first, open(again, "rb") as second:
                assert first.read() == second.read(), "not the same bytes"
            wanted = rows_of(plain)
            # The workbook says the draw's own columns in the clerk's words.
            wanted[0][:7] = ["分类", "序号", "入选/候补", "分类对象数", "分类抽取数", "权重", "号码"]
            for row in wanted:
                row.append(row.pop(6))
            for row in wanted[1:]:
                row[0], row[2] = "全部", {"selected": "入选", "reserve": "候补"}[row[2]]
            compare("openpyxl", by_openpyxl(book), wanted)
            compare("calamine", by_calamine(book), wanted)
            if OFFICE:
                compare("LibreOffice", by_libreoffice(book, folder), wanted)
    print(f"{COUNT} written workbooks are opened cell for cell" + (", by LibreOffice too" if OFFICE else ""))


if __name__ == "__main__":
    main()
