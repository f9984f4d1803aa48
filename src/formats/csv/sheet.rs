//! How the rows of a sheet are to be read: what separates cells, and what each column holds.

use csv::{Reader, ReaderBuilder, StringRecord, Trim};

/// What may separate columns, the rarest in texts first.
const SEPARATORS: [u8; 4] = [b'\t', b'|', b';', b','];
/// A header is among this many first rows; templates begin with words for whoever fills them in.
const FIRST_ROWS: usize = 20;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Name,
    Ask,
    Answer,
    Wrong,
    /// Several in a cell.
    WrongList,
    /// One of the choices, of which another column says which is right.
    Choice,
    /// The number, letter or text of the right choices.
    Key,
    Accept,
    AcceptList,
    Category,
    /// A category of Anki, with those it is in.
    Deck,
    Difficulty,
    /// Dollars on a quiz show.
    Value,
    Because,
    /// The address of a picture or sound.
    Media,
    Other,
}

pub struct Sheet {
    pub separator: u8,
    pub columns: Vec<Column>,
    /// Whether a row or line names the columns.
    pub is_headed: bool,
    /// Whether there are Anki's lines at the top.
    pub is_anki: bool,
    /// Where the rows begin: byte, and lines before it.
    begin: (usize, usize),
    /// Whether cells are HTML, if the file says.
    pub is_html: Option<bool>,
    /// Of every row.
    pub category: Option<String>,
}

impl Sheet {
    pub fn new(text: &str) -> Self {
        let mut sheet = Self {
            separator: b'\t',
            columns: vec![Column::Ask, Column::Answer],
            is_headed: false,
            is_anki: false,
            begin: (0, 0),
            is_html: None,
            category: None,
        };
        let (mut header, mut separator, mut places) = (None, None, Vec::new());
        for line in text.lines() {
            let Some((key, value)) = line.strip_prefix('#').and_then(|line| line.split_once(':'))
            else {
                break;
            };
            let value = value.trim();
            match key.trim() {
                "separator" => separator = separator_of(value),
                "html" => sheet.is_html = Some(value == "true"),
                "columns" => header = Some(value),
                "deck" => sheet.category = last_part(value),
                "deck column" => places.push((value, Column::Deck)),
                "guid column" | "notetype column" | "tags column" => {
                    places.push((value, Column::Other));
                }
                "notetype" | "tags" | "if matches" => {}
                // What `credits` reads.
                "license" | "origin" => {
                    sheet.skip(line);
                    continue;
                }
                _ => break,
            }
            sheet.is_anki = true;
            sheet.skip(line);
        }
        sheet.begin.0 = sheet.begin.0.min(text.len());
        let rest = &text[sheet.begin.0..];
        let candidates = separator.map_or(SEPARATORS.to_vec(), |one| vec![one]);
        if let Some(header) = header {
            sheet.is_headed = candidates.iter().any(|separator| {
                let row = rows(header, *separator).records().next();
                let columns = row.and_then(Result::ok).and_then(|row| columns(&row));
                columns.is_some_and(|columns| sheet.take(*separator, columns))
            });
        } else {
            sheet.is_headed = candidates
                .iter()
                .any(|separator| sheet.find_header(rest, *separator));
        }
        if !sheet.is_headed {
            let first = rest.lines().next().unwrap_or_default();
            let mut in_use = candidates.iter();
            let in_use = in_use.find(|separator| first.contains(char::from(**separator)));
            sheet.separator = separator.or(in_use.copied()).unwrap_or(b'\t');
            sheet.place(&places);
        }
        sheet
    }

    /// The rows below header and lines at the top, and the number of lines before them.
    pub fn rows<'t>(&self, text: &'t str) -> (Reader<&'t [u8]>, usize) {
        let (at, lines) = self.begin;
        (rows(&text[at..], self.separator), lines)
    }

    fn skip(&mut self, line: &str) {
        self.begin.0 += line.len() + 1;
        self.begin.1 += 1;
    }

    fn take(&mut self, separator: u8, columns: Vec<Column>) -> bool {
        (self.separator, self.columns) = (separator, columns);
        true
    }

    /// Looks for a row that names the columns, and begins below it.
    fn find_header(&mut self, rest: &str, separator: u8) -> bool {
        let mut rows = rows(rest, separator);
        let mut row = StringRecord::new();
        for _ in 0..FIRST_ROWS {
            if !matches!(rows.read_record(&mut row), Ok(true)) {
                return false;
            }
            if let Some(columns) = columns(&row) {
                let at = rows.position().byte() as usize;
                self.begin.1 += rest[..at].matches('\n').count();
                self.begin.0 += at;
                return self.take(separator, columns);
            }
        }
        false
    }

    /// Puts question and answer into the columns that Anki's lines leave.
    fn place(&mut self, places: &[(&str, Column)]) {
        let mut fields = std::mem::take(&mut self.columns).into_iter();
        for number in 1.. {
            let place = places.iter().find(|(at, _)| at.parse() == Ok(number));
            let Some(column) = place.map(|(_, column)| *column).or_else(|| fields.next()) else {
                break;
            };
            self.columns.push(column);
        }
    }
}

