// People: who signs in, and what each role may see of the others.
import { anyone, entity, grant, identity, operation, owner, resource, role, t } from 'lintel'

export const User = entity('user', {
  email: t.email().unique().personal(),
  name: t.string({ max: 100 }).personal(),
  password: t.password(),
  role: t.enum('customer', 'support', 'admin').default('customer'),
})

export const accounts = identity(User, { role: 'role' })

export const users = resource(User, {
  read: [owner('id'), role('support'), role('admin')],
  update: { who: [owner('id'), role('admin')], fields: ['name', 'email', 'password'] },
  filter: ['email', 'role'],
  sort: ['createdAt', 'email'],
})

const session = {
  token: t.text(),
  user: t.object({ id: t.uuid(), name: t.text(), role: t.text() }),
}

export const signUp = operation('POST /sign-up', {
  summary: 'Open an account',
  tag: 'accounts',
  allow: anyone,
  input: { email: t.email(), name: t.string({ max: 100 }), password: t.password() },
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
  input: { email: t.email(), password: t.password({ min: 1 }) },
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
