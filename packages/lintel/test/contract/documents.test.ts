/** The types beside the documents are those that the documents give; `vitest -u` writes them anew. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseContract } from '../../src/plan/contract/contract.ts'
import { emitContractTypes } from '../../src/plan/types/contract-types.ts'

const folder = fileURLToPath(new URL('./documents/', import.meta.url))
const documents = readdirSync(folder).filter((name) => name.endsWith('.yml') && name !== 'faulty.yml')

test.each(documents)('the types of %s are current', async (name) => {
  const text = emitContractTypes(parseContract(readFileSync(folder + name, 'utf8'), name))
  await expect(text).toMatchFileSnapshot(folder + name.replace('.yml', '.types.ts'))
})
