/** Lets `import()` read an application in TypeScript, also where Node does not by itself. */

/** Node 22.18 and later read TypeScript by themselves; before, `tsx` does. */
function isRead(): boolean {
  return 'typescript' in process.features && Boolean(process.features.typescript)
}

/**
 * Call it after the framework's own modules are loaded: each module that is loaded later takes the way through the
 * loader, which is slow (measured: 1.1 s instead of 0.5 s for the framework).
 */
export async function readTypeScript(entry: string): Promise<void> {
  if (!/\.[cm]?tsx?$/.test(entry) || isRead()) return
  const { register } = await import('tsx/esm/api')
  // Paths of a tsconfig could lead `lintel` to another copy, whose declarations this one would not know.
  register({ tsconfig: false })
}
