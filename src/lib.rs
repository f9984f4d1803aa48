//! dundie: a trivia quiz for the terminal.
//!
//! Data flows one way: [`bank`] (text to checked questions), [`quiz`] (draw, ask, judge),
//! [`scoring`], [`history`], [`awards`], and the screen. All but the history and the screen are
//! pure; files, clock and terminal stay at the edge. [`game`] joins them, and [`commands`] turn
//! options into a game or a report.
#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod app;
pub mod awards;
pub mod bank;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod error;
pub mod files;
pub mod game;
pub mod history;
pub mod lint;
pub mod pager;
pub mod print;
pub mod quiz;
pub mod scoring;
pub mod text;
pub mod ui;
