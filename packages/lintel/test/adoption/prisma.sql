-- As Prisma leaves it: quoted names in capitals, timestamp(3), enum types, an implicit relation of many to many.
CREATE TABLE "_prisma_migrations" (id character varying(36) PRIMARY KEY, checksum character varying(64) NOT NULL);
CREATE TYPE "Role" AS ENUM ('USER', 'EDITOR', 'ADMIN');
CREATE TYPE "PostStatus" AS ENUM ('DRAFT', 'PUBLISHED');

CREATE TABLE "User" (
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "email" varchar(255) NOT NULL,
  "displayName" varchar(60),
  "passwordHash" text NOT NULL,
  "role" "Role" NOT NULL DEFAULT 'USER',
  "country" char(2),
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp(3) NOT NULL,
  CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");

CREATE TABLE "Post" (
  "id" serial NOT NULL,
  "title" varchar(200) NOT NULL,
  "content" text,
  "status" "PostStatus" NOT NULL DEFAULT 'DRAFT',
  "authorId" uuid NOT NULL,
  "viewCount" bigint NOT NULL DEFAULT 0,
  "rating" numeric(3,1),
  "meta" json,
  "createdAt" timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp(3) NOT NULL,
  CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Post_authorId_createdAt_idx" ON "Post" ("authorId", "createdAt");
CREATE UNIQUE INDEX "Post_authorId_title_key" ON "Post" ("authorId", "title");
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "Profile" (
  "id" uuid NOT NULL,
  "userId" uuid NOT NULL,
  "bio" text,
  "birthday" date,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "Profile_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile" ("userId");
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "Tag" ("id" serial NOT NULL, "name" text NOT NULL, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Tag_name_key" ON "Tag" ("name");
CREATE TABLE "_PostToTag" ("A" integer NOT NULL, "B" integer NOT NULL);
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag" ("A", "B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag" ("B");
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- cuid() makes texts, which Lintel does not give out.
CREATE TABLE "ApiKey" ("id" text NOT NULL, "userId" uuid NOT NULL REFERENCES "User" ("id"), CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id"));
CREATE TABLE "ApiCall" ("id" serial PRIMARY KEY, "apiKeyId" text NOT NULL REFERENCES "ApiKey" ("id"), "path" text NOT NULL);

INSERT INTO "User" ("id", "email", "displayName", "passwordHash", "role", "country", "createdAt", "updatedAt") VALUES
  ('7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d01', 'ada@example.org', 'Ada', 'x', 'ADMIN', 'GB', '2024-01-01 10:00:00.123', '2024-01-01 10:00:00.123'),
  ('7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d02', 'bob@example.org', NULL, 'y', 'USER', NULL, '2024-01-02 10:00:00', '2024-01-02 10:00:00');
INSERT INTO "Post" ("title", "content", "status", "authorId", "viewCount", "rating", "meta", "createdAt", "updatedAt") VALUES
  ('First', 'It''s "here"', 'PUBLISHED', '7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d01', 9007199254740993, 4.5, '{"a": [1, null]}', '2024-02-01', '2024-02-01'),
  ('Second', NULL, 'DRAFT', '7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d02', 0, NULL, NULL, '2024-02-02', '2024-02-02');
INSERT INTO "Profile" ("id", "userId", "bio", "birthday") VALUES
  ('7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d11', '7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d01', 'Writes notes.', '1815-12-10');
INSERT INTO "Tag" ("name") VALUES ('news'), ('old');
INSERT INTO "_PostToTag" VALUES (1, 1), (1, 2);
INSERT INTO "ApiKey" VALUES ('cjld2cjxh0000qzrmn831i7rn', '7f1f4a0e-5a80-4e3f-8a63-0b6d8f6a5d01');
INSERT INTO "ApiCall" ("apiKeyId", "path") VALUES ('cjld2cjxh0000qzrmn831i7rn', '/posts');
