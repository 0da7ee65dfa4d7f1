import { z } from 'zod';
import { errorCodes } from '../errors';

/** What is sent, by the name it has in the OpenAPI document. */
export const requests = z.registry<{ id: string }>();
/** What is answered. A schema can stand in both: a request may leave out what has a default. */
export const answers = z.registry<{ id: string }>();

export const sent = <S extends z.ZodType>(id: string, schema: S): S => {
  requests.add(schema, { id });
  return schema;
};
export const answered = <S extends z.ZodType>(id: string, schema: S): S => {
  answers.add(schema, { id });
  return schema;
};

export const moment = z.iso.datetime();

/** Where the next page begins; null on the last. */
export const next = z.string().nullable();

export const problem = z.object({ code: z.enum(errorCodes), detail: z.string().nullable() });

/** How old an answer about AWS is, and why it could not be refreshed. */
export const age = { asOf: moment, problem: problem.nullable() };
