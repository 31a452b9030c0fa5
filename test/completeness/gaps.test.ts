import { gapsAreFound } from './gaps.ts';

// Other seeds are in test/long.
gapsAreFound(11);
