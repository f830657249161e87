//! One response's answers on their way through the seal, the sensitive ones apart. It knows nothing of attributes or people.

use chorus_questionnaire::{Choices, Questionnaire};
use chorus_seal::SensitiveAnswers;

/// Option by item.
pub(crate) struct Answers {
    plain: Choices,
    sensitive: Choices,
    /// For each sensitive item, the position of the option chosen.
    options: Vec<Option<usize>>,
}

impl Answers {
    pub(crate) fn new(questionnaire: &Questionnaire, mut plain: Choices) -> Self {
        let (mut sensitive, mut options) = (Choices::new(), Vec::new());
        for item in questionnaire.sensitive_items() {
            let answer = plain.remove(&item.code);
            options.push(answer.as_ref().and_then(|option| item.position(option)));
            sensitive.extend(answer.map(|option| (item.code.clone(), option)));
        }
        Self { plain, sensitive, options }
    }

    /// All of them together again.
    pub(crate) fn joined(self) -> Choices {
        let mut all = self.plain;
        all.extend(self.sensitive);
        all
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
