//! The part of XLSForm's expressions that says what `show_if` says: options of earlier items, joined by `or` and `and`.

use chorus_questionnaire::{Condition, ItemKind};

/// What an item's answers are compared as.
pub(super) fn write(conditions: &[Condition], name_and_kind: impl Fn(&str) -> (String, ItemKind)) -> String {
    let clause = |condition: &Condition| {
        let (name, kind) = name_and_kind(&condition.item);
        let is = |code: &String| match kind {
            ItemKind::Multiple => format!("selected(${{{name}}}, '{code}')"),
            ItemKind::Number => format!("${{{name}}} = {code}"),
            _ => format!("${{{name}}} = '{code}'"),
        };
        let alternatives = condition.any_of.iter().map(is).collect::<Vec<_>>().join(" or ");
        if condition.any_of.len() > 1 && conditions.len() > 1 { format!("({alternatives})") } else { alternatives }
    };
    conditions.iter().map(clause).collect::<Vec<_>>().join(" and ")
}

/// How deep parentheses may be nested.
const DEEPEST: usize = 40;

enum Node {
    Is(String, String),
    Or(Vec<Node>),
    And(Vec<Node>),
}

/// The conditions that an expression states, in names of the form; or what of it cannot be said so.
pub(super) fn read(text: &str) -> Result<Vec<Condition>, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0 };
    let node = parser.any(0)?;
    if parser.at < tokens.len() {
        return Err("more follows than conditions on earlier answers".to_owned());
    }
    let mut conditions = Vec::new();
    all(node, &mut conditions)?;
    Ok(conditions)
}

fn all(node: Node, conditions: &mut Vec<Condition>) -> Result<(), String> {
    match node {
        Node::And(nodes) => nodes.into_iter().try_for_each(|node| all(node, conditions)),
        Node::Is(item, code) => {
            conditions.push(Condition { item, any_of: vec![code] });
            Ok(())
        }
        Node::Or(nodes) => {
            let mut condition = Condition { item: String::new(), any_of: Vec::new() };
            one_item(nodes, &mut condition)?;
            conditions.push(condition);
            Ok(())
        }
    }
}

fn one_item(nodes: Vec<Node>, condition: &mut Condition) -> Result<(), String> {
    for node in nodes {
        match node {
            Node::Is(item, code) if condition.any_of.is_empty() || condition.item == item => {
                condition.item = item;
                condition.any_of.push(code);
            }
            Node::Or(nodes) => one_item(nodes, condition)?,
            _ => return Err("`or` joins answers to different items".to_owned()),
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq)]
enum Token {
    Reference(String),
    Text(String),
    Word(String),
    Sign(char),
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let closed = |from: &'static str, end: char| after.split_once(end).ok_or(from.to_owned());
        rest = match first {
            '$' => {
                let (name, after) = closed("a reference does not end", '}')?;
                tokens.push(Token::Reference(name.trim_start_matches('{').trim().to_owned()));
                after
            }
            '\'' | '"' | '‘' | '’' | '“' | '”' => {
                let end = match first {
                    '‘' => '’',
                    '“' => '”',
                    same => same,
                };
                let (text, after) = closed("a text does not end", end)?;
                tokens.push(Token::Text(text.to_owned()));
                after
            }
            '(' | ')' | ',' | '=' => {
                tokens.push(Token::Sign(first));
                after
            }
            at if at.is_alphanumeric() || matches!(at, '-' | '_' | '.') => {
                let part = |at: char| at.is_alphanumeric() || matches!(at, '-' | '_' | '.');
                let end = rest.find(|at| !part(at)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                tokens.push(Token::Word(word.to_owned()));
                after
            }
            other => return Err(format!("'{other}' has no counterpart")),
        }
        .trim_start();
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<&Token> {
        self.at += 1;
        self.tokens.get(self.at - 1)
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str) -> bool {
        self.take(&Token::Word(word.to_owned()))
    }

    fn sign(&mut self, sign: char) -> Result<(), String> {
        if self.take(&Token::Sign(sign)) { Ok(()) } else { Err(format!("a '{sign}' is missing")) }
    }

    fn any(&mut self, depth: usize) -> Result<Node, String> {
        let first = self.every(depth)?;
        let mut nodes = vec![first];
        while self.word("or") {
            nodes.push(self.every(depth)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Or(nodes) })
    }

    fn every(&mut self, depth: usize) -> Result<Node, String> {
        let mut nodes = vec![self.one(depth)?];
        while self.word("and") {
            nodes.push(self.one(depth)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::And(nodes) })
    }

    fn one(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err("it is nested too deeply".to_owned());
        }
        if self.take(&Token::Sign('(')) {
            let node = self.any(depth + 1)?;
            self.sign(')')?;
            return Ok(node);
        }
        if self.word("selected") {
            self.sign('(')?;
            let item = self.reference()?;
            self.sign(',')?;
            let code = self.value()?;
            self.sign(')')?;
            return Ok(Node::Is(item, code));
        }
        let item = self.reference()?;
        self.sign('=')?;
        Ok(Node::Is(item, self.value()?))
    }

    fn reference(&mut self) -> Result<String, String> {
        match self.next() {
            Some(Token::Reference(name)) => Ok(name.clone()),
            Some(Token::Word(word)) => Err(format!("`{word}` has no counterpart")),
            _ => Err("only `${item} = 'option'` and `selected(${item}, 'option')` have a counterpart".to_owned()),
        }
    }

    fn value(&mut self) -> Result<String, String> {
        match self.next() {
            Some(Token::Text(text)) if !text.is_empty() => Ok(text.clone()),
            Some(Token::Text(_)) => Err("whether anything was answered cannot be asked".to_owned()),
            Some(Token::Word(number)) if number.parse::<i64>().is_ok() => Ok(number.clone()),
            _ => Err("an item can only be compared with one of its options".to_owned()),
        }
    }
}
