// When an entry says that something is to happen: contracts/phrases/moment.py, clock.py and
// timing.py, for the page. A `when` is {type, first, latest, limit, text}: first and latest are
// days, text is an event's.

import {
  anyOf,
  dateOf,
  DATE_ENDS,
  datePattern,
  DATE_STARTS,
  hasYear,
  monday,
  nearestWeek,
  nextWeekday,
  RELATIVE,
  weekdays,
  WEEKDAYS,
  weekOf,
  withinMonth,
  withinYear,
  yearOf,
} from "./phrases_calendar.js";
import { endsClause, hasEdges, masked, overlaps } from "./phrases_cut.js";
import { END, L, START } from "./phrases_words.js";

const BY = {
  da: "(?:aller)?senest(?:\\s+i)?|inden\\s+(?:udgangen|slutningen)\\s+af|til\\s+og\\s+med",
  en: "by(?:\\s+the\\s+end\\s+of)?|at\\s+the\\s+latest(?:\\s+(?:in|by|on))?|no\\s+later\\s+than",
};
const BEFORE = { da: "inden|før", en: "before" };
const WEEK_LEAD = {
  da: "i\\s+løbet\\s+af|mellem|fra|i", en: "in\\s+the\\s+course\\s+of|between|from|during|in",
};
const WEEK = { da: "(?:ugerne\\s+|uge\\s*|u\\.?\\s?)", en: "(?:weeks?\\s*|wk\\.?\\s*)" };
const JOIN = { da: "-|–|til(?:\\s+og\\s+med)?|og|eller|/", en: "-|–|to|and|or|/" };
const RANGE_LEAD = { da: "fra|mellem|i\\s+perioden", en: "from|between" };
const RANGE_JOIN = { da: "-|–|til(?:\\s+og\\s+med)?|og", en: "-|–|to|until|and" };
const DATE_LEAD = { da: "på|pr\\.", en: "on" };
const WEEKDAY_LEAD = { da: "nu\\s+på|på|nu", en: "on" };
const THIS_WEEK = {
  da: "(?:i\\s+)?(?:(?<now>denne)|næste)\\s+uge", en: "(?:(?<now>this)|next)\\s+week",
};
const NEXT = { da: "næste", en: "next" };
const PART = {
  da: "formiddag|eftermiddag|aften|morgen|nat|middag|tidlig",
  en: "morning|afternoon|evening|night",
};
const CLOCK_LEAD = { da: "kl\\.?|klokken", en: "at" };
const AGAIN = { da: "og|eller|til|samt", en: "and|or|to" };
const BLOCKED = {
  da: "og|eller|samt|efter|siden|omkring|til|ca\\.|cirka|hver|hver\\s+anden|mellem|ikke",
  en: "and|or|after|since|around|until|till|to|every|each|between|not",
};
const NOT_DATES =
  /(?:kapitel|side|afsnit|nr\.?|delmål|opgave|case|chapter|page|part|subgoal)\s+$/iu;
const CLOCK_NEXT = /^\s+(?:2[0-3]|[01]?[0-9])[.:][0-5][0-9](?![0-9])/u;

export const NO_TIME = { type: "none", first: null, latest: null, limit: false, text: "" };

const known = new Map();

/** The patterns of a language, made once. */
function patterns(language) {
  if (!known.has(language)) known.set(language, made(language));
  return known.get(language);
}

