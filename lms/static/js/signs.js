// "Đã hiểu", "Chưa rõ": kept on the phone first, then sent until the server has each of them; it counts each once.
// Browsers without Background Sync send when a page opens, when the line comes back, when somebody looks again.

import { remember } from "./progress.js";
import { uuid4 } from "./queue.js";

const MINE = "y-kien/";
const MOST = 50;
const words = document.querySelector("[data-phone]").dataset;

const waiting = () => {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(MINE));
    return keys.flatMap((key) => read(key));
  } catch {
    return [];
  }
};

function read(key) {
  try {
    const sign = JSON.parse(localStorage.getItem(key));
    if (sign?.slug) return [{ ...sign, uuid: key.slice(MINE.length) }];
  } catch {
    // nothing that anybody could send
  }
  localStorage.removeItem(key);
  return [];
}

function say(text) {
  const place = document.querySelector("[data-phone]");
  place.textContent = text;
  place.hidden = !text;
}

export async function press(form, y) {
  const slug = form.dataset.clear;
  const uuid = uuid4();
  localStorage.setItem(MINE + uuid, JSON.stringify({ slug, y, at: Date.now() })); // throws where there is no room
  remember({ slug, y, uuid, title: document.querySelector("h1").textContent.trim() });
  const next = await send();
  if (next) location.assign(next);
  else waits(form);
}

// Where it was pressed.
function waits(form) {
  const told = form.nextElementSibling?.matches("[data-waits]") ? form.nextElementSibling : document.createElement("p");
  Object.assign(told, { className: "notice ok", textContent: words.waiting });
  told.dataset.waits = "";
  told.setAttribute("role", "status");
  form.after(told);
}

let sending = null;
export const send = () => (sending ??= sendAll().finally(() => (sending = null)));

async function sendAll() {
  const signs = waiting().slice(0, MOST);
  if (!signs.length || navigator.onLine === false) return "";
  try {
    const answer = await fetch("/da-luu/gui/", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ now: Date.now(), signs }),
    });
    const told = answer.ok ? await answer.json() : {};
    for (const uuid of [...(told.accepted ?? []), ...(told.refused ?? [])]) localStorage.removeItem(MINE + uuid);
    if (answer.status === 400) for (const { uuid } of signs) localStorage.removeItem(MINE + uuid);
    const sent = [told.accepted?.length && words.sent, told.refused?.length && words.refused, told.message];
    say(sent.filter(Boolean).join(" "));
    return told.next ?? "";
  } catch {
    return ""; // no line after all: they stay
  }
}

addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => document.hidden || send());
