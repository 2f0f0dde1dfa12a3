// Comments: what readers say of an article.
import { type Database, implement, type Principal, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { articleOf } from './articles.ts'
import { Comment } from './entities.ts'
import { followedOf, profileOf } from './profiles.ts'

// The contract has no pages for them.
const maxComments = 1000

export const getComments = implement(api, 'GetArticleComments', {
  async run({ params, principal, db }) {
    const article = await articleOf(db, params.slug)
    return { status: 200, body: { comments: await readComments(db, principal, { article: article.id }) } }
  },
})

export const createComment = implement(api, 'CreateArticleComment', {
  allow: signedIn,
  async run({ params, body, principal, db }) {
    const article = await articleOf(db, params.slug)
    const text = body.comment.body
    const { id } = await db.insert(Comment, { article: article.id, author: principal.id, body: text })
    const [comment] = await readComments(db, principal, { id })
    if (!comment) throw refuse(404, 'comment', 'not found')
    return { status: 201, body: { comment } }
  },
})

export const deleteComment = implement(api, 'DeleteArticleComment', {
  allow: signedIn,
  async run({ params, db }) {
    const article = await articleOf(db, params.slug)
    const comment = await db.get(Comment, { id: params.id, article: article.id })
    if (!comment) throw refuse(404, 'comment', 'not found')
    if (!(await db.delete(Comment, comment.id))) throw refuse(403, 'comment', 'forbidden')
    return { status: 204 }
  },
})

async function readComments(db: Database, principal: Principal, where: { id: number } | { article: string }) {
  const comments = await db.find(Comment, { where, include: ['author'], orderBy: ['id'], limit: maxComments })
  const authors = new Set(comments.map(({ author }) => author.id))
  const followed = await followedOf(db, principal, [...authors])
  return comments.map(({ id, body, createdAt, updatedAt, author }) => {
    return { id, body, createdAt, updatedAt, author: profileOf(author, followed) }
  })
}
