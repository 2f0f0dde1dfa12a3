import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseContract } from '../contract/contract.ts'
import { emitContractTypes } from './contract-types.ts'
import { emitOpenApiTypes } from './openapi-types.ts'

const document = `openapi: 3.1.0
info: { title: Shelter, version: '1' }
paths:
  /pets:
    parameters:
      - { name: X-Tenant, in: header, required: true, schema: { type: string } }
    get:
      operationId: listPets
      summary: List pets
      description: List pets, newest first.
      parameters:
        - $ref: '#/components/parameters/Limit'
        - { name: tag, in: query, deprecated: true, schema: { type: array, items: { type: string } } }
        - { name: session, in: cookie, schema: { type: string } }
      responses:
        '200':
          description: Some pets
          headers:
            X-Total: { required: true, schema: { type: integer } }
            X-Next: { schema: { type: string } }
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } }
            text/csv: { schema: { type: string } }
        default: { $ref: '#/components/responses/Problem' }
    post:
      operationId: add-pet
      requestBody: { $ref: '#/components/requestBodies/Pet' }
      responses:
        '201': { description: Made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        4XX: { $ref: '#/components/responses/Problem' }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      responses:
        '200': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '404': { $ref: '#/components/responses/Problem' }
    patch:
      operationId: changePet
      requestBody:
        content: { application/merge-patch+json: { schema: { $ref: '#/components/schemas/new_pet' } } }
      responses: { '204': { description: Done } }
  /pets/{id}/photo:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getPhoto
      responses: { '200': { description: It, content: { image/png: {} } } }
    put:
      operationId: putPhoto
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary } } }
      responses: { '204': { description: Done } }
  /pets/{id}/page:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getPage
      responses:
        '200': { description: It, content: { text/html: {}, 'image/*': {} } }
        '404': { description: None, content: { text/plain: {} } }
        4XX: { description: Refused, content: { text/html: {} } }
        default: { description: Broken, content: { application/json: { schema: { type: string } } } }
    put:
      operationId: putPage
      requestBody: { required: true, content: { text/html: {} } }
      responses: { '204': { description: Done } }
    head:
      operationId: headPage
      responses: { '200': { description: It, content: { text/html: {} } } }
  /pets/{id}/scan:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    put:
      operationId: putScan
      requestBody: { required: true, content: { image/png: {} } }
      responses: { '204': { description: Done } }
webhooks:
  petAdopted:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '200': { description: Heard } }
components:
  parameters:
    Limit: { name: limit, in: query, description: At most this many, schema: { type: integer, default: 20 } }
  requestBodies:
    Pet: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/new_pet' } } } }
  responses:
    Problem:
      description: A problem
      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } }
  schemas:
    Pet:
      description: Cat or dog
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
      discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' } }
    PetBase:
      type: object
      required: [id, kind]
      properties:
        id: { type: integer }
        kind: { type: string }
        bornAt: { type: [string, 'null'], format: date, description: "Null when unknown" }
        parents: { type: array, items: { $ref: '#/components/schemas/Pet' } }
        location: { prefixItems: [{ type: number }, { type: number }], minItems: 2, items: false }
    Cat:
      allOf:
        - $ref: '#/components/schemas/PetBase'
        - type: object
          required: [isIndoor, bornAt]
          properties: { isIndoor: { type: boolean } }
    Dog:
      allOf:
        - $ref: '#/components/schemas/PetBase'
        - type: object
          properties:
            breed: { anyOf: [{ type: object, properties: { name: { type: string, description: Breed } } }, { type: 'null' }] }
            tricks: { type: array, items: { enum: [sit, roll over and over and over again, play dead for a long time, shake, jump, spin around, fetch] } }
    new_pet:
      type: object
      required: [kind]
      properties: { kind: { enum: [cat, dog] }, 'x-note': { type: string } }
      additionalProperties: { type: string }
    Problem:
      type: object
      required: [title]
      properties: { title: { type: string }, status: { type: integer } }
    Json:
      anyOf:
        - type: [string, number, boolean, 'null']
        - { type: array, items: { $ref: '#/components/schemas/Json' } }
        - { type: object, additionalProperties: { $ref: '#/components/schemas/Json' } }
    default: { const: default }
    Record: { type: object, properties: { of: { $ref: '#/components/schemas/PetBase/properties/bornAt' } } }
    Anything: true
`

