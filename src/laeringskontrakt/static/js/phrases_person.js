// Who an activity is done with: "med Mette", "med min vejleder", "med en kollega".

import {
  ARTICLES,
  COLLEAGUE_WORDS,
  END,
  FUNCTIONS,
  FUNCTION_ENDINGS,
  L,
  NAMES_THAT_ARE_WORDS,
  PAIR_WORDS,
  START,
  SUPERVISOR_MENTIONS,
  SUPERVISOR_WORDS,
  TALK_WORDS,
  TIED_WORDS,
  WITH_WORDS,
  wordsPattern,
} from "./phrases_words.js";

const FOLLOW = {
  da: "følge|følger|følges\\s+med",
  en: "follow|following|shadow|shadowing",
};

const known = new Map();

/** The patterns of a language, made once. */
function patterns(language) {
  if (!known.has(language)) known.set(language, made(language));
  return known.get(language);
}

function made(language) {
  const flags = "iu";
  const functions = FUNCTIONS[language].flatMap((word) =>
    FUNCTION_ENDINGS[language].map((ending) => word + ending));
  const pair = wordsPattern(PAIR_WORDS[language]);
  const called = wordsPattern(functions);
  const modifiers = `(?:(?!${pair})\\p{L}(?:${L}|-)*\\s+){0,2}?`;
  const who = `(?:${wordsPattern(ARTICLES[language])}\\s+${modifiers}${called}|${called})`;
  const hanging = `(?![’'-]${L})`;
  const mentions = wordsPattern(SUPERVISOR_MENTIONS[language]);
  return {
    withs: new RegExp(`${wordsPattern(WITH_WORDS[language])}\\s+`, "giu"),
    supervisor: new RegExp(`^${wordsPattern(SUPERVISOR_WORDS[language])}${hanging}`, flags),
    mention: new RegExp(`(?<!uden\\s|without\\s)${mentions}${hanging}`, flags),
    colleague: new RegExp(`^${wordsPattern(COLLEAGUE_WORDS[language])}${hanging}`, flags),
    called: new RegExp(`^${who}${hanging}`, flags),
    followed: new RegExp(`${START}(?:${FOLLOW[language]})\\s+${who}${hanging}`, flags),
    talk: new RegExp(wordsPattern(TALK_WORDS[language]), flags),
    tied: new RegExp(`${wordsPattern(TIED_WORDS[language])}\\s+$`, flags),
    pair: new RegExp(`^\\s*(?:[/&+]|${pair})\\s*`, flags),
  };
}

function tokensOf(text) {
  const pattern = new RegExp(`${START}\\p{L}+(?:['’]\\p{L}+)*['’]?${END}`, "gu");
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index, end: match.index + match[0].length, word: match[0],
  }));
}

