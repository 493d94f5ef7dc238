import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { compress } from './scripts/compress.ts'
import { documents } from './scripts/documents.ts'
import { files } from './scripts/files.ts'
import { mantineStyles } from './scripts/mantineStyles.ts'
import { preloads } from './scripts/preloads.ts'

const API = process.env.KEYPLANE_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/console/',
  plugins: [documents(), mantineStyles(), react(), files(), preloads(), compress()],
  build: {
    target: 'es2022',
    // The policy of the server forbids inline scripts and data: URLs of code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4096,
  },
  server: {
    // The code samples are programs of examples/.
    fs: { allow: ['.', '../examples/quick-start'] },
    // A running Keyplane answers the API; the development server stands before it.
    proxy: { '/graphql': API, '/p': API, '/console/server.json': API },
  },
})
