import type { Gateway } from '../../graphql/generated/graphql'

/** What the screen says of a gateway; what is more is in its page of the documentation. */
export interface GatewayWords {
  label: string
  /** The oldest version that takes the configuration. */
  since: string
  /** The file's name, of the project's slug and the API's name. */
  filename: (slug: string, api: string) => string
  /** Where the file goes. */
  place: string
  /** How it is checked and taken over. */
  commands: (filename: string) => string
  /** What clients get while Keyplane does not answer. */
  closed: string
  /** Its page, in the sources. */
  page: string
}

/** Every gateway, in the order of the tabs. */
export const GATEWAYS: Record<Gateway, GatewayWords> = {
  NGINX: {
    label: 'nginx',
    since: 'nginx 1.18 or later',
    filename: (slug, api) => `${slug}_${api}.conf`,
    place: 'Into http { }: most packages include /etc/nginx/conf.d/*.conf there. Put your address and certificate in place of listen 80.',
    commands: () => 'nginx -t && nginx -s reload',
    closed: '500',
    page: 'docs/gateways/nginx.md',
  },
  CADDY: {
    label: 'Caddy',
    since: 'Caddy 2.6 or later',
    filename: () => 'Caddyfile',
    place: 'Into the Caddyfile, as a site. With a host name in place of :80, Caddy gets a certificate by itself.',
    commands: (filename) => `caddy validate --config ${filename} && caddy reload --config ${filename}`,
    closed: '502',
    page: 'docs/gateways/caddy.md',
  },
  TRAEFIK: {
    label: 'Traefik',
    since: 'Traefik 3.7 or later',
    filename: (slug, api) => `${slug}_${api}.yaml`,
    place: 'Into a file of the file provider, for an entry point called web.',
    commands: (filename) => `traefik --entryPoints.web.address=:80 --providers.file.filename=${filename}`,
    closed: '500',
    page: 'docs/gateways/traefik.md',
  },
  ENVOY: {
    label: 'Envoy',
    since: 'Envoy 1.38 or later',
    filename: (slug, api) => `${slug}_${api}.yaml`,
    place: 'It is a whole bootstrap configuration. In a larger one, take the filters, the line that drops the token, and the two clusters.',
    commands: (filename) => `envoy --mode validate -c ${filename} && envoy -c ${filename}`,
    closed: '503',
    page: 'docs/gateways/envoy.md',
  },
}

/** The gateways in the order of their tabs. */
export const GATEWAY_ORDER: readonly Gateway[] = ['NGINX', 'CADDY', 'TRAEFIK', 'ENVOY']
