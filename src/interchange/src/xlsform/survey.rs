//! Import of the sheet `survey`: its rows as items, groups as matrices where they are one.

use super::choices::Lists;
use super::read::Reading;
use super::sheet::{Row, Sheet};
use super::{expression, kinds};
use crate::InterchangeError;
use chorus_questionnaire::{ChoiceOption, Condition, Item, ItemKind, MatrixRow, Text};
use std::collections::{HashMap, HashSet};

/// What the sheet holds.
pub(super) struct Survey {
    pub(super) introduction: Option<Text>,
    pub(super) items: Vec<Item>,
    /// Codes by the names that the form uses.
    pub(super) codes: HashMap<String, String>,
}

/// The columns that are read somewhere.
const KNOWN: [&str; 13] = [
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "appearance",
    "parameters",
    "chorus_code",
    "chorus_role",
    "chorus_sensitive",
    "chorus_random_order",
];

pub(super) struct Walk<'a> {
    pub(super) reading: &'a mut Reading,
    lists: &'a Lists,
    survey: Survey,
    taken: HashSet<String>,
    /// For each open group, the conditions under which it is shown, with those of the groups around it.
    groups: Vec<Vec<Condition>>,
    /// How many numbers a name that is used again and again has been given.
    numbered: HashMap<String, usize>,
    /// How many bytes of options and conditions the items may still have.
    left: usize,
}

/// The most bytes of options and conditions in all items together: each item that names a list has it for itself, and each in a group
/// its conditions. Four times what a document may have by API.
const MOST_CARRIED: usize = 8 * 1024 * 1024;
/// The rows in which the end of a matrix is looked for; one of ours has at most 100.
const LONGEST_MATRIX: usize = 500;

pub(super) fn read(sheet: &Sheet, lists: &Lists, reading: &mut Reading) -> Result<Survey, InterchangeError> {
    let survey = Survey { introduction: None, items: Vec::new(), codes: HashMap::new() };
    let taken = sheet.rows.iter().map(|row| row.word("chorus_code").to_owned()).collect();
    let (groups, numbered) = (Vec::new(), HashMap::new());
    let mut walk = Walk { reading, lists, survey, taken, groups, numbered, left: MOST_CARRIED };
    let mut at = 0;
    while let Some(row) = sheet.rows.get(at) {
        let rest = sheet.rows.get(at + 1..).unwrap_or_default();
        at += 1 + walk.row(row, rest)?;
    }
    if !walk.groups.is_empty() {
        walk.reading.remarks.add("survey", "a group does not end.", "Close it with a row `end group`.");
    }
    Ok(walk.survey)
}

