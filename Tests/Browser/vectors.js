// Runs in a page of a draw: its script against the vectors of two other programs, and against WebCrypto. Answers problems.
const [vectors, done] = arguments;
const problems = [];
const expect = (isTrue, what) => {
  if (!isTrue) problems.push(what);
};
const same = (left, right, what) => expect(JSON.stringify(left) === JSON.stringify(right), what);
const { tickets, draws, positions, pps } = vectors;

for (const { purpose, label, seed, secret, key } of tickets.keys) same(drawKey(purpose, label, seed, secret), key, `key ${label}`);
for (const { key, id, ticket } of tickets.tickets) same(ticketMaker(key)(id), ticket, `ticket ${id}`);
for (const { text } of tickets.refused) expect(!isText(text), `refused ${JSON.stringify(text)}`);
for (const text of tickets.accepted) expect(isText(text), `accepted ${JSON.stringify(text)}`);

const { label, seed, ids, cases } = draws.orders;
const ticket = ticketMaker(drawKey("units", label, seed, ""));
for (const { start, order } of cases) {
  same(simpleOrder(ids.map((id) => ({ id, ticket: ticket(id) })), start).map(({ id }) => id), order, `order from ${start}`);
}
for (const { label: name, seed: own, secret, population, size, positions: wanted } of positions.cases) {
  const stratum = { population: BigInt(population), size: BigInt(size), reserves: 0n };
  const rows = selectPositions(drawKey("positions", name, own, secret), stratum);
  same(rows.map(({ unit }) => unit.id), wanted, `positions of ${population}`);
}
const small = ticketMaker(drawKey("units", pps.small.label, pps.small.seed, ""));
for (const { what, method, sizes, size, certain, selected, next } of pps.small.cases) {
  const units = sizes.map(([id, measure]) => ({ id, measure: BigInt(measure), ticket: small(id) }));
  const order = sizeOrder(units, BigInt(size), method).map(({ id }) => id);
  same(order.slice(0, certain.length + selected.length + next.length), [...certain, ...selected, ...next], `${what}, ${method}`);
}
const bits = (value) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
};
for (const { ticket: own, n, size, total, p, pareto, sequential_poisson: poisson } of pps.ranks) {
  for (const [design, rank] of [["pareto", pareto], ["sequential-poisson", poisson]]) {
    const unit = { ticket: own };
    rankBySize(unit, BigInt(n), BigInt(size), BigInt(total), design);
    same([bits(unit.target), bits(unit.order)], [p, rank], `rank of ${size} in ${total}`);
  }
}

const compareDigests = async () => {
  for (let length = 0; length < 300; length += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(length));
    const wanted = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
    same(sha256(bytes), wanted.map((byte) => byte.toString(16).padStart(2, "0")).join(""), `SHA-256 of ${length} bytes`);
  }
  for (const count of [0, 1, 54, 55, 56, 119, 120, 1000]) {
    const [key, text] = [sha256(String(count)), "x".repeat(count)];
    same(ticketMaker(key)(text), sha256(`${key}:${text}`), `ticket of ${count} signs`);
  }
};
compareDigests().then(() => done(problems), (error) => done([String(error)]));
