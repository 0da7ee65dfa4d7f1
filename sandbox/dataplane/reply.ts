import type { Readable } from 'node:stream';
import type { HeaderList } from './header-rules';

/** What goes back to the caller; a stream is passed on as it comes. */
export type Reply = { status: number; headers: HeaderList; body: Buffer | Readable };
