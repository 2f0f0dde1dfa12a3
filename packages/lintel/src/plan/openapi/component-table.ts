/** The components of a document: made when first referred to, so that it holds none that nothing uses. */
import type { JsonObject } from '../contract/json.ts'
import type { ComponentKind, OpenApiDocument, Reference } from './open-api.ts'

export class ComponentTable {
  readonly #components = new Map<ComponentKind, Map<string, JsonObject>>()

  /** A reference to the component; `make` may refer to it in turn. */
  reference(kind: ComponentKind, name: string, make: () => JsonObject): Reference {
    const table = this.#components.get(kind) ?? new Map<string, JsonObject>()
    this.#components.set(kind, table)
    if (!table.has(name)) {
      table.set(name, {})
      table.set(name, make())
    }
    return { $ref: `#/components/${kind}/${name}` }
  }

  /** What a reference of this table leads to. */
  resolve({ $ref }: Reference): JsonObject | undefined {
    const [, , kind, name] = $ref.split('/')
    return this.#components.get(kind as ComponentKind)?.get(name ?? '')
  }

  /** Every component, by kind and by name in alphabetical order. */
  all(): OpenApiDocument['components'] {
    const kinds = [...this.#components].sort(([one], [other]) => one.localeCompare(other))
    return Object.fromEntries(
      kinds.map(([kind, table]) => [
        kind,
        Object.fromEntries([...table].sort(([one], [other]) => one.localeCompare(other))),
      ]),
    )
  }
}
