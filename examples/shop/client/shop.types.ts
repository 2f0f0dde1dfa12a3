// Generated from the application shop by `lintel client`; do not edit.

export interface paths {
  '/users': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List users
     *
     * For whoever it is about, or the role `support`, or the role `admin`.
     */
    get: operations['listUsers']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/users/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read a user
     *
     * For whoever it is about, or the role `support`, or the role `admin`.
     */
    get: operations['readUser']
    /**
     * Replace a user
     *
     * Fields that are left out go back to their default, or to `null`.
     *
     * For whoever it is about, or the role `admin`.
     */
    put: operations['replaceUser']
    post?: never
    delete?: never
    options?: never
    head?: never
    /**
     * Change a user
     *
     * Fields that are left out stay as they are; `null` empties one (RFC 7396).
     *
     * For whoever it is about, or the role `admin`.
     */
    patch: operations['updateUser']
    trace?: never
  }
  '/categories': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List categories
     *
     * For everybody.
     */
    get: operations['listCategories']
    put?: never
    /**
     * Create a category
     *
     * For the role `admin`.
     */
    post: operations['createCategory']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/categories/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read a category
     *
     * For everybody.
     */
    get: operations['readCategory']
    /**
     * Replace a category
     *
     * Fields that are left out go back to their default, or to `null`.
     *
     * For the role `admin`.
     */
    put: operations['replaceCategory']
    post?: never
    /**
     * Delete a category
     *
     * For the role `admin`.
     */
    delete: operations['deleteCategory']
    options?: never
    head?: never
    /**
     * Change a category
     *
     * Fields that are left out stay as they are; `null` empties one (RFC 7396).
     *
     * For the role `admin`.
     */
    patch: operations['updateCategory']
    trace?: never
  }
  '/products': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List products
     *
     * For everybody.
     */
    get: operations['listProducts']
    put?: never
    /**
     * Create a product
     *
     * For the role `admin`.
     */
    post: operations['createProduct']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/products/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read a product
     *
     * For everybody.
     */
    get: operations['readProduct']
    /**
     * Replace a product
     *
     * Fields that are left out go back to their default, or to `null`.
     *
     * For the role `admin`.
     */
    put: operations['replaceProduct']
    post?: never
    /**
     * Delete a product
     *
     * For the role `admin`.
     */
    delete: operations['deleteProduct']
    options?: never
    head?: never
    /**
     * Change a product
     *
     * Fields that are left out stay as they are; `null` empties one (RFC 7396).
     *
     * For the role `admin`.
     */
    patch: operations['updateProduct']
    trace?: never
  }
  '/products/bulk': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create products in bulk
     *
     * Up to 1000 at once: all of them, or none.
     *
     * For the role `admin`.
     */
    post: operations['createProducts']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/orders': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List orders
     *
     * For the owner (`customer`), or the role `support`, or the role `admin`.
     */
    get: operations['listOrders']
    put?: never
    /**
     * Place an order
     *
     * For whoever is signed in.
     */
    post: operations['placeOrder']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/orders/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read an order
     *
     * For the owner (`customer`), or the role `support`, or the role `admin`.
     */
    get: operations['readOrder']
    /**
     * Replace an order
     *
     * Fields that are left out go back to their default, or to `null`.
     *
     * For the owner (`customer`), or the role `support`.
     */
    put: operations['replaceOrder']
    post?: never
    delete?: never
    options?: never
    head?: never
    /**
     * Change an order
     *
     * Fields that are left out stay as they are; `null` empties one (RFC 7396).
     *
     * For the owner (`customer`), or the role `support`.
     */
    patch: operations['updateOrder']
    trace?: never
  }
  '/users/{user}/role': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /**
     * Make somebody a customer, support or an administrator
     *
     * Tokens say the role of their owner: it counts from the next one.
     *
     * For the role `admin`.
     */
    put: operations['assignRole']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/users/me/password': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /**
     * Change my password
     *
     * For whoever is signed in.
     */
    put: operations['changePassword']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sign-in': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get an access token
     *
     * For everybody.
     */
    post: operations['signIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sign-up': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Open an account
     *
     * For everybody.
     */
    post: operations['signUp']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/orders/{order}/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /**
     * Say that an order was paid or shipped
     *
     * For the role `support`.
     */
    put: operations['moveOrder']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/orders/{order}/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Cancel an order that was not shipped
     *
     * For whoever is signed in.
     */
    post: operations['cancelOrder']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}

