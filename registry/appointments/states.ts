// What an appointment can be, for server and pages alike; without the schema library, which a phone need not load.

export const STATES = ['requested', 'confirmed', 'declined', 'withdrawn'] as const
export type AppointmentState = (typeof STATES)[number]
