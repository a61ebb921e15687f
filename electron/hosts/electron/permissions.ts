// What the page may ask the machine for: the camera, from our main frame. An allow-list of one.
// Both handlers must always be set: without them Electron grants everything.
import type { Session } from 'electron'
import { isAppUrl } from './app-url.ts'

export type PermissionAsk = {
  readonly permission: string
  readonly mediaTypes: readonly string[]
  readonly requestingUrl: string
  readonly isMainFrame: boolean
}

export function mayUse({ permission, mediaTypes, requestingUrl, isMainFrame }: PermissionAsk): boolean {
  if (permission !== 'media' || !isMainFrame || !isAppUrl(requestingUrl)) return false
  // Every, not some: a request for camera and microphone together is refused.
  return mediaTypes.length > 0 && mediaTypes.every(type => type === 'video')
}

export function lockDownPermissions(session: Session): void {
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
  session.setDevicePermissionHandler(() => false)
  // No display-media handler: without one screen capture is refused; one that calls callback({}) throws in main.
}
