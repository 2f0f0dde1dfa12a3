/** `npm run test:access`: weakens each rule of each example in turn; names of examples as arguments take some of them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url))
const command = fileURLToPath(new URL('../../bin/lintel.js', import.meta.url))
const wanted = process.argv.slice(2)
const names = readdirSync(examples).filter(
  (name) => existsSync(`${examples}${name}/package.json`) && (wanted.length === 0 || wanted.includes(name)),
)

const sum = { mutants: 0, caught: 0 }
let isAllRun = names.length > 0
for (const name of names) {
  const words = [command, 'access', 'test', '--mutants', '--json', `${examples}${name}`]
  const { stdout } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  })
  const report = parsed(stdout)
  // One that could not be run says why itself.
  if (!report) isAllRun = false
  const { mutants = 0, caught = 0, survived = [] } = report ?? {}
  for (const each of survived) console.log(`NOT CAUGHT ${name}: ${each}`)
  console.log(`${name}: ${caught} of ${mutants} mutants caught`)
  sum.mutants += mutants
  sum.caught += caught
}
console.log(`All examples: ${sum.caught} of ${sum.mutants} mutants caught`)
process.exit(isAllRun && sum.caught >= sum.mutants * 0.99 ? 0 : 1)

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
