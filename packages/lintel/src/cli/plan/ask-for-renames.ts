/** Asks whether what goes and what comes are the same under another name. In a terminal only: nobody guesses it. */
import { createInterface } from 'node:readline/promises'
import {
  type RenameCandidate,
  renameCandidates,
  withRenames,
} from '../../plan/migration/live/rename-candidates.ts'
import type { DatabaseSchema } from '../../plan/tables/database-schema.ts'
import { print } from '../terminal.ts'

/** The schema with the renames that were answered with yes; `undefined` where nothing was asked, or nothing is one. */
export async function askForRenames(
  from: DatabaseSchema,
  to: DatabaseSchema,
): Promise<DatabaseSchema | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const agreed: RenameCandidate[] = []
  try {
    for (const candidate of renameCandidates(from, to)) {
      if (agreed.some((other) => isSettled(candidate, other))) continue
      const answer = await terminal.question(
        `Was ${nowName(candidate)} called ${candidate.formerly} before? [y/N] `,
      )
      if (/^y(es)?$/i.test(answer.trim())) agreed.push(candidate)
    }
  } finally {
    terminal.close()
  }
  for (const candidate of agreed) print(adviceOf(candidate))
  return agreed.length === 0 ? undefined : withRenames(to, agreed)
}

function isSettled(one: RenameCandidate, other: RenameCandidate): boolean {
  if (one.entity !== other.entity) return one.field === undefined && one.formerly === other.formerly
  return one.field === other.field || one.formerly === other.formerly
}

function nowName({ entity, field }: RenameCandidate): string {
  return field === undefined ? `the entity ${entity}` : `${entity}.${field}`
}

function adviceOf({ entity, field, formerly }: RenameCandidate): string {
  return field === undefined
    ? `To say so in the specification, give ${entity} the option renamedFrom: '${formerly}'.`
    : `To say so in the specification, add .renamedFrom('${formerly}') to ${entity}.${field}.`
}
