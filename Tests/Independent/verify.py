#!/usr/bin/env python3
"""Regenerates a draw of spotcheck-draw-v1 and says what differs: Python 3.11, standard library only.

Written from sections 2, 3 and 4 of the design page alone, by a reader who has seen no code of Spotcheck.
Exit status: 0 verified, 1 something differs, 2 nothing differs but something was not checked, 64 usage,
65 bad data, 66 missing input.

The page leaves some points open. Where two honest programs could disagree, this one takes:

 1. Unicode: unassigned code points and NFC are those of this Python's unicodedata; default-ignorable ones are
    listed below, white space is the property White_Space. Noncharacters and unassigned are refused, private
    use is accepted.
 2. Filters, reasons and columns hold TAB, LF, CR (escaped) and no other control; their 1,024 bytes are counted
    as they are written, escaped. A line `used` or `excluded` has a count of 1 or more; excluded lines stand by
    stratum, then reason. The id is not escaped in the shown frame; the excluded are not in it.
 3. A notice with CRLF is the same notice. Between its head and the record stands one empty line. The head of a
    ledger in it is not checked: there is no ledger here.
 4. Known sources are looked for in seed-source: 双色球 and 大乐透 (the page gives the number of the first);
    outcomes of several are multiplied. Digits that stand one by one are one group. `ascending` may be 升序 or
    从小到大; each drum of a known source ascends by itself.
 5. The receipt's values, of which the page gives the names of the keys: columns {id: [names], stratum,
    unclassified}, null for positions; normalized is a count, null without --normalize-ids; starts {stratum: hex}
    or null; reserves the sum; rule the texts of the rules for every stratum, then of its own, parted by `; `;
    selected {sha256, units} with the SHA-256 of the lines `stratum|rank|id LF` without reserves; filter and
    shown lists of texts, after a hex (none in a first year), excluded a list of {stratum, count, sha256,
    reason}. A null inside columns, frame and strata may be left out, and so may a stratum without units.
    frame.sha256 may be null and, since other bytes with the same frame are no difference, any digest: said.
    Of `reading` the delimiter alone is known; more of it and `engine` have no form on the page: not checked.
    assignment is {objects: {sha256, units}, places, missing, sha256}: the lines `id LF` of the objects that have a
    team by bytes, their places, how many of them stay empty, and the assignment text, or that of the certificate.
 6. `shown 0` leaves it to the receipt which columns are published. Of the columns that are shown the id is
    left out.
 7. The selection of positions has the column `position` in place of the ticket. Reserves have no weight. A
    weight is the shortest decimal of its binary64. --plain leaves reserves out.
 8. The table of --exclude has a column of the id and one of reasons (reason, 原因, 理由, 排除原因). A unit that
    a filter leaves out may stand in it.
 9. Tables: a quote inside a cell without quotes, a byte 0 and a line without a byte before the last record are
    errors; CR alone ends no record.
10. Without `reading` a table's delimiter is the one of , ; TAB | that its heading has most of, of those by which
    the table can be read at all.
11. --normalize-ids: NFKC, then trim, of ids and strata; not of shown values. Filters see the cell before.
12. A size is an integer of the page (no sign, no leading zero), also of an excluded unit; rows that a filter
    leaves out are not looked at.
13. Filters: a blank is a space or a TAB. ASCII digits with at most one point, perhaps a sign
    before, are a number, a date has a real day. `is empty` on a
    number: or date: column tests emptiness.
14. Rules: a rule for every stratum and one of its own hold both. A line `stratum` with N = 0 may stand for a
    class that filter or exclusions have emptied, or be missing.
15. Without a commitment the receipt's own words are the terms; a sealed one without commitment differs. A
    receipt with a commitment and no record is not checked at all, beyond its form and seed.
16. `after`: the year before is verified with --after-record, --after-pool and --after-exclude, else the starts are
    not checked. `changed` is of the base: who is excluded is not gone. A year is verified back to `first`.
17. The public receipt is {schema, protocol, sealed, label, seed, commitment, selected, id, shown}, in an open
    draw with units, key and (if there is one) stratum.
"""
import argparse
import datetime
import hashlib
import json
import math
import os
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction

PROTOCOL = "spotcheck-draw-v1"
HEX = re.compile(r"[0-9a-f]{64}\Z")
INT = re.compile(r"(?:0|[1-9][0-9]*)\Z")
DESIGNS = ("srs", "pareto", "sequential-poisson", "positions")
PPS = ("pareto", "sequential-poisson")


class Bad(Exception):
    """Text, record, frame, filter or rule that the page refuses.  code = exit status of section 4."""
    def __init__(self, message, code=65):
        super().__init__(message)
        self.code = code


