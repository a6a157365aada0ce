"""Times the workspace at the size of a province: imports, lists with a filter, verification of the ledger.

Usage: workspace.py SPOTCHECK FOLDER: the program, and a folder for the made-up files (3 GB). Peak memory is ru_maxrss,
CPU seconds are those of the program and of the system for it.
Two million objects are imported into an empty workspace, again without a change, and with one cell in a hundred
changed; a million entries are a million records ended one after another, written as the program writes them. Writes
results/workspace.json with the load of the machine beside the figures.
"""
import hashlib
import json
import os
import secrets
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
OBJECTS, ENTRIES = int(os.environ.get("OBJECTS", 2_000_000)), int(os.environ.get("ENTRIES", 1_000_000))
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
sha = lambda text: hashlib.sha256(text.encode()).hexdigest()


def code(number):
    body = f"{number:08d}"
    check = 11 - sum(int(d) * w for d, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    front = "91410000" + body + "0123456789X0"[check]
    return front + ALPHABET[(31 - sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(front)) % 31) % 31]


def pool(path, step):
    """A register in no order of its codes."""
    if path.exists():
        return
    with open(path, "w", encoding="utf-8") as file:
        file.write("统一社会信用代码,企业名称,主体类型,住所,区域,行业,登记状态,信用风险等级,信用风险分类日期\n")
        for row in range(OBJECTS):
            number = row * 7_368_787 % 99_999_989
            status = "注销" if step and row % 100 == 0 else "存续"
            file.write(f"{code(number)},某某{number}商贸有限公司,有限责任公司,某县某路{row % 9000}号,区{row % 17},批发零售,"
                       f"{status},{'ABCD'[row % 4]},2024-03-01\n")


def timed(name, *command, status=0):
    start, before = time.perf_counter(), os.getloadavg()[0]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, code, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert os.waitstatus_to_exitcode(code) == status, (name, output)
    figure = {"what": name, "seconds": round(seconds, 2), "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
              "megabytes": usage.ru_maxrss // 1024, "load": round(before, 2)}
    print(figure, output.splitlines()[-1:], flush=True)
    return figure


def lengthen(path):
    """Appends entries that end a record each, as `library end` writes them."""
    base = sqlite3.connect(path, isolation_level=None)
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f"DROP TRIGGER {name}")
    number, head = base.execute("SELECT count, head FROM ledger_head").fetchone()
    base.execute("BEGIN")
    for version, key in base.execute("SELECT version, key FROM objects WHERE until = 0 LIMIT ?", (ENTRIES,)).fetchall():
        number += 1
        salt, line_salt, name_salt = (secrets.token_hex(32) for _ in range(3))
        line = sha(f"{line_salt}\nended\tobjects\t{key}")
        payload = json.dumps({"changed": 0, "digest": sha(line + "\n"), "ended": 1, "library": "objects", "lines": 1,
                              "names": sha(f"{name_salt}\nclerk\n{key}"), "new": 0, "reason": "closed"},
                             separators=(",", ":"))
        digest = sha(f"{salt}\n{payload}")
        fields = (number, "2030-01-01T00:00:00Z", secrets.token_hex(16), "library end", secrets.token_hex(16), digest)
        head = sha(head + "\n" + sha("".join(f"{field}\n" for field in fields)))
        base.execute("INSERT INTO ledger VALUES (?,?,?,?,?,?,?,?)", fields + (salt, payload))
        base.execute("INSERT INTO ledger_name VALUES (?,?,?,?)", (number, "clerk", key, name_salt))
        base.execute("UPDATE objects SET until = ? WHERE version = ?", (number, version))
        base.execute("INSERT INTO change VALUES (?,1,2,NULL,?,?,?)",
                     (number, version, bytes.fromhex(line_salt), bytes.fromhex(line)))
    base.execute("UPDATE ledger_head SET count = ?, head = ?", (number, head))
    base.execute("COMMIT")
    base.close()


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    first, second, space = folder / "objects.csv", folder / "changed.csv", folder / "bench.spotcheck"
    pool(first, 0), pool(second, 1)
    space.unlink(missing_ok=True)
    run = lambda *words: [program, *words, "--workspace", str(space), "-q"]
    subprocess.run([program, "workspace", "init", str(space)], check=True, stdout=subprocess.DEVNULL)
    figures = [
        timed(f"import of {OBJECTS:,} objects", *run("library", "import", "objects", str(first))),
        timed("the same again", *run("library", "import", "objects", str(first))),
        timed("one in a hundred changed", *run("library", "import", "objects", str(second))),
        timed("list with a filter", *run("library", "list", "objects", "--where", "住所 = 某县某路77号")),
        timed("list with two filters", *run("library", "list", "objects", "--where", "区域 = 区3", "--where",
                                            "登记状态 = 注销", "--format", "csv")),
        timed("one edit", *run("library", "end", code(7_368_787), "--reason", "r")),
        timed("verification of it, rows too", *run("ledger", "verify"), status=2),
        timed("names and doubles", *run("library", "list", "objects", "--doubts")),
        timed("backup, verified", *run("workspace", "backup", str(folder / "copy.spotcheck"))),
    ]
    lengthen(space)
    figures += [
        timed(f"chain and payloads of {ENTRIES:,} entries", *run("ledger", "verify", "--only-chain"), status=2),
        timed("with all rows", *run("ledger", "verify"), status=2),
    ]
    (HERE / "results" / "workspace.json").write_text(json.dumps(
        {"cores": os.cpu_count(), "file_megabytes": space.stat().st_size >> 20, "figures": figures},
        indent=1, ensure_ascii=False) + "\n")


main()
