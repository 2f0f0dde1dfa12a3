/** Mails: sent if and only if their transaction was committed, through a real server that is not always well. */
import { anyone, application, entity, grant, html, job, mail, operation, t } from 'lintel'
import { testApplication } from 'lintel/testing'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { until } from '../work/until.ts'
import { answer, startMailServer } from './mail-server.ts'

const Order = entity('order', { customer: t.email().personal(), total: t.text() })

const receipt = mail('receipt', {
  input: { order: t.ref(() => Order) },
  grants: [grant(Order, 'read')],
  retry: { attempts: 3, baseMs: 1 },
  async compose({ input, db, publicUrl }) {
    const order = await db.get(Order, input.order)
    if (!order) return undefined
    const link = `${publicUrl}/orders/${order.id}`
    return {
      to: order.customer,
      subject: `Your order of ${order.total}`,
      text: `Thank you.\n\n${link}`,
      html: html`<p>Thank you for <b>${order.total}</b>: <a href="${link}">${link}</a></p>`,
    }
  },
})
const wrong = mail('wrong', {
  from: 'Somebody else <else@shop.example>',
  compose: () => ({ to: 'ada@shop.example, eve@evil.example', subject: 'x', text: 'x' }),
})
const parts = {
  Order,
  receipt,
  wrong,
  other: job('other', { run: () => undefined }),
  place: operation('POST /orders', {
    summary: 'Place an order',
    allow: anyone,
    input: { customer: t.email(), total: t.text(), fails: t.boolean().default(false) },
    grants: [grant(Order, 'create')],
    run: ({ input: { fails, ...order }, db }) =>
      db.transaction(async (tx) => {
        const { id } = await tx.insert(Order, order)
        await tx.enqueue(receipt, { order: id })
        if (fails) throw new Error('Nothing of it.')
      }),
  }),
}
const shop = application('shop', { parts: [parts] })

const server = await startMailServer()
const app = await testApplication(shop, {
  environment: {
    MAIL_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FROM: 'The Shop <orders@shop.example>',
    PUBLIC_URL: 'https://shop.example/',
  },
})
afterAll(async () => {
  await app.stop()
  await server.close()
})
beforeEach(() => {
  server.received.length = 0
})

const place = (body: object) => app.request('POST /orders', { body: { total: '10.50', ...body } })
const jobsOf = (name: string) =>
  app.observations.flatMap((each) => (each.event === 'job' && each.job === name ? [each] : []))
const dead = () =>
  app.db
    .dangerouslyWithoutPolicies()
    .sql<{ id: string; job: string; attempts: number; error: string }>(
      'DELETE FROM lintel.dead_jobs RETURNING id, job, attempts, error',
    )

