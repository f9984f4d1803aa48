//! CSV and TSV: rows whose header names their columns, and lists of terms.
//!
//! The names are those of spreadsheets, of the sheets that quiz makers take in (choices in columns,
//! and a column that says which one is right), of trivia archives, and of Anki's text exports with
//! their `#` lines. Without a header, two columns are terms: the first asks, the second answers, and
//! whatever separates more belongs to the second.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::record::{Body, Choice, LeftOut, Record, Sink};
use crate::bank::Difficulty;

/// What may separate columns, the rarest in texts first.
const SEPARATORS: [(&str, u8); 4] = [
    ("tab", b'\t'),
    ("pipe", b'|'),
    ("semicolon", b';'),
    ("comma", b','),
];

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Ask,
    Answer,
    Wrong,
    /// One of the choices, of which another column says which is right.
    Choice,
    /// The number, letter or text of the right choices.
    Key,
    Accept,
    Category,
    Difficulty,
    Because,
    Other,
}

/// Whether a header names a question and its answer, or each line has a term and a tab.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let sheet = Sheet::new(text);
    let is_data = text.trim_start().starts_with(['{', '[']);
    let has_terms = || {
        let mut lines = text
            .lines()
            .skip(sheet.skipped)
            .filter(|line| !line.trim().is_empty());
        lines.clone().count() > 0 && lines.all(|line| line.trim().contains('\t'))
    };
    !is_data && (sheet.has_header || sheet.skipped > 0 || has_terms())
}

/// Reads every row.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let sheet = Sheet::new(text);
    let begin: usize = text
        .split_inclusive('\n')
        .take(sheet.skipped)
        .map(str::len)
        .sum();
    let mut rows = ReaderBuilder::new()
        .delimiter(sheet.separator)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(&text.as_bytes()[begin..]);
    let mut row = StringRecord::new();
    let mut is_first = sheet.has_header;
    loop {
        let read = rows.read_record(&mut row);
        let line = row.position().map_or(1, |at| at.line() as usize) + sheet.skipped;
        match read {
            Ok(false) => break,
            Ok(true) if std::mem::take(&mut is_first) || row.iter().all(str::is_empty) => {}
            Ok(true) => sink(sheet.record(&row, line)),
            Err(error) => sink(Err(LeftOut::new(
                line,
                format!("it cannot be read: {error}"),
            ))),
        }
    }
}

/// How the rows are to be read.
struct Sheet {
    separator: u8,
    columns: Vec<Column>,
    /// The first row names the columns.
    has_header: bool,
    /// Anki's lines at the top.
    skipped: usize,
    is_html: bool,
}

impl Sheet {
    fn new(text: &str) -> Self {
        let mut sheet = Self {
            separator: b'\t',
            columns: vec![Column::Ask, Column::Answer],
            has_header: false,
            skipped: 0,
            is_html: false,
        };
        let (mut named, mut separator) = (None, None);
        for line in text.lines() {
            let Some((key, value)) = line.strip_prefix('#').and_then(|line| line.split_once(':'))
            else {
                break;
            };
            match key {
                "separator" => separator = separator_of(value),
                "html" => sheet.is_html = value.trim() == "true",
                "columns" => named = Some(value.to_owned()),
                "notetype" | "deck" | "tags" | "guid column" | "notetype column"
                | "deck column" | "tags column" | "if matches" => {}
                _ => break,
            }
            sheet.skipped += 1;
        }
        let first = text.lines().nth(sheet.skipped).unwrap_or_default();
        let header = named.as_deref().unwrap_or(first);
        let candidates = SEPARATORS.iter().map(|(_, separator)| *separator);
        let candidates: Vec<_> = separator.map_or_else(|| candidates.collect(), |one| vec![one]);
        let found = candidates.iter().find_map(|separator| {
            let columns = columns(header, *separator);
            is_header(&columns).then_some((*separator, columns))
        });
        if let Some((separator, columns)) = found {
            sheet.has_header = named.is_none();
            (sheet.separator, sheet.columns) = (separator, columns);
        } else {
            let in_use = candidates
                .iter()
                .find(|separator| first.contains(char::from(**separator)));
            sheet.separator = in_use.copied().unwrap_or(b'\t');
        }
        sheet
    }

