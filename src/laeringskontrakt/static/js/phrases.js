// Reads a line of step 3 while it is typed, to preselect the chips. The server reads it again when
// it is entered and decides (contracts/phrases); a test holds the two to the same answers.

import { dayOfIso, isoOf } from "./phrases_calendar.js";
import { hasEdges, masked, without } from "./phrases_cut.js";
import { NO_TIME, occasionSaid, whenSaid } from "./phrases_moment.js";
import { occasion } from "./phrases_occasion.js";
import { company } from "./phrases_person.js";
import { METHOD_WORDS, OWN_WORDS, wordsPattern } from "./phrases_words.js";

const READ_AT_MOST = 1000;
const NOBODY = { need: null, people: [], spans: [] };

const known = new Map();

/** The patterns of a language, made once. */
function patterns(language) {
  if (!known.has(language)) {
    known.set(language, {
      own: new RegExp(wordsPattern(OWN_WORDS[language]), "giu"),
      methods: METHOD_WORDS[language].map((group) =>
        Object.entries(group).map(([code, words]) => [code, new RegExp(wordsPattern(words), "giu")])),
    });
  }
  return known.get(language);
}

/** The words "egen aktivitet" standing alone, if there once. */
function ownSaid(text, language) {
  const found = [...text.matchAll(patterns(language).own)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind: "own" }))
    .filter(({ start, end }) => hasEdges(text, start, end));
  return found.length === 1 ? found : [];
}

function methodSaid(text, language) {
  for (const group of patterns(language).methods) {
    const found = group.flatMap(([code, pattern]) =>
      [...text.matchAll(pattern)].map((match) => [match.index, -match[0].length, code]));
    found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    if (found.length > 0) return found[0][2];
  }
  return null;
}

function read(text, setting) {
  if (text.length > READ_AT_MOST) return { when: NO_TIME, who: NOBODY, spans: [] };
  const { language } = setting;
  const timed = whenSaid(text, setting);
  let who = company(masked(text, timed.spans), setting);
  let spans = [...timed.spans, ...who.spans];
  const alone = ownSaid(masked(text, spans), language);
  spans = [...spans, ...alone];
  let free = masked(text, spans);
  const seen = occasion(free, language);
  const occasions = occasionSaid(free, seen, timed.when, setting);
  spans = [...spans, ...occasions.spans];
  if (seen) {
    // Behind the event the rest may be plainer.
    free = masked(free, [seen]);
    const later = who.spans.length > 0 ? NOBODY : company(free, setting);
    if (later.spans.length > 0) {
      who = later;
      spans = [...spans, ...later.spans];
    }
  }
  const own = alone.length > 0 ? [] : ownSaid(masked(free, who.spans), language);
  return { when: occasions.when, who, spans: [...spans, ...own] };
}

/** Whether what is left says yet another person or moment: then the entry is left whole. */
function saysMore(rest, first, setting) {
  const hasMoment = first.spans.some(({ kind }) => kind === "moment");
  return read(rest, setting).spans.some(
    ({ kind }) => !(hasMoment && (kind === "habit" || kind === "event")));
}

/**
 * What a line of step 3 says so far.
 *
 * `people`: [{id, first_name, last_name, is_supervisor}]. `supervisorName`: which of several
 * supervisors "min vejleder" is. `language`: the reader's, "da" or "en". `today` and the two days
 * of `period`: ISO dates. `methodSupport`: the vocabulary's support need of each method code.
 * Returns {supportNeed, personId, ambiguous (ids), method, when}; `when` is {type, first, latest,
 * text (of an event), words (that say it)}, the days ISO dates or null.
 */
export function readActivity(text, setting) {
  const { language, methodSupport = {}, today, period } = setting;
  const days = { ...setting, today: dayOfIso(today), period: period.map(dayOfIso) };
  const said = text.normalize("NFC");
  let reading = read(said, days);
  if (reading.spans.length > 0 && saysMore(without(said, reading.spans), reading, days)) {
    reading = { when: NO_TIME, who: { ...reading.who, spans: [] }, spans: [] };
  }
  const method = methodSaid(masked(said, reading.spans).slice(0, READ_AT_MOST), language);
  const isOwn = reading.spans.some(({ kind }) => kind === "own");
  const ids = reading.who.people.map((person) => person.id);
  return {
    supportNeed: reading.who.need ?? (isOwn ? "none" : methodSupport[method] ?? "none"),
    personId: ids.length === 1 ? ids[0] : null,
    ambiguous: ids.length > 1 ? ids : [],
    method,
    when: told(reading, said),
  };
}

function told({ when, spans }, said) {
  const words = spans.filter(({ kind }) => kind === "moment" || kind === "habit");
  const iso = (day) => (day === null ? null : isoOf(day));
  return {
    type: when.type,
    first: iso(when.first),
    latest: iso(when.latest),
    text: when.text,
    words: words.map(({ start, end }) => said.slice(start, end).trim()).join(", "),
  };
}
