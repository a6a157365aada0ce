// JSON as it stands: whole numbers of any length, and which key stands twice.

/** Reads a document: {value, repeated}, with whole numbers as BigInt and the first key that stands twice, or null. */
function readJSON(text, file) {
  let place = 0;
  let repeated = null;
  const fail = () => {
    throw new Refused(`${file}: is no JSON (at character ${place + 1})`, `${file}：不是 JSON（第 ${place + 1} 个字符）`);
  };
  const blank = () => {
    while (/[ \t\r\n]/.test(text[place] ?? "")) place += 1;
  };
  const take = (pattern) => {
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (!found) fail();
    place = pattern.lastIndex;
    return found[0];
  };
  const string = () => JSON.parse(take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y));
  const list = (close, member) => {
    place += 1;
    blank();
    if (text[place] === close) {
      place += 1;
      return;
    }
    for (;;) {
      member();
      blank();
      const sign = text[place];
      if (sign !== "," && sign !== close) fail();
      place += 1;
      if (sign === close) return;
      blank();
    }
  };
  const value = (depth) => {
    if (depth > 100) fail();
    blank();
    switch (text[place]) {
      case "{": {
        const object = new Map();
        list("}", () => {
          const key = string();
          blank();
          take(/:/y);
          if (object.has(key)) repeated ??= key;
          object.set(key, value(depth + 1));
        });
        return object;
      }
      case "[": {
        const values = [];
        list("]", () => values.push(value(depth + 1)));
        return values;
      }
      case '"':
        return string();
      case "t":
        return take(/true/y) === "true";
      case "f":
        return take(/false/y) !== "false";
      case "n":
        take(/null/y);
        return null;
      default: {
        const digits = take(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y);
        if (/^-?[0-9]+$/.test(digits)) return BigInt(digits);
        return Number.isSafeInteger(Number(digits)) ? BigInt(Number(digits)) : Number(digits);
      }
    }
  };
  const document = value(0);
  blank();
  if (place < text.length || !(document instanceof Map)) fail();
  return { value: document, repeated };
}

/** What a comparison takes as it is given. */
const anything = Symbol("anything");

/** Where two documents differ: lists of keys that lead there. */
function mismatches(given, wanted, path = []) {
  if (wanted === anything) return [];
  if (given instanceof Map && wanted instanceof Map) {
    const keys = new Set([...given.keys(), ...wanted.keys()]);
    return [...keys].flatMap((key) => {
      if (given.has(key) && wanted.has(key)) return mismatches(given.get(key), wanted.get(key), [...path, key]);
      return wanted.get(key) === anything ? [] : [[...path, key]];
    });
  }
  if (Array.isArray(given) && Array.isArray(wanted) && given.length === wanted.length) {
    return given.flatMap((value, index) => mismatches(value, wanted[index], [...path, String(index)]));
  }
  return given === wanted ? [] : [path];
}
