import Link from 'next/link';
import { Fragment } from 'react';
import { Code } from '@/components/ui/code';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { responseTypes } from '@/lib/explain/response-types';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';

/** All kinds of answer that API Gateway gives by itself, each with its page, or why a proxy never gives it. */
export async function ResponseTypeTable() {
  const words = (await getI18n()).t('explain.types');
  return (
    <Table label={words('title')}>
      <TableHead>
        <TableHeader className="pl-0">{words('type')}</TableHeader>
        <TableHeader className="max-md:hidden">{words('status')}</TableHeader>
        <TableHeader className="pr-0">{words('page')}</TableHeader>
      </TableHead>
      <tbody>
        {responseTypes.map(({ type, status, page, never }) => (
          <TableRow key={type}>
            <TableCell className="pl-0">
              <Code className="[overflow-wrap:normal]">
                {type.split('_').map((word, index) => (
                  <Fragment key={word}>
                    {index > 0 && (
                      <>
                        _<wbr />
                      </>
                    )}
                    {word}
                  </Fragment>
                ))}
              </Code>
            </TableCell>
            <TableCell className="text-ink-muted max-md:hidden">
              {status ?? words('varies')}
            </TableCell>
            <TableCell className="pr-0">
              {never ? (
                <span className="text-ink-muted">{words(`never.${never}`)}</span>
              ) : (
                <Link
                  prefetch={false}
                  href={routes.error(page)}
                  className="inline-block py-0.5 text-accent hover:underline"
                >
                  <Code>{page}</Code>
                </Link>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
