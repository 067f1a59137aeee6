/**
 * English words by their stem, for search (KB-01): `refunds`, `refunded` and `refunding` are one. Light on purpose: a stem need
 * not be a word, and taking too much off makes different questions alike.
 */
export const stemOf = (word: string): string => {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return irregular[word] ?? word
  const known = irregular[word]
  if (known) return known
  let stem = word
  if (/(ss|x|z|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1)
  for (const ending of endings) {
    if (!stem.endsWith(ending)) continue
    const rest = stem.slice(0, -ending.length)
    if (rest.length < 3 || !/[aeiouy]/.test(rest)) continue
    stem = /([bdfgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest
    break
  }
  return stem.length > 3 ? stem.replace(/e$/, '').replace(/y$/, 'i').replace(/ll$/, 'l') : stem
}

const endings = ['ingly', 'edly', 'ments', 'ment', 'ing', 'able', 'ed', 'er', 'ly']
const irregular: Readonly<Record<string, string>> = {
  sent: 'send',
  paid: 'pay',
  bought: 'buy',
  broke: 'break',
  broken: 'break',
  came: 'come',
  got: 'get',
  gotten: 'get',
  lost: 'lose',
  shrunk: 'shrink',
  shrank: 'shrink',
  torn: 'tear',
  tore: 'tear',
  worn: 'wear',
  took: 'take',
  taken: 'take',
  went: 'go',
  gone: 'go',
  made: 'make',
  kept: 'keep',
  cheaper: 'cheap',
  bigger: 'big',
  smaller: 'small',
  larger: 'larg',
}

/** Words that stand in every question and tell nothing of it. */
export const emptyWords: ReadonlySet<string> = new Set(
  'a an the is are am was were be been being do does did done have has had i me my you your we us our he she it its they them their this that these those there here of to in on at by for from with and or but if then so as not no can could will would shall should may might must what which who how when where why please hi hello hey thanks thank just also very any some all about up out get got im ive id ill dont doesnt didnt cant isnt arent s t m re ve ll d'.split(
    ' ',
  ),
)
