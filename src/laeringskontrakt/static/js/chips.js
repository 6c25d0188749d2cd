// The chips of step 3 follow the words while they are typed. The server reads them again.

import {readActivity} from "./phrases.js";
import {dayOfIso, weekOf} from "./phrases_calendar.js";

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
    today: form.dataset.today,
    period: form.dataset.period.split(" "),
  });
  if (!touched.has("method")) press(form, "method", said.method);
  if (!touched.has("support_need")) {
    press(form, "support_need", said.supportNeed);
    const person = people.find((one) => one.id === said.personId);
    form.elements.with_name.value =
      person && said.supportNeed === "colleague" ? `${person.first_name} ${person.last_name}` : "";
  }
  if (!touched.has("when")) pressWhen(form, said.when);
  form.dispatchEvent(new CustomEvent("chips:changed", {bubbles: true}));
}

function press(form, name, value) {
  for (const input of form.querySelectorAll(`[name=${name}]`)) input.checked = input.value === value;
}

/** The chip of what is said; what has none, such as several weeks, gets a chip in its own words. */
function pressWhen(form, when) {
  const value = chipOf(when, form.dataset.period);
  const spare = form.querySelector("[data-spare]");
  const has = [...form.querySelectorAll("[name=when]")].some(
    (input) => input.value === value && !spare.contains(input));
  spare.hidden = has;
  spare.querySelector("input").value = has ? "" : value;
  if (!has) spare.querySelector("span").textContent = when.words;
  press(form, "when", value);
  form.elements.when_text.value = when.text;
  const day = when.type === "date" || when.type === "event" ? when.latest : null;
  form.elements.when_date.value = day ? numeric(day) : "";
}

function chipOf({type, first, latest}, period) {
  if (type === "week") {
    const {year, week} = weekOf(dayOfIso(first));
    return `${year}-W${String(week).padStart(2, "0")}`;
  }
  if (type === "period" && `${first} ${latest}` !== period) return `${first}..${latest}`;
  return type === "none" ? "period" : type;
}

/** A day as the field beside the chip has it: "03.12.2026". */
function numeric(iso) {
  return iso.split("-").reverse().join(facts.dataset.language === "en" ? "/" : ".");
}
