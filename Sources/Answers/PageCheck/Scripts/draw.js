// Keys, tickets and the order of selection (DESIGN §2).

/** The key of a purpose. */
function drawKey(purpose, label, seed, secret) {
  return sha256([protocolName, purpose, label, seed, secret].join("\n"));
}

/** A weight as it is written: the shortest decimal that is this double. */
function weightText(weight) {
  if (!Number.isInteger(weight)) return String(weight);
  return weight < 2 ** 54 ? `${weight}.0` : weight.toExponential();
}

/** Why so many cannot be taken from a stratum. */
function checkRoom(stratum, units) {
  if (stratum.size + stratum.reserves <= BigInt(units)) return;
  throw new Refused(
    `more are to be selected than the ${units} units there are`,
    `应抽取的数量超过现有的 ${units} 个对象`,
  );
}

/** The order of simple random selection, from behind the start where there is one. */
function simpleOrder(units, start) {
  const order = [...units].sort((a, b) => {
    if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1;
    return byBytes(a.id, b.id);
  });
  if (!start) return order;
  const first = order.findIndex((unit) => unit.ticket > start);
  return first < 0 ? order : [...order.slice(first), ...order.slice(0, first)];
}

/** Gives a unit its target and its rank, in binary64, each operation rounded once, in this order. */
function rankBySize(unit, n, size, sum, design) {
  const u = (parseInt(unit.ticket.slice(0, 13), 16) + 0.5) * 2 ** -52;
  const p = n > 0n ? (Number(n) * Number(size)) / Number(sum) : null;
  unit.target = p;
  if (p === null) unit.order = 0;
  else unit.order = design === "pareto" ? (u * (1 - p)) / (p * (1 - u)) : u / p;
}

/** The order of selection by size: certain units by id, then by rank; each unit gets its target `p`. */
function sizeOrder(units, size, design) {
  let left = units.filter((unit) => unit.measure > 0n);
  let n = size;
  let sum = left.reduce((total, unit) => total + unit.measure, 0n);
  if (sum >= 2n ** 63n) throw new Refused("the sizes add up to 2^63 or more", "规模合计达到或超过 2^63");
  const certain = [];
  while (n > 0n) {
    // Compared in whole numbers: n·s ≥ S.
    const now = left.filter((unit) => n * unit.measure >= sum);
    if (now.length === 0) break;
    certain.push(...now);
    left = left.filter((unit) => n * unit.measure < sum);
    n -= BigInt(now.length);
    sum = left.reduce((total, unit) => total + unit.measure, 0n);
  }
  certain.sort((a, b) => byBytes(a.id, b.id));
  for (const unit of certain) unit.target = 1;
  for (const unit of left) rankBySize(unit, n, unit.measure, sum, design);
  left.sort((a, b) => {
    if (a.order !== b.order) return a.order - b.order;
    if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1;
    return byBytes(a.id, b.id);
  });
  return [...certain, ...left];
}

/** The selection: rows by the bytes of strata and then by rank, reserves behind the selected. */
function select(terms, units) {
  const rows = [];
  const groups = new Map();
  for (const unit of units) {
    if (!groups.has(unit.stratum)) groups.set(unit.stratum, []);
    groups.get(unit.stratum).push(unit);
  }
  for (const stratum of terms.strata) {
    const own = groups.get(stratum.name) ?? [];
    checkRoom(stratum, own.length);
    let order;
    if (terms.design === "srs") order = simpleOrder(own, stratum.start);
    else order = sizeOrder(own, stratum.size, terms.design);
    checkRoom(stratum, order.length);
    const wanted = Number(stratum.size + stratum.reserves);
    order.slice(0, wanted).forEach((unit, index) => {
      const isReserve = BigInt(index) >= stratum.size;
      let weight = "";
      if (!isReserve && terms.design === "srs") weight = weightText(Number(stratum.population) / Number(stratum.size));
      else if (!isReserve && unit.target) weight = weightText(1 / unit.target);
      rows.push({ stratum, rank: index + 1, isReserve, unit, weight });
    });
  }
  return rows;
}

/** The positions of a numbered pool, the selected before the reserves. */
function selectPositions(key, stratum) {
  const { population } = stratum;
  if (population === 0n || stratum.size + stratum.reserves > population || stratum.size + stratum.reserves > 10000000n) {
    throw new Refused("there are not as many positions, or too many for a page", "编号不足，或数量超出网页的处理能力");
  }
  const ticket = ticketMaker(key);
  const bound = (2n ** 64n / population) * population;
  const drawn = new Set();
  for (let i = 0; BigInt(drawn.size) < stratum.size + stratum.reserves; i += 1) {
    const x = BigInt("0x" + ticket(String(i)).slice(0, 16));
    if (x < bound) drawn.add((x % population) + 1n);
  }
  return [...drawn].map((position, index) => {
    const isReserve = BigInt(index) >= stratum.size;
    const weight = isReserve ? "" : weightText(Number(population) / Number(stratum.size));
    return { stratum, rank: index + 1, isReserve, unit: { id: String(position), ticket: null, cells: [String(position)] }, weight };
  });
}

/** The digest of a selection: the lines `stratum|rank|id` without reserves. */
function selectionDigest(rows) {
  const lines = rows.filter((row) => !row.isReserve).map((row) => `${row.stratum.name}|${row.rank}|${row.unit.id}\n`);
  return sha256(lines.join(""));
}