export type webhooks = Record<string, never>

export interface components {
  schemas: {
    AssignRoleInput: { role: 'customer' | 'support' | 'admin' }
    /** One category. */
    Category: {
      /** @format uuid */
      id: string
      name: string
      slug: string
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
    }
    CategoryCreate: { name: string; slug: string }
    /** The fields of a category that `fields` asked for. */
    CategoryFields: {
      /** @format uuid */
      id?: string
      name?: string
      slug?: string
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
    }
    CategoryReplace: { name: string; slug: string }
    CategoryUpdate: { name?: string; slug?: string }
    ChangePasswordInput: {
      /** @format password */
      current: string
      /** @format password */
      password: string
    }
    /** Why a request was refused. */
    Error: {
      error: {
        /** Stable, for programs. */
        code: string
        /** For people. */
        message: string
        details: components['schemas']['ErrorDetail'][]
        /** Names the request in the logs. */
        requestId: string
      }
    }
    /** One thing wrong with one value of the request. */
    ErrorDetail: {
      /** A JSON Pointer (RFC 6901) into the body, or `query/<name>`, `path/<name>`, `header/<name>`. */
      pointer: string
      /** Stable, for programs: `required`, `too_long`. */
      code: string
      /** For people. */
      message: string
    }
    MoveOrderInput: { status: 'paid' | 'shipped' }
    /** One order. */
    Order: {
      /** @format uuid */
      id: string
      /** An id; the row itself when `include` asks for `customer`. */
      customer: string | components['schemas']['User']
      status: 'placed' | 'paid' | 'shipped' | 'cancelled'
      /** @format decimal */
      total: string
      note: string | null
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
      /** There when `include` asks for `items`. */
      items?: components['schemas']['OrderItem'][]
    }
    /** The fields of an order that `fields` asked for. */
    OrderFields: {
      /** @format uuid */
      id?: string
      /** An id; the row itself when `include` asks for `customer`. */
      customer?: string | components['schemas']['User']
      status?: 'placed' | 'paid' | 'shipped' | 'cancelled'
      /** @format decimal */
      total?: string
      note?: string | null
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
      /** There when `include` asks for `items`. */
      items?: components['schemas']['OrderItem'][]
    }
    /** One order item. */
    OrderItem: {
      /** @format uuid */
      id: string
      /** @format uuid */
      order: string
      /** An id; the row itself when `include` asks for `product`. */
      product: string | components['schemas']['Product']
      quantity: number
      name: string
      /** @format decimal */
      price: string
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
    }
    OrderReplace: { note?: string | null }
    OrderUpdate: { note?: string | null }
    /** Where a page stands. */
    PageMeta: {
      /** Rows of a page at most. */
      limit: number
      /** For `after`: the page after this one; `null` on the last. */
      next: string | null
      /** For `before`: the page before this one; `null` on the first. */
      previous: string | null
      /** Rows of all pages, when `count` asked for it. */
      total?: number
    }
    PlaceOrderInput: {
      items: {
        /** @format uuid */
        product: string
        quantity: number
      }[]
      note?: string | null
    }
    /** Why a request was refused, as RFC 9457 has it: for callers that accept `application/problem+json`. */
    Problem: {
      /** @format uri-reference */
      type: string
      /** For people. */
      title: string
      status: number
      detail?: string
      /** @format uri-reference */
      instance?: string
      /** Stable, for programs. */
      code: string
      errors: components['schemas']['ErrorDetail'][]
      /** Names the request in the logs. */
      requestId: string
    }
    /** One product. */
    Product: {
      /** @format uuid */
      id: string
      name: string
      description: string | null
      /** @format decimal */
      price: string
      stock: number
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
      /** There when `include` asks for `categories`. */
      categories?: components['schemas']['Category'][]
    }
    ProductCreate: {
      name: string
      description?: string | null
      /** @format decimal */
      price: string
      /** @default 0 */
      stock?: number
      categories?: string[]
    }
    /** The fields of a product that `fields` asked for. */
    ProductFields: {
      /** @format uuid */
      id?: string
      name?: string
      description?: string | null
      /** @format decimal */
      price?: string
      stock?: number
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
      /** There when `include` asks for `categories`. */
      categories?: components['schemas']['Category'][]
    }
    ProductReplace: {
      name: string
      description?: string | null
      /** @format decimal */
      price: string
      /** @default 0 */
      stock?: number
      categories?: string[]
    }
    ProductUpdate: {
      name?: string
      description?: string | null
      /** @format decimal */
      price?: string
      stock?: number
      categories?: string[]
    }
    SignInInput: {
      /** @format email */
      email: string
      /** @format password */
      password: string
    }
    SignInOutput: {
      token: string
      user: {
        /** @format uuid */
        id: string
        name: string
        role: 'customer' | 'support' | 'admin'
      }
    }
    SignUpInput: {
      /** @format email */
      email: string
      name: string
      /** @format password */
      password: string
    }
    SignUpOutput: {
      token: string
      user: {
        /** @format uuid */
        id: string
        name: string
        role: 'customer' | 'support' | 'admin'
      }
    }
    /** One user. */
    User: {
      /** @format uuid */
      id: string
      /** @format email */
      email: string
      name: string
      role: 'customer' | 'support' | 'admin'
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
    }
    /** The fields of a user that `fields` asked for. */
    UserFields: {
      /** @format uuid */
      id?: string
      /** @format email */
      email?: string
      name?: string
      role?: 'customer' | 'support' | 'admin'
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
    }
    UserReplace: {
      name: string
      /** @format email */
      email: string
    }
    UserUpdate: {
      name?: string
      /** @format email */
      email?: string
    }
  }
  responses: {
    BadRequest: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    Conflict: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    Forbidden: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    InternalError: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    Invalid: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    NotAcceptable: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    NotFound: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    PayloadTooLarge: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    PreconditionFailed: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    RequestTimeout: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    Unauthenticated: {
      headers: {
        /** How to authenticate. */
        'WWW-Authenticate'?: components['headers']['WWW-Authenticate']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    Unavailable: {
      headers: {
        /** Seconds until it is worth trying again. */
        'Retry-After'?: components['headers']['Retry-After']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    UnsupportedMediaType: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
    UriTooLong: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
  }
  parameters: {
    /** The cursor `meta.next` of another page: the rows after that page. Not with `before`. */
    After: string
    /** The cursor `meta.previous` of another page: the rows before it. Not with `after`. */
    Before: string
    /**
     * Also gives `meta.total`, the number of rows of all pages.
     * @default false
     */
    Count: boolean
    /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
    IfMatch: string
    /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
    IfNoneMatch: string
    /** Words that the rows contain. */
    Search: string
  }
  requestBodies: never
  headers: {
    /** The version of what is sent, for `If-Match` and `If-None-Match`. */
    ETag: string
    /**
     * Where the new row is.
     * @format uri-reference
     */
    Location: string
    /** Seconds until it is worth trying again. */
    'Retry-After': number
    /** How to authenticate. */
    'WWW-Authenticate': string
  }
  pathItems: never
}

export type $defs = Record<string, never>

export interface operations {
  /**
   * List users
   *
   * For whoever it is about, or the role `support`, or the role `admin`.
   */
  listUsers: {
    parameters: {
      query?: {
        /**
         * Rows of a page at most.
         * @default 20
         */
        limit?: number
        /** The cursor `meta.next` of another page: the rows after that page. Not with `before`. */
        after?: components['parameters']['After']
        /** The cursor `meta.previous` of another page: the rows before it. Not with `after`. */
        before?: components['parameters']['Before']
        /**
         * Also gives `meta.total`, the number of rows of all pages.
         * @default false
         */
        count?: components['parameters']['Count']
        /** The order: comma separated, a leading `-` for descending. Allowed: `createdAt`, `email`. Without it: `-id`. */
        sort?: string
        /** The only fields to send: comma separated. Allowed: `id`, `email`, `name`, `role`, `createdAt`, `updatedAt`. */
        fields?: string
        /** Only rows whose `email` is this. */
        email?: string
        /** Only rows whose `email` is not this. */
        'email[ne]'?: string
        /** Only rows whose `email` is one of these: comma separated, or the parameter repeated. */
        'email[in]'?: string[]
        /** Only rows whose `email` begins with this. */
        'email[prefix]'?: string
        /** Only rows whose `role` is this. */
        role?: 'customer' | 'support' | 'admin'
        /** Only rows whose `role` is not this. */
        'role[ne]'?: 'customer' | 'support' | 'admin'
        /** Only rows whose `role` is one of these: comma separated, or the parameter repeated. */
        'role[in]'?: ('customer' | 'support' | 'admin')[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of users. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (components['schemas']['User'] | components['schemas']['UserFields'])[]
            meta: components['schemas']['PageMeta']
          }
        }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Read a user
   *
   * For whoever it is about, or the role `support`, or the role `admin`.
   */
  readUser: {
    parameters: {
      query?: {
        /** The only fields to send: comma separated. Allowed: `id`, `email`, `name`, `role`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the user.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The user. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': { data: components['schemas']['User'] | components['schemas']['UserFields'] }
        }
      }
      /** It still has the entity tag that `If-None-Match` names. */
      304: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content?: never
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Replace a user
   *
   * Fields that are left out go back to their default, or to `null`.
   *
   * For whoever it is about, or the role `admin`.
   */
  replaceUser: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the user.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['UserReplace'] } }
    responses: {
      /** The user as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['User'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Change a user
   *
   * Fields that are left out stay as they are; `null` empties one (RFC 7396).
   *
   * For whoever it is about, or the role `admin`.
   */
  updateUser: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the user.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/merge-patch+json': components['schemas']['UserUpdate']
        'application/json': components['schemas']['UserUpdate']
      }
    }
    responses: {
      /** The user as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['User'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * List categories
   *
   * For everybody.
   */
  listCategories: {
    parameters: {
      query?: {
        /**
         * Rows of a page at most.
         * @default 20
         */
        limit?: number
        /** The cursor `meta.next` of another page: the rows after that page. Not with `before`. */
        after?: components['parameters']['After']
        /** The cursor `meta.previous` of another page: the rows before it. Not with `after`. */
        before?: components['parameters']['Before']
        /**
         * Also gives `meta.total`, the number of rows of all pages.
         * @default false
         */
        count?: components['parameters']['Count']
        /** The order: comma separated, a leading `-` for descending. Allowed: `name`. Without it: `-id`. */
        sort?: string
        /** The only fields to send: comma separated. Allowed: `id`, `name`, `slug`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of categories. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (components['schemas']['Category'] | components['schemas']['CategoryFields'])[]
            meta: components['schemas']['PageMeta']
          }
        }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Create a category
   *
   * For the role `admin`.
   */
  createCategory: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['CategoryCreate'] } }
    responses: {
      /** The new category. */
      201: {
        headers: {
          /**
           * Where the new row is.
           * @format uri-reference
           */
          Location?: components['headers']['Location']
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Category'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Read a category
   *
   * For everybody.
   */
  readCategory: {
    parameters: {
      query?: {
        /** The only fields to send: comma separated. Allowed: `id`, `name`, `slug`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the category.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The category. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Category'] | components['schemas']['CategoryFields']
          }
        }
      }
      /** It still has the entity tag that `If-None-Match` names. */
      304: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content?: never
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Replace a category
   *
   * Fields that are left out go back to their default, or to `null`.
   *
   * For the role `admin`.
   */
  replaceCategory: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the category.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['CategoryReplace'] } }
    responses: {
      /** The category as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Category'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Delete a category
   *
   * For the role `admin`.
   */
  deleteCategory: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the category.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** It is gone. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Change a category
   *
   * Fields that are left out stay as they are; `null` empties one (RFC 7396).
   *
   * For the role `admin`.
   */
  updateCategory: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the category.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/merge-patch+json': components['schemas']['CategoryUpdate']
        'application/json': components['schemas']['CategoryUpdate']
      }
    }
    responses: {
      /** The category as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Category'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * List products
   *
   * For everybody.
   */
  listProducts: {
    parameters: {
      query?: {
        /**
         * Rows of a page at most.
         * @default 20
         */
        limit?: number
        /** The cursor `meta.next` of another page: the rows after that page. Not with `before`. */
        after?: components['parameters']['After']
        /** The cursor `meta.previous` of another page: the rows before it. Not with `after`. */
        before?: components['parameters']['Before']
        /**
         * Also gives `meta.total`, the number of rows of all pages.
         * @default false
         */
        count?: components['parameters']['Count']
        /** Words that the rows contain. */
        search?: components['parameters']['Search']
        /** The order: comma separated, a leading `-` for descending. Allowed: `name`, `price`, `createdAt`. Without it: `-id`. */
        sort?: string
        /** Relations to send in place of ids: comma separated. Allowed: `categories`. */
        include?: string
        /** The only fields to send: comma separated. Allowed: `id`, `name`, `description`, `price`, `stock`, `createdAt`, `updatedAt`. */
        fields?: string
        /**
         * Only rows whose `price` is this.
         * @format decimal
         */
        price?: string
        /**
         * Only rows whose `price` is not this.
         * @format decimal
         */
        'price[ne]'?: string
        /** Only rows whose `price` is one of these: comma separated, or the parameter repeated. */
        'price[in]'?: string[]
        /**
         * Only rows whose `price` is less than this.
         * @format decimal
         */
        'price[lt]'?: string
        /**
         * Only rows whose `price` is at most this.
         * @format decimal
         */
        'price[lte]'?: string
        /**
         * Only rows whose `price` is more than this.
         * @format decimal
         */
        'price[gt]'?: string
        /**
         * Only rows whose `price` is at least this.
         * @format decimal
         */
        'price[gte]'?: string
        /** Only rows whose `stock` is this. */
        stock?: number
        /** Only rows whose `stock` is not this. */
        'stock[ne]'?: number
        /** Only rows whose `stock` is one of these: comma separated, or the parameter repeated. */
        'stock[in]'?: number[]
        /** Only rows whose `stock` is less than this. */
        'stock[lt]'?: number
        /** Only rows whose `stock` is at most this. */
        'stock[lte]'?: number
        /** Only rows whose `stock` is more than this. */
        'stock[gt]'?: number
        /** Only rows whose `stock` is at least this. */
        'stock[gte]'?: number
        /** Only rows whose `categories.slug` is this. */
        'categories.slug'?: string
        /** Only rows whose `categories.slug` is not this. */
        'categories.slug[ne]'?: string
        /** Only rows whose `categories.slug` is one of these: comma separated, or the parameter repeated. */
        'categories.slug[in]'?: string[]
        /** Only rows whose `categories.slug` begins with this. */
        'categories.slug[prefix]'?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of products. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (components['schemas']['Product'] | components['schemas']['ProductFields'])[]
            meta: components['schemas']['PageMeta']
          }
        }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Create a product
   *
   * For the role `admin`.
   */
  createProduct: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['ProductCreate'] } }
    responses: {
      /** The new product. */
      201: {
        headers: {
          /**
           * Where the new row is.
           * @format uri-reference
           */
          Location?: components['headers']['Location']
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Product'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Read a product
   *
   * For everybody.
   */
  readProduct: {
    parameters: {
      query?: {
        /** Relations to send in place of ids: comma separated. Allowed: `categories`. */
        include?: string
        /** The only fields to send: comma separated. Allowed: `id`, `name`, `description`, `price`, `stock`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the product.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The product. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['Product'] | components['schemas']['ProductFields']
          }
        }
      }
      /** It still has the entity tag that `If-None-Match` names. */
      304: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content?: never
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Replace a product
   *
   * Fields that are left out go back to their default, or to `null`.
   *
   * For the role `admin`.
   */
  replaceProduct: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the product.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['ProductReplace'] } }
    responses: {
      /** The product as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Product'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Delete a product
   *
   * For the role `admin`.
   */
  deleteProduct: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the product.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** It is gone. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Change a product
   *
   * Fields that are left out stay as they are; `null` empties one (RFC 7396).
   *
   * For the role `admin`.
   */
  updateProduct: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the product.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/merge-patch+json': components['schemas']['ProductUpdate']
        'application/json': components['schemas']['ProductUpdate']
      }
    }
    responses: {
      /** The product as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Product'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Create products in bulk
   *
   * Up to 1000 at once: all of them, or none.
   *
   * For the role `admin`.
   */
  createProducts: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': { items: components['schemas']['ProductCreate'][] } } }
    responses: {
      /** The new products, in the order in which they were sent. */
      201: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['Product'][] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * List orders
   *
   * For the owner (`customer`), or the role `support`, or the role `admin`.
   */
  listOrders: {
    parameters: {
      query?: {
        /**
         * Rows of a page at most.
         * @default 20
         */
        limit?: number
        /** The cursor `meta.next` of another page: the rows after that page. Not with `before`. */
        after?: components['parameters']['After']
        /** The cursor `meta.previous` of another page: the rows before it. Not with `after`. */
        before?: components['parameters']['Before']
        /**
         * Also gives `meta.total`, the number of rows of all pages.
         * @default false
         */
        count?: components['parameters']['Count']
        /** The order: comma separated, a leading `-` for descending. Allowed: `createdAt`, `total`. Without it: `-id`. */
        sort?: string
        /** Relations to send in place of ids: comma separated. Allowed: `items`, `items.product`, `customer`. */
        include?: string
        /** The only fields to send: comma separated. Allowed: `id`, `customer`, `status`, `total`, `note`, `createdAt`, `updatedAt`. */
        fields?: string
        /** Only rows whose `status` is this. */
        status?: 'placed' | 'paid' | 'shipped' | 'cancelled'
        /** Only rows whose `status` is not this. */
        'status[ne]'?: 'placed' | 'paid' | 'shipped' | 'cancelled'
        /** Only rows whose `status` is one of these: comma separated, or the parameter repeated. */
        'status[in]'?: ('placed' | 'paid' | 'shipped' | 'cancelled')[]
        /**
         * Only rows whose `createdAt` is this.
         * @format date-time
         */
        createdAt?: string
        /**
         * Only rows whose `createdAt` is not this.
         * @format date-time
         */
        'createdAt[ne]'?: string
        /** Only rows whose `createdAt` is one of these: comma separated, or the parameter repeated. */
        'createdAt[in]'?: string[]
        /**
         * Only rows whose `createdAt` is less than this.
         * @format date-time
         */
        'createdAt[lt]'?: string
        /**
         * Only rows whose `createdAt` is at most this.
         * @format date-time
         */
        'createdAt[lte]'?: string
        /**
         * Only rows whose `createdAt` is more than this.
         * @format date-time
         */
        'createdAt[gt]'?: string
        /**
         * Only rows whose `createdAt` is at least this.
         * @format date-time
         */
        'createdAt[gte]'?: string
        /**
         * Only rows whose `total` is this.
         * @format decimal
         */
        total?: string
        /**
         * Only rows whose `total` is not this.
         * @format decimal
         */
        'total[ne]'?: string
        /** Only rows whose `total` is one of these: comma separated, or the parameter repeated. */
        'total[in]'?: string[]
        /**
         * Only rows whose `total` is less than this.
         * @format decimal
         */
        'total[lt]'?: string
        /**
         * Only rows whose `total` is at most this.
         * @format decimal
         */
        'total[lte]'?: string
        /**
         * Only rows whose `total` is more than this.
         * @format decimal
         */
        'total[gt]'?: string
        /**
         * Only rows whose `total` is at least this.
         * @format decimal
         */
        'total[gte]'?: string
        /**
         * Only rows whose `customer` is this.
         * @format uuid
         */
        customer?: string
        /**
         * Only rows whose `customer` is not this.
         * @format uuid
         */
        'customer[ne]'?: string
        /** Only rows whose `customer` is one of these: comma separated, or the parameter repeated. */
        'customer[in]'?: string[]
        /**
         * Only rows whose `items.product` is this.
         * @format uuid
         */
        'items.product'?: string
        /**
         * Only rows whose `items.product` is not this.
         * @format uuid
         */
        'items.product[ne]'?: string
        /** Only rows whose `items.product` is one of these: comma separated, or the parameter repeated. */
        'items.product[in]'?: string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of orders. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (components['schemas']['Order'] | components['schemas']['OrderFields'])[]
            meta: components['schemas']['PageMeta']
          }
        }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Place an order
   *
   * For whoever is signed in.
   */
  placeOrder: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['PlaceOrderInput'] } }
    responses: {
      /** The order. */
      201: {
        headers: {
          /**
           * Where the new row is.
           * @format uri-reference
           */
          Location?: components['headers']['Location']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Order'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /**
       * `out_of_stock`: Out of stock.
       *
       * Or another refusal with this status.
       */
      409: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /**
       * `product_not_found`: Product not found.
       *
       * Or another refusal with this status.
       */
      422: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Read an order
   *
   * For the owner (`customer`), or the role `support`, or the role `admin`.
   */
  readOrder: {
    parameters: {
      query?: {
        /** Relations to send in place of ids: comma separated. Allowed: `items`, `items.product`, `customer`. */
        include?: string
        /** The only fields to send: comma separated. Allowed: `id`, `customer`, `status`, `total`, `note`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the order.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The order. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': { data: components['schemas']['Order'] | components['schemas']['OrderFields'] }
        }
      }
      /** It still has the entity tag that `If-None-Match` names. */
      304: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content?: never
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Replace an order
   *
   * Fields that are left out go back to their default, or to `null`.
   *
   * For the owner (`customer`), or the role `support`.
   */
  replaceOrder: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the order.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['OrderReplace'] } }
    responses: {
      /** The order as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Order'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Change an order
   *
   * Fields that are left out stay as they are; `null` empties one (RFC 7396).
   *
   * For the owner (`customer`), or the role `support`.
   */
  updateOrder: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the order.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/merge-patch+json': components['schemas']['OrderUpdate']
        'application/json': components['schemas']['OrderUpdate']
      }
    }
    responses: {
      /** The order as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Order'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It no longer has the entity tag that `If-Match` names: somebody changed it in between. */
      412: components['responses']['PreconditionFailed']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Make somebody a customer, support or an administrator
   *
   * Tokens say the role of their owner: it counts from the next one.
   *
   * For the role `admin`.
   */
  assignRole: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        user: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AssignRoleInput'] } }
    responses: {
      /** The user. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['User'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `user_not_found`: User not found.
       *
       * Or another refusal with this status.
       */
      404: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Change my password
   *
   * For whoever is signed in.
   */
  changePassword: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['ChangePasswordInput'] } }
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /**
       * `password_wrong`: Password wrong.
       *
       * Or another refusal with this status.
       */
      422: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Get an access token
   *
   * For everybody.
   */
  signIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['SignInInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['SignInOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /**
       * `credentials_wrong`: Credentials wrong.
       *
       * Or another refusal with this status.
       */
      401: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Open an account
   *
   * For everybody.
   */
  signUp: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['SignUpInput'] } }
    responses: {
      /** The result. */
      201: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['SignUpOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Say that an order was paid or shipped
   *
   * For the role `support`.
   */
  moveOrder: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        order: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['MoveOrderInput'] } }
    responses: {
      /** The order. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['Order'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `order_not_found`: Order not found.
       *
       * Or another refusal with this status.
       */
      404: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** The body did not arrive in time. */
      408: components['responses']['RequestTimeout']
      /**
       * `not_its_turn`: Not its turn.
       *
       * Or another refusal with this status.
       */
      409: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Cancel an order that was not shipped
   *
   * For whoever is signed in.
   */
  cancelOrder: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        order: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The order. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['Order'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `order_not_found`: Order not found.
       *
       * Or another refusal with this status.
       */
      404: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /**
       * `too_late`: Too late.
       *
       * Or another refusal with this status.
       */
      409: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
}
