// Fetches one lesson into its cache: film or sound, pictures, subtitles, our own files, and at last the page.

import { STATICS, keyOf } from "./kept.js";

const FOR_EVER = 9e15; // milliseconds; a lesson goes when somebody removes it, or when it was withdrawn
const NAMES = /["'(](\.{0,2}\/?[\w./-]+\.(?:js|woff2))["')]/g; // what scripts and style sheets fetch

class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

export async function keepLesson(item, { way, owner, from, signal, more }) {
  const name = `bai/${owner}${item.path}`;
  const store = await caches.open(name);
  const before = (await store.keys()).map((request) => new URL(request.url).pathname);
  const main = way === "film" ? (item.film ?? item.sound) : way === "sound" ? (item.sound ?? item.film) : null;
  const files = [...(main ? [main] : []), ...item.files];
  const wanted = [item.path, ...files.map((file) => keyOf(file.url))];
  let bytes = 0;
  try {
    for (const file of files) bytes += await one(store, file, before, signal, more);
    const html = await pageOf(item, way, main, signal);
    await keepStatics(html, signal);
    const head = {
      "Content-Type": "text/html", "X-Until": FOR_EVER, "X-Title": encodeURIComponent(item.title), "X-Way": way,
      "X-Version": item.version, "X-Bytes": bytes + html.length, "X-Saved": Date.now(), "X-From": from,
    };
    if (signal.aborted) throw new DOMException("", "AbortError");
    await store.put(item.path, new Response(html, { headers: head }));
  } catch (error) {
    await undo(name, store, before);
    throw error;
  }
  for (const key of before) if (!wanted.includes(key)) await store.delete(key);
}

// What was there before stays as it was; a lesson that was not goes as a whole.
async function undo(name, store, before) {
  if (!before.length) return caches.delete(name);
  for (const request of await store.keys()) {
    if (!before.includes(new URL(request.url).pathname)) await store.delete(request);
  }
}

async function one(store, file, before, signal, more) {
  const key = keyOf(file.url);
  if (before.includes(key)) {
    more(file.bytes);
    return file.bytes;
  }
  const { blob, type } = await fetched(file.url, signal, more);
  if (file.bytes && blob.size !== file.bytes) throw new TypeError("cut short");
  await store.put(key, new Response(blob, { headers: { "Content-Type": type, "Content-Length": blob.size } }));
  return blob.size;
}

async function fetched(url, signal, more) {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Refused(answer.status);
  const reader = answer.body.getReader();
  const parts = [];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    parts.push(piece.value);
    more(piece.value.length);
  }
  const type = answer.headers.get("Content-Type") ?? "application/octet-stream";
  return { blob: new Blob(parts, { type }), type };
}

// The page as the server draws it, with the film that was kept in the place of the one it would have played.
async function pageOf(item, way, main, signal) {
  const asked = way === "sound" && item.slug ? `${item.path}?cach=nghe` : item.path;
  const answer = await fetch(asked, { signal });
  if (!answer.ok || answer.redirected) throw new Refused(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  page.documentElement.dataset.kept = Date.now();
  const film = page.querySelector("video");
  if (film && main) {
    for (const source of film.querySelectorAll("source")) source.remove();
    film.setAttribute("src", main.url);
  }
  for (const link of page.querySelectorAll("[data-quality][aria-current]")) link.removeAttribute("aria-current");
  if (main) page.querySelector(`[data-quality][href="${main.url}"]`)?.setAttribute("aria-current", "true");
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

async function keepStatics(html, signal) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const named = [...page.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], link[rel=modulepreload], script[src], use")];
  const waiting = named.map((tag) => tag.getAttribute("href") ?? tag.getAttribute("src")).filter(Boolean);
  const store = await caches.open(STATICS);
  const seen = new Set();
  while (waiting.length) {
    const url = new URL(waiting.pop().split("#")[0], location.href);
    if (url.origin !== location.origin || seen.has(url.pathname)) continue;
    seen.add(url.pathname);
    const text = await keepStatic(store, url.pathname, signal);
    for (const [, name] of text.matchAll(NAMES)) waiting.push(new URL(name, url).pathname);
  }
}

// Returns the text of what may name further files.
async function keepStatic(store, path, signal) {
  let answer = /\.[0-9a-f]{12}\./.test(path) ? await store.match(path) : null;
  if (!answer) {
    answer = await fetch(path, { signal });
    if (!answer.ok) return ""; // a page opens without one of its ornaments
    await store.put(path, answer.clone());
  }
  return /\.(js|css)$/.test(path) ? answer.text() : "";
}
