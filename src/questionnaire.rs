//! `chorus questionnaire`: files in, files out, and every remark as a line on standard error. It reaches no database.

use crate::cli::{CheckQuestionnaire, Convert, Questionnaire, Target};
use crate::{ProgramError, terminal};
use chorus_interchange::{Conversion, Format, InterchangeError, Notation, Part, Remark};
use std::path::Path;

/// Runs one of the commands.
pub fn run(command: Questionnaire) -> Result<(), ProgramError> {
    match command {
        Questionnaire::Convert(convert) => write(&convert),
        Questionnaire::Check(check) => look_at(&check),
        Questionnaire::Schema => {
            terminal::say(&serde_json::to_string_pretty(&chorus_interchange::schema()).unwrap_or_default());
            Ok(())
        }
    }
}

fn write(convert: &Convert) -> Result<(), ProgramError> {
    let to = match convert.to {
        Target::Yaml => Format::Document(Notation::Yaml),
        Target::Json => Format::Document(Notation::Json),
        Target::Xlsform => Format::Xlsform,
        Target::Surveyjs => Format::Surveyjs,
    };
    let (bytes, from) = given(&convert.file)?;
    let how = Conversion { from, to, wave: convert.wave, part: Part::Programme };
    let (written, remarks) =
        chorus_interchange::convert(&bytes, how).map_err(|source| failed(&convert.file, source))?;
    tell(&remarks);
    std::fs::write(&convert.output, written).map_err(ProgramError::file(&convert.output))
}

fn look_at(check: &CheckQuestionnaire) -> Result<(), ProgramError> {
    let (bytes, from) = given(&check.file)?;
    let (programme, remarks) = chorus_interchange::read(&bytes, from).map_err(|source| failed(&check.file, source))?;
    tell(&remarks);
    if let Err(faults) = programme.clone().checked() {
        return Err(ProgramError::Faults { path: check.file.clone(), count: faults.0.len() });
    }
    for (at, wave) in programme.waves.iter().enumerate() {
        let (items, hash) = (wave.questionnaire.items.len(), wave.questionnaire.hash());
        terminal::say(&format!("wave {}: {items} items, questionnaire {hash}", at + 1));
    }
    Ok(())
}

/// The file, and what its name says it is written in.
fn given(file: &Path) -> Result<(Vec<u8>, Format), ProgramError> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let from = match ending.as_deref() {
        Some("xlsx") => Format::Xlsform,
        Some("json") => Format::Document(Notation::Json),
        Some("yaml" | "yml") => Format::Document(Notation::Yaml),
        _ => {
            let rule = "the file's name ends in none of .yaml, .yml, .json, .xlsx".to_owned();
            return Err(failed(file, InterchangeError::Unreadable(rule)));
        }
    };
    Ok((std::fs::read(file).map_err(ProgramError::file(file))?, from))
}

/// An error of this file; each place at fault of a document is a line of its own.
fn failed(file: &Path, error: InterchangeError) -> ProgramError {
    match error {
        InterchangeError::Document(faults) => {
            faults.0.iter().for_each(|fault| terminal::remark(&fault.to_string()));
            ProgramError::Faults { path: file.to_owned(), count: faults.0.len() }
        }
        source => ProgramError::Questionnaire { path: file.to_owned(), source },
    }
}

fn tell(remarks: &[Remark]) {
    remarks.iter().for_each(|remark| terminal::remark(&remark.to_string()));
}
