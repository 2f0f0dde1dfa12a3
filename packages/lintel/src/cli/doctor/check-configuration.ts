/** The configuration: every setting at fault, by name. */
import { clientAddress } from '../../clients/client-address.ts'
import { ConfigurationError, loadSettings, type Mode } from '../../service/settings.ts'
import type { Application } from '../../spec/application.ts'
import { counted } from '../terminal.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

type Environment = Readonly<Record<string, string | undefined>>

export function checkConfiguration(
  { model, declarations }: Application,
  mode: Mode,
  environment: Environment,
): readonly Finding[] {
  const check = 'configuration'
  try {
    const { service, application } = loadSettings(environment, model, mode)
    for (const settings of declarations.settings) settings.provide(application)
    const wrong = declarations.clients.map(clientAddress).flatMap((each) => ('origin' in each ? [] : each))
    if (wrong.length > 0) throw new ConfigurationError(wrong)
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
