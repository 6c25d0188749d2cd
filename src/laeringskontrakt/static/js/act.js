// Acts: forms that are posted in place, one at a time and in order, and never lost silently.
//
// Every act has an id made here, so that sending it again has no second effect. The state
// says «Gemt» only when the server has echoed the id of the last act (docs/adr/0004).

import {Idiomorph} from "../vendor/idiomorph.js";
import {check} from "./cpr.js";
import {ended, isHere, ownHeaders as personHeaders, setToken, token} from "./session.js";

const DEADLINE = 8000;
const RETRY = [500, 1000, 2000, 4000, 8000];
const queue = [];
// Forms being filled in: what is chosen in them is kept when the page changes under them.
const filling = new WeakSet();
let busy = false;
let attempt = 0;

/** What the page tells the server about where one is: set by the page's own script. */
export const view = new Map();

/** Called with (form, answer) after an act has been answered. */
export const afterAct = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});

// An ordinary form in a part that was changed in place has no token of its own.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.elements.csrfmiddlewaretoken) return;
  addHidden(form, "csrfmiddlewaretoken", token());
  addHidden(form, "command_id", crypto.randomUUID());
});

// «Gemt som det skrives»: chips, ticks and own lines are sent when they change.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-act][data-save=change]");
  if (form && !event.target.closest("[data-quiet]")) send(form);
});

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.form;
    if (form?.matches("[data-act]:not([data-save])")) filling.add(form);
  });
}

document.addEventListener("input", (event) => {
  const field = event.target.closest("textarea, input");
  if (!field?.form?.matches("[data-act]")) return;
  clearError(field);
  warnOfCpr(field);
});

window.addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});
window.addEventListener("online", () => retryNow());
window.addEventListener("focus", () => retryNow());
document.addEventListener("session:again", () => retryNow());

/** Put a form on its way. Its text is taken now; the field may be written in at once. */
export function send(form, submitter) {
  const data = new FormData(form, submitter);
  if (!worthSending(form, data)) return;
  data.set("command_id", crypto.randomUUID());
  queue.push({
    action: submitter?.hasAttribute("formaction") ? submitter.formAction : form.action,
    data,
    form: describe(form),
    clear: form.hasAttribute("data-clear"),
    done: form.dataset.done,
    leave: form.dataset.leave,
  });
  filling.delete(form);
  if (form.hasAttribute("data-clear")) clear(form);
  form.dispatchEvent(new CustomEvent("act:sent", {bubbles: true}));
  run();
}

/** Whether anything is still on its way. */
export const waiting = () => queue.length > 0;

/**
 * Fetch the regions that changed, by the page's ordinary address. The answer is dropped when
 * `stale()` says that something happened here while it was on its way.
 */
export async function refresh(address, headers = {}, stale = () => false) {
  const response = await fetch(address, {
    headers: {...ownHeaders(), ...headers},
    signal: AbortSignal.timeout(DEADLINE),
  });
  if (!isJson(response)) return null;
  const answer = await response.json();
  if (response.status === 401) ended(answer);
  if (!response.ok || stale()) return null;
  apply(answer.regions ?? {});
  return answer;
}

/** Say something to those who do not see it. */
export function announce(text) {
  const box = document.getElementById("announce");
  if (box && text) box.textContent = text;
}

function worthSending(form, data) {
  if (!form.hasAttribute("data-clear")) return true;
  const line = form.querySelector("[data-line]");
  return !line || String(data.get("text") ?? "").trim() !== "";
}

function clear(form) {
  for (const field of form.querySelectorAll("[data-line]")) {
    field.value = "";
    warnOfCpr(field);
  }
}

/** How to find the same form again after the page has changed under it. */
function describe(form) {
  return {action: form.getAttribute("action"), id: form.id};
}

function findForm(described) {
  return (
    (described.id && document.getElementById(described.id)) ||
    [...document.querySelectorAll("form[data-act]")].find(
      (form) => form.getAttribute("action") === described.action,
    )
  );
}

async function run() {
  if (busy || !queue.length || !isHere()) return;
  busy = true;
  say("saving");
  const [act] = queue;
  const result = await post(act);
  busy = false;
  if (result === "again") {
    const wait = RETRY[Math.min(attempt++, RETRY.length - 1)];
    say("offline");
    window.setTimeout(run, wait);
    return;
  }
  if (result === "stopped") return;
  attempt = 0;
  queue.shift();
  if (queue.length) run();
  else if (result !== "refused") say("saved");
}

