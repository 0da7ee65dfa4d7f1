import { expect, type Page } from '@playwright/test';

type Answers = {
  upstream: string;
  name: string;
  network:
    | { kind: 'existing'; name: string }
    | { kind: 'create'; name: string; cidr: string }
    | { kind: 'adopt'; name: string; vpcId: string };
  quota: string;
  rate: string;
  burst: string;
};

/** Fills the create form as a person does: by its labels. */
export async function fillProxyForm(page: Page, answers: Answers): Promise<void> {
  await page.getByLabel('Upstream URL').fill(answers.upstream);
  await chooseNetwork(page, answers.network);
  await page.getByLabel('Quota', { exact: true }).fill(answers.quota);
  await page.getByLabel('Rate per second').fill(answers.rate);
  await page.getByLabel('Burst').fill(answers.burst);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(answers.name);
}

async function chooseNetwork(page: Page, network: Answers['network']): Promise<void> {
  if (network.kind === 'existing') {
    await page.getByRole('radio', { name: /A Sluice network/ }).check();
    await page.getByLabel('Sluice network', { exact: true }).selectOption(network.name);
    return;
  }
  if (network.kind === 'create') {
    await page.getByRole('radio', { name: /A VPC of its own/ }).check();
    await page.getByLabel('VPC CIDR').fill(network.cidr);
  } else {
    await page.getByRole('radio', { name: /Adopt an existing VPC/ }).check();
    // Viewers share one look at the VPCs; one made a moment ago is found by asking anew.
    await page.getByRole('button', { name: 'Refresh VPCs' }).click();
    await page.getByRole('radio', { name: new RegExp(network.vpcId) }).check();
  }
  await page.getByLabel('Network name').fill(network.name);
}

/** The text of the template that the preview shows for one stack. */
export async function previewTemplate(page: Page, stackName: string): Promise<string> {
  return (await page.getByRole('region', { name: stackName }).locator('code').textContent()) ?? '';
}

/** Sends the create form that is open, on any server: a proxy in a VPC of its own, which has its name. */
export async function sendProxyForm(page: Page, name: string): Promise<void> {
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name, cidr: '10.0.0.0/16' },
    quota: '100',
    rate: '5',
    burst: '5',
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
}

/** Launches a proxy in a VPC of its own and waits until it stands, with its page open. */
export async function launchProxy(
  page: Page,
  { name, network, cidr }: { name: string; network: string; cidr: string },
): Promise<void> {
  await page.goto('/proxies/new');
  await fillProxyForm(page, {
    upstream: 'https://httpbin.org',
    name,
    network: { kind: 'create', name: network, cidr },
    quota: '500',
    rate: '50',
    burst: '50',
  });
  await page.getByRole('button', { name: 'Launch proxy' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
}
