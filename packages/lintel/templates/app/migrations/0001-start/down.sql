-- lintel: step
-- 1. keep what was found for reference tasks (owner_id) to people, on delete delete too

-- lintel: step
-- 2. drop reference tasks (owner_id) to people, on delete delete too
--   ACCESS EXCLUSIVE on people for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on tasks for milliseconds: reads and writes wait
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_owner_id_fkey";

-- lintel: step
-- 3. drop table tasks
--   ACCESS EXCLUSIVE on tasks for milliseconds: reads and writes wait
DROP TABLE "tasks";

-- lintel: step
-- 4. drop table people
--   ACCESS EXCLUSIVE on people for milliseconds: reads and writes wait
DROP TABLE "people";
