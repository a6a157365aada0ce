// The conditions of `--where` (DESIGN §4).

const operatorSigns =
  /!=|<=|>=|=|<|>|(?<=[ \t])(?:not[ \t]+in(?=[ \t])|in(?=[ \t])|is[ \t]+not[ \t]+empty(?=[ \t]|$)|is[ \t]+empty(?=[ \t]|$))/g;

const trimBlank = (text) => text.replace(/^[ \t]+|[ \t]+$/g, "");

/** An exact decimal: {over, scale}; nil for what is none. */
function exactDecimal(text) {
  const match = /^([+-]?)([0-9]*)(?:(\.)([0-9]*))?$/.exec(text);
  if (!match || (match[2] === "" && !match[4])) return null;
  const digits = match[4] ?? "";
  const over = BigInt(match[2] + digits);
  return { over: match[1] === "-" ? -over : over, scale: digits.length };
}

/** A date as a number that has its order; nil for what is none. */
function dateNumber(text) {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? /^([0-9]{4})\/([0-9]{1,2})\/([0-9]{1,2})$/.exec(text)
    ?? /^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (year < 1 || !days || day < 1 || day > days) return null;
  return year * 10000 + month * 100 + day;
}

const valueKinds = {
  "": { read: (text) => text, order: (a, b) => (a === b ? 0 : 1) },
  number: {
    read: exactDecimal,
    order: (a, b) => {
      const scale = Math.max(a.scale, b.scale);
      const [left, right] = [a, b].map((value) => value.over * 10n ** BigInt(scale - value.scale));
      return left < right ? -1 : left > right ? 1 : 0;
    },
  },
  date: { read: dateNumber, order: (a, b) => a - b },
};

/** A condition: {kind, column, operator, values}. */
function parseFilter(text) {
  const fail = () => {
    throw new Refused(`the condition "${excerpt(text)}" is none`, `筛选条件“${excerpt(text)}”无效`);
  };
  const quoted = (from, quote) => {
    const match = new RegExp(`^${quote}((?:[^${quote}]|${quote}${quote})*)${quote}(?!${quote})`).exec(from) ?? fail();
    return [match[1].replaceAll(quote + quote, quote), from.slice(match[0].length)];
  };
  let rest = trimBlank(text);
  const kind = /^(number|date):/.exec(rest)?.[1] ?? "";
  if (kind) rest = rest.slice(kind.length + 1).replace(/^[ \t]+/, "");
  const isQuoted = rest.startsWith('"');
  let column = "";
  if (isQuoted) [column, rest] = quoted(rest, '"');
  operatorSigns.lastIndex = 0;
  const found = operatorSigns.exec(rest) ?? fail();
  const before = trimBlank(rest.slice(0, found.index));
  if (isQuoted ? before !== "" : before.includes('"')) fail();
  if (!isQuoted) column = before;
  if (column === "") fail();
  const operator = found[0].split(/[ \t]+/).join(" ");
  let tail = trimBlank(rest.slice(found.index + found[0].length));
  const read = (value) => valueKinds[kind].read(value) ?? fail();
  const bare = (value) => (value === "" || /^[=<>!'"]/.test(value) ? fail() : value);
  if (operator.endsWith("empty")) return tail === "" ? { kind, column, operator, values: [] } : fail();
  if (operator.endsWith("in")) {
    if (!tail.startsWith("(")) fail();
    tail = trimBlank(tail.slice(1));
    const values = [];
    for (;;) {
      let value;
      if (tail.startsWith("'")) {
        [value, tail] = quoted(tail, "'");
      } else {
        const end = tail.search(/[,()]/);
        value = trimBlank(end < 0 ? tail : tail.slice(0, end));
        tail = end < 0 ? "" : tail.slice(end);
        if (bare(value).includes("'")) fail();
      }
      tail = trimBlank(tail);
      values.push(read(value));
      if (tail === ")") return { kind, column, operator, values };
      if (!tail.startsWith(",")) fail();
      tail = trimBlank(tail.slice(1));
    }
  }
  if (/[<>]/.test(operator) && !kind) fail();
  if (!tail.startsWith("'")) return { kind, column, operator, values: [read(bare(tail))] };
  const [value, more] = quoted(tail, "'");
  return more === "" ? { kind, column, operator, values: [read(value)] } : fail();
}

/** Whether a cell meets a condition. */
function meets(filter, cell) {
  if (filter.operator === "is empty") return cell === "";
  if (filter.operator === "is not empty") return cell !== "";
  if (filter.kind && cell === "") return false;
  const { read, order } = valueKinds[filter.kind];
  const own = read(cell);
  if (own === null) {
    throw new Refused(
      `"${excerpt(cell)}" in column "${excerpt(filter.column)}" is no ${filter.kind}`,
      `“${excerpt(filter.column)}”列的“${excerpt(cell)}”不是${filter.kind === "date" ? "日期" : "数"}`,
    );
  }
  const isAny = filter.values.some((value) => order(own, value) === 0);
  if (["=", "in"].includes(filter.operator)) return isAny;
  if (["!=", "not in"].includes(filter.operator)) return !isAny;
  const difference = order(own, filter.values[0]);
  return { "<": difference < 0, "<=": difference <= 0, ">": difference > 0, ">=": difference >= 0 }[filter.operator];
}
