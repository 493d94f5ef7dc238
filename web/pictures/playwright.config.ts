import base from '../playwright.config'

/** The pictures of the README: `npm run pictures`. */
export default {
  ...base,
  testDir: '.',
  outputDir: '../test-results/pictures',
  workers: 1,
  retries: 0,
  reporter: [['list']],
}
