//! `dundie categories`: the categories of a bank.

use serde::Serialize;

use crate::app::App;
use crate::bank::Category;
use crate::cli::CategoriesArgs;
use crate::error::{Error, Outcome};
use crate::print::{json, print, width};
use crate::text::printable::Printable;
use crate::ui::tables::table;

#[derive(Serialize)]
struct CategoryList<'a> {
    schema: u32,
    bank: &'a str,
    questions: u32,
    categories: Vec<CategorySize<'a>>,
}

#[derive(Serialize)]
struct CategorySize<'a> {
    name: &'a str,
    slug: &'a str,
    about: Option<&'a str>,
    questions: u32,
    easy: u32,
    medium: u32,
    hard: u32,
}

impl<'a> CategorySize<'a> {
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
    let rows: Vec<_> = index.categories().iter().map(CategorySize::new).collect();
    if args.json {
        return print(&json(&CategoryList {
            schema: 1,
            bank: &bank.name,
            questions: index.len(),
            categories: rows,
        })?);
    }
    let mut head = vec!["Category", "Questions", "Easy", "Medium", "Hard"];
    if width() < 70 {
        head.truncate(2);
    }
    let line = |name: &str, numbers: [u32; 4]| {
        let mut cells = vec![Printable(name).to_string()];
        cells.extend(numbers.map(|number| number.to_string()));
        cells.truncate(head.len());
        cells
    };
    let numbers = |row: &CategorySize<'_>| [row.questions, row.easy, row.medium, row.hard];
    let mut cells: Vec<_> = rows
        .iter()
        .map(|row| line(row.name, numbers(row)))
        .collect();
    let total = rows
        .iter()
        .map(numbers)
        .fold([0; 4], |sum, row| std::array::from_fn(|n| sum[n] + row[n]));
    cells.push(line("All", total));
    print(&table(
        &head,
        &cells,
        &[1, 2, 3, 4],
        None,
        app.styles.stdout,
    ))
}