const contract = parseContract(document, 'shelter.yml')
const clientTypes = emitOpenApiTypes(contract.document, { source: 'shelter.yml' })
const handlerTypes = emitContractTypes(contract)

const modules = fileURLToPath(new URL('../../../../../node_modules', import.meta.url))
const biomeSettings = fileURLToPath(new URL('../../../../../biome.json', import.meta.url))
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-types-'))
  symlinkSync(modules, join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const { formatter, javascript } = JSON.parse(readFileSync(biomeSettings, 'utf8'))
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ root: true, formatter, javascript }))
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    paths: { lintel: ['./lintel.ts'] },
  }
  // Of the framework only the types of bodies: the rest of it is compiled elsewhere.
  const spec = fileURLToPath(new URL('../../spec', import.meta.url))
  const exported = [
    `export { Html } from '${spec}/html.ts'`,
    `export type { BinaryBody, BinaryUpload, MultipartBody } from '${spec}/upload.ts'`,
  ]
  writeFileSync(join(folder, 'lintel.ts'), exported.join('\n'))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the compiler says of the program beside the emitted types; `''` when nothing. */
function compile(files: Record<string, string>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const compiler = join(modules, 'typescript', 'bin', 'tsc')
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' })
  for (const name of Object.keys(files)) rmSync(join(folder, name))
  return stdout
}

function formatted(text: string): string {
  const biome = join(modules, '.bin', 'biome')
  return execFileSync(biome, ['format', '--stdin-file-path=types.ts'], {
    cwd: folder,
    input: text,
    encoding: 'utf8',
  })
}

describe.each([
  ['of a client', clientTypes, 'lintel client'],
  ['of handlers', handlerTypes, 'lintel contract types'],
])('the types %s', (_, text, command) => {
  test('say where they come from', () => {
    expect(text.split('\n')[0]).toBe(`// Generated from shelter.yml by \`${command}\`; do not edit.`)
  })

  test('never say any', () => {
    expect(text).not.toMatch(/\bany\b/)
  })

  test('are written as the formatter would write them', () => {
    expect(formatted(text)).toBe(text)
  })

  test('are the same for the same document', () => {
    const again = parseContract(document, 'shelter.yml')
    const texts = [emitOpenApiTypes(again.document, { source: 'shelter.yml' }), emitContractTypes(again)]
    expect(texts).toContain(text)
  })
})

