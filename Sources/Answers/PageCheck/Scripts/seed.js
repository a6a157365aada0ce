// The seed: its form, its source, the order of its numbers.

/** Known lotteries: outcomes of one drawing, and how many numbers each drum gives. */
const lotteries = [
  { name: "双色球", outcomes: 17721088n, drums: [6, 1] },
  { name: "大乐透", outcomes: 21425712n, drums: [5, 2] },
];

/** Why a seed is not one that was announced, as a sentence; null where it is. */
function seedDifference(seed, form, source) {
  const [given, wanted] = [Array.from(seed), Array.from(form)];
  const fits = isText(seed) && given.length === wanted.length
    && wanted.every((sign, index) => (sign === "#" ? /^[0-9]$/.test(given[index]) : sign === given[index]));
  if (!fits) {
    return say(
      `the seed "${excerpt(seed)}" has not the form "${excerpt(form)}" that was announced`,
      `种子“${excerpt(seed)}”不符合所公告的格式“${excerpt(form)}”`,
    );
  }
  if (!/ascending|升序|从小到大/.test(source.toLowerCase())) return null;
  const numbers = [];
  wanted.forEach((sign, index) => {
    if (sign !== "#") return;
    if (index > 0 && wanted[index - 1] === "#") numbers.push(numbers.pop() + given[index]);
    else numbers.push(given[index]);
  });
  const named = lotteries.filter(({ name }) => source.includes(name));
  const drums = named.sort((a, b) => source.indexOf(a.name) - source.indexOf(b.name)).flatMap((lottery) => lottery.drums);
  const isWhole = drums.reduce((sum, drum) => sum + drum, 0) === numbers.length;
  let place = 0;
  for (const count of isWhole ? drums : [numbers.length]) {
    const part = numbers.slice(place, place + count).map(Number);
    place += count;
    if (part.every((number, index) => index === 0 || part[index - 1] <= number)) continue;
    return say(
      "the seed's numbers do not ascend, as the source says that they do",
      "种子的号码不是升序，与来源所述不符",
    );
  }
  return null;
}

/** How many outcomes the source has; null where nobody knows. */
function seedOutcomes(record) {
  const known = lotteries.filter(({ name }) => record.seedSource.includes(name));
  if (known.length) return known.reduce((product, { outcomes }) => product * outcomes, 1n);
  if (record.outcomes) return record.outcomes;
  const groups = record.seedForm.match(/#+/g) ?? [];
  const isOne = groups.length === 1 || groups.every((group) => group === "#");
  return isOne ? 10n ** BigInt(groups.join("").length) : null;
}
