/** Messages in rounds, of which each holds one message of a key at most. */
import type { OutgoingMessage } from './broker.ts'

/**
 * Where a broker may refuse one message and store the next, a message is sent only when the one before it of its key is
 * stored: a refusal then never lets a later one overtake.
 */
export function roundsOf(messages: readonly OutgoingMessage[]): readonly (readonly OutgoingMessage[])[] {
  const rounds: OutgoingMessage[][] = []
  const depths = new Map<string, number>()
  for (const message of messages) {
    const order = message.key === undefined ? undefined : `${message.topic} ${message.key}`
    const depth = order === undefined ? 0 : (depths.get(order) ?? 0)
    if (order !== undefined) depths.set(order, depth + 1)
    const round = rounds[depth]
    if (round) round.push(message)
    else rounds[depth] = [message]
  }
  return rounds
}
