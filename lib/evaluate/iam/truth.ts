/** Three values, as Kleene combines them: what isn't known never becomes a yes. */
export type Truth = 'yes' | 'no' | 'unknown';

export const truthOf = (value: boolean): Truth => (value ? 'yes' : 'no');

export const not = (truth: Truth): Truth => (truth === 'unknown' ? truth : truthOf(truth === 'no'));

export const all = (truths: readonly Truth[]): Truth =>
  truths.includes('no') ? 'no' : truths.includes('unknown') ? 'unknown' : 'yes';

export const any = (truths: readonly Truth[]): Truth =>
  truths.includes('yes') ? 'yes' : truths.includes('unknown') ? 'unknown' : 'no';

/** What holds whichever of the two is the case. */
export const agreed = (one: Truth, other: Truth): Truth => (one === other ? one : 'unknown');
