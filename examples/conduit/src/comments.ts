import { type Database, implement, type Principal, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { found } from './articles.ts'
import { Comment, Follow } from './entities.ts'

export const getComments = implement(api, 'GetArticleComments', {
  async run({ params, principal, db }) {
    const article = await found(db, params.slug)
    return { status: 200, body: { comments: await readComments(db, principal, { article: article.id }) } }
  },
})

export const createComment = implement(api, 'CreateArticleComment', {
  allow: signedIn,
  async run({ params, body, principal, db }) {
    const article = await found(db, params.slug)
    const { id } = await db.insert(Comment, { article: article.id, author: principal.id, body: body.comment.body })
    const [comment] = await readComments(db, principal, { id })
    if (!comment) throw refuse(404, 'comment', 'not found')
    return { status: 201, body: { comment } }
  },
})

export const deleteComment = implement(api, 'DeleteArticleComment', {
  allow: signedIn,
  async run({ params, db }) {
    const article = await found(db, params.slug)
    const comment = await db.get(Comment, { id: params.id, article: article.id })
    if (!comment) throw refuse(404, 'comment', 'not found')
    if (!(await db.delete(Comment, comment.id))) throw refuse(403, 'comment', 'forbidden')
    return { status: 204 }
  },
})

async function readComments(db: Database, principal: Principal, where: { id: number } | { article: string }) {
  const comments = await db.find(Comment, { where, include: ['author'], orderBy: ['id'], limit: 1000 })
  const followed = principal.isSignedIn ? await db.find(Follow, { where: { follower: principal.id }, limit: 10_000 }) : []
  const ids = new Set(followed.map((follow) => follow.followed))
  return comments.map(({ id, body, createdAt, updatedAt, author }) => {
    const { username, bio, image } = author
    return { id, body, createdAt, updatedAt, author: { username, bio, image, following: ids.has(author.id) } }
  })
}

