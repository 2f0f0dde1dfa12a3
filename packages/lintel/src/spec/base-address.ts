/** The address of another system, as far as it may be one. */

export type BaseAddress =
  | { readonly url: URL; readonly wrong?: never }
  /** Why it is none, for the end of a sentence: the text itself may hold a secret. */
  | { readonly wrong: string; readonly url?: never }

export function baseAddress(text: string): BaseAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return { wrong: 'must be an address that begins with http:// or https://.' }
  if (url.username !== '' || url.password !== '')
    return { wrong: 'must have no user and password in it: they belong under auth.' }
  if (url.search !== '' || url.hash !== '') return { wrong: 'must have no query and no fragment.' }
  return { url }
}
