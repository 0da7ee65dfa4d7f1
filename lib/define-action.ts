import 'server-only';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { ActionState, FieldErrors } from './action-state';
import { RateCounter } from './api/rate';
import { recordRefusal } from './audit/refusal';
import { env } from './env';
import { AppError, type RefusalReason } from './errors';
import { GuardrailRefused } from './governance/refusal';
import { authorize, currentActor } from './identity/gate';
import type { Permission } from './identity/permissions';
import { requireRecent } from './identity/step-up';
import type { Actor } from './identity/types';
import { log } from './log';
import { requireOwnOrigin } from './require-own-origin';
import { PlanMoved } from './runs/moved';

type Values = Record<string, string | string[]>;

export type ActionDefinition<S extends z.ZodType> = {
  /** Names the action in the log and the audit, such as `proxy.launch`. */
  name: string;
  /**
   * Asked before parsing, without an object; the mutation asks again with the object. Null where whoever is signed in
   * may: what they may do is then theirs alone. Written out as text, for the authorisation matrix reads it.
   */
  permission: Permission | null;
  /** Form to what the schema takes; without it the fields as they are. */
  parse?: (form: FormData) => unknown;
  schema: S;
  /**
   * Set where an open browser is not enough: the person has said again who they are in the last minutes. A function where
   * that depends on what is asked for, and on nothing that is looked up: the answer would tell of it.
   */
  isConfirmed?: true | ((input: z.output<S>) => boolean);
  /** Fields that never come back to the page, beside those whose name says password, secret or token. */
  secrets?: readonly string[];
};

const counter = new RateCounter();

/** A server action as useActionState calls it. */
export type Action<T> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>;

/**
 * Makes a server action of a signed-in person: origin, rate, gate, parse, call, map, in this order, so that a stranger
 * learns nothing from validation. Answers codes, never exception text; `redirect` and `notFound` pass through;
 * submitted values come back, secrets never. One log line per call, one audit row per refusal.
 */
export function defineAction<S extends z.ZodType, T>(
  definition: ActionDefinition<S>,
  handler: (input: z.output<S>, actor: Actor) => Promise<T>,
): Action<T> {
  return (first, second) =>
    perform(definition, formOf(first, second), async (input, note) => {
      const actor = await currentActor();
      if (!actor)
        throw new AppError('denied', 'nobody is signed in', { reason: { id: 'signedOut' } });
      note.actor = actor;
      counter.spend(actor.personId, 'action', env().SLUICE_ACTIONS_PER_MINUTE);
      if (definition.permission) authorize(actor, definition.permission);
      const { isConfirmed } = definition;
      if (isConfirmed === true) await requireRecent(actor);
      const asked = await input();
      if (typeof isConfirmed === 'function' && isConfirmed(asked)) await requireRecent(actor);
      return handler(asked, actor);
    });
}

/** Also as `<form action>` calls it, where no state is kept; as its state it takes that of any action. */
export type FormAction<T> = ((form: FormData) => Promise<void>) &
  ((previous: unknown, form: FormData) => Promise<ActionState<T>>);

type PublicDefinition<S extends z.ZodType> = Omit<ActionDefinition<S>, 'permission'>;

/** As defineAction, for what strangers may call: signing in. */
export function definePublicAction<S extends z.ZodType, T>(
  definition: PublicDefinition<S>,
  handler: (input: z.output<S>) => Promise<T>,
): FormAction<T> {
  const action = (first: unknown, second?: unknown) =>
    perform(definition, formOf(first, second), async (input) => handler(await input()));
  return action as FormAction<T>;
}

type Note = { actor?: Actor };

/** What is wrong with fields that only the work itself could tell; answered as the schema's own faults. */
export class InvalidForm extends AppError {
  readonly fieldErrors: FieldErrors;

  constructor(fieldErrors: FieldErrors) {
    super('invalid', 'the form was not valid');
    this.fieldErrors = fieldErrors;
  }
}

async function perform<S extends z.ZodType, T>(
  definition: PublicDefinition<S>,
  form: FormData | null,
  work: (input: () => Promise<z.output<S>>, note: Note) => Promise<T>,
): Promise<ActionState<T>> {
  const began = performance.now();
  const note: Note = {};
  let outcome = 'ok';
  try {
    requireOwnOrigin(await headers(), definition.name);
    const data = await work(() => parseForm(definition, form), note);
    return { kind: 'ok', data };
  } catch (error) {
    outcome = error instanceof AppError ? error.code : 'redirect';
    unstable_rethrow(error);
    outcome = error instanceof AppError ? error.code : 'unexpected';
    await recordRefusal(note.actor ?? 'system', error);
    const values = form ? submitted(form, definition.secrets ?? []) : {};
    if (error instanceof InvalidForm)
      return { kind: 'invalid', fieldErrors: error.fieldErrors, values };
    if (outcome === 'unexpected') log.error('action.failed', { action: definition.name, error });
    if (error instanceof GuardrailRefused)
      return { kind: 'failed', code: error.code, detail: null, verdict: error.verdict, values };
    if (error instanceof PlanMoved)
      return { kind: 'failed', code: error.code, detail: null, moved: error.moved, values };
    return error instanceof AppError
      ? { kind: 'failed', code: error.code, detail: error.detail, ...because(error), values }
      : { kind: 'failed', code: 'unexpected', detail: null, values };
  } finally {
    log.info('action', {
      action: definition.name,
      actor: note.actor?.email ?? null,
      outcome,
      ms: Math.round(performance.now() - began),
    });
  }
}

function because({ reason }: AppError): { reason?: RefusalReason } {
  return reason ? { reason } : {};
}

async function parseForm<S extends z.ZodType>(
  definition: PublicDefinition<S>,
  form: FormData | null,
): Promise<z.output<S>> {
  if (!form) throw new InvalidForm({});
  const result = definition.schema.safeParse((definition.parse ?? fields)(form));
  if (result.success) return result.data;
  const fieldErrors: FieldErrors = {};
  for (const issue of result.error.issues) {
    const field = issue.path.join('.');
    fieldErrors[field] = [...(fieldErrors[field] ?? []), issue.message];
  }
  throw new InvalidForm(fieldErrors);
}

/** The form is the last argument: React leaves out the state where no state is kept. */
function formOf(...passed: unknown[]): FormData | null {
  return passed.findLast((value) => value instanceof FormData) ?? null;
}

function fields(form: FormData): Values {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (isText(value) ? [[name, value]] : [])),
  );
}

function submitted(form: FormData, secrets: readonly string[]): Values {
  const values: Values = {};
  for (const name of new Set(form.keys())) {
    // `$ACTION_…` fields are React's own.
    if (name.startsWith('$') || secrets.includes(name) || /password|secret|token/i.test(name))
      continue;
    const texts = form.getAll(name).filter(isText);
    const [only] = texts;
    if (only !== undefined) values[name] = texts.length === 1 ? only : texts;
  }
  return values;
}

function isText(value: FormDataEntryValue): value is string {
  return typeof value === 'string';
}
