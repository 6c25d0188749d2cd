// Days and weeks as people write them: core/calendar_reading.py and core/calendar_words.py, for the
// page. A day is a number here: days since 1 January 1970.

import { L } from "./phrases_words.js";

const DAY = 86400000;

export const WEEKDAYS = {
  da: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
export const WEEKDAYS_SHORT = {
  da: ["ma", "ti", "on", "to", "fr", "lø", "sø"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
export const MORE_WEEKDAYS = {
  da: [
    ["man", 0], ["tirs", 1], ["tir", 1], ["ons", 2], ["tors", 3], ["tor", 3], ["fre", 4],
    ["lør", 5], ["søn", 6],
  ],
  en: [["tues", 1], ["weds", 2], ["thur", 3], ["thurs", 3]],
};
export const MONTHS = {
  da: [
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
    "november", "december",
  ],
  en: [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ],
};
export const MONTHS_SHORT = {
  da: ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};
export const MORE_MONTHS = { da: [["febr", 2], ["sept", 9]], en: [["sept", 9]] };
export const RELATIVE = {
  da: { "i dag": 0, "i morgen": 1, "i overmorgen": 2 },
  en: { today: 0, tomorrow: 1, "the day after tomorrow": 2 },
};

const lower = (word) => word.toLowerCase();

/** Every way of writing a weekday, in lower case, without a full stop: 0 for Monday. */
export function weekdays(language) {
  const full = WEEKDAYS[language].map((word, number) => [lower(word), number]);
  const short = WEEKDAYS_SHORT[language].map((word, number) => [lower(word), number]);
  return Object.fromEntries([...full, ...short, ...MORE_WEEKDAYS[language]]);
}

/** Every way of writing a month: 1 for January. */
function months(language) {
  const full = MONTHS[language].map((word, number) => [lower(word), number + 1]);
  const short = MONTHS_SHORT[language].map((word, number) => [lower(word), number + 1]);
  return Object.fromEntries([...full, ...short, ...MORE_MONTHS[language]]);
}

/** The source of a pattern for any of these words, the longest first. */
export const anyOf = (words) =>
  [...words].sort((one, other) => other.length - one.length).join("|");

/** The number of a day; null for one that does not exist. */
export function dayOf(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day));
  const real = made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return real ? made.getTime() / DAY : null;
}

export function dayOfIso(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return dayOf(year, month, day);
}

export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
export const yearOf = (day) => new Date(day * DAY).getUTCFullYear();
export const weekdayOf = (day) => (((day + 3) % 7) + 7) % 7;

/** The same day of the month, or another one, in the year of `day`; null if there is none. */
export function withinYear(day, year) {
  const at = new Date(day * DAY);
  return dayOf(year, at.getUTCMonth() + 1, at.getUTCDate());
}
export function withinMonth(day, number) {
  const at = new Date(day * DAY);
  return dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, number);
}

/** The ISO week that a day lies in. */
export function weekOf(day) {
  const thursday = day - weekdayOf(day) + 3;
  const year = yearOf(thursday);
  return { year, week: Math.floor((thursday - dayOf(year, 1, 1)) / 7) + 1 };
}

/** The first day of an ISO week; null if that year has no such week. */
export function monday({ year, week }) {
  const fourth = dayOf(year, 1, 4);
  const found = fourth - weekdayOf(fourth) + (week - 1) * 7;
  return week >= 1 && weekOf(found).year === year ? found : null;
}

function nearest(spans, { today, period }) {
  const coming = spans.filter(([, last]) => last >= today).map(([first]) => first);
  const inside = spans
    .filter(([first, last]) => last >= period[0] && first <= period[1])
    .map(([first]) => first);
  if (inside.length === 0) return coming[0] ?? null;
  return inside.find((first) => coming.includes(first)) ?? inside.at(-1);
}

