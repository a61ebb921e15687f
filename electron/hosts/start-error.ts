// Why the terminal did not start, in plain Chinese and English, and what to do next.
// It never advises to delete anything: what is in the data folder may be the only copy of unsent records.
import type { StartError } from '../terminal.ts'

/** Why a host left: the terminal's own reasons, and two of the hosts'. */
export type StartFailure = { readonly code: StartError['code'] | 'internal' | 'page-keeps-dying' }
type Host = 'electron' | 'loopback'

/** `journal-corrupt` and `cache-corrupt` have one cause, in two files. */
type CauseIn<Code> = Code extends `${'journal' | 'cache'}-${infer Cause}` ? Cause : Code
type Cause = CauseIn<StartFailure['code']>
type Sentence = { readonly zh: string; readonly en: string }

const UNPROTECTED: Readonly<Record<Host, Sentence>> = {
  electron: {
    zh: '本机没有可用的密钥环，数据密钥得不到保护。请登录桌面、解锁密钥环（GNOME 密钥环或 KWallet）后再启动。若管理员认为仅靠文件权限已经足够，可加启动参数 --accept-unprotected-keys。',
    en: 'No keyring can be used on this machine, so the data keys would be unprotected. Log in to the desktop, unlock the keyring (GNOME Keyring or KWallet) and start again. Where the administrator holds file permissions for enough, add --accept-unprotected-keys.',
  },
  loopback: {
    zh: '密钥文件能被其他用户读取。请把数据文件夹中 keys 目录下的文件改为仅本人可读（chmod 600）后再启动。',
    en: 'Other users can read the key files. Make the files below keys in the data folder readable by their owner alone (chmod 600) and start again.',
  },
}

const NOT_WRITABLE: Sentence = {
  zh: '数据文件夹不能写入。请检查磁盘与文件夹权限。',
  en: 'The data folder cannot be written. Check the disk and the permissions of the folder.',
}

const ASK_SUPPORT: Sentence = {
  zh: '数据没有改动。请不要删除数据文件夹，其中可能有尚未上传的服务记录；请联系技术支持。',
  en: 'Nothing was changed. Do not delete the data folder, it may hold records that were not sent yet; call support.',
}

const and = (first: Sentence, second: Sentence): Sentence => ({
  zh: first.zh + second.zh,
  en: `${first.en} ${second.en}`,
})

const IN_USE: Sentence = {
  zh: '终端已在运行，或数据文件正被另一个程序占用。请使用已打开的窗口，或关闭另一个终端程序后再试。',
  en: 'The terminal is running already, or another program holds its data. Use the window that is open, or close the other one and try again.',
}

const SENTENCES: Readonly<Record<Exclude<Cause, 'unprotected'>, Sentence>> = {
  'folder-not-writable': NOT_WRITABLE,
  'read-only': NOT_WRITABLE,
  missing: and({ zh: '数据文件不见了。', en: 'The data file is missing.' }, ASK_SUPPORT),
  unreadable: {
    zh: '这一次没能读出数据密钥，可能是密钥环未解锁或提示被关闭。请解锁后再启动；数据没有改动。',
    en: 'The data key could not be read this time; the keyring may be locked, or its prompt was dismissed. Unlock it and start again; nothing was changed.',
  },
  unwritable: {
    zh: '数据密钥没能保存。请检查磁盘空间与密钥环后再启动。',
    en: 'The data key could not be saved. Check disk space and keyring, then start again.',
  },
  'key-lost': and({ zh: '找不到数据文件的密钥。', en: 'The key of the data file is gone.' }, ASK_SUPPORT),
  'wrong-key': and({ zh: '密钥与数据文件不符。', en: 'The key does not fit the data file.' }, ASK_SUPPORT),
  'wrong-key-or-corrupt': and(
    {
      zh: '数据文件打不开：密钥不符，或文件已损坏。',
      en: 'The data file does not open: the key does not fit, or the file is damaged.',
    },
    ASK_SUPPORT,
  ),
  corrupt: and({ zh: '数据文件已损坏。', en: 'The data file is damaged.' }, ASK_SUPPORT),
  'empty-file': and({ zh: '数据文件是空的。', en: 'The data file is empty.' }, ASK_SUPPORT),
  'newer-schema': {
    zh: '数据由更新版本的程序写成。请安装新版本；数据没有改动。',
    en: 'The data was written by a newer version of this program. Install that version; nothing was changed.',
  },
  'older-schema': {
    zh: '数据由较早版本的程序写成，只读方式不能更新。请先启动一次终端程序。',
    en: 'The data was written by an earlier version, and cannot be updated read-only. Start the terminal once first.',
  },
  busy: IN_USE,
  'in-use': IN_USE,
  'old-node': {
    zh: '运行环境（Node）版本过低。请用 npm 命令启动，它会带上 Node 24。',
    en: 'This Node is too old. Start through the npm commands, which bring Node 24.',
  },
  'disk-full': {
    zh: '磁盘已满。请腾出空间后再启动。',
    en: 'The disk is full. Make room and start again.',
  },
  io: and({ zh: '读写数据文件出错。', en: 'Reading or writing the data file failed.' }, ASK_SUPPORT),
  internal: and({ zh: '程序内部出错。', en: 'The program failed inside.' }, ASK_SUPPORT),
  'page-keeps-dying': {
    zh: '界面反复崩溃，程序已停止。已登记的记录都已保存。请重新启动；若再次出现，请联系技术支持。',
    en: 'The screen keeps crashing, so the program stopped. What was recorded is saved. Start again; if it happens again, call support.',
  },
}

/** What is wrong and what to do, for the screen that stands in for the terminal. */
export function sentenceOf(code: StartFailure['code'], host: Host): Sentence {
  const cause = code.replace(/^(journal|cache)-/, '') as Cause
  return cause === 'unprotected' ? UNPROTECTED[host] : SENTENCES[cause]
}

/** A title and a text for a dialog or a console; the code stays readable for support. */
export function explainStartError(
  code: StartFailure['code'],
  host: Host,
): { readonly title: string; readonly text: string } {
  const { zh, en } = sentenceOf(code, host)
  return {
    title: '惠才卡服务窗口未能启动 / The terminal did not start',
    text: `${zh}\n\n${en}\n\n代码 code: ${code}`,
  }
}
