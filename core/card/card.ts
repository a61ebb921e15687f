// The words of the card itself: tier, medium, profile, number, serial.
// No rule is decided here and no text is read here; see token.ts and ../policy.

/** Art. 3: A and B. A provincial 兴滇惠才卡 of either grade counts as A here (art. 3-1-1). */
export const TIERS = ['A', 'B'] as const
export type Tier = (typeof TIERS)[number]

/** What a signed code was made for (art. 2; TOKEN.md "profile"). */
export const MEDIA = ['physical', 'virtual'] as const
export type Medium = (typeof MEDIA)[number]

/** TOKEN.md, profile digits PP. */
export const PROFILES = { physical: 11, virtual: 21, specimen: 91 } as const
export type ProfileName = keyof typeof PROFILES
export type Profile = (typeof PROFILES)[ProfileName]

/**
 * How the holder identified himself at this window.
 * `number`: typed card number; `id-card`: resident-ID number; `provincial`: a 兴滇惠才卡 number.
 */
export const PRESENTATIONS = ['physical', 'virtual', 'number', 'id-card', 'provincial'] as const
export type Presentation = (typeof PRESENTATIONS)[number]

/** Twelve decimal digits, the last a Luhn check digit. Made only by `parseCardNumber` and `makeCardNumber`. */
export type CardNumber = string & { readonly __cardNumber: never }

/** The claims of a physical-card or specimen token. Times are seconds since 1970 UTC. */
export type PhysicalClaims = {
  readonly profile: 11 | 91
  readonly medium: 'physical'
  readonly tier: Tier
  readonly keyId: number
  readonly cardNumber: CardNumber
  /** 1…255, +1 at each re-issue. */
  readonly serial: number
  readonly issuedAt: number
  readonly expiresAt: number
}

/** The claims of a virtual-card token. `lifetime` in seconds; `nonce` is 8 bytes as 16 lower-case hex digits. */
export type VirtualClaims = {
  readonly profile: 21
  readonly medium: 'virtual'
  readonly tier: Tier
  readonly keyId: number
  readonly cardNumber: CardNumber
  readonly serial: number
  readonly issuedAt: number
  readonly lifetime: number
  readonly nonce: string
}

export type Claims = PhysicalClaims | VirtualClaims
