import { problemResponse } from '@/lib/api/problem';
import { AppError } from '@/lib/errors';

export const dynamic = 'force-dynamic';

const absent = async () => problemResponse(new AppError('not_found', 'the API has no such path'));

/** Every other path, in the words of the API and not as a page. */
export { absent as DELETE, absent as GET, absent as PATCH, absent as POST, absent as PUT };
