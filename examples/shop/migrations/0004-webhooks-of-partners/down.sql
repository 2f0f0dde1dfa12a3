-- lintel: step
-- 1. keep what was found for reference webhook_deliveries (subscription_id) to webhook_subscriptions, on delete delete too

-- lintel: step
-- 2. drop reference webhook_deliveries (subscription_id) to webhook_subscriptions, on delete delete too
--   ACCESS EXCLUSIVE on webhook_subscriptions for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on webhook_deliveries for milliseconds: reads and writes wait
ALTER TABLE "webhook_deliveries" DROP CONSTRAINT "webhook_deliveries_subscription_id_fkey";

-- lintel: step
-- 3. keep what was found for reference webhook_subscriptions (owner_id) to users, on delete delete too

-- lintel: step
-- 4. drop reference webhook_subscriptions (owner_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on webhook_subscriptions for milliseconds: reads and writes wait
ALTER TABLE "webhook_subscriptions" DROP CONSTRAINT "webhook_subscriptions_owner_id_fkey";

-- lintel: step
-- 5. drop table webhook_deliveries
--   ACCESS EXCLUSIVE on webhook_deliveries for milliseconds: reads and writes wait
DROP TABLE "webhook_deliveries";

-- lintel: step
-- 6. drop table webhook_subscriptions
--   ACCESS EXCLUSIVE on webhook_subscriptions for milliseconds: reads and writes wait
DROP TABLE "webhook_subscriptions";
