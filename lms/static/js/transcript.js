// The captions as a list beside the film: follow along, press a line to go there.
// They are fetched when the film plays or the list is opened, not before.

function line(cue, clock) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#t=${Math.floor(cue.startTime)}`;
  link.textContent = clock(cue.startTime);
  const words = document.createElement("span");
  words.textContent = cue.getCueAsHTML().textContent;
  item.append(link, words);
  return item;
}

function follow(list, cues, video) {
  const now = cues.filter((cue) => cue.startTime <= video.currentTime).length - 1; // they are in order
  const item = list.children[now];
  const before = list.querySelector("[aria-current]");
  if (item === before) return;
  before?.removeAttribute("aria-current");
  if (!item) return;
  item.setAttribute("aria-current", "true");
  if (!video.paused) list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 3;
}

/** Show captions once it plays; fill the transcript of the page once they have come. */
export function transcript(video, clock) {
  const [track] = video.querySelectorAll("track");
  if (!track) return;
  // Once it plays: the words must not hold up the first picture on a slow line.
  video.addEventListener("playing", () => (track.track.mode = "showing"), { once: true });
  const box = document.querySelector("[data-transcript]");
  if (!box) return;
  box.hidden = false;
  const list = box.querySelector("ol");
  box.addEventListener("toggle", () => track.track.mode === "disabled" && (track.track.mode = "hidden"));
  box.open = matchMedia("(min-width: 60rem)").matches;
  track.addEventListener("load", () => {
    const cues = [...track.track.cues];
    list.replaceChildren(...cues.map((cue) => line(cue, clock)));
    video.addEventListener("timeupdate", () => follow(list, cues, video));
    follow(list, cues, video);
  });
}
