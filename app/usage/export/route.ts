import { exportFleetUsage } from '@/lib/usage/export';
import { answerFile } from '../file-answer';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answerFile(request, exportFleetUsage);
}
