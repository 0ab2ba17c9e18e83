// The map's days on a slider, and its communes by arrow keys. Every page works without this file.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ACROSS = 2; // how much a step sideways counts against one in the direction asked for

const area = document.querySelector("[data-map]");
const form = document.querySelector("[data-map-form]");

function middle(link) {
  const box = link.querySelector("path").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function neighbour(links, from, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const link of links) {
    const [a, b] = middle(link);
    const along = (a - x) * dx + (b - y) * dy;
    const across = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
    const cost = along + ACROSS * across;
    if (along > 2 && across <= ACROSS * along && cost < least) [best, least] = [link, cost];
  }
  return best;
}

function tell(link) {
  const told = area.querySelector("[data-map-told]");
  if (link && told) told.textContent = link.querySelector("title").textContent;
}

// One commune is in the tab order; the arrows move it.
function prepare() {
  const map = area.querySelector("[data-map-shapes]");
  if (!map) return;
  const links = [...map.querySelectorAll("a")];
  const only = (chosen) => links.forEach((link) => link.setAttribute("tabindex", link === chosen ? "0" : "-1"));
  only(links[0]);
  map.addEventListener("keydown", (event) => {
    const here = event.target.closest("a");
    const at = { Home: links[0], End: links[links.length - 1] }[event.key];
    const next = at || (ARROWS[event.key] && here && neighbour(links, here, ARROWS[event.key]));
    if (!at && !ARROWS[event.key]) return;
    event.preventDefault();
    next?.focus();
  });
  map.addEventListener("focusin", (event) => {
    only(event.target.closest("a"));
    tell(event.target.closest("a"));
  });
  map.addEventListener("pointerover", (event) => tell(event.target.closest("a")));
}

let waiting = 0;
let asked = null;

async function show(address) {
  asked?.abort();
  asked = new AbortController();
  area.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    area.replaceChildren(...page.querySelector("[data-map]").childNodes);
    history.replaceState(null, "", address);
    area.removeAttribute("aria-busy");
    prepare();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function slider(select) {
  const box = document.createElement("div");
  const range = document.createElement("input");
  const told = document.createElement("output");
  const marks = document.createElement("datalist");
  for (const stop of select.options) {
    if ("told" in stop.dataset) marks.append(new Option("", stop.index));
  }
  marks.id = "map-marks";
  range.setAttribute("list", marks.id);
  Object.assign(range, { type: "range", min: 0, max: select.options.length - 1 });
  range.setAttribute("aria-label", select.dataset.label);
  const say = () => {
    const words = select.options[select.selectedIndex].text;
    range.setAttribute("aria-valuetext", words);
    told.textContent = words;
  };
  const follow = () => {
    range.value = select.selectedIndex;
    say();
  };
  range.addEventListener("input", () => {
    select.selectedIndex = Number(range.value);
    say();
    clearTimeout(waiting);
    waiting = setTimeout(() => show(`?${new URLSearchParams(new FormData(form))}`), 150);
  });
  select.addEventListener("change", follow);
  box.className = "map-slider";
  box.append(range, marks, told);
  form.append(box);
  follow();
  // The links to the stop before and after are in the part that is exchanged: the slider goes with them.
  area.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=prev], a[rel=next]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    select.value = new URL(link.href).searchParams.get("den");
    follow();
    show(link.href);
  });
}

prepare();
slider(form.querySelector("[data-map-days]"));
