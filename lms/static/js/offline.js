// The page "no line": which pages and lessons this device keeps; see lms/offline.

const PAGES = /^(?:trang|bai)\/[^/]+(\/.*)$/;
const section = document.querySelector("[data-kept-pages]");

async function list() {
  for (const name of await caches.keys()) {
    const path = PAGES.exec(name)?.[1];
    const found = path && (await (await caches.open(name)).match(path));
    if (!found || Number(found.headers.get("X-Until")) <= Date.now()) continue;
    const link = document.createElement("a");
    link.href = path;
    link.textContent = decodeURIComponent(found.headers.get("X-Title"));
    const item = document.createElement("li");
    item.append(link);
    section.querySelector("ul").append(item);
    section.hidden = false;
  }
}

// A line that comes back brings the page that was wanted, but never takes back a link already pressed.
let leaving = false;
addEventListener("click", (event) => {
  if (event.target.closest("a")) leaving = true;
});
addEventListener("online", () => {
  if (!leaving) location.reload();
});

if ("caches" in window) list();
