import type { Random } from './random.ts'

// Invented: what buyers and agents of a small shop write to each other.
const products = [
  '台灯',
  '床头灯',
  '落地灯',
  '小夜灯',
  '吊灯',
  '壁灯',
  '灯罩',
  'E27灯泡',
  '遥控器',
  '延长线',
  '香薰机',
  '收纳盒',
  '毛毯',
  '抱枕',
  '马克杯',
  '保温杯',
]
const colours = ['白色', '米色', '原木色', '黑色', '雾蓝', '浅灰', '墨绿', '奶油色']
const questions = [
  '在吗',
  '你好',
  '{p}还有货吗',
  '{c}的{p}有现货吗？',
  '今天拍什么时候发货',
  '发什么快递呀',
  '{p}保修多久',
  '能便宜一点吗',
  '两个一起买包邮吗',
  '我的快递三天没动了，麻烦看一下',
  '{p}收到了，有一处划痕',
  '少发了一个灯泡',
  '可以改地址吗？还没发货',
  '可以开发票吗',
  '尺寸是多少，桌子只有六十厘米宽',
  '{c}和图片差得多吗',
  '送人的，可以包装一下吗',
  '退货运费谁出',
  '安装麻不麻烦，家里只有我一个人',
  '电压是多少，带去国外能用吗',
  '好的',
  '谢谢',
  '嗯嗯',
  '那我拍了',
  '👍',
] as const
const answers = [
  '您好，在的，{c}的{p}有现货',
  '今天下午五点前付款，今天发出',
  '默认发中通，偏远地区发邮政',
  '{p}保修一年，灯泡不在保修内',
  '两件包邮，直接拍就可以',
  '我看一下您的物流，稍等',
  '刚问了快递，今天晚上会更新，到了我告诉您',
  '非常抱歉，给您补发一个，今天就寄出',
  '可以的，地址已经改好',
  '发票随包裹寄出，抬头请发给我',
  '底座直径十八厘米，六十厘米宽的桌子放得下',
  '图片没有修色，收到不满意七天内可以退',
  '可以包装，不另收费',
  '我们的问题我们出运费',
  '四颗螺丝，十分钟就好，说明书第二页有图',
  '不客气，有事随时找我',
  '好的，已经备注',
  '感谢您的光临',
] as const
const greeting = '您好，欢迎光临，请问有什么可以帮您？'
const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚雨晨欣怡子涵梓萱浩宇思远一诺']
const nickWords = [
  '小鱼',
  '番茄',
  '月亮',
  '阿福',
  '柚子',
  '芝麻',
  '向日葵',
  '咖啡',
  '橘猫',
  '云朵',
  'lily',
  'momo',
  'sunny',
  'coco',
  'leo',
]
export const cities = [
  '杭州',
  '上海',
  '北京',
  '深圳',
  '广州',
  '成都',
  '武汉',
  '南京',
  '苏州',
  '西安',
  '长沙',
  '青岛',
] as const

const filled = (random: Random, text: string) =>
  text.replace('{p}', random.skewed(products)).replace('{c}', random.skewed(colours))

export const textBy = (random: Random, author: 'buyer' | 'agent' | 'automatic'): string =>
  author === 'automatic' ? greeting : filled(random, random.skewed(author === 'buyer' ? questions : answers))

export const personName = (random: Random): string =>
  random.skewed(surnames) + random.pick(given) + (random.chance(0.6) ? random.pick(given) : '')

/** A platform nick; `number` keeps nicks apart. */
export const nickOf = (random: Random, number: number): string =>
  random.chance(0.4)
    ? `tb${(100_000_000 + number * 7919).toString()}`
    : `${random.pick(nickWords)}${random.chance(0.5) ? random.pick(given) : ''}${number}`
