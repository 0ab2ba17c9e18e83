// The helper's form without a line: what is said waits in this browser, under its helper's name, and is sent when the
// line is back. Each has its uuid from the start, so sending it twice records it once.

import { uuid4 } from "./queue.js";

const form = document.querySelector("form[data-help]");
const told = document.querySelector("[data-help-told]");
const prefix = `huong-dan/${form.dataset.owner}/`;

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

function say() {
  const waiting = keys().length;
  told.hidden = !waiting;
  told.textContent = form.dataset.waiting.replace("{n}", waiting);
}

function keep() {
  const said = new FormData(form);
  said.delete("csrfmiddlewaretoken");
  localStorage.setItem(prefix + said.get("uuid"), JSON.stringify([...said]));
  form.reset();
  form.elements.uuid.value = uuid4();
  say();
}

async function send(key) {
  const said = new URLSearchParams(JSON.parse(localStorage.getItem(key)));
  said.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(form.action, { method: "POST", body: said, headers: { Accept: "application/json" } });
  const body = (answer.headers.get("Content-Type") ?? "").startsWith("application/json") ? await answer.json() : {};
  if (answer.ok && body.uuid) {
    localStorage.removeItem(key);
    return true;
  }
  if (answer.status === 422) refill(key, said, body.problems ?? []);
  return false; // signed out, or the server is away: it stays
}

// What the server will not take goes back into the form, with its reason.
function refill(key, said, problems) {
  for (const [name, value] of said) {
    const field = form.elements[name];
    if (field && field.type !== "checkbox") field.value = value;
    else if (field) field.checked = true;
  }
  localStorage.removeItem(key);
  told.hidden = false;
  told.textContent = problems.join(" ");
}

async function empty() {
  let sent = 0;
  try {
    for (const key of keys()) if (await send(key)) sent += 1;
    else break;
  } catch {
    // still no line
  }
  if (sent && !keys().length) location.reload();
  else if (keys().length) say();
}

form.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  keep();
});
addEventListener("online", empty);
say();
if (navigator.onLine) empty();
