/** The SQL of the Fastify peer: one statement per request, the policy in its `where`. */

const order = `
  'id', o.id, 'status', o.status, 'total', o.total::text,
  'createdAt', o.created_at, 'updatedAt', o.updated_at`

// A correlated subquery, not a join: PostgreSQL 15 joins products to each order's three items by a scan of
// all products, and the list takes twice as long.
const product = `(
  select json_build_object('id', p.id, 'name', p.name, 'price', p.price::text,
    'createdAt', p.created_at, 'updatedAt', p.updated_at)
  from products p where p.id = i.product_id)`

const items = `(
  select coalesce(json_agg(json_build_object('id', i.id, 'order', i.order_id, 'product', ${product},
    'quantity', i.quantity, 'price', i.price::text,
    'createdAt', i.created_at, 'updatedAt', i.updated_at) order by i.id), '[]')
  from order_items i where i.order_id = o.id)`

const customer = `json_build_object('id', c.id, 'name', c.name, 'email', c.email,
  'createdAt', c.created_at, 'updatedAt', c.updated_at)`

const page = (position: string) => `
  select json_build_object(${order}, 'customer', ${customer}, 'items', ${items}) as "order"
  from orders o join users c on c.id = o.customer_id
  where o.customer_id = $1 ${position}
  order by o.created_at desc, o.id desc
  limit $2`

/** Parameters: customer, limit. */
export const firstPage = { name: 'orders_first_page', text: page('') }

/** Parameters: customer, limit, and the time and id of the last order seen. */
export const nextPage = {
  name: 'orders_next_page',
  text: page('and (o.created_at, o.id) < ($3, $4)'),
}

/** Parameters: order, customer. */
export const readOrder = {
  name: 'orders_read',
  text: `
    select id, customer_id as customer, status, total, created_at as "createdAt", updated_at as "updatedAt"
    from orders where id = $1 and customer_id = $2`,
}

/** Parameters: id of the note, order, customer, body. No row when the order is not the customer's. */
export const insertNote = {
  name: 'notes_insert',
  text: `
    insert into notes (id, order_id, body)
    select $1, o.id, $4 from orders o where o.id = $2 and o.customer_id = $3
    returning id, order_id as "order", body, created_at as "createdAt", updated_at as "updatedAt"`,
}
