// Pages: the server's own wherever it answers in time, else the kept copy, else a page that says so.

const PATIENCE = 4000; // milliseconds a page with a kept copy waits for the line
const REFUSED = [403, 404, 410];
const AWAY = [502, 503, 504];

handlers.push((event, url) => {
  if (event.request.mode !== "navigate" || SITE.never.some((start) => url.pathname.startsWith(start))) return;
  event.waitUntil(sweep());
  if (SITE.doors.includes(url.pathname)) return door(event.request);
  if (event.request.method === "GET") return page(event.request, url.pathname);
});

async function page(request, path) {
  const kept = (await keptPage(path)) ?? (await ofShell(path));
  try {
    const answer = await (kept ? within(fetch(request), PATIENCE) : fetch(request));
    if (kept && AWAY.includes(answer.status)) return kept.answer;
    if (kept?.name.startsWith("trang/") && (answer.type === "opaqueredirect" || REFUSED.includes(answer.status))) await caches.delete(kept.name);
    return answer;
  } catch {
    return kept?.answer ?? nothing();
  }
}

// Whoever signs out, or comes to sign in, leaves nothing of theirs to the next.
async function door(request) {
  if (request.method === "POST") await forgetPages();
  if (request.method === "POST" && request.url.endsWith(SITE.doors[1])) await forgetLessonsOfAccounts();
  try {
    const answer = await fetch(request);
    await forgetPages();
    return answer;
  } catch {
    return nothing();
  }
}

async function ofShell(path) {
  const answer = SITE.shell.includes(path) && (await (await caches.open(SHELL)).match(path));
  return answer ? { name: SHELL, answer } : null;
}

const nothing = async () => (await caches.match(SITE.offline)) ?? Response.error();

const within = (promise, milliseconds) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(reject, milliseconds, new Error("slow")))]);
