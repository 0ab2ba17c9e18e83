// Plays the film in its place, with its subtitles; without this script the same links open the file itself.
const film = document.querySelector("video.poster");
film?.addEventListener("play", () => {
  const [track] = film.textTracks;
  if (track) track.mode = "showing"; // not before: subtitles cost bytes, too
  const asked = location.hash.match(/^#t=(\d+)/); // from the transcript
  if (asked) film.currentTime = Number(asked[1]);
}, { once: true });
for (const link of document.querySelectorAll("a[data-play]")) {
  link.addEventListener("click", (event) => {
    if (!film || !film.canPlayType("video/mp4")) return;
    event.preventDefault();
    if (film.currentSrc !== link.href) film.src = link.href;
    film.play();
    film.scrollIntoView({ block: "nearest" });
  });
}
