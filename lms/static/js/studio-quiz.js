// Keeps the counts of usable questions below a test's sections up to date while they are written.

const counts = document.querySelector("[data-section-counts]");
const form = counts?.closest("form");
let timer = 0;
let asked = null;

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const data = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (name === "csrfmiddlewaretoken" || name.startsWith("sections-")) data.append(name, value);
  }
  try {
    const answer = await fetch(counts.dataset.sectionCounts, { method: "POST", body: data, signal: asked.signal });
    if (answer.ok) counts.innerHTML = await answer.text();
  } catch {
    // Left as it was: what counts is asked again at publication.
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(ask, 500);
}

if (form) {
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // Sections that are added, moved or removed, and questions chosen in a dialog, tell by changing the form itself.
  new MutationObserver((changes) => {
    if (changes.some((change) => !counts.contains(change.target))) later();
  }).observe(form, { childList: true, subtree: true, attributeFilter: ["value"] });
}
