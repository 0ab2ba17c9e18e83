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

const questions = () => [...form.querySelectorAll("fieldset")];
const chosenIn = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);
const answered = () => questions().filter((field) => field.querySelector(":checked")).length;

function tell(note) {
  status.textContent = `${words.answered} ${answered()}/${questions().length} · ${note}`;
}

async function post(question) {
  const response = await fetch(words.save, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ question, chosen: chosenIn(question) }),
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

form.addEventListener("change", (event) => {
  waiting.add(event.target.name);
  drain();
});
window.addEventListener("online", drain);
window.addEventListener("beforeunload", (event) => {
  if (waiting.size && !form.dataset.leaving) event.preventDefault();
});
document.addEventListener("submit", () => (form.dataset.leaving = "1"));
