//! What the files hold, and what they must not.

use crate::{entries, own, programme, questionnaire};
use chorus_questionnaire::library::{LIBRARY, LibraryFile, Ships, TRAINING_EVALUATION, placeholders};
use chorus_questionnaire::{Item, ProgrammeDocument, ScaleScore, Text};
use std::collections::BTreeSet;

/// Every text of an item, in all its languages.
fn texts(item: &Item) -> Vec<Text> {
    let labels = item.options.iter().map(|option| option.label.clone());
    let rows = item.rows.iter().map(|row| row.text.clone());
    std::iter::once(item.text.clone()).chain(labels).chain(rows).collect()
}

#[test]
fn every_file_is_an_entry_under_its_own_code_and_all_files_are_listed() {
    for (file, entry) in LIBRARY.iter().zip(entries()) {
        assert_eq!(file.code, entry.meta.code);
        assert_eq!(LibraryFile::find(file.code), Some(file));
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let listed = LIBRARY.iter().map(|file| format!("{}.yaml", file.code));
    let listed: BTreeSet<_> = listed.chain(["examples.yaml".into(), "training-evaluation.yaml".into()]).collect();
    assert_eq!(files.collect::<BTreeSet<_>>(), listed);
}

#[test]
fn the_documentation_lists_every_file() {
    let documentation = include_str!("../../../../docs/library.md");
    for file in LIBRARY {
        assert!(documentation.contains(&format!("| `{}` |", file.code)), "{} is missing", file.code);
    }
}

#[test]
fn every_fragment_is_accepted_in_a_wave_in_all_its_languages() {
    for entry in entries() {
        let Some(questionnaire) = entry.questionnaire else { continue };
        for language in &entry.meta.languages {
            // Each language in turn is the first, in which nothing may be missing.
            let mut languages = entry.meta.languages.clone();
            languages.sort_by_key(|other| other != language);
            let checked = programme(&languages, questionnaire.clone()).checked();
            assert!(checked.is_ok(), "{} in {language}: {}", entry.meta.code, checked.unwrap_err());
        }
    }
}

#[test]
fn every_entry_names_its_source_and_what_was_written_for_chorus_says_that_it_is_not_validated() {
    for entry in entries() {
        let meta = &entry.meta;
        assert!(!meta.source.is_empty() && !meta.notes.is_empty(), "{}", meta.code);
        let resolver = |doi: &String| doi.starts_with("10.") && doi.contains('/');
        assert!(meta.source.iter().filter_map(|source| source.doi.as_ref()).all(resolver), "{}", meta.code);
        if own(&entry) {
            assert_eq!(meta.licence.name, "CC0 1.0", "{}", meta.code);
            assert!(meta.title.ends_with("(not validated)"), "{}", meta.code);
            for scale in &entry.questionnaire.as_ref().unwrap().scales {
                assert!(scale.label.get("en").contains("not validated"), "{}", scale.code);
                assert!(scale.label.get("de").contains("nicht validiert"), "{}", scale.code);
            }
        } else {
            let found = |source: &chorus_questionnaire::library::Source| source.doi.is_some() || source.url.is_some();
            assert!(meta.source.iter().any(found), "{}", meta.code);
        }
    }
}

#[test]
fn recipes_hold_no_wording_and_agree_with_their_scales() {
    for entry in entries().into_iter().filter(|entry| entry.meta.ships == Ships::Recipe) {
        assert!(entry.meta.licence.get.is_some(), "{}: where to get the wording", entry.meta.code);
        assert_eq!(entry.recipe.is_some(), entry.questionnaire.is_some(), "{}", entry.meta.code);
        let (Some(recipe), Some(questionnaire)) = (entry.recipe, entry.questionnaire) else { continue };
        assert_eq!(placeholders(&questionnaire).len(), questionnaire.items.len());
        for item in &questionnaire.items {
            for text in texts(item) {
                assert!(text.get("en").ends_with("[paste the licensed label]") || text.get("en").starts_with('['));
            }
            assert_eq!(item.rows.len(), usize::from(recipe.items), "{}", entry.meta.code);
            let scores: Vec<i32> = item.options.iter().filter_map(|option| option.score).collect();
            assert_eq!(scores, (recipe.answers.from..=recipe.answers.to).collect::<Vec<_>>());
        }
        let Some(scale) = questionnaire.scales.first() else {
            assert_eq!((recipe.score, recipe.range), (None, None), "{}", entry.meta.code);
            continue;
        };
        let reversed = scale.items.iter().zip(1..).filter(|(item, _)| item.reverse).map(|(_, number)| number);
        assert_eq!(reversed.collect::<Vec<u16>>(), recipe.reversed, "{}", entry.meta.code);
        assert_eq!(Some(scale.score), recipe.score);
        let times = if scale.score == ScaleScore::Sum { i32::from(recipe.items) } else { 1 };
        let range = recipe.range.unwrap();
        assert_eq!((range.from, range.to), (recipe.answers.from * times, recipe.answers.to * times));
    }
}

#[test]
fn what_ships_whole_has_no_placeholders_and_nothing_asks_about_suicide() {
    for entry in entries() {
        let Some(questionnaire) = entry.questionnaire else { continue };
        if entry.meta.ships == Ships::Text {
            assert_eq!(placeholders(&questionnaire), Vec::<&str>::new(), "{}", entry.meta.code);
        }
        for text in questionnaire.items.iter().flat_map(texts) {
            for (language, words) in
                [("en", ["dead", "suicid", "hurting"]), ("de", ["lieber tot", "suizid", "leid zu"])]
            {
                let asked = text.get(language).to_lowercase();
                assert!(!words.iter().any(|word| asked.contains(word)), "{}: {asked}", entry.meta.code);
            }
        }
    }
}

#[test]
fn health_scales_are_sensitive_in_every_item() {
    for code in ["phq2", "phq8", "gad2", "gad7", "k6", "who5"] {
        assert!(questionnaire(code).items.iter().all(Item::sensitive), "{code}");
    }
}

#[test]
fn the_ready_evaluation_is_accepted_and_asks_what_the_single_files_ask() {
    let programme: ProgrammeDocument = serde_saphyr::from_str(TRAINING_EVALUATION).unwrap();
    assert_eq!(programme.languages, ["en", "de"]);
    assert_eq!(programme.waves.len(), 3);
    let singles: Vec<_> = entries().into_iter().filter_map(|entry| entry.questionnaire).collect();
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
    for languages in [["en", "de"], ["de", "en"]] {
        let mut turned = programme.clone();
        turned.languages = languages.map(str::to_owned).to_vec();
        let checked = turned.checked();
        assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }
}
