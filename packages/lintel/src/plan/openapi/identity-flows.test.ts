import { expect, test } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { identity } from '../../spec/identity.ts'
import { openApiDocument } from './document.ts'
import { checkExamples, withoutExample } from './examples.fixture.ts'
import { lint } from './linters.fixture.ts'

const Person = entity('person', {
  email: t.email().unique().personal(),
  name: t.string().personal(),
  password: t.password(),
  role: t.enum('member', 'admin').default('member'),
})
const flows = { sessions: true, passwordReset: true } as const
const documentOf = (verifyEmail: 'required' | 'none') => {
  const accounts = identity(Person, { role: 'role', signUp: { fields: ['name'], verifyEmail }, ...flows })
  return openApiDocument(application('club', { parts: [[accounts]] }).model)
}

test.each([
  'required',
  'none',
] as const)('flows of identity are well documented, with e-mail %s', async (verifyEmail) => {
  const document = documentOf(verifyEmail)
  // A licence is the author's to give.
  const onlyWarning = ['info-license #/info: Info object should contain `license` field.']
  expect(await lint(document)).toEqual({ errors: [], warnings: onlyWarning })
  const { count, faults } = checkExamples(document)
  expect(faults).toEqual([])
  expect(count).toBeGreaterThan(40)
  expect(withoutExample(document)).toEqual([])
})

test('nothing of what identity stores is in the document', () => {
  const { components } = documentOf('required')
  expect(
    Object.keys(components.schemas ?? {}).filter((name) =>
      /^auth(Session|Throttle|Event|SignUp)$/i.test(name),
    ),
  ).toEqual([])
})
