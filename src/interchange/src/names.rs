//! Names in other formats, which allow fewer characters than our codes or do not tell capitals from small letters.

use std::collections::{HashMap, HashSet};

/// Gives each code a name of its own. A code that is a good name keeps it.
pub(crate) struct Names {
    by_code: HashMap<String, String>,
    taken: HashSet<String>,
    key: fn(&str) -> String,
}

impl Names {
    /// Names which `key` maps to the same text count as equal; `reserved` ones are never given.
    pub(crate) fn new(key: fn(&str) -> String, reserved: &[&str]) -> Self {
        Self { by_code: HashMap::new(), taken: reserved.iter().map(|name| key(name)).collect(), key }
    }

    /// Takes a name close to `wish` that nobody has.
    pub(crate) fn fresh(&mut self, wish: String) -> String {
        let mut name = wish;
        while !self.taken.insert((self.key)(&name)) {
            name.push('_');
        }
        name
    }

    /// The name of this code, close to `wish`; the same one whenever asked.
    pub(crate) fn of(&mut self, code: &str, wish: impl FnOnce(&str) -> String) -> String {
        if let Some(name) = self.by_code.get(code) {
            return name.clone();
        }
        let name = self.fresh(wish(code));
        self.by_code.insert(code.to_owned(), name.clone());
        name
    }

    /// The name that this code was given.
    pub(crate) fn get<'a>(&'a self, code: &'a str) -> &'a str {
        self.by_code.get(code).map_or(code, String::as_str)
    }
}