    fn record(&self, row: &StringRecord, line: usize) -> Result<Record, LeftOut> {
        if row.len() < 2 {
            return Err(LeftOut::new(line, "it has one column"));
        }
        let of = |wanted: Column| {
            let cells = self.columns.iter().zip(row);
            let cells = cells.filter(move |(column, cell)| **column == wanted && !cell.is_empty());
            cells.map(|(_, cell)| cell.to_owned())
        };
        let one = |wanted| of(wanted).next();
        let ask = one(Column::Ask).unwrap_or_default();
        let choices: Vec<_> = of(Column::Choice).collect();
        let body = if choices.is_empty() || one(Column::Key).is_none() {
            let mut answer = one(Column::Answer);
            if self.columns == [Column::Ask, Column::Answer] && row.len() > 2 {
                // The separator belongs to the answer.
                let cells: Vec<_> = row.iter().skip(1).collect();
                answer = Some(cells.join(&char::from(self.separator).to_string()));
            }
            let answer = answer.ok_or_else(|| LeftOut::new(line, "it has no answer"))?;
            answered(
                answer,
                of(Column::Wrong).collect(),
                of(Column::Accept).collect(),
            )
        } else {
            let key = one(Column::Key).unwrap_or_default();
            keyed(choices, &key)
                .ok_or_else(|| LeftOut::new(line, format!("\"{key}\" names none of its choices")))?
        };
        let difficulty = one(Column::Difficulty).map(|name| name.to_lowercase());
        Ok(Record {
            name: one(Column::Name),
            category: one(Column::Category),
            difficulty: difficulty.and_then(|name| Difficulty::from_name(&name)),
            because: one(Column::Because),
            is_html: self.is_html,
            ..Record::new(line, ask, body)
        })
    }
}

fn separator_of(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let named = SEPARATORS.iter().find(|(known, _)| *known == name);
    named
        .map(|(_, sign)| *sign)
        .or_else(|| name.bytes().next().filter(|_| name.len() == 1))
}

fn columns(header: &str, separator: u8) -> Vec<Column> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(header.as_bytes());
    let row = reader
        .records()
        .next()
        .and_then(Result::ok)
        .unwrap_or_default();
    let columns: Vec<_> = row.iter().map(column).collect();
    let has_key = columns.contains(&Column::Key);
    // Numbered answers are choices if another column says which one is right.
    let meant = |(column, name): (&Column, &str)| match *column {
        Column::Answer if has_key && name.ends_with(|c: char| c.is_ascii_digit()) => Column::Choice,
        Column::Key if !columns.contains(&Column::Choice) && !has_numbers(&row) => Column::Answer,
        column => column,
    };
    columns.iter().zip(&row).map(meant).collect()
}

/// Whether some columns are numbered answers.
fn has_numbers(row: &StringRecord) -> bool {
    row.iter()
        .any(|name| column(name) == Column::Answer && name.ends_with(|c: char| c.is_ascii_digit()))
}

fn is_header(columns: &[Column]) -> bool {
    columns.contains(&Column::Ask)
        && (columns.contains(&Column::Answer)
            || columns.contains(&Column::Choice) && columns.contains(&Column::Key))
}

/// What a column of this name holds.
fn column(name: &str) -> Column {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let name: String = letters.flat_map(char::to_lowercase).collect();
    match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "question" | "questions" | "questiontext" | "ask" | "prompt" | "clue" | "front"
        | "term" | "text" | "stem" => Column::Ask,
        "answer" | "answers" | "back" | "definition" | "rightanswer" => Column::Answer,
        "correct" | "correctanswer" | "correctanswers" | "correctoption" | "correctchoice"
        | "right" | "key" | "answerkey" => Column::Key,
        "wrong" | "wronganswer" | "wronganswers" | "incorrect" | "incorrectanswer"
        | "incorrectanswers" | "distractor" | "distractors" => Column::Wrong,
        "option" | "choice" | "optiona" | "optionb" | "optionc" | "optiond" | "optione" | "a"
        | "b" | "c" | "d" | "e" | "choicea" | "choiceb" | "choicec" | "choiced" | "choicee" => {
            Column::Choice
        }
        "accept" | "accepted" | "alsoaccept" | "alternative" | "alternatives" | "alias" => {
            Column::Accept
        }
        "category" | "topic" | "subject" | "theme" | "deck" => Column::Category,
        "difficulty" | "level" => Column::Difficulty,
        "explanation" | "because" | "feedback" | "note" | "notes" | "comment" | "comments"
        | "why" => Column::Because,
        "id" | "name" | "guid" => Column::Name,
        _ => Column::Other,
    }
}

