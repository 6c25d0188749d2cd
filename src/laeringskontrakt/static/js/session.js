// Whose page this is, and what happens when that person's session has ended (docs/adr/0015).
//
// The page is «here» while the server says that its person is signed in. It is «out» when the
// session has ended: a dialog takes a code without leaving the page. It is «other» when somebody
// else has signed in meanwhile: then nothing of it is shown and nothing is sent.

const mark = document.documentElement.dataset.person ?? "";
const me = mark.split(":")[0];
const dialog = document.getElementById("session");
const codeField = document.getElementById("session-code");
const DEADLINE = 8000;
const IDLE = 30 * 60 * 1000;
let state = "here";
let away = null;
let stood = {};
let lastSeen = performance.now();
let hiddenAt = 0;

/** Asked one after the other before the page is left on purpose; one that says false stays. */
export const beforeLeaving = new Set();

/** Whether anything may be sent: not after the session has ended or another has signed in. */
export const isHere = () => state === "here";

/** The headers of everything our scripts send. */
export const ownHeaders = () => ({
  "X-Act": "1",
  "X-CSRFToken": token(),
  ...(mark && {"X-Person": mark}),
});

/** The page's token: any form's, else the one that is kept when the forms are changed. */
export function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Give every form the new token. */
export function setToken(value) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = value;
}

/** What a script does with a 401: `answer` is its JSON. */
export function ended(answer) {
  const next =
    answer.error === "other_person" ? "other" : answer.reason === "closed" ? "closed" : "out";
  if (state === next) return;
  const first = state === "here";
  enter(next, answer.reason);
  if (first) tell();
}

/** Ask the server who is signed in. False when it cannot be asked. */
export async function look() {
  try {
    const {status, answer} = await call(dialog.dataset.who);
    if (status === 200) here(answer);
    else if (status === 401) ended(answer);
    return status === 200 || status === 401;
  } catch {
    return false;
  }
}

async function call(address, body, retried = false) {
  const response = await fetch(address, {
    method: body ? "POST" : "GET",
    body,
    headers: {...ownHeaders(), ...(!body && {"X-Background": "1"})},
    redirect: "error",
    signal: AbortSignal.timeout(DEADLINE),
  });
  const answer = await response.json();
  if (answer.error === "csrf" && !retried) {
    setToken(answer.token);
    return call(address, body, true);
  }
  return {status: response.status, answer};
}

function enter(next, reason = "") {
  if (state === "here") stood = whereOneStands();
  state = next;
  if (next === "other") takeAway();
  for (const one of dialog.querySelectorAll("[data-reason]")) one.hidden = one.dataset.reason !== reason;
  show(next);
}

/** One part of the dialog at a time; its heading is the dialog's name. */
function show(part) {
  for (const one of dialog.querySelectorAll("[data-state]")) {
    one.hidden = !one.dataset.state.split(" ").includes(part);
  }
  codeField.value = "";
  complain("");
  dialog.setAttribute("aria-labelledby", dialog.querySelector(":scope > :not([hidden]) h2").id);
  if (!dialog.open) dialog.showModal();
  [...dialog.querySelectorAll("input:not([type=hidden]), button, a")].find(seen)?.focus();
}

const seen = (element) => element.offsetParent !== null;

/** The same person is signed in: go on where one was. */
function here(answer) {
  giveBack();
  setToken(answer.token);
  if (state === "here") return;
  state = "here";
  dialog.close();
  standAgain();
  document.dispatchEvent(new CustomEvent("session:again"));
}

/** The field and the caret; a browser gives back the focus, and not always the caret. */
function whereOneStands() {
  const field = document.activeElement;
  return {field, caret: [field?.selectionStart, field?.selectionEnd]};
}

function standAgain() {
  const {field, caret} = stood;
  if (!field?.isConnected || field === document.body) return;
  field.focus({preventScroll: true});
  if (Number.isInteger(caret[0])) field.setSelectionRange(...caret);
}

/** What belongs to one person is not in the page while another is signed in. */
function takeAway() {
  if (away) return;
  away = {title: document.title, parts: document.createDocumentFragment()};
  away.parts.append(...[...document.body.children].filter((one) => one !== dialog));
  document.title = document.title.split(" – ").at(-1);
}

function giveBack() {
  if (!away) return;
  dialog.before(away.parts);
  document.title = away.title;
  away = null;
}

async function submit(form) {
  if (dialog.getAttribute("aria-busy") === "true") return;
  dialog.setAttribute("aria-busy", "true");
  try {
    const {status, answer} = await call(form.dataset.again, new FormData(form));
    if (answer.sent) show("code");
    else if (status === 200) {
      here(answer);
      tell();
    } else if (answer.error === "closed") enter("closed");
    else if (answer.error === "other_person") ended(answer);
    else {
      if (answer.error === "gone") show("out");
      complain(answer.message);
    }
  } catch {
    complain(dialog.dataset.noNet);
  } finally {
    dialog.removeAttribute("aria-busy");
  }
}

/** Say what is wrong where one is: beside the code, else under the buttons. */
function complain(message) {
  const atCode = seen(codeField);
  for (const box of dialog.querySelectorAll("[data-complaint]")) {
    box.hidden = !message || box.dataset.complaint !== (atCode ? "code" : "out");
    box.querySelector("span").textContent = message;
  }
  codeField.removeAttribute("aria-invalid");
  codeField.removeAttribute("aria-describedby");
  if (!message || !atCode) return;
  codeField.setAttribute("aria-invalid", "true");
  codeField.setAttribute("aria-describedby", "session-code-error");
  codeField.focus();
}

async function leave() {
  for (const ready of beforeLeaving) if (!(await ready())) return;
  window.location.assign(dialog.dataset.signIn);
}

// ---- other tabs -------------------------------------------------------------------------

const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;

/** Tell the other tabs that something has happened here; each asks the server for itself. */
function tell() {
  tabs?.postMessage({person: state === "here" ? me : ""});
}

if (tabs) {
  tabs.onmessage = ({data}) => {
    if (dialog && (data.person !== me || state !== "here")) look();
  };
}

tell();

if (dialog) {
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    submit(event.target);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) leave();
  });
  // What was written is behind it: the way out is to sign in, or to log out.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => {
    if (state !== "here") dialog.showModal();
  });
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => {
      lastSeen = performance.now();
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = performance.now();
    else if (state !== "here" || performance.now() - hiddenAt > 10_000) look();
  });
  // A page left open says for itself that its session has ended, so that nobody reads on.
  window.setInterval(() => {
    if (state === "here" && !document.hidden && performance.now() - lastSeen > IDLE) look();
  }, 60_000);
}
