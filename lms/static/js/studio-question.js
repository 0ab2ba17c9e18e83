// While a question is written: the paper beside it, look-alikes, and the keyboard; without this, buttons do it all.

const form = document.querySelector("[data-question-form]");
const button = form?.querySelector("[data-preview]");
const alike = document.querySelector("[data-alike]");
let timer = 0;
let asked = "";

function show() {
  const data = new FormData(form);
  data.delete("files");
  const copy = document.createElement("form");
  Object.assign(copy, { method: "post", action: button.formAction, target: button.formTarget, hidden: true });
  for (const [name, value] of data) copy.append(Object.assign(document.createElement("textarea"), { name, value }));
  document.body.append(copy);
  copy.submit(); // past Wagtail's guard of unsaved changes: nothing is left by this
  copy.remove();
}

async function tellAlike() {
  const text = form.elements.text.value.trim();
  if (!alike || text === asked) return;
  asked = text;
  const query = new URLSearchParams({ text, question: form.elements.question.value });
  const answer = await fetch(`${alike.dataset.alike}?${query}`).catch(() => null);
  if (answer?.ok && text === asked) alike.innerHTML = await answer.text();
}

const rows = () => [...form.querySelectorAll("[data-row]")];
const fields = (row) => [...row.querySelectorAll("[name]")];

function numbered(row, place) {
  for (const field of fields(row)) field.name = field.name.replace(/-\d+-/, `-${place}-`);
  row.querySelector(".q-number").textContent = place + 1;
}

function addRow() {
  const all = rows();
  const row = all[all.length - 1].cloneNode(true);
  for (const field of fields(row)) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName !== "SELECT") field.value = "";
  }
  all[all.length - 1].after(row);
  numbered(row, all.length);
  form.elements.rows.value = all.length + 1;
  return row;
}

function firstBox(row) {
  return row?.querySelector("input:not([type=hidden]), textarea, select");
}

function onEnter(event, row) {
  event.preventDefault();
  const all = rows();
  const next = all[all.indexOf(row) + 1] || (all.length < 60 && addRow());
  firstBox(next || row).focus();
}

function move(event, row) {
  const other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
  if (!other?.matches("[data-row]")) return;
  event.preventDefault();
  const had = document.activeElement;
  if (event.key === "ArrowUp") other.before(row);
  else other.after(row);
  rows().forEach(numbered);
  had.focus();
  form.dispatchEvent(new Event("input"));
}

function onKey(event) {
  const row = event.target.closest?.("[data-row]");
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (key === "enter" || key === "s")) {
    event.preventDefault();
    form.requestSubmit(form.querySelector(key === "s" ? "[data-save]" : "[data-save-next]"));
  } else if (row && event.altKey && key.startsWith("arrow")) move(event, row);
  else if (row && key === "enter" && event.target.matches("input")) onEnter(event, row);
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      show();
      tellAlike();
    }, 600);
  });
  form.addEventListener("keydown", onKey);
  show();
}
