// wawoff2 has no types of its own: the one call that we make.
declare module 'wawoff2' {
  const wawoff2: { readonly decompress: (woff2: Uint8Array) => Promise<Uint8Array> }
  export default wawoff2
}
