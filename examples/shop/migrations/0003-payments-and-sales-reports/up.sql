-- lintel: compatible from 0

-- lintel: step
-- 1. create table sales_reports (6 columns)
CREATE TABLE "sales_reports" (
  "id" uuid NOT NULL,
  "day" date NOT NULL,
  "orders" integer NOT NULL,
  "revenue" numeric(16,2) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "sales_reports_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "sales_reports_day_key" UNIQUE ("day"),
  CONSTRAINT "sales_reports_orders_range" CHECK ("orders" >= 0)
);

-- lintel: step
-- 2. add orders.charge (text, optional)
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
ALTER TABLE "orders" ADD COLUMN "charge" text;

-- lintel: step
-- 3. add check orders_charge_length: char_length("charge") >= 1 AND char_length("charge") <= 100; rows that are there are not looked at yet
--   ACCESS EXCLUSIVE on orders for milliseconds: reads and writes wait
ALTER TABLE "orders" ADD CONSTRAINT "orders_charge_length" CHECK (char_length("charge") >= 1 AND char_length("charge") <= 100) NOT VALID;

-- lintel: step long
-- 4. look at the rows for check orders_charge_length: char_length("charge") >= 1 AND char_length("charge") <= 100
--   SHARE UPDATE EXCLUSIVE on orders as long as it takes: only other changes of the table wait
--   goes through the rows of orders
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_charge_length";
