// The captions as a list beside the film: follow along, press a line to go there.

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function line(cue) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#t=${Math.floor(cue.startTime)}`;
  link.textContent = clock(cue.startTime);
  const words = document.createElement("span");
  words.textContent = cue.text.replace(/<[^>]+>/g, "");
  item.append(link, words);
  return item;
}

function follow(list, cues, video) {
  const now = cues.findLastIndex((cue) => cue.startTime <= video.currentTime);
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const item = list.children[now];
  if (!item) return;
  item.setAttribute("aria-current", "true");
  if (!video.paused) list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 3;
}

/** Fill the transcript of the page once the captions of the film have come. */
export function transcript(video) {
  const box = document.querySelector("[data-transcript]");
  const track = video.querySelector("track");
  if (!box || !track) return;
  const show = () => {
    const list = box.querySelector("ol");
    const cues = [...(track.track.cues ?? [])];
    if (!cues.length || list.children.length) return;
    list.replaceChildren(...cues.map(line));
    box.hidden = false;
    video.addEventListener("timeupdate", () => follow(list, cues, video));
  };
  track.addEventListener("load", show);
  show();
}
