// Articles: reading, publishing, changing and taking them back.
import { type Database, implement, type Principal, type Row, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { type ArticleFilter, countArticles, type Page, readArticles } from './article-view.ts'
import { Article, ArticleTag } from './entities.ts'
import { slugOf } from './slug.ts'

export const getArticles = implement(api, 'GetArticles', {
  async run({ query: { tag, author, favorited, ...page }, principal, db }) {
    return { status: 200, body: await list(db, principal, { tag, author, favorited }, page) }
  },
})

export const getFeed = implement(api, 'GetArticlesFeed', {
  allow: signedIn,
  async run({ query, principal, db }) {
    return { status: 200, body: await list(db, principal, { isFollowed: true }, query) }
  },
})

export const getArticle = implement(api, 'GetArticle', {
  async run({ params, principal, db }) {
    return { status: 200, body: { article: await shownArticle(db, principal, params.slug) } }
  },
})

export const createArticle = implement(api, 'CreateArticle', {
  allow: signedIn,
  async run({ body, principal, db }) {
    const { tagList = [], ...text } = body.article
    const slug = slugOf(text.title)
    const tags = [...new Set(tagList)].map((name) => ({ name }))
    await db.insert(Article, { ...text, slug, author: principal.id, tags })
    return { status: 201, body: { article: await shownArticle(db, principal, slug) } }
  },
})

export const updateArticle = implement(api, 'UpdateArticle', {
  allow: signedIn,
  async run({ params, body, principal, db }) {
    const { tagList, ...text } = body.article
    const { id, ...before } = await articleOf(db, params.slug)
    const { title = before.title } = text
    const slug = title === before.title ? before.slug : slugOf(title)
    await db.transaction(async (tx) => {
      if (!(await tx.update(Article, id, { ...text, slug }))) throw refuse(403, 'article', 'forbidden')
      if (tagList === undefined) return
      await tx.deleteMany(ArticleTag, { article: id })
      const tags = [...new Set(tagList)].map((name) => ({ article: id, name }))
      await tx.insertMany(ArticleTag, tags)
    })
    return { status: 200, body: { article: await shownArticle(db, principal, slug) } }
  },
})

export const deleteArticle = implement(api, 'DeleteArticle', {
  allow: signedIn,
  async run({ params, db }) {
    const { id } = await articleOf(db, params.slug)
    if (!(await db.delete(Article, id))) throw refuse(403, 'article', 'forbidden')
    return { status: 204 }
  },
})

export const getTags = implement(api, 'GetTags', {
  async run({ db }) {
    const tags = db.query(ArticleTag).selectFrom('articleTag').select('name').distinct().orderBy('name')
    return { status: 200, body: { tags: (await tags.execute()).map(({ name }) => name) } }
  },
})

export async function articleOf(db: Database, slug: string): Promise<Row<typeof Article>> {
  const article = await db.get(Article, { slug })
  if (!article) throw refuse(404, 'article', 'not found')
  return article
}

export async function shownArticle(db: Database, principal: Principal, slug: string) {
  const [article] = await readArticles(db, principal, { slug }, { limit: 1 })
  if (!article) throw refuse(404, 'article', 'not found')
  return article
}

async function list(db: Database, principal: Principal, filter: ArticleFilter, page: Page) {
  const [articles, articlesCount] = await Promise.all([
    readArticles(db, principal, filter, page),
    countArticles(db, principal, filter),
  ])
  // A list shows no bodies.
  return { articles: articles.map(({ body: _body, ...article }) => article), articlesCount }
}
