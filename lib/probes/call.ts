import { z } from 'zod';
import { readHeaders } from './headers';
import { bodyLengthMax, bodyMethods, type ProbeCall, probeMethods } from './types';

/** Longer paths meet API Gateway's 1,600-byte limit on a method's ARN (aws-facts A5). */
export const probePathSchema = z
  .string()
  .max(1_500, 'path')
  .regex(/^\/[!-"$-~]*$/, 'path');

/** A form's fields to what a probe sends. A body that the method has no room for is left out. */
export const probeCallSchema = z
  .object({
    method: z.enum(probeMethods).default('GET'),
    path: probePathSchema.default('/'),
    headers: z
      .string()
      .default('')
      .transform((text, context) => {
        const { headers, problem } = readHeaders(text);
        if (problem)
          context.addIssue({ code: 'custom', message: `${problem.line} ${problem.reason}` });
        return headers;
      }),
    body: z
      .string()
      .max(bodyLengthMax)
      .transform((text) => text.replace(/\r\n/g, '\n'))
      .default(''),
  })
  .transform(
    ({ body, ...call }): ProbeCall => ({
      ...call,
      body: body !== '' && bodyMethods.has(call.method) ? body : null,
    }),
  );
