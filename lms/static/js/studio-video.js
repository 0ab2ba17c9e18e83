// Videos in the studio: the state of a conversion while it runs, and the progress of an upload.
// Without this script the page shows the state at loading time with a link to look again, and a form that works.

const PAUSE = 2000;
const LONG_PAUSE = 15000; // after a failed question: the line is weak or the server is restarting

async function refresh(box) {
  const answer = await fetch(box.dataset.videoState, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const state = await answer.json();
  if (state.settled) box.setAttribute("role", "status"); // announced once, when there is news
  box.innerHTML = state.html;
  return state.settled;
}

async function follow(box) {
  while (box.isConnected) {
    let pause = PAUSE;
    try {
      if (!document.hidden && (await refresh(box))) return;
    } catch {
      pause = LONG_PAUSE;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

function start() {
  for (const box of document.querySelectorAll("[data-video-state]:not([data-followed])")) {
    box.dataset.followed = "";
    if (!("settled" in box.dataset)) follow(box);
  }
}

function showUpload(input) {
  const box = document.createElement("p");
  box.className = "studio-upload";
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const words = document.createElement("span");
  box.append(bar, " ", words);
  input.after(box);
  return {
    to(part) {
      bar.value = part;
      words.textContent = `${input.dataset.uploading}: ${Math.floor(part * 100)}\u00a0%`;
    },
    fail() {
      bar.remove();
      words.textContent = input.dataset.broken;
      box.setAttribute("role", "alert");
    },
  };
}

// A form with errors comes back as a page: only its main part is replaced, so the address stays.
function takePage(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.querySelector("main .w-field__errors, main .error-message")?.scrollIntoView({ block: "center" });
}

function upload(form, input) {
  if ("sending" in form.dataset) return; // a second press while the first is on its way
  form.dataset.sending = "";
  const shown = showUpload(input);
  const request = new XMLHttpRequest(); // fetch() tells nothing about an upload's progress
  request.upload.onprogress = (event) => event.lengthComputable && shown.to(event.loaded / event.total);
  const fail = () => {
    delete form.dataset.sending;
    shown.fail();
  };
  request.onerror = fail;
  request.onload = () => {
    if (request.responseURL !== new URL(form.action, location).href) location.assign(request.responseURL);
    else if (request.status === 200) takePage(request.responseText);
    else fail();
  };
  request.open("POST", form.action);
  request.send(new FormData(form));
}

document.addEventListener("change", ({ target }) => {
  if (!target.dataset?.maxBytes) return;
  const [file] = target.files;
  target.setCustomValidity(file && file.size > Number(target.dataset.maxBytes) ? target.dataset.tooLarge : "");
  target.reportValidity();
});

document.addEventListener("submit", (event) => {
  const input = event.target.querySelector("input[type=file][data-max-bytes]");
  if (!input || event.target.closest(".modal")) return; // choosers send their forms themselves
  if (!input.checkValidity()) {
    event.preventDefault();
    input.reportValidity();
  } else if (input.files.length) {
    event.preventDefault();
    upload(event.target, input);
  }
});

start();
// Lists are replaced while searching, choosers open in dialogs.
new MutationObserver(start).observe(document.body, { childList: true, subtree: true });
