/** Plain data without the paths of one machine: files are named from the project's folder. */
import { isAbsolute, relative, sep } from 'node:path'
import type { Project } from '../../service/project.ts'

/** A copy in which every member `file` with an absolute path is relative, with `/` between its parts. */
export function projectRelative<T>(data: T, { directory }: Project): T {
  const text = JSON.stringify(data, (key, value: unknown) =>
    key === 'file' && typeof value === 'string' && isAbsolute(value)
      ? relative(directory, value).replaceAll(sep, '/')
      : value,
  )
  return JSON.parse(text) as T
}
