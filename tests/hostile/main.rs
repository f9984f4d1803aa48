//! Texts, files and places that are out to do harm.
//!
//! On Linux alone: elsewhere names of files are text, and memory has no bound.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a failed test says so by panicking")]

mod arguments;
mod banks;
mod bounds;
mod clean;
#[path = "../common/mod.rs"]
mod common;
mod corpus;
mod database;
mod reach;
mod signs;
