import { gapsAreFound } from '../completeness/gaps.ts';

for (const seed of [12, 13, 14, 15]) gapsAreFound(seed);
