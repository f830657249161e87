//! Room 4: the sealed table, the only lasting home of answers.
