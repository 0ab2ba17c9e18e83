// Keys for who marks many answers: a digit chooses a level and goes to the next criterion, Ctrl+Enter saves.
// The form works without this: levels are radio buttons, and Tab and Enter do the rest.

const form = document.querySelector("[data-marking]");
const FIELDS = "input[type=text], textarea, select";

function criterionOf(element) {
  const all = [...form.querySelectorAll("[data-criterion]")];
  return all.indexOf(element?.closest?.("[data-criterion]"));
}

function goTo(place) {
  const all = form.querySelectorAll("[data-criterion]");
  const next = all[place] ?? form.querySelector("[name=nhan-xet]").parentElement;
  next.querySelector("input[type=radio]:checked, input, textarea").focus();
}

function choose(digit) {
  const place = Math.max(criterionOf(document.activeElement), 0);
  const radios = form.querySelectorAll("[data-criterion]")[place]?.querySelectorAll("input[type=radio]") ?? [];
  if (!radios[digit - 1]) return false;
  radios[digit - 1].checked = true;
  goTo(place + 1);
  return true;
}

if (form) {
  form.querySelector("[data-keys]").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
    } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (!event.target.matches(FIELDS) && choose(Number(event.key))) event.preventDefault();
    }
  });
}
