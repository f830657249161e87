//! Workbooks that others wrote: what is read, and what is told line by line.

use chorus_interchange::{Form, InterchangeError, xlsform};
use chorus_questionnaire::{ItemKind, Text};
use rust_xlsxwriter::Workbook;

fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (at, row) in (0u32..).zip(*rows) {
            for (column, text) in (0u16..).zip(*row).filter(|(_, text)| !text.is_empty()) {
                match text.parse::<f64>() {
                    // As spreadsheet programs do with what looks like a number.
                    Ok(number) => sheet.write_number(at, column, number).unwrap(),
                    Err(_) => sheet.write_string(at, column, *text).unwrap(),
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn read(survey: &[&[&str]], choices: &[&[&str]]) -> (Form, Vec<String>) {
    let settings: &[&[&str]] = &[&["title", "default_language", "style"], &["Household", "French", "pages"]];
    let bytes = workbook(&[("survey", survey), ("choices", choices), ("settings", settings)]);
    let (form, remarks) = xlsform::read(&bytes).unwrap();
    (form, remarks.iter().map(ToString::to_string).collect())
}

const CHOICES: &[&[&str]] = &[
    &["list name", "name", "label::English", "label::French", "image"],
    &["yn", "1", "Yes", "Oui", ""],
    &["yn", "0", "No", "Non", "no.png"],
    &["freq", "never", "Never", "Jamais", ""],
    &["freq", "often", "Often", "Souvent", ""],
    &["", "lost", "Lost", "", ""],
];
const HEAD: &[&str] = &[
    "type",
    "name",
    "label::English",
    "label::French",
    "required",
    "relevant",
    "constraint",
    "appearance",
    "calculation",
];

#[test]
fn a_form_of_another_tool_is_read_and_its_rest_told() {
    let survey: &[&[&str]] = &[
        HEAD,
        &["start", "start", "", "", "", "", "", "", ""],
        &["note", "hello", "Hello", "Bonjour", "", "", "", "", ""],
        &["select_one yn", "sick", "Sick?", "Malade ?", "yes", "", "", "", ""],
        &["begin_group", "if_sick", "Details", "Détails", "", "${sick} = '1'", "", "", ""],
        &["select_multiple yn or_other", "what", "What?", "Quoi ?", "", "", "count-selected(.) < 2", "", ""],
        &["geopoint", "where", "Where?", "Où ?", "", "", "", "", ""],
        &["end_group", "", "", "", "", "", "", "", ""],
        &[
            "begin group",
            "table",
            "How often?",
            "Combien ?",
            "",
            "selected(${what}, '0') or selected(${what}, \"1\")",
            "",
            "field-list",
            "",
        ],
        &["select_one freq", "head", "How?", "", "", "", "", "label", ""],
        &["select_one freq", "tired", "Tired", "Fatigué", "", "", "", "list-nolabel", ""],
        &["select_one freq", "sad", "Sad", "Triste", "yes", "", "", "list-nolabel", ""],
        &["end group", "", "", "", "", "", "", "", ""],
        &["calculate", "sum", "", "", "", "", "", "", "1 + 1"],
        &["text", "état", "Anything?", "Autre ?", "", "${sick} != '1'", "", "", ""],
        &["integer", "age", "Age?", "Âge ?", "", "", ". < 120", "", ""],
    ];
    let (form, remarks) = read(survey, CHOICES);
    assert_eq!(form.languages, ["fr", "en"]);
    let items = &form.questionnaire.items;
    let kinds: Vec<(&str, ItemKind)> = items.iter().map(|item| (item.code.as_str(), item.kind)).collect();
    let expected = [
        ("hello", ItemKind::Information),
        ("sick", ItemKind::Choice),
        ("what", ItemKind::Multiple),
        ("table", ItemKind::Matrix),
        ("_tat", ItemKind::Comment),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(items[1].options[0].code, "1");
    assert!(items[1].required && !items[3].required);
    assert_eq!((items[2].show_if[0].item.as_str(), items[3].show_if[0].any_of.len()), ("sick", 2));
    assert_eq!(items[3].rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["tired", "sad"]);
    assert!(matches!(&items[0].text, Text::ByLanguage(map) if map["fr"] == "Bonjour" && map["en"] == "Hello"));
    for told in [
        "settings, row 2, column style: ",
        "choices, row 3, column image: ",
        "choices, row 6: the row names no list",
        "survey, row 2, column type: 'start': Chorus records nothing about a person, a device or a time",
        "survey, row 5, column label: Chorus has no groups",
        "survey, row 6, column type: the free answer of `or_other` is not carried over",
        "survey, row 6, column constraint: Chorus has no constraints",
        "survey, row 7, column type: 'geopoint': a place",
        "survey, row 9, column required: in Chorus all rows of a matrix are required, or none",
        "survey, row 14, column type: 'calculate'",
        "survey, row 14, column calculation: ",
        "survey, row 15, column relevant: the condition cannot be carried over",
        "survey, row 15, column name: 'état' is no code in Chorus",
        "survey, row 15, column type: Chorus keeps only the terms",
        "survey, row 16, column type: 'integer': a number without bounds",
    ] {
        assert!(remarks.iter().any(|remark| remark.starts_with(told)), "{told}\n{remarks:#?}");
    }
    let (_, faults) = form.into_programme();
    assert_eq!(faults, []);
}

#[test]
fn what_is_wrong_in_the_form_is_told_and_the_form_still_read() {
    let survey: &[&[&str]] = &[
        &["type", "name", "label", "parameters", "relevant"],
        &["select_one nowhere", "a", "A", "", ""],
        &["begin repeat", "again", "", "", ""],
        &["range", "b", "B", "start=1 end=9 step=2", "${missing} = 'x'"],
        &["end repeat", "", "", "", ""],
        &["end group", "", "", "", ""],
    ];
    let (form, remarks) = read(survey, &[]);
    for told in [
        "survey, row 2, column type: there is no list 'nowhere'",
        "survey, row 3, column type: Chorus asks nothing repeatedly",
        "survey, row 4, column parameters: Chorus counts by ones",
        "survey, row 4, column relevant: it depends on 'missing'",
        "survey, row 6, column type: no group is open here",
    ] {
        assert!(remarks.iter().any(|remark| remark.starts_with(told)), "{told}\n{remarks:#?}");
    }
    let (programme, faults) = form.into_programme();
    assert_eq!(programme.waves[0].questionnaire.items.len(), 2);
    assert!(faults.iter().any(|fault| fault.place == "waves[0].questionnaire.items[0].options"), "{faults:?}");
}

#[test]
fn what_is_no_form_is_refused() {
    for bytes in [b"".as_slice(), b"PK\x03\x04 no workbook", b"title: YAML"] {
        assert!(matches!(xlsform::read(bytes), Err(InterchangeError::Workbook(_))));
    }
    let other = workbook(&[("Sheet1", &[&["a", "b"]])]);
    assert!(matches!(xlsform::read(&other), Err(InterchangeError::NoForm(_))));
    let untyped = workbook(&[("survey", &[&["name"], &["a"]])]);
    assert!(matches!(xlsform::read(&untyped), Err(InterchangeError::NoForm(_))));
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..40 {
        archive.write_all(&zeros).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1024 * 1024);
    assert!(matches!(xlsform::read(&bytes), Err(InterchangeError::TooLarge(_))));
}

#[test]
fn damaged_workbooks_never_panic() {
    let bytes = workbook(&[("survey", &[HEAD, &["note", "a", "A", "B", "", "", "", "", ""]]), ("choices", CHOICES)]);
    for at in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        drop(xlsform::read(&damaged));
        drop(xlsform::read(&bytes[..at]));
    }
}
