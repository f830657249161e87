//! Workbooks with an XLSForm: no bytes make the reader panic or fill the memory, and a form without fault comes back the same when it
//! is written as a workbook again.
//!
//! What begins with `PK` is read as it is. What begins with `<` is parts of a workbook, separated by zero bytes. Anything else is its
//! text: sheets begin with a line `#name`, cells are separated by tabs. Both are packed here, for no fuzzer hits upon a check sum.
#![no_main]

use chorus_interchange::{Form, xlsform};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write as _};

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const ROOT: &str =
    r#"<Relationships><Relationship Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    let workbook = match bytes {
        [b'P', b'K', ..] => bytes.to_vec(),
        [b'<', ..] => packed_parts(bytes),
        _ => packed_cells(&String::from_utf8_lossy(bytes)),
    };
    let Ok((form, _)) = xlsform::read(&workbook) else { return };
    let (programme, faults) = form.into_programme();
    if !faults.is_empty() {
        return;
    }
    let form = Form::of(&programme, None).expect("an import has one wave");
    let Ok((written, _)) = xlsform::write(&form) else { return };
    let (read, _) = xlsform::read(&written).expect("our own workbook can be read");
    let (read, faults) = read.into_programme();
    assert_eq!(faults, []);
    assert_eq!(read.waves[0].questionnaire, form.questionnaire);
});

fn packed_parts(bytes: &[u8]) -> Vec<u8> {
    let names = [WORKBOOK, RELATIONS, "xl/sharedStrings.xml", "xl/styles.xml"].map(str::to_owned);
    let sheets = (1..=4).map(|at| format!("xl/worksheets/sheet{at}.xml"));
    pack(names.into_iter().chain(sheets).zip(bytes.split(|byte| *byte == 0)))
}

fn packed_cells(text: &str) -> Vec<u8> {
    let (mut names, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, sheet) in text.split("\n#").take(8).enumerate() {
        let (name, rows) = sheet.split_once('\n').unwrap_or((sheet, ""));
        let name = escaped(name.trim_start_matches('#'));
        names += &format!(r#"<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>"#);
        relations += &format!(r#"<Relationship Id="r{at}" Type="x/worksheet" Target="worksheets/sheet{at}.xml"/>"#);
        let cell = |text: &str| format!(r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, escaped(text));
        let row = |row: &str| format!("<row>{}</row>", row.split('\t').map(cell).collect::<String>());
        let rows: String = rows.lines().map(row).collect();
        parts.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    parts.push((WORKBOOK.to_owned(), format!(r#"<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>"#)));
    parts.push((RELATIONS.to_owned(), format!("<Relationships>{relations}</Relationships>")));
    pack(parts.iter().map(|(name, text)| (name.clone(), text.as_bytes())))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn pack<'a>(parts: impl Iterator<Item = (String, &'a [u8])>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in [("_rels/.rels".to_owned(), ROOT.as_bytes())].into_iter().chain(parts) {
        archive.start_file(name, stored).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}
