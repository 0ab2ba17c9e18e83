// What has been understood on this phone and where its owner stopped: kept here only, until somebody signs in and says
// that it was them (js/claim.js), or until the phone is told to forget.

const STORE = "tien-do";

// {slug: {y, at, uuid, title}}
export function all() {
  try {
    const known = JSON.parse(localStorage.getItem(STORE)) ?? {};
    return typeof known === "object" && !Array.isArray(known) ? known : {};
  } catch {
    return {}; // storage forbidden, or nothing that can be read
  }
}

export function last() {
  try {
    const found = JSON.parse(localStorage.getItem(`${STORE}-cuoi`));
    return found?.path?.startsWith("/huong-dan/") ? found : null;
  } catch {
    return null;
  }
}

export function put(known) {
  try {
    if (Object.keys(known).length) localStorage.setItem(STORE, JSON.stringify(known));
    else localStorage.removeItem(STORE);
  } catch {
    // no room: the press itself still counts
  }
}

export function remember({ slug, y, uuid, title }) {
  const known = all();
  put({ ...known, [slug]: { y, uuid: known[slug]?.uuid ?? uuid, title, at: Date.now() } });
}

function mark(link, text) {
  const note = document.createElement("span");
  note.className = "chip ok";
  note.textContent = text;
  link.after(" ", note);
}

// On lists: which are understood. On the home: where one stopped.
export function show() {
  const known = all();
  const words = document.querySelector("[data-phone]").dataset;
  for (const link of document.querySelectorAll(".rows a[href^='/huong-dan/']")) {
    const slug = link.pathname.split("/")[2];
    if (known[slug]?.y === "hieu") mark(link, words.understood);
  }
  const place = document.querySelector("[data-go-on]");
  const stopped = last();
  const number = Object.values(known).filter(({ y }) => y === "hieu").length;
  if (!place || (!stopped && !number)) return;
  place.hidden = false;
  if (stopped) {
    const link = document.createElement("a");
    link.href = stopped.path;
    link.textContent = place.dataset.continue.replace("{title}", stopped.title);
    place.append(link, " ");
  }
  if (number) place.append(place.dataset.number.replace("{n}", number));
}
