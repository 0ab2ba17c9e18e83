// Measures what is really played and tells the server, which alone decides what counts. Unsent seconds wait in
// this browser, under a name of this person and lesson, and are sent again; sending twice is harmless.

import { film } from "./film.js";
import { keys } from "./keys.js";
import { transcript } from "./transcript.js";

const box = document.querySelector("[data-watched]");
const video = document.querySelector(".video-frame video");
const told = box.dataset;
const duration = Number(told.duration);
const share = Number(told.share);
const BEAT = 10000; // milliseconds between reports while something is unsent
const TOP_RATE = 2; // the fastest playback that counts
const STORE = `da-xem/${told.owner}/`;
const mine = `${STORE}${told.activity}/${Math.random().toString(36).slice(2)}`; // two tabs keep apart

let counted = JSON.parse(told.spans); // the union as the server last told it
let waiting = []; // played, not yet confirmed
let sending = false;
let last = null; // where the film was at the last tick, null while it jumps
let done = "done" in told;

// ---- spans

function union(spans) {
  const joined = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const top = joined.at(-1);
    if (top && start <= top[1] + 0.05) top[1] = Math.max(end, top[1]);
    else if (end > start) joined.push([start, end]);
  }
  return joined;
}

const length = (spans) => spans.reduce((sum, [start, end]) => sum + end - start, 0);

function gapsOf(spans) {
  const edges = [0, ...spans.flat(), duration];
  const gaps = [];
  for (let i = 0; i < edges.length; i += 2) if (edges[i + 1] - edges[i] > 0.5) gaps.push([edges[i], edges[i + 1]]);
  return gaps;
}

// ---- what the page shows

function clock(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

const put = (name, text) => {
  const place = box.querySelector(`[data-${name}]`);
  if (place.textContent !== text) place.textContent = text;
};
const percent = (part) => `${Math.floor(100 * part)}\u00a0%`;
const fill = (words, values) => words.replace(/{(\w+)}/g, (_, name) => values[name]);

function draw() {
  const seen = union([...counted, ...waiting]);
  const gaps = gapsOf(seen);
  put("seconds", clock(length(seen)));
  put("percent", percent(length(seen) / duration));
  drawBar(gaps);
  drawGaps(gaps.slice(0, 4));
}

function drawBar(gaps) {
  const ground = box.querySelector(".spans svg");
  const bars = gaps.map(([start, end]) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const facts = { class: "ground", x: start, width: end - start, height: 1 };
    for (const [name, value] of Object.entries(facts)) bar.setAttribute(name, value);
    return bar;
  });
  ground.replaceChildren(...bars);
  for (const line of box.querySelectorAll(".here, .here-edge")) {
    line.setAttribute("x1", video.currentTime);
    line.setAttribute("x2", video.currentTime);
  }
}

function drawGaps(gaps) {
  const key = gaps.map(([start, end]) => `${clock(start)}–${clock(end)}`);
  const list = box.querySelector("[data-gaps]");
  box.querySelector("[data-gaps-head]").hidden = !gaps.length;
  if (list.dataset.gaps === key.join()) return;
  list.dataset.gaps = key.join();
  list.replaceChildren(
    ...gaps.map(([start], i) => {
      const link = document.createElement("a");
      link.href = `#t=${Math.floor(start)}`;
      link.textContent = key[i];
      return link;
    }),
  );
}

// Spoken by screen readers, so only what is new, not every tick.
function say(text) {
  put("status", text);
}

function sayProgress() {
  if (done) return;
  const left = Math.max(0, duration * share - length(counted));
  if (!left && told.asked) return say(told.asked); // questions.js takes it away
  say(fill(told.left, { time: clock(Math.ceil(left)), goal: percent(share + 0.001) }));
}

function finished() {
  if (done) return;
  done = true;
  say(told.reached);
  document.querySelector("[data-after]").hidden = false;
}

// ---- keeping and sending

function keep() {
  try {
    if (waiting.length) localStorage.setItem(mine, JSON.stringify({ url: told.report, spans: waiting }));
    else localStorage.removeItem(mine);
  } catch {
    // storage full or forbidden: the page still holds what waits
  }
}

