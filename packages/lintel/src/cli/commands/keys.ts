/** `lintel keys`: makes the keys that sign access tokens, and the next ones. */
import type { Command } from 'commander'
import { rotated, startingKeys } from '../../access/key-rotation.ts'
import { type PrivateJwk, readSigningKeys } from '../../access/signing-key.ts'
import { Failure } from '../failure.ts'
import { loadEnvironment } from '../project/environment.ts'
import { openDirectory } from '../project/open-project.ts'
import { complain, print } from '../terminal.ts'

export function define(command: Command): void {
  command.addHelpText(
    'after',
    '\nWhat is printed is secret: it goes into TOKEN_KEYS, and nowhere else. The first key signs, all of them verify.\n' +
      'If it got out, begin again with "lintel keys new": tokens of the old keys end at once.',
  )
  command
    .command('new')
    .description(
      'Print a private JWK Set for TOKEN_KEYS: the key that signs, and the one that will sign next.',
    )
    .action(() => printKeys(startingKeys(), 'Set TOKEN_KEYS to this line.'))
  command
    .command('rotate')
    .description(
      'Print the set that follows the one in TOKEN_KEYS: the next key signs, the former one still verifies.',
    )
    .argument('[directory]', 'folder of the application', '.')
    .action(rotate)
}

async function rotate(directory: string): Promise<void> {
  await loadEnvironment(await openDirectory(directory))
  const keys = readSigningKeys(process.env.TOKEN_KEYS ?? '')
  if ('wrong' in keys) {
    throw new Failure('keys_invalid', `TOKEN_KEYS ${keys.wrong}`, {
      hint: 'Set TOKEN_KEYS to what "lintel keys new" printed, in the environment or in .env.local.',
    })
  }
  const { keys: next, note } = rotated(keys)
  printKeys(next, note)
}

/** The set alone on stdout, so that it can go where secrets are kept without being seen. */
function printKeys(keys: readonly PrivateJwk[], note: string): void {
  print(JSON.stringify({ keys }))
  complain(note)
}
