/** Logs: what happened, with nothing personal, private or secret in it. */
import { anyone, application, entity, identity, operation, owner, resource, settings, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import '../matchers.ts'
import { logObserver } from '../../src/telemetry/logger.ts'

const lines: string[] = []
const Patient = entity('patient', {
  email: t.email().unique().personal(),
  name: t.string().personal(),
  born: t.date().optional().personal(),
  diagnosis: t.text().private().default('none'),
  ward: t.string({ max: 10 }),
  age: t.integer({ min: 0 }).optional().personal(),
})
const configuration = settings({ MAIL_KEY: t.string().private(), SENDER: t.string().default('us') })
const specified = application('clinic', {
  parts: [
    {
      configuration,
      users: identity(Patient),
      patients: resource(Patient, {
        read: owner('id'),
        create: anyone,
        update: owner('id'),
        filter: ['email'],
      }),
      tell: operation('POST /tell', {
        summary: 'Log everything',
        allow: anyone,
        input: { patient: t.object({ email: t.email(), name: t.string(), ward: t.string() }) },
        async run({ input, db, log, request }) {
          log.debug('plain', { input })
          log.info('row', {
            row: (await db.dangerouslyWithoutPolicies().find(Patient))[0],
            list: [input.patient],
          })
          log.warn('secrets', {
            MAIL_KEY: configuration.get('MAIL_KEY'),
            authorization: request.header('authorization'),
            apiKey: 'key-123',
            sessionToken: 'tok-123',
            ward: 'west',
          })
          log.error('error', { error: new Error('an error of ours') })
        },
      }),
      divide: operation('POST /divide', {
        summary: 'Break on a value',
        allow: anyone,
        input: { text: t.text() },
        async run({ input, db }) {
          await db.dangerouslyWithoutPolicies().sql('SELECT $1::uuid', [input.text])
        },
      }),
    },
  ],
})
const observer = logObserver({
  level: 'debug',
  model: specified.model,
  destination: { write: (line: string) => void lines.push(line) },
})
const app = await testApplication(specified, { environment: { MAIL_KEY: 'mail-key-123' }, observe: observer })
afterAll(() => app.stop())
beforeEach(() => {
  lines.length = 0
})

const patient = { email: 'zoe@example.com', name: 'Zoe Zimmer', born: '1977-07-07', ward: 'west', age: 47 }
const personal = /zoe|zimmer|1977|mail-key|key-123|tok-123|sleepless/i
const logged = async () => {
  // The line of a request is written after its answer.
  await expect.poll(() => lines.some((line) => line.includes('"event":"request"'))).toBe(true)
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('a log line', () => {
  test('of a request says what was asked and how it ended, and not of whom', async () => {
    const answer = await app.request('POST /patients', { body: patient })
    expect(answer.status).toBe(201)
    const [line] = await logged()
    expect(line).toMatchObject({
      level: 'info',
      service: 'clinic',
      event: 'request',
      method: 'POST',
      route: '/patients',
      status: 201,
      requestId: answer.headers.get('x-request-id'),
    })
    expect(lines.join()).not.toMatch(personal)
  })

  test('of a refusal says why, without the values', async () => {
    await app.request('POST /patients', { body: patient })
    await app.request('POST /patients', {
      body: { ...patient, email: 'other@example.com', born: '0000-07-07' },
    })
    await app.request('PATCH /patients/x?email=zoe@example.com', { body: patient })
    await app.request('GET /patients?email=zoe@example.com&name=Zoe')
    await app.request('POST /patients', { body: { ...patient, ward: 'sleepless in the west', name: 7 } })
    await app.request('POST /patients', {
      body: '{"name":"Zoe',
      headers: { 'content-type': 'application/json' },
    })
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(8)
    expect(lines.join()).toContain('refused')
    expect(lines.join()).not.toMatch(personal)
  })

  test('of business code redacts by the model and by the name', async () => {
    await app.request('POST /tell', {
      body: { patient: { email: 'zoe@example.com', name: 'Zoe Zimmer', ward: 'west' } },
      headers: { authorization: 'Bearer sleepless' },
    })
    expect(lines.join()).not.toMatch(personal)
    const ok = await app.request('POST /tell', {
      body: { patient: { email: 'zoe@example.com', name: 'Zoe Zimmer', ward: 'west' } },
    })
    expect(ok.status, ok.text).toBe(204)
    await logged()
    const of = (message: string) => lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === message)
    expect(of('plain').data.input.patient).toEqual({ email: '[redacted]', name: '[redacted]', ward: 'west' })
    expect(of('row').data).toMatchObject({
      row: { name: '[redacted]', diagnosis: '[redacted]', born: '[redacted]', ward: 'west' },
      list: [{ ward: 'west' }],
    })
    expect(of('secrets').data).toMatchObject({
      MAIL_KEY: '[redacted]',
      apiKey: '[redacted]',
      sessionToken: '[redacted]',
      ward: 'west',
    })
    expect(of('error')).toMatchObject({ level: 'error', data: { error: { message: 'an error of ours' } } })
    expect(lines.join()).not.toMatch(personal)
  })

  test('of an error of the database does not quote the value', async () => {
    expect(await app.request('POST /divide', { body: { text: 'Zoe Zimmer, sleepless' } })).toBeRefused(422)
    await logged()
    expect(lines.join()).toContain('22P02')
    expect(lines.join()).not.toMatch(personal)
  })

  test('cannot be forged by what a caller sends', async () => {
    const forged = 'x\n{"level":"error","event":"fault","message":"forged"}'
    await app.request('POST /patients', { body: { ...patient, ward: forged } })
    await app.request(`GET /${encodeURIComponent(forged)}`, {
      headers: { 'user-agent': 'forged', 'x-request-id': 'forged"}' },
    })
    await logged()
    for (const line of lines) {
      expect(line.trimEnd().split('\n')).toHaveLength(1)
      expect(line).not.toContain('forged')
    }
  })
})
