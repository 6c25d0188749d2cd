// Texts of one's own that are saved while they are written: a note, a reflection.

import {send} from "./act.js";

const PAUSE = 1200;
const timers = new WeakMap();

// Without a script there is a button to save with; with one it is not needed.
document.documentElement.classList.add("scripted");

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (!form) return;
  window.clearTimeout(timers.get(form));
  timers.set(form, window.setTimeout(() => save(form), PAUSE));
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form && timers.has(form)) save(form);
});

window.addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    if (timers.has(form)) save(form);
  }
});

function save(form) {
  window.clearTimeout(timers.get(form));
  timers.delete(form);
  send(form);
}
