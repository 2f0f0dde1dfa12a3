import { constraintKinds } from './kinds/constraints.ts'
import { tryKinds } from './try-kinds.ts'

tryKinds(constraintKinds)
