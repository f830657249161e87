//! Rosters in CSV and JSON: none makes the reader panic, and everybody who is let through can be invited.
#![no_main]

use chorus_questionnaire::WaveDocument;
use chorus_roster::{Roster, Sheet};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static WAVE: LazyLock<WaveDocument> = LazyLock::new(|| {
    serde_json::from_str(
        r#"{"title": {"en": "Wave"}, "k": 3, "questionnaire": {"items": []}, "attributes": [
            {"code": "shift", "label": {"en": "Shift"}, "values": [{"code": "day"}, {"code": "night"}]},
            {"code": "team", "label": {"en": "Team"}, "values": [{"code": "a", "within": "north"}, {"code": "b"}],
             "levels": [{"code": "house", "label": {"en": "House"}, "values": [{"code": "north"}]}]}
        ]}"#,
    )
    .expect("a wave")
});

fuzz_target!(|bytes: &[u8]| {
    for sheet in [Sheet::from_csv(bytes), Sheet::from_json(bytes)] {
        let languages = ["en".to_owned(), "de".to_owned()];
        let Ok(roster) = sheet.and_then(|sheet| Roster::read(sheet, &WAVE, &languages, |text| text.contains('@')))
        else {
            continue;
        };
        let people = roster.people.len();
        assert!(roster.rare() <= people);
        assert!(roster.groups().iter().all(|group| group.people <= people));
        let contacts: BTreeSet<&str> = roster.people.iter().map(|person| person.contact.as_str()).collect();
        assert_eq!(contacts.len(), people, "a person is invited once");
        for person in &roster.people {
            assert!(!person.contact.is_empty() && !person.called().chars().any(char::is_control));
            assert!(person.language.as_ref().is_none_or(|language| languages.contains(language)));
            assert!(person.address.as_ref().is_none_or(|address| address.contains('@')));
        }
        drop(roster.whole());
    }
});
