// The phone's own share sheet (Zalo is on it) and one tap to copy; without this script the page says how by hand.
const sheet = document.querySelector("[data-share]");
const copy = document.querySelector("[data-copy]");
const copied = document.querySelector("[data-copied]");

if (sheet && navigator.share) {
  sheet.parentElement.hidden = false;
  sheet.addEventListener("click", () => {
    navigator.share({ title: sheet.dataset.title, url: sheet.dataset.share }).catch(() => {}); // closed without sending
  });
}
if (copy && navigator.clipboard) {
  copy.parentElement.hidden = false;
  copy.addEventListener("click", async () => {
    const field = document.getElementById(copy.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
      copied.hidden = false;
    } catch {
      field.select(); // refused by the browser: the text is marked, to be copied by hand
    }
  });
}
