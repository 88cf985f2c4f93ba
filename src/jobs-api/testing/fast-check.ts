import fc from 'fast-check';

/** The same examples each time, so that a failure is the fault of a change. */
const SEED = 20_261_128;
const asked = process.env['ASSAY_SEED'];

/** What the examples of every property test come from; `ASSAY_SEED=random` explores, `ASSAY_SEED=S` replays. */
export const seed = asked === 'random' ? Date.now() % 2 ** 31 : Number(asked ?? SEED);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
if (asked !== undefined) process.stdout.write(`ASSAY_SEED=${seed}\n`);

/** fast-check with its seed fixed; every property test takes it from here. */
export { fc };
