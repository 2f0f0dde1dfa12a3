/** Every command: its name, what it is for, and the file that holds it. */
import type { Command } from 'commander'

export interface CommandFile {
  /** Adds arguments, options and the action. */
  define(command: Command): void
}

export interface CommandEntry {
  readonly name: string
  readonly summary: string
  /** Loaded when it is asked for: `lintel --help` need not load a database driver. */
  readonly load: () => Promise<CommandFile>
}

export const commands: readonly CommandEntry[] = [
  { name: 'new', summary: 'make a new application', load: () => import('./commands/new.ts') },
  {
    name: 'adopt',
    summary: 'begin with a database that is there already',
    load: () => import('./commands/adopt.ts'),
  },
  {
    name: 'dev',
    summary: 'serve while you write: reloads on every change',
    load: () => import('./commands/dev.ts'),
  },
  { name: 'start', summary: 'serve', load: () => import('./commands/start.ts') },
  {
    name: 'work',
    summary: 'run jobs, and serve nothing but health',
    load: () => import('./commands/work.ts'),
  },
  {
    name: 'jobs',
    summary: 'show what waits, runs or died in the queue, and try it again',
    load: () => import('./commands/jobs.ts'),
  },
  {
    name: 'webhooks',
    summary: 'show what other systems have sent, and have it processed once more',
    load: () => import('./commands/webhooks.ts'),
  },
  {
    name: 'events',
    summary: 'show what waits to go out, and messages of others that were refused',
    load: () => import('./commands/events.ts'),
  },
  {
    name: 'plan',
    summary: 'show what changed in the model, and write its migration',
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'migrate',
    summary: 'apply migrations, undo them, or show where the database stands',
    load: () => import('./commands/migrate.ts'),
  },
  {
    name: 'access',
    summary: 'say who may do what and why, what it costs, and test that it holds',
    load: () => import('./commands/access.ts'),
  },
  {
    name: 'cache',
    summary: 'say whose answers are remembered, for how long, and what drops them',
    load: () => import('./commands/cache.ts'),
  },
  {
    name: 'keys',
    summary: 'make the keys that sign access tokens, and rotate them',
    load: () => import('./commands/keys.ts'),
  },
  {
    name: 'doctor',
    summary: 'check configuration, database and schema',
    load: () => import('./commands/doctor.ts'),
  },
  { name: 'spec', summary: 'print the application model', load: () => import('./commands/spec.ts') },
  { name: 'openapi', summary: 'print the OpenAPI document', load: () => import('./commands/openapi.ts') },
  {
    name: 'asyncapi',
    summary: 'print the AsyncAPI document',
    load: () => import('./commands/asyncapi.ts'),
  },
  { name: 'client', summary: 'write the types of a client', load: () => import('./commands/client.ts') },
  {
    name: 'contract',
    summary: 'write the types of the contracts that the application implements',
    load: () => import('./commands/contract.ts'),
  },
]
