#!/usr/bin/env node
import { join } from 'node:path'
import { checkout, fail, runOnNode } from './pick-node.mjs'

try {
  runOnNode([join(checkout, 'server', 'app', 'main.ts'), ...process.argv.slice(2)])
} catch (error) {
  fail(error.message)
}
