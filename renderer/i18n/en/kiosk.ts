// Full screen only: the top bar's switch, and a supervisor's dialog for leaving it.
// It must be plain who may leave, and what comes after.
export const kiosk = {
  enter: 'Full screen',
  leave: 'Leave full screen',
  back: 'Back to full screen',
  title: 'Leave full screen',
  hint: 'Leaving takes a supervisor’s number and PIN, and is put in the audit. It comes back by itself with the next sign-in.',
  stay: 'Stay [Esc]',
  leaveNow: 'Leave full screen [Enter]',
}
