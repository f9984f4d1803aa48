//! A whole bank at once: every finding of every file, or its index.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

use toml::de::DeTable;

use super::category::Category;
use super::check::References;
use super::chunks::{self, Chunk};
use super::finding::{Finding, locate};
use super::hash::hash;
use super::index::encode;
use super::lists::Lists;
use super::question::Difficulty;
use super::sources::Sources;
use crate::text::printable::one_line;

/// Enough to find most repeats, and few enough to stay in the cache of a processor.
const RECENT_NAMES: usize = 1 << 16;

/// One file of a bank.
#[derive(Debug, Clone)]
pub struct File {
    /// As findings name it.
    pub name: String,
    pub text: String,
}

/// The files of a bank.
#[derive(Debug, Default)]
pub struct BankText {
    /// One for each category, in the order shown.
    pub questions: Vec<File>,
    pub lists: Option<File>,
    pub sources: Option<File>,
    /// What is wrong with files that are not UTF-8 and so not among the others.
    pub unreadable: Vec<Finding>,
}

impl BankText {
    /// Adds a file. All categories share `lists.toml` and `sources.toml`; any
    /// other file is a category.
    pub fn add(&mut self, file: File) {
        match base_name(&file.name) {
            "lists.toml" => self.lists = Some(file),
            "sources.toml" => self.sources = Some(file),
            _ => self.questions.push(file),
        }
    }

    /// Those that could be read.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.questions
            .iter()
            .chain(&self.lists)
            .chain(&self.sources)
    }
}

/// Checks every file on `threads` threads and makes the index. Calls `progress`
/// with the number of bytes read so far.
///
/// # Errors
/// Every finding in the bank, by file and line.
pub fn compile(
    bank: &BankText,
    threads: usize,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<u8>, Vec<Finding>> {
    let mut findings = bank.unreadable.clone();
    let lists = read_shared(bank.lists.as_ref(), &mut findings, Lists::read);
    // A file that could not be read says nothing about its lists.
    let has_lists = lists.is_some() || bank.lists.is_none();
    let lists = lists.unwrap_or_default();
    let sources = read_shared(bank.sources.as_ref(), &mut findings, Sources::read);
    let references = References {
        lists: has_lists.then_some(&lists),
        sources: sources.as_ref(),
    };
    let mut contents = read_files(&bank.questions, references, threads, progress);
    check_categories(&bank.questions, &mut contents);
    check_ids(&bank.questions, &mut contents);
    for (file, content) in bank.questions.iter().zip(&mut contents) {
        let found = std::mem::take(&mut content.findings);
        findings.extend(locate(&file.name, &file.text, found));
    }
    if findings.is_empty() {
        Ok(index(&bank.questions, contents, &lists))
    } else {
        Err(findings)
    }
}

fn read_shared<T>(
    file: Option<&File>,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&DeTable<'_>, &mut Vec<Finding>) -> T,
) -> Option<T> {
    let file = file?;
    let mut found = Vec::new();
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let value = if errors.is_empty() {
        Some(read(table.get_ref(), &mut found))
    } else {
        chunks::syntax_errors(&file.text, &errors, &mut found);
        None
    };
    findings.extend(locate(&file.name, &file.text, found));
    value
}

/// Reads the chunks of every file on several threads and joins those of each file.
fn read_files(
    files: &[File],
    references: References<'_>,
    threads: usize,
    progress: &(dyn Fn(usize) + Sync),
) -> Vec<Chunk> {
    let chunks_of = |(file, text): (u32, &File)| {
        let chunks = chunks::cut(&text.text).into_iter();
        chunks.map(move |range| (file, range))
    };
    let jobs: Vec<_> = (0..).zip(files).flat_map(chunks_of).collect();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let (mut read, mut seen) = (Vec::new(), vec![0; RECENT_NAMES]);
        while let Some((file, range)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = &files[*file as usize].text;
            let mut chunk = chunks::read(text, range.clone(), *file, references);
            for names in &mut chunk.names {
                *names = without_repeats(names, &mut seen);
            }
            progress(done.fetch_add(range.len(), Ordering::Relaxed) + range.len());
            read.push((*file, range.start, chunk));
        }
        read
    };
    let mut read = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(jobs.len()))
            .map(|_| scope.spawn(work))
            .collect();
        let mut read = work();
        for other in others {
            read.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        read
    });
    read.sort_by_key(|(file, start, _)| (*file, *start));
    let mut contents: Vec<Chunk> = files.iter().map(|_| Chunk::default()).collect();
    for (file, _, chunk) in read {
        contents[file as usize].append(chunk);
    }
    for ((n, file), content) in (0..).zip(files).zip(&mut contents) {
        if content.broken {
            let mut whole = chunks::read_whole(&file.text, n, references);
            if whole.broken {
                // Its errors come before those of the chunks that could be read.
                whole.findings.append(&mut content.findings);
            }
            *content = whole;
        }
    }
    contents
}

/// The lines that are not among those of the same hash seen last. Judging a typed answer takes
/// time for each name, and many banks repeat theirs.
fn without_repeats(names: &str, seen: &mut [u64]) -> String {
    let mut kept = String::with_capacity(names.len());
    for name in names.split_inclusive('\n') {
        let hash = hash(name);
        let place = hash as usize % seen.len();
        if std::mem::replace(&mut seen[place], hash) != hash {
            kept.push_str(name);
        }
    }
    kept
}

impl Chunk {
    fn append(&mut self, next: Self) {
        if next.broken {
            self.broken = true;
            return;
        }
        self.head = self.head.take().or(next.head);
        self.entries.extend(next.entries);
        self.names.extend(next.names);
        self.faulty.extend(next.faulty);
        self.findings.extend(next.findings);
    }
}

