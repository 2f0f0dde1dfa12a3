/** Turns the few settings that matter here into command line options, so the data directory stays as initdb made it. */

import type { BinarySource } from './binaries.ts'

export interface ServerSettings {
  readonly source: BinarySource
  readonly isDurable: boolean
  readonly port: number
  /** Undefined for TCP on 127.0.0.1. */
  readonly socketDirectory: string | undefined
}

/** Options in the form of the postgres program: `-c`, `name=value`, … */
export function settingOptions(settings: ServerSettings): string[] {
  return Object.entries(settingValues(settings)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function settingValues({ source, isDurable, port, socketDirectory }: ServerSettings) {
  return {
    port,
    listen_addresses: socketDirectory === undefined ? '127.0.0.1' : '',
    unix_socket_directories: socketDirectory === undefined ? '' : quoteListEntry(socketDirectory),
    ssl: 'off',
    max_connections: 100,
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_checkpoints: 'off',
    // Shown in the process list, and asked for when another process adopts the server.
    cluster_name: 'lintel',
    'lintel.source': source,
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

// The setting is a comma-separated list; double quotes keep a path with a comma or blanks in one piece.
function quoteListEntry(path: string): string {
  return `"${path.replaceAll('"', '""')}"`
}
