import { columnKinds } from './kinds/columns.ts'
import { tryKinds } from './try-kinds.ts'

tryKinds(columnKinds)
