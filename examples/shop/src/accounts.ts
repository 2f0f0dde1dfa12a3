// People: who signs in, what they may change of themselves, and what each role may see of the others.
import { anyone, entity, grant, identity, operation, owner, resource, role, signedIn, t } from 'lintel'

const roles = ['customer', 'support', 'admin'] as const

export const User = entity('user', {
  email: t.email().unique().personal(),
  name: t.string({ max: 100 }).personal(),
  password: t.password(),
  role: t.enum(...roles).default('customer'),
})

export const accounts = identity(User, { role: 'role' })

export const users = resource(User, {
  read: [owner('id'), role('support'), role('admin')],
  update: { who: [owner('id'), role('admin')], fields: ['name', 'email'] },
  filter: ['email', 'role'],
  sort: ['createdAt', 'email'],
})

const { email, name, password } = User.fields
// Whatever somebody types may be wrong; only a new password has to be a good one.
const typedPassword = t.password({ min: 1 })
const session = {
  token: t.text(),
  user: t.object({ id: t.uuid(), name, role: t.enum(...roles) }),
}

export const signUp = operation('POST /sign-up', {
  summary: 'Open an account',
  tag: 'accounts',
  allow: anyone,
  input: { email, name, password },
  output: session,
  status: 201,
  grants: [grant(User, 'create', 'email', 'name', 'password')],
  async run({ input, db, auth }) {
    const user = await db.insert(User, input)
    return { token: await auth.issueToken(user), user }
  },
})

export const signIn = operation('POST /sign-in', {
  summary: 'Get an access token',
  tag: 'accounts',
  allow: anyone,
  input: { email, password: typedPassword },
  output: session,
  errors: { credentials_wrong: 401 },
  grants: [grant(User, 'read')],
  async run({ input, db, auth, fail }) {
    const user = await db.get(User, { email: input.email })
    const matches = await auth.verifyPassword(input.password, user?.password)
    if (!user || !matches) throw fail('credentials_wrong')
    return { token: await auth.issueToken(user), user }
  },
})

export const changePassword = operation('PUT /users/me/password', {
  summary: 'Change my password',
  tag: 'accounts',
  allow: signedIn,
  input: { current: typedPassword, password },
  errors: { password_wrong: 422 },
  async run({ input, principal, db, auth, fail }) {
    const me = await db.get(User, principal.id)
    const matches = await auth.verifyPassword(input.current, me?.password)
    if (!me || !matches) throw fail('password_wrong')
    await db.update(User, me.id, { password: input.password })
  },
})

export const assignRole = operation('PUT /users/{user}/role', {
  summary: 'Make somebody a customer, support or an administrator',
  description: 'Tokens say the role of their owner: it counts from the next one.',
  tag: 'accounts',
  allow: role('admin'),
  params: { user: t.ref(() => User) },
  input: { role: t.enum(...roles) },
  output: User,
  errors: { user_not_found: 404 },
  async run({ params, input, db, fail }) {
    const user = await db.update(User, params.user, { role: input.role })
    if (!user) throw fail('user_not_found')
    return user
  },
})
