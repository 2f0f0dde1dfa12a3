import { tableKinds } from './kinds/tables.ts'
import { tryKinds } from './try-kinds.ts'

tryKinds(tableKinds)
