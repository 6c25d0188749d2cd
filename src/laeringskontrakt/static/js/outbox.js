// The outbox: what was done on this device and has not yet been answered for by the server.
//
// A pure reducer, without page, storage or network; it runs in the browser and under node:
//
//   let state = begin();
//   const [next, effects] = reduce(state, event);   // neither state nor event is changed
//   word(next)  → {word, kept, waiting}             // what the page may truthfully say
//   judge(response) → event                         // what an answer means
//
// Its promises: an act leaves the outbox only when the server has echoed its id (or has refused
// it and a person has seen to the words); acts are sent one at a time, in order, the first again
// and again until it is answered; nothing is sent before it is kept on the device or known not
// to be keepable; another person's acts are never sent.
//
// An entry is plain data: {id, address, fields: [[name, value], …], base?, text?, at, …}. `id` is
// made on the device; `address` is where it is posted and tells which form it is of; `base` is
// what the form showed before it was changed, urlencoded; what else it holds is the page's own.
// The outbox adds `stage`: new → kept | unkept, and for held entries refused | conflict | stopped.
//
// Events ({type, …})                         What happened
//   opened {person, keeps, entries}          the journal has been read; `keeps` false: no journal
//   adopted {entries}                        entries of a tab that is gone
//   acted {entry, replaces?}                 somebody did something; `replaces` is a held entry's id
//   kept {id} / unkept {id}                  the entry is durably on the device / cannot be
//   answered {id, verdict, answer, net}      see `judge`; verdicts: done, refused, conflict,
//                                            again, token, signed_out, other
//   woken                                    the wait asked for by `wake` is over
//   reached / unreached                      a sign that the server can / cannot be reached
//   retry                                    try at once: the net came back, the window has focus
//   signed_in {person}                       somebody signed in, here or in another tab
//   returned {id}                            a held entry's words are kept as a line being written
//   dismissed {id}                           a held entry is dealt with
//   writing / written / unwritten / cleared {key}   a line not yet sent: typed, kept, unkeepable, gone
//   leave                                    sign-out was asked for
//   late                                     the deadline of the flush is over
//   chosen {how}                             stay | wait | discard | keep (leave it on the device)
//
// Effects ({do, …})                          What the caller has to do, in order
//   keep {entry}                             write it to the journal; then `kept` or `unkept`
//   forget {id}                              take it out of the journal
//   send {entry}                             post it once; then `answered`
//   wake {after}                             after so many milliseconds: `woken`
//   done {entry, answer}                     take the answer into the page
//   held {entry, answer}                     refused or in conflict: show it where it was written
//   token {token}                            a new token for the page's forms
//   sign_in / someone_else                   nobody, or another person, is signed in now
//   flush                                    sign-out: after the deadline `late`
//   ask_leave                                sign-out: say what waits; then `chosen`
//   erase                                    take all that is this person's out of the device
//   leave                                    go on with signing out

const RETRY = [500, 1000, 2000, 4000, 8000];
const OLD = 24 * 60 * 60 * 1000;

/** An outbox before the journal has been read: acts are taken, none is sent. */
export function begin() {
  return {
    person: null,
    open: false,
    keeps: null,
    queue: [],
    held: [],
    drafts: {},
    sending: null,
    asleep: false,
    attempt: 0,
    net: "up",
    session: "in",
    leaving: null,
  };
}

/** The state after `event`, and the effects it asks for. */
export function reduce(state, event) {
  const handle = ON[event.type];
  if (!handle) throw new Error(`no such event: ${event.type}`);
  return settle(handle(state, event));
}

/**
 * What may be said: {word, kept, waiting}. `word` is saved, writing, sending, offline, refused or
 * unkept; `kept` is true when all that waits is safe on the device; `waiting` counts acts.
 */
export function word(state) {
  const drafts = Object.values(state.drafts);
  const kept = state.queue.every((one) => one.stage === "kept") && drafts.every((one) => one === "kept");
  const unkept =
    state.queue.some((one) => one.stage === "unkept") || drafts.some((one) => one === "unkept");
  const down = state.net === "down" || state.session !== "in";
  const say = (name) => ({word: name, kept, waiting: state.queue.length});
  if (unkept) return say("unkept");
  if (state.held.length) return say("refused");
  if (down) return say("offline");
  if (state.queue.length) return say("sending");
  return say(drafts.length ? "writing" : "saved");
}

/** Entries that have waited for more than a day; `now` is the server's clock, in milliseconds. */
export const old = (state, now) => [...state.queue, ...state.held].filter((one) => now - one.at > OLD);

