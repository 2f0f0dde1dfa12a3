/** What keeps releases in step while several of them serve: how each kind comes and goes. */
import type { Bridge } from '../../tables/database-schema.ts'
import { createColumnTrigger, dropColumnTrigger } from './column-trigger.ts'
import type { LiveStatement } from './live-step.ts'
import { createSplitTriggers, dropSplitTriggers } from './split-trigger.ts'
import { createTableView, dropTableView } from './table-view.ts'

export function createBridge(bridge: Bridge): LiveStatement[] {
  switch (bridge.kind) {
    case 'columns':
      return createColumnTrigger(bridge)
    case 'view':
      return createTableView(bridge)
    case 'split':
      return createSplitTriggers(bridge)
  }
}

export function dropBridge(bridge: Bridge): LiveStatement[] {
  switch (bridge.kind) {
    case 'columns':
      return dropColumnTrigger(bridge)
    case 'view':
      return dropTableView(bridge)
    case 'split':
      return dropSplitTriggers(bridge)
  }
}

/** Tables that a bridge stands on. */
export function bridgedTables(bridge: Bridge): string[] {
  return bridge.kind === 'split' ? [bridge.from, bridge.to] : [bridge.table]
}
