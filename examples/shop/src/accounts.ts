// People: who signs in and how, what they may change of themselves, and what each role may see of the others.
import { entity, identity, operation, owner, resource, role, settings, t } from 'lintel'

const roles = ['customer', 'support', 'admin'] as const

export const User = entity('user', {
  email: t.email().unique().personal(),
  name: t.string({ max: 100 }).personal(),
  // Whoever comes from the provider has none.
  password: t.password().optional(),
  role: t.enum(...roles).default('customer'),
})

/** A provider of OpenID Connect, where the shop has one. */
export const env = settings({
  OIDC_ISSUER: t.url().optional(),
  OIDC_CLIENT_ID: t.text().optional(),
  OIDC_CLIENT_SECRET: t.text().private().optional(),
})

export const accounts = identity(User, {
  role: 'role',
  signUp: { fields: ['name'] },
  sessions: true,
  // For apps, which keep no cookies.
  tokens: { refresh: true },
  passwordReset: true,
  // Administrators set prices and give roles: a password that somebody found is not enough for that.
  secondFactor: { requiredFor: ['admin'] },
  passkeys: true,
  // For partners, as far as the scopes go: ["products:read", "orders:read"].
  apiKeys: { maxDays: 180 },
  providers: {
    sso: {
      issuer: () => env.get('OIDC_ISSUER'),
      clientId: () => env.get('OIDC_CLIENT_ID'),
      clientSecret: () => env.get('OIDC_CLIENT_SECRET'),
      claims: { name: 'name' },
    },
  },
})

export const users = resource(User, {
  read: [owner('id'), role('support'), role('admin')],
  // The address is how people sign in and get their mail: nobody changes it in passing.
  update: { who: [owner('id'), role('admin')], fields: ['name'] },
  filter: ['email', 'role'],
  sort: ['createdAt', 'email'],
})

export const assignRole = operation('PUT /users/{user}/role', {
  summary: 'Make somebody a customer, support or an administrator',
  description: 'It holds for sessions and API keys at once, and for tokens from the next one.',
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
