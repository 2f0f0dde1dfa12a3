import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { testsWithoutServer } from './packages/lintel/test/services.ts'

const source = (path: string) => fileURLToPath(new URL(`./packages/lintel/src/${path}`, import.meta.url))

/** Files that end servers behind them, or stand in for a module before it is loaded. */
const alone = [
  'packages/lintel/src/database/embedded/**/*.test.ts',
  'packages/lintel/test/identity/enumeration.test.ts',
]

export default defineConfig({
  resolve: {
    alias: [
      { find: /^lintel$/, replacement: source('index.ts') },
      { find: /^lintel\/testing$/, replacement: source('testing.ts') },
    ],
  },
  test: {
    globalSetup: ['packages/lintel/test/database-server.ts'],
    pool: 'forks',
    // Many tests wait for a database or for another process, so two cores have work for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // For a machine that does other things as well: what hangs ends, and nothing is measured by it.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['{bench,packages,examples,conformance,docs}/**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            // They kill a process at each moment of each change: `npm run test:migrations`.
            'packages/lintel/test/migrations/**',
            // They need a Chromium, and take minutes: `npm run test:browser`.
            'packages/lintel/test/browser/**',
            ...alone,
            ...(await testsWithoutServer()),
          ],
          // A process runs one file after another and loads the framework once: half of the time is loading else. A
          // module that tests share is loaded once, too, so it must not call `afterEach` and the like while it loads.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone, isolate: true } },
    ],
  },
})
