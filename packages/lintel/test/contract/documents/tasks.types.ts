// Generated from tasks.yml by `lintel contract types`; do not edit.

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /** GET /tasks */
  listTasks: {
    params: Record<string, never>
    query: {
      /** @default 10 */
      limit: number
    }
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: Task[] }
  }
  /** POST /tasks */
  addTask: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: NewTask
    response: { status: 201; body: Task } | { status: 422; body: Refusal }
  }
  /** GET /tasks/{id} */
  showTask: {
    params: {
      /** @format uuid */
      id: string
    }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: Task }
  }
}

export interface NewTask {
  title: string
  labels?: string[]
}

export interface Task {
  id: string
  title: string
  isDone: boolean
}

export interface Refusal {
  reasons: { [key: string]: string }
}
