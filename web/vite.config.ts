import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
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
