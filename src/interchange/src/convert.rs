//! From one format into another: the one way that the command line and the API take.

use crate::{Form, InterchangeError, Notation, Remark, read_document, surveyjs, write_document, xlsform};
use chorus_questionnaire::ProgrammeDocument;

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A document of ours.
    Document(Notation),
    /// An XLSForm workbook.
    Xlsform,
    /// SurveyJS JSON, which is written only.
    Surveyjs,
}

impl Format {
    /// The media type of such a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Document(Notation::Json) | Format::Surveyjs => "application/json",
            Format::Document(Notation::Yaml) => "application/yaml",
            Format::Xlsform => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Which part of a programme is written as a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// The programme with its waves.
    #[default]
    Programme,
    /// One wave, to be added to a programme.
    Wave,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    /// What is given.
    pub from: Format,
    /// What is wanted.
    pub to: Format,
    /// Which wave, from 1, if the document has several.
    pub wave: Option<usize>,
    /// What of it, if a document is wanted.
    pub part: Part,
}

/// The programme in a file, and what could not be read. From another tool's file it may still have faults, which are told.
pub fn read(bytes: &[u8], from: Format) -> Result<(ProgrammeDocument, Vec<Remark>), InterchangeError> {
    match from {
        Format::Document(notation) => Ok((read_document(bytes, notation)?, Vec::new())),
        Format::Surveyjs => Err(InterchangeError::WriteOnly),
        Format::Xlsform => {
            let (form, mut remarks) = xlsform::read(bytes)?;
            let (programme, faults) = form.into_programme();
            remarks.extend(faults);
            Ok((programme, remarks))
        }
    }
}

/// Another file with the same questionnaire, and what could not be carried over.
pub fn convert(bytes: &[u8], how: Conversion) -> Result<(Vec<u8>, Vec<Remark>), InterchangeError> {
    let (mut programme, mut remarks) = read(bytes, how.from)?;
    if let Format::Document(notation) = how.to {
        if let Some(wave) = how.wave {
            keep(&mut programme, wave)?;
        }
        let text = match (how.part, programme.waves.as_slice()) {
            (Part::Programme, _) => write_document(&programme, notation),
            (Part::Wave, [wave]) => write_document(wave, notation),
            (Part::Wave, []) => Err(InterchangeError::NoWave),
            (Part::Wave, waves) => Err(InterchangeError::Wave { count: waves.len() }),
        };
        return Ok((text?.into_bytes(), remarks));
    }
    // A document with faults goes no further: other tools would make of them what they will.
    let checked = programme.checked()?;
    let form = Form::of(&checked, how.wave)?;
    remarks.extend(beside_the_questionnaire(&checked));
    let (bytes, told) = match how.to {
        Format::Xlsform => xlsform::write(&form)?,
        Format::Surveyjs | Format::Document(_) => {
            let (survey, told) = surveyjs::write(&form);
            (write_document(&survey, Notation::Json)?.into_bytes(), told)
        }
    };
    remarks.extend(told);
    Ok((bytes, remarks))
}

fn keep(programme: &mut ProgrammeDocument, wave: usize) -> Result<(), InterchangeError> {
    let count = programme.waves.len();
    let at = wave.checked_sub(1).filter(|at| *at < count);
    let at = at.ok_or(if count == 0 { InterchangeError::NoWave } else { InterchangeError::Wave { count } })?;
    programme.waves = vec![programme.waves.swap_remove(at)];
    Ok(())
}

/// What a programme says that other formats have no place for.
fn beside_the_questionnaire(programme: &ProgrammeDocument) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut add = |place: &str, what: &str, remedy: &str| {
        remarks.push(Remark { place: place.to_owned(), what: what.to_owned(), remedy: remedy.to_owned() });
    };
    if !programme.help.is_empty() {
        add(
            "help",
            "places to find help are not part of a questionnaire; they are left out.",
            "Put them into its text.",
        );
    }
    if programme.waves.iter().any(|wave| !wave.attributes.is_empty()) {
        let what = "attributes are not part of a questionnaire; they are left out.";
        add("attributes", what, "Ask for them elsewhere only if groups are never too small.");
    }
    let what =
        "k, the exchange of sensitive answers and panels belong to a wave, not to a questionnaire; they are left out.";
    add("waves", what, "No other tool keeps these promises: say so to those who answer there.");
    remarks
}
