/** Puts the caller's rules into statements of the query builder: each table becomes the rows that the caller may read. */
import {
  AliasNode,
  FromNode,
  IdentifierNode,
  JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  TableNode,
  type UnknownRow,
  ValueNode,
} from 'kysely'
import type { EntityModel } from '../spec/model.ts'
import { decisionSql } from '../plan/access/condition-sql.ts'
import { column, quoted } from '../plan/sql/column.ts'
import { conjunction, notDeleted } from '../plan/sql/relation.ts'
import { StatementWriter } from '../plan/sql/statement.ts'
import { type AccessContext, decisionFor } from './access-context.ts'
import { refuseRawSql } from './raw-fragment.ts'

export class PolicyPlugin implements KyselyPlugin {
  readonly #transformer: PolicyTransformer

  constructor(context: AccessContext, entities: readonly EntityModel[]) {
    this.#transformer = new PolicyTransformer(context, entities)
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind !== 'SelectQueryNode') throw new TypeError('The query builder reads; write with insert, update and delete.')
    return this.#transformer.transformNode(node)
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}

class PolicyTransformer extends OperationNodeTransformer {
  readonly #context: AccessContext
  readonly #entities: ReadonlyMap<string, EntityModel>

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

  protected override transformRaw(node: RawNode): RawNode {
    refuseRawSql(node.sqlFragments)
    return super.transformRaw(node)
  }

  #bound(source: OperationNode): OperationNode {
    if (TableNode.is(source)) return this.#rows(source, nameOf(source))
    if (AliasNode.is(source) && TableNode.is(source.node)) return this.#rows(source.node, aliasOf(source))
    if (AliasNode.is(source) && RawNode.is(source.node)) throw new TypeError('A raw source of rows escapes the rules of access.')
    return this.transformNode(source)
  }

  #rows(table: TableNode, alias: string): AliasNode {
    const entity = this.#entities.get(nameOf(table))
    if (!entity || table.table.schema) {
      throw new TypeError(`"${nameOf(table)}" is not one of the entities given to query(): ${[...this.#entities.keys()]}.`)
    }
    return AliasNode.create(readableRows(entity, this.#context), IdentifierNode.create(alias))
  }
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
  const columns = fields.map((field) => `${column(alias, field)} AS ${quoted(field.name)}`).join(', ')
  const condition = conjunction([
    decisionSql(decision, { alias, model: context.model, writer }),
    notDeleted(alias, entity),
  ])
  const { text, slots } = writer.finish(`(SELECT ${columns} FROM ${quoted(entity.table)} ${alias} WHERE ${condition})`)
  const fragments = text.split(/\$\d+/)
  const order = [...text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1]) - 1)
  const parameters = order.map((index) => {
    const slot = slots[index]
    return ValueNode.create(slot?.from === 'constant' ? slot.value : context.principalId)
  })
  return RawNode.create(fragments, parameters)
}
