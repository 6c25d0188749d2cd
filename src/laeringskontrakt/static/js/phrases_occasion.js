// Events ("efter min tredje patient") and habits ("hver dag"): contracts/phrases/occasion.py, for
// the page.

import { endsClause, masked } from "./phrases_cut.js";
import { END, L, START } from "./phrases_words.js";

const EVENT_LENGTH = 160;
const CLAUSE_ENDS = /[,;:()!?\n]|(?<![0-9])\.(?=\s|$)/u;
const STARTS_CLAUSE = /(?:[,;(]|\s[–—-])\s*$/u;

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
const HABITS = {
  da: "hver\\s+dag|dagligt|løbende|hver\\s+uge|ugentligt"
    + "|(?:(?:i|gennem|igennem)\\s+)?hele\\s+perioden"
    + "|hver\\s+(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)",
  en: "every\\s+(?:day|week)|daily|weekly|ongoing|continuously"
    + "|(?:(?:in|for|throughout|during)\\s+)?the\\s+whole\\s+period|throughout(?:\\s+the\\s+period)?"
    + "|every\\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
};

const known = new Map();

/** The patterns of a language, made once. */
function patterns(language) {
  if (!known.has(language)) {
    const which = `(?:(?:${THE[language]})\\s+)?(?:${ORDER[language]})\\s+(?:${L}+\\s+){0,2}`;
    known.set(language, {
      clear: new RegExp(
        `${START}(?:(?:${DIRECTLY[language]})\\s+${L}`
          + `|(?:${AT[language]})\\s+${which}(?:${OCCASION[language]})${END})`, "giu"),
      loose: new RegExp(`${START}${LOOSE[language]}${L}`, "giu"),
      habits: new RegExp(`${START}(?:${HABITS[language]})${END}`, "giu"),
    });
  }
  return known.get(language);
}

/** The event, else the habit, that the entry names; null if none or several. */
export function occasion(text, language) {
  const words = patterns(language);
  return event(text, words) ?? habit(text, words);
}

function habit(text, words) {
  const found = [...text.matchAll(words.habits)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind: "habit" }))
    .filter(({ end }) => endsClause(text, end));
  return found.length === 1 ? found[0] : null;
}

/** The event, if there is one such and no other once it is taken out. */
function event(text, words) {
  const found = [];
  for (const span of events(text, words)) {
    if (found.length === 0 || span.start >= found.at(-1).end) found.push(span);
  }
  const alone = found.length === 1 && events(masked(text, found), words).length === 0;
  return alone ? found[0] : null;
}

function events(text, words) {
  const starts = new Map([...text.matchAll(words.loose)].map((match) => [match.index, 5]));
  for (const match of text.matchAll(words.clear)) starts.set(match.index, 12);
  const found = [];
  for (const [start, most] of [...starts].sort((one, other) => one[0] - other[0])) {
    const end = clauseEnd(text, start);
    const afterComma = STARTS_CLAUSE.test(text.slice(0, start));
    const behind = most === 12 && text.slice(0, start).trim() !== "";
    const atEnd = behind && /^[\s,.;]*$/u.test(text.slice(end));
    const few = text.slice(start, end).trim().split(/\s+/u).length <= most;
    const short = end - start <= EVENT_LENGTH;
    if (few && short && (afterComma || atEnd)) found.push({ start, end, kind: "event" });
  }
  return found;
}

function clauseEnd(text, start) {
  const at = text.slice(start).search(CLAUSE_ENDS);
  return start + text.slice(start, at < 0 ? text.length : start + at).trimEnd().length;
}
