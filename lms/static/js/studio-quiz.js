// Keeps the counts of usable questions below a test's sections up to date while they are written.
//
// Sections are added, moved and filled by Wagtail's own script, which tells nobody: so the form is looked at each second.

const counts = document.querySelector("[data-section-counts]");
const form = counts?.closest("form");
let known = "";
let asked = null;

function sections() {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith("sections-") && typeof value === "string") data.append(name, value);
  }
  return data;
}

async function look() {
  const data = sections();
  if (document.hidden || !data.has("sections-count") || data.toString() === known) return;
  known = data.toString();
  asked?.abort();
  asked = new AbortController();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(counts.dataset.sectionCounts, { method: "POST", body: data, signal: asked.signal });
    if (answer.ok) counts.innerHTML = await answer.text();
  } catch {
    // Left as it was: what counts is asked again at publication.
  }
}

if (form) setInterval(look, 1000);
