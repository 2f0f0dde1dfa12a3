/** The options of `identity(…)` with every default filled in, as plain data. */
import { buildTrust } from '../build-issuers.ts'
import type { AnyEntity } from '../entity.ts'
import type { EntityFields } from '../fields.ts'
import type { IdentityFlowsModel, IdentityModel, ThrottleModel } from '../model.ts'
import { given } from './given.ts'
import type {
  AuditOptions,
  IdentityOptions,
  PasswordRules,
  ThrottleOptions,
  TokenOptions,
} from './options.ts'
import { resolveFactors } from './resolve-factors.ts'

type Options = IdentityOptions<AnyEntity>

export function resolveIdentity(entity: AnyEntity, options: Options): IdentityModel {
  const fields = Object.entries(entity.fields as EntityFields)
  const password = fields.find(([, field]) => field.definition.kind === 'password')?.[0]
  const flows = resolveFlows(entity, options)
  const email = options.email ?? (flows ? onlyEmail(entity) : undefined)
  const { role, scheme, tokens, trust } = options
  return {
    entity: entity.name,
    ...(role === undefined ? {} : { role }),
    ...(password === undefined ? {} : { password }),
    ...(email === undefined ? {} : { email }),
    scheme: scheme ?? 'Bearer',
    tokenTtlSeconds: accessTtlSeconds(tokens),
    signsTokens: tokens !== false,
    ...(trust ? { trust: trust.map(buildTrust) } : {}),
    ...(flows ? { flows } : {}),
  }
}

/** Whoever can have the next one without a password needs none that lives long. */
function accessTtlSeconds(tokens: false | TokenOptions | undefined): number {
  if (!tokens) return 3_600
  return tokens.accessTtlSeconds ?? (tokens.refresh ? 600 : 3_600)
}

function onlyEmail(entity: AnyEntity): string | undefined {
  const [first, second] = Object.entries(entity.fields as EntityFields).filter(
    ([, field]) => field.definition.kind === 'email',
  )
  return second ? undefined : first?.[0]
}

/** `undefined` where no flow is on. */
function resolveFlows(entity: AnyEntity, options: Options): IdentityFlowsModel | undefined {
  const { path, deliver, mails, audit = true } = options
  const signUp = given(options.signUp)
  const sessions = given(options.sessions)
  const passwordReset = given(options.passwordReset)
  const { tokens: own = false } = options
  const tokens = own !== false && own.refresh ? own : undefined
  const factors = resolveFactors(options)
  const isOn = signUp ?? sessions ?? passwordReset ?? tokens ?? Object.values(factors)[0]
  if (isOn === undefined) return undefined
  const isMailed = passwordReset !== undefined || (signUp !== undefined && signUp.verifyEmail !== 'none')
  return {
    path: path ?? '/auth',
    ...(signUp
      ? {
          signUp: {
            fields: signUp.fields ?? [],
            verifyEmail: signUp.verifyEmail ?? 'required',
            tokenTtlSeconds: signUp.tokenTtlSeconds ?? 86_400,
          },
        }
      : {}),
    ...(sessions
      ? {
          sessions: {
            idleSeconds: sessions.idleSeconds ?? 1_209_600,
            absoluteSeconds: sessions.absoluteSeconds ?? 7_776_000,
            rememberSeconds: sessions.rememberSeconds ?? 5,
            freshSeconds: sessions.freshSeconds ?? 900,
            ...(sessions.cookie === undefined ? {} : { cookie: sessions.cookie }),
          },
        }
      : {}),
    ...(tokens ? { refresh: resolveRefresh(tokens) } : {}),
    ...(passwordReset ? { passwordReset: { tokenTtlSeconds: passwordReset.tokenTtlSeconds ?? 1_800 } } : {}),
    ...factors,
    password: resolvePassword(entity, options.password),
    throttle: resolveThrottle(options.throttle),
    ...resolveAudit(audit),
    delivers: deliver !== undefined,
    ...(deliver === undefined && (isMailed || mails !== undefined) ? { mails: resolveMails(mails) } : {}),
  }
}

function resolveMails(mails: Options['mails']): NonNullable<IdentityFlowsModel['mails']> {
  const { verifyEmailPage, passwordResetPage } = mails === undefined || mails === true ? {} : mails
  return {
    verifyEmailPage: verifyEmailPage ?? '/verify-email',
    passwordResetPage: passwordResetPage ?? '/reset-password',
  }
}

function resolveRefresh(tokens: TokenOptions): NonNullable<IdentityFlowsModel['refresh']> {
  return {
    idleSeconds: tokens.refreshIdleSeconds ?? 1_209_600,
    absoluteSeconds: tokens.refreshTtlSeconds ?? 7_776_000,
    graceSeconds: tokens.refreshGraceSeconds ?? 0,
  }
}

function resolvePassword(entity: AnyEntity, rules: PasswordRules = {}): IdentityFlowsModel['password'] {
  const fields = Object.values(entity.fields as EntityFields)
  const own = fields.find((field) => field.definition.kind === 'password')?.definition.value
  return {
    minLength: rules.minLength ?? own?.min ?? 8,
    maxLength: rules.maxLength ?? own?.max ?? 256,
    blockCommon: rules.blockCommon ?? true,
    blockedWords: rules.blockedWords ?? [],
  }
}

const day = 86_400
const defaultThrottle: IdentityFlowsModel['throttle'] = {
  // NIST SP 800-63B-4 §3.2.2: no more than 100 failures in a row; 15 minutes between two leave about so many a day.
  account: { attempts: 5, delaySeconds: 10, maxDelaySeconds: 900, forgetSeconds: day },
  // Many people may share one address.
  address: { attempts: 50, delaySeconds: 10, maxDelaySeconds: 900, forgetSeconds: 3_600 },
  mail: { attempts: 3, delaySeconds: 60, maxDelaySeconds: 3_600, forgetSeconds: day },
}

function resolveThrottle(options: ThrottleOptions = {}): IdentityFlowsModel['throttle'] {
  const rule = (name: keyof ThrottleOptions): ThrottleModel => ({
    ...defaultThrottle[name],
    ...options[name],
  })
  return { account: rule('account'), address: rule('address'), mail: rule('mail') }
}

function resolveAudit(audit: boolean | AuditOptions): Pick<IdentityFlowsModel, 'audit'> {
  const options = given(audit)
  return options ? { audit: { keepDays: options.keepDays ?? 90 } } : {}
}
