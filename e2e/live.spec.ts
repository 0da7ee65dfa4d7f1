import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import type { Page } from '@playwright/test';
import { protectByHand, stackOutputs, stackStatus } from './aws';
import { expect, expectAccessible, test } from './fixtures';
import { startLine } from './line';
import { fillProxyForm, launchProxy } from './proxy-form';
import { sandboxAt } from './sandbox';

const sandbox = sandboxAt(process.env.AWS_ENDPOINT_URL ?? '');

/** Launches into a new network that is held, and opens the run's own page. */
async function launchHeld(page: Page, name: string, cidr: string): Promise<string> {
  await sandbox.hold(`sluice-network-${name}`);
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name, cidr },
    quota: '500',
    rate: '50',
    burst: '50',
  });
  // Pressed twice, as one does.
  await page.getByRole('button', { name: 'Launch proxy' }).dblclick();
  await page.getByRole('link', { name: `Launch of proxy ${name}` }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: `Launch of proxy ${name}` }),
  ).toBeVisible();
  return page.url();
}

/** How many events the server has of a run that is over; null before its end. */
async function eventsAtEnd(page: Page, url: string): Promise<number | null> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const [id] = url.split('/').slice(-1);
  const stream = await fetch(new URL(`/api/runs/${id}/events`, url), { headers: { cookie } });
  const text = await stream.text();
  return text.includes('"state":"succeeded"') ? text.split('event: event\n').length - 1 : null;
}

test.describe('offline', () => {
  test.use({ outage: true });

  test('a browser that goes offline says so, and catches up without a reload', async ({
    page,
    signIn,
    unique,
  }) => {
    const name = unique('offline');
    await signIn('Ben Okafor');
    const url = await launchHeld(page, name, '10.41.0.0/16');
    const line = await startLine(url);
    await page.goto(line.url + new URL(url).pathname);
    await expect(page.getByText('CREATE_IN_PROGRESS').first()).toBeVisible();
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));

    await test.step('what is to come is known before it begins', async () => {
      const timeline = page.getByRole('list', { name: 'Timeline' });
      await expect(
        timeline.getByRole('listitem').filter({ hasText: 'Endpoint' }).first(),
      ).toContainText('Waiting');
      await expect(page).toHaveTitle(new RegExp(`${name} running`));
      await expectAccessible(page);
      // Let go for a moment it goes on by half a resource: made, and not stable yet.
      await expect(async () => {
        await sandbox.release(`sluice-network-${name}`);
        await sandbox.hold(`sluice-network-${name}`);
        await expect(timeline.getByText(/Made, settling/).first()).toBeVisible({ timeout: 3_000 });
      }).toPass();
    });

    const notice = page.getByRole('status').filter({ hasText: 'Not connected.' });
    await test.step('the line breaks', async () => {
      await page.context().setOffline(true);
      line.cut();
      await expect(notice).toContainText(
        /Last news at\s+\d\d:\d\d:\d\d\. Trying again by itself\./,
      );
      await expectAccessible(page);
    });

    let events: number | null = null;
    await test.step('the run goes on without the browser', async () => {
      await sandbox.release(`sluice-network-${name}`);
      await expect
        .poll(async () => {
          events = await eventsAtEnd(page, url);
          return events;
        })
        .toBeGreaterThan(50);
      await expect(notice).toBeVisible();
    });

    await test.step('it catches up by itself', async () => {
      line.mend();
      await page.context().setOffline(false);
      await expect(page.getByText(`${events} events`)).toBeVisible();
      await expect(notice).toHaveCount(0);
      await expect(page).toHaveTitle(new RegExp(`${name} done`));
      expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    });
    await line.close();
  });
});

