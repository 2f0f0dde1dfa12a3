/** Asks the database what a decision admits, by the condition that every statement has. */
import type { ClientBase } from 'pg'
import type { Decision } from '../../plan/access/condition.ts'
import { bind } from '../../plan/sql/statement.ts'
import { admissionStatement, admittedCountStatement } from '../../plan/statements/admission.ts'
import type { ApplicationModel, EntityModel } from '../../spec/model.ts'

export interface AdmissionQuestion {
  readonly client: ClientBase
  readonly model: ApplicationModel
  readonly entity: EntityModel
  readonly decision: Decision
  readonly callerId: string | null
}

/** Whether the statement finds the row. */
export async function isAdmitted(question: AdmissionQuestion, id: string): Promise<boolean> {
  const { client, callerId: principal } = question
  const statement = admissionStatement(question, 'row')
  const { rowCount } = await client.query(statement.text, bind(statement, { principal, values: { id } }))
  return rowCount === 1
}

export interface AdmittedCount {
  readonly admitted: number
  readonly present: number
}

export async function countAdmitted(question: AdmissionQuestion): Promise<AdmittedCount> {
  const { client, callerId: principal } = question
  const statement = admittedCountStatement(question)
  const { rows } = await client.query<{ readonly admitted: string; readonly present: string }>(
    statement.text,
    bind(statement, { principal, values: {} }),
  )
  const { admitted = '0', present = '0' } = rows[0] ?? {}
  return { admitted: Number(admitted), present: Number(present) }
}