function made(language) {
  const all = (...parts) => new RegExp(parts.join(""), "giu");
  const day = anyOf(WEEKDAYS[language].map((word) => word.toLowerCase()));
  const week = WEEK[language];
  const number = "[0-9]{1,2}";
  const limit = `(?:(?<by>${BY[language]})|(?<before>${BEFORE[language]}))\\s+`;
  const part = `(?<part>\\s+(?:i\\s+)?(?:${PART[language]})${END})?`;
  const stop = `(?!${L}|['’]|[.,:/-][0-9])`;
  return {
    week: all(
      `${START}(?:${limit}|(?<lead>${WEEK_LEAD[language]})\\s+)?${week}(?<first>${number})`,
      `(?:\\s*(?<join>${JOIN[language]})\\s*(?<again>${week})?(?<last>${number})(?!${L}|[./:][0-9]))?`,
      `(?:(?:\\s+|\\s*/\\s*)(?<year>20[0-9]{2}))?${stop}`),
    thisWeek: all(`${START}(?:${limit})?${THIS_WEEK[language]}${END}`),
    dates: all(
      `${DATE_STARTS}(?:(?<lead>${RANGE_LEAD[language]})\\s+)?(?:${datePattern(language, "a")}`,
      "|(?:den\\s+|d\\.\\s*)?(?<short>[0-9]{1,2})(?<stop>\\.?))",
      `\\s*(?<join>${RANGE_JOIN[language]})\\s*${datePattern(language, "b")}${DATE_ENDS}`),
    date: all(
      `${DATE_STARTS}(?:${limit}|(?<lead>${DATE_LEAD[language]})\\s+)?`,
      `${datePattern(language)}${DATE_ENDS}`),
    weekday: all(
      `(?<!${L}|-)(?:${limit}|(?<lead>${WEEKDAY_LEAD[language]})\\s+)?`,
      `(?:(?<next>${NEXT[language]})\\s+)?(?<weekday>${day})(?!${L}|['’-])`,
      `(?:,?\\s+(?:i\\s+|in\\s+)?${week}(?<week>${number})${stop})?${part}`),
    relative: all(
      `${START}(?:${limit})?(?<relative>${anyOf(Object.keys(RELATIVE[language]))})(?!${L}|['’-])`,
      part),
    clock: clockPattern(language),
    blockedBefore: new RegExp(`${START}(?:${BLOCKED[language]})\\s+$`, "iu"),
    blockedAfter: new RegExp(
      `^\\s*(?:[/-]|(?:${AGAIN[language]})${END})\\s*(?:${week}|[0-9]|(?:${day})${END})`, "iu"),
  };
}

function clockPattern(language) {
  const hour = (mark) =>
    `(?<hour${mark}>2[0-3]|[01]?[0-9])(?:[.:](?<minute${mark}>[0-5][0-9]))?`
    + `(?<half${mark}>\\s?[ap]\\.?m${END}\\.?)?`;
  const lead = `(?<lead>(?:${CLOCK_LEAD[language]})\\s*)?`;
  const until = `(?:\\s*(?:-|–|til|to)\\s*(?:kl\\.?\\s*)?${hour("2")})?`;
  return new RegExp(
    `(?<!${L}|[.,:/-])${lead}(?<![0-9])${hour("")}${until}(?!${L}|[.:/-]?[0-9])`, "giu");
}

const spanOf = (match, kind) => ({
  start: match.index, end: match.index + match[0].length, kind,
});

/**
 * The dated moment that an activity says, and the words that say it and the time of day.
 * `setting`: {language, today, period}. Several moments, or one that goes on, are not understood.
 */
export function whenSaid(text, setting) {
  const words = patterns(setting.language);
  const times = [...text.matchAll(words.clock)];
  const sure = times.filter((match) => isSure(match.groups, setting.language));
  const { when, spans } = dated(masked(text, sure.map((each) => spanOf(each, "time"))), setting);
  const clock = timeOfDay(text, times, spans, setting.language);
  const fits = clock && !overlaps(clock.span, spans) && when.type === "date" && !clock.lasts;
  return { when, spans: fits ? [...spans, clock.span] : spans };
}

function isSure({ lead, half, minute }, language) {
  return language === "da" ? Boolean(lead) : Boolean(half || (lead && minute));
}

/** The time, if the entry has exactly one; beside the date it needs no word before it. */
function timeOfDay(text, times, dates, language) {
  const found = times.filter((match) => {
    const { start, end } = spanOf(match);
    const { minute, lead } = match.groups;
    const beside = dates.some(
      (span) => span.end <= start && /^[ ,]*$/u.test(text.slice(span.end, start)));
    const told = isSure(match.groups, language) || (beside && (minute || lead));
    return told || (minute && hasEdges(text, start, end));
  });
  if (found.length !== 1) return null;
  return { span: spanOf(found[0], "time"), lasts: minutesOf(found[0].groups) > 0 };
}

