-- The rows of the shop. :rows orders, a hundred of each customer; the same in every run.
-- Ids are UUIDs of version 7, so that they lie on disk in the order of time, as they do in production.

CREATE FUNCTION pg_temp.id_at(moment timestamptz, seed text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(seed), 1, 3) || '8' || substr(md5(seed), 4, 15))::uuid
$$;

INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
SELECT pg_temp.id_at(moment, 'user ' || n), 'customer-' || n || '@example.test', 'Customer ' || n, '-', moment, moment
FROM generate_series(1, greatest(:rows / 100, 1)) AS n,
  LATERAL (SELECT timestamptz '2024-01-01 00:00Z' + n * interval '1 minute' AS moment) AS at;

-- More in stock than the load can ever order.
INSERT INTO products (id, name, price, stock)
SELECT pg_temp.id_at('2024-01-01 00:00Z', 'product ' || n), 'Product ' || n, 1 + n % 200, 2000000000
FROM generate_series(1, 500) AS n;

INSERT INTO couriers (id, name)
SELECT pg_temp.id_at('2024-01-01 00:00Z', 'courier ' || n), 'Courier ' || n FROM generate_series(1, 20) AS n;

CREATE TEMPORARY TABLE customer AS SELECT row_number() OVER (ORDER BY id) - 1 AS number, id FROM users;
CREATE TEMPORARY TABLE courier AS SELECT row_number() OVER (ORDER BY id) - 1 AS number, id FROM couriers;
CREATE TEMPORARY TABLE product AS SELECT row_number() OVER (ORDER BY id) - 1 AS number, id, name, price FROM products;
ANALYZE customer, courier, product;

-- Orders arrive over time from every customer, so the rows of one customer lie far apart, as in real life.
INSERT INTO orders (id, customer_id, status, total, note, reference, weight_grams, channel, street, city, courier_id,
  created_at, updated_at)
SELECT pg_temp.id_at(moment, 'order ' || n), customer.id,
  (ARRAY['placed', 'paid', 'shipped', 'cancelled'])[1 + n % 4], 10 + n % 1000,
  CASE WHEN n % 3 = 0 THEN 'Ring twice, order ' || n END, 'R-' || n, 250 * (1 + n % 8),
  (ARRAY['web', 'phone', 'shop'])[1 + n % 3], 'Long Street ' || n % 300, 'City ' || n % 1000, courier.id,
  moment, moment
FROM generate_series(1, :rows) AS n
  CROSS JOIN LATERAL (SELECT timestamptz '2025-01-01 00:00Z' + n * interval '15 seconds' AS moment) AS at
  JOIN customer ON customer.number = (n * 7919::bigint) % greatest(:rows / 100, 1)
  JOIN courier ON courier.number = n % 20
ORDER BY n;

-- Two items for the orders that the load reads: items of the others would only make the copies larger.
INSERT INTO order_items (id, order_id, product_id, quantity, name, price, created_at, updated_at)
SELECT pg_temp.id_at(orders.created_at, orders.id::text || line), orders.id, product.id, 1 + line, product.name,
  product.price, orders.created_at, orders.created_at
FROM orders
  JOIN customer ON customer.id = orders.customer_id AND customer.number < :callers
  CROSS JOIN generate_series(1, 2) AS line
  JOIN product ON product.number = abs(hashtext(orders.id::text || line)) % 500;

