import { renameKinds } from './kinds/renames.ts'
import { tryKinds } from './try-kinds.ts'

tryKinds(renameKinds)