# ------------------------------------------------------------------ text
# Default_Ignorable_Code_Point (DerivedCoreProperties) and White_Space; Python has neither. (1)
_IGNORABLE = [(0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
              (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
              (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
              (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)]
_WHITE = set(range(9, 14)) | {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000} | set(range(0x2000, 0x200B))


def sha(data):
    return hashlib.sha256(data).hexdigest()


def b(text):
    return text.encode("utf-8")


def text_problem(s, edges=False):
    """None, or why `s` is not a text of section 2.  edges: white space may stand at the ends."""
    try:
        raw = b(s)
    except UnicodeEncodeError:
        return "not valid UTF-8"
    if not raw:
        return "empty"
    if len(raw) > 1024:
        return "longer than 1,024 bytes"
    if unicodedata.normalize("NFC", s) != s:
        return "not NFC"
    for c in s:
        o, cat = ord(c), unicodedata.category(c)
        if cat == "Cc":
            return "control character U+%04X" % o
        if cat in ("Zl", "Zp"):
            return "line or paragraph separator"
        if cat in ("Cn", "Cs"):
            return "unassigned code point U+%04X" % o
        if any(lo <= o <= hi for lo, hi in _IGNORABLE):
            return "default-ignorable code point U+%04X" % o
    if not edges and (ord(s[0]) in _WHITE or ord(s[-1]) in _WHITE):
        return "white space at an end"
    return None


def check_text(s, what, edges=False):
    why = text_problem(s, edges)
    if why:
        raise Bad("%s %s: %s" % (what, ascii(s), why))
    return s


def trim(s):
    i, j = 0, len(s)
    while i < j and ord(s[i]) in _WHITE:
        i += 1
    while j > i and ord(s[j - 1]) in _WHITE:
        j -= 1
    return s[i:j]


def normalize_id(s):
    return trim(unicodedata.normalize("NFKC", s))


def escape(s):
    return s.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def unescape(s):
    out, i = [], 0
    while i < len(s):
        if s[i] == "\\":
            pair = s[i + 1:i + 2]
            if pair not in ("\\", "t", "n", "r") or not pair:
                raise Bad("unknown escape in %s" % ascii(s))
            out.append({"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}[pair])
            i += 2
        else:
            out.append(s[i])
            i += 1
    return "".join(out)


def loose_text(s, what):
    """A filter, a reason, a column: TAB, LF and CR are the only controls, white space may stand at the ends. (2)"""
    why = text_problem(re.sub("[\t\n\r]", " ", s), True) or (len(b(escape(s))) > 1024 and "longer than 1,024 bytes")
    if why:
        raise Bad("%s: %s" % (what, why))
    return s


# ------------------------------------------------------------------ keys, tickets, selection
def key(purpose, label, seed, secret=""):
    return sha(b("\n".join((PROTOCOL, purpose, label, seed, secret))))


def ticket(k, unit, inspector=None):
    """k: the 64 characters of key("units"), or of key("inspectors") with `inspector`."""
    return sha(b(k + ":" + unit + ("" if inspector is None else "\n" + inspector)))


def _room(n, r, have):
    if n < 0 or r < 0 or n + r > have:
        raise Bad("%d selected and %d reserves of %d units" % (n, r, have), 1)


def select_srs(k, ids, n, r=0, start=None):
    """(selected, reserves), each a list of (ticket, id) in draw order; `start` hex or None/''."""
    _room(n, r, len(ids))
    t = [(ticket(k, i), b(i), i) for i in ids]
    t.sort(key=(lambda x: (x[0] <= start, x[0], x[1])) if start else (lambda x: x[:2]))
    out = [(x[0], x[2]) for x in t]
    return out[:n], out[n:n + r]


def pps_numbers(tick, n, s, total):
    """(u, p, pareto, sequential-poisson) in binary64, each operation rounded once."""
    u = (int(tick[:13], 16) + 0.5) * 2.0 ** -52
    p = (float(n) * float(s)) / float(total)
    return u, p, (u * (1.0 - p)) / (p * (1.0 - u)), u / p


def select_pps(k, sizes, n, r=0, method="pareto"):
    """sizes: [(id, int)].  (certain ids by bytes, selected, reserves); the last two lists of
    (ticket, id, p) after the certain ones, p None where no target is defined (n fell to 0)."""
    for i, s in sizes:
        if isinstance(s, bool) or not isinstance(s, int) or not 0 <= s <= 2 ** 53:
            raise Bad("size of %s: %r" % (ascii(i), s))
    if sum(s for _, s in sizes) > 2 ** 63 - 1:
        raise Bad("sum of sizes beyond 2^63-1")
    left = [(i, s) for i, s in sizes if s > 0]
    _room(n, r, len(left))
    certain = []
    while n > 0 and left:
        total = sum(s for _, s in left)
        now = [i for i, s in left if n * s >= total]
        if not now:
            break
        gone = set(now)
        certain += now
        left = [(i, s) for i, s in left if i not in gone]
        n -= len(now)
    certain.sort(key=b)
    total = sum(s for _, s in left)
    ranked = []
    for i, s in left:
        t = ticket(k, i)
        if n > 0:
            u, p, pa, sp = pps_numbers(t, n, s, total)
            ranked.append((pa if method == "pareto" else sp, t, b(i), i, p))
        else:
            ranked.append((0.0, t, b(i), i, None))
    ranked.sort(key=lambda x: x[:3])
    out = [(x[1], x[3], x[4]) for x in ranked]
    return certain, out[:n], out[n:n + r]


def select_positions(k, N, n, r=0):
    """k = key("positions").  The n + r positions in draw order."""
    if not 1 <= N <= 2 ** 64 - 1 or n < 0 or r < 0 or n + r > N:
        raise Bad("positions: %d + %d of %d" % (n, r, N), 1)
    bound, seen, out, i = (2 ** 64 // N) * N, set(), [], 0
    while len(out) < n + r:
        x = int(sha(b("%s:%d" % (k, i)))[:16], 16)
        i += 1
        if x < bound and x % N + 1 not in seen:
            seen.add(x % N + 1)
            out.append(x % N + 1)
    return out


# ------------------------------------------------------------------ rules (section 3)
@dataclass(frozen=True)
class Rule:
    op: str                 # ≥ > ≤ < = range all
    low: Fraction
    high: object = None     # of a range
    count: bool = False     # numbers are counts, not ratios

    def canonical(self):
        def num(x):
            if self.count:
                return str(x)
            d = x.denominator
            for q in (2, 5):
                while d % q == 0:
                    d //= q
            if d != 1:
                return "%d/%d" % (x.numerator, x.denominator)
            p, places = x * 100, 0
            while p.denominator != 1:
                p, places = p * 10, places + 1
            t = str(p.numerator).rjust(places + 1, "0")
            return (t[:-places] + "." + t[-places:] if places else t) + "%"
        if self.op == "all":
            return "%s or all" % num(self.low)
        if self.op == "range":
            return num(self.low) + "-" + num(self.high)
        return self.op + num(self.low)

    def bounds(self, base):
        """(smallest, largest) whole count that makes the rule true of `base` units; may be empty."""
        if base == 0:
            return 0, 0
        scale = (lambda x: x) if self.count else (lambda x: x * base)
        up, down = (lambda x: -((-x.numerator) // x.denominator)), (lambda x: x.numerator // x.denominator)
        lo = Fraction(scale(self.low))
        if self.op == "≥":
            return up(lo), base
        if self.op == ">":
            return down(lo) + 1, base
        if self.op == "≤":
            return 0, down(lo)
        if self.op == "<":
            return 0, up(lo) - 1
        if self.op == "=":
            return up(lo), up(lo)
        if self.op == "all":
            return min(up(lo), base), base
        hi = down(Fraction(scale(self.high)))
        return up(lo), max(hi, up(lo))          # a range without a whole number takes its minimum

    def true_of(self, n, base):
        lo, hi = self.bounds(base)
        return lo <= n <= hi


def _number(text):
    """(Fraction, whether it is a count) of a number of canonical text."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?%", text):
        return Fraction(text[:-1]) / 100, False
    if re.fullmatch("[0-9]+/[1-9][0-9]*", text):
        return Fraction(text), False
    if INT.match(text):
        return Fraction(text), True
    raise Bad("no number: %s" % ascii(text))


def parse_rule(text):
    """A rule in its canonical text, which is all that records and receipts hold."""
    if text.endswith(" or all"):
        rule = Rule("all", *_number(text[:-7])[:1], None, True)
    elif text[:1] in ("≥", ">", "≤", "<", "="):
        low, count = _number(text[1:])
        rule = Rule(text[0], low, None, count)
    else:
        left, _, right = text.partition("-")
        (low, count), (high, other) = _number(left), _number(right)
        if count != other or low > high:
            raise Bad("no range: %s" % ascii(text))
        rule = Rule("range", low, high, count)
    if rule.canonical() != text or not rule.count and max(rule.low, rule.high or 0) > 1:
        raise Bad("no rule in canonical text: %s" % ascii(text))
    return rule


# ------------------------------------------------------------------ --where (section 4)
_BLANK = " \t"
_OPS = re.compile(r"!=|<=|>=|=|<|>|(?<=[ \t])(?:not[ \t]+in(?=[ \t])|in(?=[ \t])|is[ \t]+not[ \t]+empty(?=[ \t]|\Z)|is[ \t]+empty(?=[ \t]|\Z))")


def _quoted(s, q):
    """s begins with q: (text, rest)"""
    out, i = [], 1
    while i < len(s):
        if s[i] == q:
            if s[i + 1:i + 2] == q:
                out.append(q)
                i += 2
                continue
            return "".join(out), s[i + 1:]
        out.append(s[i])
        i += 1
    raise Bad("an open %s in a filter" % q, 64)


def parse_number(s):
    return Fraction(s) if re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", s) else None           # (13)


def parse_date(s):
    m = (re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", s) or re.fullmatch(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", s)
         or re.fullmatch(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", s))
    if not m:
        return None
    try:
        return datetime.date(*map(int, m.groups()))
    except ValueError:
        return None


def parse_where(text):
    """(type '' | 'number' | 'date', column, operator, [values as typed objects])"""
    s, kind = text.strip(_BLANK), ""
    for k in ("number", "date"):
        if s.startswith(k + ":"):
            kind, s = k, s[len(k) + 1:].lstrip(_BLANK)
            break
    if s.startswith('"'):
        column, rest = _quoted(s, '"')
        # white space before a word operator must stand in `rest`
        m = _OPS.match(rest, len(rest) - len(rest.lstrip(_BLANK)))
        if not m:
            raise Bad("no operator after the column: %s" % ascii(text), 64)
    else:
        m = _OPS.search(s)
        if not m:
            raise Bad("no operator: %s" % ascii(text), 64)
        column, rest = s[:m.start()].strip(_BLANK), s
        if '"' in column:
            raise Bad('a column with " stands in quotes: %s' % ascii(text), 64)
    if not column:
        raise Bad("no column: %s" % ascii(text), 64)
    op = " ".join(m[0].split())
    tail = rest[m.end():].strip(_BLANK)
    typed = {"number": parse_number, "date": parse_date, "": lambda v: v}[kind]

    def value(v):
        t = typed(v)
        if t is None:
            raise Bad("no %s: %s" % (kind, ascii(v)), 64)
        return t
    if op in ("is empty", "is not empty"):
        if tail:
            raise Bad("something follows `empty`: %s" % ascii(text), 64)
        return kind, column, op, []
    if op in ("in", "not in"):
        if not tail.startswith("("):
            raise Bad("no list after %s: %s" % (op, ascii(text)), 64)
        tail, values = tail[1:].lstrip(_BLANK), []
        while True:
            if tail.startswith("'"):
                v, tail = _quoted(tail, "'")
                tail = tail.lstrip(_BLANK)
            else:
                j = re.search(r"[,()]|\Z", tail).start()
                v, tail = tail[:j].rstrip(_BLANK), tail[j:]
                if not v or v[0] in "=<>!'\"" or "'" in v:
                    raise Bad("no value in the list: %s" % ascii(text), 64)
            values.append(value(v))
            if tail.startswith(","):
                tail = tail[1:].lstrip(_BLANK)
            elif tail == ")":
                return kind, column, op, values
            else:
                raise Bad("no list: %s" % ascii(text), 64)
    if op in ("<", "<=", ">", ">=") and not kind:
        raise Bad("%s needs number: or date: %s" % (op, ascii(text)), 64)
    if tail.startswith("'"):
        v, tail = _quoted(tail, "'")
        if tail:
            raise Bad("something follows a closing quote: %s" % ascii(text), 64)
    else:
        v = tail
        if not v or v[0] in "=<>!'\"":
            raise Bad("no value (is it = != < <= > >= ?): %s" % ascii(text), 64)
    return kind, column, op, [value(v)]


def check_filters(texts):
    """That the filters of a record or receipt are some."""
    try:
        for text in texts:
            parse_where(text)
    except Bad as e:
        raise Bad("filter: %s" % e)


def where_matches(condition, row):
    """condition: text or what parse_where gave; row: {column: cell}"""
    kind, column, op, values = parse_where(condition) if isinstance(condition, str) else condition
    if column not in row:
        raise Bad("no column %s" % ascii(column))
    cell = row[column]
    if op == "is empty":
        return cell == ""
    if op == "is not empty":
        return cell != ""
    if kind:
        if cell == "":
            return False
        typed = (parse_number if kind == "number" else parse_date)(cell)
        if typed is None:
            raise Bad("column %s: %s is no %s" % (ascii(column), ascii(cell), kind))
        cell = typed
    if op in ("=", "in"):
        return cell in values
    if op in ("!=", "not in"):
        return cell not in values
    v = values[0]
    return {"<": cell < v, "<=": cell <= v, ">": cell > v, ">=": cell >= v}[op]


# ------------------------------------------------------------------ tables
def found_delimiters(text):
    """Comma, semicolon, tab and bar by how often they stand in the heading, outside quotes, most often first. (10)"""
    heading = re.sub(r'"[^"]*"?', "", text[:len(text) if "\n" not in text else text.index("\n")])
    return sorted((c for c in ",;\t|" if c in heading), key=heading.count, reverse=True) or [","]


def read_csv(data, delimiter=None):
    """(heading, rows, row numbers): RFC 4180 in UTF-8, LF or CRLF at the end of a record. (9)"""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise Bad("table: %s" % e)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise Bad("table: a byte 0")
    if delimiter:
        return read_records(text, delimiter)
    refused = None
    for delimiter in found_delimiters(text):
        try:
            return read_records(text, delimiter)
        except Bad as e:
            refused = refused or e
    raise refused


def read_records(text, delimiter):
    records, rec, i, n, row = [], [], 0, len(text), 1
    special = re.compile("[%s\n]" % re.escape(delimiter))
    while i < n or rec:
        if text[i:i + 1] == '"':
            out, i = [], i + 1
            while True:
                j = text.find('"', i)
                if j < 0:
                    raise Bad("row %d: an open quote" % row)
                out.append(text[i:j])
                i = j + 2
                if text[j + 1:j + 2] != '"':
                    i = j + 1
                    break
                out.append('"')
            rec.append("".join(out))
            if text[i:i + 2] == "\r\n":
                i += 1
            if i < n and text[i] not in delimiter + "\n":
                raise Bad("row %d: text after a closing quote" % row)
        else:
            m = special.search(text, i)
            j = m.start() if m else n
            cell = text[i:j]
            if '"' in cell:
                raise Bad("row %d: a quote inside a cell without quotes" % row)
            rec.append(cell.removesuffix("\r") if text[j:j + 1] != delimiter else cell)
            i = j
        if text[i:i + 1] == delimiter:
            i += 1
            if i < n:
                continue
            rec.append("")
        i += 1
        records.append((row, rec))
        rec, row = [], row + 1
    while records and records[-1][1] == [""]:
        records.pop()
    if not records:
        raise Bad("an empty table")
    heading = records[0][1]
    for r, cells in records[1:]:
        if len(cells) != len(heading):
            raise Bad("row %d: %d cells, the heading has %d" % (r, len(cells), len(heading)))
    return heading, [c for _, c in records[1:]], [r for r, _ in records[1:]]


@dataclass
class Unit:
    id: str
    stratum: str
    measure: object          # int or None
    row: dict
    cells: list


def column_index(heading, name):
    at = [i for i, h in enumerate(heading) if h == name]
    if len(at) != 1:
        raise Bad("column %s: %s" % (ascii(name), "unknown" if not at else "twice"))
    return at[0]


def read_units(heading, rows, numbers, ids, stratum=None, measure=None, filters=(), unclassified=None, normalize=False):
    """The base, which is the units after the filters, and the number of ids that normalisation changed."""
    conditions = [parse_where(f) for f in filters]
    for c in conditions:
        column_index(heading, c[1])
    at, sa = [column_index(heading, c) for c in ids], None if stratum is None else column_index(heading, stratum)
    ma = None if measure is None else column_index(heading, measure)
    units, seen, changed = [], {}, 0
    for cells, number in zip(rows, numbers):
        row = dict(zip(heading, cells))
        try:
            if not all(where_matches(c, row) for c in conditions):
                continue
            uid = next((cells[i] for i in at if cells[i] != ""), "")
            s = "*" if sa is None else cells[sa]
            if normalize:                                     # strata too (11)
                new = normalize_id(uid)
                changed, uid, s = changed + (new != uid), new, normalize_id(s)
            if s == "" and unclassified is not None:
                s = unclassified
            check_text(uid, "identifier")
            check_text(s, "stratum")
            m = None
            if ma is not None:
                if not INT.match(cells[ma]) or int(cells[ma]) > 2 ** 53:
                    raise Bad("size %s" % ascii(cells[ma]))
                m = int(cells[ma])
            if uid in seen:
                raise Bad("identifier %s stands in row %d too" % (ascii(uid), seen[uid]))
        except Bad as e:
            raise Bad("row %d: %s" % (number, e), e.code)
        seen[uid] = number
        units.append(Unit(uid, s, m, row, cells))
    return units, changed


def unit_frame(units):
    """bytes; units: Unit objects or (id, stratum, measure or None)"""
    t = [(u.id, u.stratum, u.measure) if isinstance(u, Unit) else u for u in units]
    return b"".join(sorted(b("%s\t%s\t%s\n" % (i, s, "" if m is None else m)) for i, s, m in t))


def shown_frame(units, columns=None):
    """bytes; units: Unit objects with `columns`, or (id, [values])"""
    t = [(u.id, [u.row[c] for c in columns]) if isinstance(u, Unit) else u for u in units]
    return b"".join(sorted(b("\t".join([i] + [escape(v) for v in vs]) + "\n") for i, vs in t))


# ------------------------------------------------------------------ record and notice
@dataclass
class Stratum:
    name: str
    N: int
    n: int
    r: int
    design: str
    start: str = ""


@dataclass
class Record:
    version: int
    label: str
    seed_source: str
    seed_form: str
    strata: list
    units: tuple                    # (count, hex)
    attempt: int = 1
    previous: str = ""
    redraw: object = None           # (hex, reason)
    after: str = ""
    used: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    outcomes: object = None
    secret: str = ""
    pool: str = ""
    filters: list = field(default_factory=list)
    rules: list = field(default_factory=list)       # (stratum or '', text)
    overall: list = field(default_factory=list)
    excluded: list = field(default_factory=list)    # (stratum, count, hex, reason)
    shown: tuple = (0, "", [])                      # (count, hex, [column])
    inspectors: tuple = (0, "")
    assignment: str = ""

    @property
    def commitment(self):
        return sha(record_text(self))


def record_text(r):
    """The record's bytes."""
    v2 = r.version == 2
    out = [[PROTOCOL], ["record", "2"] if v2 else ["record"], ["label", r.label], ["attempt", str(r.attempt)], ["previous", r.previous]]
    if v2:
        if r.redraw:
            out.append(["redraw", r.redraw[0], escape(r.redraw[1])])
        out.append(["after", r.after])
        out += [["used", s, str(c)] for s, c in r.used]
        out += [["changed", s, str(i), str(o)] for s, i, o in r.changed]
    out += [["seed-source", r.seed_source], ["seed-form", r.seed_form]]
    if v2 and r.outcomes is not None:
        out.append(["outcomes", str(r.outcomes)])
    out.append(["secret", r.secret])
    if v2:
        out.append(["pool", r.pool])
        out += [["filter", escape(f)] for f in r.filters]
        out += [["rule", s, t] for s, t in r.rules]
        out += [["overall", t] for t in r.overall]
        out += [["excluded", s, str(c), h, escape(w)] for s, c, h, w in r.excluded]
        out.append(["shown", str(r.shown[0]), r.shown[1]] + [escape(c) for c in r.shown[2]])
    out += [["units", str(r.units[0]), r.units[1]], ["inspectors", str(r.inspectors[0]), r.inspectors[1]], ["assignment", r.assignment]]
    out += [["stratum", s.name, str(s.N), str(s.n), str(s.r), s.design, s.start] for s in r.strata]
    return b("".join("\t".join(x) + "\n" for x in out))


def parse_record(data):
    """bytes -> Record, strict: order, number of fields, integers, hex, text, and the record's own consistency."""
    if isinstance(data, str):
        data = b(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("record: not UTF-8")
    if not text.endswith("\n"):
        raise Bad("record: the last line has no LF")
    lines = [l.split("\t") for l in text[:-1].split("\n")]
    pos = 0

    def integer(s):
        if not INT.match(s):
            raise Bad("record: %s is no integer of the page" % ascii(s))
        return int(s)

    def hexa(s, *others):
        if not HEX.match(s) and s not in others:
            raise Bad("record: %s is no SHA-256" % ascii(s))
        return s

    def take(name, count, at_most=None):
        nonlocal pos
        l = lines[pos] if pos < len(lines) else ["(end)"]
        if l[0] != name or not count <= len(l) - 1 <= (count if at_most is None else at_most):
            raise Bad("record: line %d: expected `%s` with %d fields, found %s" % (pos + 1, name, count, ascii("\t".join(l))))
        pos += 1
        return l[1:]

    def many(name, count):
        out = []
        while pos < len(lines) and lines[pos][0] == name:
            out.append(take(name, count))
        return out

    take(PROTOCOL, 0)
    v = take("record", 0, 1)
    if v not in ([], ["2"]):
        raise Bad("record: version %s" % ascii(v))
    version = 2 if v else 1
    label = check_text(take("label", 1)[0], "label")
    r = Record(version, label, "", "", [], (0, ""))
    r.attempt = integer(take("attempt", 1)[0])
    if r.attempt < 1:
        raise Bad("record: attempt 0")
    r.previous = hexa(take("previous", 1)[0], "")
    if version == 2:
        w = many("redraw", 2)
        if len(w) > 1 or bool(w) != (r.attempt > 1):
            raise Bad("record: `redraw` stands in a redraw, once, and only there")
        if w:
            r.redraw = (hexa(w[0][0]), loose_text(unescape(w[0][1]), "record: reason"))
        r.after = hexa(take("after", 1)[0], "", "first")
        r.used = [(check_text(s, "stratum"), integer(c)) for s, c in many("used", 2)]
        r.changed = [(check_text(s, "stratum"), integer(i), integer(o)) for s, i, o in many("changed", 3)]
        for what, names in (("used", [x[0] for x in r.used]), ("changed", [x[0] for x in r.changed])):
            if names and not HEX.match(r.after):
                raise Bad("record: `%s` without a receipt in `after`" % what)
            if [b(x) for x in names] != sorted({b(x) for x in names}):
                raise Bad("record: `%s` not by bytes, or twice" % what)
    r.seed_source = check_text(take("seed-source", 1)[0], "seed-source")
    r.seed_form = check_text(take("seed-form", 1)[0], "seed-form")
    if version == 2:
        o = many("outcomes", 1)
        if len(o) > 1:
            raise Bad("record: `outcomes` twice")
        r.outcomes = integer(o[0][0]) if o else None
        if r.outcomes == 0:
            raise Bad("record: no outcomes")
    r.secret = hexa(take("secret", 1)[0], "")
    if version == 2:
        def loose(s, what):
            return loose_text(unescape(s), "record: " + what)
        r.pool = hexa(take("pool", 1)[0], "")
        r.filters = [loose(f[0], "filter") for f in many("filter", 1)]
        check_filters(r.filters)
        r.rules = [(check_text(s, "stratum") if s else "", t) for s, t in many("rule", 2)]
        r.overall = [t[0] for t in many("overall", 1)]
        for t in [t for _, t in r.rules] + r.overall:
            parse_rule(t)
        r.excluded = [(check_text(s, "stratum"), integer(c), hexa(h), loose(w, "reason")) for s, c, h, w in many("excluded", 4)]
        if [(s, w) for s, _, _, w in r.excluded] != sorted({(s, w) for s, _, _, w in r.excluded}, key=lambda e: (b(e[0]), b(e[1]))):
            raise Bad("record: `excluded` not by stratum and reason, or twice")
        if not all(c for _, c in r.used) or not all(e[1] for e in r.excluded):
            raise Bad("record: `used` or `excluded` of no unit")
        sh = take("shown", 2, 10 ** 6)
        r.shown = (integer(sh[0]), hexa(sh[1], ""), [loose(c, "column") for c in sh[2:]])
        if r.shown[0] != len(r.shown[2]) or bool(r.shown[0]) != bool(r.shown[1]):
            raise Bad("record: `shown` does not agree with itself")
        if len(set(r.shown[2])) != len(r.shown[2]):
            raise Bad("record: a shown column twice")
    u = take("units", 2)
    r.units = (integer(u[0]), hexa(u[1], ""))
    i = take("inspectors", 2)
    r.inspectors = (integer(i[0]), hexa(i[1], ""))
    r.assignment = take("assignment", 1)[0]
    if bool(r.inspectors[0]) != bool(r.inspectors[1]) or bool(r.inspectors[0]) != bool(r.assignment):
        raise Bad("record: `inspectors` and `assignment` do not agree")
    if r.assignment and not re.fullmatch("spotcheck-assign-v1:[0-9a-f]{64}", r.assignment):
        raise Bad("record: assignment %s" % ascii(r.assignment))
    for name, N, n, res, design, start in many("stratum", 6):
        s = Stratum(check_text(name, "stratum"), integer(N), integer(n), integer(res), design, hexa(start, ""))
        if design not in DESIGNS:
            raise Bad("record: design %s" % ascii(design))
        if s.n + s.r > s.N:
            raise Bad("record: %d + %d of %d in %s" % (s.n, s.r, s.N, name))
        if start and design != "srs":
            raise Bad("record: a start with %s" % design)
        r.strata.append(s)
    if pos != len(lines):
        raise Bad("record: line %d: %s" % (pos + 1, ascii("\t".join(lines[pos]))))
    names = [b(s.name) for s in r.strata]
    if not names or names != sorted(set(names)):
        raise Bad("record: strata not by bytes, twice, or none")
    if sum(s.N for s in r.strata) != r.units[0]:
        raise Bad("record: the strata hold %d units, `units` says %d" % (sum(s.N for s in r.strata), r.units[0]))
    positions = any(s.design == "positions" for s in r.strata)
    if positions and (len(r.strata) != 1 or r.strata[0].name != "*" or r.units[1]):
        raise Bad("record: positions have one stratum * and no digest of a frame")
    if not positions and not r.units[1]:
        raise Bad("record: no digest of the unit frame")
    if positions and (r.filters or r.excluded or r.shown[0]):
        raise Bad("record: positions with filter, excluded or shown")
    if r.after:
        if r.attempt != 1:
            raise Bad("record: a year of a rotation is not redrawn")
        if any(s.design != "srs" for s in r.strata):
            raise Bad("record: a rotation with another design than srs")
        if r.after == "first" and any(s.start for s in r.strata):
            raise Bad("record: a start in a rotation's first year")
    if record_text(r) != data:
        raise Bad("record: not the canonical text of what it says")
    return r


def notice_text(r, ledger=None):
    """bytes of the notice; ledger: (k, hex) or None"""
    out = [PROTOCOL, "notice", "label\t" + r.label, "attempt\t%d" % r.attempt, "previous\t" + r.previous,
           "seed-source\t" + r.seed_source, "seed-form\t" + r.seed_form, "commitment\t" + r.commitment]
    if r.after:
        out.append("rotation")
    if ledger:
        out.append("ledger\t%d\t%s" % ledger)
    text = b("".join(l + "\n" for l in out))
    return text if r.secret else text + b"\n" + record_text(r)


def parse_notice(data):
    """dict of a notice; `record` the bytes after the empty line or None"""
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")         # (3)
    if not data.endswith(b"\n"):
        data += b"\n"
    head, gap, rest = data.partition(b"\n\n")
    if gap:
        head += b"\n"
    try:
        lines = head.decode("utf-8")[:-1].split("\n")
    except UnicodeDecodeError:
        raise Bad("notice: not UTF-8")
    out, names = {"record": rest if gap else None, "rotation": False, "ledger": None}, ["label", "attempt", "previous", "seed-source", "seed-form", "commitment"]
    if lines[:2] != [PROTOCOL, "notice"] or len(lines) < 8:
        raise Bad("notice: not a notice of %s" % PROTOCOL)
    for l, name in zip(lines[2:8], names):
        k, tab, v = l.partition("\t")
        if k != name or not tab or "\t" in v:
            raise Bad("notice: expected `%s`, found %s" % (name, ascii(l)))
        out[name] = v
    more = lines[8:]
    if more and more[0] == "rotation":
        out["rotation"] = True
        more = more[1:]
    if more:
        m = re.fullmatch("ledger\t([1-9][0-9]*)\t([0-9a-f]{64})", more[0])
        if m:
            out["ledger"] = (int(m[1]), m[2])
            more = more[1:]
    if more:
        raise Bad("notice: something follows: %s" % ascii(more[0]))
    if not HEX.match(out["commitment"]) or not INT.match(out["attempt"]) or (out["previous"] and not HEX.match(out["previous"])):
        raise Bad("notice: attempt, previous or commitment is malformed")
    check_text(out["label"], "label")
    for name in ("seed-source", "seed-form"):
        check_text(out[name], name)
    out["data"] = data
    return out


# ------------------------------------------------------------------ seeds
# name in seed-source: (outcomes of one draw, how many numbers each of its drums gives). (4)
SOURCES = {"双色球": (17721088, (6, 1)), "大乐透": (21425712, (5, 2))}


def seed_fits(seed, form):
    return len(seed) == len(form) and all((s in "0123456789") if f == "#" else s == f for s, f in zip(seed, form))


def seed_outcomes(form, source="", outcomes=None):
    """Number of outcomes or None where the page says --outcomes is needed."""
    known = [SOURCES[k][0] for k in SOURCES if k in source]
    if known:
        return math.prod(known)
    if outcomes is not None:
        return outcomes
    groups = re.findall("#+", form)
    return 10 ** len("".join(groups)) if len(groups) == 1 or all(g == "#" for g in groups) else None


def seed_problem(seed, form, source=""):
    why = text_problem(seed)
    if why:
        return "the seed is no text of the page: " + why
    if not seed_fits(seed, form):
        return "the seed is not of the seed-form"
    if any(word in source.lower() for word in ("ascending", "升序", "从小到大")):
        numbers = [int(seed[m.start():m.end()]) for m in re.finditer("#+", form)]
        drums = [d for k in sorted(SOURCES, key=source.find) if k in source for d in SOURCES[k][1]]
        at = 0
        for d in drums if sum(drums) == len(numbers) else [len(numbers)]:
            if numbers[at:at + d] != sorted(numbers[at:at + d]):
                return "the seed's numbers are not in ascending order"
            at += d
    return None


# ------------------------------------------------------------------ a draw
@dataclass
class Drawn:
    stratum: str
    rank: int
    role: str
    id: str
    population: int
    size: int
    weight: object        # Fraction, float or None
    ticket: object


def draw(strata, units, k, method=None):
    """(rows: [Drawn], {stratum: threshold or None}); strata: [Stratum]; k = key("units") or, for
    positions, key("positions")."""
    rows, thresholds, by = [], {}, {}
    for u in units:
        by.setdefault(u.stratum, []).append(u)
    for s in sorted(strata, key=lambda s: b(s.name)):
        us = by.get(s.name, [])
        if s.design == "positions":
            out = [(None, str(p), Fraction(s.N, s.n) if s.n else None) for p in select_positions(k, s.N, s.n, s.r)]
            thresholds[s.name] = None
        elif s.design == "srs":
            sel, res = select_srs(k, [u.id for u in us], s.n, s.r, s.start or None)
            thresholds[s.name] = sel[-1][0] if sel else None
            out = [(t, i, Fraction(s.N, s.n) if s.n else None) for t, i in sel + res]
        else:
            certain, sel, res = select_pps(k, [(u.id, u.measure) for u in us], s.n, s.r, s.design)
            out = [(ticket(k, i), i, Fraction(1)) for i in certain] + [(t, i, None if not p else 1.0 / p) for t, i, p in sel + res]
            thresholds[s.name] = None
        for rank, (t, i, w) in enumerate(out, 1):
            rows.append(Drawn(s.name, rank, "selected" if rank <= s.n else "reserve", i, s.N, s.n, w, t))
    return rows, thresholds


def decimal_text(x):
    """A weight as it is written: the shortest decimal that is this binary64. (7)"""
    x = float(x)
    return repr(x) if x < 1e16 or x >= 2 ** 54 else "%.1f" % x


# ------------------------------------------------------------------ receipt
ANY = object()          # what a receipt alone says: shown, not compared
TEXT_OR_NULL = (str, type(None))
RECEIPT = {"schema": str, "protocol": str, "tool": str, "label": str, "seed": str, "sealed": bool, "commitment": TEXT_OR_NULL, "key": str,
           "columns": (dict, type(None)), "normalized": (int, type(None)), "design": str, "measure": TEXT_OR_NULL,
           "starts": (dict, type(None)), "reserves": int, "frame": dict, "strata": list, "selected": dict}
RECEIPT2 = {"filter": list, "shown": list, "after": str, "excluded": list, "reading": object, "engine": object, "assignment": object}
PARTS = {"columns": {"id": list, "stratum": TEXT_OR_NULL, "unclassified": TEXT_OR_NULL}, "frame": {"sha256": TEXT_OR_NULL, "units": int},
         "strata": {"stratum": str, "population": int, "rule": str, "size": int, "reserves": int, "threshold": TEXT_OR_NULL},
         "selected": {"sha256": str, "units": int}, "excluded": {"stratum": str, "count": int, "sha256": str, "reason": str},
         "assignment": {"objects": dict, "places": int, "missing": int, "sha256": str}}
DRAW_COLUMNS = ["draw_stratum", "draw_rank", "draw_role", "draw_population", "draw_size", "draw_weight", "draw_ticket"]
PUBLIC_SCHEMA = "spotcheck.public-receipt/2"
PUBLIC = {"schema": str, "protocol": str, "sealed": bool, "label": str, "seed": str, "commitment": TEXT_OR_NULL, "selected": int,
          "id": list, "shown": list, "stratum": TEXT_OR_NULL, "units": int, "key": str}


def load_json(data):
    """(object, keys that are written twice)"""
    doubled = []

    def pairs(p):
        doubled.extend(k for n, (k, _) in enumerate(p) if k in dict(p[:n]))
        return dict(p)
    try:
        v = json.loads(data.decode("utf-8").removeprefix("\ufeff"), object_pairs_hook=pairs)
    except (UnicodeDecodeError, ValueError) as e:
        raise Bad("JSON: %s" % e)
    if not isinstance(v, dict):
        raise Bad("JSON: not an object")
    return v, doubled


def check_shape(value, shape, where, optional=()):
    """Every key of `shape` is there with a value of its type; other keys are told by the comparison."""
    for k, kind in shape.items():
        if k not in value and k not in optional:
            raise Bad("%s: no `%s`" % (where, k))
        if k in value and (not isinstance(value[k], kind) or isinstance(value[k], bool) and kind not in (bool, object)):
            raise Bad("%s: `%s` has a value of another kind" % (where, k))


def check_receipt_shape(rec):
    check_shape(rec, RECEIPT | RECEIPT2, "receipt", optional=RECEIPT2)
    if rec["protocol"] != PROTOCOL:
        raise Bad("receipt: protocol %s" % ascii(rec["protocol"]))
    for name, shape in PARTS.items():
        parts = rec.get(name)
        for part in parts if isinstance(parts, list) else [parts] if parts is not None else []:
            if not isinstance(part, dict):
                raise Bad("receipt: `%s` has another shape" % name)
            nullable = [k for k in shape if shape[k] is TEXT_OR_NULL]           # null or left out (5)
            check_shape(part, shape, "receipt: " + name, optional=nullable)
            for k in nullable:
                if part.get(k, "") is None:
                    del part[k]
    if rec.get("assignment"):
        check_shape(rec["assignment"]["objects"], PARTS["selected"], "receipt: assignment.objects")
    for name in ("filter", "shown"):
        if not all(isinstance(x, str) for x in rec.get(name, [])):
            raise Bad("receipt: `%s` is no list of texts" % name)
    if not all(isinstance(x, str) for x in ((rec.get("columns") or {}).get("id") or []) + list((rec.get("starts") or {}).values())):
        raise Bad("receipt: a column or a start is no text")


def unlike(given, wanted, path=""):
    """Where two JSON values differ: keys and numbers that lead there."""
    if wanted is ANY:
        return []
    if isinstance(wanted, dict) and isinstance(given, dict):
        out = ["%s.%s" % (path, k) for k in sorted(set(given) ^ set(wanted)) if wanted.get(k) is not ANY]
        return out + [x for k in wanted if k in given for x in unlike(given[k], wanted[k], "%s.%s" % (path, k))]
    if isinstance(wanted, list) and isinstance(given, list) and len(given) == len(wanted):
        return [x for n, (g, w) in enumerate(zip(given, wanted)) for x in unlike(g, w, "%s.%d" % (path, n))]
    return [] if wanted == given and isinstance(wanted, bool) == isinstance(given, bool) else [path]


def selection_digest(rows):
    """SHA-256 of the lines `stratum|rank|id`, without reserves. (5)"""
    return sha(b("".join("%s|%d|%s\n" % (x.stratum, x.rank, x.id) for x in rows if x.role == "selected")))


def read_exclude(data, ids):
    """[(id, reason)]: a table with a column of identifiers and one of reasons. (8)"""
    heading, rows, _ = read_csv(data)
    at = [column_index(heading, c) for c in ids if c in heading]
    reasons = [i for i, h in enumerate(heading) if h.lower() in ("reason", "原因", "理由", "排除原因")]
    if not at or len(reasons) != 1:
        raise Bad("exclusions: no column %s, or not one of reasons" % ascii(ids))
    why = reasons[0]
    out = [(next((r[i] for i in at if r[i]), ""), r[why]) for r in rows]
    for i, reason in out:
        loose_text(reason, "exclusions: reason")
    if len({i for i, _ in out}) != len(out):
        raise Bad("exclusions: an identifier twice")
    return out


# ------------------------------------------------------------------ verification
HOLDS, DIFFERS, NOT = "holds", "differs", "not checked"


class Line:
    """What was found of one thing; counts: whether the record, the receipt or the caller has it."""

    def __init__(self, name, counts=True):
        self.name, self.counts, self.bad, self.missing, self.notes = name, counts, [], [], []

    def differs(self, why):
        self.bad.append(why)

    def lacks(self, why):
        self.missing.append(why)

    def note(self, why):
        self.notes.append(why)

    @property
    def status(self):
        return DIFFERS if self.bad else NOT if self.missing else HOLDS

    def __str__(self):
        why = self.bad + self.missing + self.notes
        return "%s: %s%s" % (self.name, self.status, " (" + "; ".join(why) + ")" if why else "")


@dataclass
class Inputs:
    receipt: bytes = None
    record: bytes = None
    pool: bytes = None
    notice: bytes = None
    selection: bytes = None
    public: dict = None           # {file name: bytes}
    seed: str = None
    exclude: bytes = None
    posts: bytes = None
    inspectors: bytes = None
    assignment: bytes = None
    after: list = field(default_factory=list)      # [(receipt, record, pool, exclusions)], nearest year first; None without


class Verification:
    """Regenerates receipt, selection, notice and public files from record, pool and seed, and compares."""

    def __init__(self, given):
        self.given = given
        self.lines = {n: Line(n) for n in ("record", "seed", "frame", "sizes", "selection", "notice", "public files")}
        self.lines["notice"].counts = given.notice is not None
        self.lines["public files"].counts = given.public is not None
        self.rec = self.record = self.key = self.strata = None
        self.base = self.units = self.rows = None           # None where they cannot be known
        self.thresholds, self.changed_ids, self.heading = {}, 0, None
        self.notes, self.outside = [], False
        self.run() if given.receipt is not None else self.check_outside()

    @property
    def code(self):
        s = [l.status for l in self.lines.values() if l.counts]
        return 1 if DIFFERS in s else 2 if NOT in s else 0

    @property
    def conclusion(self):
        if self.outside and self.code == 0:
            return "the form holds; the selection cannot be checked from outside"
        bad, no = ([l.name for l in self.lines.values() if l.counts and l.status == s] for s in (DIFFERS, NOT))
        if bad:
            return "NOT verified: " + ", ".join(bad)
        if no:
            return "nothing differs; not checked: " + ", ".join(no)
        return "verified" + (" (%s)" % "; ".join(self.notes) if self.notes else "")

    def run(self):
        self.rec, doubled = load_json(self.given.receipt)
        check_receipt_shape(self.rec)
        for k in doubled:
            self.lines["selection"].differs("receipt: key %s twice" % ascii(k))
        self.commitment = self.rec["commitment"]
        self.check_record()
        self.read_terms()
        self.check_seed()
        self.check_frame()
        self.check_sizes()
        self.check_rotation()
        self.check_selection()
        self.check_assignment()
        self.check_notice()
        self.check_public()

    # -------------------------------------------------------------- record, terms, seed
    def check_record(self):
        line, raw = self.lines["record"], self.given.record
        if raw is None and self.given.notice is not None and self.commitment:
            raw = parse_notice(self.given.notice)["record"]
            if raw is not None:
                line.note("the record was read from the notice")
        if raw is None:
            if self.commitment:
                return line.lacks("the receipt names a commitment; give its record")
            if self.rec["sealed"]:
                line.differs("a sealed draw has a record with its secret, the receipt names none")
            line.counts = bool(self.rec["sealed"])
            self.notes.append("uncommitted")
            return None
        self.record = parse_record(raw)
        if sha(raw) != self.commitment:
            line.differs("SHA-256 of the record is not the receipt's commitment")
        if self.record.version == 1:
            line.note("version 1 does not bind rotation, pool bytes, filters, rules, exclusions, shown columns")
        if self.record.after and not self.record.secret:
            line.note("an open rotation: the page says that a rotation is sealed")
        if self.record.inspectors[0]:
            self.lines["assignment"] = Line("assignment")
        return None

    def read_terms(self):
        """What is drawn and shown: by the record, else by the receipt's own words."""
        rec, record = self.rec, self.record
        self.label, self.secret = (record.label, record.secret) if record else (rec["label"], "")
        own = record is None or record.version == 1
        self.filters = rec.get("filter", []) if own else record.filters
        self.shown = rec.get("shown", []) if own or not record.shown[0] else record.shown[2]       # (6)
        self.excluded = record.excluded if record else \
            [(e["stratum"], e["count"], e["sha256"], e["reason"]) for e in rec.get("excluded", [])]
        self.after = record.after if record else rec.get("after", "")
        if record:
            self.strata = record.strata
        elif not self.commitment:
            starts = dict(rec["starts"] or {})
            if rec["design"] not in DESIGNS or starts and rec["design"] != "srs" or not all(HEX.match(s) for s in starts.values()):
                raise Bad("receipt: its design or a start is none")
            self.strata = [Stratum(s["stratum"], s["population"], s["size"], s["reserves"], rec["design"], starts.pop(s["stratum"], ""))
                           for s in rec["strata"]]
            self.strata += [Stratum(name, 0, 0, 0, rec["design"], start) for name, start in starts.items()]
        self.design = self.strata[0].design if self.strata else rec["design"]
        check_filters(self.filters)

    def rules_of(self, stratum):
        """The rules of a stratum in canonical text: those for every stratum, then its own. (5)"""
        if self.record and self.record.version == 2:
            return [t for w, t in sorted(self.record.rules, key=lambda r: r[0] != "") if w in ("", stratum)]
        texts = [s.get("rule", "") for s in self.rec["strata"] if s["stratum"] == stratum]
        return [t.strip() for t in (texts or [""])[0].split(";") if t.strip()]

    def check_seed(self):
        line, seed = self.lines["seed"], self.rec["seed"]
        if self.given.seed is not None and text_problem(self.given.seed):
            raise Bad("--seed: %s" % text_problem(self.given.seed), 64)
        check_text(seed, "the receipt's seed")
        check_text(self.label, "the receipt's label")
        if self.given.seed is not None and seed != self.given.seed:
            line.differs("the receipt's seed is not the seed given")
        if self.record:
            r = self.record
            why = seed_problem(seed, r.seed_form, r.seed_source)
            if why:
                line.differs(why)
            o = seed_outcomes(r.seed_form, r.seed_source, r.outcomes)
            line.note("number of outcomes unknown" if o is None else "%s outcomes%s" % (format(o, ","), "" if o >= 2 ** 32 else ", fewer than 2^32"))
        if self.commitment and self.given.seed is None:
            line.lacks("give --seed from its source")
        if self.record or not self.commitment:
            self.key = key("positions" if self.design == "positions" else "units", self.label, seed, self.secret)

    # -------------------------------------------------------------- frame
    def check_frame(self):
        line, given, record = self.lines["frame"], self.given, self.record
        if given.exclude is not None and (self.strata is not None and not self.excluded or given.pool is None):
            raise Bad("--exclude was given, nothing is excluded or there is no pool", 64)
        if self.design == "positions":
            if given.pool is not None:
                raise Bad("a pool was given; positions have none", 64)
            self.units = self.base = []
            return None
        if given.pool is None:
            return line.lacks("give the pool")
        if self.commitment and not record:
            return line.lacks("give the record")
        if self.excluded and given.exclude is None:
            return line.lacks("give --exclude: units are kept out")
        reading = self.rec.get("reading", {})
        if "engine" in self.rec or set(reading) - {"delimiter"} or not isinstance(reading.get("delimiter", ","), str):
            return line.lacks("receipt: `engine`, or a `reading` of more than the delimiter, is not known here")
        columns, measure = self.rec.get("columns"), self.rec["measure"]
        if not columns or not columns["id"] or (measure is None) == (self.design in PPS):
            line.differs("receipt: columns, or a measure without PPS, or PPS without one")
            return None
        # A caller who has the public files knows no `reading`: the table says it.
        heading, rows, numbers = read_csv(given.pool, None if given.public else reading.get("delimiter"))
        self.heading = heading
        self.base, self.changed_ids = read_units(heading, rows, numbers, columns["id"], columns.get("stratum"), measure, self.filters,
                                                 columns.get("unclassified"), self.rec["normalized"] is not None)
        units = self.keep_out(heading, rows, columns["id"])
        frame = unit_frame(units)
        counts = {}
        for u in units:
            counts[u.stratum] = counts.get(u.stratum, 0) + 1
        if counts != {s.name: s.N for s in self.strata if s.N}:
            return line.differs("the strata's numbers of units")
        if record and (len(units), sha(frame)) != record.units:
            return line.differs("unit frame: %d units, %s; committed %d, %s" % (len(units), sha(frame)[:12], record.units[0], record.units[1][:12]))
        self.units = units
        if record and record.version == 2 and record.shown[0]:
            for c in record.shown[2]:
                column_index(heading, c)
            if sha(shown_frame(units, record.shown[2])) != record.shown[1]:
                line.differs("shown frame")
        if not record:
            for c in self.shown:
                if heading.count(c) != 1:
                    line.differs("receipt: shown %s is no column of the pool" % ascii(c))
        if record and record.pool and record.pool != sha(given.pool):
            line.note("other pool bytes than committed")
        digest = self.rec["frame"].get("sha256")
        if digest is not None and not HEX.match(digest):
            line.differs("receipt: frame.sha256 is no digest")
        elif digest != sha(given.pool):
            line.note("other pool bytes than the receipt's, or no digest there")
        return None

    def keep_out(self, heading, rows, ids):
        """The frame: the base without the excluded, which must be those of the record."""
        if not self.excluded:
            return self.base
        listed = read_exclude(self.given.exclude, ids)
        known = {next((r[heading.index(c)] for c in ids if r[heading.index(c)]), "") for r in rows}
        if self.rec["normalized"] is not None:
            listed, known = [(normalize_id(i), w) for i, w in listed], {normalize_id(i) for i in known}
        for i, _ in listed:
            if i not in known:
                raise Bad("exclusions: %s is not in the pool" % ascii(i))
        why, found = dict(listed), {}
        for u in self.base:
            if u.id in why:
                found.setdefault((u.stratum, why[u.id]), []).append(u.id)
        lines = [(s, len(v), sha(b"".join(sorted(b(i + "\n") for i in v))), w) for (s, w), v in found.items()]
        if sorted(lines, key=lambda e: (b(e[0]), b(e[3]))) != self.excluded:
            self.lines["frame"].differs("the excluded units are not those of the record")
        return [u for u in self.base if u.id not in why]

    # -------------------------------------------------------------- sizes
    def check_sizes(self):
        line, record = self.lines["sizes"], self.record
        if self.strata is None:
            return line.lacks("give the record")
        if self.excluded and self.given.exclude is None:
            return line.lacks("give --exclude")
        out, names = {}, {s.name for s in self.strata}
        for s, c, _, _ in self.excluded:
            out[s] = out.get(s, 0) + c
        for where, _ in record.rules if record else []:
            if where and where not in names:
                line.differs("rule for %s, which is no stratum" % ascii(where))
        ruled = False
        for s in self.strata:
            base = s.N + out.get(s.name, 0)
            for t in self.rules_of(s.name):
                ruled = True
                try:
                    if not parse_rule(t).true_of(s.n, base):
                        line.differs("%s: %d of %d is not %s" % (s.name, s.n, base, t))
                except Bad as e:
                    line.differs(str(e))
        n, N = sum(s.n for s in self.strata), sum(s.N for s in self.strata) + sum(out.values())
        for t in record.overall if record else []:
            ruled = True
            if not parse_rule(t).true_of(n, N):
                line.differs("overall: %d of %d is not %s" % (n, N, t))
        if not ruled:
            line.note("counts committed, no rule recorded")
        return None

    # -------------------------------------------------------------- rotation
    def check_rotation(self):
        given, record, line = self.given, self.record, self.lines["record"]
        if not record or not HEX.match(record.after):
            if given.after and (record or not self.commitment):
                raise Bad("--after was given, the draw goes on from no receipt", 64)
            if not self.record and (self.after or any(s.start and not s.N for s in self.strata or [])):
                line.counts = True
                line.lacks("the receipt goes on from another draw, and no record binds it")
            return None
        if not given.after:
            return line.lacks("starts: give --after RECEIPT, %s" % record.after[:12])
        raw, raw_record, pool, exclude = given.after[0]
        if sha(raw) != record.after:
            return line.differs("`after` is not the SHA-256 of the receipt given")
        before, _ = load_json(raw)
        check_receipt_shape(before)
        for k in ("label", "seed", "key"):
            if before.get(k) != self.rec.get(k):
                line.differs("%s is not that of the year before" % k)
        full = None
        if raw_record is None or pool is None:
            line.lacks("starts: the receipt of the year before is not verified; give --after-record, --after-pool")
        else:
            full = Verification(Inputs(raw, raw_record, pool, seed=self.rec["seed"], exclude=exclude, after=given.after[1:]))
        if full and full.code:
            line.lacks("the year before: " + full.conclusion)
            full = None
        if full and (full.record.secret, full.record.seed_source, full.record.seed_form) != (record.secret, record.seed_source, record.seed_form):
            line.differs("secret, seed-source or seed-form is not that of the year before")
        if full and full.record.version == 2 and not full.record.after:
            line.differs("the year before is in no rotation")
        self.check_starts(line, before, full)
        if full and self.base is not None:
            was, now = ({u.id: u.stratum for u in v.base} for v in (full, self))
            moved = {s: [0, 0] for s in list(was.values()) + list(now.values())}
            for i, s in now.items():
                moved[s][0] += was.get(i) != s
            for i, s in was.items():
                moved[s][1] += now.get(i) != s
            if record.changed != [(s, *moved[s]) for s in sorted(moved, key=b) if any(moved[s])]:
                line.differs("`changed` is not what came and went by the two pools")
        return None

    def check_starts(self, line, before, full):
        used, mine = dict(self.record.used), {s.name: s.start for s in self.record.strata}
        want = dict(before.get("starts") or {})
        for s in before["strata"]:
            name, called = s["stratum"], used.pop(s["stratum"], 0)
            if called > s["reserves"]:
                line.differs("more reserves used of %s than there were" % ascii(name))
            elif called:
                tickets = [x.ticket for x in full.rows if x.stratum == name] if full else None
                want[name] = tickets[s["size"] + called - 1] if full else mine.get(name, "")
            elif s.get("threshold"):
                want[name] = s["threshold"]
        for name in used:
            line.differs("`used` of %s, which was no stratum" % ascii(name))
        for name in sorted(set(want) | set(mine)):
            if want.get(name, "") != mine.get(name, ""):
                line.differs("the start of %s" % ascii(name))

    # -------------------------------------------------------------- selection
    def check_selection(self):
        line = self.lines["selection"]
        if self.units is not None and self.key is not None and not self.lines["frame"].bad:
            try:
                self.rows, self.thresholds = draw(self.strata, self.units, self.key)
            except Bad as e:
                line.differs(str(e))
        if self.rows is None:
            line.lacks("it needs record, seed and frame")
        if self.strata is not None:
            for path in unlike(self.rec, self.receipt()):
                line.differs("receipt: " + path[1:])
        if self.given.selection is not None:
            self.check_list(line)

    def check_assignment(self):
        """The teams of the selected objects, by assign.py; an earlier draw's objects are not looked for here."""
        given, stated = self.given, self.rec.get("assignment")
        if self.record is None and "assignment" in self.rec and self.commitment:
            self.lines["assignment"] = Line("assignment")
        line = self.lines.get("assignment")
        if line is None:
            if given.posts or given.inspectors or given.assignment is not None:
                raise Bad("the draw has no inspectors", 64)
            return None
        if self.record and (self.record.after or self.design == "positions"):
            line.differs("here an assignment has a record of its own")
        if self.record and not stated:
            return line.differs("the record has inspectors, the receipt no assignment")
        if given.posts is None or given.inspectors is None or self.record is None:
            if given.assignment is not None and stated and sha(given.assignment) != stated["sha256"]:
                line.differs("not the text that the receipt names")
            return line.lacks("it needs the record and both frames")
        import assign
        try:
            posts, people = assign.posts_of(given.posts), assign.inspectors_of(given.inspectors)
            assign.committed(given.posts, given.inspectors)
        except assign.Refused as e:
            raise Bad("a frame: %s" % e)
        if (len(people), sha(given.inspectors)) != self.record.inspectors or "%s:%s" % (assign.PROTOCOL, sha(given.posts)) != self.record.assignment:
            return line.differs("a frame is not the one committed to")
        if self.rows is None:
            return line.lacks("it needs the draw")
        if any(b(u.id) not in posts for u in self.units):
            return line.differs("a unit has no posts")
        objects = sorted(b(x.id) for x in self.rows if x.role == "selected")
        team = assign.assign(posts, people, key("inspectors", self.label, self.rec["seed"], self.secret).encode(), objects)
        text = assign.certificate(posts, people, objects) if team is None else assign.assignment_text(team)
        want = {"objects": {"sha256": sha(b"".join(o + b"\n" for o in objects)), "units": len(objects)}, "sha256": sha(text),
                "places": sum(c for o in objects for _, c in posts[o]), "missing": int(text.split()[-1]) if team is None else 0}
        for path in unlike(stated, want):
            line.differs("receipt: assignment" + path)
        if given.assignment is not None and given.assignment != text:
            line.differs("not the teams that the tickets give")
        return None

    def receipt(self):
        """The receipt made anew; ANY where only the receipt says it, or what was given does not tell."""
        rec, record, rows = self.rec, self.record, self.rows
        strata = []
        listed = [x["stratum"] for x in rec["strata"]]
        for s in sorted((s for s in self.strata if s.N or s.name in listed), key=lambda s: b(s.name)):        # (5)
            part = {"stratum": s.name, "population": s.N, "size": s.n, "reserves": s.r,
                    "rule": "; ".join(self.rules_of(s.name)) if record and record.version == 2 else ANY}
            if rows is None or self.thresholds[s.name]:
                part["threshold"] = ANY if rows is None else self.thresholds[s.name]
            strata.append(part)
        new = {"protocol": PROTOCOL, "tool": ANY, "label": self.label, "seed": ANY, "sealed": bool(self.secret),
               "commitment": record.commitment if record else None, "key": self.key, "columns": dict.fromkeys(PARTS["columns"], ANY) if self.design != "positions" else None,
               "normalized": ANY if self.base is None else None if rec["normalized"] is None else self.changed_ids, "design": self.design,
               "measure": ANY if self.design in PPS else None, "starts": {s.name: s.start for s in self.strata if s.start} or None,
               "reserves": sum(s.r for s in self.strata), "frame": {"units": sum(s.N for s in self.strata)}, "strata": strata,
               "selected": {"units": sum(s.n for s in self.strata), "sha256": ANY if rows is None else selection_digest(rows)}}
        if self.design != "positions":
            new["frame"]["sha256"] = ANY
        for k, v in (("filter", self.filters), ("shown", self.shown), ("after", self.after if self.after != "first" else ""),
                     ("excluded", [dict(zip(("stratum", "count", "sha256", "reason"), e)) for e in self.excluded])):
            if v:
                new[k] = v
        for k in ("reading", "engine") + (("assignment",) if "assignment" in self.lines or record is None and self.commitment else ()):
            if k in rec:
                new[k] = ANY
        new["schema"] = "spotcheck.receipt/" + ("2" if set(new) & set(RECEIPT2) else "1")
        return new

    def check_list(self, line):
        """A selection as it was given out."""
        heading, got, _ = read_csv(self.given.selection)
        if self.rows is None:
            return line.lacks("the selection file needs the draw")
        own = self.heading if self.design != "positions" else ["position"]
        if heading[:6] == DRAW_COLUMNS[:6] and not (set(own) & set(DRAW_COLUMNS)):
            self.compare_rows(line, heading, got, own)
        elif heading == own:
            plain = [x for x in self.rows if x.role == "selected"]
            by = {u.id: u.cells for u in self.units}
            if got != [by[x.id] for x in plain]:
                line.differs("selection file: its rows are not the selection")
        else:
            self.compare_public_list(line, "selection file", heading, got)
        return None

    def compare_rows(self, line, heading, got, own):
        """Rows with the draw's columns; a position has no ticket. (7)"""
        by = {u.id: u.cells for u in self.units}
        names = DRAW_COLUMNS if self.design != "positions" else DRAW_COLUMNS[:6]
        if heading != names + own:
            return line.differs("selection file: its columns are not the draw's and the pool's")
        if len(got) != len(self.rows):
            return line.differs("selection file: %d rows, drawn %d" % (len(got), len(self.rows)))
        for n, (cells, x) in enumerate(zip(got, self.rows), 2):
            weight = "" if x.role == "reserve" else decimal_text(x.weight)
            want = [x.stratum, str(x.rank), x.role, str(x.population), str(x.size), weight, x.ticket][:len(names)] + by.get(x.id, [x.id])
            for h, c, w in zip(heading, cells, want):
                if c != w:
                    return line.differs("selection file: row %d: %s %s, recomputed %s" % (n, ascii(h), ascii(c), ascii(w)))
        return None

    # -------------------------------------------------------------- what is published
    def compare_public_list(self, line, what, heading, got):
        """The id and the shown columns, selected units only, by bytes of id; the id stands once, first."""
        ids = (self.rec.get("columns") or {}).get("id") or []
        shown = [c for c in self.shown if c != ids[0]] if ids else []
        if not ids or heading != ids[:1] + shown:
            return line.differs("%s: its columns are not the id and the shown columns" % what)
        if self.record and not self.record.shown[0] and shown:
            line.note("%s: the record does not bind the shown columns" % what)
        if any(self.heading.count(c) != 1 for c in shown):
            return line.differs("%s: the pool has not these columns" % what)
        by = {u.id: u.row for u in self.units}
        chosen = sorted((x.id for x in self.rows if x.role == "selected"), key=b)
        if got != [[i] + [by[i][c] for c in shown] for i in chosen]:
            line.differs("%s: its rows are not the selection by bytes of id" % what)
        return None

    def check_public(self):
        line, files = self.lines["public files"], self.given.public
        if files is None:
            return line.lacks("not given")
        for name in ("selection.csv", "receipt.json"):
            if name not in files:
                return line.lacks(name)
        if self.rows is None:
            return line.lacks("they need the draw")
        heading, got, _ = read_csv(files["selection.csv"])
        self.compare_public_list(line, "selection.csv", heading, got)
        pub, doubled = load_json(files["receipt.json"])
        check_shape(pub, PUBLIC, "receipt.json", optional=("units", "key", "stratum"))
        columns = self.rec["columns"]
        want = {"schema": PUBLIC_SCHEMA, "protocol": PROTOCOL, "sealed": bool(self.secret), "label": self.label, "seed": self.rec["seed"],
                "commitment": self.commitment, "selected": sum(s.n for s in self.strata), "id": columns["id"], "shown": self.shown}
        if not self.secret:
            want |= {"units": len(self.units), "key": self.key} | ({"stratum": columns["stratum"]} if columns.get("stratum") else {})
        for path in unlike(pub, want) + [".%s twice" % ascii(k) for k in doubled]:
            line.differs("receipt.json: " + path[1:])
        return None

    def check_notice(self):
        line = self.lines["notice"]
        if self.given.notice is None:
            return line.lacks("not given")
        notice = parse_notice(self.given.notice)
        if self.record is None:
            if not self.commitment:
                raise Bad("a notice was given, the draw is uncommitted", 64)
            return line.lacks("it needs the record")
        if notice["ledger"]:
            line.lacks("entry %d of the ledger can be seen in the ledger alone" % notice["ledger"][0])
        if notice["data"] != notice_text(self.record, notice["ledger"]):
            line.differs("not the notice of this record")
        return None

    def check_outside(self):
        """A sealed draw's public files against the notice alone: time and form."""
        given, line = self.given, self.lines["public files"]
        if given.notice is None or given.public is None:
            raise Bad("give a receipt, or public files with their notice", 64)
        for n in ("record", "seed", "frame", "sizes", "selection"):
            self.lines[n].counts = False
            self.lines[n].lacks("from outside")
        self.outside, notice = True, parse_notice(given.notice)
        if notice["ledger"]:
            self.lines["notice"].lacks("entry %d of the ledger can be seen in the ledger alone" % notice["ledger"][0])
        if notice["record"] is not None:
            if notice_text(parse_record(notice["record"]), notice["ledger"]) != notice["data"]:
                self.lines["notice"].differs("not the notice of its record")
            line.lacks("an open draw: give the receipt and the pool")
        for name in ("selection.csv", "receipt.json"):
            if name not in given.public:
                return line.lacks(name)
        pub, doubled = load_json(given.public["receipt.json"])
        check_shape(pub, PUBLIC, "receipt.json", optional=("units", "key", "stratum"))
        sealed = notice["record"] is None
        want = {"schema": PUBLIC_SCHEMA, "protocol": PROTOCOL, "sealed": sealed, "label": notice["label"], "seed": ANY,
                "commitment": notice["commitment"], "selected": ANY, "id": ANY, "shown": ANY}
        want |= {} if sealed else {k: ANY for k in ("units", "key") + (("stratum",) if "stratum" in pub else ())}
        bad = unlike(pub, want) + [".%s twice" % ascii(k) for k in doubled]
        for path in bad:
            line.differs("receipt.json: " + path[1:])
        if bad:
            return None
        why = seed_problem(pub["seed"], notice["seed-form"], notice["seed-source"])
        if why:
            line.differs(why)
        if given.seed is not None and text_problem(given.seed):
            raise Bad("--seed: %s" % text_problem(given.seed), 64)
        if given.seed is not None and given.seed != pub["seed"]:
            self.lines["seed"].counts = True
            self.lines["seed"].differs("not the seed given")
        heading, rows, _ = read_csv(given.public["selection.csv"])
        keys = [b(r[0]) for r in rows]
        if keys != sorted(set(keys)):
            line.differs("selection.csv: not by bytes of id, or an id twice")
        if pub["selected"] != len(rows):
            line.differs("receipt.json: the number selected")
        if heading != pub["id"][:1] + pub["shown"]:
            line.differs("selection.csv: its columns are not those of receipt.json")
        for r in rows:
            check_text(r[0], "selection.csv: identifier")
        return None


# ------------------------------------------------------------------ command line
def main(argv=None):
    p = argparse.ArgumentParser(description="Regenerates a spotcheck-draw-v1 draw from the text of the design page alone.")
    p.add_argument("receipt", nargs="?")
    for o in ("record", "pool", "notice", "selection", "public", "seed", "exclude", "posts", "inspectors", "assignment"):
        p.add_argument("--" + o)
    for o in ("after", "after-record", "after-pool", "after-exclude"):
        p.add_argument("--" + o, action="append", default=[], help="nearest year first")
    try:
        a = p.parse_args(argv)
    except SystemExit as e:
        return 64 if e.code else 0

    def load(path):
        if path is None:
            return None
        with open(path, "rb") as f:
            return f.read()

    def pick(paths, i):
        return load(paths[i]) if i < len(paths) else None
    try:
        public = None
        if a.public is not None:
            public = {n: load(os.path.join(a.public, n)) for n in sorted(os.listdir(a.public)) if os.path.isfile(os.path.join(a.public, n))}
        if len(a.after_record) > len(a.after) or len(a.after_pool) > len(a.after_record):
            raise Bad("--after-record and --after-pool follow --after", 64)
        after = [(load(x), pick(a.after_record, i), pick(a.after_pool, i), pick(a.after_exclude, i)) for i, x in enumerate(a.after)]
        given = Inputs(load(a.receipt), load(a.record), load(a.pool), load(a.notice), load(a.selection), public, a.seed, load(a.exclude),
                       load(a.posts), load(a.inspectors), load(a.assignment), after)
        if given.receipt is None and any(x is not None for x in (given.record, given.pool, given.selection, given.exclude)):
            raise Bad("without a receipt only --notice, --public and --seed are used", 64)
        found = Verification(given)
    except OSError as e:
        print("verify: %s" % e, file=sys.stderr)
        return 66
    except Bad as e:
        print("verify: %s" % e, file=sys.stderr)
        return e.code
    for line in found.lines.values():
        print(line)
    print(found.conclusion)
    return found.code


if __name__ == "__main__":
    sys.exit(main())
