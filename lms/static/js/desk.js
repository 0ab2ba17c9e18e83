// Niceties of the desks: menus that close when one looks away, and a count of the rows one has chosen.
// Every page works without this file.

function closeOthers(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// <form data-bulk>: [data-bulk-all] ticks every [data-bulk-row]; the bar tells how many, and hides at none.
function countChosen(form) {
  const rows = [...form.querySelectorAll("[data-bulk-row]")];
  const chosen = rows.filter((box) => box.checked);
  for (const box of rows) box.closest("tr")?.classList.toggle("chosen", box.checked);
  const all = form.querySelector("[data-bulk-all]");
  if (all) {
    all.checked = rows.length > 0 && chosen.length === rows.length;
    all.indeterminate = chosen.length > 0 && chosen.length < rows.length;
  }
  const bar = form.querySelector(".bulk") || document.querySelector(`.bulk[data-form="${form.id}"]`);
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  const count = bar.querySelector("[data-bulk-count]");
  if (count?.dataset.text) count.textContent = count.dataset.text.replace("{n}", chosen.length);
}

for (const form of document.querySelectorAll("form[data-bulk]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-bulk-all]")) {
      for (const box of form.querySelectorAll("[data-bulk-row]")) box.checked = event.target.checked;
    }
    countChosen(form);
  });
  form.addEventListener("reset", () => setTimeout(() => countChosen(form)));
  countChosen(form);
}

// A device that many use forgets whoever used it last.
try {
  if (Object.keys(localStorage).some((key) => key.startsWith("may-chung"))) import("./shared-device.js").catch(() => {});
} catch {
  // storage forbidden
}

// Dialogs are popovers. A browser without them (Chrome 109 is the last one of Windows 7) has plain cards instead: they
// wait out of sight, and a press brings one into view.
const KNOWS_POPOVERS = "popover" in HTMLElement.prototype;

function showCard(event) {
  const button = event.target.closest("[popovertarget]");
  const card = button && document.getElementById(button.getAttribute("popovertarget"));
  if (!card) return;
  card.hidden = button.getAttribute("popovertargetaction") === "hide";
  if (card.hidden) return;
  card.scrollIntoView({ block: "center" });
  card.querySelector("button").focus();
}

if (!KNOWS_POPOVERS) {
  for (const card of document.querySelectorAll(".dialog[popover]")) card.hidden = true;
  document.addEventListener("click", showCard);
}

// A dialog asks about a form behind it: where the form lacks something, it steps aside for the browser's word.
document.addEventListener("invalid", (event) => {
  for (const dialog of document.querySelectorAll(KNOWS_POPOVERS ? ".dialog:popover-open" : ".dialog[popover]")) {
    if (dialog.contains(event.target)) continue;
    if (KNOWS_POPOVERS) dialog.hidePopover();
    else dialog.hidden = true;
  }
}, true);
