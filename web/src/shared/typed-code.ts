// Codes that people type, as they stand in a letter: `K7QM-2XWD-9HTG`. Twelve symbols of Crockford's base32, of which the last checks the
// others, so that a slip is noticed here and no request is made. `src/issuance/src/typed.rs` has the same reading. It sends nothing.

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const TYPED_LENGTH = 12;

/** What was typed, without case, spaces, hyphens and full-width forms; O is 0, I and L are 1. */
export function typedSymbols(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  return plain.replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** The code in its printed form; `null` if this is none. */
export function readTypedCode(text: string): string | null {
  const symbols = typedSymbols(text);
  const values = [...symbols].map((symbol) => SYMBOLS.indexOf(symbol));
  if (values.length !== TYPED_LENGTH || values.includes(-1)) return null;
  // A polynomial over GF(32) at the point x, modulo x⁵ + x² + 1: any one wrong symbol, and any two swapped ones, make it other than zero.
  const rest = values.reduce((sum, value) => (sum << 1) ^ (sum & 16 ? 0b10_0101 : 0) ^ value, 0);
  return rest === 0 ? symbols.replace(/(.{4})(?=.)/g, '$1-') : null;
}
