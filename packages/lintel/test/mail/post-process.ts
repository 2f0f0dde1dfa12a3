/** A process that sends mails, for tests that kill it. Its environment says which database, which server. */
import { application, mail, t } from '../../src/index.ts'
import { startService } from '../../src/service/service.ts'

export const letter = mail('letter', {
  input: { number: t.integer() },
  retry: { baseMs: 1 },
  compose: ({ input }) => ({
    to: 'ada@shop.example',
    subject: `Number ${input.number}`,
    text: 'Good morning.',
  }),
})
export const post = application('post', { parts: [{ letter }] })

export function startPost(environment: Readonly<Record<string, string | undefined>>) {
  return startService({
    application: post,
    project: { directory: process.cwd() },
    mode: 'test',
    environment: { PORT: '0', JOB_LEASE_MS: '1000', ...environment },
    schema: 'trust',
    seed: false,
    observe: () => () => undefined,
  })
}

if (process.env.POST_PROCESS === 'yes') {
  await startPost(process.env)
  process.stdout.write('started\n')
}
