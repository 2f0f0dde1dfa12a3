/** Tells when a file of an application changes. */
import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join, relative } from 'node:path'

const ignoredDirectories = new Set(['node_modules', 'dist', 'coverage', 'test', 'tests'])
const watchedFile = /\.([cm]?[jt]sx?|json|ya?ml|sql)$/
const testFile = /\.test\.[^.]+$/
const environmentFile = /^\.env(\.local)?$/
/** Editors write a file in several steps, and a change of branch changes many files. */
const settleMs = 60

export interface FileWatch {
  close(): void
}

/**
 * Watches a project's folder and all below it but tests, dependencies, output and hidden folders.
 *
 * @param onChange  gets the changed files, relative to the folder; called once for changes that come together
 */
export function watchFiles(directory: string, onChange: (files: readonly string[]) => void): FileWatch {
  const watchers = new Map<string, FSWatcher>()
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const note = (file: string) => {
    changed.add(relative(directory, file))
    clearTimeout(timer)
    timer = setTimeout(() => {
      const files = [...changed]
      changed.clear()
      onChange(files)
    }, settleMs)
  }
  // Files may have come into a new folder before it was watched.
  const noteFiles = (folder: string) => {
    for (const { name, isFile } of entriesOf(folder)) if (isFile && isWatched(name)) note(join(folder, name))
  }
  // One watch for each folder: watching recursively is not reliable on every system that Node 20 runs on.
  const follow = (folder: string, onNew: (folder: string) => void) => {
    for (const each of foldersIn(folder)) {
      if (watchers.has(each)) continue
      const watcher = watchFolder(each, (isNameNew, name) => {
        if (isNameNew) follow(each, noteFiles)
        if (isWatched(name)) note(join(each, name))
      })
      if (!watcher) continue
      watchers.set(each, watcher)
      watcher.on('close', () => watchers.delete(each))
      onNew(each)
    }
  }
  follow(directory, () => undefined)
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

/** `undefined` when the folder has gone meanwhile. */
function watchFolder(
  folder: string,
  onEvent: (isNameNew: boolean, name: string) => void,
): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (event, name) => {
      if (name !== null) onEvent(event === 'rename', name)
    })
    return watcher.on('error', () => watcher.close())
  } catch {
    return undefined
  }
}

function isWatched(name: string): boolean {
  return environmentFile.test(name) || (watchedFile.test(name) && !testFile.test(name))
}

/** The folder and those below it. */
function foldersIn(folder: string): string[] {
  const inside = entriesOf(folder).filter(
    ({ name, isFolder }) => isFolder && !name.startsWith('.') && !ignoredDirectories.has(name),
  )
  return [folder, ...inside.flatMap(({ name }) => foldersIn(join(folder, name)))]
}

interface Entry {
  readonly name: string
  readonly isFile: boolean
  readonly isFolder: boolean
}

/** None when the folder has gone meanwhile. */
function entriesOf(folder: string): Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFile: entry.isFile(),
      isFolder: entry.isDirectory(),
    }))
  } catch {
    return []
  }
}
