#!/usr/bin/env python3
"""Two verifiers that share no code must agree: agree.py BINARY [COUNT] [SEED] [FIRST]

Makes COUNT random ceremonies with the binary (ceremonies.py), verifies each as it is and with one random edit
of each of its files (edits.py), both with `BINARY verify` and with verify.py, and compares the exit statuses.
Where one says that a file is malformed (65), the other may say 65 or that it differs (1). A draw passes when all
its verifications agree and the untouched ones are verified. FIRST is the number of the first ceremony, so that
one can be made again alone. Prints `N passed, N failed`; exit status 0 where none failed.
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

def read(path):
    with open(path, "rb") as f:
        return f.read()


class View:
    """What a verifier is given: file names by what they are, and the seed."""

    def __init__(self, made, kind):
        self.made, self.kind, self.seed = made, kind, made.seed
        names = {"internal": ("receipt", "record", "pool", "notice", "selection", "exclude"),
                 "public": ("receipt", "record", "pool", "exclude"), "outside": ("notice",)}[kind]
        self.files = {n: getattr(made, n) for n in names if getattr(made, n)}
        if kind != "outside":
            self.files |= dict(zip(("after", "after-record", "after-pool"), made.before))
        if kind != "internal":
            self.files |= {"list": os.path.join(made.public, "selection.csv"), "public receipt": os.path.join(made.public, "receipt.json")}

    def changed(self, folder, **new):
        """The same with other bytes in some files; None leaves a file out."""
        other = View(self.made, self.kind)
        other.files, other.seed = dict(self.files), self.seed
        for name, data in new.items():
            name = name.replace("_", " ") if name == "public_receipt" else name.replace("_", "-")
            if data is None:
                del other.files[name]
            else:
                other.files[name] = os.path.join(folder, name.replace(" ", "-"))
                with open(other.files[name], "wb") as f:
                    f.write(data)
        return other

    def options(self, leave=()):
        out = []
        for name, path in self.files.items():
            if name not in ("receipt", "list", "public receipt", *leave):
                out += ["--" + name, path]
        return out + (["--seed", self.seed] if self.seed is not None else [])

    def ours(self):
        """Arguments of `BINARY verify`: of what is published, the public receipt in place of the internal one."""
        if self.kind == "internal":
            return [self.files["receipt"], *self.options()]
        sealed = self.made.columns if self.kind == "public" else []
        return [self.files["public receipt"], "--selection", self.files["list"], *sealed, *self.options()]

    def independent(self, folder):
        """Arguments of verify.py, which takes the public files beside the internal receipt."""
        out = [self.files["receipt"]] if self.kind != "outside" else []
        if self.kind != "internal":
            public = os.path.join(folder, "public")
            shutil.rmtree(public, ignore_errors=True)
            os.mkdir(public)
            shutil.copy(self.files["list"], os.path.join(public, "selection.csv"))
            shutil.copy(self.files["public receipt"], os.path.join(public, "receipt.json"))
            out += ["--public", public]
        return out + self.options()


def one_edit(rng, view, folder):
    """(what was edited, the view with it) for each thing that the view has."""
    def data(name):
        return read(view.files[name])

    def with_other(name, new):
        return view.changed(folder, **{name.replace(" ", "_").replace("-", "_"): new})
    editors = {"receipt": edits.edit_json, "public receipt": edits.edit_json, "after": edits.edit_json, "record": edits.edit_lines,
               "after-record": edits.edit_lines, "notice": edits.edit_notice}
    for name in view.files:
        if view.kind == "public" and name not in ("list", "public receipt", "pool"):
            continue
        editor = editors.get(name, edits.edit_table)
        if rng.random() < 0.15:
            editor = edits.edit_bytes
        yield "%s (%s)" % (name, editor.__name__), with_other(name, editor(rng, data(name)))
    if view.kind == "internal":
        lost = rng.choice([n for n in view.files if n not in ("receipt", "selection", "notice", "after")] or ["selection"])
        rest = {n.replace("-", "_"): None for n in view.files if n == lost or lost == "pool" and n == "exclude" or
                lost == "after-record" and n == "after-pool" or lost == "record" and n == "notice"}
        yield "without " + lost, view.changed(folder, **rest)
        if "record" in view.files:
            forged, receipt = edits.forge(rng, data("record"), data("receipt"))
            yield "record and commitment", view.changed(folder, record=forged, receipt=receipt,
                                                        **({"notice": None} if "notice" in view.files else {}))
    other = view.changed(folder)
    other.seed = rng.choice((None, edits.edit_text(rng, view.seed)))
    yield "seed %s" % other.seed, other


class Agreement:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.statuses = binary, folder, collections.Counter()

    def check(self, view, wanted=None):
        """None, or how the two verifiers disagree."""
        own, text = ceremonies.run(self.binary, "verify", *view.ours())
        out = io.StringIO()
        arguments = view.independent(self.folder)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            theirs = verify.main(arguments)
        self.statuses[own] += 1
        agree = own == theirs or {own, theirs} == {1, 65}
        if agree and wanted in (None, own):
            return None
        return "%d and %d%s\n  spotcheck verify %s\n%s\n  verify.py %s\n%s" % (
            own, theirs, "" if agree else " disagree", " ".join(map(repr, view.ours())), text, " ".join(map(repr, arguments)), out.getvalue())

    def verify(self, made, rng):
        """All disagreements over one ceremony."""
        # What is published of an uncommitted draw does not hold its sizes, and nobody can recompute it.
        kinds = ["internal"] + (["public"] if made.public and made.record else []) + (["outside"] if made.public and made.notice and made.sealed else [])
        found = []
        for kind in kinds:
            view = View(made, kind)
            said = self.check(view, wanted=0)
            if said:
                found.append("%s, as it is: %s" % (kind, said))
                continue
            for what, other in one_edit(rng, view, self.folder):
                said = self.check(other)
                if said:
                    found.append("%s, %s: %s" % (kind, what, said))
        return found


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 64
    binary, count = os.path.abspath(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 200
    seed, first = arguments[2] if len(arguments) > 2 else "1", int(arguments[3]) if len(arguments) > 3 else 1
    passed = failed = refused = 0
    top = tempfile.mkdtemp(prefix="agree-")
    agreement, number = Agreement(binary, top), first
    while passed + failed < count:
        rng, folder = random.Random("%s %d" % (seed, number)), os.path.join(top, str(number))
        os.mkdir(folder)
        edited = os.path.join(folder, "edited")
        os.mkdir(edited)
        agreement.folder = edited
        try:
            made = ceremonies.Maker(binary, rng, folder).make()
        except ceremonies.Refused as e:
            refused, number = refused + 1, number + 1
            if "-v" in arguments:
                print("refused", e)
            if refused > 3 * count + 20:
                print("too many ceremonies are refused: %s" % e)
                return 1
            continue
        found = agreement.verify(made, rng)
        for said in found:
            print("draw %s %d (%s): %s" % (seed, number, made.what, said))
        passed, failed, number = passed + (not found), failed + bool(found), number + 1
        if not found:
            shutil.rmtree(folder)
    if not failed:
        shutil.rmtree(top)
    said = ", ".join("%d times %d" % (n, status) for status, n in sorted(agreement.statuses.items()))
    print("%d verifications (exit status %s), %d ceremonies refused by the binary" % (sum(agreement.statuses.values()), said, refused))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
