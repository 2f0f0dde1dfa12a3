-- lintel: compatible from 0

-- lintel: step
-- 1. create table auth_throttles (6 columns)
CREATE TABLE "auth_throttles" (
  "id" uuid NOT NULL,
  "key" text NOT NULL,
  "failures" integer NOT NULL,
  "last_failure_at" timestamptz(3) NOT NULL,
  "blocked_until" timestamptz(3),
  "known_until" timestamptz(3),
  CONSTRAINT "auth_throttles_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_throttles_key_key" UNIQUE ("key"),
  CONSTRAINT "auth_throttles_key_length" CHECK (char_length("key") >= 43 AND char_length("key") <= 43)
);
COMMENT ON TABLE "auth_throttles" IS 'Attempts that failed, and how long the next one has to wait.';

-- lintel: step
-- 2. create table auth_sessions (15 columns)
CREATE TABLE "auth_sessions" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "token" text NOT NULL,
  "previous_token" text,
  "previous_until" timestamptz(3),
  "csrf_token" text NOT NULL,
  "role" text,
  "methods" jsonb NOT NULL,
  "authenticated_at" timestamptz(3) NOT NULL,
  "address" text,
  "user_agent" text,
  "last_used_at" timestamptz(3) NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_sessions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_sessions_token_key" UNIQUE ("token"),
  CONSTRAINT "auth_sessions_previous_token_key" UNIQUE ("previous_token"),
  CONSTRAINT "auth_sessions_token_length" CHECK (char_length("token") >= 43 AND char_length("token") <= 43),
  CONSTRAINT "auth_sessions_previous_token_length" CHECK (char_length("previous_token") >= 43 AND char_length("previous_token") <= 43),
  CONSTRAINT "auth_sessions_csrf_token_length" CHECK (char_length("csrf_token") <= 64),
  CONSTRAINT "auth_sessions_role_length" CHECK (char_length("role") <= 255),
  CONSTRAINT "auth_sessions_address_length" CHECK (char_length("address") <= 64),
  CONSTRAINT "auth_sessions_user_agent_length" CHECK (char_length("user_agent") <= 512)
);
CREATE INDEX "auth_sessions_expires_at_idx" ON "auth_sessions" ("expires_at");
CREATE INDEX "auth_sessions_account_id_idx" ON "auth_sessions" ("account_id");
COMMENT ON TABLE "auth_sessions" IS 'A session of somebody who signed in.';

-- lintel: step
-- 3. create table auth_refresh_families (14 columns)
CREATE TABLE "auth_refresh_families" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "selector" text NOT NULL,
  "token" text NOT NULL,
  "previous_token" text,
  "previous_until" timestamptz(3),
  "successor_salt" text,
  "scope" text,
  "address" text,
  "user_agent" text,
  "last_used_at" timestamptz(3) NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_refresh_families_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_refresh_families_selector_key" UNIQUE ("selector"),
  CONSTRAINT "auth_refresh_families_token_key" UNIQUE ("token"),
  CONSTRAINT "auth_refresh_families_selector_length" CHECK (char_length("selector") >= 43 AND char_length("selector") <= 43),
  CONSTRAINT "auth_refresh_families_token_length" CHECK (char_length("token") >= 43 AND char_length("token") <= 43),
  CONSTRAINT "auth_refresh_families_previous_token_length" CHECK (char_length("previous_token") >= 43 AND char_length("previous_token") <= 43),
  CONSTRAINT "auth_refresh_families_successor_salt_length" CHECK (char_length("successor_salt") <= 64),
  CONSTRAINT "auth_refresh_families_scope_length" CHECK (char_length("scope") <= 1000),
  CONSTRAINT "auth_refresh_families_address_length" CHECK (char_length("address") <= 64),
  CONSTRAINT "auth_refresh_families_user_agent_length" CHECK (char_length("user_agent") <= 512)
);
CREATE INDEX "auth_refresh_families_expires_at_idx" ON "auth_refresh_families" ("expires_at");
CREATE INDEX "auth_refresh_families_account_id_idx" ON "auth_refresh_families" ("account_id");
COMMENT ON TABLE "auth_refresh_families" IS 'Refresh tokens that came of one sign-in.';

