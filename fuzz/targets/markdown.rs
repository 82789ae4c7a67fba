//! What is typed with the signs of Markdown.
#![no_main]

use fuzz::text_holds;
use libfuzzer_sys::fuzz_target;
use magistere::editor::Format;

fuzz_target!(|typed: &str| text_holds(Format::Markdown, typed));
