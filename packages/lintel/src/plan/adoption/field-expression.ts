/** A field of an adopted entity: the calls on `t` that declare it, which can be written down and run. */

export type Argument =
  | string
  | number
  | boolean
  | null
  | readonly Argument[]
  | { readonly [key: string]: Argument }

export interface Call {
  readonly name: string
  readonly arguments: readonly Argument[]
}

export interface FieldExpression {
  /** The entity that it leads to, as the first argument of the first call. */
  readonly target?: string
  /** The function of `t`, then the modifiers. */
  readonly calls: readonly [Call, ...Call[]]
}

export function call(name: string, ...args: readonly Argument[]): Call {
  return { name, arguments: args }
}
