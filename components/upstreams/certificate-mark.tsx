import { StateBadge, type StateName } from '@/components/ui/state';
import { getI18n } from '@/lib/i18n/server';
import {
  type CertificateFacts,
  type CertificateState,
  certificateStanding,
} from '@/lib/upstreams/certificate';

const looks: Record<CertificateState, StateName> = {
  expired: 'expired',
  name: 'failed',
  early: 'failed',
  untrusted: 'failed',
  ends_in_days: 'degraded',
  ends_soon: 'ends_soon',
  unreachable: 'unknown',
  unread: 'waiting',
  valid: 'healthy',
};

/** Where a host's certificate stands; with `isBrief` where it stands among other things, which it is to be told from. */
export async function CertificateMark({
  facts,
  isBrief = false,
}: {
  facts: CertificateFacts | null;
  isBrief?: boolean;
}) {
  const { t, now } = await getI18n();
  const words = t('upstreams');
  const { state, days } = certificateStanding(facts, now);
  const label = words(`certificate.${isBrief ? 'brief' : 'state'}.${state}`, { days: days ?? 0 });
  return <StateBadge state={looks[state]} label={label} className="whitespace-normal" />;
}
