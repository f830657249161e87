//! What a letter says, mailed or printed, from the public terms of a wave and one link. It knows not how it travels.

use crate::MailError;
use crate::html::to_html;
use crate::words::Words;
use chorus_questionnaire::Manifest;

/// Where people find somebody to talk to, in any country; the pages say the same.
const HELPLINES: &str = "https://findahelpline.com";

/// Why it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The person is invited, or gets another link.
    Invitation,
    /// The person was invited before.
    Reminder,
}

/// What a letter is made of.
pub struct Letter<'a> {
    /// Why it is written.
    pub kind: Kind,
    /// The wave's terms.
    pub manifest: &'a Manifest,
    /// The person's language, if it is known.
    pub language: Option<&'a str>,
    /// The person's link.
    pub link: &'a str,
}

/// A letter in words: the same as plain text and as HTML.
pub struct WrittenLetter {
    /// Its language.
    pub language: &'static str,
    /// Its subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML, without anything that is fetched from elsewhere.
    pub html: String,
}

/// A part of a letter.
pub(crate) enum Part {
    /// A paragraph.
    Words(String),
    /// A heading.
    Heading(String),
    /// An address, on a line of its own.
    Link(String),
    /// Characters to compare, on a line of their own.
    Characters(String),
}

impl Letter<'_> {
    /// Puts it into words.
    pub fn write(&self) -> Result<WrittenLetter, MailError> {
        let manifest = self.manifest;
        let wanted = self.language.into_iter().chain(manifest.languages.iter().map(String::as_str));
        let words = Words::first_of(wanted)?;
        // Titles in the person's own language, also where the letter has to be in another.
        let language = self.language.unwrap_or(words.tag);
        let (title, programme) = (manifest.title.get(language), manifest.programme.title.get(language));
        let k = manifest.k.to_string();
        let say = |name: &str| words.say(name, &[("title", title), ("programme", programme), ("k", &k)]);
        let (subject, begin) = match self.kind {
            Kind::Invitation => ("subject-invitation", "invitation"),
            Kind::Reminder => ("subject-reminder", "reminder"),
        };
        let mut parts = vec![
            Part::Words(say("greeting")?),
            Part::Words(say(begin)?),
            Part::Words(say("choice")?),
            Part::Words(say("link")?),
            Part::Link(self.link.to_owned()),
            Part::Words(say("link-rule")?),
            Part::Words(say("seen")?),
            Part::Words(say("known")?),
            Part::Words(say("open")?),
            Part::Words(say("terms")?),
            Part::Characters(manifest.hash().to_string()),
            Part::Heading(say("help")?),
            Part::Words(say("help-emergency")?),
            Part::Words(say("help-talk")?),
            Part::Link(HELPLINES.to_owned()),
        ];
        for help in &manifest.help {
            parts.push(Part::Words(format!("{}: {}", help.name.get(language), help.contact.get(language))));
            parts.extend(help.url.clone().map(Part::Link));
        }
        Ok(WrittenLetter {
            language: words.tag,
            // A title may hold a line break; a subject may not.
            subject: say(subject)?.split_whitespace().collect::<Vec<_>>().join(" "),
            text: to_text(&parts),
            html: to_html(&parts, words.tag, words.right_to_left()),
        })
    }
}

/// What a printed letter is made of. One letter has one code, which the link holds as well.
pub struct PrintedLetter<'a> {
    /// The wave's terms.
    pub manifest: &'a Manifest,
    /// The person's language, if it is known.
    pub language: Option<&'a str>,
    /// For whoever hands it out: a name, a room, a number.
    pub recipient: &'a str,
    /// The person's link.
    pub link: &'a str,
    /// The page on which the code can be typed.
    pub address: &'a str,
    /// The code that can be typed.
    pub code: &'a str,
}

