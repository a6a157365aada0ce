// The frame: the units of a list, inside the conditions, without what is kept out.

/** Reads the units of a pool: {columns, heading, base, units, excluded, changed}. */
function readFrame(given, terms, columns, isNormalized) {
  const file = given.pool.name;
  const wanted = [columns.stratum, columns.measure, ...terms.shown].filter((name) => name);
  const table = readTable(given.pool.bytes, file, [columns.id[0], ...wanted], columns.reading);
  const at = (name) => (name ? columnIndex(table.heading, name, file) : -1);
  const ids = columns.id.map(at);
  const [stratumAt, measureAt] = [at(columns.stratum), at(columns.measure)];
  const filters = terms.filters.map(parseFilter);
  const filterAt = filters.map((filter) => at(filter.column));
  const ticket = ticketMaker(terms.key);
  const seen = new Map();
  let changed = 0n;
  const base = [];
  table.rows.forEach((cells, index) => {
    const row = table.numbers[index];
    if (!filters.every((filter, place) => meets(filter, cells[filterAt[place]]))) return;
    const found = ids.map((place) => cells[place]).find((cell) => cell !== "") ?? "";
    const id = isNormalized ? normalized(found) : found;
    if (id !== found) changed += 1n;
    let stratum = stratumAt < 0 ? "*" : cells[stratumAt];
    if (isNormalized) stratum = normalized(stratum);
    if (stratum === "" && columns.unclassified) stratum = columns.unclassified;
    checkedText(id, `${file}, row ${row}: the identifier`, `${file} 第 ${row} 行：标识`);
    checkedText(stratum, `${file}, row ${row}: the class`, `${file} 第 ${row} 行：分类`);
    let measure = null;
    if (measureAt >= 0) {
      const text = cells[measureAt];
      if (!isCount(text) || BigInt(text) > 2n ** 53n) {
        throw new Refused(`${file}, row ${row}: "${excerpt(text)}" is no size`, `${file} 第 ${row} 行：“${excerpt(text)}”不是规模`);
      }
      measure = BigInt(text);
    }
    if (seen.has(id)) {
      throw new Refused(
        `${file}, row ${row}: "${excerpt(id)}" stands in row ${seen.get(id)} too`,
        `${file} 第 ${row} 行：“${excerpt(id)}”已在第 ${seen.get(id)} 行出现`,
      );
    }
    seen.set(id, row);
    base.push({ id, stratum, measure, cells });
  });
  if (base.length === 0) throw new Refused(`${file}: no row is left`, `${file}：没有对象`);
  const all = () => new Set(table.rows.map((cells) => {
    const id = ids.map((place) => cells[place]).find((cell) => cell !== "") ?? "";
    return isNormalized ? normalized(id) : id;
  }));
  const kept = given.exclude ? keptOut(given.exclude, columns.id, base, all, isNormalized) : { units: base, excluded: [] };
  for (const unit of kept.units) unit.ticket = ticket(unit.id);
  return { columns, heading: table.heading, base, changed, ...kept };
}

/** The units without those that a list keeps out, and what a record says of these. */
function keptOut(file, idColumns, base, all, isNormalized) {
  const table = readTable(file.bytes, file.name);
  const ids = idColumns.filter((name) => table.heading.includes(name)).map((name) => columnIndex(table.heading, name, file.name));
  const reasons = table.heading.flatMap((name, index) =>
    ["reason", "原因", "理由", "排除原因"].includes(name.toLowerCase()) ? [index] : []);
  if (ids.length === 0 || reasons.length !== 1) {
    throw new Refused(`${file.name}: has no column of identifiers, or not one of reasons`, `${file.name}：缺少标识列或原因列`);
  }
  const why = new Map();
  for (const cells of table.rows) {
    const found = ids.map((place) => cells[place]).find((cell) => cell !== "") ?? "";
    const id = isNormalized ? normalized(found) : found;
    if (why.has(id) || !isLooseText(cells[reasons[0]])) {
      throw new Refused(`${file.name}: "${excerpt(id)}" stands twice, or without a reason`, `${file.name}：“${excerpt(id)}”重复或没有原因`);
    }
    why.set(id, cells[reasons[0]]);
  }
  const known = all();
  for (const id of why.keys()) {
    if (!known.has(id)) throw new Refused(`${file.name}: "${excerpt(id)}" is not in the list`, `${file.name}：“${excerpt(id)}”不在对象库中`);
  }
  const groups = new Map();
  for (const unit of base) {
    if (!why.has(unit.id)) continue;
    const key = `${unit.stratum}\n${why.get(unit.id)}`;
    if (!groups.has(key)) groups.set(key, { stratum: unit.stratum, reason: why.get(unit.id), ids: [] });
    groups.get(key).ids.push(unit.id);
  }
  const excluded = [...groups.values()].sort(excludedOrder).map(({ stratum, reason, ids: own }) => ({
    stratum,
    count: BigInt(own.length),
    sha256: sha256(own.sort(byBytes).map((id) => id + "\n").join("")),
    reason,
  }));
  return { units: base.filter((unit) => !why.has(unit.id)), excluded };
}

/** The digest of the unit frame. */
function frameDigest(units) {
  const lines = units.map((unit) => `${unit.id}\t${unit.stratum}\t${unit.measure ?? ""}\n`);
  return sha256(lines.sort(byBytes).join(""));
}

/** The digest of the shown frame. */
function shownDigest(frame, columns, file) {
  const places = columns.map((name) => columnIndex(frame.heading, name, file));
  const lines = frame.units.map((unit) => [unit.id, ...places.map((place) => escapeText(unit.cells[place]))].join("\t") + "\n");
  return sha256(lines.sort(byBytes).join(""));
}

/** How many units each stratum has. */
function countByStratum(units) {
  const counts = new Map();
  for (const unit of units) counts.set(unit.stratum, (counts.get(unit.stratum) ?? 0n) + 1n);
  return counts;
}
