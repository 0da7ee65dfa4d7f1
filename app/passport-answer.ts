import { z } from 'zod';
import { answerFile } from '@/app/usage/file-answer';
import { AppError } from '@/lib/errors';
import { issuePassport } from '@/lib/passport/mutations';
import { requireOwnOrigin } from '@/lib/require-own-origin';

const formSchema = z.object({ payload: z.string().max(2_000_000), ticket: z.string().max(100) });

/** Hands out, signed, what the page of `name` has shown. */
export function answerPassport(request: Request, name: string): Promise<Response> {
  return answerFile(request, async (actor) => {
    requireOwnOrigin(request.headers, new URL(request.url).pathname);
    // Next cuts off what is larger than 10 MB, and half a form is none.
    const fields = await request.formData().catch(() => new FormData());
    const form = formSchema.safeParse(Object.fromEntries(fields));
    if (!form.success) throw new AppError('invalid', 'not a form of ours');
    const { file, body } = await issuePassport(actor, { name, ...form.data });
    return { name: file, type: 'application/jose', body };
  });
}
