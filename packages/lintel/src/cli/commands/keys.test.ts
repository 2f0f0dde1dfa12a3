import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PrivateJwk, readSigningKeys } from '../../access/signing-key.ts'
import { notesApplication, TestProject } from '../command.fixture.ts'

let project: TestProject
beforeAll(async () => {
  project = await TestProject.make({ 'src/app.ts': notesApplication })
}, 120_000)
afterAll(() => project?.remove())

const kids = (text: string) => (readSigningKeys(text) as readonly PrivateJwk[]).map(({ kid }) => kid)

describe('lintel keys new', () => {
  test('prints two keys and nothing else, in one line, others each time', async () => {
    const [one, other] = await Promise.all([project.run(['keys', 'new']), project.run(['keys', 'new'])])
    expect(one.code).toBe(0)
    expect(one.stdout.trimEnd()).not.toContain('\n')
    expect(one.stderr).toBe('Set TOKEN_KEYS to this line.\n')
    expect(kids(one.stdout)).toHaveLength(2)
    expect(new Set([...kids(one.stdout), ...kids(other.stdout)]).size).toBe(4)
  })
})

describe('lintel keys rotate', () => {
  test('prints the set that follows the one in the environment', async () => {
    const { stdout: first } = await project.run(['keys', 'new'])
    const { code, stdout, stderr } = await project.run(['keys', 'rotate'], { env: { TOKEN_KEYS: first } })
    expect(code).toBe(0)
    const [signing, next] = kids(first)
    expect(kids(stdout)).toEqual([next, kids(stdout)[1], signing])
    expect(stderr).toContain('Rotate again only after the life of an access token.')
  })

  test('reads .env.local of the folder that is named', async () => {
    const { stdout: first } = await project.run(['keys', 'new'])
    await project.write({
      'elsewhere/package.json': '{}',
      'elsewhere/.env.local': `TOKEN_KEYS='${first.trim()}'\n`,
    })
    const { stdout } = await project.run(['keys', 'rotate', 'elsewhere'])
    expect(kids(stdout)[2]).toBe(kids(first)[0])
  })

  test.each([
    ['absent', {}],
    ['no set of keys', { TOKEN_KEYS: 'hidden-value' }],
  ])('exits 1 when TOKEN_KEYS is %s, and repeats nothing of it', async (_what, env) => {
    const { code, stdout, stderr } = await project.run(['keys', 'rotate'], { env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('TOKEN_KEYS must be a private JWK Set')
    expect(stderr).toContain('lintel keys new')
    expect(stderr).not.toContain('hidden-value')
  })
})

test('--help says what the keys are for', async () => {
  const { code, stdout } = await project.run(['keys', '--help'])
  expect(code).toBe(0)
  for (const word of ['new', 'rotate', 'TOKEN_KEYS', 'got out']) expect(stdout).toContain(word)
  expect((await project.run(['keys', 'rotate', '--help'])).stdout).toContain('the next key signs')
})

test('a key that got no verb is a wrong command line', async () => {
  expect((await project.run(['keys'])).code).toBe(2)
  expect((await project.run(['keys', 'old'])).code).toBe(2)
})
