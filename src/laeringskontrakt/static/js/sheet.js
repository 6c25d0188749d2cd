// The sheet: unfolding sections, the keyboard of the lines, the clock, and the other's changes.

import {afterAct, announce, refresh, send, view, waiting} from "./act.js";
import {suggest} from "./chips.js";

const paper = document.getElementById("sheet");
const POLL = 3000;
let stepSeen = paper?.dataset.step;
let revision = paper?.dataset.revision;
let entryTouched = new Set();
// Counts what happens here: an answer asked for before it is old news.
let moves = 0;
// When somebody last did something here: an idle sheet does not keep a session alive.
let lastSeen = performance.now();
const IDLE = 20 * 60 * 1000;
for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, () => {
    lastSeen = performance.now();
  });
}

// ---- sections ----------------------------------------------------------------------------

/** Unfold a section here; folding is never a page load. Focus never stays in what is hidden. */
function unfold(step, focus = true) {
  const stood = document.activeElement?.closest("[data-section]");
  for (const section of document.querySelectorAll("[data-section]")) {
    const open = section.dataset.section === String(step);
    section.classList.toggle("open", open);
    section.querySelector("[data-unfold]").setAttribute("aria-expanded", String(open));
    section.querySelector(".in").hidden = !open;
  }
  for (const aside of document.querySelectorAll("[data-aside]")) {
    aside.hidden = aside.dataset.aside !== String(step);
  }
  view.set("trin", String(step));
  moves += 1;
  tickClock();
  const section = document.querySelector(`[data-section="${step}"]`);
  if (!focus) {
    if (stood && stood !== section) section.querySelector("[data-unfold]").focus({preventScroll: true});
    announce(section.querySelector("h2 .tt").firstChild.textContent);
    return;
  }
  section.scrollIntoView({block: "nearest"});
  (firstField(section) ?? section.querySelector("[data-unfold]")).focus();
}

function firstField(section) {
  return (
    section.querySelector(".in:not([hidden]) [data-focus]") ??
    section.querySelector(".in:not([hidden]) [data-primary]:is(button), [data-primary] button") ??
    section.querySelector(".in:not([hidden]) :is(input, button, a[href]):not([type=hidden])")
  );
}

const openStep = () => document.querySelector("[data-section].open")?.dataset.section;

document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-unfold]");
  if (fold) {
    event.preventDefault();
    unfold(fold.dataset.unfold);
    return;
  }
  const here = event.target.closest("[data-subgoal-here]");
  if (here) {
    event.preventDefault();
    moveEntry(here.dataset.subgoalHere);
    return;
  }
  const link = event.target.closest("[data-view]");
  if (link) {
    event.preventDefault();
    const [name, value] = link.dataset.view.split("=");
    if (value) view.set(name, value);
    else view.delete(name);
    moves += 1;
    refresh(paper.dataset.sheet).then(() => focusNew());
  }
});

// ---- acts --------------------------------------------------------------------------------

document.addEventListener("act:sent", (event) => {
  moves += 1;
  const {goto: step} = event.target.dataset;
  if (step && step !== "5") {
    stepSeen = step;
    unfold(step);
  }
  // The button beside a line was pressed: one writes on, and a phone's keyboard stays.
  if (document.activeElement?.matches(".send")) event.target.querySelector("[data-line]").focus();
  if (event.target.id !== "entry") return;
  entryTouched = new Set();
  view.set("delmaal", event.target.elements.subgoals.value);
  resetChips(event.target);
});

afterAct.add((act, answer) => {
  if (answer.refused) return;
  if (act.form.action.endsWith("/version/")) unfold(5);
  if (act.form.action.endsWith("/analyse/")) focusNew();
  if (act.form.action.endsWith("/underskrift/")) {
    const done = document.querySelector("[data-signed]");
    announce(done?.textContent ?? "");
    document.querySelector("[data-section='5'] [data-primary]")?.focus();
  }
  if (act.form.action.endsWith("/forslag/") || act.form.action.endsWith("/bedoemmelse/")) {
    focusNext();
  }
});

document.addEventListener("act:applied", (event) => {
  standWhereOneStood();
  tickClock();
  sizeAll();
  markChips();
  if (event.detail.lost) focusNew();
});

/** Where one is on the page is decided here, not by an answer asked for before one moved. */
function standWhereOneStood() {
  const open = [...document.querySelectorAll("[data-section].open")];
  const step = view.get("trin");
  if (step && (open.length !== 1 || open[0].dataset.section !== step)) unfold(step, false);
  const entry = document.getElementById("entry");
  const key = view.get("delmaal");
  if (!entry || !key || entry.closest("[data-subgoal]")?.dataset.subgoal === key) return;
  if (document.querySelector(`[data-subgoal="${key}"]`)) moveEntry(key, false);
}

/** Focus moves on purpose: to the next thing to write on in the open section. */
function focusNew() {
  const section = document.querySelector("[data-section].open");
  const field = section?.querySelector(".editrow [data-focus], .sumbox form [data-focus]");
  const target = field ?? (section && firstField(section));
  target?.focus();
  target?.setSelectionRange?.(target.value.length, target.value.length);
}

