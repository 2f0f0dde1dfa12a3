import { expect, it } from 'vitest'
import { Random } from './random.ts'

const draws = <T>(count: number, draw: (random: Random) => T) => {
  const random = new Random('seed')
  return Array.from({ length: count }, () => draw(random))
}

it('is the same for the same seed, and another for another', () => {
  expect(draws(5, (random) => random.next())).toEqual(draws(5, (random) => random.next()))
  expect(new Random('a').next()).not.toBe(new Random('b').next())
})

it('reaches both bounds and nothing beyond', () => {
  expect(new Set(draws(200, (random) => random.integer(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]))
  expect(new Set(draws(200, (random) => random.bigInteger(-1n, 1n)))).toEqual(new Set([-1n, 0n, 1n]))
})

it('draws numbers of many digits', () => {
  const [min, max] = [-(10n ** 30n), 10n ** 30n]
  const drawn = draws(200, (random) => random.bigInteger(min, max))
  expect(drawn.every((each) => each >= min && each <= max)).toBe(true)
  expect(drawn.some((each) => each > 10n ** 29n) && drawn.some((each) => each < -(10n ** 29n))).toBe(true)
})