const lower = (word) => word.toLocaleLowerCase("da");
const fullName = (person) => `${person.first_name} ${person.last_name}`.trim();
const isCapitalised = (word) => /^\p{Lu}[\p{Ll}']+$/u.test(word);

function goesOn(text, tokens, index) {
  if (index + 1 >= tokens.length) return false;
  const between = text.slice(tokens[index].end, tokens[index + 1].start);
  if (between.startsWith(".") && tokens[index].word.length > 1) return false;
  return /^(?:\s+|-|\.\s+)$/u.test(between);
}

function tokensUsed(text, tokens, first, person, titled) {
  let parts = fullName(person).split(/[\s-]+/u).filter(Boolean).map(lower);
  const typed = tokens[first].word;
  if (titled && isCapitalised(typed) && parts.includes(lower(typed))) {
    parts = parts.slice(parts.indexOf(lower(typed)));
  }
  if (parts.length === 0 || lower(typed) !== parts[0]) return 0;
  if (NAMES_THAT_ARE_WORDS.includes(parts[0]) && !/^\p{Lu}/u.test(typed)) return 0;
  let used = 1;
  let left = parts.slice(1);
  while (left.length > 0 && goesOn(text, tokens, first + used - 1)) {
    const { word } = tokens[first + used];
    const initial = word.length === 1 && /\p{Lu}/u.test(word);
    const at = left.findIndex((part) =>
      word.length === 1 ? initial && part.startsWith(lower(word)) : part === lower(word));
    if (at < 0) break;
    used += 1;
    left = left.slice(at + 1);
  }
  return used;
}

/** The name at token `first`: whom it fits (nobody if a strange surname follows), where it ends. */
function nameAt(text, tokens, first, people, titled, language) {
  const fits = people
    .map((person) => ({ person, used: tokensUsed(text, tokens, first, person, titled) }))
    .filter(({ used }) => used > 0);
  if (fits.length === 0) return null;
  const most = Math.max(...fits.map(({ used }) => used));
  const last = first + most - 1;
  let surname = last;
  while (
    goesOn(text, tokens, surname) && isCapitalised(tokens[surname + 1].word)
    && !PAIR_WORDS[language].includes(lower(tokens[surname + 1].word))
  ) surname += 1;
  if (surname > last) return { people: [], end: tokens[surname].end };
  const { end, word } = tokens[last];
  if (/^['’-][\p{L}\p{N}_]/u.test(text.slice(end))) return null;
  const dotted = last > first && word.length === 1 && text[end] === ".";
  const best = fits.filter(({ used }) => used === most).map(({ person }) => person);
  return { people: best, end: dotted ? end + 1 : end };
}

function nameAfter(text, tokens, at, people, words, language) {
  const role = words.called.exec(text.slice(at));
  const after = role ? at + role[0].length + text.slice(at + role[0].length).search(/\S|$/u) : at;
  const index = tokens.findIndex((token) => token.start === after);
  return index < 0 ? null : nameAt(text, tokens, index, people, Boolean(role), language);
}

const isChief = (person) => person.is_supervisor;
const needOf = (people) =>
  people.length > 0 && people.every(isChief) ? "supervisor" : "colleague";

/** One "med …" at `start`, the name from `at` on; null if it names nobody. */
function withAt(text, start, at, onlyNames, setting) {
  const { words, tokens, people, chiefs, language } = setting;
  const rest = text.slice(at);
  const before = text.slice(0, start);
  const tied = words.tied.test(before);
  let role = words.supervisor.exec(rest);
  if (role) {
    const end = at + role[0].length;
    const named = nameAfter(text, tokens, end + 1, chiefs, words, language);
    const reach = named?.people.length ? named.end : end;
    return { span: [start, reach], need: "supervisor", people: chiefs, stays: tied };
  }
  role = onlyNames ? null : words.colleague.exec(rest);
  const toRole = () => [start, at + role[0].length];
  if (role) return { span: toRole(), need: "colleague", people: [], stays: tied };
  const named = nameAfter(text, tokens, at, people, words, language);
  if (named) {
    const pair = words.pair.exec(text.slice(named.end));
    const next = pair && named.end + pair[0].length;
    const other = pair && nameAfter(text, tokens, next, people, words, language);
    const all = [...new Set([...named.people, ...(other?.people ?? [])])];
    const stays = Boolean(pair) || tied;
    return { span: [start, named.end], need: needOf(named.people), people: all, stays };
  }
  role = onlyNames || words.talk.test(before) ? null : words.called.exec(rest);
  if (!role || words.pair.test(rest.slice(role[0].length))) return null;
  return { span: toRole(), need: "colleague", people: [], stays: tied };
}

function mentioned(text, setting) {
  const { words, tokens, people, chiefs, language } = setting;
  if (words.mention.test(text)) return { need: "supervisor", people: chiefs, spans: [] };
  const fits = new Set();
  tokens.forEach((token, index) => {
    if (!isCapitalised(token.word) || NAMES_THAT_ARE_WORDS.includes(lower(token.word))) return;
    const named = nameAt(text, tokens, index, people, false, language);
    named?.people.forEach((person) => fits.add(person));
  });
  if (fits.size > 0) return { need: needOf([...fits]), people: [...fits], spans: [] };
  return { need: words.followed.test(text) ? "colleague" : null, people: [], spans: [] };
}

/**
 * Who the text says it is done with: {need (null if nobody), people it may mean, spans to mask}.
 */
export function company(text, { people, supervisorName, language }) {
  const supervisors = people.filter(isChief);
  const primary = supervisors.filter((person) => fullName(person) === supervisorName);
  const chiefs = primary.length > 0 ? primary : supervisors;
  const setting = { words: patterns(language), tokens: tokensOf(text), people, chiefs, language };
  const found = [...text.matchAll(setting.words.withs)]
    .map((match) => withAt(text, match.index, match.index + match[0].length,
      /^hos\s/iu.test(match[0]), setting))
    .filter(Boolean);
  if (found.length === 0) return mentioned(text, setting);
  const need = found.some((each) => each.need === "supervisor") ? "supervisor" : "colleague";
  const cut = found.length === 1 && !found[0].stays;
  return {
    need,
    people: [...new Set(found.flatMap((each) => each.people))],
    spans: cut ? [{ start: found[0].span[0], end: found[0].span[1], kind: "person" }] : [],
  };
}
