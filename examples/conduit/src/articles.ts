import { type Database, implement, type Principal, type Row, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { type ArticleFilter, countArticles, readArticles } from './article-view.ts'
import { Article, ArticleTag, Favorite } from './entities.ts'
import { slugOf } from './slug.ts'

export const getArticles = implement(api, 'GetArticles', {
  async run({ query: { tag, author, favorited, limit, offset }, principal, db }) {
    return { status: 200, body: await list(db, principal, { tag, author, favorited }, { limit, offset: offset ?? 0 }) }
  },
})

export const getFeed = implement(api, 'GetArticlesFeed', {
  allow: signedIn,
  async run({ query: { limit, offset }, principal, db }) {
    return { status: 200, body: await list(db, principal, { followed: true }, { limit, offset: offset ?? 0 }) }
  },
})

export const getArticle = implement(api, 'GetArticle', {
  async run({ params, principal, db }) {
    return { status: 200, body: { article: await shown(db, principal, params.slug) } }
  },
})

export const createArticle = implement(api, 'CreateArticle', {
  allow: signedIn,
  async run({ body: { article }, principal, db }) {
    const { tagList = [], ...text } = article
    const slug = slugOf(text.title)
    const tags = [...new Set(tagList)].map((name) => ({ name }))
    await db.insert(Article, { ...text, slug, author: principal.id, tags })
    return { status: 201, body: { article: await shown(db, principal, slug) } }
  },
})

export const updateArticle = implement(api, 'UpdateArticle', {
  allow: signedIn,
  async run({ params, body, principal, db }) {
    const { tagList, ...text } = body.article
    const before = await found(db, params.slug)
    const slug = text.title === undefined || text.title === before.title ? before.slug : slugOf(text.title)
    await db.transaction(async (tx) => {
      if (!(await tx.update(Article, before.id, { ...text, slug }))) throw refuse(403, 'article', 'forbidden')
      if (tagList === undefined) return
      await tx.deleteMany(ArticleTag, { article: before.id })
      await tx.insertMany(ArticleTag, [...new Set(tagList)].map((name) => ({ article: before.id, name })))
    })
    return { status: 200, body: { article: await shown(db, principal, slug) } }
  },
})

export const deleteArticle = implement(api, 'DeleteArticle', {
  allow: signedIn,
  async run({ params, db }) {
    const { id } = await found(db, params.slug)
    if (!(await db.delete(Article, id))) throw refuse(403, 'article', 'forbidden')
    return { status: 204 }
  },
})

export const favorite = implement(api, 'CreateArticleFavorite', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const pair = { user: principal.id, article: (await found(db, params.slug)).id }
    if ((await db.count(Favorite, pair)) === 0) await db.insert(Favorite, pair)
    return { status: 200, body: { article: await shown(db, principal, params.slug) } }
  },
})

export const unfavorite = implement(api, 'DeleteArticleFavorite', {
  allow: signedIn,
  async run({ params, principal, db }) {
    await db.deleteMany(Favorite, { user: principal.id, article: (await found(db, params.slug)).id })
    return { status: 200, body: { article: await shown(db, principal, params.slug) } }
  },
})

export const getTags = implement(api, 'GetTags', {
  async run({ db }) {
    const rows = await db.query(ArticleTag).selectFrom('articleTag').select('name').distinct().orderBy('name').execute()
    return { status: 200, body: { tags: rows.map(({ name }) => name) } }
  },
})

export async function found(db: Database, slug: string): Promise<Row<typeof Article>> {
  const article = await db.get(Article, { slug })
  if (!article) throw refuse(404, 'article', 'not found')
  return article
}

async function shown(db: Database, principal: Principal, slug: string) {
  const [article] = await readArticles(db, principal, { slug }, { limit: 1, offset: 0 })
  if (!article) throw refuse(404, 'article', 'not found')
  return article
}

async function list(db: Database, principal: Principal, filter: ArticleFilter, page: { limit: number; offset: number }) {
  const [articles, articlesCount] = await Promise.all([
    readArticles(db, principal, filter, page),
    countArticles(db, principal, filter),
  ])
  // A list shows no bodies.
  return { articles: articles.map(({ body: _body, ...article }) => article), articlesCount }
}