/** The years that can be meant: a leap day is at most eight years off. */
function years({ today, period }) {
  const [first, last] = [yearOf(today) - 1, yearOf(today) + 8];
  const from = Math.min(first, yearOf(period[0]));
  const to = Math.max(last, yearOf(period[1]));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The sensible year for a day and month; null if there is no such day. */
function nearestDate(number, month, setting) {
  const made = years(setting).map((year) => dayOf(year, month, number));
  return nearest(made.filter((day) => day !== null).map((day) => [day, day]), setting);
}

/** The sensible year for a week number; null if no year has it. */
export function nearestWeek(week, setting) {
  const mondays = years(setting).map((year) => monday({ year, week }));
  const found = nearest(
    mondays.filter((day) => day !== null).map((day) => [day, day + 6]), setting);
  return found === null ? null : weekOf(found);
}

/** The first such day after today; 0 is Monday. */
export const nextWeekday = (weekday, today) =>
  today + ((((weekday - weekdayOf(today) - 1) % 7) + 7) % 7) + 1;

export const DATE_STARTS = `(?<!${L}|[/.:-])`;
export const DATE_ENDS = `(?!${L}|/|[.:-][0-9])`;

/** The source of a pattern, for flags iu, of one written date; `mark` makes its groups unique. */
export function datePattern(language, mark = "") {
  const [day, year] = ["[0-9]{1,2}", "(?:19|20)[0-9]{2}"];
  const month = `(?:${anyOf(Object.keys(months(language)))})`;
  let pre = `(?:(?:${anyOf(Object.keys(weekdays(language)))})(?!${L})\\.?,?\\s+)?`;
  let named;
  if (language === "da") {
    pre += "(?:den\\s+|d\\.?\\s+|d\\.)?";
    named = `(?<dn${mark}>${day})\\.?\\s*(?<mn${mark}>${month})(?!${L})\\.?`
      + `(?:\\s+(?<yn${mark}>${year}))?`;
  } else {
    const nth = `${day}(?:st|nd|rd|th)?`;
    pre += "(?:the\\s+)?";
    named = `(?:(?<dn${mark}>${nth})\\s+(?:of\\s+)?(?<mn${mark}>${month})(?!${L})`
      + `|(?<mf${mark}>${month})\\s+(?<df${mark}>${nth})(?!${L}))`
      + `(?:,?\\s+(?<yn${mark}>${year}))?`;
  }
  const iso = `(?<iso${mark}>${year}-[0-9]{2}-[0-9]{2})`;
  const slash = `(?<ds${mark}>${day})/(?<ms${mark}>${day})`
    + `(?:[-/ ](?<ys${mark}>${year})|[-/](?<y2${mark}>[0-9]{2}))?`;
  const dotted = `(?<dd${mark}>${day})\\.(?<md${mark}>${day})`
    + `(?:\\.(?<yd${mark}>${year}|[0-9]{2})|(?<dot${mark}>\\.)|\\s(?<yp${mark}>${year}))?`;
  return `(?<pre${mark}>${pre})(?:${iso}|${named}|${slash}|${dotted})`;
}

const said = (groups, mark, ...names) =>
  names.map((name) => groups[name + mark]).find((words) => words) ?? "";

/** The day of the groups of a `datePattern`; null for one that does not exist. */
export function dateOf(groups, mark, setting) {
  const iso = said(groups, mark, "iso");
  if (iso) return dayOfIso(iso);
  const number = Number(said(groups, mark, "dn", "df", "ds", "dd").replace(/\D/gu, ""));
  const word = said(groups, mark, "mn", "mf");
  const month = word ? months(setting.language)[lower(word)]
    : Number(said(groups, mark, "ms", "md"));
  if (!month) return null;
  const year = said(groups, mark, "yn", "ys", "y2", "yd", "yp");
  if (year) return dayOf(Number(year) + (year.length === 2 ? 2000 : 0), month, number);
  return nearestDate(number, month, setting);
}

/** Whether the groups of a `datePattern` say the year. */
export const hasYear = (groups, mark = "") =>
  said(groups, mark, "iso", "yn", "ys", "y2", "yd", "yp") !== "";
