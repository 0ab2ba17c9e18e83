// Saves each answer as it is given; what could not be sent is kept in the page and sent again when the line is back.
// The form works without this: the whole paper is posted on submission.

const form = document.querySelector("[data-quiz]");
const status = form.querySelector("[data-status]");
const words = form.dataset;
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const waiting = new Set();
const PAUSES = [1000, 3000, 10000, 30000];
let sending = false;
let failures = 0;
let timer = 0;

const TYPING = 1500;
const questions = () => [...form.querySelectorAll("fieldset[data-question]")];
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
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ question, fields: fieldsOf(question) }),
    redirect: "error", // signed out: not saved, whatever the sign-in page answers
  });
  if (response.status === 409) location.reload(); // submitted in another tab: show the result
  if (response.status >= 400 && response.status < 500) return (await response.json()).error;
  if (!response.ok) throw new Error(response.statusText);
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
  tell(note);
}

function changed(field) {
  const question = questionOf(field);
  if (!question || field.type === "file") return;
  waiting.add(question);
  drain();
}

let typing = 0;
form.addEventListener("change", (event) => changed(event.target));
form.addEventListener("input", (event) => {
  if (!event.target.matches("textarea, input[type=text]")) return;
  count(event.target);
  clearTimeout(typing);
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
document.addEventListener("submit", () => (form.dataset.leaving = "1"));
