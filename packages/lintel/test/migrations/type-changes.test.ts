import { typeKinds } from './kinds/types.ts'
import { tryKinds } from './try-kinds.ts'

tryKinds(typeKinds)