function minutesOf(groups) {
  if (!groups.hour2) return 0;
  const at = (mark) => {
    const half = (groups[`half${mark}`] ?? "").trim().toLowerCase();
    let hour = Number(groups[`hour${mark}`]);
    if (half.startsWith("p") && hour < 12) hour += 12;
    else if (half.startsWith("a") && hour === 12) hour = 0;
    return hour * 60 + Number(groups[`minute${mark}`] ?? 0);
  };
  return at("2") - at("");
}

function dated(text, setting) {
  const words = patterns(setting.language);
  const found = [];
  for (const find of [dateRanges, dates, onWeekdays, weeks, thisWeek, relative]) {
    for (const each of find(text, words, setting)) {
      if (!overlaps(each.span, found.map((other) => other.span))) found.push(each);
    }
  }
  const plain = found.filter((each) => !each.when.limit);
  const limits = found.filter((each) => each.when.limit);
  const goesOn = found.some(({ span }) =>
    words.blockedBefore.test(text.slice(0, span.start))
    || words.blockedAfter.test(text.slice(span.end)));
  if (found.length === 0 || plain.length > 1 || limits.length > 1 || goesOn) {
    return { when: NO_TIME, spans: [] };
  }
  const spans = found.map((each) => each.span);
  if (plain.length === 0 || limits.length === 0) return { when: found[0].when, spans };
  const { when } = plain[0];
  return { when: { ...when, latest: Math.max(when.first, limits[0].when.latest) }, spans };
}

/** A week lasts until its Sunday, or until the contract's last day if that is sooner. */
function ofWeek(week, { period }) {
  const first = monday(week);
  const last = first <= period[1] && period[1] < first + 6 ? period[1] : first + 6;
  return { ...NO_TIME, type: "week", first, latest: last };
}

const ofDay = (day) => ({ ...NO_TIME, type: "date", first: day, latest: day });

function ofPeriod(first, last, { period }) {
  const [start, end] = [Math.max(first, period[0]), Math.min(last, period[1])];
  const [from, to] = start <= end ? [start, end] : [first, last];
  return { ...NO_TIME, type: "period", first: from, latest: to };
}

/** The moment, or the limit that it is; "inden" makes `earlier` it the last one. */
function asSaid(match, when, earlier) {
  const { by, before } = match.groups;
  const limit = Boolean(by || before);
  return { span: spanOf(match, "moment"), when: { ...(before ? earlier : when), limit } };
}

const weekBefore = (week) => weekOf(monday(week) - 1);

function weeks(text, words, setting) {
  return [...text.matchAll(words.week)]
    .map((match) => (match.groups.last ? weekRange(match, text, setting) : oneWeek(match, setting)))
    .filter(Boolean);
}

function numbered(number, { year }, setting) {
  const week = nearestWeek(Number(number), setting);
  if (week === null || !year) return week;
  const said = { year: Number(year), week: week.week };
  return monday(said) === null ? null : said;
}

function oneWeek(match, setting) {
  const week = numbered(match.groups.first, match.groups, setting);
  if (week === null) return null;
  let when = ofWeek(week, setting);
  const lead = (match.groups.lead ?? "").toLowerCase();
  if (lead === "mellem" || lead === "between") return null;
  if (lead === "fra" || lead === "from") {
    const last = setting.period[1];
    if (monday(week) > last) return null;
    when = ofPeriod(monday(week), last, setting);
  }
  return asSaid(match, when, ofWeek(weekBefore(week), setting));
}

function weekRange(match, text, setting) {
  const { join, again, by, first: number, last: lastNumber } = match.groups;
  const loose = /^(?:og|eller|and|or)$/iu.test(join) && !again;
  if (loose && !endsClause(text, match.index + match[0].length)) return null;
  const first = numbered(number, match.groups, setting);
  const last = Number(lastNumber);
  if (first === null || last < 1 || last > 53) return null;
  const until = { year: first.year + (last < first.week ? 1 : 0), week: last };
  if (monday(until) === null) return null;
  const when = by ? ofWeek(until, setting) : ofPeriod(monday(first), monday(until) + 6, setting);
  return asSaid(match, when, ofWeek(weekBefore(first), setting));
}

