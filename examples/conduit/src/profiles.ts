// Profiles: who people are, and who follows them.
import { type Database, implement, type Principal, type Row, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { Follow, User } from './entities.ts'
import { once } from './once.ts'

export const getProfile = implement(api, 'GetProfileByUsername', {
  async run({ params, principal, db }) {
    const user = await named(db, params.username)
    const following = await followedOf(db, principal, [user.id])
    return { status: 200, body: { profile: profileOf(user, following) } }
  },
})

export const follow = implement(api, 'FollowUserByUsername', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const user = await named(db, params.username)
    await once(db.insert(Follow, { follower: principal.id, followed: user.id }))
    return { status: 200, body: { profile: profileOf(user, new Set([user.id])) } }
  },
})

export const unfollow = implement(api, 'UnfollowUserByUsername', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const user = await named(db, params.username)
    await db.deleteMany(Follow, { follower: principal.id, followed: user.id })
    return { status: 200, body: { profile: profileOf(user, new Set()) } }
  },
})

async function named(db: Database, username: string): Promise<Row<typeof User>> {
  const user = await db.get(User, { username })
  if (!user) throw refuse(404, 'profile', 'not found')
  return user
}

/** Which of these people the caller follows. */
export async function followedOf(
  db: Database,
  principal: Principal,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!principal.isSignedIn) return new Set()
  const where = { follower: principal.id, followed: { in: ids } }
  const follows = await db.find(Follow, { where, limit: ids.length })
  return new Set(follows.map(({ followed }) => followed))
}

export function profileOf(user: Row<typeof User>, followed: ReadonlySet<string>) {
  const { username, bio, image } = user
  return { username, bio, image, following: followed.has(user.id) }
}
