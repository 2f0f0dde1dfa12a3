/** Work that one of all processes does: a row says whose it is, and until when without a sign of life. */
import type { Connections } from '../connections.ts'
import { newId } from '../new-id.ts'
import { named, run } from './named.ts'

// A row rather than a lock of the session: it holds through poolers that give each transaction another connection.
const hold = named(
  'lease_hold',
  ['name', 'holder', 'holderName', 'leaseMs'],
  `INSERT INTO lintel.leases AS held (name, holder, holder_name, until)
   VALUES ($1, $2::uuid, $3, clock_timestamp() + $4::double precision * interval '1 millisecond')
   ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, holder_name = excluded.holder_name,
     until = excluded.until,
     held_since = CASE WHEN held.holder = excluded.holder THEN held.held_since ELSE clock_timestamp() END
   WHERE held.holder = excluded.holder OR held.until < clock_timestamp()
   RETURNING 1`,
)

const release = named(
  'lease_release',
  ['name', 'holder'],
  'DELETE FROM lintel.leases WHERE name = $1 AND holder = $2::uuid',
)

export interface LeaseOptions {
  readonly connections: Connections
  /** What the work is called: `relay`. */
  readonly name: string
  /** Who this process is, for whoever looks. */
  readonly holderName: string
  readonly leaseMs: number
}

export class Lease {
  readonly leaseMs: number
  readonly #connections: Connections
  readonly #values: Readonly<Record<string, unknown>>

  constructor({ connections, name, holderName, leaseMs }: LeaseOptions) {
    this.leaseMs = leaseMs
    this.#connections = connections
    this.#values = { name, holder: newId(), holderName, leaseMs }
  }

  /** Takes it, or keeps it for as long again; `false` where it is another's. */
  async hold(): Promise<boolean> {
    return (await run(this.#connections, hold, this.#values)).length > 0
  }

  /** Another may have it at once. */
  async release(): Promise<void> {
    await run(this.#connections, release, this.#values)
  }
}
