/** A second instance, in a process of its own; says its address, and ends with its parent. */
import { startCatalogue } from './catalogue.ts'

const service = await startCatalogue({ DATABASE_URL: process.env.INSTANCE_DATABASE_URL ?? '' }, 'trust')
process.on('disconnect', () => void service.stop().then(() => process.exit(0)))
process.send?.(service.url)
