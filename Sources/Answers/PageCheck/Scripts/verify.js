// The verification of a draw: everything made anew and compared, with the outcomes of `spotcheck verify`.

/** Lines of what was looked at: {subject, outcome, said}. */
class Findings {
  constructor() {
    this.lines = [];
    this.isFormAlone = false;
  }

  add(subject, outcome, english, chinese) {
    this.lines.push({ subject, outcome, said: say(english, chinese) });
  }

  /** The first differences, or that it holds. */
  addAll(subject, differences, english, chinese) {
    for (const said of differences.slice(0, 20)) this.lines.push({ subject, outcome: "differs", said });
    const more = differences.length - 20;
    if (more > 0) this.add(subject, "differs", `and ${more} more differences`, `另有 ${more} 处不同`);
    if (differences.length === 0) this.add(subject, "holds", english, chinese);
  }

  get answer() {
    const has = (outcome) => this.lines.some((line) => line.outcome === outcome);
    if (has("differs")) return "not_verified";
    if (has("not_checked")) return "not_checked";
    return this.isFormAlone ? "form_holds" : "verified";
  }
}

/**
 * Verifies a draw.
 *
 * `given` has `receipt` and where there are any `record`, `notice` (bytes), `pool`, `exclude` ({name, bytes}),
 * `selection` ({name, heading, rows}), `seed` (text) and `columns` ({id, stratum, measure, unclassified,
 * normalized}), which a public receipt does not name.
 */
function verifyDraw(given) {
  const found = new Findings();
  const receipt = readReceipt(given.receipt);
  if (receipt.repeated !== null) {
    found.add("receipt", "differs", "a key stands twice in the receipt", "回执中有重复的键");
    return found;
  }
  const notice = given.notice ? parseNotice(given.notice) : null;
  const record = given.record ? parseRecord(given.record) : notice?.record ?? null;
  checkRecord(found, receipt, record);
  checkSeed(found, receipt, record, given.seed ?? null);
  let terms = null;
  if (record) {
    terms = termsOfRecord(record, receipt, given.selection);
  } else if (receipt.isPublic) {
    checkForm(found, receipt, notice, given.selection);
  } else {
    terms = termsOfReceipt(receipt);
    if (!terms) {
      found.add("receipt", "differs", "design, key, a start or a condition of the receipt is none", "回执中的抽取方法、密钥、起点或筛选条件无效");
    }
  }
  if (!terms) return found;
  checkSizes(found, terms, given);
  if (terms.design === "positions") verifyPositions(found, receipt, terms, given);
  else verifyPool(found, receipt, terms, given);
  if (notice) checkNotice(found, receipt, record, notice);
  checkRotation(found, receipt, terms);
  checkTeams(found, receipt, terms);
  return found;
}

/** Compares the receipt with what the draw gives. */
function checkReceipt(found, receipt, terms, frame, rows) {
  const paths = mismatches(receipt.tree, expectedReceipt(receipt, terms, frame, rows));
  const subjects = {
    label: "seed", seed: "seed", key: "seed", sealed: "seed", commitment: "record", after: "record", columns: "frame",
    normalized: "frame", measure: "frame", frame: "frame", filter: "frame", shown: "frame", excluded: "frame", assignment: "assignment",
    selected: "selection", design: "sizes", starts: "sizes", reserves: "sizes", strata: "sizes",
  };
  for (const path of paths.slice(0, 10)) {
    let subject = subjects[path[0]] ?? "receipt";
    if (path.at(-1) === "threshold") subject = "selection";
    if (receipt.isPublic) subject = "public_files";
    const name = excerpt(path.join("."));
    found.add(subject, "differs", `"${name}" of the receipt is not what the draw gives`, `回执的“${name}”与复算结果不同`);
  }
  if (receipt.isPublic && paths.length === 0) {
    found.add("public_files", "holds", "the public receipt is the one that the draw gives", "公开回执与复算结果一致");
  }
}

