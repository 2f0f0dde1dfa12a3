/** More orders at once than there is stock. */
import type { Project } from './project.ts'

const stock = 50
const orders = 200

/** @returns whether exactly as many orders succeeded as there was stock */
export async function oversell(project: Project): Promise<boolean> {
  const door = project.start('elsewhere', 'amqp://127.0.0.1:1')
  try {
    const url = await door.url()
    const headers = { 'content-type': 'application/json' }
    const made = await fetch(`${url}/items`, { method: 'POST', headers, body: JSON.stringify({ stock }) })
    const { data } = (await made.json()) as { readonly data: { readonly id: string } }
    const statuses = await Promise.all(
      Array.from({ length: orders }, async () => {
        const answer = await fetch(`${url}/items/${data.id}/orders`, { method: 'POST' })
        await answer.arrayBuffer()
        return answer.status
      }),
    )
    const succeeded = statuses.filter((status) => status === 204).length
    const refused = statuses.filter((status) => status === 409).length
    const kept = await project.ask(async (client) => {
      const { rows } = await client.query(
        `SELECT (SELECT count(*) FROM orders WHERE item_id = $1)::integer AS orders,
           (SELECT stock FROM items WHERE id = $1) AS stock`,
        [data.id],
      )
      return rows[0] as { orders: number; stock: number }
    })
    console.log(
      `  oversell: ${orders} orders at once for ${stock} items, ${succeeded} succeeded, ${refused} refused, ${kept?.stock} left`,
    )
    return succeeded === stock && refused === orders - stock && kept?.orders === stock && kept.stock === 0
  } finally {
    await door.kill('SIGKILL')
  }
}
