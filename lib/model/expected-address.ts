/** An address that is known to be the endpoint's, and what is known of its interface. */
export interface ExpectedAddress {
  readonly address: string;
  readonly availabilityZone: string | null;
  readonly networkInterfaceId: string | null;
}
