#!/usr/bin/env python3
"""The static program in an empty root reads one list from four forms of file to one selection.

Usage: static.py BINARY   (needs openpyxl and xlwt, and root for chroot)
Beside the program the root holds the files, an empty /tmp, and /proc, which the Swift runtime reads; no loader, library,
locale or table of characters: `.xls` needs none of glibc's, GB18030 is the program's own.
"""
import os, shutil, subprocess, sys, tempfile

import openpyxl, xlwt

BINARY = os.path.abspath(sys.argv[1])
HEADER = ["编号", "名称", "风险等级"]
ROWS = [[f"E{index:04d}", f"示范企业{index}号（𠮷）", "ABC"[index % 3]] for index in range(300)]


def write(root):
    book = openpyxl.Workbook()
    for row in [HEADER] + ROWS:
        book.active.append(row)
    book.save(f"{root}/list.xlsx")
    old = xlwt.Workbook()
    sheet = old.add_sheet("名录")
    for number, row in enumerate([HEADER] + ROWS):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    old.save(f"{root}/list.xls")
    text = "".join(",".join(row) + "\n" for row in [HEADER] + ROWS)
    for name, encoding in [("gb18030.csv", "gb18030"), ("utf8.csv", "utf-8")]:
        with open(f"{root}/{name}", "w", encoding=encoding) as file:
            file.write(text)
    return ["list.xlsx", "list.xls", "gb18030.csv", "utf8.csv"]


def draw(root, name):
    command = ["chroot", root, "/spotcheck", "draw", "/" + name, "--id", "编号", "--stratum", "风险等级", "--rule", "10%",
               "--label", "static", "--seed", "4 6 1 1 3 5 2 6 6 1", "--quiet"]
    run = subprocess.run(command, capture_output=True, env={"LC_ALL": "C", "PATH": os.environ["PATH"]})
    if run.returncode:
        sys.exit(f"{name}: exit status {run.returncode}: {run.stderr.decode(errors='replace')}")
    return run.stdout


def main():
    if b"statically linked" not in subprocess.run(["file", BINARY], capture_output=True).stdout:
        sys.exit(f"{BINARY} is not a static program")
    with tempfile.TemporaryDirectory() as root:
        shutil.copy(BINARY, f"{root}/spotcheck")
        names = write(root)
        for folder in ["proc", "tmp"]:
            os.mkdir(f"{root}/{folder}")
        subprocess.run(["mount", "-t", "proc", "proc", f"{root}/proc"], check=True)
        try:
            selections = {name: draw(root, name) for name in names}
        finally:
            subprocess.run(["umount", f"{root}/proc"], check=True)
    first = selections[names[0]]
    assert first.count(b"\n") == 31, first
    for name, selection in selections.items():
        if selection != first:
            sys.exit(f"{name}: another selection than from {names[0]}")
    print(f"{len(names)} forms of one list, one selection of 30")


main()
