import { allScenarios } from '../lab/lab.ts';
import { LIVE_SCENARIOS } from '../lab/live-scenarios.ts';
import { judgeLive } from './judge-live.ts';

const seed = Number(process.env.LAB_SEED ?? Math.floor(Math.random() * 1_000_000));
const scenarios = (await allScenarios()).filter(({ name }) => LIVE_SCENARIOS.includes(name));

judgeLive(`scenarios of every topology and every class of fault, live (LAB_SEED=${seed})`, scenarios, {
  seedOf: (index) => seed + index,
});
