/** EC2's names in XML where they are not the API's names with a small first letter. Source: the API's model as clients have it. */
const NAMES: Readonly<Record<string, string>> = {
  Vpcs: 'vpcSet',
  Subnets: 'subnetSet',
  SecurityGroups: 'securityGroupInfo',
  NetworkAcls: 'networkAclSet',
  RouteTables: 'routeTableSet',
  NetworkInterfaces: 'networkInterfaceSet',
  VpcEndpoints: 'vpcEndpointSet',
  DhcpOptions: 'dhcpOptionsSet',
  ServiceDetails: 'serviceDetailSet',
  DhcpConfigurations: 'dhcpConfigurationSet',
  Values: 'valueSet',
  Associations: 'associationSet',
  Entries: 'entrySet',
  Routes: 'routeSet',
  UserIdGroupPairs: 'groups',
  Groups: 'groupSet',
  PrivateIpAddresses: 'privateIpAddressesSet',
  Ipv6Addresses: 'ipv6AddressesSet',
  SubnetIds: 'subnetIdSet',
  NetworkInterfaceIds: 'networkInterfaceIdSet',
  DnsEntries: 'dnsEntrySet',
  AvailabilityZones: 'availabilityZoneSet',
  PrivateDnsNames: 'privateDnsNameSet',
  Tags: 'tagSet',
  IsDefault: 'default',
  NetworkAclAssociationId: 'networkAclAssociationId',
};

/** A VPC's own `isDefault` is spelled out, an ACL's is `default`. */
const nameOf = (key: string, parent: string): string =>
  key === 'IsDefault' && parent === 'vpcSet' ? 'isDefault' : (NAMES[key] ?? key.charAt(0).toLowerCase() + key.slice(1));

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A value in the API's names as the XML in which EC2 answers. */
export function xmlOf(key: string, value: unknown, parent = ''): string {
  if (value === undefined || value === null) return '';
  const name = key === 'item' ? 'item' : nameOf(key, parent);
  if (Array.isArray(value)) return `<${name}>${value.map((item) => xmlOf('item', item, name)).join('')}</${name}>`;
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const inner = Object.entries(value).map(([child, one]) => xmlOf(child, one, name === 'item' ? parent : name));
  return `<${name}>${inner.join('')}</${name}>`;
}
