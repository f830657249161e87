//! Workbooks that are small and ask for much: each way to fill the memory, or to take for ever, has a limit that says what it is.

use chorus_interchange::{InterchangeError, xlsform};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

const HEAD: &[&str] = &["type", "name", "label", "relevant"];

const ROOT: &str =
    r#"<Relationships><Relationship Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A workbook of these parts, as they are: `rust_xlsxwriter` would not write what others might.
fn packed(sheets: &[(&str, String)], shared: &str) -> Vec<u8> {
    packed_with(sheets, shared, "1")
}

fn packed_with(sheets: &[(&str, String)], shared: &str, announced: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    };
    let (mut names, mut relations) = (String::new(), String::new());
    for (at, (name, xml)) in sheets.iter().enumerate() {
        write!(names, r#"<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>"#).unwrap();
        write!(relations, r#"<Relationship Id="r{at}" Type="x/worksheet" Target="worksheets/s{at}.xml"/>"#).unwrap();
        let xml = if xml.contains("<sheetData>") { xml.clone() } else { format!("<sheetData>{xml}</sheetData>") };
        part(&format!("xl/worksheets/s{at}.xml"), &format!("<worksheet>{xml}</worksheet>"));
    }
    part("_rels/.rels", ROOT);
    part("xl/workbook.xml", &format!(r#"<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>"#));
    part("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    part("xl/sharedStrings.xml", &format!("<sst uniqueCount=\"{announced}\"><si><t>{shared}</t></si></sst>"));
    archive.finish().unwrap().into_inner()
}

fn row<T: AsRef<str>>(cells: &[T]) -> String {
    let cell = |text: &T| format!(r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, text.as_ref());
    format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
}

fn rows(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    row(head) + &rows.map(|cells| row(&cells)).collect::<String>()
}

#[track_caller]
fn assert_too_large(bytes: &[u8], what: &str) {
    let began = Instant::now();
    match xlsform::read(bytes) {
        Err(InterchangeError::TooLarge(told)) => assert!(told.contains(what), "{told}"),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was read"),
    }
    assert!(began.elapsed() < Duration::from_secs(30), "it took {:?}", began.elapsed());
}

#[test]
fn one_long_text_in_every_cell_is_refused() {
    let shown = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(2_000);
    assert_too_large(&packed(&[("survey", shown)], &"x".repeat(30_000)), "8 MiB of text");
    let shown = r#"<row><c t="s"><v>0</v></c></row>"#.to_owned();
    assert_too_large(&packed(&[("survey", shown)], &"x".repeat(40_000)), "32,767 characters in one cell");
}

#[test]
fn a_list_that_announces_more_texts_than_it_can_have_is_refused() {
    for announced in ["500001", "99999999999999999999", "+0000000000000000000600000"] {
        assert_too_large(&packed_with(&[("survey", row(&["type"]))], "", announced), "500,000 texts");
    }
    for hidden in ["1\u{1b}", "1\0"] {
        let bytes = packed_with(&[("survey", row(&["type"]))], "", hidden);
        assert!(matches!(xlsform::read(&bytes), Err(InterchangeError::Workbook(_))));
    }
    // An older kind of workbook before an archive.
    let both = [&[0xd0, 0xcf, 0x11, 0xe0][..], &packed(&[("survey", row(&["type"]))], "")].concat();
    assert!(matches!(xlsform::read(&both), Err(InterchangeError::Workbook(_))));
}

#[test]
fn cells_where_none_can_be_are_refused() {
    let read = |size: &str, row: &str, cell: &str| {
        let row = format!(r#"<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>type</t></is></c></row>"#);
        let sheet = format!("<x:dimension ref='{size}'/><sheetData>{row}</sheetData>");
        xlsform::read(&packed(&[("survey", sheet)], "")).map(|_| ())
    };
    for (size, row, cell) in [("A1:C5", "1", "A1"), ("A1", "1048576", "xfd1048576")] {
        assert!(!matches!(read(size, row, cell), Err(InterchangeError::Workbook(_))));
    }
    let told = |outcome: Result<(), InterchangeError>, what: &str| {
        let told = outcome.expect_err("it was read").to_string();
        assert!(told.contains(&format!("{what:?}, where no cell can be")), "{told}");
    };
    for wrong in ["C5:A1", "A5:C1", "A1:ZZZZZZZ1", "A1:A99999999999", "A1:B2:C3", "", "A", "A-1"] {
        told(read(wrong, "1", "A1"), wrong);
    }
    for wrong in ["ZZZZZZZ1", "A4294967296", "AAAA1", "A1\u{e9}"] {
        told(read("A1", "1", wrong), wrong);
    }
    told(read("A1", "42949672951", "A1"), "42949672951");
}

#[test]
fn too_many_sheets_rows_columns_and_cells_are_refused() {
    let sheets: Vec<(&str, String)> = (0..101).map(|_| ("survey", String::new())).collect();
    assert_too_large(&packed(&sheets, ""), "100 sheets");
    assert_too_large(&packed(&[("survey", row(&["a"]).repeat(20_001))], ""), "20,000 rows");
    assert_too_large(&packed(&[("survey", row(&["a"; 501]))], ""), "500 columns");
    assert_too_large(&packed(&[("survey", row(&["a".repeat(201)]))], ""), "200 bytes in one heading");
    // Cells that only look like something count as well.
    assert_too_large(
        &packed(&[("survey", format!("<row>{}</row>", "<c s=\"1\"/>".repeat(500_001)))], ""),
        "500,000 cells",
    );
}

#[test]
fn one_long_list_in_every_question_is_refused() {
    let text = |text: &str| text.to_owned();
    let questions = (0..3_000).map(|at| vec![text("select_one all"), format!("q{at}"), text("Which?")]);
    let options = (0..3_000).map(|at| vec![text("all"), format!("o{at}"), text("An option")]);
    let sheets = [("survey", rows(HEAD, questions)), ("choices", rows(&["list_name", "name", "label"], options))];
    assert_too_large(&packed(&sheets, ""), "8 MiB of options and conditions");
}

#[test]
fn groups_in_groups_have_the_conditions_of_each_once() {
    let text = |text: &str| text.to_owned();
    let begin = |_| vec![text("begin group"), text("g"), text(""), text("${a} = 'x'")];
    let nested = |depth: usize| {
        let first = [vec![text("select_one l"), text("a"), text("A")]].into_iter();
        let last = [vec![text("note"), text("b"), text("B")]].into_iter();
        rows(HEAD, first.chain((0..depth).map(begin)).chain(last))
    };
    let (form, _) = xlsform::read(&packed(&[("survey", nested(40))], "")).unwrap();
    assert_eq!(form.questionnaire.items[1].show_if.len(), 40);
    assert_too_large(&packed(&[("survey", nested(10_000))], ""), "8 MiB of options and conditions");
}

#[test]
fn a_name_that_is_used_again_and_again_is_numbered_and_what_is_told_has_an_end() {
    let text = |text: &str| text.to_owned();
    let began = Instant::now();
    let same = (0..10_000).map(|_| vec![text("note"), text("a"), text("A")]);
    let (form, remarks) = xlsform::read(&packed(&[("survey", rows(HEAD, same))], "")).unwrap();
    let codes: Vec<&str> = form.questionnaire.items.iter().map(|item| item.code.as_str()).collect();
    assert_eq!((codes[0], codes[1], codes[9_999]), ("a", "a_2", "a_10000"));
    assert_eq!(remarks.len(), 1_001);
    assert!(remarks[1_000].what.contains("more remarks"), "{}", remarks[1_000]);
    assert!(began.elapsed() < Duration::from_secs(30), "it took {:?}", began.elapsed());
}

#[test]
fn groups_without_end_are_looked_through_in_bounded_time() {
    let text = |text: &str| text.to_owned();
    let head = &["type", "name", "label", "appearance"];
    let groups = (0..19_000).map(|_| vec![text("begin group"), text("g"), text("G"), text("table-list")]);
    let began = Instant::now();
    xlsform::read(&packed(&[("survey", rows(head, groups))], "")).unwrap();
    assert!(began.elapsed() < Duration::from_secs(30), "it took {:?}", began.elapsed());
}
