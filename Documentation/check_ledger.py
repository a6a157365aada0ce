import hashlib, json, sys
sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
head, entry, lines, bad = sha(""), None, [], []
def finish():
    said = json.loads(entry["payload"]) if entry and entry.get("payload") else {}
    if said and "salt" in entry and (said.get("lines", 0) != len(lines) or lines and said["digest"] != sha("".join(d + "\n" for d in lines))):
        bad.append(f"lines of entry {entry['entry']}")
for number, record in enumerate(map(json.loads, open(sys.argv[1], encoding="utf-8")), 1):
    if "line" in record:
        lines.append(record["digest"])
        if record["salt"] and sha(record["salt"] + "\n" + record["text"]) != record["digest"]:
            bad.append(f"line {record['line']} of entry {record['entry']}")
        continue
    finish()
    if record["entry"] != (entry["entry"] if entry else 0) + 1: bad.append(f"entry {record['entry']} is out of order")
    entry, lines = record, []
    text = "".join(f"{entry[k]}\n" for k in ("entry", "time", "actor", "action", "subject", "digest"))
    head = sha(head + "\n" + sha(text))
    if entry.get("payload") and sha(entry["salt"] + "\n" + entry["payload"]) != entry["digest"]: bad.append(f"payload of entry {entry['entry']}")
    if len(sys.argv) > 2 and sys.argv[2] == f"{entry['entry']} {head}": sys.argv.pop()
finish()
if len(sys.argv) > 2: bad.append("the published head is not in the chain")
print(*bad, entry and f"{entry['entry']} {head}", sep="\n")
sys.exit(bool(bad))
