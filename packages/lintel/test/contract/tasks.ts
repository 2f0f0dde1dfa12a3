/** The contract of tasks, implemented over rows: for the tests in which it stands beside other things. */
import { type Contract, entity, implement, Problem, t } from 'lintel'
import type { Operations } from './documents/tasks.types.ts'

export const Task = entity('task', { title: t.string({ max: 20 }), isDone: t.boolean().default(false) })

export function taskHandlers(api: Contract<Operations>) {
  return [
    implement(api, 'listTasks', {
      async run({ query: { limit }, db }) {
        const rows = await db.find(Task, { limit })
        return { status: 200, body: rows.map(({ id, title, isDone }) => ({ id, title, isDone })) }
      },
    }),
    implement(api, 'addTask', {
      async run({ body: { title }, db }) {
        if (title === 'taken')
          throw new Problem('title_taken', { status: 422, title: 'That title is taken.' })
        if (title === 'broken') throw new Error('The handler is broken.')
        const task = await db.insert(Task, { title })
        return { status: 201, body: { id: task.id, title, isDone: task.isDone } }
      },
    }),
    implement(api, 'showTask', {
      async run({ params, db }) {
        const task = await db.get(Task, params.id)
        if (!task) throw new Problem('task_missing', { status: 404, title: 'There is no such task.' })
        return { status: 200, body: { id: task.id, title: task.title, isDone: task.isDone } }
      },
    }),
  ]
}
