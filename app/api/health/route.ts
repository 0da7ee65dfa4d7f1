import { isReady } from '@/lib/readiness';
import { version } from '@/package.json';

export const dynamic = 'force-dynamic';

/** 200 once the app can serve, 503 before and while it stops. Open to all: it tells nothing but the version. */
export function GET(): Response {
  const ready = isReady();
  return Response.json(
    { status: ready ? 'ok' : 'unavailable', version },
    { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
