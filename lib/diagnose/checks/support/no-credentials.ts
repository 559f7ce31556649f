import { credentialRefusalOf } from '../../../errors/credential-refusals.ts';
import type { CredentialsLook } from '../../../model/credentials.ts';
import type { Repair } from '../../../model/problem.ts';
import { lookAgain, lookAt } from '../../looks.ts';
import { giveRole, giveTaskRole, repairProfile, startAgain } from '../../steps/credentials.ts';
import { changeEnvironment } from '../../steps/elsewhere.ts';

interface Because extends Repair {
  /** A sentence of its own; empty where how it ended says it all. */
  readonly why: string;
}

/** Why a source that no other finding names gave nothing, and what to do: a role is given only where none is there. */
export function noCredentialsBecause(look: CredentialsLook | undefined): Because {
  if (look === undefined) return nothingGives();
  const { source, runsIn, host, profile } = look;
  if (profile === 'absent' && (source === 'none' || source === 'instance-metadata')) return NO_SUCH_PROFILE;
  if (runsIn === 'ecs-task' && (source === 'none' || source === 'instance-metadata'))
    return { why: 'The task has no task role.', steps: [giveTaskRole()] };
  // Silence, or what another cloud answers there: nothing on this host gives credentials.
  if (source === 'none' || (source === 'instance-metadata' && look.outcome !== 'failed')) return nothingGives();
  if (source === 'process') return OF_PROGRAM;
  if (host === null) return unasked(look);
  return answered(look);
}

const nothingGives = (): Because => ({
  why: '',
  steps: [giveRole()],
});

const NO_SUCH_PROFILE: Because = {
  why: 'AWS_PROFILE names a profile that is in no file here.',
  steps: [changeEnvironment('Set AWS_PROFILE to a profile that is there, or unset it where a role gives credentials')],
};

const OF_PROGRAM: Because = {
  why: 'That program fails, or prints something else.',
  steps: [],
  looks: [
    lookAt("Run the profile's credential_process by hand, as this user: its exit code and errors say why", 'workload'),
  ],
};

function unasked({ source, outcome }: CredentialsLook): Because {
  if (source === 'web-identity') return OF_TOKEN;
  if (source !== 'container' && source !== 'pod-identity') return OF_PROFILE;
  return outcome === 'not-found' ? OF_AGENTS_TOKEN : OF_ADDRESS;
}

const OF_TOKEN: Because = {
  why: '',
  steps: [],
  looks: [
    lookAt('See whether the token file is empty, and whether AWS_ROLE_ARN or the profile names a role', 'workload'),
  ],
};

const OF_AGENTS_TOKEN: Because = {
  why: 'Without the token the endpoint is not asked.',
  steps: [
    startAgain(
      'Start the container again, so that the file is there that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names',
    ),
  ],
};

const OF_ADDRESS: Because = {
  why: "SDKs don't send a request to every address that AWS_CONTAINER_CREDENTIALS_FULL_URI may name.",
  steps: [
    changeEnvironment(
      'Set AWS_CONTAINER_CREDENTIALS_FULL_URI to HTTPS, to this host itself or to an address of ECS or EKS',
    ),
  ],
};

const OF_PROFILE: Because = {
  why: 'What the profile names is incomplete, or not there.',
  steps: [
    repairProfile('Repair the profile: its source_profile or credential_source must name what gives credentials'),
  ],
};

const OTHERS: Because = {
  why: 'The fault is at its side, or on the way to it.',
  steps: [],
  looks: [
    lookAgain('Run this again in a minute'),
    lookAt('Read the log of what answers there, or of a proxy in its place'),
  ],
};

function answered({ source, outcome, status, ...look }: CredentialsLook): Because {
  if (outcome === 'failed' && status === null)
    return {
      why: 'It was too slow for the SDK, or its answer held no credentials.',
      steps: [],
      looks: [
        lookAgain('Run this again in a minute'),
        lookAt('See what slows connections to it: a firewall, a proxy or its load'),
      ],
    };
  if (outcome === 'failed') return OTHERS;
  if (credentialRefusalOf({ source, outcome, status, ...look }) === 'throttled')
    return {
      why: 'It is asked too often.',
      steps: [],
      looks: [
        lookAgain('Run this again in a minute'),
        lookAt('Find out who asks so often: programs should keep credentials until they end'),
      ],
    };
  if (source === 'container')
    return {
      why: "It doesn't know the path or the token in the variables: they were copied, or are of a task that has ended.",
      steps: [startAgain('Start the container anew, with the variables that its own agent sets')],
    };
  return OTHERS;
}
