import { expect, test } from 'vitest'
import type { Said } from '../said.rules.ts'
import { claimsMade, evidenceOf } from './evidence.rules.ts'

const said = (author: Said['author'], text: string, id: string): Said => ({
  id,
  number: 1,
  author,
  automatic: null,
  text,
  at: '',
})

test('[ORD-10] an agent’s message with a fact of the product is a claim; a question or the buyer’s words are none', () => {
  const facts = [
    { key: '材质', value: '紫泥' },
    { key: '件数', value: '2' },
  ]
  expect(claimsMade([said('agent', '是紫泥的，2 件', 'm')], facts)).toEqual([
    { kind: 'claim', item: '材质', messageId: 'm' },
  ])
  expect(claimsMade([said('buyer', '是紫泥的', 'm'), said('agent', '您说的是紫泥吗？', 'n')], facts)).toEqual(
    [],
  )
})

test('[ORD-03][ORD-10] what was said and what was not goes to the order, each thing once; what does not apply does not', () => {
  const item = (name: string, key: string, state: 'said' | 'missing' | 'none', messageId: string | null) => ({
    item: name,
    key,
    state,
    messageId,
  })
  expect(
    evidenceOf({
      messages: [],
      claims: [],
      disclosure: [
        item('fee', 'fee', 'said', 'm'),
        item('carrier', 'carrier', 'missing', null),
        item('offer', 'offer', 'none', null),
        item('point', 'p1', 'said', 'm'),
        item('point', 'p2', 'missing', null),
      ],
      concerns: [
        {
          concerns: [
            { key: 'home.safe', state: 'said', messageId: 'm' },
            { key: 'home.breakage', state: 'open', messageId: null },
          ],
        },
        { concerns: [{ key: 'home.safe', state: 'said', messageId: 'm' }] },
      ],
    }),
  ).toEqual([
    { kind: 'disclosure', item: 'fee', messageId: 'm' },
    { kind: 'unsaid', item: 'carrier', messageId: null },
    { kind: 'point', item: 'p1', messageId: 'm' },
    { kind: 'unsaid', item: 'point:p2', messageId: null },
    { kind: 'concern', item: 'home.safe', messageId: 'm' },
  ])
})
