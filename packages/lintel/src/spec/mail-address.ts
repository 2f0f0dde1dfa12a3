/** Addresses of mails: one each, with or without a name. */
import type { MailAddress } from './mail.ts'

export interface ReadAddress {
  readonly name: string
  readonly address: string
}

// RFC 5321 §4.5.3.1: 64 octets before the @, 255 behind it. Quoted local parts and address literals are left out: nobody
// has them, and in their quotes hides what a server would read otherwise than we do.
const part = String.raw`[^\s\p{C}"(),:;<>@[\\\]]`
const addressForm = new RegExp(String.raw`^(?!\.)${part}{1,64}(?<!\.)@(?![.-])${part}{1,253}(?<![.-])$`, 'u')
const namedForm = /^\s*(.*?)\s*<([^<>]*)>\s*$/su

/** `undefined` for what is not one address. */
export function readAddress(given: MailAddress): ReadAddress | undefined {
  const { name, address } = typeof given === 'string' ? { name: '', address: given } : given
  return addressForm.test(address) && !address.includes('..') ? { name: oneLine(name), address } : undefined
}

/** The same, from a text such as `Shop <orders@shop.example>`. */
export function readSender(text: string): ReadAddress | undefined {
  const [, name, address] = namedForm.exec(text) ?? []
  if (name === undefined || address === undefined) return readAddress(text.trim())
  return readAddress({ name: name.replaceAll(/^"(.*)"$/gs, '$1'), address })
}

/** A line's end in a header would begin another header. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
