// The words that quick entry knows: those of contracts/phrases/words.py.
// A star stands for any letters. A test holds the two files equal.

export const L = "[\\p{L}\\p{N}_]"; // a letter of a word, as \w is in Python
export const START = `(?<!${L})`;
export const END = `(?!${L})`;

/** The source of a pattern, for flags iu, of one entry of the word lists. */
function wordPattern(word) {
  const written = word.replace(/[.+?^${}()|[\]\\/]/gu, "\\$&");
  return START + written.replaceAll("*", `${L}*`).replaceAll(" ", "\\s+") + END;
}

/** The same of any of several entries, the longest first. */
export function wordsPattern(words) {
  const ordered = [...words].sort((one, other) => other.length - one.length);
  return `(?:${ordered.map(wordPattern).join("|")})`;
}

export const METHOD_WORDS = {
  da: [
    {
      perform_backup: ["med back-up", "med backup"],
      perform_supervised: ["under supervision", "under opsyn", "mens min vejleder"],
    },
    {
      read: ["læs", "læse", "læser", "læst", "læsning", "gennemlæs*", "slå op"],
      e_learning: ["e-læring*", "elæring*", "e-learning*", "e-kursus*", "onlinekursus*"],
      simulate: [
        "simul*", "øve", "øver", "øvelse*", "træne", "træner", "fantom*", "færdighedslab*",
        "skillslab*", "skills lab*",
      ],
      observe: [
        "følge", "følger", "følges", "se på", "kigge på", "kigge med", "se med", "overvære*",
        "observer*", "gå med", "være med",
      ],
      assist: ["hjælpe", "hjælper", "assister*"],
      perform_supervised: [
        "superviser*", "ser på", "gøre sammen", "lytter med", "ser med", "mens vejleder*",
      ],
      perform_backup: ["gøre selv", "gøre det selv", "melde mig", "følge op", "følger op"],
      teach: ["undervis*"],
      present: ["fremlæg*", "præsenter*", "oplæg*"],
      audit: [
        "audit*", "journalaudit*", "egne journaler", "mine journaler", "gennemgå journaler",
        "journalgennemgang*", "følge op på mine", "følge op på egne", "følger op på mine",
      ],
      discuss_case: ["drøft*", "diskuter*", "case-diskussion*", "gennemgå en case"],
      reflect: ["refleksion*", "reflekter*"],
      attend_course: ["kursus*", "kurset", "temadag*", "deltage i undervisning*"],
    },
    {
      perform_backup: [
        "selv", "selvstændig*", "alene", "på egen hånd", "tage imod", "modtage", "bruge",
        "varetage", "gå stuegang",
      ],
      audit: ["journaler"],
    },
  ],
  en: [
    {
      perform_backup: ["with back-up", "with backup"],
      perform_supervised: ["under supervision", "while my supervisor"],
    },
    {
      read: ["read", "reading", "look up"],
      e_learning: ["e-learning*", "elearning*", "online course*"],
      simulate: ["simulat*", "practise", "practising", "skills lab*", "manikin*"],
      observe: [
        "observ*", "shadow*", "follow", "following", "watch", "watching", "sit in",
      ],
      assist: ["assist*", "help", "helping"],
      perform_supervised: ["supervised"],
      perform_backup: ["do it myself", "follow up"],
      teach: ["teach*"],
      present: [
        "presenting", "presentation*", "present the", "present a", "give a talk",
      ],
      audit: [
        "audit*", "own records", "my records", "follow up my", "follow up on my",
      ],
      discuss_case: ["discuss*"],
      reflect: ["reflect", "reflection*", "reflective"],
      attend_course: ["course*", "attend teaching"],
    },
    {
      perform_backup: ["myself", "on my own", "independently", "receive", "use", "using"],
      audit: ["records"],
    },
  ],
};

export const WITH_WORDS = {
  da: ["sammen med", "med", "hos"],
  en: ["together with", "with", "alongside"],
};

export const SUPERVISOR_WORDS = {
  da: [
    "min vejleder", "min hovedvejleder", "min kliniske vejleder", "vejleder", "vejlederen",
    "hovedvejleder", "hovedvejlederen", "min tutorlæge",
  ],
  en: ["my supervisor", "the supervisor", "supervisor", "my clinical supervisor"],
};

export const SUPERVISOR_MENTIONS = {
  da: [
    "min vejleder", "min hovedvejleder", "min kliniske vejleder", "mens vejleder",
    "mens vejlederen",
  ],
  en: ["my supervisor", "my clinical supervisor"],
};

export const COLLEAGUE_WORDS = {
  da: [
    "en kollega", "en anden kollega", "kollega", "kollegaen", "en medstuderende",
  ],
  en: ["a colleague", "another colleague", "colleague", "a fellow student"],
};

export const OWN_WORDS = {
  da: ["egen aktivitet", "som egen aktivitet"],
  en: ["own activity", "as own activity"],
};

export const ARTICLES = {
  da: ["en", "den", "vores", "min", "afdelingens"],
  en: ["a", "an", "the", "our", "my"],
};

export const FUNCTIONS = {
  da: [
    "*sygeplejerske", "*læge", "*bagvagt", "*forvagt", "*mellemvagt", "*jordemoder",
    "*fysioterapeut", "*ergoterapeut", "*bioanalytiker", "*radiograf", "*laborant",
    "*farmaceut", "*portør", "*assistent", "*diætist", "*psykolog", "*psykiater", "*kirurg",
    "*kardiolog", "*radiolog", "*anæstesiolog", "*paramediciner",
  ],
  en: [
    "*nurse", "*doctor", "*consultant", "*registrar", "*physiotherapist", "*midwife",
    "*radiographer", "*pharmacist", "*technician", "*therapist", "*radiologist",
  ],
};

export const FUNCTION_ENDINGS = {
  da: ["", "n", "en", "et"],
  en: [""],
};

export const TALK_WORDS = {
  da: [
    "konferer*", "tal", "tale", "taler", "snak*", "drøft*", "aftal*", "samarbejd*",
    "kommuniker*", "diskuter*", "koordiner*", "samtale*", "dele", "planlæg*", "konsultation*",
  ],
  en: [
    "discuss*", "talk*", "confer*", "speak*", "communicat*", "coordinat*", "cooperat*",
    "collaborat*", "agree*", "shar*",
  ],
};

export const TIED_WORDS = {
  da: ["samråd", "samarbejde", "dialog", "aftale", "forbindelse", "enighed"],
  en: ["agreement", "collaboration", "dialogue", "cooperation"],
};

export const PAIR_WORDS = {
  da: ["og", "eller", "samt", "som", "der", "mens", "når", "hvor"],
  en: ["and", "or", "as", "who", "while", "when", "where"],
};

export const NAMES_THAT_ARE_WORDS = [
  "art", "ask", "august", "bill", "bjørn", "bo", "dag", "dean", "else", "faith", "grace", "gry",
  "hans", "hjalte", "hope", "joy", "liv", "mai", "maj", "mark", "may", "pat", "per", "rich",
  "rob", "rose", "sol", "sten", "storm", "sue", "viking", "will",
];
