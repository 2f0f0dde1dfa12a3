-- lintel: compatible from 0

-- lintel: step
-- 1. create table users (7 columns)
CREATE TABLE "users" (
  "id" uuid NOT NULL,
  "email" text NOT NULL,
  "name" text NOT NULL,
  "password_hash" text NOT NULL,
  "role" text NOT NULL DEFAULT 'customer',
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_email_key" UNIQUE ("email"),
  CONSTRAINT "users_email_length" CHECK (char_length("email") <= 254),
  CONSTRAINT "users_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 100),
  CONSTRAINT "users_role_values" CHECK ("role" IN ('customer', 'support', 'admin'))
);
CREATE INDEX "users_created_at_id_idx" ON "users" ("created_at", "id");

-- lintel: step
-- 2. create table categories (5 columns)
CREATE TABLE "categories" (
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "slug" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "categories_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "categories_slug_key" UNIQUE ("slug"),
  CONSTRAINT "categories_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 80),
  CONSTRAINT "categories_slug_length" CHECK (char_length("slug") >= 1 AND char_length("slug") <= 255)
);
CREATE INDEX "categories_name_id_idx" ON "categories" ("name", "id");

-- lintel: step
-- 3. create table products (8 columns)
CREATE TABLE "products" (
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "description" text,
  "price" numeric(10,2) NOT NULL,
  "stock" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  "deleted_at" timestamptz(3),
  CONSTRAINT "products_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "products_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 120),
  CONSTRAINT "products_description_length" CHECK (char_length("description") <= 4000),
  CONSTRAINT "products_price_range" CHECK ("price" >= 0),
  CONSTRAINT "products_stock_range" CHECK ("stock" >= 0)
);
CREATE INDEX "products_name_id_idx" ON "products" ("name", "id");
CREATE INDEX "products_price_id_idx" ON "products" ("price", "id");
CREATE INDEX "products_created_at_id_idx" ON "products" ("created_at", "id");
CREATE INDEX "products_search_idx" ON "products" USING gin (((setweight(to_tsvector('simple', coalesce("name", '')), 'A') || setweight(to_tsvector('simple', coalesce("description", '')), 'B'))));

-- lintel: step
-- 4. create table orders (7 columns)
CREATE TABLE "orders" (
  "id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "status" text NOT NULL DEFAULT 'placed',
  "total" numeric(14,2) NOT NULL,
  "note" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "orders_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "orders_status_values" CHECK ("status" IN ('placed', 'paid', 'shipped', 'cancelled')),
  CONSTRAINT "orders_note_length" CHECK (char_length("note") <= 500)
);
CREATE INDEX "orders_status_id_idx" ON "orders" ("status", "id");
CREATE INDEX "orders_customer_id_id_idx" ON "orders" ("customer_id", "id" DESC);
CREATE INDEX "orders_created_at_id_idx" ON "orders" ("created_at", "id");
CREATE INDEX "orders_total_id_idx" ON "orders" ("total", "id");

-- lintel: step
-- 5. create table order_items (8 columns)
CREATE TABLE "order_items" (
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "quantity" integer NOT NULL,
  "name" text NOT NULL,
  "price" numeric(10,2) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "order_items_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "order_items_quantity_range" CHECK ("quantity" >= 1 AND "quantity" <= 100),
  CONSTRAINT "order_items_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 120)
);
CREATE INDEX "order_items_order_id_idx" ON "order_items" ("order_id");
CREATE INDEX "order_items_product_id_idx" ON "order_items" ("product_id");

-- lintel: step
-- 6. create table products_categories (2 columns)
CREATE TABLE "products_categories" (
  "product_id" uuid NOT NULL,
  "category_id" uuid NOT NULL,
  CONSTRAINT "products_categories_pkey" PRIMARY KEY ("product_id", "category_id")
);
CREATE INDEX "products_categories_category_id_product_id_idx" ON "products_categories" ("category_id", "product_id");

-- lintel: step
-- 7. add reference orders (customer_id) to users, on delete refuse; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on orders for milliseconds: writes wait
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "users" ("id") NOT VALID;

-- lintel: step long
-- 8. look at the rows for reference orders (customer_id) to users, on delete refuse
--   SHARE UPDATE EXCLUSIVE on orders as long as it takes: only other changes of the table wait
--   goes through the rows of orders
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_customer_id_fkey";

-- lintel: step
-- 9. add reference order_items (order_id) to orders, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on orders for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on order_items for milliseconds: writes wait
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 10. look at the rows for reference order_items (order_id) to orders, on delete delete too
--   SHARE UPDATE EXCLUSIVE on order_items as long as it takes: only other changes of the table wait
--   goes through the rows of order_items
ALTER TABLE "order_items" VALIDATE CONSTRAINT "order_items_order_id_fkey";

-- lintel: step
-- 11. add reference order_items (product_id) to products, on delete refuse; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on products for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on order_items for milliseconds: writes wait
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products" ("id") NOT VALID;

-- lintel: step long
-- 12. look at the rows for reference order_items (product_id) to products, on delete refuse
--   SHARE UPDATE EXCLUSIVE on order_items as long as it takes: only other changes of the table wait
--   goes through the rows of order_items
ALTER TABLE "order_items" VALIDATE CONSTRAINT "order_items_product_id_fkey";

-- lintel: step
-- 13. add reference products_categories (product_id) to products, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on products for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on products_categories for milliseconds: writes wait
ALTER TABLE "products_categories" ADD CONSTRAINT "products_categories_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 14. look at the rows for reference products_categories (product_id) to products, on delete delete too
--   SHARE UPDATE EXCLUSIVE on products_categories as long as it takes: only other changes of the table wait
--   goes through the rows of products_categories
ALTER TABLE "products_categories" VALIDATE CONSTRAINT "products_categories_product_id_fkey";

-- lintel: step
-- 15. add reference products_categories (category_id) to categories, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on categories for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on products_categories for milliseconds: writes wait
ALTER TABLE "products_categories" ADD CONSTRAINT "products_categories_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 16. look at the rows for reference products_categories (category_id) to categories, on delete delete too
--   SHARE UPDATE EXCLUSIVE on products_categories as long as it takes: only other changes of the table wait
--   goes through the rows of products_categories
ALTER TABLE "products_categories" VALIDATE CONSTRAINT "products_categories_category_id_fkey";
