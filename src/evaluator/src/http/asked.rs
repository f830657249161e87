//! What an evaluator asks, read from the query of an address: measures, a breakdown, filters, and what a route takes besides.

use crate::EvaluatorError;
use actix_web::HttpRequest;
use chorus_evidence::Query;
use chorus_problem::{Problem, request};
use chorus_questionnaire::Manifest;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A question, and the parameters that a route takes besides, each at most once.
pub(super) struct Asked {
    pub(super) query: Query,
    others: BTreeMap<String, String>,
}

impl Asked {
    /// Reads `measure`, `by` and `where`, and these others; any other parameter is refused.
    pub(super) fn read(http: &HttpRequest, others: &[&str]) -> Result<Self, Problem> {
        Self::of(http, &["measure", "by", "where"], others)
    }

    /// Reads `measure` and `by`, and these others.
    pub(super) fn without_filter(http: &HttpRequest, others: &[&str]) -> Result<Self, Problem> {
        Self::of(http, &["measure", "by"], others)
    }

    /// Reads filters, and these others.
    pub(super) fn filtered(http: &HttpRequest, others: &[&str]) -> Result<Self, Problem> {
        Self::of(http, &["where"], others)
    }

    /// Reads `by`, and these others.
    pub(super) fn grouped(http: &HttpRequest, others: &[&str]) -> Result<Self, Problem> {
        Self::of(http, &["by"], others)
    }

    /// Reads measures and nothing else.
    pub(super) fn measures(http: &HttpRequest) -> Result<Vec<String>, Problem> {
        Ok(Self::of(http, &["measure"], &[])?.query.measures)
    }

    /// Reads these parameters, and no question.
    pub(super) fn read_only(http: &HttpRequest, others: &[&str]) -> Result<Self, Problem> {
        Self::of(http, &[], others)
    }

    fn of(http: &HttpRequest, question: &[&str], others: &[&str]) -> Result<Self, Problem> {
        let names: Vec<&str> = question.iter().chain(others).copied().collect();
        let mut asked = Asked { query: Query::default(), others: BTreeMap::new() };
        for (name, value) in request::query(http, &names)? {
            match name.as_str() {
                "measure" => asked.query.measures.push(value),
                "by" => asked.query.by.push(value),
                "where" => {
                    let (attribute, value) = value.split_once(':').ok_or(EvaluatorError::Filter)?;
                    asked.query.filters.push((attribute.to_owned(), value.to_owned()));
                }
                _ => {
                    if asked.others.insert(name.clone(), value).is_some() {
                        let detail = "A parameter that may be given once is given twice.";
                        return Err(Problem::invalid(detail).field(name, "name it once".to_owned()));
                    }
                }
            }
        }
        Ok(asked)
    }

    /// One of the others.
    pub(super) fn other(&self, name: &str) -> Option<&str> {
        self.others.get(name).map(String::as_str)
    }

    /// One of the others, which must be there.
    pub(super) fn required(&self, name: &'static str, remedy: &str) -> Result<&str, Problem> {
        self.other(name).ok_or_else(|| Problem::invalid("A parameter is missing.").field(name, remedy.to_owned()))
    }

    /// The wave that one of the others names.
    pub(super) fn wave(&self, name: &'static str) -> Result<Uuid, Problem> {
        let text = self.required(name, "name a wave by its id")?;
        let wrong = || Problem::invalid("A wave is not named right.").field(name, "name a wave by its id".to_owned());
        Uuid::try_parse(text).map_err(|_| wrong())
    }
}

/// The measures of a wave's study that were named before anybody answered.
pub(super) fn pre_declared(manifest: &Manifest) -> Vec<String> {
    manifest.programme.study.as_ref().map(|study| study.outcomes.clone()).unwrap_or_default()
}
