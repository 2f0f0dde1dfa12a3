import { expect, test } from 'vitest'
import { application } from '../../spec/application.ts'
import { entity } from '../../spec/entity.ts'
import { t } from '../../spec/fields.ts'
import { identity } from '../../spec/identity.ts'
import { type PolicyOptions, policy } from '../../spec/resource.ts'
import { allOf, ofCaller, owner, related, where } from '../../spec/rules.ts'
import { tablesOf } from './tables-of.ts'

const User = entity('user', { region: t.string() })
const Team = entity('team', { name: t.string(), members: t.many(() => Member, 'team') })
const memberFields = { team: t.ref(() => Team), user: t.ref(() => User), role: t.string() }
const Member = entity('member', memberFields)
const Project = entity('project', { team: t.ref(() => Team), region: t.string() })

function indexesOf(table: string, options: PolicyOptions<typeof Project>): string[] {
  const parts = [{ Member, accounts: identity(User), projects: policy(Project, options) }]
  const { model } = application('test', { parts })
  const indexes = tablesOf(model).tables[table]?.indexes ?? []
  return indexes.map(({ columns }) => columns.join())
}

test('a membership that a rule asks for has an index on both of its references', () => {
  const byPath = { read: owner('team.members.user') } as const
  expect(indexesOf('members', byPath)).toEqual(['team_id,user_id', 'user_id'])
  const admin = related('team.members', allOf(where('role', 'eq', 'admin'), owner('user')))
  expect(indexesOf('members', { update: { who: owner('team.members.user'), after: admin } })).toEqual([
    'team_id,user_id',
    'user_id',
  ])
  expect(indexesOf('members', { fields: { region: { read: admin } } })).toContain('team_id,user_id')
})

test('a membership that no rule asks for has not', () => {
  expect(indexesOf('members', { read: related('team', where('name', 'eq', 'x')) })).toEqual([
    'team_id',
    'user_id',
  ])
})

test('a field that is compared with one of the caller’s own has an index', () => {
  expect(indexesOf('projects', { read: where('region', 'eq', ofCaller('region')) })).toContain('region,id')
  expect(indexesOf('projects', { read: where('region', 'eq', 'north') })).toEqual(['team_id'])
})

test('a unique pair serves, in either order', () => {
  for (const unique of [['team', 'user'] as const, ['user', 'team'] as const]) {
    const Squad = entity('squad', { name: t.string(), members: t.many(() => Pair, 'team') })
    const Pair = entity('pair', { team: t.ref(() => Squad), user: t.ref(() => User) }, { unique: [unique] })
    const squads = policy(Squad, { read: owner('members.user') })
    const { model } = application('test', { parts: [{ Pair, accounts: identity(User), squads }] })
    expect(tablesOf(model).tables.pairs?.indexes).toHaveLength(1)
  }
})
