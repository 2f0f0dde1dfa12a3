/** All contenders, in the order of the table. */

import type { Contender } from './contender.ts'
import { drizzle } from './drizzle.ts'
import { lintel } from './lintel.ts'
import { naive } from './naive.ts'

export const contenders: readonly Contender[] = [lintel, naive, drizzle]
