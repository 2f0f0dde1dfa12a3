/** The first line of a generated file, by which its reader knows where to change it. */

/** @param file  of which only the name is told: a path would differ from one machine to the next */
export function generatedHeader(file: string, command: 'lintel client' | 'lintel contract types'): string {
  return `// Generated from ${file.split(/[\\/]/).at(-1)} by \`${command}\`; do not edit.`
}
