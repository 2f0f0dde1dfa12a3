/** A delivery that is not proven to be the sender's. The log learns why; whoever sent it does not. */
export class WebhookUnverified extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'WebhookUnverified'
  }
}
