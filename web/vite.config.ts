import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vitest/config';

const workerName = 'service_worker';

// Tells the service worker which files this version consists of.
function filesForWorker(): Plugin {
  return {
    name: 'files-for-worker',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[`${workerName}.js`];
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      const built = Object.values(bundle).filter((file) => file !== worker);
      const digest = createHash('sha256');
      for (const file of built) digest.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
      const paths = [...built.map(({ fileName }) => fileName), ...readdirSync('public')].map((path) => `/${path}`).sort();
      worker.code =
        `const builtFiles=${JSON.stringify(paths)},builtVersion=${JSON.stringify(digest.digest('hex').slice(0, 16))};` + worker.code;
    },
  };
}

export default defineConfig({
  plugins: [svelte(), filesForWorker()],
  build: {
    // The server sends Content-Security-Policy "self": nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: 'index.html', [workerName]: 'worker/service_worker.ts' },
      // The worker stands for the whole site, under a name that stays.
      output: { entryFileNames: ({ name }) => (name === workerName ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
  // Tests run what browsers run: reactive values in *.svelte.ts are different ones on a server.
  ...(process.env['VITEST'] ? { resolve: { conditions: ['browser'] } } : {}),
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
  },
});