function thisWeek(text, words, setting) {
  return [...text.matchAll(words.thisWeek)].map((match) => {
    const week = weekOf(setting.today + (match.groups.now ? 0 : 7));
    return asSaid(match, ofWeek(week, setting), ofWeek(weekBefore(week), setting));
  });
}

function dateRanges(text, words, setting) {
  return [...text.matchAll(words.dates)].flatMap((match) => {
    const { join, lead } = match.groups;
    const between = /^(?:og|and)$/iu.test(join);
    if (between !== /^(?:mellem|between)$/iu.test(lead ?? "")) return [];
    const [first, last] = twoDays(match.groups, setting);
    if (first === null || last === null || first > last) return [];
    return [{ span: spanOf(match, "moment"), when: ofPeriod(first, last, setting) }];
  });
}

function twoDays(groups, setting) {
  const last = dateOf(groups, "b", setting);
  if (last === null) return [null, null];
  if (groups.short) {
    const named = groups.mnb || (groups.stop && /^[-–]$/u.test(groups.join));
    return [named ? withinMonth(last, Number(groups.short)) : null, last];
  }
  const first = dateOf(groups, "a", setting);
  if (first === null || first <= last || hasYear(groups, "a")) return [first, last];
  const year = yearOf(last);
  const inYear = withinYear(first, year);
  if (inYear === null) return [null, last];
  return [withinYear(first, year - (inYear > last ? 1 : 0)), last];
}

function dates(text, words, setting) {
  return [...text.matchAll(words.date)].flatMap((match) => {
    const day = dateOf(match.groups, "", setting);
    return day !== null && meansADate(match, day, text, setting) ? [dayFound(match, day)] : [];
  });
}

const dayFound = (match, day) => asSaid(match, ofDay(day), ofDay(day - 1));

/** Bare numbers may be a fraction or a time: "3/4 af vagterne", "13.30", "kapitel 3/12". */
function meansADate(match, day, text, { language, period }) {
  const { mf, mn, pre, by, before, lead, dd, dot } = match.groups;
  const month = mf ?? mn ?? "";
  if (language === "en" && month === "may") return false;
  if (month || pre || by || before || lead || hasYear(match.groups)) return true;
  if (dd && !dot) return false;
  const { start, end } = spanOf(match);
  return period[0] <= day && day <= period[1] && !NOT_DATES.test(text.slice(0, start))
    && (endsClause(text, end) || CLOCK_NEXT.test(text.slice(end)));
}

function onWeekdays(text, words, setting) {
  return [...text.matchAll(words.weekday)].flatMap((match) => {
    const { by, before, lead, next, week, part } = match.groups;
    const day = weekdaySaid(match.groups, setting);
    const told = by || before || lead || next || week;
    const { start, end } = spanOf(match);
    const alone = !part && hasEdges(text, start, end);
    return day !== null && (told || alone) ? [dayFound(match, day)] : [];
  });
}

function weekdaySaid({ weekday, week, next }, setting) {
  const number = weekdays(setting.language)[weekday.toLowerCase()];
  if (week) {
    const found = nearestWeek(Number(week), setting);
    return found && monday(found) + number;
  }
  if (next) return monday(weekOf(setting.today + 7)) + number;
  return nextWeekday(number, setting.today);
}

function relative(text, words, setting) {
  return [...text.matchAll(words.relative)].map((match) => {
    const days = RELATIVE[setting.language][match.groups.relative.toLowerCase()];
    return dayFound(match, setting.today + days);
  });
}

/** `when`, made the event or habit `found` if `when` is at most a limit. */
export function occasionSaid(text, found, when, { period }) {
  if (found === null || (when.type !== "none" && !when.limit)) return { when, spans: [] };
  const latest = when.limit ? when.latest : null;
  if (found.kind === "event") {
    const said = text.slice(found.start, found.end).trim();
    return { when: { ...NO_TIME, type: "event", text: said, latest }, spans: [found] };
  }
  const [first, end] = period;
  const last = latest !== null && latest >= first ? latest : end;
  return { when: { ...NO_TIME, type: "period", first, latest: last }, spans: [found] };
}