-- lintel: step
-- 4. create table auth_sign_ups (8 columns)
CREATE TABLE "auth_sign_ups" (
  "id" uuid NOT NULL,
  "email" text NOT NULL,
  "token" text NOT NULL,
  "values" jsonb NOT NULL,
  "password_hash" text NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_sign_ups_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_sign_ups_token_key" UNIQUE ("token"),
  CONSTRAINT "auth_sign_ups_email_length" CHECK (char_length("email") <= 254),
  CONSTRAINT "auth_sign_ups_token_length" CHECK (char_length("token") >= 43 AND char_length("token") <= 43),
  CONSTRAINT "auth_sign_ups_password_hash_length" CHECK (char_length("password_hash") <= 255)
);
CREATE INDEX "auth_sign_ups_expires_at_idx" ON "auth_sign_ups" ("expires_at");
COMMENT ON TABLE "auth_sign_ups" IS 'A sign-up that waits until its mail is read.';

-- lintel: step
-- 5. create table auth_single_use_tokens (7 columns)
CREATE TABLE "auth_single_use_tokens" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "purpose" text NOT NULL,
  "token" text NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_single_use_tokens_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_single_use_tokens_token_key" UNIQUE ("token"),
  CONSTRAINT "auth_single_use_tokens_purpose_length" CHECK (char_length("purpose") <= 40),
  CONSTRAINT "auth_single_use_tokens_token_length" CHECK (char_length("token") >= 43 AND char_length("token") <= 43)
);
CREATE INDEX "auth_single_use_tokens_expires_at_idx" ON "auth_single_use_tokens" ("expires_at");
CREATE INDEX "auth_single_use_tokens_account_id_idx" ON "auth_single_use_tokens" ("account_id");
COMMENT ON TABLE "auth_single_use_tokens" IS 'A token that was sent by mail and is good for one use.';

-- lintel: step
-- 6. create table auth_events (8 columns)
CREATE TABLE "auth_events" (
  "id" uuid NOT NULL,
  "kind" text NOT NULL,
  "account" text,
  "address" text,
  "request_id" text,
  "detail" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_events_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_events_kind_length" CHECK (char_length("kind") <= 60),
  CONSTRAINT "auth_events_account_length" CHECK (char_length("account") <= 64),
  CONSTRAINT "auth_events_address_length" CHECK (char_length("address") <= 64),
  CONSTRAINT "auth_events_request_id_length" CHECK (char_length("request_id") <= 128),
  CONSTRAINT "auth_events_detail_length" CHECK (char_length("detail") <= 255)
);
CREATE INDEX "auth_events_account_created_at_idx" ON "auth_events" ("account", "created_at");
CREATE INDEX "auth_events_created_at_idx" ON "auth_events" ("created_at");
COMMENT ON TABLE "auth_events" IS 'What happened to accounts.';

-- lintel: step
-- 7. create table auth_api_keys (11 columns)
CREATE TABLE "auth_api_keys" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "public_id" text NOT NULL,
  "secret" text NOT NULL,
  "prefix" text NOT NULL,
  "name" text NOT NULL,
  "scopes" jsonb NOT NULL,
  "last_used_at" timestamptz(3),
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_api_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_api_keys_public_id_key" UNIQUE ("public_id"),
  CONSTRAINT "auth_api_keys_public_id_length" CHECK (char_length("public_id") <= 20),
  CONSTRAINT "auth_api_keys_secret_length" CHECK (char_length("secret") >= 43 AND char_length("secret") <= 43),
  CONSTRAINT "auth_api_keys_prefix_length" CHECK (char_length("prefix") <= 40),
  CONSTRAINT "auth_api_keys_name_length" CHECK (char_length("name") <= 100)
);
CREATE INDEX "auth_api_keys_expires_at_idx" ON "auth_api_keys" ("expires_at");
CREATE INDEX "auth_api_keys_account_id_idx" ON "auth_api_keys" ("account_id");
COMMENT ON TABLE "auth_api_keys" IS 'A key for a program that acts for its holder.';

-- lintel: step
-- 8. create table auth_totps (7 columns)
CREATE TABLE "auth_totps" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "secret" text NOT NULL,
  "confirmed_at" timestamptz(3),
  "last_step" integer NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_totps_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_totps_account_id_key" UNIQUE ("account_id"),
  CONSTRAINT "auth_totps_secret_length" CHECK (char_length("secret") <= 500)
);
COMMENT ON TABLE "auth_totps" IS 'An app that makes codes for its holder.';

