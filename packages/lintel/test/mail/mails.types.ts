/** What the compiler says of mails: never run. */
import { entity, event, html, mail, t } from 'lintel'

const Order = entity('order', { customer: t.email() })
const orderPlaced = event('order.placed', { data: { order: t.ref(() => Order) } })

export const receipt = mail('receipt', {
  input: { order: t.ref(() => Order), note: t.text().optional() },
  async compose({ input, db }) {
    const order: string = input.order
    const note: string | null = input.note
    const found = await db.get(Order, order)
    return found
      ? { to: found.customer, subject: 'Your order', text: `${note}`, html: html`<p>${note}</p>` }
      : undefined
  },
})

export const byEvent = mail('by-event', {
  on: orderPlaced,
  compose: ({ input }) => ({ to: 'ada@shop.example', subject: input.order, text: '' }),
})

mail('markup', {
  // @ts-expect-error markup that `html` has not made
  compose: () => ({ to: 'ada@shop.example', subject: 'x', text: 'x', html: '<p>x</p>' }),
})

// @ts-expect-error a mail without a subject
mail('silent', { compose: () => ({ to: 'ada@shop.example', text: 'x' }) })

mail('finishing', {
  compose: (context) => {
    // @ts-expect-error a mail is done when it has left
    context.finish
    return undefined
  },
})
