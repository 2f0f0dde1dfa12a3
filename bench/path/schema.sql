-- The schema of the benchmark: what the framework's own migration creates for the same five entities.

create table users (
  id         uuid primary key,
  name       text not null,
  email      text not null unique,
  role       text not null default 'customer',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table products (
  id         uuid primary key,
  name       text not null,
  price      numeric(12, 2) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table orders (
  id          uuid primary key,
  customer_id uuid not null references users (id),
  status      text not null default 'placed',
  total       numeric(12, 2) not null,
  created_at  timestamptz(3) not null default now(),
  updated_at  timestamptz(3) not null default now()
);
create index orders_customer_id_created_at_id on orders (customer_id, created_at desc, id desc);

create table order_items (
  id         uuid primary key,
  order_id   uuid not null references orders (id),
  product_id uuid not null references products (id),
  quantity   integer not null,
  price      numeric(12, 2) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index order_items_order_id on order_items (order_id);

create table notes (
  id         uuid primary key,
  order_id   uuid not null references orders (id),
  body       text not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
