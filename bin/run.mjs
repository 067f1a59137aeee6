// node bin/run.mjs FILE.ts args…        runs a file of ours on Node 24
// node bin/run.mjs npm:PACKAGE args…    runs the program of an installed npm package on Node 24
import { fail, packageProgram, runOnNode } from './pick-node.mjs'

const [target, ...args] = process.argv.slice(2)

try {
  if (!target)
    throw new Error('Say what to run: node bin/run.mjs FILE.ts … or node bin/run.mjs npm:PACKAGE …')
  runOnNode([target.startsWith('npm:') ? packageProgram(target.slice(4)) : target, ...args])
} catch (error) {
  fail(error.message)
}