test('a run tells what it is in AWS, in the audit and in the list of runs', async ({
  page,
  signIn,
  unique,
}) => {
  const name = unique('record');
  await signIn('Ben Okafor');
  const url = await launchHeld(page, name, '10.42.0.0/16');
  await sandbox.release(`sluice-network-${name}`);
  await expect(page).toHaveTitle(new RegExp(`${name} done`));

  const record = page.getByRole('region', { name: 'On record' });
  const tokens = await record
    .locator('code')
    .filter({ hasText: /^sluice-/ })
    .allTextContents();
  await test.step('every event of the stack carries the token shown', async () => {
    const { StackEvents = [] } = await new CloudFormationClient({}).send(
      new DescribeStackEventsCommand({ StackName: `sluice-proxy-${name}` }),
    );
    expect(new Set(StackEvents.map((event) => event.ClientRequestToken))).toEqual(
      new Set([tokens.at(-1)]),
    );
    await expect(
      record.getByRole('link', { name: 'Open in the AWS console' }).first(),
    ).toHaveAttribute(
      'href',
      /console\.aws\.amazon\.com\/cloudformation\/home\?region=.*stackId=arn/,
    );
  });

  await test.step('a double press has made one run, and the list finds it by its address', async () => {
    await page.goto('/runs?kind=create&state=succeeded&who=ben@example.com');
    await expect(page.getByRole('link', { name: `Launch of proxy ${name}` })).toHaveCount(1);
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Deletions');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page).toHaveURL(/kind=delete/);
    await expect(page.getByRole('link', { name: `Launch of proxy ${name}` })).toHaveCount(0);
  });

  await test.step('the audit has it, and leads back', async () => {
    await page.goto(url);
    await page.getByRole('link', { name: `Everything done to ${name}` }).click();
    await page.getByRole('link', { name: 'Launched a proxy' }).click();
    await expect(page.getByText(tokens.at(-1) ?? '', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Open the run' }).click();
    await expect(page).toHaveURL(url);
  });
});

test('two people at one proxy: both see the same, and who comes second is told why', async ({
  page,
  browser,
  baseURL,
  signIn,
  unique,
}) => {
  const name = unique('both');
  const stack = `sluice-proxy-${name}`;
  await signIn('Ben Okafor');
  await launchProxy(page, { name, network: unique('net'), cidr: '10.43.0.0/16' });

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto('/sign-in');
  await other.getByRole('button', { name: 'Sign in as Aiko Tanaka' }).click();
  await expect(other.getByRole('navigation').first()).toBeVisible();
  await other.goto(`/proxies/${name}/edit`);
  await other.getByLabel('Burst').fill('70');

  await page.goto(`/proxies/${name}/edit`);
  await page.getByLabel('Burst').fill('60');
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('button', { name: 'Execute changes' })).toBeVisible();
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.getByText('Burst: 50 → 60.')).toBeVisible();

  await sandbox.hold(stack);
  await page.getByRole('button', { name: 'Execute changes' }).dblclick();
  await test.step('the other browser follows by itself', async () => {
    await expect(second.getByText('Executed by ben@example.com')).toBeVisible();
    await expect(second.getByRole('button', { name: 'Execute changes' })).toHaveCount(0);
  });
  await test.step('what the other asks for meanwhile is refused, by the run that is in the way', async () => {
    const runId = page.url().split('/').at(-1) ?? '';
    await other.getByRole('button', { name: 'Preview changes' }).click();
    await expect(other.getByText(new RegExp(`${name}.*${runId}|${stack}`)).first()).toBeVisible();
  });
  await sandbox.release(stack);
  await expect(page).toHaveTitle(new RegExp(`${name} done`));
  await expect(second).toHaveTitle(new RegExp(`${name} done`));
  await context.close();
});

test('a deletion tells who called lately, and wants the name', async ({ page, signIn, unique }) => {
  const name = unique('called');
  await signIn('Ben Okafor');
  const network = unique('net');
  await launchProxy(page, { name, network, cidr: '10.44.0.0/16' });
  const outputs = await stackOutputs(`sluice-proxy-${name}`);
  const now = Date.now();
  await sandbox.traffic({
    apiId: outputs?.RestApiId ?? '',
    keyId: outputs?.KeyAId ?? '',
    // Of a day that is over nobody is asked again.
    from: now - 1_800_000,
    to: now,
    requests: 345,
  });
  const dialog = page.getByRole('dialog');
  // The collector asks for the whole fleet within its budget, and this proxy was asked for a moment ago.
  await expect(async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Delete proxy' }).click();
    await expect(dialog.getByText('345 calls')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
  await expectAccessible(page);
  await dialog.getByRole('textbox').fill('something-else');
  await dialog.getByRole('button', { name: 'Delete proxy' }).click();
  await expect(dialog.getByText(`Type exactly ${name}.`)).toBeVisible();
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('checkbox', { name: new RegExp(network) }).check();
  await sandbox.hold(`sluice-proxy-${name}`);
  await dialog.getByRole('button', { name: 'Delete proxy' }).click();

  await test.step('a network that somebody protects meanwhile is left, and its protection switched off on the run’s page', async () => {
    await page.getByRole('link', { name: `Deletion of proxy ${name}` }).click();
    await protectByHand(`sluice-network-${network}`);
    await sandbox.release(`sluice-proxy-${name}`);
    const cause = page.getByRole('alert').filter({ hasText: 'protected from deletion' });
    await cause.getByRole('button', { name: 'Switch termination protection off' }).click();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Turn protection off' }).click();
    await expect(page).toHaveTitle(new RegExp(`${network} done`));
    await expect(
      page.getByRole('heading', { name: `Protection of network ${network} turned off` }),
    ).toBeVisible();
    await page.goto(`/proxies/${name}`);
    await expect(page.getByRole('heading', { level: 1, name: `${name} is gone` })).toBeVisible();
    await expect(page.getByText('no run of Sluice deleted it')).toHaveCount(0);
    await expect(cause.getByRole('button', { name: 'Delete what is left' })).toBeVisible();
    await cause.getByRole('button', { name: 'Try again' }).click();
    await expect(
      page.getByRole('heading', { level: 1, name: `Deletion of network ${network}` }),
    ).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`${network} done`));
    expect(await stackStatus(`sluice-network-${network}`)).toBeNull();
  });
});
