// Where the organisation's people find help, as the server writes it into each page. It asks nobody.

import type { Help } from './api.ts';

/** The name of the `<meta>` element that holds the list as JSON; `src/pages.rs` fills it. */
const META = 'chorus-help';

/** The places that whoever runs the service names for everybody. */
export function commonHelp(): Help[] {
  try {
    const written = document.querySelector<HTMLMetaElement>(`meta[name="${META}"]`)?.content;
    return JSON.parse(written ?? '[]') as Help[];
  } catch {
    return [];
  }
}
