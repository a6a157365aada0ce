// Tables as RFC 4180 and spreadsheets write them, and where their heading is.

const delimiters = [",", ";", "\t", "|"];

/** Delimiters, those first that the heading has most often outside quotes. */
function foundDelimiters(text) {
  const heading = text.slice(0, (text.indexOf("\n") + 1 || text.length + 1) - 1).replace(/"[^"]*"?/g, "");
  const count = (sign) => heading.split(sign).length - 1;
  return [...delimiters].sort((a, b) => count(b) - count(a));
}

/** The records of a table: lists of cells. Throws for what has a stray or an open quote. */
function records(text, delimiter, file) {
  const all = [];
  let cells = [];
  let place = 0;
  const fail = (english, chinese) => {
    throw new Refused(`${file}, row ${all.length + 1}: ${english}`, `${file} 第 ${all.length + 1} 行：${chinese}`);
  };
  if (text.includes("\0")) fail("a byte 0", "含空字节");
  const end = text.length;
  // One record more than there are line ends, unless the last is empty.
  while (place < end || cells.length > 0) {
    if (text[place] === '"') {
      let cell = "";
      let from = place + 1;
      for (;;) {
        const close = text.indexOf('"', from);
        if (close < 0) fail("a quote is not closed", "引号未闭合");
        cell += text.slice(from, close);
        from = close + 2;
        if (text[close + 1] !== '"') {
          place = close + 1;
          break;
        }
        cell += '"';
      }
      cells.push(cell);
      if (text.startsWith("\r\n", place)) place += 1;
      if (place < end && text[place] !== delimiter && text[place] !== "\n") {
        fail("text follows a closing quote", "引号后有多余文字");
      }
    } else {
      let stop = place;
      for (; stop < end; stop += 1) {
        const sign = text[stop];
        if (sign === delimiter || sign === "\n") break;
        if (sign === '"') fail("a quote stands inside a cell", "单元格内有引号");
      }
      const isLast = text[stop] !== delimiter;
      cells.push(text.slice(place, isLast && text[stop - 1] === "\r" && stop > place ? stop - 1 : stop));
      place = stop;
    }
    if (place < end && text[place] === delimiter) {
      place += 1;
      if (place < end) continue;
      cells.push("");
    }
    place += 1;
    all.push(cells);
    cells = [];
  }
  while (all.length > 0 && all.at(-1).length === 1 && all.at(-1)[0] === "") all.pop();
  if (all.length === 0) throw new Refused(`${file}: is empty`, `${file}：为空`);
  return all;
}

/** The records by a delimiter, or by the first of the usual ones by which they can be read. */
function readRecords(text, file, delimiter = null) {
  if (delimiter !== null) return records(text, delimiter, file);
  let refused = null;
  for (const sign of foundDelimiters(text)) {
    try {
      return records(text, sign, file);
    } catch (error) {
      refused ??= error;
    }
  }
  throw refused;
}

const isBlank = (cells) => cells.every((cell) => /^\p{White_Space}*$/u.test(cell));
const exampleWords = "例|例如|示例|样例|填写示例|填写说明|填表说明|example|e\\.g\\.";
const exampleCell = new RegExp(`^(?:(?:${exampleWords})[：:]|（(?:${exampleWords})）|\\((?:${exampleWords})\\)|【(?:${exampleWords})】|\\[(?:${exampleWords})\\])`);
const noteWords = new RegExp(
  "^(?:填[表报](?:人|日期|时间|单位)|制表(?:人|日期|时间|单位)?|审核人?|复核人?|审批人|经办人|(?:单位|科室)?负责人|联系人|联系电话|电话|日期|备注|附?注|说明"
    + "|(?:数据|资料)?来源|(?:打印|导出)(?:日期|时间|人)|统计(?:日期|时间)|截[止至]日期|prepared by|checked by|approved by|compiled by|printed"
    + "|exported|sources?|notes?|remarks?|date)[\\s\\p{N}.]*([：:])?(.*)$",
  "su",
);

/** Whether a row below a heading is an example of how to fill it in. */
function isExample(cells) {
  const filled = cells.map((cell) => cell.trim().toLowerCase()).filter((cell) => cell !== "");
  if (filled.length === 0) return false;
  return new RegExp(`^(?:${exampleWords})$`).test(filled[0]) || filled.some((cell) => exampleCell.test(cell));
}

/** Whether a row at the end of a table is a note, as of who filled it in. */
function isNote(cells) {
  const filled = cells.map((cell) => cell.trim().toLowerCase()).filter((cell) => cell !== "");
  const match = filled.length > 0 && noteWords.exec(filled[0]);
  return Boolean(match) && (match[1] !== undefined || (match[2] === "" && filled.length === 1 && cells.length > 1));
}

/** Where a table begins and ends: as a receipt says, else where the wanted columns stand as a heading. */
function tableBounds(all, wanted, reading) {
  if (reading) {
    const heading = Number(reading.get("heading") ?? 1n) - 1;
    const first = reading.has("first") ? Number(reading.get("first")) - 1 : heading + 1;
    return { heading, first, end: all.length - Number(reading.get("below") ?? 0n) };
  }
  let heading = all.slice(0, 40).findIndex((cells) => wanted.every((name) => cells.includes(name)));
  if (heading < 0) heading = 0;
  let first = heading + 1;
  while (first < Math.min(heading + 7, all.length) && (isBlank(all[first]) || isExample(all[first]))) first += 1;
  if (first === all.length) first = heading + 1;
  let end = all.length;
  while (end > first && (isBlank(all[end - 1]) || isNote(all[end - 1]))) end -= 1;
  return { heading, first, end };
}

/**
 * A table: {heading, rows, numbers}. Its text is UTF-8, else GB18030; a line `sep=` before it is passed over.
 *
 * `reading` is a receipt's, `"plain"` for the first record as heading, or null to look for the heading of `wanted`.
 */
function readTable(bytes, file, wanted = [], reading = null) {
  let text;
  try {
    text = decoded(bytes, file);
  } catch {
    text = decoded(bytes, file, "gb18030");
  }
  const sign = reading === "plain" ? null : /^"?sep=(.)"?\r?\n/i.exec(text);
  if (sign) text = text.slice(sign[0].length);
  const given = reading instanceof Map ? reading : null;
  const all = readRecords(text, file, given?.get("delimiter") ?? (given ? "," : sign?.[1] ?? null));
  const { heading, first, end } =
    reading === "plain" ? { heading: 0, first: 1, end: all.length } : tableBounds(all, wanted, given);
  const names = all[heading];
  const rows = all.slice(first, end);
  rows.forEach((cells, index) => {
    if (cells.length === names.length) return;
    throw new Refused(
      `${file}, row ${first + index + 1}: ${cells.length} cells, the heading has ${names.length}`,
      `${file} 第 ${first + index + 1} 行：${cells.length} 个单元格，表头有 ${names.length} 个`,
    );
  });
  return { heading: names, rows, numbers: rows.map((_, index) => first + index + 1) };
}

/** The place of a column that stands once in a heading. */
function columnIndex(heading, name, file) {
  const index = heading.indexOf(name);
  if (index >= 0 && heading.indexOf(name, index + 1) < 0) return index;
  throw new Refused(
    `${file}: the column "${excerpt(name)}" is ${index < 0 ? "not there" : "there twice"}`,
    `${file}：${index < 0 ? "没有" : "有两个"}“${excerpt(name)}”列`,
  );
}
