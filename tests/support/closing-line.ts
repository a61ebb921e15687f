// The last line of a test run, for .ci/run: "N passed, N failed[, N skipped]", alone on its line.
// It counts what vitest reports and a file or run that failed outside any test counts as a failure.
import type { Reporter, TestModule } from 'vitest/node'

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      const states = [...module.children.allTests()].map(test => test.result().state)
      count.passed += states.filter(s => s === 'passed').length
      count.failed += states.filter(s => s === 'failed' || s === 'pending').length
      count.skipped += states.filter(s => s === 'skipped').length
      if (module.state() === 'failed' && !states.includes('failed')) count.failed += 1
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    // After the default reporter's summary, whichever order the reporters run in.
    process.once('exit', () =>
      process.stdout.write(`${count.passed} passed, ${count.failed} failed${skipped}\n`),
    )
  }
}
