import 'server-only';
import type { RouteAnswer, RouteInput } from '../define-route';
import { AppError } from '../errors';
import type { Locale } from '../i18n/locales';
import { can } from '../identity/permissions';
import type { Actor } from '../identity/types';
import { getRoll, listBehind, listRolls } from '../rolls/data';
import { previewRoll, startRoll, stopRoll } from '../rolls/mutations';
import type { Roll, RollMember } from '../rolls/types';
import { consequencesOf } from '../runs/consequences';
import { meantChanges } from '../runs/meant-changes';
import { requireKnown, writtenAnswer } from './answers';
import { saidConsequences } from './explained';
import type { operations } from './operations';

/** The last rolls, and what is behind now. */
export async function rollsOf({
  actor,
}: RouteInput<typeof operations.listRolls>): Promise<RouteAnswer> {
  const [items, known] = await Promise.all([listRolls(), listBehind()]);
  const { value, asOf, problem } = requireKnown(known);
  const behind = value.filter(({ team }) => can(actor, 'fleet.read', { team }));
  return { status: 200, body: { items, behind, asOf, problem } };
}

/** One roll with those of its members that this actor may read. */
export async function rollOf({
  actor,
  name,
  locale,
}: RouteInput<typeof operations.getRoll>): Promise<RouteAnswer> {
  const roll = await requireRoll(name);
  return { status: 200, body: { ...roll, members: await membersFor(actor, roll, locale) } };
}

function membersFor(actor: Actor, { members }: Roll, locale: Locale) {
  const readable = members.filter(({ team }) => can(actor, 'fleet.read', { team }));
  return Promise.all(readable.map((member) => memberBody(member, locale)));
}

async function memberBody({ run, ...member }: RollMember, locale: Locale) {
  if (!run) return { ...member, consequences: [] };
  const consequences = consequencesOf(meantChanges(run), run.subject.kind);
  return { ...member, consequences: await saidConsequences(consequences, run.subject, locale) };
}

/** Has every plan of a roll made; changes nothing. */
export async function previewRollOver({
  actor,
  key,
}: RouteInput<typeof operations.previewRoll>): Promise<RouteAnswer> {
  const { rollId, isRepeated } = await previewRoll(actor, { idempotencyKey: key });
  return rollAnswer(rollId, isRepeated);
}

/** Has the plans carried out, or begins nothing more. */
export async function decideRollOver(
  verb: 'start' | 'stop',
  { actor, name }: RouteInput<typeof operations.startRoll>,
): Promise<RouteAnswer> {
  await (verb === 'start' ? startRoll : stopRoll)(actor, { rollId: name });
  return rollAnswer(name, false);
}

function rollAnswer(rollId: string, isRepeated: boolean): RouteAnswer {
  return writtenAnswer({ rollId }, `/api/v1/rolls/${rollId}`, isRepeated);
}

async function requireRoll(id: string): Promise<Roll> {
  const roll = await getRoll(id);
  if (!roll) throw new AppError('not_found', `there is no roll ${id}`);
  return roll;
}
