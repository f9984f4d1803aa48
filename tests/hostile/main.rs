//! Texts, files and places that are out to do harm.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod arguments;
mod banks;
mod bounds;
mod clean;
#[path = "../common/mod.rs"]
mod common;
mod corpus;
mod database;
#[cfg(target_os = "linux")]
mod reach;
mod signs;