/** Draws from the list again and compares frame, receipt and lists. */
function verifyPool(found, receipt, terms, given) {
  const without = !given.pool ? say("the list of all objects was not given", "未提供对象库") : null;
  const missing = without ?? (terms.excluded.length && !given.exclude
    ? say("units were kept out, and the list of them was not given", "部分对象被排除，未提供排除名单") : null);
  if (missing) {
    found.add("frame", "not_checked", missing.english, missing.chinese);
    found.add("selection", "not_checked", "it can not be made anew without the list", "没有对象库无法复算");
    return;
  }
  const columns = poolColumns(receipt, given);
  if (columns.unread) {
    found.add("frame", "not_checked", columns.unread.english, columns.unread.chinese);
    found.add("selection", "not_checked", "it can not be made anew without the list", "没有对象库无法复算");
    return;
  }
  if (!terms.excluded.length) given = { ...given, exclude: null };
  let frame = readFrame(given, terms, columns, columns.isNormalized);
  if (receipt.isPublic && terms.record && !columns.isNormalized && frameDigest(frame.units) !== terms.record.frame) {
    // A public receipt does not tell whether identifiers were normalised; the frame does.
    try {
      const other = readFrame(given, terms, columns, true);
      if (frameDigest(other.units) === terms.record.frame) frame = other;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  const counts = countByStratum(frame.units);
  const names = new Set(terms.strata.map(({ name }) => name));
  const isOther = [...counts.keys()].some((name) => !names.has(name))
    || terms.strata.some(({ name, population, size, reserves }) =>
      !counts.has(name) && population + size + reserves > 0n && !frame.excluded.some((part) => part.stratum === name));
  if (isOther) {
    found.add("frame", "differs", "the list has other classes than were drawn from", "对象库的分类与抽取时不同");
    return;
  }
  checkFrame(found, receipt, terms, given, frame, counts);
  // From here on the classes have the numbers that the list has.
  terms = { ...terms, strata: terms.strata.map((stratum) => ({ ...stratum, population: counts.get(stratum.name) ?? 0n })) };
  let rows;
  try {
    rows = select(terms, frame.units);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    found.add("selection", "differs", error.said.english, error.said.chinese);
    return;
  }
  checkReceipt(found, receipt, terms, frame, rows);
  checkSelected(found, receipt, terms, rows);
  checkLists(found, receipt, terms, given, frame, rows);
}

/** How the list is read: by what the receipt names, and what stands beside a public one. */
function poolColumns(receipt, given) {
  const beside = given.columns ?? {};
  if (receipt.isPublic) {
    return {
      id: beside.id ?? receipt.id ?? given.selection?.heading.slice(0, 1) ?? [],
      stratum: beside.stratum ?? receipt.stratum,
      measure: beside.measure ?? null,
      unclassified: beside.unclassified ?? null,
      reading: null,
      isNormalized: beside.normalized ?? false,
    };
  }
  const { tree } = receipt;
  const own = tree.get("columns");
  if (!own) throw new Refused("the receipt names no columns", "回执未注明列名");
  const reading = tree.get("reading") ?? "plain";
  const columns = {
    id: own.get("id"),
    stratum: own.get("stratum") ?? null,
    measure: tree.get("measure") ?? null,
    unclassified: own.get("unclassified") ?? null,
    reading,
    isNormalized: typeof tree.get("normalized") === "bigint",
  };
  const known = ["heading", "first", "below", "delimiter", "encoding"];
  if (reading !== "plain" && [...reading.keys()].some((key) => !known.includes(key))) {
    columns.unread = say(
      "the list was read from a workbook, or with a heading of two rows; verify it with the program",
      "该名单读自工作簿或含两行表头，请用程序核验",
    );
  }
  return columns;
}

/** Whether the list is the one that was committed to, or that the receipt names. */
function checkFrame(found, receipt, terms, given, frame, counts) {
  const { record } = terms;
  const differences = [];
  const differ = (english, chinese) => differences.push(say(english, chinese));
  if (terms.strata.some(({ name, population }) => (counts.get(name) ?? 0n) !== population)) {
    differ("a class has another number of units in the list", "某一分类的对象数与对象库不同");
  }
  if (record && frameDigest(frame.units) !== record.frame) {
    differ(
      "the list is not the one that the record commits to: identifiers, classes or sizes differ",
      "对象库不是记录所承诺的对象库：标识、分类或规模不同",
    );
  }
  const missing = terms.shown.filter((name) => !frame.heading.includes(name));
  if (missing.length) differ("a column that is said to be published is not in the list", "所称公开的列不在对象库中");
  if (record?.shown.length && !missing.length && shownDigest(frame, record.shown, given.pool.name) !== record.shownFrame) {
    differ("the published columns have other values than the record commits to", "公开的列与记录所承诺的内容不同");
  }
  const listed = (parts) => parts.map(({ stratum, count, sha256: digest, reason }) => [stratum, count, digest, reason].join("\t")).join("\n");
  if (listed([...terms.excluded].sort(excludedOrder)) !== listed(frame.excluded)) {
    differ("other units are kept out, or for other reasons", "被排除的对象或原因不同");
  }
  if (!receipt.isPublic && (terms.design === "srs") !== ((receipt.tree.get("measure") ?? null) === null)) {
    differ("a draw by size, and no other, has a column of sizes", "按规模抽取才有规模列");
  }
  for (const said of differences) found.add("frame", "differs", said.english, said.chinese);
  const digest = receipt.isPublic ? null : receipt.tree.get("frame").get("sha256") ?? null;
  if (differences.length || (digest !== null && !isDigest(digest))) return;
  const count = frame.units.length;
  if (!record) {
    const isSame = digest === sha256(given.pool.bytes);
    found.add("frame", isSame ? "holds" : "note", `the selection is recomputed from ${count} units`, `按 ${count} 个对象复算`);
    return;
  }
  const isSame = record.pool === sha256(given.pool.bytes);
  found.add(
    "frame",
    "holds",
    `the list has the ${count} units and classes that were committed to` + (isSame ? ", in the same bytes" : ""),
    `对象库的 ${count} 个对象和分类与承诺一致` + (isSame ? "，逐字节相同" : ""),
  );
}
