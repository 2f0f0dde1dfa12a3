-- lintel: step
-- 1. keep what was found for reference auth_verified_emails (account_id) to users, on delete delete too

-- lintel: step
-- 2. drop reference auth_verified_emails (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_verified_emails for milliseconds: reads and writes wait
ALTER TABLE "auth_verified_emails" DROP CONSTRAINT "auth_verified_emails_account_id_fkey";

-- lintel: step
-- 3. keep what was found for reference auth_linked_identities (account_id) to users, on delete delete too

-- lintel: step
-- 4. drop reference auth_linked_identities (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_linked_identities for milliseconds: reads and writes wait
ALTER TABLE "auth_linked_identities" DROP CONSTRAINT "auth_linked_identities_account_id_fkey";

-- lintel: step
-- 5. keep what was found for reference auth_passkeys (account_id) to users, on delete delete too

-- lintel: step
-- 6. drop reference auth_passkeys (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_passkeys for milliseconds: reads and writes wait
ALTER TABLE "auth_passkeys" DROP CONSTRAINT "auth_passkeys_account_id_fkey";

-- lintel: step
-- 7. keep what was found for reference auth_challenges (account_id) to users, on delete delete too

-- lintel: step
-- 8. drop reference auth_challenges (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_challenges for milliseconds: reads and writes wait
ALTER TABLE "auth_challenges" DROP CONSTRAINT "auth_challenges_account_id_fkey";

-- lintel: step
-- 9. keep what was found for reference auth_recovery_codes (account_id) to users, on delete delete too

-- lintel: step
-- 10. drop reference auth_recovery_codes (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_recovery_codes for milliseconds: reads and writes wait
ALTER TABLE "auth_recovery_codes" DROP CONSTRAINT "auth_recovery_codes_account_id_fkey";

-- lintel: step
-- 11. keep what was found for reference auth_totps (account_id) to users, on delete delete too

-- lintel: step
-- 12. drop reference auth_totps (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_totps for milliseconds: reads and writes wait
ALTER TABLE "auth_totps" DROP CONSTRAINT "auth_totps_account_id_fkey";

-- lintel: step
-- 13. keep what was found for reference auth_api_keys (account_id) to users, on delete delete too

-- lintel: step
-- 14. drop reference auth_api_keys (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_api_keys for milliseconds: reads and writes wait
ALTER TABLE "auth_api_keys" DROP CONSTRAINT "auth_api_keys_account_id_fkey";

-- lintel: step
-- 15. keep what was found for reference auth_single_use_tokens (account_id) to users, on delete delete too

-- lintel: step
-- 16. drop reference auth_single_use_tokens (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_single_use_tokens for milliseconds: reads and writes wait
ALTER TABLE "auth_single_use_tokens" DROP CONSTRAINT "auth_single_use_tokens_account_id_fkey";

-- lintel: step
-- 17. keep what was found for reference auth_refresh_families (account_id) to users, on delete delete too

-- lintel: step
-- 18. drop reference auth_refresh_families (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_refresh_families for milliseconds: reads and writes wait
ALTER TABLE "auth_refresh_families" DROP CONSTRAINT "auth_refresh_families_account_id_fkey";

-- lintel: step
-- 19. keep what was found for reference auth_sessions (account_id) to users, on delete delete too

-- lintel: step
-- 20. drop reference auth_sessions (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_sessions for milliseconds: reads and writes wait
ALTER TABLE "auth_sessions" DROP CONSTRAINT "auth_sessions_account_id_fkey";

-- lintel: step
-- 21. ask for a value in users.password_hash; rows that are there are not looked at yet
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
ALTER TABLE "users" ADD CONSTRAINT "users_password_hash_present" CHECK ("password_hash" IS NOT NULL) NOT VALID;

-- lintel: step long
-- 22. look for rows without a value in users.password_hash
--   SHARE UPDATE EXCLUSIVE on users as long as it takes: only other changes of the table wait
--   goes through the rows of users
ALTER TABLE "users" VALIDATE CONSTRAINT "users_password_hash_present";

-- lintel: step
-- 23. make users.password_hash required
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
ALTER TABLE "users" ALTER COLUMN "password_hash" SET NOT NULL;
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "users_password_hash_present";

-- lintel: step
-- 24. drop table auth_verified_emails
--   ACCESS EXCLUSIVE on auth_verified_emails for milliseconds: reads and writes wait
DROP TABLE "auth_verified_emails";

-- lintel: step
-- 25. drop table auth_linked_identities
--   ACCESS EXCLUSIVE on auth_linked_identities for milliseconds: reads and writes wait
DROP TABLE "auth_linked_identities";

-- lintel: step
-- 26. drop table auth_passkeys
--   ACCESS EXCLUSIVE on auth_passkeys for milliseconds: reads and writes wait
DROP TABLE "auth_passkeys";

-- lintel: step
-- 27. drop table auth_challenges
--   ACCESS EXCLUSIVE on auth_challenges for milliseconds: reads and writes wait
DROP TABLE "auth_challenges";

-- lintel: step
-- 28. drop table auth_recovery_codes
--   ACCESS EXCLUSIVE on auth_recovery_codes for milliseconds: reads and writes wait
DROP TABLE "auth_recovery_codes";

-- lintel: step
-- 29. drop table auth_totps
--   ACCESS EXCLUSIVE on auth_totps for milliseconds: reads and writes wait
DROP TABLE "auth_totps";

-- lintel: step
-- 30. drop table auth_api_keys
--   ACCESS EXCLUSIVE on auth_api_keys for milliseconds: reads and writes wait
DROP TABLE "auth_api_keys";

-- lintel: step
-- 31. drop table auth_events
--   ACCESS EXCLUSIVE on auth_events for milliseconds: reads and writes wait
DROP TABLE "auth_events";

-- lintel: step
-- 32. drop table auth_single_use_tokens
--   ACCESS EXCLUSIVE on auth_single_use_tokens for milliseconds: reads and writes wait
DROP TABLE "auth_single_use_tokens";

-- lintel: step
-- 33. drop table auth_sign_ups
--   ACCESS EXCLUSIVE on auth_sign_ups for milliseconds: reads and writes wait
DROP TABLE "auth_sign_ups";

-- lintel: step
-- 34. drop table auth_refresh_families
--   ACCESS EXCLUSIVE on auth_refresh_families for milliseconds: reads and writes wait
DROP TABLE "auth_refresh_families";

-- lintel: step
-- 35. drop table auth_sessions
--   ACCESS EXCLUSIVE on auth_sessions for milliseconds: reads and writes wait
DROP TABLE "auth_sessions";

-- lintel: step
-- 36. drop table auth_throttles
--   ACCESS EXCLUSIVE on auth_throttles for milliseconds: reads and writes wait
DROP TABLE "auth_throttles";
