//! dundie: a trivia quiz for the terminal.
//!
//! Data goes one way: [`bank`] (text to checked questions), [`quiz`] (draw, ask,
//! judge), [`scoring`], [`history`], and the tables on the screen. The first three
//! are pure; files, clock and terminal are handled at the edge.

pub mod bank;
pub mod cli;
pub mod commands;
pub mod history;
pub mod lint;
pub mod quiz;
pub mod scoring;
pub mod store;
pub mod text;
pub mod ui;
