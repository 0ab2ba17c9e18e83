// Our own files: those named by their content from the cache, others from there only without a line.

const NAMED = /\.[0-9a-f]{12}\.\w+$/;

handlers.push((event, url) => {
  if (event.request.method === "GET" && url.pathname.startsWith(SITE.static)) return file(event.request, url);
});

async function file(request, url) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && NAMED.test(url.pathname)) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