async function post(act) {
  act.data.set("csrfmiddlewaretoken", token()); // it may have been queued under an earlier one
  let response;
  try {
    response = await fetch(act.action, {
      method: "POST",
      body: act.data,
      headers: ownHeaders(act.done),
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE),
    });
  } catch {
    return "again";
  }
  // A sign-in page, a captive portal or a proxy may answer 200: only our JSON counts.
  if (!isJson(response)) return response.status === 413 ? refuse(act, {}) : "again";
  const answer = await response.json();
  if (response.status === 401) {
    say("offline");
    ended(answer);
    return "stopped";
  }
  if (response.status === 403 && answer.error === "csrf") {
    setToken(answer.token);
    return "again";
  }
  if (response.status >= 500) return "again";
  if (!response.ok) return refuse(act, answer);
  if (answer.command_id !== act.data.get("command_id")) return "again";
  succeed(act, answer);
  return "done";
}

function succeed(act, answer) {
  if (act.done) view.delete(act.done);
  const form = findForm(act.form);
  if (form) clearErrors(form);
  apply(answer.regions ?? {});
  if (answer.note) announce(answer.note);
  for (const listener of afterAct) listener(act, answer);
  if (act.leave) window.location.assign(act.leave);
}

function refuse(act, answer) {
  say("refused");
  const form = findForm(act.form);
  const fields = answer.fields ?? {};
  const codes = answer.codes ?? {};
  if (codes[""] === "has_dependants" && form) {
    ask(answer.message, () => resend(act, "with_dependants", "1"));
    return "refused";
  }
  if (!form) {
    announce(answer.message);
    return "refused";
  }
  clearErrors(form); // the newest answer is the one that counts
  restore(form, act);
  const shown = Object.entries(fields).map(([name, text]) =>
    showError(form, name, text, codes[name]),
  );
  if (answer.message || !shown.length) showError(form, "", answer.message, codes[""]);
  for (const listener of afterAct) listener(act, {...answer, refused: true});
  return "refused";
}

function resend(act, name, value) {
  act.data.set(name, value);
  act.data.set("command_id", crypto.randomUUID());
  queue.push(act);
  run();
}

/** What was typed goes back to where it was typed, before anything typed since. */
function restore(form, act) {
  if (!act.clear) return;
  const line = form.querySelector("[data-line]");
  if (!line) return;
  const typed = String(act.data.get("text") ?? "");
  line.value = line.value ? `${typed}\n${line.value}` : typed;
  line.dispatchEvent(new Event("input", {bubbles: true}));
  line.focus();
}

function showError(form, name, text, code) {
  const field =
    (name && (form.querySelector(`[name="${name}"]`) ?? null)) || form.querySelector("[data-line]");
  const box =
    (name && form.querySelector(`[data-field="${name}"]`)) ||
    boxOf(field) ||
    form;
  const message = document.getElementById("act-error").content.firstElementChild.cloneNode(true);
  message.id = `err-${crypto.randomUUID().slice(0, 8)}`;
  message.setAttribute("role", "alert");
  if (text) message.querySelector("span").textContent = text;
  box.append(message);
  if (field) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", message.id);
    if (!form.contains(document.activeElement)) field.focus();
  }
  if (code === "cpr_warn" && field) offerNotCpr(box, field);
  if (code === "needs_code" || code === "code") revealCode(form);
  if (code === "outside_placement") {
    const confirm = form.querySelector("[data-confirm-outside]");
    if (confirm) confirm.hidden = false;
  }
}

function offerNotCpr(box, field) {
  const label = document.getElementById("act-not-cpr").content.firstElementChild.cloneNode(true);
  label.querySelector("input").name = `${field.name}_not_cpr`;
  label.dataset.error = "1";
  box.append(label);
}

function revealCode(form) {
  const box = form.querySelector("[data-code]");
  if (box) box.hidden = false;
  const again = form.parentElement?.querySelector("[data-send-code]");
  if (again) again.hidden = false;
  box?.querySelector("input")?.focus();
}

/** Take away the message beside a field that is being corrected. */
function clearError(field) {
  if (field.hasAttribute("aria-invalid")) clearErrors(field.form);
}

function clearErrors(form) {
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const old of form.querySelectorAll(".error[role=alert]")) old.remove();
}

