// Training: what stands on every screen while it lasts, and what each specimen shows.
// It must be plain that nothing counts.
export const training = {
  mark: 'TRAINING',
  markOther: '演练',
  band: 'Specimens only; nothing is recorded or sent. To end: [F9], then [T]',
  bandElsewhere: 'Specimens only; nothing is recorded or sent.',
  receipt: 'TRAINING, VOID',
  notSent: 'training, not sent',
  begin: 'Training [T]',
  end: 'End training [T]',
  title: 'Training',
  intro:
    'Scan a specimen and serve as on any day. The holders are invented; what you record is seen in training alone and is gone when it ends: not in the log, not sent. Real cards, ID numbers and names are not looked up.',
  specimens: 'Specimens (printed by the registry)',
  specimen: 'Specimen {{n}}',
  shows: {
    good: 'A virtual card just shown; card and person are fine',
    'check-person': 'A valid printed card: check the person before serving',
    'some-services': 'A valid card, but some services are not for this holder',
    'cannot-judge': 'A card so new that this window has no data of it yet',
    no: 'A card that has ended: no service, and what to tell the holder',
    'not-ours': 'A payment code, not a Huicai card',
    'scan-again': 'Half a code was read: scan once more',
  },
  mayDiffer:
    'An outcome that cannot occur at this window (“some services” where all cards get the same) shows as this window’s rules really have it.',
  start: 'Start [Enter]',
}
