import type { NetworkInterface } from '@aws-sdk/client-ec2';

/** What may run code that calls an API. */
const CALLERS = ['interface', 'efa', 'efa-only', 'trunk', 'branch', 'lambda', 'quicksight'];

/** Interfaces that AWS's services keep to be called, and not to call. */
const CALLED =
  /^(ELB |RDSNetworkInterface|RedshiftNetworkInterface|EFS mount target|ElastiCache|Amazon MemoryDB|Route 53 Resolver|Amazon EKS |ES |DAX |Amazon MQ|DO NOT DELETE - Amazon MSK network interface|Network interface for DBProxy|AWS created network interface for directory|Created By Amazon FSx)/;

/** Interfaces that AWS's services keep for what their users run. */
const WORKLOADS =
  /^arn:aws[a-z-]*:(ecs|codebuild|eks|glue|sagemaker|apprunner|batch|emr-serverless|kafkaconnect):|CodeBuild|Glue|SageMaker|Fargate|App Runner|AppRunner|DMSNetworkInterface|MSK ?Connect|EMR|Batch|AppStream|WorkSpaces|Airflow/i;

/** Whether somebody's code may call an API from an interface. */
export const isCaller = (one: NetworkInterface): boolean => mayCall(one) && !isUnknown(one);

/** Whether a service of AWS keeps an interface for a purpose that is not known. */
export const isAwsOwn = (one: NetworkInterface): boolean => mayCall(one) && isUnknown(one);

const mayCall = ({ Status, InterfaceType = 'interface', Description = '' }: NetworkInterface): boolean =>
  Status === 'in-use' && CALLERS.includes(InterfaceType) && !CALLED.test(Description);

const isUnknown = ({ RequesterManaged, InterfaceType = 'interface', Description = '' }: NetworkInterface): boolean =>
  RequesterManaged === true &&
  !['lambda', 'branch', 'quicksight'].includes(InterfaceType) &&
  !WORKLOADS.test(Description);
