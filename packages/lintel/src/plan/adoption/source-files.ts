/** The source files of an adopted application: one for each entity, and the one that gathers them. */
import type { AdoptedEntity } from './adopted-entity.ts'
import { entitySource } from './entity-source.ts'
import { fileOf, pluralNameOf } from './names.ts'
import { stringText } from './source-text.ts'

/**
 * Contents by file name, in the folder of the application file.
 *
 * @param entry  name of the application file: `app.ts`
 */
export function sourceFiles(
  name: string,
  entities: readonly AdoptedEntity[],
  entry: string,
): Readonly<Record<string, string>> {
  const sources = entities.map((entity) => [fileOf(entity.name), entitySource(entity)] as const)
  return { ...Object.fromEntries(sources), [entry]: applicationSource(name, entities) }
}

function applicationSource(name: string, entities: readonly AdoptedEntity[]): string {
  const parts = entities
    .map((entity) => ({ file: fileOf(entity.name), constant: pluralNameOf(entity.name) }))
    .toSorted((one, other) => (one.file < other.file ? -1 : 1))
  const list = parts.map(({ constant }) => constant).join(', ')
  const line = `export default application(${stringText(name)}, { parts: [${list}] })`
  return [
    '/** The application: a module for each table that was adopted. */',
    "import { application } from 'lintel'",
    ...parts.map(({ file, constant }) => `import * as ${constant} from './${file}'`),
    '',
    ...(line.length <= 110
      ? [line]
      : [
          `export default application(${stringText(name)}, {`,
          ...partLines(parts.map(({ constant }) => constant)),
          '})',
        ]),
    '',
  ].join('\n')
}

function partLines(constants: readonly string[]): string[] {
  const line = `  parts: [${constants.join(', ')}],`
  return line.length <= 110 ? [line] : ['  parts: [', ...constants.map((each) => `    ${each},`), '  ],']
}
