// Following, favouring: what is so already is done.
import { Problem } from 'lintel'

/** Waits for a row to be stored that may be there already: of parallel requests, a unique index admits the first. */
export async function once(stored: Promise<unknown>): Promise<void> {
  try {
    await stored
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'conflict')) throw error
  }
}
