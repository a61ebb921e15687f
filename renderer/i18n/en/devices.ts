// Devices of the window: camera, scanners, sound and speech; and the set-up of a keyboard scanner.
// What is wrong is said first, then what to do about it, in words that a clerk can read to a technician.
export const devices = {
  title: 'Devices',
  open: 'Devices [F5]',
  back: 'Back [Esc]',
  camera: {
    title: 'Camera',
    none: 'No camera found; plug one in and it appears here.',
    unnamed: 'Camera {{n}}',
    missing: '“{{label}}” was chosen and is not there; another stands in until it is back.',
    hint: 'Choose by digit; this machine keeps to it.',
  },
  scanner: {
    title: 'Keyboard scanner',
    safe: 'Not set up yet; read at a pace that suits most scanners.',
    measured: 'Set up: at most {{gap}} ms between keys, ends with {{suffix}}.',
    wizard: 'Set up the scanner [W]',
  },
  suffix: { enter: 'Enter', tab: 'Tab', none: 'nothing' },
  serial: {
    title: 'Serial scanner',
    'not-supported': 'This browser has no serial ports; use Chrome, Edge or the desktop program.',
    'not-chosen': 'No serial scanner is in use.',
    opening: 'Opening the port …',
    open: 'Connected, {{n}} scans so far.',
    unplugged: 'The serial scanner is not there; plug it in and it connects by itself.',
    failed: 'The port does not open: another program may hold it. Close that and choose again.',
    speed: 'Baud rate',
    choose: 'Choose a port',
    forget: 'Stop using it',
  },
  sound: {
    title: 'Sound',
    on: 'Sounds: on [M]',
    off: 'Sounds: off [M]',
    volume: 'Volume {{n}}%',
    quieter: 'Quieter',
    louder: 'Louder',
    test: 'Try it [T]',
  },
  speech: {
    on: 'Spoken verdict: on [V]',
    off: 'Spoken verdict: off [V]',
    services: '{{word}}, {{n}} available',
    state: {
      'not-supported': 'This browser cannot speak; screen and sounds say the same.',
      off: 'Only the verdict is spoken, never a name.',
      muted: 'Sounds are off, and so is the voice.',
      ready: 'With a voice of this machine: the verdict alone, never a name.',
      'no-voice':
        'No voice of this language is installed: add one in the system’s speech settings. Screen and sounds say the same.',
    },
  },
  wizard: {
    title: 'Set up the scanner',
    how: 'Scan the code at the left {{n}} times, two seconds apart. Do not touch the keyboard.',
    sample: 'QR code for the set-up',
    field: 'What the scanner types',
    progress: '{{done}} of {{n}} scans',
    good: 'The scanner is set up well and can be used as it is.',
    measured: '{{mean}} ms a key, at most {{longest}} ms, ends with {{suffix}}.',
    again: 'Once more [R]',
    print: 'Print the test sheet',
    keep: 'Keep [Enter]',
    kept: 'Kept: this machine reads at the pace of this scanner.',
    done: 'Done [Enter]',
  },
  finding: {
    'input-method': {
      what: 'The Chinese input method takes the scanner’s keys.',
      todo: 'Switch the input method to English (Shift), or set the scanner to “US keyboard / bypass IME”.',
    },
    'full-width': {
      what: 'Digits come full-width.',
      todo: 'Switch the input method to half-width (Shift + Space), or to English.',
    },
    'caps-lock': {
      what: 'Capitals and small letters are swapped: Caps Lock is on, or the scanner converts case.',
      todo: 'Turn Caps Lock off; else scan “no case conversion” in the scanner’s manual.',
    },
    layout: {
      what: 'The scanner types for another country’s keyboard.',
      todo: 'Scan “keyboard: US English” in the scanner’s manual.',
    },
    'alt-codes': {
      what: 'The scanner types Alt with numbers: slow and easily garbled.',
      todo: 'Turn “ALT mode / universal keyboard” off; choose the US keyboard.',
    },
    'aim-prefix': {
      what: 'An AIM identifier (such as ]Q1) comes before each code.',
      todo: 'It is read all the same; better turn “AIM ID” off at the scanner.',
    },
    prefix: { what: 'Something comes before each code.', todo: 'Clear the prefix at the scanner.' },
    'extra-suffix': {
      what: 'Something comes after each code.',
      todo: 'Clear the suffix at the scanner, but for Enter.',
    },
    'leading-enter': {
      what: 'Enter comes before the code.',
      todo: 'Make Enter the suffix at the scanner, and clear the prefix.',
    },
    'no-suffix': {
      what: 'No Enter follows the code: the answer waits a moment.',
      todo: 'Set “suffix: Enter (CR)” at the scanner for a quicker answer.',
    },
    double: {
      what: 'One pull of the trigger sends the code twice.',
      todo: 'Set the same-code delay to half a second or more, or turn continuous scanning off.',
    },
    'lost-keys': {
      what: 'Characters are missing: the scanner types faster than the machine takes.',
      todo: 'Set the inter-character delay to 5–10 ms; plug it in without a hub.',
    },
    'too-slow': {
      what: 'The scanner types as slowly as a person.',
      todo: 'Make the inter-character delay smaller; charge a Bluetooth scanner and bring it near.',
    },
    'other-code': {
      what: 'It was not the code on the screen.',
      todo: 'Scan only the code at the left, once more.',
    },
  },
}
