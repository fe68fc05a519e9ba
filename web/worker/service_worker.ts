// The pages for when the server cannot be reached: this version's files, kept by the browser. It looks at nothing but pages:
// what the server says of interviews is kept by the page itself, an account at a time.
declare const self: ServiceWorkerGlobalScope;
export {};

// Written in by the build: the files of this version, and a digest of them all.
declare const builtFiles: readonly string[];
declare const builtVersion: string;

const prefix = 'regard-pages-';
const ownCache = prefix + builtVersion;
// A page is asked of the server first, and so is always the newest; the network may be silent rather than cut.
const pagePatienceMs = 3_000;
// Those of a proxy in front of a server that is down.
const proxyFailures: readonly number[] = [502, 503, 504];

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (!pathname.startsWith('/api/')) event.respondWith(page(request));
  } else if (builtFiles.includes(pathname) || pathname.startsWith('/assets/')) {
    event.respondWith(file(request));
  }
});

// All or none: the old worker stays until the new one has everything.
async function keepFiles(): Promise<void> {
  const cache = await caches.open(ownCache);
  await cache.addAll(builtFiles.map((path) => new Request(path, { cache: 'no-cache' })));
}

// The one before stays: a page of it may be open still, and ask for a part that it has not loaded yet.
async function removeOldCaches(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== ownCache);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request: Request): Promise<Response> {
  const asked = fetch(request);
  const own = kept('/index.html', ownCache);
  const answered = asked.then((answer) => (proxyFailures.includes(answer.status) ? null : answer), () => null);
  return (await Promise.race([answered, silence()])) ?? (await own) ?? asked;
}

// A storage that fails is as one that is empty: the server may still be there.
function kept(request: RequestInfo, cacheName?: string): Promise<Response | undefined> {
  return caches.match(request, cacheName === undefined ? {} : { cacheName }).catch(() => undefined);
}

function silence(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), pagePatienceMs));
}

// Files are named by their content; the few that are not are those of this version.
async function file(request: Request): Promise<Response> {
  return (await kept(request, ownCache)) ?? (await kept(request)) ?? fetch(request);
}
