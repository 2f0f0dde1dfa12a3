/** What verifies deliveries of the application's webhooks, with the secrets that its settings give. */
import {
  type WebhookProblem,
  type WebhookVerifier,
  webhookVerifier,
} from '../access/webhooks/webhook-verifier.ts'
import type { Application } from '../spec/application.ts'
import { ConfigurationError } from './settings.ts'

/** @throws ConfigurationError that names every webhook whose secret is none */
export function webhookVerifiers({ declarations }: Application): ReadonlyMap<string, WebhookVerifier> {
  const verifiers = new Map<string, WebhookVerifier>()
  const problems: WebhookProblem[] = []
  for (const webhook of declarations.webhooks) {
    const verifier = webhookVerifier(webhook)
    if (typeof verifier === 'function') verifiers.set(webhook.name, verifier)
    else problems.push(verifier)
  }
  if (problems.length > 0) throw new ConfigurationError(problems)
  return verifiers
}
