/**
 * What identity itself stores: entities that the framework adds to an application when a flow needs them.
 *
 * They have no resource and no policy, so no door reads them; their names are reserved. Logs redact by the names of
 * fields: what has a name that others use is not marked as personal or private here.
 */
import { type AnyEntity, entity } from '../entity.ts'
import { t } from '../fields.ts'
import { factorEntities } from './factor-entities.ts'

/** A SHA-256 of a random token, as base64url: what was 256 random bits needs no slow hash. */
const tokenHash = () => t.text({ min: 43, max: 43 }).unique()
const address = () => t.text({ max: 64 }).personal().optional()

/** @param account  the entity whose rows sign in */
export function identityEntities(account: AnyEntity) {
  const ofAccount = () => t.ref(() => account, { onDelete: 'cascade' })
  return {
    session: entity(
      'authSession',
      {
        account: ofAccount(),
        token: tokenHash(),
        /** What it was before the last rotation; good for a moment, for requests that were under way. */
        previousToken: t.text({ min: 43, max: 43 }).unique().optional(),
        previousUntil: t.timestamp().optional(),
        csrfToken: t.text({ max: 64 }),
        /** The role at the last rotation: another one asks for a new token. */
        role: t.text({ max: 255 }).optional(),
        /** How its holder proved who they are, in the words of RFC 8176, and when. */
        methods: t.json<readonly string[]>(),
        authenticatedAt: t.timestamp(),
        address: address(),
        userAgent: t.text({ max: 512 }).personal().optional(),
        lastUsedAt: t.timestamp(),
        expiresAt: t.timestamp(),
      },
      { description: 'A session of somebody who signed in.', index: [['expiresAt']] },
    ),
    refreshFamily: entity(
      'authRefreshFamily',
      {
        account: ofAccount(),
        /** The part that all tokens of a family have in common. */
        selector: tokenHash(),
        /** The one token that is good. */
        token: tokenHash(),
        /** The one before it, which gives its successor again for a moment, where that is declared. */
        previousToken: t.text({ min: 43, max: 43 }).private().optional(),
        previousUntil: t.timestamp().private().optional(),
        successorSalt: t.text({ max: 64 }).private().optional(),
        /** What the access tokens are good for; absent: not limited. */
        scope: t.text({ max: 1000 }).private().optional(),
        address: address(),
        userAgent: t.text({ max: 512 }).personal().private().optional(),
        lastUsedAt: t.timestamp(),
        expiresAt: t.timestamp(),
      },
      { description: 'Refresh tokens that came of one sign-in.', index: [['expiresAt']] },
    ),
    signUp: entity(
      'authSignUp',
      {
        email: t.email().personal(),
        token: tokenHash(),
        /** The fields of the account that is to be opened. */
        values: t.json<Readonly<Record<string, unknown>>>(),
        passwordHash: t.text({ max: 255 }),
        expiresAt: t.timestamp(),
      },
      { description: 'A sign-up that waits until its mail is read.', index: [['expiresAt']] },
    ),
    singleUseToken: entity(
      'authSingleUseToken',
      {
        account: ofAccount(),
        purpose: t.text({ max: 40 }),
        token: tokenHash(),
        expiresAt: t.timestamp(),
      },
      { description: 'A token that was sent by mail and is good for one use.', index: [['expiresAt']] },
    ),
    throttle: entity(
      'authThrottle',
      {
        /** A hash: neither addresses nor e-mail addresses are kept. */
        key: t.text({ min: 43, max: 43 }).unique(),
        failures: t.integer(),
        lastFailureAt: t.timestamp(),
        blockedUntil: t.timestamp().optional(),
        /** Until then whoever has this key has signed in before. */
        knownUntil: t.timestamp().optional(),
      },
      { description: 'Attempts that failed, and how long the next one has to wait.', timestamps: false },
    ),
    event: entity(
      'authEvent',
      {
        kind: t.text({ max: 60 }),
        /** The id of the account, which the event outlives. */
        account: t.text({ max: 64 }).optional(),
        address: address(),
        requestId: t.text({ max: 128 }).optional(),
        /** What a kind has to say beside this: never a secret. */
        detail: t.text({ max: 255 }).optional(),
      },
      { description: 'What happened to accounts.', index: [['account', 'createdAt'], ['createdAt']] },
    ),
    ...factorEntities(account),
  }
}

export type IdentityEntities = ReturnType<typeof identityEntities>
