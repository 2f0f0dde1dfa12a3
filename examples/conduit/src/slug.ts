import { randomBytes } from 'node:crypto'

/** `"How to Train"` → `how-to-train-1f9a3c`: titles may be equal, slugs may not. */
export function slugOf(title: string): string {
  const words = title.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return `${words.slice(0, 200) || 'article'}-${randomBytes(3).toString('hex')}`
}
