/** `lintel/testing`: starts an application on a database of its own and asks it over HTTP. */

export type { AccessTestOptions, AccessTestReport } from './testing/access/access-test.ts'
export { type MutationOptions, type MutationReport, mutateAccess } from './testing/access/mutation-run.ts'
export { testAccess } from './testing/access/test-access.ts'
export type { Cell } from './testing/access/verdicts.ts'
export type { TestMail } from './testing/kept-mails.ts'
export {
  type StubbedCall,
  type StubHandlers,
  type StubServer,
  type StubTools,
  stubServer,
} from './testing/stub-server.ts'
export {
  type TestApplication,
  type TestOptions,
  type TestPrincipal,
  type TestRequest,
  type TestResponse,
  testApplication,
} from './testing/test-application.ts'
export { createTestDatabase, type TestDatabase } from './testing/test-database.ts'
