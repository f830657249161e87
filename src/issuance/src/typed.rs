//! Typed codes: invitations for people who get a letter and have no camera. Twelve symbols of Crockford's base32 in three groups of
//! four: eleven are random (55 bits), the last one checks them. The browser has the same reading in `web/src/shared/typed-code.ts`.
//!
//! It must not know whether a code was ever given to anybody.

use rand::Rng as _;
use std::fmt;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Digits and letters that are not taken for one another, and spell few words.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;
const GROUP: usize = 4;

/// A code that can be typed. It is an invitation's code: whoever has it can answer.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedCode(Zeroizing<[u8; LENGTH]>);

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

impl TypedCode {
    /// A new one: 55 random bits.
    pub fn generate() -> Self {
        let mut symbols = Zeroizing::new([0u8; LENGTH]);
        rand::rng().fill_bytes(symbols.as_mut());
        symbols.iter_mut().for_each(|symbol| *symbol &= 31);
        symbols[LENGTH - 1] = times_x(remainder(&symbols[..LENGTH - 1]));
        Self(symbols)
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1. `None` if it has another length,
    /// another symbol, or does not fit its check symbol: then somebody mistyped it, and nobody has to be asked.
    pub fn parse(text: &str) -> Option<Self> {
        let mut symbols = Zeroizing::new([0u8; LENGTH]);
        let mut place = symbols.iter_mut();
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            *place.next()? = value(letter)?;
        }
        (place.len() == 0 && remainder(symbols.as_ref()) == 0).then_some(Self(symbols))
    }

    /// As it is printed: `K7QM-2XWD-9HTG`.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for (place, symbol) in self.0.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(SYMBOLS[usize::from(symbol & 31)]));
        }
        text
    }

    /// The link with this code in the fragment, which browsers do not send to any server.
    pub fn link(&self, public_url: &str, wave: Uuid) -> Zeroizing<String> {
        Zeroizing::new(format!("{public_url}/answer/{wave}#{}", *self.text()))
    }

    /// What is hashed: a number from 0 to 31 for each symbol.
    pub(crate) fn symbols(&self) -> &[u8] {
        self.0.as_ref()
    }
}

fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|symbol| char::from(*symbol) == letter).map(|value| value as u8)
}

/// The symbols, the first one foremost, as a polynomial over GF(32) at the point x. It is zero for a whole code. As the powers of x
/// are 31 different ones and none is zero, no single symbol can be another one, and no two different ones can be swapped,
/// neighbours or not; Luhn's sum over 32 symbols misses some swaps.
fn remainder(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| times_x(sum) ^ symbol)
}

/// Multiplies by x in GF(32), the polynomials over GF(2) modulo the primitive x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_people_write() {
        for _ in 0..1_000 {
            let code = TypedCode::generate();
            let text = code.text();
            assert!(text.len() == 14 && text.split('-').all(|group| group.len() == 4), "{}", *text);
            let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            for way in [text.to_string(), text.replace('-', ""), sloppy, format!(" {}\n", text.replace('1', "I"))] {
                assert_eq!(TypedCode::parse(&way).as_ref(), Some(&code), "{way}");
            }
        }
    }

    #[test]
    fn one_wrong_symbol_and_every_swap_are_noticed() {
        for _ in 0..200 {
            let code = TypedCode::generate();
            let reads = |symbols: [u8; LENGTH]| TypedCode::parse(&TypedCode(Zeroizing::new(symbols)).text()).is_some();
            assert!(reads(*code.0));
            for place in 0..LENGTH {
                for other in (0..32).filter(|other| *other != code.0[place]) {
                    let mut wrong = *code.0;
                    wrong[place] = other;
                    assert!(!reads(wrong));
                }
                for with in (0..place).filter(|with| code.0[*with] != code.0[place]) {
                    let mut wrong = *code.0;
                    wrong.swap(place, with);
                    assert!(!reads(wrong));
                }
            }
        }
    }

    #[test]
    fn other_lengths_and_letters_are_no_code() {
        let text = TypedCode::generate().text().to_string();
        for wrong in
            ["", "-", "short", &text[..13], &format!("{text}0"), &text.replace('-', "_"), "ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ", "🙂"]
        {
            assert!(TypedCode::parse(wrong).is_none(), "{wrong}");
        }
        // U is left out of the alphabet and stands for nothing.
        assert!(TypedCode::parse("UUUU-UUUU-UUUU").is_none());
    }

    /// The browser's test has the same codes.
    #[test]
    fn these_codes_stay_codes() {
        for text in ["0123-4567-89AM", "K7QM-2XWD-9HTG", "ZYXW-VTSR-QPN7"] {
            assert_eq!(*TypedCode::parse(text).unwrap().text(), text);
        }
    }
}