impl PrintedLetter<'_> {
    /// Puts it into words, ready to be typeset.
    pub fn write(&self) -> Result<chorus_typesetting::Letter, MailError> {
        let manifest = self.manifest;
        let wanted = self.language.into_iter().chain(manifest.languages.iter().map(String::as_str));
        let words = Words::first_of(wanted)?;
        let language = self.language.unwrap_or(words.tag);
        let (title, programme) = (manifest.title.get(language), manifest.programme.title.get(language));
        let k = manifest.k.to_string();
        let say = |name: &str| words.say(name, &[("title", title), ("programme", programme), ("k", &k)]);
        let mut helplines = vec![say("help-emergency")?, format!("{} {HELPLINES}", say("help-talk")?)];
        for help in &manifest.help {
            let url = help.url.as_deref().map(|url| format!(", {url}")).unwrap_or_default();
            helplines.push(format!("{}: {}{url}", help.name.get(language), help.contact.get(language)));
        }
        Ok(chorus_typesetting::Letter {
            language: words.tag.to_owned(),
            right_to_left: words.right_to_left(),
            recipient: self.recipient.to_owned(),
            title: title.to_owned(),
            before: vec![say("greeting")?, say("invitation")?, say("choice")?],
            scan: say("print-scan")?,
            alternative: say("print-alternative")?,
            link: self.link.to_owned(),
            enter: say("print-enter")?,
            address: self.address.to_owned(),
            code: self.code.to_owned(),
            after: vec![say("print-rule")?, say("seen")?, say("print-known")?, say("open")?],
            terms: say("terms")?,
            fingerprint: manifest.hash().to_string(),
            help: say("help")?,
            helplines,
        })
    }
}

fn to_text(parts: &[Part]) -> String {
    let line = |part: &Part| match part {
        Part::Words(text) | Part::Heading(text) | Part::Link(text) | Part::Characters(text) => text.clone() + "\n",
    };
    parts.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://survey.example.org/answer/00000000-0000-4000-8000-000000000000#AAAAAAAAAAAAAAAAAAAAAA";

    fn manifest() -> Manifest {
        serde_json::from_value(serde_json::json!({
            "version": 1, "wave": "00000000-0000-4000-8000-000000000000",
            "title": {"en": "Before <b>\nand after", "ar": "قبل"},
            "programme": {"id": "00000000-0000-4000-8000-000000000001", "title": {"en": "Training & more"}},
            "languages": ["en", "ar", "pt"], "issuer": "survey.example.org", "k": 7, "attributes": [],
            "seal": {"method": "local_suppression", "minimum_batch": 28, "stay_behind": 7}, "panel": false,
            "retention": {"inbox": "until_sealed", "invitations": "until_closed", "sealed": "kept"},
            "help": [{"name": {"en": "Works nurse"}, "contact": {"en": "Room 3"}, "url": "https://help.example.org"}],
            "questionnaire_hash": "A".repeat(43),
            "token_public_key": "AA", "ledger_public_key": "AA",
        }))
        .unwrap()
    }

    #[test]
    fn both_forms_hold_the_link_the_terms_and_the_help() {
        let manifest = manifest();
        let letter = Letter { kind: Kind::Invitation, manifest: &manifest, language: None, link: LINK };
        let letter = letter.write().unwrap();
        assert_eq!((letter.language, letter.subject.as_str()), ("en", "You are invited: Before <b> and after"));
        let hash = manifest.hash().to_string();
        for needle in [LINK, &hash, "at least 7 people", "Works nurse: Room 3", "https://help.example.org", HELPLINES] {
            assert!(letter.text.contains(needle) && letter.html.contains(needle), "{needle}: {}", letter.html);
        }
        assert!(letter.text.lines().any(|line| line == LINK), "a link stands on a line of its own");
        assert!(letter.html.contains("Before &lt;b&gt;") && letter.html.contains("Training &amp; more"));
        assert!(!letter.html.contains("<b>") && !letter.html.contains("src="));
    }

    #[test]
    fn it_is_in_the_persons_language() {
        let manifest = manifest();
        let letter =
            |language| Letter { kind: Kind::Reminder, manifest: &manifest, language, link: LINK }.write().unwrap();
        let arabic = letter(Some("ar"));
        assert!(arabic.subject.contains("تذكير") && arabic.subject.contains("قبل"), "{}", arabic.subject);
        assert!(arabic.html.contains("lang=\"ar\" dir=\"rtl\"") && arabic.text.lines().any(|line| line == LINK));
        // There is no letter in Portuguese: the wave's first language.
        assert_eq!(letter(Some("pt")).language, "en");
        assert!(letter(None).subject.starts_with("Reminder: "));
    }
}
