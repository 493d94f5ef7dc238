import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig([
  globalIgnores(['dist', 'target', 'src/graphql/generated', 'test-results', 'screens', 'playwright-report']),
  {
    files: ['**/*.{ts,tsx}', 'src/**/*.js'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, reactHooks.configs.flat.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Event handlers may be async: their errors reach the window's handler like any other.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 300, skipComments: true }],
      // The server's log is for logs; nothing of a session belongs into the console.
      'no-console': 'error',
    },
  },
  {
    // Playwright's fixtures call what they are given `use`, and need not take any other.
    files: ['{budget,pictures,tests}/**'],
    rules: {
      'react-hooks/rules-of-hooks': 'off',
      'no-empty-pattern': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
])
