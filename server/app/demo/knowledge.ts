import type { Mark, Section } from '#contract/knowledge/kinds.ts'

interface Said {
  title: string
  answer: string
  questions: string[]
  body?: string
}
interface DemoArticle {
  /** Which of the goods it is about; none: the shop. */
  good: number | null
  section: Section
  mark?: Mark
  isPublic?: boolean
  zh: Said
  en: Said
}

/** What the demo shop knows of its goods and ways, in both languages; `good` counts in the cast's list of goods. */
export const articles: readonly DemoArticle[] = [
  {
    good: 0,
    section: 'use',
    isPublic: true,
    zh: {
      title: '新茶壶怎么开壶',
      answer: '{hail}，清水煮十分钟，自然晾干，就可以泡茶了，不用洗洁精。',
      questions: ['新壶要不要煮', '第一次用怎么弄', '开壶'],
      body: '1. 冷水下锅，小火煮十分钟\n2. 熄火等水凉\n3. 取出晾干，别擦',
    },
    en: {
      title: 'Before the first tea',
      answer: '{hail}, simmer it in clear water for ten minutes and let it dry; no soap.',
      questions: ['How do I prepare a new teapot', 'Do I have to boil it first'],
    },
  },
  {
    good: 0,
    section: 'use',
    mark: 'wrong_use',
    isPublic: true,
    zh: {
      title: '茶壶直接上火会怎样',
      answer: '{hail}，壶底受热不匀会裂，裂了不在包换的范围里。要热水，请用水壶烧好再倒。',
      questions: ['茶壶能放电磁炉吗', '能直接烧水吗', '明火加热'],
    },
    en: {
      title: 'The teapot on a stove',
      answer:
        '{hail}, the bottom heats unevenly and cracks, and that is not covered. Please heat the water in a kettle.',
      questions: ['Can it go on the stove', 'Can I boil water in it'],
    },
  },
  {
    good: 0,
    section: 'faq',
    zh: {
      title: '茶壶能泡几个人的',
      answer: '{hail}，四个人喝刚好，一壶约 320 毫升。',
      questions: ['够几个人喝', '茶壶多大', '多少毫升'],
    },
    en: {
      title: 'How many cups the teapot gives',
      answer: '{hail}, four small cups, about 320 ml.',
      questions: ['How big is the teapot', 'For how many people'],
    },
  },
  {
    good: 1,
    section: 'use',
    isPublic: true,
    zh: {
      title: '棉麻桌旗会缩水吗',
      answer: '{hail}，第一次下水缩 3% 左右，两米的会短六厘米。请用冷水手洗，铺平晾干。',
      questions: ['桌旗缩水多少', '桌旗怎么洗', '能机洗吗'],
    },
    en: {
      title: 'Does the linen runner shrink',
      answer:
        '{hail}, about 3% at the first wash, six centimetres of two metres. Please wash it cold by hand and dry it flat.',
      questions: ['How much does it shrink', 'How do I wash the runner'],
    },
  },
  {
    good: 2,
    section: 'use',
    isPublic: true,
    zh: {
      title: '竹柄会不会发霉',
      answer: '{hail}，用完冲净、挂起来晾干就不会；别泡在水里过夜。',
      questions: ['漏勺发霉', '竹子泡水', '竹柄怎么保养'],
    },
    en: {
      title: 'Will the bamboo handle go mouldy',
      answer: '{hail}, not if you rinse it and hang it up to dry; do not leave it in water overnight.',
      questions: ['Bamboo in water', 'How do I care for the strainer'],
    },
  },
  {
    good: 3,
    section: 'faq',
    isPublic: true,
    zh: {
      title: '餐盘能进洗碗机和微波炉吗',
      answer: '{hail}，都可以，只是别骤冷骤热：刚出微波炉不要马上过冷水。',
      questions: ['能放微波炉吗', '洗碗机能洗吗', '盘子能加热吗'],
    },
    en: {
      title: 'Dishwasher and microwave for the plates',
      answer: '{hail}, both are fine; only avoid sudden cold right after the microwave.',
      questions: ['Dishwasher-safe?', 'Can they be heated'],
    },
  },
  {
    good: 4,
    section: 'product',
    zh: {
      title: '公道杯上的灰点是瑕疵吗',
      answer: '{hail}，不是瑕疵：柴烧时落灰成釉，每一只都不一样。',
      questions: ['有黑点', '颜色不匀', '和图片不一样'],
    },
    en: {
      title: 'The grey specks on the sharing cup',
      answer: '{hail}, they are no flaw: ash melts into glaze in the wood kiln, and no two cups are alike.',
      questions: ['It has dark spots', 'Not like the picture'],
    },
  },
  {
    good: 6,
    section: 'faq',
    isPublic: true,
    zh: {
      title: '盖毯起球吗',
      answer: '{hail}，精梳棉不容易起球，洗过几十次也平整；请装洗衣袋，别和毛巾一起洗。',
      questions: ['会不会起球', '毯子掉毛吗', '起毛'],
    },
    en: {
      title: 'Does the throw pill',
      answer:
        '{hail}, hardly: combed cotton stays even after dozens of washes. Please use a bag and wash it without towels.',
      questions: ['Will it pill', 'Does it shed'],
    },
  },
  {
    good: 6,
    section: 'product',
    mark: 'trial',
    zh: {
      title: '盖毯铺沙发用了一个月',
      answer: '{hail}，我自己铺沙发用了一个月，没有掉毛，猫抓过有两根小线头。',
      questions: ['你们自己用过吗'],
    },
    en: {
      title: 'A month with the throw on the sofa',
      answer: '{hail}, I had it on my own sofa for a month: no fluff, and two pulled threads from the cat.',
      questions: ['Have you tried it'],
    },
  },
  {
    good: 8,
    section: 'use',
    isPublic: true,
    zh: {
      title: '壁挂架石膏板墙能挂吗',
      answer: '{hail}，能。随架有石膏板用的膨胀管，最多放 12 公斤。',
      questions: ['空心墙能装吗', '承重多少', '能放多重的书'],
    },
    en: {
      title: 'The shelf on plasterboard',
      answer: '{hail}, yes: anchors for plasterboard come with it, and it carries up to 12 kg.',
      questions: ['Hollow walls', 'How much does it carry'],
    },
  },
  {
    good: null,
    section: 'faq',
    isPublic: true,
    zh: {
      title: '路上碎了怎么办',
      answer: '{hail}，拍一张照片给我们就行，碎片不用寄回，当天补发新的。',
      questions: ['收到是碎的', '破损怎么赔', '少了一个'],
    },
    en: {
      title: 'If it arrives broken',
      answer: '{hail}, one photo is enough: nothing to send back, and a new one leaves the same day.',
      questions: ['It came broken', 'A piece is missing'],
    },
  },
  {
    good: null,
    section: 'industry',
    zh: {
      title: '柴烧、汝窑、青瓷怎么分',
      answer: '',
      questions: ['什么是柴烧'],
      body: '- **柴烧**：木柴烧，落灰成釉，每只不同\n- **汝窑**：天青釉，开片\n- **青瓷**：还原焰烧出的青色',
    },
    en: {
      title: 'Wood-fired, Ru and celadon',
      answer: '',
      questions: ['What is wood firing'],
      body: '- **Wood-fired**: ash becomes glaze, no two alike\n- **Ru**: sky-blue glaze with fine crackle\n- **Celadon**: green from a reducing fire',
    },
  },
]

