// Before every test file: refuses a Node on which better-sqlite3 would end in a segmentation fault (PITFALLS 5.1).
const napi = Number(process.versions['napi'])
if (!(napi >= 10)) {
  throw new Error(
    `Node ${process.version} is too old: run through npm scripts (npm test), which bring Node 24.`,
  )
}
