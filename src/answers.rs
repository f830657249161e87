//! One response's answers on their way through the seal, the sensitive ones apart, with the pseudonym that its slip will hold. It
//! knows nothing of attributes or people.

use chorus_collection::Slip;
use chorus_questionnaire::{Choices, Questionnaire, Response};
use chorus_seal::SensitiveAnswers;
use chorus_sealed::Entry;
use uuid::Uuid;

/// Option by item.
pub(crate) struct Answers {
    plain: Choices,
    sensitive: Choices,
    /// For each sensitive item, the position of the option chosen.
    options: Vec<Option<usize>>,
    /// Stays with the row when answers are exchanged.
    pseudonym: Option<[u8; 32]>,
}

impl Answers {
    pub(crate) fn new(questionnaire: &Questionnaire, response: Response) -> Self {
        let pseudonym = response.pseudonym();
        let mut plain = response.answers;
        let (mut sensitive, mut options) = (Choices::new(), Vec::new());
        for item in questionnaire.sensitive_items() {
            let answer = plain.remove(&item.code);
            options.push(answer.as_ref().and_then(|option| item.position(option)));
            sensitive.extend(answer.map(|option| (item.code.clone(), option)));
        }
        Self { plain, sensitive, options, pseudonym }
    }

    /// All of them together again, under a random id; and a slip, if there is a pseudonym.
    pub(crate) fn joined(self) -> (Entry, Option<Slip>) {
        let row = Uuid::new_v4();
        let mut answers = self.plain;
        answers.extend(self.sensitive);
        (Entry { row, answers }, self.pseudonym.map(|pseudonym| Slip { row, pseudonym }))
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
