//! Documents of programmes, as organisers send them in JSON and YAML: none makes a reader panic, and one that is without fault stays
//! the same when it is written down and read again, and its questionnaires when they go through a workbook.
#![no_main]

use chorus_interchange::{Form, Notation, read_document, surveyjs, write_document, xlsform};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for notation in [Notation::Json, Notation::Yaml] {
        let Ok(programme) = read_document(bytes, notation) else { continue };
        assert_eq!(programme.clone().checked().as_ref(), Ok(&programme), "checking twice changes a document");
        for notation in [Notation::Json, Notation::Yaml] {
            let text = write_document(&programme, notation).expect("a checked document can be written");
            let again = read_document(text.as_bytes(), notation).expect("what was written can be read");
            assert_eq!(again, programme);
        }
        for wave in 1..=programme.waves.len() {
            let form = Form::of(&programme, Some(wave)).expect("the wave is there");
            drop(surveyjs::write(&form));
            let Ok((workbook, _)) = xlsform::write(&form) else { continue };
            let (read, _) = xlsform::read(&workbook).expect("our own workbook can be read");
            let (read, faults) = read.into_programme();
            assert_eq!(faults, []);
            assert_eq!(read.waves[0].questionnaire, form.questionnaire);
        }
    }
});