function focusNext() {
  const section = document.querySelector("[data-section].open");
  const next =
    section?.querySelector("[data-accept-assessment] button") ??
    section?.querySelector(".dock [data-primary] button, [data-primary]:is(button)");
  next?.focus();
}

// ---- keyboard ----------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    pressPrimary(event.target);
    return;
  }
  const line = event.target.closest("[data-line]");
  if (!line) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    enter(line);
  } else if (event.key === "Backspace" && line.value === "" && "own" in line.dataset) {
    event.preventDefault();
    removeLine(line);
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    press(line.closest(".line")?.querySelector(`[data-move="${event.key === "ArrowUp" ? "up" : "down"}"]`));
  } else if (event.key === "Escape" && "own" in line.dataset) {
    line.value = line.defaultValue;
    size(line);
  }
});

function enter(line) {
  const {form} = line;
  if ("own" in line.dataset) {
    if (line.value !== line.defaultValue && line.value.trim()) {
      send(form);
      line.defaultValue = line.value;
    }
    writingLine(line)?.focus();
    return;
  }
  if (line.value.trim()) {
    form.requestSubmit();
    line.focus();
    size(line);
  } else if (form.id === "entry") nextSubgoal();
}

const writingLine = (line) =>
  line.closest(".lines")?.querySelector(".line.write [data-line]") ?? null;

function removeLine(line) {
  line.setAttribute("data-quiet", ""); // leaving the emptied line must not send it
  const row = line.closest(".add, .line");
  const above = row.previousElementSibling?.querySelector("[data-line]") ?? writingLine(line);
  press(row.querySelector("[data-remove]"));
  above?.focus();
}

const press = (form) => form?.requestSubmit();

/** Ctrl+Enter does what the section's main button does. */
function pressPrimary(from) {
  const section = from.closest("[data-section]") ?? document.querySelector("[data-section].open");
  if (!section) return;
  const line = from.closest("[data-line]");
  if (line && !("own" in line.dataset) && line.value.trim()) line.form.requestSubmit();
  if (line && "own" in line.dataset && line.value !== line.defaultValue) send(line.form);
  const within = from.closest("[data-gate]");
  const button =
    within?.querySelector("[data-gate-done] button") ??
    section.querySelector("[data-gate-done] button") ??
    section.querySelector(".dock [data-primary] button, .dock [data-primary]:is(button, a)") ??
    section.querySelector("[data-primary]:is(button)");
  button?.click();
}

// ---- step 3: the entry moves from subgoal to subgoal ---------------------------------------

function moveEntry(key, focus = true) {
  const entry = document.getElementById("entry");
  const line = entry?.querySelector("[data-line]");
  const writing = line !== null && document.activeElement === line;
  const caret = writing ? [line.selectionStart, line.selectionEnd] : null;
  const section = document.querySelector(`[data-subgoal="${key}"]`);
  if (!entry || !section) return;
  const left = entry.closest("[data-subgoal]");
  const mark = section.querySelector(".addhere");
  mark.replaceWith(entry);
  if (left) left.append(hereLink(left, mark));
  entry.elements.subgoals.value = key;
  view.set("delmaal", key);
  moves += 1;
  if (!focus && !writing) return;
  line.focus();
  if (caret) line.setSelectionRange(...caret);
  entry.scrollIntoView({block: "nearest"});
}

/** The «+ Aktivitet» of the subgoal the entry has left. */
function hereLink(section, like) {
  const mark = like.cloneNode(true);
  const link = mark.querySelector("a");
  const number = section.querySelector(".k").textContent;
  link.dataset.subgoalHere = section.dataset.subgoal;
  link.querySelector(".sr").textContent = link.querySelector(".sr").textContent.replace(/\d+/, number);
  return mark;
}

function nextSubgoal() {
  const subgoals = [...document.querySelectorAll("[data-subgoal]")];
  const here = subgoals.findIndex((one) => one.querySelector("#entry"));
  const next = subgoals[here + 1];
  if (next) moveEntry(next.dataset.subgoal);
  else document.querySelector("[data-section='3'] .dock [data-primary]")?.focus();
}

// ---- chips -------------------------------------------------------------------------------

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form) return;
  markChips(form);
  if (form.id === "entry" && !event.target.matches("[data-line]")) touch(event.target);
});

document.addEventListener("chips:changed", (event) => markChips(event.target));

document.addEventListener("input", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) size(line);
  if (line?.form?.id === "entry") suggest(line.form, entryTouched);
  if (event.target.closest("#entry :is(.whobox, .whenbox)")) touch(event.target);
});

/** What a person has pressed or written beside the line wins over what the words say. */
function touch(input) {
  entryTouched.add(input.name.replace(/^when_.*/, "when").replace("with_name", "support_need"));
  input.form.elements.touched.value = [...entryTouched].join(" ");
}

