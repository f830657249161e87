// Lines for people in distress, by country, and which country somebody is likely to be in. Checked in November 2026; they are free or
// cost a local call. It asks nobody and knows nobody.

export interface CrisisLine {
  name: string;
  number: string;
}

const line = (name: string, number: string): CrisisLine => ({ name, number });

/** By ISO 3166-1 alpha-2 code. Names are in the language of the country. */
export const CRISIS_LINES: Readonly<Record<string, readonly CrisisLine[]>> = {
  AE: [line('خط دعم الصحة النفسية', '800 4673')],
  AT: [line('TelefonSeelsorge', '142')],
  AU: [line('Lifeline', '13 11 14')],
  BE: [line('Zelfmoordlijn', '1813'), line('Centre de Prévention du Suicide', '0800 32 123')],
  BR: [line('CVV', '188')],
  CA: [line('Suicide Crisis Helpline · Ligne d’aide', '988')],
  CH: [line('Die Dargebotene Hand · La Main Tendue · Telefono Amico', '143')],
  CN: [line('全国统一心理援助热线', '12356')],
  DE: [line('TelefonSeelsorge', '0800 111 0 111')],
  DK: [line('Livslinien', '70 201 201')],
  EG: [line('الأمانة العامة للصحة النفسية', '16328')],
  ES: [line('Línea 024', '024')],
  FI: [line('MIELI Kriisipuhelin', '09 2525 0111')],
  FR: [line('Numéro national de prévention du suicide', '3114')],
  GB: [line('Samaritans', '116 123')],
  IE: [line('Samaritans', '116 123')],
  IN: [line('Tele-MANAS', '14416')],
  IT: [line('Telefono Amico', '02 2327 2327')],
  MX: [line('Línea de la Vida', '800 911 2000')],
  NL: [line('113 Zelfmoordpreventie', '0800 0113')],
  NO: [line('Mental Helse', '116 123')],
  NZ: [line('1737, need to talk?', '1737')],
  PL: [line('Telefon wsparcia emocjonalnego', '116 123')],
  SA: [line('المركز الوطني لتعزيز الصحة النفسية', '920033360')],
  SE: [line('Mind Självmordslinjen', '90101')],
  US: [line('988 Suicide & Crisis Lifeline', '988')],
  ZA: [line('SADAG', '0800 567 567')],
};

/** The countries that have a line here, with their names in this language, in its alphabetical order. */
export function countries(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const all = Object.keys(CRISIS_LINES).map((code) => ({ code, name: names.of(code) ?? code }));
  return all.sort((left, right) => left.name.localeCompare(right.name, language));
}

/** The country that the browser's languages name, or are mostly spoken in; empty if there is no line for it. */
export function likelyCountry(languages: readonly string[]): string {
  for (const tag of languages) {
    try {
      const { region } = new Intl.Locale(tag).maximize();
      if (region !== undefined && region in CRISIS_LINES) return region;
    } catch {
      // Not a language tag: the next one may be.
    }
  }
  return '';
}

/** A number as a link dials it. */
export const dialled = (number: string): string => `tel:${number.replaceAll(' ', '')}`;
