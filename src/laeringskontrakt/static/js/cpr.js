// What looks like a CPR number in a free text. Help while typing: the rule itself is enforced
// by the server (core/text_guard.py), and this is the same rule. Both are held to
// tests/corpora/cpr.json. No dependencies, no page, nothing is kept.

// The zero of every decimal digit script; the nine other digits follow it.
const ZEROS = (
  "30 660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 " +
  "1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10 104a0 " +
  "10d30 10d40 11066 110f0 11136 111d0 112f0 11450 114d0 11650 116c0 116d0 116da 11730 " +
  "118e0 11950 11bf0 11c50 11d50 11da0 11de0 11f50 16130 16a60 16ac0 16b50 16d70 1ccf0 " +
  "1d7ce 1d7d8 1d7e2 1d7ec 1d7f6 1e140 1e2f0 1e4f0 1e5f1 1e950 1fbf0"
).split(" ").map((code) => parseInt(code, 16));

const DASH = new RegExp(
  "[\\-\\u058a\\u05be\\u1400\\u1806\\u2010-\\u2015\\u2043\\u2212\\u2e17\\u2e1a\\u2e3a\\u2e3b" +
    "\\u2e40\\u2e5d\\u301c\\u3030\\u30a0\\ufe31\\ufe32\\ufe58\\ufe63\\uff0d\\u{10d6e}\\u{10ead}]",
  "u",
);
const SPACE =
  /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
// Controls, default-ignorable characters, the keycap mark, surrogates, noncharacters.
const INVISIBLE = new RegExp(
  "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5" +
    "\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20e3\\u3164\\ud800-\\udfff" +
    "\\ufdd0-\\ufdef\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}" +
    "\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}\\p{Noncharacter_Code_Point}]",
  "u",
);

// A text is folded to ASCII: printable characters, and these four for all the others.
const HIDDEN = "\x01";
const SOFT = "\x02";
const LETTER = "\x03";
const OTHER = "\x04";

// Invisible characters may stand between any two digits, and also bound a number.
const GAP = `[${HIDDEN}${SOFT}]*`;
const NUMBER = new RegExp(
  `(?<![0-9])((?:[0-9]${GAP}){5}[0-9])(${GAP}(?:[ ./-]${GAP}){0,3})` +
    `((?:[0-9]${GAP}){3}[0-9])(?![0-9])`,
  "g",
);
// Regional replacement numbers: letters among the last four.
const REPLACEMENT = new RegExp(
  `(?<![0-9])(?:[0-9]${GAP}){6}(?:-${GAP})?(?=(?:[0-9]${GAP}){0,3}[A-Z])` +
    `(?:[0-9A-Z]${GAP}){3}[0-9A-Z](?![0-9A-Za-z${LETTER}])`,
);
// "pt" only as a word: "september" and "optage" say nothing of a patient.
const CONTEXT = new RegExp(
  `cpr|patient|(?<![a-z${LETTER}])pt(?![a-z${LETTER}])`,
  "gi",
);
const NEARBY = 20;
const LONGEST_WORD = "patient".length;
const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * The first finding of the highest level: `{level: "block" | "warn", start, end}`, or null.
 * Positions are those of `setSelectionRange` (UTF-16 code units), never the value.
 */
export function check(text) {
  const folded = new Map();
  const flat = text.replace(/[^\x20-\x7e]/gu, (char) => fold(char, folded));
  const worst = worstOf(flat);
  return worst && { level: worst.level, ...inOriginal(text, flat, folded, worst) };
}

/** The full year of birth: the seventh digit tells the century. */
export function birthYear(twoDigits, seventh) {
  if (seventh <= 3) return 1900 + twoDigits;
  if (seventh === 4 || seventh === 9) return (twoDigits <= 36 ? 2000 : 1900) + twoDigits;
  return (twoDigits <= 57 ? 2000 : 1800) + twoDigits;
}

function fold(char, folded) {
  let flat = folded.get(char);
  if (flat === undefined) {
    flat = Array.from(char.normalize("NFKC"), foldOne).join("");
    folded.set(char, flat);
  }
  return flat;
}

function foldOne(char) {
  const code = char.codePointAt(0);
  const zero = ZEROS.find((first) => first <= code && code < first + 10);
  if (zero !== undefined) return String(code - zero);
  if (DASH.test(char)) return "-";
  if (SPACE.test(char)) return " ";
  if (char === "\u00ad") return SOFT;
  if (INVISIBLE.test(char)) return HIDDEN;
  if (code < 128) return char;
  return /[\p{L}\p{M}]/u.test(char) ? LETTER : OTHER;
}

function inOriginal(text, flat, folded, { start, end }) {
  if (flat.length === text.length && !/[\ud800-\udfff]/.test(text)) return { start, end };
  const place = {};
  let index = 0;
  let at = 0;
  for (const char of text) {
    const next = at + (folded.get(char) ?? char).length;
    if (at <= start && start < next) place.start = index;
    index += char.length;
    if (at < end && end <= next) place.end = index;
    at = next;
  }
  return place;
}

function worstOf(flat) {
  let warned = null;
  for (const found of numbers(flat)) {
    if (found.level === "block") return found;
    warned ??= found;
  }
  const lettered = REPLACEMENT.exec(flat);
  if (lettered && (warned === null || lettered.index < warned.start)) {
    const end = lettered.index + lettered[0].length;
    warned = { level: "warn", start: lettered.index, end };
  }
  return warned;
}

function* numbers(flat) {
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(flat); match; match = NUMBER.exec(flat)) {
    const start = match.index;
    const end = start + match[0].length;
    const digits = match[0].replace(/[^0-9]/g, "");
    if (dateExists(digits)) {
      const dashed = match[2].includes("-") || match[2].includes(SOFT);
      const sure = dashed || mod11(digits) || inContext(flat, start, end);
      yield { level: sure ? "block" : "warn", start, end };
    }
    NUMBER.lastIndex = start + 1;
  }
}

function dateExists(digits) {
  const written = Number(digits.slice(0, 2));
  const day = written > 60 ? written - 60 : written; // some replacement numbers
  const month = Number(digits.slice(2, 4));
  if (month < 1 || month > 12) return false;
  const year = birthYear(Number(digits.slice(4, 6)), Number(digits[6]));
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

// Only a sign of confidence: numbers without it are issued since 2007.
function mod11(digits) {
  return WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0;
}

function inContext(flat, start, end) {
  const reach = NEARBY + LONGEST_WORD;
  const before = flat.slice(Math.max(0, start - reach), start);
  const after = flat.slice(end, end + reach);
  const near = (gap) => gap <= NEARBY;
  return (
    [...before.matchAll(CONTEXT)].some((m) => near(before.length - m.index - m[0].length)) ||
    [...after.matchAll(CONTEXT)].some((m) => near(m.index))
  );
}
