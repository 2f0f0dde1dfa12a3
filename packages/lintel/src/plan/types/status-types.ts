/** The types of statuses: a literal, a class such as `4XX`, or what `default` leaves. */
import type { Declaration } from './print-type.ts'
import { name, type TypeNode, unionType } from './type-node.ts'

/** https://www.iana.org/assignments/http-status-codes; an answer with 1xx is not final, so no handler gives one. */
const classes = {
  '2XX': [200, 201, 202, 203, 204, 205, 206, 207, 208, 226],
  '3XX': [300, 301, 302, 303, 304, 305, 307, 308],
  '4XX': [
    400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423,
    424, 425, 426, 428, 429, 431, 451,
  ],
  '5XX': [500, 501, 502, 503, 504, 505, 506, 507, 508, 511],
} as const

type Class = keyof typeof classes

const classNames = Object.keys(classes) as Class[]
const anyStatus = 'FinalStatus'
const nameOf = (statusClass: Class) => `Status${statusClass}`

/** Names of the types that `statusDeclarations` may add. */
export const statusTypeNames: readonly string[] = [anyStatus, ...classNames.map(nameOf)]

/**
 * The statuses that fall to a key of `responses`: the exact key before its class before `default`, so that a body
 * meant for the rest does not pass for one that is declared.
 *
 * @param all  the keys of the operation
 */
export function statusType(key: string, all: readonly string[]): TypeNode {
  if (isClass(key))
    return except(
      nameOf(key),
      all.filter((other) => isWithin(other, key)),
    )
  return key === 'default'
    ? except(
        anyStatus,
        all.filter((other) => other !== 'default'),
      )
    : name(key)
}

/** The types that the given text uses, one on the other. */
export function statusDeclarations(uses: (typeName: string) => boolean): readonly Declaration[] {
  const isAnyUsed = uses(anyStatus)
  const used = classNames.filter((each) => isAnyUsed || uses(nameOf(each)))
  const any = { name: anyStatus, type: unionType(classNames.map((each) => name(nameOf(each)))) }
  return [
    ...used.map((each) => ({
      name: nameOf(each),
      type: unionType(classes[each].map((status) => name(String(status)))),
      doc: [`The statuses of the class ${each}.`],
    })),
    ...(isAnyUsed ? [{ ...any, doc: ['The statuses that an answer may have.'] }] : []),
  ]
}

function except(from: string, others: readonly string[]): TypeNode {
  if (others.length === 0) return name(from)
  return name(
    `Exclude<${from}, ${others.map((other) => (isClass(other) ? nameOf(other) : other)).join(' | ')}>`,
  )
}

function isClass(key: string): key is Class {
  return Object.hasOwn(classes, key)
}

function isWithin(key: string, statusClass: Class): boolean {
  return key !== statusClass && key.startsWith(statusClass.charAt(0))
}
