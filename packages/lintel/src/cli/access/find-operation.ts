/** The operation that somebody names as they would write it: by route, by name, or by its `operationId`. */
import type { DerivedOperation, Route } from '../../plan/access/derived-operations.ts'
import type { EntityModel, FieldModel } from '../../spec/model.ts'
import { exitCode } from '../exit-code.ts'
import { Failure } from '../failure.ts'
import { nearHint } from '../near-names.ts'

/**
 * @param text    `PATCH /orders/{order}`, `orders.update`, `updateOrder`, `placeOrder`
 * @param prefix  of the application, which may be left out of a path
 * @throws        Failure `operation_unknown` that lists what is near
 */
export function findOperation(
  text: string,
  operations: readonly DerivedOperation[],
  prefix: string,
): DerivedOperation {
  const [method = '', path] = text.trim().split(/\s+/)
  const found =
    path === undefined
      ? operations.find((each) => namesOf(each).includes(text.trim()))
      : operations.find(({ route }) => route && isRoute(route, method, path, prefix))
  if (found) return found
  const known = operations.flatMap(
    path === undefined ? namesOf : ({ route }) => (route ? routeText(route) : []),
  )
  throw new Failure('operation_unknown', `There is no operation "${text}".`, {
    exitCode: exitCode.misused,
    hint: nearHint(text, known),
  })
}

/** `orders.update`, `update.orders` as problems name it, `updateOrder` */
function namesOf({ name, operationId, rows }: DerivedOperation): readonly string[] {
  const reversed = rows ? [name.split('.').toReversed().join('.')] : []
  return [name, ...(operationId === undefined ? [] : [operationId]), ...reversed]
}

function routeText({ method, path }: Route): string {
  return `${method} ${path}`
}

function isRoute(route: Route, method: string, path: string, prefix: string): boolean {
  if (route.method.toUpperCase() !== method.toUpperCase()) return false
  const wanted = shapeOf(path)
  return wanted === shapeOf(route.path) || `${shapeOf(prefix)}${wanted}` === shapeOf(route.path)
}

/** What a parameter is called makes no difference. */
const shapeOf = (path: string) => path.replace(/\/+$/, '').replaceAll(/\{[^}]*\}|:[^/]+/g, '{}')

/** @throws Failure `field_unknown` */
export function findField(entity: EntityModel, name: string): FieldModel {
  const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
  if (field) return field
  throw new Failure('field_unknown', `${entity.name} has no field "${name}".`, {
    exitCode: exitCode.misused,
    hint: nearHint(name, Object.keys(entity.fields)),
  })
}
