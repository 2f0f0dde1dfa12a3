-- lintel: compatible from 0

-- lintel: step
-- 1. create table members (6 columns)
CREATE TABLE "members" (
  "id" uuid NOT NULL,
  "workspace_id" uuid NOT NULL,
  "user_id" uuid NOT NULL,
  "role" text NOT NULL DEFAULT 'member',
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "members_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "members_workspace_user_key" UNIQUE ("workspace_id", "user_id"),
  CONSTRAINT "members_role_values" CHECK ("role" IN ('member', 'admin'))
);
CREATE INDEX "members_user_id_idx" ON "members" ("user_id");

-- lintel: step
-- 2. create table workspaces (4 columns)
CREATE TABLE "workspaces" (
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "workspaces_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 80)
);

-- lintel: step
-- 3. create table users (7 columns)
CREATE TABLE "users" (
  "id" uuid NOT NULL,
  "email" text NOT NULL,
  "name" text NOT NULL,
  "password_hash" text NOT NULL,
  "role" text NOT NULL DEFAULT 'person',
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_email_key" UNIQUE ("email"),
  CONSTRAINT "users_email_length" CHECK (char_length("email") <= 254),
  CONSTRAINT "users_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 100),
  CONSTRAINT "users_role_values" CHECK ("role" IN ('person', 'support'))
);

-- lintel: step
-- 4. create table auth_throttles (6 columns)
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
-- 5. create table auth_refresh_families (14 columns)
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
-- 7. create table projects (7 columns)
CREATE TABLE "projects" (
  "id" uuid NOT NULL,
  "workspace_id" uuid NOT NULL,
  "team_id" uuid NOT NULL,
  "name" text NOT NULL,
  "budget" numeric(12,2),
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "projects_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "projects_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 120),
  CONSTRAINT "projects_budget_range" CHECK ("budget" >= 0)
);
CREATE INDEX "projects_workspace_id_idx" ON "projects" ("workspace_id");
CREATE INDEX "projects_team_id_idx" ON "projects" ("team_id");
CREATE INDEX "projects_name_id_idx" ON "projects" ("name", "id");

-- lintel: step
-- 8. create table teams (5 columns)
CREATE TABLE "teams" (
  "id" uuid NOT NULL,
  "workspace_id" uuid NOT NULL,
  "name" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "teams_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "teams_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 80)
);
CREATE INDEX "teams_workspace_id_idx" ON "teams" ("workspace_id");

-- lintel: step
-- 9. create table team_members (5 columns)
CREATE TABLE "team_members" (
  "id" uuid NOT NULL,
  "team_id" uuid NOT NULL,
  "user_id" uuid NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "team_members_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "team_members_team_user_key" UNIQUE ("team_id", "user_id")
);
CREATE INDEX "team_members_user_id_idx" ON "team_members" ("user_id");

-- lintel: step
-- 10. create table documents (8 columns)
CREATE TABLE "documents" (
  "id" uuid NOT NULL,
  "project_id" uuid NOT NULL,
  "author_id" uuid NOT NULL,
  "title" text NOT NULL,
  "body" text NOT NULL,
  "state" text NOT NULL DEFAULT 'draft',
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "documents_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "documents_title_length" CHECK (char_length("title") >= 1 AND char_length("title") <= 200),
  CONSTRAINT "documents_body_length" CHECK (char_length("body") <= 100000),
  CONSTRAINT "documents_state_values" CHECK ("state" IN ('draft', 'published'))
);
CREATE INDEX "documents_author_id_id_idx" ON "documents" ("author_id", "id" DESC);
CREATE INDEX "documents_project_id_idx" ON "documents" ("project_id");
CREATE INDEX "documents_title_id_idx" ON "documents" ("title", "id");

-- lintel: step
-- 11. create table shares (6 columns)
CREATE TABLE "shares" (
  "id" uuid NOT NULL,
  "document_id" uuid NOT NULL,
  "guest_id" uuid NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "shares_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "shares_document_guest_key" UNIQUE ("document_id", "guest_id")
);
CREATE INDEX "shares_guest_id_id_idx" ON "shares" ("guest_id", "id" DESC);

-- lintel: step
-- 12. add reference members (workspace_id) to workspaces, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on workspaces for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on members for milliseconds: writes wait
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 13. look at the rows for reference members (workspace_id) to workspaces, on delete delete too
--   SHARE UPDATE EXCLUSIVE on members as long as it takes: only other changes of the table wait
--   goes through the rows of members
ALTER TABLE "members" VALIDATE CONSTRAINT "members_workspace_id_fkey";

