/** A decision as text, which is equal for equal ones. */
import type { Decision } from './condition.ts'

const texts = new WeakMap<object, string>()

/** Paths by their names: a step holds whole entities, which would make the text long. */
export function conditionText(decision: Decision): string {
  if (typeof decision === 'boolean') return String(decision)
  const known = texts.get(decision)
  if (known !== undefined) return known
  const text = JSON.stringify(decision, (name, value: unknown) => {
    // It follows from the condition around it.
    if (name === 'open') return undefined
    if (typeof value !== 'object' || value === null) return value
    if ('entity' in value && 'field' in value) {
      const { entity, field } = value as Record<'entity' | 'field', { readonly name: string }>
      return `${entity.name}.${field.name}`
    }
    return value
  })
  texts.set(decision, text)
  return text
}
