// OFFLINE_PAGES=0: whatever worker was here goes, with every page it kept. What waits to be sent is not a cache and stays.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const gone = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => self.registration.unregister()));
});
