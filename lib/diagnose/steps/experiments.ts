import type { Target } from '../../model/run.ts';
import type { Look, Step } from '../../model/step.ts';

/**
 * Ends an experiment of AWS Fault Injection Service. What it has put in place is never changed: what is edited, it doesn't take away
 * again. Its id is in no tag: people find it, and put it in.
 */
export const endExperiment = ({ region }: Pick<Target, 'region'>): Step => ({
  say: 'Wait until the experiment ends, or stop it',
  affects: 'experiment',
  run: ['aws', 'fis', 'stop-experiment', '--region', region, '--id', 'EXPERIMENT_ID'],
  undo: 'Start the experiment again from its template',
  permissions: ['fis:StopExperiment'],
});

export const listExperiments = ({ region }: Pick<Target, 'region'>): Look => ({
  say: 'Find the running experiment, and whoever started it',
  run: [
    ...['aws', 'fis', 'list-experiments', '--region', region],
    ...['--query', "experiments[?state.status=='running']"],
  ],
  from: 'anywhere',
});
