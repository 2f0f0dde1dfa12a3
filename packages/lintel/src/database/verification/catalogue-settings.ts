/** Session settings under which PostgreSQL writes the same thing with the same words, whoever asks. */
import type { ClientBase } from 'pg'

/** An empty path makes every name of `public` a qualified one, so nothing depends on who is first in it. */
const settings = {
  search_path: '',
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  quote_all_identifiers: 'off',
} as const

type SettingName = keyof typeof settings

/** Runs `work` under settings that are the same everywhere, and puts back what was there. */
export async function withCatalogueSettings<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const names = Object.keys(settings) as SettingName[]
  const { rows } = await client.query<Record<SettingName, string>>(
    `SELECT ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(', ')}`,
  )
  await change(client, settings)
  try {
    return await work()
  } finally {
    // A session that has failed has nothing left to put back.
    if (rows[0]) await change(client, rows[0]).catch(() => undefined)
  }
}

async function change(client: ClientBase, values: Readonly<Record<SettingName, string>>): Promise<void> {
  const entries = Object.entries(values)
  const calls = entries.map(([name], at) => `set_config('${name}', $${at + 1}, false)`)
  await client.query(
    `SELECT ${calls.join(', ')}`,
    entries.map(([, value]) => value),
  )
}
