//! Which fonts there are: those that ship with Typst (Latin, Greek, Cyrillic), then those of the machine. They are looked up once.

use crate::TypesettingError;
use std::sync::LazyLock;
use typst_kit::fonts::{FontStore, embedded, system};

static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    fonts.extend(embedded());
    fonts.extend(system());
    fonts
});

/// All fonts.
pub(crate) fn fonts() -> &'static FontStore {
    &FONTS
}

/// Refuses words that a page would show as boxes.
pub(crate) fn must_have<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<(), TypesettingError> {
    let mut wanted: Vec<char> = texts.into_iter().flat_map(str::chars).filter(|letter| is_drawn(*letter)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let book = fonts().book();
    let has = |letter: char| {
        let mut all = (0..).map_while(|index| book.info(index));
        all.any(|info| info.coverage.contains(u32::from(letter)))
    };
    match wanted.into_iter().find(|letter| !has(*letter)) {
        None => Ok(()),
        Some(letter) => Err(TypesettingError::NoFont { letter, remedy: remedy(letter) }),
    }
}

/// Marks of direction and joining, and white space, steer the others and have no shape of their own.
fn is_drawn(letter: char) -> bool {
    let steers = matches!(
        letter,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    );
    !letter.is_whitespace() && !letter.is_control() && !steers
}

fn remedy(letter: char) -> &'static str {
    match letter {
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => {
            "a font for Arabic (Debian: fonts-hosny-amiri)"
        }
        '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' => {
            "a font for Chinese (Debian: fonts-wqy-microhei)"
        }
        _ => "a font for its script (Debian: fonts-noto-core)",
    }
}