/** Help while typing; the server has the rule. */
function warnOfCpr(field) {
  if (field.type === "hidden" || !field.closest("form")) return;
  const found = Boolean(check(field.value));
  if (found === field.classList.contains("looks-like-cpr")) return;
  field.classList.toggle("looks-like-cpr", found);
  const box = boxOf(field) ?? field.parentElement;
  box.querySelector(".cprhelp")?.remove();
  if (!found) {
    field.removeAttribute("aria-describedby");
    return;
  }
  const help = document.getElementById("act-cpr").content.firstElementChild.cloneNode(true);
  help.id = `cpr-${crypto.randomUUID().slice(0, 8)}`;
  box.append(help);
  field.setAttribute("aria-describedby", help.id);
}

/** Where what belongs to a field is put. */
const boxOf = (field) => field?.closest(".fieldbox, .field, .add, .own, .whenbox");

function retryNow() {
  if (queue.length && !busy) run();
}

/** A question that has to be answered before something is lost. */
export function ask(text, yes) {
  const dialog = document.getElementById("act-ask");
  dialog.querySelector("h2").textContent = text;
  dialog.querySelector("[data-yes]").onclick = () => {
    dialog.close();
    yes();
  };
  dialog.querySelector("[data-no]").onclick = () => dialog.close();
  dialog.showModal();
}

/** `done` is the part of the view that is over once this has been taken: the form one saves. */
function ownHeaders(done) {
  const seen = [...view].filter(([name]) => name !== done);
  return {
    ...personHeaders(),
    "X-View": seen.map(([name, value]) => `${name}=${value}`).join(";"),
    "X-Regions": [...document.querySelectorAll("[data-region]")]
      .map((region) => `${region.dataset.region}=${region.dataset.hash}`)
      .join(","),
  };
}

function isJson(response) {
  return (response.headers.get("Content-Type") ?? "").startsWith("application/json");
}

/** Put changed regions into the page without touching what somebody is writing in. */
function apply(regions) {
  const kept = token();
  const stood = document.activeElement;
  for (const [name, html] of Object.entries(regions)) {
    const old = document.querySelector(`[data-region="${name}"]`);
    if (!old) continue;
    Idiomorph.morph(old, html, {
      morphStyle: "outerHTML",
      // A field keeps what is typed in it; a pressed button takes its new words.
      ignoreActiveValue: document.activeElement?.matches("textarea, input, select") ?? false,
      callbacks: {beforeNodeMorphed: keepWhatIsWritten, beforeNodeRemoved: keepToken},
    });
  }
  if (Object.keys(regions).length) {
    if (!token()) addToken(kept);
    const lost = stood !== document.body && document.activeElement === document.body;
    document.dispatchEvent(new CustomEvent("act:applied", {detail: {lost}}));
  }
}

/** Fields with words not yet sent stay as they are. */
function keepWhatIsWritten(old, fresh) {
  if (!old.form) return true;
  if (filling.has(old.form) && fresh.name === old.name) return false;
  if (!(old instanceof HTMLTextAreaElement || old instanceof HTMLInputElement)) return true;
  if (old.type === "checkbox" || old.type === "radio" || old.type === "hidden") return true;
  const unsent = old.value !== old.defaultValue && old.value !== "";
  if (unsent && old.name === fresh.name) return false;
  return true;
}

/** One token field on the page is enough, and it is ours, not a region's. */
function keepToken(node) {
  return !(node.nodeType === 1 && node.id === "act-token");
}

function addToken(value) {
  addHidden(document.body, "csrfmiddlewaretoken", value).id = "act-token";
}

function addHidden(parent, name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  parent.append(field);
  return field;
}

function say(word) {
  const state = document.getElementById("save-state");
  if (!state) return;
  state.dataset.now = word;
  state.classList.toggle("off", word === "offline" || word === "refused");
  state.lastElementChild.textContent = state.dataset[word];
}

if (!document.getElementById("act-token")) addToken(token());

// What was pressed before this script had come is sent now.
const changed = (one) =>
  one.checked !== undefined && /checkbox|radio/.test(one.type)
    ? one.checked !== one.defaultChecked
    : one.value !== one.defaultValue && /text/.test(one.type);
for (const form of document.querySelectorAll("form[data-act][data-save=change]")) {
  if ([...form.elements].some(changed)) send(form);
}
