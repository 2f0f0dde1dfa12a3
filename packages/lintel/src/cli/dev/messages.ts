/** What `lintel dev` and the process that serves for it say to each other. */
import type { DerivedRoute } from '../summary/derived-routes.ts'

export type ToServer =
  | {
      readonly ask: 'serve'
      readonly directory: string
      /** When the change or the command came, in milliseconds since 1970. */
      readonly since: number
      /** Shows the stack of an error. */
      readonly isVerbose: boolean
      /** What was served before; absent the first time. */
      readonly before?: readonly DerivedRoute[]
    }
  | { readonly ask: 'stop' }

export type FromServer =
  | { readonly tell: 'serving'; readonly routes: readonly DerivedRoute[] }
  | { readonly tell: 'failed' }
