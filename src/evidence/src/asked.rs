//! What is asked, as it is measured: which columns of the table belong to which item.

use chorus_questionnaire::{Category, ChoiceOption, ItemKind, Questionnaire};
use std::ops::Range;

/// What one answer, or one multiple choice, is measured by.
pub(crate) struct Asked {
    /// Code of the item or of the row of a matrix.
    pub code: String,
    /// What can be chosen, in declared order.
    pub options: Vec<Category>,
    /// Its columns: one, or for a multiple choice one for each option, of which the second category says that it was chosen.
    pub columns: Range<usize>,
    /// Whether several options may be chosen.
    pub multiple: bool,
}

impl Asked {
    /// Whether any option is sensitive.
    pub(crate) fn sensitive(&self) -> bool {
        self.options.iter().any(|option| option.sensitive)
    }

    /// The least and the greatest score, if at least two options are scored.
    pub(crate) fn score_range(&self) -> Option<(i32, i32)> {
        let scores = || self.options.iter().filter_map(|option| option.score);
        (scores().count() >= 2).then(|| Some((scores().min()?, scores().max()?))).flatten()
    }
}

/// All that is measured by options, in the order asked.
pub(crate) fn asked(questionnaire: &Questionnaire) -> Vec<Asked> {
    let mut asked = Vec::new();
    let mut next = 0;
    for item in &questionnaire.items {
        let variables = item.variables();
        if item.kind == ItemKind::Multiple {
            let option = |option: &ChoiceOption| Category {
                code: option.code.clone(),
                score: None,
                sensitive: option.sensitive,
                favourable: false,
            };
            let options = item.options.iter().map(option).collect();
            let columns = next..next + variables.len();
            asked.push(Asked { code: item.code.clone(), options, columns, multiple: true });
            next += variables.len();
        } else {
            for variable in variables {
                let (code, options) = (variable.code, variable.categories);
                asked.push(Asked { code, options, columns: next..next + 1, multiple: false });
                next += 1;
            }
        }
    }
    asked
}
