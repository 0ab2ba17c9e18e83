// Films, sounds and pictures of saved lessons: from this device, whole or the part that was asked for. A film for
// members has another address every few hours; it is kept under the one that stays (js/kept.js says the same).

const SIGNED = /\/ky\/[^/]+\//;
const RANGE = /^bytes=(\d*)-(\d*)$/;

handlers.push((event, url) => {
  if (event.request.method !== "GET" || event.request.mode === "navigate") return;
  if (url.pathname.startsWith(SITE.media)) return media(event.request, url.pathname.replace(SIGNED, "/"));
});

async function media(request, path) {
  const kept = await caches.match(path, { ignoreVary: true }).catch(() => undefined);
  if (!kept) return fetch(request);
  const asked = request.headers.get("Range");
  return asked ? part(kept, RANGE.exec(asked)) : kept;
}

// A store holds whole answers only, and players ask for parts: to seek, and in Safari to play at all.
async function part(kept, range) {
  const whole = await kept.blob();
  const size = whole.size;
  if (!range || (!range[1] && !range[2])) return new Response(whole, { headers: kept.headers });
  const first = range[1] ? Number(range[1]) : Math.max(0, size - Number(range[2]));
  const last = range[1] && range[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size}` } });
  const headers = {
    "Content-Type": kept.headers.get("Content-Type"),
    "Content-Range": `bytes ${first}-${last}/${size}`,
    "Content-Length": last - first + 1,
    "Accept-Ranges": "bytes",
  };
  return new Response(whole.slice(first, last + 1), { status: 206, headers });
}
