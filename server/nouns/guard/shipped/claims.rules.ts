/** 夸大、极限词、功效 [ORD-04]: the words of exaggeration, of the advertising law (第九条), and of efficacy (第十六至十八条). */
import { shipped } from './entry.rules.ts'

const law = {
  zh: '广告法不许用绝对化的说法。',
  en: 'The advertising law forbids superlatives.',
}
const honest = { zh: '夸大了：说商品资料里有的。', en: 'That exaggerates: say what the product’s facts say.' }
const cures = {
  zh: '普通商品不能说治病和功效。',
  en: 'Goods that are no medicine must not claim to cure or to work like one.',
}
/** Of one's own range, or as a plain piece of advice. */
const plain = [
  '(您|你|亲|咱|我|我们|建议|还是|也)(们|)最好(先|是|再|把|能|别|不要|在|用|提前|避免|选|按|配|每|早|拍|放|留|量|和|给|等|不)',
  '最好(先|把|别|不要|提前|避免|量一下|问一下)',
  '(店里|本店|我们店|咱们店|这几款|这三款|这两款|这些|几款里|款里|款中|其中|当中|里面|中间|以上)(里|中|的|，|)…最',
  '最(近|后|终|迟|晚|早|多|少|初|快|慢|长|短|低温|高温|大码|小码|新消息|新进展|新情况|重要的是)',
  '最便宜的(快递|运费|方式|那|是哪)',
]

