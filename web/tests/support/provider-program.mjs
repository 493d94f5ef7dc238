// @ts-nocheck -- Node runs it as it is, with a Date of its own
/**
 * A real OpenID Provider, as a program of its own. It reads its settings from `PROVIDER_SETTINGS` and
 * prints its issuer once it listens. Its people are those who type a name into its login form; a group
 * is part of the name: `anna+platform`.
 */
import { createServer } from 'node:http'

/**
 * @type {{
 *   clientId: string,
 *   clientSecret: string,
 *   redirectUris: string[],
 *   postLogoutRedirectUris: string[],
 *   clockAhead: number, how far its clock is ahead, in seconds
 *   delay: number, how long it takes for an answer to the server, in milliseconds
 *   port: number,
 * }}
 */
const settings = JSON.parse(process.env.PROVIDER_SETTINGS ?? '{}')
const RealDate = Date
// The library asks both.
globalThis.Date = class extends RealDate {
    constructor(...args) {
        super(...(args.length === 0 ? [Date.now()] : args))
    }

    static now() {
        return RealDate.now() + settings.clockAhead * 1000
    }
}

// After the clock is set.
const { Provider } = await import('oidc-provider')

const server = createServer()
await new Promise((done) => server.listen(settings.port, '127.0.0.1', done))
const { port } = server.address()
const issuer = `http://127.0.0.1:${port}`

const provider = new Provider(issuer, {
    clients: [
        {
            client_id: settings.clientId,
            client_secret: settings.clientSecret,
            redirect_uris: settings.redirectUris,
            post_logout_redirect_uris: settings.postLogoutRedirectUris,
            grant_types: ['authorization_code'],
            response_types: ['code'],
            // Without it the ID token tells the time of the sign-in only if it is asked to.
            require_auth_time: true,
        },
    ],
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    // The server reads the ID token alone.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    findAccount: (_, id) => {
        const [name = '', ...groups] = id.split('+')
        const given = name.charAt(0).toUpperCase() + name.slice(1)
        return {
            accountId: id,
            claims: () => ({
                sub: id,
                name: `${given} Example`,
                groups,
                email: `${name}@example.com`,
                email_verified: true,
            }),
        }
    },
    // Nobody is asked to consent to the company's own portal.
    loadExistingGrant: async ({ oidc }) => {
        const { client, session, provider } = oidc
        if (!client || session?.accountId === undefined) return undefined
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
        grant.addOIDCScope('openid profile email')
        await grant.save()
        return grant
    },
})

const answer = provider.callback()
server.on('request', (request, response) => {
    const isOfServer = /^\/(token|jwks|\.well-known)/.test(request.url ?? '')
    setTimeout(() => void answer(request, response), isOfServer ? settings.delay : 0)
})
process.stdout.write(`listening ${issuer}\n`)
