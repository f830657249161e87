// The closed waves of a programme, in the order of their days; those without one come after the others, as they were listed.

import type { Text, Wave } from '../../shared/api.ts';
import * as api from '../api.ts';
import type { PublishedWaveSummary } from '../api-types.ts';

export interface Terms {
  id: string;
  title: Text;
  wave: Wave;
}

export async function closedWaves(listed: readonly PublishedWaveSummary[], programme: string): Promise<Terms[]> {
  const closed = listed.filter((one) => one.programme.id === programme && one.state === 'closed');
  const known = await Promise.all(
    closed.map(async ({ wave: id, title }) => ({ id, title, wave: await api.publicWave(id) })),
  );
  const day = ({ wave }: Terms): string => wave.manifest.date ?? '9999';
  return known.sort((one, other) => day(one).localeCompare(day(other)));
}
