// Lamp and zoom of a camera's track, where it has them.
// Neither may ever cost the picture: what the track refuses is let be.

export type ZoomRange = {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly now: number
}

export type CameraControls = {
  readonly torch: boolean
  readonly zoom: ZoomRange | null
  readonly setTorch: (on: boolean) => Promise<void>
  readonly setZoom: (to: number) => Promise<void>
}

/** Of the Image Capture draft. */
type ImageCapabilities = {
  readonly torch?: boolean
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number }
}

export function controlsOf(track: MediaStreamTrack | undefined): CameraControls {
  // Chromium has these; the DOM's typings do not name them.
  const can = (track?.getCapabilities?.() ?? {}) as ImageCapabilities
  const settings: { readonly zoom?: number } = track?.getSettings() ?? {}
  const apply = async (constraint: object): Promise<void> => {
    try {
      await track?.applyConstraints({ advanced: [constraint] })
    } catch {
      // The camera went, or says one thing and does another.
    }
  }
  const { zoom } = can
  const zooms = zoom !== undefined && zoom.max > zoom.min
  return {
    torch: can.torch === true,
    zoom: zooms
      ? {
          min: zoom.min,
          max: zoom.max,
          step: zoom.step ?? (zoom.max - zoom.min) / 10,
          now: settings.zoom ?? zoom.min,
        }
      : null,
    setTorch: async on => {
      if (can.torch === true) await apply({ torch: on })
    },
    setZoom: async to => {
      if (zooms) await apply({ zoom: Math.min(zoom.max, Math.max(zoom.min, to)) })
    },
  }
}
