-- undo: add reference tasks (owner_id) to people, on delete delete too
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_owner_id_fkey";

-- undo: create table tasks (8 columns)
DROP TABLE "tasks";

-- undo: create table people (6 columns)
DROP TABLE "people";
