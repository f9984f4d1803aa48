//! Markdown: a heading or paragraph, and below it a task list with the right choices checked.
//!
//! ```text
//! ## Which river flows through Rome?
//! - [ ] The Po
//! - [x] The Tiber
//!
//! > It is the third-longest in Italy.
//! ```
//!
//! Source: `CommonMark`, and the task lists of `GitHub` Flavored Markdown. A heading that has other
//! headings or paragraphs below it instead of a list is the category. A quote below the list, or a
//! paragraph that begins with `Explanation:`, says why the answer is right.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::record::{Body, Choice, Export, LeftOut, Record, Sink};

/// What a paragraph begins with that explains an answer.
const EXPLAINS: [&str; 3] = ["explanation:", "because:", "why:"];

/// Whether some list has a checked item.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let mut events = Parser::new_ext(text, Options::ENABLE_TASKLISTS);
    events.any(|event| event == Event::TaskListMarker(true))
}

/// Reads every question.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let mut reader = Reader {
        lines: Lines::new(text),
        item: Item::default(),
        category: None,
        block: String::new(),
        begin: 0,
        checked: None,
        quotes: 0,
        is_picture: false,
    };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TASKLISTS).into_offset_iter() {
        reader.take(event, &range, sink);
    }
    reader.finish(sink);
}

/// # Errors
/// For questions without choices, and texts that depend on their spaces.
pub fn holds(record: &Record) -> Result<(), &'static str> {
    let choices = match &record.body {
        Body::Choices(choices) => choices.as_slice(),
        Body::TrueFalse(_) => &[],
        _ => return Err("the format only has questions with choices"),
    };
    let mut texts = choices
        .iter()
        .map(|choice| &choice.text)
        .chain([&record.ask]);
    let is_spaced = |text: &String| {
        text.contains("```") || text.contains("  ") || text.contains('\t') || text.contains("\n ")
    };
    if texts.any(is_spaced) || choices.iter().any(|choice| choice.text.contains('\n')) {
        return Err("its texts depend on spaces or lines");
    }
    Ok(())
}

/// A heading for each category, and one for each question of one line.
#[must_use]
pub fn write(sheet: &Export<'_>) -> String {
    let mut text = String::new();
    if !sheet.notice.is_empty() {
        text.extend(["<!-- ", &sheet.notice.replace("--", "- -"), " -->\n\n"]);
    }
    let mut category = None;
    for record in sheet.records {
        if record.category != category {
            category.clone_from(&record.category);
            text.extend([
                "# ",
                &escaped(category.as_deref().unwrap_or_default()),
                "\n\n",
            ]);
        }
        let mark = if record.ask.contains('\n') { "" } else { "## " };
        text.extend([mark, &escaped(&record.ask), "\n\n"]);
        let truth = |is_true: bool| {
            [("True", is_true), ("False", !is_true)].map(|(text, is_right)| Choice {
                text: text.to_owned(),
                is_right,
            })
        };
        let choices = match &record.body {
            Body::Choices(choices) => choices.clone(),
            Body::TrueFalse(is_true) => truth(*is_true).to_vec(),
            _ => Vec::new(),
        };
        for choice in choices {
            let mark = if choice.is_right { "- [x] " } else { "- [ ] " };
            text.extend([mark, &escaped(&choice.text), "\n"]);
        }
        text.push('\n');
        if let Some(because) = &record.because {
            text.extend(["> ", &escaped(because).replace('\n', "\n> "), "\n\n"]);
        }
    }
    text
}

/// Every sign that may mean something is escaped, and lines break as they are.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_start = true;
    for c in text.chars() {
        let is_sign = "\\`*_[]<>&~!|".contains(c) || (is_start && "#+-=:.)0123456789".contains(c));
        match c {
            '\n' if escaped.ends_with('\n') || escaped.is_empty() => escaped.push('\n'),
            '\n' => escaped.push_str("  \n"),
            // A digit is no sign, but a list may begin with one: its sign is the dot behind it.
            c if is_sign && !c.is_ascii_digit() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
        is_start = c == '\n' || (is_start && (c.is_ascii_digit() || c == ' '));
    }
    escaped
}

/// Finds line numbers, in one pass.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    fn line(&mut self, at: usize) -> usize {
        if at > self.at {
            self.line += self.text[self.at..at].matches('\n').count();
            self.at = at;
        }
        self.line
    }
}

/// A question so far.
#[derive(Default)]
struct Item {
    line: usize,
    ask: Vec<String>,
    /// All of `ask` is headings.
    is_heading: bool,
    choices: Vec<Choice>,
    because: Vec<String>,
    has_picture: bool,
}

impl Item {
    fn is_right(&self) -> bool {
        self.choices.iter().any(|choice| choice.is_right)
    }
}

