// Devices of the window: camera, scanners, sound and speech; and the set-up of a keyboard scanner.
// What is wrong is said first, then what to do about it, in words that a clerk can read to a technician.
import type { SerialState } from '../../scanner/serial/serial-scanner.ts'
import type { Finding, Suffix } from '../../scanner/setup/analyse.ts'
import type { SpeechState } from '../../sound/speech.ts'

type Advice = { readonly what: string; readonly todo: string }

export const devices = {
  title: '设备',
  open: '设备 [F5]',
  back: '返回 [Esc]',
  camera: {
    title: '摄像头',
    none: '没有找到摄像头；插上后会自动出现。',
    unnamed: '第 {{n}} 个摄像头',
    missing: '选定的“{{label}}”不在，先用别的；插回来会自动换回。',
    hint: '按数字选用；选定后本机一直用它。',
  },
  scanner: {
    title: '键盘式扫码枪',
    safe: '还没有调试；按通用的速度识别，一般的扫码枪都能用。',
    measured: '已调试：按键间隔最长 {{gap}} 毫秒，结尾 {{suffix}}。',
    wizard: '调试扫码枪 [W]',
  },
  suffix: { enter: '回车', tab: 'Tab', none: '没有' } satisfies Record<Suffix, string>,
  serial: {
    title: '串口扫码枪',
    'not-supported': '这个浏览器不支持串口；请用 Chrome、Edge 或本程序的桌面版。',
    'not-chosen': '没有选用串口扫码枪。',
    opening: '正在打开串口…',
    open: '已连接，已扫 {{n}} 次。',
    unplugged: '串口扫码枪没有接上；插好后会自动连接。',
    failed: '串口打不开：可能被别的程序占用，请关掉它再选一次。',
    speed: '波特率',
    choose: '选择串口',
    forget: '不再使用',
  } satisfies Record<SerialState['kind'], string> & Record<string, string>,
  sound: {
    title: '声音',
    on: '提示音：开 [M]',
    off: '提示音：关 [M]',
    volume: '音量 {{n}}%',
    quieter: '小声些',
    louder: '大声些',
    test: '试听 [T]',
  },
  speech: {
    on: '语音播报：开 [V]',
    off: '语音播报：关 [V]',
    services: '{{word}}，{{n}} 项可办',
    state: {
      'not-supported': '这个浏览器不能播报；屏幕和提示音照常。',
      off: '只报结果，不报姓名。',
      muted: '提示音关着，播报也静音。',
      ready: '用本机的语音，只报结果，不报姓名。',
      'no-voice': '本机没有安装这种语言的语音；请在系统“语音”设置里安装，屏幕和提示音照常。',
    } satisfies Record<SpeechState, string>,
  },
  wizard: {
    title: '调试扫码枪',
    how: '用扫码枪扫左边的码，共 {{n}} 次，每次间隔两秒。不要按键盘。',
    sample: '调试用的二维码',
    field: '扫码枪输入的内容',
    progress: '已扫 {{done}} / {{n}} 次',
    good: '扫码枪设置正确，可以直接用。',
    measured: '平均每键 {{mean}} 毫秒，最长 {{longest}} 毫秒，结尾：{{suffix}}。',
    again: '再来一次 [R]',
    print: '打印调试页',
    keep: '保存 [Enter]',
    kept: '已保存，本机按这把扫码枪的速度识别。',
    done: '好 [Enter]',
  },
  finding: {
    'input-method': {
      what: '扫码枪的字被中文输入法截走了。',
      todo: '把输入法切到英文（按 Shift），或在扫码枪上设为“美式键盘 / 不受输入法影响”。',
    },
    'full-width': { what: '数字成了全角。', todo: '把输入法切到半角（Shift + 空格），或切到英文。' },
    'caps-lock': {
      what: '大小写反了：Caps Lock 开着，或扫码枪设了“大小写转换”。',
      todo: '关掉 Caps Lock；还不行，就在扫码枪上扫“大小写不转换”。',
    },
    layout: {
      what: '扫码枪按别国键盘打字，字母和符号会错。',
      todo: '在扫码枪说明书里扫“键盘语言：美国英语”。',
    },
    'alt-codes': {
      what: '扫码枪用 Alt 加数字打字，又慢又容易错。',
      todo: '在扫码枪上关掉“ALT 模式 / 万能键盘”，改为美国英语键盘。',
    },
    'aim-prefix': {
      what: '每个码前多了 AIM 标识（如 ]Q1）。',
      todo: '能识别，但最好在扫码枪上关掉“AIM ID”。',
    },
    prefix: { what: '每个码前多了别的字符。', todo: '在扫码枪上清除“前缀”。' },
    'extra-suffix': { what: '每个码后多了别的字符。', todo: '在扫码枪上清除“后缀”，只留回车。' },
    'leading-enter': { what: '回车在码的前面。', todo: '在扫码枪上把回车设为“后缀”，清除“前缀”。' },
    'no-suffix': {
      what: '扫完没有回车，要等一会儿才有结果。',
      todo: '在扫码枪上设“后缀：回车（CR）”，结果会更快。',
    },
    double: { what: '扣一次扳机，发了两次。', todo: '在扫码枪上设“同码延时”半秒以上，或关掉“连续扫描”。' },
    'lost-keys': {
      what: '有的字符丢了：扫码枪打字太快，电脑跟不上。',
      todo: '在扫码枪上把“字符间延时”调到 5–10 毫秒；用 USB 集线器的，直接插到电脑上。',
    },
    'too-slow': {
      what: '扫码枪打字太慢，和人手分不开。',
      todo: '在扫码枪上把“字符间延时”调小，或设为“无延时”；蓝牙枪请充电、靠近。',
    },
    'other-code': { what: '扫到的不是屏幕上的码。', todo: '请只扫左边的码，再来一次。' },
  } satisfies Record<Finding, Advice>,
}