describe('a mail', () => {
  test('leaves when its transaction is committed, and never when it is not', async () => {
    expect((await place({ customer: 'lost@shop.example', fails: true })).status).toBe(500)
    expect((await place({ customer: 'ada@shop.example' })).status).toBe(204)
    await app.idle()
    expect(server.received).toMatchObject([
      {
        from: 'orders@shop.example',
        to: ['ada@shop.example'],
        mail: {
          from: { name: 'The Shop', address: 'orders@shop.example' },
          subject: 'Your order of 10.50',
          text: expect.stringMatching(/^Thank you\.\s+https:\/\/shop\.example\/orders\//),
          html: expect.stringContaining('<b>10.50</b>'),
        },
      },
    ])
    const told = app.observations.filter(({ event }) => event === 'mail')
    expect(told).toMatchObject([{ mail: 'receipt', recipients: 1, refused: 0 }])
    expect(JSON.stringify(app.observations)).not.toContain('ada@shop.example')
  })

  test('that a value would tear apart stays whole', async () => {
    await place({ customer: 'ada@shop.example', total: '1\r\nBcc: eve@evil.example\r\n\r\nlies <i>' })
    await app.idle()
    const [{ to, mail: sent } = {}] = server.received
    expect(to).toEqual(['ada@shop.example'])
    expect(sent?.subject).toBe('Your order of 1 Bcc: eve@evil.example lies <i>')
    expect(sent?.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(sent?.html).toContain('lies &lt;i&gt;')
  })

  test('that the server cannot take now is tried again, and known again', async () => {
    const ids: (string | undefined)[] = []
    server.next.push(() => answer(451, 'later'))
    await place({ customer: 'ada@shop.example' })
    await app.idle()
    ids.push(server.received[0]?.mail.messageId)
    expect(jobsOf('receipt').slice(-2)).toMatchObject([{ outcome: 'retry' }, { outcome: 'done', attempt: 2 }])
    expect(ids).toEqual([`<${jobsOf('receipt').at(-1)?.id}@shop.example>`])
  })

  test('whose connection is cut in the middle is tried again', async () => {
    server.next.push((socket) => {
      socket.destroy()
      return undefined
    })
    await place({ customer: 'ada@shop.example' })
    await app.idle()
    expect(server.received).toHaveLength(1)
    expect(jobsOf('receipt').slice(-2)).toMatchObject([{ outcome: 'retry' }, { outcome: 'done' }])
  })

  test('that the server refuses for good is with the dead at once, and its reason names nobody', async () => {
    server.next.push(() => answer(550, '5.1.1 <ada@shop.example>: no such user'))
    await place({ customer: 'ada@shop.example' })
    await app.idle()
    expect(await dead()).toMatchObject([
      {
        job: 'receipt',
        attempts: 1,
        error: 'MailRefused: The mail server answered DATA with 550 5.1.1 <[address]>: no such user',
      },
    ])
    expect(JSON.stringify(app.observations)).not.toContain('ada@shop.example')
  })

  test('that is refused for now dies after its tries', async () => {
    for (let times = 0; times < 3; times++) server.next.push(() => answer(451, 'later'))
    await place({ customer: 'ada@shop.example' })
    await app.idle()
    expect(await dead()).toMatchObject([{ job: 'receipt', attempts: 3 }])
    expect(server.received).toEqual([])
  })

  test('for two where one was meant is never sent', async () => {
    await app.db.enqueue(wrong, {})
    await app.idle()
    expect(await dead()).toMatchObject([
      { job: 'wrong', attempts: 1, error: 'MailRefused: "to" holds what is no e-mail address.' },
    ])
    expect(server.received).toEqual([])
  })

  test('of which there is nothing to say is not sent', async () => {
    await app.db.enqueue(receipt, { order: '00000000-0000-7000-8000-000000000000' })
    await app.idle()
    expect(server.received).toEqual([])
    expect(jobsOf('receipt').at(-1)).toMatchObject({ outcome: 'done' })
  })

  test('waits while no server is there', async () => {
    const other = await startMailServer()
    await other.close()
    const away = await testApplication(shop, {
      environment: { MAIL_URL: `smtp://127.0.0.1:${other.port}`, MAIL_FROM: 'orders@shop.example' },
    })
    try {
      const body = { customer: 'ada@shop.example', total: '1' }
      await away.request('POST /orders', { body })
      const tried = () => away.observations.some((each) => each.event === 'job' && each.outcome === 'retry')
      await until(tried)
      const back = await startMailServer({}, other.port)
      await away.idle()
      const left = await away.db.dangerouslyWithoutPolicies().sql('SELECT 1 FROM lintel.dead_jobs')
      // It had three tries, a moment apart: either one of them met the server, or it is with the dead. It is never gone.
      expect(back.received.length + left.length).toBe(1)
      await back.close()
    } finally {
      await away.stop()
    }
  })
})

test('without a server a test sees what was sent', async () => {
  const kept = await testApplication(shop)
  try {
    await kept.request('POST /orders', { body: { customer: 'ada@shop.example', total: '10.50' } })
    expect(await kept.mails()).toMatchObject([
      {
        mail: 'receipt',
        from: 'noreply@localhost',
        to: ['ada@shop.example'],
        subject: 'Your order of 10.50',
        text: expect.stringContaining(`${kept.url}/orders/`),
      },
    ])
  } finally {
    await kept.stop()
  }
})
