/** The matrix as a person reviews it: one line for each action, and conditions that are too long below. */
import { expect, test } from 'vitest'
import workspaces from '../../../../../examples/workspaces/src/workspaces.ts'
import { derivedOperations } from '../../plan/access/derived-operations.ts'
import { accessMatrix } from '../../plan/access/explanation/access-matrix.ts'
import { matrixText } from './matrix-text.ts'

const { model } = workspaces
const text = matrixText(accessMatrix(model, derivedOperations(model)), (_style, words) => words)
const blocks = text.split('\n\n')
const block = (name: string) => {
  const [title = '', ...lines] = blocks.find((each) => each.startsWith(`${name}  `))?.split('\n') ?? []
  return { title, lines: lines.map((line) => line.trim().split(/ {2,}/)) }
}

test('a resource is a block, with its place', () => {
  expect(block('projects').title).toMatch(/^projects {2}\/projects {2}\S+projects\.ts:\d+$/)
})

test('an action is a line, with its fields of their own rules, and what callers send', () => {
  expect(block('projects').lines).toEqual([
    ['anonymous', 'signed in', 'role person', 'role support', 'scope members:read'],
    ['read', '-', 'own, tenant if [1]', 'own, tenant if [1]', 'all', '-'],
    ['.budget', '-', 'tenant if [1]', 'tenant if [1]', 'tenant if [1]', '-'],
    ['create', '-', 'tenant if [1]', 'tenant if [1]', 'tenant if [1]', '-'],
    ['.budget', '-', 'tenant if [1]', 'tenant if [1]', 'tenant if [1]', '-'],
    ['update', '-', 'own, tenant if [1]', 'own, tenant if [1]', 'own, tenant if [1]', '-'],
    ['.budget', '-', 'tenant if [1]', 'tenant if [1]', 'tenant if [1]', '-'],
    ['delete', '-', 'tenant if [1]', 'tenant if [1]', 'tenant if [1]', '-'],
    ["[1] a row of workspace.members has role = 'admin'"],
    ['create: callers send workspace, team, name, budget'],
    ['update: callers send team, name, budget'],
  ])
})

test('a short condition stands in its cell, and what nobody sees is said', () => {
  expect(block('documents').lines).toContainEqual([
    ...['update', '-', "own if state = 'draft'", "own if state = 'draft'", "own if state = 'draft'", '-'],
  ])
  expect(block('users').lines).toContainEqual(['read: never shown: password'])
})
