import { writeFileSync } from 'node:fs'

import { test } from '@playwright/test'

/** Prints a table in Markdown, and keeps it as `table.md` beside the results of the test. */
export function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const table = [line(head), line(rule), ...rows.map(line), ''].join('\n')
  process.stdout.write(`\n${table}\n`)
  writeFileSync(test.info().outputPath('table.md'), table)
}
