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
    // The loader would move some 14,000 addresses first, a fifth of the time to a question.
    let target = |key: &str| env::var(key).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" && target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("no output folder")?);
    for path in ["questions", "src/bank", "src/text", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let folder = root.join("questions");
    let mut names: Vec<_> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()?;
    names.retain(|name| Path::new(name).extension() == Some("toml".as_ref()));
    names.sort();
    let mut bank = BankText::default();
    let mut files = String::new();
    for name in names {
        let path = folder.join(&name);
        let included = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/questions/{name}\")");
        writeln!(files, "({name:?}, include_str!({included})),")?;
        bank.add(File {
            name: format!("questions/{name}"),
            text: fs::read_to_string(path)?,
        });
    }
    let index = compile(&bank, 1, &|_| ()).unwrap_or_else(|findings| {
        for finding in &findings {
            eprintln!("{finding}\n");
        }
        eprintln!("the built-in bank has {} errors", findings.len());
        process::exit(1);
    });
    fs::write(out.join("builtin.index"), index)?;
    fs::write(out.join("builtin.rs"), format!("[\n{files}]\n"))?;
    Ok(())
}
