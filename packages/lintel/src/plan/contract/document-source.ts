/** Reads the text of a document (YAML or JSON) and remembers on which line each part stands. */
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Json } from '../../spec/model.ts'
import { segmentsOf } from './json-pointer.ts'

export interface DocumentSource {
  readonly value: Json
  /** The line (from 1) of the part, or of the nearest part around it that the text holds. */
  lineOf(pointer: string): number
}

export interface SyntaxProblem {
  readonly line: number
  readonly message: string
}

/** JSON is read as YAML 1.2, of which it is a subset: so its parts have lines too. */
export function readDocument(text: string): DocumentSource | readonly SyntaxProblem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false })
  if (document.errors.length > 0) {
    return document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message }))
  }
  const lineOf = (pointer: string) => lines.linePos(offsetOf(document, pointer)).line || 1
  try {
    return { value: plainJson(document.toJS(), []), lineOf }
  } catch (error) {
    return [{ line: 1, message: error instanceof Error ? error.message : String(error) }]
  }
}

function offsetOf(document: Document, pointer: string): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const segment of segmentsOf(pointer)) {
    const [place, child] = childOf(isAlias(node) ? node.resolve(document) : node, segment)
    if (child === undefined) break
    node = child
    offset = startOf(place) ?? offset
  }
  return offset
}

/** The child and what marks its place: the key in a mapping, the item itself in a sequence. */
function childOf(node: unknown, segment: string): readonly [place: unknown, child: unknown] {
  if (isSeq(node)) return [node.items[Number(segment)], node.items[Number(segment)]]
  if (!isMap(node)) return [undefined, undefined]
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment)
  return [pair?.key, pair?.value]
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}

/** YAML can say what JSON cannot: numbers without end, and values that contain themselves. */
function plainJson(value: unknown, around: readonly unknown[]): Json {
  if (around.includes(value)) throw new Error('An alias points at a value that contains it.')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is not a JSON number.`)
  if (typeof value !== 'object' || value === null) return value as Json
  const inside = [...around, value]
  if (Array.isArray(value)) return value.map((item) => plainJson(item, inside))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item, inside)]))
}
