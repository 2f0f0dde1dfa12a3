/** Finds RSA keys that a widespread chip made so badly that they can be factored (CVE-2017-15361). */

const primes = [
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
  67n,
  71n,
  73n,
  79n,
  83n,
  89n,
  97n,
  101n,
  103n,
  107n,
  109n,
  113n,
  127n,
  131n,
  137n,
  139n,
  149n,
  151n,
  157n,
  163n,
  167n,
]

/** Powers of 65537 modulo each prime: to them all moduli of the chip belong, and hardly any other does to all. */
const residues = primes.map((prime) => {
  const powers = new Set<bigint>()
  for (let power = 1n; !powers.has(power); power = (power * 65_537n) % prime) powers.add(power)
  return { prime, powers }
})

/** @source Nemec et al., "The Return of Coppersmith's Attack", ACM CCS 2017, §2.3 */
export function isRocaModulus(modulus: bigint): boolean {
  return residues.every(({ prime, powers }) => powers.has(modulus % prime))
}
