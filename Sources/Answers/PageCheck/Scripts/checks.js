// The single checks of a verification: record, seed, sizes, positions, notice, rotation, lists.

/** Whether the record is the one that the receipt names. */
function checkRecord(found, receipt, record) {
  if (!record) {
    if (receipt.commitment !== null) {
      if (receipt.isPublic && receipt.isSealed) return;
      found.add("record", "not_checked", "the draw was committed to, and its record was not given", "本次抽取有承诺，未提供记录");
    } else if (receipt.isSealed) {
      found.add("record", "differs", "a sealed draw has a record, and the receipt names none", "密封抽取必有记录，但回执中没有");
    } else {
      found.add("record", "note", "the draw is uncommitted: nothing shows that the seed came last", "本次抽取没有承诺，无法证明种子是最后产生的");
    }
    return;
  }
  const isSame = receipt.commitment === record.commitment;
  found.add(
    "record",
    isSame ? "holds" : "differs",
    isSame ? `its commitment is the receipt's: ${record.commitment}` : `its commitment is ${record.commitment}, the receipt says another`,
    isSame ? `承诺值与回执相同：${record.commitment}` : `记录的承诺值为 ${record.commitment}，与回执不同`,
  );
  if (record.isSealed !== receipt.isSealed) {
    found.add("record", "differs", "record and receipt do not agree on whether the draw is sealed", "记录与回执关于是否密封不一致");
  }
  found.add(
    "record",
    "note",
    `not ruled out: other records never published; ask for the earlier notices (this is attempt ${record.attempt})`,
    `无法排除：另有未公布的记录；请索取此前的公告（本次为第 ${record.attempt} 次）`,
  );
}

/** Whether the seed has its form and gives the key; whether it is its source's, only the reader can tell. */
function checkSeed(found, receipt, record, seed) {
  const differences = [];
  if (seed !== null && seed !== receipt.seed) {
    differences.push(say(
      `its source gave "${excerpt(seed)}", the receipt says "${excerpt(receipt.seed)}"`,
      `种子来源的结果为“${excerpt(seed)}”，回执为“${excerpt(receipt.seed)}”`,
    ));
  }
  if (record) {
    if (record.label !== receipt.label) differences.push(say("record and receipt have another label", "记录与回执的标签不同"));
    const difference = seedDifference(receipt.seed, record.seedForm, record.seedSource);
    if (difference) differences.push(difference);
  }
  const stated = receipt.tree.get("key") ?? null;
  if ((record || !receipt.isSealed) && !(receipt.isPublic && receipt.isSealed && stated === null)) {
    const design = receipt.isPublic ? record?.design : receipt.design;
    const key = drawKey(
      design === "positions" ? "positions" : "units",
      record?.label ?? receipt.label,
      receipt.seed,
      record?.secret ?? "",
    );
    if (key !== stated) differences.push(say("the key does not follow from label and seed", "密钥与标签、种子不符"));
  }
  for (const said of differences) found.add("seed", "differs", said.english, said.chinese);
  if (record) {
    const outcomes = seedOutcomes(record);
    const isFew = outcomes === null || outcomes < 2n ** 32n;
    found.add(
      "seed",
      "note",
      `the source has ${outcomes ?? "an unknown number of"} outcomes` + (isFew ? ", fewer than 2^32 can be tried out beforehand" : ""),
      `种子来源有 ${outcomes ?? "未知数量的"} 种结果` + (isFew ? "，少于 2^32 种可被事先穷举" : ""),
    );
  }
  if (differences.length) return;
  if (receipt.isSealed && !record) {
    if (receipt.isPublic) return;
    found.add("seed", "not_checked", "the draw is sealed, and its record was not given", "本次为密封抽取，未提供记录");
  } else if (receipt.commitment === null || seed !== null) {
    found.add("seed", "holds", "the key follows from label and seed", "密钥由标签和种子得出");
  } else {
    const source = record?.seedSource ?? "?";
    found.add(
      "seed",
      "not_checked",
      `look the seed up at its source (${excerpt(source)}) and type it in`,
      `请从来源（${excerpt(source)}）查得种子并填入`,
    );
  }
}

