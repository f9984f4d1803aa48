//! Checks the built-in bank with the program's own code and makes its index, so
//! that a bad question is a compile error.
#![expect(clippy::print_stderr, reason = "a build script talks to cargo")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

// The binary uses the rest of them.
#[allow(dead_code, unused_imports)]
#[path = "src/bank/mod.rs"]
mod bank;
#[allow(dead_code, unused_imports)]
#[path = "src/text/mod.rs"]
mod text;

use bank::compile::{BankText, File, compile};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no output folder")?);
    for path in ["questions", "src/bank", "src/text", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let bank = read(&root.join("questions"))?;
    match compile(&bank, 1, &|_| ()) {
        Ok(index) => {
            fs::write(out.join("builtin.index"), index)?;
            fs::write(out.join("builtin.rs"), constants(&bank, &root, &out))?;
            Ok(())
        }
        Err(findings) => {
            for finding in &findings {
                eprintln!("{finding}\n");
            }
            eprintln!("the built-in bank has {} errors", findings.len());
            process::exit(1);
        }
    }
}

fn read(folder: &Path) -> io::Result<BankText> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let mut bank = BankText::default();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        bank.add(File {
            name: format!("questions/{name}"),
            text: fs::read_to_string(&path)?,
        });
    }
    Ok(bank)
}

/// Rust constants with the text of each file and the bytes of the index.
fn constants(bank: &BankText, root: &Path, out: &Path) -> String {
    let mut code = String::new();
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let include = |file: &File| format!("include_str!({:?})", text(&root.join(&file.name)));
    let _ = writeln!(
        code,
        "pub static INDEX: &[u8] = include_bytes!({:?});",
        text(&out.join("builtin.index"))
    );
    let _ = writeln!(code, "pub static FILES: &[(&str, &str)] = &[");
    for file in &bank.questions {
        let _ = writeln!(code, "    ({:?}, {}),", file.name, include(file));
    }
    let _ = writeln!(code, "];");
    for (constant, file) in [("LISTS", &bank.lists), ("SOURCES", &bank.sources)] {
        let value = match file {
            Some(file) => format!("Some(({:?}, {}))", file.name, include(file)),
            None => "None".to_owned(),
        };
        let _ = writeln!(
            code,
            "pub static {constant}: Option<(&str, &str)> = {value};"
        );
    }
    code
}