fn rows(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes())
}

/// By the name that Anki gives it, or as itself.
fn separator_of(name: &str) -> Option<u8> {
    let known = [
        ("tab", b'\t'),
        ("pipe", b'|'),
        ("semicolon", b';'),
        ("comma", b','),
        ("colon", b':'),
        ("space", b' '),
    ];
    let found = known
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known));
    let sign = || {
        name.bytes()
            .next()
            .filter(|sign| name.len() == 1 && sign.is_ascii())
    };
    found.map(|(_, sign)| *sign).or_else(sign)
}

/// The deck itself, without those it is in.
pub fn last_part(deck: &str) -> Option<String> {
    let name = deck.rsplit("::").next()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// What the columns of a header hold; `None` if the row names no question and answer.
fn columns(row: &StringRecord) -> Option<Vec<Column>> {
    let names: Vec<_> = row.iter().map(letters).collect();
    let mut columns: Vec<_> = names.iter().map(|name| column(name)).collect();
    let is_numbered = |name: &str| name.ends_with(|c: char| c.is_ascii_digit());
    let count = |wanted, numbered| {
        let all = columns.iter().zip(&names);
        all.filter(|(column, name)| **column == wanted && is_numbered(name) == numbered)
            .count()
    };
    let (choices, answers) = (
        count(Column::Choice, false) + count(Column::Choice, true),
        count(Column::Answer, true),
    );
    let has_key = count(Column::Key, false) > 0;
    // Next to choices, an answer says which one is right; and numbered answers are choices.
    let is_keyed = has_key && choices + answers > 0
        || count(Column::Answer, false) > 0 && (choices > 0 || answers > 1);
    for (column, name) in columns.iter_mut().zip(&names) {
        *column = match *column {
            Column::Answer if is_keyed && is_numbered(name) => Column::Choice,
            Column::Answer if is_keyed && !has_key => Column::Key,
            Column::Key if !is_keyed => Column::Answer,
            column => column,
        };
    }
    // Archives of the show call the clue an answer, and what a player says a question.
    if names.iter().any(|name| name == "cluevalue") {
        for column in &mut columns {
            *column = match *column {
                Column::Ask => Column::Answer,
                Column::Answer => Column::Ask,
                column => column,
            };
        }
    }
    let has = |wanted| columns.contains(&wanted);
    let is_header = has(Column::Ask) && (has(Column::Answer) || is_keyed);
    is_header.then_some(columns)
}

/// The name of a column without what templates explain: "Answer 1 - max 75 characters",
/// "Correct answer(s)", "Answer 3 (Optional)". A numbering ("Question #") has none.
fn letters(name: &str) -> String {
    if name.contains('#') {
        return String::new();
    }
    let ends = [" - ", " – ", "("].map(|end| name.find(end).unwrap_or(name.len()));
    let end = ends.into_iter().min().unwrap_or_default();
    let letters = name[..end].chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What a column of this name holds.
fn column(letters: &str) -> Column {
    let is_numbered = letters.ends_with(|c: char| c.is_ascii_digit());
    match letters.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "question" | "questions" | "questiontext" | "ask" | "prompt" | "clue" | "front"
        | "term" | "text" | "stem" => Column::Ask,
        "answer" | "answers" | "back" | "definition" | "rightanswer" => Column::Answer,
        "correct" | "correctanswer" | "correctanswers" | "correctoption" | "correctchoice"
        | "right" | "key" | "answerkey" => Column::Key,
        "wrong" | "wronganswer" | "wronganswers" | "incorrect" | "incorrectanswer"
        | "incorrectanswers" | "distractor" | "distractors" => {
            if is_numbered {
                Column::Wrong
            } else {
                Column::WrongList
            }
        }
        "option" | "choice" | "optiona" | "optionb" | "optionc" | "optiond" | "optione" | "a"
        | "b" | "c" | "d" | "e" | "choicea" | "choiceb" | "choicec" | "choiced" | "choicee"
        | "answera" | "answerb" | "answerc" | "answerd" | "answere" => Column::Choice,
        "accept" | "accepted" | "alsoaccept" | "alternative" | "alternatives" | "alias" => {
            if is_numbered {
                Column::Accept
            } else {
                Column::AcceptList
            }
        }
        "category" | "topic" | "subject" | "theme" => Column::Category,
        "deck" => Column::Deck,
        "difficulty" | "level" => Column::Difficulty,
        "value" | "cluevalue" => Column::Value,
        "explanation" | "answerexplanation" | "because" | "feedback" | "note" | "notes"
        | "comment" | "comments" | "why" => Column::Because,
        "image" | "imagelink" | "imageurl" | "picture" | "audio" | "video" | "media" => {
            Column::Media
        }
        "id" | "name" | "guid" => Column::Name,
        _ => Column::Other,
    }
}
