// Accounts: opening one, signing in, and changing one's own.
import { implement, type Row, signedIn } from 'lintel'
import { api, refuse } from './api.ts'
import { User } from './entities.ts'

const minPasswordLength = 8

export const createUser = implement(api, 'CreateUser', {
  async run({ body, db, auth }) {
    requireLength(body.user.password)
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
    const user = present(await db.get(User, principal.id))
    return { status: 200, body: { user: shown(user, await auth.issueToken(user)) } }
  },
})

export const updateCurrentUser = implement(api, 'UpdateCurrentUser', {
  allow: signedIn,
  async run({ body, principal, db, auth }) {
    const { bio, image, ...changes } = body.user
    if (changes.password !== undefined) requireLength(changes.password)
    const emptied = { bio: emptyAsNull(bio), image: emptyAsNull(image) }
    const user = present(await db.update(User, principal.id, { ...changes, ...emptied }))
    return { status: 200, body: { user: shown(user, await auth.issueToken(user)) } }
  },
})

// The contract lets a short password through, so that an empty one is called blank.
function requireLength(password: string): void {
  if (password.length >= minPasswordLength) return
  throw refuse(422, 'password', `is too short (minimum is ${minPasswordLength} characters)`)
}

/** A token may outlive its account. */
function present(user: Row<typeof User> | undefined): Row<typeof User> {
  if (!user) throw refuse(401, 'token', 'is invalid')
  return user
}

// A form sends '' for what somebody has emptied.
function emptyAsNull(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text
}

function shown({ username, email, bio, image }: Row<typeof User>, token: string) {
  return { username, email, bio, image, token }
}
