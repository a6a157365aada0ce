// What determines a draw: the record where there is one, else the words of the receipt.

/** What a receipt says under a key, where it is of a kind; an error where it is of another. */
function field(receipt, key, isKind) {
  const value = receipt.get(key);
  if (isKind(value)) return value;
  throw new Refused(`the receipt has no "${key}", or one of another kind`, `回执缺少“${key}”或类型不符`);
}

const kinds = {
  text: (value) => typeof value === "string",
  textOrNull: (value) => value === null || value === undefined || typeof value === "string",
  truth: (value) => typeof value === "boolean",
  count: (value) => typeof value === "bigint" && value >= 0n && value < 2n ** 64n,
  map: (value) => value instanceof Map,
  mapOrNull: (value) => value === null || value === undefined || value instanceof Map,
  list: (value) => Array.isArray(value),
  texts: (value) => Array.isArray(value) && value.every(kinds.text),
  textsOrNone: (value) => value === undefined || kinds.texts(value),
};

/** Reads a receipt, internal or public: {tree, repeated, isPublic, …} with what both have. */
function readReceipt(bytes) {
  const { value: tree, repeated } = readJSON(decoded(bytes, "receipt"), "receipt");
  const schema = field(tree, "schema", kinds.text);
  const isPublic = /^spotcheck\.public-receipt\/[12]$/.test(schema);
  if ((!isPublic && !/^spotcheck\.receipt\/[12]$/.test(schema)) || tree.get("protocol") !== protocolName) {
    throw new Refused("the receipt is of a version that this page does not know", "本页无法识别该回执的版本");
  }
  const receipt = { tree, repeated, isPublic, schema };
  receipt.label = checkedText(field(tree, "label", kinds.text), "the label", "标签");
  receipt.seed = checkedText(field(tree, "seed", kinds.text), "the seed", "种子");
  receipt.isSealed = field(tree, "sealed", kinds.truth);
  receipt.commitment = field(tree, "commitment", kinds.textOrNull) ?? null;
  if (isPublic) {
    field(tree, "selected", kinds.count);
    receipt.id = field(tree, "id", kinds.textsOrNone);
    receipt.shown = field(tree, "shown", kinds.textsOrNone);
    receipt.stratum = field(tree, "stratum", kinds.textOrNull) ?? null;
    field(tree, "units", (value) => value === undefined || kinds.count(value));
    field(tree, "key", kinds.textOrNull);
    return receipt;
  }
  receipt.design = field(tree, "design", kinds.text);
  receipt.shown = field(tree, "shown", kinds.textsOrNone);
  field(tree, "key", kinds.text);
  field(tree, "tool", kinds.text);
  field(tree, "reserves", kinds.count);
  field(field(tree, "frame", kinds.map), "units", kinds.count);
  const selected = field(tree, "selected", kinds.map);
  field(selected, "sha256", kinds.text);
  field(selected, "units", kinds.count);
  const columns = field(tree, "columns", kinds.mapOrNull);
  if (columns) field(columns, "id", (value) => kinds.texts(value) && value.length > 0);
  field(tree, "normalized", (value) => value === null || value === undefined || kinds.count(value));
  field(tree, "reading", kinds.mapOrNull);
  for (const start of field(tree, "starts", kinds.mapOrNull)?.values() ?? []) {
    if (!kinds.text(start)) throw new Refused("a start of the receipt is none", "回执中的起点无效");
  }
  for (const stratum of field(tree, "strata", kinds.list)) {
    if (!kinds.map(stratum)) throw new Refused("a class of the receipt is none", "回执中的分类无效");
    checkedText(field(stratum, "stratum", kinds.text), "a class", "分类");
    field(stratum, "rule", kinds.text);
    for (const key of ["population", "size", "reserves"]) field(stratum, key, kinds.count);
  }
  return receipt;
}

/** The terms that a record fixes. */
function termsOfRecord(record, receipt, list) {
  const secret = record.secret;
  const isFirst = record.version === 1;
  const tree = receipt.isPublic ? new Map() : receipt.tree;
  const ruled = new Map((tree.get("strata") ?? []).map((stratum) => [stratum.get("stratum"), stratum.get("rule")]));
  const rules = (name) => [
    ...record.rules.filter(([stratum]) => stratum === ""),
    ...record.rules.filter(([stratum]) => stratum === name),
  ].map(([, text]) => text).join("; ");
  const strata = record.strata.map((stratum) => ({
    ...stratum,
    rule: isFirst ? ruled.get(stratum.name) ?? "" : rules(stratum.name),
  }));
  const kept = new Map();
  // Version 1 has no line for a class of a rotation that is empty this time.
  if (isFirst) for (const [name, start] of tree.get("starts") ?? []) kept.set(name, start);
  for (const stratum of strata) {
    kept.delete(stratum.name);
    if (stratum.population === 0n && stratum.start) kept.set(stratum.name, stratum.start);
  }
  const named = receipt.shown ?? (receipt.isPublic && list ? list.heading.slice(1) : []);
  return {
    record,
    strata,
    kept,
    design: record.design,
    key: drawKey(record.design === "positions" ? "positions" : "units", record.label, receipt.seed, secret),
    filters: isFirst ? [] : record.filters,
    excluded: record.excluded,
    overall: record.overall,
    shown: record.shown.length ? record.shown : named,
  };
}

