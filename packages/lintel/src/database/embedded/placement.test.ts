import { readdirSync } from 'node:fs'
import { chmod, chown, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { lookUpAccount } from './account.ts'
import { query, scratchDirectory, scratchHome, startServerUser } from './scratch.fixture.ts'
import { supervise } from './supervisor.ts'

const isRoot = process.getuid?.() === 0
const base = { transport: 'socket', durable: false } as const

test('a path with blanks, commas, quotes and letters of any script works', async () => {
  const dataDir = await scratchHome(`it's a "path", ö%20?`)
  const server = await supervise({ ...base, dataDir })
  expect(await query(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('when the path is too long for a socket address, the socket is elsewhere, and found by others', async () => {
  const dataDir = await scratchHome('ä'.repeat(40))
  const server = await supervise({ ...base, dataDir })
  const socket = new URL(server.connectionString.replace('@/', '@x/')).searchParams.get('host')!
  expect(socket).toMatch(/^\/.*\/lintel-postgres-\w+$/)
  expect((await stat(socket)).mode & 0o777).toBe(0o700)
  const second = await supervise({ ...base, dataDir })
  expect(second).toMatchObject({ adopted: true, connectionString: server.connectionString })
  await server.stop()
  await second.stop()
  expect(readdirSync(dirname(socket))).not.toContain(socket.split('/').at(-1))
})

test.runIf(isRoot)(
  'as root, the files are elsewhere when no other account can enter the directory',
  async () => {
    const dataDir = await scratchHome()
    const hidden = dirname(dataDir)
    await chmod(hidden, 0o700)
    const server = await supervise({ ...base, dataDir })
    const place = /Its files are in (\S+), because/.exec(server.limits.join('\n'))?.[1]
    expect(place).toMatch(/^\/var\/lib\/lintel\/home-/)
    await query(server.connectionString, 'create table note ()')
    await server.stop()
    const again = await supervise({ ...base, dataDir })
    expect(await query(again.connectionString, 'select count(*)::int as n from note')).toEqual([{ n: 0 }])
    await again.stop()
    expect((await stat(hidden)).mode & 0o777).toBe(0o700)
    await rm(place!, { recursive: true })
  },
)

test.runIf(isRoot)(
  'as root, the server runs as the owner of the project, who can go on with it',
  async () => {
    const dataDir = await scratchHome()
    const owner = (await lookUpAccount('nobody'))!
    await chown(dirname(dataDir), owner.uid, owner.gid)
    const asRoot = await supervise({ ...base, dataDir })
    expect(asRoot.limits.join('\n')).toContain('as the account "nobody"')
    await asRoot.stop()
    const user = startServerUser({ ...base, dataDir }, owner)
    expect(await user.server).toMatchObject({ adopted: false })
    await user.tell('stop')
  },
)

test.runIf(isRoot)('a data directory of another account is refused with both accounts', async () => {
  const dataDir = await scratchHome()
  await (await supervise({ ...base, dataDir })).stop()
  await chown(join(dataDir, 'data'), 0, 0)
  const start = supervise({ ...base, dataDir })
  await expect(start).rejects.toMatchObject({ code: 'account_unsuitable' })
  await expect(start).rejects.toThrow(/belongs to the account with uid 0, .*chown -R/)
})

test('a directory that cannot be made is named', async () => {
  const parent = await scratchDirectory()
  await writeFile(join(parent, 'file'), '')
  const dataDir = join(parent, 'file', 'home')
  await expect(supervise({ ...base, dataDir })).rejects.toThrow(/file\/home .* cannot be created: .*\/file'/)
})
