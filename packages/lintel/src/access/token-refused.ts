/** Why a token is refused, for the log alone: the caller learns only that it is. */
export class TokenRefused extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'TokenRefused'
  }
}
