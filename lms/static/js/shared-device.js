// A device that many use (a hall's tablet) forgets whoever used it last: when told to, or after minutes of nobody. It
// drops saved lessons, what waits to be sent and what it remembers, and signs out, as soon as there is a line for that.

const FLAG = "may-chung"; // minutes of nobody
const SEEN = "may-chung-luc";
const OUT = "may-chung-dang-xuat"; // there was no line to sign out
const TOUCHES = ["pointerdown", "keydown", "scroll", "input"];

export const isShared = () => Number(localStorage.getItem(FLAG)) > 0;

export function share(minutes) {
  if (minutes) localStorage.setItem(FLAG, minutes);
  else localStorage.removeItem(FLAG);
  localStorage.setItem(SEEN, Date.now());
}

export async function forget() {
  const minutes = localStorage.getItem(FLAG);
  if ("caches" in window) {
    for (const name of await caches.keys()) if (!name.startsWith("vo/")) await caches.delete(name);
  }
  localStorage.clear();
  sessionStorage.clear();
  if (minutes) share(minutes);
  localStorage.setItem(OUT, "1");
  await signOut();
}

// The sign-in is the server's to end; without a line it ends at the next page that has one.
async function signOut() {
  try {
    const page = await fetch("/tai-khoan/logout/", { redirect: "manual" });
    if (page.ok) {
      const form = new DOMParser().parseFromString(await page.text(), "text/html");
      const field = form.querySelector("form[action$='/logout/'] [name=csrfmiddlewaretoken]");
      const headers = { "X-CSRFToken": field.value, "Content-Type": "application/x-www-form-urlencoded" };
      await fetch("/tai-khoan/logout/", { method: "POST", headers, redirect: "manual" });
    }
    localStorage.removeItem(OUT);
  } catch {
    // it stays noted
  }
}

const playing = () => [...document.querySelectorAll("video, audio")].some((film) => !film.paused);
const touch = () => localStorage.setItem(SEEN, Date.now());

// A clock that jumped back counts as time that passed: better to forget too soon.
function idle() {
  const since = Date.now() - Number(localStorage.getItem(SEEN));
  return since < 0 || since > Number(localStorage.getItem(FLAG)) * 60000;
}

async function look() {
  if (playing()) touch();
  if (!isShared() || !idle()) return;
  await forget();
  location.replace("/");
}

try {
  if (localStorage.getItem(OUT)) signOut();
  if (isShared()) {
    look();
    for (const kind of TOUCHES) addEventListener(kind, touch, { passive: true });
    setInterval(look, 10000);
  }
} catch {
  // storage forbidden: then there is nothing to forget
}