-- lintel: step
-- 9. create table auth_recovery_codes (3 columns)
CREATE TABLE "auth_recovery_codes" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "code" text NOT NULL,
  CONSTRAINT "auth_recovery_codes_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_recovery_codes_code_length" CHECK (char_length("code") >= 43 AND char_length("code") <= 43)
);
CREATE INDEX "auth_recovery_codes_account_id_idx" ON "auth_recovery_codes" ("account_id");
COMMENT ON TABLE "auth_recovery_codes" IS 'A code for one use, for whoever has lost the app.';

-- lintel: step
-- 10. create table auth_challenges (9 columns)
CREATE TABLE "auth_challenges" (
  "id" uuid NOT NULL,
  "account_id" uuid,
  "purpose" text NOT NULL,
  "token" text NOT NULL,
  "browser" text,
  "data" jsonb NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_challenges_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_challenges_token_key" UNIQUE ("token"),
  CONSTRAINT "auth_challenges_purpose_length" CHECK (char_length("purpose") <= 40),
  CONSTRAINT "auth_challenges_token_length" CHECK (char_length("token") >= 43 AND char_length("token") <= 43),
  CONSTRAINT "auth_challenges_browser_length" CHECK (char_length("browser") >= 43 AND char_length("browser") <= 43)
);
CREATE INDEX "auth_challenges_expires_at_idx" ON "auth_challenges" ("expires_at");
CREATE INDEX "auth_challenges_account_id_idx" ON "auth_challenges" ("account_id");
COMMENT ON TABLE "auth_challenges" IS 'A question that waits for one answer.';

-- lintel: step
-- 11. create table auth_passkeys (11 columns)
CREATE TABLE "auth_passkeys" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "credential" text NOT NULL,
  "public_key" text NOT NULL,
  "counter" bigint NOT NULL,
  "transports" jsonb NOT NULL,
  "name" text NOT NULL,
  "backed_up" boolean NOT NULL,
  "last_used_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_passkeys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_passkeys_credential_key" UNIQUE ("credential"),
  CONSTRAINT "auth_passkeys_credential_length" CHECK (char_length("credential") <= 1400),
  CONSTRAINT "auth_passkeys_public_key_length" CHECK (char_length("public_key") <= 4000),
  CONSTRAINT "auth_passkeys_name_length" CHECK (char_length("name") <= 100)
);
CREATE INDEX "auth_passkeys_account_id_idx" ON "auth_passkeys" ("account_id");
COMMENT ON TABLE "auth_passkeys" IS 'A device that signs its holder in.';

-- lintel: step
-- 12. create table auth_linked_identities (9 columns)
CREATE TABLE "auth_linked_identities" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "provider" text NOT NULL,
  "issuer" text NOT NULL,
  "subject" text NOT NULL,
  "email" text,
  "last_used_at" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_linked_identities_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_linked_identities_issuer_subject_key" UNIQUE ("issuer", "subject"),
  CONSTRAINT "auth_linked_identities_provider_length" CHECK (char_length("provider") <= 60),
  CONSTRAINT "auth_linked_identities_issuer_length" CHECK (char_length("issuer") <= 500),
  CONSTRAINT "auth_linked_identities_subject_length" CHECK (char_length("subject") <= 255),
  CONSTRAINT "auth_linked_identities_email_length" CHECK (char_length("email") <= 254)
);
CREATE INDEX "auth_linked_identities_account_id_idx" ON "auth_linked_identities" ("account_id");
COMMENT ON TABLE "auth_linked_identities" IS 'An account elsewhere that signs its holder in.';

-- lintel: step
-- 13. create table auth_verified_emails (5 columns)
CREATE TABLE "auth_verified_emails" (
  "id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "email" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "auth_verified_emails_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "auth_verified_emails_account_id_key" UNIQUE ("account_id"),
  CONSTRAINT "auth_verified_emails_email_length" CHECK (char_length("email") <= 254)
);
COMMENT ON TABLE "auth_verified_emails" IS 'The address whose mail the holder of an account has read.';

-- lintel: step
-- 14. make users.password_hash optional
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL;

-- lintel: step
-- 15. nothing to look for in users.password_hash

-- lintel: step
-- 16. nothing to ask of users.password_hash

