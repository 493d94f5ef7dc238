import { defineConfig, devices } from '@playwright/test'

/** Debian's Chromium without its windows. Playwright's own download is of that kind too, and not needed. */
const executablePath = process.env.KEYPLANE_TEST_CHROMIUM ?? '/usr/bin/chromium-headless-shell'

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // On a loaded machine a page takes its time; a test that hangs is still found.
  timeout: 120_000,
  // One that passes the second time is listed as flaky: a shared machine may stand still for longer than a page waits.
  retries: 1,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'on-first-retry',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A host that is not localhost, and still this machine.
        // With a build in the binary's place, Chromium takes the page for one from elsewhere.
        '--disable-features=LocalNetworkAccessChecks',
        '--host-resolver-rules=MAP insecure.test 127.0.0.1',
      ],
    },
  },
})
