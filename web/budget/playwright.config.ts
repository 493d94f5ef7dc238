import base from '../playwright.config'

/** Measurements, one after the other: `just portal-budget`. */
export default {
  ...base,
  testDir: '.',
  outputDir: '../test-results/budget',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  reporter: [['list']],
}
