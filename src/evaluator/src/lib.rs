//! Room 5's HTTP side: evaluators ask, aggregates answer.
