/** What logs say of mails: which one, to how many, and nobody's address. */
import { application } from 'lintel'
import { afterEach, expect, test, vi } from 'vitest'
import { terminalLog } from '../../src/cli/serve/terminal-log.ts'
import type { Observation } from '../../src/spec/observation.ts'
import { logObserver } from '../../src/telemetry/logger.ts'

const { model } = application('logging', { parts: [] })
const mail: Observation = { event: 'mail', mail: 'receipt', id: 'an-id', recipients: 3, refused: 0 }
const partly: Observation = { ...mail, refused: 2 }
const written: Observation = { ...mail, file: `${process.cwd()}/.lintel/mail/an-id.eml` }

afterEach(() => {
  vi.restoreAllMocks()
})

test('a log for machines has a line for each, and warns of recipients that were refused', () => {
  const lines: string[] = []
  const observe = logObserver({ level: 'debug', model, destination: { write: (line) => lines.push(line) } })
  for (const each of [mail, partly]) observe(each)
  const about = { time: expect.any(String), service: 'logging', msg: 'mail receipt' }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 'info', ...mail, ...about },
    { level: 'warn', ...partly, ...about },
  ])
})

test('a terminal shows where a mail was written down, and what was refused', () => {
  const shown: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown.push(String(text))
    return true
  })
  const observe = terminalLog({ model, level: 'info' })
  for (const each of [mail, written, partly]) observe(each)
  vi.restoreAllMocks()
  const escapeCode = String.fromCharCode(27)
  const plain = shown.map((line) =>
    line
      .replaceAll(new RegExp(`${escapeCode}\\[\\d+m`, 'g'), '')
      .slice(9)
      .trim(),
  )
  expect(plain).toEqual([
    'mail   receipt to 3 recipients',
    'mail   receipt in .lintel/mail/an-id.eml',
    'mail   receipt to 3 recipients, 2 of them refused',
  ])
})
