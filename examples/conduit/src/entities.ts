// What is stored, and what each caller may do with it.
import { anyone, entity, identity, owner, policy, t } from 'lintel'

export const User = entity('user', {
  username: t.string({ max: 64 }).unique(),
  email: t.text({ min: 1, max: 254 }).unique().personal(),
  password: t.password(),
  bio: t.text().optional(),
  image: t.text({ max: 2048 }).optional(),
})

export const accounts = identity(User, { scheme: 'Token' })
export const userPolicy = policy(User, { read: anyone, create: anyone, update: owner('id') })

export const Follow = entity(
  'follow',
  {
    follower: t.ref(() => User, { onDelete: 'cascade' }),
    followed: t.ref(() => User, { onDelete: 'cascade' }),
  },
  { unique: [['follower', 'followed']] },
)
export const followPolicy = policy(Follow, {
  read: owner('follower'),
  create: owner('follower'),
  delete: owner('follower'),
})

export const Article = entity(
  'article',
  {
    slug: t.string().unique(),
    title: t.string(),
    description: t.text({ max: 1000 }),
    body: t.text({ max: 100_000 }),
    author: t.ref(() => User, { onDelete: 'cascade' }).immutable(),
    tags: t.many(() => ArticleTag, 'article'),
  },
  { index: [['createdAt', 'id']] },
)
export const articlePolicy = policy(Article, {
  read: anyone,
  create: owner('author'),
  update: owner('author'),
  delete: owner('author'),
})

export const ArticleTag = entity(
  'articleTag',
  { article: t.ref(() => Article, { onDelete: 'cascade' }), name: t.text({ max: 255 }) },
  { index: [['name', 'article']] },
)
export const tagPolicy = policy(ArticleTag, {
  read: anyone,
  create: owner('article.author'),
  delete: owner('article.author'),
})

export const Favorite = entity(
  'favorite',
  {
    user: t.ref(() => User, { onDelete: 'cascade' }),
    article: t.ref(() => Article, { onDelete: 'cascade' }),
  },
  { unique: [['user', 'article']] },
)
export const favoritePolicy = policy(Favorite, { read: anyone, create: owner('user'), delete: owner('user') })

export const Comment = entity('comment', {
  id: t.integerId(),
  article: t.ref(() => Article, { onDelete: 'cascade' }).immutable(),
  author: t.ref(() => User, { onDelete: 'cascade' }).immutable(),
  body: t.text(),
})
export const commentPolicy = policy(Comment, {
  read: anyone,
  create: owner('author'),
  delete: owner('author'),
})