-- lintel: step
-- 14. add reference members (user_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on members for milliseconds: writes wait
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 15. look at the rows for reference members (user_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on members as long as it takes: only other changes of the table wait
--   goes through the rows of members
ALTER TABLE "members" VALIDATE CONSTRAINT "members_user_id_fkey";

-- lintel: step
-- 16. add reference auth_refresh_families (account_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on auth_refresh_families for milliseconds: writes wait
ALTER TABLE "auth_refresh_families" ADD CONSTRAINT "auth_refresh_families_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 17. look at the rows for reference auth_refresh_families (account_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on auth_refresh_families as long as it takes: only other changes of the table wait
--   goes through the rows of auth_refresh_families
ALTER TABLE "auth_refresh_families" VALIDATE CONSTRAINT "auth_refresh_families_account_id_fkey";

-- lintel: step
-- 18. add reference projects (workspace_id) to workspaces, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on workspaces for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on projects for milliseconds: writes wait
ALTER TABLE "projects" ADD CONSTRAINT "projects_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 19. look at the rows for reference projects (workspace_id) to workspaces, on delete delete too
--   SHARE UPDATE EXCLUSIVE on projects as long as it takes: only other changes of the table wait
--   goes through the rows of projects
ALTER TABLE "projects" VALIDATE CONSTRAINT "projects_workspace_id_fkey";

-- lintel: step
-- 20. add reference projects (team_id) to teams, on delete refuse; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on teams for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on projects for milliseconds: writes wait
ALTER TABLE "projects" ADD CONSTRAINT "projects_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams" ("id") NOT VALID;

-- lintel: step long
-- 21. look at the rows for reference projects (team_id) to teams, on delete refuse
--   SHARE UPDATE EXCLUSIVE on projects as long as it takes: only other changes of the table wait
--   goes through the rows of projects
ALTER TABLE "projects" VALIDATE CONSTRAINT "projects_team_id_fkey";

-- lintel: step
-- 22. add reference teams (workspace_id) to workspaces, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on workspaces for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on teams for milliseconds: writes wait
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 23. look at the rows for reference teams (workspace_id) to workspaces, on delete delete too
--   SHARE UPDATE EXCLUSIVE on teams as long as it takes: only other changes of the table wait
--   goes through the rows of teams
ALTER TABLE "teams" VALIDATE CONSTRAINT "teams_workspace_id_fkey";

-- lintel: step
-- 24. add reference team_members (team_id) to teams, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on teams for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on team_members for milliseconds: writes wait
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 25. look at the rows for reference team_members (team_id) to teams, on delete delete too
--   SHARE UPDATE EXCLUSIVE on team_members as long as it takes: only other changes of the table wait
--   goes through the rows of team_members
ALTER TABLE "team_members" VALIDATE CONSTRAINT "team_members_team_id_fkey";

-- lintel: step
-- 26. add reference team_members (user_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on team_members for milliseconds: writes wait
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 27. look at the rows for reference team_members (user_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on team_members as long as it takes: only other changes of the table wait
--   goes through the rows of team_members
ALTER TABLE "team_members" VALIDATE CONSTRAINT "team_members_user_id_fkey";

-- lintel: step
-- 28. add reference documents (project_id) to projects, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on projects for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on documents for milliseconds: writes wait
ALTER TABLE "documents" ADD CONSTRAINT "documents_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 29. look at the rows for reference documents (project_id) to projects, on delete delete too
--   SHARE UPDATE EXCLUSIVE on documents as long as it takes: only other changes of the table wait
--   goes through the rows of documents
ALTER TABLE "documents" VALIDATE CONSTRAINT "documents_project_id_fkey";

-- lintel: step
-- 30. add reference documents (author_id) to users, on delete refuse; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on documents for milliseconds: writes wait
ALTER TABLE "documents" ADD CONSTRAINT "documents_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") NOT VALID;

-- lintel: step long
-- 31. look at the rows for reference documents (author_id) to users, on delete refuse
--   SHARE UPDATE EXCLUSIVE on documents as long as it takes: only other changes of the table wait
--   goes through the rows of documents
ALTER TABLE "documents" VALIDATE CONSTRAINT "documents_author_id_fkey";

-- lintel: step
-- 32. add reference shares (document_id) to documents, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on documents for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on shares for milliseconds: writes wait
ALTER TABLE "shares" ADD CONSTRAINT "shares_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 33. look at the rows for reference shares (document_id) to documents, on delete delete too
--   SHARE UPDATE EXCLUSIVE on shares as long as it takes: only other changes of the table wait
--   goes through the rows of shares
ALTER TABLE "shares" VALIDATE CONSTRAINT "shares_document_id_fkey";

-- lintel: step
-- 34. add reference shares (guest_id) to users, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on users for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on shares for milliseconds: writes wait
ALTER TABLE "shares" ADD CONSTRAINT "shares_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "users" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 35. look at the rows for reference shares (guest_id) to users, on delete delete too
--   SHARE UPDATE EXCLUSIVE on shares as long as it takes: only other changes of the table wait
--   goes through the rows of shares
ALTER TABLE "shares" VALIDATE CONSTRAINT "shares_guest_id_fkey";
