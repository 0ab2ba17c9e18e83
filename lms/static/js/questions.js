// Stops the film where the trainer asks something. The forms below the film work without this; here they are opened
// in a dialog when their moment is reached by playing, and what cannot be sent waits in this browser.

const box = document.querySelector("[data-questions]");
const video = document.querySelector(".video-frame video");
const watched = document.querySelector("[data-watched]");
const dialog = box.querySelector("dialog");
const words = box.dataset;
const STORE = `tra-loi/${watched.dataset.owner}/`;
const AGAIN = 30000; // milliseconds between tries while an answer is unsent
const part = (name) => dialog.querySelector(`[data-${name}]`);

const asked = [...box.querySelectorAll("[data-question]")].map((item) => ({
  item,
  form: item.querySelector("form"),
  button: item.querySelector("[data-ask]"),
  at: Number(item.dataset.at),
}));
const passed = new Set(); // shown since the film was last set back before them
let last = null; // where the film was at the last tick, null while it jumps
let current = null;
let wasFull = false;
let goOn = false; // the film was playing, or is to be seen again
let sending = false;

const settled = ({ item }) => "answered" in item.dataset && !("open" in item.dataset);

function clock(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

// ---- the moment

function tick() {
  const now = video.currentTime;
  const from = last;
  last = video.seeking ? null : now;
  if (from === null || now < from || current) return;
  const due = asked.find((one) => from <= one.at && one.at <= now && !settled(one) && !passed.has(one));
  if (due) ask(due);
}

async function ask(one) {
  passed.add(one);
  goOn = true;
  video.pause();
  wasFull = Boolean(document.fullscreenElement || video.webkitDisplayingFullscreen);
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
  else if (wasFull) video.webkitExitFullscreen?.();
  open(one);
}

function open(one) {
  current = one;
  dialog.querySelector("h2").textContent = words.head.replace("{time}", clock(one.at));
  part("place").append(one.form);
  one.form.hidden = false;
  buttons({ answered: settled(one) });
  dialog.showModal();
  dialog.querySelector("h2").focus();
}

function buttons({ answered, rewind = null }) {
  part("go").hidden = !answered;
  part("later").hidden = answered;
  part("back").hidden = rewind === null;
  part("back").textContent = rewind === null ? "" : words.again.replace("{time}", clock(rewind));
  part("back").dataset.seconds = rewind ?? "";
  const send = current.form.querySelector("button");
  send.classList.toggle("secondary", answered);
  send.textContent = current.item.dataset.answered === undefined ? words.send : words.resend;
}

// However it closes (button, Esc): the form goes back below the film, and the film goes on where it stood.
dialog.addEventListener("close", () => {
  const one = current;
  current = null;
  one.form.hidden = true;
  one.item.append(one.form);
  last = video.currentTime;
  if (wasFull) video.requestFullscreen?.().catch(() => {});
  if (goOn && !video.ended) video.play().catch(() => {});
  else one.button.focus();
});
part("go").addEventListener("click", () => dialog.close());
part("later").addEventListener("click", () => dialog.close());
part("back").addEventListener("click", () => {
  last = null;
  goOn = true;
  video.currentTime = Number(part("back").dataset.seconds);
  dialog.close();
});

// ---- the answer

async function send({ url, uuid, chosen }) {
  return fetch(url, {
    method: "POST",
    keepalive: true,
    redirect: "error", // signed out: the sign-in page is not an answer
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify({ uuid, chosen }),
  });
}

function uuid4() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function answer(one) {
  const chosen = [...one.form.querySelectorAll(":checked")].map((input) => input.value);
  if (!chosen.length) return note(one, words.choose);
  const kept = { url: one.form.getAttribute("action"), uuid: uuid4(), chosen };
  keep(one.item.dataset.question, kept); // first of all: a page that dies now has not lost it
  await deliver(one, kept);
}

async function deliver(one, kept) {
  try {
    const reply = await send(kept);
    if (reply.ok) take(one, await reply.json());
    else if (reply.status < 500) note(one, words.refused);
    else throw new Error(reply.statusText);
    keep(one.item.dataset.question, null);
  } catch {
    note(one, words.unsent);
    if (current === one) buttons({ answered: true });
  }
}

function take(one, reply) {
  const word = reply.right ? words.right : words.wrong;
  one.item.dataset.answered = "";
  one.button.textContent = words.see;
  chip(one, reply.right, word);
  note(one, reply.feedback, word);
  for (const other of asked) other.item.toggleAttribute("data-open", reply.left.includes(other.item.dataset.question));
  if (current === one) {
    buttons({ answered: settled(one) || reply.right, rewind: reply.rewind_to });
    dialog.scrollTop = dialog.scrollHeight; // what was said, and what can be done now
  }
  if (!reply.left.length) delete watched.dataset.asked;
  if (reply.completed) document.dispatchEvent(new Event("lesson-completed"));
}

function chip(one, right, word) {
  const sign = document.createElement("span");
  sign.className = `chip ${right ? "ok" : "danger"}`;
  sign.textContent = word;
  one.item.querySelector("[data-chip]").replaceChildren(sign);
}

function note(one, text, head = "") {
  const lines = [head, ...text.split("\n")].filter(Boolean).map((line, place) => {
    const line_ = document.createElement(head && !place ? "b" : "span");
    line_.textContent = line;
    const row = document.createElement("p");
    row.append(line_);
    return row;
  });
  const place = one.form.querySelector("[data-note]");
  place.dataset.note = { [words.right]: "right", [words.wrong]: "wrong" }[head] ?? "";
  place.replaceChildren(...lines);
}

// ---- what could not be sent

function keep(question, kept) {
  try {
    if (kept) localStorage.setItem(STORE + question, JSON.stringify(kept));
    else localStorage.removeItem(STORE + question);
  } catch {
    // storage full or forbidden: the page still shows what was chosen
  }
}

async function resend() {
  if (sending) return;
  sending = true;
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(STORE))) {
      const kept = JSON.parse(localStorage.getItem(key));
      const one = asked.find(({ item }) => STORE + item.dataset.question === key);
      if (one) await deliver(one, kept);
      else if ((await send(kept)).status < 500) localStorage.removeItem(key); // of another lesson
    }
  } catch {
    // still without a line
  }
  sending = false;
}

for (const one of asked) {
  one.form.hidden = true;
  one.button.hidden = false;
  one.button.addEventListener("click", () => {
    goOn = !video.paused;
    wasFull = false;
    video.pause();
    open(one);
  });
  one.form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(one);
  });
}
video.addEventListener("timeupdate", tick);
video.addEventListener("ended", () => {
  if (last !== null) tick();
});
video.addEventListener("seeking", () => (last = null));
video.addEventListener("seeked", () => {
  last = video.currentTime;
  for (const one of passed) if (one.at > last) passed.delete(one);
});
video.addEventListener("play", () => (last = video.currentTime));
window.addEventListener("online", resend);
setInterval(resend, AGAIN);
resend();
