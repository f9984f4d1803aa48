//! CSV and TSV: rows whose header names their columns, and lists of terms.
//!
//! The names are those of spreadsheets, of the sheets that quiz makers take in (choices in columns,
//! and a column that says which one is right), of trivia archives, and of Anki's text exports with
//! their `#` lines. Without a header, two columns are terms: the first asks, the second answers, and
//! whatever separates more belongs to the second.

mod sheet;
mod write;

use csv::StringRecord;

use self::sheet::{Column, Sheet, last_part};
pub use self::write::{holds, write};
use super::markup::has_markup;
use super::record::{Body, Choice, LeftOut, Record, Sink};
use crate::bank::Difficulty;
use crate::text::printable::one_line;

/// Whether a header names a question and its answer, or each line has a term and a tab.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let sheet = Sheet::new(text);
    let is_data = text.trim_start().starts_with(['{', '[']);
    let has_terms = || {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.clone().count() > 0 && lines.all(|line| line.trim().contains('\t'))
    };
    !is_data && (sheet.is_headed || sheet.is_anki || has_terms())
}

/// Reads every row.
pub fn read(text: &str, sink: &mut Sink<'_>) {
    let sheet = Sheet::new(text);
    let has_places = sheet.columns.contains(&Column::Key) && has_places(&sheet, text);
    let (mut rows, before) = sheet.rows(text);
    let mut row = StringRecord::new();
    loop {
        let read = rows.read_record(&mut row);
        let line = row.position().map_or(1, |at| at.line() as usize) + before;
        match read {
            Ok(false) => break,
            Ok(true) if row.iter().all(str::is_empty) => {}
            Ok(true) => sink(record(&sheet, &row, line, has_places)),
            Err(error) => sink(Err(LeftOut::new(
                line,
                format!("it cannot be read: {error}"),
            ))),
        }
    }
}

/// Whether the key column has numbers or letters throughout, and not because these are the choices.
fn has_places(sheet: &Sheet, text: &str) -> bool {
    let mut is_text = true;
    let (mut rows, _) = sheet.rows(text);
    for row in rows.records().filter_map(Result::ok) {
        let choices: Vec<_> = cells(sheet, &row, Column::Choice).collect();
        let key = cells(sheet, &row, Column::Key).find(|key| !key.is_empty());
        let Some(key) = key else { continue };
        if places(key, choices.len()).is_none() {
            return false;
        }
        is_text &= choices.contains(&key);
    }
    !is_text
}

fn cells<'r>(
    sheet: &'r Sheet,
    row: &'r StringRecord,
    wanted: Column,
) -> impl Iterator<Item = &'r str> {
    let cells = sheet.columns.iter().zip(row);
    let cells = cells.filter(move |(column, _)| **column == wanted);
    cells.map(|(_, cell)| cell)
}

fn record(
    sheet: &Sheet,
    row: &StringRecord,
    line: usize,
    has_places: bool,
) -> Result<Record, LeftOut> {
    let left_out = |reason: &str| LeftOut::new(line, reason);
    if row.len() < 2 {
        return Err(left_out("it has one column"));
    }
    let of = |wanted| cells(sheet, row, wanted).filter(|cell| !cell.is_empty());
    let one = |wanted| of(wanted).next().map(str::to_owned);
    let ask = one(Column::Ask).unwrap_or_default();
    if ask.contains("{{c1::") {
        return Err(left_out("cloze notes cannot be imported"));
    }
    if one(Column::Media).is_some() {
        return Err(left_out("it needs a picture or sound"));
    }
    let body = match one(Column::Key) {
        Some(key) if of(Column::Choice).next().is_some() => {
            // Places count those that are empty, too.
            let choices = cells(sheet, row, Column::Choice)
                .map(str::to_owned)
                .collect();
            keyed(choices, &key, has_places)
                .ok_or_else(|| left_out(&format!("\"{key}\" names none of its choices")))?
        }
        _ => {
            let mut answer = one(Column::Answer);
            if sheet.columns == [Column::Ask, Column::Answer] && row.len() > 2 {
                // The separator belongs to the answer.
                let cells: Vec<_> = row.iter().skip(1).collect();
                answer = Some(cells.join(&char::from(sheet.separator).to_string()));
            }
            let answer = answer.ok_or_else(|| left_out("it has no answer"))?;
            let mut body = answered(
                answer,
                listed(sheet, row, Column::Wrong, Column::WrongList),
                listed(sheet, row, Column::Accept, Column::AcceptList),
            );
            if let (Body::Typed { answer, accept }, Some(_)) = (&mut body, one(Column::Value)) {
                accept.extend(spellings(answer));
            }
            body
        }
    };
    let difficulty = one(Column::Difficulty).map(|name| name.to_lowercase());
    let difficulty = difficulty.and_then(|name| Difficulty::from_name(&name));
    let deck = one(Column::Deck).as_deref().and_then(last_part);
    let category = one(Column::Category).or(deck);
    Ok(Record {
        name: one(Column::Name),
        category: category.or_else(|| sheet.category.clone()),
        difficulty: difficulty.or_else(|| worth(of(Column::Value).next()?)),
        because: one(Column::Because),
        is_html: sheet.is_html.unwrap_or_else(|| row.iter().any(has_markup)),
        ..Record::new(line, ask, body)
    })
}

