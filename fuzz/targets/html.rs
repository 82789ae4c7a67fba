//! HTML that came from elsewhere.
#![no_main]

use fuzz::text_holds;
use libfuzzer_sys::fuzz_target;
use magistere::editor::Format;

fuzz_target!(|typed: &str| text_holds(Format::Html, typed));
