// What a page does to sign people in: plain requests to the origin that it came from.

/** Lives in this page alone: a page of another origin can neither read it nor guess it. */
let csrfToken

/** The browser sends the cookie of the session by itself. */
async function ask(route, body) {
  const [method, path] = route.split(' ')
  const answer = await fetch(path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const { data, error } = text === '' ? {} : JSON.parse(text)
  if (error !== undefined) throw new Error(error.code)
  if (data?.csrfToken) csrfToken = data.csrfToken
  return data
}

/** Who is signed in, as after every reload: the cookie is there, and the token of the page is not. */
async function whoAmI() {
  const answer = await fetch('/auth/session')
  const { data } = await answer.json()
  csrfToken = data?.csrfToken ?? undefined
  show('who', data === undefined ? 'Nobody is signed in.' : `${data.user.email} is signed in.`)
  element('inside').hidden = data === undefined
  element('outside').hidden = data !== undefined
}

/** The password, the passkey or the provider was right; with a second factor a code is still to come. */
let secondFactor

async function signIn(credentials) {
  const data = await ask('POST /auth/sign-in', credentials)
  secondFactor = data.secondFactor?.token
  element('code').hidden = secondFactor === undefined
}

async function signInWithPasskey() {
  const { options } = await ask('POST /auth/passkeys/challenge')
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const response = (await navigator.credentials.get({ publicKey })).toJSON()
  await ask('POST /auth/sign-in/passkey', { response })
}

async function addPasskey() {
  const { options } = await ask('POST /auth/passkeys/registration')
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const response = (await navigator.credentials.create({ publicKey })).toJSON()
  await ask('POST /auth/passkeys', { name: 'This device', response })
}

async function goToProvider(flow) {
  const { url } = await ask(`POST /auth/providers/acme/${flow}`, { returnTo: '/' })
  location.assign(url)
}

async function setUpSecondFactor() {
  const { secret } = await ask('POST /auth/second-factor')
  show('secret', secret)
  element('first-code').hidden = false
}

const actions = {
  'sign-up': (input) => ask('POST /auth/sign-up', input),
  verify: () => ask('POST /auth/verify-email', { token: fragment.get('verify') }),
  'sign-in': signIn,
  code: ({ code }) => ask('POST /auth/sign-in/second-factor', { token: secondFactor, code }),
  passkey: signInWithPasskey,
  provider: () => goToProvider('sign-in'),
  forgot: (input) => ask('POST /auth/password-reset', input),
  'new-password': ({ password }) =>
    ask('POST /auth/password-reset/confirm', { token: fragment.get('new-password'), password }),
  note: (input) => ask('POST /notes', input),
  'second-factor': setUpSecondFactor,
  'first-code': (input) => ask('POST /auth/second-factor/confirm', input),
  'add-passkey': addPasskey,
  link: () => goToProvider('link'),
  'sign-out': () => ask('POST /auth/sign-out'),
}

// Mails and providers lead here with a fragment, which is sent to no server; it is taken out of the address at once.
const fragment = new URLSearchParams(location.hash.slice(1))
history.replaceState(null, '', location.pathname)
element('verify').hidden = !fragment.has('verify')
element('new-password').hidden = !fragment.has('new-password')
secondFactor = fragment.get('second_factor') ?? undefined
element('code').hidden = secondFactor === undefined

for (const [id, act] of Object.entries(actions)) {
  const form = element(id)
  form.addEventListener(form.tagName === 'FORM' ? 'submit' : 'click', async (event) => {
    event.preventDefault()
    show('said', '…')
    const input = form.tagName === 'FORM' ? Object.fromEntries(new FormData(form)) : {}
    try {
      await act(input)
      if (act !== setUpSecondFactor) await whoAmI()
      show('said', `${id}: done`)
    } catch (error) {
      show('said', `${id}: ${error.message}`)
    }
  })
}

function element(id) {
  return document.getElementById(id)
}

function show(id, text) {
  element(id).textContent = text
}

if (fragment.has('error')) show('said', `provider: ${fragment.get('error')}`)
if (fragment.has('linked')) show('said', `linked: ${fragment.get('linked')}`)
await whoAmI()