impl Walk<'_> {
    /// Takes one row, and returns how many of those after it belong to it.
    fn row(&mut self, row: &Row, rest: &[Row]) -> Result<usize, InterchangeError> {
        let kind = row.word("type").to_lowercase().replace('_', " ");
        match kind.as_str() {
            "" => {
                if row.filled().next().is_some() {
                    let what = "the row has no type; it is not carried over.";
                    self.remark(row, "type", what, "Give it a type, or clear it.");
                }
            }
            "begin group" | "begin repeat" => return self.group(row, rest, kind == "begin repeat"),
            "end group" | "end repeat" => {
                if self.groups.pop().is_none() {
                    self.remark(row, "type", "no group is open here.", "Take the row out.");
                }
            }
            _ => self.question(row, &kind)?,
        }
        Ok(0)
    }

    fn question(&mut self, row: &Row, kind: &str) -> Result<(), InterchangeError> {
        self.unread(row);
        if row.word("chorus_role") == "introduction" {
            self.survey.introduction = self.reading.text(row, "label");
            return Ok(());
        }
        let Some(shape) = kinds::shape(row, kind, self.lists, self.reading) else { return Ok(()) };
        let show_if = self.show_if(row);
        self.carry(&shape.options, &show_if)?;
        let text = self.label(row);
        let hint = self.reading.text(row, "hint");
        let unit = self.reading.tagged(row, "chorus_unit_");
        let block = row.text("chorus_random_block");
        let item = Item {
            code: self.code(row),
            kind: shape.kind,
            text,
            hint,
            required: self.required(row) && shape.kind != ItemKind::Information,
            options: shape.options,
            rows: Vec::new(),
            range: shape.range,
            unit: (!unit.is_empty()).then_some(Text::ByLanguage(unit)),
            random_order: shape.random_order,
            random_block: (!block.is_empty()).then(|| block.to_owned()),
            show_if,
        };
        self.survey.items.push(item);
        Ok(())
    }

    /// Counts what an item takes along, before it is kept.
    fn carry(&mut self, options: &[ChoiceOption], conditions: &[Condition]) -> Result<(), InterchangeError> {
        let words = |text: &Text| match text {
            Text::Plain(text) => text.len(),
            Text::ByLanguage(map) => map.values().map(String::len).sum(),
        };
        let option = |option: &ChoiceOption| size_of::<ChoiceOption>() + option.code.len() + words(&option.label);
        let condition = |condition: &Condition| {
            let codes = condition.any_of.iter().map(|code| size_of::<String>() + code.len());
            size_of::<Condition>() + condition.item.len() + codes.sum::<usize>()
        };
        let size = options.iter().map(option).sum::<usize>() + conditions.iter().map(condition).sum::<usize>();
        let left = self.left.checked_sub(size);
        self.left = left.ok_or_else(|| {
            let what = "its questions have more than 8 MiB of options and conditions; shorten the lists";
            InterchangeError::TooLarge(what.to_owned())
        })?;
        Ok(())
    }

    fn group(&mut self, row: &Row, rest: &[Row], repeat: bool) -> Result<usize, InterchangeError> {
        self.unread(row);
        let show_if = self.show_if(row);
        let inside: Vec<&Row> = rest.iter().take(LONGEST_MATRIX).take_while(|row| !is_end(row)).collect();
        if let (false, Some((options, from))) = (repeat, self.matrix(row, &inside)) {
            self.carry(&options, &show_if)?;
            self.write_matrix(row, inside.get(from..).unwrap_or_default(), options, show_if);
            return Ok(inside.len() + 1);
        }
        if repeat {
            let what = "Chorus asks nothing repeatedly; the questions of the repeat are asked once.";
            self.remark(row, "type", what, "Ask for the number, or for the one that matters most.");
        }
        let label = self.reading.text(row, "label");
        if label.is_some() || !row.word("appearance").is_empty() {
            let what = "Chorus has no groups; the group's heading and look are not carried over, its questions are.";
            self.remark(row, "label", what, "Add an information with the heading if it is needed.");
        }
        self.carry(&[], &show_if)?;
        self.groups.push(show_if);
        Ok(0)
    }

    /// The options of the group's rows, if it is a matrix, and how many rows are its head.
    fn matrix(&self, row: &Row, inside: &[&Row]) -> Option<(Vec<ChoiceOption>, usize)> {
        let looks: Vec<&str> = row.word("appearance").split_whitespace().collect();
        let head = inside.first().is_some_and(|first| first.word("appearance") == "label");
        let long = inside.len() == LONGEST_MATRIX;
        if long || !(looks.contains(&"table-list") || looks.contains(&"field-list") && head) {
            return None;
        }
        let list = |row: &&&Row| kinds::list_of_one(row.word("type")).map(str::to_owned);
        let lists: HashSet<Option<String>> = inside.iter().map(|row| list(&row)).collect();
        let from = usize::from(head);
        match (lists.into_iter().collect::<Vec<_>>().as_slice(), inside.len() > from) {
            ([Some(list)], true) => Some((self.lists.get(list).cloned().unwrap_or_default(), from)),
            _ => None,
        }
    }

    fn write_matrix(&mut self, row: &Row, inside: &[&Row], options: Vec<ChoiceOption>, show_if: Vec<Condition>) {
        let code = self.code(row);
        let (text, hint) = (self.label(row), self.reading.text(row, "hint"));
        let required: Vec<bool> = inside.iter().map(|row| self.required(row)).collect();
        let all = required.iter().all(|required| *required);
        if !all && required.contains(&true) {
            let what = "in Chorus all rows of a matrix are required, or none; these are read as not required.";
            self.remark(row, "required", what, "Set `required` on the matrix if you need it.");
        }
        let mut rows = Vec::new();
        for row in inside {
            self.unread(row);
            for column in ["relevant", "constraint", "parameters"] {
                if !row.word(column).is_empty() {
                    let what = format!("a row of a matrix has no '{column}' of its own; it is not carried over.");
                    self.remark(row, column, &what, "Put it on the group, or take the row out of it.");
                }
            }
            if self.reading.text(row, "hint").is_some() {
                let what = "a row of a matrix has no hint; it is not carried over.";
                self.remark(row, "hint", what, "Write it into the row's label.");
            }
            rows.push(MatrixRow { code: self.code(row), text: self.label(row) });
        }
        let unit = self.reading.tagged(row, "chorus_unit_");
        let block = row.text("chorus_random_block");
        self.survey.items.push(Item {
            code,
            kind: ItemKind::Matrix,
            text,
            hint,
            required: all,
            options,
            rows,
            range: None,
            unit: (!unit.is_empty()).then_some(Text::ByLanguage(unit)),
            random_order: row.flag("chorus_random_order"),
            random_block: (!block.is_empty()).then(|| block.to_owned()),
            show_if,
        });
    }

    fn label(&mut self, row: &Row) -> Text {
        self.reading.text(row, "label").unwrap_or_else(|| {
            self.remark(row, "label", "there is no label.", "The name is shown in its place: write a text.");
            let name = row.word("name");
            Text::Plain(if name.is_empty() { "?".to_owned() } else { name.to_owned() })
        })
    }

    /// The code of a row: the one that Chorus wrote, else its name, mended where it is no code.
    fn code(&mut self, row: &Row) -> String {
        let (name, own) = (row.word("name"), row.word("chorus_code"));
        let code = if !own.is_empty() {
            own.to_owned()
        } else {
            let plain = |at: char| if at.is_ascii_alphanumeric() || matches!(at, '_' | '-' | '.') { at } else { '_' };
            let code: String = name.chars().map(plain).take(60).collect();
            let code = self.untaken(if code.is_empty() { "_".to_owned() } else { code });
            if code != name {
                let what = format!("'{name}' is no code in Chorus, or used twice; it is read as '{code}'.");
                self.remark(row, "name", &what, "Use letters, digits, '_', '-' and '.', each name once.");
            }
            code
        };
        self.survey.codes.insert(name.to_owned(), code.clone());
        code
    }

    /// The code itself, or the first with a number that nobody has.
    fn untaken(&mut self, code: String) -> String {
        let number = self.numbered.entry(code.clone()).or_default();
        loop {
            *number += 1;
            let numbered = if *number == 1 { code.clone() } else { format!("{code}_{number}") };
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    fn required(&mut self, row: &Row) -> bool {
        let said = row.word("required").to_ascii_lowercase();
        if !matches!(said.as_str(), "" | "yes" | "no" | "true" | "false" | "true()" | "false()" | "1" | "0") {
            let what = "Chorus has no conditions for `required`; it is read as not required.";
            self.remark(row, "required", what, "Set `required`, or ask under a condition.");
        }
        row.flag("required")
    }

    /// The conditions of a row and of the group around it, which has those of the groups around itself.
    fn show_if(&mut self, row: &Row) -> Vec<Condition> {
        let mut conditions: Vec<Condition> = self.groups.last().cloned().unwrap_or_default();
        let text = row.word("relevant");
        if text.is_empty() {
            return conditions;
        }
        match expression::read(text) {
            Err(reason) => {
                let what = format!("the condition cannot be carried over ({reason}); it is always shown.");
                self.remark(row, "relevant", &what, "Write `show_if` with the options of an earlier question.");
            }
            Ok(own) => {
                for mut condition in own {
                    match self.survey.codes.get(&condition.item) {
                        Some(code) => {
                            condition.item.clone_from(code);
                            conditions.push(condition);
                        }
                        None => {
                            let what = format!(
                                "it depends on '{}', which is not asked before it in Chorus; this condition is left out.",
                                condition.item
                            );
                            self.remark(row, "relevant", &what, "Write `show_if` with an earlier question.");
                        }
                    }
                }
            }
        }
        conditions
    }

    fn unread(&mut self, row: &Row) {
        let known = [KNOWN.as_slice(), &["chorus_random_block"]].concat();
        self.reading.unread("survey", row, &known);
    }

    fn remark(&mut self, row: &Row, column: &str, what: &str, remedy: &str) {
        let place = format!("survey, row {}, column {column}", row.number);
        self.reading.remarks.add(place, what, remedy);
    }
}

fn is_end(row: &Row) -> bool {
    let kind = row.word("type").to_lowercase();
    kind.starts_with("end") && kind.ends_with("group")
}
