-- lintel: step
-- 1. keep what was found for check orders_charge_length: char_length("charge") >= 1 AND char_length("charge") <= 100

-- lintel: step
-- 2. drop check orders_charge_length: char_length("charge") >= 1 AND char_length("charge") <= 100
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
ALTER TABLE "orders" DROP CONSTRAINT "orders_charge_length";

-- lintel: step
-- 3. undo: add orders.charge (text, optional)
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
ALTER TABLE "orders" DROP COLUMN "charge";

-- lintel: step
-- 4. drop table sales_reports
--   ACCESS EXCLUSIVE on sales_reports for milliseconds: reads and writes wait
DROP TABLE "sales_reports";
