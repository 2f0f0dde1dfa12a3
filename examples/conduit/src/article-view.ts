// An article as its readers see it: one statement, whatever it shows.
import { type Database, jsonArrayFrom, type Principal } from 'lintel'
import { Article, ArticleTag, Favorite, Follow, User } from './entities.ts'

export interface ArticleFilter {
  readonly slug?: string
  readonly tag?: string | undefined
  readonly author?: string | undefined
  readonly favorited?: string | undefined
  /** Only articles of people whom the caller follows. */
  readonly followed?: boolean
}

export interface Page {
  readonly limit: number
  readonly offset: number
}

export async function readArticles(db: Database, principal: Principal, filter: ArticleFilter, page: Page) {
  const rows = await matching(db, principal, filter)
    .select((eb) => [
      'article.slug',
      'article.title',
      'article.description',
      'article.body',
      'article.createdAt',
      'article.updatedAt',
      'author.username',
      'author.bio',
      'author.image',
      eb.selectFrom('favorite').whereRef('favorite.article', '=', 'article.id').select(eb.fn.countAll<number>().as('n')).as('favoritesCount'),
      eb.exists(eb.selectFrom('favorite').select('favorite.id').whereRef('favorite.article', '=', 'article.id').where('favorite.user', '=', callerId(principal))).as('favorited'),
      eb.exists(eb.selectFrom('follow').select('follow.id').whereRef('follow.followed', '=', 'author.id').where('follow.follower', '=', callerId(principal))).as('following'),
      jsonArrayFrom(eb.selectFrom('articleTag').whereRef('articleTag.article', '=', 'article.id').select('articleTag.name').orderBy('articleTag.id')).as('tags'),
    ])
    .orderBy('article.createdAt', 'desc')
    .orderBy('article.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(({ username, bio, image, following, tags, favorited, favoritesCount, ...article }) => ({
    ...article,
    favorited: Boolean(favorited),
    favoritesCount: favoritesCount ?? 0,
    tagList: tags.map((tag) => tag.name),
    author: { username, bio, image, following: Boolean(following) },
  }))
}

export async function countArticles(db: Database, principal: Principal, filter: ArticleFilter): Promise<number> {
  const { count } = await matching(db, principal, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

// Nobody has this id: an anonymous caller favours and follows nothing.
const nobody = '00000000-0000-0000-0000-000000000000'
const callerId = (principal: Principal) => (principal.isSignedIn ? principal.id : nobody)

function matching(db: Database, principal: Principal, { slug, tag, author, favorited, followed }: ArticleFilter) {
  let query = db
    .query(Article, User, ArticleTag, Favorite, Follow)
    .selectFrom('article')
    .innerJoin('user as author', 'author.id', 'article.author')
  if (slug !== undefined) query = query.where('article.slug', '=', slug)
  if (author !== undefined) query = query.where('author.username', '=', author)
  if (tag !== undefined) {
    query = query.where(({ exists, selectFrom }) =>
      exists(selectFrom('articleTag').select('articleTag.id').whereRef('articleTag.article', '=', 'article.id').where('articleTag.name', '=', tag)),
    )
  }
  if (favorited !== undefined) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('favorite')
          .innerJoin('user as fan', 'fan.id', 'favorite.user')
          .select('favorite.id')
          .whereRef('favorite.article', '=', 'article.id')
          .where('fan.username', '=', favorited),
      ),
    )
  }
  if (followed) {
    query = query.where(({ exists, selectFrom }) =>
      exists(selectFrom('follow').select('follow.id').whereRef('follow.followed', '=', 'article.author').where('follow.follower', '=', callerId(principal))),
    )
  }
  return query
}
