/** The shape of a catalogue with any text in its leaves: what a translation must be. */
export type Same<T> = T extends string ? string : { readonly [K in keyof T]: Same<T[K]> };
