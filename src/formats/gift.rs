//! Moodle GIFT: a question with its answers in braces.
//!
//! ```text
//! ::rome:: What flows through Rome? {=The Tiber ~The Po#No, that's in the north.}
//! ```
//!
//! Source: the Moodle documentation, "GIFT format". Beyond it, as many files have it: questions
//! without a blank line between them, blank lines in braces, and signs that are not escaped
//! (see `answers`).

use super::record::{Body, Export, LeftOut, Record, Sink};

mod answers;

/// Stands where the answer of a sentence is missing.
const BLANK: &str = "____";

/// Whether some braces hold answers as this format marks them.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let is_data = text.trim_start().starts_with(['{', '[']);
    let mut opened = 0;
    !is_data
        && std::iter::from_fn(|| {
            let open = find(text, opened, '{')?;
            let close = find(text, open, '}')?;
            opened = close;
            Some(&text[open + 1..close])
        })
        .any(answers::are_marked)
}

/// Reads every question.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let text = &without_comments(text);
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        category: None,
        last_close: text.rfind('}').unwrap_or(0),
    };
    while let Some(read) = reader.next() {
        sink(read);
    }
}

/// The text with comment lines emptied, so that line numbers stay.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        if !line.trim_start().starts_with("//") {
            kept.push_str(line);
        }
        kept.push('\n');
    }
    kept
}

/// The first unescaped `sign` at or after `from`.
fn find(text: &str, from: usize, sign: char) -> Option<usize> {
    let mut is_escaped = false;
    let found = text.get(from..)?.char_indices().find(|(_, c)| {
        let is_here = *c == sign && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_here
    });
    found.map(|(at, _)| from + at)
}

/// The text without escapes, on lines without spaces around them.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\').then(|| chars.next_if(|c| "~=#{}:\\n".contains(*c)));
        match escaped.flatten() {
            Some('n') => plain.push('\n'),
            Some(escaped) => plain.push(escaped),
            None => plain.push(c),
        }
    }
    plain.trim().to_owned()
}

struct Reader<'a> {
    text: &'a str,
    /// The byte from which on it is unread, and its line, from 1.
    at: usize,
    line: usize,
    category: Option<String>,
    /// No braces are closed behind this byte.
    last_close: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Result<Record, LeftOut>> {
        loop {
            let rest = &self.text[self.at..];
            let begin = rest.find(|c: char| !c.is_whitespace())?;
            self.skip_to(self.at + begin);
            let rest = &self.text[self.at..];
            let Some(category) = rest.strip_prefix("$CATEGORY:") else {
                return Some(self.question());
            };
            let category = category.lines().next().unwrap_or_default();
            self.category = last_part(category);
            self.skip_to(self.at + "$CATEGORY:".len() + category.len());
        }
    }

    fn skip_to(&mut self, at: usize) {
        self.line += self.text[self.at..at].matches('\n').count();
        self.at = at;
    }

    /// Where the paragraph ends that this byte is in.
    fn paragraph_end(&self, from: usize) -> usize {
        let mut at = from;
        for line in self.text[from..].split_inclusive('\n') {
            if line.trim().is_empty() && at > from {
                break;
            }
            at += line.len();
        }
        at
    }

    fn question(&mut self) -> Result<Record, LeftOut> {
        let (begin, line) = (self.at, self.line);
        let end = self.paragraph_end(begin);
        let Some(open) = find(&self.text[..end], begin, '{') else {
            self.skip_to(end);
            return Err(LeftOut::new(line, "it has no answers in braces"));
        };
        let close = (open < self.last_close).then(|| find(self.text, open, '}'));
        let Some(close) = close.flatten() else {
            self.skip_to(end);
            return Err(LeftOut::new(line, "its braces are not closed"));
        };
        // What follows is the rest of the sentence, or the next question.
        let end = self.paragraph_end(close);
        let same_line = self.text[close..]
            .find('\n')
            .map_or(self.text.len(), |at| close + at);
        let is_next = |at: &usize| find(&self.text[..end], *at, '{').is_some();
        let end = Some(same_line).filter(is_next).unwrap_or(end);
        self.skip_to(end);
        let [ask, inside, tail] = [
            &self.text[begin..open],
            &self.text[open + 1..close],
            &self.text[close + 1..end],
        ];
        self.record(line, ask, inside, tail)
    }

    fn record(&self, line: usize, ask: &str, inside: &str, tail: &str) -> Result<Record, LeftOut> {
        let (name, ask) = named(ask);
        let (format, ask) = formatted(ask);
        let (inside, general) = match answers::find_general(inside) {
            Some(at) => (&inside[..at], Some(&inside[at + answers::GENERAL.len()..])),
            None => (inside, None),
        };
        let read = answers::read(inside).map_err(|reason| LeftOut::new(line, reason))?;
        let because = general
            .map(|text| plain(formatted(text).1))
            .or(read.because);
        let mut ask = plain(ask);
        let tail = plain(tail);
        if !tail.is_empty() {
            let gap = if tail.starts_with(char::is_alphanumeric) {
                " "
            } else {
                ""
            };
            ask = format!("{ask} {BLANK}{gap}{tail}");
        }
        if ask.is_empty() {
            return Err(LeftOut::new(line, "it has no question before its braces"));
        }
        Ok(Record {
            name: name.map(plain).filter(|name| !name.is_empty()),
            category: self.category.clone(),
            because: because.filter(|text| !text.is_empty()),
            is_html: format == Some("html"),
            ..Record::new(line, ask, read.body)
        })
    }
}

