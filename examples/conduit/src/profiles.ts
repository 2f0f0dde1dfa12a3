import { type Database, implement, type Principal, type Row, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { Follow, User } from './entities.ts'

export const getProfile = implement(api, 'GetProfileByUsername', {
  async run({ params, principal, db }) {
    const user = await named(db, params.username)
    const following = principal.isSignedIn && (await db.count(Follow, { follower: principal.id, followed: user.id })) > 0
    return { status: 200, body: { profile: shown(user, following) } }
  },
})

export const follow = implement(api, 'FollowUserByUsername', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const user = await named(db, params.username)
    await once(db, principal, user)
    return { status: 200, body: { profile: shown(user, true) } }
  },
})

export const unfollow = implement(api, 'UnfollowUserByUsername', {
  allow: signedIn,
  async run({ params, principal, db }) {
    const user = await named(db, params.username)
    await db.deleteMany(Follow, { follower: principal.id, followed: user.id })
    return { status: 200, body: { profile: shown(user, false) } }
  },
})

async function named(db: Database, username: string): Promise<Row<typeof User>> {
  const user = await db.get(User, { username })
  if (!user) throw refuse(404, 'profile', 'not found')
  return user
}

async function once(db: Database, principal: Principal, user: Row<typeof User>): Promise<void> {
  const pair = { follower: principal.id, followed: user.id }
  if ((await db.count(Follow, pair)) === 0) await db.insert(Follow, pair)
}

function shown({ username, bio, image }: Row<typeof User>, following: boolean) {
  return { username, bio, image, following }
}
