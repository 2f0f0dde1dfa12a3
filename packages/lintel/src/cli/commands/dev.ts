/** `lintel dev`: serves the application as it is written, on a database that follows the model. */
import { join } from 'node:path'
import type { Command } from 'commander'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../database/embedded/embedded-postgres.ts'
import { type Project, stateDirectory } from '../../service/project.ts'
import { databaseUrlOf } from '../../service/settings.ts'
import { databasePlace } from '../database-failure.ts'
import { DevServer } from '../dev/dev-server.ts'
import { watchFiles } from '../dev/watch-files.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { loadEnvironment } from '../project/environment.ts'
import { openProject } from '../project/open-project.ts'
import { aborted, listenForStop } from '../serve/stop-signals.ts'
import { paintFor, print } from '../terminal.ts'

interface Options {
  readonly anyDatabase?: boolean
  readonly verbose?: boolean
}

export function define(command: Command): void {
  command
    .description(
      'Serve while you write: every change of a file is served at once, and the database follows the model.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .option(
      '--any-database',
      'also follow the model on a DATABASE_URL of another machine: columns may be dropped there',
    )
    .addHelpText(
      'after',
      '\nWithout DATABASE_URL it runs on the embedded database, with the seed rows of the application.',
    )
    .action(dev)
}

async function dev(directory: string, { anyDatabase = false, verbose = false }: Options): Promise<void> {
  const since = performance.timeOrigin
  const stop = listenForStop()
  const project = await openProject(directory)
  const environment = { ...process.env }
  await loadEnvironment(project, environment)
  const databaseUrl = databaseUrlOf(environment)
  if (databaseUrl !== undefined && !anyDatabase) refuseRemote(databaseUrl)
  const paint = paintFor(process.stdout)
  const server = new DevServer({
    directory: project.directory,
    isVerbose: verbose,
    onDown: () => print(paint('yellow', 'Nothing is served now. Waiting for a change.')),
  })
  process.on('exit', () => server.kill())
  server.serve(since)
  const database = databaseUrl === undefined ? heldDatabase(project) : undefined
  const watch = watchFiles(project.directory, (files) => {
    const [first = '', ...others] = files
    print(paint('dim', `${first}${others.length > 0 ? ` and ${others.length} more` : ''} changed`))
    server.serve(Date.now())
  })
  stop.takeOver()
  await aborted(stop.signal)
  watch.close()
  await server.stop()
  await (await database)?.stop()
}

/** One more user of the embedded database, so that it stays while a process makes room for the next. */
function heldDatabase(project: Project): Promise<EmbeddedPostgres | undefined> {
  // The process that serves reports what is wrong with it.
  return startEmbeddedPostgres({ dataDir: join(stateDirectory(project), 'postgres') }).catch(() => undefined)
}

/** @throws Failure: what a model no longer has is dropped as its author writes, which no other machine's data is for */
function refuseRemote(databaseUrl: string): void {
  const place = databasePlace(databaseUrl) ?? ''
  const host = /^\[?([^\]/]*?)\]?(:\d+)?(\/|$)/.exec(place)?.[1] ?? ''
  // A name without a dot is a container's or one of this machine's.
  if (place.startsWith('/') || host === '::1' || host.startsWith('127.') || !/[.:]/.test(host)) return
  throw new Failure(
    'database_remote',
    `"lintel dev" changes the schema as you write, and ${place} is on another machine.`,
    {
      exitCode: exitCode.refused,
      hint: 'Leave DATABASE_URL out to use the embedded database, or say --any-database.',
    },
  )
}
