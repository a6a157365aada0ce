#!/usr/bin/env python3
"""The page of a draw and `verify` must give the same answers: agree.py BINARY [COUNT] [SEED]

Makes COUNT random ceremonies (Tests/Independent/ceremonies.py), gives their files, as they are and each with one random
edit, to `BINARY verify` and to the script of a page in Chromium, and compares the answers and which things hold, differ
or were not checked. Then opens the page of each draw that was published, gives it the files through its fields, and
forges it. Where one says that a file is malformed (65), the other may say 65 or that it differs (1). Prints
`N passed, N failed`; exit status 0 where none failed. `--blind` tests the test: the script lets everything pass.
"""
import collections
import html
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import browser

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Independent"))
import agree as independent  # noqa: E402
import ceremonies  # noqa: E402

WORST = ("differs", "not_checked", "holds")
BLIND = "verifyDraw = () => Object.assign(new Findings(), { lines: [] });"


def command(binary, arguments):
    """What `verify` answers: (exit status, {subject: outcome}, text)."""
    done = subprocess.run([binary, "verify", *arguments, "--format", "json"], capture_output=True, env=ceremonies.ENVIRONMENT, timeout=300)
    text = done.stdout.decode("utf-8", "replace")
    lines = json.loads(text)["lines"] if text.startswith("{") else []
    return done.returncode, subjects((line["subject"], line["outcome"]) for line in lines), text + done.stderr.decode("utf-8", "replace")


def subjects(lines):
    """The worst outcome of each subject, notes left out."""
    found = collections.defaultdict(set)
    for subject, outcome in lines:
        found[subject].add(outcome)
    worst = {subject: next((outcome for outcome in WORST if outcome in all_), None) for subject, all_ in found.items()}
    return {subject: outcome for subject, outcome in worst.items() if outcome}


def are_same(own, page):
    return own == page or {own, page} == {1, 65}


def columns(options):
    """The columns that a caller of `verify` names, as the script takes them."""
    named, rest = {}, list(options)
    while rest:
        option = rest.pop(0)
        if option in ("--id", "--stratum", "--measure", "--unclassified"):
            value = rest.pop(0)
            named[option[2:]] = value.split(",") if option == "--id" else value
        elif option == "--normalize-ids":
            named["normalized"] = True
        elif option == "-d":
            rest.pop(0)
    return named or None


