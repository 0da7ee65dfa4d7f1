import { exportAudit } from '@/lib/audit/export';
import { answerFile } from '../../usage/file-answer';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerFile(request, exportAudit);
}
