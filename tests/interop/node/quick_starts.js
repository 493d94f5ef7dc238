// Assembles programs of examples/quick-start as the portal does. Reads a list of
// { program, language, values } as JSON from stdin and prints the list of the programs.

import { readFileSync } from 'node:fs'

import { ENDINGS, adminProgram, clientProgram } from '../../../web/src/keys/samples/programs.js'

const ASSEMBLE = { client: clientProgram, 'admin-api': adminProgram }
const FOLDER = new URL('../../../examples/quick-start/', import.meta.url)

const programs = JSON.parse(readFileSync(0, 'utf8')).map(({ program, language, values }) => {
  const template = readFileSync(new URL(`${program}.${ENDINGS[language]}`, FOLDER), 'utf8')
  return ASSEMBLE[program](template, values)
})
console.log(JSON.stringify(programs))