/** Whether every rule is true of the sizes. */
function checkSizes(found, terms, given) {
  if (terms.excluded.length && !given.exclude) {
    found.add("sizes", "not_checked", "units were kept out, and belong to the base of every ratio", "部分对象被排除，但仍计入比例基数");
    return;
  }
  const out = new Map();
  for (const { stratum, count } of terms.excluded) out.set(stratum, (out.get(stratum) ?? 0n) + count);
  const differences = [];
  let [hasRules, drawn, base] = [false, 0n, 0n];
  for (const stratum of terms.strata) {
    const units = stratum.population + (out.get(stratum.name) ?? 0n);
    drawn += stratum.size;
    base += units;
    for (const text of stratum.rule.split(";").map((part) => part.trim()).filter((part) => part !== "")) {
      hasRules = true;
      const rule = parseRule(text);
      if (rule && isKept(rule, stratum.size, units)) continue;
      differences.push(say(
        `${stratum.size} of ${units} are selected in a class whose rule is ${excerpt(text)}`,
        `某一分类 ${units} 个抽 ${stratum.size} 个，规则为 ${excerpt(text)}`,
      ));
    }
  }
  for (const text of terms.overall) {
    hasRules = true;
    const rule = parseRule(text);
    if (!rule || !isKept(rule, drawn, base)) {
      differences.push(say(`${drawn} of ${base} are selected, overall the rule is ${text}`, `合计 ${base} 个抽 ${drawn} 个，总体规则为 ${text}`));
    }
  }
  found.addAll(
    "sizes",
    differences,
    hasRules ? "every rule holds of the sizes" : "no rule is recorded",
    hasRules ? "抽取数满足所有规则" : "未记录规则",
  );
}

