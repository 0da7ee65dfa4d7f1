import 'server-only';
import { mainTarget } from '../aws/targets';
import type { Known } from '../known';
import { readStandingFleet } from '../proxies/fleet';
import { getRun } from '../runs/data';
import { behindIn } from './behind';
import { listRollRows, loadRoll, type MemberRow, type RollRow } from './store';
import type { BehindStack, Roll } from './types';

/** One roll with its members and their runs; null when there is none with that id. */
export async function getRoll(id: string): Promise<Roll | null> {
  const found = await loadRoll(id);
  if (!found) return null;
  const members = await Promise.all(found.members.map(withRun));
  return { ...rollOf(found.roll), members };
}

/** Rolls, newest first, without their members. */
export async function listRolls(limit = 20): Promise<Omit<Roll, 'members'>[]> {
  return (await listRollRows(mainTarget().id, limit)).map(rollOf);
}

/** Every network and proxy whose template is of an older version, as AWS last answered; networks first. */
export async function listBehind(): Promise<Known<BehindStack[]>> {
  const fleet = await readStandingFleet();
  if (fleet.asOf === null) return fleet;
  const value = behindIn(fleet.value).map(({ kind, facts: { name, team, version } }) => ({
    kind,
    name,
    team,
    version,
  }));
  return { ...fleet, value };
}

async function withRun(row: MemberRow) {
  const { rollId: _, ...member } = row;
  return { ...member, run: member.runId === null ? null : await getRun(member.runId) };
}

function rollOf(row: RollRow): Omit<Roll, 'members'> {
  const { id, state, toVersion, requestedBy, requestedAt, decidedBy, decidedAt } = row;
  const { stoppedBy, endedAt } = row;
  return {
    id,
    state,
    toVersion,
    requestedBy,
    requestedAt,
    decidedBy,
    decidedAt,
    stoppedBy,
    endedAt,
  };
}
