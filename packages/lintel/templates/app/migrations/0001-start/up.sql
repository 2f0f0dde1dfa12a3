-- lintel: compatible from 0

-- lintel: step
-- 1. create table people (6 columns)
CREATE TABLE "people" (
  "id" uuid NOT NULL,
  "email" text NOT NULL,
  "name" text NOT NULL,
  "password_hash" text NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "people_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "people_email_key" UNIQUE ("email"),
  CONSTRAINT "people_email_length" CHECK (char_length("email") <= 254),
  CONSTRAINT "people_name_length" CHECK (char_length("name") >= 1 AND char_length("name") <= 100)
);

-- lintel: step
-- 2. create table tasks (8 columns)
CREATE TABLE "tasks" (
  "id" uuid NOT NULL,
  "owner_id" uuid NOT NULL,
  "title" text NOT NULL,
  "notes" text,
  "due_on" date,
  "done" boolean NOT NULL DEFAULT false,
  "created_at" timestamptz(3) NOT NULL DEFAULT now(),
  "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "tasks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tasks_title_length" CHECK (char_length("title") >= 1 AND char_length("title") <= 200),
  CONSTRAINT "tasks_notes_length" CHECK (char_length("notes") <= 10000)
);
CREATE INDEX "tasks_owner_id_id_idx" ON "tasks" ("owner_id", "id" DESC);
CREATE INDEX "tasks_due_on_id_idx" ON "tasks" ("due_on", "id");
CREATE INDEX "tasks_created_at_id_idx" ON "tasks" ("created_at", "id");
CREATE INDEX "tasks_search_idx" ON "tasks" USING gin (((setweight(to_tsvector('simple', coalesce("title", '')), 'A') || setweight(to_tsvector('simple', coalesce("notes", '')), 'B'))));

-- lintel: step
-- 3. add reference tasks (owner_id) to people, on delete delete too; rows that are there are not looked at yet
--   SHARE ROW EXCLUSIVE on people for milliseconds: writes wait
--   SHARE ROW EXCLUSIVE on tasks for milliseconds: writes wait
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "people" ("id") ON DELETE CASCADE NOT VALID;

-- lintel: step long
-- 4. look at the rows for reference tasks (owner_id) to people, on delete delete too
--   SHARE UPDATE EXCLUSIVE on tasks as long as it takes: only other changes of the table wait
--   goes through the rows of tasks
ALTER TABLE "tasks" VALIDATE CONSTRAINT "tasks_owner_id_fkey";