/** After an entry the chips stand as they do on a fresh line. */
function resetChips(form) {
  for (const input of form.querySelectorAll("[type=radio]")) input.checked = input.defaultChecked;
  for (const input of form.querySelectorAll(".input")) input.value = "";
  form.querySelector("[data-spare]").hidden = true;
  form.elements.touched.value = "";
  markChips(form);
}

/** Show the fields that belong to the chip that is chosen. */
function markChips(root = document) {
  for (const form of root.matches?.("form") ? [root] : root.querySelectorAll("form")) {
    const when = form.querySelector("[name=when]:checked")?.value;
    for (const box of form.querySelectorAll("[data-when]")) {
      box.hidden = !box.dataset.when.split(" ").includes(when);
    }
    const who = form.querySelector("[name=support_need]:checked")?.value;
    for (const box of form.querySelectorAll(".whobox")) box.hidden = who !== "colleague";
    const own = form.querySelector("[name=span]:checked")?.value === "own";
    for (const box of form.querySelectorAll("[data-own-dates]")) box.hidden = !own;
  }
}

// «Vælg datoer» alone is not yet a period: wait for the dates.
document.addEventListener(
  "change",
  (event) => {
    if (event.target.name !== "span" || event.target.value !== "own") return;
    event.stopPropagation();
    markChips(event.target.form);
    document.getElementById("p-to")?.focus();
  },
  true,
);

// ---- sizes where CSS cannot -----------------------------------------------------------------

const grows = CSS.supports("field-sizing", "content");
function size(area) {
  if (grows || !(area instanceof HTMLTextAreaElement)) return;
  area.rows = 1;
  area.rows = Math.min(12, Math.max(1, Math.round(area.scrollHeight / 24)));
}
function sizeAll() {
  if (!grows) document.querySelectorAll("[data-line]").forEach(size);
}

// ---- the clock ------------------------------------------------------------------------------

// The server's clock, not the device's: a phone may be a day wrong.
const started = {at: performance.now(), wall: Date.parse(paper?.dataset.now ?? "")};

function tickClock() {
  const clock = document.getElementById("clock");
  const pace = document.getElementById("pace");
  if (!clock || !pace) return;
  const wall = started.wall + (performance.now() - started.at);
  const since = clock.dataset.openSince ? (wall - Date.parse(clock.dataset.openSince)) / 1000 : 0;
  if (!openStep() && !stepSeen) return;
  const minutes = Math.max(0, Math.floor((Number(clock.dataset.closed) + since) / 60));
  const step = Number(openStep() ?? stepSeen);
  const where = step > 4 ? pace.dataset.signText : pace.dataset.stepText.replace("§", step);
  const text = document.createElement("b");
  text.textContent = `${minutes} ${pace.dataset.usedText}`;
  pace.querySelector("p").replaceChildren(text, `, ${where}`);
  pace.querySelector(".fill").setAttribute("d", `M0 14H${Math.min(15, minutes) * 20}`);
}
window.setInterval(tickClock, 10000);

// ---- the other's changes --------------------------------------------------------------------

async function poll() {
  if (!document.hidden && !waiting() && !document.querySelector("dialog[open]")) {
    try {
      const before = moves;
      const headers = {"X-Revision": revision};
      if (performance.now() - lastSeen > IDLE) headers["X-Background"] = "1";
      const answer = await refresh(paper.dataset.sheet, headers, () => moves !== before || waiting());
      if (answer) follow(answer);
    } catch {
      // Nothing is lost by a missed look; the next one comes.
    }
  }
  window.setTimeout(poll, POLL);
}

/** The fold is shared: go along when the other goes on, but not while one is writing. */
function follow(answer) {
  if (answer.revision && answer.revision !== revision) lastSeen = performance.now();
  revision = answer.revision ?? revision;
  if ("preparing" in paper.dataset && answer.preparing === false) {
    if (!unsent()) window.location.reload();
    return;
  }
  const step = answer.step === undefined ? stepSeen : String(answer.step);
  if (step === stepSeen) return;
  stepSeen = step;
  const writing = document.activeElement?.matches?.("[data-line]") && document.activeElement.value;
  if (!writing && step !== openStep()) unfold(step, false);
}

const unsent = () =>
  waiting() || [...document.querySelectorAll("[data-line]")].some((line) => line.value !== line.defaultValue);

if (paper) {
  if (openStep()) view.set("trin", openStep() ?? stepSeen);
  const asked = new URLSearchParams(window.location.search);
  for (const name of ["ret", "delmaal"]) if (asked.get(name)) view.set(name, asked.get(name));
  const entry = document.getElementById("entry");
  if (entry) view.set("delmaal", entry.elements.subgoals.value);
  markChips();
  sizeAll();
  tickClock();
  window.setTimeout(poll, POLL);
  const open = document.querySelector("[data-section].open");
  // A finger opens the keyboard itself: on touch the page begins at its top, with nothing chosen.
  const keyboard = window.matchMedia("(pointer: fine)").matches;
  if (open && keyboard && document.activeElement === document.body) {
    firstField(open)?.focus({preventScroll: true});
  }
}