test('openapi-fetch takes the types of a client', () => {
  const program = `
import type { Client } from 'openapi-fetch'
import type { components, operations, paths, webhooks } from './api.ts'

export async function use(client: Client<paths>) {
  const list = await client.GET('/pets', { params: { header: { 'X-Tenant': 'a' }, query: { limit: 3, tag: ['x'] } } })
  if (list.error) {
    const title: string = list.error.title
    // @ts-expect-error a problem has no text
    list.error.text
  } else if (typeof list.data !== 'string') for (const pet of list.data) {
    const id: number = pet.id
    if (pet.kind === 'cat') {
      const indoor: boolean = pet.isIndoor
      const born: string | null = pet.bornAt
      // @ts-expect-error a cat has no breed
      pet.breed
    } else {
      const breed: string | undefined = pet.breed?.name
    }
  }
  // @ts-expect-error the header is required
  await client.GET('/pets')
  // @ts-expect-error limit is a number
  await client.GET('/pets', { params: { header: { 'X-Tenant': 'a' }, query: { limit: 'x' } } })
  // @ts-expect-error no such path
  await client.GET('/pet')
  // @ts-expect-error no such method
  await client.DELETE('/pets')

  const one = await client.GET('/pets/{id}', { params: { path: { id: 1 } } })
  const parents = one.data?.parents?.[0]?.parents?.[0]?.id satisfies number | undefined
  // @ts-expect-error the path has a parameter
  await client.GET('/pets/{id}', {})

  const header = { 'X-Tenant': 'a' }
  const made = await client.POST('/pets', { params: { header }, body: { kind: 'cat', 'x-note': 'n', more: 's' } })
  const kind: string | undefined = made.data?.kind
  // @ts-expect-error kind is cat or dog
  await client.POST('/pets', { params: { header }, body: { kind: 'cow' } })
  // @ts-expect-error the body is required
  await client.POST('/pets', { params: { header } })
  await client.PATCH('/pets/{id}', { params: { path: { id: 1 } } })
  await client.PUT('/pets/{id}/photo', { params: { path: { id: 1 } }, body: { photo: new Blob([]) } })
}

export const json: components['schemas']['Json'] = { a: [1, null, { b: 'c' }] }
// @ts-expect-error a function is no JSON
export const noJson: components['schemas']['Json'] = { a: () => 1 }
export const location: [number, number] = ({} as components['schemas']['Pet']).location ?? [0, 0]
export const id: operations['add-pet']['responses'][201]['content']['application/json']['id'] = 1
export const total: operations['listPets']['responses'][200]['headers']['X-Total'] = 1
export const adopted: webhooks['petAdopted']['post']['parameters']['query'] = undefined as never
`
  expect(compile({ 'api.ts': clientTypes, 'program.ts': program })).toBe('')
  // The compiler did look: with the types of another method the same program fails.
  expect(
    compile({
      'api.ts': clientTypes.replace('put?: never', 'putt?: never').replace("'/pets': {", "'/pet': {"),
      'program.ts': program,
    }),
  ).toContain('program.ts')
})

