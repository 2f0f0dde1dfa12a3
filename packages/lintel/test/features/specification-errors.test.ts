/** A specification that cannot work is refused at start: where, what, and how to mend it, all of it at once. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  anyone,
  application,
  entity,
  identity,
  operation,
  owner,
  policy,
  principalId,
  resource,
  role,
  SpecificationError,
  signedIn,
  t,
  through,
  where,
} from 'lintel'
import { describe, expect, test } from 'vitest'

const here = fileURLToPath(import.meta.url)
const source = readFileSync(here, 'utf8').split('\n')

const User = entity('user', { name: t.string(), role: t.enum('a', 'b').default('a') })
const Note = entity('note', {
  text: t.text(),
  user: t.ref(() => User),
  hidden: t.text().private().optional(),
  data: t.json().optional(),
  fixed: t.text().readOnly().optional(),
})
const users = policy(User, { read: anyone })

const problemsOf = (...parts: readonly object[]) => {
  try {
    application('wrong', {
      parts: [Object.assign({}, ...parts.map((part, index) => ({ [`part${index}`]: part })))],
    })
  } catch (error) {
    if (error instanceof SpecificationError) return error.problems
    throw error
  }
  return []
}
// What the types refuse is declared all the same: not every specification is checked by them.
const loose = <T>(value: T) => value as never
const run = () => undefined
const doing = { summary: 'Do it', allow: anyone, run }

/** What is declared, on which line it is found, what is said of it, and how to mend it. */
const wrong: readonly [string, () => readonly object[], RegExp, RegExp, RegExp][] = [
  [
    'two entities of one table',
    () => [entity('thing', {}), entity('other', {}, { table: 'things' })],
    /'other'/,
    /other is stored in the table things, and so is thing/,
    /Rename one/,
  ],
  [
    'two entities of one name',
    () => [entity('twin', { a: t.text() }), entity('twin', { b: t.text() })],
    /b: t\.text/,
    /twin is stored in the table twins/,
    /Rename one/,
  ],
  [
    'a name with a space',
    () => [entity('my thing', {})],
    /'my thing'/,
    /"my thing" is not a name for an entity/,
    /small letter/,
  ],
  [
    'a name that SQL would read',
    () => [entity('a"; DROP TABLE x; --', {})],
    /DROP/,
    /is not a name for an entity/,
    /small letter/,
  ],
  ['a capital name', () => [entity('Thing', {})], /'Thing'/, /"Thing" is not a name/, /orderItem/],
  [
    'a field with a strange name',
    () => [entity('thing', { 'a-b': t.text() })],
    /'a-b'/,
    /"a-b" is not a name for a field of thing/,
    /small letter/,
  ],
  [
    'a field called __proto__',
    () => [entity('thing', { ['__proto__']: t.text() })],
    /__proto__/,
    /"__proto__" is not a name for a field/,
    /small letter/,
  ],
  [
    'a reserved field',
    () => [entity('thing', { createdAt: t.timestamp() })],
    /createdAt/,
    /declares "createdAt", a reserved name/,
    /Take it out/,
  ],
  [
    'an id from nowhere',
    () => [entity('thing', { id: t.string() })],
    /id: t\.string/,
    /its own "id" without saying where it comes from/,
    /t\.integerId/,
  ],
  [
    'a reference to no entity',
    () => [entity('thing', { to: t.ref(() => loose({})) })],
    /to: t\.ref/,
    /thing\.to refers to something that is not an entity/,
    /t\.ref\(\(\) => Customer\)/,
  ],
  [
    'a pattern that is none',
    () => [entity('thing', { code: t.text({ pattern: '([' }) })],
    /code: t/,
    /pattern of thing\.code is not a regular expression/,
    /without slashes/,
  ],
  [
    'null for what is required',
    () => [users, entity('thing', { to: t.ref(() => User, { onDelete: 'setNull' }) })],
    /setNull/,
    /thing\.to is set to null when its target goes, but it is required/,
    /optional\(\)/,
  ],
  [
    'many of what does not refer back',
    () => [entity('thing', { notes: t.many(() => Note, 'thing') })],
    /t\.many/,
    /thing\.notes expects note\.thing to refer back/,
    /Add thing: t\.ref/,
  ],
  [
    'an index on no field',
    () => [entity('thing', {}, loose({ index: [['nope']] }))],
    /index:/,
    /An index of thing names "nope"/,
    /Stored fields: id/,
  ],
  [
    'a search in no field',
    () => [entity('thing', {}, loose({ search: ['nope'] }))],
    /search:/,
    /search of thing names "nope"/,
    /Stored fields/,
  ],
  [
    'a search in what is private',
    () => [entity('thing', { secret: t.text().private() }, { search: ['secret'] })],
    /search:/,
    /search of thing names "secret", which is private/,
    /./,
  ],
  [
    'a check of no field',
    () => [entity('thing', { a: t.integer() }, loose({ check: { fits: ['a', '>', { field: 'nope' }] } }))],
    /check:/,
    /The check .*fits of thing names "nope"/,
    /Stored fields/,
  ],
  [
    'an order by no field',
    () => [resource(User, loose({ read: anyone, sort: ['nope'] }))],
    /sort:/,
    /names "nope", which is not a stored field of user/,
    /Stored fields: id, name, role/,
  ],
  [
    'a default order by no field',
    () => [resource(User, loose({ read: anyone, defaultSort: ['-nope'] }))],
    /defaultSort:/,
    /names "nope"/,
    /Stored fields/,
  ],
  [
    'a preset of no field',
    () => [resource(User, loose({ create: { who: anyone, set: { nope: principalId } } }))],
    /set:/,
    /set of users names "nope"/,
    /Stored fields/,
  ],
  [
    'a caller who may write what is read-only',
    () => [users, resource(Note, loose({ update: { who: anyone, fields: ['fixed'] } }))],
    /'fixed'/,
    /lets a caller write "fixed", which is read-only/,
    /Take it out/,
  ],
  [
    'a caller who may write what is not there',
    () => [users, resource(Note, loose({ create: { who: anyone, fields: ['nope'] } }))],
    /'nope'/,
    /lets a caller write "nope", which is not a field of note/,
    /Take it out/,
  ],
  [
    'a filter by a word of the grammar',
    () => [resource(entity('thing', { limit: t.integer() }), { read: anyone, filter: ['limit'] })],
    /'limit'/,
    /filters by "limit", a reserved word/,
    /Rename the field/,
  ],
  [
    'a filter by no field',
    () => [resource(User, loose({ read: anyone, filter: ['nope'] }))],
    /filter:/,
    /filters by "nope", but user has no field "nope"/,
    /Fields of user: id, name/,
  ],
  [
    'a filter along no relation',
    () => [users, resource(Note, loose({ read: anyone, filter: ['text.length'] }))],
    /text\.length/,
    /has no field "length"/,
    /Fields of note/,
  ],
  [
    'a filter by what is private',
    () => [users, resource(Note, loose({ read: anyone, filter: ['hidden'] }))],
    /hidden/,
    /filters by "hidden", which is private/,
    /callers may see/,
  ],
  [
    'a filter by JSON',
    () => [users, resource(Note, loose({ read: anyone, filter: ['data'] }))],
    /'data'/,
    /filters by "data", which is a json/,
    /stored field/,
  ],
  [
    'an include of no field',
    () => [resource(User, loose({ read: anyone, include: ['nope'] }))],
    /include:/,
    /includes "nope", but user has no field "nope"/,
    /Relations of user: none/,
  ],
  [
    'an include of no relation',
    () => [users, resource(Note, loose({ read: anyone, include: ['text'] }))],
    /include:/,
    /note\.text is not a relation/,
    /Relations of note: user/,
  ],
  [
    'an include of what nobody may read',
    () => [resource(Note, { read: anyone, include: ['user'] })],
    /include:/,
    /includes "user", but nobody may read user/,
    /Add policy\(User/,
  ],
  [
    'a search where nothing is searched',
    () => [resource(User, { read: anyone, search: true })],
    /search:/,
    /users offers search, but user names no fields/,
    /Add search/,
  ],
  [
    'an owner of no field',
    () => [identity(User), users, resource(Note, { read: loose(owner('nope')) })],
    /nope/,
    /owner\('nope'\) for read of note reads "nope", which note does not have/,
    /Fields of note/,
  ],
  [
    'an owner who is nobody',
    () => [identity(User), users, resource(Note, { read: loose(owner('text')) })],
    /'text'/,
    /does not lead to identity's entity, user/,
    /Name a reference/,
  ],
  [
    'an owner without an identity',
    () => [users, resource(Note, { read: owner('user') })],
    /owner\('user'\)/,
    /does not lead to the entity named by identity/,
    /Declare identity/,
  ],
  [
    'a rule through what nobody may read',
    () => [resource(Note, { read: through('user') })],
    /through\('user'\)/,
    /needs a reference to an entity with a rule for reading/,
    /Declare resource or policy with read for user/,
  ],
  [
    'a rule on no field, deep inside',
    () => [users, resource(Note, { read: anyone, update: [role('x'), loose(where('user.nope', 'eq', 1))] })],
    /user\.nope/,
    /where\('user\.nope'\) for update of note reads "nope", which user does not have/,
    /Fields of user/,
  ],
  [
    'an operation with a rule for rows',
    () => [
      identity(User),
      { act: operation('POST /act', { ...doing, allow: [signedIn, loose(owner('id'))] }) }.act,
    ],
    /POST \/act/,
    /is allowed by "owner\('id'\)", which needs a row/,
    /Use signedIn/,
  ],
  [
    'an operation with a parameter that its route has not',
    () => [operation('GET /act/{id}', { ...doing, params: { nope: t.uuid() } })],
    /nope/,
    /declares the parameter "nope", which its route GET \/act\/\{id\} does not name/,
    /Write \{nope\}/,
  ],
  [
    'two operations on one route',
    () => [operation('GET /a/{x}', doing), operation('GET /a/{y}', doing)],
    /a\/\{y\}/,
    /answers GET \/a\/\{…\}, and so does the operation/,
    /another route/,
  ],
  [
    'an operation on the route of a resource',
    () => [resource(User, { read: anyone }), operation('GET /users/{user}', doing)],
    /users\/\{user\}/,
    /answers GET \/users\/\{…\}, and so does the resource users/,
    /another route/,
  ],
  [
    'two resources on one path',
    () => [users, resource(User, { path: '/x', read: anyone }), resource(Note, { path: '/x', read: anyone })],
    /resource\(Note/,
    /answers GET \/x, and so does the resource/,
    /another route/,
  ],
  [
    'a second identity',
    () => [identity(User), identity(Note)],
    /identity\(Note\)/,
    /A second identity is declared/,
    /Keep one/,
  ],
  [
    'a role that is no field',
    () => [identity(User, loose({ role: 'nope' }))],
    /nope/,
    /takes its role from "nope", which does not exist/,
    /text or enum/,
  ],
  [
    'a role that is no word',
    () => [users, identity(Note, loose({ role: 'data' }))],
    /'data'/,
    /takes its role from "data", which is a json/,
    /text or enum/,
  ],
]

describe('is told where, what and how to mend it:', () => {
  test.each(wrong)('%s', (_what, declare, ...said) => {
    const [line, message, hint] = said
    const problems = problemsOf(...declare())
    const problem = problems.find((each) => message.test(each.message))
    expect(problem, problems.map((each) => each.message).join('\n') || 'nothing was said').toBeDefined()
    expect(problem?.hint).toMatch(hint)
    expect(problem?.at.file).toBe(here)
    expect(source[(problem?.at.line ?? 0) - 1], 'the line of the declaration').toMatch(line)
  })
})

test('all problems are told at once, each on lines of its own', () => {
  const declare = () =>
    application('wrong', {
      parts: [
        [
          entity('Thing', { createdAt: t.text() }),
          resource(User, loose({ filter: ['a'], sort: ['b'], include: ['c'] })),
        ],
      ],
    })
  const message = (() => {
    try {
      return String(declare())
    } catch (error) {
      return (error as Error).message
    }
  })()
  expect(message.match(/specification-errors\.test\.ts:\d+ {2}/g)?.length).toBeGreaterThanOrEqual(5)
})

test('what is right is not complained of', () => {
  const right = [
    identity(User, { role: 'role' }),
    users,
    resource(Note, {
      read: [owner('user'), through('user')],
      filter: ['user.name'],
      include: ['user'],
      sort: ['text'],
    }),
  ]
  expect(problemsOf(...right)).toEqual([])
})

describe('refuses', () => {
  const told: readonly [string, () => readonly object[]][] = [
    ['a resource in the place of the reference page', () => [resource(entity('doc', {}), { read: anyone })]],
    ['an operation in the place of the health checks', () => [operation('GET /health/live', doing)]],
    ['an operation in the place of the OpenAPI document', () => [operation('GET /openapi.json', doing)]],
    [
      'two fields of one column',
      () => [users, entity('thing', { user: t.ref(() => User), userId: t.uuid() })],
    ],
    ['a list that would be stored', () => [entity('thing', { list: t.list(t.text()) })]],
    [
      'an immutable field that callers may change',
      () => [
        users,
        resource(entity('thing', { once: t.text().immutable() }), {
          read: anyone,
          update: { who: anyone, fields: ['once'] },
        }),
      ],
    ],
    [
      'a default order by a private field, whose values cursors show',
      () => [users, resource(Note, { read: anyone, defaultSort: ['hidden'] })],
    ],
    ['a page of no rows', () => [resource(User, { read: anyone, limit: { default: 0, max: 0 } })]],
  ]
  for (const [what, declare] of told) {
    test(what, () => {
      expect(problemsOf(...declare())).not.toEqual([])
    })
  }
})

// Specifications that cannot work, or that open what nobody meant to open, and are taken without a word.
describe('is not told yet:', () => {
  const untold: readonly [string, () => readonly object[]][] = [
    [
      'a rule that compares with what the field cannot have',
      () => [users, resource(User, { read: where('role', 'eq', 'nope') })],
    ],
    [
      'a rule that compares a number with a word',
      () => [resource(entity('thing', { size: t.integer() }), { read: where('size', 'gt', 'big') })],
    ],
    ['a default that its field refuses', () => [entity('thing', { size: t.integer({ min: 5 }).default(1) })]],
    ['a deprecation since no day', () => [resource(User, { read: anyone, deprecated: { since: 'soon' } })]],
    ['an error that is a success', () => [operation('GET /act', { ...doing, errors: { fine: 200 } })]],
    [
      'an answer where there is none',
      () => [
        operation('GET /act', { ...doing, status: 204, output: { a: t.text() }, run: () => ({ a: 'x' }) }),
      ],
    ],
    [
      'an order by text of any length, whose cursors no query can carry',
      () => [users, resource(Note, { read: anyone, sort: ['text'] })],
    ],
  ]
  for (const [what, declare] of untold) {
    test.fails(what, () => {
      expect(problemsOf(...declare())).not.toEqual([])
    })
  }
})
