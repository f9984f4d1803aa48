//! `dundie categories`: the categories of a bank.

use serde::Serialize;

use crate::app::App;
use crate::bank::Category;
use crate::cli::CategoriesArgs;
use crate::error::{Error, Outcome};
use crate::print::json;
use crate::print::{print, width};
use crate::text::printable::Printable;
use crate::ui::tables::table;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    bank: &'a str,
    questions: u32,
    categories: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    slug: &'a str,
    about: Option<&'a str>,
    questions: u32,
    easy: u32,
    medium: u32,
    hard: u32,
}

impl<'a> Row<'a> {
    fn new(category: &'a Category) -> Self {
        let [easy, medium, hard] = category.strata.clone().map(|s| s.end - s.start);
        Self {
            name: &category.name,
            slug: &category.slug,
            about: category.about.as_deref(),
            questions: category.len(),
            easy,
            medium,
            hard,
        }
    }
}

/// # Errors
/// If the bank cannot be read or has errors.
pub fn run(app: &App, args: &CategoriesArgs) -> Result<Outcome, Error> {
    let bank = app.bank(args.bank.as_deref())?;
    let index = &bank.bank.index;
    let rows: Vec<_> = index.categories().iter().map(Row::new).collect();
    if args.json {
        return print(&json(&Document {
            schema: 1,
            bank: &bank.name,
            questions: index.len(),
            categories: rows,
        })?);
    }
    let style = app.styles.stdout;
    let is_narrow = width() < 70;
    let mut cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let numbers = [row.questions, row.easy, row.medium, row.hard];
            let name = Printable(row.name).to_string();
            let mut cells: Vec<_> = [name].into_iter().collect();
            let shown = if is_narrow {
                &numbers[..1]
            } else {
                &numbers[..]
            };
            cells.extend(shown.iter().map(u32::to_string));
            cells
        })
        .collect();
    let mut head = vec!["Category", "Questions", "Easy", "Medium", "Hard"];
    if is_narrow {
        head.truncate(2);
    }
    let mut total = vec!["All".to_owned(), index.len().to_string()];
    for n in (0..3).take(head.len() - 2) {
        let all = index.categories().iter().map(|c| c.strata[n].clone());
        total.push(all.map(|s| s.end - s.start).sum::<u32>().to_string());
    }
    cells.push(total);
    print(&table(&head, &cells, &[1, 2, 3, 4], None, style))
}
