// Rules on sizes in their canonical text, on whole numbers alone (DESIGN §3).

/** A number of a rule as a fraction of whole numbers; nil for what is none. */
function ruleNumber(text) {
  let match = /^([0-9]+)(?:\.([0-9]+))?%$/.exec(text);
  if (match) {
    const digits = match[2] ?? "";
    return { over: BigInt(match[1] + digits), under: 100n * 10n ** BigInt(digits.length), isCount: false };
  }
  match = /^([0-9]+)\/([1-9][0-9]*)$/.exec(text);
  if (match) return { over: BigInt(match[1]), under: BigInt(match[2]), isCount: false };
  return isCount(text) ? { over: BigInt(text), under: 1n, isCount: true } : null;
}

/** A rule: {sign, low, high}; nil for a text that is none. */
function parseRule(text) {
  const whole = /^([0-9]+) or all$/.exec(text);
  if (whole) return { sign: "all", low: ruleNumber(whole[1]) };
  if (/^[≥>≤<=]/.test(text)) {
    const low = ruleNumber(text.slice(1));
    return low && { sign: text[0], low };
  }
  const ends = text.split("-").map(ruleNumber);
  if (ends.length !== 2 || !ends[0] || !ends[1] || ends[0].isCount !== ends[1].isCount) return null;
  return ends[0].over * ends[1].under > ends[1].over * ends[0].under ? null : { sign: "-", low: ends[0], high: ends[1] };
}

/** Whether a size is what a rule asks of a base. */
function isKept(rule, size, base) {
  const [n, N] = [BigInt(size), BigInt(base)];
  if (N === 0n) return n === 0n;
  const scaled = (number) => number.over * (number.isCount ? 1n : N);
  const down = (number) => scaled(number) / number.under;
  const up = (number) => (scaled(number) + number.under - 1n) / number.under;
  const least = up(rule.low);
  switch (rule.sign) {
    case "≥":
      return n >= least && n <= N;
    case ">":
      return n > down(rule.low) && n <= N;
    case "≤":
      return n <= down(rule.low);
    case "<":
      return n < least;
    case "=":
      return n === least;
    case "all":
      return n >= (least < N ? least : N) && n <= N;
    default: {
      // A range without a whole number takes its least.
      const most = down(rule.high);
      return n >= least && n <= (most > least ? most : least);
    }
  }
}
