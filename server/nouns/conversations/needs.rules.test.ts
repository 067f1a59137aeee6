import { describe, expect, test } from 'vitest'
import { laneOf, languageOf, skillsOf } from './needs.rules.ts'

describe('[RTE-11] what a conversation needs is read from what is there', () => {
  test.each([
    ['灰色毯子起球吗', 'zh'],
    ['Does the grey blanket pill?', 'en'],
    ['这个 Muji 的有货吗', 'zh'],
    ['在', 'zh'],
    ['ok', 'en'],
    ['12345678', null],
    ['?', null],
    ['', null],
  ])('%s: %s', (text, language) => {
    expect(languageOf(text)).toBe(language)
  })
  test('a product line shows by its words, on the page or in the question, whatever their width and case', () => {
    const groups = [
      { name: '灯具', words: ['灯', 'Lamp'] },
      { name: '毯子', words: ['毯'] },
    ]
    expect(skillsOf(groups, ['暖光还是冷光的灯？', null])).toEqual(['灯具'])
    expect(skillsOf(groups, ['在吗', 'ＬＡＭＰ 02 · 毯子套装'])).toEqual(['灯具', '毯子'])
    expect(skillsOf(groups, ['在吗', null])).toEqual([])
  })
  test('[MEM-11] the VIP lane begins with so many orders; nought means that there is none', () => {
    expect([laneOf(4, 5), laneOf(5, 5), laneOf(100, 0)]).toEqual(['ordinary', 'vip', 'ordinary'])
  })
})
