/** A process that starts or joins an embedded server, says so on a line, and obeys `stop` and `exit`. */

import { createInterface } from 'node:readline'
import { supervise } from './supervisor.ts'

async function main(): Promise<void> {
  const { stop, ...server } = await supervise(JSON.parse(process.argv[2]!))
  console.log(JSON.stringify(server))
  const input = createInterface(process.stdin)
  for await (const line of input) {
    if (line === 'exit') process.exit(0)
    await stop()
    input.close()
  }
}

main().catch((error: Error) => {
  console.log(JSON.stringify({ error: error.message }))
  process.exitCode = 1
})
