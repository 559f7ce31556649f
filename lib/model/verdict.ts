/** The four things a run can say. */
export type Verdict = 'connected' | 'bypassed' | 'broken' | 'unproven';
