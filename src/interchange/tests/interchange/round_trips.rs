//! The way there and back: the same questionnaire, by its canonical hash.

use crate::generate;
use chorus_interchange::{Form, Notation, read_document, write_document, xlsform};

const DEMOS: [&[u8]; 2] =
    [include_bytes!("../../../../demo/training.yaml"), include_bytes!("../../../../demo/osmi_2014.yaml")];

fn through_a_workbook(form: &Form, name: &str) {
    let (bytes, _) = xlsform::write(form).unwrap();
    let (back, remarks) = xlsform::read(&bytes).unwrap();
    let (programme, faults) = back.into_programme();
    assert!(faults.is_empty(), "{name}: {faults:?}");
    let back = Form::of(&programme, None).unwrap();
    assert_eq!(first_difference(&back, form), None, "{name}");
    assert_eq!(back.questionnaire.hash(), form.questionnaire.hash(), "{name}");
    let lost: Vec<String> = remarks.iter().map(ToString::to_string).filter(|remark| lost(remark)).collect();
    assert!(lost.is_empty(), "{name}: {lost:#?}");
}

/// The first line in which two forms differ: a whole questionnaire would say too much.
fn first_difference(left: &Form, right: &Form) -> Option<(String, String)> {
    let lines = |form: &Form| format!("{form:#?}").lines().map(str::to_owned).collect::<Vec<_>>();
    lines(left).into_iter().zip(lines(right)).find(|(left, right)| left != right)
}

/// Whether a remark upon our own workbook tells of a loss; two tell how Chorus reads what XLSForm says otherwise.
fn lost(remark: &str) -> bool {
    !(remark.contains("k is set to 5") || remark.contains("keeps only the terms of a comment"))
}

#[test]
fn demos_come_back_from_a_workbook_the_same() {
    for demo in DEMOS {
        let programme = read_document(demo, Notation::Yaml).unwrap();
        let form = Form::of(&programme, None).unwrap();
        through_a_workbook(&form, form.title.get("en"));
    }
}

#[test]
fn instruments_of_the_library_come_back_from_a_workbook_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library");
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        // A recipe has no wording to carry: it is refused until somebody pastes it.
        if text.contains("\nquestionnaire:") && !text.contains("paste the licensed") {
            let programme = read_document(text.as_bytes(), Notation::Yaml).unwrap();
            through_a_workbook(&Form::of(&programme, None).unwrap(), &path.display().to_string());
        }
    }
}

#[test]
fn questionnaires_of_all_kinds_come_back_from_a_workbook_the_same() {
    for seed in 0..400 {
        through_a_workbook(&generate::form(seed), &format!("seed {seed}"));
    }
}

#[test]
fn documents_come_back_from_yaml_and_json_the_same() {
    for seed in 0..200 {
        let (programme, _) = generate::form(seed).into_programme();
        for notation in [Notation::Json, Notation::Yaml] {
            let text = write_document(&programme, notation).unwrap();
            let back =
                read_document(text.as_bytes(), notation).unwrap_or_else(|error| panic!("{seed}: {error}\n{text}"));
            assert_eq!(back, programme, "seed {seed}");
        }
    }
}
