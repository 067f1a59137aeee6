import { describe, expect, test } from 'vitest'
import { contentDisposition, longestName, safeFileName } from './file-name.rules.ts'

const png = ['png'] as const
const jpg = ['jpg', 'jpeg'] as const
const txt = ['txt', 'csv', 'log', 'md'] as const

test.each([
  ['灯 照片 (1).PNG', png, '灯 照片 (1).png'],
  ['a.jpeg', jpg, 'a.jpeg'],
  ['a.jpg', png, 'a.jpg.png'],
  ['page.html', txt, 'page.html.txt'],
  ['orders.csv', txt, 'orders.csv'],
  ['no ending', png, 'no ending.png'],
  ['v1.2 final draft', txt, 'v1.2 final draft.txt'],
  ['../../etc/passwd', txt, 'passwd.txt'],
  ['C:\\Users\\me\\photo.png', png, 'photo.png'],
  ['/', png, 'file.png'],
  ['', png, 'file.png'],
  ['...', png, 'file.png'],
  ['.htaccess', txt, 'htaccess.txt'],
  [' . . ', png, 'file.png'],
  ['.png', png, 'png.png'],
  ['photo\u202egnp.exe', png, 'photognp.exe.png'],
  ['a\u0000b\r\nc\u200b.png', png, 'abc.png'],
  ['a<b>:"|?*.png', png, 'a_b______.png'],
  ['CON', txt, '_CON.txt'],
  ['con.txt', txt, '_con.txt'],
  ['Com1.tar.txt', txt, '_Com1.tar.txt'],
  ['lpt¹ .txt', txt, '_lpt¹.txt'],
  ['console.txt', txt, 'console.txt'],
  ['name.txt.', txt, 'name.txt'],
  ['a   b.txt', txt, 'a b.txt'],
  ['\ud800.png', png, '\ufffd.png'],
  ['e\u0301.png', png, '\u00e9.png'],
] as const)('%j is kept as %3$j', (given, endings, kept) => {
  expect(safeFileName(given, endings)).toBe(kept)
})

describe('long names', () => {
  test.each([
    ['x'.repeat(200_000)],
    ['灯'.repeat(500)],
    ['🪔'.repeat(300)],
    [' .'.repeat(100_000)],
    [`${'a'.repeat(118)}. .png`],
    ['.'.repeat(200_000) + 'x'],
  ])('are cut between characters', (given) => {
    const name = safeFileName(given, png)
    expect([...name].length).toBeLessThanOrEqual(longestName)
    expect(name).toMatch(/[^. ]\.png$/)
    expect(name.isWellFormed()).toBe(true)
  })

  test('keep their ending', () => {
    expect(safeFileName(`${'灯'.repeat(300)}.PNG`, png)).toBe(`${'灯'.repeat(longestName - 4)}.png`)
  })
})

test.each([
  ['plain.png', `inline; filename="plain.png"; filename*=UTF-8''plain.png`],
  ['灯"1\\2.png', `inline; filename="__1_2.png"; filename*=UTF-8''%E7%81%AF%221%5C2.png`],
  ["it's (1)*.png", `inline; filename="it's (1)*.png"; filename*=UTF-8''it%27s%20%281%29%2A.png`],
])('the header for %j', (name, header) => {
  expect(contentDisposition('inline', name)).toBe(header)
})
