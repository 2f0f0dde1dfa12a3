// What was sold on a day: counted every night for the day before, once, however many instances run.
import { entity, grant, job, resource, role, t } from 'lintel'
import { Order } from './orders.ts'

export const SalesReport = entity('salesReport', {
  day: t.date().unique(),
  orders: t.integer({ min: 0 }),
  revenue: t.decimal(16, 2),
})

export const salesReports = resource(SalesReport, {
  read: [role('support'), role('admin')],
  filter: ['day'],
  sort: ['day'],
})

const dayMs = 86_400_000

export const reportSales = job('report-sales', {
  summary: 'Counts the paid orders of the day before',
  schedule: { cron: '5 0 * * *', missed: 'each' },
  grants: [grant(Order, 'read'), grant(SalesReport, 'create'), grant(SalesReport, 'delete')],
  async run({ job, db, finish }) {
    const until = new Date(job.scheduledFor ?? job.enqueuedAt)
    until.setUTCHours(0, 0, 0, 0)
    const from = new Date(until.getTime() - dayMs)
    const sold = await db
      .query(Order)
      .selectFrom('order')
      .where('createdAt', '>=', from.toISOString())
      .where('createdAt', '<', until.toISOString())
      .where('status', 'in', ['paid', 'shipped'])
      .select((eb) => [
        eb.fn.countAll<number>().as('orders'),
        eb.fn.sum<string | null>('total').as('revenue'),
      ])
      .executeTakeFirstOrThrow()
    const day = from.toISOString().slice(0, 10)
    await finish(async (tx) => {
      await tx.deleteMany(SalesReport, { day })
      await tx.insert(SalesReport, { day, orders: Number(sold.orders), revenue: sold.revenue ?? '0.00' })
    })
  },
})
