import { expect, test } from 'vitest'
import { manifestOf } from './manifest.ts'

test('a new application brings the linter of migrations, in the version whose rules are decided', () => {
  const { devDependencies } = JSON.parse(manifestOf('shop', '^1.0.0'))
  expect(devDependencies).toHaveProperty('squawk-cli', '2.66.0')
})