/** Whether something would be lost if the page were closed now. */
export const loses = (state) =>
  state.queue.some((one) => one.stage !== "kept") ||
  Object.values(state.drafts).some((one) => one === "unkept");

/**
 * What an answer means, as an `answered` event. Only 200, JSON and our own id is «done»; a
 * portal's, a proxy's or a sign-in page's answer is «again», whatever it looks like. `response` is
 * {status, json, body}: `json` says that it came as JSON, `body` is what it held.
 */
export function judge(id, response) {
  const verdict = (name, net = "up") => ({
    type: "answered",
    id,
    verdict: name,
    answer: response?.body ?? {},
    net,
  });
  if (!response) return verdict("again", "down");
  const {status, json, body} = response;
  if (!json || !body || typeof body !== "object") {
    return status === 413 ? verdict("refused") : verdict("again", "down");
  }
  if (status === 200) return body.command_id === id ? verdict("done") : verdict("again");
  if (status === 401 && body.error === "other_person") return verdict("other");
  if (status === 401 && body.error === "signed_out") return verdict("signed_out");
  if (status === 403 && body.error === "csrf") return verdict(body.token ? "token" : "again");
  const ours = body.command_id === id || ["too_large", "bad_request"].includes(body.error);
  if (status < 400 || status >= 500 || !ours) return verdict("again");
  return verdict(body.codes?.[""] === "conflict" ? "conflict" : "refused");
}

const nothing = (state) => [state, []];
const replace = (list, id, change) => list.map((one) => (one.id === id ? change(one) : one));
const without = (list, id) => list.filter((one) => one.id !== id);

const ON = {
  opened: (state, {person, keeps, entries = []}) =>
    take({...state, person, keeps, open: true}, entries),

  adopted: (state, {entries}) => take(state, entries),

  acted(state, {entry, replaces}) {
    const about = state.held.find((one) => one.address === entry.address && one.id !== replaces);
    // The other's words wait beside this line: what is written now is one's own side of that.
    if (about?.stage === "conflict") {
      const newer = {...about, fields: entry.fields, text: entry.text};
      return [{...state, held: replace(state.held, about.id, () => newer)}, [keep(newer)]];
    }
    const queue = [...state.queue, {...entry, stage: "new", ...(replaces && {replaces})}];
    const held = state.held.filter((one) => !(one.returned && one.address === entry.address));
    return [{...state, queue, held}, [keep(entry)]];
  },

  kept(state, {id}) {
    const entry = state.queue.find((one) => one.id === id);
    if (!entry) return nothing(state);
    const queue = replace(state.queue, id, (one) => ({...one, stage: "kept"}));
    return replaced({...state, keeps: true, queue}, entry);
  },

  unkept(state, {id}) {
    const entry = state.queue.find((one) => one.id === id);
    const queue = replace(state.queue, id, (one) => ({...one, stage: "unkept"}));
    const next = {...state, keeps: false, queue};
    return entry ? replaced(next, entry) : nothing(next);
  },

  answered(state, {id, verdict, answer = {}, net = "up"}) {
    const entry = state.queue.find((one) => one.id === id);
    const next = {...state, net, sending: state.sending === id ? null : state.sending};
    if (!entry) return nothing(next);
    return VERDICTS[verdict](next, entry, answer);
  },

  woken: (state) => nothing({...state, asleep: false}),
  retry: (state) => nothing({...state, asleep: false, attempt: 0}),
  reached: (state) => nothing({...state, net: "up"}),
  unreached: (state) => nothing({...state, net: "down"}),

  signed_in(state, {person}) {
    if (person !== state.person) return [{...state, session: "other"}, [{do: "someone_else"}]];
    return nothing({...state, session: "in", asleep: false, attempt: 0});
  },

  returned: (state, {id}) => [
    {...state, held: replace(state.held, id, (one) => ({...one, returned: true}))},
    [{do: "forget", id}],
  ],
  dismissed: (state, {id}) => [{...state, held: without(state.held, id)}, [{do: "forget", id}]],

  writing: (state, {key}) => draft(state, key, state.keeps === false ? "unkept" : "new"),
  written: (state, {key}) => (key in state.drafts ? draft(state, key, "kept") : nothing(state)),
  unwritten: (state, {key}) => (key in state.drafts ? draft(state, key, "unkept") : nothing(state)),

  cleared(state, {key}) {
    const {[key]: _gone, ...drafts} = state.drafts;
    return nothing({...state, drafts});
  },

  leave: (state) => [
    {...state, leaving: "flushing", asleep: false, attempt: 0},
    state.queue.length ? [{do: "flush"}] : [],
  ],

  late: (state) => (state.leaving === "flushing" ? ask(state) : nothing(state)),

  chosen(state, {how}) {
    if (how === "stay") return nothing({...state, leaving: null});
    if (how === "wait") return nothing({...state, leaving: "waiting", asleep: false, attempt: 0});
    const gone = {...state, leaving: "left"};
    if (how === "keep") return [gone, [{do: "leave"}]];
    return [{...gone, queue: [], held: [], drafts: {}}, [{do: "erase"}, {do: "leave"}]];
  },
};

