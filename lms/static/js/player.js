// Measures what is really played and shows what counts; reporter.js keeps it and tells the server, which alone decides.

import { film } from "./film.js";
import { keys } from "./keys.js";
import { Reporter, guardSignOut } from "./reporter.js";
import { gapsOf, length, union } from "./spans.js";
import { transcript } from "./transcript.js";

const box = document.querySelector("[data-watched]");
const video = document.querySelector(".video-frame video");
const told = box.dataset;
const duration = Number(told.duration);
const share = Number(told.share);
const TOP_RATE = 2; // the fastest playback that counts

let last = null; // where the film was at the last tick, null while it jumps
let done = "done" in told;

const reporter = new Reporter(told, {
  position: () => video.currentTime,
  answered(answer) {
    if (answer.completed) finished();
    else sayProgress();
    draw();
  },
  trouble(kind, message) {
    const words = kind in told ? fill(told[kind], { time: clock(length(reporter.waiting)) }) : message;
    if (words) say(words);
    draw();
  },
});

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

// Planted is what the server counts; what waits for it is drawn half as high on bare ground.
function draw() {
  const gaps = gapsOf(reporter.counted, duration, 0);
  const waits = reporter.waiting.flatMap(([start, end]) =>
    gaps.map((gap) => [Math.max(start, gap[0]), Math.min(end, gap[1])]).filter(([from, to]) => to > from),
  );
  put("seconds", clock(length(reporter.counted)));
  put("percent", percent(length(reporter.counted) / duration));
  box.querySelector("[data-waits]").hidden = length(waits) < 1;
  put("waiting", clock(length(waits)));
  drawBar(gaps, waits);
  drawGaps(gapsOf(union([...reporter.counted, ...waits]), duration).slice(0, 4));
}

function bar(kind, [start, end], y) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const facts = { class: kind, x: start, width: end - start, y, height: 1 - y };
  for (const [name, value] of Object.entries(facts)) rect.setAttribute(name, value);
  return rect;
}

function drawBar(gaps, waits) {
  const ground = box.querySelector(".spans svg");
  ground.replaceChildren(...gaps.map((gap) => bar("ground", gap, 0)), ...waits.map((span) => bar("waits", span, 0.5)));
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
  const left = Math.max(0, duration * share - length(reporter.counted));
  if (!left && told.asked) return say(told.asked); // questions.js takes it away
  say(fill(told.left, { time: clock(Math.ceil(left)), goal: percent(share + 0.001) }));
}

function finished() {
  if (done) return;
  done = true;
  say(told.reached);
  document.querySelector("[data-after]").hidden = false;
}

// ---- the film

function tick() {
  const now = video.currentTime;
  const step = last === null ? 0 : now - last;
  last = video.seeking ? null : now;
  if (!(step > 0 && step < 2 * video.playbackRate)) return;
  reporter.played(now - step, now, video.playbackRate);
  draw();
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
  reporter.send({ ping: true }); // the server's clock starts here
});
for (const event of ["pause", "ended"]) {
  video.addEventListener(event, () => {
    tick();
    reporter.send();
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
window.addEventListener("pagehide", () => {
  tick();
  reporter.leave();
});
document.addEventListener("lesson-completed", finished); // the last answer was what it waited for
guardSignOut(reporter, told.leave);

reporter.send({ now: true });
draw();
