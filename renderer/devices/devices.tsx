// F5: camera, scanners, sound and speech of this window, each with its state and what to do about it.
// Everything here is this machine's own; nothing of a holder is on it.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useLanguage } from '../i18n/format.ts'
import { useTexts } from '../i18n/use-texts.ts'
import { type CameraDevice, listCameras } from '../scanner/camera.ts'
import { cameraChoice, chooseCamera } from '../scanner/camera-choice.ts'
import { BAUD_RATES, type BaudRate, serialScanner } from '../scanner/serial/serial-scanner.ts'
import { scannerProfile } from '../scanner/setup/profile.ts'
import { ScannerWizard } from '../scanner/setup/wizard.tsx'
import { mayChange, useSettingsOrNull } from '../settings/use-settings.ts'
import { muted, play, SOUNDS, type SoundName, setMuted } from '../sound/sounds.ts'
import { say, setSpeechWanted, speechState, speechWanted, voices } from '../sound/speech.ts'
import { setVolume, VOLUME_STEP, volume, volumeBy } from '../sound/volume.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useStore } from '../ui/store.ts'
import { Words } from '../ui/words.tsx'

export default function Devices({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts()
  const [wizard, setWizard] = useState(false)
  const cameras = useCameras()
  const language = useLanguage()
  const change = useChanges()
  const test = () => {
    play('good')
    say(t('words:outcome.good'), language)
  }

  if (wizard) return <ScannerWizard onClose={() => setWizard(false)} />
  return (
    <Dialog
      title={t('devices:title')}
      testId="devices"
      width={980}
      onClose={onClose}
      onEnter={onClose}
      onKey={key => {
        const camera = /^[1-9]$/.test(key) ? cameras[Number(key) - 1] : undefined
        if (camera !== undefined) change.camera(camera)
        else if (key === 'F5') onClose()
        else if (/^[wW]$/.test(key)) setWizard(true)
        else if (/^[mM]$/.test(key)) change.mute()
        else if (/^[vV]$/.test(key)) change.speech()
        else if (/^[tT]$/.test(key)) test()
        else if (key === '+' || key === '=') change.volume(VOLUME_STEP)
        else if (key === '-') change.volume(-VOLUME_STEP)
        else return false
        return true
      }}
      footer={
        <Button onClick={onClose}>
          <Words text={t('devices:back')} />
        </Button>
      }
    >
      <div className="devices">
        <Cameras cameras={cameras} onChoose={change.camera} />
        <Sounds change={change} onTest={test} />
        <Scanner onWizard={() => setWizard(true)} />
        <Serial />
      </div>
    </Dialog>
  )
}

type Changes = {
  readonly may: (name: 'sounds' | 'spokenVerdict') => boolean
  readonly mute: () => void
  readonly speech: () => void
  readonly volume: (by: number) => void
  readonly camera: (camera: CameraDevice) => void
}

/** Through the terminal's settings, whose answer comes back to sounds, speech and camera; by itself before there are any. */
function useChanges(): Changes {
  const settings = useSettingsOrNull()
  if (settings === null) {
    return {
      may: () => true,
      mute: () => setMuted(!muted.get()),
      speech: () => setSpeechWanted(!speechWanted.get()),
      volume: by => setVolume(volumeBy(by)),
      camera: chooseCamera,
    }
  }
  const may = (name: 'sounds' | 'spokenVerdict') => mayChange(settings, name)
  return {
    may,
    mute: () => {
      if (may('sounds')) void settings.put({ sounds: muted.get() })
    },
    speech: () => {
      if (may('spokenVerdict')) void settings.put({ spokenVerdict: !speechWanted.get() })
    },
    volume: by => void settings.put({ volume: volumeBy(by) }),
    camera: camera => {
      chooseCamera(camera)
      void settings.put({ camera: JSON.stringify({ id: camera.id, label: camera.label.slice(0, 80) }) })
    },
  }
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="device">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function useCameras(): readonly CameraDevice[] {
  const [cameras, setCameras] = useState<readonly CameraDevice[]>([])
  useEffect(() => {
    let gone = false
    const look = async () => {
      const found = await listCameras()
      if (!gone) setCameras(found)
    }
    void look()
    navigator.mediaDevices?.addEventListener('devicechange', look)
    return () => {
      gone = true
      navigator.mediaDevices?.removeEventListener('devicechange', look)
    }
  }, [])
  return cameras
}

type CamerasProps = {
  readonly cameras: readonly CameraDevice[]
  readonly onChoose: (camera: CameraDevice) => void
}

function Cameras({ cameras, onChoose }: CamerasProps) {
  const t = useTexts()
  const choice = useStore(cameraChoice)
  return (
    <Part title={t('devices:camera.title')}>
      {cameras.length === 0 ? (
        <p>{t('devices:camera.none')}</p>
      ) : (
        <ul className="device-choices">
          {cameras.slice(0, 9).map((camera, i) => (
            <li key={camera.id}>
              <button
                type="button"
                aria-pressed={choice?.id === camera.id}
                onClick={() => onChoose(camera)}
                data-testid={`camera-${i + 1}`}
              >
                <kbd>{i + 1}</kbd>
                {camera.label === '' ? t('devices:camera.unnamed', { n: i + 1 }) : camera.label}
              </button>
            </li>
          ))}
        </ul>
      )}
      {choice !== null && !cameras.some(({ id }) => id === choice.id) && (
        <p className="device-trouble">{t('devices:camera.missing', { label: choice.label })}</p>
      )}
      <p className="dialog-hint">{t('devices:camera.hint')}</p>
    </Part>
  )
}

function Scanner({ onWizard }: { readonly onWizard: () => void }) {
  const t = useTexts()
  const profile = useStore(scannerProfile)
  return (
    <Part title={t('devices:scanner.title')}>
      <p data-testid="scanner-profile">
        {profile === null
          ? t('devices:scanner.safe')
          : t('devices:scanner.measured', {
              gap: profile.pace.gapMs,
              suffix: t(`devices:suffix.${profile.suffix}`),
            })}
      </p>
      <Button onClick={onWizard} data-testid="open-wizard">
        <Words text={t('devices:scanner.wizard')} />
      </Button>
    </Part>
  )
}

function Serial() {
  const t = useTexts()
  const state = useStore(serialScanner.state)
  const [baudRate, setBaudRate] = useState<BaudRate>(9600)
  return (
    <Part title={t('devices:serial.title')}>
      <p data-testid="serial-state" data-state={state.kind} role="status">
        {t(`devices:serial.${state.kind}`, { n: state.kind === 'open' ? state.scans : 0 })}
      </p>
      {state.kind !== 'not-supported' && (
        <div className="device-row">
          <label>
            {t('devices:serial.speed')}
            <select
              value={baudRate}
              onChange={event => {
                const chosen = BAUD_RATES.find(rate => String(rate) === event.target.value)
                if (chosen !== undefined) setBaudRate(chosen)
              }}
              data-testid="serial-speed"
            >
              {BAUD_RATES.map(rate => (
                <option key={rate} value={rate}>
                  {rate}
                </option>
              ))}
            </select>
          </label>
          <Button onClick={() => void serialScanner.choose(baudRate)} data-testid="serial-choose">
            {t('devices:serial.choose')}
          </Button>
          {state.kind !== 'not-chosen' && (
            <Button onClick={() => void serialScanner.forget()} data-testid="serial-forget">
              {t('devices:serial.forget')}
            </Button>
          )}
        </div>
      )}
    </Part>
  )
}

type SoundsProps = { readonly change: Changes; readonly onTest: () => void }

function Sounds({ change, onTest }: SoundsProps) {
  const t = useTexts()
  const language = useLanguage()
  const isMuted = useStore(muted)
  const loud = useStore(volume)
  const wanted = useStore(speechWanted)
  const known = useStore(voices)
  const speech = speechState(wanted, known, language)
  return (
    <Part title={t('devices:sound.title')}>
      <div className="device-row">
        <Button
          aria-pressed={isMuted}
          disabled={!change.may('sounds')}
          onClick={change.mute}
          data-testid="devices-mute"
        >
          <Words text={t(isMuted ? 'devices:sound.off' : 'devices:sound.on')} />
        </Button>
        <Button onClick={() => change.volume(-VOLUME_STEP)} aria-label={t('devices:sound.quieter')}>
          <Words text="[-]" />
        </Button>
        <span data-testid="volume">{t('devices:sound.volume', { n: loud })}</span>
        <Button onClick={() => change.volume(VOLUME_STEP)} aria-label={t('devices:sound.louder')}>
          <Words text="[+]" />
        </Button>
        <Button onClick={onTest}>
          <Words text={t('devices:sound.test')} />
        </Button>
      </div>
      <ul className="device-sounds">
        {(Object.keys(SOUNDS) as SoundName[]).map(name => (
          <li key={name}>
            <button type="button" onClick={() => play(name)}>
              {name === 'recorded' ? t('counter.recorded') : t(`words:outcome.${name}`)}
            </button>
          </li>
        ))}
      </ul>
      <div className="device-row">
        <Button
          aria-pressed={wanted}
          disabled={!change.may('spokenVerdict')}
          onClick={change.speech}
          data-testid="devices-speech"
        >
          <Words text={t(wanted ? 'devices:speech.on' : 'devices:speech.off')} />
        </Button>
        <span data-testid="speech-state" data-state={speech} role="status">
          {t(`devices:speech.state.${speech}`)}
        </span>
      </div>
    </Part>
  )
}
