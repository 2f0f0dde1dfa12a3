/** The generated files of the examples are current: what `lintel client --check` and `lintel contract types --check` do. */
import { readFile } from 'node:fs/promises'
import { type Application, application } from 'lintel'
import { expect, test } from 'vitest'
import { openApiDocument } from '../packages/lintel/src/plan/openapi/document.ts'
import { emitContractTypes } from '../packages/lintel/src/plan/types/contract-types.ts'
import { emitOpenApiTypes } from '../packages/lintel/src/plan/types/openapi-types.ts'
import { readContracts } from '../packages/lintel/src/service/contract-endpoints.ts'
import conduit from './conduit/src/conduit.ts'
import shop from './shop/src/shop.ts'

const read = (file: string) => readFile(new URL(file, import.meta.url), 'utf8')

/** Node gives the exports of a module by the alphabet, Vitest as they stand in the file. */
function asNodeLoadsIt({ name, declarations: { options } }: Application): Application {
  const parts = options.parts.map((part) => {
    const exported = Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(exported)
  })
  return application(name, { ...options, parts })
}

test('the client of the shop: "npm run client" there writes it', async () => {
  const document = openApiDocument(asNodeLoadsIt(shop).model)
  const types = emitOpenApiTypes(document, { source: 'the application shop' })
  expect(await read('./shop/client/shop.types.ts')).toBe(types)
})

test('the types of Conduit’s contract: "npm run types" there writes them', async () => {
  const contract = (await readContracts(conduit)).get('api')
  expect(contract && emitContractTypes(contract)).toBe(await read('./conduit/src/openapi.types.ts'))
})
