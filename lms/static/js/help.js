// The helper's form: whatever is said is first kept in this browser under its helper's name, then sent. So a line that
// breaks loses nothing, and sending twice records once: each has its uuid from the start.

import { headers, keptAt, warn } from "./keep.js";
import { Kept } from "./help-kept.js";
import { uuid4 } from "./queue.js";

const AGAIN = 30000; // milliseconds between attempts
const form = document.querySelector("form[data-help]");
const told = document.querySelector("[data-help-told]");
const list = document.querySelector("[data-help-waiting]");
const others = document.querySelector("[data-help-others]");
const words = form.dataset;
const kept = new Kept(words.owner);
let sending = false;

const waiting = () => kept.all().filter(([, said]) => !said.problems);

function say(text = "") {
  const waits = waiting().length;
  told.hidden = !text && !waits;
  told.textContent = text || words.waiting.replace("{n}", waits);
  list.replaceChildren(...kept.all().map(([uuid, said]) => row(uuid, said)));
}

function row(uuid, said) {
  const value = Object.fromEntries(said.fields);
  const item = document.createElement("li");
  const text = document.createElement("div");
  text.className = "grow";
  const title = document.createElement("p");
  title.textContent = `${value.topic} · ${value.villagers}`;
  text.append(title);
  item.append(text);
  if (said.problems) text.append(refused(said.problems), buttons(uuid, said));
  return item;
}

function refused(problems) {
  const text = document.createElement("p");
  text.className = "small bad";
  text.textContent = problems.join(" ");
  return text;
}

function buttons(uuid, said) {
  const row = document.createElement("div");
  row.className = "row";
  const edit = () => (refill(said.fields), form.scrollIntoView());
  const drop = () => confirm(list.dataset.sure) && (kept.drop(uuid), say());
  for (const [label, act] of [[list.dataset.edit, edit], [list.dataset.drop, drop]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button secondary";
    button.textContent = label;
    button.addEventListener("click", act);
    row.append(button);
  }
  return row;
}

// With its uuid, so that what is sent anew takes the place of what was refused.
function refill(fields) {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field && field.type !== "checkbox") field.value = value;
    else if (field) field.checked = true;
  }
}

function keep() {
  const said = new FormData(form);
  said.delete("csrfmiddlewaretoken");
  if (!kept.put(said.get("uuid"), { fields: [...said], at: Date.now() })) return say(words.full);
  form.reset();
  form.elements.uuid.value = uuid4();
  say();
  return send();
}

async function send() {
  if (sending || navigator.onLine === false) return;
  sending = true;
  let taken = 0;
  let trouble = "";
  try {
    for (const [uuid, said] of waiting()) {
      trouble = await one(uuid, said);
      if (trouble) break;
      if (!kept.all().some(([other]) => other === uuid)) taken += 1;
    }
  } catch {
    // no line after all: it stays
  } finally {
    sending = false;
  }
  if (taken && !waiting().length && !typing()) location.reload();
  else say(trouble);
}

// Sends one; returns why nothing more can be sent, if so.
async function one(uuid, { fields, at }) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: "application/json", ...headers(form) },
    redirect: "manual",
  });
  const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  const body = json ? await answer.json() : {};
  if (answer.ok && body.uuid) kept.drop(uuid);
  else if (answer.status === 422 && body.problems) kept.put(uuid, { fields, at, problems: body.problems });
  else return body.error ?? words.signedOut;
  return "";
}

const typing = () => Boolean(form.elements.topic.value);

if (keptAt) form.elements.uuid.value = uuid4(); // each opening of a kept copy is a form of its own
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
});
addEventListener("online", send);
setInterval(send, AGAIN);
warn(() => waiting().length, words.leave);
others.hidden = !kept.others;
others.textContent = words.others.replace("{n}", kept.others);
say();
send();
