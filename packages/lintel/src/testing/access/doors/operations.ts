/** The doors of operations: who is let in, asked in a way that runs nothing. */
import { actorOf } from '../../../plan/access/actor.ts'
import { mayCall } from '../../../plan/access/without-row.ts'
import type { OperationModel, ValueModel } from '../../../spec/model.ts'
import { type Bench, refusalFor } from '../bench.ts'
import type { Person } from '../people.ts'

/** Of a parameter that no operation has: it is refused once its caller has been let in, and before anything runs. */
const unknown = 'lintelAccessTest'

export async function operationDoors(bench: Bench, person: Person): Promise<void> {
  const { oracle, server, verdicts } = bench
  for (const operation of Object.values(oracle.model.operations)) {
    const isLetIn = mayCall(operation.name, operation.allow, actorOf(person.principal))
    // A flow of identity asks those whom its rule lets in for more, such as a sign-in of a moment ago.
    if (operation.flow && isLetIn) continue
    const answer = await server.ask(person, `${operation.method} ${addressOf(bench, operation)}?${unknown}=1`)
    verdicts.check({
      person: person.name,
      door: `operation ${operation.name}`,
      expected: isLetIn ? 'let in' : String(refusalFor(person)),
      actual: answer.status === 400 ? 'let in' : String(answer.status),
    })
  }
}

function addressOf({ oracle: { model } }: Bench, { path, params }: OperationModel): string {
  return `${model.prefix}${path.replace(/\{(\w+)\}/g, (_whole, name: string) => sample(params[name]))}`
}

function sample(param: ValueModel | undefined): string {
  switch (param?.kind) {
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000'
    case 'ref':
      return param.idKind === 'integer' ? '1' : '00000000-0000-4000-8000-000000000000'
    case 'enum':
      return param.values?.[0] ?? 'x'
    case 'boolean':
      return 'true'
    case 'date':
      return '2026-01-01'
    case 'timestamp':
      return '2026-01-01T00:00:00Z'
    case 'integer':
    case 'bigint':
    case 'decimal':
      return String(param.min ?? 1)
    default:
      return 'x'.repeat(Math.max(1, param?.min ?? 1))
  }
}
