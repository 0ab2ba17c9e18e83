// Which file of the film plays: as chosen, smaller when the line stalls, the sound alone for who saves data.
// Nothing is fetched before it plays, so choosing costs nothing.

const STORE = "chi-nghe"; // remembered on this device
const links = (kind = "") => [...document.querySelectorAll(`[data-quality]${kind}`)];
const current = () => links("[aria-current]")[0];

export function film(video) {
  const [audio, ...rest] = links("[data-audio]").filter((link) => video.canPlayType(link.type));
  for (const link of links("[data-audio]")) link === audio ? (link.hidden = false) : link.remove();
  let [playing, stalled, renewed] = [false, -Infinity, -Infinity];

  // The place, the speed and whether it plays stay.
  function choose(link, play = !video.paused) {
    const [at, begun] = [video.currentTime, video.readyState > 0 || video.error];
    current()?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    video.defaultPlaybackRate = video.playbackRate; // a new file begins with the default
    video.src = link.href;
    if (begun) video.addEventListener("loadedmetadata", () => (video.currentTime = at), { once: true });
    if (play) video.play().catch(() => {});
  }

  // Two stalls within half a minute: the next smaller picture.
  function stall() {
    if (!playing || video.seeking || video.readyState > 2) return;
    const before = stalled;
    stalled = performance.now();
    const pictures = links(":not([data-audio])");
    const smaller = pictures[pictures.indexOf(current()) - 1];
    if (smaller && stalled - before < 30000) choose(smaller);
  }

  // Addresses of films for members end after hours: take those of the page as it is now, and go on.
  async function renew() {
    const going = playing || wanted;
    if (performance.now() - renewed < 60000) return;
    renewed = performance.now();
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const link of links()) {
      const fresh = page.querySelector(`[data-quality="${link.dataset.quality}"]`);
      if (fresh) link.href = fresh.getAttribute("href");
    }
    choose(current(), going);
  }

  let wanted = false;
  video.addEventListener("play", () => (wanted = true));
  video.addEventListener("pause", () => (wanted &&= Boolean(video.error)));
  video.addEventListener("playing", () => (playing = true));
  video.addEventListener("emptied", () => (playing = false));
  video.addEventListener("waiting", stall);
  video.addEventListener("error", () => renew().catch(() => {}));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-quality]");
    if (!link) return;
    event.preventDefault();
    choose(link);
  });

  const saver = document.querySelector("[data-saver]");
  if (!audio || !saver) return;
  const first = current();
  saver.closest("label").hidden = false;
  saver.checked = (localStorage.getItem(STORE) ?? (navigator.connection?.saveData ? "1" : "")) === "1";
  if (saver.checked) choose(audio);
  saver.addEventListener("change", () => {
    localStorage.setItem(STORE, saver.checked ? "1" : "0");
    choose(saver.checked ? audio : first);
  });
}
