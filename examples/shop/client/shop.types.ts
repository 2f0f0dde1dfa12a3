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
  '/sales-reports': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List sales reports
     *
     * For the role `support`, or the role `admin`.
     */
    get: operations['listSalesReports']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/sales-reports/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read a sales report
     *
     * For the role `support`, or the role `admin`.
     */
    get: operations['readSalesReport']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-subscriptions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List webhook subscriptions
     *
     * For whoever is signed in that is also the owner (`owner`).
     */
    get: operations['listWebhookSubscriptions']
    put?: never
    /**
     * Subscribe to events
     *
     * For whoever is signed in.
     */
    post: operations['createWebhookSubscription']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-subscriptions/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read a webhook subscription
     *
     * For whoever is signed in that is also the owner (`owner`).
     */
    get: operations['readWebhookSubscription']
    /**
     * Replace a webhook subscription
     *
     * Fields that are left out go back to their default, or to `null`.
     *
     * For whoever is signed in that is also the owner (`owner`).
     */
    put: operations['replaceWebhookSubscription']
    post?: never
    /**
     * Delete a webhook subscription
     *
     * For whoever is signed in that is also the owner (`owner`).
     */
    delete: operations['deleteWebhookSubscription']
    options?: never
    head?: never
    /**
     * Change a webhook subscription
     *
     * Fields that are left out stay as they are; `null` empties one (RFC 7396).
     *
     * For whoever is signed in that is also the owner (`owner`).
     */
    patch: operations['updateWebhookSubscription']
    trace?: never
  }
  '/webhook-deliveries': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List webhook deliveries
     *
     * For whoever is signed in that is also the owner (`subscription.owner`).
     */
    get: operations['listWebhookDeliveries']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-deliveries/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Read a webhook delivery
     *
     * For whoever is signed in that is also the owner (`subscription.owner`).
     */
    get: operations['readWebhookDelivery']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sign-up': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Ask for an account
     *
     * The account is opened by the token that is mailed to its address. The answer is the same whether the address has an account or not; its owner is told by mail.
     *
     * For everybody.
     */
    post: operations['authSignUp']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/verify-email': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Open the account by the token that was mailed
     *
     * Nobody is signed in by it: whoever opens the account signs in with its password.
     *
     * For everybody.
     */
    post: operations['authVerifyEmail']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sign-in': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign in with e-mail address and password
     *
     * The session is in a cookie that no script can read.
     *
     * For everybody.
     */
    post: operations['authSignIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sign-out': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign out of this session
     *
     * For whoever is signed in.
     */
    post: operations['authSignOut']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sign-out-everywhere': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign out everywhere, here included
     *
     * For whoever is signed in.
     */
    post: operations['authSignOutEverywhere']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Who is signed in, and in which session
     *
     * For whoever is signed in.
     */
    get: operations['authSession']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sessions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * My sessions, the one used last first
     *
     * For whoever is signed in.
     */
    get: operations['authSessions']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sessions/{session}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * End one of my sessions
     *
     * For whoever is signed in.
     */
    delete: operations['authEndSession']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/token': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get tokens for e-mail address and password
     *
     * For clients that keep no cookies. Send neither token anywhere else. `code` is for accounts with a second factor.
     *
     * For everybody.
     */
    post: operations['authToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/token/refresh': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get the next tokens for a refresh token
     *
     * A refresh token is good for one use. A second use ends every token that came of the same sign-in: one of those who used it has stolen it.
     *
     * For everybody.
     */
    post: operations['authRefreshToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/token/revoke': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * End a refresh token, and all that came of the same sign-in
     *
     * The answer is the same for a token that is unknown or over.
     *
     * For everybody.
     */
    post: operations['authRevokeToken']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/password': {
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
     * Every other session and every refresh token ends; this session goes on with a new cookie.
     *
     * For whoever is signed in.
     */
    put: operations['authChangePassword']
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/password-reset': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Ask for a new password by mail
     *
     * The answer is the same whether the address has an account or not.
     *
     * For everybody.
     */
    post: operations['authRequestPasswordReset']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/password-reset/confirm': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Choose a new password with the token that was mailed
     *
     * Every session ends, and nobody is signed in by it.
     *
     * For everybody.
     */
    post: operations['authResetPassword']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/api-keys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * My API keys, the newest first
     *
     * For whoever is signed in.
     */
    get: operations['authApiKeys']
    put?: never
    /**
     * Make an API key
     *
     * The key is in this answer and nowhere else. It asks for a fresh sign-in.
     *
     * For whoever is signed in.
     */
    post: operations['authCreateApiKey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/api-keys/{key}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Revoke one of my API keys
     *
     * For whoever is signed in.
     */
    delete: operations['authRevokeApiKey']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sign-in/second-factor': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Finish signing in with a code
     *
     * With the token that signing in gave, and a code of the app or a recovery code.
     *
     * For everybody.
     */
    post: operations['authSignInSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/second-factor': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Whether I have a second factor
     *
     * For whoever is signed in.
     */
    get: operations['authSecondFactor']
    put?: never
    /**
     * Begin to set up an app that makes codes
     *
     * The secret is in this answer and nowhere else. It counts as soon as a first code confirms it.
     *
     * For whoever is signed in.
     */
    post: operations['authEnrolSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/second-factor/confirm': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Switch the second factor on with a first code
     *
     * Every other session ends.
     *
     * For whoever is signed in.
     */
    post: operations['authConfirmSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/second-factor/disable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Switch the second factor off
     *
     * For whoever is signed in.
     */
    post: operations['authDisableSecondFactor']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/second-factor/recovery-codes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get new recovery codes
     *
     * The old ones are void.
     *
     * For whoever is signed in.
     */
    post: operations['authRenewRecoveryCodes']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/passkeys/challenge': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin to sign in with a passkey
     *
     * For everybody.
     */
    post: operations['authAskForPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/sign-in/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Sign in with a passkey
     *
     * In the browser that asked. The device verifies its holder, so no other factor is asked for.
     *
     * For everybody.
     */
    post: operations['authSignInByPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/step-up/passkey': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Prove again who I am, with a passkey
     *
     * The session goes on with a new cookie.
     *
     * For whoever is signed in.
     */
    post: operations['authStepUpByPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/passkeys/registration': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin to add a passkey
     *
     * For whoever is signed in.
     */
    post: operations['authPasskeyRegistration']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/passkeys': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * My passkeys
     *
     * For whoever is signed in.
     */
    get: operations['authPasskeys']
    put?: never
    /**
     * Add a passkey
     *
     * For whoever is signed in.
     */
    post: operations['authAddPasskey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/passkeys/{passkey}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Take away one of my passkeys
     *
     * Not the last way in. It asks for a fresh sign-in.
     *
     * For whoever is signed in.
     */
    delete: operations['authRemovePasskey']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/providers/{provider}/sign-in': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin to sign in with an account elsewhere
     *
     * With a second factor the browser comes back with `#second_factor=…`: the token for the code. Cookies say who is signed in.
     *
     * For everybody.
     */
    post: operations['authProviderSignIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/providers/{provider}/callback': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Where a provider sends the browser back to
     *
     * It goes on to the page that asked.
     *
     * For everybody.
     */
    get: operations['authProviderCallback']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/providers/{provider}/link': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Begin to link an account elsewhere to mine
     *
     * The browser comes back with `#linked=…`. It asks for a fresh sign-in.
     *
     * For whoever is signed in.
     */
    post: operations['authLinkProvider']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/linked-identities': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * My accounts elsewhere that sign me in
     *
     * For whoever is signed in.
     */
    get: operations['authLinkedIdentities']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/linked-identities/{identity}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Take away one of my accounts elsewhere
     *
     * Not the last way in. It asks for a fresh sign-in.
     *
     * For whoever is signed in.
     */
    delete: operations['authUnlinkIdentity']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/auth/step-up': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Prove again who I am, for what asks for a fresh sign-in
     *
     * The session goes on with a new cookie.
     *
     * For whoever is signed in.
     */
    post: operations['authStepUp']
    delete?: never
    options?: never
    head?: never
    patch?: never
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
     * It holds for sessions and API keys at once, and for tokens from the next one.
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
  '/orders/{order}/payment': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Pay for an order by card
     *
     * For whoever is signed in.
     */
    post: operations['payOrder']
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
  '/webhook-subscriptions/{subscription}/rotate-secret': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Get a new secret
     *
     * Deliveries are signed with the old one, too, for 24 hours.
     *
     * For whoever is signed in.
     */
    post: operations['rotateWebhookSecret']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-subscriptions/{subscription}/enable': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Have events delivered again
     *
     * What failed meanwhile is delivered where that is asked for.
     *
     * For whoever is signed in.
     */
    post: operations['enableWebhookSubscription']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-subscriptions/{subscription}/test': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Have a test delivered
     *
     * Its type is `webhook.test`.
     *
     * For whoever is signed in.
     */
    post: operations['testWebhookSubscription']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-deliveries/{delivery}/redeliver': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Have an event delivered once more
     *
     * Under the same id, by which a receiver knows what it has had.
     *
     * For whoever is signed in.
     */
    post: operations['redeliverWebhookDelivery']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhook-subscriptions/{subscription}/redeliver': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Have delivered what has failed
     *
     * The oldest come first, 1,000 at most with each call.
     *
     * For whoever is signed in.
     */
    post: operations['redeliverWebhookFailures']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/webhooks/payments': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Events of the payment provider
     *
     * Deliveries are signed as Standard Webhooks says. The id is in the header `webhook-id`, the type at `/type` of the body. A delivery is good for 300 seconds. Events: `charge.succeeded`.
     *
     * For everybody.
     */
    post: operations['paymentsWebhook']
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
    AuthAddPasskeyInput: {
      /** Which device it is. */
      name: string
      /** What the browser gave, in JSON form (`toJSON()`). */
      response: unknown
    }
    AuthAddPasskeyOutput: {
      /** @format uuid */
      id: string
      name: string
      /** Whether the device keeps a copy elsewhere. */
      backedUp: boolean
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      lastUsedAt?: string | null
    }
    AuthApiKeysOutput: {
      /** @format uuid */
      id: string
      name: string
      /** What the key begins with, to know it by. */
      start: string
      /** What the key is good for; never more than its holder may do. `*`: for all of that. */
      scopes: string[]
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      lastUsedAt?: string | null
      /** @format date-time */
      expiresAt: string
    }[]
    AuthAskForPasskeyOutput: {
      /** For `navigator.credentials.get`, as `publicKey` in JSON form. */
      options: unknown
    }
    AuthChangePasswordInput: {
      /** @format password */
      current: string
      /** @format password */
      password: string
    }
    AuthChangePasswordOutput: {
      user: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      }
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
    }
    AuthConfirmSecondFactorInput: { code: string }
    AuthConfirmSecondFactorOutput: {
      /** Each is good for one sign-in. They are shown this once. */
      recoveryCodes: string[]
    }
    AuthCreateApiKeyInput: {
      /** What it is for. */
      name: string
      /** What the key is good for; never more than its holder may do. `*`: for all of that. */
      scopes: string[]
      /** @default 90 */
      expiresInDays?: number
    }
    AuthCreateApiKeyOutput: {
      /** @format uuid */
      id: string
      name: string
      /** What the key begins with, to know it by. */
      start: string
      /** What the key is good for; never more than its holder may do. `*`: for all of that. */
      scopes: string[]
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      lastUsedAt?: string | null
      /** @format date-time */
      expiresAt: string
      /** For the header `Authorization`, in place of an access token. */
      key: string
    }
    AuthDisableSecondFactorInput: {
      /** @format password */
      password: string
      code: string
    }
    AuthEnrolSecondFactorOutput: {
      /** For typing, in base 32. */
      secret: string
      /** For a QR code: `otpauth://totp/…`. */
      uri: string
    }
    AuthLinkedIdentitiesOutput: {
      /** @format uuid */
      id: string
      provider: string
      email?: string | null
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      lastUsedAt?: string | null
    }[]
    AuthLinkProviderInput: {
      /**
       * The page of this service to come back to: a path. What went wrong is in its fragment: `#error=…`.
       * @default "/"
       */
      returnTo?: string
    }
    AuthLinkProviderOutput: {
      /** Where to send the browser. */
      url: string
    }
    AuthPasskeyRegistrationOutput: {
      /** For `navigator.credentials.create`, as `publicKey` in JSON form. */
      options: unknown
    }
    AuthPasskeysOutput: {
      /** @format uuid */
      id: string
      name: string
      /** Whether the device keeps a copy elsewhere. */
      backedUp: boolean
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      lastUsedAt?: string | null
    }[]
    AuthProviderSignInInput: {
      /**
       * The page of this service to come back to: a path. What went wrong is in its fragment: `#error=…`.
       * @default "/"
       */
      returnTo?: string
    }
    AuthProviderSignInOutput: {
      /** Where to send the browser. */
      url: string
    }
    AuthRefreshTokenInput: { refreshToken: string }
    AuthRefreshTokenOutput: {
      /** For the header `Authorization`. */
      accessToken: string
      /** The word before it there. */
      tokenType: string
      expiresInSeconds: number
      /** Good for one use, at the route that refreshes. */
      refreshToken: string
      /**
       * When the refresh token ends if it is not used.
       * @format date-time
       */
      refreshExpiresAt: string
    }
    AuthRenewRecoveryCodesInput: { code: string }
    AuthRenewRecoveryCodesOutput: {
      /** Each is good for one sign-in. They are shown this once. */
      recoveryCodes: string[]
    }
    AuthRequestPasswordResetInput: {
      /** @format email */
      email: string
    }
    AuthResetPasswordInput: {
      token: string
      /** @format password */
      password: string
    }
    AuthRevokeTokenInput: { refreshToken: string }
    AuthSecondFactorOutput: {
      isOn: boolean
      /** Whether my role needs one. */
      isRequired: boolean
      /** @format date-time */
      since?: string | null
      recoveryCodesLeft: number
    }
    AuthSessionOutput: {
      user: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      }
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
    }
    AuthSessionsOutput: {
      /** @format uuid */
      id: string
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      lastUsedAt: string
      /** @format date-time */
      expiresAt: string
      /**
       * When its holder proved last who they are.
       * @format date-time
       */
      authenticatedAt: string
      /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
      methods: string[]
      /** Whether it is the session that asks. */
      current: boolean
      address?: string | null
      userAgent?: string | null
    }[]
    AuthSignInByPasskeyInput: {
      /** What the browser gave, in JSON form (`toJSON()`). */
      response: unknown
    }
    AuthSignInByPasskeyOutput: {
      user: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      }
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
    }
    AuthSignInInput: {
      /** @format email */
      email: string
      /** @format password */
      password: string
    }
    AuthSignInOutput: {
      user?: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      } | null
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
      /** Nobody is signed in yet: send the token with a code. */
      secondFactor?: {
        token: string
        /** @format date-time */
        expiresAt: string
      } | null
    }
    AuthSignInSecondFactorInput: { token: string; code: string }
    AuthSignInSecondFactorOutput: {
      user: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      }
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
    }
    AuthSignUpInput: {
      name: string
      /** @format email */
      email: string
      /** @format password */
      password: string
    }
    AuthStepUpByPasskeyInput: {
      /** What the browser gave, in JSON form (`toJSON()`). */
      response: unknown
    }
    AuthStepUpByPasskeyOutput: {
      user: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      }
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
    }
    AuthStepUpInput: {
      /** @format password */
      password: string
      code?: string | null
    }
    AuthStepUpOutput: {
      user: {
        /** @format uuid */
        id: string
        /** @format email */
        email: string
        /** @default "customer" */
        role?: 'customer' | 'support' | 'admin'
      }
      session?: {
        /** @format uuid */
        id: string
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        lastUsedAt: string
        /** @format date-time */
        expiresAt: string
        /**
         * When its holder proved last who they are.
         * @format date-time
         */
        authenticatedAt: string
        /** How they proved it, in the words of RFC 8176: `pwd`, `otp`, `mfa` … */
        methods: string[]
        /** Whether it is the session that asks. */
        current: boolean
        address?: string | null
        userAgent?: string | null
      } | null
      /** Send it in the header `X-CSRF-Token` with every request that changes something. */
      csrfToken?: string | null
    }
    AuthTokenInput: {
      /** @format email */
      email: string
      /** @format password */
      password: string
      code?: string | null
      /** What the access tokens are to be good for, words with spaces between; absent: not limited. */
      scope?: string | null
    }
    AuthTokenOutput: {
      /** For the header `Authorization`. */
      accessToken: string
      /** The word before it there. */
      tokenType: string
      expiresInSeconds: number
      /** Good for one use, at the route that refreshes. */
      refreshToken: string
      /**
       * When the refresh token ends if it is not used.
       * @format date-time
       */
      refreshExpiresAt: string
    }
    AuthVerifyEmailInput: { token: string }
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
    CreateWebhookSubscriptionInput: {
      /** @format uri */
      url: string
      events: string[]
      description?: string | null
    }
    CreateWebhookSubscriptionOutput: {
      /** @format uuid */
      id: string
      /** Verifies the signatures; it is in this answer and nowhere else. */
      secret: string
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
    PayOrderInput: { card: string }
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
    RedeliverWebhookFailuresInput: {
      /** @format date-time */
      since: string
    }
    RedeliverWebhookFailuresOutput: { deliveries: number }
    RotateWebhookSecretOutput: {
      /** Verifies the signatures; it is in this answer and nowhere else. */
      secret: string
    }
    /** One sales report. */
    SalesReport: {
      /** @format uuid */
      id: string
      /** @format date */
      day: string
      orders: number
      /** @format decimal */
      revenue: string
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
    }
    /** The fields of a sales report that `fields` asked for. */
    SalesReportFields: {
      /** @format uuid */
      id?: string
      /** @format date */
      day?: string
      orders?: number
      /** @format decimal */
      revenue?: string
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
    }
    TestWebhookSubscriptionOutput: {
      /** @format uuid */
      delivery: string
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
    UserReplace: { name: string }
    UserUpdate: { name?: string }
    /** An event on its way to a subscription. */
    WebhookDelivery: {
      /** @format uuid */
      id: string
      /** @format uuid */
      subscription: string
      event: string
      type: string
      status: 'waiting' | 'delivered' | 'failed' | 'withheld'
      attempts: number
      responseStatus: number | null
      durationMs: number | null
      error: string | null
      /** @format date-time */
      nextAttemptAt: string | null
      /** @format date-time */
      deliveredAt: string | null
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
    }
    /** The fields of a webhook delivery that `fields` asked for. */
    WebhookDeliveryFields: {
      /** @format uuid */
      id?: string
      /** @format uuid */
      subscription?: string
      event?: string
      type?: string
      status?: 'waiting' | 'delivered' | 'failed' | 'withheld'
      attempts?: number
      responseStatus?: number | null
      durationMs?: number | null
      error?: string | null
      /** @format date-time */
      nextAttemptAt?: string | null
      /** @format date-time */
      deliveredAt?: string | null
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
    }
    /** Where somebody wants to be told of events. */
    WebhookSubscription: {
      /** @format uuid */
      id: string
      /** @format uuid */
      owner: string
      /**
       * Where events are posted to: an address of the public internet.
       * @format uri
       */
      url: string
      /** The types of events that are wanted. */
      events: ('order.placed' | 'order.paid')[]
      description: string | null
      status: 'active' | 'disabled'
      reason: string | null
      /** @format date-time */
      failingSince: string | null
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      updatedAt: string
    }
    /** The fields of a webhook subscription that `fields` asked for. */
    WebhookSubscriptionFields: {
      /** @format uuid */
      id?: string
      /** @format uuid */
      owner?: string
      /**
       * Where events are posted to: an address of the public internet.
       * @format uri
       */
      url?: string
      /** The types of events that are wanted. */
      events?: ('order.placed' | 'order.paid')[]
      description?: string | null
      status?: 'active' | 'disabled'
      reason?: string | null
      /** @format date-time */
      failingSince?: string | null
      /** @format date-time */
      createdAt?: string
      /** @format date-time */
      updatedAt?: string
    }
    WebhookSubscriptionReplace: {
      /**
       * Where events are posted to: an address of the public internet.
       * @format uri
       */
      url: string
      /** The types of events that are wanted. */
      events: ('order.placed' | 'order.paid')[]
      description?: string | null
    }
    WebhookSubscriptionUpdate: {
      /**
       * Where events are posted to: an address of the public internet.
       * @format uri
       */
      url?: string
      /** The types of events that are wanted. */
      events?: ('order.placed' | 'order.paid')[]
      description?: string | null
    }
  }
  responses: {
    BadGateway: {
      headers: { [name: string]: unknown }
      content: {
        'application/json': components['schemas']['Error']
        'application/problem+json': components['schemas']['Problem']
      }
    }
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
    TooManyRequests: {
      headers: {
        /** Seconds until it is worth trying again. */
        'Retry-After'?: components['headers']['Retry-After']
        /** What is left of each limit (`r`), and seconds until all of it is there again (`t`). */
        RateLimit?: components['headers']['RateLimit']
        /** The limits: requests (`q`) in so many seconds (`w`). */
        'RateLimit-Policy'?: components['headers']['RateLimit-Policy']
        [name: string]: unknown
      }
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
    /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
    IdempotencyKey: string
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
    /** `true` where the request was done before: this is the answer of then. */
    'Idempotency-Replayed': 'true'
    /**
     * Where the new row is.
     * @format uri-reference
     */
    Location: string
    /** What is left of each limit (`r`), and seconds until all of it is there again (`t`). */
    RateLimit: string
    /** The limits: requests (`q`) in so many seconds (`w`). */
    'RateLimit-Policy': string
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
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
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
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
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
        headers: {
          /** What is left of each limit (`r`), and seconds until all of it is there again (`t`). */
          RateLimit?: components['headers']['RateLimit']
          /** The limits: requests (`q`) in so many seconds (`w`). */
          'RateLimit-Policy'?: components['headers']['RateLimit-Policy']
          [name: string]: unknown
        }
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
      /** There were too many requests; `Retry-After` says when to come again. */
      429: components['responses']['TooManyRequests']
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
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
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
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
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
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': { items: components['schemas']['ProductCreate'][] } } }
    responses: {
      /** The new products, in the order in which they were sent. */
      201: {
        headers: {
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
          /** What is left of each limit (`r`), and seconds until all of it is there again (`t`). */
          RateLimit?: components['headers']['RateLimit']
          /** The limits: requests (`q`) in so many seconds (`w`). */
          'RateLimit-Policy'?: components['headers']['RateLimit-Policy']
          [name: string]: unknown
        }
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The body is too large. */
      413: components['responses']['PayloadTooLarge']
      /** `Content-Type` is none of the media types that the body may have. */
      415: components['responses']['UnsupportedMediaType']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** There were too many requests; `Retry-After` says when to come again. */
      429: components['responses']['TooManyRequests']
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
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
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
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
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
   * List sales reports
   *
   * For the role `support`, or the role `admin`.
   */
  listSalesReports: {
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
        /** The order: comma separated, a leading `-` for descending. Allowed: `day`. Without it: `-id`. */
        sort?: string
        /** The only fields to send: comma separated. Allowed: `id`, `day`, `orders`, `revenue`, `createdAt`, `updatedAt`. */
        fields?: string
        /**
         * Only rows whose `day` is this.
         * @format date
         */
        day?: string
        /**
         * Only rows whose `day` is not this.
         * @format date
         */
        'day[ne]'?: string
        /** Only rows whose `day` is one of these: comma separated, or the parameter repeated. */
        'day[in]'?: string[]
        /**
         * Only rows whose `day` is less than this.
         * @format date
         */
        'day[lt]'?: string
        /**
         * Only rows whose `day` is at most this.
         * @format date
         */
        'day[lte]'?: string
        /**
         * Only rows whose `day` is more than this.
         * @format date
         */
        'day[gt]'?: string
        /**
         * Only rows whose `day` is at least this.
         * @format date
         */
        'day[gte]'?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of sales reports. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (components['schemas']['SalesReport'] | components['schemas']['SalesReportFields'])[]
            meta: components['schemas']['PageMeta']
          }
        }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
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
   * Read a sales report
   *
   * For the role `support`, or the role `admin`.
   */
  readSalesReport: {
    parameters: {
      query?: {
        /** The only fields to send: comma separated. Allowed: `id`, `day`, `orders`, `revenue`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the sales report.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The sales report. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['SalesReport'] | components['schemas']['SalesReportFields']
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
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
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
   * List webhook subscriptions
   *
   * For whoever is signed in that is also the owner (`owner`).
   */
  listWebhookSubscriptions: {
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
        /** The order: comma separated, a leading `-` for descending. Allowed: `createdAt`. Without it: `-id`. */
        sort?: string
        /** The only fields to send: comma separated. Allowed: `id`, `owner`, `url`, `events`, `description`, `status`, `reason`, `failingSince`, `createdAt`, `updatedAt`. */
        fields?: string
        /** Only rows whose `status` is this. */
        status?: 'active' | 'disabled'
        /** Only rows whose `status` is not this. */
        'status[ne]'?: 'active' | 'disabled'
        /** Only rows whose `status` is one of these: comma separated, or the parameter repeated. */
        'status[in]'?: ('active' | 'disabled')[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of webhook subscriptions. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (
              | components['schemas']['WebhookSubscription']
              | components['schemas']['WebhookSubscriptionFields']
            )[]
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
   * Subscribe to events
   *
   * For whoever is signed in.
   */
  createWebhookSubscription: {
    parameters: {
      query?: never
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['CreateWebhookSubscriptionInput'] } }
    responses: {
      /** The result. */
      201: {
        headers: {
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['CreateWebhookSubscriptionOutput'] } }
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
       * `too_many_subscriptions`: There are as many subscriptions as there may be.
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
       * `webhook_url_refused`: Nothing is sent to this address.
       *
       * `webhook_event_unknown`: There is no event of this type.
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
   * Read a webhook subscription
   *
   * For whoever is signed in that is also the owner (`owner`).
   */
  readWebhookSubscription: {
    parameters: {
      query?: {
        /** The only fields to send: comma separated. Allowed: `id`, `owner`, `url`, `events`, `description`, `status`, `reason`, `failingSince`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the webhook subscription.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The webhook subscription. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data:
              | components['schemas']['WebhookSubscription']
              | components['schemas']['WebhookSubscriptionFields']
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
   * Replace a webhook subscription
   *
   * Fields that are left out go back to their default, or to `null`.
   *
   * For whoever is signed in that is also the owner (`owner`).
   */
  replaceWebhookSubscription: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the webhook subscription.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['WebhookSubscriptionReplace'] } }
    responses: {
      /** The webhook subscription as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['WebhookSubscription'] } }
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
   * Delete a webhook subscription
   *
   * For whoever is signed in that is also the owner (`owner`).
   */
  deleteWebhookSubscription: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the webhook subscription.
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
   * Change a webhook subscription
   *
   * Fields that are left out stay as they are; `null` empties one (RFC 7396).
   *
   * For whoever is signed in that is also the owner (`owner`).
   */
  updateWebhookSubscription: {
    parameters: {
      query?: never
      header?: {
        /** The `ETag` that was read: the change is made only if nobody else changed the row since. */
        'If-Match'?: components['parameters']['IfMatch']
      }
      path: {
        /**
         * Id of the webhook subscription.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/merge-patch+json': components['schemas']['WebhookSubscriptionUpdate']
        'application/json': components['schemas']['WebhookSubscriptionUpdate']
      }
    }
    responses: {
      /** The webhook subscription as it is now. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['WebhookSubscription'] } }
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
   * List webhook deliveries
   *
   * For whoever is signed in that is also the owner (`subscription.owner`).
   */
  listWebhookDeliveries: {
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
        /** The order: comma separated, a leading `-` for descending. Allowed: `createdAt`. Without it: `-id`. */
        sort?: string
        /** The only fields to send: comma separated. Allowed: `id`, `subscription`, `event`, `type`, `status`, `attempts`, `responseStatus`, `durationMs`, `error`, `nextAttemptAt`, `deliveredAt`, `createdAt`, `updatedAt`. */
        fields?: string
        /**
         * Only rows whose `subscription` is this.
         * @format uuid
         */
        subscription?: string
        /**
         * Only rows whose `subscription` is not this.
         * @format uuid
         */
        'subscription[ne]'?: string
        /** Only rows whose `subscription` is one of these: comma separated, or the parameter repeated. */
        'subscription[in]'?: string[]
        /** Only rows whose `status` is this. */
        status?: 'waiting' | 'delivered' | 'failed' | 'withheld'
        /** Only rows whose `status` is not this. */
        'status[ne]'?: 'waiting' | 'delivered' | 'failed' | 'withheld'
        /** Only rows whose `status` is one of these: comma separated, or the parameter repeated. */
        'status[in]'?: ('waiting' | 'delivered' | 'failed' | 'withheld')[]
        /** Only rows whose `type` is this. */
        type?: string
        /** Only rows whose `type` is not this. */
        'type[ne]'?: string
        /** Only rows whose `type` is one of these: comma separated, or the parameter repeated. */
        'type[in]'?: string[]
        /** Only rows whose `type` begins with this. */
        'type[prefix]'?: string
        /** Only rows whose `event` is this. */
        event?: string
        /** Only rows whose `event` is not this. */
        'event[ne]'?: string
        /** Only rows whose `event` is one of these: comma separated, or the parameter repeated. */
        'event[in]'?: string[]
        /** Only rows whose `event` begins with this. */
        'event[prefix]'?: string
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
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** A page of webhook deliveries. */
      200: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': {
            data: (
              | components['schemas']['WebhookDelivery']
              | components['schemas']['WebhookDeliveryFields']
            )[]
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
   * Read a webhook delivery
   *
   * For whoever is signed in that is also the owner (`subscription.owner`).
   */
  readWebhookDelivery: {
    parameters: {
      query?: {
        /** The only fields to send: comma separated. Allowed: `id`, `subscription`, `event`, `type`, `status`, `attempts`, `responseStatus`, `durationMs`, `error`, `nextAttemptAt`, `deliveredAt`, `createdAt`, `updatedAt`. */
        fields?: string
      }
      header?: {
        /** The `ETag` that is already known: the answer is an empty 304 when nothing has changed. */
        'If-None-Match'?: components['parameters']['IfNoneMatch']
      }
      path: {
        /**
         * Id of the webhook delivery.
         * @format uuid
         */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The webhook delivery. */
      200: {
        headers: {
          /** The version of what is sent, for `If-Match` and `If-None-Match`. */
          ETag?: components['headers']['ETag']
          [name: string]: unknown
        }
        content: {
          'application/json': {
            data: components['schemas']['WebhookDelivery'] | components['schemas']['WebhookDeliveryFields']
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
   * Ask for an account
   *
   * The account is opened by the token that is mailed to its address. The answer is the same whether the address has an account or not; its owner is told by mail.
   *
   * For everybody.
   */
  authSignUp: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthSignUpInput'] } }
    responses: {
      /** Done. */
      202: { headers: { [name: string]: unknown }; content?: never }
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
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Open the account by the token that was mailed
   *
   * Nobody is signed in by it: whoever opens the account signs in with its password.
   *
   * For everybody.
   */
  authVerifyEmail: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthVerifyEmailInput'] } }
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
       * `single_use_token_invalid`: This token is unknown, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Sign in with e-mail address and password
   *
   * The session is in a cookie that no script can read.
   *
   * For everybody.
   */
  authSignIn: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthSignInInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthSignInOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /**
       * `credentials_wrong`: The e-mail address or the password is wrong.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Sign out of this session
   *
   * For whoever is signed in.
   */
  authSignOut: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Sign out everywhere, here included
   *
   * For whoever is signed in.
   */
  authSignOutEverywhere: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Who is signed in, and in which session
   *
   * For whoever is signed in.
   */
  authSession: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthSessionOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * My sessions, the one used last first
   *
   * For whoever is signed in.
   */
  authSessions: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthSessionsOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * End one of my sessions
   *
   * For whoever is signed in.
   */
  authEndSession: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        session: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `session_not_found`: You have no such session.
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Get tokens for e-mail address and password
   *
   * For clients that keep no cookies. Send neither token anywhere else. `code` is for accounts with a second factor.
   *
   * For everybody.
   */
  authToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthTokenInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthTokenOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /**
       * `credentials_wrong`: The e-mail address or the password is wrong.
       *
       * `second_factor_required`: This account has a second factor.
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
      /**
       * `second_factor_missing`: Your role needs a second factor, and you have none.
       *
       * Or another refusal with this status.
       */
      403: {
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
      /**
       * `code_wrong`: This code is wrong, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Get the next tokens for a refresh token
   *
   * A refresh token is good for one use. A second use ends every token that came of the same sign-in: one of those who used it has stolen it.
   *
   * For everybody.
   */
  authRefreshToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthRefreshTokenInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthRefreshTokenOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /**
       * `refresh_token_invalid`: The refresh token is unknown, was used already, or is over.
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
      /**
       * `second_factor_missing`: Your role needs a second factor, and you have none.
       *
       * Or another refusal with this status.
       */
      403: {
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
   * End a refresh token, and all that came of the same sign-in
   *
   * The answer is the same for a token that is unknown or over.
   *
   * For everybody.
   */
  authRevokeToken: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthRevokeTokenInput'] } }
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
   * Every other session and every refresh token ends; this session goes on with a new cookie.
   *
   * For whoever is signed in.
   */
  authChangePassword: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthChangePasswordInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthChangePasswordOutput'] } }
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
      /**
       * `password_wrong`: The current password is wrong.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Ask for a new password by mail
   *
   * The answer is the same whether the address has an account or not.
   *
   * For everybody.
   */
  authRequestPasswordReset: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthRequestPasswordResetInput'] } }
    responses: {
      /** Done. */
      202: { headers: { [name: string]: unknown }; content?: never }
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
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Choose a new password with the token that was mailed
   *
   * Every session ends, and nobody is signed in by it.
   *
   * For everybody.
   */
  authResetPassword: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthResetPasswordInput'] } }
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
       * `single_use_token_invalid`: This token is unknown, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * My API keys, the newest first
   *
   * For whoever is signed in.
   */
  authApiKeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthApiKeysOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Make an API key
   *
   * The key is in this answer and nowhere else. It asks for a fresh sign-in.
   *
   * For whoever is signed in.
   */
  authCreateApiKey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthCreateApiKeyInput'] } }
    responses: {
      /** The result. */
      201: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthCreateApiKeyOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
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
       * `too_many_api_keys`: You have as many API keys as an account may have.
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
   * Revoke one of my API keys
   *
   * For whoever is signed in.
   */
  authRevokeApiKey: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        key: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `api_key_not_found`: You have no such API key.
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Finish signing in with a code
   *
   * With the token that signing in gave, and a code of the app or a recovery code.
   *
   * For everybody.
   */
  authSignInSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthSignInSecondFactorInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthSignInSecondFactorOutput'] } }
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
      /**
       * `single_use_token_invalid`: This token is unknown, was used already, or is over.
       *
       * `code_wrong`: This code is wrong, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Whether I have a second factor
   *
   * For whoever is signed in.
   */
  authSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthSecondFactorOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Begin to set up an app that makes codes
   *
   * The secret is in this answer and nowhere else. It counts as soon as a first code confirms it.
   *
   * For whoever is signed in.
   */
  authEnrolSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      201: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthEnrolSecondFactorOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /**
       * `second_factor_on`: You have a second factor already.
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
  /**
   * Switch the second factor on with a first code
   *
   * Every other session ends.
   *
   * For whoever is signed in.
   */
  authConfirmSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthConfirmSecondFactorInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthConfirmSecondFactorOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
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
       * `second_factor_on`: You have a second factor already.
       *
       * `second_factor_off`: You have no second factor.
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
       * `code_wrong`: This code is wrong, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Switch the second factor off
   *
   * For whoever is signed in.
   */
  authDisableSecondFactor: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthDisableSecondFactorInput'] } }
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
      /**
       * `second_factor_off`: You have no second factor.
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
       * `password_wrong`: The current password is wrong.
       *
       * `code_wrong`: This code is wrong, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Get new recovery codes
   *
   * The old ones are void.
   *
   * For whoever is signed in.
   */
  authRenewRecoveryCodes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthRenewRecoveryCodesInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthRenewRecoveryCodesOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
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
       * `second_factor_off`: You have no second factor.
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
       * `code_wrong`: This code is wrong, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Begin to sign in with a passkey
   *
   * For everybody.
   */
  authAskForPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthAskForPasskeyOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Sign in with a passkey
   *
   * In the browser that asked. The device verifies its holder, so no other factor is asked for.
   *
   * For everybody.
   */
  authSignInByPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthSignInByPasskeyInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthSignInByPasskeyOutput'] } }
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
      /**
       * `passkey_refused`: This passkey is not accepted.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Prove again who I am, with a passkey
   *
   * The session goes on with a new cookie.
   *
   * For whoever is signed in.
   */
  authStepUpByPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthStepUpByPasskeyInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthStepUpByPasskeyOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * Or another refusal with this status.
       */
      403: {
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
      /**
       * `passkey_refused`: This passkey is not accepted.
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
   * Begin to add a passkey
   *
   * For whoever is signed in.
   */
  authPasskeyRegistration: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthPasskeyRegistrationOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /**
       * `too_many_passkeys`: You have as many passkeys as an account may have.
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
  /**
   * My passkeys
   *
   * For whoever is signed in.
   */
  authPasskeys: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthPasskeysOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Add a passkey
   *
   * For whoever is signed in.
   */
  authAddPasskey: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthAddPasskeyInput'] } }
    responses: {
      /** The result. */
      201: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthAddPasskeyOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
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
      /**
       * `passkey_refused`: This passkey is not accepted.
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
   * Take away one of my passkeys
   *
   * Not the last way in. It asks for a fresh sign-in.
   *
   * For whoever is signed in.
   */
  authRemovePasskey: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        passkey: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /**
       * `passkey_not_found`: You have no such passkey.
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
      /**
       * `last_way_in`: Without this you could not sign in any more.
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
  /**
   * Begin to sign in with an account elsewhere
   *
   * With a second factor the browser comes back with `#second_factor=…`: the token for the code. Cookies say who is signed in.
   *
   * For everybody.
   */
  authProviderSignIn: {
    parameters: {
      query?: never
      header?: never
      path: { provider: 'sso' }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthProviderSignInInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthProviderSignInOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `provider_unknown`: Nobody signs in here by this provider.
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
      /**
       * `return_to_foreign`: This is no page of this service.
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
      /**
       * `provider_unavailable`: The provider does not answer.
       *
       * Or another refusal with this status.
       */
      503: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  /**
   * Where a provider sends the browser back to
   *
   * It goes on to the page that asked.
   *
   * For everybody.
   */
  authProviderCallback: {
    parameters: {
      query?: {
        state?: string
        code?: string
        iss?: string
        error?: string
      }
      header?: never
      path: { provider: 'sso' }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      303: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** It does not exist, or whoever calls may not see it. */
      404: components['responses']['NotFound']
      /** The query string is too long. */
      414: components['responses']['UriTooLong']
      /** `provider_answer_unknown`: This browser waits for no such answer of this provider. */
      422: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'provider_answer_unknown'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'provider_answer_unknown'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Begin to link an account elsewhere to mine
   *
   * The browser comes back with `#linked=…`. It asks for a fresh sign-in.
   *
   * For whoever is signed in.
   */
  authLinkProvider: {
    parameters: {
      query?: never
      header?: never
      path: { provider: 'sso' }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthLinkProviderInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthLinkProviderOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /**
       * `provider_unknown`: Nobody signs in here by this provider.
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
      /**
       * `return_to_foreign`: This is no page of this service.
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
      /**
       * `provider_unavailable`: The provider does not answer.
       *
       * Or another refusal with this status.
       */
      503: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
    }
  }
  /**
   * My accounts elsewhere that sign me in
   *
   * For whoever is signed in.
   */
  authLinkedIdentities: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthLinkedIdentitiesOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `Accept` allows none of the media types on offer. */
      406: components['responses']['NotAcceptable']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Take away one of my accounts elsewhere
   *
   * Not the last way in. It asks for a fresh sign-in.
   *
   * For whoever is signed in.
   */
  authUnlinkIdentity: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        identity: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /**
       * `session_required`: This needs a session.
       *
       * `sign_in_not_fresh`: You signed in too long ago for this.
       *
       * Or another refusal with this status.
       */
      403: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error']
          'application/problem+json': components['schemas']['Problem']
        }
      }
      /**
       * `identity_not_found`: You have no such account elsewhere.
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
      /**
       * `last_way_in`: Without this you could not sign in any more.
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
  /**
   * Prove again who I am, for what asks for a fresh sign-in
   *
   * The session goes on with a new cookie.
   *
   * For whoever is signed in.
   */
  authStepUp: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['AuthStepUpInput'] } }
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['AuthStepUpOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /**
       * `second_factor_required`: This account has a second factor.
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
      /**
       * `session_required`: This needs a session.
       *
       * Or another refusal with this status.
       */
      403: {
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
      /**
       * `password_wrong`: The current password is wrong.
       *
       * `code_wrong`: This code is wrong, was used already, or is over.
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
      /** `too_many_attempts`: There were too many attempts. */
      429: {
        headers: {
          /** Seconds until it is worth trying again. */
          'Retry-After'?: components['headers']['Retry-After']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'too_many_attempts'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'too_many_attempts'
            [key: string]: unknown
          }
        }
      }
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Make somebody a customer, support or an administrator
   *
   * It holds for sessions and API keys at once, and for tokens from the next one.
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
   * Pay for an order by card
   *
   * For whoever is signed in.
   */
  payOrder: {
    parameters: {
      query?: never
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path: {
        /** @format uuid */
        order: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['PayOrderInput'] } }
    responses: {
      /** The order. */
      200: {
        headers: {
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
          /** What is left of each limit (`r`), and seconds until all of it is there again (`t`). */
          RateLimit?: components['headers']['RateLimit']
          /** The limits: requests (`q`) in so many seconds (`w`). */
          'RateLimit-Policy'?: components['headers']['RateLimit-Policy']
          [name: string]: unknown
        }
        content: { 'application/json': { data: components['schemas']['Order'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** `card_declined`: Card declined. */
      402: {
        headers: { [name: string]: unknown }
        content: {
          'application/json': components['schemas']['Error'] & {
            error?: { code?: 'card_declined'; [key: string]: unknown }
            [key: string]: unknown
          }
          'application/problem+json': components['schemas']['Problem'] & {
            code?: 'card_declined'
            [key: string]: unknown
          }
        }
      }
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
      /** There were too many requests; `Retry-After` says when to come again. */
      429: components['responses']['TooManyRequests']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** Another system, which this operation asks, answered with an error or what cannot be used. */
      502: components['responses']['BadGateway']
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
      header?: {
        /** A new UUID for each new request. The same request with the same key is done once: sent again, it is answered as before. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
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
        headers: {
          /** `true` where the request was done before: this is the answer of then. */
          'Idempotency-Replayed'?: components['headers']['Idempotency-Replayed']
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
  /**
   * Get a new secret
   *
   * Deliveries are signed with the old one, too, for 24 hours.
   *
   * For whoever is signed in.
   */
  rotateWebhookSecret: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        subscription: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      200: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['RotateWebhookSecretOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `subscription_not_found`: There is no such subscription.
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Have events delivered again
   *
   * What failed meanwhile is delivered where that is asked for.
   *
   * For whoever is signed in.
   */
  enableWebhookSubscription: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        subscription: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      204: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `subscription_not_found`: There is no such subscription.
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Have a test delivered
   *
   * Its type is `webhook.test`.
   *
   * For whoever is signed in.
   */
  testWebhookSubscription: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        subscription: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** The result. */
      202: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['TestWebhookSubscriptionOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `subscription_not_found`: There is no such subscription.
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Have an event delivered once more
   *
   * Under the same id, by which a receiver knows what it has had.
   *
   * For whoever is signed in.
   */
  redeliverWebhookDelivery: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        delivery: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** Done. */
      202: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `delivery_not_found`: There is no such delivery.
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
      /** It does not go together with what is stored. */
      409: components['responses']['Conflict']
      /** The request can be read, but its values break a rule: `details` says which. */
      422: components['responses']['Invalid']
      /** A fault of the service. `requestId` finds it in the logs. */
      500: components['responses']['InternalError']
      /** The service cannot answer at the moment; `Retry-After` says when to try again. */
      503: components['responses']['Unavailable']
    }
  }
  /**
   * Have delivered what has failed
   *
   * The oldest come first, 1,000 at most with each call.
   *
   * For whoever is signed in.
   */
  redeliverWebhookFailures: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @format uuid */
        subscription: string
      }
      cookie?: never
    }
    requestBody: { content: { 'application/json': components['schemas']['RedeliverWebhookFailuresInput'] } }
    responses: {
      /** The result. */
      202: {
        headers: { [name: string]: unknown }
        content: { 'application/json': { data: components['schemas']['RedeliverWebhookFailuresOutput'] } }
      }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
      /** Whoever calls may not do this. */
      403: components['responses']['Forbidden']
      /**
       * `subscription_not_found`: There is no such subscription.
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
   * Events of the payment provider
   *
   * Deliveries are signed as Standard Webhooks says. The id is in the header `webhook-id`, the type at `/type` of the body. A delivery is good for 300 seconds. Events: `charge.succeeded`.
   *
   * For everybody.
   */
  paymentsWebhook: {
    parameters: {
      query?: never
      header: { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string }
      path?: never
      cookie?: never
    }
    /** As its sender signs it. */
    requestBody: { content: { 'application/json': unknown } }
    responses: {
      /** It is kept, and is processed once. */
      202: { headers: { [name: string]: unknown }; content?: never }
      /** The request cannot be read: malformed JSON, a wrong or unknown key in the query, a bad cursor. */
      400: components['responses']['BadRequest']
      /** There is no access token, or it is not valid. */
      401: components['responses']['Unauthenticated']
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
}
