// Keeps the paper beside the form up to date while a question is written; without this a button does it.

const form = document.querySelector("[data-question-form]");
const button = form?.querySelector("[data-preview]");
let timer = 0;

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

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 600);
  });
  show();
}
