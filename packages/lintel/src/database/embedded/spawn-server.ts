/** Starts the server process, in the way the system asks for. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { runAs } from './account.ts'
import { type Binaries, executable } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { serverEnvironment } from './server-environment.ts'

/**
 * @param settings  options of the postgres program
 * @returns         the process of the server, or undefined when it is not a child of this one
 */
export async function spawnServer(
  cluster: Cluster,
  binaries: Binaries,
  settings: readonly string[],
): Promise<ChildProcess | undefined> {
  if (cluster.transport === 'socket') return spawnDirectly(cluster, binaries, settings)
  await spawnByControlProgram(cluster, binaries, settings)
  return undefined
}

// Detached: its own session, so Ctrl-C in the terminal ends the application and not the database under it.
async function spawnDirectly({ home, account }: Cluster, binaries: Binaries, settings: readonly string[]) {
  const log = await open(home.log, 'a')
  try {
    const child = spawn(executable(binaries.directory, 'postgres'), ['-D', home.data, ...settings], {
      ...runAs(account),
      cwd: home.storage,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await once(child, 'spawn')
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

// Windows: only pg_ctl drops an administrator's rights, without which postgres refuses to run. No setting
// holds a blank on this way, so the option needs no quoting inside.
async function spawnByControlProgram(
  { home, account }: Cluster,
  binaries: Binaries,
  settings: readonly string[],
): Promise<void> {
  const options = ['start', '-w', '-t', '60', '-D', home.data, '-l', home.log, '-o', settings.join(' ')]
  const child = spawn(executable(binaries.directory, 'pg_ctl'), options, {
    ...runAs(account),
    cwd: home.storage,
    env: serverEnvironment(),
    // No pipes: the server would inherit and hold them.
    stdio: 'ignore',
    windowsHide: true,
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`pg_ctl start ended with code ${code}`)
}
