/** The configuration: every setting at fault, by name. */
import { ConfigurationError, loadSettings, type Mode } from '../../service/settings.ts'
import type { ApplicationModel } from '../../spec/model.ts'
import { counted } from '../terminal.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

type Environment = Readonly<Record<string, string | undefined>>

export function checkConfiguration(
  model: ApplicationModel,
  mode: Mode,
  environment: Environment,
): readonly Finding[] {
  const check = 'configuration'
  try {
    const { service } = loadSettings(environment, model, mode)
    const own = Object.keys(model.settings).length
    const found = [ok(check, `Valid for ${mode}; ${counted(own, 'setting')} of the application's own.`)]
    if (mode !== 'production' || service.publicUrl?.startsWith('https:')) return found
    const hint = 'Set PUBLIC_URL to the https address that callers use; answers then carry HSTS.'
    return [...found, warn(check, 'PUBLIC_URL does not say that callers use https.', hint)]
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.problems.map(({ setting, message }) => fail(check, `${setting} ${message}`))
  }
}
