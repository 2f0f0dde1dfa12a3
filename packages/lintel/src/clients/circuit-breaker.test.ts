/** The breaker on a clock of its own. */
import { describe, expect, test } from 'vitest'
import { CircuitBreaker } from './circuit-breaker.ts'

function start() {
  let clockMs = 0
  const states: string[] = []
  const breaker = new CircuitBreaker({
    failures: 0.5,
    minimumTries: 4,
    windowMs: 1_000,
    openMs: 500,
    now: () => clockMs,
    onChange: (state) => states.push(state),
  })
  const begin = () => {
    const entered = breaker.enter()
    if (typeof entered === 'object') throw new Error(`asked again in ${entered.retryInMs}`)
    return entered
  }
  return {
    states,
    begin,
    retryInMs: () => {
      const entered = breaker.enter()
      return typeof entered === 'object' ? entered.retryInMs : undefined
    },
    pass: (ms: number) => {
      clockMs += ms
    },
    tries: (...verdicts: ('well' | 'failed' | 'unknown')[]) => {
      for (const verdict of verdicts) begin()(verdict)
    },
  }
}

describe('closed', () => {
  test('it judges nothing by a few tries', () => {
    const { tries, states } = start()
    tries('failed', 'failed', 'failed')
    expect(states).toEqual([])
  })

  test('it opens when the part of failures is reached', () => {
    const { tries, states, retryInMs, pass } = start()
    tries('well', 'failed', 'well', 'well', 'failed', 'unknown')
    expect(states).toEqual([])
    tries('failed')
    expect(states).toEqual(['open'])
    pass(200)
    expect(retryInMs()).toBe(300)
  })

  test('it forgets what is past its window', () => {
    const { tries, states, pass } = start()
    tries('failed', 'failed', 'failed')
    pass(1_001)
    tries('failed', 'well', 'well')
    expect(states).toEqual([])
  })
})

describe('half-open', () => {
  test('one try decides, and others are refused meanwhile', () => {
    const { tries, begin, states, retryInMs, pass } = start()
    tries('failed', 'failed', 'failed', 'failed')
    pass(500)
    const probe = begin()
    expect(retryInMs()).toBe(500)
    probe('failed')
    expect(retryInMs()).toBe(500)
    pass(500)
    tries('well')
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'])
    // What was before counts no more.
    tries('failed', 'failed', 'failed')
    expect(states.at(-1)).toBe('closed')
  })

  test('a try that says nothing lets the next one decide', () => {
    const { tries, states, pass } = start()
    tries('failed', 'failed', 'failed', 'failed')
    pass(500)
    tries('unknown', 'well')
    expect(states.at(-1)).toBe('closed')
  })

  test('tries from before it opened decide nothing', () => {
    const { tries, begin, states, pass } = start()
    const late = begin()
    tries('failed', 'failed', 'failed', 'failed')
    pass(500)
    const probe = begin()
    late('well')
    expect(states.at(-1)).toBe('half-open')
    probe('failed')
    expect(states.at(-1)).toBe('open')
  })
})
