// Rows to try it with. Development only: a production database starts empty.
import type { SeedContext } from 'lintel'
import { Person } from './people.ts'
import { Task } from './tasks.ts'

export async function seed({ db }: SeedContext): Promise<void> {
  const ada = await db.insert(Person, {
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    password: 'correct horse battery staple',
  })
  await db.insert(Task, { owner: ada.id, title: 'Add an entity', notes: 'And run "lintel plan".' })
  await db.insert(Task, { owner: ada.id, title: 'Look at /docs', done: true })
}
