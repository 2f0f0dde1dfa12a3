-- lintel: step
-- 1. keep what was found for reference follows (followed_id) to users, on delete delete too

-- lintel: step
-- 2. drop reference follows (followed_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on follows for milliseconds: reads and writes wait
ALTER TABLE "follows" DROP CONSTRAINT "follows_followed_id_fkey";

-- lintel: step
-- 3. keep what was found for reference follows (follower_id) to users, on delete delete too

-- lintel: step
-- 4. drop reference follows (follower_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on follows for milliseconds: reads and writes wait
ALTER TABLE "follows" DROP CONSTRAINT "follows_follower_id_fkey";

-- lintel: step
-- 5. keep what was found for reference favorites (article_id) to articles, on delete delete too

-- lintel: step
-- 6. drop reference favorites (article_id) to articles, on delete delete too
--   ACCESS EXCLUSIVE on articles for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on favorites for milliseconds: reads and writes wait
ALTER TABLE "favorites" DROP CONSTRAINT "favorites_article_id_fkey";

-- lintel: step
-- 7. keep what was found for reference favorites (user_id) to users, on delete delete too

-- lintel: step
-- 8. drop reference favorites (user_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on favorites for milliseconds: reads and writes wait
ALTER TABLE "favorites" DROP CONSTRAINT "favorites_user_id_fkey";

-- lintel: step
-- 9. keep what was found for reference comments (author_id) to users, on delete delete too

-- lintel: step
-- 10. drop reference comments (author_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on comments for milliseconds: reads and writes wait
ALTER TABLE "comments" DROP CONSTRAINT "comments_author_id_fkey";

-- lintel: step
-- 11. keep what was found for reference comments (article_id) to articles, on delete delete too

-- lintel: step
-- 12. drop reference comments (article_id) to articles, on delete delete too
--   ACCESS EXCLUSIVE on articles for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on comments for milliseconds: reads and writes wait
ALTER TABLE "comments" DROP CONSTRAINT "comments_article_id_fkey";

-- lintel: step
-- 13. keep what was found for reference article_tags (article_id) to articles, on delete delete too

-- lintel: step
-- 14. drop reference article_tags (article_id) to articles, on delete delete too
--   ACCESS EXCLUSIVE on articles for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on article_tags for milliseconds: reads and writes wait
ALTER TABLE "article_tags" DROP CONSTRAINT "article_tags_article_id_fkey";

-- lintel: step
-- 15. keep what was found for reference articles (author_id) to users, on delete delete too

-- lintel: step
-- 16. drop reference articles (author_id) to users, on delete delete too
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
--   ACCESS EXCLUSIVE on articles for milliseconds: reads and writes wait
ALTER TABLE "articles" DROP CONSTRAINT "articles_author_id_fkey";

-- lintel: step
-- 17. drop table follows
--   ACCESS EXCLUSIVE on follows for milliseconds: reads and writes wait
DROP TABLE "follows";

-- lintel: step
-- 18. drop table favorites
--   ACCESS EXCLUSIVE on favorites for milliseconds: reads and writes wait
DROP TABLE "favorites";

-- lintel: step
-- 19. drop table comments
--   ACCESS EXCLUSIVE on comments for milliseconds: reads and writes wait
DROP TABLE "comments";

-- lintel: step
-- 20. drop table article_tags
--   ACCESS EXCLUSIVE on article_tags for milliseconds: reads and writes wait
DROP TABLE "article_tags";

-- lintel: step
-- 21. drop table users
--   ACCESS EXCLUSIVE on users for milliseconds: reads and writes wait
DROP TABLE "users";

-- lintel: step
-- 22. drop table articles
--   ACCESS EXCLUSIVE on articles for milliseconds: reads and writes wait
DROP TABLE "articles";
