//! Letters of invitation, one page for each person: a QR code to point a phone at, and a code to type.

use crate::{TypesettingError, fonts, world};
use fast_qr::ECL;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use serde::Serialize;

/// The quiet zone around a QR code, in modules (ISO/IEC 18004 asks for four).
const QUIET_ZONE: usize = 4;

/// One letter, in words.
#[derive(Clone, Serialize)]
pub struct Letter {
    /// BCP 47 tag of its language.
    pub language: String,
    /// Whether its lines run from right to left.
    pub right_to_left: bool,
    /// For whoever hands it out.
    pub recipient: String,
    /// The heading.
    pub title: String,
    /// Paragraphs before the codes.
    pub before: Vec<String>,
    /// What the QR code is for.
    pub scan: String,
    /// What the QR code shows, for those who have the page read to them.
    pub alternative: String,
    /// What the QR code holds. It is not printed in letters.
    #[serde(skip)]
    pub link: String,
    /// What the code to type is for.
    pub enter: String,
    /// Where it is typed.
    pub address: String,
    /// The code to type.
    pub code: String,
    /// Paragraphs after the codes.
    pub after: Vec<String>,
    /// What the fingerprint is for.
    pub terms: String,
    /// The fingerprint of the survey's terms.
    pub fingerprint: String,
    /// The heading of where to find help.
    pub help: String,
    /// Where to find help, line by line.
    pub helplines: Vec<String>,
}

#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    letter: &'a Letter,
    /// The QR code as SVG.
    qr: String,
}

/// Typesets letters on A4, one page each, in this order. `NoFont` names the first letter of the alphabet in them that no font has.
pub fn letters(letters: &[Letter]) -> Result<Vec<u8>, TypesettingError> {
    fonts::must_have(letters.iter().flat_map(Letter::texts))?;
    let page = |letter| Ok(Page { letter, qr: qr_code(&letter.link)? });
    let pages = letters.iter().map(page).collect::<Result<Vec<_>, TypesettingError>>()?;
    world::pdf(include_str!("letter.typ"), &pages)
}

impl Letter {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let Self { recipient, title, scan, enter, address, code, terms, fingerprint, help, .. } = self;
        let single = [recipient, title, scan, enter, address, code, terms, fingerprint, help];
        let many = self.before.iter().chain(&self.after).chain(&self.helplines);
        single.into_iter().chain(many).map(String::as_str)
    }
}

/// A QR code (ISO/IEC 18004) that a seventh of may be stained (level M), as SVG.
fn qr_code(link: &str) -> Result<String, TypesettingError> {
    let code = fast_qr::QRBuilder::new(link).ecl(ECL::M).build().map_err(|_| TypesettingError::Code)?;
    Ok(SvgBuilder::default().margin(QUIET_ZONE).to_str(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        let own = |text: &str| text.to_owned();
        Letter {
            language: own("en"),
            right_to_left: false,
            recipient: own("Ana"),
            title: own("Before the training"),
            before: vec![own("You are invited.")],
            scan: own("Point a camera here."),
            alternative: own("A QR code"),
            link: own("https://survey.example.org/answer/00000000-0000-4000-8000-000000000000#K7QM-2XWD-9HTG"),
            enter: own("Or type this code at"),
            address: own("https://survey.example.org/code"),
            code: own("K7QM-2XWD-9HTG"),
            after: vec![own("Nobody can tell which answers are yours.")],
            terms: own("Compare this."),
            fingerprint: own("AAAA"),
            help: own("Help"),
            helplines: vec![own("Works nurse: Room 3")],
        }
    }

    #[test]
    fn words_are_never_markup() {
        for words in
            ["#panic()", "#read(\"/etc/passwd\")", "$x", "*bold _it", "= Title \\", "@cite <label>", "\"]}", "#{"]
        {
            let mut one = letter();
            one.recipient = words.to_owned();
            one.before = vec![words.to_owned()];
            one.helplines = vec![words.to_owned()];
            assert!(letters(&[one]).unwrap().starts_with(b"%PDF-"), "{words}");
        }
    }

    #[test]
    fn a_letter_that_no_font_has_is_refused_with_a_remedy() {
        let mut one = letter();
        // A private character, which no font of ours has.
        one.recipient = "\u{10FFFD}".to_owned();
        let refused = letters(&[letter(), one]).unwrap_err();
        assert!(matches!(refused, TypesettingError::NoFont { letter: '\u{10FFFD}', .. }), "{refused}");
    }

    #[test]
    fn a_link_too_long_is_refused() {
        let mut one = letter();
        one.link = "x".repeat(3_000);
        assert!(matches!(letters(&[one]), Err(TypesettingError::Code)));
    }
}
