/** `lintel`: finds the command, runs it, says what stopped it, and ends the process. */
import { readFile } from 'node:fs/promises'
import { Command, CommanderError } from 'commander'
import { commands } from './commands.ts'
import { exitCode } from './exit-code.ts'
import { complain, paintFor } from './terminal.ts'

/** @param words  what was typed after `lintel` */
export async function main(words: readonly string[]): Promise<void> {
  // `lintel spec | head` closes the pipe early; that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? exitCode.ok : exitCode.refused),
  )
  try {
    const program = await programFor(words)
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? codeOfUsage(error) : await explain(error, words)
  }
  // A module of the application may hold timers and sockets open.
  process.stdout.write('', () => process.exit())
}

async function programFor(words: readonly string[]): Promise<Command> {
  const program = new Command('lintel')
    .description('A specification goes in; a running, tested, production-ready backend comes out.')
    .version(await packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('Run it with --help to see what it takes.')
  const wanted = words.find((word) => !word.startsWith('-'))
  for (const { name, summary, load } of commands) {
    const command = program
      .command(name)
      .description(`${capitalised(summary)}.`)
      .summary(summary)
    if (name !== wanted) continue
    const { define } = await load()
    define(command)
    for (const each of [command, ...command.commands]) {
      if (each.commands.length === 0) each.option('--verbose', 'show the stack of an error')
    }
  }
  if (words.length === 0) program.action(() => program.outputHelp())
  return program
}

async function packageVersion(): Promise<string> {
  const manifest: { readonly version: string } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return manifest.version
}

/** Help and version are what was asked for; everything else that commander throws is about the command line. */
function codeOfUsage({ exitCode: code }: CommanderError): number {
  return code === 0 ? exitCode.ok : exitCode.misused
}

async function explain(error: unknown, words: readonly string[]): Promise<number> {
  const { reportOf, reportText, stackText } = await import('./failure-report.ts')
  const report = reportOf(error)
  if (words.includes('--json')) complain(JSON.stringify({ error: report }))
  else complain(reportText(report, paintFor(process.stderr)))
  if (words.includes('--verbose')) complain(stackText(error))
  return report.exitCode
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
