// Texts of DESIGN §2: their bytes, their order, what they may not hold.

/** Something that cannot be read: no answer can be given. Said in both languages. */
class Refused extends Error {
  constructor(english, chinese) {
    super(english);
    this.said = say(english, chinese);
  }
}

/** A sentence in both languages. */
function say(english, chinese) {
  return { english, chinese };
}

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
function utf8(text) {
  return encoder.encode(text);
}

/** The order of two texts by their bytes in UTF-8, which is that of code points. */
function byBytes(left, right) {
  const end = Math.min(left.length, right.length);
  for (let i = 0; i < end; i += 1) {
    let a = left.charCodeAt(i);
    let b = right.charCodeAt(i);
    if (a !== b) {
      // A surrogate stands for a code point beyond all that one unit can hold.
      if (a >= 0xd800 && b >= 0xd800) {
        a = a >= 0xe000 ? a - 0x800 : a + 0x2000;
        b = b >= 0xe000 ? b - 0x800 : b + 0x2000;
      }
      return a - b;
    }
  }
  return left.length - right.length;
}

/** A text shortened for a sentence. */
function excerpt(text) {
  const signs = Array.from(text);
  return signs.length > 60 ? signs.slice(0, 60).join("") + "…" : text;
}

const forbidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
const spaceAtEnd = /^\p{White_Space}|\p{White_Space}$/u;
const plainText = /^[!-~](?:[ -~]{0,1022}[!-~])?$/;

/** Whether a text is one of the protocol; at its ends white space may stand where that is allowed. */
function isText(text, allowsSpace = false) {
  if (plainText.test(text)) return true;
  return text !== "" && utf8(text).length <= 1024 && !forbidden.test(text) && text.normalize("NFC") === text
    && (allowsSpace || !spaceAtEnd.test(text));
}

/** A text of the protocol, or an error that says what it is. */
function checkedText(text, english, chinese) {
  if (isText(text)) return text;
  throw new Refused(
    `${english} "${excerpt(text)}" is no text of the protocol (empty, too long, not NFC, invisible characters, or`
      + " white space at an end)",
    `${chinese}“${excerpt(text)}”不是协议允许的文本（为空、过长、非 NFC、含不可见字符或首尾有空白）`,
  );
}

/** Whether a text may stand as a filter, a reason or a column: as above, with TAB, LF and CR, escaped. */
function isLooseText(text) {
  return isText(text.replace(/[\t\n\r]/g, " "), true) && utf8(escapeText(text)).length <= 1024;
}

/** What `--normalize-ids` makes of an identifier. */
function normalized(text) {
  return text.normalize("NFKC").replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
}

/** A text with backslash, TAB, LF and CR written as two signs. */
function escapeText(text) {
  return text.replace(/[\\\t\n\r]/g, (sign) => ({ "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" })[sign]);
}

/** The text that was escaped; nil where it was not. */
function unescapeText(text) {
  if (/\\(?![\\tnr])/.test(text.replace(/\\\\/g, ""))) return null;
  return text.replace(/\\([\\tnr])/g, (_, sign) => ({ "\\": "\\", t: "\t", n: "\n", r: "\r" })[sign]);
}

const isDigest = (text) => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
const isCount = (text) => /^(?:0|[1-9][0-9]*)$/.test(text);

/** The text of a file in UTF-8, in GB18030 where it is said to be, without a byte order mark. */
function decoded(bytes, file, encoding = "utf-8") {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Refused(`${file}: is no text in ${encoding.toUpperCase()}`, `${file}：不是 ${encoding.toUpperCase()} 文本`);
  }
}