function post(url, spans, position) {
  return fetch(url, {
    method: "POST",
    keepalive: true, // outlives the page
    redirect: "error", // signed out: the sign-in page is not an answer
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify({ uuid: crypto.randomUUID?.() ?? uuid4(), spans, position }),
  });
}

function uuid4() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const rounded = (spans) => spans.map((span) => span.map((edge) => Math.round(edge * 100) / 100));
const hopeless = (status) => status === 400 || status === 404;

async function send({ ping = false } = {}) {
  if (sending || !(waiting.length || ping)) return;
  sending = true;
  const sent = waiting;
  try {
    const answer = await post(told.report, rounded(sent), video.currentTime);
    if (answer.ok) await taken(await answer.json(), sent);
    else if (hopeless(answer.status)) drop(sent);
    // too much at once (422): it waits, and is believed when enough time has passed
  } catch {
    const time = clock(length(union(waiting)));
    if (waiting.length) say(fill(told.unsent, { time }));
  } finally {
    sending = false;
    keep();
  }
}

async function taken(answer, sent) {
  counted = answer.spans;
  drop(sent);
  if (answer.completed) finished();
  else sayProgress();
  draw();
}

// What was played while the report was on its way still waits.
function drop(sent) {
  waiting = waiting === sent ? [] : waiting.filter((span) => !sent.includes(span));
}

// Seconds of earlier visits that never got through: this lesson's join the next report, others go by themselves.
async function collect() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(STORE))) {
    const { url, spans } = JSON.parse(localStorage.getItem(key));
    if (url === told.report) waiting = union([...waiting, ...spans]);
    else if (!(await delivered(url, spans))) continue;
    localStorage.removeItem(key);
  }
  keep();
}

async function delivered(url, spans) {
  try {
    const answer = await post(url, rounded(spans), spans.at(-1)[1]);
    return answer.ok || hopeless(answer.status);
  } catch {
    return false;
  }
}

// ---- the film

function tick() {
  const now = video.currentTime;
  const step = last === null ? 0 : now - last;
  last = video.seeking ? null : now;
  if (!(step > 0 && step < 2 * video.playbackRate)) return;
  waiting = extended(waiting, now - step, now);
  draw();
}

function extended(spans, start, end) {
  const top = spans.at(-1);
  if (top && Math.abs(top[1] - start) < 0.05) return [...spans.slice(0, -1), [top[0], end]];
  return [...spans, [start, end]];
}

function jump(seconds) {
  last = null;
  video.currentTime = seconds;
}

let wanted = null; // where to begin, chosen before anything of the film was fetched
function resume() {
  const asked = location.hash.match(/^#t=(\d+)/);
  const from = wanted ?? (asked ? Number(asked[1]) : Number(told.position));
  if (from > 1 && from < duration - 1) jump(from);
}

video.addEventListener("timeupdate", tick);
for (const event of ["seeking", "emptied"]) video.addEventListener(event, () => (last = null));
video.addEventListener("seeked", () => {
  last = video.currentTime;
  draw();
});
video.addEventListener("play", () => {
  last = video.currentTime;
  send({ ping: true }); // the server's clock starts here
});
for (const event of ["pause", "ended"]) {
  video.addEventListener(event, () => {
    tick();
    send();
  });
}
video.addEventListener("ratechange", () => {
  if (video.playbackRate > TOP_RATE) {
    video.playbackRate = TOP_RATE;
    say(told.fast);
  }
});
film(video);
keys(video);
transcript(video, clock);
resume(); // nothing of the film is fetched before it plays, but where it will begin is known
if (video.readyState === 0) video.addEventListener("loadedmetadata", resume, { once: true });

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#t=']");
  if (!link) return;
  event.preventDefault();
  wanted = Number(link.hash.slice(3));
  jump(wanted);
  video.play();
});
document.addEventListener("visibilitychange", () => document.hidden && send());
window.addEventListener("pagehide", () => {
  tick();
  keep();
  send();
});
window.addEventListener("online", () => send());
document.addEventListener("lesson-completed", finished); // the last answer was what it waited for
setInterval(send, BEAT);

await collect().catch(() => {}); // what cannot be read stays where it is
send();
draw();
