import 'server-only';
import { and, asc, eq, inArray, lt } from 'drizzle-orm';
import { db } from '../db/database';
import { upstreams } from '../db/schema';
import { env } from '../env';
import { type CertificateFacts, certificateStanding } from './certificate';
import { loadCertificates } from './certificate-store';
import { loadUpstream } from './store';
import { type Upstream, watchedStates } from './types';

/** The whole register, by host. */
export async function listUpstreams(): Promise<Upstream[]> {
  return (await db()).select().from(upstreams).orderBy(asc(upstreams.host));
}

/** Approved upstreams whose day of review has passed, the longest overdue first. @public */
export async function overdueReviews(now: Date): Promise<Upstream[]> {
  const today = now.toISOString().slice(0, 10);
  return (await db())
    .select()
    .from(upstreams)
    .where(and(eq(upstreams.state, 'approved'), lt(upstreams.reviewOn, today)))
    .orderBy(asc(upstreams.reviewOn), asc(upstreams.host));
}

/** One entry; null where the host is not registered. */
export async function getUpstream(host: string): Promise<Upstream | null> {
  return loadUpstream(host);
}

/** Whether certificates are looked at from here, and where connections go then. */
export function certificateChecks(): 'off' | 'on' | 'via' {
  return env().SLUICE_UPSTREAM_CHECKS.mode;
}

/** What is known of each host's certificate, by host. */
export async function listCertificates(): Promise<Map<string, CertificateFacts>> {
  return loadCertificates();
}

/** What is known of one host's certificate; null before the first look. */
export async function getCertificate(host: string): Promise<CertificateFacts | null> {
  return (await loadCertificates([host])).get(host) ?? null;
}

/** Until when the certificate is valid that was last read at each host that is looked at, by host. */
export async function watchedReadings(): Promise<Map<string, { validTo: Date; readAt: Date }>> {
  const [rows, known] = await Promise.all([
    (await db())
      .select({ host: upstreams.host })
      .from(upstreams)
      .where(inArray(upstreams.state, watchedStates)),
    loadCertificates(),
  ]);
  return new Map(
    rows.flatMap(({ host }) => {
      const { reading, readAt } = known.get(host) ?? { reading: null, readAt: null };
      return reading && readAt ? [[host, { validTo: new Date(reading.validTo), readAt }]] : [];
    }),
  );
}

/** Hosts whose certificate somebody has to see to, the one that ends first before the others. */
export async function dueCertificates(
  now: Date,
): Promise<(Upstream & { certificate: CertificateFacts })[]> {
  const [rows, known] = await Promise.all([
    (await db()).select().from(upstreams).where(inArray(upstreams.state, watchedStates)),
    loadCertificates(),
  ]);
  return rows
    .flatMap((upstream) => {
      const certificate = known.get(upstream.host);
      const isDue = certificate && certificateStanding(certificate, now).isDue;
      return isDue ? [{ ...upstream, certificate }] : [];
    })
    .sort((a, b) => endOf(a).localeCompare(endOf(b)));
}

function endOf({ certificate }: { certificate: CertificateFacts }): string {
  return certificate.reading?.validTo ?? '';
}
