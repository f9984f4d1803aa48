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
            bank: &bank.name,
            questions: index.len(),
            categories: rows,
        })?);
    }
    let mut head = vec!["Category", "Questions", "Easy", "Medium", "Hard"];
    if width() < 70 {
        head.truncate(2);
    }
    let sizes = rows
        .iter()
        .map(|row| [row.questions, row.easy, row.medium, row.hard]);
    let total = (sizes.clone()).fold([0; 4], |sum, row| std::array::from_fn(|n| sum[n] + row[n]));
    let names = rows.iter().map(|row| row.name).chain(["All"]);
    let cells = names.zip(sizes.chain([total])).map(|(name, sizes)| {
        let name = [Printable(name).to_string()].into_iter();
        let cells = name.chain(sizes.map(|size| size.to_string()));
        cells.take(head.len()).collect()
    });
    let right = [1, 2, 3, 4];
    print(&table(&head, cells, &right, &[], app.styles.stdout))
}
