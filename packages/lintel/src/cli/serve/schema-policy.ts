/** What a start on a server does about migrations that are not applied. */
import type { SchemaPolicy } from '../../service/prepare-schema.ts'
import type { ServiceSettings } from '../../service/settings.ts'

const policies = { refuse: 'match', wait: 'wait', apply: 'migrate' } as const

export function serverSchema({ migrationsAtStart }: ServiceSettings): SchemaPolicy {
  return policies[migrationsAtStart]
}
