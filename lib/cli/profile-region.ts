/** The Region of the profile in use, as the SDK finds it in ~/.aws/config; undefined where it finds none. */
export async function profileRegion(): Promise<string | undefined> {
  const { EC2Client } = await import('@aws-sdk/client-ec2');
  return new EC2Client({}).config.region().catch(() => undefined);
}
