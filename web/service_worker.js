// Keeps the pages themselves, so that they open during an outage too. What the server answers is not its business: the
// pages keep that themselves (src/kept/). The build writes the names in (vite.config.ts).
const pages = /* every file of the build */ [];
const cacheName = 'regard-pages';
// A network that says nothing is given up; the pages that are kept are those of the last visit, and work.
const patienceMs = 4_000;

// A newer worker waits until no page of an older one is open: those may still ask for files that the server has no more.
self.addEventListener('install', (event) => event.waitUntil(keepPages()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));

async function keepPages() {
  const cache = await caches.open(cacheName);
  await cache.addAll(pages);
}

async function forgetOthers() {
  const cache = await caches.open(cacheName);
  const known = new Set(pages.map((path) => new URL(path, location.origin).href));
  const requests = await cache.keys();
  await Promise.all(requests.filter(({ url }) => !known.has(url)).map((request) => cache.delete(request)));
}

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== location.origin) return;
  if (event.request.mode === 'navigate' && isPlace(pathname)) event.respondWith(newestPage(event.request));
  else if (pathname.startsWith('/assets/') || pathname === '/regard.svg') event.respondWith(keptFile(event.request));
});

// Where the server would give the pages, and not a file or an answer.
function isPlace(pathname) {
  return !pathname.includes('.') && !pathname.startsWith('/api/');
}

// From the server if it answers: whoever is connected sees the newest.
async function newestPage(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    // A proxy answers in the place of a server that is away.
    return answer.status >= 500 ? ((await kept('/')) ?? answer) : answer;
  } catch (error) {
    return (await kept('/')) ?? Promise.reject(error);
  }
}

// The build names these by their content: what is kept is what the server has.
async function keptFile(request) {
  return (await kept(request.url)) ?? fetch(request);
}

async function kept(path) {
  const cache = await caches.open(cacheName);
  return cache.match(path, { ignoreVary: true });
}