interface DemoFact {
  good: number
  unit?: string
  zh: [key: string, value: string, source: string]
  en: [key: string, value: string, source: string]
}
export const facts: readonly DemoFact[] = [
  { good: 0, unit: 'ml', zh: ['容量', '320', '自己量的'], en: ['Capacity', '320', 'measured by us'] },
  { good: 0, zh: ['材质', '青瓷', '窑口证明'], en: ['Material', 'celadon', 'certificate of the kiln'] },
  {
    good: 1,
    zh: ['材质', '亚麻 55%，棉 45%', '质检报告'],
    en: ['Material', '55% linen, 45% cotton', 'lab report'],
  },
  { good: 1, unit: 'cm', zh: ['尺寸', '33 × 200', '吊牌'], en: ['Size', '33 × 200', 'label'] },
  { good: 2, unit: 'cm', zh: ['长度', '34', '自己量的'], en: ['Length', '34', 'measured by us'] },
  { good: 3, unit: 'cm', zh: ['直径', '21', '自己量的'], en: ['Diameter', '21', 'measured by us'] },
  { good: 4, unit: 'ml', zh: ['容量', '210', '自己量的'], en: ['Capacity', '210', 'measured by us'] },
  { good: 6, zh: ['材质', '精梳棉 100%', '质检报告'], en: ['Material', '100% combed cotton', 'lab report'] },
  { good: 6, unit: 'cm', zh: ['尺寸', '150 × 200', '吊牌'], en: ['Size', '150 × 200', 'label'] },
  { good: 8, unit: 'kg', zh: ['承重', '12', '厂家测试'], en: ['Load', '12', 'maker’s test'] },
]
