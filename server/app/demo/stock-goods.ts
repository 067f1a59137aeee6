import type { PackingFlag } from '#contract/products/kinds.ts'
import { checkDigit } from '#nouns/products/index.ts'
import type { CreatedShop } from '#nouns/staff/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { composeDesk } from '../desk.ts'
import { goods } from './cast.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>
interface Packing {
  zh: readonly [text: string, checks: readonly string[], materials: readonly string[]]
  en: readonly [text: string, checks: readonly string[], materials: readonly string[]]
  flags: readonly PackingFlag[]
}

const ware: Packing = {
  zh: [
    '先用棉纸裹住口沿，再裹三层气泡膜，装内盒，内外盒之间六面塞满。',
    ['口沿和流嘴没有崩', '盖子合得上', '摇一摇没有响声'],
    ['棉纸', '气泡膜', '双层纸箱'],
  ],
  en: [
    'Tissue around the rim, three turns of bubble wrap, an inner box, filled on all six sides.',
    ['Rim and spout are whole', 'The lid fits', 'Nothing rattles'],
    ['tissue paper', 'bubble wrap', 'double box'],
  ],
  flags: ['fragile', 'this_way_up'],
}
const cloth: Packing = {
  zh: ['叠好装防潮袋，抽掉空气，再装快递袋。', ['颜色和单子一样', '没有线头和污点'], ['防潮袋', '快递袋']],
  en: [
    'Folded into a damp-proof bag without air, then a mailing bag.',
    ['Colour as ordered', 'No loose threads or stains'],
    ['damp-proof bag', 'mailing bag'],
  ],
  flags: ['keep_dry'],
}
const wood: Packing = {
  zh: ['四角包护角，螺丝包另袋贴在板背面。', ['四颗螺丝、四个膨胀管', '板面没有磕痕'], ['护角', '五层纸箱']],
  en: [
    'Corner guards, the bag of screws taped to the back of the board.',
    ['Four screws, four plugs', 'No dents'],
    ['corner guards', 'five-layer box'],
  ],
  flags: ['heavy'],
}

/** In the order of `goods`; null: nobody has written it yet, so that "fill these first" has something to say. */
const packings: readonly (Packing | null)[] = [ware, cloth, null, ware, ware, null, cloth, null, wood]

/**
 * Codes, prices and packing standards of the demo's goods, set by hand as its owner would. What the overseas store sells is a
 * product of its own there; it has the price and the packing, but no code yet.
 */
export const stockGoods = async (
  past: ComposedDesk,
  shop: CreatedShop,
  owner: MemberCaller,
): Promise<void> => {
  const { desk, parts } = past.catalogue
  const { rows } = await desk.listById(owner, { limit: 200 }, null)
  for (const row of rows) {
    const index = goods.findIndex(({ zh, en }) => row.name.startsWith(zh) || row.name.startsWith(en))
    const good = goods[index]
    if (!good) continue
    const amount = { minor: good.price, currency: 'CNY' }
    let product = await parts.addPrice(owner, row.id, { kind: 'list', amount })
    const [sku] = product.skus
    if (sku && row.name.startsWith(good.zh))
      product = await parts.changeSku(owner, row.id, sku.id, {
        code: `BM-${101 + index}`,
        barcodes: [barcodeOf(index)],
        version: product.version,
      })
    const packing = packings[index]
    if (!packing) continue
    const [text, checks, materials] = packing[shop.language]
    await parts.setPackaging(owner, row.id, {
      text,
      checks: [...checks],
      materials: [...materials],
      flags: [...packing.flags],
      version: product.version,
    })
  }
}

/** EAN-13 under 690–699 (China) with its check digit; made up. */
const barcodeOf = (index: number): string => {
  const digits = `69000000${String(1010 + index)}`
  return `${digits}${checkDigit(digits)}`
}
