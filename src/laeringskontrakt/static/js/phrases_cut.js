// Taking recognised words out of an entry: contracts/phrases/cutting.py, for the page.
// A span is {start, end, kind}.

const EDGE_BEFORE = /(?:^|[,;:.(–—])\s*$/u;
const EDGE_AFTER = /^\s*(?:$|[,;.)!?–—])/u;
const SEPARATOR_LAST = /(?:\s*[,;]|\s+[-–—])\s*$/u;
const SEPARATOR_FIRST = /^\s*(?:[,;]|[-–—](?=\s|$))\s*/u;
const CLOSING_FIRST = /^[.,;:!?)]/u;

/** The entry with commas over the spans: a recognised phrase is an edge. */
export function masked(text, spans) {
  let rest = text;
  for (const { start, end } of spans) {
    rest = rest.slice(0, start) + ",".repeat(end - start) + rest.slice(end);
  }
  return rest;
}

export const overlaps = (span, others) =>
  others.some((other) => span.start < other.end && other.start < span.end);

/** Whether a clause ends at `end`. */
export const endsClause = (text, end) => EDGE_AFTER.test(text.slice(end));

/** Whether the words stand alone between punctuation or the ends of the entry. */
export const hasEdges = (text, start, end) =>
  EDGE_BEFORE.test(text.slice(0, start)) && endsClause(text, end);

/** What is left of the entry, the punctuation around the cuts tidied. */
export function without(text, spans) {
  if (spans.length === 0) return text.trim();
  let rest = "";
  let since = 0;
  [...spans].sort((one, other) => one.start - other.start).forEach((span, number) => {
    const piece = text.slice(since, span.start);
    rest = number ? joined(rest, piece) : piece;
    since = span.end;
  });
  return ended(joined(rest, text.slice(since)));
}

/** One space, one separator at most, no empty brackets. */
function joined(one, other) {
  let left = one.trimEnd();
  let right = other.trimStart();
  if (left.endsWith("(") && right.startsWith(")")) {
    left = left.slice(0, -1).trimEnd();
    right = right.slice(1).trimStart();
  }
  if (left === "" || /[(:]$/u.test(left)) right = right.replace(SEPARATOR_FIRST, "");
  else if (SEPARATOR_LAST.test(left) && (SEPARATOR_FIRST.test(right) || CLOSING_FIRST.test(right))) {
    left = left.replace(SEPARATOR_LAST, "");
  }
  if (left === "") return right.replace(/^[.:]\s*/u, "");
  if (right === "" || CLOSING_FIRST.test(right) || left.endsWith("(")) return left + right;
  return `${left} ${right}`;
}

/** No separator is left hanging at either end. */
function ended(text) {
  let before = null;
  let rest = text;
  while (rest !== before) {
    before = rest;
    rest = rest.trim().replace(SEPARATOR_LAST, "").replace(SEPARATOR_FIRST, "");
    rest = rest.replace(/:$/u, "").trimEnd();
  }
  return rest;
}
