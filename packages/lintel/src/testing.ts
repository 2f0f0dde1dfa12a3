/** `lintel/testing`: starts an application on a database of its own and asks it over HTTP. */
export {
  type TestApplication,
  type TestOptions,
  type TestPrincipal,
  type TestRequest,
  type TestResponse,
  testApplication,
} from './testing/test-application.ts'
export { createTestDatabase, type TestDatabase } from './testing/test-database.ts'