/// A question with one answer.
fn answered(answer: String, wrong: Vec<String>, accept: Vec<String>) -> Body {
    if !wrong.is_empty() {
        let right = Choice {
            text: answer,
            is_right: true,
        };
        let wrong = wrong.into_iter().map(|text| Choice {
            text,
            is_right: false,
        });
        return Body::Choices([right].into_iter().chain(wrong).collect());
    }
    match answer.to_lowercase().as_str() {
        "true" => Body::TrueFalse(true),
        "false" => Body::TrueFalse(false),
        _ => Body::Typed { answer, accept },
    }
}

/// The choices with those right that the key names by text, number or letter.
fn keyed(choices: Vec<String>, key: &str) -> Option<Body> {
    let is_text = choices.iter().any(|text| text == key);
    let names: Vec<_> = key
        .split([',', ';', ' '])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let place = |name: &str| {
        let number = name
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let letter = name
            .chars()
            .next()
            .filter(|c| name.len() == 1 && c.is_ascii_alphabetic());
        number.or_else(|| letter.map(|c| (c.to_ascii_lowercase() as usize) - ('a' as usize)))
    };
    let places: Vec<_> = names.iter().filter_map(|name| place(name)).collect();
    let is_named =
        !is_text && places.len() == names.len() && places.iter().all(|at| *at < choices.len());
    if !is_text && (!is_named || places.is_empty()) {
        return None;
    }
    let choices = choices.into_iter().enumerate().map(|(at, text)| Choice {
        is_right: if is_text {
            text == key
        } else {
            places.contains(&at)
        },
        text,
    });
    Some(Body::Choices(choices.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{reads_back, shown};
    use super::*;

    #[test]
    fn each_rule_holds() {
        for (text, expected) in [
            (
                "question,answer,wrong1,wrong2\nWho?,Jo,Al,\"B, o\"\n",
                vec!["2 Who? = Jo ~ Al ~ B, o"],
            ),
            (
                "Question;Correct Answer;Incorrect Answer 1\n\"Who;\nme?\";Jo;Al\n\n",
                vec!["2 Who; / me? = Jo ~ Al"],
            ),
            (
                "Clue\tAnswer\tCategory\tValue\nWho?\tJo\tRome\t$200\n",
                vec!["2 Who? = Jo [Rome]"],
            ),
            (
                "prompt,answer,accept,explanation,level,id\nWho?,Jo,Joanna,She did.,Hard,q1\n",
                vec!["2 Who? = Jo | Joanna ::q1 // She did."],
            ),
            (
                "Question,Answer 1,Answer 2,Answer 3,Time limit,Correct answer(s)\nWhich?,a,b,c,20,\"1,3\"\nWho?,a,b,,20,2\n",
                vec!["2 Which? = a = c ~ b", "3 Who? = b ~ a"],
            ),
            (
                "question,A,B,C,correct\nWho?,x,y,z,B\nWho else?,x,y,z,z\nNo?,x,y,z,w\n",
                vec![
                    "2 Who? = y ~ x ~ z",
                    "3 Who else? = z ~ x ~ y",
                    "4: \"w\" names none of its choices",
                ],
            ),
            (
                "question,answer\nIt rains.,TRUE\nWho?,\n",
                vec!["2 It rains. = true", "3: it has no answer"],
            ),
            (
                "#separator:semicolon\n#html:true\n#columns:Front;Back\n<b>Who</b>?;Jo\n",
                vec!["4 <b>Who</b>? = Jo html"],
            ),
            (
                "#separator:tab\n#html:false\nWho?\tJo\n",
                vec!["3 Who? = Jo"],
            ),
            (
                "Rome\tItaly\nOslo\tNorway\tthe north\n",
                vec!["1 Rome = Italy", "2 Oslo = Norway\tthe north"],
            ),
        ] {
            assert!(looks_like(text), "{text}");
            assert_eq!(shown(read, text), expected, "{text}");
        }
        // Commas are everywhere in prose.
        assert!(!looks_like("Rome, Italy\nOslo, Norway\n"));
        assert_eq!(shown(read, "Rome,Italy\n"), ["1 Rome = Italy"]);
    }

    #[test]
    fn what_is_written_is_read() {
        let headed = |text: &str, sink: &mut Sink<'_>| {
            read(
                &format!("question,answer,wrong1,wrong2,wrong3,wrong4\n{text}"),
                sink,
            );
        };
        reads_back(
            headed,
            "[a-z][a-z ,;\"'#=]{0,9}[a-z]",
            |ask, right, wrong| {
                let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
                let cells = [ask, right]
                    .into_iter()
                    .chain(wrong.iter().map(String::as_str));
                let row = cells.map(quoted).collect::<Vec<_>>().join(",");
                format!("{row}\n")
            },
        );
    }
}