/// # Errors
/// For orders, and for answers that the format takes for something else.
pub fn holds(record: &Record) -> Result<(), &'static str> {
    let texts: Vec<&String> = match &record.body {
        Body::Order(_) => return Err("the format has no order questions"),
        Body::Choices(choices) => choices.iter().map(|choice| &choice.text).collect(),
        Body::Typed { answer, accept } => [answer].into_iter().chain(accept).collect(),
        Body::Number { unit: Some(_), .. } => return Err("the format has no units for numbers"),
        Body::Number { .. } | Body::TrueFalse(_) => Vec::new(),
    };
    if matches!(record.body, Body::Typed { .. }) && texts.iter().any(|text| text.contains('*')) {
        return Err("an asterisk in an answer stands for any text");
    }
    if !texts.is_empty() && texts.iter().all(|text| text.contains("->")) {
        return Err("arrows in all answers make it a matching question");
    }
    Ok(())
}

/// A question to a paragraph, with its category above where that changes.
#[must_use]
pub fn write(sheet: &Export<'_>) -> String {
    let mut text = String::new();
    if !sheet.notice.is_empty() {
        let notice = sheet.notice.replace('\n', "\n// ");
        text.extend(["// ", &notice, "\n\n"]);
    }
    let mut category = None;
    for record in sheet.records {
        if record.category != category {
            category.clone_from(&record.category);
            let name = category.as_deref().unwrap_or_default();
            text.extend(["$CATEGORY: ", &escaped(&name.replace('/', "//")), "\n\n"]);
        }
        if let Some(name) = &record.name {
            text.extend(["::", &escaped(name), ":: "]);
        }
        text.extend([&marked(&record.ask), " {", &answers::written(&record.body)]);
        if let Some(because) = &record.because {
            text.extend([" ", answers::GENERAL, &marked(because)]);
        }
        text.push_str("}\n\n");
    }
    text
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Escaped, with a format where a bracket could be taken for one.
fn marked(text: &str) -> String {
    let mark = if text.starts_with('[') { "[plain]" } else { "" };
    format!("{mark}{}", escaped(text))
}

/// The last part of a category's path; Moodle's own parts name none.
fn last_part(path: &str) -> Option<String> {
    // A slash in a name is doubled.
    const SLASH: &str = "\u{0}";
    let path = path.replace("//", SLASH);
    let parts = path.split('/').map(str::trim);
    let mut parts = parts.filter(|part| !matches!(*part, "" | "top" | "$course$" | "$module$"));
    parts
        .next_back()
        .map(|part| plain(&part.replace(SLASH, "/")))
}

/// A name between double colons, and what follows it.
fn named(text: &str) -> (Option<&str>, &str) {
    let named = text.strip_prefix("::").and_then(|text| {
        let mut ends = text.match_indices("::").map(|(at, _)| at);
        let end = ends.find(|at| !text[..*at].ends_with('\\'))?;
        Some((Some(&text[..end]), &text[end + 2..]))
    });
    named.unwrap_or((None, text))
}

/// The format that a text says it has, and what follows that.
fn formatted(text: &str) -> (Option<&str>, &str) {
    let rest = text.trim_start();
    let marks = ["html", "markdown", "plain", "moodle"];
    let marked = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match marked {
        Some((mark, rest)) if marks.contains(&mark) => (Some(mark), rest),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests;