class Judge:
    def __init__(self, binary, driver, start):
        self.binary, self.driver, self.start = binary, driver, start
        self.statuses = collections.Counter()

    def compare(self, view):
        """How script and command differ over files; None where they agree."""
        files = {**view.files}
        if view.kind != "internal":
            files |= {"receipt": files.get(independent.PUBLIC), "selection": files.get(independent.LIST)}
        files = {what: files.get(what) for what in ("receipt", "record", "notice", "pool", "exclude", "selection")}
        own, theirs, text = command(self.binary, view.ours)
        if own == 64:
            return None
        said = browser.call(self.driver, files, view.seed, columns(view.columns))
        status = browser.STATUS.get(said["answer"])
        self.statuses[own] += 1
        lines = subjects(line[:2] for line in said["lines"])
        if are_same(own, status) and (own != status or own == 65 or theirs == lines):
            return None
        return "command %d %s, page %s %s\n%s%s" % (own, theirs, said["answer"], lines, text, said["lines"])

    def check(self, made, rng, folder):
        """All disagreements over one ceremony."""
        browser.open_page(self.driver, self.start)
        for view in independent.views(made):
            # The page does not go back to the year before, and assigns nobody.
            view.files = {what: path for what, path in view.files.items()
                          if not what.startswith("after") and what not in ("posts", "inspectors", "assignment", "teams-for")}
            for what, other in [("as it is", view), *independent.edited(rng, view, folder)]:
                said = self.compare(other)
                if said:
                    yield "%s, %s: %s" % (view.kind, what, said)
        if made.public and made.record:
            yield from self.check_page(made, rng)

    def check_page(self, made, rng):
        """The page itself: honest, with another seed, and with a forged row."""
        page = Path(made.public) / "selection.html"
        files = {what: getattr(made, what) for what in ("pool", "notice")}
        with open(made.receipt, encoding="utf-8") as file:
            if "excluded" in json.load(file):
                files["exclude"] = made.exclude
        if made.sealed:
            files |= {"record": made.record, "receipt": made.receipt, "selection": made.selection}
        evidence = ["--record", made.record, "--pool", made.pool] + (["--notice", made.notice] if made.notice else []) \
            + (["--exclude", made.exclude] if files.get("exclude") else [])
        for seed in (made.seed, "another"):
            public = [made.path("public/receipt.json"), "--selection", made.path("public/selection.csv"), *made.columns]
            wanted = [command(self.binary, [*public, *evidence, "--seed", seed])[0]]
            if made.sealed:
                wanted.append(command(self.binary, [made.receipt, "--selection", made.selection, *evidence, "--seed", seed])[0])
            browser.open_page(self.driver, page)
            answers, text = browser.give(self.driver, files, seed)
            if [browser.STATUS.get(answer) for answer in answers] != wanted:
                yield "page, seed %s: %s, wanted %s\n%s" % (seed, answers, wanted, text)
        forged = self.forge(page, made, rng)
        if forged:
            browser.open_page(self.driver, forged)
            answers, text = browser.give(self.driver, files, made.seed)
            if answers[0] != "not_verified":
                yield "page, forged: %s\n%s" % (answers, text)

    @staticmethod
    def forge(page, made, rng):
        """The page with another identifier in one row; None where it lists nobody."""
        text = page.read_text(encoding="utf-8")
        rows = list(re.finditer(r'<tr><td class="number">\d+</td><td>([^<]*)</td>', text))
        if not rows:
            return None
        row = rng.choice(rows)
        name = html.unescape(row[1])
        forged = Path(made.path("forged.html"))
        forged.write_text(text[:row.start(1)] + html.escape(name + "x") + text[row.end(1):], encoding="utf-8")
        return forged


def first_page(binary, folder):
    """A page of any draw, whose script is called."""
    pool = os.path.join(folder, "pool.csv")
    Path(pool).write_text("id\n" + "".join("u%d\n" % i for i in range(20)))
    name = {what: os.path.join(folder, what) for what in ("record", "notice.txt", "public", "out.csv")}
    common = [pool, "--label", "page", "--rule", "3"]
    for arguments in (["commit", *common, "--seed-source", "dice", "--seed-form", "# # # # # # # # # #", "--record", name["record"],
                       "--notice", name["notice.txt"]],
                      ["draw", *common, "--seed", "1 2 3 4 5 6 7 8 9 0", "--record", name["record"], "--publish", name["public"],
                       "-o", name["out.csv"]]):
        status, text = ceremonies.run(binary, *arguments)
        if status:
            raise SystemExit(text)
    return os.path.join(name["public"], "selection.html")


def main(arguments):
    is_blind = "--blind" in arguments
    arguments = [argument for argument in arguments if argument != "--blind"]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 64
    binary, count, seed = os.path.abspath(arguments[0]), *(arguments[1:] + ["30", "1"][len(arguments) - 1:])[:2]
    top = tempfile.mkdtemp(prefix="page-")
    passed = failed = number = 0
    with browser.chromium() as driver:
        start = first_page(binary, top)
        if is_blind:
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": "addEventListener('DOMContentLoaded', () => { %s });" % BLIND})
        judge = Judge(binary, driver, start)
        while passed + failed < int(count):
            number += 1
            rng, folder = random.Random("%s %d" % (seed, number)), os.path.join(top, str(number))
            os.makedirs(os.path.join(folder, "edited"))
            try:
                made = ceremonies.Maker(binary, rng, folder).make()
            except ceremonies.Refused:
                continue
            found = list(judge.check(made, rng, os.path.join(folder, "edited")))
            passed, failed = passed + (not found), failed + bool(found)
            for said in found[:3]:
                print("draw %s %d (%s): %s" % (seed, number, made.what, said))
            if not found:
                shutil.rmtree(folder)
        asked = browser.requests(driver)
    if asked:
        print("the page asked for", asked)
        failed += 1
    if not failed:
        shutil.rmtree(top)
    print(", ".join("%d times %d" % (n, status) for status, n in sorted(judge.statuses.items())))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
