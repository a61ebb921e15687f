// What a list of signed-in phones calls this one: system and browser, no more than its owner needs to tell two apart.

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android ([\d.]+)/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信 WeChat'],
  [/AlipayClient/, '支付宝 Alipay'],
  [/QQ\//, 'QQ'],
  [/Edg/, 'Edge'],
  [/Chrome/, 'Chrome'],
  [/Safari/, 'Safari'],
]

export function phoneName(userAgent: string): string {
  const first = (of: typeof SYSTEMS): string => of.find(([sign]) => sign.test(userAgent))?.[1] ?? '?'
  return `${first(SYSTEMS)} · ${first(BROWSERS)}`
}
