/** The last line of `npm run test:migrations`: how many kinds of change hold. */
import type { Reporter, TestModule } from 'vitest/node'

export default class FiguresReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => test.result().state === 'passed')
    const failed = tests.filter((test) => test.result().state === 'failed').length
    const count = (name: string) => passed.filter((test) => test.name === name).length
    const kinds = `${count('goes up, down and up again')} kinds go up, down and up`
    const killed = `${count('is killed at every moment, and goes on or back')} survive a kill at every step`
    console.log(`\ntest:migrations: ${kinds}, ${killed}\n${passed.length} passed, ${failed} failed`)
  }
}
