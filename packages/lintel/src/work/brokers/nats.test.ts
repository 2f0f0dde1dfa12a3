import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { conformance } from './conformance.test-support.ts'
import { openNats } from './nats.ts'

conformance({
  name: 'NATS JetStream',
  host: '127.0.0.1',
  port: 4222,
  keepsForLater: true,
  open: async ({ host, port }) => openNats({ url: `nats://${host}:${port}`, keptDays: 1 }),
  clean: async (application) => {
    const connection = await connect({ servers: '127.0.0.1:4222' })
    await (await jetstreamManager(connection)).streams.delete(`lintel-${application}`)
    await connection.close()
  },
})
