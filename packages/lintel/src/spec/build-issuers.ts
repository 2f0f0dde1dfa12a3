/** Trusted providers and calling services as plain data. */
import type { Declarations } from './application.ts'
import type { Report } from './build-model.ts'
import type { AnyEntity } from './entity.ts'
import type { AtStart, KeyOptions, TrustOptions } from './issuers.ts'
import type { ServiceModel, TrustModel } from './model.ts'

// What providers sign with; the wider curves and hashes are there for whoever names them.
const defaultAlgorithms = ['ES256', 'EdDSA', 'PS256', 'RS256'] as const

export function buildTrust(options: TrustOptions<AnyEntity>): TrustModel {
  const { issuer, audience, typ, subject, roles, provision } = options
  return {
    ...known({ issuer, audience }),
    algorithms: algorithmsOf(options),
    typ: typ ?? 'at+jwt',
    subject,
    ...(roles ? { roles } : {}),
    provisions: provision !== undefined,
  }
}

export function buildServices({ name: application, services }: Declarations, report: Report) {
  const built: Record<string, ServiceModel> = {}
  for (const { name, options, at } of services) {
    const { issuer = name, audience = application, certificate, roles = [], scopes = [] } = options
    if (Object.hasOwn(built, name)) {
      const hint = 'Give each its own name, or keep one.'
      report.add({ at, message: `The service ${name} is declared twice.`, hint })
    }
    built[name] = {
      name,
      ...known({ issuer, audience }),
      ...(certificate === undefined ? {} : { certificate }),
      algorithms: algorithmsOf(options),
      roles,
      scopes,
      at,
    }
  }
  return built
}

/** What stands in the specification itself. */
function known({ issuer, audience }: { issuer: AtStart<string>; audience: AtStart<string> }) {
  return {
    ...(typeof issuer === 'string' ? { issuer } : {}),
    ...(typeof audience === 'string' ? { audience } : {}),
  }
}

function algorithmsOf({ algorithms }: KeyOptions): readonly string[] {
  return algorithms ?? defaultAlgorithms
}
