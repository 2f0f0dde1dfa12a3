/** The last lines of `npm run test:migrations`: how many kinds of change hold, and which were killed if not all were. */
import type { Reporter, TestModule } from 'vitest/node'
import { killedPart } from './killed-part.ts'

const killedAtEveryStep = 'is killed at every moment, and goes on or back'

export default class FiguresReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => test.result().state === 'passed')
    const failed = tests.filter((test) => test.result().state === 'failed').length
    const kindsOf = (name: string) => passed.filter((test) => test.name === name)
    const kinds = `${kindsOf('goes up, down and up again').length} kinds go up, down and up`
    const killed = kindsOf(killedAtEveryStep)
    const which = killed.map(({ parent }) => ('name' in parent ? parent.name : '')).join('; ')
    const part = killedPart === '1/1' ? '' : ` (part ${killedPart}: ${which})`
    console.log(`\ntest:migrations: ${kinds}, ${killed.length} survive a kill at every step${part}`)
    console.log(`${passed.length} passed, ${failed} failed`)
  }
}
