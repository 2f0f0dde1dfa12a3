// Conduit: the contract, what is stored, and what answers each operation.
import { application } from 'lintel'
import * as contract from './api.ts'
import * as articles from './articles.ts'
import * as comments from './comments.ts'
import * as entities from './entities.ts'
import * as favorites from './favorites.ts'
import * as profiles from './profiles.ts'
import * as users from './users.ts'

export default application('conduit', {
  version: '2.0.0',
  description: "RealWorld's blogging platform, contract first.",
  parts: [contract, entities, users, profiles, articles, favorites, comments],
})
