/** The options of keys, factors and providers with every default filled in, as plain data. */
import type { AnyEntity } from '../entity.ts'
import type { FactorFlowsModel, ProviderModel } from '../model.ts'
import type { FactorOptions, ProviderOptions } from './factor-options.ts'
import { given } from './given.ts'

export function resolveFactors(options: FactorOptions<AnyEntity>): FactorFlowsModel {
  const keys = given(options.apiKeys)
  const factor = given(options.secondFactor)
  const passkeys = given(options.passkeys)
  const { providers } = options
  return {
    ...(keys
      ? {
          apiKeys: {
            ...(keys.prefix === undefined ? {} : { prefix: keys.prefix }),
            defaultDays: keys.defaultDays ?? Math.min(90, keys.maxDays ?? 90),
            maxDays: keys.maxDays ?? 365,
            perAccount: keys.perAccount ?? 25,
            rememberSeconds: keys.rememberSeconds ?? 5,
          },
        }
      : {}),
    ...(factor
      ? {
          secondFactor: {
            ...(factor.issuer === undefined ? {} : { issuer: factor.issuer }),
            challengeTtlSeconds: factor.challengeTtlSeconds ?? 300,
            recoveryCodes: factor.recoveryCodes ?? 10,
            requiredFor: factor.requiredFor ?? [],
          },
        }
      : {}),
    ...(passkeys
      ? {
          passkeys: {
            ...(passkeys.name === undefined ? {} : { name: passkeys.name }),
            challengeTtlSeconds: passkeys.challengeTtlSeconds ?? 300,
            perAccount: passkeys.perAccount ?? 25,
          },
        }
      : {}),
    ...(providers && Object.keys(providers).length > 0
      ? {
          providers: Object.fromEntries(
            Object.entries(providers).map(([name, each]) => [name, provider(each)]),
          ),
        }
      : {}),
  }
}

function provider({ issuer, scopes, createAccounts, claims }: ProviderOptions<AnyEntity>): ProviderModel {
  return {
    ...(typeof issuer === 'string' ? { issuer } : {}),
    scopes: ['openid', ...(scopes ?? ['email', 'profile']).filter((scope) => scope !== 'openid')],
    createAccounts: createAccounts ?? true,
    claims: { ...(claims as Readonly<Record<string, string>> | undefined) },
  }
}
