// Plays the film in its place, with its subtitles; without this script the same links open the file itself.
const film = document.querySelector("video.poster");
film?.addEventListener("play", () => {
  const [track] = film.textTracks;
  if (track) track.mode = "showing"; // not before: subtitles cost bytes, too
  const asked = location.hash.match(/^#t=(\d+)/); // from the transcript
  const from = asked ? Number(asked[1]) : stopped();
  if (from) film.currentTime = from;
}, { once: true });
// Where one stopped stays on this phone: js/progress.js shows it on the home.
const LAST = "tien-do-cuoi";
function stopped() {
  try {
    const { path, second } = JSON.parse(localStorage.getItem(LAST)) ?? {};
    return path === location.pathname ? second : 0;
  } catch {
    return 0;
  }
}
film?.addEventListener("pause", () => {
  const second = film.duration - film.currentTime > 3 ? Math.floor(film.currentTime) : 0;
  const title = document.querySelector("h1").textContent.trim();
  try {
    localStorage.setItem(LAST, JSON.stringify({ path: location.pathname, title, second }));
  } catch {
    // storage forbidden
  }
});
for (const link of document.querySelectorAll("a[data-play]")) {
  link.addEventListener("click", (event) => {
    if (!film || !film.canPlayType("video/mp4")) return;
    event.preventDefault();
    if (film.currentSrc !== link.href) film.src = link.href;
    film.play();
    film.scrollIntoView({ block: "nearest" });
  });
}
