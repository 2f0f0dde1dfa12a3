-- lintel: step
-- 1. keep what was found for reference products_categories (category_id) to categories, on delete delete too

-- lintel: step
-- 2. drop reference products_categories (category_id) to categories, on delete delete too
--   ACCESS EXCLUSIVE on categories for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on products_categories for milliseconds: reads and writes wait
ALTER TABLE "products_categories" DROP CONSTRAINT "products_categories_category_id_fkey";

-- lintel: step
-- 3. keep what was found for reference products_categories (product_id) to products, on delete delete too

-- lintel: step
-- 4. drop reference products_categories (product_id) to products, on delete delete too
--   ACCESS EXCLUSIVE on products for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on products_categories for milliseconds: reads and writes wait
ALTER TABLE "products_categories" DROP CONSTRAINT "products_categories_product_id_fkey";

-- lintel: step
-- 5. keep what was found for reference order_items (product_id) to products, on delete refuse

-- lintel: step
-- 6. drop reference order_items (product_id) to products, on delete refuse
--   ACCESS EXCLUSIVE on products for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on order_items for milliseconds: reads and writes wait
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_product_id_fkey";

-- lintel: step
-- 7. keep what was found for reference order_items (order_id) to orders, on delete delete too

-- lintel: step
-- 8. drop reference order_items (order_id) to orders, on delete delete too
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on order_items for milliseconds: reads and writes wait
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_order_id_fkey";

-- lintel: step
-- 9. keep what was found for reference orders (customer_id) to users, on delete refuse

-- lintel: step
-- 10. drop reference orders (customer_id) to users, on delete refuse
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
ALTER TABLE "orders" DROP CONSTRAINT "orders_customer_id_fkey";

-- lintel: step
-- 11. drop table products_categories
--   ACCESS EXCLUSIVE on products_categories for milliseconds: reads and writes wait
DROP TABLE "products_categories";

-- lintel: step
-- 12. drop table order_items
--   ACCESS EXCLUSIVE on order_items for milliseconds: reads and writes wait
DROP TABLE "order_items";

-- lintel: step
-- 13. drop table orders
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
DROP TABLE "orders";

-- lintel: step
-- 14. drop table products
--   ACCESS EXCLUSIVE on products for milliseconds: reads and writes wait
DROP TABLE "products";

-- lintel: step
-- 15. drop table categories
--   ACCESS EXCLUSIVE on categories for milliseconds: reads and writes wait
DROP TABLE "categories";

-- lintel: step
-- 16. drop table users
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
DROP TABLE "users";
