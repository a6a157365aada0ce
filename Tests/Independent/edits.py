"""One random edit of one file of a ceremony."""
import csv
import hashlib
import io
import json
import re

HEX = "0123456789abcdef"


def edit_bytes(rng, data):
    """One byte, or one character, replaced, put in or taken out."""
    if not data:
        return b"x"
    at = rng.randrange(len(data))
    byte = bytes([rng.choice((rng.randrange(256), data[at] ^ 1, 0x30, 0x20, 0x0A, 0x22, 0x2C))])
    return rng.choice((data[:at] + byte + data[at + 1:], data[:at] + byte + data[at:], data[:at] + data[at + 1:]))


def edit_text(rng, text):
    """Another text of the same kind."""
    if re.fullmatch("[0-9a-f]{64}", text):
        at = rng.randrange(64)
        return text[:at] + rng.choice([h for h in HEX if h != text[at]]) + text[at + 1:]
    if text.isascii() and text.isdigit():
        return str(max(0, int(text) + rng.choice((-1, 1, 10))))
    if text and rng.random() < 0.5:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice("x7%改 ") + text[at + 1:]
    return rng.choice((text + "x", text[:-1], text + " ", "≥1%", ""))


def edit_json(rng, data):
    """One value, key or entry of a JSON document."""
    value = json.loads(data)
    kind = rng.choice(("leaf", "leaf", "leaf", "leaf", "kind", "delete", "add", "double", "order"))
    if kind == "double":
        key = rng.choice(sorted(value))
        return (json.dumps(value, ensure_ascii=False)[:-1] + ", %s: %s}" % (json.dumps(key), json.dumps(value[key]))).encode()
    places = []

    def walk(node):
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], (dict, list)):
                walk(node[key])
    walk(value)
    if kind == "add":
        node = rng.choice([value] + [n[k] for n, k in places if isinstance(n[k], dict)])
        node["extra"] = rng.choice((None, 1, "x"))
    elif kind == "order":
        lists = [n[k] for n, k in places if isinstance(n[k], list) and len(n[k]) > 1]
        (rng.choice(lists) if lists else []).reverse()
    else:
        leaves = [p for p in places if not isinstance(p[0][p[1]], (dict, list))]
        node, key = rng.choice(places if kind == "delete" else leaves)
        if kind == "delete":
            del node[key]
        elif kind == "kind":
            node[key] = rng.choice((None, True, -1, 0, "x", [], {}))
        else:
            old = node[key]
            node[key] = not old if isinstance(old, bool) else old + rng.choice((-1, 1)) if isinstance(old, int) else \
                rng.choice(("x", HEX * 4, 3)) if old is None else edit_text(rng, old)
    return json.dumps(value, ensure_ascii=False, indent=rng.choice((None, 1))).encode()


def edit_lines(rng, data):
    """One field or line of a record or notice."""
    lines = data.decode("utf-8").split("\n")
    at = rng.randrange(len(lines) - 1)
    kind = rng.choice(("field", "field", "field", "field", "drop", "double", "swap", "more"))
    if kind == "field":
        cells = lines[at].split("\t")
        n = rng.randrange(len(cells))
        cells[n] = edit_text(rng, cells[n])
        lines[at] = "\t".join(cells)
    elif kind == "drop":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "swap":
        lines[at], lines[at - 1] = lines[at - 1], lines[at]
    else:
        lines.insert(at, rng.choice(("rule\t\t≥1%", "filter\t编号 != x", "overall\t≥0%", "rotation", "", "outcomes\t5", "stratum\tx\t0\t0\t0\tsrs\t",
                                     "used\tA\t1", "ledger\t3\t" + "0" * 64)))
    return "\n".join(lines).encode()


def edit_teams(rng, data):
    """A line of teams; where nothing was selected there is none."""
    return edit_lines(rng, data) if data else b"x\n"


def edit_notice(rng, data):
    """A notice: a line, or what is no difference: a byte order mark, line ends, the last one."""
    return rng.choice((edit_lines(rng, data), edit_lines(rng, data), edit_bytes(rng, data), b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n"),
                       data[:-1], data + b"more\n"))


def forge(rng, record, receipt):
    """A record that says something else, and the receipt with the commitment of that record."""
    record = edit_lines(rng, record)
    value = json.loads(receipt)
    value["commitment"] = hashlib.sha256(record).hexdigest()
    return record, json.dumps(value, ensure_ascii=False).encode()


def edit_table(rng, data):
    """One cell or row of a table, or only how it is written (delimiter, line ends, quotes, byte order mark)."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    kind = rng.choice(("cell", "cell", "cell", "cell", "heading", "drop", "double", "swap", "new", "column", "writing", "bytes"))
    if kind == "bytes":
        return edit_bytes(rng, data)
    body = range(1, len(rows))
    if len(rows) < 2 and kind not in ("heading", "column", "writing"):
        kind = "heading"
    quoting, end, mark = csv.QUOTE_MINIMAL, "\n", ""
    if kind in ("cell", "heading"):
        row = rows[rng.choice(body) if kind == "cell" else 0]
        n = rng.randrange(len(row))
        row[n] = rng.choice((edit_text(rng, row[n]), rng.choice(rows)[n]))
    elif kind == "drop":
        del rows[rng.choice(body)]
    elif kind == "double":
        rows.insert(rng.choice(body), rows[rng.choice(body)])
    elif kind == "swap":
        a, b = rng.choice(body), rng.choice(body)
        rows[a], rows[b] = rows[b], rows[a]
    elif kind == "new":
        row = list(rng.choice(rows[1:]))
        row[rng.randrange(len(row))] += "新"
        rows.insert(rng.choice(body), row)
    elif kind == "column":
        n, doubled = rng.randrange(len(rows[0])), rng.random() < 0.5
        for row in rows:
            if doubled:
                row.insert(n, row[n])
            else:
                row.pop(n)
    else:
        delimiter, quoting = rng.choice(",;\t"), rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
        end, mark = rng.choice(("\n", "\r\n")), rng.choice(("", "\ufeff"))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return (mark + out.getvalue()).encode("utf-8")
