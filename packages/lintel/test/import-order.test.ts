/** An import points one way: each part uses only those that stand before it, and no two files need each other. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))

/** What each part may use, beside itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  plan: ['spec'],
  clients: ['spec', 'plan'],
  cache: ['spec', 'plan'],
  mail: ['spec'],
  database: ['spec', 'plan'],
  access: ['spec', 'plan', 'database'],
  work: ['spec', 'plan', 'clients', 'mail', 'database', 'access'],
  http: ['spec', 'plan', 'clients', 'cache', 'database', 'access'],
  telemetry: ['spec'],
  service: ['spec', 'plan', 'clients', 'cache', 'mail', 'database', 'access', 'work', 'http', 'telemetry'],
  testing: [
    'spec',
    'plan',
    'clients',
    'cache',
    'mail',
    'database',
    'access',
    'work',
    'http',
    'telemetry',
    'service',
  ],
  cli: [
    'spec',
    'plan',
    'clients',
    'mail',
    'cache',
    'database',
    'access',
    'work',
    'http',
    'telemetry',
    'service',
    'testing',
  ],
}

interface Import {
  readonly from: string
  readonly to: string
  /** `import type` leaves nothing behind at run time. */
  readonly isType: boolean
}

function sourceFiles(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name)
    if (statSync(path).isDirectory()) return sourceFiles(path)
    return /\.ts$/.test(name) && !/\.(test|fixture|test-support)\.ts$/.test(name) ? [path] : []
  })
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
  )
  return [...statements].map((match) => ({
    from: file,
    to: resolve(dirname(file), match[2] ?? match[3] ?? ''),
    isType: match[1] !== undefined,
  }))
}

const partOf = (file: string) => relative(source, file).split(sep)[0] ?? ''
const name = (file: string) => relative(source, file)
const imports = sourceFiles(source).flatMap(importsOf)

test('the parts are known, so that a new one is placed on purpose', () => {
  const folders = readdirSync(source).filter((entry) => statSync(join(source, entry)).isDirectory())
  expect(folders.toSorted()).toEqual(Object.keys(allowed).toSorted())
})

test('no part imports one that stands behind it', () => {
  expect(imports.length).toBeGreaterThan(500)
  const wrong = imports.filter(({ from, to }) => {
    const [part, target] = [partOf(from), partOf(to)]
    return part in allowed && part !== target && !allowed[part]?.includes(target)
  })
  expect(wrong.map(({ from, to }) => `${name(from)} → ${name(to)}`)).toEqual([])
})

test('no two files need each other while they load', () => {
  const graph = new Map<string, string[]>()
  for (const { from, to, isType } of imports) if (!isType) graph.set(from, [...(graph.get(from) ?? []), to])
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].map(name).join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  expect(circles).toEqual([])
})

test('no file or folder is named for nothing', () => {
  const names = sourceFiles(source).map(name)
  expect(names.filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.|-)/.test(path))).toEqual([])
})