/** The terms that an internal receipt states; null where they are none. */
function termsOfReceipt(receipt) {
  const { tree, design } = receipt;
  const key = tree.get("key");
  const starts = new Map(tree.get("starts") ?? []);
  const isStart = ([name, start]) => isText(name) && isDigest(start) && design === "srs";
  if (!designs.includes(design) || !isDigest(key) || ![...starts].every(isStart)) return null;
  const strata = tree.get("strata").map((stratum) => {
    const name = stratum.get("stratum");
    const start = starts.get(name) ?? "";
    starts.delete(name);
    const [population, size, reserves] = ["population", "size", "reserves"].map((part) => stratum.get(part));
    return { name, population, size, reserves, start, rule: stratum.get("rule") };
  });
  const excluded = (tree.get("excluded") ?? []).map((part) => ({
    stratum: field(part, "stratum", kinds.text),
    count: field(part, "count", kinds.count),
    sha256: field(part, "sha256", kinds.text),
    reason: field(part, "reason", kinds.text),
  }));
  const filters = tree.get("filter") ?? [];
  if (!kinds.texts(filters) || !filters.every(isLooseText)) return null;
  return {
    record: null,
    strata: strata.sort((a, b) => byBytes(a.name, b.name)),
    kept: starts,
    design,
    // Of a sealed draw without its record nobody can tell whether the key is the right one.
    key: receipt.isSealed ? key : drawKey(design === "positions" ? "positions" : "units", receipt.label, receipt.seed, ""),
    filters,
    excluded,
    overall: [],
    shown: receipt.shown ?? [],
  };
}

/** The receipt as the draw gives it, to be compared. */
function expectedReceipt(receipt, terms, frame, rows) {
  const { tree } = receipt;
  const selected = terms.strata.reduce((sum, { size }) => sum + size, 0n);
  const record = terms.record;
  const isSealed = record ? record.isSealed : receipt.isSealed;
  const commitment = record ? record.commitment : receipt.commitment;
  const common = [
    ["schema", receipt.schema],
    ["protocol", protocolName],
    ["label", record?.label ?? receipt.label],
    ["seed", receipt.seed],
    ["commitment", commitment],
    ["sealed", isSealed],
  ];
  if (receipt.isPublic) {
    const isFirst = receipt.schema.endsWith("/1");
    const own = [["selected", selected]];
    if (!isFirst) own.push(["id", frame.columns.id], ["shown", terms.shown]);
    if (!isFirst && !isSealed && frame.columns.stratum) own.push(["stratum", frame.columns.stratum]);
    if (isFirst || !isSealed) own.push(["units", BigInt(frame.units.length)]);
    if (!isSealed) own.push(["key", terms.key]);
    return new Map([...common, ...own]);
  }
  const listed = tree.get("strata").map((stratum) => stratum.get("stratum"));
  const strata = terms.strata.filter(({ name, population }) => population > 0n || listed.includes(name)).map((stratum) => {
    const own = rows.filter((row) => row.stratum === stratum && !row.isReserve);
    const part = new Map([
      ["stratum", stratum.name],
      ["population", stratum.population],
      ["rule", stratum.rule],
      ["size", stratum.size],
      ["reserves", stratum.reserves],
    ]);
    if (terms.design === "srs" && own.length) part.set("threshold", own.at(-1).unit.ticket);
    return part;
  });
  const isPool = terms.design !== "positions";
  const starts = terms.strata.filter(({ start }) => start).map(({ name, start }) => [name, start]);
  const allStarts = new Map([...starts, ...terms.kept]);
  const ownDigest = tree.get("frame").get("sha256");
  const expected = new Map([
    ...common,
    ["tool", anything],
    ["key", terms.key],
    ["columns", isPool ? anything : null],
    ["normalized", isPool && typeof tree.get("normalized") === "bigint" ? frame.changed : null],
    ["design", terms.design],
    ["measure", isPool && terms.design !== "srs" ? anything : null],
    ["starts", allStarts.size ? allStarts : null],
    ["reserves", terms.strata.reduce((sum, { reserves }) => sum + reserves, 0n)],
    ["frame", new Map([
      ...(isPool && (ownDigest === undefined || isDigest(ownDigest)) ? [["sha256", anything]] : []),
      ["units", terms.strata.reduce((sum, { population }) => sum + population, 0n)],
    ])],
    ["strata", strata],
    ["selected", new Map([["sha256", selectionDigest(rows)], ["units", selected]])],
  ]);
  const more = { filter: terms.filters, shown: terms.shown };
  more.excluded = terms.excluded.map((part) => new Map(Object.entries(part)));
  for (const [key, values] of Object.entries(more)) if (values.length) expected.set(key, values);
  const after = record ? record.after : tree.get("after") ?? "";
  if (isDigest(after)) expected.set("after", after);
  if (tree.has("reading")) expected.set("reading", anything);
  const hasTeams = record ? record.inspectors > 0n : commitment !== null;
  if (hasTeams && tree.has("assignment")) expected.set("assignment", anything);
  const isPlain = ["filter", "shown", "excluded", "after", "reading", "assignment"].every((key) => !expected.has(key));
  expected.set("schema", `spotcheck.receipt/${isPlain ? 1 : 2}`);
  return expected;
}
