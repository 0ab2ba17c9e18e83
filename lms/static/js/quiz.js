// Saves each answer as it is given; what could not be sent is kept in the page and sent again when the line is back.
// Each answer goes with the moment it was given, reckoned from the server's clock: the phone's may be wrong.
// The form works without this: the whole paper is posted on submission.

import { Kept, fill } from "./quiz-kept.js";

const form = document.querySelector("[data-quiz]");
const status = form.querySelector("[data-status]");
const words = form.dataset;
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const waiting = new Set();
const kept = new Kept(words.attempt);
const PAUSES = [1000, 3000, 10000, 30000];
let sending = false;
let failures = 0;
let timer = 0;

const TYPING = 1500;
const opened = performance.now();
const moments = {};
let end = "left" in words ? opened + 1000 * Number(words.left) : Infinity; // on performance.now()'s scale
let over = false;
let typing = 0;
let typed = null; // the field being written in, not yet sent
const serverNow = () => Math.round(Number(words.now) + performance.now() - opened);
const questions = () => [...form.querySelectorAll("fieldset[data-question]")];
const placeOf = (question) => questions().findIndex((field) => field.dataset.question === question);
const questionOf = (field) => field.closest("fieldset[data-question]")?.dataset.question;

function fieldsOf(question) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && (name === question || name.startsWith(`${question}.`))) (fields[name] ??= []).push(value);
  }
  return fields;
}

function isAnswered(field) {
  if ("answered" in field.dataset || field.querySelector(":checked:not(option)")) return true;
  return [...field.querySelectorAll("select, textarea, input[type=text]")].some((one) => one.value.trim());
}

const answered = () => questions().filter(isAnswered).length;

function tell(note) {
  status.textContent = `${words.answered} ${answered()}/${questions().length} · ${note}`;
}

async function post(question) {
  const response = await fetch(words.save, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": token,
      "X-Paper-Pass": words.pass, // the server's short way, while it lasts
    },
    body: JSON.stringify({ question, place: placeOf(question), fields: fieldsOf(question), given: moments[question] }),
    redirect: "error", // signed out: not saved, whatever the sign-in page answers
  });
  if (response.status === 409 && !over) location.reload(); // submitted in another tab: show the result
  if (response.status >= 400 && response.status < 500) return (await response.json()).error;
  if (!response.ok) throw new Error(response.statusText);
  words.pass = (await response.json()).pass ?? words.pass;
  return "";
}

async function drain() {
  if (sending) return;
  sending = true;
  clearTimeout(timer);
  tell(words.saving);
  let note = words.saved;
  try {
    for (const question of waiting) {
      waiting.delete(question); // a change made while this is on its way puts it back
      try {
        note = (await post(question)) || note;
        if (!waiting.has(question)) kept.drop(question);
      } catch (error) {
        waiting.add(question);
        throw error;
      }
    }
    failures = 0;
  } catch {
    note = words.waiting;
    timer = setTimeout(drain, PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  }
  sending = false;
  tell(over && note === words.waiting ? words.offline : note);
  if (over && !waiting.size) handIn();
}

function changed(field) {
  const question = questionOf(field);
  typed = null;
  if (!question || field.type === "file") return;
  waiting.add(question);
  moments[question] = serverNow();
  kept.put(question, { fields: fieldsOf(question), given: moments[question] });
  drain();
}

// What was answered before this script arrived, as on a slow line. No browser fills the
// form in anew (autocomplete="off"), so what differs from the page as it was sent is the learner's.
function differs(control) {
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  if (!control.options) return control.type !== "file" && control.value !== control.defaultValue;
  const before = [...control.options].findIndex((one) => one.defaultSelected);
  return control.selectedIndex !== Math.max(before, 0);
}

function catchUp() {
  for (const field of questions()) {
    const control = [...field.querySelectorAll("input, select, textarea")].find(differs);
    if (control) changed(control);
  }
}

// What an earlier visit could not send, unless another device has answered since.
function takeUp() {
  for (const [question, { fields, given }] of kept.all()) {
    const field = questions().find((one) => one.dataset.question === question);
    if (waiting.has(question) || question in moments) continue; // answered anew just now
    if (!field || Number(field.dataset.saved) > given) kept.drop(question);
    else {
      fill(field, fields);
      moments[question] = given;
      waiting.add(question);
    }
  }
  if (waiting.size) drain();
}

form.addEventListener("change", (event) => changed(event.target));
form.addEventListener("input", (event) => {
  if (!event.target.matches("textarea, input[type=text]")) return;
  count(event.target);
  clearTimeout(typing);
  typed = event.target;
  typing = setTimeout(() => changed(event.target), TYPING); // a long answer is saved while it is written
});

function count(area) {
  if (!area.dataset.words) return;
  const words = area.value.trim().split(/\s+/).filter(Boolean).length;
  area.closest("fieldset").querySelector("[data-count]").textContent = `${words} ${area.dataset.words}`;
}
form.querySelectorAll("textarea").forEach(count);
window.addEventListener("online", drain);
window.addEventListener("beforeunload", (event) => {
  if (waiting.size && !form.dataset.leaving) event.preventDefault();
});
document.addEventListener("submit", () => {
  form.dataset.leaving = "1";
  if (form.elements.luc) form.elements.luc.value = JSON.stringify(moments);
});

// The clock: what is left is the server's word, asked for again when the phone has slept and before the end is believed.
const remaining = document.querySelector("[data-remaining]");
const warning = document.querySelector("[data-warning]");
const WARNINGS = [5, 1];
let ticking = 0;
let warned = Infinity;

function show() {
  const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  const parts = hours ? [hours, minutes, seconds] : [minutes, seconds];
  remaining.hidden = false;
  remaining.textContent = `· ${words.counting} ${parts.map((part, place) => String(part).padStart(place ? 2 : 1, "0")).join(":")}`;
  const due = WARNINGS.filter((one) => left <= one * 60).pop();
  remaining.closest("[data-clock]").classList.toggle("soon", left <= 300);
  if (left && due && due < warned) {
    warned = due;
    warning.textContent = words.minutes.replace("{n}", due);
  }
  if (!left) timeIsUp();
}

async function sync() {
  const asked = performance.now();
  const response = await fetch(words.time, { headers: { Accept: "application/json" }, redirect: "error" });
  const told = await response.json();
  if (told.submitted && !over) location.reload();
  if (told.left !== null) end = (asked + performance.now()) / 2 + 1000 * told.left;
}

async function timeIsUp() {
  clearInterval(ticking);
  try {
    await sync(); // somebody may have been given more time
  } catch {
    // without a line the page's own reckoning stands
  }
  if (end > performance.now() + 500) {
    ticking = setInterval(show, 1000);
    return;
  }
  over = true;
  questions().forEach((one) => (one.inert = true));
  warning.textContent = words.over;
  clearTimeout(typing);
  if (typed) changed(typed);
  typed = null;
  drain();
}

function handIn() {
  tell(words.over);
  if (!form.dataset.leaving) form.requestSubmit();
}

if (remaining) {
  show();
  ticking = setInterval(show, 1000);
  document.addEventListener("visibilitychange", () => document.hidden || over || sync().then(show, () => {}));
}

catchUp();
takeUp();
