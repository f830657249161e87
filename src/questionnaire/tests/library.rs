//! The library that ships: that each file is a document that Chorus accepts, that it names its source and licence, that none holds
//! wording it must not, and that the ready evaluation asks the same items as the single files. Scores are checked in `chorus-evidence`.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the message")]

use chorus_questionnaire::library::{Instrument, InstrumentStatus, LIBRARY, LibraryFile, instruments};
use chorus_questionnaire::{Item, ProgrammeDocument, Questionnaire, ScaleScore, Text, WaveDocument};
use std::collections::BTreeSet;

/// The questionnaires of the instruments of this status.
fn questionnaires(status: InstrumentStatus) -> impl Iterator<Item = (&'static Instrument, &'static Questionnaire)> {
    let of_status = instruments().unwrap().iter().filter(move |instrument| instrument.meta.status == status);
    of_status.filter_map(|instrument| Some((instrument, instrument.questionnaire.as_ref()?)))
}

/// A programme that asks just this.
fn programme(languages: &[String], questionnaire: Questionnaire) -> ProgrammeDocument {
    let wave = WaveDocument {
        title: "Only".into(),
        date: None,
        k: 5,
        attributes: Vec::new(),
        exchange_per_mille: 50,
        panel: false,
        questionnaire,
    };
    ProgrammeDocument {
        title: "Only".into(),
        languages: languages.to_vec(),
        help: Vec::new(),
        study: None,
        waves: vec![wave],
    }
}

/// Each language in turn as the first, in which nothing may be missing.
fn turned(languages: &[String]) -> impl Iterator<Item = Vec<String>> {
    languages.iter().map(|first| {
        let mut turned = languages.to_vec();
        turned.sort_by_key(|other| other != first);
        turned
    })
}

/// Every text of an item.
fn texts(item: &mut Item) -> impl Iterator<Item = &mut Text> {
    let labels = item.options.iter_mut().map(|option| &mut option.label);
    let rows = item.rows.iter_mut().map(|row| &mut row.text);
    std::iter::once(&mut item.text).chain(&mut item.hint).chain(labels).chain(rows)
}

