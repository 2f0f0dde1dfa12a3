/** A job that another process has by now: what this one would still do with it must not count. */
export class JobLost extends Error {
  constructor(job: string, id: string) {
    super(`The job ${job} ${id} is not this process's any more.`)
    this.name = 'JobLost'
  }
}
