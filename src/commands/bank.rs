//! `dundie bank`: work on question banks.

use std::path::PathBuf;

use serde::Serialize;

use super::app::print;
use super::failure::{Failure, Outcome};
use super::report::json;
use crate::bank::compile::{BankText, compile};
use crate::bank::{Finding, Index, Severity};
use crate::store::banks::{BankFiles, OpenError, Owned};
use crate::store::builtin;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    questions: u32,
    errors: usize,
    warnings: usize,
    findings: &'a [Finding],
}

/// Reports every finding of the banks, or of the built-in one.
///
/// # Errors
/// Where a bank has errors, or cannot be read at all.
pub fn check(paths: &[PathBuf], as_json: bool) -> Result<Outcome, Failure> {
    let texts: Vec<_> = if paths.is_empty() {
        vec![Ok(builtin::text())]
    } else {
        let read = |path: &PathBuf| BankFiles::find(path).and_then(|files| files.read());
        paths.iter().map(read).collect()
    };
    let (mut findings, mut questions) = (Vec::new(), 0);
    for text in texts {
        match text {
            Ok(text) => match count(&text) {
                Ok(count) => questions += count,
                Err(more) => findings.extend(more),
            },
            Err(OpenError::Findings { findings: more, .. }) => findings.extend(more),
            Err(error) => return Err(error.into()),
        }
    }
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    if as_json {
        let outcome = print(&json(&Document {
            schema: 1,
            questions,
            errors,
            warnings: findings.len() - errors,
            findings: &findings,
        })?)?;
        findings.clear();
        if errors == 0 {
            return Ok(outcome);
        }
    } else if errors == 0 {
        return print(&format!("{questions} questions, no errors\n"));
    }
    Err(Failure {
        findings,
        ..Failure::failed(
            format!(
                "the bank has {errors} error{}",
                if errors == 1 { "" } else { "s" }
            ),
            "mend what is named above",
        )
    })
}

/// How many questions a bank without errors has.
fn count(text: &BankText) -> Result<u32, Vec<Finding>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let index = compile(text, threads, &|_| ())?;
    Ok(Index::open(Box::new(Owned(index))).map_or(0, |index| index.len()))
}
