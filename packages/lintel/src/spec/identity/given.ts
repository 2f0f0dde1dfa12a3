/** An option that switches a flow on: `true` is the flow with every default. */
export function given<T extends object>(option: boolean | T | undefined): Partial<T> | undefined {
  if (option === true) return {}
  return option === false ? undefined : option
}
