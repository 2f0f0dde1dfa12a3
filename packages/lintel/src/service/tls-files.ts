/** The files of TLS, read and tried at start. */
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import type { TlsFiles } from '../http/server.ts'
import { ConfigurationError, type ServiceSettings } from './settings.ts'

/**
 * `undefined` for plain HTTP.
 *
 * @throws ConfigurationError that names the setting whose file cannot be read or holds something else
 */
export async function tlsFiles({
  tlsCert,
  tlsKey,
  tlsCa,
}: Pick<ServiceSettings, 'tlsCert' | 'tlsKey' | 'tlsCa'>): Promise<TlsFiles | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined
  const cert = await read('TLS_CERT', tlsCert)
  const key = await read('TLS_KEY', tlsKey)
  const ca = tlsCa === undefined ? undefined : await read('TLS_CA', tlsCa)
  check('TLS_CERT', { cert })
  check('TLS_KEY', { cert, key })
  if (ca !== undefined) check('TLS_CA', { ca })
  return { cert, key, ...(ca === undefined ? {} : { ca }) }
}

async function read(setting: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text !== undefined) return text
  throw new ConfigurationError([{ setting, message: `names ${file}, which cannot be read.` }])
}

function check(setting: string, files: Partial<TlsFiles>): void {
  try {
    createSecureContext(files)
  } catch {
    // What the library says may repeat the file.
    throw new ConfigurationError([
      { setting, message: 'names a file that is not what it should be, in PEM.' },
    ])
  }
}
