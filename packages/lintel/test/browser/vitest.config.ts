import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../../../vitest.config.ts'

export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined } },
  defineConfig({
    test: {
      include: ['packages/lintel/test/browser/**/*.test.ts'],
      globalSetup: ['packages/lintel/test/browser/require-browser.ts'],
      // Each file has a browser of its own.
      maxWorkers: 1,
      retry: 0,
    },
  }),
)
