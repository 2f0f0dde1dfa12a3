/** The `package.json` of a new application. */
import { decidedVersion } from '../lint/lint-rules.ts'

/** @param lintel  what npm installs the framework from: a range of versions, or `file:…` */
export function manifestOf(name: string, lintel: string): string {
  const manifest = {
    name,
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      dev: 'lintel dev',
      start: 'lintel start',
      test: 'vitest run',
      plan: 'lintel plan',
      migrate: 'lintel migrate up',
    },
    lintel: { application: 'src/app.ts' },
    dependencies: { lintel },
    devDependencies: {
      '@types/node': '^24.0.0',
      // Exact: Lintel has decided the rules of this version.
      'squawk-cli': decidedVersion,
      typescript: '^7.0.2',
      vitest: '^4.1.12',
    },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
