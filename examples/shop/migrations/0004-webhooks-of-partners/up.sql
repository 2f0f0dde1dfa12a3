-- lintel: compatible from 0

-- lintel: step
-- 1. create table webhook_subscriptions (13 columns)
CREATE TABLE "webhook_subscriptions" (
  "id" uuid NOT NULL,
  "owner_id" uuid NOT NULL,
  "url" text NOT NULL,
  "events" jsonb NOT NULL,
  "description" text,
  "status" text NOT NULL DEFAULT 'active',
  "reason" text,
  "failing_since" timestamptz(3),
  "signing_secret" text NOT NULL,
  "former_signing_secret" text,
  "former_signing_until" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "webhook_subscriptions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_subscriptions_url_length" CHECK (char_length("url") <= 2048),
  CONSTRAINT "webhook_subscriptions_description_length" CHECK (char_length("description") <= 200),
  CONSTRAINT "webhook_subscriptions_status_values" CHECK ("status" IN ('active', 'disabled')),
  CONSTRAINT "webhook_subscriptions_reason_length" CHECK (char_length("reason") <= 500),
  CONSTRAINT "webhook_subscriptions_signing_secret_length" CHECK (char_length("signing_secret") <= 500),
  CONSTRAINT "webhook_subscriptions_former_signing_secret_length" CHECK (char_length("former_signing_secret") <= 500)
);
CREATE INDEX "webhook_subscriptions_owner_created_at_idx" ON "webhook_subscriptions" ("owner_id", "created_at");
CREATE INDEX "webhook_subscriptions_owner_id_id_idx" ON "webhook_subscriptions" ("owner_id", "id" DESC);
CREATE INDEX "webhook_subscriptions_created_at_id_idx" ON "webhook_subscriptions" ("created_at", "id");
COMMENT ON TABLE "webhook_subscriptions" IS 'Where somebody wants to be told of events.';
COMMENT ON COLUMN "webhook_subscriptions"."url" IS 'Where events are posted to: an address of the public internet.';
COMMENT ON COLUMN "webhook_subscriptions"."events" IS 'The types of events that are wanted.';

-- lintel: step
-- 2. create table webhook_deliveries (15 columns)
CREATE TABLE "webhook_deliveries" (
  "id" uuid NOT NULL,
  "subscription_id" uuid NOT NULL,
  "event" text NOT NULL,
  "type" text NOT NULL,
  "content" text NOT NULL,
  "told" jsonb NOT NULL,
  "status" text NOT NULL DEFAULT 'waiting',
  "attempts" integer NOT NULL DEFAULT 0,
  "response_status" integer,
  "duration_ms" integer,
  "error" text,
  "next_attempt_at" timestamptz(3),
  "delivered_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_deliveries_event_length" CHECK (char_length("event") <= 64),
  CONSTRAINT "webhook_deliveries_type_length" CHECK (char_length("type") <= 255),
  CONSTRAINT "webhook_deliveries_content_length" CHECK (char_length("content") <= 1000000),
  CONSTRAINT "webhook_deliveries_status_values" CHECK ("status" IN ('waiting', 'delivered', 'failed', 'withheld')),
  CONSTRAINT "webhook_deliveries_error_length" CHECK (char_length("error") <= 500)
);
CREATE INDEX "webhook_deliveries_subscription_created_at_idx" ON "webhook_deliveries" ("subscription_id", "created_at");
CREATE INDEX "webhook_deliveries_created_at_idx" ON "webhook_deliveries" ("created_at");
COMMENT ON TABLE "webhook_deliveries" IS 'An event on its way to a subscription.';

-- lintel: step
-- 3. add reference webhook_subscriptions (owner_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on webhook_subscriptions for milliseconds: writes wait
ALTER TABLE "webhook_subscriptions" ADD CONSTRAINT "webhook_subscriptions_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 4. look at the rows for reference webhook_subscriptions (owner_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on webhook_subscriptions as long as it takes: only other changes of the table wait
--   goes through the rows of webhook_subscriptions
ALTER TABLE "webhook_subscriptions" VALIDATE CONSTRAINT "webhook_subscriptions_owner_id_fkey";

-- lintel: step
-- 5. add reference webhook_deliveries (subscription_id) to webhook_subscriptions, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on webhook_subscriptions for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on webhook_deliveries for milliseconds: writes wait
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "webhook_subscriptions" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 6. look at the rows for reference webhook_deliveries (subscription_id) to webhook_subscriptions, on delete delete too
--   SHARE UPDATE EXCLUSIVE on webhook_deliveries as long as it takes: only other changes of the table wait
--   goes through the rows of webhook_deliveries
ALTER TABLE "webhook_deliveries" VALIDATE CONSTRAINT "webhook_deliveries_subscription_id_fkey";
