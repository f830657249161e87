//! One response's answers on their way through the seal, the sensitive ones apart, with the pseudonym that its slip will hold. It
//! knows nothing of attributes or people.

use chorus_collection::Slip;
use chorus_questionnaire::{Choices, Questionnaire, Response, Variable};
use chorus_seal::SensitiveAnswers;
use chorus_sealed::Entry;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Category by variable, and the terms of comments.
pub(crate) struct Answers {
    plain: Choices,
    sensitive: Choices,
    /// For each sensitive variable, the position of the category.
    options: Vec<Option<usize>>,
    terms: BTreeMap<String, Vec<String>>,
    /// Stays with the row when answers are exchanged.
    pseudonym: Option<[u8; 32]>,
}

impl Answers {
    /// `sensitive` has the sensitive variables of the questionnaire.
    pub(crate) fn new(questionnaire: &Questionnaire, sensitive: &[Variable<'_>], response: &Response) -> Self {
        let mut plain = questionnaire.categories(&response.answers);
        let (mut apart, mut options) = (Choices::new(), Vec::new());
        for variable in sensitive {
            let category = plain.remove(&variable.code);
            options.push(category.as_ref().and_then(|category| variable.position(category)));
            apart.extend(category.map(|category| (variable.code.clone(), category)));
        }
        let terms = questionnaire.terms(&response.answers);
        Self { plain, sensitive: apart, options, terms, pseudonym: response.pseudonym() }
    }

    /// All of them together again, under a random id; and a slip, if there is a pseudonym.
    pub(crate) fn joined(self) -> (Entry, Option<Slip>) {
        let row = Uuid::new_v4();
        let mut answers = self.plain;
        answers.extend(self.sensitive);
        let slip = self.pseudonym.map(|pseudonym| Slip { row, pseudonym });
        (Entry { row, answers, terms: self.terms }, slip)
    }
}

impl SensitiveAnswers for Answers {
    fn option(&self, item: usize) -> Option<usize> {
        self.options.get(item).copied().flatten()
    }

    fn exchange(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.sensitive, &mut other.sensitive);
        std::mem::swap(&mut self.options, &mut other.options);
    }
}
