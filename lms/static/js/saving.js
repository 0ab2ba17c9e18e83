// Keeps lessons with their film for a device without a line: says what it costs, asks for room, shows how far it is.
// Nothing half done stays: a lesson counts once its page is stored, and that is the last thing stored.

import { dropOfOthers, keptAt, megabytes } from "./kept.js";
import { keepLesson } from "./keeping.js";

const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

export const bytesOf = (item, way) => {
  const main = way === "film" ? (item.film ?? item.sound) : way === "sound" ? (item.sound ?? item.film) : null;
  return (main?.bytes ?? 0) + sum(item.files.map((file) => file.bytes));
};

export async function offer(box) {
  const told = box.querySelector("[data-save-told]");
  const answer = await fetch(box.dataset.save, { headers: { Accept: "application/json" } });
  if (!answer.ok) return void (told.textContent = box.dataset.say);
  const { items, words } = await answer.json();
  if (!("caches" in window) || !("serviceWorker" in navigator)) return void (told.textContent = words.cannot);
  new Saving(box, items, words).show();
}

class Saving {
  constructor(box, items, words) {
    [this.box, this.items, this.words, this.owner] = [box, items, words, box.dataset.owner];
    this.told = box.querySelector("[data-save-told]");
    this.choices = box.querySelector("[data-save-choices]");
  }

  say(text) {
    this.told.textContent = text;
  }

  async show() {
    try {
      if (this.owner !== "chung") await dropOfOthers(this.owner);
      this.missing = [];
      for (const item of this.items) {
        const kept = await keptAt(item.path, this.owner);
        if (kept?.version !== item.version) this.missing.push(item);
        else if (this.items.length === 1) return this.finished(fill(this.words.have, { size: megabytes(kept.bytes) }));
      }
    } catch {
      return this.say(this.words.forbidden); // storage forbidden
    }
    if (!this.items.length) return this.say(this.words.nothing);
    const here = this.items.length - this.missing.length;
    if (!this.missing.length) return this.finished(this.words.done);
    this.say(here ? fill(this.words.part, { n: here, total: this.items.length }) : this.words.cost);
    this.offerWays();
  }

  offerWays() {
    const ways = [
      ...(this.missing.some((item) => item.film) ? ["film"] : []),
      ...(this.missing.some((item) => item.sound) ? ["sound"] : []),
    ];
    this.choices.replaceChildren(
      ...(ways.length ? ways : ["read"]).map((way, place) => {
        const size = megabytes(sum(this.missing.map((item) => bytesOf(item, way))));
        return this.button(fill(this.words[way], { size }), () => this.keep(way), place ? "secondary" : "primary");
      }),
      this.button(this.words.close, () => this.close(), "quiet"),
    );
    this.choices.querySelector("button").focus();
  }

  button(label, act, kind) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `button block ${kind}`;
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  close() {
    this.say("");
    this.choices.replaceChildren();
    this.box.querySelector("button").focus();
  }

  async keep(way) {
    const stop = new AbortController();
    this.choices.replaceChildren(this.bar(), this.button(this.words.stop, () => stop.abort(), "secondary"));
    const whole = sum(this.missing.map((item) => bytesOf(item, way)));
    let done = 0;
    try {
      await roomFor(whole, this.words);
      await registered();
      for (const item of this.missing) {
        const more = (bytes) => this.progress(item, (done += bytes), whole);
        more(0);
        await keepLesson(item, { way, owner: this.owner, from: this.box.dataset.save, signal: stop.signal, more });
      }
      navigator.storage?.persist?.().catch(() => {});
      this.finished(this.words.done);
    } catch (error) {
      this.choices.replaceChildren();
      this.say(reason(error, stop.signal, this.words));
    }
  }

  bar() {
    const bar = document.createElement("progress");
    bar.className = "wide";
    bar.max = 1;
    bar.value = 0;
    return bar;
  }

  progress(item, done, whole) {
    const bar = this.choices.querySelector("progress");
    if (bar) bar.value = whole ? Math.min(done / whole, 1) : 0;
    const values = { title: item.title, done: megabytes(done), whole: megabytes(whole) };
    const text = fill(this.words.going, values);
    if (this.told.textContent !== text) this.say(text);
  }

  async finished(text) {
    const link = document.createElement("a");
    link.className = "button quiet";
    link.href = "/da-luu/";
    link.textContent = this.words.where;
    this.choices.replaceChildren(link);
    this.say(text);
    this.box.dispatchEvent(new CustomEvent("lesson-kept", { bubbles: true }));
  }
}

class NoRoom extends Error {}

async function roomFor(bytes, words) {
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const free = Math.max(0, quota - usage);
  if (quota && free < bytes * 1.1 + 1e6) {
    throw new NoRoom(fill(words.no_room, { size: megabytes(bytes), free: megabytes(free) }));
  }
}

async function registered() {
  await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
  await navigator.serviceWorker.ready;
}

function reason(error, signal, words) {
  if (signal.aborted) return words.stopped;
  if (error instanceof NoRoom) return error.message;
  if (error.name === "QuotaExceededError") return words.full;
  if (error.status) return words.gone;
  if (error.name === "SecurityError" || error.name === "InvalidStateError") return words.forbidden;
  return words.lost;
}

