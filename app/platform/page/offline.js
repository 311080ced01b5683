'use strict';
// The service worker of the page in a folder: once it was opened, it opens without a network, too. The name of the store changes
// with what the folder holds, and an older store goes.
const store = 'flatscope-VERSION';
const files = ['./', 'index.html', 'flatscope.tar.gz'];
self.addEventListener('install', event => {
  event.waitUntil(caches.open(store).then(cache => cache.addAll(files)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name.startsWith('flatscope-') && name !== store).map(name => caches.delete(name))))
    .then(() => self.clients.claim()));
});
self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET') return;
  event.respondWith(caches.match(event.request, {ignoreSearch: true}).then(kept => kept || fetch(event.request)));
});
