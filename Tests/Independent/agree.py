#!/usr/bin/env python3
"""Two verifiers that share no code must agree: agree.py BINARY [COUNT] [SEED] [FIRST]

Makes COUNT random ceremonies with the binary (ceremonies.py), verifies each as it is and with one random edit of
each of its files (edits.py), with `BINARY verify` and with verify.py, and compares the exit statuses. Where one
says that a file is malformed (65), the other may say 65 or that it differs (1). A draw passes when all its
verifications agree and what nobody touched is verified. FIRST is the number of the first ceremony, so that one
can be made again alone; the files of a draw that fails are kept. Prints `N passed, N failed`; exit status 0 where
none failed.
"""
import collections
import contextlib
import io
import os
import random
import shutil
import sys
import tempfile

import ceremonies
import edits
import verify

LIST, PUBLIC = "public/selection.csv", "public/receipt.json"
EDITORS = {"receipt": edits.edit_json, PUBLIC: edits.edit_json, "after": edits.edit_json, "record": edits.edit_lines,
           "after-record": edits.edit_lines, "notice": edits.edit_notice, "posts": edits.edit_lines,
           "inspectors": edits.edit_lines, "assignment": edits.edit_lines}


class View:
    """What a verifier is given: the paths of files by what they are, and the seed.

    internal: all that the authority has; public: the public files against record and pool; outside: the public
    files against the notice alone.
    """

    def __init__(self, kind, files, seed, columns):
        self.kind, self.files, self.seed, self.columns = kind, files, seed, columns

    def with_files(self, folder, new):
        """The same with other bytes in some files; None leaves a file out."""
        files = {n: p for n, p in self.files.items() if n not in new}
        for name, data in new.items():
            if data is not None:
                files[name] = os.path.join(folder, name.replace("/", "-"))
                with open(files[name], "wb") as f:
                    f.write(data)
        return View(self.kind, files, self.seed, self.columns)

    @property
    def options(self):
        out = [x for n, p in self.files.items() if n not in ("receipt", LIST, PUBLIC) for x in ("--" + n, p)]
        return out + (["--seed", self.seed] if self.seed is not None else [])

    @property
    def ours(self):
        """Arguments of `BINARY verify`, which takes the public receipt in place of the internal one."""
        if self.kind == "internal":
            return [self.files["receipt"], *self.options]
        return [self.files[PUBLIC], "--selection", self.files[LIST], *self.columns, *self.options]

    def independent(self, folder):
        """Arguments of verify.py, which takes the public files beside the internal receipt."""
        out = [self.files["receipt"]] if self.kind != "outside" else []
        if self.kind != "internal":
            shutil.copy(self.files[LIST], os.path.join(folder, "selection.csv"))
            shutil.copy(self.files[PUBLIC], os.path.join(folder, "receipt.json"))
            out += ["--public", folder]
        return out + self.options


def views(made):
    """The views of a ceremony."""
    rest = {n: getattr(made, n) for n in ("record", "pool", "exclude", "posts", "inspectors", "assignment")}
    rest |= dict(zip(("after", "after-record", "after-pool", "after-exclude"), made.before))
    published = {LIST: made.path(LIST), PUBLIC: made.path(PUBLIC)} if made.public else None
    kinds = {"internal": {"receipt": made.receipt, "notice": made.notice, "selection": made.selection} | rest}
    # What is published of an uncommitted draw does not hold its sizes, and nobody can recompute it.
    if published and made.record:
        kinds["public"] = {"receipt": made.receipt} | rest | published
    if published and made.notice and made.sealed:
        kinds["outside"] = {"notice": made.notice} | published
    for kind, files in kinds.items():
        yield View(kind, {n: p for n, p in files.items() if p}, made.seed, made.columns if kind == "public" else [])