/// Notes ids that are already used in the bank.
fn check_ids(files: &[File], contents: &mut [Chunk]) {
    let mut all = Vec::new();
    for (file, content) in contents.iter().enumerate() {
        all.extend(
            content
                .entries
                .iter()
                .map(|e| (e.id, file, e.offset, e.len)),
        );
        let faulty = content.faulty.iter();
        all.extend(faulty.map(|&(id, offset, len)| (id, file, offset, len)));
    }
    all.sort_unstable();
    for pair in all.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (_, file, offset, len) = pair[1];
        let start = offset as usize;
        let id = chunks::id(&files[file].text[start..start + len as usize]).unwrap_or_default();
        let other = &files[pair[0].1].name;
        let message = format!("duplicate id `{id}`, already used in {other}");
        let help = "give each question its own id";
        let findings = &mut contents[file].findings;
        findings.push(Finding::error(
            "repeated-id",
            start,
            Some(&id),
            message,
            help,
        ));
    }
}

/// Notes files without questions, and categories without a name of their own.
fn check_categories(files: &[File], contents: &mut [Chunk]) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (file, content) in files.iter().zip(contents) {
        let findings = &mut content.findings;
        if content.entries.is_empty() && findings.is_empty() {
            let help = "add questions, each under a `[[question]]` line";
            let message = "the file has no questions";
            findings.push(Finding::error("no-questions", 0, None, message, help));
        }
        let Some(head) = &content.head else { continue };
        let message = if head.slug.is_empty() {
            format!("\"{}\" has no letters or digits", head.name)
        } else if let Some(other) = seen.insert(&head.slug, &file.name) {
            let name = &head.name;
            format!("duplicate category \"{name}\", already used in {other}")
        } else {
            continue;
        };
        let help = "give each file its own category name";
        findings.push(Finding::error("repeated-category", 0, None, message, help));
    }
}

/// The index of a bank that has no errors.
fn index(files: &[File], contents: Vec<Chunk>, lists: &Lists) -> Vec<u8> {
    let listed = lists.0.values().flat_map(|list| &list.entries);
    let listed: String = listed.map(|entry| one_line(&entry.text) + "\n").collect();
    let mut names = vec![listed];
    let mut entries = Vec::new();
    let mut categories = Vec::new();
    for (file, content) in files.iter().zip(contents) {
        names.extend(content.names);
        categories.push(Category {
            file: base_name(&file.name).to_owned(),
            strata: Difficulty::ALL.map(|difficulty| {
                let start = entries.len() as u32;
                let own = content.entries.iter();
                entries.extend(own.filter(|entry| entry.difficulty == difficulty));
                start..entries.len() as u32
            }),
            ..content.head.unwrap_or_default()
        });
    }
    encode(categories, &entries, lists, &names)
}

/// The file name alone: the index may be used from another working folder.
fn base_name(path: &str) -> &str {
    let name = std::path::Path::new(path).file_name();
    name.and_then(std::ffi::OsStr::to_str).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::super::index::Index;
    use super::*;

    fn file(name: &str, text: String) -> File {
        let name = name.to_owned();
        File { name, text }
    }

    #[test]
    fn the_index_names_each_answer_of_each_chunk_and_file_and_each_list_entry_once() {
        let question = |n: usize| {
            format!(
                "[[question]]\nid = \"q{n}\"\ndifficulty = \"easy\"\nask = \"Which?\"\n\
                 answer = \"right {n}\"\nwrong = [\"wrong {n}\", \"\"\"two\n  lines {n}\"\"\"]\n\n"
            )
        };
        let questions = |range: std::ops::Range<usize>| range.map(question).collect::<String>();
        // Cut inside the string, the file does not parse and is read whole.
        let trap = format!(
            "because = \"\"\"{}\n[[question]]\n\"\"\"\n",
            "x".repeat(900)
        );
        let bank = BankText {
            questions: vec![
                file("a.toml", format!("name = \"A\"\n{}", questions(0..2_000))),
                file(
                    "b.toml",
                    format!(
                        "name = \"B\"\n{}{trap}{}",
                        questions(2_000..2_498),
                        questions(2_498..3_200)
                    ),
                ),
                file(
                    "c.toml",
                    "name = \"C\"\n[[question]]\nid = \"c\"\ndifficulty = \"easy\"\nask = \"Order?\"\n\
                     kind = \"order\"\nitems = [\"right 1\", \"wrong 2\", \"three\"]\n"
                        .to_owned(),
                ),
            ],
            lists: Some(file(
                "lists.toml",
                "[[list]]\nname = \"l\"\nentries = [\"listed\", \"also listed\"]\n".to_owned(),
            )),
            ..BankText::default()
        };
        let chunks = [0, 1, 2].map(|n| chunks::cut(&bank.questions[n].text).len());
        assert_eq!(chunks, [4, 3, 1]);
        let own = (0..3_200).flat_map(|n| {
            [
                format!("right {n}"),
                format!("wrong {n}"),
                format!("two lines {n}"),
            ]
        });
        let others = ["three", "listed", "also listed"].map(str::to_owned);
        let mut expected: Vec<_> = own.chain(others).collect();
        expected.sort();
        for threads in [1, 2] {
            let index = compile(&bank, threads, &|_| ()).unwrap();
            let names = Index::open(Box::new(index)).unwrap().names().unwrap();
            let mut names: Vec<_> = names.lines().map(str::to_owned).collect();
            names.sort();
            if threads > 1 {
                // Each thread knows only the names that it has read itself.
                names.dedup();
            }
            assert_eq!(names, expected, "{threads} threads");
        }
    }
}
