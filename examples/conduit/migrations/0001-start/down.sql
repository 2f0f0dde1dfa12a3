-- undo: add reference follows (followed_id) to users, on delete delete too
ALTER TABLE "follows" DROP CONSTRAINT "follows_followed_id_fkey";

-- undo: add reference follows (follower_id) to users, on delete delete too
ALTER TABLE "follows" DROP CONSTRAINT "follows_follower_id_fkey";

-- undo: add reference favorites (article_id) to articles, on delete delete too
ALTER TABLE "favorites" DROP CONSTRAINT "favorites_article_id_fkey";

-- undo: add reference favorites (user_id) to users, on delete delete too
ALTER TABLE "favorites" DROP CONSTRAINT "favorites_user_id_fkey";

-- undo: add reference comments (author_id) to users, on delete delete too
ALTER TABLE "comments" DROP CONSTRAINT "comments_author_id_fkey";

-- undo: add reference comments (article_id) to articles, on delete delete too
ALTER TABLE "comments" DROP CONSTRAINT "comments_article_id_fkey";

-- undo: add reference article_tags (article_id) to articles, on delete delete too
ALTER TABLE "article_tags" DROP CONSTRAINT "article_tags_article_id_fkey";

-- undo: add reference articles (author_id) to users, on delete delete too
ALTER TABLE "articles" DROP CONSTRAINT "articles_author_id_fkey";

-- undo: create table follows (5 columns)
DROP TABLE "follows";

-- undo: create table favorites (5 columns)
DROP TABLE "favorites";

-- undo: create table comments (6 columns)
DROP TABLE "comments";

-- undo: create table article_tags (5 columns)
DROP TABLE "article_tags";

-- undo: create table users (8 columns)
DROP TABLE "users";

-- undo: create table articles (8 columns)
DROP TABLE "articles";
