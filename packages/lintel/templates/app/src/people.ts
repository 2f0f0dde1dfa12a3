// Who signs in. Everybody may open an account; from then on each sees and changes their own, and no other.
import { anyone, entity, grant, identity, operation, owner, resource, t } from 'lintel'

export const Person = entity(
  'person',
  {
    email: t.email().unique().personal(),
    name: t.string({ max: 100 }).personal(),
    password: t.password(),
  },
  { plural: 'people' },
)

export const accounts = identity(Person)

export const people = resource(Person, {
  create: anyone,
  read: owner('id'),
  update: owner('id'),
  delete: owner('id'),
})

// What cannot be derived is an operation: a route, who may call it, what it takes and gives, and a function.
export const signIn = operation('POST /sign-in', {
  summary: 'Get an access token',
  tag: 'people',
  allow: anyone,
  input: { email: t.email(), password: t.password({ min: 1 }) },
  output: { token: t.text() },
  errors: { credentials_wrong: 401 },
  // Whoever signs in is nobody yet, so the rules above would show this function no row.
  grants: [grant(Person, 'read')],
  async run({ input, db, auth, fail }) {
    const person = await db.get(Person, { email: input.email })
    const matches = await auth.verifyPassword(input.password, person?.password)
    if (!person || !matches) throw fail('credentials_wrong')
    return { token: await auth.issueToken(person) }
  },
})