const VERDICTS = {
  done: (state, entry, answer) => [
    {...state, queue: without(state.queue, entry.id), attempt: 0},
    [{do: "forget", id: entry.id}, {do: "done", entry, answer}],
  ],
  refused: (state, entry, answer) => hold(state, entry, answer, "refused"),
  conflict: (state, entry, answer) => hold(state, entry, answer, "conflict"),
  again: sleep,
  token: (state, entry, answer) => {
    const [next, effects] = sleep(state);
    return [next, [{do: "token", token: answer.token}, ...effects]];
  },
  signed_out: (state) => [{...state, session: "out"}, [{do: "sign_in"}]],
  other: (state) => [{...state, session: "other"}, [{do: "someone_else"}]],
};

const keep = (entry) => ({do: "keep", entry});

/** What was found in the journal comes before what was done since, but after what is on its way. */
function take(state, entries) {
  const known = new Set([...state.queue, ...state.held].map((one) => one.id));
  const fresh = entries.filter((one) => !known.has(one.id));
  const held = fresh.filter((one) => one.stage === "refused" || one.stage === "conflict");
  const found = fresh.filter((one) => !held.includes(one)).map((one) => ({...one, stage: "kept"}));
  const [sending, rest] = [
    state.queue.filter((one) => one.id === state.sending),
    state.queue.filter((one) => one.id !== state.sending),
  ];
  const next = {...state, queue: [...sending, ...found, ...rest], held: [...state.held, ...held]};
  return [next, held.map((entry) => ({do: "held", entry, answer: entry.answer ?? {}}))];
}

/** What an entry stands for instead of is not needed once the entry itself is safe. */
function replaced(state, entry) {
  if (!entry.replaces) return nothing(state);
  return [
    {...state, held: without(state.held, entry.replaces)},
    [{do: "forget", id: entry.replaces}],
  ];
}

/**
 * Out of the queue, but not out of the journal: the words wait for a person. What was written
 * on the same line after it was based on words that the server never took.
 */
function hold(state, entry, answer, stage) {
  const later = state.queue.filter((one) => one.address === entry.address && one.id !== entry.id);
  const newest = stage === "conflict" ? later.at(-1) : undefined;
  const held = {
    ...entry,
    ...(newest && {fields: newest.fields, text: newest.text}),
    stage,
    answer,
  };
  const gone = newest ? later : [];
  const queue = without(state.queue, entry.id)
    .filter((one) => !gone.includes(one))
    .map((one) => (later.includes(one) ? {...one, base: entry.base, stage: "new"} : one));
  const rebased = queue.filter((one) => later.some(({id}) => id === one.id)).map(keep);
  return [
    {...state, queue, held: [...state.held, held], attempt: 0},
    [
      keep(held),
      ...rebased,
      ...gone.map((one) => ({do: "forget", id: one.id})),
      {do: "held", entry: held, answer},
    ],
  ];
}

function sleep(state) {
  const after = RETRY[Math.min(state.attempt, RETRY.length - 1)];
  return [{...state, asleep: true, attempt: state.attempt + 1}, [{do: "wake", after}]];
}

const draft = (state, key, stage) =>
  nothing({...state, drafts: {...state.drafts, [key]: stage}});

const ask = (state) => [{...state, leaving: "asked"}, [{do: "ask_leave"}]];

const empty = (state) =>
  !state.queue.length && !state.held.length && !Object.keys(state.drafts).length;

/** After every event: send what can be sent, and sign out when that is what is waited for. */
function settle([state, effects]) {
  const [head] = state.queue;
  const free = state.open && state.session === "in" && !state.sending && !state.asleep;
  if (free && head && head.stage !== "new" && state.leaving !== "left") {
    return [{...state, sending: head.id}, [...effects, {do: "send", entry: head}]];
  }
  if (!state.leaving || state.leaving === "left" || state.queue.length) return [state, effects];
  if (empty(state)) {
    return [{...state, leaving: "left"}, [...effects, {do: "erase"}, {do: "leave"}]];
  }
  if (state.leaving !== "flushing") return [state, effects];
  const [asked, more] = ask(state);
  return [asked, [...effects, ...more]];
}
