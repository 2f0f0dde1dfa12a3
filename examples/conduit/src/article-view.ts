// An article as its readers see it: one statement, whatever it shows.
import { type Database, jsonArrayFrom, type Principal } from 'lintel'
import { Article, ArticleTag, Favorite, Follow, User } from './entities.ts'

export interface ArticleFilter {
  readonly slug?: string
  readonly tag?: string | undefined
  /** A username. */
  readonly author?: string | undefined
  /** The username of somebody who favours it. */
  readonly favorited?: string | undefined
  /** Only articles of people whom the caller follows. */
  readonly isFollowed?: boolean
}

export interface Page {
  readonly limit: number
  readonly offset?: number
}

/** Articles that match, the newest first. */
export async function readArticles(db: Database, principal: Principal, filter: ArticleFilter, page: Page) {
  const caller = callerId(principal)
  const rows = await matching(db, caller, filter)
    .select(['article.slug', 'article.title', 'article.description', 'article.body'])
    .select(['article.createdAt', 'article.updatedAt', 'author.username', 'author.bio', 'author.image'])
    .select(({ exists, fn, selectFrom }) => {
      const tags = selectFrom('articleTag').whereRef('articleTag.article', '=', 'article.id')
      const favorites = selectFrom('favorite').whereRef('favorite.article', '=', 'article.id')
      const follows = selectFrom('follow').whereRef('follow.followed', '=', 'author.id')
      return [
        jsonArrayFrom(tags.select('articleTag.name').orderBy('articleTag.id')).as('tags'),
        favorites.select(fn.countAll<number>().as('count')).as('favoritesCount'),
        exists(favorites.select('favorite.id').where('favorite.user', '=', caller)).as('favorited'),
        exists(follows.select('follow.id').where('follow.follower', '=', caller)).as('following'),
      ]
    })
    .orderBy('article.createdAt', 'desc')
    .orderBy('article.id', 'desc')
    .limit(page.limit)
    .offset(page.offset ?? 0)
    .execute()
  return rows.map(({ username, bio, image, following, tags, favorited, favoritesCount, ...article }) => ({
    ...article,
    tagList: tags.map(({ name }) => name),
    favorited: Boolean(favorited),
    favoritesCount: favoritesCount ?? 0,
    author: { username, bio, image, following: Boolean(following) },
  }))
}

export async function countArticles(db: Database, principal: Principal, filter: ArticleFilter) {
  const counted = matching(db, callerId(principal), filter).select(({ fn }) =>
    fn.countAll<number>().as('count'),
  )
  return (await counted.executeTakeFirstOrThrow()).count
}

// Nobody has this id: an anonymous caller favours and follows nothing.
const nobody = '00000000-0000-0000-0000-000000000000'
const callerId = (principal: Principal) => (principal.isSignedIn ? principal.id : nobody)

function matching(db: Database, caller: string, filter: ArticleFilter) {
  const { slug, tag, author, favorited, isFollowed } = filter
  return db
    .query(Article, User, ArticleTag, Favorite, Follow)
    .selectFrom('article')
    .innerJoin('user as author', 'author.id', 'article.author')
    .where(({ and, eb, exists, selectFrom }) => {
      const tags = selectFrom('articleTag').whereRef('articleTag.article', '=', 'article.id')
      const favorites = selectFrom('favorite').whereRef('favorite.article', '=', 'article.id')
      const fans = favorites.innerJoin('user as fan', 'fan.id', 'favorite.user')
      const follows = selectFrom('follow').whereRef('follow.followed', '=', 'article.author')
      const conditions = []
      if (slug !== undefined) conditions.push(eb('article.slug', '=', slug))
      if (author !== undefined) conditions.push(eb('author.username', '=', author))
      if (tag !== undefined) {
        conditions.push(exists(tags.select('articleTag.id').where('articleTag.name', '=', tag)))
      }
      if (favorited !== undefined) {
        conditions.push(exists(fans.select('fan.id').where('fan.username', '=', favorited)))
      }
      if (isFollowed) {
        conditions.push(exists(follows.select('follow.id').where('follow.follower', '=', caller)))
      }
      return and(conditions)
    })
}
