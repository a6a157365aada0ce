// The record that a draw is bound by, and the notice that announced it (DESIGN §2), read strictly.

const protocolName = "spotcheck-draw-v1";
const designs = ["srs", "pareto", "sequential-poisson", "positions"];

/** Whether a rule stands as a record writes it: in lowest terms, without a needless zero, a ratio at most 1. */
function isCanonicalRule(text) {
  const rule = parseRule(text);
  return rule !== null && [rule.low, rule.high].every((number) => {
    if (!number) return true;
    if (!number.isCount && number.over > number.under) return false;
    if (number.isCount || number.under % 100n === 0n) return true;
    let [a, b, odd] = [number.over, number.under, number.under];
    while (b > 0n) [a, b] = [b, a % b];
    for (const factor of [2n, 5n]) while (odd % factor === 0n) odd /= factor;
    return a === 1n && odd > 1n;
  }) && !/(?:^|[^0-9.])0[0-9]|\.[0-9]*0%|\.%/.test(text);
}

/** Reads the lines of a record one after the other. */
class RecordLines {
  constructor(text) {
    this.lines = text.slice(0, -1).split("\n").map((line) => line.split("\t"));
    this.place = 0;
  }

  fail() {
    const line = this.place + 1;
    throw new Refused(`the record is none: see its line ${line}`, `记录无效：见第 ${line} 行`);
  }

  get isAtEnd() {
    return this.place >= this.lines.length;
  }

  /** The fields behind the name of the next line, as many as `count`, or more where that is allowed. */
  take(name, count, isOpen = false) {
    const line = this.lines[this.place];
    if (!line || line[0] !== name || line.length - 1 < count || (!isOpen && line.length - 1 > count)) this.fail();
    this.place += 1;
    return line.slice(1);
  }

  many(name, count) {
    const all = [];
    while (!this.isAtEnd && this.lines[this.place][0] === name) all.push(this.take(name, count));
    return all;
  }

  require(condition) {
    if (!condition) this.fail();
  }

  text(value) {
    this.require(isText(value));
    return value;
  }

  loose(value) {
    const text = unescapeText(value);
    this.require(text !== null && isLooseText(text) && escapeText(text) === value);
    return text;
  }

  count(value) {
    this.require(isCount(value) && BigInt(value) < 2n ** 64n);
    return BigInt(value);
  }

  digest(value, ...others) {
    this.require(isDigest(value) || others.includes(value));
    return value;
  }

  ordered(names) {
    this.require(names.every((name, index) => index === 0 || byBytes(names[index - 1], name) < 0));
  }
}

/** Reads a record's bytes. */
function parseRecord(bytes) {
  const text = decoded(bytes, "record");
  const lines = new RecordLines(text);
  if (!text.endsWith("\n")) lines.fail();
  const record = { text, commitment: sha256(bytes), rules: [], overall: [], filters: [], excluded: [], used: [], shown: [] };
  lines.take(protocolName, 0);
  const version = lines.take("record", 0, true);
  lines.require(version.length === 0 || (version.length === 1 && version[0] === "2"));
  record.version = version.length === 0 ? 1 : 2;
  const isSecond = record.version === 2;
  record.label = lines.text(lines.take("label", 1)[0]);
  record.attempt = lines.count(lines.take("attempt", 1)[0]);
  lines.require(record.attempt > 0n);
  record.previous = lines.digest(lines.take("previous", 1)[0], "");
  record.after = "";
  if (isSecond) readHistory(lines, record);
  record.seedSource = lines.text(lines.take("seed-source", 1)[0]);
  record.seedForm = lines.text(lines.take("seed-form", 1)[0]);
  if (isSecond) {
    const outcomes = lines.many("outcomes", 1);
    lines.require(outcomes.length <= 1);
    record.outcomes = outcomes.length ? lines.count(outcomes[0][0]) : null;
    lines.require(record.outcomes !== 0n);
  }
  record.secret = lines.digest(lines.take("secret", 1)[0], "");
  record.isSealed = record.secret !== "";
  if (isSecond) readScope(lines, record);
  const [units, frame] = lines.take("units", 2);
  record.units = lines.count(units);
  record.frame = lines.digest(frame, "");
  const [inspectors, posts] = lines.take("inspectors", 2);
  record.inspectors = lines.count(inspectors);
  lines.digest(posts, "");
  const assignment = lines.take("assignment", 1)[0];
  lines.require(record.inspectors > 0n === (posts !== "") && (assignment !== "") === (posts !== ""));
  lines.require(assignment === "" || /^spotcheck-assign-v1:[0-9a-f]{64}$/.test(assignment));
  readStrata(lines, record);
  return record;
}

/** What a record says of attempts and years before. */
function readHistory(lines, record) {
  const redraw = lines.many("redraw", 2);
  lines.require(redraw.length <= 1 && redraw.length === (record.attempt > 1n ? 1 : 0));
  if (redraw.length) record.redraw = { attempt: lines.digest(redraw[0][0]), reason: lines.loose(redraw[0][1]) };
  record.after = lines.digest(lines.take("after", 1)[0], "", "first");
  record.used = lines.many("used", 2).map(([name, count]) => [lines.text(name), lines.count(count)]);
  const changed = lines.many("changed", 3).map(([name, came, went]) => {
    lines.count(came);
    lines.count(went);
    return lines.text(name);
  });
  lines.require(isDigest(record.after) || (record.used.length === 0 && changed.length === 0));
  lines.require(record.used.every(([, count]) => count > 0n));
  lines.ordered(record.used.map(([name]) => name));
  lines.ordered(changed);
}

