/** Finds the file and line at which an author wrote a declaration. */
import { fileURLToPath } from 'node:url'

export interface Location {
  readonly file: string
  readonly line: number
}

const framework = new URL('..', import.meta.url).href
const frameworkPath = fileURLToPath(framework)

/** The first caller outside the framework (and outside `node_modules` and Node itself). */
export function callerLocation(): Location {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 12
  const stack = new Error().stack ?? ''
  Error.stackTraceLimit = limit
  for (const frame of stack.split('\n').slice(2)) {
    const match = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?):(\d+):\d+\)?$/.exec(frame)
    const place = match?.[1]
    // The framework's own tests declare things too, and they are outside only by their name.
    const inside = place?.startsWith(framework) || place?.startsWith(frameworkPath)
    if (!place || (inside && !place.includes('.test.'))) continue
    return { file: place.startsWith('file:') ? fileURLToPath(place) : place, line: Number(match[2]) }
  }
  return { file: 'unknown', line: 0 }
}
