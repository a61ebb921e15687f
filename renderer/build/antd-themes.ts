// Ant Design in the dark and the high-contrast theme: the same values as styles/tokens.css. For the build alone.
// At run time there is but one theme object; which colours its variables have is the sheet's business (antd-css.ts).
import { theme as antd, type ThemeConfig } from 'antd'
import { theme } from '../ui/theme.ts'

const { token } = theme

export const antdThemes = {
  dark: {
    ...theme,
    algorithm: antd.darkAlgorithm,
    token: {
      ...token,
      colorPrimary: '#0f8261',
      colorInfo: '#7fb0ff',
      colorSuccess: '#6fd3b1',
      colorWarning: '#f0b860',
      colorError: '#ff9c92',
      colorText: '#e8ecf0',
      colorTextBase: '#e8ecf0',
      colorTextSecondary: '#b6c0ca',
      colorTextPlaceholder: '#a3aeb9',
      colorBorder: '#74828f',
      colorLink: '#7fb0ff',
      colorBgBase: '#11171e',
      colorBgContainer: '#1a222b',
      colorBgElevated: '#1f2832',
    },
    components: { ...theme.components, Table: { headerBg: '#242e38' } },
  },
  contrast: {
    ...theme,
    token: {
      ...token,
      colorPrimary: '#00513a',
      colorInfo: '#0000e0',
      colorSuccess: '#00513a',
      colorWarning: '#6b3e00',
      colorError: '#8a100a',
      colorText: '#000000',
      colorTextBase: '#000000',
      colorTextSecondary: '#000000',
      colorTextPlaceholder: '#333333',
      colorBorder: '#000000',
      colorLink: '#0000e0',
    },
    components: { ...theme.components, Table: { headerBg: '#ffffff' } },
  },
} as const satisfies Readonly<Record<string, ThemeConfig>>
