/** A failure that no further try can mend: the job is put with the dead at once, where somebody may mend its cause. */
export class HopelessTry extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'HopelessTry'
  }
}
