import type { Random } from '../generate/random.ts'
import { heldOutQuestions } from './held-out.ts'
import { chineseArticles, englishArticles, productArticles } from './shop-articles.ts'

export interface BenchArticle {
  /** The place in the list. */
  key: number
  language: 'zh' | 'en'
  section: 'industry' | 'product' | 'use' | 'faq'
  title: string
  questions: string[]
  answer: string
  body: string
  /** What product it is about; null: the shop as a whole. */
  product: string | null
  names: string[]
}
export interface BenchQuestion {
  text: string
  /** The article that answers. */
  key: number
  product: string | null
}

/**
 * The shop's own articles with questions asked in other words: `tuned`, all of which were seen while the search was made, and
 * `heldOut`, which were not.
 */
export const shopKnowledge = () => {
  const articles: BenchArticle[] = []
  const questions: BenchQuestion[] = []
  const ask = (key: number, product: string | null, asked: readonly string[]) =>
    asked.forEach((text) => questions.push({ text, key, product }))
  for (const [language, lines] of [
    ['zh', chineseArticles],
    ['en', englishArticles],
  ] as const)
    for (const line of lines.trim().split('\n')) {
      const [title = '', phrasings = '', answer = '', body = '', ...asked] = line.split('|')
      const key = articles.length
      articles.push({
        key,
        language,
        section: 'faq',
        title,
        questions: phrasings.split('/'),
        answer,
        body,
        product: null,
        names: [],
      })
      ask(key, null, asked)
    }
  for (const { name, also, facts } of productArticles)
    for (const line of facts.split('\n')) {
      const [aspect = '', answer = '', ...asked] = line.split('|')
      const key = articles.length
      articles.push(about(key, name, also, aspect, answer))
      ask(key, name, asked)
    }
  return { articles, tuned: questions, heldOut: heldOutOf(articles) }
}

const heldOutOf = (articles: readonly BenchArticle[]): BenchQuestion[] => {
  const byTitle = new Map(articles.map((article) => [article.title, article]))
  return heldOutQuestions
    .trim()
    .split('\n')
    .map((line) => {
      const [title = '', text = ''] = line.split('|')
      const article = byTitle.get(title)
      if (!article) throw new Error(`no article is called ${title}`)
      return { text, key: article.key, product: article.product }
    })
}

const about = (key: number, name: string, also: string, aspect: string, answer: string): BenchArticle => ({
  key,
  language: 'zh',
  section: 'use',
  title: `${name}：${aspect}`,
  questions: [`${also}${aspect}`],
  answer,
  body: `关于${name}，${answer}如果还有不清楚的，把照片发来我们看看。`,
  product: name,
  names: [name],
})

const things =
  '沙发 地毯 书架 花瓶 铁锅 雨伞 背包 风扇 加湿器 鞋柜 餐盘 床单 拖鞋 挂钟 衣架 香薰 抱枕 浴巾 筷子 砧板 水壶 保鲜盒 收纳箱 瑜伽垫 钱包 帽子 围巾 手套 雨靴 相框 镜子 凳子 蜡烛 手电筒 暖手宝 空气炸锅 电饭煲 榨汁机 吸尘器 电吹风'.split(
    ' ',
  )
const looks =
  '复古 北欧 轻奢 日式 简约 田园 加厚 迷你 便携 折叠 家用 儿童 情侣 商务 户外 旅行 磨砂 透明 木质 竹编 陶瓷 玻璃 纯棉 真丝 羊绒 牛皮 帆布 硅胶 不锈钢 碳钢'.split(
    ' ',
  )
const colours = '米白 墨绿 藏青 酒红 浅灰 姜黄 雾蓝 豆沙 奶茶 象牙 黛紫 石墨'.split(' ')

/** Articles that look much like the shop's own, about other things: the same aspects, the same sentences. */
export const likeArticles = (random: Random, count: number, from: number): BenchArticle[] => {
  const facts = productArticles.flatMap((one) => one.facts.split('\n').map((line) => line.split('|')))
  return Array.from({ length: count }, (_, i) => {
    const [aspect = '', answer = ''] = random.pick(facts)
    const thing = random.pick(things)
    const name = `${random.pick(colours)}${random.pick(looks)}${thing}${random.whole(900) + 100}型`
    return about(
      from + i,
      name,
      thing,
      aspect,
      `${answer}${random.pick(['', '以实物为准。', '请放心使用。'])}`,
    )
  })
}
