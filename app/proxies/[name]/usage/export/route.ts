import { answerFile } from '@/app/usage/file-answer';
import { exportProxyUsage } from '@/lib/usage/export';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ name: string }> },
): Promise<Response> {
  const { name } = await params;
  return answerFile(request, (actor, query) => exportProxyUsage(actor, name, query));
}