-- lintel: step
-- 17. add reference auth_sessions (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_sessions for milliseconds: writes wait
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 18. look at the rows for reference auth_sessions (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_sessions as long as it takes: only other changes of the table wait
--   goes through the rows of auth_sessions
ALTER TABLE "auth_sessions" VALIDATE CONSTRAINT "auth_sessions_account_id_fkey";

-- lintel: step
-- 19. add reference auth_refresh_families (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_refresh_families for milliseconds: writes wait
ALTER TABLE "auth_refresh_families" ADD CONSTRAINT "auth_refresh_families_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 20. look at the rows for reference auth_refresh_families (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_refresh_families as long as it takes: only other changes of the table wait
--   goes through the rows of auth_refresh_families
ALTER TABLE "auth_refresh_families" VALIDATE CONSTRAINT "auth_refresh_families_account_id_fkey";

-- lintel: step
-- 21. add reference auth_single_use_tokens (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_single_use_tokens for milliseconds: writes wait
ALTER TABLE "auth_single_use_tokens" ADD CONSTRAINT "auth_single_use_tokens_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 22. look at the rows for reference auth_single_use_tokens (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_single_use_tokens as long as it takes: only other changes of the table wait
--   goes through the rows of auth_single_use_tokens
ALTER TABLE "auth_single_use_tokens" VALIDATE CONSTRAINT "auth_single_use_tokens_account_id_fkey";

-- lintel: step
-- 23. add reference auth_api_keys (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_api_keys for milliseconds: writes wait
ALTER TABLE "auth_api_keys" ADD CONSTRAINT "auth_api_keys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 24. look at the rows for reference auth_api_keys (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_api_keys as long as it takes: only other changes of the table wait
--   goes through the rows of auth_api_keys
ALTER TABLE "auth_api_keys" VALIDATE CONSTRAINT "auth_api_keys_account_id_fkey";

-- lintel: step
-- 25. add reference auth_totps (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_totps for milliseconds: writes wait
ALTER TABLE "auth_totps" ADD CONSTRAINT "auth_totps_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 26. look at the rows for reference auth_totps (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_totps as long as it takes: only other changes of the table wait
--   goes through the rows of auth_totps
ALTER TABLE "auth_totps" VALIDATE CONSTRAINT "auth_totps_account_id_fkey";

-- lintel: step
-- 27. add reference auth_recovery_codes (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_recovery_codes for milliseconds: writes wait
ALTER TABLE "auth_recovery_codes" ADD CONSTRAINT "auth_recovery_codes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 28. look at the rows for reference auth_recovery_codes (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_recovery_codes as long as it takes: only other changes of the table wait
--   goes through the rows of auth_recovery_codes
ALTER TABLE "auth_recovery_codes" VALIDATE CONSTRAINT "auth_recovery_codes_account_id_fkey";

-- lintel: step
-- 29. add reference auth_challenges (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_challenges for milliseconds: writes wait
ALTER TABLE "auth_challenges" ADD CONSTRAINT "auth_challenges_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 30. look at the rows for reference auth_challenges (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_challenges as long as it takes: only other changes of the table wait
--   goes through the rows of auth_challenges
ALTER TABLE "auth_challenges" VALIDATE CONSTRAINT "auth_challenges_account_id_fkey";

-- lintel: step
-- 31. add reference auth_passkeys (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_passkeys for milliseconds: writes wait
ALTER TABLE "auth_passkeys" ADD CONSTRAINT "auth_passkeys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 32. look at the rows for reference auth_passkeys (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_passkeys as long as it takes: only other changes of the table wait
--   goes through the rows of auth_passkeys
ALTER TABLE "auth_passkeys" VALIDATE CONSTRAINT "auth_passkeys_account_id_fkey";

-- lintel: step
-- 33. add reference auth_linked_identities (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_linked_identities for milliseconds: writes wait
ALTER TABLE "auth_linked_identities" ADD CONSTRAINT "auth_linked_identities_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 34. look at the rows for reference auth_linked_identities (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_linked_identities as long as it takes: only other changes of the table wait
--   goes through the rows of auth_linked_identities
ALTER TABLE "auth_linked_identities" VALIDATE CONSTRAINT "auth_linked_identities_account_id_fkey";

-- lintel: step
-- 35. add reference auth_verified_emails (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_verified_emails for milliseconds: writes wait
ALTER TABLE "auth_verified_emails" ADD CONSTRAINT "auth_verified_emails_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 36. look at the rows for reference auth_verified_emails (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_verified_emails as long as it takes: only other changes of the table wait
--   goes through the rows of auth_verified_emails
ALTER TABLE "auth_verified_emails" VALIDATE CONSTRAINT "auth_verified_emails_account_id_fkey";
