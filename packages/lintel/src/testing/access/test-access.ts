/** `testAccess`: the derived tests of access in one call. */
import type { Application } from '../../spec/application.ts'
import { AccessTest, type AccessTestOptions, type AccessTestReport } from './access-test.ts'

/**
 * Starts the application on a scratch database with generated rows, works out from the model what each kind of caller
 * may see and do there, and asks the server by every door.
 *
 * @example expect((await testAccess(shop)).wrong).toEqual([])
 */
export async function testAccess(
  application: Application,
  options: AccessTestOptions = {},
): Promise<AccessTestReport> {
  const test = await AccessTest.prepare(application, options)
  try {
    return await test.run()
  } finally {
    await test.end()
  }
}
