/** What is open to somebody whose role needs a second factor that they do not have: setting one up, and leaving. */

/** By the names of their operations. */
export const enrollingFlows: ReadonlySet<string> = new Set([
  'authSession',
  'authSignOut',
  'authSignOutEverywhere',
  'authSecondFactor',
  'authEnrolSecondFactor',
  'authConfirmSecondFactor',
  'authPasskeyRegistration',
  'authAddPasskey',
  'authStepUp',
  'authProviderCallback',
])
