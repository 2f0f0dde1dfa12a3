-- lintel: step
-- 1. keep what was found for reference shares (guest_id) to users, on delete delete too

-- lintel: step
-- 2. drop reference shares (guest_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on shares for milliseconds: reads and writes wait
ALTER TABLE "shares" DROP CONSTRAINT "shares_guest_id_fkey";

-- lintel: step
-- 3. keep what was found for reference shares (document_id) to documents, on delete delete too

-- lintel: step
-- 4. drop reference shares (document_id) to documents, on delete delete too
--   ACCESS EXCLUSIVE on documents for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on shares for milliseconds: reads and writes wait
ALTER TABLE "shares" DROP CONSTRAINT "shares_document_id_fkey";

-- lintel: step
-- 5. keep what was found for reference documents (author_id) to users, on delete refuse

-- lintel: step
-- 6. drop reference documents (author_id) to users, on delete refuse
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on documents for milliseconds: reads and writes wait
ALTER TABLE "documents" DROP CONSTRAINT "documents_author_id_fkey";

-- lintel: step
-- 7. keep what was found for reference documents (project_id) to projects, on delete delete too

-- lintel: step
-- 8. drop reference documents (project_id) to projects, on delete delete too
--   ACCESS EXCLUSIVE on projects for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on documents for milliseconds: reads and writes wait
ALTER TABLE "documents" DROP CONSTRAINT "documents_project_id_fkey";

-- lintel: step
-- 9. keep what was found for reference team_members (user_id) to users, on delete delete too

-- lintel: step
-- 10. drop reference team_members (user_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on team_members for milliseconds: reads and writes wait
ALTER TABLE "team_members" DROP CONSTRAINT "team_members_user_id_fkey";

-- lintel: step
-- 11. keep what was found for reference team_members (team_id) to teams, on delete delete too

-- lintel: step
-- 12. drop reference team_members (team_id) to teams, on delete delete too
--   ACCESS EXCLUSIVE on teams for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on team_members for milliseconds: reads and writes wait
ALTER TABLE "team_members" DROP CONSTRAINT "team_members_team_id_fkey";

-- lintel: step
-- 13. keep what was found for reference teams (workspace_id) to workspaces, on delete delete too

-- lintel: step
-- 14. drop reference teams (workspace_id) to workspaces, on delete delete too
--   ACCESS EXCLUSIVE on workspaces for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on teams for milliseconds: reads and writes wait
ALTER TABLE "teams" DROP CONSTRAINT "teams_workspace_id_fkey";

-- lintel: step
-- 15. keep what was found for reference projects (team_id) to teams, on delete refuse

-- lintel: step
-- 16. drop reference projects (team_id) to teams, on delete refuse
--   ACCESS EXCLUSIVE on teams for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on projects for milliseconds: reads and writes wait
ALTER TABLE "projects" DROP CONSTRAINT "projects_team_id_fkey";

-- lintel: step
-- 17. keep what was found for reference projects (workspace_id) to workspaces, on delete delete too

-- lintel: step
-- 18. drop reference projects (workspace_id) to workspaces, on delete delete too
--   ACCESS EXCLUSIVE on workspaces for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on projects for milliseconds: reads and writes wait
ALTER TABLE "projects" DROP CONSTRAINT "projects_workspace_id_fkey";

-- lintel: step
-- 19. keep what was found for reference auth_refresh_families (account_id) to users, on delete delete too

-- lintel: step
-- 20. drop reference auth_refresh_families (account_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on auth_refresh_families for milliseconds: reads and writes wait
ALTER TABLE "auth_refresh_families" DROP CONSTRAINT "auth_refresh_families_account_id_fkey";

-- lintel: step
-- 21. keep what was found for reference members (user_id) to users, on delete delete too

-- lintel: step
-- 22. drop reference members (user_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on members for milliseconds: reads and writes wait
ALTER TABLE "members" DROP CONSTRAINT "members_user_id_fkey";

-- lintel: step
-- 23. keep what was found for reference members (workspace_id) to workspaces, on delete delete too

-- lintel: step
-- 24. drop reference members (workspace_id) to workspaces, on delete delete too
--   ACCESS EXCLUSIVE on workspaces for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on members for milliseconds: reads and writes wait
ALTER TABLE "members" DROP CONSTRAINT "members_workspace_id_fkey";

-- lintel: step
-- 25. drop table shares
--   ACCESS EXCLUSIVE on shares for milliseconds: reads and writes wait
DROP TABLE "shares";

-- lintel: step
-- 26. drop table documents
--   ACCESS EXCLUSIVE on documents for milliseconds: reads and writes wait
DROP TABLE "documents";

-- lintel: step
-- 27. drop table team_members
--   ACCESS EXCLUSIVE on team_members for milliseconds: reads and writes wait
DROP TABLE "team_members";

-- lintel: step
-- 28. drop table teams
--   ACCESS EXCLUSIVE on teams for milliseconds: reads and writes wait
DROP TABLE "teams";

-- lintel: step
-- 29. drop table projects
--   ACCESS EXCLUSIVE on projects for milliseconds: reads and writes wait
DROP TABLE "projects";

-- lintel: step
-- 30. drop table auth_events
--   ACCESS EXCLUSIVE on auth_events for milliseconds: reads and writes wait
DROP TABLE "auth_events";

-- lintel: step
-- 31. drop table auth_refresh_families
--   ACCESS EXCLUSIVE on auth_refresh_families for milliseconds: reads and writes wait
DROP TABLE "auth_refresh_families";

-- lintel: step
-- 32. drop table auth_throttles
--   ACCESS EXCLUSIVE on auth_throttles for milliseconds: reads and writes wait
DROP TABLE "auth_throttles";

-- lintel: step
-- 33. drop table users
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
DROP TABLE "users";

-- lintel: step
-- 34. drop table workspaces
--   ACCESS EXCLUSIVE on workspaces for milliseconds: reads and writes wait
DROP TABLE "workspaces";

-- lintel: step
-- 35. drop table members
--   ACCESS EXCLUSIVE on members for milliseconds: reads and writes wait
DROP TABLE "members";
