// Whoever signs in may take over what this phone remembers; asked, never taken by itself. Sent twice it counts once.

import { all, put } from "./progress.js";
import { token } from "./queue.js";

const page = document.querySelector("[data-claim]");
const box = page.querySelector("[data-claim-box]");
const told = page.querySelector("[data-claim-told]");
const understood = () => Object.entries(all()).filter(([, one]) => one.y === "hieu" && one.uuid);

function show() {
  const list = understood();
  box.hidden = !list.length;
  page.querySelector("[data-claim-title]").textContent = page.dataset.title.replace("{n}", list.length);
  const rows = list.map(([, one]) => Object.assign(document.createElement("li"), { textContent: one.title }));
  page.querySelector("[data-claim-list]").replaceChildren(...rows);
}

async function claim() {
  const signs = understood().slice(0, 50).map(([slug, { uuid, y, at }]) => ({ uuid, slug, y, at }));
  const answer = await fetch(location.pathname, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token(page) },
    body: JSON.stringify({ now: Date.now(), signs }),
  });
  const said = await answer.json();
  if (!answer.ok) return void (told.textContent = said.error);
  const left = all();
  for (const { slug } of signs) delete left[slug];
  put(left);
  location.reload();
}

page.querySelector("[data-claim-box] form").addEventListener("submit", (event) => {
  event.preventDefault();
  claim().catch(() => (told.textContent = page.dataset.noLine));
});
page.querySelector("[data-claim-no]").addEventListener("click", () => (box.hidden = true));
show();
