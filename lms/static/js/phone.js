// What a phone remembers by itself: lessons for later, presses that wait for a line, what its owner has understood, and
// whether others use it, too. Here only the question whether there is anything to do; the rest is fetched then.

const wants = (start) => {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(start));
  } catch {
    return false; // storage forbidden
  }
};
const boxes = document.querySelectorAll("[data-save]");

for (const box of boxes) {
  box.classList.remove("waits");
  box.insertAdjacentHTML("beforeend", '<p class="small" role="status" data-save-told></p><div class="stack-s" data-save-choices></div>');
  const told = box.querySelector("[data-save-told]");
  box.querySelector("button").addEventListener("click", () => {
    import("./save.js").then(({ ask }) => ask(box), () => (told.textContent = box.dataset.say));
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-judged]") && navigator.onLine === false) return unjudged(event);
  if (!form.matches("[data-clear]") || !event.submitter) return;
  event.preventDefault();
  import("./signs.js")
    .then(({ press }) => press(form, event.submitter.value))
    .catch(() => {
      const said = document.createElement("input"); // the plain way
      Object.assign(said, { type: "hidden", name: "y", value: event.submitter.value });
      form.append(said);
      form.submit();
    });
});

// The questions of a kept page are judged where the answers are known.
function unjudged(event) {
  event.preventDefault();
  const place = document.querySelector("[data-phone]");
  place.textContent = place.dataset.unjudged;
  place.hidden = false;
}

const lessonsKept = async () => "caches" in window && (await caches.keys()).some((name) => name.startsWith("bai/"));

function later() {
  const quiet = () => {}; // no line, storage forbidden, or a page that has no place for it
  if (wants("may-chung")) import("./shared-device.js").catch(quiet);
  if (wants("y-kien/")) import("./signs.js").then(({ send }) => send()).catch(quiet);
  if (wants("tien-do")) import("./progress.js").then(({ show }) => show()).catch(quiet);
  if (boxes.length) lessonsKept().then((some) => some && import("./save.js").then(({ here }) => here(boxes[0]))).catch(quiet);
}

if (document.readyState === "complete") later();
else addEventListener("load", later);
