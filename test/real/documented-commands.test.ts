import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { drawWorld } from '../lab/draw-world.ts';
import { describeWhere } from '../support/describe-lab.ts';
import { read } from '../support/sources.ts';
import { type Account, openAccount } from './aws-cli.ts';
import { AWS_CLI_LACKS } from './installed.ts';

const PAGES = ['deploying', 'without-cdk', 'configuration', 'operating', 'existing-endpoint'];

/** A CLI that asked, and was answered, refused, or given a page of nothing by an API that is not here: it understood its arguments. */
const ASKED = /^(0|254|255 \s*Unable to parse response)\b/;

/** These want files of the person's first. */
const NEEDS_FILES = /^aws (s3 cp|cloudformation deploy) /;

const commands = PAGES.flatMap((page) =>
  [...read(`docs/${page}.md`).matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)]
    .flatMap(
      ([, block = '']) =>
        block
          .replaceAll(/ +#.*$/gm, '')
          .replaceAll(/\\\n\s*/g, '')
          .match(/^ *aws .*$/gm) ?? [],
    )
    .map((command) => command.trim()),
).filter((command) => !NEEDS_FILES.test(command));

describeWhere(AWS_CLI_LACKS, "the commands of the deployment's pages, with Debian's AWS CLI", () => {
  let account: Account;
  beforeAll(async () => {
    account = await openAccount(drawWorld(1, { zones: 2 }));
  });
  afterAll(() => account.close());

  test('are understood', async () => {
    expect(commands.length).toBeGreaterThan(10);
    const odd: string[] = [];
    for (const command of new Set(commands)) {
      const { code, stderr } = await account.paste(command);
      if (!ASKED.test(`${code} ${stderr}`)) odd.push(`${code} ${command}: ${stderr}`);
    }
    expect(odd).toEqual([]);
  }, 300_000);
});
