// Ticks all rows of the list and tells how many are ticked; without this every box is ticked by hand.

const form = document.querySelector("form[data-bulk]");
const count = form?.querySelector("[data-bulk-count]");

function tell() {
  const chosen = form.querySelectorAll("[data-bulk-row]:checked").length;
  count.closest(".bulk").hidden = !chosen;
  count.textContent = count.dataset.text.replace("{n}", chosen);
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-bulk-all]"))
      for (const box of form.querySelectorAll("[data-bulk-row]")) box.checked = event.target.checked;
    tell();
  });
  tell();
}