/** What a record says of its pool: conditions, rules, what is kept out, what is shown. */
function readScope(lines, record) {
  record.pool = lines.digest(lines.take("pool", 1)[0], "");
  record.filters = lines.many("filter", 1).map(([text]) => lines.loose(text));
  record.filters.forEach(parseFilter);
  record.rules = lines.many("rule", 2).map(([name, text]) => [name === "" ? "" : lines.text(name), text]);
  record.overall = lines.many("overall", 1).map(([text]) => text);
  for (const text of [...record.rules.map(([, rule]) => rule), ...record.overall]) lines.require(isCanonicalRule(text));
  record.excluded = lines.many("excluded", 4).map(([stratum, count, digest, reason]) => ({
    stratum: lines.text(stratum),
    count: lines.count(count),
    sha256: lines.digest(digest),
    reason: lines.loose(reason),
  }));
  lines.require(record.excluded.every((part) => part.count > 0n));
  lines.require(record.excluded.every((part, index) => index === 0 || excludedOrder(record.excluded[index - 1], part) < 0));
  const [count, digest, ...columns] = lines.take("shown", 2, true);
  record.shown = columns.map((column) => lines.loose(column));
  record.shownFrame = lines.digest(digest, "");
  lines.require(lines.count(count) === BigInt(columns.length) && (columns.length > 0) === (digest !== ""));
  lines.require(new Set(record.shown).size === columns.length);
}

const excludedOrder = (a, b) => byBytes(a.stratum, b.stratum) || byBytes(a.reason, b.reason);

/** The strata of a record, and what must hold between them and the rest. */
function readStrata(lines, record) {
  record.strata = lines.many("stratum", 6).map(([name, population, size, reserves, design, start]) => {
    const stratum = {
      name: lines.text(name),
      population: lines.count(population),
      size: lines.count(size),
      reserves: lines.count(reserves),
      start: lines.digest(start, ""),
    };
    lines.require(designs.includes(design) && stratum.size + stratum.reserves <= stratum.population);
    lines.require(start === "" || design === "srs");
    record.design ??= design;
    lines.require(design === record.design);
    return stratum;
  });
  lines.require(lines.isAtEnd && record.strata.length > 0);
  lines.ordered(record.strata.map(({ name }) => name));
  lines.require(record.strata.reduce((sum, { population }) => sum + population, 0n) === record.units);
  const isNumbered = record.design === "positions";
  lines.require(isNumbered === (record.frame === ""));
  lines.require(!isNumbered || (record.strata.length === 1 && record.strata[0].name === "*"));
  lines.require(!isNumbered || (!record.filters.length && !record.excluded.length && !record.shown.length));
  if (record.after === "") return;
  lines.require(record.attempt === 1n && record.design === "srs");
  lines.require(record.after !== "first" || record.strata.every(({ start }) => start === ""));
}

/** The notice of a record. */
function noticeText(record, ledger) {
  const lines = [
    protocolName,
    "notice",
    `label\t${record.label}`,
    `attempt\t${record.attempt}`,
    `previous\t${record.previous}`,
    `seed-source\t${record.seedSource}`,
    `seed-form\t${record.seedForm}`,
    `commitment\t${record.commitment}`,
  ];
  if (record.after !== "") lines.push("rotation");
  if (ledger) lines.push(`ledger\t${ledger.entry}\t${ledger.head}`);
  const head = lines.map((line) => line + "\n").join("");
  return record.isSealed ? head : `${head}\n${record.text}`;
}

/** Reads a notice; line ends of any kind and a missing last one are no difference. */
function parseNotice(bytes) {
  let text = decoded(bytes, "notice").replaceAll("\r\n", "\n");
  if (!text.endsWith("\n")) text += "\n";
  const match = new RegExp(
    `^${protocolName}\nnotice\nlabel\t([^\n]*)\nattempt\t([1-9][0-9]*)\nprevious\t([0-9a-f]{64}|)\nseed-source\t([^\n]*)\n`
      + "seed-form\t([^\n]*)\ncommitment\t([0-9a-f]{64})\n(rotation\n)?(?:ledger\t([1-9][0-9]*)\t([0-9a-f]{64})\n)?(?:\n([^]*))?$",
  ).exec(text);
  const texts = match ? [match[1], match[4], match[5]] : [];
  if (!match || !texts.every((part) => isText(part))) {
    throw new Refused("notice: is no notice of a draw, or holds more than one does", "公告：不是抽查公告，或有多余内容");
  }
  const notice = { text, label: match[1], seedSource: match[4], seedForm: match[5], commitment: match[6] };
  if (match[8]) notice.ledger = { entry: match[8], head: match[9] };
  if (match[10] === undefined) return notice;
  notice.record = parseRecord(utf8(match[10]));
  if (noticeText(notice.record, notice.ledger) === text) return notice;
  throw new Refused("the record behind the notice is not the one that it announces", "公告后附的记录与公告内容不符");
}
