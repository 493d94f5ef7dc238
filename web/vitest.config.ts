import { defineConfig } from 'vitest/config'

// No plugins: what is tested here is logic. The screens' tests are Playwright's.
export default defineConfig({ test: { include: ['src/**/*.test.{ts,tsx}'] } })
