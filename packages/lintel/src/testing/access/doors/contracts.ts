/** The doors of contracts: who is let in to an operation of a document. What a function then refuses itself is its own affair. */
import { actorOf } from '../../../plan/access/actor.ts'
import { mayCall } from '../../../plan/access/without-row.ts'
import type { ContractModel, ContractOperation } from '../../../plan/contract/contract-model.ts'
import { needsCredentials } from '../../../plan/contract/needs-credentials.ts'
import type { ImplementationModel } from '../../../spec/model.ts'
import type { Bench } from '../bench.ts'
import type { Person } from '../people.ts'

interface Route {
  readonly implementation: ImplementationModel
  readonly contract: ContractModel
  readonly operation: ContractOperation
}

export async function contractDoors(bench: Bench, person: Person): Promise<void> {
  for (const route of routesOf(bench)) {
    const { operation, implementation } = route
    const answer = await bench.server.ask(person, addressOf(bench, route), wrongBody(operation))
    if (operation.method !== 'GET') await bench.backup.restore()
    const isRefused = answer.status === 401 || answer.status === 403
    const isAnonymous = !person.principal.isSignedIn
    const isLetIn =
      mayCall(operation.operationId, implementation.allow, actorOf(person.principal)) &&
      !(isAnonymous && needsCredentials(operation))
    if (isLetIn && isRefused) {
      bench.verdicts.skip(
        `${operation.operationId}: refused by its function, or for credentials of another kind`,
      )
      continue
    }
    bench.verdicts.check({
      person: person.name,
      door: `contract ${operation.operationId}`,
      expected: isLetIn ? 'let in' : 'refused',
      actual: isRefused ? 'refused' : 'let in',
    })
  }
}

function routesOf({ contracts, oracle: { model } }: Bench): readonly Route[] {
  return model.implementations.flatMap((implementation) => {
    const contract = contracts.get(implementation.contract)
    const operation = contract?.operations.find(
      ({ operationId }) => operationId === implementation.operationId,
    )
    return contract && operation ? [{ implementation, contract, operation }] : []
  })
}

/** Of a form that no document asks for: it is refused once its caller has been let in, and before anything runs. */
function wrongBody({ requestBody }: ContractOperation): unknown {
  return requestBody === undefined ? undefined : [[]]
}

function addressOf({ oracle: { model } }: Bench, { contract, operation }: Route): string {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_whole, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name)
    return typeof parameter?.schema === 'object' ? sample(parameter.schema) : 'x'
  })
  return `${operation.method} ${model.prefix}${contract.basePath}${path}`
}

/** A value that names no row. */
function sample({ type, format, minimum, minLength }: Readonly<Record<string, unknown>>): string {
  if (format === 'uuid') return '00000000-0000-4000-8000-000000000000'
  if (type === 'integer' || type === 'number') return String(typeof minimum === 'number' ? minimum : 0)
  return 'x'.repeat(Math.max(1, typeof minLength === 'number' ? minLength : 1))
}
