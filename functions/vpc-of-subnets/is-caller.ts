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
export function isCaller({ Status, InterfaceType = 'interface', ...one }: NetworkInterface): boolean {
  const { Description = '', RequesterManaged = false } = one;
  if (Status !== 'in-use' || !CALLERS.includes(InterfaceType) || CALLED.test(Description)) return false;
  return !RequesterManaged || ['lambda', 'branch', 'quicksight'].includes(InterfaceType) || WORKLOADS.test(Description);
}
