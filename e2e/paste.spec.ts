import { expect, expectAccessible, expectFitsPhone, test } from './fixtures';

const secret = 'Zq8mT3vXn5Rb7Lc2Hd9Kf4Wg6Yj1Ps0A';
const id = '0f3c2b1a-9d8e-4f7a-b6c5-d4e3f2a1b0c9';

/** What somebody pastes whose key belongs to another proxy: prompt, secrets, Windows' line ends and all. */
const transcript = [
  `C:\\> curl -v -H "x-api-key: ${secret}" https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com/live/get`,
  '> GET /live/get HTTP/1.1',
  '> Host: a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com',
  `> x-api-key: ${secret}`,
  '>',
  '< HTTP/1.1 403 Forbidden',
  `< x-amzn-RequestId: ${id}`,
  '< x-amzn-ErrorType: ForbiddenException',
  '< x-amz-apigw-id: YxN9sGoaTjMF1aA=',
  '<',
  `{"message":"Forbidden","code":"invalid_api_key","proxy":"httpbin-dev","docs":"/errors/invalid_api_key","requestId":"${id}"}`,
].join('\r\n');

test('a stranger pastes an error and learns which hop it was; nothing of it leaves the browser', async ({
  page,
}) => {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Got an error? Paste it' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'What does this error mean?' }),
  ).toBeVisible();
  const result = page.getByRole('region', { name: 'What it means' });
  const box = page.getByLabel('The error');

  await test.step('of three causes that AWS does not tell apart none is called certain', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
    await box.fill(transcript);
    await expect(result.getByRole('heading', { level: 2 })).toHaveText(
      'The gateway refused the call without saying why',
    );
    await expect(result).toContainText('Answered by: API Gateway itself');
    await expect(result.getByRole('heading', { name: '3 causes fit' })).toBeVisible();
    await expect(result.getByText('Certain')).toHaveCount(0);
    await expect(result.getByRole('listitem').first()).toContainText('belongs to another proxy');
    await expect(result).toContainText('/sluice/proxy/httpbin-dev/access');
    expect(asked.filter((request) => request.includes(secret) || request.includes(id))).toEqual([]);
  });

  await test.step('the key stands only in the box that it was pasted into', async () => {
    await result.getByText('The paste without secrets, for a ticket').click();
    await expect(result).toContainText('x-api-key: [hidden]');
    await expect(result).not.toContainText(secret);
    expect(page.url()).not.toContain(secret);
  });

  await expectAccessible(page);
  await expectFitsPhone(page);

  await test.step('a cause that the paste proves is certain, with a command to confirm it', async () => {
    await box.fill(transcript.replaceAll(/> x-api-key: .*\r\n/g, ''));
    await expect(result.getByText('Certain')).toBeVisible();
    await expect(result.getByRole('listitem').first()).toContainText('had no x-api-key header');
    await expect(result.getByRole('figure', { name: 'Confirm with' })).toContainText(
      "'https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com/live/get'",
    );
  });

  await test.step('text that tells nothing is not guessed at', async () => {
    await box.fill('it does not work');
    await expect(result).toContainText('Cannot tell');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'A 429' }).click();
    await expect(result.getByRole('heading', { level: 2 })).toHaveText('The key’s quota is spent');
  });

  await test.step('the page of the code has the box too', async () => {
    await result.getByRole('link', { name: 'All about quota_exceeded' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'The quota is spent' })).toBeVisible();
    await page.getByLabel('The error').fill('{"message":"Too Many Requests"}');
    await expect(result.getByRole('heading', { level: 2 })).toHaveText('Too many calls at once');
  });
});

test.describe('in Japanese, on a phone', () => {
  test.use({ locale: 'ja-JP', viewport: { width: 390, height: 844 } });

  test('a name that does not resolve is told with its causes', async ({ page }) => {
    await page.goto('/errors');
    await page
      .getByLabel('エラー')
      .fill(
        'curl: (6) Could not resolve host: a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com',
      );
    const result = page.getByRole('region', { name: '意味' });
    await expect(result.getByRole('heading', { level: 2 })).toHaveText('名前を解決できません');
    await expect(result.getByRole('listitem')).toHaveCount(4);
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
});

test('a request id alone leads to the query that finds it, from the menu of who is signed in', async ({
  page,
  signIn,
}) => {
  await signIn('Emil Novak');
  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('link', { name: 'What does this error mean?' }).click();
  await page.getByLabel('The error').fill(id);
  const result = page.getByRole('region', { name: 'What it means' });
  await expect(result.getByRole('heading', { level: 2 })).toHaveText(
    'A request id: the access log knows the rest',
  );
  await expect(result).toContainText(`filter requestId = "${id}"`);
});