/** A draw of positions, which needs no list. */
function verifyPositions(found, receipt, terms, given) {
  if (receipt.isPublic || terms.strata.length !== 1 || terms.strata[0].name !== "*") {
    found.add("receipt", "differs", "a draw of positions has one class, and nothing to publish", "编号抽取只有一个分类，没有公开文件");
    return;
  }
  let rows;
  try {
    rows = selectPositions(terms.key, terms.strata[0]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    found.add("sizes", "differs", error.said.english, error.said.chinese);
    return;
  }
  const frame = { heading: ["position"], units: [], changed: 0n };
  checkReceipt(found, receipt, terms, frame, rows);
  checkSelected(found, receipt, terms, rows);
  if (given.selection) checkLists(found, receipt, terms, given, frame, rows);
}

/** Whether the receipt has the digest of the selection. */
function checkSelected(found, receipt, terms, rows) {
  if (receipt.isPublic || receipt.tree.get("selected").get("sha256") !== selectionDigest(rows)) return;
  const count = terms.strata.reduce((sum, { size }) => sum + size, 0n);
  found.add("selection", "holds", `${count} units recomputed, the same`, `复算得到相同的 ${count} 个对象`);
}

const drawColumns = ["draw_stratum", "draw_rank", "draw_role", "draw_population", "draw_size", "draw_weight", "draw_ticket"];

/** Whether a list that was given out holds the rows of the draw. */
function checkLists(found, receipt, terms, given, frame, rows) {
  const subject = receipt.isPublic ? "public_files" : "selection";
  const list = given.selection;
  if (!list) {
    if (receipt.isPublic) found.add(subject, "not_checked", "the published list was not given", "未提供公布的名单");
    return;
  }
  const isPool = terms.design !== "positions";
  const columns = isPool ? drawColumns : drawColumns.slice(0, 6);
  const isWhole = !receipt.isPublic && columns.every((name, index) => list.heading[index] === name)
    && !frame.heading.some((name) => drawColumns.includes(name));
  const selected = rows.filter((row) => !row.isReserve);
  let [heading, wanted] = [frame.heading, selected.map((row) => row.unit.cells)];
  if (isWhole) {
    heading = [...columns, ...frame.heading];
    wanted = rows.map(({ stratum, rank, isReserve, unit, weight }) => [
      stratum.name, String(rank), isReserve ? "reserve" : "selected", String(stratum.population), String(stratum.size), weight,
      ...(isPool ? [unit.ticket] : []), ...unit.cells,
    ]);
  } else if (receipt.isPublic || list.heading.length !== frame.heading.length) {
    const id = poolColumns(receipt, given).id[0];
    const shown = terms.shown.filter((name) => name !== id && frame.heading.includes(name));
    const places = shown.map((name) => frame.heading.indexOf(name));
    heading = [id, ...shown];
    wanted = [...selected].sort((a, b) => byBytes(a.unit.id, b.unit.id))
      .map(({ unit }) => [unit.id, ...places.map((place) => unit.cells[place])]);
  }
  found.addAll(
    subject,
    listDifferences(list, heading, wanted),
    `${list.name}: ${wanted.length} rows, the same`,
    `${list.name}：${wanted.length} 行，与复算结果相同`,
  );
}

/** How a list differs from the rows that are wanted. */
function listDifferences(list, heading, wanted) {
  if (list.heading.join("\n") !== heading.join("\n")) {
    return [say(`${list.name} has other columns than the draw gives`, `${list.name} 的列与复算结果不同`)];
  }
  // A page shows U+FFFD for a control character.
  const shown = (cell) => (list.isShown ? cell.replace(/(?![\t\n])\p{Cc}/gu, "\ufffd") : cell);
  const key = (cells) => cells.map(shown).join("\u0000");
  const name = (cells) => excerpt(cells.find((cell) => cell !== "") ?? "");
  const [own, given] = [new Set(wanted.map(key)), new Set(list.rows.map(key))];
  const extra = list.rows.filter((cells) => !own.has(key(cells)));
  const lost = wanted.filter((cells) => !given.has(key(cells)));
  const differences = [
    ...extra.map((cells) => say(`"${name(cells)}" is listed, and the draw gives no such row`, `名单中的“${name(cells)}”与复算结果不符`)),
    ...lost.map((cells) => say(`"${name(cells)}" is selected, and not listed so`, `“${name(cells)}”应被抽中，但名单中没有或内容不同`)),
  ];
  if (differences.length) return differences;
  const isSame = list.rows.length === wanted.length && list.rows.every((cells, index) => key(cells) === key(wanted[index]));
  return isSame ? [] : [say(`${list.name} lists units twice or in another order`, `${list.name} 有重复或顺序不同`)];
}

/** Whether the notice is the one that the record gives. */
function checkNotice(found, receipt, record, notice) {
  const isSame = noticeText(record, notice.ledger) === notice.text;
  found.add(
    "notice",
    isSame ? "holds" : "differs",
    isSame ? "it is the one that the record gives; when it was published you must see for yourself" : "it is not the one that the record gives",
    isSame ? "公告与记录一致；公布时间须自行核实" : "公告与记录不符",
  );
  checkLedger(found, notice);
}

function checkLedger(found, notice) {
  if (!notice.ledger) return;
  found.add("notice", "not_checked", `it names entry ${notice.ledger.entry} of a ledger, which the ledger alone can show`, `公告注明台账第 ${notice.ledger.entry} 条，须凭台账核对`);
}

/** What the starts of a rotation go on from, which this page does not recompute. */
function checkRotation(found, receipt, terms) {
  const { record } = terms;
  const after = record ? record.after : receipt.tree.get("after") ?? "";
  const isFree = record?.version !== 2 && terms.kept.size > 0;
  if (!isDigest(after) && !isFree) return;
  found.add("rotation", "not_checked", "the starts go on from another draw: verify them with the program", "起点承接另一次抽取，请用程序核验");
}

/** The teams, whose frames are confidential: this page does not assign inspectors anew. */
function checkTeams(found, receipt, terms) {
  const { record } = terms;
  const isStated = !receipt.isPublic && receipt.tree.has("assignment");
  if (record ? record.inspectors === 0n : !isStated || receipt.commitment === null) return;
  if (record && (record.design === "positions" || record.after !== "")) {
    found.add("assignment", "differs", "such a draw has a record of its own for its teams", "此类抽取的检查组须另立记录");
  }
  if (record && !receipt.isPublic && !isStated) {
    found.add("assignment", "differs", "the record commits to inspectors, and the receipt has no assignment", "记录已承诺检查人员的分配，而回执中没有");
  } else {
    found.add("assignment", "not_checked", "this page does not assign inspectors anew: verify them with the program", "本页不复算检查人员的分派，请用程序核验");
  }
}

/** What can be seen of public files without a record. */
function checkForm(found, receipt, notice, list) {
  const isFirst = receipt.schema.endsWith("/1");
  const known = ["schema", "protocol", "label", "seed", "commitment", "selected", "sealed"];
  if (!isFirst) known.push("id", "shown");
  if (isFirst || !receipt.isSealed) known.push("units");
  if (!receipt.isSealed) known.push("key", "stratum");
  const strange = [...receipt.tree.keys()].filter((key) => !known.includes(key));
  if (strange.length) found.add("public_files", "differs", "the receipt has what that of such a draw has not", "公开回执含有不应有的内容");
  if (!isFirst && (!receipt.id || !receipt.shown)) {
    found.add("public_files", "differs", "the receipt does not name the columns of the list", "公开回执未注明名单的列");
  }
  if (!list) {
    found.add("public_files", "not_checked", "the published list was not given", "未提供公布的名单");
  } else {
    const ids = list.rows.map((cells) => cells[0]);
    const differences = [];
    const isSorted = ids.every((id, index) => index === 0 || byBytes(ids[index - 1], id) < 0);
    if (!isSorted || BigInt(ids.length) !== receipt.tree.get("selected")) {
      differences.push(say("the list has another number of units, or is not sorted, each once", "名单的数量不符、未排序或有重复"));
    }
    if (!ids.every((id) => isText(id))) differences.push(say("an identifier is no text of the protocol", "有标识不是协议允许的文本"));
    if (receipt.id && receipt.shown && list.heading.join("\n") !== [...receipt.id.slice(0, 1), ...receipt.shown].join("\n")) {
      differences.push(say("the list has other columns than the receipt names", "名单的列与回执不符"));
    }
    found.addAll("public_files", differences, `${ids.length} units are listed, each once`, `名单列出 ${ids.length} 个对象，无重复`);
  }
  if (notice) checkNoticeAlone(found, receipt, notice);
  if (!receipt.isSealed) {
    found.add("selection", "not_checked", "an open draw is recomputed from its notice and the list of all objects", "公开抽取须凭公告和对象库复算");
    return;
  }
  found.isFormAlone = true;
  if (!notice) found.add("notice", "not_checked", "the notice was not given", "未提供公告");
  found.add("selection", "note", "an auditor with record and list recomputes a sealed draw; the public sees its form", "密封抽取由持有记录和对象库的审计人员复算，公众只能核对形式");
}

/** The notice of a sealed draw against its public receipt. */
function checkNoticeAlone(found, receipt, notice) {
  const differences = [];
  if (receipt.commitment !== notice.commitment) differences.push(say("it announced another commitment", "公告的承诺值不同"));
  if (receipt.label !== notice.label) differences.push(say("it announced another label", "公告的标签不同"));
  const difference = seedDifference(receipt.seed, notice.seedForm, notice.seedSource);
  if (difference) differences.push(difference);
  if (!receipt.isSealed) differences.push(say("it holds no record, as that of an open draw does", "公告未附公开抽取的记录"));
  found.addAll("notice", differences, "it announced commitment, label and form of the seed", "公告的承诺值、标签和种子格式与之相符");
  checkLedger(found, notice);
}
