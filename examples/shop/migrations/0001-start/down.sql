-- undo: add reference products_categories (category_id) to categories, on delete delete too
ALTER TABLE "products_categories" DROP CONSTRAINT "products_categories_category_id_fkey";

-- undo: add reference products_categories (product_id) to products, on delete delete too
ALTER TABLE "products_categories" DROP CONSTRAINT "products_categories_product_id_fkey";

-- undo: add reference order_items (product_id) to products, on delete refuse
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_product_id_fkey";

-- undo: add reference order_items (order_id) to orders, on delete delete too
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_order_id_fkey";

-- undo: add reference orders (customer_id) to users, on delete refuse
ALTER TABLE "orders" DROP CONSTRAINT "orders_customer_id_fkey";

-- undo: create table products_categories (2 columns)
DROP TABLE "products_categories";

-- undo: create table order_items (8 columns)
DROP TABLE "order_items";

-- undo: create table orders (7 columns)
DROP TABLE "orders";

-- undo: create table products (8 columns)
DROP TABLE "products";

-- undo: create table categories (5 columns)
DROP TABLE "categories";

-- undo: create table users (7 columns)
DROP TABLE "users";
