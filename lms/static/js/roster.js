// The roster wizard: a file dropped on the form, the progress of sending it, a row mended inside the table.
// Without this script the form sends itself, and "Sửa" opens a page of its own.

const HEADERS = { "X-Requested-With": "fetch" };

function bar(form) {
  const box = document.createElement("p");
  box.className = "sending";
  box.setAttribute("role", "status");
  const meter = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const words = document.createElement("span");
  box.append(meter, words);
  form.append(box);
  return {
    to(part) {
      meter.value = part;
      if (part === 1) meter.removeAttribute("value");
      words.textContent = part === 1 ? form.dataset.reading : `${form.dataset.sending}: ${Math.floor(part * 100)}\u00a0%`;
    },
    fail() {
      meter.remove();
      words.textContent = form.dataset.broken;
      box.setAttribute("role", "alert");
    },
  };
}

// A form with errors comes back as a page: only its main part is replaced.
function takePage(html) {
  const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!main) return false;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  start();
  document.querySelector("main .error")?.scrollIntoView({ block: "center" });
  return true;
}

function send(form) {
  const request = new XMLHttpRequest();
  const here = location.href.split("#")[0];
  const button = form.querySelector("button");
  form.querySelector(".sending")?.remove();
  const shown = bar(form);
  button.disabled = true;
  request.upload.addEventListener("progress", (event) => shown.to(event.loaded / event.total));
  const fail = () => {
    shown.fail();
    button.disabled = false;
  };
  request.addEventListener("load", () => {
    if (request.responseURL && request.responseURL !== here) location.assign(request.responseURL);
    else if (!takePage(request.responseText)) fail();
  });
  request.addEventListener("error", fail);
  request.open("POST", here);
  request.send(new FormData(form));
}

function prepareUpload(form) {
  const input = form.querySelector('input[type="file"]');
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    send(form);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
}

function closeMending() {
  for (const row of document.querySelectorAll("tr.mending")) row.remove();
  for (const link of document.querySelectorAll("[data-mend][aria-expanded]")) link.removeAttribute("aria-expanded");
}

async function mend(link) {
  const answer = await fetch(link.href, { headers: HEADERS });
  if (!answer.ok || answer.redirected) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector(".mend");
  if (!form) return location.assign(link.href);
  closeMending();
  const row = document.createElement("tr");
  const cell = Object.assign(document.createElement("td"), { colSpan: link.closest("tr").cells.length });
  row.className = "mending";
  cell.append(document.adoptNode(form));
  row.append(cell);
  link.closest("tr").after(row);
  link.setAttribute("aria-expanded", "true");
  const first = cell.querySelector("input:not([type=hidden])");
  first?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-mend]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.hasAttribute("aria-expanded")) closeMending();
  else mend(link).catch(() => location.assign(link.href));
});

// A second click while the first is on its way says nothing new.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-once]");
  if (!form) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

function start() {
  for (const form of document.querySelectorAll("form[data-upload]")) prepareUpload(form);
}

start();
