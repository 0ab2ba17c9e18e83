// Keeps the state of videos in the studio up to date: asks every two seconds while a conversion runs.
// Without this script the page shows the state at loading time and a link to look again.

const PAUSE = 2000;
const LONG_PAUSE = 15000; // after a failed question: the line is weak or the server is restarting

async function refresh(box) {
  const answer = await fetch(box.dataset.videoState, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const state = await answer.json();
  if (state.settled) box.setAttribute("role", "status"); // announced once, when there is news
  box.innerHTML = state.html;
  return state.settled;
}

async function follow(box) {
  while (box.isConnected) {
    let pause = PAUSE;
    try {
      if (!document.hidden && (await refresh(box))) return;
    } catch {
      pause = LONG_PAUSE;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

function start(root) {
  for (const box of root.querySelectorAll("[data-video-state]:not([data-followed])")) {
    box.dataset.followed = "";
    if (!("settled" in box.dataset)) follow(box);
  }
}

start(document);
// Lists are replaced while searching, choosers open in dialogs.
new MutationObserver(() => start(document)).observe(document.body, { childList: true, subtree: true });
