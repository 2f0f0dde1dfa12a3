import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../../../vitest.config.ts'
import FiguresReporter from './figures-reporter.ts'

// A server as people have it; one that is not there is an error, and no reason to try another.
process.env.TEST_DATABASE_URL ??= 'postgres://postgres@127.0.0.1:5432/postgres'

export default mergeConfig(
  { ...base, test: { ...base.test, projects: undefined } },
  defineConfig({
    test: {
      include: ['packages/lintel/test/migrations/**/*.test.ts'],
      maxWorkers: 2,
      reporters: ['default', new FiguresReporter()],
    },
  }),
)
