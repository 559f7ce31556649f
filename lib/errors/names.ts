import { SERVICE } from '../services/index.ts';

/**
 * Names under which AWS's services, the SDK and Node report errors. Whatever else a peer calls an error is its own text, and may
 * quote anything. Sources: API references of KMS, STS and EC2, "Common errors"; answers seen.
 */
const NAMES: ReadonlySet<string> = new Set([
  // Whoever signs, and how often.
  ...[
    'AccessDenied',
    'AccessDeniedException',
    'AuthFailure',
    'NotAuthorized',
    'OptInRequired',
    'UnauthorizedOperation',
  ],
  ...['ExpiredToken', 'ExpiredTokenException', 'IncompleteSignature', 'IncompleteSignatureException'],
  ...['InvalidClientTokenId', 'InvalidSignatureException', 'MissingAuthenticationToken', 'RequestExpired'],
  ...['MissingAuthenticationTokenException', 'SignatureDoesNotMatch', 'UnrecognizedClientException'],
  ...['Blocked', 'PendingVerification', 'RequestLimitExceeded', 'SlowDown', 'ThrottledException', 'Throttling'],
  ...['ThrottlingException', 'TooManyRequestsException', 'LimitExceededException', 'RegionDisabledException'],
  // What was asked.
  ...['InvalidAction', 'InvalidParameterCombination', 'InvalidParameterException', 'InvalidParameterValue'],
  ...['InvalidRequestException', 'MalformedQueryString', 'MissingAction', 'MissingParameter', 'SerializationException'],
  ...['UnknownOperationException', 'UnsupportedOperation', 'ValidationError', 'ValidationException'],
  // The service itself.
  ...[
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'InternalServiceError',
    'InternalServiceErrorException',
  ],
  ...['ServiceUnavailable', 'ServiceUnavailableException', 'Unavailable', 'Unknown', 'UnknownError'],
  ...SERVICE.errorNames,
  // KMS.
  ...['DependencyTimeoutException', 'DisabledException', 'IncorrectKeyException', 'InvalidArnException'],
  ...['InvalidCiphertextException', 'InvalidKeyUsageException', 'KMSInternalException', 'KMSInvalidStateException'],
  ...['KeyUnavailableException', 'NotFoundException'],
  // STS and IAM Identity Center.
  ...['ForbiddenException', 'IDPCommunicationError', 'IDPCommunicationErrorException', 'IDPRejectedClaim'],
  ...['IDPRejectedClaimException', 'InvalidIdentityToken', 'InvalidIdentityTokenException', 'PackedPolicyTooLarge'],
  ...['PackedPolicyTooLargeException', 'UnauthorizedException'],
  // EC2's ids that lead to nothing.
  ...[
    'InvalidDhcpOptionID.NotFound',
    'InvalidDhcpOptionsID.NotFound',
    'InvalidGroup.NotFound',
    'InvalidGroupId.Malformed',
  ],
  ...['InvalidNetworkAclID.NotFound', 'InvalidNetworkInterfaceID.NotFound', 'InvalidPrefixListID.NotFound'],
  ...['InvalidPrefixListId.NotFound', 'InvalidRouteTableID.NotFound', 'InvalidServiceName', 'InvalidSubnetID.NotFound'],
  ...['InvalidVpcEndpointId.NotFound', 'InvalidVpcID.NotFound'],
  // The SDK, Node, and this tool where an answer lacks what it must have.
  ...[
    'AbortError',
    'AggregateError',
    'CredentialsProviderError',
    'EndpointError',
    'Error',
    'ProviderError',
    'RangeError',
  ],
  ...['ReferenceError', 'SyntaxError', 'TimeoutError', 'TokenProviderError', 'TypeError', 'ValiError'],
  ...['TooManyItems', 'TooManyPages', 'UnexpectedAnswer', 'VpcNotFound'],
]);

/** Whether an error's name is one that this project knows. */
export const isErrorName = (name: string): boolean => NAMES.has(name);
