import { statusOf } from '@/lib/api/problem';
import { recordRefusal } from '@/lib/audit/refusal';
import { AppError } from '@/lib/errors';
import { currentActor } from '@/lib/identity/gate';
import type { Actor } from '@/lib/identity/types';
import { log } from '@/lib/log';
import type { SearchParams } from '@/lib/query';

/** A file as it is handed out. */
type HandedOut = { name: string; type: string; body: BodyInit };

/** Hands out a file to whoever is signed in and may have it; who is refused leaves a row. */
export async function answerFile(
  request: Request,
  make: (actor: Actor, params: SearchParams) => Promise<HandedOut>,
): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(null, { status: 401, headers: noStore });
  try {
    const { name, type, body } = await make(actor, paramsOf(request));
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${name}"`,
        ...noStore,
      },
    });
  } catch (error) {
    await recordRefusal(actor, error);
    if (!(error instanceof AppError)) log.error('export.failed', { error });
    const code = error instanceof AppError ? error.code : 'unexpected';
    return Response.json({ code }, { status: statusOf[code], headers: noStore });
  }
}

const noStore = { 'cache-control': 'no-store' };

function paramsOf(request: Request): SearchParams {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  );
}
