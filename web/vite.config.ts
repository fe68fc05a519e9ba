import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// The service worker with the names of what it keeps: another build is another worker.
function serviceWorker(): Plugin {
  const source = new URL('service_worker.js', import.meta.url);
  return {
    name: 'regard-service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
      const pages = JSON.stringify(['/', '/regard.svg', ...files.map((name) => `/${name}`)]);
      const worker = readFileSync(source, 'utf8').replace('/* every file of the build */ []', pages);
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: worker });
    },
  };
}

export default defineConfig({
  plugins: [svelte(), serviceWorker()],
  build: {
    // The server sends Content-Security-Policy "self": nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
  },
  // Tests run what browsers run: reactive values in *.svelte.ts are different ones on a server.
  ...(process.env['VITEST'] ? { resolve: { conditions: ['browser'] } } : {}),
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
  },
});
