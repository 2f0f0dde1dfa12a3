/** The measurement: in each round the statements take turns, call by call. */
import type { Client } from 'pg'
import type { Contender } from './statements.ts'

export interface Sample {
  readonly contender: string
  readonly round: number
  readonly perSecond: number
}

export interface RoundsPlan {
  readonly client: Client
  readonly contenders: readonly Contender[]
  readonly callers: readonly string[]
  readonly rounds: number
  readonly measureMs: number
}

/** @throws Error when two statements do not give the same rows */
export async function measureRounds(plan: RoundsPlan): Promise<Sample[]> {
  await compareRows(plan)
  const samples: Sample[] = []
  for (let round = 0; round < plan.rounds; round++) samples.push(...(await measure(plan, round)))
  return samples
}

/** Also prepares each statement for good: from the sixth run on PostgreSQL may keep one plan for all callers. */
async function compareRows({ client, contenders, callers }: RoundsPlan): Promise<void> {
  let rows = 0
  for (const caller of callers) {
    const pages = []
    for (const contender of contenders) pages.push((await run(client, contender, caller)).join())
    if (new Set(pages).size !== 1) throw new Error(`${contenders.map(({ name }) => name)} give other rows.`)
    rows += pages[0]!.length
  }
  if (rows === 0) throw new Error('No caller has rows.')
}

/** Every caller is served by every statement, each time another one first: what disturbs the machine disturbs all alike. */
async function measure(
  { client, contenders, callers, measureMs }: RoundsPlan,
  round: number,
): Promise<Sample[]> {
  const spentMs = new Map(contenders.map(({ name }) => [name, 0]))
  let count = 0
  for (const endMs = performance.now() + measureMs; performance.now() < endMs; count++) {
    for (let place = 0; place < contenders.length; place++) {
      const contender = contenders[(count + place) % contenders.length]!
      const beganMs = performance.now()
      await run(client, contender, callers[count % callers.length]!)
      spentMs.set(contender.name, spentMs.get(contender.name)! + performance.now() - beganMs)
    }
  }
  return [...spentMs].map(([contender, ms]) => ({ contender, round, perSecond: (count * 1000) / ms }))
}

async function run(client: Client, { name, text }: Contender, caller: string): Promise<readonly string[]> {
  const { rows } = await client.query<[string]>({ name, text, values: [caller], rowMode: 'array' })
  return rows.map(([row]) => row)
}
