// Ant Design in the house's colours: the same values as styles/tokens.css, which it cannot read.
// Nothing here may make a style at run time: the CSP refuses `<style>` (ELECTRON.md 4.2).
import type { ThemeConfig } from 'antd'

export const theme = {
  zeroRuntime: true,
  hashed: false,
  cssVar: { key: 'huicai' },
  token: {
    colorPrimary: '#0b6b50',
    colorInfo: '#0b5fff',
    colorSuccess: '#0b6b50',
    colorWarning: '#8a5300',
    colorError: '#a4221a',
    colorText: '#16202e',
    colorTextBase: '#16202e',
    colorTextSecondary: '#4a5666',
    colorTextPlaceholder: '#5f6b79',
    colorBorder: '#98a3ad',
    colorLink: '#0b5fff',
    borderRadius: 10,
    controlHeight: 44,
    fontSize: 16,
    fontFamily: 'var(--font)',
    motion: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none' },
    Table: { headerBg: '#eceeea' },
  },
} as const satisfies ThemeConfig
