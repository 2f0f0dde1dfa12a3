/** Holds the parts of a form with files to the contract's schema, one by one, as they arrive. */
import { essenceOf, isMediaRange } from '../plan/contract/content-kind.ts'
import type { FormDescription, FormField } from '../plan/contract/form-description.ts'
import type { JsonSchema } from '../plan/contract/json.ts'
import type { Validate } from '../plan/schemas/validator.ts'
import type { ProblemDetail } from '../spec/problem.ts'
import { pointerTo } from './body/json-pointer.ts'
import type { MultipartPart } from './body/multipart.ts'
import { invalid } from './json-body.ts'

export interface PartRules {
  readonly form: FormDescription
  validatorOf(schema: JsonSchema): Validate
}

/**
 * The same parts; the first that does not satisfy the schema ends them.
 *
 * @throws  Problem `invalid` (422), for parts that are missing after the last one; and what the parts throw
 */
export async function* checkedParts(
  parts: AsyncIterable<MultipartPart>,
  rules: PartRules,
): AsyncGenerator<MultipartPart, void, undefined> {
  const seen = new Set<string>()
  for await (const part of parts) {
    const errors = errorsOf(part, rules, seen)
    if (errors.length > 0) throw invalid(errors)
    seen.add(part.name)
    yield part
  }
  const missing = rules.form.required.filter((name) => !seen.has(name))
  if (missing.length > 0) throw invalid(missing.map((name) => detail(name, 'required', 'is required.')))
}

function errorsOf(
  part: MultipartPart,
  { form, validatorOf }: PartRules,
  seen: ReadonlySet<string>,
): readonly ProblemDetail[] {
  const { name } = part
  const field = form.field(name)
  if (!field) return [detail(name, 'unknown_field', 'is not a known field.')]
  if (seen.has(name) && !field.isList) return [detail(name, 'repeated', 'must be given once.')]
  if (!isOfType(part, field)) {
    return [detail(name, 'wrong_type', `must be of the media type ${field.encoding.contentType}.`)]
  }
  if (part.kind === 'file')
    return field.isFile || isOpen(field) ? [] : [detail(name, 'wrong_type', 'must be no file.')]
  if (field.isFile) return [detail(name, 'wrong_type', 'must be a file.')]
  const errors = validatorOf(field.schema)(field.read(part.value)) ?? []
  return errors.map((error) => ({ ...error, pointer: pointerTo([name]) + error.pointer }))
}

/** Of a field that nothing is said about, nothing is wrong. */
function isOpen({ schema }: FormField): boolean {
  return schema === true || (schema !== false && Object.keys(schema).length === 0)
}

/** OpenAPI 3.1 §4.8.15: `contentType` is one media type or a list, in which ranges may stand. */
function isOfType({ mediaType, kind }: MultipartPart, { encoding }: FormField): boolean {
  if (encoding.contentType === undefined) return true
  const accepted = encoding.contentType.split(',').map(essenceOf)
  // RFC 7578 §4.4: a field of which the client says nothing is text/plain.
  if (kind === 'field' && mediaType === 'text/plain') return true
  return accepted.some((each) => {
    if (each === mediaType || each === '*/*') return true
    return isMediaRange(each) && mediaType.startsWith(each.slice(0, -1))
  })
}

function detail(name: string, code: string, message: string): ProblemDetail {
  return { pointer: pointerTo([name]), code, message }
}
