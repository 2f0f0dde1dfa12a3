import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./packages/lintel/src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^lintel$/, replacement: source('index.ts') },
      { find: /^lintel\/testing$/, replacement: source('testing.ts') },
    ],
  },
  test: {
    include: [
      'bench/**/*.test.ts',
      'packages/**/*.test.ts',
      'examples/**/*.test.ts',
      'conformance/**/*.test.ts',
      'docs/**/*.test.ts',
    ],
    // They kill a process at each moment of each change: `npm run test:migrations`.
    exclude: ['**/node_modules/**', 'packages/lintel/test/migrations/**'],
    globalSetup: ['packages/lintel/test/database-server.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
