// The worker's life. It answers only what a part has taken on; everything else goes its usual way.

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(SITE.shell)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("vo/") && name !== SHELL;
  event.waitUntil(Promise.all([forget(old), sweep(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  for (const handler of handlers) {
    const answer = handler(event, url);
    if (answer) return event.respondWith(answer);
  }
});
