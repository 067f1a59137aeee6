import type { Concern, ConcernCategory } from './concerns.rules.ts'

const concern = (
  key: string,
  zh: [worry: string, statement: string, terms: string[]],
  en: [worry: string, statement: string, terms: string[]],
): Concern => ({
  key,
  worry: { zh: zh[0], en: en[0] },
  statement: { zh: zh[1], en: en[1] },
  terms: { zh: zh[2], en: en[2] },
})

/** What buyers of these goods usually worry about, and what a shop that changes nothing says to it. Every sentence promises only what can be checked; a slot is filled by the agent. */
export const shippedConcerns: readonly ConcernCategory[] = [
  {
    key: 'food',
    name: { zh: '食品、水产', en: 'Food and seafood' },
    matches: [
      '食品',
      '水产',
      '海鲜',
      '生鲜',
      '零食',
      '水果',
      '茶叶',
      '虾',
      '蟹',
      '鱼',
      '肉',
      '糕',
      'food',
      'seafood',
      'snack',
      'fruit',
      'tea leaves',
    ],
    concerns: [
      concern(
        'food.transport',
        [
          '路上会不会变质',
          '路上用{什么包装}保鲜，从发货到收到一般{几}天；收到变质请当面拍照，我们负责。',
          ['保鲜/冷链/冰袋/保温/真空', '变质/坏了/化冻/不新鲜'],
        ],
        [
          'Will it spoil on the way',
          'It travels in {packing} to stay fresh, usually {days} days; if it arrives spoiled, send a photo and we take care of it.',
          ['fresh/cold chain/ice pack/vacuum', 'spoil'],
        ],
      ),
      concern(
        'food.hygiene',
        [
          '卫生有没有保障',
          '生产许可和检验信息在详情页，生产日期是{生产日期}，保质期{多久}。',
          ['生产日期/保质期', '许可/检验/检测/资质'],
        ],
        [
          'Is it hygienic',
          'Licence and inspection are shown on the page; made on {date}, best within {shelf}.',
          ['made on/production date/best within/shelf life', 'licence/license/inspection/certificate'],
        ],
      ),
      concern(
        'food.taste',
        [
          '口感怎么样',
          '口味是{什么味}，每个人喜好不同，第一次建议先拍小份尝。',
          ['口味/口感/味道', '小份/试吃/先尝/尝'],
        ],
        [
          'How does it taste',
          'It tastes {taste}; tastes differ, so try the small pack first.',
          ['taste', 'small pack/sample/try'],
        ],
      ),
    ],
  },
  {
    key: 'clothing',
    name: { zh: '服装鞋帽', en: 'Clothing and shoes' },
    matches: [
      '服装',
      '服饰',
      '女装',
      '男装',
      '童装',
      '裙',
      '衣',
      '衫',
      '裤',
      '外套',
      '毛衣',
      '内衣',
      '鞋',
      'clothing',
      'dress',
      'shirt',
      'coat',
      'trousers',
      'jeans',
      'shoe',
    ],
    concerns: [
      concern(
        'clothing.as_described',
        [
          '和描述有没有差距',
          '图片是实物拍的，光线和屏幕会有一点色差；以收到的实物为准，不符可以退。',
          ['实物/实拍', '色差'],
        ],
        [
          'Will it look as described',
          'The photos show the real item; light and screens shift colours a little. If it is not as described you can return it.',
          ['real item/real photo', 'colour/color'],
        ],
      ),
      concern(
        'clothing.quality',
        ['质量好不好', '面料是{什么面料}，发货前逐件检查线头和走线。', ['面料/材质/成分', '检查/质检']],
        [
          'Is the quality good',
          'The fabric is {fabric}; every piece is checked before it leaves.',
          ['fabric/material', 'checked/inspect'],
        ],
      ),
      concern(
        'clothing.size',
        [
          '尺寸合不合适',
          '尺码按详情页的表，手工测量有 1 到 2 厘米误差；告诉我身高体重，我帮您选。',
          ['尺码/尺寸', '误差/身高/体重/偏大/偏小'],
        ],
        [
          'Will it fit',
          'Sizes follow the table, give or take 1 to 2 cm by hand; tell me your height and weight and I will choose with you.',
          ['size', 'height/cm/runs large/runs small'],
        ],
      ),
    ],
  },
  {
    key: 'electronics',
    name: { zh: '数码电器', en: 'Electronics' },
    matches: [
      '数码',
      '电器',
      '家电',
      '手机',
      '电脑',
      '耳机',
      '充电',
      '灯具',
      '灯',
      'electronics',
      'phone',
      'laptop',
      'headphone',
      'charger',
      'lamp',
    ],
    concerns: [
      concern(
        'electronics.genuine',
        [
          '是不是正品、新机',
          '是{品牌}的全新未拆封，可以按机身编号在官网查。',
          ['全新/未拆', '官网/官方/序列号/编号/发票'],
        ],
        [
          'Is it genuine and new',
          'It is new and sealed from {brand}; you can check its serial number with the maker.',
          ['new/sealed', 'serial/maker/invoice'],
        ],
      ),
      concern(
        'electronics.warranty',
        [
          '坏了怎么办',
          '保修{多久}，从签收那天算；坏了先找我，我来联系。',
          ['保修/质保/三包', '签收/收到/找我'],
        ],
        [
          'What if it breaks',
          'The warranty is {warranty} from delivery; write to me first and I will arrange it.',
          ['warranty/guarantee', 'write to me/contact me/delivery'],
        ],
      ),
      concern(
        'electronics.fits',
        [
          '我这边能不能用',
          '适用{哪些型号}；接口和电压是{接口和电压}，不确定把型号发我看。',
          ['适用/兼容/支持', '型号/接口/电压'],
        ],
        [
          'Will it work with mine',
          'It works with {models}; connector and voltage are {spec}. Unsure? Send me your model.',
          ['work/compatible/fit', 'model/connector/voltage'],
        ],
      ),
    ],
  },
  {
    key: 'cosmetics',
    name: { zh: '美妆护肤', en: 'Cosmetics' },
    matches: [
      '美妆',
      '护肤',
      '化妆',
      '彩妆',
      '面膜',
      '口红',
      '精华',
      '洗护',
      'cosmetic',
      'skincare',
      'makeup',
      'lipstick',
      'serum',
    ],
    concerns: [
      concern(
        'cosmetics.allergy',
        ['会不会过敏', '成分表在详情页，敏感肌请先在耳后试 24 小时，不适就停用。', ['成分', '试/耳后/敏感']],
        [
          'Will I react to it',
          'The ingredients are listed on the page; with sensitive skin test behind the ear for 24 hours and stop if it irritates.',
          ['ingredient', 'test/sensitive'],
        ],
      ),
      concern(
        'cosmetics.genuine',
        ['是不是正品', '备案号和批号印在包装上，可以在药监局网站查。', ['备案/批号/防伪', '查/验']],
        [
          'Is it genuine',
          'Registration and batch number are on the pack and can be looked up.',
          ['registration/batch', 'look'],
        ],
      ),
      concern(
        'cosmetics.date',
        [
          '日期新不新鲜',
          '这一批限用到{哪天}，开封后请在{多久}内用完。',
          ['限用/有效期/保质期/生产日期', '开封'],
        ],
        [
          'How fresh is it',
          'This batch is good until {expiry}; use within {open} after opening.',
          ['until/expiry/best before', 'opening/opened'],
        ],
      ),
    ],
  },
  {
    key: 'home',
    name: { zh: '家居器皿', en: 'Home and tableware' },
    matches: [
      '家居',
      '器皿',
      '茶具',
      '餐具',
      '家纺',
      '茶壶',
      '杯',
      '盘',
      '碗',
      '毯',
      '瓷',
      '玻璃',
      'tableware',
      'teapot',
      'cup',
      'plate',
      'bowl',
      'throw',
      'ceramic',
      'glass',
    ],
    concerns: [
      concern(
        'home.breakage',
        [
          '路上会不会碎',
          '易碎的逐件防震包好，收到先看外箱；碎了拍照给我，补寄或退款由您选。',
          ['防震/气泡/泡沫/包好', '碎/破损'],
        ],
        [
          'Will it break on the way',
          'Fragile pieces are padded one by one; if one arrives broken, send a photo and choose a replacement or refund.',
          ['padded/bubble/packed', 'broken/breaks/damage'],
        ],
      ),
      concern(
        'home.handmade',
        [
          '实物和图有没有差别',
          '手工件每件颜色纹理略有不同，尺寸以详情页为准。',
          ['手工/每件/色差/纹理', '尺寸/颜色'],
        ],
        [
          'Does it look like the picture',
          'Handmade pieces differ a little in colour and grain; sizes are as on the page.',
          ['handmade/differ', 'colour/color/size'],
        ],
      ),
      concern(
        'home.safe',
        [
          '材质安不安全',
          '材质是{什么材质}，接触食物的部分{是否食品级}。',
          ['材质/釉/304/食品级', '食品级/接触/检测/不含'],
        ],
        [
          'Is the material safe',
          'It is made of {material}; where it touches food it is {safety}.',
          ['made of/material', 'food'],
        ],
      ),
    ],
  },
]
