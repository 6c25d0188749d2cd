// Reads a line of step 3 while it is typed, to preselect the chips. The server reads it again when
// it is entered and decides (contracts/phrases). Here only: who, which week, which event, method.

import { company } from "./phrases_person.js";
import { END, L, METHOD_WORDS, OWN_WORDS, START, wordsPattern } from "./phrases_words.js";

const READ_AT_MOST = 1000;
const EDGE_AFTER = /^\s*(?:$|[,;.)!?–—])/u;
const EDGE_BEFORE = /(?:^|[,;:.(–—])\s*$/u;

const WEEK = { da: "(?:ugerne\\s+|uge\\s*|u\\.?\\s?)", en: "(?:weeks?\\s*|wk\\.?\\s*)" };
const WEEK_LEAD = {
  da: "(?:(?:aller)?senest(?:\\s+i)?|inden\\s+(?:udgangen|slutningen)\\s+af|til\\s+og\\s+med"
    + "|(?<before>inden|før)|i\\s+løbet\\s+af|(?<span>mellem|fra)|i)\\s+",
  en: "(?:by(?:\\s+the\\s+end\\s+of)?|at\\s+the\\s+latest(?:\\s+(?:in|by|on))?|no\\s+later\\s+than"
    + "|(?<before>before)|in\\s+the\\s+course\\s+of|(?<span>between|from)|during|in)\\s+",
};
const LIMIT = {
  da: /^(?:(?:aller)?senest|inden|før|til\s+og\s+med)/iu,
  en: /^(?:by|at\s+the\s+latest|no\s+later|before)/iu,
};
// The page need not know the day itself: "senest 16/12" ends an event whatever it says.
const LIMIT_AT_END = {
  da: /(?<![\p{L}\p{N}])(?:(?:aller)?senest|inden)\s+[^,;:()]{1,30}$/iu,
  en: /(?<![\p{L}\p{N}])(?:by|before|at\s+the\s+latest|no\s+later\s+than)\s+[^,;:()]{1,30}$/iu,
};
const JOIN = { da: "-|–|til(?:\\s+og\\s+med)?|og|eller|/", en: "-|–|to|and|or|/" };
const BLOCKED = {
  da: "og|eller|samt|efter|siden|omkring|til|ca\\.|cirka|hver|mellem|ikke",
  en: "and|or|after|since|around|until|till|to|every|each|between|not",
};
const AGAIN = { da: "og|eller|til|samt", en: "and|or|to" };

const ORDER = {
  da: "første|anden|andet|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|næste|sidste"
    + "|hver|hvert|[0-9]{1,2}\\.",
  en: "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|each|every"
    + "|[0-9]{1,2}(?:st|nd|rd|th)",
};
const OCCASION = {
  da: `patient${L}*|${L}*vagt${L}*|${L}*stuegang${L}*|${L}*samtale${L}*|modtagelse${L}*`
    + `|simulation${L}*|${L}*undervisning${L}*|${L}*konference${L}*|procedure${L}*|forløb${L}*`
    + `|case${L}*|journal${L}*|${L}*besøg${L}*|overlevering${L}*|kursus${L}*|møde${L}*`
    + `|ambulatorie${L}*`,
  en: "patients?|shifts?|ward\\s+rounds?|conversations?|talks?|admissions?|simulations?|teaching"
    + "|conferences?|procedures?|cases?|records?|visits?|handovers?|courses?|meetings?",
};
const DIRECTLY = {
  da: "(?:lige|straks|umiddelbart)\\s+(?:efter|før|inden|ved)"
    + "|(?:efter|før|inden)\\s+(?:min|mit|vores)",
  en: "(?:right|straight|immediately|just)\\s+(?:after|before)|(?:after|before)\\s+(?:my|our)",
};
const AT = { da: "efter|før|inden|ved|i|på|under", en: "after|before|at|in|on|during" };
const THE = { da: "min|mit|mine|vores|den|det|de", en: "my|our|the" };
const LOOSE = {
  da: `(?:efter|før)\\s+(?!(?:og|eller|at|behov|aftale|instruks${L}*|ønske${L}*|abcde|isbar`
    + `|retningslinje${L}*|guideline${L}*|skema${L}*|plan${L}*|bedste|evne|tur|hinanden|uge|u`
    + `|kl)${END})`,
  en: `(?:after|before)\\s+(?!(?:and|or|all|that|weeks?)${END})`,
};

const known = new Map();

/** The patterns of a language, made once. */
function patterns(language) {
  if (!known.has(language)) known.set(language, made(language));
  return known.get(language);
}

function made(language) {
  const flags = "iu";
  const which = `(?:(?:${THE[language]})\\s+)?(?:${ORDER[language]})\\s+(?:${L}+\\s+){0,2}`;
  const number = "[0-9]{1,2}";
  return {
    own: new RegExp(wordsPattern(OWN_WORDS[language]), "giu"),
    week: new RegExp(
      `${START}(?:${WEEK_LEAD[language]})?${WEEK[language]}(?<first>${number})`
        + `(?:\\s*(?<join>${JOIN[language]})\\s*(?<again>${WEEK[language]})?(?<last>${number})`
        + `(?!${L}|[./:][0-9]))?(?:(?:\\s+|\\s*/\\s*)20[0-9]{2})?(?!${L}|['’]|[.,:/-][0-9])`,
      "giu"),
    blocked: new RegExp(`${START}(?:${BLOCKED[language]})\\s+$`, flags),
    goesOn: new RegExp(
      `^\\s*(?:[/-]|${START}(?:${AGAIN[language]})${END})\\s*(?:${WEEK[language]}|[0-9])`, flags),
    clear: new RegExp(
      `${START}(?:(?:${DIRECTLY[language]})\\s+${L}`
        + `|(?:${AT[language]})\\s+${which}(?:${OCCASION[language]})${END})`, "giu"),
    loose: new RegExp(`${START}${LOOSE[language]}${L}`, "giu"),
    methods: METHOD_WORDS[language].map((group) =>
      Object.entries(group).map(([code, words]) => [code, new RegExp(wordsPattern(words), "giu")])),
  };
}

/** Commas over the spans: a recognised phrase is an edge. */
function masked(text, spans) {
  let rest = text;
  for (const [start, end] of spans) {
    rest = rest.slice(0, start) + ",".repeat(end - start) + rest.slice(end);
  }
  return rest;
}

function weekSaid(text, words) {
  const found = [...text.matchAll(words.week)].filter((match) => {
    const { first, join, again, last } = match.groups;
    if (Number(first) < 1 || Number(first) > 53) return false;
    const loose = /^(?:og|eller|and|or)$/iu.test(join ?? "") && !again;
    const after = text.slice(match.index + match[0].length);
    return !loose || last === undefined || EDGE_AFTER.test(after);
  });
  return found.map((match) => {
    const end = match.index + match[0].length;
    const { first, last, before, span } = match.groups;
    const week = last || span ? null : Number(first) - (before ? 1 : 0) || null;
    const blocked =
      words.blocked.test(text.slice(0, match.index)) || words.goesOn.test(text.slice(end));
    return { span: [match.index, end], week, blocked, words: match[0] };
  });
}

/** The week, if the entry says one; a limit ("senest uge 50") leaves room for an event. */
function week(text, words, language) {
  const found = weekSaid(text, words);
  const limits = found.filter((each) => LIMIT[language].test(each.words));
  const plain = found.filter((each) => !limits.includes(each));
  if (plain.length > 1 || limits.length > 1 || found.some((each) => each.blocked)) {
    return { week: null, spans: [], open: true };
  }
  return {
    week: (plain[0] ?? limits[0])?.week ?? null,
    spans: found.map((each) => each.span),
    open: plain.length === 0,
  };
}

function clauseEnd(text, start) {
  const at = text.slice(start).search(/[,;:()!?\n]|(?<![0-9])\.(?=\s|$)/u);
  return start + text.slice(start, at < 0 ? text.length : start + at).trimEnd().length;
}

/** The event, if there is one such and no other once it is taken out. */
function eventSaid(text, words) {
  const found = eventsSaid(text, words);
  const alone = found.length === 1 && eventsSaid(masked(text, found), words).length === 0;
  return alone ? found[0] : null;
}

function eventsSaid(text, words) {
  const starts = new Map([...text.matchAll(words.loose)].map((match) => [match.index, 5]));
  for (const match of text.matchAll(words.clear)) starts.set(match.index, 12);
  const found = [];
  for (const [start, most] of [...starts].sort((one, other) => one[0] - other[0])) {
    const end = clauseEnd(text, start);
    const afterComma = /(?:[,;(]|\s[–—-])\s*$/u.test(text.slice(0, start));
    const behind = most === 12 && text.slice(0, start).trim() !== "";
    const atEnd = behind && /^[\s,.;]*$/u.test(text.slice(end));
    const few = text.slice(start, end).trim().split(/\s+/u).length <= most && end - start <= 160;
    const free = found.length === 0 || start >= found.at(-1)[1];
    if (few && free && (afterComma || atEnd)) found.push([start, end]);
  }
  return found;
}

/** The words "egen aktivitet" standing alone, if there once. */
function ownSaid(text, words) {
  const found = [...text.matchAll(words.own)]
    .map((match) => [match.index, match.index + match[0].length])
    .filter(([start]) => EDGE_BEFORE.test(text.slice(0, start)))
    .filter(([, end]) => EDGE_AFTER.test(text.slice(end)));
  return found.length === 1 ? found : [];
}

function methodSaid(text, words) {
  for (const group of words.methods) {
    const found = group.flatMap(([code, pattern]) =>
      [...text.matchAll(pattern)].map((match) => [match.index, -match[0].length, code]));
    found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    if (found.length > 0) return found[0][2];
  }
  return null;
}

/**
 * What a line of step 3 says so far.
 *
 * `people`: [{id, first_name, last_name, is_supervisor}]. `supervisorName`: which of several
 * supervisors "min vejleder" is. `language`: the contract's, "da" or "en". `methodSupport`: the
 * vocabulary's support need of each method code.
 * Returns {supportNeed, personId, ambiguous (ids), week, event, method}; null where nothing is
 * said.
 */
export function readActivity(text, { people, supervisorName = "", language, methodSupport = {} }) {
  const nothing = {
    supportNeed: "none", personId: null, ambiguous: [], week: null, event: null, method: null,
  };
  const said = text.normalize("NFC");
  if (said.length > READ_AT_MOST) return nothing;
  const words = patterns(language);
  const inWeek = week(said, words, language);
  const free = masked(said, inWeek.spans);
  const setting = { people, supervisorName, language };
  const first = company(free, setting);
  const before = ownSaid(masked(free, first.spans), words);
  const left = masked(free, [...first.spans, ...before]);
  const untilLimit = left.replace(LIMIT_AT_END[language], (limit) => ",".repeat(limit.length));
  const seen = eventSaid(untilLimit, words);
  const event = inWeek.open ? seen : null;
  const plainer = seen ? masked(left, [seen]) : left;
  const later = seen && first.spans.length === 0 ? company(plainer, setting) : first;
  const who = later.spans.length > 0 ? later : first;
  const own = before.length > 0 ? before : ownSaid(masked(plainer, who.spans), words);
  const method = methodSaid(masked(left, [...who.spans, ...own, ...(event ? [event] : [])]), words);
  const ids = who.people.map((person) => person.id);
  const byMethod = own.length > 0 ? "none" : methodSupport[method] ?? "none";
  return {
    supportNeed: who.need ?? byMethod,
    personId: ids.length === 1 ? ids[0] : null,
    ambiguous: ids.length > 1 ? ids : [],
    week: event ? null : inWeek.week,
    event: event ? said.slice(...event) : null,
    method,
  };
}
