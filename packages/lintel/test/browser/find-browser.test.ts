import { expect, test } from 'vitest'
import { findBrowser } from './find-browser.ts'

test('the browser is the one that is named, or an error says what to do', () => {
  expect(findBrowser({ LINTEL_BROWSER: process.execPath })).toBe(process.execPath)
  expect(() => findBrowser({ LINTEL_BROWSER: '/nowhere/chromium' })).toThrow(
    'LINTEL_BROWSER names /nowhere/chromium, which is not there.',
  )
})
