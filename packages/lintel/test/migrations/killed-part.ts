/** Which kinds are killed at every step: all, or with `KILLED_PART=2/3` the second of three parts of each file. */

export const killedPart = process.env.KILLED_PART ?? '1/1'

const [, part = 0, parts = 0] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(killedPart)?.map(Number) ?? []
if (part === 0 || part > parts) throw new Error(`KILLED_PART must be like 2/3, not ${killedPart}.`)

/** @param at  place of the kind in its file, from 0 */
export function isKilled(at: number): boolean {
  return at % parts === part - 1
}
