/** Puts the caller's rules into statements of the query builder: each table becomes the rows that the caller may read. */
import {
  type AggregateFunctionNode,
  AliasNode,
  FromNode,
  type FunctionNode,
  IdentifierNode,
  type JoinNode,
  type KyselyPlugin,
  type OnNode,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  type SelectModifierNode,
  TableNode,
  type UnknownRow,
  ValueNode,
} from 'kysely'
import { decisionSql } from '../plan/access/condition-sql.ts'
import { fieldSeen } from '../plan/access/reading.ts'
import { column, quoted } from '../plan/sql/column.ts'
import { conjunction, notDeleted } from '../plan/sql/relation.ts'
import { StatementWriter } from '../plan/sql/statement.ts'
import type { EntityModel, FieldModel } from '../spec/model.ts'
import { type AccessContext, decisionFor } from './access-context.ts'
import { fragmentText, isJsonHelper, refuseFunction, refuseRawSql } from './raw-fragment.ts'

export class PolicyPlugin implements KyselyPlugin {
  readonly #transformer: PolicyTransformer

  constructor(context: AccessContext, entities: readonly EntityModel[]) {
    this.#transformer = new PolicyTransformer(context, entities)
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode')
      throw new TypeError('The query builder reads; write with insert, update and delete.')
    if (node.explain) throw new TypeError('A plan tells of rows past the rules: ask for it without policies.')
    return this.#transformer.transformNode(node)
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}

/** Sources that were bound, and for whom: a query inside another comes here twice. */
const boundSources = new WeakMap<OperationNode, AccessContext>()

class PolicyTransformer extends OperationNodeTransformer {
  readonly #context: AccessContext
  readonly #entities: ReadonlyMap<string, EntityModel>
  /** Fragments that were looked at as part of the one around them. */
  readonly #covered = new WeakSet<RawNode>()
  #isAmongSources = false

  constructor(context: AccessContext, entities: readonly EntityModel[]) {
    super()
    this.#context = context
    this.#entities = new Map(entities.map((entity) => [entity.name, entity]))
  }

  protected override transformFrom(node: FromNode): FromNode {
    // Sources are bound before the walk goes on, and what replaces them is ours: it is not walked again.
    return FromNode.create(node.froms.map((source) => this.#bound(source)))
  }

  protected override transformJoin(node: JoinNode): JoinNode {
    const table = this.#bound(node.table)
    const on = node.on ? this.transformNode(node.on) : undefined
    return { ...node, table, ...(on ? { on } : {}) }
  }

  protected override transformOn(node: OnNode): OnNode {
    return this.#amongSources(() => super.transformOn(node))
  }

  protected override transformSelectModifier(node: SelectModifierNode): SelectModifierNode {
    return this.#amongSources(() => super.transformSelectModifier(node))
  }

  protected override transformAlias(node: AliasNode): AliasNode {
    if (RawNode.is(node.alias)) throw new TypeError('An alias in a query must be a name.')
    return super.transformAlias(node)
  }

  protected override transformFunction(node: FunctionNode): FunctionNode {
    refuseFunction(node.func)
    return super.transformFunction(node)
  }

  protected override transformAggregateFunction(node: AggregateFunctionNode): AggregateFunctionNode {
    refuseFunction(node.func)
    return super.transformAggregateFunction(node)
  }

  protected override transformRaw(node: RawNode): RawNode {
    if (!this.#covered.has(node) && !isJsonHelper(node)) {
      const text = fragmentText(node, (inner) => this.#covered.add(inner))
      refuseRawSql(text, this.#isAmongSources)
    }
    return super.transformRaw(node)
  }

  /** Between FROM and WHERE a comma brings another table. */
  #amongSources<T>(transform: () => T): T {
    const before = this.#isAmongSources
    this.#isAmongSources = true
    try {
      return transform()
    } finally {
      this.#isAmongSources = before
    }
  }

  #bound(source: OperationNode): OperationNode {
    if (TableNode.is(source)) return this.#rows(source, nameOf(source))
    if (AliasNode.is(source) && TableNode.is(source.node)) return this.#rows(source.node, aliasOf(source))
    const rows = AliasNode.is(source) ? source.node : source
    if (!RawNode.is(rows)) return this.transformNode(source)
    if (isSameCaller(boundSources.get(rows), this.#context)) return source
    throw new TypeError('A raw source of rows escapes the rules of access.')
  }

  #rows(table: TableNode, alias: string): AliasNode {
    const entity = this.#entities.get(nameOf(table))
    if (!entity || table.table.schema) {
      throw new TypeError(
        `"${nameOf(table)}" is not one of the entities given to query(): ${[...this.#entities.keys()]}.`,
      )
    }
    const rows = readableRows(entity, this.#context)
    boundSources.set(rows, this.#context)
    return AliasNode.create(rows, IdentifierNode.create(alias))
  }
}

function isSameCaller(one: AccessContext | undefined, other: AccessContext): boolean {
  if (!one) return false
  return one.actor === other.actor && one.principalId === other.principalId && one.grants === other.grants
}

function nameOf(table: TableNode): string {
  return table.table.identifier.name
}

function aliasOf(node: AliasNode): string {
  if (!IdentifierNode.is(node.alias)) throw new TypeError('The alias of a table must be a name.')
  return node.alias.name
}

/** `(select id, customer_id as "customer" … from orders where <rule>)`, which the planner flattens. */
function readableRows(entity: EntityModel, context: AccessContext): RawNode {
  const writer = new StatementWriter()
  const alias = writer.alias()
  const decision = decisionFor(context, entity, 'read')
  const fields = Object.values(entity.fields).filter((field) => field.column !== undefined)
  const shown = (field: FieldModel) => {
    const name = column(alias, field)
    const seen = decisionSql(fieldSeen(entity, field, context), { alias, model: context.model, writer })
    return seen === undefined ? name : `CASE WHEN ${seen} THEN ${name} END`
  }
  const columns = fields.map((field) => `${shown(field)} AS ${quoted(field.name)}`).join(', ')
  const condition = conjunction([
    decisionSql(decision, { alias, model: context.model, writer }),
    notDeleted(alias, entity),
  ])
  const { text, slots } = writer.finish(
    `(SELECT ${columns} FROM ${quoted(entity.table)} ${alias} WHERE ${condition})`,
  )
  const fragments = text.split(/\$\d+/)
  const order = [...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]) - 1)
  const parameters = order.map((index) => {
    const slot = slots[index]
    return ValueNode.create(slot?.from === 'constant' ? slot.value : context.principalId)
  })
  return RawNode.create(fragments, parameters)
}