export const claims = [
  ...shipped('superlative', 'zh', [
    {
      id: 'best',
      words: [
        '[最(佳|优秀|优质|优|强|棒|好吃|好用|好看|好闻|好|便宜|低价|低|实惠|划算|先进|高级|高档|高端|高|顶级|安全|舒适|舒服|耐用|结实|畅销|受欢迎|热销|流行|火|专业|权威|时尚|正宗|纯正|环保|健康|大牌|奢侈|豪华|具性价比|有效|新科技|新技术|值|超值|完美|靠谱)](的|了|啦|哦|，|。|！|)',
      ],
      exceptions: plain,
      reason: law,
      better: '很受欢迎',
    },
    {
      id: 'first',
      words: [
        '[(全网|全国|全球|世界|中国|行业|业内|同行|销量|国内|亚洲|类目|全市|口碑|品质)(销量|排名|)(第一|NO1|NO.1|首家|独家|首创|首选|唯一|领先|领导者)]',
        '[(排名|销量|口碑|质量|品质)第一]',
        '[(独一无二|绝无仅有|史无前例|前无古人|万能|顶尖|极致|极品|极佳|顶级|至尊|巅峰|王牌|王者|之王|天花板)]',
        '[(国家级|世界级|宇宙级|国际级|国家领导人|中南海|特供|专供|驰名商标|国家免检|质量免检)]',
        '[(全网最|史上最|全球最|世界最|中国最)]',
      ],
      exceptions: [
        '第一(次|时间|天|步|位|批|件|个|单|遍|款|张|行|层|排|印象|反应|眼|条|种|封|周|年|月|手|是)',
        '(唯一|独家)(的)(区别|不同|问题|缺点|要求)',
        '(不是|算不上|称不上)',
      ],
      reason: law,
      better: '很多买家喜欢',
    },
  ]),
  ...shipped('superlative', 'en', [
    {
      id: 'best',
      words: [
        '[(the best|the cheapest|the strongest|the safest|the finest|the most popular|the most advanced|the highest quality|the lowest price|best in the world|world-class|unbeatable|unrivalled|number one|no.1|no. 1)]',
      ],
      exceptions: [
        'the best (way|time|thing|choice for|moment|size|option|would)',
        'best (wishes|regards)',
        '(do|did|doing|try|trying) (my|our|the) best',
        'of (these|the two|the three|our|ours)',
        '(order|item|line) (number one|no.1|no. 1)',
      ],
      reason: law,
      better: 'a popular',
    },
  ]),
  ...shipped('exaggeration', 'zh', [
    {
      id: 'never_fails',
      words: [
        '[(永不|永远不|绝不|从不)](褪色|变形|起球|生锈|磨损|掉色|坏|断|漏|过时|开裂|掉毛|缩水)',
        '[(一点都不|完全不|根本不|百分百不|100%不)](起球|褪色|掉色|变形|漏水|掉毛|缩水|刺激|伤手|有味|皱|生锈)',
        '[(零差评|零投诉|没有差评|没有一个差评|无一差评|全是好评|100%好评|百分百好评|从来没人退)]',
        '[(秒杀|吊打|碾压|完爆|甩)](同行|全网|大牌|专柜|其他家|别家|所有|市面)',
        '[(用不坏|摔不坏|用一辈子|传家|一辈子不坏|怎么用都不坏|怎么洗都不)]',
        '[(抢疯了|卖疯了|卖爆了|手慢无|错过等一年|再不买就没了|买到就是赚到|赚翻了)]',
        '[(人人都|所有人都|每个人都|谁用谁|用过的都)](说好|喜欢|满意|夸|回购)',
        '(跟|和|与)(专柜|大牌|正品|官网)[(一模一样|完全一样|没区别)]',
        '[(百分之百|100%|百分百)](正品|纯天然|满意|好评|不含|无害|防水|有效)',
        '[(纯天然无添加|零添加|无任何添加|绝对环保|零甲醛|绝对安全|无毒无害)]',
      ],
      reason: honest,
      better: null,
    },
    { id: 'super', words: ['[(超级无敌|无敌|逆天|神器|绝绝子|炸裂)]'], reason: honest, better: '很' },
  ]),
  ...shipped('exaggeration', 'en', [
    {
      id: 'never_fails',
      words: [
        '[never] …(fades|fade|breaks|break|pills|pill|rusts|rust|wears out|wear out|leaks|leak|shrinks|shrink|fails|fail)',
        '[(unbreakable|indestructible|lasts forever|last forever|flawless|miracle|miraculous)]',
        '[(everyone|everybody)] (loves|says|buys) (it|this|them)',
        '[(no complaints|not a single complaint|zero complaints|100% satisfaction|100% natural|100% safe|chemical-free)]',
        '[(selling like crazy|flying off the shelves|once in a lifetime|now or never)]',
      ],
      reason: honest,
      better: null,
    },
  ]),
  ...shipped('efficacy', 'zh', [
    {
      id: 'cures',
      words: [
        '[(治疗|治愈|根治|医治|主治|疗效|药效|药到病除|包治|抗癌|防癌|抗肿瘤|降血压|降血糖|降三高|降血脂|排毒|解毒|祛湿|活血化瘀|补肾|壮阳|丰胸|减肥|瘦身|燃脂|抗衰老|抗皱|祛斑|祛痘|生发|增高|助眠|安神|消炎|止痛|止咳|通便|明目|养颜|护肝|增强免疫力|提高免疫力|预防感冒|防病|缓解颈椎|缓解腰痛|改善睡眠|调理身体|保健功效)]',
        '[(能治|可以治|治好|治失眠|治颈椎|治腰|治胃|治头痛|治关节|治风湿|治鼻炎|治感冒)]',
        '[(杀菌率|抑菌率|除菌率|除螨率)#(%|)]',
        '[#天(见效|美白|变白|瘦|祛斑|长高|生发)]',
      ],
      exceptions: ['(治疗|减肥|增高|止痛|消炎|安神|失眠|睡眠)(药|期间|鞋垫仅)', '(医生|医院|就医|看医生)'],
      reason: cures,
      better: null,
    },
  ]),
  ...shipped('efficacy', 'en', [
    {
      id: 'cures',
      words: [
        '[(cures|cure|heals|treats|prevents|relieves)] …(disease|diseases|cancer|insomnia|pain|arthritis|diabetes|colds|acne|eczema|anxiety|blood pressure|back pain|headaches)',
        '[(boosts immunity|boost your immunity|burns fat|burn fat|lose weight|anti-aging|anti-ageing|detox|detoxes|fat burning|clinically proven|medically proven|kills 99.9%|kills #% of)]',
      ],
      exceptions: ['(doctor|physician)'],
      reason: cures,
      better: null,
    },
  ]),
]
