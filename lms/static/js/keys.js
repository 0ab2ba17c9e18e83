// Speed buttons, and the keys people know from other players: never where one types, and off for who wants none.

const STORE = "phim-tat";

export function keys(video) {
  const box = document.querySelector("[data-controls]");
  if (!box) return;
  box.hidden = false;
  const rates = [...box.querySelectorAll("[data-rate]")];
  const on = box.querySelector("[data-keys]");
  on.checked = localStorage.getItem(STORE) !== "0";
  on.addEventListener("change", () => localStorage.setItem(STORE, on.checked ? "1" : "0"));

  const here = () => rates.findIndex((button) => Number(button.dataset.rate) === video.playbackRate);
  const rate = (button) => button && (video.playbackRate = Number(button.dataset.rate));
  const show = () => rates.forEach((button, i) => button.setAttribute("aria-pressed", i === here()));
  const by = (seconds) => (video.currentTime = Math.max(0, video.currentTime + seconds));
  const toggle = () => (video.paused ? video.play() : video.pause());
  const captions = () => {
    const [track] = video.textTracks;
    if (track) track.mode = track.mode === "showing" ? "hidden" : "showing";
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen?.());
  const acts = {
    k: toggle,
    " ": toggle,
    arrowleft: () => by(-5),
    arrowright: () => by(5),
    j: () => by(-10),
    l: () => by(10),
    c: captions,
    f: full,
    "<": () => rate(rates[here() - 1]),
    ">": () => rate(rates[here() + 1]),
  };

  for (const button of rates) button.addEventListener("click", () => rate(button));
  video.addEventListener("ratechange", show);
  show();
  document.addEventListener("keydown", (event) => {
    const act = acts[event.key.toLowerCase()];
    if (!act || !on.checked || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, button, summary, [contenteditable], dialog")) return;
    event.preventDefault(); // also the browser's own step of the focused film: one press, one step
    act();
  });
}
