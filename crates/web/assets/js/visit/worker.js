// The worker of members' phones. It keeps one page without anybody's words and what that page needs, hands it out when there is no reception,
// and sends what waits. Pages of people are never kept. `GIVEN` and `flushAll` stand before this text.

const CACHE = `visit-${GIVEN.files[0]}`;
const files = new Set(GIVEN.files);

self.addEventListener("install", (event) => {
  const kept = caches.open(CACHE).then((cache) => cache.addAll([GIVEN.shell, ...GIVEN.files]));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(GIVEN.shell)));
  } else if (files.has(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
  }
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "visit-notes") return;
  // The browser tries again later when something still waits.
  event.waitUntil(flushAll().then((told) => {
    if (told.includes("waiting")) throw new Error("no reception");
  }));
});
