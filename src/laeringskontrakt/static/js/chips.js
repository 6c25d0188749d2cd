// The chips of step 3 follow the words while they are typed. The server reads them again.

import {readActivity} from "./phrases.js";

const facts = document.getElementById("phrase-facts");
const people = facts ? JSON.parse(facts.dataset.people) : [];
const methodSupport = facts ? JSON.parse(facts.dataset.methods) : {};

/** Press the chips that the words in `form` ask for, except those a person has pressed. */
export function suggest(form, touched) {
  if (!facts) return;
  const said = readActivity(form.elements.text.value, {
    people,
    supervisorName: facts.dataset.supervisor,
    language: facts.dataset.language,
    methodSupport,
  });
  if (!touched.has("method")) press(form, "method", said.method);
  if (!touched.has("support_need")) {
    press(form, "support_need", said.supportNeed);
    const person = people.find((one) => one.id === said.personId);
    form.elements.with_name.value =
      person && said.supportNeed === "colleague" ? `${person.first_name} ${person.last_name}` : "";
  }
  if (!touched.has("when")) pressWhen(form, said);
  form.dispatchEvent(new CustomEvent("chips:changed", {bubbles: true}));
}

function press(form, name, value) {
  for (const input of form.querySelectorAll(`[name=${name}]`)) input.checked = input.value === value;
}

function pressWhen(form, said) {
  const week = said.week && [...form.querySelectorAll("[name=when]")].find((input) =>
    input.value.endsWith(`-W${String(said.week).padStart(2, "0")}`),
  );
  press(form, "when", said.event ? "event" : week ? week.value : "period");
  form.elements.when_text.value = said.event ?? "";
}
