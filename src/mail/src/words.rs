//! The texts of letters in six languages, from the Fluent files in `letters/`. It knows no wave.

use crate::MailError;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language that letters are written in.
struct Language {
    tag: &'static str,
    texts: &'static str,
}

const LANGUAGES: [Language; 6] = [
    Language { tag: "en", texts: include_str!("../letters/en.ftl") },
    Language { tag: "de", texts: include_str!("../letters/de.ftl") },
    Language { tag: "es", texts: include_str!("../letters/es.ftl") },
    Language { tag: "fr", texts: include_str!("../letters/fr.ftl") },
    Language { tag: "ar", texts: include_str!("../letters/ar.ftl") },
    Language { tag: "zh-Hans", texts: include_str!("../letters/zh-Hans.ftl") },
];

/// The texts of one language.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    /// BCP 47 tag of the language.
    pub(crate) tag: &'static str,
}

impl Words {
    /// The first of these languages that there are texts in, else English.
    pub(crate) fn first_of<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Result<Self, MailError> {
        let language = wanted.into_iter().find_map(known).unwrap_or(&LANGUAGES[0]);
        let resource = FluentResource::try_new(language.texts.to_owned());
        let resource = resource.map_err(|_| MailError::Words("its texts are damaged"))?;
        let tag: LanguageIdentifier =
            language.tag.parse().map_err(|_| MailError::Words("its language is not a language"))?;
        let mut bundle = FluentBundle::new(vec![tag]);
        // Isolating marks keep a Latin title in its place among Arabic words; elsewhere they would only be seen as boxes.
        bundle.set_use_isolating(language.tag == "ar");
        bundle.add_resource(resource).map_err(|_| MailError::Words("a text stands twice"))?;
        Ok(Self { bundle, tag: language.tag })
    }

    pub(crate) fn right_to_left(&self) -> bool {
        self.tag == "ar"
    }

    /// The text of this name, with these values in it.
    pub(crate) fn say(&self, name: &str, values: &[(&str, &str)]) -> Result<String, MailError> {
        let pattern = self.bundle.get_message(name).and_then(|message| message.value());
        let pattern = pattern.ok_or(MailError::Words("a text is missing"))?;
        let values: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, *value)).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if errors.is_empty() { Ok(text) } else { Err(MailError::Words("a text asks for a value that there is not")) }
    }
}

/// The language that a reader of `tag` reads. Traditional Chinese is another script than the one there is.
fn known(tag: &str) -> Option<&'static Language> {
    let mut parts = tag.split('-');
    let primary = parts.next()?.to_ascii_lowercase();
    let other_script = |part: &str| ["hant", "tw", "hk", "mo"].iter().any(|other| part.eq_ignore_ascii_case(other));
    if primary == "zh" && parts.any(other_script) {
        return None;
    }
    LANGUAGES.iter().find(|language| language.tag.split('-').next() == Some(&*primary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(language: &Language) -> BTreeSet<&str> {
        let lines = language.texts.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.map(|line| line.split(" =").next().unwrap()).collect()
    }

    #[test]
    fn every_language_has_every_text() {
        let english = names(&LANGUAGES[0]);
        assert!(english.len() > 10);
        for language in &LANGUAGES {
            assert_eq!(names(language), english, "{}", language.tag);
            let words = Words::first_of([language.tag]).unwrap();
            assert_eq!(words.tag, language.tag);
            for name in &english {
                let text = words.say(name, &[("title", "T"), ("programme", "P"), ("k", "5")]).unwrap();
                assert!(!text.trim().is_empty() && !text.contains('{'), "{} {name}: {text}", language.tag);
            }
        }
    }

    #[test]
    fn a_near_language_is_taken_and_another_script_is_not() {
        for (wanted, found) in [
            (&["de-AT"][..], "de"),
            (&["zh-CN"], "zh-Hans"),
            (&["zh-Hant", "fr"], "fr"),
            (&["pt-BR"], "en"),
            (&["pt-BR", "es"], "es"),
            (&[], "en"),
        ] {
            assert_eq!(Words::first_of(wanted.iter().copied()).unwrap().tag, found, "{wanted:?}");
        }
    }
}
