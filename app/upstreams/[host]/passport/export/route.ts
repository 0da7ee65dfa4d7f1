import { answerPassport } from '@/app/passport-answer';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ host: string }> },
): Promise<Response> {
  return answerPassport(request, decodeURIComponent((await params).host));
}
