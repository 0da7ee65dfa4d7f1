import { Code } from '@/components/ui/code';
import type { Passport } from '@/lib/passport/types';
import { Both, momentOf, Pair, Pairs, Part } from './both';

const number = (value: number) => value.toLocaleString('en-US');

export function QuotaPair({ quota }: Pick<Passport['limits']['limits'], 'quota'>) {
  return (
    <Pair name={(of) => of.passport('limits.quota')}>
      <Both
        say={(of) =>
          quota
            ? of.passport(`limits.period.${quota.period}`, { limit: number(quota.limit) })
            : of.passport('limits.quotaNone')
        }
      />
    </Pair>
  );
}

export function LimitsPart({
  limits,
  upstream: { methods, timeoutMs },
}: {
  limits: Passport['limits'];
  upstream: Passport['upstream'];
}) {
  const { quota, rate, burst } = limits.limits;
  return (
    <Part title={(of) => of.passport('limits.title')} sourced={limits}>
      <Pairs>
        <QuotaPair quota={quota} />
        <Pair name={(of) => of.passport('limits.rate')}>
          <Both
            say={(of) =>
              of.passport('limits.rateText', { rate: number(rate), burst: number(burst) })
            }
          />
        </Pair>
        <Pair name={(of) => of.passport('limits.methods')}>
          {methods ? methods.join(', ') : <Both say={(of) => of.passport('limits.methodsAll')} />}
        </Pair>
        <Pair name={(of) => of.passport('limits.timeout')}>
          <Both
            say={(of) => of.passport('limits.seconds', { seconds: String(timeoutMs / 1000) })}
          />
        </Pair>
      </Pairs>
    </Part>
  );
}

/** Who holds which key. Values are in no passport. */
export function KeysPart({ keys }: { keys: Passport['keys'] }) {
  return (
    <Part title={(of) => of.passport('keys.title')} sourced={keys}>
      <ul>
        {keys.slots.map(({ slot, keyId, consumer, owner, enabled }) => (
          <li key={slot} className="flex flex-wrap justify-between gap-x-3 py-0.5">
            <span>
              {slot} {keyId && <Code>{keyId}</Code>}
            </span>
            <span>
              {[consumer, owner].filter(Boolean).join(', ') || (
                <Both say={(of) => of.passport('keys.nobody')} />
              )}
              {!enabled && (
                <>
                  {', '}
                  <Both say={(of) => of.passport('keys.off')} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function TemplatePart({ template }: { template: Passport['template'] }) {
  const { sha256, version, live, comparedAt } = template;
  return (
    <Part title={(of) => of.passport('template.title')} sourced={template}>
      <Pairs>
        <Pair name={(of) => of.passport('template.hash')}>
          {sha256 ? <Code>{sha256}</Code> : <Both say={(of) => of.passport('notKnown')} />}
        </Pair>
        <Pair name={(of) => of.passport('template.version')}>{version}</Pair>
        <Pair name={(of) => of.passport('template.live')}>
          <Both say={(of) => of.passport(`template.state.${live}`)} />
          {comparedAt && (
            <>
              {', '}
              <Both say={(of) => of.passport('template.compared', { at: momentOf(comparedAt) })} />
            </>
          )}
        </Pair>
      </Pairs>
    </Part>
  );
}
