// Modules that the build makes (build/antd-css.ts).
// Types only.
declare module 'virtual:antd.css' {}
