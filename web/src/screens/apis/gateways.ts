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
    place:
      'Include the file in http { }; most packages include /etc/nginx/conf.d/*.conf there. Replace listen 80 with your address and certificate.',
    commands: () => 'nginx -t && nginx -s reload',
    closed: '500',
    page: 'docs/gateways/nginx.md',
  },
  CADDY: {
    label: 'Caddy',
    since: 'Caddy 2.6 or later',
    filename: () => 'Caddyfile',
    place:
      'Add it to the Caddyfile as a site. Replace :80 with a host name and Caddy obtains a certificate automatically.',
    commands: (filename) => `caddy validate --config ${filename} && caddy reload --config ${filename}`,
    closed: '502',
    page: 'docs/gateways/caddy.md',
  },
  TRAEFIK: {
    label: 'Traefik',
    since: 'Traefik 3.7 or later',
    filename: (slug, api) => `${slug}_${api}.yaml`,
    place: 'Save it as a file of the file provider, for an entry point named web.',
    commands: (filename) => `traefik --entryPoints.web.address=:80 --providers.file.filename=${filename}`,
    closed: '500',
    page: 'docs/gateways/traefik.md',
  },
  ENVOY: {
    label: 'Envoy',
    since: 'Envoy 1.38 or later',
    filename: (slug, api) => `${slug}_${api}.yaml`,
    place:
      'The file is a complete bootstrap configuration. For an existing one, copy the filters, the line that removes the token, and the two clusters.',
    commands: (filename) => `envoy --mode validate -c ${filename} && envoy -c ${filename}`,
    closed: '503',
    page: 'docs/gateways/envoy.md',
  },
}

/** The gateways in the order of their tabs. */
export const GATEWAY_ORDER: readonly Gateway[] = ['NGINX', 'CADDY', 'TRAEFIK', 'ENVOY']