def edited(rng, view, folder):
    """(what was edited, the view with it) for each thing that the view has."""
    def data(name):
        with open(view.files[name], "rb") as f:
            return f.read()
    for name in view.files:
        if view.kind != "public" or name in (LIST, PUBLIC, "pool"):
            editor = edits.edit_bytes if rng.random() < 0.15 else EDITORS.get(name, edits.edit_table)
            yield "%s, %s" % (name, editor.__name__), view.with_files(folder, {name: editor(rng, data(name))})
    if view.kind == "internal":
        lost = rng.choice([n for n in view.files if n not in ("receipt", "selection", "notice", "after")] or ["selection"])
        # What would not be looked at without it is an error, and not given either.
        needs = {"pool": ["exclude", "posts", "inspectors"], "record": ["notice", "posts", "inspectors"],
                 "posts": ["inspectors"], "inspectors": ["posts"], "after-record": ["after-pool", "after-exclude"],
                 "after-pool": ["after-exclude"]}
        yield "without " + lost, view.with_files(folder, dict.fromkeys([lost, *needs.get(lost, [])]))
        if "record" in view.files:
            record, receipt = edits.forge(rng, data("record"), data("receipt"))
            yield "record and commitment", view.with_files(folder, {"record": record, "receipt": receipt, "notice": None})
    other = view.with_files(folder, {})
    other.seed = rng.choice((None, edits.edit_text(rng, view.seed)))
    yield "seed %s" % other.seed, other


class Agreement:
    def __init__(self, binary):
        self.binary, self.statuses = binary, collections.Counter()

    def disagreement(self, view, folder, wanted=None):
        """How the two verifiers disagree, or do not say what is wanted; None where all is well."""
        own, text = ceremonies.run(self.binary, "verify", *view.ours)
        arguments, out = view.independent(folder), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            theirs = verify.main(arguments)
        self.statuses[own] += 1
        agree = own == theirs or {own, theirs} == {1, 65}
        if agree and wanted in (None, own):
            return None
        return "%d and %d%s\n  spotcheck verify %s\n%s\n  verify.py %s\n%s" % (
            own, theirs, "" if agree else " disagree", " ".join(map(repr, view.ours)), text, " ".join(map(repr, arguments)), out.getvalue())

    def check(self, made, rng, folder):
        """All disagreements over one ceremony."""
        found = []
        for view in views(made):
            said = self.disagreement(view, folder, wanted=0)
            if said:
                found.append("%s, as it is: %s" % (view.kind, said))
                continue
            for what, other in edited(rng, view, folder):
                said = self.disagreement(other, folder)
                if said:
                    found.append("%s, %s: %s" % (view.kind, what, said))
        return found


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 64
    binary, count, seed, first = os.path.abspath(arguments[0]), *(arguments[1:] + ["200", "1", "1"][len(arguments) - 1:])[:3]
    count, number = int(count), int(first)
    passed = failed = refused = 0
    top, agreement = tempfile.mkdtemp(prefix="agree-"), Agreement(binary)
    while passed + failed < count and refused <= 3 * count + 20:
        rng, folder = random.Random("%s %d" % (seed, number)), os.path.join(top, str(number))
        os.makedirs(os.path.join(folder, "edited"))
        try:
            made = ceremonies.Maker(binary, rng, folder).make()
            found = agreement.check(made, rng, os.path.join(folder, "edited"))
        except ceremonies.Broken as e:
            found = ["not made: %s" % e]
        except ceremonies.Refused:
            refused, found = refused + 1, None
        if found is not None:
            passed, failed = passed + (not found), failed + bool(found)
        for said in found or ():
            print("draw %s %d: %s" % (seed, number, said))
        if not found:
            shutil.rmtree(folder)
        number += 1
    if not failed:
        shutil.rmtree(top)
    said = ", ".join("%d times %d" % (n, status) for status, n in sorted(agreement.statuses.items()))
    print("%d verifications (exit status %s), %d ceremonies refused by the binary" % (sum(agreement.statuses.values()), said, refused))
    print("%d passed, %d failed" % (passed, failed))
    return 0 if passed == count else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
