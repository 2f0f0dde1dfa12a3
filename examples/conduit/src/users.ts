import { type Database, implement, signedIn, type Row } from 'lintel'
import { api, refuse } from './api.ts'
import { User } from './entities.ts'

const minPasswordLength = 8

export const createUser = implement(api, 'CreateUser', {
  async run({ body, db, auth }) {
    if (body.user.password.length < minPasswordLength) throw refuse(422, 'password', 'is too short (minimum is 8 characters)')
    const user = await db.insert(User, body.user)
    return { status: 201, body: { user: shown(user, await auth.issueToken(user)) } }
  },
})

export const login = implement(api, 'Login', {
  async run({ body, db, auth }) {
    const user = await db.get(User, { email: body.user.email })
    const matches = await auth.verifyPassword(body.user.password, user?.password)
    if (!user || !matches) throw refuse(401, 'credentials', 'invalid')
    return { status: 200, body: { user: shown(user, await auth.issueToken(user)) } }
  },
})

export const getCurrentUser = implement(api, 'GetCurrentUser', {
  allow: signedIn,
  async run({ principal, db, auth }) {
    const user = await me(db, principal.id)
    return { status: 200, body: { user: shown(user, await auth.issueToken(user)) } }
  },
})

export const updateCurrentUser = implement(api, 'UpdateCurrentUser', {
  allow: signedIn,
  async run({ body, principal, db, auth }) {
    const { bio, image, ...changes } = body.user
    const user = await db.update(User, principal.id, { ...changes, bio: emptyAsNull(bio), image: emptyAsNull(image) })
    if (!user) throw refuse(401, 'token', 'is missing')
    return { status: 200, body: { user: shown(user, await auth.issueToken(user)) } }
  },
})

async function me(db: Database, id: string): Promise<Row<typeof User>> {
  const user = await db.get(User, id)
  if (!user) throw refuse(401, 'token', 'is missing')
  return user
}

function emptyAsNull(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text
}

function shown({ username, email, bio, image }: Row<typeof User>, token: string) {
  return { username, email, bio, image, token }
}
