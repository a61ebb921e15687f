// What the page may ask the machine for: the camera, and the one serial port that was picked for a scanner.
// Both handlers must always be set: without them Electron grants everything.
import type { SerialPort, Session } from 'electron'
import { isAppUrl } from './app-url.ts'
import { type PickedPort, sameDevice } from './serial-port.ts'

export type PermissionAsk = {
  readonly permission: string
  readonly mediaTypes: readonly string[]
  readonly requestingUrl: string
  readonly isMainFrame: boolean
}

export function mayUse({ permission, mediaTypes, requestingUrl, isMainFrame }: PermissionAsk): boolean {
  if (!isMainFrame || !isAppUrl(requestingUrl)) return false
  // To ask for ports at all; which one it may have is told by the device handler.
  if (permission === 'serial') return true
  if (permission !== 'media') return false
  // Every, not some: a request for camera and microphone together is refused.
  return mediaTypes.length > 0 && mediaTypes.every(type => type === 'video')
}

/** `picked`: the port that this machine's user chose for the scanner; no other is ever opened. */
export function lockDownPermissions(session: Session, picked: () => PickedPort | null): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const { requestingUrl, isMainFrame } = details
    callback(mayUse({ permission, mediaTypes, requestingUrl, isMainFrame }))
  })
  // Without a yes here the list of cameras has no names, and choosing one by its id fails.
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const mediaTypes = details.mediaType === undefined ? [] : [details.mediaType]
    return mayUse({
      permission,
      mediaTypes,
      requestingUrl: requestingOrigin,
      isMainFrame: details.isMainFrame,
    })
  })
  session.setDevicePermissionHandler(({ deviceType, origin, device }) => {
    const port = picked()
    if (deviceType !== 'serial' || !isAppUrl(origin) || port === null) return false
    return sameDevice(device as SerialPort, port)
  })
  // No display-media handler: without one screen capture is refused; one that calls callback({}) throws in main.
}
