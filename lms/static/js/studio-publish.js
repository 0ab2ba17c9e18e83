// A press on Save or Publish waits for a draft on its way: the draft makes the page, and a second one is refused.
const LONGEST = 10_000; // milliseconds; then the press goes on, and the server knows the form by its key

let onItsWay = false;
document.addEventListener("w-autosave:save", (event) => (onItsWay = !event.defaultPrevented));
for (const end of ["success", "error", "deactivated"]) document.addEventListener(`w-autosave:${end}`, () => (onItsWay = false));

// A draft that ends may begin another at once: quiet is what is quiet twice.
async function quiet(deadline) {
  for (let calm = 0; calm < 2 && performance.now() < deadline; calm = onItsWay ? 0 : calm + 1)
    await new Promise((turn) => setTimeout(turn, 50));
}

function press(form, button) {
  // Buttons that show progress are disabled by now, and a disabled button sends no name.
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.requestSubmit();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!onItsWay || !form.matches("[data-edit-form]") || form.dataset.waited) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.waited = "1";
  quiet(performance.now() + LONGEST).then(() => press(form, event.submitter));
}, true);
