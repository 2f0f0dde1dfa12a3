/** Whether the document itself lets nobody in without credentials, whatever the rule of the operation says. */
import type { ContractOperation } from './contract-model.ts'

export function needsCredentials({ security }: Pick<ContractOperation, 'security'>): boolean {
  return security.length > 0 && security.every((way) => Object.keys(way).length > 0)
}