struct Reader<'a> {
    lines: Lines<'a>,
    item: Item,
    category: Option<String>,
    /// The text of the current block, and where it begins.
    block: String,
    begin: usize,
    /// Whether it is a choice, and right.
    checked: Option<bool>,
    /// Quotes around the block.
    quotes: usize,
    is_picture: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>, sink: &mut Sink<'_>) {
        let is_empty = self.block.is_empty();
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                if is_empty {
                    self.begin = range.start;
                }
                self.block.push_str(&text);
            }
            Event::SoftBreak => self.block.push(' '),
            Event::HardBreak => self.block.push('\n'),
            Event::TaskListMarker(checked) => self.checked = Some(checked),
            Event::Start(Tag::Image { .. }) => self.is_picture = true,
            Event::Start(Tag::CodeBlock(_)) => {
                self.end_block(false, sink);
                self.begin = range.start;
                self.block.push_str("```\n");
            }
            Event::End(TagEnd::CodeBlock) => {
                self.block.push_str("```");
                self.end_block(false, sink);
            }
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quotes -= 1,
            Event::Start(Tag::List(_) | Tag::Item | Tag::Heading { .. } | Tag::Paragraph)
            | Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => self.end_block(false, sink),
            Event::End(TagEnd::Heading(_)) => self.end_block(true, sink),
            Event::End(TagEnd::Item) => {
                self.end_block(false, sink);
                self.checked = None;
            }
            _ => {}
        }
    }

    /// Puts the block where it belongs.
    fn end_block(&mut self, is_heading: bool, sink: &mut Sink<'_>) {
        let block = std::mem::take(&mut self.block);
        let text = block.trim_matches('\n').trim_end();
        let is_picture = std::mem::take(&mut self.is_picture);
        if text.is_empty() && !is_picture {
            return;
        }
        if let Some(checked) = self.checked {
            self.item.choices.push(Choice {
                text: text.trim().to_owned(),
                is_right: checked,
            });
            self.item.has_picture |= is_picture;
            self.checked = None;
            return;
        }
        let explains = EXPLAINS.iter().find(|start| {
            text.get(..start.len())
                .is_some_and(|text| text.eq_ignore_ascii_case(start))
        });
        if !self.item.choices.is_empty() {
            if self.quotes > 0 || explains.is_some() {
                let skipped = explains.map_or(0, |start| start.len());
                self.item.because.push(text[skipped..].trim().to_owned());
                return;
            }
            self.finish(sink);
        }
        let item = &mut self.item;
        if item.is_heading && !item.ask.is_empty() {
            self.category = item.ask.pop();
            item.ask.clear();
        }
        if item.ask.is_empty() {
            item.line = self.lines.line(self.begin);
        }
        item.is_heading = is_heading;
        item.has_picture |= is_picture;
        item.ask.push(text.to_owned());
    }

    fn finish(&mut self, sink: &mut Sink<'_>) {
        let item = std::mem::take(&mut self.item);
        if item.choices.is_empty() {
            return;
        }
        let reason = match &item {
            Item {
                has_picture: true, ..
            } => Some("it needs a picture"),
            Item { ask, .. } if ask.is_empty() => Some("no question is above the list"),
            item if !item.is_right() => Some("no choice is checked"),
            _ => None,
        };
        sink(match reason {
            Some(reason) => Err(LeftOut::new(item.line.max(1), reason)),
            None => Ok(Record {
                category: self.category.clone(),
                because: Some(item.because.join("\n")).filter(|text| !text.is_empty()),
                ..Record::new(
                    item.line,
                    item.ask.join("\n\n"),
                    Body::Choices(item.choices),
                )
            }),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{reads_back, shown};
    use super::*;

    #[test]
    fn each_rule_holds() {
        for (text, expected) in [
            ("## Who?\n- [ ] Al\n- [x] Jo\n", vec!["1 Who? = Jo ~ Al"]),
            (
                "Who?\n\n* [X] Jo\n* [ ] Al\n\nWhat?\n\n+ [ ] a\n+ [x] b",
                vec!["1 Who? = Jo ~ Al", "6 What? = b ~ a"],
            ),
            (
                "1. Who?\n   - [x] Jo\n   - [ ] Al\n2. What?\n   - [x] a\n   - [ ] b",
                vec!["1 Who? = Jo ~ Al", "4 What? = a ~ b"],
            ),
            (
                "Which?\n1. [x] a\n2. [x] b\n3. [ ] c",
                vec!["1 Which? = a = b ~ c"],
            ),
            (
                "# Rome\n\n## Who?\n- [x] Jo\n- [ ] Al\n\n> She\n> did.\n",
                vec!["3 Who? = Jo ~ Al [Rome] // She did."],
            ),
            (
                "# Rome\n\nWho?\n- [x] Jo\n- [ ] Al\n\n**Explanation:** She did.\n",
                vec!["3 Who? = Jo ~ Al [Rome] // She did."],
            ),
            (
                "Who said **\"no\"** to `x`?\n- [x] *Jo*\n- [ ] [Al](a.b)\n",
                vec!["1 Who said \"no\" to x? = Jo ~ Al"],
            ),
            (
                "What does it print?\n\n```rust\nlet a = 1;\n\n  a;\n```\n\n- [x] 1\n- [ ] 2",
                vec!["1 What does it print? /  / ``` / let a = 1; /  /   a; / ``` = 1 ~ 2"],
            ),
            (
                "Who?\n- [x] Jo\n\n- [ ] Al or\n  Bo",
                vec!["1 Who? = Jo ~ Al or Bo"],
            ),
            ("Who?\n- [ ] Jo\n- [ ] Al", vec!["1: no choice is checked"]),
            (
                "- [x] Jo\n- [ ] Al",
                vec!["1: no question is above the list"],
            ),
            (
                "Who? ![](a.png)\n- [x] Jo\n- [ ] Al",
                vec!["1: it needs a picture"],
            ),
            ("Buy milk.\n\n- bread\n- salt", vec![]),
        ] {
            assert_eq!(shown(read, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        reads_back(read, "[a-z][a-z .:?=]{0,9}[a-z]", |ask, right, wrong| {
            let wrong = wrong
                .iter()
                .map(|text| format!("- [ ] {text}\n"))
                .collect::<Vec<_>>()
                .concat();
            format!("## {ask}\n\n- [x] {right}\n{wrong}\n")
        });
    }
}
