/** The database has not the schema that this application needs. */
export class SchemaMismatch extends Error {
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.name = 'SchemaMismatch'
    this.hint = hint
  }
}