#[test]
fn every_file_is_listed_under_its_own_code_here_and_in_the_documentation() {
    let documentation = include_str!("../../../docs/library.md");
    for (file, instrument) in LIBRARY.iter().zip(instruments().unwrap()) {
        assert_eq!(file.code, instrument.meta.code);
        assert_eq!(LibraryFile::find(file.code), Some(file));
        assert!(documentation.contains(&format!("| `{}` |", file.code)), "{} is not documented", file.code);
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let listed = LIBRARY.iter().map(|file| format!("{}.yaml", file.code));
    assert_eq!(files.collect::<BTreeSet<_>>(), listed.chain(["examples.yaml".into()]).collect());
}

#[test]
fn every_file_names_its_source_and_licence_and_what_is_our_own_says_that_it_is_not_validated() {
    for instrument in instruments().unwrap() {
        let meta = &instrument.meta;
        let code = &meta.code;
        assert!(!meta.source.is_empty() && !meta.licence.name.is_empty() && !meta.notes.is_empty(), "{code}");
        let resolves = |doi: &String| doi.starts_with("10.") && doi.contains('/');
        assert!(meta.source.iter().filter_map(|source| source.doi.as_ref()).all(resolves), "{code}");
        if meta.status == InstrumentStatus::OwnNotValidated {
            assert_eq!(meta.source[0].cite, "Written for Chorus, CC0, not validated.", "{code}");
            assert_eq!(meta.licence.name, "CC0 1.0", "{code}");
            assert!(meta.title.ends_with("(not validated)"), "{code}");
        } else {
            assert!(meta.source.iter().any(|source| source.doi.is_some() || source.url.is_some()), "{code}");
        }
    }
    for (_, questionnaire) in questionnaires(InstrumentStatus::OwnNotValidated) {
        for scale in &questionnaire.scales {
            assert!(scale.label.get("en").contains("not validated"), "{}", scale.code);
            assert!(scale.label.get("de").contains("nicht validiert"), "{}", scale.code);
        }
    }
}

#[test]
fn what_ships_with_its_items_is_accepted_in_all_its_languages() {
    for status in [InstrumentStatus::Whole, InstrumentStatus::OwnNotValidated] {
        for (instrument, questionnaire) in questionnaires(status) {
            for languages in turned(&instrument.meta.languages) {
                let checked = programme(&languages, questionnaire.clone()).checked();
                assert!(checked.is_ok(), "{} in {languages:?}: {}", instrument.meta.code, checked.unwrap_err());
            }
        }
    }
}

#[test]
fn recipes_hold_no_wording_and_are_accepted_only_with_that_of_the_customer() {
    let recipes: Vec<_> = questionnaires(InstrumentStatus::RecipeOnly).collect();
    assert_eq!(recipes.len(), 8);
    for (instrument, questionnaire) in recipes {
        let code = &instrument.meta.code;
        assert!(instrument.meta.licence.get.is_some(), "{code}: where to get the wording");
        let mut questionnaire = questionnaire.clone();
        let mut places = 0;
        for text in questionnaire.items.iter_mut().flat_map(texts) {
            let words = text.get("en");
            let empty = words.starts_with("[Instruction of the ") || words.starts_with("[Item ");
            let label = words.trim_start_matches(|c: char| c.is_ascii_digit()) == " [paste the licensed label]";
            assert!(empty && words.ends_with(": paste the licensed wording]") || label, "{code}: {words}");
            places += 1;
        }
        let refused = programme(&instrument.meta.languages, questionnaire.clone()).checked().unwrap_err();
        assert_eq!(refused.0.len(), places, "{code}");
        assert!(refused.0.iter().all(|fault| fault.reason.contains("your licensed copy")), "{code}: {refused}");

        questionnaire.items.iter_mut().flat_map(texts).for_each(|text| *text = "As on the licensed copy".into());
        let checked = programme(&instrument.meta.languages, questionnaire).checked();
        assert!(checked.is_ok(), "{code}: {}", checked.unwrap_err());
    }
}

#[test]
fn recipes_say_in_short_what_their_scales_do() {
    for (instrument, questionnaire) in questionnaires(InstrumentStatus::RecipeOnly) {
        let code = &instrument.meta.code;
        let recipe = instrument.recipe.as_ref().expect(code);
        let [item] = &questionnaire.items[..] else { panic!("{code} is one matrix") };
        assert_eq!(item.rows.len(), usize::from(recipe.items), "{code}");
        let scores: Vec<i32> = item.options.iter().filter_map(|option| option.score).collect();
        assert_eq!(scores, (recipe.answers.from..=recipe.answers.to).collect::<Vec<_>>(), "{code}");
        let Some(scale) = questionnaire.scales.first() else {
            assert_eq!((recipe.score, recipe.range, recipe.reversed.len()), (None, None, 0), "{code}");
            continue;
        };
        let reversed = scale.items.iter().zip(1..).filter(|(item, _)| item.reverse).map(|(_, number)| number);
        assert_eq!(reversed.collect::<Vec<u16>>(), recipe.reversed, "{code}");
        assert_eq!(Some(scale.score), recipe.score, "{code}");
        let times = if scale.score == ScaleScore::Sum { i32::from(recipe.items) } else { 1 };
        let range = recipe.range.expect(code);
        assert_eq!((range.from, range.to), (recipe.answers.from * times, recipe.answers.to * times), "{code}");
    }
}

#[test]
fn nothing_asks_about_suicide() {
    let mut asked = 0;
    for instrument in instruments().unwrap() {
        let waves = instrument.programme.iter().flat_map(|programme| &programme.waves).map(|wave| &wave.questionnaire);
        for item in instrument.questionnaire.iter().chain(waves).flat_map(|questionnaire| &questionnaire.items) {
            // The PHQ-9's ninth item in the languages that ship, and its number.
            let json = serde_json::to_string(item).unwrap().to_lowercase();
            for word in ["dead", "suicid", "hurting", "lieber tot", "suizid", "leid zu", "phq9", "phq8_9"] {
                assert!(!json.contains(word), "{}: {json}", instrument.meta.code);
            }
            asked += 1;
        }
    }
    assert!(asked > 80, "only {asked} items were looked at");
}

#[test]
fn every_item_of_a_health_scale_is_sensitive() {
    for code in ["phq2", "phq8", "gad2", "gad7", "k6", "who5"] {
        let mut health = questionnaires(InstrumentStatus::Whole).filter(|(instrument, _)| instrument.meta.code == code);
        assert!(health.next().expect(code).1.items.iter().all(Item::sensitive), "{code}");
    }
}

#[test]
fn the_ready_evaluation_is_accepted_and_asks_what_the_single_files_ask_before_after_and_later() {
    let file = LibraryFile::find("training-evaluation").unwrap();
    let programme: ProgrammeDocument = serde_saphyr::from_str(&file.document()).unwrap();
    let read = instruments().unwrap().iter().find_map(|instrument| instrument.programme.as_ref());
    assert_eq!(read, Some(&programme), "what is shown is what was read");
    for languages in turned(&programme.languages) {
        let checked = ProgrammeDocument { languages, ..programme.clone() }.checked();
        assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }

    let singles: Vec<_> = instruments().unwrap().iter().filter_map(|single| single.questionnaire.as_ref()).collect();
    for wave in &programme.waves {
        assert!(wave.panel && wave.k == 5);
        assert_eq!(wave.attributes, programme.waves[0].attributes);
        assert!(wave.attributes.iter().all(|attribute| attribute.why.is_some()));
        for item in &wave.questionnaire.items {
            assert!(singles.iter().any(|single| single.items.contains(item)), "{} differs", item.code);
        }
        for scale in &wave.questionnaire.scales {
            assert!(singles.iter().any(|single| single.scales.contains(scale)), "{} differs", scale.code);
        }
    }
    // Every scale of the baseline is asked again, so that it can be compared; feedback only right after the training.
    let [before, after, later] = &programme.waves[..] else { panic!("three waves") };
    let has = |wave: &WaveDocument, code: &str| wave.questionnaire.scales.iter().any(|scale| scale.code == code);
    for scale in &before.questionnaire.scales {
        assert!(has(after, &scale.code) && has(later, &scale.code), "{}", scale.code);
    }
    assert_eq!([before, after, later].map(|wave| has(wave, "training_quality")), [false, true, false]);
}

#[test]
fn what_is_shown_keeps_source_and_licence_beside_the_items() {
    /// What an author pastes under a wave.
    #[derive(serde::Deserialize)]
    struct Pasted {
        questionnaire: Questionnaire,
    }
    for (file, instrument) in LIBRARY.iter().zip(instruments().unwrap()) {
        let document = file.document();
        assert!(document.contains("#   licence:\n#     name: "), "{document}");
        if let Some(questionnaire) = &instrument.questionnaire {
            let pasted: Pasted = serde_saphyr::from_str(&document).unwrap();
            assert_eq!(&pasted.questionnaire, questionnaire, "{}", file.code);
        }
    }
}
