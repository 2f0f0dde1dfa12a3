// Slugs: titles may be equal, slugs may not.
import { randomBytes } from 'node:crypto'

/** `"How to Train"` → `how-to-train-1f9a3c04` */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `${words.slice(0, 200) || 'article'}-${randomBytes(4).toString('hex')}`
}
