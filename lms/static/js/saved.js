// "Đã lưu": what this device keeps and how much room it takes, and what became of it on the server meanwhile.

import { EVERYBODY, drop, lessons, megabytes } from "./kept.js";
import { forget, isShared, share } from "./shared-device.js";

const page = document.querySelector("[data-saved]");
const list = page.querySelector("[data-saved-list]");
const told = page.querySelector("[data-saved-told]");
const words = page.dataset;
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
const day = (at) => new Date(at).toLocaleDateString(document.documentElement.lang, { day: "2-digit", month: "2-digit", year: "numeric" });
const states = new Map(); // what the server said of a lesson: "gone", "new"

function make(kind, text, className = "") {
  const tag = document.createElement(kind);
  tag.textContent = text;
  tag.className = className;
  return tag;
}

function row(one) {
  const item = make("li", "");
  const text = make("div", "", "grow");
  const link = make("a", one.title);
  link.href = one.path;
  text.append(link, make("p", fill(words[`way${one.way}`], { size: megabytes(one.bytes), day: day(one.at) }), "muted small num"));
  const state = states.get(one.name);
  if (state) text.append(make("p", words[state], "small"));
  const remove = make("button", words.remove, "button secondary");
  remove.type = "button";
  remove.setAttribute("aria-label", fill(words.removeOne, { title: one.title }));
  remove.addEventListener("click", async () => (await drop(one.name), draw()));
  item.append(text, remove);
  return item;
}

async function draw() {
  const kept = await lessons();
  list.replaceChildren(...kept.map(row));
  page.querySelector("[data-saved-some]").hidden = !kept.length;
  page.querySelector("[data-saved-none]").hidden = Boolean(kept.length);
  const whole = kept.reduce((sum, one) => sum + one.bytes, 0);
  page.querySelector("[data-saved-sum]").textContent = fill(words.sum, { n: kept.length, size: megabytes(whole) });
  return kept;
}

const json = async (url) => {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return { status: answer.status, body: answer.ok ? await answer.json() : {} };
};

// A withdrawn lesson may be wrong by now: its copy goes, and the page says so. One that changed is offered anew.
async function check(kept) {
  const gone = [];
  const closed = [];
  const shared = kept.filter((one) => one.owner === EVERYBODY);
  const slug = (one) => one.path.split("/").slice(-2)[0];
  if (shared.length) {
    const { body } = await json(`/da-luu/bai.json?${shared.map((one) => `bai=${encodeURIComponent(slug(one))}`).join("&")}`);
    const now = new Map((body.items ?? []).map((item) => [item.slug, item.version]));
    for (const one of shared) {
      if (body.gone?.includes(slug(one))) gone.push(one);
      else if (now.has(slug(one)) && now.get(slug(one)) !== one.version) states.set(one.name, "new");
    }
  }
  for (const one of kept.filter(({ owner }) => owner !== EVERYBODY)) {
    const { status, body } = await json(one.from);
    if (status === 404) closed.push(one);
    else if (body.items && body.items[0].version !== one.version) states.set(one.name, "new");
  }
  for (const one of [...gone, ...closed]) await drop(one.name);
  const titles = (some) => some.map((one) => `“${one.title}”`).join(", ");
  const lines = [gone.length && fill(words.gone, { titles: titles(gone) }), closed.length && fill(words.closed, { titles: titles(closed) })];
  if (gone.length || closed.length) told.textContent = lines.filter(Boolean).join(" ");
  await draw();
}

page.querySelector("[data-saved-all]").addEventListener("click", async () => {
  if (!confirm(words.sure)) return;
  for (const one of await lessons()) await drop(one.name);
  await draw();
});

async function start() {
  const kept = await draw();
  if (navigator.onLine !== false) await check(kept).catch(() => {}); // no line after all: what is kept still opens
}

const shared = page.querySelector("[data-shared]");
const MINUTES = 10;

function drawShared() {
  shared.hidden = false;
  const on = isShared();
  shared.querySelector("[data-shared-told]").textContent = on ? shared.dataset.on : shared.dataset.off;
  shared.querySelector("[data-shared-turn]").textContent = on ? shared.dataset.turnOff : shared.dataset.turnOn;
}

shared.querySelector("[data-shared-turn]").addEventListener("click", () => {
  share(isShared() ? 0 : MINUTES);
  drawShared();
});
shared.querySelector("[data-shared-forget]").addEventListener("click", async () => {
  if (!confirm(shared.dataset.sure)) return;
  await forget();
  told.textContent = shared.dataset.forgotten;
  await draw();
});
try {
  drawShared();
} catch {
  // storage forbidden: nothing here outlives the window anyway
}

if ("caches" in window) start().catch(() => (told.textContent = words.forbidden));
else told.textContent = words.forbidden;
