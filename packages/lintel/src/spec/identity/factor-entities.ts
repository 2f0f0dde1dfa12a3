/** What keys, second factors, passkeys and other providers store: entities of the framework, like the rest of identity. */
import { type AnyEntity, entity } from '../entity.ts'
import { t } from '../fields.ts'

const hash = () => t.text({ min: 43, max: 43 })

/** @param account  the entity whose rows sign in */
export function factorEntities(account: AnyEntity) {
  const ofAccount = () => t.ref(() => account, { onDelete: 'cascade' })
  return {
    apiKey: entity(
      'authApiKey',
      {
        account: ofAccount(),
        /** The part of a key by which it is found. */
        publicId: t.text({ max: 20 }).unique(),
        secret: hash(),
        prefix: t.text({ max: 40 }),
        name: t.text({ max: 100 }),
        scopes: t.json<readonly string[]>(),
        lastUsedAt: t.timestamp().optional(),
        expiresAt: t.timestamp(),
      },
      { description: 'A key for a program that acts for its holder.', index: [['expiresAt']] },
    ),
    totp: entity(
      'authTotp',
      {
        account: ofAccount().unique(),
        /** Encrypted: a code is made of the secret itself, so a hash would not do. */
        secret: t.text({ max: 500 }),
        confirmedAt: t.timestamp().optional(),
        /** The time step of the last code that was taken: it and those before it are used up. */
        lastStep: t.integer(),
      },
      { description: 'An app that makes codes for its holder.' },
    ),
    recoveryCode: entity(
      'authRecoveryCode',
      { account: ofAccount(), code: hash() },
      { description: 'A code for one use, for whoever has lost the app.', timestamps: false },
    ),
    challenge: entity(
      'authChallenge',
      {
        account: ofAccount().optional(),
        purpose: t.text({ max: 40 }),
        token: hash().unique(),
        /** Of the browser that may answer it, where it is bound to one. */
        browser: t.text({ min: 43, max: 43 }).optional(),
        data: t.json<Readonly<Record<string, string>>>(),
        expiresAt: t.timestamp(),
      },
      { description: 'A question that waits for one answer.', index: [['expiresAt']] },
    ),
    passkey: entity(
      'authPasskey',
      {
        account: ofAccount(),
        credential: t.text({ max: 1400 }).unique(),
        publicKey: t.text({ max: 4000 }),
        /** Uses, as the device counts them; 0 for those that do not count. */
        counter: t.bigint(),
        transports: t.json<readonly string[]>(),
        name: t.text({ max: 100 }),
        backedUp: t.boolean(),
        lastUsedAt: t.timestamp().optional(),
      },
      { description: 'A device that signs its holder in.' },
    ),
    linkedIdentity: entity(
      'authLinkedIdentity',
      {
        account: ofAccount(),
        provider: t.text({ max: 60 }),
        issuer: t.text({ max: 500 }),
        subject: t.text({ max: 255 }),
        email: t.text({ max: 254 }).personal().optional(),
        lastUsedAt: t.timestamp().optional(),
      },
      { description: 'An account elsewhere that signs its holder in.', unique: [['issuer', 'subject']] },
    ),
    verifiedEmail: entity(
      'authVerifiedEmail',
      { account: ofAccount().unique(), email: t.email().personal() },
      { description: 'The address whose mail the holder of an account has read.' },
    ),
  }
}
