import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../../../vitest.config.ts'

export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({ test: { include: ['packages/lintel/test/migrations/**/*.test.ts'], maxWorkers: 2 } }),
)
