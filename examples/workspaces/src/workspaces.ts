// Workspaces: everything that makes them up.
import { application } from 'lintel'
import * as documents from './documents.ts'
import * as people from './people.ts'
import * as projects from './projects.ts'
import { seed } from './seed.ts'

export default application('workspaces', {
  version: '1.0.0',
  description: 'Workspaces with teams, projects and documents; guests see single documents for a time.',
  parts: [people, projects, documents],
  seed,
})