test('handlers are held to the types of the contract', () => {
  const program = `
import type { BinaryUpload, Html, MultipartBody } from 'lintel'
import type { Operations, Cat, Json, NewPet, Pet, Record2 } from './contract.ts'

type Handler<Id extends keyof Operations> = (
  context: Omit<Operations[Id], 'response'>,
) => Promise<Operations[Id]['response']>

const cat: Pet = { id: 1, kind: 'cat', isIndoor: true, bornAt: null }
// @ts-expect-error a cat says when it was born
export const noCat: Cat = { id: 1, kind: 'cat', isIndoor: true }
export const json: Json = [{ a: null }]
export const record: Record2 = { of: null }

export const listPets: Handler<'listPets'> = async ({ query, headers, cookies }) => {
  const limit: number = query.limit
  const tags: string[] | undefined = query.tag
  const tenant: string = headers['X-Tenant']
  const session: string | undefined = cookies.session
  if (limit > 10) return { status: 200, headers: { 'X-Total': 1 }, contentType: 'text/csv', body: 'id' }
  if (limit > 5) return { status: 503, body: { title: 'Too much' } }
  return { status: 200, headers: { 'X-Total': 1, 'X-Next': 'a' }, contentType: 'application/json', body: [cat] }
}
// @ts-expect-error the body is a list
export const wrong: Handler<'listPets'> = async () => {
  return { status: 200, headers: { 'X-Total': 1 }, contentType: 'application/json', body: cat }
}
// @ts-expect-error 204 is not in the contract
export const wrongStatus: Handler<'getPhoto'> = async () => ({ status: 204, body: new Uint8Array() })

export const addPet: Handler<'add-pet'> = async ({ body }) => {
  const pet: NewPet = body
  const kind: 'cat' | 'dog' = body.kind
  return { status: 201, body: { ...cat, id: 2 } }
}
export const getPet: Handler<'getPetsById'> = async ({ params }) => {
  const id: number = params.id
  return id > 3 ? { status: 404, body: { title: 'None' } } : { status: 200, body: cat }
}
export const changePet: Handler<'changePet'> = async ({ body }) => {
  // @ts-expect-error the body may be absent
  body.kind
  const kind = body?.kind
  return { status: 204 }
}
export const getPhoto: Handler<'getPhoto'> = async () => ({ status: 200, body: new Uint8Array() })
declare const page: Html
export const putPhoto: Handler<'putPhoto'> = async ({ body }) => {
  const upload: MultipartBody = body
  for await (const part of upload) {
    if (part.kind === 'field') part.value.trim()
    else for await (const bytes of part.stream) bytes.length
  }
  return { status: 204 }
}
export const putScan: Handler<'putScan'> = async ({ body }) => {
  const upload: BinaryUpload = body
  for await (const bytes of upload) bytes.byteLength
  return { status: 204 }
}
export const putPage: Handler<'putPage'> = async ({ body }) => ({ status: body.trim() === '' ? 204 : 204 })
export const headPage: Handler<'headPage'> = async () => ({ status: 200 })
export const getPage: Handler<'getPage'> = async ({ params }) => {
  if (params.id === 1) return { status: 200, contentType: 'image/png', body: new Uint8Array() }
  if (params.id === 2) return { status: 404, body: 'none' }
  if (params.id === 3) return { status: 410, body: page }
  if (params.id === 4) return { status: 500, body: 'broken' }
  return { status: 200, contentType: 'text/html', body: page }
}
// @ts-expect-error a page is no plain text
export const wrongPage: Handler<'getPage'> = async () => ({
  status: 200,
  contentType: 'text/html',
  body: '<h1>',
})
// @ts-expect-error an image is no page
export const wrongImage: Handler<'getPage'> = async () => ({
  status: 200,
  contentType: 'image/png',
  body: page,
})
// @ts-expect-error a range is no media type: which one is it?
export const noType: Handler<'getPage'> = async () => ({ status: 200, body: new Uint8Array() })
// @ts-expect-error 404 has a text of its own
export const wrongClass: Handler<'getPage'> = async () => ({ status: 404, body: page })
// @ts-expect-error 410 falls to its class, not to default
export const wrongDefault: Handler<'getPage'> = async () => ({ status: 410, body: 'gone' })
`
  expect(compile({ 'contract.ts': handlerTypes, 'program.ts': program })).toBe('')
})

test('takes from the framework what it uses, and nothing else', () => {
  expect(handlerTypes).toContain(
    "import type { BinaryBody, BinaryUpload, Html, MultipartBody } from 'lintel'",
  )
  const words = {
    ...contract,
    operations: contract.operations.filter(({ operationId }) => operationId === 'putPage'),
  }
  expect(emitContractTypes(words)).not.toContain('import')
  expect(emitContractTypes(words)).not.toContain('FinalStatus')
  expect(emitContractTypes(parseContract('openapi: 3.1.0\ninfo: {}\npaths: {}', 'a.yml'))).not.toContain(
    'import',
  )
})

/** Beside the repository: it is not part of it. */
const realworld = fileURLToPath(new URL('../../../../../../shared/realworld/openapi.yml', import.meta.url))

test.skipIf(!existsSync(realworld))(
  'the types of RealWorld compile (skipped where its document is absent)',
  () => {
    const conduit = parseContract(readFileSync(realworld, 'utf8'), realworld)
    const texts = { 'api.ts': emitOpenApiTypes(conduit.document), 'contract.ts': emitContractTypes(conduit) }
    expect(compile(texts)).toBe('')
    expect(texts['contract.ts']).toContain('Generated from openapi.yml by')
    for (const text of Object.values(texts)) expect(formatted(text)).toBe(text)
  },
)
