// What a site's terminals may do: the names of the fields, and of what each can be.
// The words are those that the clerk reads at the terminal.
import type { PolicyChoice, SitePolicy } from '../../../../core/policy/site-policy.ts'

type Word<V> = V extends string ? V : V extends readonly (infer W extends string)[] ? W : never
type Words<N extends keyof SitePolicy> = { readonly [F in N]: Readonly<Record<Word<SitePolicy[F]>, string>> }
const choice: Record<PolicyChoice, string> = { choice: '由窗口自定', on: '一律开', off: '一律关' }

export const sitePolicy = {
  title: '终端规定',
  change: '修改规定',
  lead: '终端下次同步后生效。规定了的，窗口不能改。',
  field: '事项',
  holds: '本网点',
  otherwise: '默认',
  own: '另有规定',
  yes: '是',
  no: '否',
  nothing: '都不可以',
  names: {
    idleSeconds: '无人操作多久后锁定',
    badgeAlone: '凭工牌登录，不输密码',
    languages: '窗口语言',
    kiosk: '全屏专用',
    sounds: '提示音',
    spokenVerdict: '语音播报结果',
    overrides: '组长可以放行的情形',
    voidDays: '组长可以作废几天前的记录',
    lookUp: '可以按姓名或部分号码查找',
    photo: '联网时显示持卡人照片',
    receipt: '打印凭条',
    training: '谁可以开始演练',
    appointments: '接受手机预约',
  } satisfies Record<keyof SitePolicy, string>,
  hints: {
    idleSeconds: '秒；窗口可以更短，不能更长',
    languages: '只选一种，窗口就不能换',
    voidDays: '天；0 为只限当天',
  } satisfies { [N in keyof SitePolicy]?: string },
  amounts: {
    idleSeconds: (n: number) => `${n} 秒`,
    voidDays: (n: number) => `${n} 天`,
  } satisfies Record<'idleSeconds' | 'voidDays', (n: number) => string>,
  values: {
    languages: { zh: '中文', en: 'English' },
    kiosk: choice,
    sounds: choice,
    spokenVerdict: choice,
    receipt: { off: '不打印', offer: '需要时打印', always: '每次都出现' },
    training: { off: '不可演练', supervisor: '组长', clerk: '窗口人员' },
  } satisfies Words<'languages' | 'kiosk' | 'sounds' | 'spokenVerdict' | 'receipt' | 'training'>,
}
