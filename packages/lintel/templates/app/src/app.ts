import { application } from 'lintel'
import * as people from './people.ts'
import { seed } from './seed.ts'
import * as tasks from './tasks.ts'

export default application('my-app', {
  description: 'People and their tasks.',
  parts: [people, tasks],
  seed,
})
