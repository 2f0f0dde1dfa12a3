// Our document against RealWorld's own, where that is at hand.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { differences, type Facts, factsOf } from './document-facts.ts'

const beside = fileURLToPath(new URL('../../../../shared/realworld', import.meta.url))
const official = join(process.env.REALWORLD_SUITE ?? beside, 'openapi.yml')
const isAtHand = existsSync(official)
if (!isAtHand) {
  console.warn(`NOT TESTED: Conduit's openapi.yml against the official one, which is not at ${official}.`)
  console.warn(
    'It is in github.com/gothinkster/realworld, folder specs/api; REALWORLD_SUITE names its folder.',
  )
}

/** Where we say more than RealWorld does, and why. */
const allowed = [
  // A name or an address that somebody else has is refused there as it is when an account is opened.
  'PUT /api/user › responses › 409 is ours alone',
]

const ours = () => read(fileURLToPath(new URL('../src/openapi.yml', import.meta.url)))
const read = (file: string): Facts => parse(readFileSync(file, 'utf8'))

describe.skipIf(!isAtHand)('the official document', () => {
  test('says the same of paths, operations, parameters, bodies, statuses and shapes', () => {
    expect(differences(factsOf(read(official)), factsOf(ours()))).toEqual(allowed)
  })
})

describe('the comparison', () => {
  const facts = factsOf(ours())

  test('finds nineteen operations, and none different from itself', () => {
    expect(Object.keys(facts)).toHaveLength(19)
    expect(differences(facts, facts)).toEqual([])
  })

  test.each([
    ['operationId: Login', 'operationId: SignIn', 'operationId'],
    ["'201': { $ref", "'200': { $ref", '201 is missing'],
    ['favoritesCount: { type: integer }', 'favoritesCount: { type: string }', 'favoritesCount › type'],
    ["image: { type: [string, 'null'] }", 'image: { type: string }', 'image › type'],
    ['required: [username, bio, image, following]', 'required: [username]', 'required differs'],
    ['default: 20', 'default: 10', 'default differs'],
    ['security: []', 'tags: [users]', 'security'],
    [
      '/profiles/{username}/follow',
      '/profiles/{username}/fans',
      'POST /api/profiles/{username}/fans is ours alone',
    ],
    ['in: query', 'in: header', 'is missing'],
  ])('sees %s changed to %s', (before, after, place) => {
    const text = readFileSync(fileURLToPath(new URL('../src/openapi.yml', import.meta.url)), 'utf8')
    const changed = parse(text.replace(before, after), { uniqueKeys: false })
    expect(differences(facts, factsOf(changed)).join('\n')).toContain(place)
  })

  test('does not mind bounds of ours, but those that others have and we have not', () => {
    const bounded = { type: ['string'], maxLength: 5 }
    expect(differences({ type: ['string'] }, bounded)).toEqual([])
    expect(differences(bounded, { type: ['string'] })).toEqual(['maxLength is missing'])
  })
})
