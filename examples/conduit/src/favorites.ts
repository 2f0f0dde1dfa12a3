// Favourites: an article is one of somebody's, or it is not.
import { implement, signedIn } from 'lintel'
import { api } from './api.ts'
import { articleOf, shownArticle } from './articles.ts'
import { Favorite } from './entities.ts'
import { once } from './once.ts'

export const favorite = implement(api, 'CreateArticleFavorite', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const article = await articleOf(db, params.slug)
    await once(db.insert(Favorite, { user: principal.id, article: article.id }))
    return { status: 200, body: { article: await shownArticle(db, principal, params.slug) } }
  },
})

export const unfavorite = implement(api, 'DeleteArticleFavorite', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const article = await articleOf(db, params.slug)
    await db.deleteMany(Favorite, { user: principal.id, article: article.id })
    return { status: 200, body: { article: await shownArticle(db, principal, params.slug) } }
  },
})
