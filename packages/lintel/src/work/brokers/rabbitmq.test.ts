import { Connection } from 'rabbitmq-client'
import { conformance } from './conformance.test-support.ts'
import { openRabbitMq } from './rabbitmq.ts'

const port = 5672

conformance({
  name: 'RabbitMQ',
  host: '127.0.0.1',
  port,
  keepsForLater: false,
  open: async ({ host, port }) => openRabbitMq(`amqp://guest:guest@${host}:${port}`),
  clean: async (application) => {
    const connection = new Connection(`amqp://guest:guest@127.0.0.1:${port}`)
    for (const group of ['readers', 'others'])
      await connection.queueDelete(`lintel.${application}-${group}.${application}.thing.happened`)
    await connection.close()
  },
})
