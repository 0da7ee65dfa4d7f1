type Hear = (headers: Headers, at: string) => Promise<void>;

// proxy.ts is bundled apart from the server, and shares its process alone.
const holder = globalThis as typeof globalThis & { sluiceForeign?: Hear };

/** Whoever has the database says here how what proxy.ts refuses by its origin is kept. */
export function hearForeign(hear: Hear): void {
  holder.sluiceForeign = hear;
}

/** For proxy.ts, which reaches no database: keeps what it refuses, by the headers and the path that was asked for. */
export async function tellForeign(headers: Headers, at: string): Promise<void> {
  await holder.sluiceForeign?.(headers, at);
}
