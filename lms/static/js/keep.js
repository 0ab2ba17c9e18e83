// Keeps the page it runs in, with its files, so that it opens without a line: decision 0047. What other accounts kept
// here goes. The copy is the page as the server drew it, so import this before anything that changes the page.

import { token } from "./queue.js";

const PAGES = /^trang\/([^/]+)\//;
const MINUTE = { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" };
const box = document.querySelector("[data-keep]");
const root = document.documentElement;

// When the kept copy that runs here was made; NaN where the server drew the page.
export const keptAt = Number(root.dataset.kept ?? NaN);

export const headers = (form) => ({
  "X-CSRFToken": token(form),
  "X-Kept-For": box.dataset.owner,
});

// Asks before signing out while something waits.
export function warn(waits, text) {
  document.addEventListener("submit", (event) => {
    const leaves = new URL(event.target.action, location).pathname.endsWith("/logout/");
    if (leaves && waits() && !confirm(text)) event.preventDefault();
  });
}

function copy() {
  const page = root.cloneNode(true);
  page.dataset.kept = Date.now();
  for (const message of page.querySelectorAll("[data-messages]")) message.remove();
  return `<!doctype html>${page.outerHTML}`;
}

async function keep(html) {
  const { owner, until, files, worker } = box.dataset;
  for (const name of await caches.keys()) {
    const [, whose] = PAGES.exec(name) ?? [];
    if (whose && whose !== owner) await caches.delete(name);
  }
  if (Number(until) <= Date.now()) return false;
  await navigator.serviceWorker.register(worker, { scope: "/", updateViaCache: "none" });
  const store = await caches.open(`trang/${owner}${location.pathname}`);
  const wanted = files.split(" ");
  const there = (await store.keys()).map((request) => new URL(request.url).pathname);
  await store.addAll(wanted.filter((file) => !there.includes(file) || !/\.[0-9a-f]{12}\./.test(file)));
  const kind = { "Content-Type": "text/html", "X-Until": until, "X-Title": encodeURIComponent(document.title) };
  await store.put(location.pathname, new Response(html, { headers: kind }));
  for (const file of there) if (!wanted.includes(file) && file !== location.pathname) await store.delete(file);
  await navigator.serviceWorker.ready;
  return true;
}

async function leave() {
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

function say(text) {
  box.hidden = false;
  box.textContent = text;
}

function start() {
  if (!box || !("serviceWorker" in navigator)) return; // no https: the open page alone goes on
  if (keptAt) return say(box.dataset.since.replace("{when}", new Date(keptAt).toLocaleString(root.lang, MINUTE)));
  if (!box.dataset.worker) return leave();
  return keep(copy()).then((kept) => kept && say(box.dataset.ready));
}

Promise.resolve(start()).catch(() => {}); // no room, storage forbidden: the open page goes on as before
