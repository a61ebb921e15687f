// A reason's name in either language, for tables and for the files that the registry makes.
// A code of a newer terminal that has no words yet stands for itself.
import { reasons as en } from './en/reasons.ts'
import { reasons as zh } from './zh/reasons.ts'

const TITLES: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>> = { zh, en }

export const titleOfReason = (code: string, language: 'zh' | 'en'): string => TITLES[language][code] ?? code
