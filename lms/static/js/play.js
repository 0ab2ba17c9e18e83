// Plays the film in its place; without this script the same links open the file itself.
const film = document.querySelector("video.poster");
for (const link of document.querySelectorAll("a[data-play]")) {
  link.addEventListener("click", (event) => {
    if (!film || !film.canPlayType("video/mp4")) return;
    event.preventDefault();
    if (film.currentSrc !== link.href) film.src = link.href;
    film.play();
    film.scrollIntoView({ block: "nearest" });
  });
}