/// The texts of numbered columns, and of one with several in a cell.
fn listed(sheet: &Sheet, row: &StringRecord, numbered: Column, list: Column) -> Vec<String> {
    let lists = cells(sheet, row, list).flat_map(|cell| {
        let separators: &[char] = if cell.contains('|') {
            &['|']
        } else {
            &[';', '\n']
        };
        cell.split(separators)
    });
    let texts = cells(sheet, row, numbered).chain(lists);
    let texts = texts.map(|text| text.trim().to_owned());
    texts.filter(|text| !text.is_empty()).collect()
}

/// What a clue is worth on the show says how hard it is.
fn worth(dollars: &str) -> Option<Difficulty> {
    let number = dollars.trim_start_matches('$').replace(',', "");
    Some(match number.parse().ok()? {
        1..=400_u32 => Difficulty::Easy,
        401..=1_000 => Difficulty::Medium,
        1_001.. => Difficulty::Hard,
        0 => return None,
    })
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

/// How else an answer of the show may be typed: "(Alexander) Hamilton" without its part in
/// parentheses, and what "(or ...)" offers.
fn spellings(answer: &str) -> Vec<String> {
    let (mut bare, mut accept, mut rest) = (String::new(), Vec::new(), answer);
    while let Some((before, behind)) = rest.split_once('(')
        && let Some((inside, after)) = behind.split_once(')')
    {
        bare.push_str(before);
        accept.extend(inside.trim().strip_prefix("or ").map(str::to_owned));
        rest = after;
    }
    if rest.len() < answer.len() {
        accept.push(one_line(&(bare + rest)).into_owned());
    }
    accept.retain(|text| !text.is_empty());
    accept
}

/// The choices with those right that the key names, by number and letter or by text.
fn keyed(choices: Vec<String>, key: &str, has_places: bool) -> Option<Body> {
    let is_text = !has_places && choices.iter().any(|text| text == key);
    let places = if is_text {
        Vec::new()
    } else {
        places(key, choices.len())?
    };
    let choices = choices.into_iter().enumerate().map(|(at, text)| Choice {
        is_right: places.contains(&at) || is_text && text == key,
        text,
    });
    let filled = choices.filter(|choice| !choice.text.is_empty());
    Some(Body::Choices(filled.collect()))
}

/// The places from 0 that "2", "B" and "1,3" mean, if all of the key is such.
fn places(key: &str, choices: usize) -> Option<Vec<usize>> {
    let names = key.split([',', ';', ' ']).map(str::trim);
    let names = names.filter(|name| !name.is_empty());
    let place = |name: &str| {
        let number = || name.parse::<usize>().ok()?.checked_sub(1);
        let place = match name.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => {
                usize::from(letter.to_ascii_lowercase() - b'a')
            }
            _ => number()?,
        };
        (place < choices).then_some(place)
    };
    let places: Vec<_> = names.map(place).collect::<Option<_>>()?;
    (!places.is_empty()).then_some(places)
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
                "Quiz,,,,\nFill in:,,,,\n,Question - max 120 characters,Answer 1 - max 75,Answer 2,\
                 Correct answer(s) - choose\n1,How many?,2,1,1\n2,Who?,Jo,Al,2\n",
                vec!["4 How many? = 2 ~ 1", "5 Who? = Al ~ Jo"],
            ),
            (
                "Question #,Question Text,Question Type,Option 1,Option 2,Option 3,Answer,Image Link\n\
                 1,Who?,Multiple,,Jo,Al,3,\n2,Where?,Multiple,a,b,c,1,x.png\n",
                vec!["2 Who? = Al ~ Jo", "3: it needs a picture or sound"],
            ),
            (
                "question,A,B,answer\nHow many?,2,1,1\n",
                vec!["2 How many? = 1 ~ 2"],
            ),
            (
                "question,correct_answer,incorrect_answers\n\
                 Who &amp; what?,Jo,Al; Bo\nWho?,Jo,Al;x|Bo\n",
                vec![
                    "2 Who &amp; what? = Jo ~ Al ~ Bo html",
                    "3 Who? = Jo ~ Al;x ~ Bo",
                ],
            ),
            (
                "clue_value\tcategory\tanswer\tquestion\n\
                 $1,200\tRome\tHe was king\t(Ancus) Marcius (or Ancus)\n",
                vec!["2 He was king = (Ancus) Marcius (or Ancus) | Ancus | Marcius [Rome]"],
            ),
            (
                "#separator:tab\n#guid column:1\n#deck column:3\n#tags column:5\n\
                 xY{\tWho?\tRome::Kings\t<b>Jo</b>\tt\n\
                 z\tIt is {{c1::big}}.\tRome\t\tt\n",
                vec![
                    "5 Who? = <b>Jo</b> [Kings] html",
                    "6: cloze notes cannot be imported",
                ],
            ),
            (
                "#deck:Rome\n#separator:semicolon\n#html:true\n#columns:Front;Back\n<b>Who</b>?;Jo\n",
                vec!["5 <b>Who</b>? = Jo [Rome] html"],
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
    fn the_value_of_a_clue_says_how_hard_it_is() {
        for (value, difficulty) in [
            ("$200", Some(Difficulty::Easy)),
            ("800", Some(Difficulty::Medium)),
            ("$2,000", Some(Difficulty::Hard)),
            ("0", None),
            ("None", None),
        ] {
            assert_eq!(worth(value), difficulty, "{value}");
        }
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
